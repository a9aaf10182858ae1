package org.alloracle.jemalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.alloracle.Allocated;
import org.alloracle.Broken;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.jemalloc.JemallocArenas;
import org.junit.jupiter.api.Test;

/** Many threads, and blocks freed by others than those that allocated them. */
final class JemallocArenasTest {
  private static final boolean NIGHTLY = "long".equals(System.getProperty("alloracle.tests"));
  private static final int CHUNKS = 16;
  private static final int PAGES = 32;
  private static final int GRAIN = 16;
  private static final int HEAP = CHUNKS * PAGES * 4096;

  /** Who owns each 16 bytes: 0, or a thread's number. */
  private final AtomicIntegerArray owners = new AtomicIntegerArray(HEAP / GRAIN);

  /** Blocks left for whoever comes, with their size in the upper bits. */
  private final AtomicLongArray post = new AtomicLongArray(64);

  private final class Worker implements Callable<Integer> {
    private final int number;
    private final BlockAllocator face;
    private final int calls;
    private final List<long[]> mine = new ArrayList<>();
    private int failures;

    Worker(int number, BlockAllocator face, int calls) {
      this.number = number;
      this.face = face;
      this.calls = calls;
    }

    /** Returns how often a request was refused. */
    @Override
    public Integer call() {
      Random random = new Random(number);
      int wanted = 0;
      for (int i = 0; i < calls; i++) {
        wanted = i % 1000 == 0 ? random.nextInt(400) : wanted;
        if (mine.size() <= wanted) {
          allocate(random);
        } else if (random.nextInt(3) == 0) {
          exchange(random.nextInt(post.length()));
        } else {
          free(mine.remove(random.nextInt(mine.size())));
        }
      }
      mine.forEach(this::free);
      return failures;
    }

    private void allocate(Random random) {
      int kind = random.nextInt(1000);
      int size =
          kind < 900
              ? 16 + random.nextInt(600)
              : kind < 995 ? 16 + random.nextInt(20_000) : 16 + random.nextInt(2 * PAGES * 4096);
      long address = face.allocate(size, 16);
      if (address == BlockAllocator.NONE) {
        failures++;
        return;
      }
      mark(address, size, 0, number);
      mine.add(new long[] {address, size});
    }

    private void mark(long address, long size, int from, int to) {
      for (long at = address; at < address + size; at += GRAIN) {
        assertTrue(owners.compareAndSet((int) (at / GRAIN), from, to), "DISJOINTNESS: " + address);
      }
    }

    private void free(long[] block) {
      mark(block[0], block[1], number, 0);
      assertTrue(face.usableSize(block[0]) >= block[1], "CAPACITY");
      face.free(block[0]);
    }

    /** Leaves a block for whoever comes, and frees the one that was left. */
    private void exchange(int slot) {
      long[] given = mine.remove(mine.size() - 1);
      mark(given[0], given[1], number, 0);
      long taken = post.getAndSet(slot, given[0] + 1);
      if (taken > 0) {
        face.free(taken - 1);
      }
    }
  }

  private List<Integer> run(List<Worker> workers) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(workers.size());
    try {
      List<Integer> failures = new ArrayList<>();
      for (Future<Integer> future : pool.invokeAll(workers)) {
        failures.add(future.get());
      }
      return failures;
    } finally {
      pool.shutdownNow();
    }
  }

  private void everythingIsFree(JemallocArenas heap) {
    for (int slot = 0; slot < post.length(); slot++) {
      if (post.get(slot) > 0) {
        heap.free(post.get(slot) - 1);
        post.set(slot, 0);
      }
    }
    heap.checkInvariants();
    for (int i = 0; i < owners.length(); i++) {
      assertEquals(0, owners.get(i));
    }
  }

  @Test
  void noBlockHasTwoOwners() throws Exception {
    int calls = NIGHTLY ? 3_000_000 : 30_000;
    for (int arenas : new int[] {1, 2, 4}) {
      JemallocArenas heap = new JemallocArenas(CHUNKS, PAGES, arenas);
      List<Worker> workers = new ArrayList<>();
      for (int i = 1; i <= 4; i++) {
        // Two with handles of their own, two by their thread.
        workers.add(new Worker(i, i % 2 == 0 ? heap : heap.handle(), calls));
      }
      run(workers);
      everythingIsFree(heap);
    }
  }

  /** What one thread makes another frees: the memory comes back to the arena that it is from. */
  @Test
  void aConsumerFeedsTheProducersArena() throws Exception {
    int rounds = NIGHTLY ? 100_000 : 1_000;
    JemallocArenas heap = new JemallocArenas(2, PAGES, 2);
    BlockAllocator producer = heap.handle();
    BlockAllocator consumer = heap.handle();
    for (int round = 0; round < rounds; round++) {
      List<Long> blocks = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        blocks.add(producer.allocate(1000, 1));
      }
      assertTrue(!blocks.contains(BlockAllocator.NONE), "round " + round);
      blocks.forEach(consumer::free);
    }
    heap.checkInvariants();
    // More than a quarter of the run was taken, so it went when it was empty.
    assertEquals(0, heap.chunksTaken());
  }

  /** Two threads free the same blocks: of two frees one succeeds. */
  @Test
  void oneOfTwoFreesSucceeds() throws Exception {
    int blocks = NIGHTLY ? 100_000 : 5_000;
    JemallocArenas heap = new JemallocArenas(CHUNKS, PAGES, 2);
    BlockAllocator maker = heap.handle();
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      all.add(maker.allocate(32, 1));
    }
    Callable<Integer> race =
        () -> {
          int freed = 0;
          for (long address : all) {
            try {
              heap.free(address);
              freed++;
            } catch (InvalidFreeException expected) {
              // the other was first
            }
          }
          return freed;
        };
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      int freed = 0;
      for (Future<Integer> future : pool.invokeAll(List.of(race, race))) {
        freed += future.get();
      }
      assertEquals(blocks, freed);
    } finally {
      pool.shutdownNow();
    }
    heap.checkInvariants();
    assertThrows(InvalidFreeException.class, () -> heap.free(all.get(0)));
  }

  @Test
  void makesNoJavaObjectsOnceTheTablesHaveGrown() {
    JemallocArenas heap = new JemallocArenas(CHUNKS, PAGES, 2);
    long[] live = new long[500];
    for (BlockAllocator face : List.of(heap, heap.handle())) {
      assertEquals(
          0,
          Allocated.bytes(
              () -> {
                for (int i = 0; i < live.length; i++) {
                  live[i] = face.allocate(16 + i % 100, 1);
                }
                for (long address : live) {
                  face.free(address);
                }
              }));
    }
  }

  @Test
  void everyArenaIsWalked() {
    JemallocArenas heap = new JemallocArenas(4, 32, 2);
    heap.handle().allocate(64, 1);
    heap.handle().allocate(64, 1);
    Broken.isNamed(
        heap,
        heap::checkInvariants,
        """
        arenas[0].chunks[0].orders = 0 -> METADATA: the orders of chunk 0
        arenas[1].chunks[1].orders = 0 -> METADATA: the orders of chunk 1
        """);
  }
}
