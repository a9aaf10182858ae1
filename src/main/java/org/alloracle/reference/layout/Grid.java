package org.alloracle.reference.layout;

import org.alloracle.reference.Multiples;

/** Alignment. */
final class Grid {
  private Grid() {}

  /** The least multiple of {@code m} that is at least {@code x}. */
  /*@ normal_behavior
    @   requires 0 <= x && x <= 1048576 && 1 <= m && m <= 4096;
    @   assignable \nothing;
    @   ensures x <= \result && \result < x + m && \result % m == 0;
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
