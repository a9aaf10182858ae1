package org.alloracle.fast.jemalloc;

/** The tables of the small size classes: sizes, and how their runs are laid out. */
final class Classes {
  static final int PAGE_BITS = 12;
  static final int PAGE = 1 << PAGE_BITS;
  static final int BINS = 37;
  static final int LARGEST = 2048;

  /** Bytes of a run's header. */
  static final int HEADER = 312;

  static final int[] SIZE = new int[BINS];
  static final int[] RUN_ORDER = new int[BINS];
  static final int[] REGIONS = new int[BINS];

  /** The class of each size up to {@link #LARGEST}. */
  static final byte[] BIN = new byte[LARGEST + 1];

  private Classes() {}

  static {
    for (int bin = 0; bin < BINS; bin++) {
      int size = bin < 3 ? 2 << bin : bin < 35 ? (bin - 2) << 4 : 1024 << (bin - 35);
      SIZE[bin] = size;
      int order = 32 - Integer.numberOfLeadingZeros(size - 1) + 10 - PAGE_BITS;
      RUN_ORDER[bin] = Math.min(4, Math.max(0, order));
      REGIONS[bin] = ((PAGE << RUN_ORDER[bin]) - HEADER) / size;
    }
    for (int size = 0, bin = 0; size <= LARGEST; size++) {
      bin = size > SIZE[bin] ? bin + 1 : bin;
      BIN[size] = (byte) bin;
    }
  }
}
