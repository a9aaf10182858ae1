package org.alloracle.fast.michael;

import java.util.List;

/**
 * The finding of {@code specs/michael/README.md}, step by step: with the published removal of an
 * empty descriptor, a free retires the descriptor of a superblock that has a live block.
 */
final class EmptyRemoval {
  private EmptyRemoval() {}

  /** Replays it and walks the invariants; the blocks can be freed after that. */
  static void replay() {
    Shape shape = new Shape(32, 3, List.of(16), 1, 1, 3, 0, 2, Removal.HAZARD);
    try (Schedule schedule = new Schedule(shape)) {
      MichaelAlloc allocator = new MichaelAlloc(shape, schedule);
      MichaelAlloc.Handle one = allocator.handle();
      MichaelAlloc.Handle two = allocator.handle();
      long[] block = new long[5];
      schedule.call(0, () -> block[0] = one.allocate(1, 1));
      schedule.call(0, () -> block[1] = one.allocate(1, 1));
      // The descriptor is PARTIAL, in the heap's slot.
      schedule.call(1, () -> two.free(block[0]));
      schedule.start(0, () -> block[2] = one.allocate(1, 1));
      schedule.runTo(0, Label.MallocFromPartial_heap);
      // EMPTY; and there the free stops, its superblock not yet returned.
      schedule.start(1, () -> two.free(block[1]));
      schedule.runTo(1, Label.free_FreeSB);
      // Retires the descriptor and, unrepaired, is given it again for the next superblock.
      schedule.finish(0);
      schedule.call(0, () -> block[3] = one.allocate(1, 1));
      schedule.call(0, () -> one.free(block[2]));
      // Finds the descriptor in the slot.
      schedule.finish(1);
      allocator.checkInvariants();
      schedule.call(0, () -> one.free(block[3]));
      schedule.call(0, () -> block[4] = one.allocate(1, 1));
      allocator.checkInvariants();
    }
  }
}
