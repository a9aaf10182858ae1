package org.alloracle.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.alloracle.contract.Clause;
import org.alloracle.oracle.ContractError;
import org.alloracle.oracle.Experiment;
import org.alloracle.oracle.Operation;
import org.alloracle.oracle.Report;
import org.alloracle.oracle.Reproducer;
import org.alloracle.oracle.Shrinker;
import org.alloracle.oracle.Violation;
import org.jspecify.annotations.Nullable;

/** A failing list of operations, shrunk and told. */
final class Finding {
  /** Blocks counted to see whether memory was lost. */
  private static final int COUNTED = 20_000;

  /** Calls; a longer trace is left out of the report. */
  private static final int LONGEST_TRACE = 100;

  private final Experiment experiment;
  private final Function<List<Operation>, Experiment.Result> trial;
  private final Predicate<List<Operation>> fair;
  private final int shrinks;
  private final @Nullable Long seed;

  /**
   * Prepares one.
   *
   * @param trial carries out a shorter list in the way that failed
   * @param fair whether a list may be held against the allocator
   * @param shrinks how many shorter lists may be tried
   * @param seed of the list, or null if it is not random
   */
  Finding(
      Experiment experiment,
      Function<List<Operation>, Experiment.Result> trial,
      Predicate<List<Operation>> fair,
      int shrinks,
      @Nullable Long seed) {
    this.experiment = experiment;
    this.trial = trial;
    this.fair = fair;
    this.shrinks = shrinks;
    this.seed = seed;
  }

  /** The error that tells a failure on its shortest list. */
  ContractError error(List<Operation> list, Experiment.Result failure, Violation violation) {
    Violation again = trial.apply(list).violation();
    if (again == null) {
      String remark = "The same calls did not fail again: the allocator is not repeatable.";
      return new ContractError(violation, report(failure, violation, remark));
    }
    Clause clause = again.clause();
    List<Operation> shortest =
        Shrinker.shrink(list, candidate -> breaks(candidate, clause), shrinks);
    Experiment.Result result = trial.apply(shortest);
    Violation found =
        result.violation() == null ? violation : diagnosed(result, result.violation());
    String remark = "Shortest calls found: " + result.done().size() + ", from " + list.size() + ".";
    return new ContractError(found, report(result, found, remark));
  }

  /** The error that tells of a call that does not return. */
  static ContractError stuck(Experiment experiment, Duration patience) {
    List<Operation> calls = experiment.underWay();
    Violation violation =
        new Violation(
            Violation.Kind.NO_RETURN,
            calls.size(),
            0,
            -1,
            0,
            null,
            null,
            -1,
            "the last of these calls has not returned for " + patience.toMillis() + " ms",
            List.of(),
            0);
    Experiment.Result result =
        new Experiment.Result(violation, calls, Set.of(), 1, false, List.of(), List.of());
    return new ContractError(
        violation,
        new Finding(experiment, list -> result, list -> true, 0, null)
            .report(result, violation, "Not shrunk."));
  }

  private boolean breaks(List<Operation> list, Clause clause) {
    Violation violation = fair.test(list) ? trial.apply(list).violation() : null;
    return violation != null && violation.clause() == clause;
  }

  /** Tells memory that is lost from memory that is only not served. */
  private Violation diagnosed(Experiment.Result result, Violation violation) {
    if (violation.kind() != Violation.Kind.FAILS_AGAIN) {
      return violation;
    }
    int fresh = experiment.capacity(List.of(), 0, 1, COUNTED);
    int rounds = result.afterwards() ? result.round() : result.round() - 1;
    int used = experiment.capacity(result.done(), rounds, 1, COUNTED);
    if (used >= fresh) {
      return violation;
    }
    return new Violation(
        Violation.Kind.MEMORY_LOST,
        violation.event(),
        violation.line(),
        violation.thread(),
        violation.address(),
        violation.subject(),
        violation.other(),
        violation.offset(),
        violation.message() + "; of " + fresh + " blocks of 1 byte only " + used + " can be had",
        violation.neighbourhood(),
        violation.cause());
  }

  private String report(Experiment.Result result, Violation violation, String remark) {
    Clause clause = violation.clause();
    StringBuilder text = new StringBuilder();
    text.append(Report.of(violation));
    text.append("Clause: ").append(clause.statement()).append(".\n");
    String promise = promise(violation.kind());
    if (promise != null) {
      text.append("If the allocator does not promise it, say so in its Subject: ");
      text.append(promise).append(".\n");
    }
    text.append(remark).append(" As a test, to paste into this class:\n\n");
    text.append(Reproducer.test(result, name(clause) + (seed == null ? "" : "Seed" + seed)));
    if (!result.events().isEmpty() && result.events().size() <= LONGEST_TRACE) {
      text.append("\nAs a trace (mtlog) for alloracle check:\n\n")
          .append(Reproducer.trace(result.events()));
    }
    if (seed != null) {
      text.append("\nSeed: -Dalloracle.seed=").append(seed).append('\n');
    }
    return text.toString();
  }

  /** Where an author says that the allocator does not promise what was found broken, or null. */
  private static @Nullable String promise(Violation.Kind kind) {
    return switch (kind) {
      case MISALIGNED -> "maxAlignment()";
      case OUTSIDE_MEMORY -> "heapStart() and heapEnd()";
      case DOUBLE_FREE, INTERIOR_FREE, INTERIOR_FREE_OF_FREED, UNKNOWN_FREE -> "badFree()";
      case BAD_REQUEST_SERVED -> "badRequest() and zeroSize()";
      case FAILS_AGAIN, MEMORY_LOST -> "reuse()";
      default -> null;
    };
  }

  /** A clause as the name of a method. */
  private static String name(Clause clause) {
    String[] words = clause.name().toLowerCase(Locale.ROOT).split("_", 2);
    return words.length == 1
        ? words[0]
        : words[0] + words[1].substring(0, 1).toUpperCase(Locale.ROOT) + words[1].substring(1);
  }
}
