package org.alloracle.fast.michael;

import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** What is a thread's own: its hazard pointer and the descriptors it has retired. */
final class HazardRecord extends Padded {
  private static final VarHandle TAKEN =
      PartialList.field(HazardRecord.class, "taken", boolean.class);

  /** The number of the thread. */
  final int index;

  /** The descriptor that must not be reused, or null's index. */
  volatile int hazard = Anchor.NULL;

  volatile boolean taken;

  /** The thread after whose end the record can be taken again, if its handle was an implied one. */
  volatile @Nullable Thread owner;

  /** Retired descriptors that were not made available yet; only their owner touches them. */
  final int[] retired;

  final boolean[] seen;
  int count;

  private static final VarHandle OWNER =
      PartialList.field(HazardRecord.class, "owner", Thread.class);

  HazardRecord(int index, int threads) {
    this.index = index;
    // A hazard pointer protects one, and all others are made available at each retirement.
    retired = new int[threads + 1];
    seen = new boolean[threads + 1];
  }

  boolean take() {
    return !taken && TAKEN.compareAndSet(this, false, true);
  }

  /** Takes the record of a thread that has ended. */
  boolean inherit(Thread dead) {
    return OWNER.compareAndSet(this, dead, null);
  }
}
