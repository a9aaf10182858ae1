package org.alloracle.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.alloracle.trace.Event;
import org.jspecify.annotations.Nullable;

/**
 * Lists of operations carried out on fresh allocators, under the oracle. Confined to one thread but
 * for {@link #calls} and {@link #underWay}.
 */
public final class Experiment {
  /**
   * What came of a list of operations.
   *
   * @param violation the first broken clause, or null if all was well
   * @param done the operations of the first round that had a block to work on
   * @param served the numbers of the blocks handed out in the first round
   * @param round the last round begun, from 1
   * @param afterwards whether the operations were done and the clause broke when every block was
   *     verified and freed
   * @param probes what was asked for after each round, alone
   * @param events the first calls as a log would tell them, refused misuse left out
   */
  public record Result(
      @Nullable Violation violation,
      List<Operation> done,
      Set<Integer> served,
      int round,
      boolean afterwards,
      List<Operation> probes,
      List<Event> events) {}

  private final Supplier<? extends Subject> subjects;
  private volatile List<Operation> current = List.of();
  private volatile int position;
  private final AtomicLong calls = new AtomicLong();

  /**
   * Prepares experiments.
   *
   * @param subjects makes a fresh allocator at each call
   */
  public Experiment(Supplier<? extends Subject> subjects) {
    this.subjects = subjects;
  }

  /**
   * Carries out a list, then verifies and frees every block.
   *
   * @param precise whether bytes are verified after every operation, not only when a block is freed
   */
  public Result once(List<Operation> operations, boolean precise) {
    Subject subject = subjects.get();
    CheckedAllocator heap = new CheckedAllocator(subject, subject.memory(), precise);
    return new Rounds(heap, operations).run(1);
  }

  /**
   * Carries out a list again and again on one allocator, everything being freed after each round,
   * and demands of every round what is promised.
   *
   * @param reuse what is promised; not {@code NOTHING}
   * @param calls how many calls to spend, about; at least two rounds are made
   */
  public Result rounds(List<Operation> operations, Subject.Reuse reuse, int calls) {
    // Bytes are not looked at: it would take most of the time, and other tests do it.
    CheckedAllocator heap = new CheckedAllocator(subjects.get(), null, false);
    Rounds rounds = new Rounds(heap, operations);
    rounds.all = reuse == Subject.Reuse.ALL;
    rounds.each = reuse == Subject.Reuse.EACH;
    return rounds.run(Math.max(2, calls / Math.max(1, operations.size())));
  }

  /**
   * How many blocks of one size can be had at once.
   *
   * @param operations what to do before, everything being freed after it
   * @param rounds how often to do it, from 0
   * @param limit the number at which to stop
   */
  public int capacity(List<Operation> operations, int rounds, long size, int limit) {
    CheckedAllocator heap = new CheckedAllocator(subjects.get(), null, false);
    if (rounds > 0) {
      new Rounds(heap, operations).run(rounds);
    }
    int count = 0;
    current = Collections.nCopies(limit, Operation.allocate(0, size, 1));
    position = 0;
    try {
      while (count < limit && heap.allocate(size, 1) != CheckedAllocator.NONE) {
        count++;
        position = count;
        calls.incrementAndGet();
      }
    } catch (ContractError e) {
      // Another test reports it; here it only ends the count.
      return count;
    }
    return count;
  }

  /** Calls made so far. */
  public long calls() {
    return calls.get();
  }

  /** The operations of the list under way, up to the last one begun. */
  public List<Operation> underWay() {
    List<Operation> list = current;
    return list.subList(0, Math.min(position + 1, list.size()));
  }

  /** One list on one allocator. */
  private final class Rounds {
    private final CheckedAllocator heap;
    private final List<Operation> operations;
    private final List<Operation> done = new ArrayList<>();
    private final Set<Integer> served = new HashSet<>();
    private final Map<Integer, Long> live = new HashMap<>();
    private final Map<Integer, Long> gone = new HashMap<>();
    private int round;
    private boolean afterwards;
    private boolean comparable = true;
    private boolean all;
    private boolean each;
    private List<Operation> probes = List.of();

    Rounds(CheckedAllocator heap, List<Operation> operations) {
      this.heap = heap;
      this.operations = operations;
      position = 0;
      current = operations;
    }

    Result run(int rounds) {
      try {
        while (round < rounds && comparable) {
          round++;
          afterwards = false;
          live.clear();
          gone.clear();
          for (int i = 0; i < operations.size(); i++) {
            position = i;
            if (perform(operations.get(i))) {
              calls.incrementAndGet();
            }
          }
          afterwards = true;
          heap.verify();
          heap.freeAll();
          if (each && round == 1) {
            probes = served();
          }
          for (Operation probe : probes) {
            heap.mustServeAlone(probe.size(), probe.alignment());
          }
        }
        return result(null);
      } catch (ContractError error) {
        return result(error.violation());
      }
    }

    private Result result(@Nullable Violation violation) {
      return new Result(
          violation,
          List.copyOf(done),
          Set.copyOf(served),
          round,
          afterwards,
          probes,
          heap.events());
    }

    /** The different requests that the first round served. */
    private List<Operation> served() {
      return done.stream()
          .filter(o -> o.kind() == Operation.Kind.ALLOCATE && served.contains(o.block()))
          .map(o -> o.onBlock(0))
          .distinct()
          .toList();
    }

    /** Does an operation; returns whether there was anything to do it on. */
    private boolean perform(Operation operation) {
      int block = operation.block();
      switch (operation.kind()) {
        case ALLOCATE -> {
          note(operation);
          allocate(operation);
        }
        case FREE -> {
          Long address = live.remove(block);
          if (address == null) {
            return false;
          }
          note(operation);
          gone.put(block, address);
          heap.free(address);
        }
        case FREE_AGAIN -> {
          return refuse(operation, gone.get(block));
        }
        case FREE_INSIDE -> {
          Long address = live.get(block);
          if (address == null || operation.size() >= heap.usableSize(address)) {
            return false;
          }
          return refuse(operation, address + operation.size());
        }
        case FREE_FOREIGN -> {
          return refuse(operation, operation.size());
        }
        case BAD_REQUEST -> {
          note(operation);
          heap.mustRefuse(operation.size(), operation.alignment());
        }
      }
      return true;
    }

    private void allocate(Operation operation) {
      int block = operation.block();
      boolean expected = all && round > 1 && served.contains(block);
      long address =
          expected
              ? heap.mustAllocate(operation.size(), operation.alignment())
              : heap.allocate(operation.size(), operation.alignment());
      if (address == CheckedAllocator.NONE) {
        return;
      }
      live.put(block, address);
      if (round == 1) {
        served.add(block);
      } else if (all && !expected) {
        // More than the first round was given: from here on the rounds differ rightfully.
        comparable = false;
      }
    }

    private boolean refuse(Operation operation, @Nullable Long address) {
      if (address == null || !heap.wouldMisuse(address)) {
        return false;
      }
      note(operation);
      heap.mustRefuseFree(address);
      return true;
    }

    private void note(Operation operation) {
      if (round == 1) {
        done.add(operation);
      }
    }
  }
}
