package org.alloracle.reference.heaplayers;

import org.alloracle.reference.Multiples;
import org.alloracle.reference.Powers;

/** Bytes and words of 8 bytes, the widest primitive. */
public final class Words {
  /** The largest request that is counted in words: 2 GiB. */
  public static final long MOST_BYTES = 0x80000000L;

  private Words() {}

  /** The least number of words, at least 1, that holds so many bytes; for too many, a word too many. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures 1 <= \result && \result <= 0x10000001L;
    @   ensures size <= MOST_BYTES ==> size <= 8 * \result && \result <= 0x10000000L;
    @   ensures size <= MOST_BYTES && 1 < \result ==> 8 * (\result - 1) < size;
    @   ensures MOST_BYTES < size ==> \result == 0x10000001L;
    @ pure
    @*/
  public static long holding(long size) {
    return size > MOST_BYTES ? 0x10000001L : size <= 8 ? 1 : (size - 1) / 8 + 1;
  }

  // Lemma, ALIGNMENT: a multiple of 8 bytes is one of every alignment up to 8.
  /*@ public normal_behavior
    @   requires 0 <= y && y <= 0x100000000L && Powers.isOfTwo(alignment) && alignment <= 8;
    @   ensures \result && Multiples.rem((long) (8 * y), alignment) == 0;
    @ pure model public static boolean aligned(long y, long alignment) {
    @   assert Multiples.remainder((long) (8 * y), alignment);
    @   assert alignment == 1 || alignment == 2 || alignment == 4 || alignment == 8;
    @   return true;
    @ }
    @*/
}
