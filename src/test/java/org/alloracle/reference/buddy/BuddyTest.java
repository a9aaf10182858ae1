package org.alloracle.reference.buddy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alloracle.SideBySide;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.junit.jupiter.api.Test;

class BuddyTest {
  /** The design again, on address intervals: no tree, no node numbers. */
  private static final class Naive implements BlockAllocator {
    final TreeMap<Long, Long> free = new TreeMap<>();
    final Map<Long, Long> live = new HashMap<>();

    Naive(long base, long size) {
      long at = Math.floorDiv(base + 63, 64L) * 64;
      long end = (base + size) / 64 * 64;
      while (at < end) {
        long block = 64;
        while (at % (2 * block) == 0 && at + 2 * block <= end) {
          block *= 2;
        }
        free.put(at, block);
        at += block;
      }
    }

    @Override
    public long allocate(long size, long alignment) {
      if (size < 0 || Long.bitCount(alignment) != 1 || alignment < 0) {
        throw new InvalidRequestException("no");
      }
      long need = Math.max(size, alignment);
      long best = NONE;
      long width = Long.MAX_VALUE;
      for (Map.Entry<Long, Long> block : free.entrySet()) {
        if (block.getValue() >= need && block.getValue() < width) {
          best = block.getKey();
          width = block.getValue();
        }
      }
      if (best == NONE) {
        return NONE;
      }
      free.remove(best);
      while (width > 64 && width / 2 >= need) {
        width /= 2;
        free.put(best + width, width);
      }
      live.put(best, width);
      return best;
    }

    @Override
    public void free(long address) {
      Long width = live.remove(address);
      if (width == null) {
        throw new InvalidFreeException("no");
      }
      long at = address;
      long bytes = width;
      while (free.getOrDefault(at ^ bytes, 0L) == bytes) {
        free.remove(at ^ bytes);
        at = Math.min(at, at ^ bytes);
        bytes *= 2;
      }
      free.put(at, bytes);
    }

    @Override
    public long usableSize(long address) {
      Long width = live.get(address);
      if (width == null) {
        throw new InvalidFreeException("no");
      }
      return width;
    }
  }

  @Property
  void likeTheNaiveModel(
      @ForAll("bases") long base,
      @ForAll("regions") long size,
      @ForAll("calls") List<SideBySide.Op> calls) {
    SideBySide.run(calls, new Naive(base, size), new Buddy(base, size));
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
            alphabet, 6, () -> new BlockAllocator[] {new Naive(64, 448), new Buddy(64, 448)});
    assertEquals(46656, sequences);
  }

  @Test
  void workedExampleOfTheDigest() {
    Buddy heap = new Buddy(0, 1024);
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
    Buddy heap = new Buddy(0, 4096);
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
    Buddy heap = new Buddy(8, 1024);
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
    assertEquals(0, new Buddy(0, 1025).allocate(1024, 1));
  }

  @Test
  void misuseIsRefusedAndChangesNothing() {
    Buddy heap = new Buddy(0, 256);
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
