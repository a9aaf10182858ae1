package org.alloracle.evidence.runtime;

import java.io.Serial;

/** An expression has no value, or none that can be found here. */
final class Undefined extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** Whether another evaluator could find it: then nothing is known. */
  private final boolean beyond;

  private Undefined(String message, boolean beyond) {
    super(message);
    this.beyond = beyond;
  }

  /** It has no value: an index outside its array, a division by zero. */
  static Undefined because(String message) {
    return new Undefined(message, false);
  }

  /** It is not evaluated here. */
  static Undefined beyond(String message) {
    return new Undefined(message, true);
  }

  /** Why, in words. */
  String why() {
    return String.valueOf(getMessage());
  }

  boolean isBeyond() {
    return beyond;
  }
}
