package org.alloracle.bench;

import java.util.concurrent.TimeUnit;
import org.alloracle.bench.peer.Peer;
import org.alloracle.bench.workload.Workload;
import org.alloracle.bench.workload.Workloads;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A workload on an allocator: the one benchmark that JMH runs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AllocatorBench {
  /** A name of {@link Workloads}. */
  @Param("pair")
  public String workload = "";

  /** A name of {@link Peer}. */
  @Param("unsafe")
  public String allocator = "";

  private @Nullable Crew crew;

  /** The processor time of an iteration, of all threads. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Processor {
    /** Nanoseconds. */
    public long nanos;

    /** Operations that took them. */
    public long operations;

    /** Begins an iteration. */
    @Setup(Level.Iteration)
    public void clear() {
      nanos = 0;
      operations = 0;
    }
  }

  /** Makes the allocator. */
  @Setup
  public void setUp() {
    crew = new Crew(Workloads.named(workload), Peer.named(allocator));
  }

  /** Runs the workload once. */
  @Benchmark
  @OperationsPerInvocation(Workload.OPERATIONS)
  public void run(Processor processor) {
    if (crew == null) {
      throw new IllegalStateException("not set up");
    }
    processor.nanos += crew.run();
    processor.operations += Workload.OPERATIONS;
  }
}
