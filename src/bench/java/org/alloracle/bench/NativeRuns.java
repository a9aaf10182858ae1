package org.alloracle.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.alloracle.bench.peer.Libraries;
import org.jspecify.annotations.Nullable;

/** Compiles and runs the C program, with one allocator or another loaded before it. */
final class NativeRuns {
  /** The workloads that the program has. */
  private static final List<String> KNOWN =
      List.of(
          "pair",
          "replace",
          "batch",
          "glibc-simple",
          "larson",
          "producer-consumer",
          "linux-scalability",
          "threadtest",
          "xmalloc-test");

  private final Path program;
  private final Map<String, Path> preloads = new LinkedHashMap<>(); // the empty path for none
  private final Map<String, String> absences = new LinkedHashMap<>();

  NativeRuns(Path sources, Path out) throws IOException, InterruptedException {
    program = out.resolve("native");
    String failure = compile(sources.resolve("native.c"), out.resolve("gcc.log"));
    Map<String, String> files = new LinkedHashMap<>();
    files.put("libc-native", "");
    files.put("mimalloc-native", "mimalloc");
    files.put("jemalloc-native", "jemalloc");
    files.put("snmalloc-native", "snmallocshim");
    files.forEach(
        (name, library) -> {
          Optional<Path> file =
              library.isEmpty() ? Optional.of(Path.of("")) : Libraries.find(library);
          if (failure != null || file.isEmpty()) {
            absences.put(name, failure != null ? failure : "no lib" + library + ".so found");
          } else {
            preloads.put(name, file.get());
          }
        });
  }

  /** The allocators that can be measured. */
  List<String> names() {
    return List.copyOf(preloads.keySet());
  }

  /** Those that cannot, and why. */
  Map<String, String> absences() {
    return absences;
  }

  private @Nullable String compile(Path source, Path log) throws IOException, InterruptedException {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return "the C program is run on Linux only";
    }
    List<String> command = new ArrayList<>(List.of("gcc", "-O2", "-pthread"));
    // So that the compiler does not take a malloc and its free away.
    command.add("-fno-builtin");
    command.addAll(List.of("-o", program.toString(), source.toString()));
    try {
      Process gcc =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return gcc.waitFor() == 0 ? null : "gcc failed: " + Files.readString(log).strip();
    } catch (IOException e) {
      return "no gcc";
    }
  }

  /**
   * Measures.
   *
   * @return processor and wall nanoseconds an operation, or null if the program lacks the workload
   */
  double @Nullable [] run(String name, String workload, int millis)
      throws IOException, InterruptedException {
    Path preload = preloads.get(name);
    if (preload == null || !KNOWN.contains(workload)) {
      return null;
    }
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), workload, Integer.toString(millis));
    if (!preload.toString().isEmpty()) {
      builder.environment().put("LD_PRELOAD", preload.toString());
    }
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(program + " failed");
    }
    String[] figures = said.strip().split(" ", -1);
    return new double[] {Double.parseDouble(figures[0]), Double.parseDouble(figures[1])};
  }
}
