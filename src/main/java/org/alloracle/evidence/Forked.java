package org.alloracle.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a forked program printed (output and errors in one) and how it ended.
 *
 * @param exitCode meaningless if the budget ran out
 * @param outOfTime whether the program was ended because its budget ran out
 */
record Forked(int exitCode, boolean outOfTime, List<String> lines, double seconds) {

  /** Runs a program to its end, or until the budget runs out; its children end with it. */
  static Forked run(ProcessBuilder program, Duration budget) throws IOException {
    return run(program, budget, line -> {});
  }

  /** The same; the watcher is given each line when it is printed, on a thread of its own. */
  static Forked run(ProcessBuilder program, Duration budget, Consumer<String> watcher)
      throws IOException {
    long start = System.nanoTime();
    Process process = program.redirectErrorStream(true).start();
    Thread hook = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      process.getOutputStream().close();
      ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
      Thread reader = new Thread(() -> collect(process, lines, watcher));
      reader.setDaemon(true);
      reader.start();
      boolean ended = process.waitFor(budget.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        end(process);
      }
      // Not before the end: ending a process throws away what was not read yet.
      reader.join(10_000);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Forked(ended ? process.exitValue() : -1, !ended, List.copyOf(lines), seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + program.command().get(0));
    } finally {
      end(process);
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private static void collect(
      Process process, ConcurrentLinkedQueue<String> lines, Consumer<String> watcher) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader
          .lines()
          .forEach(
              line -> {
                lines.add(line);
                watcher.accept(line);
              });
    } catch (IOException | UncheckedIOException e) {
      // The program was ended: what it printed so far stands.
    }
  }

  private static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    // The parent first: a script must not go on as if its child had come to its end.
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
