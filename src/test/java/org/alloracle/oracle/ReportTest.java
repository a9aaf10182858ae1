package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alloracle.oracle.CheckOptions.Leaks;
import org.alloracle.oracle.Verdict.Peak;
import org.alloracle.oracle.Violation.Kind;
import org.alloracle.trace.Event;
import org.alloracle.trace.Format;
import org.alloracle.trace.TraceReader;
import org.alloracle.trace.Traces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures and their text, where there is nothing to tell and where there is too much. */
final class ReportTest {
  private static TraceChecker checker(CheckOptions options, boolean addressed) {
    return new TraceChecker(options, addressed, () -> true);
  }

  private static Event add(long line, long block, long size) {
    return Event.allocate(line, -1, block, size, Event.UNKNOWN, Event.UNKNOWN);
  }

  @Test
  void nothingToTell() {
    Verdict verdict = checker(CheckOptions.DEFAULT, true).finish();
    assertEquals(
        """
          events: 0 (0 allocations, 0 reallocations, 0 frees)
          peak live bytes: 0
          peak live blocks: 0
          bytes requested: 0
          live at the end: 0 blocks
          violations: 0
        """,
        Report.summary(verdict, Leaks.REPORT));
  }

  @Test
  void whatFollowsIsCountedApart() {
    TraceChecker checker = checker(CheckOptions.DEFAULT.withKept(1).withAlignment(1), true);
    checker.accept(add(1, 64, 64));
    for (int line = 2; line < 5; line++) {
      checker.accept(add(line, 32L + 16L * line, 8));
    }
    assertEquals(4, checker.events());
    assertEquals(1, checker.violationCount());
    Verdict verdict = checker.finish();
    assertEquals(2, verdict.consequenceCount());
    assertEquals(List.of(2L, 3L), verdict.violations().stream().map(Violation::event).toList());
    String text = Report.summary(verdict, Leaks.IGNORE);
    assertEquals("  violations: 1, and 2 that follow\n", text.substring(text.indexOf("  viol")));
    String headline = Report.headline(verdict.violations().get(1));
    assertEquals(" (follows from event 2)", headline.substring(headline.lastIndexOf(" (f")));
    headline = Report.headline(verdict.violations().get(0));
    assertEquals(-1, headline.indexOf("follows"));
    Violation ownEvent =
        new Violation(Kind.LEAK, 2, 0, -1, 1, null, null, -1, "message", List.of(), 2);
    assertEquals("CONSERVATION (leak) at event 2: message", Report.headline(ownEvent));
  }

  /** In order of their events, also where the one that follows comes first. */
  @Test
  void violationsAreInOrder() {
    TraceChecker checker = checker(CheckOptions.DEFAULT.withAlignment(1), true);
    checker.accept(add(1, 64, 64));
    checker.accept(add(2, 64, 64));
    checker.accept(add(3, 64, 64));
    checker.accept(Event.free(4, -1, 999));
    assertEquals(
        List.of(2L, 3L, 4L), checker.finish().violations().stream().map(Violation::event).toList());
  }

  @Test
  void numbersInsteadOfAddresses() {
    TraceChecker checker = checker(CheckOptions.DEFAULT.withLeaks(Leaks.FAIL), false);
    checker.accept(add(1, 8, 100));
    Verdict verdict = checker.finish();
    String said = "1 block of 100 bytes in all never freed, the largest 7 of 100 bytes";
    assertEquals(said + " (event 1, line 1)", verdict.violations().get(0).message());
    assertEquals(
        """
          events: 1 (1 allocations, 0 reallocations, 0 frees)
          peak live bytes: 100 at event 1, line 1
          peak live blocks: 1 at event 1, line 1
          bytes requested: 100
          live at the end: 1 block of 100 bytes, the largest:
            7 of 100 bytes (event 1, line 1)
          violations: 1
        """,
        Report.summary(verdict, Leaks.REPORT));
  }

  /** A peak is where it was reached first; a sum past 64 bits stays at the greatest number. */
  @Test
  void peaksAndSums() {
    TraceChecker checker = checker(CheckOptions.DEFAULT.withAlignment(1), false);
    checker.accept(add(1, 8, 100));
    checker.accept(Event.free(2, -1, 8));
    checker.accept(add(3, 8, 100));
    checker.accept(Event.free(4, -1, 8));
    checker.accept(add(5, 8, -50));
    Verdict verdict = checker.finish();
    assertEquals(new Peak(-50, 5, 5), verdict.peakBytes());
    assertEquals(new Peak(1, 1, 1), verdict.peakBlocks());
    assertEquals(-1, verdict.totalBytes());
    TraceChecker small = checker(CheckOptions.DEFAULT.withAlignment(1), false);
    small.accept(add(1, 8, 100));
    small.accept(Event.free(2, -1, 8));
    small.accept(add(3, 8, 100));
    assertEquals(new Peak(100, 1, 1), small.finish().peakBytes());
  }

  @Test
  void aTraceIsReadToItsEnd(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("trace.mtlog"), "1 m 8 = 100 8\n1 m 8 = 100 8\n");
    try (TraceReader reader = Traces.open(file, Format.MTLOG)) {
      Verdict verdict = TraceChecker.check(reader, CheckOptions.DEFAULT);
      assertEquals(2, verdict.events());
      assertEquals(1, verdict.violationCount());
    }
  }
}
