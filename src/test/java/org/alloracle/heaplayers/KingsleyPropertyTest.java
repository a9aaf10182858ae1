package org.alloracle.heaplayers;

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
import org.alloracle.SideBySide;
import org.alloracle.SideBySide.Allocate;
import org.alloracle.SideBySide.FreeLive;
import org.alloracle.SideBySide.FreeNear;
import org.alloracle.SideBySide.Op;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.heaplayers.Front;
import org.alloracle.fast.heaplayers.Kingsley;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The naive model, the reference, the stack of layers and the fused form answer the same. */
final class KingsleyPropertyTest {
  private static final long TEBIBYTE = 1L << 40;

  @Provide
  Arbitrary<List<Op>> small() {
    return calls(
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 70),
            Arbitraries.longs().between(0, 5000),
            Arbitraries.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31, (1L << 31) + 1)),
        Arbitraries.oneOf(
            Arbitraries.longs().between(-20, 9000),
            Arbitraries.longs().between(-1, 1024).map(word -> 8 * word)));
  }

  @Provide
  Arbitrary<List<Op>> vast() {
    return calls(
        Arbitraries.integers()
            .between(0, 31)
            .flatMap(k -> Arbitraries.longs().between(1L << k >> 1, (1L << k) + 1)),
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, TEBIBYTE),
            Arbitraries.integers().between(0, 62).map(k -> 1L << k),
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L)));
  }

  private static Arbitrary<List<Op>> calls(Arbitrary<Long> sizes, Arbitrary<Long> wild) {
    Arbitrary<Long> alignment =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.of(1L, 8L)),
            Tuple.of(1, Arbitraries.of(0L, 3L, -8L, Long.MIN_VALUE, 16L, 1L << 62)));
    return SideBySide.calls(sizes, alignment, wild, 200);
  }

  @Property
  void sameAnswers(@ForAll("small") List<Op> calls) {
    NaiveKingsley naive = new NaiveKingsley(8192);
    var reference = new org.alloracle.reference.heaplayers.Kingsley(8192);
    Front<?> stacked = Kingsley.stacked(8192);
    SideBySide.run(
        calls,
        op -> {
          stacked.checkInvariants();
          assertEquals(naive.obtained(), reference.obtained());
        },
        naive,
        reference,
        stacked,
        Kingsley.fused(8192));
  }

  @Property
  void sameAnswersOnATebibyte(@ForAll("vast") List<Op> calls) {
    SideBySide.run(
        calls, new NaiveKingsley(TEBIBYTE), Kingsley.stacked(TEBIBYTE), Kingsley.fused(TEBIBYTE));
  }

  @Tag("slow")
  @Test
  void sameAnswersForAllShortSequences() {
    List<Op> alphabet =
        List.of(
            new Allocate(0, 1),
            new Allocate(9, 8),
            new Allocate(2040, 1),
            new Allocate(8, 16),
            new FreeLive(0),
            new FreeLive(1),
            new FreeNear(0, 8));
    assertEquals(117_649, SideBySide.all(alphabet, 6, () -> heaps(4096)));
  }

  private static BlockAllocator[] heaps(long bytes) {
    return new BlockAllocator[] {
      new NaiveKingsley(bytes),
      new org.alloracle.reference.heaplayers.Kingsley(bytes),
      Kingsley.stacked(bytes),
      Kingsley.fused(bytes)
    };
  }

  @Test
  void sameAnswersForManyCalls() {
    boolean nightly = "long".equals(System.getProperty("alloracle.tests"));
    Front<?> stacked = Kingsley.stacked(65_536);
    Random look = new Random(2);
    SideBySide.run(
        SideBySide.random(1, nightly ? 1_000_000 : 20_000, 4096),
        op -> {
          if (look.nextInt(100) == 0) {
            stacked.checkInvariants();
          }
        },
        new org.alloracle.reference.heaplayers.Kingsley(65_536),
        stacked,
        Kingsley.fused(65_536));
  }

  @Test
  void managesATebibyte() {
    Front<?> heap = Kingsley.stacked(TEBIBYTE);
    assertEquals(8, heap.allocate(1, 1));
    long blocks = 1;
    long last = 8;
    for (long at = heap.allocate(1L << 31, 1); at >= 0; at = heap.allocate(1L << 31, 1)) {
      last = at;
      blocks++;
    }
    assertEquals(512, blocks);
    assertEquals(24 + 510 * ((1L << 31) + 8), last);
    heap.free(last);
    assertEquals(last, heap.allocate((1L << 30) + 1, 8));
    assertThrows(InvalidFreeException.class, () -> heap.free(16));
    heap.checkInvariants();
  }

  /** A heap costs what is used of it, and nothing once that was made. */
  @Test
  void makesFewJavaObjects() {
    for (boolean fused : new boolean[] {false, true}) {
      assertTrue(Allocated.bytes(() -> heap(fused)) < 16_384);
      BlockAllocator heap = heap(fused);
      long[] live = new long[1000];
      long again =
          Allocated.bytes(
              () -> {
                for (int i = 0; i < 3000; i++) {
                  if (i >= 1000) {
                    heap.free(live[i % 1000]);
                  }
                  live[i % 1000] = heap.allocate(16L << i % 20, 1);
                }
                for (long address : live) {
                  heap.free(address);
                }
              });
      assertEquals(0, again);
    }
  }

  private static BlockAllocator heap(boolean fused) {
    return fused ? Kingsley.fused(TEBIBYTE) : Kingsley.stacked(TEBIBYTE);
  }

  /** The class of a request near each power of two, and what is refused. */
  @Test
  void usableSizes() {
    for (BlockAllocator heap : heaps(1 << 21)) {
      for (int k = 0; k < 16; k++) {
        assertEquals(8L << k, heap.usableSize(heap.allocate(8L << k, 1)));
        assertEquals(8L << k, heap.usableSize(heap.allocate((4L << k) + 1, 1)));
      }
      assertEquals(8, heap.usableSize(heap.allocate(0, 1)));
      assertEquals(BlockAllocator.NONE, heap.allocate((1L << 31) + 1, 1));
      assertEquals(BlockAllocator.NONE, heap.allocate(Long.MAX_VALUE, 1));
      assertEquals(BlockAllocator.NONE, heap.allocate(1, 16));
    }
  }

  @Test
  void heapsThatCannotBe() {
    for (long bytes : new long[] {-4096, 1, 4095, TEBIBYTE + 4096, Long.MAX_VALUE}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new org.alloracle.reference.heaplayers.Kingsley(bytes));
      assertThrows(IllegalArgumentException.class, () -> Kingsley.stacked(bytes));
      assertThrows(IllegalArgumentException.class, () -> Kingsley.fused(bytes));
    }
  }
}
