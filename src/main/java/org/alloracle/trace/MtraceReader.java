package org.alloracle.trace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Format#MTRACE}: {@code @ CALLER + P SIZE}, {@code @ CALLER - P}, realloc as {@code @
 * CALLER < OLD} and {@code @ CALLER > NEW SIZE}, a failed realloc as {@code @ CALLER ! OLD SIZE},
 * between the lines {@code = Start} and {@code = End}, either of which may be missing.
 *
 * <p>A line is read backwards, because a caller's path may hold anything, blanks included.
 */
final class MtraceReader extends LogReader {
  /** Reallocs under way at once; only processes that share a log have more than one. */
  private static final int MOST_PENDING = 64;

  private static final String NIL = "(nil)";

  private record Pending(long line, long record, long old, String caller) {}

  private final Deque<Pending> pending = new ArrayDeque<>();
  private boolean started;
  private int start;
  private int back;
  private int digits;

  MtraceReader(Lines lines, LongSupplier bytesRead) {
    super(Format.MTRACE, lines, bytesRead);
  }

  @Override
  @Nullable Event read() throws TraceException {
    start = lines.at;
    int feed = lines.lineFeed();
    back = lines.trimmed(feed);
    Event event = back == start ? null : lines.bytes[start] == '=' ? mark() : call();
    lines.at = feed + 1;
    return event;
  }

  private @Nullable Event mark() throws TraceException {
    boolean isStart = lines.take("= Start");
    if ((!isStart && !lines.take("= End")) || lines.at != back) {
      throw garbage();
    }
    if (isStart && (started || records() > 0)) {
      throw lines.problem("a second log begins here: check each log by itself");
    }
    started = true;
    return null;
  }

  private @Nullable Event call() throws TraceException {
    long last = number();
    byte call = callBefore();
    if (call == '-' || call == '<') {
      if (!wholeAddress(last, digits)) {
        cut();
        return null;
      }
      record();
      return call == '-' ? Event.free(lines.number(), Event.UNKNOWN, last) : begin(last);
    }
    long address = number();
    wholeAddress(address, digits);
    call = callBefore();
    if (call != '+' && call != '>' && call != '!') {
      throw garbage();
    }
    record();
    return switch (call) {
      case '+' ->
          Event.allocate(
              lines.number(), Event.UNKNOWN, address, last, Event.UNKNOWN, Event.UNKNOWN);
      case '>' -> exchanged(begun(), address, last);
      default -> exchanged(address, Event.NULL, last);
    };
  }

  private Event exchanged(long old, long block, long size) {
    return Event.reallocate(lines.number(), Event.UNKNOWN, old, block, size, Event.UNKNOWN);
  }

  private @Nullable Event begin(long old) throws TraceException {
    if (pending.size() == MOST_PENDING) {
      throw lines.problem("more than " + MOST_PENDING + " reallocs ('<') without an end ('>')");
    }
    pending.addLast(new Pending(lines.number(), records(), old, caller()));
    return null;
  }

  /** The old block of the realloc that ends here: the latest by the same caller, else the first. */
  private long begun() throws TraceException {
    if (pending.size() > 1) {
      String caller = caller();
      Iterator<Pending> latest = pending.descendingIterator();
      while (latest.hasNext()) {
        Pending p = latest.next();
        if (p.caller.equals(caller)) {
          latest.remove();
          return p.old;
        }
      }
    }
    Pending first = pending.pollFirst();
    if (first == null) {
      throw lines.problem("a realloc ends here ('>') that never began ('<')");
    }
    return first.old;
  }

  private String caller() {
    return new String(lines.bytes, start, back - start, StandardCharsets.ISO_8859_1);
  }

  @Override
  void finish() throws TraceException {
    Pending first = pending.peekFirst();
    if (first == null) {
      return;
    }
    if (first.record != records()) {
      throw new TraceException(
          name(), first.line, "a realloc begins here ('<') that never ends ('>')");
    }
    cut();
  }

  /** A line of this format is read backwards, so any beginning of one counts. */
  @Override
  boolean brokeOff() {
    return "@=+-<>!".indexOf(lines.bytes[start]) >= 0;
  }

  /** The number that ends at {@link #back}, which moves before it. */
  private long number() throws TraceException {
    byte[] b = lines.bytes;
    int i = back;
    if (b[i - 1] == ')') {
      return nil();
    }
    long value = 0;
    int shift = 0;
    int digit;
    while ((digit = Lines.digit(b[i - 1])) >= 0) {
      if (shift < Long.SIZE) {
        value |= (long) digit << shift;
      } else if (digit != 0) {
        throw lines.tooLarge("a number");
      }
      shift += 4;
      i--;
    }
    digits = shift / 4;
    if (digits > 0 && b[i - 1] == 'x' && b[i - 2] == '0') {
      i -= 2;
    } else if (digits != 1 || value != 0) {
      throw garbage();
    }
    back = i;
    return value;
  }

  private long nil() throws TraceException {
    int from = back - NIL.length();
    lines.at = Math.max(from, start);
    if (!lines.take(NIL)) {
      throw garbage();
    }
    back = from;
    digits = 0;
    lines.at = start;
    return Event.NULL;
  }

  /**
   * The character between blanks before {@link #back}, which moves to it; 0 if there is no such
   * character or it does not follow a caller.
   */
  private byte callBefore() throws TraceException {
    byte[] b = lines.bytes;
    if (b[back - 1] != ' ') {
      throw garbage();
    }
    int at = back - 2;
    boolean alone = at == start || (at > start && b[at - 1] == ' ' && lines.take("@ "));
    lines.at = start;
    if (alone && "+-<>!".indexOf(b[at]) >= 0) {
      back = at;
      return b[at];
    }
    back--;
    return 0;
  }

  private TraceException garbage() {
    return lines.problem("not a line of an mtrace log");
  }
}
