package org.alloracle.bench.workload;

import org.alloracle.bench.peer.Heap;

/**
 * After sh6bench: small blocks more often than large ones; every second block freed, last first,
 * and replaced; in the end all freed, first first.
 */
final class Sh6 extends Workload {
  private static final int LIVE = 1000;
  private static final int GREATEST = 1000;

  private final int[] sizes = new Draws(1).pareto(8, GREATEST, 0.7);
  private int at;

  Sh6() {
    super(1, LIVE, GREATEST);
  }

  @Override
  public void run(Heap heap, int thread) {
    for (int done = 0; done < OPERATIONS; done += 2 * LIVE) {
      fill(heap, 0, 1);
      for (int first = 0; first < 2; first++) {
        for (int slot = LIVE - 2 + first; slot >= 0; slot -= 2) {
          heap.free(slot);
        }
        fill(heap, first, 2);
      }
      for (int slot = 0; slot < LIVE; slot++) {
        heap.free(slot);
      }
    }
  }

  private void fill(Heap heap, int first, int step) {
    int draw = at;
    for (int slot = first; slot < LIVE; slot += step) {
      heap.allocate(slot, sizes[draw]);
      draw = (draw + 1) & (Draws.LENGTH - 1);
    }
    at = draw;
  }
}
