package org.alloracle.trace;

import java.io.IOException;
import java.io.Writer;

/** Writes {@link Format#MTLOG}. */
final class MtlogWriter implements TraceWriter {
  private final Writer out;
  private final StringBuilder line = new StringBuilder();

  MtlogWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(Event event) throws IOException {
    line.setLength(0);
    line.append(event.thread() == Event.UNKNOWN ? 1 : event.thread());
    switch (event.kind()) {
      case FREE -> line.append(" f").append(hex(event.old()));
      case REALLOCATE -> result(line.append(" r").append(hex(event.old())), event);
      case ALLOCATE -> {
        if (event.alignment() == Event.UNKNOWN) {
          result(line.append(" m"), event);
        } else {
          result(line.append(" a").append(hex(event.alignment())), event);
        }
      }
    }
    out.append(line.append('\n'));
  }

  private static void result(StringBuilder line, Event event) {
    long usable = event.usable() == Event.UNKNOWN ? event.size() : event.usable();
    line.append(hex(event.size())).append(" =").append(hex(event.block()));
    line.append(hex(event.block() == Event.NULL ? 0 : usable));
  }

  private static String hex(long number) {
    return " " + Long.toHexString(number);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
