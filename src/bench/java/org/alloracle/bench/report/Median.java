package org.alloracle.bench.report;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/** The middle of several figures; of an even number of them, the mean of the two in the middle. */
public final class Median {
  private Median() {}

  /** The median of some figures, at least one. */
  public static double of(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** The median of what is measured so many times. */
  public static double of(int rounds, DoubleSupplier measured) {
    return of(DoubleStream.generate(measured).limit(rounds).toArray());
  }
}
