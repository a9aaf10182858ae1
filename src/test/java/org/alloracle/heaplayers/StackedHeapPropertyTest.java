package org.alloracle.heaplayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.design.Design;
import org.alloracle.reference.heaplayers.FirstFitLayer;
import org.alloracle.reference.heaplayers.FreeListLayer;
import org.alloracle.reference.heaplayers.SizeLayer;
import org.alloracle.reference.heaplayers.StackedHeap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stacks of proved layers, and the naive models of them, answer the same. */
final class StackedHeapPropertyTest {
  private static BlockAllocator stack(boolean lea, long bytes) {
    return Design.named(lea ? "heaplayers-lea" : "heaplayers-firstfit")
        .orElseThrow()
        .make(true, bytes);
  }

  @Provide
  Arbitrary<List<Op>> small() {
    Arbitrary<Long> sizes =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 70),
            Arbitraries.longs().between(0, 200),
            Arbitraries.longs().between(0, 5000),
            Arbitraries.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, (1L << 31) + 1));
    Arbitrary<Long> wild =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-20, 9000),
            Arbitraries.longs().between(-1, 1024).map(word -> 8 * word),
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, 1L << 35, 8L * Integer.MAX_VALUE));
    Arbitrary<Long> alignment =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.of(1L, 8L)),
            Tuple.of(1, Arbitraries.of(0L, 3L, -8L, Long.MIN_VALUE, 16L, 1L << 62)));
    return SideBySide.calls(sizes, alignment, wild, 200);
  }

  @Property
  void sameAnswersOfFirstFit(@ForAll("small") List<Op> calls) {
    SideBySide.run(calls, new NaiveStack(8192, false), stack(false, 8192));
  }

  @Property
  void sameAnswersOfLea(@ForAll("small") List<Op> calls) {
    SideBySide.run(calls, new NaiveStack(8192, true), stack(true, 8192));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sameAnswersForManyCalls(boolean lea) {
    boolean nightly = "long".equals(System.getProperty("alloracle.tests"));
    SideBySide.run(
        SideBySide.random(1, nightly ? 200_000 : 10_000, 4096),
        new NaiveStack(32_768, lea),
        stack(lea, 32_768));
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sameAnswersForAllShortSequences(boolean lea) {
    List<Op> alphabet =
        List.of(
            new Allocate(0, 1),
            new Allocate(65, 8),
            new Allocate(2000, 1),
            new Allocate(8, 16),
            new FreeLive(0),
            new FreeLive(1),
            new FreeNear(0, 8));
    assertEquals(
        16_807,
        SideBySide.all(
            alphabet, 5, () -> new BlockAllocator[] {new NaiveStack(4096, lea), stack(lea, 4096)}));
  }

  /** A request of a list's range gets the list's greatest size, another what was asked for. */
  @Test
  void usableSizes() {
    BlockAllocator lea = stack(true, 8192);
    assertEquals(64, lea.usableSize(lea.allocate(0, 1)));
    assertEquals(136, lea.usableSize(lea.allocate(65, 8)));
    long great = lea.allocate(137, 1);
    assertEquals(4096 + 8, great);
    assertEquals(144, lea.usableSize(great));
    BlockAllocator firstFit = stack(false, 8192);
    assertEquals(8, firstFit.usableSize(firstFit.allocate(0, 1)));
    assertEquals(BlockAllocator.NONE, firstFit.allocate(8192 - 16, 1));
    assertEquals(8192 - 24, firstFit.usableSize(firstFit.allocate(8192 - 24, 1)));
  }

  /** What a list keeps is not live, whatever the layers below say. */
  @Test
  void whatIsKeptForLaterIsNotLive() {
    StackedHeap heap =
        new StackedHeap(new FreeListLayer(new SizeLayer(new FirstFitLayer(512, 0, 512)), 1, 4));
    long block = heap.allocate(32, 8);
    heap.free(block);
    assertThrows(InvalidFreeException.class, () -> heap.free(block));
    assertThrows(InvalidFreeException.class, () -> heap.usableSize(block));
    assertEquals(block, heap.allocate(1, 1));
  }

  @Test
  void stacksThatCannotBe() {
    FirstFitLayer used = new FirstFitLayer(10, 0, 10);
    used.allocate(1);
    assertThrows(IllegalArgumentException.class, () -> new StackedHeap(used));
    for (long bytes : new long[] {-4096, 0, 4095, (1L << 27) + 4096, 1L << 62}) {
      assertThrows(IllegalArgumentException.class, () -> stack(false, bytes));
      assertThrows(IllegalArgumentException.class, () -> stack(true, bytes));
    }
  }
}
