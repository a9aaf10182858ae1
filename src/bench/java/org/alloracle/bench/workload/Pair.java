package org.alloracle.bench.workload;

import org.alloracle.bench.peer.Heap;

/** A block of 64 bytes allocated and freed at once, while one other lives. */
final class Pair extends Workload {
  private static final int BYTES = 64;

  Pair() {
    super(1, 2, BYTES);
  }

  @Override
  public void begin(Heap heap) {
    heap.allocate(1, BYTES);
  }

  @Override
  public void run(Heap heap, int thread) {
    for (int i = 0; i < OPERATIONS; i++) {
      heap.allocate(0, BYTES);
      heap.free(0);
    }
  }
}
