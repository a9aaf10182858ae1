package org.alloracle.bench.workload;

import java.util.concurrent.atomic.AtomicInteger;
import org.alloracle.bench.peer.Heap;

/**
 * One thread allocates in batches what the other frees, at most so many batches later. With long
 * batches of small blocks this is xmalloc-test, whose batches are of 4096.
 */
final class ProducerConsumer extends Workload {
  private final int length; // blocks in a batch
  private final int batches; // a power of two
  private final int[] sizes;
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger used = new AtomicInteger();

  /** Blocks of {@code least} to {@code greatest} bytes. */
  ProducerConsumer(int length, int batches, int least, int greatest) {
    super(2, length * batches, greatest);
    this.length = length;
    this.batches = batches;
    sizes = new Draws(1).many(least, greatest);
  }

  @Override
  public void run(Heap heap, int thread) {
    // Each keeps its own count, so that batches go on where the last run ended.
    int from = (thread == 0 ? made : used).get();
    int to = from + OPERATIONS / length;
    for (int batch = from; batch != to; batch++) {
      int first = (batch & (batches - 1)) * length;
      if (thread == 0) {
        await(used, batch - batches + 1);
        int draw = batch * length & (Draws.LENGTH - 1);
        for (int slot = first; slot < first + length; slot++) {
          heap.allocate(slot, sizes[draw]);
          draw = (draw + 1) & (Draws.LENGTH - 1);
        }
        made.setRelease(batch + 1);
      } else {
        await(made, batch + 1);
        for (int slot = first; slot < first + length; slot++) {
          heap.free(slot);
        }
        used.setRelease(batch + 1);
      }
    }
  }
}
