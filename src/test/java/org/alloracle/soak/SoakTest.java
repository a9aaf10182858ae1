package org.alloracle.soak;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alloracle.contract.BlockAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Random calls for as long as is wanted: {@code mvn -B verify -Pnightly -Dtest=SoakTest
 * -Dalloracle.soak.minutes=60 -Dalloracle.soak.threads=4}. By laps: in each, every thread runs each
 * fast form against its reference on heaps of its own; then all threads share a heap of each design
 * that can be shared.
 *
 * <p>A failure names what failed and its seed: {@code -Dalloracle.soak.only=NAME
 * -Dalloracle.soak.seed=SEED} begins with just that. With threads that share a heap the seed says
 * what they do, but not when.
 */
final class SoakTest {
  private static final boolean NIGHTLY = "long".equals(System.getProperty("alloracle.tests"));

  private static final double MINUTES =
      Double.parseDouble(System.getProperty("alloracle.soak.minutes", NIGHTLY ? "10" : "0"));
  private static final int THREADS = Integer.getInteger("alloracle.soak.threads", 4);
  private static final String ONLY = System.getProperty("alloracle.soak.only", "");
  private static final long SEED =
      Long.getLong("alloracle.soak.seed", MINUTES > 0 ? System.currentTimeMillis() : 1);

  /** Calls of a thread on one heap; fewer where it is one lap only. */
  private static final int CALLS = MINUTES > 0 ? 2000 : 300;

  private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

  private long laps;
  private long duels;
  private long shared;

  @Test
  void everyFastFormKeepsTheContract() throws InterruptedException {
    long start = System.nanoTime();
    do {
      lap(SEED + laps * THREADS);
      laps++;
    } while ((System.nanoTime() - start) / 6e10 < MINUTES);
    System.out.printf(
        "soak: %.1f minutes, %d threads, seed %d: %d laps, %d duels of %d calls, %d blocks of"
            + " shared heaps%n",
        (System.nanoTime() - start) / 6e10, THREADS, SEED, laps, duels, CALLS, shared);
    assertTrue(duels > 0 || shared > 0, "nothing is called " + ONLY);
  }

  @AfterEach
  void end() {
    pool.shutdownNow();
  }

  @Test
  void aBlockServedTwiceIsFound() {
    BlockAllocator one =
        new BlockAllocator() {
          @Override
          public long allocate(long size, long alignment) {
            return 0;
          }

          @Override
          public void free(long address) {}

          @Override
          public long usableSize(long address) {
            return 64;
          }
        };
    Crew crew = new Crew(new Faces.Face(List.of(one, one), 64, 64, () -> {}));
    AssertionError found =
        assertThrows(AssertionError.class, () -> sum(crew.work(5, 100), "one", 5));
    assertTrue(String.valueOf(found.getMessage()).contains("DISJOINTNESS"), found.getMessage());
  }

  private void lap(long seed) throws InterruptedException {
    List<Callable<Long>> own = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      long mine = seed + t;
      own.add(() -> duels(mine));
    }
    duels += sum(own, "a duel", seed);
    for (Map.Entry<String, Faces.Maker> face : Faces.all().entrySet()) {
      if (isWanted(face.getKey())) {
        Crew crew = new Crew(face.getValue().make(new Random(seed), THREADS));
        shared += sum(crew.work(seed, 10 * CALLS), face.getKey(), seed);
        ended(crew, face.getKey(), seed);
      }
    }
  }

  private static boolean isWanted(String name) {
    return ONLY.isEmpty() || ONLY.equals(name);
  }

  /** Returns how many there were. */
  private static long duels(long seed) {
    long count = 0;
    for (Map.Entry<String, Duels.Duel> duel : Duels.all().entrySet()) {
      if (isWanted(duel.getKey())) {
        try {
          duel.getValue().run(seed, CALLS);
          count++;
        } catch (RuntimeException | AssertionError e) {
          throw failure(duel.getKey(), seed, e);
        }
      }
    }
    return count;
  }

  private static void ended(Crew crew, String name, long seed) {
    try {
      crew.end();
    } catch (RuntimeException | AssertionError e) {
      throw failure(name, seed, e);
    }
  }

  private long sum(List<Callable<Long>> work, String name, long seed) throws InterruptedException {
    long sum = 0;
    for (Future<Long> future : pool.invokeAll(work)) {
      try {
        sum += future.get();
      } catch (ExecutionException e) {
        throw failure(name, seed, e.getCause());
      }
    }
    return sum;
  }

  private static AssertionError failure(String name, long seed, Throwable cause) {
    return new AssertionError(
        "-Dalloracle.soak.only=" + name + " -Dalloracle.soak.seed=" + seed + "\n" + cause, cause);
  }
}
