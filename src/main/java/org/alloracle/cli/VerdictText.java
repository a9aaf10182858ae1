package org.alloracle.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.alloracle.oracle.Block;
import org.alloracle.oracle.CheckOptions;
import org.alloracle.oracle.Report;
import org.alloracle.oracle.Verdict;
import org.alloracle.oracle.Violation;
import org.alloracle.trace.TraceReader;

/** Prints the verdict on a trace for a person. */
final class VerdictText {
  private final PrintWriter out;
  private final int show;
  private final CheckOptions options;

  VerdictText(PrintWriter out, int show, CheckOptions options) {
    this.out = out;
    this.show = show;
    this.options = options;
  }

  void print(TraceReader reader, Verdict verdict) {
    out.printf(
        "%s: %s%n",
        reader.name(),
        verdict.isClean() ? "clean" : counted(verdict.violationCount(), "violation"));
    row("records", "%s (%s)", number(reader.records()), reader.format().label());
    row(
        "events",
        "%s: %s, %s, %s",
        number(verdict.events()),
        counted(verdict.allocations(), "allocation"),
        counted(verdict.reallocations(), "reallocation"),
        counted(verdict.frees(), "free"));
    peak("peak live bytes", verdict.peakBytes());
    peak("peak live blocks", verdict.peakBlocks());
    leaks(verdict);
    if (verdict.failures() > 0) {
      row("failed requests", "%s", number(verdict.failures()));
    }
    if (verdict.olderFrees() > 0) {
      row(
          "older blocks",
          "%s of blocks older than the log (not a violation)",
          counted(verdict.olderFrees(), "free"));
    }
    misorderings(verdict);
    if (reader.truncated()) {
      row("note", "the log stops in the middle of a record; what came before was checked");
    }
    reader.notes().forEach(note -> row("note", "%s", note));
    verdict.notes().forEach(note -> row("note", "%s", note));
    violations(
        out, verdict.violations(), verdict.violationCount(), verdict.consequenceCount(), show);
  }

  private void peak(String name, Verdict.Peak peak) {
    row(
        name,
        peak.event() == 0 ? "0" : "%s, first at event %s, line %s",
        number(peak.value()),
        number(peak.event()),
        number(peak.line()));
  }

  private void leaks(Verdict verdict) {
    Verdict.Leaks leaks = verdict.leaks();
    if (options.leaks() == CheckOptions.Leaks.IGNORE) {
      return;
    }
    row(
        "live at the end",
        leaks.blocks() == 0 ? "nothing" : "%s, %s",
        counted(leaks.blocks(), "block"),
        counted(leaks.bytes(), "byte"));
    for (Block block : leaks.largest()) {
      row(
          "",
          "%s of %s bytes, from line %s",
          name(verdict, block),
          number(block.size()),
          number(block.line()));
    }
  }

  private static String name(Verdict verdict, Block block) {
    return verdict.addressed()
        ? "0x" + Long.toHexString(block.address())
        : "block " + (block.address() - 1);
  }

  private void misorderings(Verdict verdict) {
    if (verdict.misorderingCount() == 0) {
      return;
    }
    row("suspected", "%s (not a violation)", counted(verdict.misorderingCount(), "misordering"));
    verdict.misorderings().stream()
        .limit(show)
        .forEach(
            one ->
                row(
                    "",
                    "%s; explained by line %s",
                    Report.headline(one.suspected()),
                    number(one.line())));
  }

  /** Prints violations in full, and how many are left. */
  static void violations(
      PrintWriter out, List<Violation> first, long count, long consequences, int show) {
    List<Violation> shown = first.stream().filter(v -> !v.isConsequence()).limit(show).toList();
    for (Violation violation : shown) {
      out.println();
      out.print(Report.of(violation));
    }
    if (count > shown.size() || consequences > 0) {
      out.println();
      out.printf(
          "%s shown of %s; %s follow from them and are not shown%n",
          number(shown.size()), counted(count, "violation"), number(consequences));
    }
  }

  private void row(String name, String format, Object... values) {
    row(out, name, format, values);
  }

  /** Prints one line of the table under a headline. */
  static void row(PrintWriter out, String name, String format, Object... values) {
    out.printf("  %-17s %s%n", name, String.format(Locale.ROOT, format, values));
  }

  /** A number, unsigned, with commas. */
  static String number(long n) {
    return n >= 0 ? String.format(Locale.ROOT, "%,d", n) : Long.toUnsignedString(n);
  }

  /** A number and what is counted. */
  static String counted(long n, String what) {
    return number(n) + " " + what + (n == 1 ? "" : "s");
  }
}
