package org.alloracle.evidence;

import java.util.Locale;
import java.util.Map;

/** What notices the loss of clauses, in a form to read. */
final class ClauseTable {
  private final ClauseLedger ledger;

  ClauseTable(ClauseLedger ledger) {
    this.ledger = ledger;
  }

  String summary() {
    int all = 0;
    int noticed = 0;
    int unnoticed = 0;
    int undecided = 0;
    for (ClauseLedger.Entry entry : ledger.entries().values()) {
      all += entry.of();
      noticed += entry.noticed().size();
      unnoticed += entry.unnoticed().size();
      undecided += entry.undecided().size();
    }
    return String.format(
        Locale.ROOT,
        "%d clauses; the loss of %d is noticed, of %d not; undecided %d; not left out yet %d",
        all,
        noticed,
        unnoticed,
        undecided,
        all - noticed - unnoticed - undecided);
  }

  String text() {
    StringBuilder text = new StringBuilder("## Clauses left out\n\n");
    text.append("| class | clauses | noticed | not noticed | undecided | not left out yet |\n")
        .append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
    for (Map.Entry<String, ClauseLedger.Entry> each : ledger.entries().entrySet()) {
      ClauseLedger.Entry entry = each.getValue();
      int seen = entry.noticed().size() + entry.unnoticed().size() + entry.undecided().size();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %d | %d | %d | %d |%n",
              each.getKey().replace("org.alloracle.", ""),
              entry.of(),
              entry.noticed().size(),
              entry.unnoticed().size(),
              entry.undecided().size(),
              entry.of() - seen));
    }
    text.append("\n### Not noticed\n\n");
    ledger
        .entries()
        .forEach(
            (type, entry) -> {
              for (String id : entry.unnoticed()) {
                text.append("- `")
                    .append(ProofSources.simple(type))
                    .append('.')
                    .append(id)
                    .append("`\n");
              }
            });
    return text.toString();
  }
}
