package org.alloracle.reference.snmalloc;

/** Lemmas on what is left of so many slabs without so many objects; no proof of them sees all the products at once. */
public final class Differences {
  private Differences() {}

  // So many slabs less so many objects are a multiple of what divides both.
  /*@ public normal_behavior
    @   requires 1 <= u && u <= Rooms.MOST_SLABS && 1 <= n && n <= 268435456 && 0 < m;
    @   requires 16 <= bytes && bytes <= Rooms.MOST_BYTES && 16 <= size && size <= Rooms.MOST_BYTES;
    @   requires 0 <= at && at == u * bytes - n * size;
    @   requires org.alloracle.reference.Multiples.rem(bytes, m) == 0 && org.alloracle.reference.Multiples.rem(size, m) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem(at, m) == 0;
    @ pure model public static boolean multiple(long u, long bytes, long n, long size, long at, long m) {
    @   return times(u, bytes, m) && times(n, size, m) && less((long) (u * bytes), (long) (n * size), at, m);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 1 <= n && n <= 268435456 && 1 <= x && x <= Rooms.MOST_BYTES && 0 < m;
    @   requires org.alloracle.reference.Multiples.rem(x, m) == 0;
    @   ensures \result && 0 <= n * x && n * x <= 17592186044416L && org.alloracle.reference.Multiples.rem((long) (n * x), m) == 0;
    @ pure model private static boolean times(long n, long x, long m) {
    @   assert bounded(n, x);
    @   return org.alloracle.reference.Multiples.whole(x, m) && product(n, x, (long) (x / m), (long) (n * x), m);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 1 <= n && n <= 268435456 && 0 <= x && x <= Rooms.MOST_BYTES;
    @   ensures \result && 0 <= n * x && n * x <= 17592186044416L;
    @ pure model private static boolean bounded(long n, long x) {
    @   assert n * x <= n * 65536L;
    @   return true;
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 1 <= n && n <= 268435456 && 1 <= x && x <= Rooms.MOST_BYTES && 0 <= p && 0 < m && p * m == x;
    @   requires z == n * x && z <= 17592186044416L;
    @   ensures \result && org.alloracle.reference.Multiples.rem(z, m) == 0;
    @ pure model private static boolean product(long n, long x, long p, long z, long m) {
    @   return factor(n, x, p, m) && bounded(n, p) && exact((long) (n * p), z, m);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 1 <= n && n <= 268435456 && 1 <= x && x <= Rooms.MOST_BYTES && 0 <= p && 0 < m && p * m == x;
    @   ensures \result && (n * p) * m == n * x && p <= Rooms.MOST_BYTES;
    @ pure model private static boolean factor(long n, long x, long p, long m) {
    @   assert 0 <= p * (m - 1);
    @   return true;
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= x && 0 <= y && 0 <= z && z == x - y && x <= 17592186044416L && 0 < m;
    @   requires org.alloracle.reference.Multiples.rem(x, m) == 0 && org.alloracle.reference.Multiples.rem(y, m) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem(z, m) == 0;
    @ pure model private static boolean less(long x, long y, long z, long m) {
    @   return org.alloracle.reference.Multiples.whole(x, m) && org.alloracle.reference.Multiples.whole(y, m)
    @     && parts(x, y, z, (long) (x / m), (long) (y / m), m);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= z && z <= 17592186044416L && z == x - y && 0 < m && 0 <= p && 0 <= q && p * m == x && q * m == y;
    @   ensures \result && org.alloracle.reference.Multiples.rem(z, m) == 0;
    @ pure model private static boolean parts(long x, long y, long z, long p, long q, long m) {
    @   return without(x, y, z, p, q, m) && exact((long) (p - q), z, m);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= z && z == x - y && 0 < m && 0 <= p && 0 <= q && p * m == x && q * m == y;
    @   ensures \result && q <= p && (p - q) * m == z;
    @ pure model private static boolean without(long x, long y, long z, long p, long q, long m) {
    @   assert (p - q) * m == z;
    @   assert q <= p || 0 <= (q - p - 1) * m;
    @   return true;
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= d && 0 < m && d * m == z;
    @   ensures \result && org.alloracle.reference.Multiples.rem(z, m) == 0;
    @ pure model private static boolean exact(long d, long z, long m) {
    @   return org.alloracle.reference.Multiples.multiple(d, m);
    @ }
    @*/
}
