package org.alloracle.snmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alloracle.snmalloc.SnSteps.Allocate;
import org.alloracle.snmalloc.SnSteps.Deliver;
import org.alloracle.snmalloc.SnSteps.Flush;
import org.alloracle.snmalloc.SnSteps.FreeLive;
import org.alloracle.snmalloc.SnSteps.Step;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The naive model, the reference and the fast form answer the same at every step. */
final class SnMallocPropertyTest {
  /**
   * Of four ids the first three have the first digit in common, and two of these the second too.
   */
  private static final Sets SMALL =
      new Sets(new long[] {0b000001, 0b001001, 0b011001, 0b000110}, 2, 3, 4, 256, 64, 200);

  /** Two allocators that differ in their last bit of 37 only, by one bit a digit. */
  private static final Sets FAR =
      new Sets(new long[] {5, 5 | (1L << 36), 4}, 1, 2, 2, 64, 16, 1000);

  @Provide
  Arbitrary<List<Step>> small() {
    return SnSteps.steps(4, sizes(), alignments(), 3 * 4 * 256, 200);
  }

  @Provide
  Arbitrary<List<Step>> far() {
    return SnSteps.steps(3, sizes(), alignments(), 2 * 2 * 64, 120);
  }

  private static Arbitrary<Long> sizes() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 100),
        Arbitraries.longs().between(0, 270),
        Arbitraries.of(32L, 32L, 64L, 64L, -1L, Long.MAX_VALUE, Long.MIN_VALUE));
  }

  private static Arbitrary<Long> alignments() {
    return Arbitraries.of(1L, 1L, 1L, 1L, 8L, 32L, 64L, 256L, 512L, 0L, 3L, Long.MIN_VALUE);
  }

  @Property
  void sameAnswersOnASmallHeap(@ForAll("small") List<Step> steps) {
    NaiveSnMalloc naive = new NaiveSnMalloc(SMALL);
    SnSteps.run(steps, true, naive, SnSubject.reference(SMALL), SnSubject.fast(SMALL));
    assertTrue(naive.mostHops <= 3, "hops: " + naive.mostHops);
    drained(SMALL, steps);
  }

  @Property
  void sameAnswersWhereIdsDifferInTheLastDigit(@ForAll("far") List<Step> steps) {
    NaiveSnMalloc naive = new NaiveSnMalloc(FAR);
    SnSteps.run(steps, true, naive, SnSubject.reference(FAR), SnSubject.fast(FAR));
    assertTrue(naive.mostHops <= 37, "hops: " + naive.mostHops);
  }

  /**
   * CONSERVATION: when all is freed and delivered, nothing is used. There are three hops at most,
   * each of which takes at most two rounds.
   */
  private static void drained(Sets sets, List<Step> steps) {
    List<Step> all = new ArrayList<>(steps);
    for (int i = 0; i < steps.size(); i++) {
      all.add(new FreeLive(i % sets.ids().length, 0));
    }
    SnSubject fast = SnSubject.fast(sets);
    SnSteps.run(all, false, fast);
    int rounds = 0;
    while (fast.state().get("messages") > 0) {
      for (int a = 0; a < sets.ids().length; a++) {
        fast.flush(a);
        while (fast.deliver(a)) {
          // until the queue is empty
        }
      }
      rounds++;
      assertTrue(rounds <= 7, "a message is on its way for ever");
    }
    fast.state()
        .forEach((name, value) -> assertEquals(name.startsWith("owner") ? -1 : 0, value, name));
  }

  /** A message to itself for ever: ids 1 and 3 differ in the second bit only. */
  @Test
  void aPlantedBugIsFound() {
    Sets sets = new Sets(new long[] {1, 3}, 1, 1, 2, 64, 32, 1000);
    List<Step> steps =
        List.of(new Allocate(0, 1, 1), new FreeLive(1, 0), new Flush(1), new Deliver(0));
    assertThrows(
        AssertionError.class,
        () -> SnSteps.run(steps, false, SnSubject.reference(sets), new NaiveSnMalloc(sets, true)));
  }

  @Tag("slow")
  @Test
  void sameAnswersForAllShortSequences() {
    Sets tiny = new Sets(new long[] {1, 3}, 1, 1, 2, 64, 32, 64);
    List<Step> alphabet =
        List.of(
            new Allocate(0, 20, 1),
            new Allocate(1, 40, 1),
            new Allocate(0, 64, 64),
            new FreeLive(0, 0),
            new FreeLive(1, 0),
            new FreeLive(1, 1),
            new Flush(1),
            new Deliver(0),
            new Deliver(1));
    int[] digits = new int[5];
    long sequences = 0;
    int at;
    do {
      List<Step> steps = new ArrayList<>();
      for (int digit : digits) {
        steps.add(alphabet.get(digit));
      }
      SnSteps.run(
          steps, false, new NaiveSnMalloc(tiny), SnSubject.reference(tiny), SnSubject.fast(tiny));
      sequences++;
      at = digits.length - 1;
      while (at >= 0 && ++digits[at] == alphabet.size()) {
        digits[at--] = 0;
      }
    } while (at >= 0);
    assertEquals(59_049, sequences);
  }
}
