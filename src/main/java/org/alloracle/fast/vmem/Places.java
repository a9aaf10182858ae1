package org.alloracle.fast.vmem;

/** Where constrained blocks can lie. */
final class Places {
  private Places() {}

  /**
   * The lowest place of {@code n} integers from {@code low} to before {@code high} that is {@code
   * phase} modulo {@code align}, the integers not parted by a multiple of {@code nocross} (unless
   * that is 0); -1 if there is none. A few divisions, if one of align and nocross divides the
   * other.
   */
  static long first(long low, long high, long n, long align, long phase, long nocross) {
    if (high < low || high - low < n) {
      return -1;
    }
    long last = high - n;
    long at = align == 1 ? low : next(low, last, align, phase);
    if (nocross == 0 || at < 0) {
      return at;
    }
    // After so many jumps the place modulo nocross has come up before.
    for (long turns = align / gcd(align, nocross); turns >= 0 && at >= 0; turns--) {
      long offset = at % nocross;
      if (offset <= nocross - n) {
        return at;
      }
      long jump = nocross - offset;
      at = jump > last - at ? -1 : next(at + jump, last, align, phase);
    }
    return -1;
  }

  /** The lowest place at {@code low} or above that is {@code phase} modulo {@code align}. */
  private static long next(long low, long last, long align, long phase) {
    long gap = Math.floorMod(phase - low % align, align);
    return gap > last - low ? -1 : low + gap;
  }

  private static long gcd(long a, long b) {
    long x = a;
    long y = b;
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }
}
