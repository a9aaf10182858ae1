package org.alloracle.trace;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Format#MALLOC_LAB}: a header of four numbers (of which the second and third announce
 * the ids and the operations, in every edition) or two (just these), then {@code a ID SIZE}, {@code
 * r ID SIZE} and {@code f ID}, decimal.
 *
 * <p>An id stands for a variable that holds a block: {@code r} on one that holds none is {@code
 * realloc(NULL, SIZE)}, {@code r ID 0} empties it, {@code f} on an emptied one is {@code
 * free(NULL)}, as is {@code f -1}. The announced counts bind nobody; where they are wrong, a note
 * says so.
 */
final class MallocLabReader extends LogReader {
  private final long[] header = new long[4];
  private final IdSet holding = new IdSet();
  private final IdSet emptied = new IdSet();
  private int headers;
  private long ids;

  MallocLabReader(Lines lines, LongSupplier bytesRead) {
    super(Format.MALLOC_LAB, lines, bytesRead);
  }

  @Override
  @Nullable Event read() throws TraceException {
    lines.blanks();
    if (lines.end()) {
      return null;
    }
    byte operation = lines.bytes[lines.at];
    if (operation >= '0' && operation <= '9' && records() == 0) {
      header();
      return null;
    }
    if (operation != 'a' && operation != 'r' && operation != 'f') {
      throw lines.problem("the operation is none of a, r, f");
    }
    checkHeader();
    lines.at++;
    blank();
    Event event = operation == 'f' ? free() : birth(operation == 'r');
    lines.expectEnd();
    record();
    return event;
  }

  private void header() throws TraceException {
    do {
      if (headers == header.length) {
        throw lines.problem("a header has two or four numbers, and this is a fifth");
      }
      header[headers++] = lines.decimal("a number of the header");
      lines.blanks();
    } while (!lines.end());
  }

  private void checkHeader() throws TraceException {
    if (headers != 2 && headers != 4) {
      throw lines.problem("a header of two or four numbers is missing above");
    }
  }

  private Event free() throws TraceException {
    if (lines.take("-1")) {
      return Event.free(lines.number(), Event.UNKNOWN, Event.NULL);
    }
    long id = id();
    boolean isNull = emptied.remove(id);
    holding.remove(id);
    return Event.free(lines.number(), Event.UNKNOWN, isNull ? Event.NULL : id + 1);
  }

  private Event birth(boolean again) throws TraceException {
    long id = id();
    blank();
    long size = lines.decimal("the size");
    long line = lines.number();
    long block = id + 1;
    if (!again) {
      hold(id);
      return Event.allocate(line, Event.UNKNOWN, block, size, Event.UNKNOWN, Event.UNKNOWN);
    }
    long old = holding.contains(id) ? block : Event.NULL;
    if (size == 0) {
      holding.remove(id);
      emptied.add(id);
      block = Event.NULL;
    } else {
      hold(id);
    }
    return Event.reallocate(line, Event.UNKNOWN, old, block, size, Event.UNKNOWN);
  }

  private void hold(long id) {
    holding.add(id);
    emptied.remove(id);
  }

  private long id() throws TraceException {
    long id = lines.decimal("the id");
    if (id == -1L) {
      throw lines.tooLarge("the id");
    }
    if (Long.compareUnsigned(id, ids) >= 0) {
      ids = id + 1;
    }
    return id;
  }

  private void blank() throws TraceException {
    if (lines.bytes[lines.at] != ' ' && lines.bytes[lines.at] != '\t') {
      throw lines.problem("a space is missing");
    }
    lines.blanks();
  }

  @Override
  void finish() throws TraceException {
    if (records() == 0 && headers != 2 && headers != 4 && !truncated()) {
      throw new TraceException(name(), lines.number(), "a malloc lab trace ends within its header");
    }
    int first = headers == 4 ? 1 : 0;
    tell("ids", header[first], ids);
    tell("operations", header[first + 1], records());
  }

  private void tell(String what, long announced, long found) {
    if (announced != found && !truncated()) {
      note(
          String.format(
              "the header announces %s %s, the trace has %s",
              Long.toUnsignedString(announced), what, Long.toUnsignedString(found)));
    }
  }
}
