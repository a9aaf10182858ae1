package org.alloracle.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.alloracle.Allocated;
import org.alloracle.SideBySide;
import org.alloracle.SideBySide.Allocate;
import org.alloracle.SideBySide.FreeLive;
import org.alloracle.SideBySide.FreeNear;
import org.alloracle.SideBySide.Op;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.heaplayers.Front;
import org.alloracle.reference.policy.Ranges;
import org.alloracle.reference.policy.Stack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The naive model, the reference and the stack of layers answer the same at every step. */
final class StackPropertyTest {
  private static final long[][] GHOSTSCRIPT = {{0, 128}, {129, 512}, {513, 65_536}};
  private static final long[] WORKED = {24, 32};

  private static Stack worked(long bytes) {
    return new Stack(new long[] {24}, new long[] {32}, bytes);
  }

  private static Stack ghostscript(long bytes) {
    return new Stack(new long[] {0, 129, 513}, new long[] {128, 512, 65_536}, bytes);
  }

  private static BlockAllocator[] worked() {
    return new BlockAllocator[] {
      new NaiveStack(4096, WORKED), worked(4096), org.alloracle.fast.policy.Stack.worked(4096)
    };
  }

  @Provide
  Arbitrary<List<Op>> calls() {
    Arbitrary<Long> sizes =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 70),
            Arbitraries.longs().between(0, 100_000),
            Arbitraries.of(127L, 128L, 129L, 512L, 513L, 65_536L, 65_537L, 524_272L, 524_280L),
            Arbitraries.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, (1L << 31) + 1));
    Arbitrary<Long> alignment =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.of(1L, 8L)),
            Tuple.of(1, Arbitraries.of(0L, 3L, -8L, Long.MIN_VALUE, 16L, 1L << 62)));
    Arbitrary<Long> wild =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-20, 9000),
            Arbitraries.longs().between(-1, 1024).map(word -> 8 * word));
    return SideBySide.calls(sizes, alignment, wild, 200);
  }

  /** After each call a block is expanded, some time. */
  @Property
  void sameAnswers(@ForAll("calls") List<Op> calls, @ForAll long seed) {
    NaiveStack naive = new NaiveStack(524_288, GHOSTSCRIPT);
    Stack reference = ghostscript(524_288);
    Front<?> fast = org.alloracle.fast.policy.Stack.ghostscript(524_288);
    Random random = new Random(seed);
    SideBySide.run(
        calls,
        op -> {
          fast.checkInvariants();
          if (op instanceof Allocate) {
            expand(random, naive, reference, fast);
          }
        },
        naive,
        reference,
        fast);
  }

  @Property
  void sameAnswersOfTheWorkedStack(@ForAll("calls") List<Op> calls, @ForAll long seed) {
    NaiveStack naive = new NaiveStack(8192, WORKED);
    Stack reference = worked(8192);
    Front<?> fast = org.alloracle.fast.policy.Stack.worked(8192);
    Random random = new Random(seed);
    SideBySide.run(
        calls,
        op -> {
          fast.checkInvariants();
          if (op instanceof Allocate) {
            expand(random, naive, reference, fast);
          }
        },
        naive,
        reference,
        fast);
  }

  private static void expand(Random random, NaiveStack naive, Stack reference, Front<?> fast) {
    long at = 8L * random.nextInt(1024);
    long min = random.nextInt(1 + random.nextInt(2000));
    long max = min + random.nextInt(1 + random.nextInt(2000));
    long expected;
    try {
      expected = naive.expand(at, min, max);
    } catch (InvalidFreeException e) {
      assertThrows(InvalidFreeException.class, () -> reference.expand(at, min, max));
      assertThrows(InvalidFreeException.class, () -> fast.expand(at, min, max));
      return;
    }
    assertEquals(expected, reference.expand(at, min, max));
    assertEquals(expected, fast.expand(at, min, max));
    assertTrue(expected == 0 || (min <= expected && expected <= max));
    assertEquals(naive.usableSize(at), reference.usableSize(at));
    assertEquals(naive.usableSize(at), fast.usableSize(at));
    assertTrue(expected <= naive.usableSize(at));
  }

  @Tag("slow")
  @Test
  void sameAnswersForAllShortSequences() {
    List<Op> alphabet =
        List.of(
            new Allocate(20, 1),
            new Allocate(24, 8),
            new Allocate(32, 1),
            new Allocate(1980, 1),
            new FreeLive(0),
            new FreeLive(1),
            new FreeNear(0, 8));
    assertEquals(117_649, SideBySide.all(alphabet, 6, StackPropertyTest::worked));
  }

  @Test
  void sameAnswersForManyCalls() {
    boolean nightly = "long".equals(System.getProperty("alloracle.tests"));
    SideBySide.run(
        SideBySide.random(1, nightly ? 1_000_000 : 20_000, 4096),
        ghostscript(1 << 17),
        org.alloracle.fast.policy.Stack.ghostscript(1 << 17));
  }

  /** Counterexample 17: a block below the range must not serve the range's greatest. */
  @Test
  void aBlockBelowTheRangeIsNotListed() {
    for (BlockAllocator heap : worked()) {
      long small = heap.allocate(20, 8);
      assertEquals(24, heap.usableSize(small));
      heap.free(small);
      long large = heap.allocate(32, 8);
      assertNotEquals(small, large);
      assertEquals(32, heap.usableSize(large));
      heap.free(large);
      assertEquals(large, heap.allocate(24, 8));
      assertEquals(32, heap.usableSize(large));
    }
  }

  @Test
  void aListByRangeIsFound() {
    NaiveStack wrong = new NaiveStack(4096, WORKED);
    wrong.listsByRange = true;
    List<Op> calls = List.of(new Allocate(20, 8), new FreeLive(0), new Allocate(32, 8));
    assertThrows(AssertionError.class, () -> SideBySide.run(calls, worked(4096), wrong));
  }

  /**
   * A block that grew into a range's capacity may serve the range; one that grew to less may not.
   */
  @Test
  void aBlockThatGrewIsListedByWhatItHolds() {
    for (long bytes : new long[] {28, 32, 40}) {
      Stack reference = worked(4096);
      Front<?> fast = org.alloracle.fast.policy.Stack.worked(4096);
      long small = reference.allocate(10, 1);
      assertEquals(small, fast.allocate(10, 1));
      assertEquals(bytes, reference.expand(small, bytes, bytes));
      assertEquals(bytes, fast.expand(small, bytes, bytes));
      reference.free(small);
      fast.free(small);
      assertEquals(bytes <= 32 ? small : bytes + 16, reference.allocate(32, 1));
      assertEquals(bytes <= 32 ? small : bytes + 16, fast.allocate(32, 1));
    }
  }

  @Test
  void expandNeverMovesAndNeverTakesFromANeighbour() {
    Stack reference = worked(4096);
    Front<?> fast = org.alloracle.fast.policy.Stack.worked(4096);
    for (int i = 0; i < 2; i++) {
      assertEquals(reference.allocate(100, 1), fast.allocate(100, 1));
    }
    long first = 8;
    long last = 8 + 104 + 8;
    assertEquals(0, reference.expand(first, 105, 200));
    assertEquals(0, fast.expand(first, 105, 200));
    assertEquals(104, reference.expand(first, 1, 200));
    assertEquals(104, fast.expand(first, 1, 200));
    assertEquals(4096 - last, reference.expand(last, 105, Long.MAX_VALUE));
    assertEquals(4096 - last, fast.expand(last, 105, Long.MAX_VALUE));
    assertEquals(BlockAllocator.NONE, reference.allocate(0, 1));
    assertEquals(BlockAllocator.NONE, fast.allocate(0, 1));
    for (long[] bounds : new long[][] {{-1, 5}, {5, 4}}) {
      assertThrows(
          InvalidRequestException.class, () -> reference.expand(first, bounds[0], bounds[1]));
      assertThrows(InvalidRequestException.class, () -> fast.expand(first, bounds[0], bounds[1]));
    }
  }

  @Test
  void rangesThatCannotBe() {
    for (long[][] ranges :
        new long[][][] {
          {{1}, {}},
          {{0}, {0}},
          {{-1}, {8}},
          {{9}, {8}},
          {{1, 8}, {8, 16}},
          {{1, 4}, {3, 8}},
          {{1}, {(1L << 31) + 1}}
        }) {
      assertThrows(IllegalArgumentException.class, () -> new Ranges(ranges[0], ranges[1]));
    }
    assertThrows(IllegalArgumentException.class, () -> ghostscript(1));
    assertThrows(
        IllegalArgumentException.class, () -> org.alloracle.fast.policy.Stack.worked(-4096));
  }

  @Test
  void makesNoJavaObjectsOnceTheHeapIsUsed() {
    Front<?> heap = org.alloracle.fast.policy.Stack.ghostscript(1L << 40);
    long[] live = new long[100];
    long again =
        Allocated.bytes(
            () -> {
              for (int i = 0; i < 1000; i++) {
                if (i >= 100) {
                  heap.free(live[i % 100]);
                }
                live[i % 100] = heap.allocate(16L << i % 12, 1);
              }
              for (long address : live) {
                heap.free(address);
              }
            });
    assertEquals(0, again);
  }
}
