package org.alloracle.reference.buddy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alloracle.SideBySide;
import org.alloracle.buddy.NaiveBuddy;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.buddy.FastBuddy;
import org.junit.jupiter.api.Test;

class BuddyTest {
  @Property
  void likeTheNaiveModel(
      @ForAll("bases") long base,
      @ForAll("regions") long size,
      @ForAll("calls") List<SideBySide.Op> calls) {
    SideBySide.run(calls, new NaiveBuddy(base, size), new Buddy(base, size));
  }

  @Provide
  Arbitrary<Long> bases() {
    return Arbitraries.oneOf(Arbitraries.just(0L), Arbitraries.longs().between(0, 1000));
  }

  @Provide
  Arbitrary<Long> regions() {
    return Arbitraries.oneOf(
        Arbitraries.of(0L, 63L, 64L, 1024L, 1025L, 2048L), Arbitraries.longs().between(0, 3000));
  }

  @Provide
  Arbitrary<List<SideBySide.Op>> calls() {
    return SideBySide.calls(
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 400),
            Arbitraries.of(-1L, 0L, 64L, 65L, 512L, 1024L, 4097L, 1L << 40, Long.MAX_VALUE)),
        Arbitraries.of(1L, 8L, 64L, 128L, 512L, 0L, -8L, 24L, 1L << 62, Long.MIN_VALUE),
        Arbitraries.longs().between(-64, 3200),
        60);
  }

  @Property(tries = 200)
  void liveAndFreeBytesAreThoseOfTheRegion(
      @ForAll("bases") long base, @ForAll("regions") long size, @ForAll Random random) {
    Buddy heap = new Buddy(base, size);
    long region = heap.available();
    long low = (base + 63) / 64 * 64;
    assertEquals(Math.max(0, (base + size) / 64 * 64 - low), region);
    Map<Long, Long> live = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      long address = heap.allocate(random.nextInt(400), 1);
      if (address != BlockAllocator.NONE && random.nextBoolean()) {
        live.put(address, heap.usableSize(address));
      } else if (address != BlockAllocator.NONE) {
        heap.free(address);
      }
      long bytes = live.values().stream().mapToLong(each -> each).sum();
      assertEquals(bytes, heap.allocated());
      assertEquals(region - bytes, heap.available());
    }
  }

  @Test
  void everyShortSequenceLikeTheNaiveModel() {
    List<SideBySide.Op> alphabet =
        List.of(
            new SideBySide.Allocate(1, 1),
            new SideBySide.Allocate(100, 1),
            new SideBySide.Allocate(1, 256),
            new SideBySide.FreeLive(0),
            new SideBySide.FreeLive(1),
            new SideBySide.FreeAt(64));
    long sequences =
        SideBySide.all(
            alphabet, 6, () -> new BlockAllocator[] {new NaiveBuddy(64, 448), new Buddy(64, 448)});
    assertEquals(46656, sequences);
  }

  private static void both(long base, long size, Consumer<BlockAllocator> test) {
    test.accept(new Buddy(base, size));
    test.accept(new FastBuddy(base, size));
  }

  @Test
  void workedExampleOfTheDigest() {
    both(0, 1024, BuddyTest::workedExample);
  }

  private static void workedExample(BlockAllocator heap) {
    assertEquals(0, heap.allocate(100, 1));
    assertEquals(128, heap.usableSize(0));
    assertEquals(128, heap.allocate(128, 1));
    assertEquals(256, heap.allocate(256, 1));
    assertEquals(512, heap.allocate(512, 1));
    assertEquals(BlockAllocator.NONE, heap.allocate(0, 1));
    for (long address : new long[] {256, 0, 512, 128}) {
      heap.free(address);
    }
    assertEquals(0, heap.allocate(1024, 1));
  }

  /** Trace 4: the original's buddy of a small block lay inside the block, so nothing merged. */
  @Test
  void everythingFreedIsOneBlockAgain() {
    both(0, 4096, BuddyTest::fillAndEmpty);
  }

  private static void fillAndEmpty(BlockAllocator heap) {
    List<Long> blocks = new ArrayList<>();
    for (long address = heap.allocate(1, 1);
        address != BlockAllocator.NONE;
        address = heap.allocate(1, 1)) {
      blocks.add(address);
    }
    assertEquals(64, blocks.size());
    // Trace 5 fills the blocks with the free-magic word; here no state lies in a block.
    for (int i = 0; i < 64; i++) {
      heap.free(blocks.get(i * 37 % 64));
    }
    assertEquals(0, heap.allocate(4096, 4096));
  }

  /** Trace 6: aligning the base up must shorten the region. */
  @Test
  void noBlockPastTheEndOfAnUnalignedRegion() {
    both(8, 1024, BuddyTest::fillUnaligned);
  }

  private static void fillUnaligned(BlockAllocator heap) {
    List<Long> blocks = new ArrayList<>();
    for (long address = heap.allocate(1, 1);
        address != BlockAllocator.NONE;
        address = heap.allocate(1, 1)) {
      blocks.add(address);
    }
    assertEquals(15, blocks.size());
    for (long address : blocks) {
      assertEquals(0, address % 64);
      assertEquals(true, 8 <= address && address + 64 <= 1032);
    }
    assertEquals(BlockAllocator.NONE, heap.allocate(1, 1));
  }

  /** Trace 7: a region of 2^k + 1 bytes gave a largest block of 2^(k - 1). */
  @Test
  void oneByteMoreThanAPowerOfTwoKeepsTheGreatBlock() {
    both(0, 1025, heap -> assertEquals(0, heap.allocate(1024, 1)));
  }

  @Test
  void misuseIsRefusedAndChangesNothing() {
    both(0, 256, BuddyTest::misuse);
  }

  private static void misuse(BlockAllocator heap) {
    long block = heap.allocate(65, 1);
    assertThrows(InvalidFreeException.class, () -> heap.free(block + 64));
    heap.free(block);
    assertThrows(InvalidFreeException.class, () -> heap.free(block));
    assertThrows(InvalidFreeException.class, () -> heap.usableSize(block));
    assertThrows(InvalidRequestException.class, () -> heap.allocate(-1, 1));
    assertThrows(InvalidRequestException.class, () -> heap.allocate(1, 3));
    assertEquals(0, heap.allocate(256, 1));
  }

  @Test
  void regionsThatCannotBe() {
    assertThrows(InvalidRequestException.class, () -> new Buddy(-1, 64));
    assertThrows(InvalidRequestException.class, () -> new Buddy(0, -1));
    assertThrows(InvalidRequestException.class, () -> new Buddy(Long.MAX_VALUE, 64));
    assertThrows(InvalidRequestException.class, () -> new Buddy(0, Buddy.GREATEST_END + 1));
    assertEquals(BlockAllocator.NONE, new Buddy(1, 126).allocate(1, 1));
  }
}
