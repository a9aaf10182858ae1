package org.alloracle.bench.workload;

import org.alloracle.bench.peer.Heap;

/** After Hoard's threadtest: each thread allocates 1000 blocks of 8 bytes and frees them. */
final class Threadtest extends Workload {
  private static final int LIVE = 1000;
  private static final int BYTES = 8;

  Threadtest() {
    super(2, 2 * LIVE, BYTES);
  }

  @Override
  public void run(Heap heap, int thread) {
    int first = thread * LIVE;
    for (int done = 0; done < OPERATIONS / 2; done += LIVE) {
      for (int i = 0; i < LIVE; i++) {
        heap.allocate(first + i, BYTES);
      }
      for (int i = 0; i < LIVE; i++) {
        heap.free(first + i);
      }
    }
  }
}
