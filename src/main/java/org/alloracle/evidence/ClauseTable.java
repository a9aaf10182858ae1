package org.alloracle.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What each part of the contracts is for, in a form to read: {@code proofs/strength/CLAUSES.md},
 * generated.
 *
 * @param ledger what the prover said of parts that were left out
 * @param refusals what was seen of parts at run time
 */
record ClauseTable(ClauseLedger ledger, RefusalLedger refusals) {
  static final Path FILE = Path.of("proofs", "strength", "CLAUSES.md");

  private static final String HEAD =
      """
      # What each clause is for

      Generated from `clauses.json` and `alone.json`; how to read it is in [README.md](README.md).

      | class | parts | wrong code comes through | another proof is lost | alone refuses an outcome | nothing was lost | undecided | not run |
      | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
      """;

  /** What is known of a part, the strongest first. */
  private enum Use {
    MUTANT,
    PROOF,
    ALONE,
    NOTHING,
    UNDECIDED,
    NOT_RUN;

    static Use of(ClauseLedger.Verdict verdict) {
      return valueOf(verdict.name());
    }
  }

  /** The parts of one class, or of all. */
  private record Row(Map<Use, Integer> counts, List<String> unnoticed) {
    Row() {
      this(new EnumMap<>(Use.class), new ArrayList<>());
    }

    void add(Use use) {
      counts.merge(use, 1, Integer::sum);
    }

    void add(Row other) {
      other.counts.forEach((use, count) -> counts.merge(use, count, Integer::sum));
    }

    int of(Use use) {
      return counts.getOrDefault(use, 0);
    }

    int all() {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    String text(String name) {
      StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %s | %d", name, all()));
      for (Use use : Use.values()) {
        row.append(" | ").append(of(use));
      }
      return row.append(" |\n").toString();
    }
  }

  private Map<String, Row> rows() {
    Map<String, Row> rows = new TreeMap<>();
    TreeSet<String> types = new TreeSet<>(ledger.entries().keySet());
    types.addAll(refusals.entries().keySet());
    types.forEach(type -> rows.put(type, row(type)));
    return rows;
  }

  /** The two records are of the same parts if they are of the same sources. */
  private Row row(String type) {
    ClauseLedger.Entry asked = ledger.entries().get(type);
    RefusalLedger.Entry seen = refusals.entries().get(type);
    boolean fits = seen != null && (asked == null || asked.clauses().equals(seen.clauses()));
    String letters = seen != null && fits ? seen.letters() : "";
    String verdicts =
        asked == null
            ? String.valueOf(ClauseLedger.Verdict.NOT_RUN.letter).repeat(letters.length())
            : asked.verdicts();
    Iterator<String> unnoticed = (asked == null ? List.<String>of() : asked.unnoticed()).iterator();
    Row row = new Row();
    for (int i = 0; i < verdicts.length(); i++) {
      ClauseLedger.Verdict verdict = ClauseLedger.Verdict.of(verdicts.charAt(i));
      String id = verdict == ClauseLedger.Verdict.NOTHING ? unnoticed.next() : "";
      boolean alone = !letters.isEmpty() && letters.charAt(i) == RefusalLedger.ALONE;
      if (verdict == ClauseLedger.Verdict.MUTANT || verdict == ClauseLedger.Verdict.PROOF) {
        row.add(Use.of(verdict));
      } else if (alone) {
        row.add(Use.ALONE);
      } else if (verdict != ClauseLedger.Verdict.REJECTED) {
        row.add(Use.of(verdict));
        row.unnoticed().addAll(id.isEmpty() ? List.of() : List.of(id));
      }
    }
    return row;
  }

  private static Row all(Map<String, Row> rows) {
    Row all = new Row();
    rows.values().forEach(all::add);
    return all;
  }

  String summary() {
    Row all = all(rows());
    return String.format(
        Locale.ROOT,
        "clauses: %d parts; left out, wrong code comes through for %d, another proof is lost for"
            + " %d; %d more alone refuse an outcome at run time; nothing lost for %d; undecided %d;"
            + " not run %d",
        all.all(),
        all.of(Use.MUTANT),
        all.of(Use.PROOF),
        all.of(Use.ALONE),
        all.of(Use.NOTHING),
        all.of(Use.UNDECIDED),
        all.of(Use.NOT_RUN));
  }

  String text() {
    Map<String, Row> rows = rows();
    StringBuilder text = new StringBuilder(HEAD).append(all(rows).text("**all**"));
    rows.forEach((type, row) -> text.append(row.text(shortened(type))));
    text.append("\n## Nothing was lost without\n\n");
    boolean none = true;
    for (Map.Entry<String, Row> each : rows.entrySet()) {
      if (!each.getValue().unnoticed().isEmpty()) {
        text.append("- ").append(shortened(each.getKey())).append('\n');
        each.getValue().unnoticed().forEach(id -> text.append("  - `").append(id).append("`\n"));
        none = false;
      }
    }
    return text.append(none ? "None.\n" : "").toString();
  }

  void write(Path project) {
    Ledger.write(project.resolve(FILE), text());
  }

  private static String shortened(String type) {
    return type.replace("org.alloracle.reference.", "").replace("org.alloracle.", "");
  }
}
