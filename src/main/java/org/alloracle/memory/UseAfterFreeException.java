package org.alloracle.memory;

/** A view was used after its block was freed, whether or not the place is live again. */
public final class UseAfterFreeException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  UseAfterFreeException(String message) {
    super(message);
  }
}
