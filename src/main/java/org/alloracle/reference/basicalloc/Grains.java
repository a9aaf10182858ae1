package org.alloracle.reference.basicalloc;

import org.alloracle.reference.Multiples;

/** Sizes and alignments in grains of 16 bytes. */
public final class Grains {
  private Grains() {}

  /** The least number of grains, at least 1, that holds so many bytes. */
  /*@ public normal_behavior
    @   ensures 1 <= \result && \result <= 0x800000000000000L && size <= 16 * \result;
    @   ensures \result == 1 || 16 * (\result - 1) < size;
    @ pure
    @*/
  public static long holding(long size) {
    return size <= 16 ? 1 : (size - 1) / 16 + 1;
  }

  /** An alignment in grains; one below 16 bytes comes by itself. */
  /*@ public normal_behavior
    @   ensures \result == (alignment <= 16 ? 1 : alignment / 16);
    @   ensures 1 <= \result && \result <= 0x800000000000000L;
    @ pure
    @*/
  public static long spacing(long alignment) {
    return alignment <= 16 ? 1 : alignment / 16;
  }

  // Lemma: a grain at a multiple of the spacing has an address at a multiple of the alignment.
  /*@ public normal_behavior
    @   requires 0 <= y && y <= 0x7ffffffffffffffL && Multiples.powerOfTwo(alignment);
    @   requires Multiples.rem(y, spacing(alignment)) == 0;
    @   ensures \result && Multiples.rem((long) (16 * y), alignment) == 0;
    @ pure model public static boolean inBytes(long y, long alignment) {
    @   return alignment <= 16
    @     ? Multiples.narrow(y, alignment)
    @     : Multiples.wide(alignment) && Multiples.scaled(y, alignment / 16);
    @ }
    @*/
}
