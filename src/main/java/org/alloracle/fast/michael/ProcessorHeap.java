package org.alloracle.fast.michael;

import java.lang.invoke.VarHandle;

/** A processor heap of a size class: where its next blocks come from. */
final class ProcessorHeap extends Padded {
  private static final VarHandle ACTIVE =
      PartialList.field(ProcessorHeap.class, "active", long.class);
  private static final VarHandle PARTIAL =
      PartialList.field(ProcessorHeap.class, "partial", int.class);

  final int index;
  final SizeClass sizeClass;
  volatile long active = Anchor.NULL;
  volatile int partial = Anchor.NULL;

  ProcessorHeap(int index, SizeClass sizeClass) {
    this.index = index;
    this.sizeClass = sizeClass;
  }

  boolean casActive(long expected, long active) {
    return ACTIVE.compareAndSet(this, expected, active);
  }

  boolean casPartial(int expected, int partial) {
    return PARTIAL.compareAndSet(this, expected, partial);
  }
}
