package org.alloracle.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks the prover about copies of classes, many in one run. */
final class CopyProver {
  private static final Duration START = Duration.ofMinutes(10);

  private final Path root;
  private final ProofSources sources;
  private final Prover prover;
  private final List<String> options;
  private final int seconds;

  /**
   * A prover for copies of a project's classes.
   *
   * @param seconds the limit of each question to the solver
   */
  CopyProver(Path project, ProofSources sources, Prover prover, Pins pins, int seconds) {
    this.root = project.resolve(ProofSources.ROOT).toAbsolutePath();
    this.sources = sources;
    this.prover = prover;
    this.options = pins.refuting(seconds);
    this.seconds = seconds;
  }

  ProofSources sources() {
    return sources;
  }

  /**
   * One run.
   *
   * @param methods with the names of the copies, as {@link ClassCopy#method} gives them
   */
  ProverOutput run(List<ClassCopy> copies, List<String> methods) {
    try (Scratch scratch = Scratch.named("alloracle-copies")) {
      List<Path> files = new ArrayList<>();
      for (ClassCopy copy : copies) {
        Path file = scratch.folder().resolve(copy.file());
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, copy.text(sources.text(copy.type())));
        files.add(file);
      }
      Duration budget = START.plusSeconds(2L * seconds * methods.size());
      String sourcePath = scratch.folder() + ":" + root;
      return prover.run(files, sourcePath, options, methods, false, budget);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
