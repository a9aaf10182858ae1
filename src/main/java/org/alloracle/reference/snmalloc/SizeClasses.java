package org.alloracle.reference.snmalloc;

import org.alloracle.reference.Multiples;

/**
 * The size classes: 16, 32 and so on up to 128 bytes, and from there on four to each doubling. The
 * table is made by doubling too, so its laws need neither shifts nor products.
 */
public final class SizeClasses {
  /** The most classes: the last one has 64 KiB. */
  public static final int MOST = 44;

  private SizeClasses() {}

  /** The bytes of an object of each of so many classes. */
  /*@ public normal_behavior
    @   requires 1 <= classes && classes <= MOST;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == classes;
    @   ensures (\forall int i; 0 <= i && i < classes && i < 8; \result[i] == 16 * i + 16);
    @   ensures (\forall int i, j; 4 <= i && j == i + 4 && j < classes; \result[j] == 2 * \result[i]);
    @   ensures (\forall int i; 0 <= i && i < classes; 16 <= \result[i] && \result[i] <= 65536);
    @   ensures (\forall int i, j; 0 <= i && j == i + 1 && j < classes; \result[i] < \result[j]);
    @   // POLICY: of an object beyond 64 bytes at most a fifth is wasted
    @   ensures (\forall int i, j; 3 <= i && j == i + 1 && j < classes; 5 * (\result[j] - \result[i]) <= \result[j]);
    @*/
  public static long[] sizes(int classes) {
    long[] size = new long[classes];
    int k = 0;
    /*@ loop_invariant 0 <= k && k <= classes;
      @ loop_invariant (\forall int i; 0 <= i && i < k && i < 8; size[i] == 16 * i + 16);
      @ loop_invariant (\forall int i, j; 4 <= i && j == i + 4 && j < k; size[j] == 2 * size[i]);
      @ loop_invariant (\forall int i; 0 <= i && i < k; 16 <= size[i] && size[i] <= (
      @   i < 4 ? 0x40 : i < 8 ? 0x80 : i < 12 ? 0x100 : i < 16 ? 0x200 : i < 20 ? 0x400 : i < 24 ? 0x800
      @   : i < 28 ? 0x1000 : i < 32 ? 0x2000 : i < 36 ? 0x4000 : i < 40 ? 0x8000 : 0x10000));
      @ loop_invariant (\forall int i, j; 0 <= i && j == i + 1 && j < k; size[i] < size[j]);
      @ loop_invariant (\forall int i, j; 3 <= i && j == i + 1 && j < k; 5 * (size[j] - size[i]) <= size[j]);
      @ loop_writes k, size[*];
      @ decreases classes - k;
      @*/
    while (k < classes) {
      //@ assert 8 < k ==> size[k - 1] == 2 * size[k - 5] && size[k - 5] < size[k - 4];
      //@ assert 8 < k ==> 5 * (size[k - 4] - size[k - 5]) <= size[k - 4];
      //@ assert k == 8 ==> size[7] == 128 && size[4] == 80;
      size[k] = k < 8 ? 16 * k + 16 : 2 * size[k - 4];
      k = k + 1;
    }
    return size;
  }

  /** The least class whose objects hold so many bytes and lie at multiples of so many; the number of classes if none. */
  /*@ public normal_behavior
    @   requires (\forall int i; 0 <= i && i < size.length; 16 <= size[i] && size[i] <= 65536);
    @   requires 0 <= bytes && 1 <= alignment;
    @   ensures 0 <= \result && \result <= size.length;
    @   ensures \result < size.length ==> bytes <= size[\result]; // CAPACITY: it covers
    @   ensures \result < size.length ==> Multiples.rem(size[\result], alignment) == 0; // ALIGNMENT
    @   ensures (\forall int k; 0 <= k && k < \result; size[k] < bytes || Multiples.rem(size[k], alignment) != 0); // POLICY
    @ pure
    @*/
  public static int of(long[] size, long bytes, long alignment) {
    int k = 0;
    /*@ loop_invariant 0 <= k && k <= size.length;
      @ loop_invariant (\forall int i; 0 <= i && i < k; size[i] < bytes || Multiples.rem(size[i], alignment) != 0);
      @ loop_writes k;
      @ decreases size.length - k;
      @*/
    while (k < size.length && (size[k] < bytes || Multiples.rem(size[k], alignment) != 0)) {
      k = k + 1;
    }
    return k;
  }

  // Lemmas: the laws of the classes. That the class covers and is the least is in the contract of `of`.
  /*@ public normal_behavior
    @   requires (\forall int i; 0 <= i && i < size.length; 16 <= size[i] && size[i] <= 65536);
    @   requires 0 <= a && a <= b && 1 <= alignment;
    @   ensures \result && of(size, a, alignment) <= of(size, b, alignment);
    @ pure model public static boolean monotone(long[] size, long a, long b, long alignment) {
    @   return of(size, a, alignment) <= of(size, b, alignment);
    @ }
    @*/

  /*@ public normal_behavior
    @   requires (\forall int i; 0 <= i && i < size.length; 16 <= size[i] && size[i] <= 65536);
    @   requires (\forall int i, j; 0 <= i && j == i + 1 && j < size.length; size[i] < size[j]);
    @   requires 0 <= k && k < size.length;
    @   ensures \result && (\forall int i; 0 <= i && i < k; size[i] < size[k]);
    @   measured_by k;
    @ pure model public static boolean ascending(long[] size, int k) {
    @   return k == 0 || ascending(size, k - 1);
    @ }
    @*/

  // For any alignment at which the class has its objects: so for none, which is 1, too.
  /*@ public normal_behavior
    @   requires (\forall int i; 0 <= i && i < size.length; 16 <= size[i] && size[i] <= 65536);
    @   requires (\forall int i, j; 0 <= i && j == i + 1 && j < size.length; size[i] < size[j]);
    @   requires 0 <= k && k < size.length && 1 <= alignment && Multiples.rem(size[k], alignment) == 0;
    @   ensures \result && of(size, size[k], alignment) == k;
    @ pure model public static boolean idempotent(long[] size, int k, long alignment) {
    @   return ascending(size, k) && of(size, size[k], alignment) == k;
    @ }
    @*/
}
