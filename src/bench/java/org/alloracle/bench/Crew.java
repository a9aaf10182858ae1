package org.alloracle.bench;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.alloracle.bench.peer.Heap;
import org.alloracle.bench.peer.Peer;
import org.alloracle.bench.workload.Workload;

/** The threads of a workload, of which the caller is the first. */
final class Crew {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final Workload workload;
  private final Heap heap;
  private final CyclicBarrier gate;
  private final AtomicInteger ready = new AtomicInteger();
  private volatile long others; // nanoseconds

  Crew(Workload workload, Peer peer) {
    this.workload = workload;
    heap = peer.maker().apply(workload.slots());
    gate = new CyclicBarrier(workload.threads());
    workload.begin(heap);
    if (workload.threads() == 2) {
      // Netty's own thread class, to which its allocators give their caches.
      Thread second = new FastThreadLocalThread(this::second, "second");
      second.setDaemon(true);
      second.start();
    }
  }

  /** Runs the workload once and returns the nanoseconds of processor time of all threads. */
  long run() {
    if (workload.threads() == 1) {
      return share(heap, 0);
    }
    pass();
    long mine = share(heap, 0);
    pass();
    return mine + others;
  }

  private void second() {
    Heap view = heap.forThisThread();
    while (true) {
      pass();
      try {
        others = share(view, 1);
      } catch (RuntimeException e) {
        gate.reset(); // the first thread's run fails in turn
        throw e;
      }
      pass();
    }
  }

  private long share(Heap view, int thread) {
    int turn = ready.incrementAndGet();
    int all = (turn + workload.threads() - 1) / workload.threads() * workload.threads();
    while (ready.get() < all) {
      Thread.onSpinWait(); // so that both begin together
    }
    long start = CLOCK.getCurrentThreadCpuTime();
    workload.run(view, thread);
    return CLOCK.getCurrentThreadCpuTime() - start;
  }

  private void pass() {
    try {
      gate.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException("a thread of the workload failed", e);
    }
  }
}
