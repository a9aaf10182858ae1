package org.alloracle.bench.workload;

import java.util.concurrent.atomic.AtomicInteger;
import org.alloracle.bench.peer.Heap;

/**
 * After sh8bench, which is sh6bench for threads: each fills its places, frees every second block,
 * last first, and replaces it; then each frees all blocks of the other.
 */
final class Sh8 extends Workload {
  private static final int LIVE = 500;
  private static final int GREATEST = 1000;

  private final int[][] sizes = {
    new Draws(1).pareto(8, GREATEST, 0.7), new Draws(2).pareto(8, GREATEST, 0.7),
  };
  private final AtomicInteger[] filled = {new AtomicInteger(), new AtomicInteger()};
  private final AtomicInteger[] emptied = {new AtomicInteger(), new AtomicInteger()};

  Sh8() {
    super(2, 2 * LIVE, GREATEST);
  }

  @Override
  public void run(Heap heap, int thread) {
    int mine = thread * LIVE;
    int other = LIVE - mine;
    int round = filled[thread].get();
    for (int done = 0; done < OPERATIONS / 2; done += 2 * LIVE) {
      fill(heap, thread, round, 0, 1);
      for (int first = 0; first < 2; first++) {
        for (int i = LIVE - 2 + first; i >= 0; i -= 2) {
          heap.free(mine + i);
        }
        fill(heap, thread, round, first, 2);
      }
      meet(filled, thread, ++round);
      for (int i = 0; i < LIVE; i++) {
        heap.free(other + i);
      }
      meet(emptied, thread, round);
    }
  }

  private void fill(Heap heap, int thread, int round, int from, int step) {
    int[] mySizes = sizes[thread];
    int draw = round * 2 * LIVE + from;
    for (int i = from; i < LIVE; i += step) {
      heap.allocate(thread * LIVE + i, mySizes[draw & (Draws.LENGTH - 1)]);
      draw++;
    }
  }
}
