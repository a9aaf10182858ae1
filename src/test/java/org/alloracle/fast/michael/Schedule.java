package org.alloracle.fast.michael;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Threads that take a step only when told to. Thread {@code t} is the one of the handle with index
 * {@code t}. Everything but the threads' own calls comes from one controlling thread.
 */
class Schedule extends StepLog implements AutoCloseable {
  /** Thrown into a call that is given up. */
  private static final class GivenUp extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class Worker {
    final Semaphore go = new Semaphore(0);
    final Semaphore stopped = new Semaphore(0);
    @Nullable Thread thread;
    volatile @Nullable Runnable call;
    volatile @Nullable Label at;
    volatile @Nullable Throwable failure;
  }

  /** Where the steps are written at the end, if anywhere: replayed schedules make their own. */
  static @Nullable Path log;

  private final List<Worker> workers = new ArrayList<>();
  private volatile boolean closing;

  Schedule(Shape shape) {
    super(shape);
    for (int t = 0; t < shape.threads(); t++) {
      Worker worker = new Worker();
      Thread thread = new Thread(() -> work(worker), "scheduled " + t);
      thread.setDaemon(true);
      worker.thread = thread;
      workers.add(worker);
      thread.start();
    }
  }

  private void work(Worker worker) {
    while (true) {
      worker.go.acquireUninterruptibly();
      Runnable call = worker.call;
      if (closing || call == null) {
        return;
      }
      try {
        call.run();
      } catch (GivenUp e) {
        return;
      } catch (Throwable e) {
        worker.failure = e;
      }
      worker.at = null;
      worker.call = null;
      worker.stopped.release();
    }
  }

  @Override
  void gate(int thread, Label label) {
    Worker worker = workers.get(thread);
    if (Thread.currentThread() != worker.thread) {
      return;
    }
    worker.at = label;
    worker.stopped.release();
    worker.go.acquireUninterruptibly();
    if (closing) {
      throw new GivenUp();
    }
  }

  /** Has an idle thread begin a call; it stops before the first step. */
  void start(int thread, Runnable call) {
    Worker worker = workers.get(thread);
    if (worker.call != null) {
      throw new IllegalStateException("thread " + thread + " is in a call, at " + worker.at);
    }
    worker.call = call;
    resume(thread);
  }

  private void resume(int thread) {
    Worker worker = workers.get(thread);
    worker.go.release();
    worker.stopped.acquireUninterruptibly();
    Throwable failure = worker.failure;
    if (failure != null) {
      worker.failure = null;
      throw failure instanceof AssertionError error
          ? error
          : new AssertionError("thread " + thread + " threw " + failure, failure);
    }
  }

  /** The label of the step that a thread is about to take; null if it is in no call. */
  @Nullable Label at(int thread) {
    return workers.get(thread).at;
  }

  /** One step of a thread that is in a call. */
  void step(int thread) {
    if (at(thread) == null) {
      throw new IllegalStateException("thread " + thread + " is in no call");
    }
    resume(thread);
  }

  /** Steps until the thread is about to take one with this label. */
  void runTo(int thread, Label label) {
    for (int steps = 0; at(thread) != label; steps++) {
      if (at(thread) == null || steps > 10_000) {
        throw new AssertionError("thread " + thread + " never comes to " + label);
      }
      step(thread);
    }
  }

  /** Steps until the call has returned. */
  void finish(int thread) {
    for (int steps = 0; at(thread) != null; steps++) {
      if (steps > 10_000) {
        throw new AssertionError("PROGRESS: thread " + thread + " alone does not finish");
      }
      step(thread);
    }
  }

  /** A whole call, step by step. */
  void call(int thread, Runnable call) {
    start(thread, call);
    finish(thread);
  }

  /** Lets calls that are not finished be given up, and ends the threads. */
  @Override
  public void close() {
    Path file = log;
    if (file != null) {
      try {
        write(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    closing = true;
    for (Worker worker : workers) {
      worker.go.release();
    }
  }
}
