package org.alloracle.testkit;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs a task in a thread of its own, which is abandoned when it gets nowhere. */
final class Patience {
  private static final int LOOKS = 10;

  private Patience() {}

  /**
   * Runs a task and throws what it throws.
   *
   * @param patience how long the task may go without progress
   * @param progress changes whenever the task gets on
   * @param stuck makes what is thrown when it does not
   */
  static void run(
      Runnable task, Duration patience, LongSupplier progress, Supplier<? extends Error> stuck) {
    @Nullable Throwable[] thrown = new Throwable[1];
    Thread thread = new Thread(task, "alloracle");
    thread.setUncaughtExceptionHandler((t, e) -> thrown[0] = e);
    thread.setDaemon(true);
    thread.start();
    try {
      long seen = progress.getAsLong();
      for (int idle = 0; thread.isAlive(); ) {
        thread.join(Math.max(1, patience.toMillis() / LOOKS));
        long now = progress.getAsLong();
        idle = now == seen ? idle + 1 : 0;
        seen = now;
        if (idle >= LOOKS && thread.isAlive()) {
          Error error = stuck.get();
          error.initCause(standingAt(thread));
          thread.interrupt();
          throw error;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    if (thrown[0] instanceof Error error) {
      throw error;
    }
    if (thrown[0] instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private static Throwable standingAt(Thread thread) {
    Throwable place = new Throwable("the thread is here");
    place.setStackTrace(thread.getStackTrace());
    return place;
  }
}
