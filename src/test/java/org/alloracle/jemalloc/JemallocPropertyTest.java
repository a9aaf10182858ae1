package org.alloracle.jemalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.alloracle.SideBySide;
import org.alloracle.SideBySide.Allocate;
import org.alloracle.SideBySide.FreeLive;
import org.alloracle.SideBySide.FreeNear;
import org.alloracle.SideBySide.Op;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.fast.jemalloc.FastJemalloc;
import org.alloracle.fast.jemalloc.JemallocArenas;
import org.alloracle.reference.jemalloc.Jemalloc;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The naive model, the reference and the fast forms answer the same at every step. */
final class JemallocPropertyTest {
  private static final int PAGES = 32;
  private static final int CHUNK = 4096 * PAGES;
  private static final int CHUNKS = 12;

  @Provide
  Arbitrary<List<Op>> calls() {
    // Few classes, so that runs fill up; and every kind of size.
    Arbitrary<Long> sizes =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of(2048L, 2000L, 1025L)),
            Tuple.of(2, Arbitraries.longs().between(0, 2048)),
            Tuple.of(3, Arbitraries.longs().between(2049, CHUNK / 2)),
            Tuple.of(1, Arbitraries.longs().between(CHUNK / 2 + 1, 3 * CHUNK)),
            Tuple.of(1, Arbitraries.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40)));
    Arbitrary<Long> alignment =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.just(1L)),
            Tuple.of(3, Arbitraries.integers().between(0, 20).map(b -> 1L << b)),
            Tuple.of(1, Arbitraries.of(0L, 3L, -8L, Long.MIN_VALUE, 1L << 62)));
    return SideBySide.calls(
        sizes,
        alignment,
        Arbitraries.oneOf(
            Arbitraries.longs().between(-64, 4 * CHUNK),
            Arbitraries.longs().between(-1, 4 * PAGES).map(page -> 4096 * page)),
        200);
  }

  @Property
  void sameAnswers(@ForAll("calls") List<Op> calls) {
    FastJemalloc fast = new FastJemalloc(3, PAGES);
    SideBySide.run(
        calls,
        op -> fast.checkInvariants(),
        new NaiveJemalloc(3, PAGES),
        new Jemalloc(3, PAGES),
        new JemallocArenas(3, PAGES, 1),
        fast);
  }

  @Tag("slow")
  @Test
  void sameAnswersForAllShortSequences() {
    List<Op> alphabet =
        List.of(
            new Allocate(2048, 1),
            new Allocate(4096, 1),
            new Allocate(20_000, 1),
            new Allocate(CHUNK / 2, 1),
            new FreeLive(0),
            new FreeLive(1));
    assertEquals(7_776, SideBySide.all(alphabet, 5, () -> heaps(1)));
    List<Op> chunks =
        List.of(
            new Allocate(CHUNK / 2 + 1, 1),
            new Allocate(CHUNK + 1, 1),
            new Allocate(1, 2 * CHUNK),
            new Allocate(16, 1),
            new FreeLive(0),
            new FreeNear(1, 0));
    assertEquals(7_776, SideBySide.all(chunks, 5, () -> heaps(4)));
  }

  private static BlockAllocator[] heaps(int chunks) {
    return new BlockAllocator[] {
      new NaiveJemalloc(chunks, PAGES), new Jemalloc(chunks, PAGES), new FastJemalloc(chunks, PAGES)
    };
  }

  /**
   * Two small classes with a dozen runs each, in tides that fill and empty them through all states,
   * and some large blocks.
   */
  private static List<Op> tides(long seed, int count) {
    Random random = new Random(seed);
    List<Op> calls = new ArrayList<>();
    boolean rising = true;
    for (int i = 0; i < count; i++) {
      rising = random.nextInt(300) == 0 ? !rising : rising;
      int kind = random.nextInt(100);
      if (kind < 2) {
        calls.add(new FreeNear(random.nextInt(1000), random.nextInt(33) - 16));
      } else if (kind < 4) {
        calls.add(new Allocate(random.nextInt(CHUNK), 1L << random.nextInt(14)));
      } else if (kind < 70 == rising) {
        calls.add(new Allocate(random.nextInt(4) == 0 ? 1000 : 2000, 1));
      } else {
        calls.add(new FreeLive(random.nextInt(1000)));
      }
    }
    return calls;
  }

  @Test
  void sameAnswersForManyCalls() {
    boolean nightly = "long".equals(System.getProperty("alloracle.tests"));
    for (int seed = 0; seed < (nightly ? 100 : 3); seed++) {
      FastJemalloc fast = new FastJemalloc(CHUNKS, PAGES);
      Random look = new Random(seed);
      SideBySide.run(
          tides(seed, 8_000),
          op -> {
            if (look.nextInt(50) == 0) {
              fast.checkInvariants();
            }
          },
          new NaiveJemalloc(CHUNKS, PAGES),
          new Jemalloc(CHUNKS, PAGES),
          fast);
    }
  }

  /** The wrong ring first, and a fresh run that goes when it empties: both are found. */
  @Test
  void plantedBugsAreFound() {
    List<String> wrong = List.of("Q25", "Q50", "Q0", "Q75");
    List<Op> calls = tides(1, 20_000);
    for (BlockAllocator bug :
        List.of(
            new NaiveJemalloc(CHUNKS, PAGES, wrong, true),
            new NaiveJemalloc(CHUNKS, PAGES, NaiveJemalloc.RINGS, false))) {
      assertThrows(
          AssertionError.class, () -> SideBySide.run(calls, new FastJemalloc(CHUNKS, PAGES), bug));
    }
  }
}
