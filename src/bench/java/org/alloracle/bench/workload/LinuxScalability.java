package org.alloracle.bench.workload;

import org.alloracle.bench.peer.Heap;

/** After linux-scalability: each thread allocates and frees one block of 512 bytes. */
final class LinuxScalability extends Workload {
  private static final int BYTES = 512;

  /**
   * Slots of a thread; its own cache lines, so that only the allocator can make threads collide.
   */
  private static final int APART = 64;

  LinuxScalability() {
    super(2, 2 * APART, BYTES);
  }

  @Override
  public void run(Heap heap, int thread) {
    int slot = thread * APART;
    for (int i = 0; i < OPERATIONS / 2; i++) {
      heap.allocate(slot, BYTES);
      heap.free(slot);
    }
  }
}
