package org.alloracle.fast.michael;

import java.util.List;

/** An anchor that reads as before, but for the tag, when other blocks are on the chain by then. */
final class AnchorReuse {
  private AnchorReuse() {}

  /** Replays it and walks the invariants. */
  static void replay() {
    Shape shape = new Shape(96, 2, List.of(16), 1, 5, 4, 0, 2, Removal.HAZARD);
    try (Schedule schedule = new Schedule(shape)) {
      MichaelAlloc allocator = new MichaelAlloc(shape, schedule);
      MichaelAlloc.Handle one = allocator.handle();
      MichaelAlloc.Handle two = allocator.handle();
      long[] block = new long[6];
      schedule.call(1, () -> block[0] = two.allocate(1, 1));
      // Has read that block 1 is the first and block 2 the next.
      schedule.start(0, () -> block[5] = one.allocate(1, 1));
      schedule.runTo(0, Label.MallocFromActive_pop);
      for (int i = 1; i <= 3; i++) {
        int at = i;
        schedule.call(1, () -> block[at] = two.allocate(1, 1));
      }
      schedule.call(1, () -> two.free(block[1]));
      schedule.call(1, () -> two.free(block[2]));
      // Takes the last credit and the count, so that block 1 is the first again, and 4 the next.
      schedule.call(1, () -> block[4] = two.allocate(1, 1));
      schedule.finish(0);
      allocator.checkInvariants();
    }
  }
}
