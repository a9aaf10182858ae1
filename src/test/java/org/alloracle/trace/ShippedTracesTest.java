package org.alloracle.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The traces in this repository, whose records were counted by other means. */
final class ShippedTracesTest {
  private static final Path TRACES = Path.of("src/test/resources/traces");
  private static final Path EXAMPLES = Path.of("examples/traces");

  @ParameterizedTest
  @CsvSource({
    "examples/traces/git-grep.mtlog, MTLOG, 1494, 1494",
    "src/test/resources/traces/calls.mtlog, MTLOG, 56, 56",
    "src/test/resources/traces/calls.mtrace, MTRACE, 60, 55",
    "src/test/resources/traces/calls.valgrind, VALGRIND, 153, 153",
    "src/test/resources/traces/grep.valgrind, VALGRIND, 838, 838",
    "src/test/resources/traces/ls.mtrace, MTRACE, 645, 644",
    "src/test/resources/traces/sqlite-query.mtlog.xz, MTLOG, 1750, 1750",
    "src/test/resources/traces/sqlite-query.rep, MALLOC_LAB, 1750, 1750",
    "src/test/resources/traces/sqlite-query.trace, WEE_ALLOC, 1769, 1769"
  })
  void areRead(String file, Format format, long records, int events) throws TraceException {
    Logs.Log log = Logs.read(Path.of(file));
    assertEquals(format, log.format());
    assertEquals(records, log.records());
    assertEquals(events, log.events().size());
    assertFalse(log.truncated());
  }

  @Test
  void oneProgramInTwoLogsMakesTheSameRequests() throws TraceException {
    // glibc's log lacks the requests that fail before they are tried, and calls by the loader
    List<Long> asked = sizes("calls.mtlog");
    for (long size : sizes("calls.mtrace")) {
      if (size != 0x130) {
        assertEquals(true, asked.remove(size), () -> "no request of " + size);
      }
    }
  }

  private static List<Long> sizes(String file) throws TraceException {
    return new ArrayList<>(
        Logs.read(TRACES.resolve(file)).events().stream()
            .filter(e -> e.kind() != Event.Kind.FREE)
            .filter(e -> e.size() != 0)
            .map(Event::size)
            .toList());
  }

  @Test
  void areSmallAndTellNothingOfTheirMachine() throws IOException {
    long total = 0;
    for (Path folder : List.of(TRACES, EXAMPLES)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          total += Files.size(file);
          String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          for (String place : List.of("/root", "/home", "/tmp", "/work")) {
            assertFalse(text.contains(place), () -> file + " names " + place);
          }
        }
      }
    }
    assertEquals(true, total < 300_000, "bytes in all: " + total);
  }
}
