package org.alloracle.vmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.alloracle.Allocated;
import org.alloracle.Broken;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.vmem.FastVmem;
import org.alloracle.reference.vmem.Segments;
import org.alloracle.reference.vmem.Vmem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of vmem, and what implementations of it get wrong. */
final class VmemTest {
  private static final long NONE = BlockAllocator.NONE;
  private static final long TEBIBYTE = 1L << 40;

  private static Stream<Arena> arenas(int limit, int page, boolean best) {
    return Stream.of(
        new NaiveVmem(limit, page, best),
        Arena.of(new Vmem(limit, page, best)),
        Arena.of(new FastVmem(limit, page, best)));
  }

  static Stream<Arena> own() {
    return arenas(1000, 0, false);
  }

  static Stream<Arena> ownBest() {
    return arenas(1000, 0, true);
  }

  static Stream<Arena> importing() {
    return arenas(16, 4, false);
  }

  private static long plain(Arena arena, long n) {
    return arena.xalloc(n, 1, 0, 0, 0, Long.MAX_VALUE);
  }

  /**
   * The paper's example: 20 integers, 8 modulo 64, in [200, 300). It prints 262, which is 6 modulo
   * 64. There are two places, 200 and 264.
   */
  @ParameterizedTest
  @MethodSource("own")
  void theExampleOfThePaper(Arena arena) {
    arena.add(0, 1000);
    assertEquals(264, arena.xalloc(20, 64, 8, 0, 201, 300));
    arena.xfree(264, 20);
    assertEquals(200, arena.xalloc(20, 64, 8, 0, 200, 300));
    assertEquals(264, arena.xalloc(20, 64, 8, 0, 200, 300));
    assertEquals(NONE, arena.xalloc(20, 64, 8, 0, 200, 300));
    assertEquals(328, arena.xalloc(20, 64, 8, 0, 200, 348));
    assertEquals(NONE, arena.xalloc(20, 64, 8, 0, 349, 411));
    assertEquals(392, arena.xalloc(20, 64, 8, 0, 349, 412));
  }

  @ParameterizedTest
  @MethodSource("own")
  void noBlockIsPartedByAMultipleOfNocross(Arena arena) {
    arena.add(3, 997);
    assertEquals(32, arena.xalloc(30, 1, 0, 32, 0, 1000));
    assertEquals(64, arena.xalloc(29, 1, 0, 32, 0, 1000));
    assertEquals(97, arena.xalloc(31, 2, 1, 32, 0, 1000));
    // 20 integers from 16 modulo 32 are always parted.
    assertEquals(NONE, arena.xalloc(20, 32, 16, 32, 0, 1000));
    assertEquals(NONE, arena.xalloc(20, 64, 16, 32, 0, 1000));
    assertEquals(176, arena.xalloc(16, 64, 48, 32, 0, 1000));
    assertThrows(InvalidRequestException.class, () -> arena.xalloc(33, 1, 0, 32, 0, 1000));
  }

  /** Free on both sides of the seam of two spans that touch: their owners may be two. */
  @ParameterizedTest
  @MethodSource("importing")
  void importedSpansThatTouchDoNotMerge(Arena arena) {
    for (int at = 0; at < 8; at += 2) {
      assertEquals(at, plain(arena, 2));
    }
    arena.xfree(2, 2);
    arena.xfree(4, 2);
    assertEquals(8, plain(arena, 4));
    assertEquals(4, plain(arena, 1)); // the latest on its list
  }

  @ParameterizedTest
  @MethodSource("own")
  void ownSpansThatTouchDoNotMerge(Arena arena) {
    arena.add(10, 5);
    arena.add(15, 5);
    assertEquals(NONE, plain(arena, 6));
    assertEquals(15, plain(arena, 5));
    assertEquals(10, plain(arena, 5));
    arena.xfree(10, 5);
    arena.xfree(15, 5);
    assertEquals(NONE, plain(arena, 6));
  }

  /** On the lists above there is none; the list of the request has one. */
  @ParameterizedTest
  @MethodSource("own")
  void instantFitSearchesTheListBelowAtLast(Arena arena) {
    arena.add(0, 6);
    arena.add(20, 5);
    arena.add(40, 6);
    assertEquals(NONE, plain(arena, 7));
    assertEquals(40, plain(arena, 6));
    assertEquals(20, plain(arena, 5));
    assertEquals(0, plain(arena, 5));
    assertEquals(NONE, plain(arena, 5));
    assertEquals(5, plain(arena, 1));
  }

  @ParameterizedTest
  @MethodSource("own")
  void instantFitPrefersAListOfWhichAllAreLargeEnough(Arena arena) {
    arena.add(0, 5);
    arena.add(20, 17);
    arena.add(40, 9);
    arena.add(60, 8);
    assertEquals(60, plain(arena, 5));
    assertEquals(0, plain(arena, 4)); // a power of two: its own list will do
  }

  @ParameterizedTest
  @MethodSource("ownBest")
  void bestFitTakesTheSmallestOfItsListElseTheFirstOfTheNext(Arena arena) {
    arena.add(0, 9);
    arena.add(20, 7);
    arena.add(40, 6);
    arena.add(60, 12);
    arena.add(80, 6);
    assertEquals(80, plain(arena, 5));
    assertEquals(40, plain(arena, 5));
    assertEquals(20, plain(arena, 5));
    assertEquals(60, plain(arena, 5)); // not the smallest of the next list
  }

  @ParameterizedTest
  @MethodSource("importing")
  void aWhollyFreeImportedSpanGoesBack(Arena arena) {
    assertEquals(0, plain(arena, 5)); // two pages
    assertEquals(5, plain(arena, 1));
    assertEquals(8, plain(arena, 8));
    assertEquals(NONE, plain(arena, 3));
    arena.xfree(0, 5);
    assertEquals(NONE, plain(arena, 8));
    arena.xfree(5, 1);
    arena.xfree(8, 8);
    assertEquals(0, plain(arena, 16));
    arena.xfree(0, 16);
    arena.add(3, 13); // all is back
  }

  @Test
  void ownSpansStay() {
    Vmem arena = new Vmem(100, 10, false);
    arena.add(50, 20);
    assertEquals(50, arena.xalloc(20, 1, 0, 0, 0, 100));
    assertEquals(0, arena.xalloc(1, 1, 0, 0, 0, 100));
    arena.xfree(50, 20);
    arena.xfree(0, 1);
    Segments segments = arena.segments();
    assertEquals(3, segments.count());
    assertEquals(Segments.HOLE, segments.key(0));
    assertEquals(Segments.OWN, segments.mark(1));
    assertEquals(Segments.HOLE, segments.key(2));
  }

  @ParameterizedTest
  @MethodSource("own")
  void misuseChangesNothing(Arena arena) {
    arena.add(100, 100);
    for (long[] span :
        new long[][] {
          {99, 2},
          {199, 1},
          {100, 1},
          {0, 101},
          {-1, 1},
          {999, 2},
          {5, 0},
          {5, -1},
          {1000, 1},
          {Long.MAX_VALUE, 1},
          {1, Long.MAX_VALUE},
          {Long.MIN_VALUE, 4}
        }) {
      assertThrows(InvalidRequestException.class, () -> arena.add(span[0], span[1]));
    }
    assertEquals(100, plain(arena, 10));
    for (long[] block :
        new long[][] {{100, 9}, {100, 11}, {101, 10}, {110, 90}, {-100, 10}, {1L << 33, 1}}) {
      assertThrows(InvalidFreeException.class, () -> arena.xfree(block[0], block[1]));
    }
    for (long[] x :
        new long[][] {
          {0, 1, 0, 0, 0},
          {-1, 1, 0, 0, 0},
          {1, 0, 0, 0, 0},
          {1, 4, 4, 0, 0},
          {1, 4, -1, 0, 0},
          {1, 1, 0, 0, -1},
          {2, 1, 0, 1, 0},
          {2, 1, 0, -8, 0}
        }) {
      assertThrows(
          InvalidRequestException.class, () -> arena.xalloc(x[0], x[1], x[2], x[3], x[4], 1000));
    }
    arena.xfree(100, 10);
    assertThrows(InvalidFreeException.class, () -> arena.xfree(100, 10));
    assertEquals(100, plain(arena, 100));
  }

  @Test
  void limitsThatCannotBe() {
    for (long bytes : new long[] {0, -16, 8, 17, Long.MAX_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> new Vmem(bytes));
      assertThrows(IllegalArgumentException.class, () -> new FastVmem(bytes));
    }
    for (long page : new long[] {-1, (1L << 56) + 1}) {
      assertThrows(IllegalArgumentException.class, () -> new Vmem(10, page, false));
      assertThrows(IllegalArgumentException.class, () -> new FastVmem(10, page, false));
    }
  }

  /** What tells the forms apart is found. */
  @Test
  void aWrongPolicyIsFound() {
    List<VmemPropertyTest.Call> calls =
        List.of(
            VmemPropertyTest.Call.add(0, 5),
            VmemPropertyTest.Call.add(20, 9),
            VmemPropertyTest.Call.add(40, 6),
            VmemPropertyTest.Call.plain(5));
    Arena right = Arena.of(new Vmem(100, 0, false));
    Arena wrong = Arena.of(new FastVmem(100, 0, true));
    assertThrows(AssertionError.class, () -> VmemPropertyTest.run(calls, right, wrong));
  }

  @Test
  void managesATebibyte() {
    FastVmem heap = new FastVmem(TEBIBYTE);
    long half = heap.allocate(TEBIBYTE / 2, 1);
    long aligned = heap.allocate(100, 1L << 38);
    assertEquals(0, half);
    assertEquals(TEBIBYTE / 2, aligned);
    assertEquals(NONE, heap.allocate(TEBIBYTE / 2, 1));
    heap.free(half);
    assertEquals(TEBIBYTE / 2 + 112, heap.allocate(64, 1));
    assertEquals(0, heap.allocate(TEBIBYTE / 2, 1));
    assertThrows(InvalidFreeException.class, () -> heap.free(TEBIBYTE / 2 + 16));
    heap.checkInvariants();
  }

  /** Once the tables have grown, no call makes a Java object. */
  @Test
  void makesFewJavaObjects() {
    long made = Allocated.bytes(() -> new FastVmem(TEBIBYTE));
    assertTrue(made < 16_384, made + " bytes for an empty heap");
    FastVmem heap = new FastVmem(TEBIBYTE);
    long[] live = new long[1000];
    long again =
        Allocated.bytes(
            () -> {
              for (int i = 0; i < 3000; i++) {
                if (i >= 1000) {
                  heap.free(live[i % 1000]);
                }
                live[i % 1000] = heap.allocate(16L << i % 20, 1L << i % 7);
              }
              for (long address : live) {
                heap.free(address);
              }
            });
    assertEquals(0, again);
  }

  @Test
  void limitsThatCanBe() {
    long most = 1L << 56;
    new FastVmem(16);
    assertEquals(0, new FastVmem(1L << 60).allocate(1, 1));
    assertThrows(IllegalArgumentException.class, () -> new FastVmem((1L << 60) + 16));
    for (long[] limits : new long[][] {{1, 0}, {1, 1}, {most, 0}, {most, most}}) {
      new FastVmem(limits[0], limits[1], false);
    }
    for (long limit : new long[] {-1, 0, most + 1}) {
      assertThrows(IllegalArgumentException.class, () -> new FastVmem(limit, 1, false));
    }
  }

  /** A span is imported in whole pages, all of which the source must have. */
  @ParameterizedTest
  @MethodSource("odd")
  void aSpanThatTheSourceCannotRound(Arena arena) {
    assertEquals(NONE, arena.xalloc(5, 1, 0, 0, 8, Long.MAX_VALUE));
    assertEquals(0, arena.xalloc(5, 1, 0, 0, 0, Long.MAX_VALUE));
    assertThrows(InvalidFreeException.class, () -> arena.usableSize(1));
  }

  static Stream<Arena> odd() {
    return arenas(15, 10, false);
  }

  /** In bytes as in integers, best fit looks for the smallest. */
  @ParameterizedTest
  @MethodSource("ownBest")
  void bestFitInBytes(Arena arena) {
    arena.add(20, 5);
    arena.add(30, 6);
    arena.add(40, 5);
    arena.add(0, 7);
    arena.add(60, 9);
    assertEquals(40 * 16, arena.allocate(80, 16));
    assertEquals(20 * 16, arena.allocate(80, 1));
    assertEquals(30 * 16, arena.allocate(80, 8));
  }

  /** The lowest place with a phase that no multiple of nocross parts, found by trying them all. */
  @Test
  void theLowestPlace() {
    for (int low = 0; low < 3; low++) {
      for (int n = 1; n <= 4; n++) {
        for (int align = 1; align <= 9; align++) {
          for (int phase = 0; phase < align; phase++) {
            for (int nocross = 0; nocross <= 7; nocross += nocross == 0 ? n : 1) {
              FastVmem heap = new FastVmem(64, 0, false);
              heap.add(low, 40 - low);
              long expected = NONE;
              for (int at = 40 - n; at >= low; at--) {
                boolean crosses = nocross > 0 && at / nocross != (at + n - 1) / nocross;
                expected = at % align == phase && !crosses ? at : expected;
              }
              assertEquals(expected, heap.xalloc(n, align, phase, nocross, 0, 40));
            }
          }
        }
      }
    }
  }

  /** What merged is used again: calls without end take no more of the tables. */
  @Test
  void segmentsAreUsedAgain() {
    FastVmem heap = new FastVmem(1 << 20);
    long fixed = heap.allocate(16, 1);
    for (int i = 0; i < 100; i++) {
      heap.free(heap.allocate(100, 1));
    }
    heap.free(fixed);
    assertTrue(Broken.get(heap, "segments.made") <= 4);
  }

  @Test
  void whatTheWalkNames() {
    FastVmem heap = new FastVmem(100, 10, false);
    Arena arena = Arena.of(heap);
    plain(arena, 3); // segment 0 from 0
    plain(arena, 3); // 1 from 3
    plain(arena, 2); // 2 from 6, and 3 from 8 is free
    plain(arena, 10); // 4 from 10, a whole span
    arena.xfree(3, 3);
    arena.add(50, 20); // 5
    arena.xfree(plain(arena, 1), 1); // 6, which is no more
    Broken.isNamed(
        heap,
        heap::checkInvariants,
        """
        segments.before[1] = 3 -> METADATA: a wrong neighbour after 0
        segments.high[0] = 2 -> METADATA: a wrong neighbour after 0
        segments.imported[0] = false -> METADATA: two spans joined 3
        segments.previous[2] = -1 -> COALESCING: free beside free 6
        segments.before[0] = 5 -> METADATA: a wrong neighbour before 0
        segments.imported[5] = true -> REUSE: a span that should be back 50
        live.taken[0] = 0 -> METADATA: not in the hash table 0
        live.size = +1 -> METADATA: strangers in the hash table 4
        segments.spare = -1 -> METADATA: numbers lost or double 6
        segments.heads[4] = -1; segments.lists = 2 -> METADATA: free segments on no list 3
        segments.previous[3] = 0 -> METADATA: a list is not linked 1
        segments.heads[5] = 5; segments.heads[4] = -1; segments.lists = 34 -> METADATA: on a wrong list 50
        segments.lists = 2 -> METADATA: the bit that says whether there is a segment on list 4
        segments.lists = 19 -> METADATA: the bit that says whether there is a segment on list 0
        limit = 99 -> CONTAINMENT: past the end 100
        limit = 101 -> CONSERVATION: neither in a segment nor at the source, or in two 100
        """);
  }
}
