package org.alloracle.buddy;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.alloracle.Broken;
import org.alloracle.SideBySide;
import org.alloracle.SideBySide.Allocate;
import org.alloracle.SideBySide.FreeLive;
import org.alloracle.SideBySide.FreeNear;
import org.alloracle.SideBySide.Op;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.buddy.FastBuddy;
import org.alloracle.reference.buddy.Buddy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The naive model, the reference and the fast form answer the same at every step. */
final class BuddyPropertyTest {
  private static final long TEBIBYTE = 1L << 40;

  @Provide
  Arbitrary<List<Op>> small() {
    return calls(
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 300),
            Arbitraries.longs().between(0, 10_000),
            Arbitraries.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, 4095L, 4096L, 4097L, 1L << 40)),
        13,
        Arbitraries.oneOf(
            Arbitraries.longs().between(-64, 9000),
            Arbitraries.longs().between(-1, 300).map(leaf -> 64 * leaf)));
  }

  @Provide
  Arbitrary<List<Op>> vast() {
    return calls(
        Arbitraries.integers()
            .between(0, 41)
            .flatMap(k -> Arbitraries.longs().between(1L << k >> 1, (1L << k) + 1)),
        42,
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, TEBIBYTE),
            Arbitraries.integers().between(0, 62).map(k -> 1L << k),
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L)));
  }

  private static Arbitrary<List<Op>> calls(
      Arbitrary<Long> sizes, int alignments, Arbitrary<Long> wild) {
    Arbitrary<Long> alignment =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.just(1L)),
            Tuple.of(3, Arbitraries.integers().between(0, alignments).map(b -> 1L << b)),
            Tuple.of(1, Arbitraries.of(0L, 3L, -8L, Long.MIN_VALUE, 1L << 62)));
    return SideBySide.calls(sizes, alignment, wild, 200);
  }

  @Provide
  Arbitrary<Long> bases() {
    return Arbitraries.oneOf(
        Arbitraries.of(0L, 4096L, 262_144L - 4096, 262_144L),
        Arbitraries.longs().between(0, 20_000));
  }

  @Provide
  Arbitrary<Long> regions() {
    return Arbitraries.oneOf(
        Arbitraries.of(0L, 64L, 1024L, 4095L, 4096L, 4160L, 16_384L),
        Arbitraries.longs().between(0, 20_000));
  }

  @Property
  void sameAnswers(
      @ForAll("bases") long base, @ForAll("regions") long size, @ForAll("small") List<Op> calls) {
    FastBuddy fast = new FastBuddy(base, size);
    SideBySide.run(
        calls,
        op -> fast.checkInvariants(),
        new NaiveBuddy(base, size),
        new Buddy(base, size),
        fast);
  }

  /** All heights of the tree; a reference of that size would take tebibytes itself. */
  @Property
  void sameAnswersOnATebibyte(
      @ForAll("bases") long base, @ForAll("regions") long lacking, @ForAll("vast") List<Op> calls) {
    FastBuddy fast = new FastBuddy(base, TEBIBYTE - base - lacking);
    SideBySide.run(
        calls, op -> fast.checkInvariants(), new NaiveBuddy(base, TEBIBYTE - base - lacking), fast);
  }

  /** A region of seven leaves, and one that ends four leaves into a second node of the tree. */
  @Tag("slow")
  @Test
  void sameAnswersForAllShortSequences() {
    List<Op> alphabet =
        List.of(
            new Allocate(1, 1),
            new Allocate(100, 1),
            new Allocate(1, 256),
            new FreeLive(0),
            new FreeLive(1),
            new FreeNear(0, 64));
    assertEquals(46_656, SideBySide.all(alphabet, 6, () -> heaps(64)));
    assertEquals(7_776, SideBySide.all(alphabet, 5, () -> heaps(4096 - 192)));
  }

  private static BlockAllocator[] heaps(long base) {
    return new BlockAllocator[] {
      new NaiveBuddy(base, 448), new Buddy(base, 448), new FastBuddy(base, 448)
    };
  }

  @Test
  void sameAnswersForManyCalls() {
    boolean nightly = "long".equals(System.getProperty("alloracle.tests"));
    int calls = nightly ? 1_000_000 : 20_000;
    FastBuddy fast = new FastBuddy(0, 16_384);
    Random look = new Random(2);
    SideBySide.run(
        SideBySide.random(1, calls, 4096),
        op -> {
          if (look.nextInt(100) == 0) {
            fast.checkInvariants();
          }
        },
        new Buddy(0, 16_384),
        fast);
    fast.checkInvariants();
  }

  @Tag("slow")
  @Test
  void managesATebibyte() {
    FastBuddy heap = new FastBuddy(TEBIBYTE);
    assertEquals(0, heap.allocate(1, 1));
    assertEquals(TEBIBYTE / 2, heap.allocate(TEBIBYTE / 2, 1));
    assertEquals(64, heap.allocate(1, 1));
    assertEquals(BlockAllocator.NONE, heap.allocate(TEBIBYTE / 2, 1));
    assertThrows(InvalidFreeException.class, () -> heap.free(TEBIBYTE / 2 + 64));
    assertThrows(InvalidFreeException.class, () -> heap.free(TEBIBYTE));
    heap.checkInvariants();
    for (long address : new long[] {64, TEBIBYTE / 2, 0}) {
      heap.free(address);
    }
    assertEquals(0, heap.allocate(TEBIBYTE, TEBIBYTE));
    heap.checkInvariants();
  }

  /** A tebibyte costs no more than what is used of it, and nothing once that was made. */
  @Test
  void makesFewJavaObjects() {
    long made = Allocated.bytes(() -> new FastBuddy(TEBIBYTE));
    assertTrue(made < 16_384, made + " bytes for an empty heap");
    FastBuddy heap = new FastBuddy(TEBIBYTE);
    long[] live = new long[1000];
    long again =
        Allocated.bytes(
            () -> {
              for (int i = 0; i < 3000; i++) {
                long old = live[i % 1000];
                if (i >= 1000) {
                  heap.free(old);
                }
                live[i % 1000] = heap.allocate(16L << i % 20, 1);
              }
              for (long address : live) {
                heap.free(address);
              }
            });
    assertEquals(0, again);
  }

  @Test
  void regionsThatCannotBe() {
    for (long[] region :
        new long[][] {{-1, 64}, {0, -1}, {Long.MAX_VALUE, 64}, {0, TEBIBYTE + 1}, {64, TEBIBYTE}}) {
      assertThrows(IllegalArgumentException.class, () -> new FastBuddy(region[0], region[1]));
    }
    for (BlockAllocator none : List.of(new FastBuddy(1, 126), new FastBuddy(1, 10))) {
      assertEquals(BlockAllocator.NONE, none.allocate(0, 1));
      assertThrows(InvalidFreeException.class, () -> none.free(0));
    }
  }

  @Test
  void whatTheWalkNames() {
    FastBuddy heap = new FastBuddy(8192);
    for (int size : new int[] {64, 64, 128}) {
      heap.allocate(size, 1);
    }
    heap.free(64);
    // Live: leaf 0, leaves 2 and 3. Free: leaf 1, and from 4, 8, 16, 32 and 64 as many.
    Broken.isNamed(
        heap,
        heap::checkInvariants,
        """
        heights[0].room[6] = 0; heights[1].room[12] = 0; orders = 124 -> CONSERVATION: 127 leaves in blocks of 128
        orders = 127 -> METADATA: the bit that says whether there is a free block of order 1
        orders = 124 -> METADATA: the bit that says whether there is a free block of order 0
        heights[0].spares = 1 -> METADATA: nodes are lost or double of height 0
        heights[1].spares = 1 -> METADATA: nodes are lost or double of height 1
        heights[0].room[6] = 3 -> COALESCING: free beside its free buddy: leaf 0
        heights[0].room[6] = 194 -> COALESCING: free beside its free buddy: leaf 6
        heights[0].room[7] = 16 -> DISJOINTNESS: two blocks share the leaf 4
        heights[0].live[4] = 21 -> DISJOINTNESS: two blocks share the leaf 4
        heights[1].live[4] = 1 -> DISJOINTNESS: a node below a block: unit 0
        heights[1].room[18] = 1 -> DISJOINTNESS: a node below a block: unit 0
        heights[1].below[65] = 1 -> DISJOINTNESS: a node below a block: unit 1
        heights[0].live[5] = 6 -> METADATA: an order of no block: unit 1
        heights[1].room[13] = 1 -> METADATA: a word of height 1 is wrong for order 1
        heights[0].room[7] = 32 -> ALIGNMENT: not at a multiple of its size: leaf 5
        low = 64 -> CONTAINMENT: a block off the region: leaf 0
        high = 8128 -> CONTAINMENT: a block off the region: leaf 64
        """);
  }
}
