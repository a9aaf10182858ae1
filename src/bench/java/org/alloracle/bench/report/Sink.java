package org.alloracle.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines for the reader: to the console and into a file. */
public final class Sink implements AutoCloseable {
  private final PrintStream file;

  /** Begins a file. */
  public Sink(Path file) throws IOException {
    this.file = new PrintStream(Files.newOutputStream(file), true, StandardCharsets.UTF_8);
  }

  /** A line that is kept. */
  public void line(String text) {
    System.out.println(text);
    file.println(text);
  }

  /** A line that only says how far things are. */
  public void progress(String text) {
    System.out.println("  .. " + text);
  }

  /** Writes a data file. */
  public static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
