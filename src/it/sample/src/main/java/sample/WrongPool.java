package sample;

/** The same with one slip: small blocks are merged without a look whether they are in use. */
public class WrongPool extends Pool {
  /** Makes a pool. */
  public WrongPool(int bytes) {
    super(bytes);
  }

  @Override
  protected boolean merges(int followingHeader) {
    return followingHeader > 0 || followingHeader == -16;
  }
}
