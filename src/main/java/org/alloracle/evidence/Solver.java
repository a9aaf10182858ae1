package org.alloracle.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * An SMT solver that takes Z3's command line.
 *
 * @param program its place
 * @param version as it states it
 */
record Solver(Path program, String version) {
  /** How long it may take to come up and to read its question, beside its own limit. */
  private static final Duration START = Duration.ofSeconds(60);

  /** What became of a question; the letter stands for it in the ledger. */
  enum Answer {
    /** No way to break the contract. */
    PROVED('p'),
    /** A way that may be real. */
    REFUTED('r'),
    /** It gave up. */
    UNKNOWN('u'),
    /** It came to no end in its time. */
    LATE('t'),
    /** It did not understand. */
    FAILED('e');

    final char letter;

    Answer(char letter) {
      this.letter = letter;
    }

    static Answer of(List<String> lines) {
      if (lines.stream().anyMatch(line -> line.startsWith("(error"))) {
        return FAILED;
      }
      if (lines.contains("unsat")) {
        return lines.contains("sat") || lines.contains("unknown") ? FAILED : PROVED;
      }
      if (lines.contains("sat")) {
        return REFUTED;
      }
      return lines.contains("unknown") ? UNKNOWN : LATE;
    }
  }

  /**
   * The solver at a place.
   *
   * @throws EvidenceException if it does not state its version
   */
  static Solver at(Path program) {
    String version = String.join(" ", run(List.of(program.toString(), "--version"), START).lines());
    if (!version.startsWith("Z3 version ")) {
      throw new EvidenceException("no Z3: " + program);
    }
    // What follows the number is the build's, not the solver's.
    return new Solver(program, version.replaceAll("^Z3 version (\\d+\\.\\d+\\.\\d+).*", "Z3 $1"));
  }

  /**
   * Asks.
   *
   * @param query a file with one {@code check-sat}
   * @param seed of its random choices, 0 is the one that it takes by itself
   * @param seconds the limit
   */
  Answer ask(Path query, int seed, int seconds) {
    Forked run =
        run(
            List.of(
                program.toString(),
                "-smt2",
                "-T:" + seconds,
                "smt.random_seed=" + seed,
                "sat.random_seed=" + seed,
                query.toString()),
            START.plusSeconds(seconds));
    return Answer.of(run.lines());
  }

  private static Forked run(List<String> command, Duration budget) {
    try {
      return Forked.run(new ProcessBuilder(command), budget);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
