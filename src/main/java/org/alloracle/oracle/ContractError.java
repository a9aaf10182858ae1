package org.alloracle.oracle;

/** A broken clause of the allocation contract, thrown where a test framework expects an error. */
public final class ContractError extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final transient Violation violation;
  private final String report;

  /** Makes one whose message is the report of the violation. */
  public ContractError(Violation violation) {
    this(violation, Report.of(violation));
  }

  /**
   * Makes one.
   *
   * @param violation what was broken
   * @param report the message, over several lines
   */
  public ContractError(Violation violation, String report) {
    super(report);
    this.violation = violation;
    this.report = report;
  }

  /** The message: what was broken, and how to have it again. */
  public String report() {
    return report;
  }

  /** What was broken. */
  public Violation violation() {
    return violation;
  }
}
