package org.alloracle.fast.michael;

import java.util.List;

/** A descriptor popped, used and made available again while another thread is about to pop it. */
final class DescriptorReuse {
  private DescriptorReuse() {}

  /**
   * Replays it and walks the invariants.
   *
   * @param early whether the other thread has read the link before the descriptor is first popped
   */
  static void replay(boolean early) {
    Shape shape = new Shape(32, 4, List.of(16), 1, 1, 4, 0, 2, Removal.HAZARD);
    try (Schedule schedule = new Schedule(shape)) {
      MichaelAlloc allocator = new MichaelAlloc(shape, schedule);
      MichaelAlloc.Handle one = allocator.handle();
      MichaelAlloc.Handle two = allocator.handle();
      long[] block = new long[4];
      schedule.start(0, () -> block[3] = one.allocate(1, 1));
      schedule.runTo(0, early ? Label.DescAlloc_CAS : Label.DescAlloc_hazard);
      for (int i = 0; i < 3; i++) {
        int at = i;
        schedule.call(1, () -> block[at] = two.allocate(1, 1));
      }
      schedule.call(1, () -> two.free(block[0]));
      schedule.start(1, () -> two.free(block[1]));
      if (!early) {
        // The first descriptor is retired, and no hazard pointer to it was seen.
        schedule.runTo(1, Label.DescRetire_load);
        schedule.runTo(0, Label.DescAlloc_CAS);
      }
      schedule.finish(1);
      schedule.finish(0);
      allocator.checkInvariants();
    }
  }
}
