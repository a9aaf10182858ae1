package org.alloracle.reference;

/**
 * Divisors of two, and rounding to multiples.
 *
 * <p>Two contracts keep their definitions in a private case: outside, most proofs need no division, and
 * get slow with it. What they need is in the lemmas.
 */
public final class Multiples {
  private Multiples() {}

  /** Whether {@code x} is 1, 2, 4, 8 and so on. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result ==> 0 < x;
    @   ensures x == 1 ==> \result;
    @ also private normal_behavior
    @   assignable \nothing;
    @   ensures \result == (x == 1 || (1 < x && x % 2 == 0 && powerOfTwo(x / 2)));
    @ pure
    @*/
  public static boolean powerOfTwo(long x) {
    return x == 1 || (1 < x && x % 2 == 0 && powerOfTwo(x / 2));
  }

  /** The remainder, with a name of its own: the prover matches a call where it cannot match {@code %}. */
  /*@ public normal_behavior
    @   requires 0 <= x && 0 < m;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < m && \result <= x;
    @ also private normal_behavior
    @   requires 0 <= x && 0 < m;
    @   assignable \nothing;
    @   ensures \result == x % m;
    @ pure
    @*/
  public static long rem(long x, long m) {
    return x % m;
  }

  /** The greatest multiple of {@code m} that is at most {@code x}. */
  /*@ public normal_behavior
    @   requires 0 <= x && 0 < m;
    @   ensures 0 <= \result && \result <= x && x - m < \result;
    @   ensures rem(\result, m) == 0;
    @ pure
    @*/
  public static long down(long x, long m) {
    //@ assert quotient(x, m);
    //@ assert multiple(x / m, m);
    return x - rem(x, m);
  }

  /** The least multiple of {@code m} that is at least {@code x}. */
  /*@ public normal_behavior
    @   requires 0 <= x && 0 < m && x <= 0x2000000000000000L && m <= 0x2000000000000000L;
    @   ensures x <= \result && \result < x + m;
    @   ensures rem(\result, m) == 0;
    @ pure
    @*/
  public static long up(long x, long m) {
    return down(x + (m - 1), m);
  }

  // Lemmas.
  /*@ private normal_behavior
    @   requires 0 <= x && 0 < m;
    @   ensures \result && x / m * m == x - x % m;
    @ pure model private static boolean quotient(long x, long m) { return true; }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= q && 0 < m;
    @   ensures \result && (q * m) % m == 0;
    @ pure model private static boolean product(long q, long m) { return true; }
    @*/

  /*@ public normal_behavior
    @   requires 0 <= q && 0 < m && q * m <= 0x7fffffffffffffffL;
    @   ensures \result && rem((long) (q * m), m) == 0;
    @ pure model public static boolean multiple(long q, long m) {
    @   return product(q, m);
    @ }
    @*/

  // 16 times a multiple of m is a multiple of 16 times m.
  /*@ public normal_behavior
    @   requires 0 <= y && y <= 0x7ffffffffffffffL && 0 < m && m <= 0x7ffffffffffffffL;
    @   requires rem(y, m) == 0;
    @   ensures \result && rem((long) (16 * y), (long) (16 * m)) == 0;
    @ pure model public static boolean scaled(long y, long m) {
    @   return scaledProduct(y, m);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= y && 0 < m && y % m == 0;
    @   ensures \result && (16 * y) % (16 * m) == 0;
    @ pure model private static boolean scaledProduct(long y, long m) { return true; }
    @*/

  // A power of two up to 16 divides every multiple of 16.
  /*@ public normal_behavior
    @   requires 0 <= y && y <= 0x7ffffffffffffffL && powerOfTwo(m) && m <= 16;
    @   ensures \result && rem((long) (16 * y), m) == 0;
    @ pure model public static boolean narrow(long y, long m) {
    @   assert m == 1 || m == 2 || m == 4 || m == 8 || m == 16;
    @   return m == 1 ? multiple(16 * y, 1) : m == 2 ? multiple(8 * y, 2)
    @     : m == 4 ? multiple(4 * y, 4) : m == 8 ? multiple(2 * y, 8) : multiple(y, 16);
    @ }
    @*/

  // A power of two above 16 is a multiple of 16.
  /*@ public normal_behavior
    @   requires powerOfTwo(m) && 16 < m;
    @   ensures \result && m == 16 * (m / 16);
    @ pure model public static boolean wide(long m) {
    @   long half = m / 2;
    @   assert powerOfTwo(half) && m == 2 * half;
    @   long quarter = half / 2;
    @   assert powerOfTwo(quarter) && half == 2 * quarter;
    @   long eighth = quarter / 2;
    @   assert powerOfTwo(eighth) && quarter == 2 * eighth;
    @   assert eighth % 2 == 0;
    @   return true;
    @ }
    @*/

  // What rem is, where a proof does need it.
  /*@ public normal_behavior
    @   requires 0 <= x && 0 < m;
    @   ensures \result && rem(x, m) == x % m;
    @ pure model public static boolean remainder(long x, long m) { return true; }
    @*/

  /*@ public normal_behavior
    @   requires 0 < m;
    @   ensures \result && rem(0, m) == 0;
    @ pure model public static boolean zero(long m) { return true; }
    @*/

  // A multiple is as often there as it says.
  /*@ public normal_behavior
    @   requires 0 <= x && 0 < m && rem(x, m) == 0;
    @   ensures \result && x / m * m == x && 0 <= x / m;
    @ pure model public static boolean whole(long x, long m) { return quotient(x, m); }
    @*/

  /*@ public normal_behavior
    @   requires 0 < m;
    @   ensures \result && rem(m, m) == 0;
    @ pure model public static boolean itself(long m) { return multiple(1, m); }
    @*/

  // The half of a power of two above 1 is one.
  /*@ public normal_behavior
    @   requires powerOfTwo(x) && 1 < x;
    @   ensures \result && x == 2 * (x / 2) && powerOfTwo(x / 2);
    @ pure model public static boolean half(long x) { return true; }
    @*/

  // Twice a power of two is one.
  /*@ public normal_behavior
    @   requires powerOfTwo(x) && x <= 0x3fffffffffffffffL;
    @   ensures \result && powerOfTwo((long) (2 * x));
    @ pure model public static boolean twice(long x) { return true; }
    @*/
}
