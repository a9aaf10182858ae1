package org.alloracle.weealloc;

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
import org.alloracle.SideBySide.Op;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.fast.weealloc.FastWeeAlloc;
import org.alloracle.reference.weealloc.WeeAlloc;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The source's algorithm with its deferred merging, the reference and the fast form answer the same
 * at every step.
 */
final class WeeAllocPropertyTest {
  private static final long PAGE = 65_536;

  @Provide
  Arbitrary<List<Op>> coarse() {
    return calls(
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 200),
            Arbitraries.longs().between(0, 20_000),
            Arbitraries.of(65_504L, 65_520L, 65_521L, 131_056L, 9_000L, 9_128L)));
  }

  /** Of few size classes, so that their cells are used up and used again. */
  @Provide
  Arbitrary<List<Op>> small() {
    return calls(
        Arbitraries.oneOf(
            Arbitraries.of(0L, 8L, 9L, 240L, 1024L, 2048L, 2049L),
            Arbitraries.longs().between(1000, 1040),
            Arbitraries.longs().between(2000, 9000)));
  }

  @Provide
  Arbitrary<List<Op>> wild() {
    return calls(
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 64),
            Arbitraries.longs().between(0, 200_000),
            Arbitraries.of(
                -1L, Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE - 8, 1L << 32, 1L << 60)));
  }

  private static Arbitrary<List<Op>> calls(Arbitrary<Long> sizes) {
    Arbitrary<Long> alignment =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(1L)),
            Tuple.of(3, Arbitraries.integers().between(0, 14).map(b -> 1L << b)),
            Tuple.of(1, Arbitraries.of(0L, 3L, -8L, Long.MIN_VALUE, 1L << 17, 1L << 62)));
    return SideBySide.calls(sizes, alignment, Arbitraries.longs().between(-20, 140_000), 150);
  }

  @Property
  void sameAnswersOnFewPages(@ForAll("coarse") List<Op> calls) {
    same(calls, 3 * PAGE);
  }

  @Property
  void sameAnswersOnManyPages(@ForAll("wild") List<Op> calls) {
    same(calls, 40 * PAGE);
  }

  @Property
  void sameAnswersOfSizeClasses(@ForAll("small") List<Op> calls) {
    same(calls, 3 * PAGE);
  }

  private static void same(List<Op> calls, long limit) {
    same(calls, limit, false);
    same(calls, limit, true);
  }

  private static void same(List<Op> calls, long limit, boolean classes) {
    NaiveWeeAlloc naive = new NaiveWeeAlloc(limit, classes);
    WeeAlloc reference = new WeeAlloc(limit, classes);
    FastWeeAlloc fast = new FastWeeAlloc(limit, classes);
    SideBySide.run(
        calls,
        op -> {
          fast.checkInvariants();
          assertEquals(naive.obtained, reference.obtained());
          assertEquals(naive.obtained, fast.obtained());
        },
        naive,
        reference,
        fast);
  }

  /** One page, cut into some four cells, or some more of size classes. */
  @Tag("slow")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sameAnswersForAllShortSequences(boolean classes) {
    List<Op> alphabet =
        List.of(
            new Allocate(0, 1),
            new Allocate(classes ? 2048 : 16_000, 1),
            new Allocate(30_000, 4096),
            new Allocate(33_000, 32),
            new FreeLive(0),
            new FreeLive(1),
            new FreeLive(2));
    assertEquals(
        823_543,
        SideBySide.all(
            alphabet,
            7,
            () ->
                new BlockAllocator[] {
                  new NaiveWeeAlloc(PAGE, classes),
                  new WeeAlloc(PAGE, classes),
                  new FastWeeAlloc(PAGE, classes)
                }));
  }
}
