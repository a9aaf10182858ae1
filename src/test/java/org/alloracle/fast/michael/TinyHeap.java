package org.alloracle.fast.michael;

import java.util.ArrayList;
import java.util.List;
import org.alloracle.fast.lincheck.Slots;

/** Superblocks of two blocks each, one credit; a handle for each of {@link #THREADS}. */
final class TinyHeap implements Slots.Heap {
  static final int THREADS = 5;

  private final MichaelAlloc allocator;
  private final List<MichaelAlloc.Handle> handles = new ArrayList<>();

  TinyHeap(int superblocks, int descriptors, Removal removal) {
    allocator =
        new MichaelAlloc(
            new Shape(32, superblocks, List.of(16), 1, 1, descriptors, 2, THREADS, removal));
    for (int t = 0; t < THREADS; t++) {
      handles.add(allocator.handle());
    }
  }

  /** For those who know the class by its name only. */
  static TinyHeap of(int superblocks, int descriptors, boolean lazy) {
    return new TinyHeap(superblocks, descriptors, lazy ? Removal.LAZY : Removal.HAZARD);
  }

  @Override
  public long allocate(int thread) {
    return handles.get(thread).allocate(16, 1);
  }

  @Override
  public void free(int thread, long address) {
    handles.get(thread).free(address);
  }

  @Override
  public void check() {
    allocator.checkInvariants();
  }
}
