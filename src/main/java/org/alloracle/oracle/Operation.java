package org.alloracle.oracle;

/**
 * One step of a generated test.
 *
 * <p>Blocks are named by the number of the request that made them, so that a list of operations
 * stays meaningful when others are removed from it: an operation on a block that was not handed
 * out, or is gone, is skipped.
 *
 * @param kind what is done
 * @param block the number of the block made or named, from 0; unused by the two kinds without one
 * @param size the bytes asked for; for {@code FREE_INSIDE} the offset from the block's start; for
 *     {@code FREE_FOREIGN} the address
 * @param alignment the alignment asked for; unused by the kinds that free
 */
public record Operation(Kind kind, int block, long size, long alignment) {

  /** What can be done. */
  public enum Kind {
    /** A request. */
    ALLOCATE,
    /** A live block freed. */
    FREE,
    /** Misuse: a block freed once more. */
    FREE_AGAIN,
    /** Misuse: an address inside a live block freed. */
    FREE_INSIDE,
    /** Misuse: an address freed at which no block is live. */
    FREE_FOREIGN,
    /** Misuse: a request with a negative size or an alignment that is no power of two. */
    BAD_REQUEST;

    /** Whether it is done to a block that an earlier operation made. */
    boolean namesBlock() {
      return this == FREE || this == FREE_AGAIN || this == FREE_INSIDE;
    }
  }

  /** A request that makes block number {@code block}. */
  public static Operation allocate(int block, long size, long alignment) {
    return new Operation(Kind.ALLOCATE, block, size, alignment);
  }

  /** The end of block number {@code block}. */
  public static Operation free(int block) {
    return new Operation(Kind.FREE, block, 0, 1);
  }

  /** The same operation on a block of another number. */
  Operation onBlock(int number) {
    return new Operation(kind, number, size, alignment);
  }

  /** The same operation with another size. */
  Operation withSize(long bytes) {
    return new Operation(kind, block, bytes, alignment);
  }

  /** The same operation with another alignment. */
  Operation withAlignment(long bytes) {
    return new Operation(kind, block, size, bytes);
  }
}
