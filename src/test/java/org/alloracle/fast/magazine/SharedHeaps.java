package org.alloracle.fast.magazine;

import java.util.List;
import java.util.function.Supplier;
import org.alloracle.MutatedSource;
import org.alloracle.fast.lincheck.Checked;
import org.alloracle.fast.lincheck.Planted;
import org.alloracle.fast.lincheck.Slots;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * What {@link MagazineLincheckTest} has Lincheck run. With two objects in each handle and enough
 * for the slots nobody is ever refused; with fewer, who finds nothing may be.
 */
public abstract class SharedHeaps extends Checked {
  private static final int HELD = 2 * SharedHeap.THREADS;

  private SharedHeaps(Slots.Heap heap, int objects, boolean mayRefuse) {
    super(heap, objects, 1, mayRefuse);
  }

  @Validate
  @Override
  public void check() {
    super.check();
  }

  /** Enough objects for all. */
  public static final class Roomy extends SharedHeaps {
    public Roomy() {
      super(new SharedHeap(HELD + SLOTS), HELD + SLOTS, false);
    }
  }

  /** Nothing in the slab layer. */
  public static final class Tight extends SharedHeaps {
    public Tight() {
      super(new SharedHeap(HELD), HELD, true);
    }
  }

  /** With a planted bug once {@link #heap} is set. */
  public static final class Broken extends SharedHeaps {
    static Supplier<Slots.Heap> heap = () -> new SharedHeap(HELD);

    public Broken() {
      super(heap.get(), HELD, true);
    }
  }

  /** Two threads that give the depot a full magazine each do not exclude each other. */
  static Supplier<Slots.Heap> withoutLock() throws Exception {
    return Planted.heap(
        MutatedSource.with(
            SharedHeap.class,
            "Depot",
            List.of("synchronized int @Nullable [] emptyFor", "int @Nullable [] emptyFor")),
        SharedHeap.class,
        HELD);
  }
}
