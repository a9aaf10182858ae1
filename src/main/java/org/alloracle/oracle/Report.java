package org.alloracle.oracle;

/** Turns what the oracle found into text for people. */
public final class Report {
  private Report() {}

  /**
   * A violation: the clause, the kind, the event and the message, then a map of the blocks around
   * it, one line each. Ends with a line break.
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
}
