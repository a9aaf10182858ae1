package org.alloracle.contract;

/** An address was given back, or asked about, where no live block starts ({@link Clause#VALID_FREE}). */
public final class InvalidFreeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a message that says what was expected. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @*/
  public InvalidFreeException(String message) {
    super(message);
  }
}
