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
import org.junit.jupiter.params.provider.ValueSource;

final class MtraceReaderTest {
  @Test
  void everyLine() throws TraceException {
    Logs.Log log =
        read(
            """
            = Start
            @ ./t1:[0x124d] + 0x5623b81cc2a0 0xa
            @ /lib/libc.so.6:(__strdup+1a)[0x9e9aa] + 0x5623b81cc4a0 0
            @ ./t1:[0x1275] < 0x5623b81cc2a0
            @ ./t1:[0x1275] > 0x5623b81cc4c0 0x64
            @ ./t1:[0x129f] - 0x5623b81cc4a0
            @ ./t1:[0x1385] + (nil) 0x7fffffffffffffff
            @ ./t1:[0x1385] ! 0x5623b81cc4c0 0x7fffffffffffffff
            @ ./t1:[0x1385] ! (nil) 0x10
            @ [0x401136] - 0x5623b81cc4c0
            + 0x10 0x20
            - 0x10
            = End
            """);
    assertEquals(
        List.of(
            allocated(2, 0x5623b81cc2a0L, 10),
            allocated(3, 0x5623b81cc4a0L, 0),
            reallocated(5, 0x5623b81cc2a0L, 0x5623b81cc4c0L, 0x64),
            freed(6, 0x5623b81cc4a0L),
            allocated(7, 0, Long.MAX_VALUE),
            reallocated(8, 0x5623b81cc4c0L, 0, Long.MAX_VALUE),
            reallocated(9, 0, 0, 16),
            freed(10, 0x5623b81cc4c0L),
            allocated(11, 16, 32),
            freed(12, 16)),
        log.events());
    assertEquals(Format.MTRACE, log.format());
    assertEquals(11, log.records());
    assertFalse(log.truncated());
    assertFalse(log.complete());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@ /opt/my programs/a b:[0x1] + 0x10 0x8",
        "@ /opt/odd - 0x99 name:(f+1)[0x1] + 0x10 0x8",
        "@ /opt/+ 0x1 0x2:[0x1] + 0x10 0x8",
        "@ /opt/\u00fc\u00df:[0x1] + 0x10 0x8",
        "@ [0x1] + 0x0000000000000010 0x00000000000000000008",
        "@ a:(_ZN1A1fEi+3)[0x1] + 0x10 0x8  \r"
      })
  void callersMayHoldAnything(String line) throws TraceException {
    Logs.Log log = read(line + "\n@ x:[0x2] - 0x10\n");
    assertEquals(List.of(allocated(1, 16, 8), freed(2, 16)), log.events());
  }

  @Test
  void addressesOfAnyWidth() throws TraceException {
    assertEquals(
        List.of(allocated(1, 1, 1), freed(2, 0xffffffffffffffffL)),
        read("@ a + 0x1 0x1\n@ a - 0xffffffffffffffff\n").events());
  }

  @Test
  void otherLinesBetweenTheHalvesOfARealloc() throws TraceException {
    assertEquals(
        List.of(allocated(2, 0x20, 1), reallocated(3, 0x10, 0x30, 2)),
        read("@ a:[0x1] < 0x10\n@ b:[0x2] + 0x20 0x1\n@ a:[0x1] > 0x30 0x2\n").events());
  }

  @Test
  void severalReallocsAtOnceAreToldApartByTheirCaller() throws TraceException {
    assertEquals(
        List.of(reallocated(3, 0x10, 0x30, 1), reallocated(4, 0x20, 0x40, 2)),
        read("@ a:[0x1] < 0x10\n@ b:[0x2] < 0x20\n@ a:[0x1] > 0x30 0x1\n@ b:[0x2] > 0x40 0x2\n")
            .events());
  }

  @Test
  void reallocWithoutItsSecondHalf() throws TraceException {
    Logs.Log log = read("= Start\n@ a + 0x10 0x1\n@ a < 0x10\n");
    assertTrue(log.truncated());
    assertEquals(2, log.records());
    assertEquals(1, log.events().size());
    assertTrue(read("@ a + 0x10 0x1\n@ a < 0x10\n@ a > 0x1").truncated());
    assertEquals(
        "log:1: a realloc begins here ('<') that never ends ('>')",
        problem("@ a < 0x10\n@ a + 0x20 0x1\n"));
    assertEquals(
        "log:1: a realloc ends here ('>') that never began ('<'): \"@ a > 0x10 0x1\"",
        problem("@ a > 0x10 0x1\n"));
    assertTrue(problem("@ a < 0x10\n".repeat(65)).startsWith("log:65: more than 64 reallocs"));
  }

  @Test
  void aLogOfNothing() throws TraceException {
    assertEquals(0, read("= Start\n").records());
    assertEquals(0, read("= Start\n= End\n").records());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@",
        "@ ",
        "@ /lib",
        "@ /lib/x y:[0x1]",
        "@ a:[0x1] ",
        "@ a:[0x1] +",
        "@ a:[0x1] + ",
        "@ a:[0x1] + 0",
        "@ a:[0x1] + 0x",
        "@ a:[0x1] + 0x2000",
        "@ a:[0x1] + 0x2000 ",
        "@ a:[0x1] + 0x2000 0x",
        "@ a:[0x1] + (ni",
        "@ a:[0x1] -",
        "@ a:[0x1] - 0x1",
        "@ a:[0x1] - 0x100",
        "@ a:[0x1] < 0x10",
        "= E",
        "="
      })
  void lastLineCutShort(String tail) throws TraceException {
    Logs.Log log = read("@ a:[0x1] + 0x1000 0x8\n" + tail);
    assertTrue(log.truncated());
    assertEquals(1, log.records());
    assertEquals(List.of(allocated(1, 0x1000, 8)), log.events());
  }

  @Test
  void lastLineWithoutLineFeed() throws TraceException {
    Logs.Log log = read("@ a + 0x1000 0x8\n@ a - 0x1000");
    assertFalse(log.truncated());
    assertEquals(2, log.events().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "@ a",
        "@ a + 0x10",
        "@ a + 0x10 8",
        "@ a + 10 0x8",
        "@ a - 0x10 0x8",
        "@ a ! 0x10",
        "@ a > 0x10",
        "@ a * 0x10 0x8",
        "@ a + -0x10 0x8",
        "@ a + 0x10 -8",
        "@ a +  0x10 0x8",
        "a + 0x10 0x8",
        "@a + 0x10 0x8",
        "@ a+ 0x10 0x8",
        "+0x10 0x8",
        "0x8",
        "0x10 0x8",
        ")",
        "(nil)",
        "x",
        "@ a + nil) 0x8",
        "= Stop",
        "= Start now",
        "= End 5",
        "=",
        "Memory not freed:"
      })
  void garbage(String line) {
    String message = problem("@ a + 0x10 0x8\n" + line + "\n@ a - 0x10\n");
    assertEquals("log:2: not a line of an mtrace log: \"" + line + "\"", message);
  }

  @Test
  void numbersThatDoNotFit() {
    assertTrue(
        problem("@ a + 0x1 0x10000000000000000\n").startsWith("log:1: a number does not fit"));
    assertTrue(problem("@ a - 0xfffffffffffffffff\n").startsWith("log:1: a number does not fit"));
  }

  @Test
  void twoLogsInOne() {
    assertEquals(
        "log:3: a second log begins here: check each log by itself: \"= Start\"",
        problem("= Start\n= End\n= Start\n"));
    assertTrue(problem("@ a + 0x10 0x8\n= Start\n").startsWith("log:2: a second log"));
  }
}
