package org.alloracle.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.alloracle.contract.Clause;
import org.alloracle.oracle.Experiment;
import org.alloracle.oracle.Limits;
import org.alloracle.oracle.Operation;
import org.alloracle.oracle.Operations;
import org.alloracle.oracle.Subject;
import org.alloracle.oracle.Violation;
import org.jspecify.annotations.Nullable;

/** One test of one allocator: tries lists of operations until one breaks the contract. */
final class Campaign {
  /** Blocks; a heap that holds more of a size is not filled with that size. */
  private static final int FULL = 5000;

  /** The most calls spent on repeating a short list. */
  private static final int MANY_CALLS = 20_000;

  /** Bytes; a leak of this many in each round of a short list shows. */
  private static final int LEAK = 8;

  /** Operations in a short list. */
  private static final int SHORT = 4;

  /** Random short lists that are repeated for many calls. */
  private static final int SHORT_LISTS = 16;

  /** Lists tried to shrink a failing one. */
  private static final int SHRINKS = 3000;

  /** The same where one try takes many calls. */
  private static final int SLOW_SHRINKS = 400;

  private final BlockAllocatorContract contract;
  private final Experiment experiment;
  private final AtomicLong made = new AtomicLong();
  private @Nullable Subject last;
  private @Nullable Limits limits;

  Campaign(BlockAllocatorContract contract) {
    this.contract = contract;
    this.experiment = new Experiment(this::subject);
  }

  /** Correct use in random order. */
  void random() {
    run(() -> eachSeed(EnumSet.noneOf(Operation.Kind.class), this::check));
  }

  /** Random use with one kind of misuse mixed in. */
  void misuse(Operation.Kind kind) {
    run(() -> eachSeed(EnumSet.of(kind), this::check));
  }

  /** Random use, repeated on one allocator: each list a few times, some short ones often. */
  void rounds() {
    run(
        () -> {
          Subject.Reuse reuse = subject().reuse();
          int[] shortLists = new int[1];
          eachSeed(
              EnumSet.noneOf(Operation.Kind.class),
              (list, seed) -> {
                boolean often = list.size() <= SHORT && shortLists[0]++ < SHORT_LISTS;
                checkRounds(list, reuse, often ? manyCalls() : 3 * list.size(), seed);
              });
        });
  }

  /** Two blocks of each size, with a small one between them, freed and asked for again. */
  void sizes() {
    run(
        () -> {
          for (long size : sizesAround(limits())) {
            check(
                List.of(
                    Operation.allocate(0, size, 1),
                    Operation.allocate(1, 1, 1),
                    Operation.allocate(2, size, 1),
                    Operation.free(1),
                    Operation.free(0),
                    Operation.allocate(3, size, 1),
                    Operation.free(2),
                    Operation.allocate(4, size, 1)),
                null);
          }
        });
  }

  /** Blocks of each alignment and several sizes, pushed off their alignment by small ones. */
  void alignments() {
    run(
        () -> {
          long most = limits().maxAlignment();
          for (long alignment = 1; alignment > 0 && alignment <= most; alignment *= 2) {
            for (long size : new long[] {1, 24, alignment, alignment + 1}) {
              check(
                  List.of(
                      Operation.allocate(0, 1, 1),
                      Operation.allocate(1, size, alignment),
                      Operation.allocate(2, 1, 1),
                      Operation.allocate(3, size, alignment),
                      Operation.free(1),
                      Operation.allocate(4, size, alignment)),
                  null);
            }
          }
        });
  }

  /** The heap filled with blocks of one size, emptied in several orders, and filled again. */
  void fill() {
    run(
        () -> {
          long largest = limits().largest();
          boolean full = false;
          for (long size :
              new long[] {largest, largest / 2, largest / 3, largest / 16, 64, 24, 1}) {
            int count = size < 1 ? FULL : experiment.capacity(List.of(), 0, size, FULL);
            if (count < FULL) {
              full = true;
              fill(size, count);
            }
          }
          assumeTrue(full, "the heap did not fill up");
        });
  }

  private void fill(long size, int count) {
    List<Operation> filling = new ArrayList<>();
    List<Operation> forwards = new ArrayList<>();
    List<Operation> oddThenEven = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      filling.add(Operation.allocate(i, size, 1));
      forwards.add(Operation.free(i));
      oddThenEven.add(i % 2 == 0 ? 0 : oddThenEven.size(), Operation.free(i));
    }
    List<Operation> backwards = new ArrayList<>(forwards);
    Collections.reverse(backwards);
    for (List<Operation> freeing : List.of(forwards, backwards, oddThenEven)) {
      List<Operation> list = new ArrayList<>(filling);
      list.addAll(freeing);
      check(list, null);
      checkRounds(list, Subject.Reuse.ALL, 0, null);
    }
  }

  /** The sizes around each power of two that may be asked for, and those around the largest. */
  private static Set<Long> sizesAround(Limits limits) {
    Set<Long> sizes = new TreeSet<>();
    for (int bit = 0; bit < 63; bit++) {
      Collections.addAll(sizes, (1L << bit) - 1, 1L << bit, (1L << bit) + 1);
    }
    for (long near = -1; near <= 1; near++) {
      sizes.add(limits.largest() + near);
      sizes.add(limits.largest() / 2 + near);
    }
    for (long below = 0; below <= 4096; below = below * 2 + 1) {
      sizes.add(Long.MAX_VALUE - below);
    }
    sizes.removeIf(size -> size < (limits.zero() ? 0 : 1) || size > limits.maxSize());
    return sizes;
  }

  private int manyCalls() {
    return (int) Math.min(MANY_CALLS, limits().largest() / LEAK * SHORT + 1);
  }

  private Limits limits() {
    if (limits == null) {
      limits = Limits.of(this::subject);
    }
    return limits;
  }

  private void check(List<Operation> list, @Nullable Long seed) {
    Experiment.Result result = experiment.once(list, false);
    Violation violation = result.violation();
    if (violation != null) {
      // Where a byte changed, only verifying after each call tells which call it was.
      boolean precise = violation.clause() == Clause.FRAME;
      throw new Finding(
              experiment,
              candidate -> experiment.once(candidate, precise),
              candidate -> true,
              SHRINKS,
              seed)
          .error(list, result, violation);
    }
  }

  private void checkRounds(
      List<Operation> list, Subject.Reuse reuse, int calls, @Nullable Long seed) {
    Experiment.Result result = experiment.rounds(list, reuse, calls);
    Violation violation = result.violation();
    if (violation != null) {
      boolean equal = reuse == Subject.Reuse.ALL && haveOneSize(list);
      throw new Finding(
              experiment,
              candidate -> experiment.rounds(candidate, reuse, manyCalls()),
              candidate -> !equal || haveOneSize(candidate),
              SLOW_SHRINKS,
              seed)
          .error(list, result, violation);
    }
  }

  private static boolean haveOneSize(List<Operation> list) {
    return 1
        >= list.stream()
            .filter(o -> o.kind() == Operation.Kind.ALLOCATE)
            .mapToLong(Operation::size)
            .distinct()
            .count();
  }

  private void eachSeed(Set<Operation.Kind> misuse, BiConsumer<List<Operation>, Long> search) {
    Long only = Long.getLong("alloracle.seed");
    long first = only != null ? only : contract.seed();
    int runs = only != null ? 1 : contract.runs();
    for (long seed = first; seed != first + runs; seed++) {
      search.accept(Operations.random(seed, limits(), misuse), seed);
    }
  }

  private void run(Runnable task) {
    Patience.run(
        task,
        contract.patience(),
        () -> experiment.calls() + made.get(),
        () -> Finding.stuck(experiment, contract.patience()));
  }

  private Subject subject() {
    Subject fresh = contract.subject();
    if (fresh == last) {
      throw new IllegalStateException("subject() is to make a fresh allocator at each call");
    }
    last = fresh;
    made.incrementAndGet();
    return fresh;
  }
}
