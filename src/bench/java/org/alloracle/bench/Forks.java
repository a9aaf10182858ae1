package org.alloracle.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures one workload on one allocator by JMH in a process of its own. */
final class Forks {
  /** Nanoseconds of the processor and of the clock, bytes of garbage; each an operation. */
  record Sample(double processor, double wall, double garbage) {}

  private final boolean quick;
  private final PrintStream log;
  private final @Nullable Profile profile;

  Forks(boolean quick, PrintStream log, @Nullable Profile profile) {
    this.quick = quick;
    this.log = log;
    this.profile = profile;
    System.setProperty("jmh.ignoreLock", "true");
    // To find out costs a process a run, and no black hole is used.
    System.setProperty("jmh.blackhole.autoDetect", "false");
  }

  /** Measures; null if it failed. */
  @Nullable Sample run(String workload, String allocator) {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(AllocatorBench.class.getName() + ".run")
        .param("workload", workload)
        .param("allocator", allocator)
        .forks(1)
        .threads(1)
        .warmupIterations(quick ? 1 : 4)
        .measurementIterations(quick ? 1 : 4)
        .warmupTime(TimeValue.milliseconds(quick ? 300 : 500))
        .measurementTime(TimeValue.milliseconds(quick ? 200 : 500))
        .addProfiler(GCProfiler.class)
        .jvmArgs(arguments())
        // A short warm-up is to be enough even where other processes take most of the time.
        .jvmArgsAppend(quick ? new String[] {"-Xbatch"} : new String[0]);
    if (profile != null) {
      options
          .jvmArgsAppend(profile.options(workload, allocator))
          .measurementTime(TimeValue.seconds(3));
    }
    try {
      Collection<RunResult> results =
          new Runner(
                  options.build(),
                  OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL))
              .run();
      if (profile != null && !results.isEmpty()) {
        profile.print(workload, allocator);
      }
      return results.isEmpty() ? null : sample(results.iterator().next());
    } catch (RunnerException e) {
      e.printStackTrace(log);
      return null;
    }
  }

  private static Sample sample(RunResult result) {
    double nanos = 0;
    double operations = 0;
    Collection<IterationResult> iterations =
        result.getBenchmarkResults().iterator().next().getIterationResults();
    for (IterationResult iteration : iterations) {
      nanos += score(iteration.getSecondaryResults().get("nanos"));
      operations += score(iteration.getSecondaryResults().get("operations"));
    }
    return new Sample(
        nanos / operations,
        result.getPrimaryResult().getScore(),
        score(result.getSecondaryResults().get("gc.alloc.rate.norm")));
  }

  private static double score(@Nullable Result<?> result) {
    return result == null ? Double.NaN : result.getScore();
  }

  /** The options of a process that measures. */
  static String[] arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("-Xms1g");
    arguments.add("-Xmx1g");
    arguments.add("-Djmh.executor=CUSTOM");
    arguments.add("-Djmh.executor.class=" + NettyThreads.class.getName());
    arguments.add("-Dio.netty.leakDetection.level=disabled");
    arguments.add("-Dbench.libraries=" + System.getProperty("bench.libraries", ""));
    if (Runtime.version().feature() >= 22) {
      arguments.add("--enable-native-access=ALL-UNNAMED");
    }
    if (Runtime.version().feature() >= 23) {
      arguments.add("--sun-misc-unsafe-memory-access=allow"); // Netty would do without it
    }
    return arguments.toArray(String[]::new);
  }
}
