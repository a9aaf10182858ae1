package org.alloracle.reference.snmalloc;

/**
 * How many objects of each of some sizes so many bytes have room for. The only class that sees the products; what
 * others need of them is in its lemmas.
 */
public final class Shares {
  /** The most bytes. */
  public static final long MOST = 65536L;

  final /*@ spec_public @*/ long bytes;
  final /*@ spec_public @*/ long[] size;
  final /*@ spec_public @*/ int[] count;

  /*@ // METADATA
    @ public invariant 0 <= bytes && bytes <= MOST && count.length == size.length;
    @ public invariant (\forall int k; 0 <= k && k < size.length; 16 <= size[k] && size[k] <= MOST);
    @ public invariant (\forall int k; 0 <= k && k < count.length; 0 <= count[k] && 16 * count[k] <= bytes);
    @ public invariant (\forall int k; 0 <= k && k < count.length; (count[k] == 0) == (bytes < size[k]));
    @ // METADATA: so many have room, and one more has not
    @ public invariant (\forall int k; 0 <= k && k < count.length;
    @   count[k] * size[k] <= bytes && bytes < count[k] * size[k] + size[k]);
    @*/

  /** The shares of sizes in so many bytes. */
  /*@ public normal_behavior
    @   requires 0 <= bytes && bytes <= MOST;
    @   requires (\forall int k; 0 <= k && k < size.length; 16 <= size[k] && size[k] <= MOST);
    @   ensures this.bytes == bytes && this.size == size && \fresh(count);
    @ pure
    @*/
  public Shares(long bytes, long[] size) {
    this.bytes = bytes;
    this.size = size;
    count = counts(bytes, size);
  }

  /*@ private normal_behavior
    @   requires 0 <= bytes && bytes <= MOST;
    @   requires (\forall int k; 0 <= k && k < size.length; 16 <= size[k] && size[k] <= MOST);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == size.length;
    @   ensures (\forall int k; 0 <= k && k < size.length; 0 <= \result[k] && 16 * \result[k] <= bytes);
    @   ensures (\forall int k; 0 <= k && k < size.length; (\result[k] == 0) == (bytes < size[k]));
    @   ensures (\forall int k; 0 <= k && k < size.length;
    @     \result[k] * size[k] <= bytes && bytes < \result[k] * size[k] + size[k]);
    @*/
  private static int[] counts(long bytes, long[] size) {
    int[] a = new int[size.length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= size.length;
      @ loop_invariant (\forall int k; 0 <= k && k < i; 0 <= a[k] && 16 * a[k] <= bytes);
      @ loop_invariant (\forall int k; 0 <= k && k < i; (a[k] == 0) == (bytes < size[k]));
      @ loop_invariant (\forall int k; 0 <= k && k < i;
      @   a[k] * size[k] <= bytes && bytes < a[k] * size[k] + size[k]);
      @ loop_writes i, a[*];
      @ decreases size.length - i;
      @*/
    while (i < size.length) {
      a[i] = share(bytes, size[i]);
      i = i + 1;
    }
    return a;
  }

  /** How many objects so many bytes have room for. */
  /*@ private normal_behavior
    @   requires 0 <= bytes && bytes <= MOST && 16 <= size && size <= MOST;
    @   assignable \nothing;
    @   ensures 0 <= \result && 16 * \result <= bytes && (\result == 0) == (bytes < size);
    @   ensures \result * size <= bytes && bytes < \result * size + size;
    @ pure
    @*/
  private static int share(long bytes, long size) {
    //@ assert whole(bytes, size);
    //@ assert sixteen(bytes / size, size, bytes);
    return (int) (bytes / size);
  }

  /*@ private normal_behavior
    @   requires 0 <= x && 0 < m;
    @   ensures \result && x == (x / m) * m + x % m && 0 <= x % m && x % m < m && 0 <= x / m;
    @ pure model private static boolean whole(long x, long m) { return true; }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= q && 16 <= m && q * m <= x && x < q * m + m && x <= MOST;
    @   ensures \result && 16 * q <= x && (q == 0) == (x < m);
    @ pure model private static boolean sixteen(long q, long m, long x) { return true; }
    @*/

  // Lemma: no more than all of them have room.
  /*@ public normal_behavior
    @   requires 0 <= k && k < count.length && 1 <= n && n <= count[k];
    @   ensures \result && size[k] <= n * size[k] && n * size[k] <= bytes;
    @ pure model public boolean within(int k, int n) {
    @   return between(n, count[k], size[k]);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 1 <= n && n <= m && m <= 4096 && 16 <= size && size <= MOST;
    @   ensures \result && size <= n * size && n * size <= m * size;
    @ pure model private static boolean between(int n, int m, long size) { return true; }
    @*/
}
