package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.alloracle.oracle.Violation.Kind;
import org.alloracle.trace.Format;
import org.alloracle.trace.TraceReader;
import org.alloracle.trace.Traces;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real programs, where their traces are at hand: property {@code alloracle.shared}. */
@EnabledIf("atHand")
final class SharedTracesTest {
  private static final Path TRACES =
      Path.of(System.getProperty("alloracle.shared", "../shared"), "traces");

  static boolean atHand() {
    return TRACES.toFile().isDirectory();
  }

  private static Verdict check(String name, CheckOptions options) throws IOException {
    return check(name, null, options);
  }

  private static Verdict check(String name, @Nullable Format format, CheckOptions options)
      throws IOException {
    try (TraceReader reader = Traces.open(TRACES.resolve(name), format)) {
      return TraceChecker.check(reader, options);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls.mtrace.xz",
        "cc1-c.mtrace.xz",
        "sqlite.mtrace.xz",
        "sqlite.mtlog.xz",
        "perl.mtlog.xz",
        "python-threads.mtlog.xz",
        "perl.valgrind.xz",
        "cpp.valgrind.xz",
        "t1-allops.mtrace",
        "wee_alloc/cpp-demangle.trace",
        "wee_alloc/dogfood.trace",
        "wee_alloc/ffmpeg.trace",
        "wee_alloc/find.trace",
        "wee_alloc/gcc-hello.trace",
        "wee_alloc/grep-random-data.trace",
        "wee_alloc/grep-recursive.trace",
        "wee_alloc/ls.trace",
        "wee_alloc/source-map.trace"
      })
  void clean(String name) throws IOException {
    Verdict verdict = check(name, CheckOptions.DEFAULT);
    assertEquals(List.of(), verdict.violations());
    assertTrue(verdict.events() > 0);
    assertTrue(check(name, CheckOptions.DEFAULT.withUnordered(1 << 18)).isClean());
  }

  @Test
  void oneBlockThatTheLoggerDidNotSee() throws IOException {
    Verdict verdict = check("t1-allops.mtlog", CheckOptions.DEFAULT);
    assertEquals(
        List.of(Kind.UNKNOWN_FREE), verdict.violations().stream().map(Violation::kind).toList());
    assertEquals(25, verdict.violations().get(0).line());
  }

  @Test
  void twoFreesLoggedLate() throws IOException {
    String name = "race4-misordered.mtrace.xz";
    Verdict ordered = check(name, CheckOptions.DEFAULT);
    assertEquals(
        List.of(32476L, 94627L), ordered.violations().stream().map(Violation::line).toList());
    Verdict unordered = check(name, CheckOptions.DEFAULT.withUnordered(CheckOptions.USUAL_WINDOW));
    assertTrue(unordered.isClean());
    assertEquals(2, unordered.misorderingCount());
    assertEquals(
        List.of(58231L, 107185L),
        unordered.misorderings().stream().map(Verdict.Misordering::line).toList());
  }
}
