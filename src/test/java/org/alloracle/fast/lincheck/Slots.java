package org.alloracle.fast.lincheck;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.alloracle.contract.InvalidFreeException;

/**
 * A few slots for live blocks, so that what an allocator does can be compared with {@link Spec}
 * although addresses are its own choice.
 *
 * <p>A table of owners judges the addresses: a block has an owner from after its allocate to before
 * its free. That is all of linearizability: if those spans of a block are disjoint, each allocate
 * may be taken to happen at its end and each free at its beginning; if two of them overlap, no
 * order is right. What {@link Answer#REFUSED} means is for the one who knows the allocator to say.
 */
public final class Slots {
  /** Answers. The last three are never those of {@link Spec}. */
  public enum Answer {
    DONE,
    OCCUPIED,
    VACANT,
    TWO_OWNERS,
    NO_SUCH_ADDRESS,
    REFUSED
  }

  /** What is checked. Threads are numbered from 0. */
  public interface Heap {
    long allocate(int thread);

    void free(int thread, long address);

    /** Walks the invariants while nothing else happens. */
    void check();
  }

  private static final long EMPTY = -10;
  private static final long NOTHING = -11;

  private final Heap heap;
  private final AtomicLongArray slots;
  private final AtomicIntegerArray owned;
  private final int bytes;
  private final boolean mayRefuse;

  /**
   * Empty slots.
   *
   * @param blocks how many there are, {@code bytes} apart
   * @param mayRefuse whether a refused slot counts as filled, so that refusing is never wrong
   */
  public Slots(Heap heap, int slots, int blocks, int bytes, boolean mayRefuse) {
    this.heap = heap;
    this.slots = new AtomicLongArray(slots);
    for (int i = 0; i < slots; i++) {
      this.slots.set(i, EMPTY);
    }
    owned = new AtomicIntegerArray(blocks);
    this.bytes = bytes;
    this.mayRefuse = mayRefuse;
  }

  /** Allocates into a slot. */
  public Answer allocate(int thread, int slot) {
    if (slots.get(slot) != EMPTY) {
      return Answer.OCCUPIED;
    }
    long address = heap.allocate(thread);
    if (address < 0) {
      if (!mayRefuse) {
        return Answer.REFUSED;
      }
      return slots.compareAndSet(slot, EMPTY, NOTHING) ? Answer.DONE : Answer.OCCUPIED;
    }
    if (address % bytes != 0 || address / bytes >= owned.length()) {
      return Answer.NO_SUCH_ADDRESS;
    }
    if (!owned.compareAndSet((int) (address / bytes), 0, 1)) {
      return Answer.TWO_OWNERS;
    }
    if (slots.compareAndSet(slot, EMPTY, address)) {
      return Answer.DONE;
    }
    return release(thread, address) ? Answer.OCCUPIED : Answer.NO_SUCH_ADDRESS;
  }

  /** Frees what is in a slot, whoever put it there. */
  public Answer free(int thread, int slot) {
    long address = slots.getAndSet(slot, EMPTY);
    if (address == EMPTY) {
      return Answer.VACANT;
    }
    return address == NOTHING || release(thread, address) ? Answer.DONE : Answer.NO_SUCH_ADDRESS;
  }

  /** Walks the invariants of what is checked. */
  public void check() {
    heap.check();
  }

  private boolean release(int thread, long address) {
    owned.set((int) (address / bytes), 0);
    try {
      heap.free(thread, address);
      return true;
    } catch (InvalidFreeException e) {
      return false;
    }
  }
}
