package org.alloracle.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.ObjectCache;
import org.alloracle.fast.bitpool.SharedBitPool;
import org.alloracle.fast.jemalloc.JemallocArenas;
import org.alloracle.fast.magazine.MagazineHandle;
import org.alloracle.fast.magazine.SharedMagazineCache;
import org.alloracle.fast.michael.MichaelAlloc;
import org.alloracle.fast.snmalloc.FastSnMalloc;

/** The fast forms that many threads share, small enough that requests are refused at times. */
final class Faces {
  /**
   * A heap and its threads' ways to it.
   *
   * @param handles one for each thread
   * @param bytes of the heap, from address 0
   * @param greatest size that is asked for
   * @param check for when no thread uses it: walks the invariants, with no block live
   */
  record Face(List<? extends BlockAllocator> handles, long bytes, long greatest, Runnable check) {}

  /** Makes one. */
  interface Maker {
    Face make(Random random, int threads);
  }

  private Faces() {}

  /** All of them by name. */
  static Map<String, Maker> all() {
    Map<String, Maker> all = new LinkedHashMap<>();
    all.put("michael-shared", Faces::michael);
    all.put("bitpool-shared", Faces::bitPool);
    all.put("magazine-shared", Faces::magazine);
    all.put("snmalloc-shared", Faces::snMalloc);
    all.put("jemalloc-shared", Faces::jemalloc);
    return all;
  }

  private static Face michael(Random random, int threads) {
    MichaelAlloc heap =
        random.nextInt(4) == 0
            ? new MichaelAlloc(1 << 22)
            : new MichaelAlloc(Duels.shape(random, threads));
    List<MichaelAlloc.Handle> handles = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      handles.add(heap.handle());
    }
    return new Face(handles, Duels.bytes(heap), 300, heap::checkInvariants);
  }

  private static Face bitPool(Random random, int threads) {
    int pages = 1 + random.nextInt(30);
    SharedBitPool pool = new SharedBitPool(pages);
    return new Face(Collections.nCopies(threads, pool), 1024L * pages, 1024, pool::checkInvariants);
  }

  private static Face magazine(Random random, int threads) {
    int objects = 1 + random.nextInt(500);
    SharedMagazineCache cache =
        new SharedMagazineCache(objects, 64, 1 + random.nextInt(8), 2 * threads + 4);
    List<BlockAllocator> handles = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      MagazineHandle handle = cache.handle();
      handles.add(
          new BlockAllocator() {
            @Override
            public long allocate(long size, long alignment) {
              long address = handle.allocate();
              return address == ObjectCache.NONE ? NONE : address;
            }

            @Override
            public void free(long address) {
              handle.free(address);
            }

            @Override
            public long usableSize(long address) {
              return 64;
            }
          });
    }
    return new Face(handles, 64L * objects, 64, cache::checkInvariants);
  }

  private static Face snMalloc(Random random, int threads) {
    long[] ids = new long[threads];
    for (int t = 0; t < threads; t++) {
      ids[t] = t << random.nextInt(3) | (long) t << 30;
    }
    int superslabs = threads + random.nextInt(2 * threads);
    int each = 2 << random.nextInt(3);
    FastSnMalloc heap =
        new FastSnMalloc(
            ids,
            1 + random.nextInt(3),
            superslabs,
            each,
            1024,
            128,
            1 + random.nextInt(3000),
            1 + random.nextInt(64));
    List<BlockAllocator> handles = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      handles.add(heap.allocator(t));
    }
    return new Face(handles, 1024L * superslabs * each, 500, () -> drain(heap));
  }

  /** All messages arrive in as many rounds as an id has digits, and nothing is in use then. */
  private static void drain(FastSnMalloc heap) {
    heap.checkInvariants();
    for (int round = 0; round < 40; round++) {
      for (int a = 0; a < heap.allocators(); a++) {
        heap.allocator(a).flush();
        while (heap.allocator(a).deliver()) {
          // until the queue is empty
        }
      }
    }
    heap.checkInvariants();
    assertEquals(0, heap.messages(), "CONSERVATION: messages that do not arrive");
    assertEquals(-1, heap.owner(0), "CONSERVATION: a superslab in use");
  }

  private static Face jemalloc(Random random, int threads) {
    int chunks = 2 + random.nextInt(12);
    JemallocArenas heap = new JemallocArenas(chunks, 32, 1 + random.nextInt(threads));
    List<BlockAllocator> handles = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      handles.add(heap.handle());
    }
    long greatest = random.nextBoolean() ? 2048 : 300_000;
    return new Face(handles, 4096L * 32 * chunks, greatest, heap::checkInvariants);
  }
}
