package org.alloracle.trace;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Format#WEE_ALLOC}: {@code Alloc(SIZE),} and {@code Free(INDEX),}, decimal, the index
 * counting allocations from 0.
 */
final class WeeAllocReader extends LogReader {
  private static final String ALLOC = "Alloc(";
  private static final String FREE = "Free(";

  private long allocations;

  WeeAllocReader(Lines lines, LongSupplier bytesRead) {
    super(Format.WEE_ALLOC, lines, bytesRead);
  }

  @Override
  @Nullable Event read() throws TraceException {
    if (lines.end()) {
      return null;
    }
    Event event;
    if (lines.take(ALLOC)) {
      long size = lines.decimal("the size");
      event =
          Event.allocate(
              lines.number(), Event.UNKNOWN, ++allocations, size, Event.UNKNOWN, Event.UNKNOWN);
    } else if (lines.take(FREE)) {
      long index = lines.decimal("the index");
      if (index == -1L) {
        throw lines.tooLarge("the index");
      }
      event = Event.free(lines.number(), Event.UNKNOWN, index + 1);
    } else {
      throw lines.problem("neither Alloc(SIZE) nor Free(INDEX)");
    }
    lines.expect(')');
    lines.take(",");
    lines.expectEnd();
    record();
    return event;
  }

  @Override
  boolean brokeOff() {
    return super.brokeOff() || lines.isBeginningOf(ALLOC) || lines.isBeginningOf(FREE);
  }
}
