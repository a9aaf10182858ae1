package org.alloracle.reference.weealloc;

import org.alloracle.reference.Alignments;
import org.alloracle.reference.Multiples;
import org.alloracle.reference.Powers;

/**
 * The arithmetic of cells, in words of 8 bytes: a cell is a header of 2 words, and its data.
 *
 * <p>Definitions stand in private cases: outside, the proofs get by with bounds and the lemmas.
 */
public final class Cells {
  /** The least data of the cell that a split leaves on the main list, in words. */
  public static final int LEAST = 16;

  /** The same, if there are size classes. */
  public static final int LEAST_BESIDE_CLASSES = 512;

  /** The words of a page. */
  public static final int PAGE = 8192;

  /** The most words of a heap. */
  public static final long MOST = 0x20000000L;

  private Cells() {}

  /** The least number of words, at least 1, that holds so many bytes. */
  /*@ public normal_behavior
    @   requires 0 <= size;
    @   ensures 1 <= \result && \result <= 0x1000000000000000L && size <= 8 * \result;
    @   ensures \result == 1 || 8 * (\result - 1) < size;
    @ pure
    @*/
  public static long words(long size) {
    return size <= 8 ? 1 : (size - 1) / 8 + 1;
  }

  /** An alignment in words; one below 8 bytes comes by itself. */
  /*@ public normal_behavior
    @   requires 1 <= alignment;
    @   assignable \nothing;
    @   ensures 1 <= \result && \result <= 0x1000000000000000L;
    @ also private normal_behavior
    @   requires 1 <= alignment;
    @   assignable \nothing;
    @   ensures \result == (alignment <= 8 ? 1 : alignment / 8);
    @ pure
    @*/
  public static long spacing(long alignment) {
    return alignment <= 8 ? 1 : alignment / 8;
  }

  /**
   * The place of {@code n} words at a multiple of {@code a} in a free cell, or -1 if it has none. The highest such
   * place serves if a cell with {@code least} words of data is left before it; else the start of the cell's data.
   */
  /*@ public normal_behavior
    @   requires 0 <= low && low <= MOST && 0 <= high && high <= MOST;
    @   requires 1 <= n && n <= 0x1000000000000000L && 1 <= a && a <= 0x1000000000000000L && 1 <= least && least <= 512;
    @   assignable \nothing;
    @   ensures \result == -1 || low + 2 <= \result && \result + n <= high;
    @   ensures \result == -1 || \result == low + 2 || low + 4 + least <= \result;
    @   ensures \result == -1 || Multiples.rem(\result, a) == 0;
    @ also private normal_behavior
    @   requires 0 <= low && low <= MOST && 0 <= high && high <= MOST;
    @   requires 1 <= n && n <= 0x1000000000000000L && 1 <= a && a <= 0x1000000000000000L && 1 <= least && least <= 512;
    @   assignable \nothing;
    @   ensures \result == (n <= high && low + 4 + least <= Multiples.down((long) (high - n), a)
    @     ? Multiples.down((long) (high - n), a)
    @     : n <= high && low + 2 <= high - n && Multiples.rem((long) (low + 2), a) == 0 ? low + 2 : -1);
    @ pure
    @*/
  public static long place(long low, long high, long n, long a, long least) {
    if (n > high) {
      return -1;
    }
    long at = Multiples.down(high - n, a);
    if (low + 4 + least <= at) {
      return at;
    }
    return low + 2 <= high - n && Multiples.rem(low + 2, a) == 0 ? low + 2 : -1;
  }

  /** The pages that a refill obtains for {@code n} words at a multiple of {@code a}. */
  /*@ public normal_behavior
    @   requires 1 <= n && n <= 0x1000000000000000L && 1 <= a && a <= 0x1000000000000000L && 1 <= least && least <= 512;
    @   assignable \nothing;
    @   ensures 1 <= \result && \result <= 0x1000000000001L;
    @ also private normal_behavior
    @   requires 1 <= n && n <= 0x1000000000000000L && 1 <= a && a <= 0x1000000000000000L && 1 <= least && least <= 512;
    @   assignable \nothing;
    @   ensures 2 * (a + least) + 2 <= PAGE * \result;
    @   ensures (a <= 2 ? n + 2 : n + a + least + 4) <= PAGE * \result;
    @   ensures PAGE * (\result - 1) < 2 * (a + least) + 2
    @     || PAGE * (\result - 1) < (a <= 2 ? n + 2 : n + a + least + 4);
    @ pure
    @*/
  public static long pages(long n, long a, long least) {
    long room = 2 * (a + least) + 2;
    long need = a <= 2 ? n + 2 : n + a + least + 4;
    return ((need < room ? room : need) - 1) / PAGE + 1;
  }

  /** The size class that serves a request: that of so many words, unless there are none or it is aligned; or 0. */
  /*@ public normal_behavior
    @   requires 1 <= n && 1 <= a;
    @   assignable \nothing;
    @   ensures \result == (classes && n <= Row.CLASSES && a == 1 ? n : 0);
    @ pure
    @*/
  public static long kind(boolean classes, long n, long a) {
    return classes && n <= Row.CLASSES && a == 1 ? n : 0;
  }

  /** The words that the size class of so many words takes from the main list when it has none. */
  /*@ public normal_behavior
    @   requires 1 <= words && words <= Row.CLASSES;
    @   assignable \nothing;
    @   ensures 2 * words + 2 <= \result && \result <= 66564;
    @ also private normal_behavior
    @   requires 1 <= words && words <= Row.CLASSES;
    @   assignable \nothing;
    @   ensures \result == ((words + 2) * (words + 2) < 1024 ? 1024 : (words + 2) * (words + 2));
    @ pure
    @*/
  public static long refill(long words) {
    long square = (words + 2) * (words + 2);
    return square < 1024 ? 1024 : square;
  }

  // Lemma: the cell of a refill has a place.
  /*@ public normal_behavior
    @   requires 1 <= n && n <= 0x1000000000000000L && 1 <= a && a <= 0x1000000000000000L && 1 <= least && least <= 512;
    @   requires 0 <= p && p + pages(n, a, least) <= 65536;
    @   ensures \result && place((long) (PAGE * p), (long) (PAGE * (p + pages(n, a, least))), n, a, least) != -1;
    @ pure model public static boolean serves(long p, long n, long a, long least) {
    @   assert Multiples.remainder((long) (PAGE * p + 2), a);
    @   assert a == 1 || a == 2 ==> Multiples.rem((long) (PAGE * p + 2), a) == 0;
    @   return true;
    @ }
    @*/

  // Lemma, ALIGNMENT: a word at a multiple of the spacing has an address at a multiple of the alignment.
  /*@ public normal_behavior
    @   requires 0 <= y && y <= 0x7ffffffffffffffL && Alignments.valid(alignment);
    @   requires Multiples.rem(y, spacing(alignment)) == 0;
    @   ensures \result && Multiples.rem((long) (8 * y), alignment) == 0;
    @ pure model public static boolean inBytes(long y, long alignment) {
    @   assert Alignments.listed(alignment);
    @   return alignment <= 8 ? narrow(y, alignment) : wide(alignment) && scaled(y, alignment / 8);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= y && y <= 0x7ffffffffffffffL && Powers.isOfTwo(m) && m <= 8;
    @   ensures \result && Multiples.rem((long) (8 * y), m) == 0;
    @ pure model private static boolean narrow(long y, long m) {
    @   assert Multiples.remainder((long) (8 * y), m);
    @   assert m == 1 || m == 2 || m == 4 || m == 8;
    @   return true;
    @ }
    @*/

  /*@ private normal_behavior
    @   requires Powers.isOfTwo(m) && 8 < m;
    @   ensures \result && m == 8 * (m / 8);
    @ pure model private static boolean wide(long m) { return true; }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= y && y <= 0x7ffffffffffffffL && 0 < m && m <= 0xfffffffffffffffL;
    @   requires Multiples.rem(y, m) == 0;
    @   ensures \result && Multiples.rem((long) (8 * y), (long) (8 * m)) == 0;
    @ pure model private static boolean scaled(long y, long m) {
    @   return Multiples.remainder(y, m) && scaledProduct(y, m)
    @     && Multiples.remainder((long) (8 * y), (long) (8 * m));
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= y && 0 < m && y % m == 0;
    @   ensures \result && (8 * y) % (8 * m) == 0;
    @ pure model private static boolean scaledProduct(long y, long m) { return true; }
    @*/
}
