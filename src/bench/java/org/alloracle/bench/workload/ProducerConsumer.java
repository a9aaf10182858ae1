package org.alloracle.bench.workload;

import java.util.concurrent.atomic.AtomicInteger;
import org.alloracle.bench.peer.Heap;

/** One thread allocates in batches of 100 what the other frees; at most 16 batches are between. */
final class ProducerConsumer extends Workload {
  private static final int BATCH = 100;
  private static final int BATCHES = 16;
  private static final int GREATEST = 1024;
  private static final int SPINS = 1000;

  private final int[] sizes = new Draws(1).many(16, GREATEST);
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger used = new AtomicInteger();

  ProducerConsumer() {
    super(2, BATCH * BATCHES, GREATEST);
  }

  @Override
  public void run(Heap heap, int thread) {
    // Each keeps its own count, so that batches go on where the last run ended.
    int from = (thread == 0 ? made : used).get();
    int to = from + OPERATIONS / BATCH;
    for (int batch = from; batch != to; batch++) {
      int first = (batch & (BATCHES - 1)) * BATCH;
      if (thread == 0) {
        await(used, batch - BATCHES + 1);
        int draw = batch * BATCH & (Draws.LENGTH - 1);
        for (int slot = first; slot < first + BATCH; slot++) {
          heap.allocate(slot, sizes[draw]);
          draw = (draw + 1) & (Draws.LENGTH - 1);
        }
        made.setRelease(batch + 1);
      } else {
        await(made, batch + 1);
        for (int slot = first; slot < first + BATCH; slot++) {
          heap.free(slot);
        }
        used.setRelease(batch + 1);
      }
    }
  }

  @SuppressWarnings(
      "ThreadPriorityCheck") // a hint, for when there are fewer processors than threads
  private static void await(AtomicInteger count, int wanted) {
    for (int i = 0; count.getAcquire() - wanted < 0; i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }
}
