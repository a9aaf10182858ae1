package org.alloracle.bench.headline;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Two pieces of work, measured by turns. */
final class Timing {
  private static final int TURNS = 7;

  /** So that no work is erased. */
  static volatile long sink;

  private Timing() {}

  /** Work that returns something that depends on all of it. */
  @FunctionalInterface
  interface Work {
    long run();
  }

  /** The median of the first's processor times over that of the second's. */
  static double ratio(Work one, Work other) {
    double[] ones = new double[TURNS];
    double[] others = new double[TURNS];
    for (int warm = 0; warm < 3; warm++) {
      time(one);
      time(other);
    }
    for (int i = 0; i < TURNS; i++) {
      ones[i] = time(one);
      others[i] = time(other);
    }
    Arrays.sort(ones);
    Arrays.sort(others);
    return ones[TURNS / 2] / others[TURNS / 2];
  }

  /** Processor nanoseconds of this thread, so that a busy machine matters less. */
  static long time(Work work) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    sink = work.run();
    return Math.max(1, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
  }
}
