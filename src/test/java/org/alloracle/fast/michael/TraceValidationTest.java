package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.evidence.steps.StepValidation;
import org.alloracle.evidence.steps.StepValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs of the real code are behaviours of the model. The threads are real, so every run of this
 * test has other logs; all of them must be accepted.
 */
final class TraceValidationTest {
  private static final boolean LONG = "long".equals(System.getProperty("alloracle.tests"));
  private static final int LOGS = LONG ? 1_000 : 30;
  private static final int CALLS = 24;
  private static final Path REJECTED = Path.of("target", "rejected-steps");

  @TempDir Path folder;

  /** Small, so that superblocks fill up and become empty, and run out. */
  private static List<Shape> shapes() {
    return List.of(
        new Shape(32, 3, List.of(16), 1, 1, 4, 0, 2, Removal.HAZARD),
        new Shape(64, 4, List.of(16), 1, 2, 6, 2, 3, Removal.HAZARD),
        new Shape(96, 4, List.of(32, 48), 2, 1, 6, 2, 2, Removal.HAZARD),
        new Shape(32, 3, List.of(16), 1, 1, 5, 1, 3, Removal.LAZY),
        new Shape(96, 5, List.of(16, 48), 1, 3, 8, 4, 3, Removal.LAZY),
        new Shape(64, 4, List.of(16, 32), 2, 2, 8, 0, 2, Removal.LAZY));
  }

  /** Stops for a moment now and then, in the middle of operations. */
  private static final class Stopping extends StepLog {
    private final List<SplittableRandom> random = new ArrayList<>();

    Stopping(Shape shape, long seed) {
      super(shape);
      SplittableRandom seeds = new SplittableRandom(seed);
      for (int t = 0; t < shape.threads(); t++) {
        random.add(seeds.split());
      }
    }

    @Override
    void gate(int thread, Label label) {
      if (random.get(thread).nextInt(4) == 0) {
        LockSupport.parkNanos(1);
      }
    }
  }

  @Test
  void everyRunIsABehaviourOfTheModel() throws IOException {
    List<Path> logs = new ArrayList<>();
    for (int i = 0; i < LOGS; i++) {
      Shape shape = shapes().get(i % shapes().size());
      Path log = folder.resolve("run-" + i + ".steps");
      record(shape, i).write(log);
      logs.add(log);
    }
    StepValidation found = new StepValidator(Path.of(""), LONG ? 7_200 : 900).validate(logs);
    List<String> rejected = new ArrayList<>();
    found
        .results()
        .forEach(
            (log, result) -> {
              if (!result.isAccepted()) {
                rejected.add(kept(log) + ":" + result.line() + ": " + result);
              }
            });
    assertEquals(List.of(), rejected);
    assertEquals(LOGS, found.accepted());
    // A run in which nothing gets in the way of anything would show little.
    assertTrue(found.coverage().untaken().size() < 10, found.coverage().table().toString());
    List<String> summary = new ArrayList<>(found.coverage().table());
    summary.add(
        String.format(
            "%d logs, %d steps, %d states, %.1f s",
            LOGS, found.steps(), found.states(), found.seconds()));
    Files.write(Path.of("target", "trace-validation.txt"), summary);
  }

  /** The logs are gone after the test; one that was rejected is wanted. */
  private static Path kept(Path log) {
    try {
      Files.createDirectories(REJECTED);
      Path copy = Files.createTempFile(REJECTED, "", "-" + log.getFileName());
      return Files.write(copy, Files.readAllBytes(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StepLog record(Shape shape, long seed) {
    Stopping log = new Stopping(shape, seed);
    MichaelAlloc allocator = new MichaelAlloc(shape, log);
    List<MichaelAlloc.Handle> handles = new ArrayList<>();
    for (int t = 0; t < shape.threads(); t++) {
      handles.add(allocator.handle());
    }
    Queue<Long> live = new ConcurrentLinkedQueue<>();
    CyclicBarrier start = new CyclicBarrier(shape.threads());
    ExecutorService threads = Executors.newFixedThreadPool(shape.threads());
    try {
      List<Future<?>> calls = new ArrayList<>();
      for (MichaelAlloc.Handle handle : handles) {
        SplittableRandom random = new SplittableRandom(seed * 31 + handle.index());
        calls.add(
            threads.submit(
                () -> {
                  start.await();
                  calls(handle, shape, random, live);
                  return null;
                }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
    return log;
  }

  /** More allocations at first, more frees later. */
  private static void calls(
      MichaelAlloc.Handle handle, Shape shape, SplittableRandom random, Queue<Long> live) {
    Deque<Long> own = new ArrayDeque<>();
    for (int i = 0; i < CALLS; i++) {
      boolean free = random.nextInt(CALLS) < (i < CALLS / 2 ? CALLS / 3 : 2 * CALLS / 3);
      Long block = free ? (random.nextBoolean() ? live.poll() : own.pollFirst()) : null;
      if (block != null) {
        handle.free(block);
        continue;
      }
      handle.use(random.nextInt(shape.heaps()));
      List<Integer> sizes = shape.blockBytes();
      long got = handle.allocate(sizes.get(random.nextInt(sizes.size())), 1);
      if (got != BlockAllocator.NONE) {
        (random.nextBoolean() ? live : own).add(got);
      }
    }
  }
}
