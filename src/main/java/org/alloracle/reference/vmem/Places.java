package org.alloracle.reference.vmem;

import org.alloracle.reference.Multiples;

/** Where constrained blocks can lie. */
public final class Places {
  private Places() {}

  /**
   * Whether {@code n} integers from {@code x} on are as asked: {@code x} is {@code phase} modulo
   * {@code align}, and no multiple of {@code nocross} (unless that is 0) parts them.
   */
  /*@ public normal_behavior
    @   requires 0 <= x && 1 <= n && x + n <= 0x40000000L && 1 <= align && 0 <= nocross;
    @   assignable \nothing;
    @   ensures \result == (Multiples.rem(x, align) == phase
    @     && (\forall long m; m == nocross && 0 < m; Multiples.rem(x, m) + n <= m));
    @ pure helper
    @*/
  public static boolean legal(long x, long n, long align, long phase, long nocross) {
    return Multiples.rem(x, align) == phase
        && (nocross == 0 || Multiples.rem(x, nocross) + n <= nocross);
  }

  /** The lowest such place with all {@code n} from {@code low} to before {@code high}, or -1. */
  /*@ public normal_behavior
    @   requires 0 <= low && high <= 0x40000000L && 1 <= n && 1 <= align && 0 <= nocross;
    @   assignable \nothing;
    @   ensures \result == -1 || low <= \result && \result + n <= high;
    @   ensures \result != -1 ==> legal(\result, n, align, phase, nocross);
    @   ensures (\forall long x; low <= x && x + n <= high && (\result == -1 || x < \result);
    @     !legal(x, n, align, phase, nocross));
    @ pure helper
    @*/
  public static long first(
      long low, long high, long n, long align, long phase, long nocross) {
    long x = low;
    /*@ loop_invariant low <= x;
      @ loop_invariant (\forall long y; low <= y && y < x && y + n <= high; !legal(y, n, align, phase, nocross));
      @ loop_writes x;
      @ decreases high - x;
      @*/
    while (x < high && n <= high - x) {
      if (legal(x, n, align, phase, nocross)) {
        return x;
      }
      x = x + 1;
    }
    return -1;
  }
}
