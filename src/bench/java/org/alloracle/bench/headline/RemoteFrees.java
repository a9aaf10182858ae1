package org.alloracle.bench.headline;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.fast.snmalloc.FastSnMalloc;
import org.alloracle.fast.snmalloc.SnAllocator;

/**
 * Lietar and others 2019: frees sent home in batches cost less than frees under a lock. One thread
 * allocates in batches, another frees them; the time is that of both.
 */
final class RemoteFrees {
  private static final long HEAP = 1L << 28;
  private static final int BATCH = 1000;
  private static final int BYTES = 64;
  private static final long[] END = {};

  private RemoteFrees() {}

  static double batched(int scale) {
    FastSnMalloc messages = new FastSnMalloc(HEAP);
    FastSnMalloc locked = new FastSnMalloc(HEAP);
    SnAllocator one = locked.handle();
    return Timing.ratioOfAll(
        () -> {
          try (SnAllocator producer = messages.handle();
              SnAllocator consumer = messages.handle()) {
            return run(producer, consumer, scale);
          }
        },
        () -> {
          BlockAllocator guarded = new Locked(one);
          return run(guarded, guarded, scale);
        });
  }

  private record Locked(BlockAllocator allocator) implements BlockAllocator {
    @Override
    public long allocate(long size, long alignment) {
      synchronized (allocator) {
        return allocator.allocate(size, alignment);
      }
    }

    @Override
    public void free(long address) {
      synchronized (allocator) {
        allocator.free(address);
      }
    }

    @Override
    public long usableSize(long address) {
      synchronized (allocator) {
        return allocator.usableSize(address);
      }
    }
  }

  private static long run(BlockAllocator producer, BlockAllocator consumer, int scale) {
    BlockingQueue<long[]> batches = new ArrayBlockingQueue<>(4);
    Thread thread = new Thread(() -> freeAll(batches, consumer));
    thread.start();
    long sum = 0;
    try {
      for (int i = 0; i < 3000 * scale; i++) {
        long[] batch = new long[BATCH];
        for (int b = 0; b < BATCH; b++) {
          batch[b] = producer.allocate(BYTES, 1);
          if (batch[b] == BlockAllocator.NONE) {
            throw new IllegalStateException("no block of " + BYTES + " bytes");
          }
          sum += batch[b];
        }
        batches.put(batch);
      }
      batches.put(END);
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return sum;
  }

  private static void freeAll(BlockingQueue<long[]> batches, BlockAllocator consumer) {
    try {
      for (long[] batch = batches.take(); batch != END; batch = batches.take()) {
        for (long address : batch) {
          consumer.free(address);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
