package org.alloracle.basicalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alloracle.Broken;
import org.alloracle.SideBySide;
import org.alloracle.SideBySide.Allocate;
import org.alloracle.SideBySide.FreeLive;
import org.alloracle.SideBySide.Op;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.basicalloc.FastBasicAlloc;
import org.alloracle.reference.basicalloc.BasicAlloc;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The naive model, the reference and the fast form answer the same at every step. */
final class BasicAllocPropertyTest {
  private static final long PAGE = 64;

  @Provide
  Arbitrary<List<Op>> tight() {
    return calls(Arbitraries.longs().between(0, 200), 12, 200);
  }

  @Provide
  Arbitrary<List<Op>> wide() {
    return calls(
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 64),
            Arbitraries.longs().between(0, 5000),
            Arbitraries.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 15, 1L << 32)),
        64,
        200);
  }

  private static Arbitrary<List<Op>> calls(Arbitrary<Long> sizes, int alignments, int most) {
    Arbitrary<Long> alignment =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, Arbitraries.just(1L)),
            net.jqwik.api.Tuple.of(
                3, Arbitraries.integers().between(0, Math.min(alignments, 62)).map(b -> 1L << b)),
            net.jqwik.api.Tuple.of(1, Arbitraries.of(0L, 3L, -8L, Long.MIN_VALUE, 24L)));
    Arbitrary<Long> wild =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-20, 2100),
            Arbitraries.longs().between(0, 130).map(g -> 16 * g));
    return SideBySide.calls(sizes, alignment, wild, most);
  }

  @Property
  void sameAnswersOnATightHeap(@ForAll("tight") List<Op> calls) {
    FastBasicAlloc fast = new FastBasicAlloc(2048, PAGE);
    SideBySide.run(
        calls,
        op -> fast.checkInvariants(),
        new NaiveFirstFit(2048, PAGE),
        new BasicAlloc(2048, PAGE),
        fast);
  }

  @Property
  void sameAnswersOnAWideHeap(@ForAll("wide") List<Op> calls) {
    FastBasicAlloc fast = new FastBasicAlloc(1 << 20);
    SideBySide.run(calls, op -> fast.checkInvariants(), new BasicAlloc(1 << 20), fast);
  }

  @Tag("slow")
  @Test
  void sameAnswersForAllShortSequences() {
    List<Op> alphabet =
        List.of(
            new Allocate(0, 1),
            new Allocate(16, 1),
            new Allocate(40, 16),
            new Allocate(16, 32),
            new Allocate(48, 64),
            new FreeLive(0),
            new FreeLive(1),
            new FreeLive(2));
    long sequences =
        SideBySide.all(
            alphabet,
            6,
            () ->
                new BlockAllocator[] {
                  new NaiveFirstFit(160, 32), new BasicAlloc(160, 32), new FastBasicAlloc(160, 32)
                });
    assertEquals(262_144, sequences);
  }

  @Test
  void managesATebibyte() {
    FastBasicAlloc fast = new FastBasicAlloc(1L << 40);
    long half = fast.allocate(1L << 39, 1);
    long quarter = fast.allocate(1L << 38, 1L << 30);
    assertEquals(0, half);
    assertEquals(1L << 39, quarter);
    assertEquals(BlockAllocator.NONE, fast.allocate(1L << 39, 1));
    fast.free(half);
    assertEquals((1L << 39) - 64, fast.allocate(64, 1));
    assertThrows(InvalidFreeException.class, () -> fast.free(half));
    fast.checkInvariants();
  }

  /** The least and the greatest of both sizes are taken, and what is next to them is not. */
  @Test
  void limitsOfTheFastForm() {
    long most = 1L << 60;
    assertEquals(BlockAllocator.NONE, new FastBasicAlloc(0).allocate(0, 1));
    for (long[] sizes : new long[][] {{most, most}, {most, 16}, {16, 16}}) {
      assertEquals(0, new FastBasicAlloc(sizes[0], sizes[1]).allocate(16, 16));
    }
    for (long limit : new long[] {-16, -1, 1, 8, most + 16}) {
      assertThrows(IllegalArgumentException.class, () -> new FastBasicAlloc(limit));
    }
    for (long page : new long[] {-16, 0, 8, 17, most + 16}) {
      assertThrows(IllegalArgumentException.class, () -> new FastBasicAlloc(4096, page));
    }
  }

  @Test
  void theLastPage() {
    BasicAlloc reference = new BasicAlloc(12_288, 4096);
    FastBasicAlloc fast = new FastBasicAlloc(12_288, 4096);
    for (int size : new int[] {4096, 4096, 4096, 1}) {
      assertEquals(reference.allocate(size, 1), fast.allocate(size, 1));
      assertEquals(reference.obtained(), fast.obtained());
      fast.checkInvariants();
    }
    assertEquals(12_288, fast.obtained());
    Broken.isNamed(
        fast,
        fast::checkInvariants,
        """
        liveGrains = +1 -> CONSERVATION: 0 free and 769 live of 768
        limit = 767 -> CONTAINMENT: 768 grains obtained of 767
        page = 5 -> CONTAINMENT: 768 grains obtained of 768
        """);
  }
}
