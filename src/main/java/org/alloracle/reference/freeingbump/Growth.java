package org.alloracle.reference.freeingbump;

/** The arithmetic of a heap that grows. */
public final class Growth {
  private Growth() {}

  /** The pages of a heap of so many bytes, or -1 if there is no such heap. */
  /*@ public normal_behavior
    @   requires 0 <= heapBytes && heapBytes <= 0x100000000L && heapBytes % 65536 == 0;
    @   ensures 65536 * \result == heapBytes && 0 <= \result && \result <= 65536;
    @ also public normal_behavior
    @   requires !(0 <= heapBytes && heapBytes <= 0x100000000L && heapBytes % 65536 == 0);
    @   ensures \result == -1;
    @ pure
    @*/
  public static int pagesOf(long heapBytes) {
    return heapBytes < 0 || heapBytes > 0x100000000L || heapBytes % 65536 != 0
        ? -1
        : (int) (heapBytes / 65536);
  }

  /** The pages after a growth to at least so many: all that are needed, and double if they may be. */
  /*@ public normal_behavior
    @   requires 0 <= pages && pages <= most && 0 <= needed && needed <= most && most <= 65536;
    @   ensures needed <= pages ==> \result == pages;
    @   ensures pages < needed && 2 * pages <= most ==> \result == (needed < 2 * pages ? 2 * pages : needed);
    @   ensures pages < needed && most < 2 * pages ==> \result == most;
    @ pure
    @*/
  public static int grown(int pages, long needed, int most) {
    if (needed <= pages) {
      return pages;
    }
    int twice = 2 * pages < most ? 2 * pages : most;
    return needed < twice ? twice : (int) needed;
  }

  /** The sum, or the greatest integer if it is more than that. */
  /*@ public normal_behavior
    @   requires 0 <= a && 0 <= b;
    @   ensures \result == (Long.MAX_VALUE < a + b ? Long.MAX_VALUE : a + b);
    @ pure
    @*/
  public static long sum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
