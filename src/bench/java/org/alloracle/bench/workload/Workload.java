package org.alloracle.bench.workload;

import java.util.concurrent.atomic.AtomicInteger;
import org.alloracle.bench.peer.Heap;

/**
 * What an allocator is given to do, always the same. One allocation and one free is an operation.
 */
public abstract class Workload {
  /** The operations of one run, of all threads together. */
  public static final int OPERATIONS = 100_000;

  private static final int SPINS = 1000;

  private final int threads;
  private final int slots;
  private final int greatest;

  /**
   * Describes a workload.
   *
   * @param threads how many threads it has, 1 or 2
   * @param slots the blocks that live at most
   * @param greatest the bytes of the largest block
   */
  Workload(int threads, int slots, int greatest) {
    this.threads = threads;
    this.slots = slots;
    this.greatest = greatest;
  }

  /** How many threads it has. */
  public final int threads() {
    return threads;
  }

  /** The slots that it needs. */
  public final int slots() {
    return slots;
  }

  /** The bytes of the largest block. */
  public final int greatest() {
    return greatest;
  }

  /** Waits until a count of another thread has come so far; it may go round past the greatest. */
  @SuppressWarnings(
      "ThreadPriorityCheck") // a hint, for when there are fewer processors than threads
  static void await(AtomicInteger count, int wanted) {
    for (int i = 0; count.getAcquire() - wanted < 0; i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** Says that this of two threads has come so far, and waits for the other. */
  static void meet(AtomicInteger[] counts, int thread, int far) {
    counts[thread].setRelease(far);
    await(counts[1 - thread], far);
  }

  /** Allocates a block in each of the first slots. */
  static void fill(Heap heap, int slots, int[] sizes) {
    for (int slot = 0; slot < slots; slot++) {
      heap.allocate(slot, sizes[slot]);
    }
  }

  /** What is done once, before the clock starts. */
  public void begin(Heap heap) {}

  /** One thread's share of a run. */
  public abstract void run(Heap heap, int thread);
}
