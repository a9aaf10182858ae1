package org.alloracle.evidence;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The verdicts in a form to read: {@code proofs/strength/CLAUSES.md}, generated. */
record ClauseTable(ClauseLedger ledger, Clauses clauses) {
  static final Path FILE = Path.of("proofs", "strength", "CLAUSES.md");

  private static final String HEAD =
      """
      # What each clause is for

      Generated from `clauses.json`; how to read it is in [README.md](README.md).

      | class | parts | wrong code comes through | another proof is lost | nothing was lost | undecided | not run |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: |
      """;

  private Map<ClauseLedger.Verdict, Integer> count(List<String> types) {
    Map<ClauseLedger.Verdict, Integer> counts = new EnumMap<>(ClauseLedger.Verdict.class);
    for (String type : types) {
      ledger
          .verdicts(type, clauses.of(type))
          .values()
          .forEach(v -> counts.merge(v, 1, Integer::sum));
    }
    return counts;
  }

  private static int number(
      Map<ClauseLedger.Verdict, Integer> counts, ClauseLedger.Verdict verdict) {
    return counts.getOrDefault(verdict, 0);
  }

  String summary() {
    Map<ClauseLedger.Verdict, Integer> counts = count(List.copyOf(clauses.types()));
    return String.format(
        Locale.ROOT,
        "clauses: %d parts; left out, wrong code comes through for %d, another proof is lost for"
            + " %d, nothing for %d; undecided %d; not run %d",
        counts.values().stream().mapToInt(Integer::intValue).sum()
            - number(counts, ClauseLedger.Verdict.REJECTED),
        number(counts, ClauseLedger.Verdict.MUTANT),
        number(counts, ClauseLedger.Verdict.PROOF),
        number(counts, ClauseLedger.Verdict.NOTHING),
        number(counts, ClauseLedger.Verdict.UNDECIDED),
        number(counts, ClauseLedger.Verdict.NOT_RUN));
  }

  String text() {
    StringBuilder text = new StringBuilder(HEAD);
    text.append(row("**all**", List.copyOf(clauses.types())));
    for (String type : clauses.types()) {
      if (ledger.entries().containsKey(type)) {
        text.append(row(shortened(type), List.of(type)));
      }
    }
    text.append("\n## Nothing was lost without\n\n");
    boolean none = true;
    for (Map.Entry<String, List<String>> each : unnoticed().entrySet()) {
      text.append("- ").append(shortened(each.getKey())).append('\n');
      each.getValue().forEach(id -> text.append("  - `").append(id).append("`\n"));
      none = false;
    }
    return text.append(none ? "None.\n" : "").toString();
  }

  private Map<String, List<String>> unnoticed() {
    Map<String, List<String>> all = new TreeMap<>();
    for (String type : clauses.types()) {
      List<String> ids =
          ledger.verdicts(type, clauses.of(type)).entrySet().stream()
              .filter(each -> each.getValue() == ClauseLedger.Verdict.NOTHING)
              .map(each -> each.getKey().id())
              .toList();
      if (!ids.isEmpty()) {
        all.put(type, ids);
      }
    }
    return all;
  }

  private String row(String name, List<String> types) {
    Map<ClauseLedger.Verdict, Integer> counts = count(types);
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %d |\n",
        name,
        counts.values().stream().mapToInt(Integer::intValue).sum()
            - number(counts, ClauseLedger.Verdict.REJECTED),
        number(counts, ClauseLedger.Verdict.MUTANT),
        number(counts, ClauseLedger.Verdict.PROOF),
        number(counts, ClauseLedger.Verdict.NOTHING),
        number(counts, ClauseLedger.Verdict.UNDECIDED),
        number(counts, ClauseLedger.Verdict.NOT_RUN));
  }

  private static String shortened(String type) {
    return type.replace("org.alloracle.reference.", "").replace("org.alloracle.", "");
  }
}
