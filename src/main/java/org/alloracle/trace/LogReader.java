package org.alloracle.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What the readers of all formats share: the walk over the lines, and where it ends. */
abstract class LogReader implements TraceReader {
  /** The log. */
  final Lines lines;

  private final Format format;
  private final LongSupplier bytesRead;
  private final List<String> notes = new ArrayList<>();
  private long records;
  private int widths;
  private boolean truncated;
  private boolean finished;
  private @Nullable TraceException failure;

  LogReader(Format format, Lines lines, LongSupplier bytesRead) {
    this.format = format;
    this.lines = lines;
    this.bytesRead = bytesRead;
  }

  /**
   * Reads the current line to its end.
   *
   * @return the event that the line completes, or null if it completes none
   */
  abstract @Nullable Event read() throws TraceException;

  /** Called once, after the last line. */
  void finish() throws TraceException {}

  @Override
  public @Nullable Event next() throws TraceException {
    if (failure != null) {
      throw failure;
    }
    try {
      while (lines.begin()) {
        Event event = lines.unterminated() ? readLast() : read();
        if (event != null) {
          return event;
        }
      }
      if (!finished) {
        finished = true;
        finish();
      }
      return null;
    } catch (TraceException e) {
      failure = e;
      throw e;
    }
  }

  /** A line that breaks off where it is still right was cut short, and is no fault of the log. */
  private @Nullable Event readLast() throws TraceException {
    if (lines.end()) {
      return null;
    }
    try {
      return read();
    } catch (TraceException e) {
      if (!brokeOff()) {
        throw e;
      }
      cut();
      lines.skip();
      return null;
    }
  }

  /** Whether the line just refused was right as far as it goes. */
  boolean brokeOff() {
    return lines.bytes[lines.at] == '\n';
  }

  /** Counts a record. */
  final void record() {
    records++;
  }

  /** Notes that the log stopped in the middle of a record. */
  final void cut() {
    truncated = true;
  }

  /**
   * Notes the width of an address just read.
   *
   * @param digits how many digits it was written with
   * @return false if it may be the beginning of a longer address that was cut short: it is in a
   *     line without line feed, and no address of this log was as wide
   */
  final boolean wholeAddress(long address, int digits) {
    int width = address == Event.NULL ? 0 : 1 << digits;
    if (lines.unterminated() && (widths & width) == 0) {
      return false;
    }
    widths |= width;
    return true;
  }

  final void note(String sentence) {
    notes.add(sentence);
  }

  @Override
  public final String name() {
    return lines.name();
  }

  @Override
  public final Format format() {
    return format;
  }

  @Override
  public final long records() {
    return records;
  }

  @Override
  public final boolean truncated() {
    return truncated;
  }

  @Override
  public boolean complete() {
    return format.complete();
  }

  @Override
  public final List<String> notes() {
    return List.copyOf(notes);
  }

  @Override
  public final long bytesRead() {
    return bytesRead.getAsLong();
  }

  @Override
  public final void close() throws IOException {
    lines.close();
  }
}
