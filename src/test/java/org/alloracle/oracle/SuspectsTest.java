package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alloracle.oracle.Violation.Kind;
import org.junit.jupiter.api.Test;

/** What is held, given up and explained, an event at a time. */
final class SuspectsTest {
  private final List<Long> guilty = new ArrayList<>();
  private final Map<Long, Displaced.TwinFree> twins = new HashMap<>();
  private final Suspects suspects =
      new Suspects(10, 2, violation -> guilty.add(violation.event()), twins::get);

  private static Violation violation(Kind kind, long event, int thread, long address) {
    return new Violation(
        kind, event, 10 * event, thread, address, null, null, -1, "message", List.of(), 0);
  }

  private void overlap(long event, int thread) {
    suspects.holdOverlap(violation(Kind.OVERLAP_LEFT, event, thread, 64));
  }

  private void free(long event, int thread, long address) {
    suspects.holdFree(violation(Kind.UNKNOWN_FREE, event, thread, address));
  }

  private static Block block(long address, long event) {
    return new Block(address, address, 1, event, 0, -1, 0, 0);
  }

  private List<Long> explained() {
    return suspects.misorderings().stream().map(m -> m.suspected().event()).toList();
  }

  @Test
  void heldForAWindow() {
    overlap(1, 0);
    free(2, 0, 16);
    suspects.advance(11);
    assertEquals(List.of(), guilty);
    suspects.advance(12);
    assertEquals(List.of(1L), guilty);
    suspects.advance(13);
    assertEquals(List.of(1L, 2L), guilty);
    suspects.lateFree(1, 0, 14, 140, 1);
    suspects.born(16, 15, 150, 1);
    assertEquals(List.of(), suspects.finish());
    assertEquals(List.of(1L, 2L), guilty);
    assertEquals(0, suspects.misorderingCount());
  }

  @Test
  void overlapsAreExplainedByTheLastLateFree() {
    overlap(1, 3);
    suspects.lateFree(9, 0, 4, 40, 2);
    suspects.lateFree(1, 1, 5, 50, 2);
    assertEquals(0, suspects.misorderingCount());
    suspects.lateFree(1, 0, 6, 60, 2);
    assertEquals(1, suspects.misorderingCount());
    assertEquals(6, suspects.misorderings().get(0).event());
    assertEquals(60, suspects.misorderings().get(0).line());
    overlap(7, 3);
    suspects.lateFree(7, 1, 8, 80, 3);
    assertEquals(List.of(7L), guilty);
    overlap(9, 0);
    suspects.lateFree(9, 0, 10, 100, 0);
    assertEquals(List.of(7L, 9L), guilty);
    overlap(11, -1);
    suspects.lateFree(11, 0, 12, 120, -1);
    assertEquals(2, suspects.misorderingCount());
    suspects.finish();
    assertEquals(List.of(7L, 9L), guilty);
  }

  /** At the end of its time an overlap may still be explained by the free of a twin. */
  @Test
  void twinsExplain() {
    twins.put(1L, new Displaced.TwinFree(5, 50));
    twins.put(3L, new Displaced.TwinFree(5, 50));
    overlap(1, 0);
    overlap(2, 0);
    free(3, 0, 16);
    overlap(4, 0);
    twins.put(4L, new Displaced.TwinFree(5, 50));
    suspects.lateFree(4, 0, 6, 60, 0);
    suspects.advance(100);
    assertEquals(List.of(4L, 2L, 3L), guilty);
    assertEquals(List.of(1L), explained());
    assertEquals(5, suspects.misorderings().get(0).event());
    assertEquals(50, suspects.misorderings().get(0).line());
  }

  /** The free of a block that appears later, by another thread, and is never freed again. */
  @Test
  void freesBeforeTheirBirths() {
    free(1, 4, 16);
    free(2, 4, 32);
    free(3, 4, 48);
    free(4, 4, 64);
    free(5, 4, 80);
    suspects.born(16, 6, 60, 5);
    suspects.born(32, 6, 60, 4); // its own thread's lines are in order
    suspects.born(48, 3, 60, 5); // in the same event
    suspects.born(64, 7, 70, 5);
    suspects.born(64, 8, 80, 5); // the first one counts
    suspects.born(80, 9, 90, 5);
    assertEquals(List.of(2L), guilty);
    suspects.freed(99);
    suspects.freed(48); // was never born
    suspects.freed(80);
    assertEquals(List.of(2L, 5L), guilty);
    suspects.advance(1000);
    assertEquals(List.of(2L, 5L, 3L), guilty);
    assertFalse(suspects.wasFreedEarly(null));
    assertFalse(suspects.wasFreedEarly(block(99, 7)));
    assertFalse(suspects.wasFreedEarly(block(64, 8)));
    assertTrue(suspects.wasFreedEarly(block(64, 7)));
    assertFalse(suspects.wasFreedEarly(block(64, 7)));
    assertEquals(List.of(16L), suspects.finish());
    assertEquals(List.of(4L, 1L), explained());
    assertEquals(70, suspects.misorderings().get(0).line());
    assertEquals(List.of(2L, 5L, 3L), guilty);
  }

  @Test
  void oneBirthExplainsOneFree() {
    free(1, 4, 16);
    free(2, 4, 16);
    assertEquals(List.of(1L), guilty);
    suspects.born(16, 6, 60, 5);
    assertEquals(List.of(16L), suspects.finish());
    assertEquals(List.of(1L), guilty);
    assertEquals(List.of(2L), explained());
  }

  /** In order of the frees; only so many are kept, and all are counted. */
  @Test
  void theOrderAtTheEnd() {
    for (int i = 9; i > 0; i--) {
      free(100 - i, 4, 1000L * i * i);
    }
    for (int i = 9; i > 0; i--) {
      suspects.born(1000L * i * i, 200, 60, 5);
    }
    List<Long> early = suspects.finish();
    assertEquals(List.of(81_000L, 64_000L, 49_000L), early.subList(0, 3));
    assertEquals(9, early.size());
    assertEquals(9, suspects.misorderingCount());
    assertEquals(List.of(91L, 92L), explained());
    assertEquals(List.of(), guilty);
  }

  /** So many are held at most, and one more. */
  @Test
  void theOldestAreGivenUpIfThereAreTooMany() {
    for (int i = 0; i <= 1 << 14; i++) {
      free(1, 4, 16L * i);
    }
    suspects.advance(2);
    assertEquals(1, guilty.size());
    suspects.advance(3);
    assertEquals(1, guilty.size());
  }
}
