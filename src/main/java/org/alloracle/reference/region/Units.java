package org.alloracle.reference.region;

/** Bytes, words of 8 bytes and pages of 512 words: all divisions of the region allocator. */
public final class Units {
  private Units() {}

  /** The word that a byte is in. */
  /*@ public normal_behavior
    @   requires 0 <= size;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= size && 8 * \result <= size && size - 8 * \result < 8;
    @ pure helper
    @*/
  public static long past(long size) {
    return size / 8;
  }

  /** The words that a block needs. */
  /*@ public normal_behavior
    @   requires 0 <= size && size <= 4294967296L;
    @   assignable \nothing;
    @   ensures 0 <= \result && size <= 8 * \result && 8 * \result < size + 8;
    @ pure helper
    @*/
  public static int words(long size) {
    return (int) ((size + 7) / 8);
  }

  /** The pages that a block needs and the byte after it. */
  /*@ public normal_behavior
    @   requires 0 <= size;
    @   assignable \nothing;
    @   ensures 1 <= \result && \result <= 4503599627370496L;
    @   ensures 4096 * (\result - 1) <= size && size - 4096 * (\result - 1) < 4096;
    @ pure helper
    @*/
  public static long pages(long size) {
    return size / 4096 + 1;
  }

  /** The page of a byte. */
  /*@ public normal_behavior
    @   requires 0 <= address && address < 4294967296L;
    @   assignable \nothing;
    @   ensures 0 <= \result && 4096L * \result <= address && address < 4096L * \result + 4096;
    @ pure helper
    @*/
  public static int page(long address) {
    return (int) (address / 4096);
  }

  /** The page of each word of a heap, and after them that of each root: the one after the last. */
  /*@ public normal_behavior
    @   requires 0 <= pages && pages <= 1048576 && 0 <= roots && roots <= 1048576;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == 512 * pages + roots;
    @   ensures (\forall int l; 0 <= l && l < 512 * pages; 0 <= \result[l] && \result[l] < pages
    @     && 512 * \result[l] <= l && l < 512 * \result[l] + 512);
    @   ensures (\forall int l; 512 * pages <= l && l < \result.length; \result[l] == pages);
    @*/
  public static int[] homes(int pages, int roots) {
    int[] home = new int[512 * pages + roots];
    int page = 0;
    int l = 0;
    /*@ loop_invariant 0 <= l && l <= home.length && 0 <= page && page <= pages && 512 * page <= l;
      @ loop_invariant page < pages ==> l <= 512 * page + 512;
      @ loop_invariant (\forall int k; 0 <= k && k < l && k < 512 * pages; 0 <= home[k] && home[k] < pages
      @   && 512 * home[k] <= k && k < 512 * home[k] + 512);
      @ loop_invariant (\forall int k; 512 * pages <= k && k < l; home[k] == pages);
      @ loop_writes l, page, home[*];
      @ decreases home.length - l;
      @*/
    while (l < home.length) {
      if (page < pages && l == 512 * page + 512) {
        page = page + 1;
      }
      home[l] = page;
      l = l + 1;
    }
    return home;
  }
}
