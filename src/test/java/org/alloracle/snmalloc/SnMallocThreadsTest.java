package org.alloracle.snmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.fast.snmalloc.FastSnMalloc;
import org.alloracle.fast.snmalloc.SnAllocator;
import org.junit.jupiter.api.Test;

/** Threads that free each other's blocks. */
final class SnMallocThreadsTest {
  private static final boolean NIGHTLY = "long".equals(System.getProperty("alloracle.tests"));
  private static final int THREADS = 4;

  /** Calls of one thread; each 16 bytes of memory have an owner, 0 for none. */
  private static final class Worker implements Callable<Integer> {
    private final int number;
    private final BlockAllocator face;
    private final AtomicIntegerArray owners;
    private final AtomicLongArray post;
    private final int calls;
    private final List<Long> mine = new ArrayList<>();

    Worker(
        int number,
        BlockAllocator face,
        AtomicIntegerArray owners,
        AtomicLongArray post,
        int calls) {
      this.number = number;
      this.face = face;
      this.owners = owners;
      this.post = post;
      this.calls = calls;
    }

    /** Returns how often the allocator refused. */
    @Override
    public Integer call() {
      Random random = new Random(number);
      int refused = 0;
      for (int i = 0; i < calls; i++) {
        if (mine.size() < 40 && random.nextBoolean()) {
          long block = face.allocate(1 + random.nextInt(200), 1);
          if (block == BlockAllocator.NONE) {
            refused++;
          } else {
            pass(block, 0, number);
            mine.add(block);
          }
        } else if (!mine.isEmpty()) {
          long block = mine.remove(random.nextInt(mine.size()));
          block =
              random.nextInt(4) == 0 ? block : post.getAndSet(random.nextInt(post.length()), block);
          if (block >= 0) {
            free(block);
          }
        }
      }
      while (!mine.isEmpty()) {
        free(mine.remove(mine.size() - 1));
      }
      return refused;
    }

    private void free(long block) {
      int owner = owners.get((int) (block / 16));
      pass(block, owner, 0);
      face.free(block);
    }

    /** A block passes as a whole; nobody else has any byte of it. */
    private void pass(long block, int from, int to) {
      for (long at = block; at < block + face.usableSize(block); at += 16) {
        if ((from == 0) == (to == 0) || !owners.compareAndSet((int) (at / 16), from, to)) {
          throw new AssertionError("DISJOINTNESS: " + at + " was not " + from + "'s");
        }
      }
    }
  }

  private static AtomicLongArray post() {
    AtomicLongArray post = new AtomicLongArray(32);
    for (int i = 0; i < post.length(); i++) {
      post.set(i, -1);
    }
    return post;
  }

  private static List<Integer> run(List<? extends Callable<Integer>> workers) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(workers.size());
    try {
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> future : pool.invokeAll(workers)) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Few slabs, a low limit, and ids that collide in their low digits. */
  @Test
  void noBlockHasTwoOwnersAndNoneIsLost() throws Exception {
    int calls = NIGHTLY ? 3_000_000 : 60_000;
    long[] ids = {1, 1 + 4, 1 + 16, 2};
    for (int limit : new int[] {1, 100, 5000}) {
      FastSnMalloc heap = new FastSnMalloc(ids, 2, 40, 8, 1024, 128, limit, 16);
      AtomicIntegerArray owners = new AtomicIntegerArray(40 * 8 * 1024 / 16);
      AtomicLongArray post = post();
      List<Worker> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        workers.add(new Worker(i + 1, heap.allocator(i), owners, post, calls));
      }
      run(workers);
      heap.checkInvariants();
      for (int i = 0; i < post.length(); i++) {
        if (post.get(i) >= 0) {
          heap.allocator(i % THREADS).free(post.get(i));
        }
      }
      drain(heap);
      assertEquals(0, heap.messages());
      for (int p = 0; p < 40; p++) {
        assertEquals(-1, heap.owner(p), "CONSERVATION: superslab " + p);
      }
    }
  }

  private static void drain(FastSnMalloc heap) {
    for (int round = 0; round < 8; round++) {
      for (int a = 0; a < heap.allocators(); a++) {
        heap.allocator(a).flush();
        while (heap.allocator(a).deliver()) {
          // until the queue is empty
        }
      }
    }
    heap.checkInvariants();
  }

  /** One allocates, others free: what comes back is served again, so a small heap is enough. */
  @Test
  void producerAndConsumers() throws Exception {
    int blocks = NIGHTLY ? 20_000_000 : 200_000;
    FastSnMalloc heap = new FastSnMalloc(new long[] {0, 1, 2}, 6, 4, 4, 4096, 256, 256, 64);
    AtomicLongArray post = post();
    Callable<Integer> producer =
        () -> {
          int done = 0;
          for (int i = 0; i < blocks; i++) {
            long block = heap.allocator(0).allocate(16, 1);
            if (block != BlockAllocator.NONE && !post.compareAndSet(i % post.length(), -1, block)) {
              heap.allocator(0).free(block);
            } else if (block != BlockAllocator.NONE) {
              done++;
            }
          }
          return done;
        };
    List<Callable<Integer>> all = new ArrayList<>(List.of(producer));
    for (int a = 1; a <= 2; a++) {
      SnAllocator consumer = heap.allocator(a);
      all.add(
          () -> {
            int done = 0;
            for (int i = 0; i < 2 * blocks; i++) {
              long block = post.getAndSet(i % post.length(), -1);
              if (block >= 0) {
                consumer.free(block);
                done++;
              }
            }
            return done;
          });
    }
    List<Integer> done = run(all);
    int left = 0;
    for (int i = 0; i < post.length(); i++) {
      if (post.get(i) >= 0) {
        heap.allocator(1).free(post.get(i));
        left++;
      }
    }
    assertEquals(done.get(0), done.get(1) + done.get(2) + left);
    drain(heap);
    for (int p = 0; p < 4; p++) {
      assertEquals(-1, heap.owner(p), "CONSERVATION: superslab " + p);
    }
  }

  /** Threads come and go; the allocators of those that ended are taken over with what they have. */
  @Test
  void threadsHaveAllocatorsOfTheirOwn() throws Exception {
    FastSnMalloc heap = new FastSnMalloc(4 * FastSnMalloc.SUPERSLAB);
    AtomicIntegerArray owners = new AtomicIntegerArray((int) (4 * FastSnMalloc.SUPERSLAB / 16));
    AtomicLongArray post = post();
    for (int generation = 0; generation < 40; generation++) {
      List<Worker> workers = new ArrayList<>();
      for (int i = 1; i <= 2; i++) {
        workers.add(new Worker(i, heap, owners, post, 1_000));
      }
      run(workers);
    }
    heap.checkInvariants();
  }

  @Test
  void aHandleIsGivenOutAgainWhenClosed() {
    FastSnMalloc heap = new FastSnMalloc(new long[] {7, 9}, 6, 4, 4, 4096, 256, 256, 64);
    SnAllocator one = heap.handle();
    SnAllocator two = heap.handle();
    assertThrows(IllegalStateException.class, heap::handle);
    long block = one.allocate(100, 1);
    two.free(block);
    two.close();
    assertEquals(0, two.pending());
    assertSame(two, heap.handle());
    assertEquals(1, heap.messages());
  }
}
