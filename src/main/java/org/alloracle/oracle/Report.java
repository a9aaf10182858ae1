package org.alloracle.oracle;

import java.math.BigInteger;
import java.util.Locale;
import org.alloracle.oracle.Verdict.Leaks;
import org.alloracle.oracle.Verdict.Misordering;
import org.alloracle.oracle.Verdict.Peak;

/** Turns what the oracle found into text for people. Lines end with a line feed. */
public final class Report {
  private Report() {}

  /**
   * A violation: the clause, the kind, the event and the message, then a map of the blocks around
   * it, one line each.
   */
  public static String of(Violation violation) {
    StringBuilder text = new StringBuilder();
    text.append(headline(violation)).append('\n');
    HeapMap.draw(violation, "  ", text);
    return text.toString();
  }

  /** A violation in one line without a break. */
  public static String headline(Violation violation) {
    return violation.clause()
        + " ("
        + violation.kind().label()
        + ") at "
        + Wording.place(violation.event(), violation.line(), violation.thread())
        + ": "
        + violation.message()
        + (violation.isConsequence() && violation.cause() != violation.event()
            ? " (follows from event " + violation.cause() + ")"
            : "");
  }

  /**
   * The figures of a verdict, its leaks unless they are to be ignored, and its notes; not its
   * violations, but how many there are.
   */
  public static String summary(Verdict verdict, CheckOptions.Leaks policy) {
    StringBuilder text = new StringBuilder();
    Wording wording = new Wording(!verdict.addressed());
    row(text, "events", grouped(verdict.events()))
        .append(" (")
        .append(grouped(verdict.allocations()))
        .append(" allocations, ")
        .append(grouped(verdict.reallocations()))
        .append(" reallocations, ")
        .append(grouped(verdict.frees()))
        .append(" frees");
    if (verdict.nullFrees() > 0) {
      text.append(", ").append(grouped(verdict.nullFrees())).append(" frees of null");
    }
    if (verdict.failures() > 0) {
      text.append(", ").append(grouped(verdict.failures())).append(" failures");
    }
    text.append(")");
    row(text, "peak live bytes", peak(verdict.peakBytes()));
    row(text, "peak live blocks", peak(verdict.peakBlocks()));
    row(text, "bytes requested", grouped(verdict.totalBytes()));
    if (policy != CheckOptions.Leaks.IGNORE) {
      leaks(text, wording, verdict.leaks());
    }
    if (verdict.misorderingCount() > 0) {
      row(text, "suspected misorderings", grouped(verdict.misorderingCount()));
      for (Misordering misordering : verdict.misorderings()) {
        text.append("\n    ").append(wording.misordering(misordering));
      }
    }
    for (String note : verdict.notes()) {
      row(text, "note", note);
    }
    row(text, "violations", grouped(verdict.violationCount()));
    if (verdict.consequenceCount() > 0) {
      text.append(", and ").append(grouped(verdict.consequenceCount())).append(" that follow");
    }
    return text.append('\n').substring(1);
  }

  private static void leaks(StringBuilder text, Wording wording, Leaks leaks) {
    row(text, "live at the end", Wording.count(leaks.blocks(), "block"));
    if (leaks.blocks() > 0) {
      text.append(" of ").append(grouped(leaks.bytes())).append(" bytes, the largest:");
      for (Block block : leaks.largest()) {
        text.append("\n    ").append(wording.leak(block));
      }
    }
  }

  private static StringBuilder row(StringBuilder text, String label, String value) {
    return text.append("\n  ").append(label).append(": ").append(value);
  }

  private static String peak(Peak peak) {
    return grouped(peak.value())
        + (peak.event() > 0 ? " at " + Wording.place(peak.event(), peak.line(), -1) : "");
  }

  private static String grouped(long unsigned) {
    return String.format(Locale.ROOT, "%,d", new BigInteger(Long.toUnsignedString(unsigned)));
  }
}
