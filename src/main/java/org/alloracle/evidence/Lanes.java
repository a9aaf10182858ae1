package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs provers and model checkers side by side, as far as the machine goes. */
public final class Lanes {
  /** A solver's time limits are wall time: more threads than processors would eat them. */
  private static final int MOST = 4;

  private Lanes() {}

  /** As many threads as run side by side; the caller shuts them down. */
  public static ExecutorService open() {
    return Executors.newFixedThreadPool(processors());
  }

  /** Half as many again: OpenJML sleeps a second whenever it starts the solver. */
  static ExecutorService openForProofs() {
    return Executors.newFixedThreadPool(processors() + processors() / 2);
  }

  private static int processors() {
    return Math.min(MOST, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Runs all jobs to their ends.
   *
   * @param doing for a message: what is done
   * @return what they gave, in their order
   * @throws ExecutionException if a job fails; its cause is what the first of these threw
   * @throws EvidenceException if the thread is interrupted
   */
  public static <T> List<T> run(List<Callable<T>> jobs, String doing) throws ExecutionException {
    return run(open(), jobs, doing);
  }

  /** The same in threads of one's own, which are shut down. */
  static <T> List<T> run(ExecutorService lanes, List<Callable<T>> jobs, String doing)
      throws ExecutionException {
    try {
      List<T> all = new ArrayList<>();
      for (Future<T> job : lanes.invokeAll(jobs)) {
        all.add(job.get());
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EvidenceException("interrupted while " + doing, e);
    } finally {
      lanes.shutdownNow();
    }
  }
}
