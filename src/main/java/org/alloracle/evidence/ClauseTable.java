package org.alloracle.evidence;

import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The verdicts in a form to read: {@code proofs/strength/CLAUSES.md}, generated. */
record ClauseTable(ClauseLedger ledger) {
  static final Path FILE = Path.of("proofs", "strength", "CLAUSES.md");

  private static final String HEAD =
      """
      # What each clause is for

      Generated from `clauses.json`; how to read it is in [README.md](README.md).

      | class | parts | wrong code comes through | another proof is lost | nothing was lost | undecided | not run |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: |
      """;

  /** How many parts have which verdict. */
  private record Counts(Map<ClauseLedger.Verdict, Integer> of) {

    static Counts of(Collection<ClauseLedger.Entry> entries) {
      Map<ClauseLedger.Verdict, Integer> counts = new EnumMap<>(ClauseLedger.Verdict.class);
      for (ClauseLedger.Entry entry : entries) {
        for (char letter : entry.verdicts().toCharArray()) {
          counts.merge(ClauseLedger.Verdict.of(letter), 1, Integer::sum);
        }
      }
      return new Counts(counts);
    }

    int of(ClauseLedger.Verdict verdict) {
      return of.getOrDefault(verdict, 0);
    }

    int all() {
      int all = of.values().stream().mapToInt(Integer::intValue).sum();
      return all - of(ClauseLedger.Verdict.REJECTED);
    }

    String row(String name) {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %d | %d | %d | %d |\n",
          name,
          all(),
          of(ClauseLedger.Verdict.MUTANT),
          of(ClauseLedger.Verdict.PROOF),
          of(ClauseLedger.Verdict.NOTHING),
          of(ClauseLedger.Verdict.UNDECIDED),
          of(ClauseLedger.Verdict.NOT_RUN));
    }
  }

  String summary() {
    Counts counts = Counts.of(ledger.entries().values());
    return String.format(
        Locale.ROOT,
        "clauses: %d parts; left out, wrong code comes through for %d, another proof is lost for"
            + " %d, nothing for %d; undecided %d; not run %d",
        counts.all(),
        counts.of(ClauseLedger.Verdict.MUTANT),
        counts.of(ClauseLedger.Verdict.PROOF),
        counts.of(ClauseLedger.Verdict.NOTHING),
        counts.of(ClauseLedger.Verdict.UNDECIDED),
        counts.of(ClauseLedger.Verdict.NOT_RUN));
  }

  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    text.append(Counts.of(ledger.entries().values()).row("**all**"));
    ledger
        .entries()
        .forEach((type, entry) -> text.append(Counts.of(List.of(entry)).row(shortened(type))));
    text.append("\n## Nothing was lost without\n\n");
    boolean none = true;
    for (Map.Entry<String, ClauseLedger.Entry> each : ledger.entries().entrySet()) {
      if (!each.getValue().unnoticed().isEmpty()) {
        text.append("- ").append(shortened(each.getKey())).append('\n');
        each.getValue().unnoticed().forEach(id -> text.append("  - `").append(id).append("`\n"));
        none = false;
      }
    }
    return text.append(none ? "None.\n" : "").toString();
  }

  private static String shortened(String type) {
    return type.replace("org.alloracle.reference.", "").replace("org.alloracle.", "");
  }
}
