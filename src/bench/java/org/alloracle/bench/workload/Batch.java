package org.alloracle.bench.workload;

import org.alloracle.bench.peer.Heap;

/** 1000 blocks of 64 bytes allocated, then all freed in random order. */
final class Batch extends Workload {
  private static final int LIVE = 1000;
  private static final int BYTES = 64;
  private static final int ORDERS = 32;

  private final int[][] orders = new int[ORDERS][];
  private int at;

  Batch() {
    super(1, LIVE, BYTES);
    Draws draws = new Draws(0);
    for (int i = 0; i < ORDERS; i++) {
      orders[i] = draws.order(LIVE);
    }
  }

  @Override
  public void run(Heap heap, int thread) {
    for (int done = 0; done < OPERATIONS; done += LIVE) {
      for (int slot = 0; slot < LIVE; slot++) {
        heap.allocate(slot, BYTES);
      }
      for (int slot : orders[at]) {
        heap.free(slot);
      }
      at = (at + 1) & (ORDERS - 1);
    }
  }
}
