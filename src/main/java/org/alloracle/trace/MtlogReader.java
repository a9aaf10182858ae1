package org.alloracle.trace;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Format#MTLOG}: {@code T m SIZE = P USABLE}, {@code T c N SIZE = P USABLE}, {@code T
 * r OLD SIZE = P USABLE}, {@code T a ALIGN SIZE = P USABLE}, {@code T f P}; the thread is decimal,
 * all else hexadecimal, and P is 0 for a call that failed.
 */
final class MtlogReader extends LogReader {
  private long block;
  private long usable;

  MtlogReader(Lines lines, LongSupplier bytesRead) {
    super(Format.MTLOG, lines, bytesRead);
  }

  @Override
  @Nullable Event read() throws TraceException {
    if (lines.end()) {
      return null;
    }
    long thread = lines.decimal("the thread");
    if (thread < 0 || thread > Integer.MAX_VALUE) {
      throw lines.problem("the thread does not fit in 31 bits");
    }
    lines.expect(' ');
    byte call = lines.bytes[lines.at];
    if ("mcraf".indexOf(call) < 0) {
      throw lines.problem("the call is none of m, c, r, a, f");
    }
    lines.at++;
    lines.expect(' ');
    Event event = call == 'f' ? free((int) thread) : birth((int) thread, call);
    if (event != null) {
      record();
    }
    return event;
  }

  private @Nullable Event free(int thread) throws TraceException {
    long old = lines.hex("the address");
    if (!wholeAddress(old, lines.digits())) {
      cut();
      lines.skip();
      return null;
    }
    lines.expectEnd();
    return Event.free(lines.number(), thread, old);
  }

  private @Nullable Event birth(int thread, byte call) throws TraceException {
    long first = call == 'm' ? 0 : argument(call);
    long size = lines.hex("the size");
    if (call == 'c') {
      size = Sizes.product(first, size);
    }
    result();
    if (lines.unterminated() && block != Event.NULL && Long.compareUnsigned(usable, size) < 0) {
      // A usable size that lost its last digits looks like one that is too small.
      cut();
      return null;
    }
    long line = lines.number();
    return switch (call) {
      case 'r' -> Event.reallocate(line, thread, first, block, size, usable);
      case 'a' -> Event.allocate(line, thread, block, size, usable, first);
      default -> Event.allocate(line, thread, block, size, usable, Event.UNKNOWN);
    };
  }

  private long argument(byte call) throws TraceException {
    String what =
        switch (call) {
          case 'c' -> "the number of elements";
          case 'a' -> "the alignment";
          default -> "the old address";
        };
    long value = lines.hex(what);
    lines.expect(' ');
    return value;
  }

  private void result() throws TraceException {
    lines.expect(' ');
    lines.expect('=');
    lines.expect(' ');
    block = lines.hex("the address");
    // The usable size follows, so this address is whole even in a line without line feed.
    wholeAddress(block, lines.digits());
    lines.expect(' ');
    usable = lines.hex("the usable size");
    lines.expectEnd();
    if (block == Event.NULL) {
      usable = Event.UNKNOWN;
    }
  }
}
