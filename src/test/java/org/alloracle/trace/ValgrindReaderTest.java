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

final class ValgrindReaderTest {
  private static final String PREAMBLE =
      """
      ==7== Memcheck, a memory error detector
      ==7== Command: ./a
      ==7==\s
      """;

  private static Logs.Log calls(String... messages) throws TraceException {
    return read("--7-- " + String.join("\n--7-- ", messages) + "\n");
  }

  @Test
  void plainCalls() throws TraceException {
    Logs.Log log =
        read(
            PREAMBLE
                + """
                --7-- malloc(10) = 0x4B60AD0
                --7-- calloc(3,7) = 0x4B60B00
                --7-- realloc(0x4B60AD0,100) = 0x4B60C00
                --7-- free(0x4B60B00)
                --7-- free(0x0)
                --7-- malloc(0) = 0x4B60D00
                ==7==\s
                ==7== HEAP SUMMARY:
                """);
    assertEquals(
        List.of(
            allocated(4, 0x4B60AD0, 10),
            allocated(5, 0x4B60B00, 21),
            reallocated(6, 0x4B60AD0, 0x4B60C00, 100),
            freed(7, 0x4B60B00),
            freed(8, 0),
            allocated(9, 0x4B60D00, 0)),
        log.events());
    assertEquals(Format.VALGRIND, log.format());
    assertEquals(6, log.records());
    assertFalse(log.truncated());
    assertTrue(log.complete());
    assertEquals(List.of(), log.notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "malloc(5) | 5 | -1",
        "_Znwm(5) | 5 | -1",
        "_Znam(5) | 5 | -1",
        "_Znwj(5) | 5 | -1",
        "_ZnwmRKSt9nothrow_t(5) | 5 | -1",
        "_ZnamRKStNnothrow_t(5) | 5 | -1",
        "_ZnwmSt11align_val_t(size 128, al 64) | 128 | 64",
        "_ZnamSt11align_val_tRKSt9nothrow_t(size 384, al 64) | 384 | 64",
        "memalign(al 64, size 128) | 128 | 64",
        "memalign(alignment 64, size 128) | 128 | 64",
        "aligned_alloc(al 64, size 128) | 128 | 64",
        "posix_memalign(al 64, size 128) | 128 | 64",
        "__builtin_new(5) | 5 | -1",
        "__builtin_vec_new(5) | 5 | -1",
        "malloc(18446744073709551615) | -1 | -1"
      })
  void births(String call, long size, long alignment) throws TraceException {
    assertEquals(
        List.of(Event.allocate(1, Event.UNKNOWN, 0x4000, size, Event.UNKNOWN, alignment)),
        calls(call + " = 0x4000").events());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "free",
        "cfree",
        "_ZdlPv",
        "_ZdaPv",
        "_ZdlPvm",
        "_ZdaPvm",
        "_ZdlPvSt11align_val_t",
        "_ZdlPvmSt11align_val_t",
        "_ZdaPvSt11align_val_tRKSt9nothrow_t",
        "__builtin_delete",
        "__builtin_vec_delete"
      })
  void frees(String name) throws TraceException {
    assertEquals(List.of(freed(1, 0x4000)), calls(name + "(0x4000)").events());
  }

  @Test
  void reallocMadeOfMallocIsOneRecord() throws TraceException {
    Logs.Log log = calls("realloc(0x0,16)malloc(16) = 0x4000");
    assertEquals(List.of(reallocated(1, 0, 0x4000, 16)), log.events());
    assertEquals(1, log.records());
  }

  @Test
  void reallocMadeOfFreeIsOneRecord() throws TraceException {
    Logs.Log log = calls("realloc(0x4000,0)free(0x4000)", " = 0", "malloc(1) = 0x5000");
    assertEquals(List.of(reallocated(1, 0x4000, 0, 0), allocated(3, 0x5000, 1)), log.events());
    assertEquals(2, log.records());
    assertFalse(log.truncated());
    assertFalse(calls("realloc(0x4000,0)free(0x4000)").truncated());
  }

  @Test
  void failedCalls() throws TraceException {
    assertEquals(
        List.of(allocated(1, 0, 99), reallocated(2, 0x4000, 0, 99)),
        calls("malloc(99) = 0x0", "realloc(0x4000,99) = 0x0").events());
  }

  @Test
  void aComplaintBetweenACallAndItsResult() throws TraceException {
    Logs.Log log =
        read(
            """
            --7-- malloc(18446744073709551615)Argument 'size' of function malloc has a fishy value: -1
            ==7==    at 0x48417B4: malloc (in /usr/libexec/valgrind/x.so)
            ==7==\s
            --7--  = 0x0
            """);
    assertEquals(List.of(allocated(4, 0, -1)), log.events());
  }

  @Test
  void aProductThatOverflowsPrintsNoResult() throws TraceException {
    Logs.Log log = calls("calloc(1099511627776,1099511627776)malloc(32) = 0x4000");
    assertEquals(List.of(allocated(1, 0, Long.MAX_VALUE), allocated(1, 0x4000, 32)), log.events());
    assertEquals(2, log.records());
    assertEquals(
        List.of(reallocated(1, 0x4000, 0, Long.MAX_VALUE), freed(1, 0x5000)),
        calls("reallocarray(0x4000,1099511627776,1099511627776)free(0x5000)").events());
  }

  @Test
  void reallocarrayPrintsItsResultTwice() throws TraceException {
    Logs.Log log = calls("reallocarray(0x4000,3,5) = 0x5000", " = 0x5000", "free(0x5000)");
    assertEquals(List.of(reallocated(1, 0x4000, 0x5000, 15), freed(3, 0x5000)), log.events());
    assertEquals(2, calls("reallocf(0x4000,3) = 0x5000", " = 0x5000", "free(0x5000)").records());
    assertEquals(2, calls("reallocarray(0x4000,3,5) = 0x5000", "malloc(1) = 0x6000").records());
  }

  @Test
  void callsOfTwoThreadsInterleaved() throws TraceException {
    assertEquals(
        List.of(allocated(1, 0xA000, 20), allocated(2, 0xB000, 10)),
        calls("malloc(10)malloc(20) = 0xA000", " = 0xB000").events());
    assertEquals(
        List.of(freed(1, 0xC000), allocated(2, 0xB000, 10)),
        calls("malloc(10)free(0xC000)", " = 0xB000").events());
    assertEquals(
        List.of(allocated(1, 0xA000, 17), reallocated(2, 0, 0xB000, 16)),
        calls("realloc(0x0,16)malloc(17) = 0xA000", " = 0xB000").events());
  }

  @Test
  void callsThatSayNothingOfTheHeap() throws TraceException {
    Logs.Log log =
        calls(
            "malloc(5) = 0x4000",
            "malloc_usable_size(0x4000) = 5",
            "malloc_usable_size(0x0)free(0x4000)",
            "mallinfo()");
    assertEquals(List.of(allocated(1, 0x4000, 5), freed(3, 0x4000)), log.events());
    assertEquals(2, log.records());
  }

  @Test
  void blocksWhoseAddressIsNotPrinted() throws TraceException {
    Logs.Log log =
        calls(
            "posix_memalign(al 64, size 100)",
            "aligned_alloc(al 64, size 128)malloc(1) = 0x5000",
            "free(0x4000)");
    assertEquals(List.of(allocated(2, 0x5000, 1), freed(3, 0x4000)), log.events());
    assertEquals(4, log.records());
    assertFalse(log.complete());
    assertEquals(List.of("2 aligned blocks have no address in valgrind's log"), log.notes());
    assertFalse(log.truncated());
  }

  @Test
  void whatValgrindSaysOtherwiseIsPassedOver() throws TraceException {
    assertEquals(
        List.of(allocated(11, 0x4000, 5)),
        read("""
                ==7== Memcheck, a memory error detector
                --7--\s
                --7-- Valgrind options:
                --7--    --trace-malloc=yes
                --7-- REDIR: 0x4023aa0 (ld-linux-x86-64.so.2:strlen) redirected to 0x580bb0e2 (???)
                --7--     old: 0x04023aa0 (strlen              ) R-> (0000.0) 0x580bb0e2 ???
                **7** Program aborting because of call to pvalloc
                ==7== Invalid free() / delete / delete[] / realloc()
                ==7==    at 0x484417B: free (in /usr/libexec/valgrind/x.so)

                --7-- malloc(5) = 0x4000
                """)
            .events());
  }

  @Test
  void timeStamps() throws TraceException {
    assertEquals(
        List.of(allocated(2, 0x4000, 5)),
        read("==00:00:00:00.000 7== Memcheck\n--00:00:00:01.123 7-- malloc(5) = 0x4000\n")
            .events());
  }

  @Test
  void linesOfOtherProcessesAreNoted() throws TraceException {
    Logs.Log log =
        read("--7-- malloc(5) = 0x4000\n--8-- free(0x4000)\n==8== bye\n--7-- free(0x4000)\n");
    assertEquals(List.of(allocated(1, 0x4000, 5), freed(4, 0x4000)), log.events());
    assertEquals(List.of("1 lines of other processes than 7 were passed over"), log.notes());
  }

  @Test
  void aProcessThatBecomesAnotherProgram() {
    assertTrue(
        problem(PREAMBLE + "--7-- malloc(5) = 0x4000\n" + PREAMBLE)
            .startsWith("log:6: the process begins another program here"));
  }

  @Test
  void valgrindsLastWordsHaveNoPrefix() throws TraceException {
    Logs.Log log =
        read("--7-- malloc(5) = 0x4000\nvalgrind: m_mallocfree.c:303\nhost stacktrace:\n");
    assertEquals(1, log.records());
    assertEquals(List.of("valgrind itself failed at the end"), log.notes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-",
        "--",
        "--7",
        "--7-",
        "--7-- mal",
        "--7-- malloc",
        "--7-- malloc(",
        "--7-- malloc(1",
        "--7-- malloc(1)",
        "--7-- malloc(1) ",
        "--7-- malloc(1) =",
        "--7-- malloc(1) = ",
        "--7-- malloc(1) = 0",
        "--7-- malloc(1) = 0x",
        "--7-- malloc(1) = 0x400",
        "--7-- calloc(1,",
        "--7-- free(0x4000",
        "--7-- realloc(0x0,16)malloc(16)",
        "--7-- memalign(al 6",
        "--7-- malloc(1)\n"
      })
  void lastLineCutShort(String tail) throws TraceException {
    Logs.Log log = read("--7-- malloc(5) = 0x4000\n" + tail);
    assertTrue(log.truncated());
    assertEquals(List.of(allocated(1, 0x4000, 5)), log.events());
  }

  @ParameterizedTest
  @ValueSource(strings = {"free(0x4000)", "malloc(1) = 0x5000", "malloc(1) = 0x0"})
  void lastLineWithoutLineFeed(String tail) throws TraceException {
    Logs.Log log = read("--7-- malloc(5) = 0x4000\n--7-- " + tail);
    assertFalse(log.truncated());
    assertEquals(2, log.events().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "garbage | not a line of valgrind's",
        "1 m 5 = 10 8 | not a line of valgrind's",
        "-7- malloc(5) = 0x1 | not a line of valgrind's",
        "--x-- malloc(5) = 0x1 | not a line of valgrind's",
        "---- malloc(5) = 0x1 | not a line of valgrind's",
        "--7-- malloc(-5) = 0x1 | an argument is negative",
        "--7-- malloc(x) = 0x1 | an argument is missing",
        "--7-- malloc() = 0x1 | an argument is missing",
        "--7-- malloc(5,6) = 0x1 | too many arguments",
        "--7-- calloc(5) = 0x1 | too few arguments",
        "--7-- malloc(18446744073709551616) = 0x1 | an argument does not fit in 64 bits",
        "--7-- free(0x11111111111111111) | an address does not fit in 64 bits",
        "--7-- free(0x1 | ')' is missing",
        "--7-- malloc(5) = 0x11111111111111111 | the result does not fit in 64 bits",
        "--7-- malloc(5) = | the result is missing",
        "--7-- malloc(5) = x | the result is missing",
        "--7-- malloc(5) = -1 | the result is negative",
        "--7-- malloc(5) = 0x1 x | unexpected text after the result",
        "--7--  = 0x1 | a result without its call",
        "--7-- frobnicate(5) = 0x1 | an unknown call"
      })
  void garbage(String line, String problem) {
    String message = problem("--7-- malloc(5) = 0x4000\n" + line + "\n--7-- free(0x4000)\n");
    assertTrue(message.startsWith("log:2: " + problem), message);
  }

  @Test
  void endlessCalls() {
    assertTrue(problem("--7-- malloc(1)\n".repeat(4097)).startsWith("log:4097: more than 4096"));
  }

  @Test
  void aLogWithoutTheOption() {
    assertEquals(
        "log: no calls in this valgrind log: run valgrind with --trace-malloc=yes",
        problem(PREAMBLE + "==7== HEAP SUMMARY:\n"));
  }
}
