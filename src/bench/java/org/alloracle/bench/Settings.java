package org.alloracle.bench;

import java.nio.file.Path;
import java.util.List;
import org.alloracle.bench.workload.Workloads;

/**
 * What the command line asks for, by {@code -Dbench.NAME=...}.
 *
 * @param out where everything is written
 * @param sources the folder of the C program
 * @param quick a smoke run, not for quoting
 * @param parts of speed, sharing, footprint, headlines, oracle
 * @param workloads names of workloads
 * @param allocators names of allocators; empty for all
 * @param passes how often everything is measured
 * @param profile whether to sample where the time goes; the figures are then not for quoting
 * @param live bytes that live in the footprint workloads
 * @param traces what the oracle checks
 */
record Settings(
    Path out,
    Path sources,
    boolean quick,
    List<String> parts,
    List<String> workloads,
    List<String> allocators,
    int passes,
    boolean profile,
    long live,
    List<Path> traces) {

  private static final List<String> PARTS =
      List.of("speed", "sharing", "footprint", "headlines", "oracle");

  static Settings read() {
    boolean quick = Boolean.getBoolean("bench.quick");
    boolean profile = Boolean.getBoolean("bench.profile");
    List<String> parts = names("bench.parts");
    List<String> workloads = names("bench.workloads");
    int passes = Integer.getInteger("bench.forks", 0);
    int live = Integer.getInteger("bench.live", 0);
    if (!PARTS.containsAll(parts) || !Workloads.names().containsAll(workloads)) {
      throw new IllegalArgumentException(
          "bench.parts is of " + PARTS + ", bench.workloads of " + Workloads.names());
    }
    return new Settings(
        Path.of(System.getProperty("bench.out", "target/bench")),
        Path.of(System.getProperty("bench.sources", "src/bench/c")),
        quick,
        parts.isEmpty() ? PARTS : parts,
        !workloads.isEmpty() ? workloads : quick ? Workloads.main() : Workloads.names(),
        names("bench.allocators"),
        passes > 0 ? passes : quick || profile ? 1 : 3,
        profile,
        (long) (live > 0 ? live : quick ? 8 : 128) << 20,
        names("bench.traces").stream().map(Path::of).toList());
  }

  boolean wants(String allocator) {
    return allocators.isEmpty() || allocators.contains(allocator);
  }

  private static List<String> names(String property) {
    String value = System.getProperty(property, "all");
    return value.equals("all") || value.isEmpty() ? List.of() : List.of(value.split(","));
  }
}
