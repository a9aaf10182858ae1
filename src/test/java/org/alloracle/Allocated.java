package org.alloracle;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the Java objects that a piece of code makes. */
public final class Allocated {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocated() {}

  /**
   * The bytes of Java objects that the code makes in this thread each time: the least of some runs,
   * as the first may load classes and make tables grow.
   */
  public static long bytes(Runnable code) {
    long least = Long.MAX_VALUE;
    for (int run = 0; run < 5; run++) {
      long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      code.run();
      long after = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      least = Math.min(least, after - before);
    }
    return least;
  }
}
