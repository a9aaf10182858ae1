package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.alloracle.contract.Clause;
import org.alloracle.oracle.CheckOptions.Beginning;
import org.alloracle.oracle.CheckOptions.Leaks;
import org.alloracle.oracle.Verdict.Peak;
import org.alloracle.oracle.Violation.Kind;
import org.alloracle.trace.Event;
import org.junit.jupiter.api.Test;

final class TraceCheckerTest {
  private static final long A = 0x5500_0000_1000L;
  private static final long B = 0x5500_0000_2000L;

  /** A log in a few words: the line of each event is ten times its number. */
  private static final class Log {
    private final TraceChecker checker;
    private int thread = Event.UNKNOWN;
    private long line;

    Log(CheckOptions options, boolean addressed, boolean complete) {
      checker = new TraceChecker(options, addressed, () -> complete);
    }

    Log thread(int number) {
      thread = number;
      return this;
    }

    Log add(long block, long size) {
      return add(block, size, Event.UNKNOWN, Event.UNKNOWN);
    }

    Log add(long block, long size, long usable, long alignment) {
      checker.accept(Event.allocate(line += 10, thread, block, size, usable, alignment));
      return this;
    }

    Log free(long block) {
      checker.accept(Event.free(line += 10, thread, block));
      return this;
    }

    Log move(long old, long block, long size) {
      checker.accept(Event.reallocate(line += 10, thread, old, block, size, Event.UNKNOWN));
      return this;
    }

    /** Events that have nothing to do with the others. */
    Log idle(int pairs) {
      for (int i = 0; i < pairs; i++) {
        add(0x6600_0000_0000L, 8).free(0x6600_0000_0000L);
      }
      return this;
    }

    Verdict finish() {
      return checker.finish();
    }
  }

  private static Log log() {
    return new Log(CheckOptions.DEFAULT, true, true);
  }

  private static Log log(CheckOptions options) {
    return new Log(options, true, true);
  }

  private static Log unordered() {
    return log(CheckOptions.DEFAULT.withUnordered(1000));
  }

  private static Violation only(Kind kind, Verdict verdict) {
    assertEquals(List.of(kind), kinds(verdict), () -> verdict.violations().toString());
    assertEquals(1, verdict.violationCount());
    assertEquals(0, verdict.consequenceCount());
    assertFalse(verdict.isClean());
    return verdict.violations().get(0);
  }

  private static List<Kind> kinds(Verdict verdict) {
    return verdict.violations().stream().map(Violation::kind).toList();
  }

  private static void clean(Verdict verdict) {
    assertEquals(List.of(), verdict.violations());
    assertTrue(verdict.isClean());
  }

  @Test
  void figures() {
    Verdict verdict =
        log()
            .add(A, 100)
            .add(B, 50)
            .move(B, B, 60)
            .free(Event.NULL)
            .free(A)
            .add(Event.NULL, 1000)
            .add(Event.NULL, 0)
            .move(Event.NULL, A, 5)
            .move(A, Event.NULL, 0)
            .move(B, Event.NULL, 1 << 20)
            .finish();
    clean(verdict);
    assertEquals(10, verdict.events());
    assertEquals(3, verdict.allocations());
    assertEquals(1, verdict.reallocations());
    assertEquals(2, verdict.frees());
    assertEquals(1, verdict.nullFrees());
    assertEquals(2, verdict.failures());
    assertEquals(215, verdict.totalBytes());
    assertEquals(new Peak(160, 3, 30), verdict.peakBytes());
    assertEquals(new Peak(2, 2, 20), verdict.peakBlocks());
    assertEquals(1, verdict.leaks().blocks());
    assertEquals(60, verdict.leaks().bytes());
    assertEquals(
        """
          events: 10 (3 allocations, 1 reallocations, 2 frees, 1 frees of null, 2 failures)
          peak live bytes: 160 at event 3, line 30
          peak live blocks: 2 at event 2, line 20
          bytes requested: 215
          live at the end: 1 block of 60 bytes, the largest:
            0x550000002000 of 60 bytes (event 3, line 30)
          violations: 0
        """,
        Report.summary(verdict, Leaks.REPORT));
  }

  @Test
  void aReallocationMayUseTheOldMemory() {
    clean(log().add(A, 16).move(A, A, 64).move(A, A + 16, 64).move(A + 16, A, 64).finish());
  }

  @Test
  void aFailedReallocationKeepsTheOldBlock() {
    clean(log().add(A, 16).move(A, Event.NULL, 1L << 40).free(A).finish());
    only(Kind.OVERLAP_INSIDE, log().add(A, 64).move(A, Event.NULL, 99).add(A + 16, 8).finish());
    only(Kind.UNKNOWN_FREE, log().move(A, Event.NULL, 99).finish());
  }

  @Test
  void aReallocationOfWhatIsNotLive() {
    Violation violation = only(Kind.UNKNOWN_FREE, log().move(A, B, 64).finish());
    assertEquals(10, violation.line());
    only(Kind.DOUBLE_FREE, log().add(A, 8).free(A).move(A, B, 64).finish());
    only(Kind.INTERIOR_FREE, log().add(A, 64).move(A + 16, B, 64).finish());
  }

  @Test
  void everyOverlap() {
    only(Kind.OVERLAP_LEFT, log().add(A, 64).add(A - 16, 32).finish());
    only(Kind.OVERLAP_RIGHT, log().add(A, 64).add(A + 48, 32).finish());
    only(Kind.OVERLAP_INSIDE, log().add(A, 64).add(A + 16, 16).finish());
    only(Kind.OVERLAP_SAME_START, log().add(A, 64).add(A, 16).finish());
    only(Kind.OVERLAP_ENCLOSING, log().add(A, 64).add(A + 64, 64).add(A - 16, 256).finish());
  }

  @Test
  void overlapsEndAnEventWithOneViolation() {
    Verdict verdict = log().add(A, 64).add(A + 1, 64, 10, 16).finish();
    assertEquals(
        List.of(Kind.OVERLAP_RIGHT, Kind.MISALIGNED, Kind.USABLE_BELOW_REQUEST), kinds(verdict));
    assertEquals(1, verdict.violationCount());
    assertEquals(2, verdict.consequenceCount());
  }

  @Test
  void naturalAlignment() {
    clean(
        log()
            .add(A, 0)
            .add(A + 0x11, 1)
            .add(A + 0x22, 3)
            .add(A + 0x34, 7)
            .add(A + 0x48, 15)
            .add(A + 0x60, 16)
            .add(0x1008, 64)
            .finish());
    only(Kind.MISALIGNED, log().add(A + 1, 2).finish());
    only(Kind.MISALIGNED, log().add(A + 4, 8).finish());
    Violation violation = only(Kind.MISALIGNED, log().add(A + 8, 16).finish());
    assertEquals(Clause.ALIGNMENT, violation.clause());
    assertEquals(8, violation.offset());
    only(Kind.MISALIGNED, log().add(0x1004, 64).finish());
  }

  @Test
  void alignmentAskedFor() {
    clean(log().add(A, 100, Event.UNKNOWN, 4096).add(B + 8, 100, Event.UNKNOWN, 8).finish());
    only(Kind.MISALIGNED, log().add(A + 64, 100, Event.UNKNOWN, 128).finish());
    only(Kind.MISALIGNED, log().add(A, 8, -1, Long.MIN_VALUE).finish());
    Verdict odd = log().add(A + 16, 100, Event.UNKNOWN, 48).finish();
    clean(odd);
    assertEquals(1, odd.notes().size());
  }

  @Test
  void otherAlignments() {
    clean(
        log(CheckOptions.DEFAULT.withAlignment(CheckOptions.NO_ALIGNMENT)).add(A + 3, 99).finish());
    only(Kind.MISALIGNED, log(CheckOptions.DEFAULT.withAlignment(32)).add(A + 16, 0).finish());
  }

  @Test
  void usableBelowRequest() {
    Violation violation = only(Kind.USABLE_BELOW_REQUEST, log().add(A, 100, 96, -1).finish());
    assertEquals(Clause.CAPACITY, violation.clause());
  }

  @Test
  void pastTheEndOfTheAddressSpace() {
    clean(log().add(-64, 64).finish());
    only(Kind.OUTSIDE_MEMORY, log().add(-64, 65).finish());
    only(Kind.OUTSIDE_MEMORY, log().add(A, 64).add(B, -1).finish());
    clean(log().add(A, Long.MAX_VALUE).free(A).add(A, -A).finish());
  }

  @Test
  void freesInACompleteLog() {
    only(Kind.DOUBLE_FREE, log().add(A, 16).free(A).free(A).finish());
    only(Kind.INTERIOR_FREE, log().add(A, 16).free(A + 8).finish());
    only(Kind.INTERIOR_FREE_OF_FREED, log().add(A, 16).free(A).free(A + 8).finish());
    only(Kind.UNKNOWN_FREE, log().add(A, 16).free(A + 16).finish());
  }

  @Test
  void freesInALogThatBeganLater() {
    Verdict verdict =
        new Log(CheckOptions.DEFAULT, true, false).add(A, 16).free(B).free(A - 8).finish();
    clean(verdict);
    assertEquals(2, verdict.olderFrees());
    assertEquals(
        List.of("2 frees of blocks older than the log, the first in line 20"), verdict.notes());
    Log log = new Log(CheckOptions.DEFAULT, true, false);
    only(Kind.DOUBLE_FREE, log.free(A).free(A).finish());
    log = new Log(CheckOptions.DEFAULT, true, false);
    only(Kind.DOUBLE_FREE, log.add(A, 8).free(A).free(A).finish());
    log = new Log(CheckOptions.DEFAULT, true, false);
    only(Kind.INTERIOR_FREE, log.add(A, 16).free(A + 8).finish());
    log = new Log(CheckOptions.DEFAULT, true, false);
    only(Kind.INTERIOR_FREE_OF_FREED, log.add(A, 16).free(A).add(A, 8).free(A + 8).finish());
  }

  @Test
  void reallocationsInALogThatBeganLater() {
    Verdict verdict = new Log(CheckOptions.DEFAULT, true, false).move(A, B, 16).finish();
    clean(verdict);
    assertEquals(1, verdict.olderFrees());
    clean(new Log(CheckOptions.DEFAULT, true, false).move(A, Event.NULL, 16).free(A).finish());
    only(
        Kind.OVERLAP_INSIDE,
        new Log(CheckOptions.DEFAULT, true, false).add(B, 64).move(A, B + 16, 16).finish());
  }

  @Test
  void theUserKnowsBetterWhenALogBegan() {
    CheckOptions options = CheckOptions.DEFAULT.withBeginning(Beginning.WITH_PROGRAM);
    only(Kind.UNKNOWN_FREE, new Log(options, true, false).free(A).finish());
    options = CheckOptions.DEFAULT.withBeginning(Beginning.LATER);
    clean(new Log(options, true, true).free(A).finish());
  }

  @Test
  void numberedBlocks() {
    clean(new Log(CheckOptions.DEFAULT, false, true).add(1, 1L << 56).add(2, 9).free(1).finish());
    clean(new Log(CheckOptions.DEFAULT, false, true).add(1, 8).move(1, 1, 16).free(1).finish());
    Violation violation =
        only(
            Kind.OVERLAP_SAME_START,
            new Log(CheckOptions.DEFAULT, false, true).add(8, 8).add(8, 9).finish());
    assertEquals(
        "the new block 7 of 9 bytes was handed out while live: event 1, line 10",
        violation.message());
    assertEquals(List.of(), violation.neighbourhood());
    only(
        Kind.DOUBLE_FREE,
        new Log(CheckOptions.DEFAULT, false, true).add(1, 8).free(1).free(1).finish());
    only(Kind.UNKNOWN_FREE, new Log(CheckOptions.DEFAULT, false, true).add(1, 8).free(2).finish());
    Verdict verdict = new Log(CheckOptions.DEFAULT, false, true).add(1, 8).add(2, 9).finish();
    assertEquals(2, verdict.leaks().blocks());
    assertEquals(new Peak(17, 2, 20), verdict.peakBytes());
  }

  @Test
  void leaksByPolicy() {
    Log log = log(CheckOptions.DEFAULT.withLeaks(Leaks.FAIL));
    IntStream.range(0, 9).forEach(i -> log.add(A + 256L * i, 100 + i % 7));
    Verdict verdict = log.free(A).finish();
    Violation violation = only(Kind.LEAK, verdict);
    assertEquals(10, violation.event());
    assertEquals(
        "8 blocks of 822 bytes in all never freed, the largest 0x550000001600 of 106 bytes"
            + " (event 7, line 70)",
        violation.message());
    assertEquals(
        List.of(7L, 6L, 5L, 4L, 3L), verdict.leaks().largest().stream().map(Block::event).toList());
    assertEquals("", HeapMapTestAccess.draw(violation));
    clean(log(CheckOptions.DEFAULT.withLeaks(Leaks.FAIL)).add(A, 1).free(A).finish());
  }

  private static final class HeapMapTestAccess {
    static String draw(Violation violation) {
      StringBuilder text = new StringBuilder();
      HeapMap.draw(violation, "", text);
      return text.toString();
    }
  }

  @Test
  void manyViolationsAreCountedAndTheFirstKept() {
    Log log = log(CheckOptions.DEFAULT.withKept(3));
    for (int i = 0; i < 50; i++) {
      log.free(A + i);
    }
    Verdict verdict = log.finish();
    assertEquals(50, verdict.violationCount());
    assertEquals(List.of(1L, 2L, 3L), verdict.violations().stream().map(Violation::event).toList());
  }

  @Test
  void anOrderedLogWithALateFreeGetsAHint() {
    Verdict verdict = log().add(A, 64).add(A, 64).free(A).free(A).finish();
    only(Kind.OVERLAP_SAME_START, verdict);
    assertEquals(1, verdict.notes().size());
    assertTrue(verdict.notes().get(0).startsWith("1 overlapped block freed after all"));
  }

  @Test
  void aFreeLoggedLate() {
    Verdict verdict = unordered().add(A, 64).add(A, 64).free(A).idle(9).free(A).finish();
    clean(verdict);
    assertEquals(1, verdict.misorderingCount());
    assertEquals(20, verdict.misorderings().get(0).suspected().line());
    assertEquals(220, verdict.misorderings().get(0).line());
    assertTrue(
        Report.summary(verdict, Leaks.REPORT)
            .contains(
                "the free of 0x550000001000 at event 22, line 220 seems to be logged late:"
                    + " its memory was used again at event 2, line 20"),
        () -> Report.summary(verdict, Leaks.REPORT));
    assertEquals(0, verdict.leaks().blocks());
  }

  @Test
  void aFreeLoggedLateWhoseMemoryWentToOthersInPart() {
    clean(unordered().add(A, 64).add(A + 16, 16).add(A + 32, 16).free(A).finish());
    clean(unordered().add(A, 16).add(A + 16, 16).add(A, 64).free(A + 16).free(A).free(A).finish());
    clean(unordered().add(A, 64).add(A - 16, 32).move(A, B, 64).finish());
  }

  @Test
  void oneOfTwoFreesNeverCame() {
    Verdict verdict = unordered().add(A, 16).add(A + 16, 16).add(A - 16, 64).free(A).finish();
    only(Kind.OVERLAP_ENCLOSING, verdict);
  }

  @Test
  void aFreeLoggedTooLate() {
    Verdict verdict =
        log(CheckOptions.DEFAULT.withUnordered(10))
            .add(A, 64)
            .add(A, 64)
            .idle(6)
            .free(A)
            .free(A)
            .finish();
    Violation violation = only(Kind.OVERLAP_SAME_START, verdict);
    assertEquals(2, violation.event());
    assertEquals(0, verdict.misorderingCount());
  }

  @Test
  void anOverlapWithNoFreeAtAll() {
    only(Kind.OVERLAP_INSIDE, unordered().add(A, 64).add(A + 16, 16).free(A + 16).finish());
  }

  @Test
  void aThreadsOwnLinesAreInOrder() {
    only(
        Kind.OVERLAP_SAME_START,
        unordered().thread(1).add(A, 8).add(A, 8).free(A).free(A).finish());
    clean(unordered().thread(1).add(A, 8).thread(2).add(A, 8).free(A).thread(1).free(A).finish());
  }

  @Test
  void aMisorderedLogMayStillBreakOtherClauses() {
    only(Kind.MISALIGNED, unordered().add(A, 64).add(A + 8, 64).free(A).finish());
    only(Kind.USABLE_BELOW_REQUEST, unordered().add(A, 64, 60, -1).finish());
  }

  @Test
  void aBirthLoggedLate() {
    Verdict verdict = unordered().free(A).add(A, 64).finish();
    clean(verdict);
    assertEquals(1, verdict.misorderingCount());
    assertEquals(0, verdict.leaks().blocks());
    Verdict reused = unordered().free(A).add(A, 64).add(A, 64).free(A).finish();
    clean(reused);
    assertEquals(0, reused.leaks().blocks());
    clean(unordered().add(A, 64).free(A).free(A).add(A, 64).add(A, 64).free(A).finish());
  }

  @Test
  void aDoubleFreeInAnUnorderedLog() {
    only(Kind.DOUBLE_FREE, unordered().add(A, 8).free(A).free(A).finish());
    only(Kind.DOUBLE_FREE, unordered().add(A, 8).free(A).free(A).add(A, 8).free(A).finish());
    only(Kind.UNKNOWN_FREE, unordered().free(A).idle(600).add(A, 64).finish());
    assertEquals(
        List.of(Kind.UNKNOWN_FREE),
        kinds(unordered().free(A).free(A).add(A, 64).finish()),
        "one birth explains one free");
  }

  @Test
  void suspectsAreFew() {
    Log log = unordered();
    for (int i = 0; i < 40_000; i++) {
      log.free(A + i * 16L);
    }
    assertEquals(40_000, log.finish().violationCount());
  }
}
