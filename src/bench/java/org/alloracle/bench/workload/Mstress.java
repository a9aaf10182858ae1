package org.alloracle.bench.workload;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.alloracle.bench.peer.Heap;

/** After mstress: threads put blocks into a shared table and free what they find in its place. */
final class Mstress extends Workload {
  private static final int TABLE = 1000;
  private static final int GREATEST = 1024;

  private final AtomicIntegerArray table = new AtomicIntegerArray(TABLE); // of slots
  private final int[][] places = {
    new Draws(0).many(0, TABLE - 1), new Draws(1).many(0, TABLE - 1),
  };
  private final int[][] sizes = {
    new Draws(2).pareto(16, GREATEST, 0.8), new Draws(3).pareto(16, GREATEST, 0.8),
  };
  private final int[] spare = new int[2 * 16]; // a thread's empty slot, on lines apart

  Mstress() {
    super(2, TABLE + 2, GREATEST);
  }

  @Override
  public void begin(Heap heap) {
    for (int i = 0; i < TABLE; i++) {
      heap.allocate(i, sizes[0][i]);
      table.set(i, i);
    }
    spare[0] = TABLE;
    spare[16] = TABLE + 1;
  }

  @Override
  public void run(Heap heap, int thread) {
    int slot = spare[thread * 16];
    int[] myPlaces = places[thread];
    int[] mySizes = sizes[thread];
    for (int i = 0; i < OPERATIONS / 2; i++) {
      int draw = i & (Draws.LENGTH - 1);
      heap.allocate(slot, mySizes[draw]);
      slot = table.getAndSet(myPlaces[draw], slot);
      heap.free(slot);
    }
    spare[thread * 16] = slot;
  }
}
