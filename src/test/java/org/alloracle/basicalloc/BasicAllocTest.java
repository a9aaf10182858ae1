package org.alloracle.basicalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.basicalloc.FastBasicAlloc;
import org.alloracle.reference.basicalloc.BasicAlloc;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of the original, and what it got wrong. */
final class BasicAllocTest {
  static Stream<BlockAllocator> smallPages() {
    return Stream.of(new BasicAlloc(262_144, 64), new FastBasicAlloc(262_144, 64));
  }

  /** The original's own test, with its addresses. */
  @ParameterizedTest
  @MethodSource("smallPages")
  void basic(BlockAllocator heap) {
    long p1 = heap.allocate(64, 16);
    long p2 = heap.allocate(64, 16);
    long p3 = heap.allocate(224, 16);
    assertEquals(List.of(0L, 64L, 128L), List.of(p1, p2, p3));
    heap.free(p2);
    assertEquals(p3 + 256, heap.allocate(112, 16));
    assertEquals(p2 + 32, heap.allocate(32, 16));
    assertEquals(p2 + 16, heap.allocate(16, 4));
    assertEquals(p2, heap.allocate(8, 1));
  }

  /** The original gives size 0 the end of a free block, and writes a header there on free. */
  @ParameterizedTest
  @MethodSource("smallPages")
  void sizeZeroGetsABlockOfItsOwn(BlockAllocator heap) {
    long neighbour = heap.allocate(16, 16);
    long zero = heap.allocate(0, 1);
    assertEquals(16, heap.usableSize(zero));
    assertTrue(zero >= neighbour + 16 || zero + 16 <= neighbour);
    heap.free(zero);
    assertEquals(16, heap.usableSize(neighbour));
  }

  /** The original pads the size only, and returns an address that is no multiple of 64. */
  @ParameterizedTest
  @MethodSource("smallPages")
  void alignmentAboveSixteenIsHonoured(BlockAllocator heap) {
    heap.allocate(16, 16);
    for (long alignment = 1; alignment <= 4096; alignment *= 2) {
      assertEquals(0, heap.allocate(24, alignment) % alignment, "alignment " + alignment);
    }
  }

  @ParameterizedTest
  @MethodSource("smallPages")
  void misuseChangesNothing(BlockAllocator heap) {
    long block = heap.allocate(40, 1);
    for (long wrong : new long[] {block + 16, block + 1, -16, block + 48, Long.MIN_VALUE}) {
      assertThrows(InvalidFreeException.class, () -> heap.free(wrong));
      assertThrows(InvalidFreeException.class, () -> heap.usableSize(wrong));
    }
    assertThrows(InvalidRequestException.class, () -> heap.allocate(-1, 1));
    assertThrows(InvalidRequestException.class, () -> heap.allocate(1, 3));
    assertEquals(BlockAllocator.NONE, heap.allocate(Long.MAX_VALUE, 1));
    assertEquals(48, heap.usableSize(block));
    heap.free(block);
    assertThrows(InvalidFreeException.class, () -> heap.free(block));
  }

  /** The free set determines the state: freed in any order, the heap answers the same. */
  @Property(tries = 200)
  void theOrderOfFreesDoesNotMatter(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 200) Integer> sizes,
      @ForAll long seed) {
    BasicAlloc one = new BasicAlloc(65_536, 64);
    BasicAlloc other = new BasicAlloc(65_536, 64);
    List<Long> blocks = new ArrayList<>();
    for (int size : sizes) {
      blocks.add(one.allocate(size, 1));
      other.allocate(size, 1);
    }
    List<Long> freed = new ArrayList<>(blocks.subList(0, (blocks.size() + 1) / 2));
    freed.forEach(one::free);
    Collections.shuffle(freed, new Random(seed));
    freed.forEach(other::free);
    assertEquals(one.blocks(), other.blocks());
    for (int i = 0; i < one.blocks(); i++) {
      assertEquals(one.blockStart(i), other.blockStart(i));
      assertEquals(one.blockUsed(i), other.blockUsed(i));
    }
  }
}
