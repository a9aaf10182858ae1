package org.alloracle.reference;

/** Lemmas whose proofs must not see a division: they are slow if they do. */
public final class Divisors {
  private Divisors() {}

  // Of two powers of two, the greater is at least twice the lesser.
  /*@ public normal_behavior
    @   requires Multiples.powerOfTwo(x) && Multiples.powerOfTwo(y) && x < y;
    @   ensures \result && 2 * x <= y;
    @ pure model public static boolean gap(long x, long y) {
    @   return Multiples.half(y) && (x == 1 || (Multiples.half(x) && gap(x / 2, y / 2)));
    @ }
    @*/

  // A power of two is a multiple of every lesser one.
  /*@ public normal_behavior
    @   requires Multiples.powerOfTwo(x) && Multiples.powerOfTwo(m) && m <= x;
    @   ensures \result && Multiples.rem(x, m) == 0;
    @ pure model public static boolean divides(long x, long m) {
    @   return x == m ? Multiples.itself(m)
    @     : gap(m, x) && Multiples.half(x) && divides(x / 2, m) && sum(x / 2, x / 2, m);
    @ }
    @*/

  /*@ public normal_behavior
    @   requires 0 <= p && 0 <= q && 0 < m && p * m + q * m <= 0x7fffffffffffffffL;
    @   ensures \result && Multiples.rem((long) (p * m + q * m), m) == 0;
    @ pure model public static boolean added(long p, long q, long m) {
    @   return distributes(p, q, m) && Multiples.multiple(p + q, m);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= p && 0 <= q && 0 < m && p * m + q * m <= 0x7fffffffffffffffL;
    @   ensures \result && (p + q) * m == p * m + q * m && p + q <= 0x7fffffffffffffffL;
    @ pure model private static boolean distributes(long p, long q, long m) { return true; }
    @*/

  // The sum of two multiples is one.
  /*@ public normal_behavior
    @   requires 0 <= x && 0 <= y && x + y <= 0x7fffffffffffffffL && 0 < m;
    @   requires Multiples.rem(x, m) == 0 && Multiples.rem(y, m) == 0;
    @   ensures \result && Multiples.rem((long) (x + y), m) == 0;
    @ pure model public static boolean sum(long x, long y, long m) {
    @   return Multiples.whole(x, m) && Multiples.whole(y, m) && added(x / m, y / m, m);
    @ }
    @*/
}
