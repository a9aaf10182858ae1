package org.alloracle.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class TraceWriterTest {
  private static final int NO = Event.UNKNOWN;

  private static String write(Function<Writer, TraceWriter> format, List<Event> events)
      throws IOException {
    StringWriter out = new StringWriter();
    try (TraceWriter writer = format.apply(out)) {
      for (Event event : events) {
        writer.write(event);
      }
    }
    return out.toString();
  }

  @Test
  void mtlog() throws IOException {
    assertEquals(
        """
        2 m a = 1000 18
        1 m a = 2000 a
        3 a 40 64 = 3000 68
        1 m ffffffffffffffff = 0 0
        1 r 1000 20 = 4000 28
        1 r 4000 0 = 0 0
        1 f ffffffffffffff00
        """,
        write(
            TraceWriter::mtlog,
            List.of(
                Event.allocate(1, 2, 0x1000, 10, 0x18, NO),
                Event.allocate(2, NO, 0x2000, 10, NO, NO),
                Event.allocate(3, 3, 0x3000, 0x64, 0x68, 0x40),
                Event.allocate(4, 1, 0, -1, NO, NO),
                Event.reallocate(5, 1, 0x1000, 0x4000, 0x20, 0x28),
                Event.reallocate(6, 1, 0x4000, 0, 0, NO),
                Event.free(7, 1, -256L))));
  }

  @Test
  void mallocLab() throws IOException {
    assertEquals(
        """
        0
        4
        11
        1
        a 0 10
        r 1 18446744073709551615
        r 0 32
        f 1
        f 1
        a 2 5
        f 0
        f -1
        f 2
        a 3 0
        f 3
        """,
        write(
            TraceWriter::mallocLab,
            List.of(
                Logs.allocated(1, 0x1000, 10),
                Logs.reallocated(2, 0, 0x2000, -1),
                Logs.reallocated(3, 0x1000, 0x3000, 32),
                Logs.allocated(4, 0, 99),
                Logs.reallocated(5, 0x3000, 0, 99),
                Logs.freed(6, 0x2000),
                Logs.freed(7, 0x2000),
                Logs.allocated(8, 0x2000, 5),
                Logs.reallocated(9, 0x3000, 0, 0),
                Logs.freed(10, 0),
                Logs.reallocated(11, 0x2000, 0x4000, 0),
                Logs.freed(12, 0x4000))));
  }
}
