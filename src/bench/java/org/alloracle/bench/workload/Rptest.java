package org.alloracle.bench.workload;

import java.util.concurrent.atomic.AtomicInteger;
import org.alloracle.bench.peer.Heap;

/**
 * After rptest: each thread replaces its blocks with a stride that is prime, most blocks small and
 * some up to 16,000 bytes; every tenth block it gives to the other thread to free.
 */
final class Rptest extends Workload {
  private static final int LIVE = 900;
  private static final int GIVEN = 100;
  private static final int GREATEST = 16_000;
  private static final int STRIDE = 31; // no divisor of LIVE

  private final int[][] sizes = {
    new Draws(0).exponential(16, GREATEST, 500), new Draws(1).exponential(16, GREATEST, 500),
  };
  private final AtomicInteger[] given = {new AtomicInteger(), new AtomicInteger()};
  private final AtomicInteger[] taken = {new AtomicInteger(), new AtomicInteger()};

  Rptest() {
    super(2, 2 * (LIVE + GIVEN), GREATEST);
  }

  @Override
  public void begin(Heap heap) {
    fill(heap, 2 * LIVE, sizes[0]);
  }

  @Override
  public void run(Heap heap, int thread) {
    int mine = thread * LIVE;
    int gift = 2 * LIVE + thread * GIVEN;
    int othersGift = 2 * LIVE + (1 - thread) * GIVEN;
    int[] mySizes = sizes[thread];
    int round = given[thread].get();
    for (int done = 0; done < OPERATIONS / 2; done += LIVE + GIVEN) {
      int draw = round * (LIVE + GIVEN);
      for (int i = 0; i < LIVE; i++) {
        int slot = mine + i * STRIDE % LIVE;
        heap.free(slot);
        heap.allocate(slot, mySizes[draw++ & (Draws.LENGTH - 1)]);
      }
      for (int i = 0; i < GIVEN; i++) {
        heap.allocate(gift + i, mySizes[draw++ & (Draws.LENGTH - 1)]);
      }
      meet(given, thread, ++round);
      for (int i = 0; i < GIVEN; i++) {
        heap.free(othersGift + i);
      }
      meet(taken, thread, round);
    }
  }
}
