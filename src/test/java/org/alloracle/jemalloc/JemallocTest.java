package org.alloracle.jemalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.alloracle.Allocated;
import org.alloracle.Broken;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.jemalloc.FastJemalloc;
import org.alloracle.fast.jemalloc.JemallocArenas;
import org.alloracle.reference.jemalloc.Fullness;
import org.alloracle.reference.jemalloc.Geometry;
import org.alloracle.reference.jemalloc.Jemalloc;
import org.alloracle.reference.jemalloc.Run;
import org.alloracle.reference.jemalloc.Shape;
import org.alloracle.reference.jemalloc.SizeClasses;
import org.alloracle.reference.jemalloc.Sizing;
import org.junit.jupiter.api.Test;

/** Examples of the paper and the digest, misuse, and what the design's laws say in numbers. */
final class JemallocTest {
  private static final long NONE = BlockAllocator.NONE;
  private static final int PAGE = 4096;
  private static final int CHUNK = 32 * PAGE;
  private static final long TEBIBYTE = 1L << 40;

  private static void all(int chunks, Consumer<BlockAllocator> test) {
    test.accept(new NaiveJemalloc(chunks, 32));
    test.accept(new Jemalloc(chunks, 32));
    test.accept(new FastJemalloc(chunks, 32));
    test.accept(new JemallocArenas(chunks, 32, 1));
  }

  /** Size, bytes of a run, regions: the paper's table for amd64. */
  @Test
  void runsAreAsInThePapersTable() {
    int[][] table = {
      {2, 4096, 1892}, {4, 4096, 946}, {8, 8192, 985}, {16, 16384, 1004}, {32, 32768, 1014},
      {48, 65536, 1358}, {64, 65536, 1019}, {80, 65536, 815}, {96, 65536, 679}, {112, 65536, 582},
      {128, 65536, 509}, {256, 65536, 254}, {512, 65536, 127}, {1024, 65536, 63}, {2048, 65536, 31}
    };
    for (int[] row : table) {
      assertEquals(row[1], Geometry.pages(row[0]) * PAGE);
      assertEquals(row[2], Geometry.regions(row[0]));
    }
  }

  /** A run keeps its layout, that of the table: a header, and regions up to the run's end. */
  @Test
  void aRunKeepsItsLayout() {
    for (int bin = 0; bin < SizeClasses.BINS; bin++) {
      int size = SizeClasses.size(bin);
      int last = Geometry.regions(size) - 1;
      Run run = new Run(Sizing.shape(bin), 1);
      assertEquals(last + 1, run.free());
      assertEquals(Geometry.pages(size), Sizing.pages(bin));
      assertEquals(Sizing.first(bin), run.at(0));
      assertEquals(Geometry.offset(size, last), run.at(last));
      assertEquals(Sizing.pages(bin) * PAGE, run.at(last) + size);
    }
  }

  @Test
  void sizeClassesAreLeastMonotoneAndIdempotent() {
    int last = 0;
    for (int n = 0; n <= SizeClasses.LARGEST; n++) {
      int bin = SizeClasses.bin(n);
      int size = SizeClasses.size(bin);
      assertTrue(n <= size && bin >= last && bin <= last + 1);
      assertTrue(bin == 0 || SizeClasses.size(bin - 1) < n);
      assertEquals(bin, SizeClasses.bin(size));
      assertTrue(n < 9 || (n <= 512 ? size - n <= 15 : size < 2 * n));
      last = bin;
    }
    assertEquals(SizeClasses.BINS - 1, last);
  }

  /** Each state is an interval of the free count, and the next state is never outside its own. */
  @Test
  void everyStateOfFullnessIsAnInterval() {
    for (int n : new int[] {Fullness.LEAST, 9, 10, 11, 31, 63, 1892, 2048}) {
      for (int state = Fullness.INIT; state < Fullness.EMPTY; state++) {
        for (int f = 0; f <= n; f++) {
          if (Fullness.within(state, n, f)) {
            assertTrue(
                state == Fullness.Q100
                    || Fullness.within(Fullness.fuller(state, n, f - 1), n, f - 1));
            assertTrue(f == n || Fullness.within(Fullness.emptier(state, n, f + 1), n, f + 1));
          }
        }
      }
    }
  }

  /** All the way up and down: 31 regions, a quarter is 7. */
  @Test
  void aRunGoesThroughItsStates() {
    Run run = new Run(Shape.of(2048), 1);
    StringBuilder up = new StringBuilder();
    for (int i = 0; i < 31; i++) {
      assertEquals(i, run.lowest());
      run = run.taken(i);
      up.append(run.state());
    }
    assertEquals("0000000001111112222222233333335", up.toString());
    StringBuilder down = new StringBuilder();
    for (int i = 0; i < 31; i++) {
      run = run.given(i);
      down.append(run.state());
    }
    assertEquals("4444443333333322222211111111116", down.toString());
  }

  /** Trace 20: one object taken and given back again and again keeps its run. */
  @Test
  void anObjectTakenAndGivenBackMakesOneRun() {
    NaiveJemalloc naive = new NaiveJemalloc(2, 32);
    FastJemalloc fast = new FastJemalloc(2, 32);
    for (int i = 0; i < 1000; i++) {
      long address = fast.allocate(100, 1);
      assertEquals(address, naive.allocate(100, 1));
      fast.free(address);
      naive.free(address);
    }
    assertEquals(1, naive.runsMade());
    assertEquals(1, fast.runsBegun());
  }

  /** Trace 21: a huge block at more than a chunk's alignment goes back whole. */
  @Test
  void aHugeBlockOfGreatAlignmentGoesBackWhole() {
    all(
        5,
        heap -> {
          assertEquals(PAGE, heap.allocate(2, 1) / PAGE * PAGE);
          for (int round = 0; round < 3; round++) {
            assertEquals(2 * CHUNK, heap.allocate(CHUNK + 1, 2 * CHUNK));
            assertEquals(2 * CHUNK, heap.usableSize(2 * CHUNK));
            assertEquals(CHUNK, heap.allocate(CHUNK, 1));
            assertEquals(4 * CHUNK, heap.allocate(1, 4 * CHUNK));
            assertEquals(NONE, heap.allocate(CHUNK, 1));
            heap.free(2 * CHUNK);
            heap.free(CHUNK);
            heap.free(4 * CHUNK);
          }
        });
    JemallocArenas arenas = new JemallocArenas(8, 32, 1);
    arenas.free(arenas.allocate(CHUNK + 1, 4 * CHUNK));
    assertEquals(0, arenas.chunksTaken());
  }

  /** The header takes the first page, so the free runs are of 1, 2, 4, 8 and 16 pages. */
  @Test
  void largeBlocksAreBuddies() {
    all(
        1,
        heap -> {
          for (long bytes = 16 * PAGE; bytes >= PAGE; bytes /= 2) {
            assertEquals(bytes, heap.allocate(bytes, 1));
          }
          assertEquals(NONE, heap.allocate(PAGE, 1));
          assertEquals(NONE, heap.allocate(1, 1));
          heap.free(2 * PAGE);
          heap.free(4 * PAGE);
          assertEquals(NONE, heap.allocate(8 * PAGE, 1));
          heap.free(PAGE);
          heap.free(8 * PAGE);
          assertEquals(8 * PAGE, heap.allocate(5 * PAGE, 1));
          assertEquals(8 * PAGE, heap.usableSize(8 * PAGE));
          heap.free(8 * PAGE);
          heap.free(16 * PAGE);
          assertEquals(0, heap.allocate(CHUNK, CHUNK));
        });
  }

  /** The lowest region that is free, in the run that is current, though another has lower ones. */
  @Test
  void theCurrentRunServesItsLowestRegion() {
    all(
        4,
        heap -> {
          List<Long> blocks = new ArrayList<>();
          for (int i = 0; i < 40; i++) {
            blocks.add(heap.allocate(2048, 1));
          }
          heap.free(blocks.get(7));
          heap.free(blocks.get(33));
          heap.free(blocks.get(32));
          assertEquals(blocks.get(32), heap.allocate(2048, 1));
          assertEquals(blocks.get(33), heap.allocate(2048, 1));
          assertEquals(blocks.get(39) + 2048, heap.allocate(2048, 1));
        });
  }

  @Test
  void alignmentsRoundToPowersOfTwo() {
    all(
        12,
        heap -> {
          for (long alignment = 1; alignment <= 2 * CHUNK; alignment *= 2) {
            for (long size : new long[] {0, 1, 40, 100, 2048, 5000}) {
              long address = heap.allocate(size, alignment);
              assertEquals(0, address % alignment);
              assertTrue(heap.usableSize(address) >= size);
              heap.free(address);
            }
          }
          long address = heap.allocate(48, 16);
          assertEquals(48, heap.usableSize(address));
          assertEquals(64, heap.usableSize(heap.allocate(48, 32)));
        });
  }

  @Test
  void misuseIsRefusedAndChangesNothing() {
    all(
        2,
        heap -> {
          long small = heap.allocate(100, 1);
          long large = heap.allocate(2 * PAGE, 1);
          long huge = heap.allocate(CHUNK, 1);
          for (long wrong :
              new long[] {
                small + 1,
                small + 112,
                small - 112,
                large + PAGE,
                large + 1,
                huge + PAGE,
                0,
                PAGE,
                -1,
                -CHUNK,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                2 * CHUNK,
                1L << 50
              }) {
            assertThrows(InvalidFreeException.class, () -> heap.free(wrong));
            assertThrows(InvalidFreeException.class, () -> heap.usableSize(wrong));
          }
          for (long block : new long[] {small, large, huge}) {
            heap.free(block);
            assertThrows(InvalidFreeException.class, () -> heap.free(block));
          }
          assertThrows(InvalidRequestException.class, () -> heap.allocate(-1, 1));
          assertThrows(InvalidRequestException.class, () -> heap.allocate(64, 3));
          assertThrows(InvalidRequestException.class, () -> heap.allocate(64, 0));
          assertThrows(InvalidRequestException.class, () -> heap.allocate(1 << 30, 24));
          assertEquals(NONE, heap.allocate(Long.MAX_VALUE, 1));
          assertEquals(NONE, heap.allocate(3 * CHUNK, 1L << 62));
          assertEquals(small, heap.allocate(100, 1));
          assertEquals(huge, heap.allocate(1, CHUNK));
        });
  }

  @Test
  void heapsThatCannotBe() {
    for (int pages : new int[] {0, 16, 33, 48, 1024, -32}) {
      assertThrows(InvalidRequestException.class, () -> new Jemalloc(1, pages));
      assertThrows(IllegalArgumentException.class, () -> new FastJemalloc(1, pages));
    }
    for (int chunks : new int[] {0, -1, (1 << 30) / CHUNK + 1}) {
      assertThrows(InvalidRequestException.class, () -> new Jemalloc(chunks, 32));
    }
    for (long chunks : new long[] {0, -1, TEBIBYTE / CHUNK + 1}) {
      assertThrows(IllegalArgumentException.class, () -> new FastJemalloc(chunks, 32));
    }
    assertThrows(IllegalArgumentException.class, () -> new JemallocArenas(1, 32, 0));
  }

  @Test
  void managesATebibyte() {
    FastJemalloc heap = new FastJemalloc(TEBIBYTE >> 21, 512);
    long small = heap.allocate(1, 1);
    assertEquals(TEBIBYTE / 2, heap.allocate(TEBIBYTE / 2, TEBIBYTE / 2));
    assertEquals(1L << 21, heap.allocate(TEBIBYTE / 2 - (1L << 21), 1));
    assertEquals(NONE, heap.allocate(1L << 21, 1));
    assertEquals(1L << 20, heap.allocate(1L << 20, 1));
    assertEquals(NONE, heap.allocate(1L << 20, 1));
    heap.checkInvariants();
    heap.free(TEBIBYTE / 2);
    assertEquals(TEBIBYTE / 2 + (1L << 20), heap.allocate(1L << 20, 1));
    heap.free(small);
    heap.checkInvariants();
  }

  /** A tebibyte costs no more than what is used of it, and nothing once that was made. */
  @Test
  void makesFewJavaObjects() {
    long made = Allocated.bytes(() -> new FastJemalloc(TEBIBYTE >> 21, 512));
    assertTrue(made < 65_536, made + " bytes for an empty heap");
    FastJemalloc heap = new FastJemalloc(TEBIBYTE >> 21, 512);
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

  /** Free pages of another arena do not help. */
  @Test
  void arenasShareTheChunks() {
    JemallocArenas arenas = new JemallocArenas(3, 32, 2);
    JemallocArenas.Handle one = arenas.handle();
    JemallocArenas.Handle two = arenas.handle();
    long first = one.allocate(64, 1);
    long second = two.allocate(64, 1);
    assertEquals(CHUNK, second - first);
    assertEquals(2 * CHUNK + CHUNK / 2, one.allocate(CHUNK / 2, 1));
    assertEquals(CHUNK / 4, one.allocate(CHUNK / 4, 1));
    assertEquals(2 * CHUNK + CHUNK / 4, one.allocate(CHUNK / 4, 1));
    // A quarter of the second chunk is free, but it is the other arena's.
    assertEquals(NONE, one.allocate(CHUNK / 4, 1));
    assertEquals(CHUNK + CHUNK / 4, two.allocate(CHUNK / 4, 1));
    one.free(second);
    assertThrows(InvalidFreeException.class, () -> two.free(second));
    assertEquals(second, two.allocate(64, 1));
    arenas.checkInvariants();
  }

  /** Blocks of some chunks each, side by side: each keeps its length when others go. */
  @Test
  void hugeBlocksSideBySide() {
    for (BlockAllocator heap : List.of(new Jemalloc(16, 32), new FastJemalloc(16, 32))) {
      assertEquals(0, heap.allocate(3 * CHUNK, 1));
      assertEquals(3 * CHUNK, heap.allocate(3 * CHUNK - 1, 1));
      assertEquals(3 * CHUNK, heap.usableSize(0));
      heap.free(0);
      assertEquals(3 * CHUNK, heap.usableSize(3 * CHUNK));
      assertEquals(0, heap.allocate(CHUNK, 1));
      assertEquals(CHUNK, heap.allocate(CHUNK, 1));
      assertEquals(2 * CHUNK, heap.allocate(CHUNK, 2 * CHUNK));
      assertEquals(6 * CHUNK, heap.allocate(CHUNK, 2 * CHUNK));
      assertEquals(8 * CHUNK, heap.allocate(CHUNK, 4 * CHUNK));
      heap.free(2 * CHUNK);
      heap.free(0);
      assertEquals(0, heap.allocate(CHUNK, 4 * CHUNK));
      assertEquals(2 * CHUNK, heap.allocate(CHUNK, 1));
      assertThrows(InvalidFreeException.class, () -> heap.usableSize(16 * CHUNK));
      assertThrows(InvalidFreeException.class, () -> heap.usableSize(-CHUNK));
    }
  }

  /** More chunks than a word has bits. */
  @Test
  void manyChunks() {
    JemallocArenas heap = new JemallocArenas(200, 32, 1);
    assertEquals(0, heap.allocate(CHUNK, 1));
    for (int chunk : new int[] {63, 64, 65, 127, 128, 199, 200}) {
      assertThrows(InvalidFreeException.class, () -> heap.free((long) chunk * CHUNK));
    }
    heap.free(0);
    for (int i = 0; i < 130; i++) {
      assertEquals((long) i * CHUNK, heap.allocate(CHUNK, 1));
      assertEquals(i + 1, heap.chunksTaken());
    }
    assertEquals(132 * CHUNK, heap.allocate(60 * CHUNK, 4 * CHUNK));
    assertEquals(190, heap.chunksTaken());
    assertEquals(192 * CHUNK, heap.allocate(CHUNK, 8 * CHUNK));
    heap.free(70 * CHUNK);
    assertEquals(70 * CHUNK, heap.allocate(CHUNK, 2 * CHUNK));
    heap.free(132 * CHUNK);
    assertEquals(131, heap.chunksTaken());
    assertEquals(130 * CHUNK, heap.allocate(62 * CHUNK, 1));
  }

  @Test
  void whatTheWalkNames() {
    FastJemalloc heap = new FastJemalloc(4, 32);
    heap.allocate(1024, 1); // pages 16 to 31: a run of bin 35
    heap.allocate(4096, 1); // page 1
    heap.allocate(8192, 1); // pages 2 and 3
    heap.allocate(16, 1); // pages 4 to 7: a run of bin 3; 8 to 15 are free
    for (int i = 0; i < 12; i++) {
      heap.allocate(2048, 1); // pages 48 to 63 are a run of bin 36, which has a quarter used
    }
    Broken.isNamed(
        heap,
        heap::checkInvariants,
        """
        arena.space.owners[0] = null -> CONTAINMENT: not the arena's: chunk 0
        arena.chunks[0].number = 1 -> METADATA: the number of chunk 0
        arena.best[2] = 3 -> METADATA: the greatest order of chunk 0
        arena.best[1] = 5 -> METADATA: the greatest order below node 1
        arena.near[0] = @arena.near[1] -> DISJOINTNESS: a run over the header of chunk 0
        arena.chunks[0].free[0] = 48 -> COALESCING: free beside its free buddy: page 0
        arena.chunks[0].free[0] = 1099511627808 -> METADATA: in two free runs: page 8
        arena.chunks[0].free[0] = 34 -> METADATA: node 1 is free in chunk 0
        arena.chunks[0].orders = 9 -> METADATA: the orders of chunk 0
        arena.near[8] = @arena.near[1] -> CONSERVATION: neither free nor in use: page 8
        arena.near[1] = null -> CONSERVATION: neither free nor in use: page 1
        arena.near[2] = @arena.near[1] -> METADATA: the page map at 8192
        arena.near[1] = @arena.near[2] -> METADATA: the page map at 4096
        arena.near[1].order = 1 -> ALIGNMENT: the run at 4096
        arena.chunks[0].used = 24 -> CONSERVATION: pages in use of chunk 0
        arena.near[4].hint = 1 -> METADATA: the hint of 16384
        arena.near[4].free = +1 -> CONSERVATION: the free regions of 16384
        arena.near[1].word = 1; arena.near[1].free = 1 -> METADATA: a large run is free at 4096
        arena.near[4].first = +16 -> DISJOINTNESS: regions over the header of 16384
        arena.near[4].first = 16688; arena.near[4].regions = +1 -> DISJOINTNESS: regions over the header of 16384
        arena.near[4].state = 2 -> METADATA: state 2 of 16384
        arena.near[4].state = 3 -> METADATA: state 3 of 16384
        arena.near[4].state = 4 -> METADATA: state 4 of 16384
        arena.near[4].state = 5 -> METADATA: state 5 of 16384
        arena.current[3] = null -> METADATA: state 0 of 16384
        arena.current[36] = @arena.near[4] -> METADATA: the current run of bin 36
        arena.rings[217].previous = @arena.near[1] -> METADATA: a ring of bin 36
        arena.rings[1].next = @arena.near[48] -> METADATA: a ring of bin 0
        arena.rings[218].next = @arena.near[48] -> METADATA: a ring of bin 36
        arena.near[48].next = @arena.near[48]; arena.near[48].previous = @arena.near[48] -> METADATA: a ring of bin 36
        arena.rings[217].next = @arena.rings[217]; arena.rings[217].previous = @arena.rings[217] -> METADATA: runs on ring 1 of bin 36
        arena.rings[18].next = @arena.near[4]; arena.rings[18].previous = @arena.near[4]; arena.near[4].next = @arena.rings[18] -> METADATA: runs on ring 0 of bin 3
        """);
  }

  /** The intervals of fullness, at their ends: a run of 31 regions. */
  @Test
  void statesThatTheWalkNames() {
    FastJemalloc heap = new FastJemalloc(1, 32);
    int[][] wrong = {{21, 0}, {15, 1}, {21, 2}, {7, 2}, {15, 3}, {0, 3}, {7, 4}, {0, 4}, {30, 5}};
    for (int free = 30; free >= 0; free--) {
      assertEquals(65_536 + 312 + 1736 + 2048 * (30 - free), heap.allocate(2048, 1));
      for (int[] each : wrong) {
        if (each[0] == free) {
          Broken.isNamed(
              heap,
              heap::checkInvariants,
              "arena.near[16].state = " + each[1] + " -> METADATA: state " + each[1] + " of 65536");
        }
      }
    }
    Broken.isNamed(
        heap,
        heap::checkInvariants,
        "arena.current[36] = @arena.near[16] -> METADATA: the current run of bin 36");
  }
}
