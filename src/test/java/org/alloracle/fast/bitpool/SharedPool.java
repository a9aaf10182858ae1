package org.alloracle.fast.bitpool;

import org.alloracle.fast.lincheck.Slots;

/** Blocks of half a page; which thread calls does not matter. */
final class SharedPool implements Slots.Heap {
  private final SharedBitPool pool;

  SharedPool(int pages) {
    pool = new SharedBitPool(pages);
  }

  /** For those who know the class by its name only. */
  static SharedPool of(int pages) {
    return new SharedPool(pages);
  }

  @Override
  public long allocate(int thread) {
    return pool.allocate(512, 1);
  }

  @Override
  public void free(int thread, long address) {
    pool.free(address);
  }

  @Override
  public void check() {
    pool.checkInvariants();
  }
}
