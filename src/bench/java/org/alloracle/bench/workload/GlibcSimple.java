package org.alloracle.bench.workload;

import org.alloracle.bench.peer.Heap;

/** After glibc's bench-malloc-simple: a few to many blocks of one size, freed in the same order. */
final class GlibcSimple extends Workload {
  private static final int BYTES = 128;
  private static final int[] COUNTS = {25, 75, 400, 1500};

  GlibcSimple() {
    super(1, 1500, BYTES);
  }

  @Override
  public void run(Heap heap, int thread) {
    for (int done = 0; done < OPERATIONS; ) {
      for (int count : COUNTS) {
        for (int slot = 0; slot < count; slot++) {
          heap.allocate(slot, BYTES);
        }
        for (int slot = 0; slot < count; slot++) {
          heap.free(slot);
        }
        done += count;
      }
    }
  }
}
