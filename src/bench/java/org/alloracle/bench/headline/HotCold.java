package org.alloracle.bench.headline;

import java.util.SplittableRandom;
import org.alloracle.fast.layout.FastPairedPool;

/**
 * Chilimbi, Davidson and Larus 1999: records of 64 bytes, of which a walk along pointers reads a
 * key and the pointer. Whole, eight fields lie side by side; split, the two hot ones and the
 * address of the rest are 24 bytes, at the addresses of a paired pool. The order of the walk is
 * random.
 */
final class HotCold {
  private static final int FIELDS = 8;
  private static final int HOT = 3;

  private HotCold() {}

  static double walk(int scale) {
    int records = scale == 1 ? 1 << 18 : 1 << 20;
    FastPairedPool pool = new FastPairedPool(records, 8 * HOT, 8 * (FIELDS - 2));
    long[] whole = new long[records * FIELDS];
    long[] hot = new long[records * HOT];
    int[] order = new int[records];
    for (int i = 0; i < records; i++) {
      order[i] = i;
    }
    SplittableRandom random = new SplittableRandom(1);
    for (int i = records - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[i];
      order[i] = order[j];
      order[j] = other;
    }
    for (int i = 0; i < records; i++) {
      int from = order[i];
      int to = order[(i + 1) % records];
      whole[from * FIELDS] = from;
      whole[from * FIELDS + 1] = (long) to * FIELDS;
      int address = (int) (pool.allocate() / 8);
      hot[from * HOT] = from;
      hot[from * HOT + 1] = (long) to * HOT;
      hot[address + 2] = pool.companion(8L * address);
    }
    return Timing.ratio(() -> walk(hot, records), () -> walk(whole, records));
  }

  private static long walk(long[] memory, int steps) {
    long sum = 0;
    long at = 0;
    for (int i = 0; i < steps; i++) {
      sum += memory[(int) at];
      at = memory[(int) at + 1];
    }
    return sum;
  }
}
