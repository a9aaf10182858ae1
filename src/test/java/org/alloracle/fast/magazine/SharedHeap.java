package org.alloracle.fast.magazine;

import java.util.ArrayList;
import java.util.List;
import org.alloracle.fast.lincheck.Slots;

/**
 * Magazines of one round each, and a handle for each of {@link #THREADS}, all of them full: a free
 * goes to the depot at once, and so does the third allocate.
 */
final class SharedHeap implements Slots.Heap {
  static final int THREADS = 5;

  private final SharedMagazineCache cache;
  private final List<MagazineHandle> handles = new ArrayList<>();

  SharedHeap(int objects) {
    cache = new SharedMagazineCache(objects, 1, 1, 4 * THREADS);
    for (int t = 0; t < THREADS; t++) {
      handles.add(cache.handle());
    }
    for (MagazineHandle handle : handles) {
      long one = handle.allocate();
      long two = handle.allocate();
      handle.free(one);
      handle.free(two);
    }
  }

  /** For those who know the class by its name only. */
  static SharedHeap of(int objects) {
    return new SharedHeap(objects);
  }

  @Override
  public long allocate(int thread) {
    return handles.get(thread).allocate();
  }

  @Override
  public void free(int thread, long address) {
    handles.get(thread).free(address);
  }

  @Override
  public void check() {
    cache.checkInvariants();
  }
}
