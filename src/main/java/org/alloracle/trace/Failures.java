package org.alloracle.trace;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the system's failures are called in a message. */
final class Failures {
  private Failures() {}

  static String describe(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "no such file";
    }
    if (cause instanceof AccessDeniedException) {
      return "cannot be read: permission denied";
    }
    String reason =
        cause instanceof FileSystemException e && e.getReason() != null
            ? e.getReason()
            : cause.getMessage();
    return reason == null ? "cannot be read" : "cannot be read: " + reason;
  }
}
