package org.alloracle.soak;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.alloracle.CachesSideBySide;
import org.alloracle.SideBySide;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.design.Design;
import org.alloracle.fast.layout.FastPairedPool;
import org.alloracle.fast.michael.MichaelAlloc;
import org.alloracle.fast.michael.Removal;
import org.alloracle.fast.michael.Shape;
import org.alloracle.fast.region.FastRegionHeap;
import org.alloracle.layout.PairedPoolsSideBySide;
import org.alloracle.magazine.MagazineSubject;
import org.alloracle.oracle.CheckedAllocator;
import org.alloracle.reference.layout.PairedPool;
import org.alloracle.reference.region.RegionHeap;
import org.alloracle.region.RegionsSideBySide;
import org.alloracle.slab.SlabSubject;
import org.alloracle.snmalloc.Sets;
import org.alloracle.snmalloc.SnSteps;
import org.alloracle.snmalloc.SnSubject;

/**
 * Each design's fast form against its reference, on one thread. A seed says the heap's measures and
 * all calls.
 */
final class Duels {
  /** Runs so many calls. */
  interface Duel {
    void run(long seed, int calls);
  }

  /** Bytes of the greatest heap, or one grain of the design. */
  private static final long GREATEST = 1 << 18;

  private Duels() {}

  /** All of them by name. */
  static Map<String, Duel> all() {
    Map<String, Duel> all = new LinkedHashMap<>();
    for (Design design : Design.all()) {
      if (design.reference() != null && design.fast() != null) {
        all.put(design.label(), (seed, calls) -> blocks(design, seed, calls));
      }
    }
    all.put("michael", Duels::michael);
    all.put("magazine", Duels::magazine);
    all.put("slab", Duels::slab);
    all.put("region", Duels::region);
    all.put("snmalloc-messages", Duels::messages);
    all.put("layout", Duels::layout);
    return all;
  }

  private static void blocks(Design design, long seed, int calls) {
    Random random = new Random(seed);
    long grains = Math.max(2, GREATEST / design.grain());
    long heap = design.grain() * (1 + random.nextLong(1 + random.nextLong(grains)));
    BlockAllocator fast = design.make(false, heap);
    SideBySide.run(
        Calls.of(seed, calls, heap),
        op -> {
          if (random.nextInt(100) == 0) {
            check(fast);
          }
        },
        design.make(true, heap),
        fast);
    check(fast);
  }

  /** Every fast form has this method, but no interface does. */
  private static void check(BlockAllocator fast) {
    try {
      fast.getClass().getMethod("checkInvariants").invoke(fast);
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** The reference is of a superblock only; so the oracle looks at each answer. */
  private static void michael(long seed, int calls) {
    Random random = new Random(seed);
    MichaelAlloc fast = new MichaelAlloc(shape(random, 1));
    SideBySide.run(
        Calls.of(seed, calls, bytes(fast)),
        op -> {
          if (random.nextInt(20) == 0) {
            fast.checkInvariants();
          }
        },
        new CheckedAllocator(fast));
    fast.checkInvariants();
  }

  /** Few small superblocks, so that they run out, are emptied and are used again. */
  static Shape shape(Random random, int threads) {
    return new Shape(
        32 << (2 + random.nextInt(5)),
        1 + random.nextInt(40),
        random.nextBoolean() ? List.of(16, 32, 64) : List.of(16, 48),
        1 + random.nextInt(2),
        1 + random.nextInt(8),
        200,
        4,
        threads,
        random.nextBoolean() ? Removal.HAZARD : Removal.LAZY);
  }

  static long bytes(MichaelAlloc heap) {
    return (long) heap.shape().superblocks() * heap.shape().superblockBytes();
  }

  private static void magazine(long seed, int calls) {
    Random random = new Random(seed);
    int objects = random.nextInt(80);
    int size = 1 + random.nextInt(65);
    int rounds = 1 + random.nextInt(8);
    int magazines = 2 + random.nextInt(12);
    CachesSideBySide.run(
        CachesSideBySide.random(seed, calls, 1 + objects * size, 0, 0, 0, 0, 1, 2, 4, -1),
        MagazineSubject.reference(objects, size, rounds, magazines),
        MagazineSubject.fast(objects, size, rounds, magazines));
  }

  private static void slab(long seed, int calls) {
    Random random = new Random(seed);
    int slabs = random.nextInt(12);
    int size = 1 + random.nextInt(60);
    int record = random.nextInt(50);
    long align = 1L << random.nextInt(5);
    CachesSideBySide.run(
        CachesSideBySide.random(seed, calls, 1 + slabs * 256, 0),
        SlabSubject.reference(slabs, 256, record, size, align),
        SlabSubject.fast(slabs, 256, record, size, align));
  }

  private static void region(long seed, int calls) {
    Random random = new Random(seed);
    int pages = random.nextInt(30);
    int regions = 1 + random.nextInt(10);
    int roots = 1 + random.nextInt(6);
    FastRegionHeap fast = new FastRegionHeap(pages, regions, roots);
    RegionsSideBySide.run(
        RegionsSideBySide.random(seed, calls, roots),
        pages,
        op -> {
          if (random.nextInt(20) == 0) {
            fast.checkInvariants();
          }
        },
        new RegionHeap(pages, regions, roots),
        fast);
  }

  /** Several allocators of one heap: who does what next is data too. */
  private static void messages(long seed, int calls) {
    Random random = new Random(seed);
    TreeSet<Long> ids = new TreeSet<>();
    int allocators = 2 + random.nextInt(4);
    int idBits = 3 + random.nextInt(35);
    while (ids.size() < allocators) {
      ids.add(random.nextLong(1L << idBits));
    }
    long slabBytes = 64L << random.nextInt(4);
    Sets sets =
        new Sets(
            ids.stream().mapToLong(id -> id).toArray(),
            1 + random.nextInt(4),
            1 + random.nextInt(4),
            2 << random.nextInt(3),
            slabBytes,
            random.nextInt((int) slabBytes),
            1 + random.nextInt(2000));
    SnSteps.run(
        SnSteps.random(seed, calls, allocators, (int) slabBytes + 8, sets.heapBytes()),
        true,
        SnSubject.reference(sets),
        SnSubject.fast(sets));
  }

  private static void layout(long seed, int calls) {
    Random random = new Random(seed);
    int records = 1 + random.nextInt(200);
    int hot = 1 + random.nextInt(80);
    int cold = 1 + random.nextInt(300);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      numbers.add(random.nextInt(1 << 20));
    }
    PairedPoolsSideBySide.run(
        numbers, new PairedPool(records, hot, cold), new FastPairedPool(records, hot, cold));
  }
}
