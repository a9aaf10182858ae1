package org.alloracle.reference.freeingbump;

import org.alloracle.reference.Multiples;
import org.alloracle.reference.Powers;

/**
 * The orders of blocks: order {@code k} is a payload of {@code 8 * 2^k} bytes.
 *
 * <p>A word is 8 bytes. The table of {@link #words} stands under {@code reveal}: the prover
 * sees the table only where a proof asks for it.
 */
public final class Orders {
  /** The greatest number of orders: the last one has 2 GiB. */
  public static final int MOST = 29;

  private Orders() {}

  /** The words of an order's payload. */
  /*@ private normal_behavior
    @   requires 0 <= k && k < MOST;
    @   ensures 1 <= \result && \result <= 0x10000000;
    @   ensures (\forall long x; reveal(x); \result == (
    @     k == 0 ? 0x1 : k == 1 ? 0x2 : k == 2 ? 0x4 : k == 3 ? 0x8
    @     : k == 4 ? 0x10 : k == 5 ? 0x20 : k == 6 ? 0x40 : k == 7 ? 0x80
    @     : k == 8 ? 0x100 : k == 9 ? 0x200 : k == 10 ? 0x400 : k == 11 ? 0x800
    @     : k == 12 ? 0x1000 : k == 13 ? 0x2000 : k == 14 ? 0x4000 : k == 15 ? 0x8000
    @     : k == 16 ? 0x10000 : k == 17 ? 0x20000 : k == 18 ? 0x40000 : k == 19 ? 0x80000
    @     : k == 20 ? 0x100000 : k == 21 ? 0x200000 : k == 22 ? 0x400000 : k == 23 ? 0x800000
    @     : k == 24 ? 0x1000000 : k == 25 ? 0x2000000 : k == 26 ? 0x4000000 : k == 27 ? 0x8000000
    @     : 0x10000000));
    @   measured_by k;
    @ pure
    @*/
  private static int words(int k) {
    //@ assert reveal(0);
    return k == 0 ? 1 : 2 * words(k - 1);
  }

  /** The words of the payloads of so many orders. */
  /*@ public normal_behavior
    @   requires 1 <= orders && orders <= MOST;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == orders && \result[0] == 1;
    @   ensures (\forall int i, j; 0 <= i && j == i + 1 && j < orders; \result[j] == 2 * \result[i]);
    @   ensures (\forall int i; 0 <= i && i < orders; 1 <= \result[i] && \result[i] <= 0x10000000);
    @*/
  public static int[] widths(int orders) {
    int[] width = new int[orders];
    width[0] = 1;
    int k = 1;
    //@ assert reveal(0);
    /*@ loop_invariant 1 <= k && k <= orders && width[0] == 1 && width[k - 1] == words(k - 1);
      @ loop_invariant (\forall int i, j; 0 <= i && j == i + 1 && j < k; width[j] == 2 * width[i]);
      @ loop_invariant (\forall int i; 0 <= i && i < k; 1 <= width[i] && width[i] <= 0x10000000);
      @ loop_writes k, width[*];
      @ decreases orders - k;
      @*/
    while (k < orders) {
      //@ assert reveal(0);
      width[k] = 2 * width[k - 1];
      //@ assert reveal(0);
      k = k + 1;
    }
    return width;
  }

  /** The least order whose payload holds so many bytes. */
  /*@ public normal_behavior
    @   requires (\forall int i; 0 <= i && i < width.length; 1 <= width[i] && width[i] <= 0x10000000);
    @   requires 1 <= width.length && 0 <= size && size <= 8 * width[width.length - 1];
    @   ensures 0 <= \result && \result < width.length;
    @   ensures size <= 8 * width[\result]; // CAPACITY: it covers
    @   ensures (\forall int k; 0 <= k && k < \result; 8 * width[k] < size); // POLICY: it is the least
    @ pure
    @*/
  public static int of(int[] width, long size) {
    int k = 0;
    /*@ loop_invariant 0 <= k && k < width.length;
      @ loop_invariant (\forall int i; 0 <= i && i < k; 8 * width[i] < size);
      @ loop_writes k;
      @ decreases width.length - k;
      @*/
    while (8L * width[k] < size) {
      k = k + 1;
    }
    return k;
  }

  /** The least number of pages of 65536 bytes that hold so many bytes. */
  /*@ public normal_behavior
    @   requires 0 <= bytes && bytes <= 0x1000000000000L;
    @   ensures 0 <= \result && bytes <= 65536 * \result;
    @   ensures \result == 0 || 65536 * (\result - 1) < bytes;
    @ pure
    @*/
  public static long pages(long bytes) {
    return (bytes + 65535) / 65536;
  }

  // Lemmas: the laws of the orders.
  /*@ public normal_behavior
    @   requires (\forall int i; 0 <= i && i < width.length; 1 <= width[i] && width[i] <= 0x10000000);
    @   requires (\forall int i, j; 0 <= i && j == i + 1 && j < width.length; width[j] == 2 * width[i]);
    @   requires 0 <= k && k < width.length;
    @   ensures \result && (\forall int i; 0 <= i && i < k; width[i] < width[k]);
    @   measured_by k;
    @ pure model public static boolean ascending(int[] width, int k) {
    @   return k == 0 || ascending(width, k - 1);
    @ }
    @*/

  /*@ public normal_behavior
    @   requires (\forall int i; 0 <= i && i < width.length; 1 <= width[i] && width[i] <= 0x10000000);
    @   requires 1 <= width.length && 0 <= a && a <= b && b <= 8 * width[width.length - 1];
    @   ensures \result && of(width, a) <= of(width, b);
    @ pure model public static boolean monotone(int[] width, long a, long b) {
    @   return of(width, a) <= of(width, b);
    @ }
    @*/

  /*@ public normal_behavior
    @   requires (\forall int i; 0 <= i && i < width.length; 1 <= width[i] && width[i] <= 0x10000000);
    @   requires (\forall int i, j; 0 <= i && j == i + 1 && j < width.length; width[j] == 2 * width[i]);
    @   requires 0 <= k && k < width.length;
    @   ensures \result && of(width, 8L * width[k]) == k;
    @ pure model public static boolean idempotent(int[] width, int k) {
    @   assert ascending(width, k) && ascending(width, width.length - 1);
    @   return of(width, 8L * width[k]) == k;
    @ }
    @*/

  // Lemma, ALIGNMENT: 8 bytes times anything is a multiple of every alignment up to 8.
  /*@ public normal_behavior
    @   requires 0 <= y && y <= 0x100000000L && Powers.isOfTwo(alignment) && alignment <= 8;
    @   ensures \result && Multiples.rem((long) (8 * y), alignment) == 0;
    @ pure model public static boolean aligned(long y, long alignment) {
    @   assert Multiples.remainder((long) (8 * y), alignment);
    @   assert alignment == 1 || alignment == 2 || alignment == 4 || alignment == 8;
    @   return true;
    @ }
    @*/

  /*@ public normal_behavior
    @   ensures \result;
    @ pure model public static boolean reveal(long k) { return true; }
    @*/
}
