package org.alloracle.freeingbump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.alloracle.Broken;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.freeingbump.FastFreeingBump;
import org.alloracle.reference.freeingbump.FreeingBump;
import org.alloracle.reference.freeingbump.Orders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of the original, its tests with their addresses, and what it got wrong. */
final class FreeingBumpTest {
  private static final long NONE = BlockAllocator.NONE;
  private static final long MAXIMUM = 8L << 22;

  private static FreeingBump heap(long base, int pages, int most) {
    return new FreeingBump(base, pages, most, FreeingBump.ON_CHAIN, true);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "65536,1", "65537,2", "131072,2", "131073,3"})
  void pagesFromSize(long bytes, long pages) {
    assertEquals(pages, Orders.pages(bytes));
  }

  @ParameterizedTest
  @CsvSource({"0,8", "22,33554432", "28,2147483648"})
  void orderSizes(int order, long bytes) {
    int[] width = Orders.widths(Orders.MOST);
    assertEquals(bytes, 8L * width[order]);
    assertEquals(order, Orders.of(width, bytes));
    if (order < 28) {
      assertEquals(order + 1, Orders.of(width, bytes + 1));
    }
  }

  /** Covering, least, monotone, idempotent, at and around every order. */
  @Test
  void theLawsOfTheOrders() {
    int[] width = Orders.widths(Orders.MOST);
    int last = 0;
    for (int k = 0; k < Orders.MOST; k++) {
      for (long size = Math.max(0, 8L * width[k] - 9); size <= 8L * width[k]; size++) {
        int order = Orders.of(width, size);
        assertTrue(size <= 8L * width[order]);
        assertTrue(order == 0 || 8L * width[order - 1] < size);
        assertTrue(last <= order);
        last = order;
      }
      assertEquals(k, last);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1,8", "13,1,24"})
  void theFirstBlockStartsPastItsHeader(long base, long size, long address) {
    assertEquals(address, heap(base, 1, 1).allocate(size, 1));
  }

  @Test
  void blocksFollowEachOther() {
    FreeingBump heap = heap(0, 1, 1);
    assertEquals(8, heap.allocate(1, 1));
    assertEquals(24, heap.allocate(9, 1));
    assertEquals(48, heap.allocate(1, 1));
  }

  @Test
  void aFreedBlockIsTheHead() {
    FreeingBump heap = heap(0, 1, 1);
    assertEquals(8, heap.allocate(1, 1));
    assertEquals(24, heap.allocate(1, 1));
    heap.free(24);
    assertEquals(24 - 8, heap.head(0));
  }

  @Test
  void freedAndHandedOutAgain() {
    FreeingBump heap = heap(13, 1, 1);
    assertEquals(24, heap.allocate(1, 1));
    assertEquals(40, heap.allocate(9, 1));
    heap.free(40);
    assertEquals(40, heap.allocate(9, 1));
    for (int order = 0; order < FreeingBump.ON_CHAIN; order++) {
      assertEquals(NONE, heap.head(order));
    }
  }

  @Test
  void theLastFreedServesFirst() {
    FreeingBump heap = heap(0, 1, 1);
    long p1 = heap.allocate(8, 1);
    long p2 = heap.allocate(8, 1);
    long p3 = heap.allocate(8, 1);
    heap.free(p1);
    heap.free(p2);
    heap.free(p3);
    assertEquals(p3 - 8, heap.head(0));
    assertEquals(p3, heap.allocate(8, 1));
    assertEquals(p2 - 8, heap.head(0));
  }

  @Test
  void tooLargeForTheMemory() {
    FreeingBump heap = heap(13, 1, 1);
    assertEquals(NONE, heap.allocate(65536 - 13, 1));
    assertTrue(heap.poisoned());
  }

  @Test
  void full() {
    FreeingBump heap = heap(0, 1, 1);
    assertEquals(8, heap.allocate(32760, 1));
    assertEquals(NONE, heap.allocate(32768, 1));
  }

  @Test
  void theMaximum() {
    assertEquals(8, heap(0, 1, 65536).allocate(MAXIMUM, 1));
    assertEquals(NONE, heap(0, 1, 65536).allocate(MAXIMUM + 1, 1));
  }

  @Test
  void theBumperAtTheEnd() {
    FreeingBump heap = heap(0, 1, 1);
    List<Long> blocks = new ArrayList<>();
    for (int i = 0; i < 1638; i++) {
      blocks.add(heap.allocate(32, 1));
    }
    assertEquals(65520, heap.bytes());
    assertEquals(65520, heap.bumper());
    blocks.forEach(heap::free);
    assertEquals(0, heap.bytes());
    assertEquals(65520, heap.peak());
    assertEquals(65520, heap.bumper());
    assertTrue(heap.allocate(8, 1) >= 0);
    assertEquals(65536, heap.bumper());
    assertEquals(NONE, heap.allocate(8, 1));
  }

  @Test
  void headersCount() {
    FreeingBump heap = heap(1, 1, 1);
    heap.allocate(9, 1);
    assertEquals(8 + 16, heap.bytes());
  }

  @Test
  void backToZero() {
    FreeingBump heap = heap(19, 1, 1);
    for (int i = 0; i < 9; i++) {
      long block = heap.allocate(42, 1);
      assertEquals(72, heap.bytes());
      heap.free(block);
      assertEquals(0, heap.bytes());
    }
    assertEquals(9 * 72, heap.total());
    assertEquals(72, heap.peak());
  }

  @Test
  void theListIsKept() {
    FreeingBump heap = heap(8, 1, 1);
    List<Long> first = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      first.add(heap.allocate(8, 1));
    }
    Collections.reverse(first);
    first.forEach(heap::free);
    Collections.reverse(first);
    List<Long> second = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      second.add(heap.allocate(8, 1));
    }
    assertEquals(first, second);
  }

  @Test
  void headersAsInTheSource() {
    FreeingBump heap = heap(0, 1, 1);
    long zero = heap.allocate(8, 1);
    long one = heap.allocate(9, 1);
    long more = heap.allocate(8, 1);
    assertEquals(0x100000000L, heap.header(0));
    assertEquals(0x100000001L, heap.header(1));
    heap.free(zero);
    heap.free(one);
    heap.free(more);
    assertEquals(0xffffffffL, heap.header(0));
    assertEquals(0xffffffffL, heap.header(1));
    assertEquals(0, heap.header(2)); // the list goes on at address 0
  }

  @Test
  void anErrorPoisons() {
    FreeingBump heap = heap(0, 1, 1);
    long block = heap.allocate(8, 1);
    assertThrows(InvalidFreeException.class, () -> heap.free(block + 8));
    assertTrue(heap.poisoned());
    assertEquals(NONE, heap.allocate(8, 1));
    assertThrows(InvalidFreeException.class, () -> heap.free(block));
    assertTrue(heap.resized(1));
    assertEquals(8, heap.usableSize(block));
  }

  @Test
  void anErrorChangesNothingIfNotGuarded() {
    FreeingBump heap = new FreeingBump(65536);
    long block = heap.allocate(8, 1);
    assertThrows(InvalidFreeException.class, () -> heap.free(block + 8));
    assertThrows(InvalidRequestException.class, () -> heap.allocate(-1, 1));
    assertThrows(InvalidRequestException.class, () -> heap.allocate(1, 3));
    assertEquals(NONE, heap.allocate(MAXIMUM + 1, 1));
    assertEquals(NONE, heap.allocate(8, 16));
    assertTrue(heap.resized(-1));
    assertFalse(heap.poisoned());
    heap.free(block);
    assertEquals(block, heap.allocate(8, 1));
  }

  @Test
  void memoryMayGrowAndMustNotShrink() {
    FreeingBump heap = heap(0, 1, 4);
    assertFalse(heap.resized(3));
    assertEquals(8, heap.allocate(65536, 1));
    assertEquals(3, heap.pages());
    assertTrue(heap.resized(2));
    assertEquals(NONE, heap.allocate(8, 1));
  }

  @Test
  void memoryGrowsAsNeededOrDoubles() {
    FreeingBump heap = heap(0, 1, 7);
    heap.allocate(2 * 65536, 1);
    assertEquals(3, heap.pages());
    heap.allocate(65536, 1);
    assertEquals(6, heap.pages());
    heap.allocate(2 * 65536, 1);
    assertEquals(6, heap.pages());
    heap.allocate(65536, 1);
    assertEquals(7, heap.pages());
  }

  /** A sum in 32 bits wraps to 0 at exactly 4 GiB. */
  @Test
  void fourGibibytes() {
    for (BlockAllocator heap :
        List.of(
            new FreeingBump(0, 1, 65536, 29, false), new FastFreeingBump(0, 1, 65536, 29, false))) {
      long bumper = 0;
      for (int order = 28; order >= 0; order--) {
        while (bumper + (8L << order) + 8 <= 1L << 32) {
          assertEquals(bumper + 8, heap.allocate(8L << order, 8));
          bumper += (8L << order) + 8;
        }
      }
      assertEquals(1L << 32, bumper);
      assertEquals(NONE, heap.allocate(1, 1));
      assertEquals(NONE, heap.allocate(8L << 28, 1));
    }
  }

  /** The old owner's address is the new owner's: the second free is not detected. */
  @Test
  void aFreeAfterReuseFreesTheNewOwnersBlock() {
    FreeingBump heap = heap(0, 1, 1);
    long old = heap.allocate(8, 1);
    heap.free(old);
    assertEquals(old, heap.allocate(8, 1));
    heap.free(old);
    assertThrows(InvalidFreeException.class, () -> heap.free(old));
  }

  /** The source takes what a block holds for a header; here the headers stand beside the memory. */
  @Test
  void noBlockInsideABlock() {
    for (BlockAllocator heap : List.of(new FreeingBump(65536), new FastFreeingBump(65536))) {
      long block = heap.allocate(64, 1);
      for (long inside = block - 8; inside <= block + 72; inside++) {
        long address = inside;
        if (address != block) {
          assertThrows(InvalidFreeException.class, () -> heap.free(address));
        }
      }
      heap.free(block);
    }
  }

  /** Free blocks of another order do not help. */
  @Test
  void ordersAreApart() {
    FreeingBump heap = new FreeingBump(0, 1, 1, 13, false);
    long large = heap.allocate(32768, 1);
    heap.free(large);
    int served = 0;
    while (heap.allocate(16376, 1) != NONE) {
      served++;
    }
    assertEquals(1, served);
    assertEquals(large, heap.allocate(32768, 1));
  }

  /** The least and the greatest of each parameter are taken, and what is next to them is not. */
  @Test
  void limitsOfTheFastForm() {
    new FastFreeingBump(0, 0, 0, 1, false);
    new FastFreeingBump(65_536, 1, 1, 29, false);
    new FastFreeingBump(0, 0, 65_536, 29, false);
    new FastFreeingBump(0);
    new FastFreeingBump(1L << 32);
    long[][] wrong = {
      {0, -1, 1, 1},
      {0, 2, 1, 1},
      {0, 1, 65_537, 1},
      {0, 1, 1, 0},
      {0, 1, 1, -1},
      {0, 1, 1, 30},
      {-1, 1, 1, 1},
      {65_537, 1, 1, 1}
    };
    for (long[] each : wrong) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new FastFreeingBump(each[0], (int) each[1], (int) each[2], (int) each[3], false));
    }
    for (long bytes : new long[] {-65_536, -1, 1, 65_537, (1L << 32) + 65_536}) {
      assertThrows(IllegalArgumentException.class, () -> new FastFreeingBump(bytes));
    }
  }

  @Test
  void theFastFormsMemoryGrowsAsTheReferences() {
    FreeingBump reference = new FreeingBump(0, 1, 7, FreeingBump.ON_CHAIN, true);
    FastFreeingBump fast = new FastFreeingBump(0, 1, 7, FreeingBump.ON_CHAIN, true);
    for (int pages : new int[] {1, 2, 3}) {
      assertFalse(reference.resized(pages));
      assertFalse(fast.resized(pages));
      assertEquals(pages, fast.pages());
    }
    for (int size : new int[] {65_536, 65_536, 131_072, 65_536, 16}) {
      assertEquals(reference.allocate(size, 1), fast.allocate(size, 1));
      assertEquals(reference.pages(), fast.pages());
      fast.checkInvariants();
    }
    assertFalse(reference.resized(7));
    assertFalse(fast.resized(7));
    for (int pages : new int[] {8, 6}) {
      FastFreeingBump free = new FastFreeingBump(0, 7, 7, 1, false);
      assertTrue(free.resized(pages));
      assertEquals(7, free.pages());
      assertFalse(free.poisoned());
    }
    assertTrue(fast.resized(8));
    assertTrue(fast.poisoned());
    assertTrue(fast.resized(7), "poisoned");
    String said = assertThrows(InvalidFreeException.class, () -> fast.free(8)).getMessage();
    assertEquals("the heap is poisoned", said);
  }

  /** Addresses whose header would lie off the tables, or that are a block's modulo 2^35. */
  @Test
  void addressesOffTheTables() {
    FastFreeingBump heap = new FastFreeingBump(1 << 20);
    heap.allocate(8, 1);
    heap.allocate(300_000, 1);
    for (long wrong :
        new long[] {
          0,
          -8,
          -65_536,
          Long.MIN_VALUE,
          (1L << 35) + 8,
          8 * (8192 + 9),
          1 << 20,
          1L << 40,
          Long.MAX_VALUE - 7
        }) {
      String said = assertThrows(InvalidFreeException.class, () -> heap.free(wrong)).getMessage();
      assertEquals("no live block starts at " + wrong, said);
    }
    heap.free(8);
  }

  /** To the last byte of the memory. */
  @Test
  void theFastFormsLastByte() {
    FastFreeingBump heap = new FastFreeingBump(65_536);
    assertEquals(8, heap.allocate(32_768, 1));
    for (int size = 16_384; size >= 8; size /= 2) {
      heap.allocate(size, 1);
    }
    while (heap.allocate(8, 1) != NONE) {
      heap.checkInvariants();
    }
    assertEquals(65_536, heap.bumper());
    heap.checkInvariants();
  }

  @Test
  void theTotalStaysAtItsGreatest() {
    FastFreeingBump heap = new FastFreeingBump(65_536);
    Broken.set(heap, "total", Long.MAX_VALUE - 20);
    heap.allocate(8, 1);
    assertEquals(Long.MAX_VALUE - 4, heap.total());
    heap.allocate(8, 1);
    assertEquals(Long.MAX_VALUE, heap.total());
  }

  @Test
  void whatTheWalkNames() {
    FastFreeingBump heap = new FastFreeingBump(16, 1, 2, 3, false);
    long[] blocks = new long[4];
    for (int i = 0; i < 4; i++) {
      blocks[i] = heap.allocate(i == 2 ? 16 : 8, 1);
    }
    heap.free(blocks[0]);
    heap.free(blocks[1]);
    // Headers at words 2 and 4, which are free, 6 and 9; the bumper is at 11.
    Broken.isNamed(
        heap,
        heap::checkInvariants,
        """
        heads[0] = 11 -> METADATA: the list of order 0 strays or circles
        heads[0] = 1 -> METADATA: the list of order 0 strays or circles
        headers[0][2] = -5 -> METADATA: the list of order 0 strays or circles
        heads[0] = 6 -> METADATA: header 6 is listed and not free
        heads[0] = 5 -> METADATA: header 5 is listed and not free
        bytes = 41 -> CONSERVATION: 32 free and 41 occupied of 72
        pages = 0 -> CONTAINMENT: the bumper is past page 0 of 2
        pages = 3 -> CONTAINMENT: the bumper is past page 3 of 2
        """);
  }
}
