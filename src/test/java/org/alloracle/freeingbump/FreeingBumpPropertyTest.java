package org.alloracle.freeingbump;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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
import org.alloracle.fast.freeingbump.FastFreeingBump;
import org.alloracle.reference.freeingbump.FreeingBump;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The source's algorithm, the reference and the fast form answer the same at every step. */
final class FreeingBumpPropertyTest {
  /** Three heaps told the same, compared in all that can be asked. */
  private static final class Three {
    final NaiveFreeingBump naive;
    final FreeingBump reference;
    final FastFreeingBump fast;
    final int orders;
    long bumper;
    long peak;
    long total;

    Three(long base, int pages, int most, int orders, boolean guarded) {
      naive = new NaiveFreeingBump(base, pages, most, orders, guarded);
      reference = new FreeingBump(base, pages, most, orders, guarded);
      fast = new FastFreeingBump(base, pages, most, orders, guarded);
      this.orders = orders;
    }

    BlockAllocator[] all() {
      return new BlockAllocator[] {naive, reference, fast};
    }

    void check() {
      fast.checkInvariants();
      same("bumper", naive.bumper, reference.bumper(), fast.bumper());
      same("pages", naive.pages, reference.pages(), fast.pages());
      same("bytes", naive.bytes, reference.bytes(), fast.bytes());
      same("peak", naive.peak, reference.peak(), fast.peak());
      same("total", naive.total, reference.total(), fast.total());
      assertEquals(naive.poisoned, reference.poisoned());
      assertEquals(naive.poisoned, fast.poisoned());
      for (int order = 0; order < orders; order++) {
        assertEquals(naive.head(order), reference.head(order), "head of order " + order);
      }
      long at = reference.bumper();
      for (int i = reference.blocks() - 1; i >= 0; i--) {
        at = reference.blockStart(i);
        assertEquals(naive.header(at), reference.header(i), "header " + i);
      }
      assertEquals(true, reference.bumper() >= bumper, "the bumper goes up only");
      assertEquals(true, reference.peak() >= peak, "the peak goes up only");
      assertEquals(true, reference.total() >= total, "the total goes up only");
      bumper = reference.bumper();
      peak = reference.peak();
      total = reference.total();
    }

    private static void same(String what, long naive, long reference, long fast) {
      assertEquals(naive, reference, what);
      assertEquals(naive, fast, what);
    }
  }

  @Provide
  Arbitrary<List<Op>> small() {
    return calls(Arbitraries.longs().between(0, 40), Arbitraries.longs().between(-20, 700));
  }

  @Provide
  Arbitrary<List<Op>> wide() {
    return calls(
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 64),
            Arbitraries.longs().between(0, 50_000),
            Arbitraries.integers()
                .between(0, 16)
                .flatMap(k -> Arbitraries.longs().between((8L << k) - 1, (8L << k) + 1)),
            Arbitraries.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 7, 1L << 32)),
        Arbitraries.longs().between(0, 20_000).map(w -> 8 * w));
  }

  private static Arbitrary<List<Op>> calls(Arbitrary<Long> sizes, Arbitrary<Long> wild) {
    Arbitrary<Long> alignment =
        Arbitraries.frequencyOf(
            Tuple.of(12, Arbitraries.of(1L, 2L, 4L, 8L)),
            Tuple.of(1, Arbitraries.of(16L, 64L, 0L, 3L, -8L, Long.MIN_VALUE)));
    return SideBySide.calls(sizes, alignment, wild, 150);
  }

  @Property
  void sameAnswersOnASmallHeap(@ForAll("small") List<Op> calls) {
    Three three = new Three(65_200, 1, 1, 3, false);
    SideBySide.run(calls, op -> three.check(), three.all());
  }

  @Property
  void sameAnswersOnAGrowingHeap(@ForAll("wide") List<Op> calls) {
    Three three = new Three(13, 1, 9, 12, false);
    SideBySide.run(calls, op -> three.check(), three.all());
  }

  @Property
  void sameAnswersWhenGuarded(@ForAll("small") List<Op> calls) {
    Three three = new Three(0, 1, 1, 3, true);
    SideBySide.run(calls, op -> three.check(), three.all());
  }

  @Tag("slow")
  @Test
  void sameAnswersForAllShortSequences() {
    List<Op> alphabet =
        List.of(
            new Allocate(0, 1),
            new Allocate(9, 8),
            new Allocate(17, 1),
            new Allocate(8, 16),
            new FreeLive(0),
            new FreeLive(1),
            new FreeLive(2),
            new FreeNear(0, 8));
    assertEquals(262_144, SideBySide.all(alphabet, 6, () -> edge(false)));
    assertEquals(32_768, SideBySide.all(alphabet, 5, () -> edge(true)));
  }

  /** The memory ends 56 bytes past the base. */
  private static BlockAllocator[] edge(boolean guarded) {
    return new Three(65_536 - 56, 1, 1, 3, guarded).all();
  }
}
