package org.alloracle.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The larger traces that are not in the repository, where they lie beside it. */
final class SharedTracesTest {
  private static final Path TRACES =
      Path.of(System.getProperty("alloracle.shared", "../shared"), "traces");

  private static Path trace(String name) {
    Path file = TRACES.resolve(name);
    assumeTrue(
        Files.exists(file),
        () -> "no " + file + ": name the folder by -Dalloracle.shared=FOLDER to check its traces");
    return file;
  }

  /**
   * The numbers of the folder's README, except t1-allops.mtrace: it has 34 lines, two of them
   * marks.
   */
  @ParameterizedTest
  @CsvSource({
    "ls.mtrace.xz, MTRACE, 5217",
    "cc1-c.mtrace.xz, MTRACE, 40910",
    "sqlite.mtrace.xz, MTRACE, 64387",
    "race4-misordered.mtrace.xz, MTRACE, 160004",
    "t1-allops.mtrace, MTRACE, 32",
    "sqlite.mtlog.xz, MTLOG, 64418",
    "perl.mtlog.xz, MTLOG, 60398",
    "python-threads.mtlog.xz, MTLOG, 803051",
    "t1-allops.mtlog, MTLOG, 28",
    "perl.valgrind.xz, VALGRIND, 6299",
    "cpp.valgrind.xz, VALGRIND, 959",
    "wee_alloc/cpp-demangle.trace, WEE_ALLOC, 102",
    "wee_alloc/dogfood.trace, WEE_ALLOC, 46076",
    "wee_alloc/ffmpeg.trace, WEE_ALLOC, 3637",
    "wee_alloc/find.trace, WEE_ALLOC, 1130",
    "wee_alloc/gcc-hello.trace, WEE_ALLOC, 17775",
    "wee_alloc/grep-random-data.trace, WEE_ALLOC, 198",
    "wee_alloc/grep-recursive.trace, WEE_ALLOC, 1276",
    "wee_alloc/ls.trace, WEE_ALLOC, 82",
    "wee_alloc/source-map.trace, WEE_ALLOC, 2402"
  })
  void areRead(String name, Format format, long records) throws Exception {
    try (TraceReader reader = Traces.open(trace(name), null)) {
      while (reader.next() != null) {
        // counts
      }
      assertEquals(format, reader.format());
      assertEquals(records, reader.records());
      assertEquals(false, reader.truncated());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite.ltrace.xz", "git-logp.bpftrace.xz", "README.md"})
  void areRefused(String name) {
    Path file = trace(name);
    assertThrows(TraceException.class, () -> Traces.open(file, null));
  }
}
