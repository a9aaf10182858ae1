package org.alloracle.trace;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads whole logs for tests. */
final class Logs {
  private Logs() {}

  /** All that a reader says of a log. */
  record Log(
      Format format,
      List<Event> events,
      long records,
      boolean truncated,
      boolean complete,
      List<String> notes) {}

  static Log read(String text) throws TraceException {
    return read(text, null);
  }

  static Log read(String text, @Nullable Format forced) throws TraceException {
    return read(bytes(text), forced);
  }

  static Log read(byte[] bytes, @Nullable Format forced) throws TraceException {
    return read(new ByteArrayInputStream(bytes), forced);
  }

  static Log read(InputStream in, @Nullable Format forced) throws TraceException {
    return drain(Traces.open("log", in, forced));
  }

  static Log read(Path file) throws TraceException {
    return drain(Traces.open(file, null));
  }

  /** The message of the exception that reading {@code text} must end in. */
  static String problem(String text) {
    return problem(text, null);
  }

  static String problem(String text, @Nullable Format forced) {
    return String.valueOf(
        assertThrows(TraceException.class, () -> read(text, forced)).getMessage());
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Event allocated(long line, long block, long size) {
    return Event.allocate(line, Event.UNKNOWN, block, size, Event.UNKNOWN, Event.UNKNOWN);
  }

  static Event freed(long line, long old) {
    return Event.free(line, Event.UNKNOWN, old);
  }

  static Event reallocated(long line, long old, long block, long size) {
    return Event.reallocate(line, Event.UNKNOWN, old, block, size, Event.UNKNOWN);
  }

  private static Log drain(TraceReader reader) throws TraceException {
    try (reader) {
      List<Event> events = new ArrayList<>();
      Event event;
      while ((event = reader.next()) != null) {
        events.add(event);
      }
      return new Log(
          reader.format(),
          events,
          reader.records(),
          reader.truncated(),
          reader.complete(),
          reader.notes());
    } catch (TraceException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
