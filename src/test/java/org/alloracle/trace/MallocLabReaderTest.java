package org.alloracle.trace;

import static org.alloracle.trace.Logs.allocated;
import static org.alloracle.trace.Logs.freed;
import static org.alloracle.trace.Logs.problem;
import static org.alloracle.trace.Logs.read;
import static org.alloracle.trace.Logs.reallocated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MallocLabReaderTest {
  private static final String PORT = "9\n9\n";

  /**
   * Suggested heap size, weight, ids and operations: every edition's header, and one on one line.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "20000\n2\n4\n1\n",
        "1\n2\n4\n0\n",
        "1\n2\n4\n512\n",
        "2\n4\n",
        "20000 2 4 1\n",
        "2 4\n",
        "\n20000\n2\n\n4 1\n\n"
      })
  void editions(String header) throws TraceException {
    Logs.Log log = read(header + "a 0 512\na 1 128\nr 0 640\nf 1\n");
    assertEquals(Format.MALLOC_LAB, log.format());
    assertEquals(4, log.records());
    assertEquals(List.of(), log.notes());
    assertEquals(List.of(512L, 128L, 640L, 0L), log.events().stream().map(Event::size).toList());
  }

  @Test
  void blocksAreTheIdsPlusOne() throws TraceException {
    assertEquals(
        List.of(allocated(3, 1, 512), reallocated(4, 1, 1, 9), freed(5, 1)),
        read("1\n3\na 0 512\nr 0 9\nf 0\n").events());
  }

  @Test
  void freeOfMinusOneIsOfNull() throws TraceException {
    assertEquals(List.of(freed(3, 0)), read("0\n1\nf -1\n").events());
  }

  @Test
  void reallocOfANewIdIsOfNull() throws TraceException {
    assertEquals(
        List.of(reallocated(3, 0, 6, 8), reallocated(4, 6, 6, 9)),
        read(PORT + "r 5 8\nr 5 9\n").events());
  }

  @Test
  void reallocToZeroFrees() throws TraceException {
    assertEquals(
        List.of(
            allocated(3, 1, 8),
            reallocated(4, 1, 0, 0),
            freed(5, 0),
            freed(6, 1),
            reallocated(7, 0, 0, 0),
            reallocated(8, 0, 1, 4),
            freed(9, 1)),
        read(PORT + "a 0 8\nr 0 0\nf 0\nf 0\nr 0 0\nr 0 4\nf 0\n").events());
  }

  @Test
  void idsAreReused() throws TraceException {
    assertEquals(
        List.of(
            allocated(3, 1, 8),
            freed(4, 1),
            allocated(5, 1, 9),
            freed(6, 1),
            reallocated(7, 0, 1, 3)),
        read(PORT + "a 0 8\nf 0\na 0 9\nf 0\nr 0 3\n").events());
  }

  @Test
  void aSecondFreeStaysOne() throws TraceException {
    assertEquals(
        List.of(allocated(3, 1, 8), freed(4, 1), freed(5, 1)),
        read(PORT + "a 0 8\nf 0\nf 0\n").events());
  }

  @Test
  void largeSizesAndIds() throws TraceException {
    assertEquals(
        List.of(
            allocated(3, 1, 1L << 56),
            reallocated(4, 0, -1L, 1),
            reallocated(5, -1L, -1L, 2),
            reallocated(6, -1L, 0, 0),
            allocated(7, 3, -1L)),
        read(PORT
                + "a 0 72057594037927936\nr 18446744073709551614 1\nr 18446744073709551614 2\n"
                + "r 18446744073709551614 0\na 2 18446744073709551615\n")
            .events());
  }

  @Test
  void carriageReturnsBlankLinesAndNoFinalLineFeed() throws TraceException {
    Logs.Log log = read("20000\r\n2\r\n3\r\n1\r\na 0 512\r\n\r\n a\t1  128 \r\nf 1");
    assertEquals(List.of(allocated(5, 1, 512), allocated(7, 2, 128), freed(8, 2)), log.events());
    assertEquals(List.of(), log.notes());
    assertFalse(log.truncated());
    assertEquals(List.of(), read("2\n1\na 1 5\n\n\n \r\n").notes());
  }

  @Test
  void wrongCountsAreNotedAndEverythingIsRead() throws TraceException {
    Logs.Log log = read("20000\n1\n2\n1\na 0 1\na 1 1\nf 0\n");
    assertEquals(3, log.records());
    assertEquals(
        List.of(
            "the header announces 1 ids, the trace has 2",
            "the header announces 2 operations, the trace has 3"),
        log.notes());
  }

  @Test
  void aTraceOfNothing() throws TraceException {
    assertEquals(0, read("20000\n0\n0\n1\n").records());
    assertEquals(0, read("0\n0").records());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a ", "a 1", "a 1 ", "r", "r 0 ", "f", "f "})
  void lastLineCutShort(String tail) throws TraceException {
    Logs.Log log = read("2\n2\na 0 1\n" + tail);
    assertTrue(log.truncated());
    assertEquals(1, log.records());
    assertEquals(List.of(), log.notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x 1 2 | the operation is none of a, r, f",
        "5 | the operation is none of a, r, f",
        "garbage | the operation is none of a, r, f",
        "a -1 5 | the id is negative",
        "r -1 5 | the id is negative",
        "f -2 | the id is negative",
        "f -12 | unexpected text after the record",
        "a 1 -5 | the size is negative",
        "a 1 | a space is missing",
        "a 1 0x5 | unexpected text after the record",
        "a 1 18446744073709551616 | the size does not fit in 64 bits",
        "a 18446744073709551615 1 | the id does not fit in 64 bits",
        "a 1 5 5 | unexpected text after the record",
        "a1 5 | a space is missing",
        "f | a space is missing"
      })
  void garbage(String line, String problem) {
    String message = problem(PORT + "a 0 1\n" + line + "\nf 0\n");
    assertTrue(message.startsWith("log:4: " + problem), message);
  }

  @Test
  void headers() {
    assertTrue(problem("1\na 0 1\n").startsWith("log:2: a header of two or four numbers"));
    assertTrue(problem("1\n2\n3\na 0 1\n").startsWith("log:4: a header of two or four numbers"));
    assertTrue(problem("1\n2\n3\n4\n5\n").startsWith("log:5: a header has two or four numbers"));
    assertTrue(
        problem("a 0 1\n", Format.MALLOC_LAB).startsWith("log:1: a header of two or four numbers"));
    assertTrue(problem("1\n-2\n").startsWith("log:2: the operation is none of"));
    assertTrue(problem("99999999999999999999\n").startsWith("log:1: a number of the header does"));
    assertEquals("log:3: a malloc lab trace ends within its header", problem("1\n2\n3\n"));
  }
}
