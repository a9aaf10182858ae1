package org.alloracle.evidence;

/** A manifest, a ledger or a tool is not as it must be; the message says which and how. */
public final class EvidenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one. */
  public EvidenceException(String message) {
    super(message);
  }

  EvidenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
