package org.alloracle.bench.footprint;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.BitSet;
import org.alloracle.bench.workload.Draws;
import org.alloracle.contract.BlockAllocator;

/** One workload on one design, and the pages that its blocks touched. */
final class Simulation {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int PAGE_BITS = 12;

  /** What every design grants. */
  private static final int ALIGNMENT = 8;

  /** The design refused a request, or took too long. */
  static final class EndedException extends Exception {
    private static final long serialVersionUID = 1L;

    EndedException(String why) {
      super(why);
    }
  }

  private final BlockAllocator allocator;
  private final long live;
  private final long deadline;
  private final Draws draws = new Draws(0);
  private final BitSet pages = new BitSet();
  private long[] addresses = new long[1024];
  private int[] sizes = new int[1024];
  private int blocks;
  private long bytes;
  private long peak;
  private long end;

  /**
   * An empty heap.
   *
   * @param live bytes that live at most
   * @param seconds of processor time it is given up after
   */
  Simulation(BlockAllocator allocator, long live, int seconds) {
    this.allocator = allocator;
    this.live = live;
    deadline = CLOCK.getCurrentThreadCpuTime() + seconds * 1_000_000_000L;
  }

  void run(Shift shift) throws EndedException {
    phase(shift.before());
    for (long i = (long) blocks * shift.deleted() / 100; i > 0; i--) {
      freeOne();
    }
    phase(shift.after());
  }

  private void phase(Shift.Sizes from) throws EndedException {
    for (long requested = 0; requested < live / 2 * 5; ) {
      int size = from.draw(draws);
      while (bytes + size > live) {
        freeOne();
      }
      allocate(size);
      requested += size;
    }
  }

  private void allocate(int size) throws EndedException {
    if ((blocks & 1023) == 0 && CLOCK.getCurrentThreadCpuTime() > deadline) {
      throw new EndedException("too slow");
    }
    long address = allocator.allocate(size, ALIGNMENT);
    if (address == BlockAllocator.NONE) {
      throw new EndedException("refused");
    }
    if (blocks == sizes.length) {
      addresses = Arrays.copyOf(addresses, 2 * blocks);
      sizes = Arrays.copyOf(sizes, 2 * blocks);
    }
    addresses[blocks] = address;
    sizes[blocks++] = size;
    bytes += size;
    peak = Math.max(peak, bytes);
    end = Math.max(end, address + size);
    pages.set((int) (address >> PAGE_BITS), (int) ((address + size - 1) >> PAGE_BITS) + 1);
  }

  private void freeOne() {
    int chosen = draws.between(0, blocks - 1);
    allocator.free(addresses[chosen]);
    bytes -= sizes[chosen];
    blocks--;
    addresses[chosen] = addresses[blocks];
    sizes[chosen] = sizes[blocks];
  }

  /** Bytes of the pages that a block ever touched, over the most bytes that ever lived. */
  double touched() {
    return (double) ((long) pages.cardinality() << PAGE_BITS) / peak;
  }

  /** The end of the highest block ever, over the most bytes that ever lived. */
  double highWater() {
    return (double) end / peak;
  }
}
