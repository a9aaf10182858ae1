package org.alloracle.contract;

/** A request outside the contract: a negative size, or an alignment that is no power of two. */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a message that names the argument. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @*/
  public InvalidRequestException(String message) {
    super(message);
  }
}
