package org.alloracle.bench.peer;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.alloracle.contract.ObjectCache;
import org.jspecify.annotations.Nullable;

/**
 * One of our object caches for each power of two from 16 bytes on, so that all sizes are served.
 */
final class CacheHeap extends Heap {
  private static final int LEAST_BITS = 4;
  private static final int CLASSES = 11; // up to 16 KiB

  /** Objects beyond what may live: those that magazines and slabs hold back. */
  private static final int SLACK = 1024;

  /** The magazines of every size: of a thread, and of the depot. */
  private static final int ROUNDS = 64;

  private static final int MAGAZINES = 1024;
  private static final int SLAB = 65536;

  private final ObjectCache[] caches;
  private final @Nullable Supplier<ObjectCache[]> others;
  private final long[] blocks; // address, then the class in the lowest bits

  private CacheHeap(ObjectCache[] caches, @Nullable Supplier<ObjectCache[]> others, long[] blocks) {
    this.caches = caches;
    this.others = others;
    this.blocks = blocks;
  }

  /**
   * A way to make a heap of caches.
   *
   * @param name its name in tables
   * @param shared whether several threads may use it
   * @param cache makes a cache for so many objects of so many bytes
   * @param view what a thread calls, of the cache
   */
  record Maker(String name, boolean shared, CacheMaker cache, UnaryOperator<ObjectCache> view) {
    Heap heap(int slots) {
      ObjectCache[] caches = new ObjectCache[CLASSES];
      for (int i = 0; i < CLASSES; i++) {
        caches[i] = cache.make(slots + SLACK, 1 << (LEAST_BITS + i));
      }
      Supplier<ObjectCache[]> views =
          () -> {
            ObjectCache[] each = new ObjectCache[CLASSES];
            for (int i = 0; i < CLASSES; i++) {
              each[i] = view.apply(caches[i]);
            }
            return each;
          };
      return new CacheHeap(views.get(), shared ? views : null, new long[slots]);
    }
  }

  /** Makes a cache. */
  @FunctionalInterface
  interface CacheMaker {
    ObjectCache make(int objects, long size);
  }

  /** Those of the build's caches that are there. */
  static List<Maker> makers() {
    List<Maker> makers = new ArrayList<>();
    Constructor<?> magazine =
        constructor("magazine.FastMagazineCache", int.class, long.class, int.class, int.class);
    if (magazine != null) {
      makers.add(new Maker("magazine", false, magazines(magazine), cache -> cache));
    }
    Constructor<?> shared =
        constructor("magazine.SharedMagazineCache", int.class, long.class, int.class, int.class);
    if (shared != null) {
      CacheMaker maker = magazines(shared);
      makers.add(
          new Maker("magazine-handle", true, maker, cache -> (ObjectCache) Handles.make(cache)));
      makers.add(new Maker("magazine-threadlocal", true, maker, cache -> cache));
    }
    Constructor<?> slab =
        constructor(
            "slab.FastSlabCache", int.class, long.class, long.class, long.class, long.class);
    if (slab != null) {
      makers.add(
          new Maker(
              "slab",
              false,
              (objects, size) ->
                  make(slab, (int) (objects * size / (SLAB / 2)) + 2, (long) SLAB, 32L, size, 8L),
              cache -> cache));
    }
    return makers;
  }

  private static CacheMaker magazines(Constructor<?> constructor) {
    return (objects, size) -> make(constructor, objects, size, ROUNDS, MAGAZINES);
  }

  /** By its name, so that this tree builds whether a cache has its fast form yet or not. */
  private static @Nullable Constructor<?> constructor(String name, Class<?>... parameters) {
    try {
      return Class.forName("org.alloracle.fast." + name).getConstructor(parameters);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static ObjectCache make(Constructor<?> constructor, Object... arguments) {
    try {
      return (ObjectCache) constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void allocate(int slot, int size) {
    int of = Math.max(0, 32 - LEAST_BITS - Integer.numberOfLeadingZeros(size - 1));
    long block = caches[of].allocate();
    if (block == ObjectCache.NONE) {
      throw new IllegalStateException("no object of " + size + " bytes");
    }
    blocks[slot] = block << LEAST_BITS | of;
  }

  @Override
  public void free(int slot) {
    long block = blocks[slot];
    caches[(int) block & ((1 << LEAST_BITS) - 1)].free(block >> LEAST_BITS);
  }

  @Override
  public Heap forThisThread() {
    return others == null ? super.forThisThread() : new CacheHeap(others.get(), others, blocks);
  }

  @Override
  public long address(int slot) {
    return blocks[slot] >> LEAST_BITS; // of its class; only one size is compared
  }
}
