package org.alloracle.bench.headline;

import java.util.SplittableRandom;
import org.alloracle.contract.ObjectCache;
import org.alloracle.fast.magazine.MagazineHandle;
import org.alloracle.fast.magazine.SharedMagazineCache;
import org.alloracle.fast.slab.FastSlabCache;

/** Bonwick and Adams 2001: 356 ns with magazines, 743 without; and one trip in M operations. */
final class Magazines {
  private static final int OBJECTS = 4096;
  private static final int ROUNDS = 15;

  private Magazines() {}

  static double pair(int scale) {
    SharedMagazineCache magazines = new SharedMagazineCache(OBJECTS, 64, ROUNDS, 64);
    FastSlabCache slab = new FastSlabCache(128, 4096, 32, 64, 8);
    try (MagazineHandle handle = magazines.handle()) {
      return Timing.ratio(() -> pairs(handle, scale), () -> lockedPairs(slab, scale));
    }
  }

  /** One other object is live. */
  private static long pairs(ObjectCache cache, int scale) {
    long sum = 0;
    long other = cache.allocate();
    for (int i = 0; i < scale * 500_000; i++) {
      long object = cache.allocate();
      sum += object;
      cache.free(object);
    }
    cache.free(other);
    return sum;
  }

  private static long lockedPairs(ObjectCache cache, int scale) {
    long sum = 0;
    long other = cache.allocate();
    for (int i = 0; i < scale * 500_000; i++) {
      long object;
      synchronized (cache) {
        object = cache.allocate();
      }
      sum += object;
      synchronized (cache) {
        cache.free(object);
      }
    }
    cache.free(other);
    return sum;
  }

  /** Random walks, steady and in bursts, and the walk between two boundaries that hurts most. */
  static double misses(int scale) {
    double worst = 0;
    for (int burst : new int[] {1, 2, ROUNDS - 1, ROUNDS, ROUNDS + 1, 2 * ROUNDS}) {
      SharedMagazineCache cache = new SharedMagazineCache(OBJECTS, 64, ROUNDS, 1024);
      SplittableRandom random = new SplittableRandom(burst);
      long[] live = new long[OBJECTS];
      int count = 0;
      long operations = 0;
      try (MagazineHandle handle = cache.handle()) {
        while (operations < scale * 200_000L) {
          boolean allocate = random.nextBoolean();
          for (int i = 0; i < burst; i++) {
            if (allocate && count < OBJECTS - 8 * ROUNDS) {
              live[count++] = handle.allocate();
              operations++;
            } else if (!allocate && count > 0) {
              handle.free(live[--count]);
              operations++;
            }
          }
        }
        worst = Math.max(worst, (double) (handle.trips() - 1) * ROUNDS / operations);
      }
    }
    return worst;
  }
}
