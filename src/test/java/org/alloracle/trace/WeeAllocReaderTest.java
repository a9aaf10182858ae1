package org.alloracle.trace;

import static org.alloracle.trace.Logs.allocated;
import static org.alloracle.trace.Logs.freed;
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

final class WeeAllocReaderTest {
  @Test
  void blocksAreNumberedFromOne() throws TraceException {
    Logs.Log log = read("Alloc(552),\nAlloc(0),\nFree(1),\nAlloc(3)\n\nFree(0),\r\nFree(2)");
    assertEquals(
        List.of(
            allocated(1, 1, 552),
            allocated(2, 2, 0),
            freed(3, 2),
            allocated(4, 3, 3),
            freed(6, 1),
            freed(7, 3)),
        log.events());
    assertEquals(Format.WEE_ALLOC, log.format());
    assertEquals(6, log.records());
    assertFalse(log.truncated());
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "Allo", "Alloc", "Alloc(", "Alloc(5", "F", "Free(", "Free(0"})
  void lastLineCutShort(String tail) throws TraceException {
    Logs.Log log = read("Alloc(1),\n" + tail);
    assertTrue(log.truncated());
    assertEquals(1, log.records());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Allocate(5), | neither Alloc(SIZE) nor Free(INDEX)",
        "garbage | neither Alloc(SIZE) nor Free(INDEX)",
        "Alloc(-5), | the size is negative",
        "Alloc(), | the size is missing",
        "Alloc(0x5), | ')' is missing",
        "Alloc(18446744073709551616), | the size does not fit in 64 bits",
        "Free(18446744073709551615), | the index does not fit in 64 bits",
        "Free(-1), | the index is negative",
        "Free(0,) | ')' is missing",
        "'Free(0), Free(1),' | unexpected text after the record"
      })
  void garbage(String line, String problem) {
    String message = problem("Alloc(1),\n" + line + "\nFree(0),\n");
    assertTrue(message.startsWith("log:2: " + problem), message);
  }
}
