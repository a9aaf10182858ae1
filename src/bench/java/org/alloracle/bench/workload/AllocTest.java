package org.alloracle.bench.workload;

import org.alloracle.bench.peer.Heap;

/** After alloc-test: blocks replaced, some much more often than others; few sizes are large. */
final class AllocTest extends Workload {
  private static final int LIVE = 4096;
  private static final int GREATEST = 16384;

  private final int[] slots = new Draws(0).pareto(1, LIVE, 0.6);
  private final int[] sizes = new Draws(1).pareto(16, GREATEST, 1.1);
  private int at;

  AllocTest() {
    super(1, LIVE, GREATEST);
  }

  @Override
  public void begin(Heap heap) {
    for (int slot = 0; slot < LIVE; slot++) {
      heap.allocate(slot, sizes[slot]);
    }
  }

  @Override
  public void run(Heap heap, int thread) {
    int draw = at;
    for (int i = 0; i < OPERATIONS; i++) {
      int slot = slots[draw] - 1;
      heap.free(slot);
      heap.allocate(slot, sizes[draw]);
      draw = (draw + 1) & (Draws.LENGTH - 1);
    }
    at = draw;
  }
}
