package org.alloracle.trace;

/** Arithmetic on unsigned sizes. */
final class Sizes {
  private Sizes() {}

  /** {@code count * size} bytes, or {@link Long#MAX_VALUE} if that needs more than 64 bits. */
  static long product(long count, long size) {
    return overflows(count, size) ? Long.MAX_VALUE : count * size;
  }

  /** Whether {@code count * size} needs more than 64 bits. */
  static boolean overflows(long count, long size) {
    return (count | size) >>> 32 != 0
        && count != 0
        && Long.divideUnsigned(count * size, count) != size;
  }
}
