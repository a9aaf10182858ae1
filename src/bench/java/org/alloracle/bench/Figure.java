package org.alloracle.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.alloracle.bench.peer.Peer.Kind;
import org.alloracle.bench.report.Median;

/** What was measured of an allocator under a workload, a figure a pass. */
final class Figure {
  final String workload;
  final String allocator;
  final Kind kind;
  private final List<Double> processor = new ArrayList<>();
  private final List<Double> wall = new ArrayList<>();
  private final List<Double> garbage = new ArrayList<>();

  Figure(String workload, String allocator, Kind kind) {
    this.workload = workload;
    this.allocator = allocator;
    this.kind = kind;
  }

  void add(double processorNanos, double wallNanos, double garbageBytes) {
    processor.add(processorNanos);
    wall.add(wallNanos);
    garbage.add(garbageBytes);
  }

  /** Nanoseconds of processor time an operation, of all threads; the median of the passes. */
  double processor() {
    return median(processor);
  }

  double least() {
    return Collections.min(processor);
  }

  double most() {
    return Collections.max(processor);
  }

  /** Nanoseconds an operation on the clock. */
  double wall() {
    return median(wall);
  }

  /** Bytes of Java heap an operation; not a number for a C program. */
  double garbage() {
    return median(garbage);
  }

  private static double median(List<Double> figures) {
    return Median.of(figures.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
