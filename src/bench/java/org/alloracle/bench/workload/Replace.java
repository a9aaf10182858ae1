package org.alloracle.bench.workload;

import org.alloracle.bench.peer.Heap;

/** A random one of 1000 live blocks freed and another of 16 to 1024 bytes put in its place. */
final class Replace extends Workload {
  private static final int LIVE = 1000;
  private static final int GREATEST = 1024;

  private final int[] slots = new Draws(0).many(0, LIVE - 1);
  private final int[] sizes = new Draws(1).many(16, GREATEST);
  private int at;

  Replace() {
    super(1, LIVE, GREATEST);
  }

  @Override
  public void begin(Heap heap) {
    fill(heap, LIVE, sizes);
  }

  @Override
  public void run(Heap heap, int thread) {
    int draw = at;
    for (int i = 0; i < OPERATIONS; i++) {
      int slot = slots[draw];
      heap.free(slot);
      heap.allocate(slot, sizes[draw]);
      draw = (draw + 1) & (Draws.LENGTH - 1);
    }
    at = draw;
  }
}
