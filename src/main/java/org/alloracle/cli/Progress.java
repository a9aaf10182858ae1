package org.alloracle.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.alloracle.trace.TraceReader;

/** A progress bar on the terminal for files that take more than a moment; silent elsewhere. */
final class Progress implements AutoCloseable {
  private static final int EVERY_EVENTS = 1 << 16;
  private static final long LONG_FILE_BYTES = 4L << 20;
  private static final int WIDTH = 30;

  private final PrintStream terminal;
  private final TraceReader reader;
  private final long total;
  private final boolean shown;
  private boolean drawn;
  private long events;

  Progress(Path file, TraceReader reader) throws IOException {
    this.terminal = System.err;
    this.reader = reader;
    this.total = Files.size(file);
    this.shown = total >= LONG_FILE_BYTES && onTerminal();
  }

  /** Counts one event. */
  void step() {
    if ((++events & (EVERY_EVENTS - 1)) == 0 && shown) {
      draw();
    }
  }

  private void draw() {
    drawn = true;
    double done = Math.min(1.0, (double) reader.bytesRead() / total);
    int full = (int) (done * WIDTH);
    terminal.printf(
        "\r[%s%s] %3.0f %%  %,d events",
        "#".repeat(full), " ".repeat(WIDTH - full), 100 * done, events);
    terminal.flush();
  }

  @Override
  public void close() {
    clear();
  }

  /** Takes the bar away, so that a report can be printed. */
  void clear() {
    if (drawn) {
      drawn = false;
      terminal.print("\r" + " ".repeat(WIDTH + 40) + "\r");
      terminal.flush();
    }
  }

  /** Since JDK 22 a console exists without a terminal too, and says which with isTerminal(). */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
