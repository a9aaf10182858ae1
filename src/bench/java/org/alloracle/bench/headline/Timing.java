package org.alloracle.bench.headline;

import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import org.alloracle.bench.report.Median;

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

  /** The median of the first's processor times over that of the second's, on this thread. */
  static double ratio(Work one, Work other) {
    return ratio(one, other, () -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }

  /** The same with the time of all threads. */
  static double ratioOfAll(Work one, Work other) {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return ratio(one, other, system::getProcessCpuTime);
  }

  private static double ratio(Work one, Work other, LongSupplier clock) {
    double[] ones = new double[TURNS];
    double[] others = new double[TURNS];
    for (int warm = 0; warm < 3; warm++) {
      time(one, clock);
      time(other, clock);
    }
    for (int i = 0; i < TURNS; i++) {
      ones[i] = time(one, clock);
      others[i] = time(other, clock);
    }
    return Median.of(ones) / Median.of(others);
  }

  /** Processor nanoseconds, so that a busy machine matters less. */
  private static long time(Work work, LongSupplier clock) {
    long start = clock.getAsLong();
    sink = work.run();
    return Math.max(1, clock.getAsLong() - start);
  }
}
