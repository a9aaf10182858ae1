package org.alloracle.trace;

import static org.alloracle.trace.Logs.problem;
import static org.alloracle.trace.Logs.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MtlogReaderTest {
  private static final int NO = Event.UNKNOWN;

  @Test
  void everyCall() throws TraceException {
    Logs.Log log =
        read(
            """
            1 m a = 556a25cef2a0 18
            2 c 3 7 = 1000 18
            3 r 556a25cef2a0 64 = 2000 68
            4 a 40 64 = 3000 68
            5 f 1000
            """);
    assertEquals(
        List.of(
            Event.allocate(1, 1, 0x556a25cef2a0L, 10, 0x18, NO),
            Event.allocate(2, 2, 0x1000, 21, 0x18, NO),
            Event.reallocate(3, 3, 0x556a25cef2a0L, 0x2000, 0x64, 0x68),
            Event.allocate(4, 4, 0x3000, 0x64, 0x68, 0x40),
            Event.free(5, 5, 0x1000)),
        log.events());
    assertEquals(Format.MTLOG, log.format());
    assertEquals(5, log.records());
    assertFalse(log.truncated());
    assertTrue(log.complete());
  }

  @Test
  void failureAndNull() throws TraceException {
    assertEquals(
        List.of(
            Event.allocate(1, 1, 0, Long.MAX_VALUE, NO, NO),
            Event.reallocate(2, 1, 0, 0x10, 8, 8),
            Event.reallocate(3, 1, 0x10, 0, 0, NO),
            Event.reallocate(4, 1, 0x20, 0, 16, NO),
            Event.free(5, 1, 0)),
        read("1 m 7fffffffffffffff = 0 0\n1 r 0 8 = 10 8\n1 r 10 0 = 0 0\n1 r 20 10 = 0 0\n1 f 0\n")
            .events());
  }

  @Test
  void numbersAreUnsignedAndOfAnyCaseAndWidth() throws TraceException {
    Event event =
        read("1 m FFFFFFFFFFFFFFFF = 0000ffffffffffff0000 ffffffffffffff00\n").events().get(0);
    assertEquals(-1L, event.size());
    assertEquals(0xffffffffffff0000L, event.block());
    assertEquals(-256L, event.usable());
  }

  @ParameterizedTest
  @CsvSource({
    "0, ffffffffffffffff, 0",
    "ffffffffffffffff, 1, -1",
    "10, 1000000000000000, 9223372036854775807",
    "8, 1000000000000000, -9223372036854775808",
    "100000000, ffffffff, -4294967296",
    "100000000, 100000000, 9223372036854775807",
    "ffffffffffffffff, ffffffffffffffff, 9223372036854775807"
  })
  void callocMultiplies(String count, String size, long product) throws TraceException {
    assertEquals(product, read("1 c " + count + " " + size + " = 0 0\n").events().get(0).size());
  }

  @Test
  void blankLinesAndCarriageReturnsMeanNothing() throws TraceException {
    Logs.Log log = read("\r\n1 m 1 = 10 8\r\n\n  \n1 f 10 \r\n\n");
    assertEquals(2, log.records());
    assertEquals(5, log.events().get(1).line());
  }

  /** Each is a whole log of a program that was killed while it wrote its last line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1 ",
        "1 m",
        "1 m ",
        "1 m 2",
        "1 m 20 ",
        "1 m 20 =",
        "1 m 20 = ",
        "1 m 20 = 1010",
        "1 m 20 = 1010 ",
        "1 m 20 = 1010 2",
        "1 c 2",
        "1 c 2 20 = 1010 2",
        "1 f",
        "1 f 10",
        "1 f 100",
        "1 r 1000 20",
        "1 r 1000 20 = 1010 1"
      })
  void lastLineCutShort(String tail) throws TraceException {
    Logs.Log log = read("1 m 20 = 1000 28\n" + tail);
    assertTrue(log.truncated());
    assertEquals(1, log.records());
    assertEquals(1, log.events().size());
  }

  /** Only its line feed is missing: what stands there cannot be the beginning of more. */
  @ParameterizedTest
  @ValueSource(strings = {"1 f 1000", "1 m 20 = 1020 28", "1 m 20 = 0 0", "1 r 1000 0 = 0 0"})
  void lastLineWithoutLineFeed(String tail) throws TraceException {
    Logs.Log log = read("1 m 20 = 1000 28\n" + tail);
    assertFalse(log.truncated());
    assertEquals(2, log.events().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 x 5 = 10 8 | the call is none of m, c, r, a, f",
        "1 mm 5 = 10 8 | a space is missing",
        "1  m 5 = 10 8 | the call is none of",
        "-1 m 5 = 10 8 | the thread is negative",
        "x m 5 = 10 8 | the thread is missing",
        "2147483648 m 5 = 10 8 | the thread does not fit in 31 bits",
        "99999999999999999999 m 5 = 10 8 | the thread does not fit in 64 bits",
        "1 m -5 = 10 8 | the size is negative",
        "1 m 10000000000000000 = 10 8 | the size does not fit in 64 bits",
        "1 m 5 10 8 | '=' is missing",
        "1 m 5 = 10 | a space is missing",
        "1 m 5 = 10 8 8 | unexpected text after the record",
        "1 m 5 = 0x10 8 | a space is missing",
        "1 m 5 = 10 -8 | the usable size is negative",
        "1 m 5 = -10 8 | the address is negative",
        "1 c 5 = 10 8 | the size is missing",
        "1 c -5 5 = 10 8 | the number of elements is negative",
        "1 a 5 = 10 8 | the size is missing",
        "1 r g 5 = 10 8 | the old address is missing",
        "1 f | a space is missing",
        "1 f fffffffffffffffff | the address does not fit in 64 bits",
        "1 f 10 11 | unexpected text after the record",
        "garbage | the thread is missing",
        "= Start | the thread is missing"
      })
  void garbage(String line, String problem) {
    String message = problem("1 m 8 = 10 8\n1 f 10\n" + line + "\n1 m 8 = 10 8\n");
    assertTrue(message.startsWith("log:3: " + problem), message);
  }

  @Test
  void garbageInALineWithoutLineFeedIsStillGarbage() {
    assertEquals(
        "log:2: the call is none of m, c, r, a, f: \"1 q 5\"", problem("1 m 8 = 10 8\n1 q 5"));
    assertTrue(problem("1 m 8 = 10 8\nhello").startsWith("log:2: the thread is missing"));
  }
}
