package org.alloracle.bench.workload;

import org.alloracle.bench.peer.Heap;

/** After larson: each thread replaces blocks among 1000, which another thread takes over next. */
final class Larson extends Workload {
  private static final int LIVE = 1000;
  private static final int GREATEST = 1024;

  private final int[][] slots = {
    new Draws(0).many(0, LIVE - 1), new Draws(1).many(0, LIVE - 1),
  };
  private final int[][] sizes = {
    new Draws(2).many(16, GREATEST), new Draws(3).many(16, GREATEST),
  };
  private final int[] round = new int[2 * 16]; // on lines apart

  Larson() {
    super(2, 2 * LIVE, GREATEST);
  }

  @Override
  public void begin(Heap heap) {
    fill(heap, 2 * LIVE, sizes[0]);
  }

  @Override
  public void run(Heap heap, int thread) {
    int now = round[thread * 16]++;
    int first = ((now + thread) & 1) * LIVE;
    int[] mySlots = slots[thread];
    int[] mySizes = sizes[thread];
    int draw = (now * (OPERATIONS / 2)) & (Draws.LENGTH - 1);
    for (int i = 0; i < OPERATIONS / 2; i++) {
      int slot = first + mySlots[draw];
      heap.free(slot);
      heap.allocate(slot, mySizes[draw]);
      draw = (draw + 1) & (Draws.LENGTH - 1);
    }
  }
}
