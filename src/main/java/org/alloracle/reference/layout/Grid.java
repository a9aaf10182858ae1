package org.alloracle.reference.layout;

import org.alloracle.reference.Multiples;

/** Alignment. What it means is private: other proofs need it not, and divisions slow them. */
public final class Grid {
  private Grid() {}

  /** Whether {@code x} is a multiple of {@code m}. */
  /*@ public normal_behavior
    @   requires 0 <= x && 1 <= m;
    @   ensures \result ==> 0 <= x;
    @ also private normal_behavior
    @   requires 0 <= x && 1 <= m;
    @   ensures \result == (x % m == 0);
    @ pure
    @*/
  public static boolean aligned(long x, long m) {
    return x % m == 0;
  }

  /** The least multiple of {@code m} that is at least {@code x}. */
  /*@ normal_behavior
    @   requires 0 <= x && x <= 1048576 && 1 <= m && m <= 4096;
    @   assignable \nothing;
    @   ensures x <= \result && \result < x + m && aligned(\result, m);
    @   ensures x == 0 ==> \result == 0;
    @ pure
    @*/
  static long up(long x, long m) {
    long y = x == 0 ? 0 : Multiples.up(x, m);
    //@ assert Multiples.zero(m);
    //@ assert Multiples.remainder(y, m);
    return y;
  }
}
