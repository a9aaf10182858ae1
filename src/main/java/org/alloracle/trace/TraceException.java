package org.alloracle.trace;

import java.io.IOException;

/** A log that cannot be read on: the message names the file and the line. */
public final class TraceException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param file the log's name as the user gave it
   * @param line the line, from 1, or 0 where no line applies
   * @param problem what is wrong, without a final stop
   */
  public TraceException(String file, long line, String problem) {
    super(line > 0 ? file + ":" + line + ": " + problem : file + ": " + problem);
  }
}
