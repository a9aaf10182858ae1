package org.alloracle.trace;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats that can be read. */
public enum Format {
  /** glibc's {@code mtrace}: begins at the program's call of mtrace(), has no threads. */
  MTRACE(true, false),
  /** valgrind memcheck with {@code --trace-malloc=yes}. */
  VALGRIND(true, true),
  /** The totally ordered log of a preloaded library, with usable sizes. */
  MTLOG(true, true),
  /** The malloc lab's {@code .rep}, all editions: numbers instead of addresses. */
  MALLOC_LAB(false, true),
  /** wee_alloc's test traces: numbers instead of addresses. */
  WEE_ALLOC(false, true);

  private final boolean addressed;
  private final boolean complete;

  Format(boolean addressed, boolean complete) {
    this.addressed = addressed;
    this.complete = complete;
  }

  /** Whether blocks are named by address; if not, by a number of the format's own plus one. */
  public boolean addressed() {
    return addressed;
  }

  /** Whether a log of this format begins with the program, so that every block's birth is in it. */
  public boolean complete() {
    return complete;
  }

  /** The labels of all formats, for a message. */
  static String labels() {
    return Arrays.stream(values()).map(Format::label).collect(Collectors.joining(", "));
  }

  /** The name that the command line and reports use: lower case, words joined by hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
