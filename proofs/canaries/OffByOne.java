/** Planted: the last cell is never looked at. */
public final class OffByOne {
  private OffByOne() {}

  /*@ public normal_behavior
    @   requires cells != null;
    @   ensures \result == -1 ==> (\forall int i; 0 <= i && i < cells.length; cells[i] != 0);
    @   ensures \result != -1 ==> 0 <= \result && \result < cells.length && cells[\result] == 0;
    @ pure
    @*/
  public static int firstFree(long[] cells) {
    //@ loop_invariant 0 <= i;
    //@ loop_invariant (\forall int j; 0 <= j && j < i; cells[j] != 0);
    //@ loop_assigns i;
    //@ decreases cells.length - i;
    for (int i = 0; i < cells.length - 1; i++) {
      if (cells[i] == 0) {
        return i;
      }
    }
    return -1;
  }
}
