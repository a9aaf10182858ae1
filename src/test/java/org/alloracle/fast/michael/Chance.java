package org.alloracle.fast.michael;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A seeded random run of a few threads on a tiny heap. One thread runs at a time, and before each
 * step it may be another's turn; so a seed says all.
 */
final class Chance extends StepLog {
  /** The shapes that runs are made with. */
  static final List<Shape> SHAPES =
      List.of(
          new Shape(32, 2, List.of(16), 1, 1, 3, 0, 2, Removal.HAZARD),
          new Shape(32, 3, List.of(16), 2, 1, 4, 2, 2, Removal.HAZARD),
          new Shape(48, 2, List.of(16), 1, 2, 4, 0, 3, Removal.HAZARD),
          new Shape(96, 3, List.of(16, 32), 1, 2, 6, 2, 3, Removal.HAZARD),
          new Shape(32, 2, List.of(16), 1, 1, 3, 0, 3, Removal.HAZARD),
          new Shape(32, 4, List.of(16), 1, 1, 6, 1, 2, Removal.LAZY));

  private static final int MOST_STEPS = 20_000;

  private static final class GivenUp extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Random random;
  private final MichaelAlloc allocator;
  private final List<MichaelAlloc.Handle> handles = new ArrayList<>();
  private final List<Semaphore> turns = new ArrayList<>();
  private final List<Long> live = new ArrayList<>();
  private final Set<Integer> unfinished = new HashSet<>();
  private final Shape shape;
  private final int stay;
  private int steps;
  private @Nullable Throwable failure;

  Chance(Shape shape, long seed) {
    super(shape);
    this.shape = shape;
    random = new Random(seed * 0x9E3779B97F4A7C15L);
    stay = 1 + random.nextInt(9);
    allocator = new MichaelAlloc(shape, this);
    for (int t = 0; t < shape.threads(); t++) {
      handles.add(allocator.handle());
      turns.add(new Semaphore(0));
      unfinished.add(t);
    }
  }

  /**
   * Runs a seed.
   *
   * @param log where to write the steps, if anywhere
   * @return what went wrong, or null
   */
  static @Nullable String run(int shape, long seed, int calls, @Nullable Path log) {
    Chance chance = new Chance(SHAPES.get(shape), seed);
    String wrong = chance.run(calls);
    if (log != null) {
      try {
        chance.write(log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return wrong;
  }

  private @Nullable String run(int calls) {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < handles.size(); t++) {
      int me = t;
      Thread thread = new Thread(() -> work(me, calls), "chance " + t);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    turns.get(0).release();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure == null) {
      try {
        allocator.checkInvariants();
        for (long address : live) {
          handles.get(0).free(address);
        }
        allocator.checkInvariants();
      } catch (AssertionError | RuntimeException e) {
        failure = e;
      }
    }
    return failure == null ? null : failure.toString();
  }

  private void work(int me, int calls) {
    turns.get(me).acquireUninterruptibly();
    try {
      for (int i = 0; i < calls && failure == null; i++) {
        call(handles.get(me));
      }
    } catch (GivenUp e) {
      // Another thread has failed.
    } catch (Throwable e) {
      failure = e;
    }
    unfinished.remove(me);
    for (int next : unfinished) {
      turns.get(next).release();
      break;
    }
  }

  private void call(MichaelAlloc.Handle handle) {
    if (random.nextInt(5) < 3 || live.isEmpty()) {
      handle.use(random.nextInt(shape.heaps()));
      int size = shape.blockBytes().get(random.nextInt(shape.blockBytes().size()));
      long address = handle.allocate(size, 1);
      if (address < 0) {
        return;
      }
      if (live.contains(address)) {
        throw new AssertionError("DISJOINTNESS: " + address + " is handed out twice");
      }
      live.add(address);
    } else {
      handle.free(live.remove(random.nextInt(live.size())));
    }
  }

  @Override
  void gate(int thread, Label label) {
    if (unfinished.isEmpty()) {
      if (steps++ > MOST_STEPS) {
        throw new AssertionError("PROGRESS: no end after " + MOST_STEPS + " steps");
      }
      return;
    }
    if (failure == null && steps++ > MOST_STEPS) {
      failure = new AssertionError("PROGRESS: no end after " + MOST_STEPS + " steps");
    }
    if (failure == null && random.nextInt(stay + 1) == 0) {
      List<Integer> others = new ArrayList<>(unfinished);
      int next = others.get(random.nextInt(others.size()));
      if (next != thread) {
        turns.get(next).release();
        turns.get(thread).acquireUninterruptibly();
      }
    }
    if (failure != null) {
      throw new GivenUp();
    }
  }
}
