package org.alloracle.weealloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.alloracle.Broken;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.weealloc.FastWeeAlloc;
import org.alloracle.reference.weealloc.WeeAlloc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of the original, and what it got wrong. */
final class WeeAllocTest {
  private static final long PAGE = 65_536;

  /** Issue 106: the original drops every cell that a search skips, and grows without bound. */
  @Test
  void theFootprintSettles() {
    WeeAlloc heap = new WeeAlloc(64 * PAGE, false);
    long settled = 0;
    for (int round = 0; round < 50; round++) {
      long one = heap.allocate(85_196, 1);
      long two = heap.allocate(80_000, 1);
      heap.free(one);
      heap.free(two);
      settled = round == 0 ? heap.obtained() : settled;
      assertEquals(settled, heap.obtained());
    }
  }

  /** A skipped cell stays on the list. */
  @Test
  void aSkippedCellServesLater() {
    WeeAlloc heap = new WeeAlloc(64 * PAGE, false);
    long large = heap.allocate(2 * PAGE - 16, 1);
    long small = heap.allocate(PAGE - 16, 1);
    long obtained = heap.obtained();
    heap.free(large);
    heap.free(small);
    assertEquals(large, heap.allocate(2 * PAGE - 16, 1));
    assertEquals(small, heap.allocate(PAGE - 16, 1));
    assertEquals(obtained, heap.obtained());
  }

  /** The original obtains one page, finds no aligned place in it, and gives up. */
  @Test
  void aRefillSuffices() {
    WeeAlloc heap = new WeeAlloc(64 * PAGE, false);
    assertEquals(0, heap.allocate(65_504, 32) % 32);
    for (long alignment = 1; alignment <= 1 << 16; alignment *= 2) {
      for (long size = PAGE - 200; size <= PAGE + 8; size += 8) {
        assertEquals(0, new WeeAlloc(8 * PAGE, false).allocate(size, alignment) % alignment);
      }
    }
  }

  /** The first page or pages, for small blocks of great alignment too. */
  @Test
  void theFastFormRefillsAsTheReference() {
    for (long alignment = 1; alignment <= 1 << 17; alignment *= 2) {
      for (long size : new long[] {0, 8, 100, 32_000}) {
        for (int pages = 1; pages <= 4; pages++) {
          FastWeeAlloc fast = new FastWeeAlloc(pages * PAGE, false);
          long expected = new WeeAlloc(pages * PAGE, false).allocate(size, alignment);
          assertEquals(expected, fast.allocate(size, alignment));
          fast.checkInvariants();
        }
      }
    }
  }

  /** Issue 100: a size near the greatest integer is refused before any page is obtained. */
  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 8, 1L << 62, 1L << 33})
  void tooLargeIsRefusedAtOnce(long size) {
    WeeAlloc heap = new WeeAlloc(64 * PAGE, false);
    assertEquals(BlockAllocator.NONE, heap.allocate(size, 1));
    assertEquals(0, heap.obtained());
    assertEquals(BlockAllocator.NONE, new FastWeeAlloc(64 * PAGE, false).allocate(size, 1));
  }

  /** Issue 85: a heap of 256 KiB serves almost all of it. */
  @Test
  void pagesServe() {
    WeeAlloc heap = new WeeAlloc(4 * PAGE, false);
    long served = 0;
    while (heap.allocate(48, 1) != BlockAllocator.NONE) {
      served += 48 + 16;
    }
    assertTrue(served > 4 * PAGE - 4 * 256, "served " + served);
  }

  @Test
  void theBackOfACellServes() {
    WeeAlloc heap = new WeeAlloc(PAGE, false);
    long first = heap.allocate(80, 1);
    assertEquals(PAGE - 80, first);
    assertEquals(first - 16 - 8, heap.allocate(1, 1));
  }

  @Test
  void aSplitLeavesSixteenWordsOrNothing() {
    WeeAlloc leaves = new WeeAlloc(PAGE, false);
    assertEquals(16 + 128 + 16, leaves.allocate(PAGE - 160, 1));
    WeeAlloc whole = new WeeAlloc(PAGE, false);
    assertEquals(16, whole.allocate(PAGE - 152, 1));
    assertEquals(PAGE - 16, whole.usableSize(16));
  }

  /** The cell before is absorbing first, so the cell after stays a cell of its own. */
  @Test
  void freeCellsMayTouch() {
    WeeAlloc heap = new WeeAlloc(PAGE, false);
    long high = heap.allocate(4_000, 1);
    long middle = heap.allocate(4_000, 1);
    heap.allocate(8, 1);
    assertEquals(4, heap.cells());
    heap.free(high);
    heap.free(middle);
    assertEquals(3, heap.cells()); // middle joined high
    WeeAlloc other = new WeeAlloc(PAGE, false);
    high = other.allocate(4_000, 1);
    middle = other.allocate(4_000, 1);
    other.free(high);
    other.free(middle);
    assertEquals(2, other.cells()); // middle joined the cell before it
  }

  /**
   * So two free cells share the page, and what was served at first is not served again. It is the
   * source's rule, not an error of ours: the model of its algorithm answers the same.
   */
  @Test
  void whatWasServedIsNotServedAgain() {
    for (BlockAllocator heap :
        List.of(
            new NaiveWeeAlloc(PAGE, false),
            new WeeAlloc(PAGE, false),
            new FastWeeAlloc(PAGE, false))) {
      heap.free(heap.allocate(PAGE - 16, 1));
      long high = heap.allocate(1, 1);
      long low = heap.allocate(1, 1);
      heap.free(high);
      heap.free(low); // joins the cell before it, and leaves the one after it alone
      assertEquals(BlockAllocator.NONE, heap.allocate(PAGE - 16, 1));
      assertEquals(high, heap.allocate(8, 1));
      assertEquals(16, heap.allocate(PAGE - 40, 1));
    }
  }

  /** Two segments touch, and do not merge. */
  @Test
  void segmentsStayApart() {
    WeeAlloc heap = new WeeAlloc(2 * PAGE, false);
    long one = heap.allocate(PAGE - 16, 1);
    long two = heap.allocate(PAGE - 16, 1);
    heap.free(one);
    heap.free(two);
    assertEquals(BlockAllocator.NONE, heap.allocate(PAGE, 1));
    assertEquals(2, heap.cells());
  }

  @Test
  void regressions() {
    WeeAlloc heap = new WeeAlloc(64 * PAGE, false);
    heap.free(heap.allocate(1, 1));
    heap.free(heap.allocate(1414, 1));
    heap.free(heap.allocate(1414, 1));
    heap.free(heap.allocate(168, 1));
    heap.allocate(0, 1);
    heap.free(heap.allocate(168, 1));
    heap.free(heap.allocate(13_672, 1));
    heap.allocate(1, 1);
    assertEquals(PAGE, heap.obtained());
  }

  /** The original gives every request for 0 bytes the same address. */
  @Test
  void zeroBytesGetACell() {
    WeeAlloc heap = new WeeAlloc(64 * PAGE, false);
    Set<Long> blocks = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      blocks.add(heap.allocate(0, 1));
    }
    assertEquals(1000, blocks.size());
  }

  @ParameterizedTest
  @ValueSource(longs = {128, 2048, 2056, 8192})
  void aHundredOfOneSize(long size) {
    WeeAlloc heap = new WeeAlloc(64 * PAGE, false);
    long obtained = 0;
    for (int round = 0; round < 3; round++) {
      List<Long> blocks = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        blocks.add(heap.allocate(size, 8));
      }
      blocks.forEach(heap::free);
      obtained = round == 0 ? heap.obtained() : obtained;
      assertEquals(obtained, heap.obtained());
    }
  }

  @Test
  void alignmentInsideACell() {
    WeeAlloc heap = new WeeAlloc(1024 * PAGE, false);
    for (long alignment = 1; alignment <= 512; alignment *= 2) {
      for (long size = 1; size < PAGE; size = size * 3 + 1) {
        assertEquals(0, heap.allocate(size, alignment) % alignment);
      }
    }
  }

  @Test
  void misuseChangesNothing() {
    WeeAlloc heap = new WeeAlloc(PAGE, false);
    long block = heap.allocate(40, 1);
    for (long wrong : new long[] {block + 8, block - 16, block + 1, -16, 16, Long.MIN_VALUE}) {
      assertThrows(InvalidFreeException.class, () -> heap.free(wrong));
      assertThrows(InvalidFreeException.class, () -> heap.usableSize(wrong));
    }
    assertThrows(InvalidRequestException.class, () -> heap.allocate(-1, 1));
    assertThrows(InvalidRequestException.class, () -> heap.allocate(1, 3));
    heap.free(block);
    assertThrows(InvalidFreeException.class, () -> heap.free(block));
    assertEquals(block, heap.allocate(40, 1));
  }

  /** The least and the greatest limit are taken, and what is next to them is not. */
  @Test
  void limitsOfTheFastForm() {
    assertEquals(BlockAllocator.NONE, new FastWeeAlloc(0, false).allocate(0, 1));
    new FastWeeAlloc(1L << 60, false);
    for (long limit : new long[] {-65_536, 1, 65_535, (1L << 60) + 65_536}) {
      assertThrows(IllegalArgumentException.class, () -> new FastWeeAlloc(limit, false));
    }
  }

  /** How many pages a request near the end of a page gets, at every alignment. */
  @Test
  void pagesOfTheFirstRequest() {
    for (long size = 65_536 - 400; size <= 65_536; size += 8) {
      for (long alignment = 1; alignment <= 1 << 18; alignment *= 2) {
        WeeAlloc reference = new WeeAlloc(1 << 20, false);
        FastWeeAlloc fast = new FastWeeAlloc(1 << 20, false);
        assertEquals(reference.allocate(size, alignment), fast.allocate(size, alignment));
        assertEquals(reference.obtained(), fast.obtained());
        assertEquals(reference.allocate(8, alignment), fast.allocate(8, alignment));
        assertEquals(reference.obtained(), fast.obtained());
      }
    }
  }

  /** The class of 4 words takes 1024 from the main list, and cuts 171 blocks from them. */
  @Test
  void aSizeClassTakesACellAndCutsIt() {
    WeeAlloc heap = new WeeAlloc(PAGE, true);
    for (long block = PAGE - 32; block > PAGE - 8192; block -= 48) {
      assertEquals(block, heap.allocate(25 + block / 16 % 8, 1L << block / 16 % 4));
      assertEquals(4, heap.cellKind(heap.cells() - 1 - (int) (PAGE - 32 - block) / 48));
    }
    assertEquals(PAGE - 8192, heap.allocate(32, 1)); // all that is left
    assertEquals(32, heap.usableSize(PAGE - 8192));
    assertEquals(PAGE - 8192 - 16 - 32, heap.allocate(32, 1)); // of the next 1024
  }

  /** The last freed goes first, and what touches stays apart. */
  @Test
  void aSizeClassNeverMerges() {
    WeeAlloc heap = new WeeAlloc(PAGE, true);
    long high = heap.allocate(8, 1);
    long middle = heap.allocate(8, 1);
    long low = heap.allocate(8, 1);
    int cells = heap.cells();
    heap.free(low);
    heap.free(high);
    heap.free(middle);
    assertEquals(cells, heap.cells());
    assertEquals(middle, heap.allocate(8, 1));
    assertEquals(high, heap.allocate(8, 1));
    assertEquals(low, heap.allocate(8, 1));
  }

  /**
   * Though another class has cells, and in the main list there is room for the block, but not for a
   * refill.
   */
  @Test
  void aSizeClassFailsByItself() {
    WeeAlloc heap = new WeeAlloc(PAGE, true);
    heap.free(heap.allocate(8, 1));
    heap.allocate(PAGE - 8192 - 16 - 16 - 4096 - 16, 1);
    assertEquals(BlockAllocator.NONE, heap.allocate(16, 1));
    assertEquals(PAGE - 8, heap.allocate(8, 1));
    assertEquals(16, heap.allocate(2056, 1)); // the main list serves
  }

  /** Greater alignments come from the main list. */
  @Test
  void alignedBlocksAreOfNoSizeClass() {
    WeeAlloc heap = new WeeAlloc(16 * PAGE, true);
    assertEquals(PAGE - 16, heap.allocate(16, 16));
    assertEquals(0, heap.cellKind(heap.cells() - 1));
    heap.allocate(2048, 8);
    assertEquals(256, heap.cellKind(heap.cells() - 2));
  }

  /** What merged is used again: calls without end take no more of the tables. */
  @Test
  void cellsAreUsedAgain() {
    FastWeeAlloc heap = new FastWeeAlloc(65_536, false);
    for (int i = 0; i < 100; i++) {
      long block = heap.allocate(100, 1);
      assertThrows(InvalidFreeException.class, () -> heap.usableSize(block + 1));
      heap.free(block);
    }
    assertEquals(2, Broken.get(heap, "nodes"));
  }

  @Test
  void whatTheWalkNames() {
    FastWeeAlloc heap = new FastWeeAlloc(65_536, false);
    long first = heap.allocate(8000, 1); // cell 1
    heap.allocate(800, 1); // cell 2
    heap.free(heap.allocate(80, 1)); // cell 3, which is no more
    heap.free(first);
    // Cells in the order of their addresses: 0 is free, 2 is live, 1 is free and first on the list.
    Broken.isNamed(
        heap,
        heap::checkInvariants,
        """
        previous[1] = 0 -> METADATA: the list is wrong at cell 1
        next[0] = 1 -> METADATA: the list is wrong at cell 1
        head[0] = 3 -> METADATA: the list is wrong at cell 3
        next[3] = 3 -> METADATA: the spare nodes make a circle at 3
        spare = -1 -> METADATA: 2 listed, 1 live of 4
        head[0] = 0; previous[0] = -1 -> METADATA: 1 listed, 1 live of 3
        before[2] = 1 -> METADATA: the cells after cell 0 are not linked
        low[2] = +1 -> METADATA: the cells after cell 0 are not linked
        high[1] = +1 -> CONSERVATION: 8193 words of 1 pages
        """);
  }

  @Test
  void whatTheWalkNamesOfSizeClasses() {
    FastWeeAlloc heap = new FastWeeAlloc(65_536, true);
    heap.allocate(8, 1); // of cell 1, cut from cell 0, it is the end: cell 2
    Broken.isNamed(
        heap,
        heap::checkInvariants,
        """
        kind[0] = 1 -> METADATA: the list is wrong at cell 0
        kind[1] = 0 -> METADATA: the list is wrong at cell 1
        head[1] = 0 -> METADATA: the list is wrong at cell 0
        kind[2] = 2 -> METADATA: cell 2 is too small for its size class
        """);
  }
}
