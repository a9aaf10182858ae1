package org.alloracle.reference.vmem;

/**
 * Which free list a segment is on, and in which order a policy looks at the segments.
 *
 * <p>A list is named by the least size on it, its width: list {@code w} holds the sizes from
 * {@code w} up to {@code 2 * w}, for {@code w} a power of two.
 */
public final class Lists {
  /** The greatest size of a segment. */
  public static final long GREATEST = 0x40000000L;

  /** The rank of the list that instant fit searches last. */
  public static final long LAST = 0x80000000L;

  /** The rank of what the source still has. */
  public static final long SOURCE = 0x100000000L;

  private Lists() {}

  /** The list of a size: the greatest power of two that is not above it. */
  /*@ public normal_behavior
    @   requires 1 <= size && size <= 0x40000000L;
    @   assignable \nothing;
    @   ensures 1 <= \result && \result <= size && size < 2 * \result;
    @ also private normal_behavior
    @   requires 1 <= size && size <= 0x40000000L;
    @   assignable \nothing;
    @   ensures org.alloracle.reference.Powers.isOfTwo(\result);
    @ pure helper
    @*/
  public static long width(long size) {
    long w = 1;
    /*@ loop_invariant 1 <= w && w <= size && org.alloracle.reference.Powers.isOfTwo(w);
      @ loop_writes w;
      @ decreases size - w;
      @*/
    while (w <= size - w) {
      w = 2 * w;
    }
    return w;
  }

  /**
   * How late a policy looks at a free segment for {@code n} integers. Instant fit: list by list, from
   * the first one of which every segment is large enough; last the list below it. Best fit: the
   * smallest of the list of {@code n}; then list by list.
   */
  /*@ public normal_behavior
    @   requires 1 <= size && size <= 0x40000000L;
    @   assignable \nothing;
    @   ensures best ==> \result == (width(size) <= n ? size : width(size));
    @   ensures !best ==> \result == (n <= width(size) ? width(size) : 0x80000000L);
    @   ensures 1 <= \result && \result <= 0x80000000L;
    @ pure helper
    @*/
  public static long rank(boolean best, long size, long n) {
    long w = width(size);
    if (best) {
      return w <= n ? size : w;
    }
    return n <= w ? w : LAST;
  }
}
