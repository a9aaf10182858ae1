package org.alloracle.evidence.steps;

import java.io.IOException;

/** A log of steps that cannot be read: the message names the file and the line. */
public final class StepLogException extends IOException {
  private static final long serialVersionUID = 1L;

  StepLogException(String file, int line, String problem) {
    super(file + ":" + line + ": " + problem);
  }
}
