package org.alloracle.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The answers in a form to read: {@code proofs/strength/STABILITY.md}, generated. */
record StabilityTable(StabilityLedger ledger, ProofManifest manifest) {
  static final Path FILE = Path.of("proofs", "strength", "STABILITY.md");

  private static final String HEAD =
      """
      # Whether proofs hang on the solver's luck

      Generated from `stability.json`; how to read it is in [README.md](README.md).

      """;

  /** Of one solver: questions are methods times seeds. */
  private static final class Row {
    private int methods;
    private int questions;
    private int proved;

    private void add(String answers) {
      methods++;
      questions += answers.length();
      proved += (int) answers.chars().filter(c -> c == Solver.Answer.PROVED.letter).count();
    }

    private String text(String title) {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %d | %d |%n",
          title,
          methods,
          questions,
          proved,
          questions - proved);
    }
  }

  /** A line for each solver. */
  List<String> summary() {
    int all = manifest.classes().values().stream().mapToInt(Set::size).sum();
    List<String> lines = new ArrayList<>();
    totals()
        .forEach(
            (solver, row) ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "stability: %s: %d of %d methods, %d questions, %d proved",
                        solver,
                        row.methods,
                        all,
                        row.questions,
                        row.proved)));
    return lines;
  }

  /** The methods that some seed or solver did not prove, with the answers. */
  List<String> flips() {
    List<String> flips = new ArrayList<>();
    ledger
        .entries()
        .forEach(
            (type, entry) ->
                entry
                    .solvers()
                    .forEach(
                        (solver, methods) ->
                            methods.forEach(
                                (method, answers) -> {
                                  if (!answers.matches(Solver.Answer.PROVED.letter + "+")) {
                                    flips.add(
                                        "`%s.%s`, %s: `%s`"
                                            .formatted(shortened(type), method, solver, answers));
                                  }
                                })));
    return flips;
  }

  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("| solver | methods | questions | proved | not proved |\n")
        .append("| --- | ---: | ---: | ---: | ---: |\n");
    totals().forEach((solver, row) -> text.append(row.text(solver)));
    text.append("\n## By class\n\n")
        .append("| class, solver | methods | questions | proved | not proved |\n")
        .append("| --- | ---: | ---: | ---: | ---: |\n");
    ledger
        .entries()
        .forEach(
            (type, entry) ->
                new TreeMap<>(entry.solvers())
                    .forEach(
                        (solver, methods) -> {
                          Row row = new Row();
                          methods.values().forEach(row::add);
                          text.append(row.text(shortened(type) + ", " + solver));
                        }));
    text.append("\n## Not proved\n\n");
    List<String> flips = flips();
    flips.forEach(flip -> text.append("- ").append(flip).append('\n'));
    return text.append(flips.isEmpty() ? "None.\n" : "").toString();
  }

  private Map<String, Row> totals() {
    Map<String, Row> totals = new TreeMap<>();
    for (StabilityLedger.Entry entry : ledger.entries().values()) {
      entry
          .solvers()
          .forEach(
              (solver, methods) -> {
                Row row = totals.computeIfAbsent(solver, any -> new Row());
                methods.values().forEach(row::add);
              });
    }
    return totals;
  }

  private static String shortened(String type) {
    return type.replace("org.alloracle.", "");
  }
}
