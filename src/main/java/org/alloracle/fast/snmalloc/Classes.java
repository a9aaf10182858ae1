package org.alloracle.fast.snmalloc;

/** The size classes by bits: four to a doubling, from 16 bytes. */
final class Classes {
  /** The number of classes: the last one has 64 KiB. */
  static final int COUNT = 44;

  private static final int SHIFT = 40;
  private static final long[] SIZES = new long[COUNT];
  private static final long[] FACTORS = new long[COUNT];

  static {
    for (int k = 0; k < COUNT; k++) {
      int exponent = k >> 2;
      int above = exponent == 0 ? 0 : 1;
      SIZES[k] = ((k & 3) + 1L + 4L * above) << (4 + exponent - above);
      FACTORS[k] = ((1L << SHIFT) + SIZES[k] - 1) / SIZES[k];
    }
  }

  private Classes() {}

  /** The class of so many bytes, from 0 to 64 KiB; 0 bytes are served as 1. */
  static int of(long bytes) {
    long s = Math.max(bytes, 1) - 1;
    int exponent = 58 - Long.numberOfLeadingZeros(s | 32);
    int above = -exponent >>> 31;
    return 4 * exponent + (int) (s >> (4 + exponent - above)) - 4 * above;
  }

  /** The class of an aligned request: all objects of the size rounded up lie at multiples. */
  static int of(long bytes, long alignment) {
    return of((Math.max(bytes, 1) + alignment - 1) & -alignment);
  }

  /** The bytes of an object. */
  static long size(int k) {
    return SIZES[k];
  }

  /** What to multiply with to divide by the size: see {@link #divided}. */
  static long factor(int k) {
    return FACTORS[k];
  }

  /** An offset in a slab, at most 64 KiB, divided by the size of the factor. */
  static int divided(long offset, long factor) {
    return (int) ((offset * factor) >>> SHIFT);
  }
}
