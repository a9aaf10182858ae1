package org.alloracle.bench.headline;

import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.alloracle.fast.heaplayers.Front;
import org.alloracle.fast.heaplayers.FusedKingsley;
import org.alloracle.fast.heaplayers.Kingsley;
import org.alloracle.fast.heaplayers.SizeLayer;
import org.alloracle.fast.heaplayers.StrictSegLayer;

/** Berger, Zorn and McKinley 2001: a stack of layers costs what one written by hand does. */
final class Layers {
  private static final long HEAP = 1L << 28;
  private static final int SLOTS = 1000;
  private static final int DRAWS = 1 << 16;

  private Layers() {}

  static double replace(int scale) {
    SplittableRandom random = new SplittableRandom(1);
    int[] draws = new int[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = random.nextInt(SLOTS) << 11 | (16 + random.nextInt(1009));
    }
    Front<StrictSegLayer<SizeLayer>> stacked = Kingsley.stacked(HEAP);
    FusedKingsley fused = Kingsley.fused(HEAP);
    long[] live = new long[SLOTS];
    long[] liveFused = new long[SLOTS];
    fill(live, size -> stacked.allocate(size, 1));
    fill(liveFused, size -> fused.allocate(size, 1));
    return Timing.ratio(
        () -> stacked(stacked, live, draws, scale), () -> fused(fused, liveFused, draws, scale));
  }

  private static void fill(long[] live, LongUnaryOperator allocate) {
    for (int i = 0; i < SLOTS; i++) {
      live[i] = allocate.applyAsLong(64);
    }
  }

  private static long stacked(
      Front<StrictSegLayer<SizeLayer>> heap, long[] live, int[] draws, int scale) {
    long sum = 0;
    for (int round = 0; round < 4 * scale; round++) {
      for (int draw : draws) {
        heap.free(live[draw >>> 11]);
        live[draw >>> 11] = heap.allocate(draw & 2047, 1);
        sum += live[draw >>> 11];
      }
    }
    return sum;
  }

  /** The same text, so that each has its own profile. */
  private static long fused(FusedKingsley heap, long[] live, int[] draws, int scale) {
    long sum = 0;
    for (int round = 0; round < 4 * scale; round++) {
      for (int draw : draws) {
        heap.free(live[draw >>> 11]);
        live[draw >>> 11] = heap.allocate(draw & 2047, 1);
        sum += live[draw >>> 11];
      }
    }
    return sum;
  }
}
