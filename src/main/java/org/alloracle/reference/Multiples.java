package org.alloracle.reference;

/** Powers of two, and rounding to multiples. */
public final class Multiples {
  private Multiples() {}

  /** Whether {@code x} is 1, 2, 4, 8 and so on. */
  /*@ public normal_behavior
    @   ensures \result == (x == 1 || (1 < x && x % 2 == 0 && powerOfTwo(x / 2)));
    @   ensures \result ==> 0 < x;
    @ pure
    @*/
  public static boolean powerOfTwo(long x) {
    return x == 1 || (1 < x && x % 2 == 0 && powerOfTwo(x / 2));
  }

  /** The remainder, with a name of its own: the prover matches a call where it cannot match {@code %}. */
  /*@ public normal_behavior
    @   requires 0 <= x && 0 < m;
    @   ensures \result == x % m;
    @   ensures 0 <= \result && \result < m && \result <= x;
    @ pure
    @*/
  public static long rem(long x, long m) {
    return x % m;
  }

  /** The greatest multiple of {@code m} that is at most {@code x}. */
  /*@ public normal_behavior
    @   requires 0 <= x && 0 < m;
    @   ensures \result == x - rem(x, m);
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
    @   requires 0 <= x && 0 < m && x + m <= Long.MAX_VALUE;
    @   ensures \result == down((long) (x + (m - 1)), m);
    @   ensures x <= \result && \result < x + m;
    @   ensures rem(\result, m) == 0;
    @ pure
    @*/
  public static long up(long x, long m) {
    return down(x + (m - 1), m);
  }

  /*@ public normal_behavior
    @   requires 0 <= x && 0 < m;
    @   ensures \result && x / m * m == x - x % m;
    @ pure model public static boolean quotient(long x, long m) { return true; }
    @*/

  /*@ public normal_behavior
    @   requires 0 <= q && 0 < m;
    @   ensures \result && (q * m) % m == 0;
    @ pure model public static boolean product(long q, long m) { return true; }
    @*/

  /*@ public normal_behavior
    @   requires 0 <= q && 0 < m && q * m <= Long.MAX_VALUE;
    @   ensures \result && rem((long) (q * m), m) == 0;
    @ pure model public static boolean multiple(long q, long m) { return product(q, m); }
    @*/
}
