package org.alloracle.fast.michael;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.alloracle.fast.lincheck.Slots;

/** What {@link ControlledScheduleTest} has run under a scheduler that stops threads anywhere. */
public final class ControlledRun {
  /** What each thread does, as in {@link org.alloracle.fast.lincheck.Scenario}. */
  private static final List<String> THREADS = List.of("f0 a0 a3", "f1 a2 f2");

  private static Supplier<Slots.Heap> heap = () -> TinyHeap.of(2, 3, false);

  private ControlledRun() {}

  /**
   * Runs the threads once.
   *
   * @param args a bug of {@link Mutant} to plant, or nothing
   * @throws AssertionError if a block has two owners, or the invariants do not hold in the end
   */
  public static void main(String[] args) throws Exception {
    if (args.length > 0) {
      heap = TinyHeaps.broken(Mutant.valueOf(args[0]));
    }
    Slots slots = new Slots(heap.get(), 4, 4, 16, true);
    act(slots, 0, "a0 a1");
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS.size(); t++) {
      int thread = t;
      threads.add(new Thread(() -> act(slots, thread + 1, THREADS.get(thread))));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    slots.check();
  }

  private static void act(Slots slots, int thread, String operations) {
    for (String operation : operations.split(" ", -1)) {
      int slot = operation.charAt(1) - '0';
      Slots.Answer answer =
          operation.startsWith("a") ? slots.allocate(thread, slot) : slots.free(thread, slot);
      if (answer == Slots.Answer.TWO_OWNERS || answer == Slots.Answer.NO_SUCH_ADDRESS) {
        throw new AssertionError(operation + ": " + answer);
      }
    }
  }
}
