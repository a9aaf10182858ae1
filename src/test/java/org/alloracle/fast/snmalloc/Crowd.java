package org.alloracle.fast.snmalloc;

import org.alloracle.fast.lincheck.Slots;

/**
 * An allocator for each of {@link #THREADS}. A superslab has three blocks; what belongs to another
 * is sent at once, and most of it goes by way of a third, for the ids have digits in common.
 */
final class Crowd implements Slots.Heap {
  static final int THREADS = 5;

  /** The blocks of a superslab, and the places for blocks that it has. */
  static final int BLOCKS = 3;

  static final int PLACES = 4;

  private final FastSnMalloc heap;

  Crowd(int superslabs) {
    heap =
        new FastSnMalloc(new long[] {1, 1 + 4, 1 + 8, 2, 1 + 16}, 2, superslabs, 2, 32, 16, 1, 4);
  }

  /** For those who know the class by its name only. */
  static Crowd of(int superslabs) {
    return new Crowd(superslabs);
  }

  @Override
  public long allocate(int thread) {
    return heap.allocator(thread).allocate(16, 1);
  }

  @Override
  public void free(int thread, long address) {
    heap.allocator(thread).free(address);
  }

  @Override
  public void check() {
    heap.checkInvariants();
  }
}
