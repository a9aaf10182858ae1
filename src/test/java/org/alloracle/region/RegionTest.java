package org.alloracle.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.alloracle.Allocated;
import org.alloracle.Broken;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.contract.RegionAllocator;
import org.alloracle.fast.region.FastRegionHeap;
import org.alloracle.reference.region.RegionHeap;
import org.alloracle.region.RegionsSideBySide.Allocate;
import org.alloracle.region.RegionsSideBySide.Delete;
import org.alloracle.region.RegionsSideBySide.Link;
import org.alloracle.region.RegionsSideBySide.Op;
import org.alloracle.region.RegionsSideBySide.Open;
import org.alloracle.region.RegionsSideBySide.OpenBelow;
import org.alloracle.region.RegionsSideBySide.Root;
import org.alloracle.region.RegionsSideBySide.Unlink;
import org.alloracle.region.RegionsSideBySide.Unroot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The naive model, the reference and the fast form answer the same at every step. */
final class RegionTest {
  private static final int PAGE = 4096;
  private static final long NONE = RegionAllocator.NONE;

  private static RegionAllocator make(String name, int pages, int regions, int roots) {
    return switch (name) {
      case "naive" -> new NaiveRegions(pages, regions, roots);
      case "reference" -> new RegionHeap(pages, regions, roots);
      default -> new FastRegionHeap(pages, regions, roots);
    };
  }

  @Provide
  Arbitrary<List<Op>> calls() {
    return RegionsSideBySide.calls(
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 40),
            Arbitraries.longs().between(0, 2100),
            Arbitraries.longs().between(2000, 3 * PAGE),
            Arbitraries.of(0L, 2047L, 2048L, 2049L, 4095L, 4096L, 4097L, Long.MAX_VALUE, -1L)),
        3,
        Arbitraries.oneOf(
            Arbitraries.longs().between(-2, 8),
            Arbitraries.longs().between(0, 6 * PAGE + 64),
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 1L << 40)),
        200);
  }

  @Property
  void sameAnswers(
      @ForAll @IntRange(max = 6) int pages,
      @ForAll @IntRange(max = 5) int regions,
      @ForAll("calls") List<Op> calls) {
    FastRegionHeap fast = new FastRegionHeap(pages, regions, 3);
    NaiveRegions naive = new NaiveRegions(pages, regions, 3);
    RegionsSideBySide.run(
        calls,
        pages,
        op -> {
          if (op instanceof Delete) {
            naive.checkSafety();
            fast.checkInvariants();
          }
        },
        naive,
        new RegionHeap(pages, regions, 3),
        fast);
  }

  @Tag("slow")
  @Test
  void sameAnswersForAllShortSequences() {
    List<Op> alphabet =
        List.of(
            new OpenBelow(0),
            new Allocate(0, 2000),
            new Allocate(1, 4096),
            new Link(1, 0, 0, 4096),
            new Link(0, 0, 1, 0),
            new Unlink(1, 0),
            new Delete(0),
            new Delete(1));
    assertEquals(4_096, all(alphabet, 4));
    alphabet =
        List.of(
            new Open(),
            new Allocate(0, 8),
            new Allocate(1, 2048),
            new Root(0, 0),
            new Unroot(0),
            new Delete(0));
    assertEquals(7_776, all(alphabet, 5));
  }

  private static long all(List<Op> alphabet, int length) {
    List<Op> two = List.of(new Open(), new Open());
    return RegionsSideBySide.all(
        two,
        alphabet,
        length,
        2,
        () ->
            new RegionAllocator[] {
              new NaiveRegions(2, 3, 1), new RegionHeap(2, 3, 1), new FastRegionHeap(2, 3, 1)
            });
  }

  @Test
  void sameAnswersForManyCalls() {
    boolean nightly = "long".equals(System.getProperty("alloracle.tests"));
    FastRegionHeap fast = new FastRegionHeap(20, 7, 5);
    Random look = new Random(1);
    RegionsSideBySide.run(
        RegionsSideBySide.random(7, nightly ? 200_000 : 2_000, 5),
        20,
        op -> {
          if (look.nextInt(20) == 0) {
            fast.checkInvariants();
          }
        },
        new RegionHeap(20, 7, 5),
        fast);
  }

  /** Trace 32: the byte after a block that fills a page as far as it may is still the region's. */
  @ParameterizedTest
  @ValueSource(strings = {"naive", "reference", "fast"})
  void theByteAfterABlockBelongsToItsRegion(String name) {
    RegionAllocator heap = make(name, 8, 2, 1);
    long one = heap.newRegion();
    long two = heap.newRegion();
    assertEquals(0, heap.allocate(one, 2048));
    assertEquals(PAGE, heap.allocate(two, 1));
    // 2048 bytes more would fill the page to its last byte, so they do not fit; 2047 do.
    assertEquals(2048, heap.allocate(one, 2047));
    assertEquals(one, heap.regionOf(4095));
    assertEquals(two, heap.regionOf(4096));
    assertEquals(2 * PAGE, heap.allocate(one, 0));
    // A block of a whole page reserves a second one for the byte after it.
    assertEquals(3 * PAGE, heap.allocate(one, PAGE));
    assertEquals(one, heap.regionOf(4 * PAGE));
    assertEquals(5 * PAGE, heap.allocate(two, PAGE - 1));
    assertEquals(two, heap.regionOf(6 * PAGE - 1));
    assertEquals(NONE, heap.regionOf(6 * PAGE));
    // So a pointer past the end is counted for the right region.
    heap.store(heap.rootLocation(0), 4 * PAGE);
    assertEquals(1, heap.references(one));
    assertFalse(heap.deleteRegion(one));
    assertTrue(heap.deleteRegion(two));
  }

  @ParameterizedTest
  @ValueSource(strings = {"naive", "reference", "fast"})
  void twoBlocksOf2048BytesDoNotShareAPage(String name) {
    RegionAllocator heap = make(name, 2, 1, 0);
    long r = heap.newRegion();
    assertEquals(0, heap.allocate(r, 2048));
    assertEquals(PAGE, heap.allocate(r, 2048));
    assertEquals(NONE, heap.allocate(r, 2048));
    assertEquals(PAGE + 2048, heap.allocate(r, 2047));
    assertEquals(NONE, heap.allocate(r, 0));
  }

  /**
   * Trace 33: a parent and its child, in either order; the parent goes only when the child has
   * gone.
   */
  @ParameterizedTest
  @ValueSource(strings = {"naive", "reference", "fast"})
  void aParentOutlivesItsChild(String name) {
    RegionAllocator heap = make(name, 4, 4, 0);
    long parent = heap.newRegion();
    long child = heap.newSubregion(parent);
    long grandchild = heap.newSubregion(child);
    heap.allocate(child, 8);
    for (long region : new long[] {parent, child}) {
      assertFalse(heap.deleteRegion(region));
      assertEquals(child, heap.regionOf(0));
    }
    for (long region : new long[] {grandchild, child, parent}) {
      assertTrue(heap.deleteRegion(region));
    }
    assertThrows(InvalidFreeException.class, () -> heap.deleteRegion(child));
    assertThrows(InvalidRequestException.class, () -> heap.newSubregion(parent));
  }

  /** A region is released with its outgoing pointers, and what is in a cycle inside it. */
  @ParameterizedTest
  @ValueSource(strings = {"naive", "reference", "fast"})
  void releasingCountsOffWhatTheRegionPointedTo(String name) {
    RegionAllocator heap = make(name, 4, 3, 2);
    long one = heap.newRegion();
    long two = heap.newRegion();
    long a = heap.allocate(one, 32);
    long b = heap.allocate(two, 32);
    heap.store(a, b);
    heap.store(a + 8, b + 32);
    heap.store(a + 16, a);
    heap.store(a + 24, a + 8);
    heap.store(heap.rootLocation(0), b);
    assertEquals(0, heap.references(one));
    assertEquals(3, heap.references(two));
    assertFalse(heap.deleteRegion(two));
    heap.store(a + 8, b);
    assertEquals(3, heap.references(two));
    assertTrue(heap.deleteRegion(one));
    assertEquals(1, heap.references(two));
    assertThrows(InvalidRequestException.class, () -> heap.load(a));
    assertThrows(InvalidRequestException.class, () -> heap.store(heap.rootLocation(1), a));
    // The page is cleared when it is handed out again.
    assertEquals(a, heap.allocate(two, 4000));
    for (long l = a; l < a + 4000; l += 8) {
      assertEquals(NONE, heap.load(l));
    }
    heap.store(heap.rootLocation(0), NONE);
    assertTrue(heap.deleteRegion(two));
    assertEquals(NONE, heap.regionOf(a));
  }

  @ParameterizedTest
  @ValueSource(strings = {"naive", "reference", "fast"})
  void aBlockIsClearedWhenItsPageComesBack(String name) {
    RegionAllocator heap = make(name, 1, 2, 0);
    long r = heap.newRegion();
    long a = heap.allocate(r, 64);
    for (long l = a; l < a + 64; l += 8) {
      heap.store(l, a);
    }
    assertTrue(heap.deleteRegion(r));
    long s = heap.newRegion();
    assertEquals(r, s);
    assertEquals(a, heap.allocate(s, 16));
    assertEquals(NONE, heap.load(a));
    assertThrows(InvalidRequestException.class, () -> heap.load(a + 16));
  }

  @ParameterizedTest
  @ValueSource(strings = {"naive", "reference", "fast"})
  void misuseChangesNothing(String name) {
    RegionAllocator heap = make(name, 2, 2, 1);
    long r = heap.newRegion();
    long a = heap.allocate(r, 20);
    for (long wrong : new long[] {-1, 1, 2, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32}) {
      assertThrows(InvalidRequestException.class, () -> heap.allocate(wrong, 8));
      assertThrows(InvalidRequestException.class, () -> heap.newSubregion(wrong));
      assertThrows(InvalidRequestException.class, () -> heap.references(wrong));
      assertThrows(InvalidFreeException.class, () -> heap.deleteRegion(wrong));
    }
    for (long wrong :
        new long[] {-8, 4, 24, PAGE, 2 * PAGE + 8, Long.MIN_VALUE, Long.MAX_VALUE - 7}) {
      assertThrows(InvalidRequestException.class, () -> heap.store(wrong, a));
      assertThrows(InvalidRequestException.class, () -> heap.load(wrong));
    }
    for (long wrong : new long[] {-2, PAGE, 2 * PAGE, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThrows(InvalidRequestException.class, () -> heap.store(a, wrong));
    }
    assertThrows(InvalidRequestException.class, () -> heap.allocate(r, -1));
    assertEquals(NONE, heap.load(a));
    assertEquals(NONE, heap.load(a + 16));
    assertEquals(24, heap.allocate(r, 8));
    assertEquals(1, heap.newRegion());
    assertEquals(NONE, heap.newRegion());
    assertEquals(NONE, heap.newSubregion(r));
  }

  @Test
  void heapsThatCannotBe() {
    for (int[] bad :
        new int[][] {{-1, 1, 1}, {1, -1, 1}, {1, 1, -1}, {1, 1 << 21, 1}, {1, 1, 1 << 21}}) {
      assertThrows(InvalidRequestException.class, () -> new RegionHeap(bad[0], bad[1], bad[2]));
      assertThrows(
          IllegalArgumentException.class, () -> new FastRegionHeap(bad[0], bad[1], bad[2]));
    }
    assertThrows(InvalidRequestException.class, () -> new RegionHeap(1 << 21, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new FastRegionHeap((1 << 28) + 1, 1, 1));
  }

  /** Metadata is made for what is used, and a call makes no Java objects once it is there. */
  @Test
  void managesATebibyte() {
    long made = Allocated.bytes(() -> new FastRegionHeap(1 << 28, 1 << 20, 1 << 20));
    assertTrue(made < 8192, made + " bytes for an empty heap");
    FastRegionHeap heap = new FastRegionHeap(1 << 28, 1000, 10);
    assertEquals(
        0,
        Allocated.bytes(
            () -> {
              long first = heap.newRegion();
              long last = first;
              for (int i = 0; i < 200; i++) {
                long r = heap.newRegion();
                long a = heap.allocate(r, 16);
                heap.store(a, i == 0 ? a : heap.allocate(last, 3000));
                heap.allocate(r, 100_000);
                last = r;
              }
              heap.store(heap.rootLocation(3), heap.allocate(last, 8));
              assertFalse(heap.deleteRegion(last));
              heap.store(heap.rootLocation(3), NONE);
              for (long r = last; r > first; r--) {
                assertTrue(heap.deleteRegion(r));
              }
              assertTrue(heap.deleteRegion(first));
            }));
    heap.checkInvariants();
    long r = heap.newRegion();
    assertEquals(NONE, heap.allocate(r, 1L << 40));
    assertEquals(NONE, heap.allocate(r, Long.MAX_VALUE));
    assertEquals(0, heap.allocate(r, 1L << 32));
    assertEquals((1L << 32) + PAGE, heap.allocate(r, 1));
    heap.checkInvariants();
    assertTrue(heap.deleteRegion(r));
    heap.checkInvariants();
  }

  /** Regions of few pages come and go, so that runs of free pages part and join on both sides. */
  @Test
  void freePagesPartAndJoin() {
    Random random = new Random(4);
    RegionAllocator[] heaps = {
      new NaiveRegions(24, 12, 0), new RegionHeap(24, 12, 0), new FastRegionHeap(24, 12, 0)
    };
    List<Long> open = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      boolean opens = random.nextInt(3) > 0;
      long region = open.isEmpty() ? 0 : open.get(random.nextInt(open.size()));
      long size = random.nextInt(3) == 0 ? 8 : PAGE * (1 + random.nextInt(3)) - 8;
      if (opens || open.isEmpty()) {
        region = same(heaps, RegionAllocator::newRegion);
        if (region == NONE) {
          continue;
        }
        open.add(region);
      } else {
        open.remove(region);
        long gone = region;
        assertEquals(1, same(heaps, heap -> heap.deleteRegion(gone) ? 1 : 0));
      }
      if (opens) {
        long r = region;
        long at = same(heaps, heap -> heap.allocate(r, size));
        same(heaps, heap -> heap.regionOf(at));
      }
      ((FastRegionHeap) heaps[2]).checkInvariants();
    }
  }

  private static long same(RegionAllocator[] heaps, ToLongFunction<RegionAllocator> call) {
    long answer = call.applyAsLong(heaps[0]);
    for (int i = 1; i < heaps.length; i++) {
      assertEquals(answer, call.applyAsLong(heaps[i]));
    }
    return answer;
  }

  /** A page that small blocks have left, and the last of a run, have locations as far as used. */
  @ParameterizedTest
  @ValueSource(strings = {"naive", "reference", "fast"})
  void locationsEndWhereBlocksEnd(String name) {
    RegionAllocator heap = make(name, 12, 2, 0);
    heap.newRegion();
    long r = heap.newRegion();
    assertEquals(0, heap.allocate(0, 8));
    long[][] blocks = {{1, 1000}, {1, 2000}, {2, 2040}, {3, 5000}, {5, 9000}, {8, 4090}};
    for (long[] block : blocks) {
      heap.allocate(r, block[1]);
    }
    long[][] ends = {{1, 3000}, {2, 2040}, {4, 904}, {7, 808}, {8, 4096}};
    for (long[] end : ends) {
      long last = PAGE * end[0] + end[1];
      assertEquals(NONE, heap.load(last - 8));
      heap.store(last - 8, 0);
      assertEquals(0, heap.load(last - 8));
      if (end[1] < PAGE) {
        assertThrows(InvalidRequestException.class, () -> heap.load(last));
        assertThrows(InvalidRequestException.class, () -> heap.store(last, 0));
      }
    }
    assertEquals(5, heap.references(0));
    assertTrue(heap.deleteRegion(r));
    assertEquals(0, heap.references(0));
  }

  /** The last byte of a page belongs to its region, not to the next page's. */
  @ParameterizedTest
  @ValueSource(strings = {"naive", "reference", "fast"})
  void pointersToTheLastByteOfAPage(String name) {
    RegionAllocator heap = make(name, 4, 3, 1);
    for (int r = 0; r < 3; r++) {
      heap.newRegion();
      heap.allocate(r, 2047);
    }
    heap.store(heap.rootLocation(0), PAGE - 1);
    heap.store(2 * PAGE, PAGE - 1);
    assertEquals(2, heap.references(0));
    heap.store(heap.rootLocation(0), NONE);
    assertEquals(1, heap.references(0));
    assertTrue(heap.deleteRegion(2));
    assertEquals(0, heap.references(0));
    assertEquals(0, heap.references(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"naive", "reference", "fast"})
  void manyRoots(String name) {
    RegionAllocator heap = make(name, 2, 1, 1000);
    heap.newRegion();
    heap.allocate(0, 8);
    int[] roots = {8, 7, 16, 17, 100, 999};
    for (int root : roots) {
      heap.store(heap.rootLocation(root), NONE);
      assertEquals(NONE, heap.load(heap.rootLocation(root)));
    }
    for (int i = 0; i < roots.length; i++) {
      assertEquals(NONE, heap.load(heap.rootLocation(roots[i])));
      heap.store(heap.rootLocation(roots[i]), i);
      assertEquals(i + 1, heap.references(0));
    }
    for (int i = 0; i < roots.length; i++) {
      assertEquals(i, heap.load(heap.rootLocation(roots[i])));
    }
    assertThrows(InvalidRequestException.class, () -> heap.load(heap.rootLocation(1000)));
  }

  /** Null needs no table of what locations hold. */
  @Test
  void storingNullCostsNothing() {
    FastRegionHeap heap = new FastRegionHeap(4, 1, 1 << 20);
    heap.newRegion();
    long at = heap.allocate(0, 8);
    heap.store(at, NONE);
    heap.store(heap.rootLocation(1 << 19), NONE);
    assertEquals(0, Broken.get(heap, "cells.made"));
    heap.store(at, at);
    assertEquals(1, Broken.get(heap, "cells.made"));
  }

  @Test
  void whatTheWalkNames() {
    FastRegionHeap heap = new FastRegionHeap(10, 4, 2);
    heap.newRegion();
    heap.newSubregion(0);
    heap.newRegion();
    heap.allocate(0, 100); // page 0
    heap.allocate(1, 40); // page 1
    heap.allocate(0, 5000); // pages 2 and 3
    heap.store(heap.allocate(2, 8), 0); // page 4
    heap.allocate(0, 3000); // page 5
    heap.store(0, PAGE);
    heap.store(heap.rootLocation(0), 0);
    heap.deleteRegion(2);
    Broken.isNamed(
        heap,
        heap::checkInvariants,
        """
        parent[0] = -2 -> METADATA: a parent outlives its child
        head[1] = 0 -> METADATA: a region's pages are its own
        limit[0] = 8192 -> METADATA: a region hands out from a page of its own
        head[1] = -1; limit[1] = 0 -> METADATA: every page with an owner is in one region's chain
        cells.spares = 0 -> METADATA: every table in use is a page's
        cells.tables[0][7] = 5 -> METADATA: a table that is not in use holds only nulls
        references[1] = 2 -> METADATA: pointers into region 1 are counted
        references[0] = 0 -> METADATA: pointers into region 0 are counted
        roots[1] = 16384 -> METADATA: pointers into region 0 are counted
        children[0] = 2 -> METADATA: children of region 0 are counted
        closed[0] = 1 -> METADATA: a closed number is given once
        closedCount = 2; closed[1] = 2 -> METADATA: a closed number is given once
        cells.tables[1][13] = 1 -> METADATA: what is not handed out holds null
        roots[1] = 16385 -> METADATA: no location points to a free page
        pages.high = 7 -> METADATA: the page below high has an owner
        pages.record[16] = 1 -> METADATA: each free page below high is in one run
        pages.pages = 5 -> METADATA: pages end where the heap ends
        pages.record[12] = 0 -> METADATA: the free pages from 3 are one run
        """);
  }
}
