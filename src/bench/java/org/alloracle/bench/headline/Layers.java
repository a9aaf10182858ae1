package org.alloracle.bench.headline;

import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.alloracle.fast.heaplayers.Front;
import org.alloracle.fast.heaplayers.FusedKingsley;
import org.alloracle.fast.heaplayers.Kingsley;
import org.alloracle.fast.heaplayers.SizeLayer;
import org.alloracle.fast.heaplayers.StrictSegLayer;

/**
 * Berger, Zorn and McKinley 2001: a stack of layers costs what one written by hand does.
 *
 * <p>The ratio differs more from JVM to JVM than the goal allows, but not because of the stack. In
 * fast and slow JVMs alike the compiler's log ({@code -XX:+PrintInlining}) has every layer inlined
 * into the loop, with one class at each call of the layer below. And a copy of the fused heap
 * differs from it as much: on a busy machine, in the same eight JVMs, the stack took 0.71 to 1.26
 * of the fused heap's time, the median 0.98, and the copy 0.77 to 1.31. So that is measured too,
 * and medians of a few JVMs must be read beside it.
 *
 * <p>Other kinds of stacks in the JVM do cost something, for a call of the layer below has several
 * classes then: after much use of both stacks of {@code policy} it was 0.95 to 1.46, the median
 * 1.22. So each JVM measures one headline.
 */
final class Layers {
  private static final long HEAP = 1L << 28;
  private static final int SLOTS = 1000;
  private static final int DRAWS = 1 << 16;

  private Layers() {}

  static double replace(int scale) {
    int[] draws = draws();
    Front<StrictSegLayer<SizeLayer>> stacked = Kingsley.stacked(HEAP);
    FusedKingsley fused = Kingsley.fused(HEAP);
    long[] live = new long[SLOTS];
    long[] liveFused = new long[SLOTS];
    fill(live, size -> stacked.allocate(size, 1));
    fill(liveFused, size -> fused.allocate(size, 1));
    return Timing.ratio(
        () -> stacked(stacked, live, draws, scale), () -> fused(fused, liveFused, draws, scale));
  }

  /** The same of two that are alike. */
  static double noise(int scale) {
    int[] draws = draws();
    FusedKingsley fused = Kingsley.fused(HEAP);
    FusedKingsley other = Kingsley.fused(HEAP);
    long[] live = new long[SLOTS];
    long[] liveOther = new long[SLOTS];
    fill(live, size -> fused.allocate(size, 1));
    fill(liveOther, size -> other.allocate(size, 1));
    return Timing.ratio(
        () -> fused(fused, live, draws, scale), () -> copy(other, liveOther, draws, scale));
  }

  /** Slots, and sizes from 16 to 1024 bytes. */
  private static int[] draws() {
    SplittableRandom random = new SplittableRandom(1);
    int[] draws = new int[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      draws[i] = random.nextInt(SLOTS) << 11 | (16 + random.nextInt(1009));
    }
    return draws;
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

  /** And once more. */
  private static long copy(FusedKingsley heap, long[] live, int[] draws, int scale) {
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
