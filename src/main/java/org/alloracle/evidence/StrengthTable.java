package org.alloracle.evidence;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The verdicts in a form to read: {@code proofs/strength/RESULTS.md}, generated. */
final class StrengthTable {
  static final Path FILE = Path.of("proofs", "strength", "RESULTS.md");

  private static final String HEAD =
      """
      # What the contracts notice

      Generated from `code.json` and `survivors.json`; how to read it is in [README.md](README.md).

      """;

  private final StrengthLedger ledger;
  private final Survivors survivors;

  StrengthTable(StrengthLedger ledger, Survivors survivors) {
    this.ledger = ledger;
    this.survivors = survivors;
  }

  /** Numbers of mutants. */
  private static final class Row {
    private int all;
    private int byContract;
    private int byStep;
    private int equivalent;
    private int weak;
    private int undecided;
    private int notRun;

    private void add(Row other) {
      all += other.all;
      byContract += other.byContract;
      byStep += other.byStep;
      equivalent += other.equivalent;
      weak += other.weak;
      undecided += other.undecided;
      notRun += other.notRun;
    }

    private void count(Verdict verdict) {
      all++;
      switch (verdict.kind()) {
        case REFUTED -> {
          if (verdict.byStep()) {
            byStep++;
          } else {
            byContract++;
          }
        }
        case UNDECIDED -> undecided++;
        case NOT_RUN -> notRun++;
        case REJECTED -> all--; // no mutant
        case SURVIVED -> {} // the list of survivors counts
      }
    }

    private String cells() {
      return String.format(
          Locale.ROOT,
          "%d | %d | %d | %d | %d | %d | %d |",
          all,
          byContract,
          byStep,
          equivalent,
          weak,
          undecided,
          notRun);
    }
  }

  String summary() {
    Row total = new Row();
    rows().values().forEach(total::add);
    return String.format(
        Locale.ROOT,
        "strength: %d mutants; refuted %d; survived: %d equivalent, %d that a contract does not"
            + " notice; undecided %d; not run %d",
        total.all,
        total.byContract + total.byStep,
        total.equivalent,
        total.weak,
        total.undecided,
        total.notRun);
  }

  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    Map<String, Row> rows = rows();
    Map<String, Row> packages = new TreeMap<>();
    Row total = new Row();
    rows.forEach(
        (type, row) -> {
          String name = type.substring(0, type.lastIndexOf('.')).replace("org.alloracle.", "");
          packages.computeIfAbsent(name, any -> new Row()).add(row);
          total.add(row);
        });
    packages.put("**all**", total);
    table(text, "package", packages);
    table(text, "class", rows);
    section(text, "Contracts that do not notice", survivors.open());
    section(text, "Equivalent mutants", survivors.equivalent());
    return text.toString();
  }

  private static void table(StringBuilder text, String title, Map<String, Row> rows) {
    text.append("| ")
        .append(title)
        .append(
            " | mutants | refuted by the contract | by a step of the proof | equivalent"
                + " | not noticed | undecided | not run |\n")
        .append("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    rows.forEach(
        (name, row) ->
            text.append("| ")
                .append(name.replace("org.alloracle.", ""))
                .append(" | ")
                .append(row.cells())
                .append('\n'));
    text.append('\n');
  }

  private static void section(
      StringBuilder text, String title, Map<String, Map<String, String>> classes) {
    text.append("## ").append(title).append("\n\n");
    classes.forEach(
        (type, ids) ->
            ids.forEach(
                (id, why) ->
                    text.append("- `")
                        .append(ProofSources.simple(type))
                        .append('.')
                        .append(id)
                        .append("`: ")
                        .append(why)
                        .append('\n')));
    text.append(classes.isEmpty() ? "None.\n\n" : "\n");
  }

  private Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    ledger
        .entries()
        .forEach(
            (type, entry) -> {
              Row row = new Row();
              entry.methods().values().forEach(verdicts -> verdicts.forEach(row::count));
              for (String id : entry.survived()) {
                if (survivors.isEquivalent(type, id)) {
                  row.equivalent++;
                } else {
                  row.weak++;
                }
              }
              rows.put(type, row);
            });
    return rows;
  }
}
