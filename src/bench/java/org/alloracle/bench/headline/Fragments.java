package org.alloracle.bench.headline;

import org.alloracle.fast.vmem.FastVmem;

/** Bonwick and Adams 2001: vmem's latency does not depend on the number of free fragments. */
final class Fragments {
  private static final int FEW = 10;
  private static final int BLOCK = 64;

  private Fragments() {}

  static double latency(int scale) {
    int many = scale == 1 ? 100_000 : 1_000_000;
    FastVmem few = fragmented(FEW);
    FastVmem full = fragmented(many);
    return Timing.ratio(() -> pairs(full, scale), () -> pairs(few, scale));
  }

  /** An arena with so many free segments of one block each, none beside another. */
  private static FastVmem fragmented(int fragments) {
    FastVmem arena = new FastVmem(1L << 32);
    long[] blocks = new long[2 * fragments];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = arena.allocate(BLOCK, 1);
    }
    for (int i = 0; i < blocks.length; i += 2) {
      arena.free(blocks[i]);
    }
    return arena;
  }

  /** One block that fits into a fragment, one that does not. */
  private static long pairs(FastVmem arena, int scale) {
    long sum = 0;
    for (int i = 0; i < scale * 100_000; i++) {
      long small = arena.allocate(BLOCK, 1);
      long large = arena.allocate(3 * BLOCK, 1);
      sum += small ^ large;
      arena.free(small);
      arena.free(large);
    }
    return sum;
  }
}
