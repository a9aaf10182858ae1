package org.alloracle.fast.michael;

import java.util.List;
import java.util.function.Supplier;
import org.alloracle.fast.lincheck.Checked;
import org.alloracle.fast.lincheck.Planted;
import org.alloracle.fast.lincheck.Slots;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * What {@link MichaelLincheckTest} has Lincheck run.
 *
 * <p>A roomy heap must never refuse: at most {@link #SLOTS} blocks are in slots, each thread has a
 * block or a new superblock in hand, and Active keeps one, so {@link #ENOUGH} superblocks are
 * enough in whatever order; and three times as many descriptors are enough for those that are empty
 * and still listed or retired. In a tight heap refusing is never held against the allocator: what
 * others have in hand counts as taken, so that there need be no moment at which all blocks were
 * live.
 */
public abstract class TinyHeaps extends Checked {
  private static final int ENOUGH = SLOTS + TinyHeap.THREADS + 1;
  private static final int TIGHT = 2;

  /** The checked classes. */
  static final List<Class<?>> ALL =
      List.of(RoomyHazard.class, RoomyLazy.class, TightHazard.class, TightLazy.class);

  private TinyHeaps(Slots.Heap heap, int superblocks, boolean mayRefuse) {
    super(heap, 2 * superblocks, 16, mayRefuse);
  }

  @Validate
  @Override
  public void check() {
    super.check();
  }

  /** Made by {@link TinyHeaps} and Lincheck. */
  public static final class RoomyHazard extends TinyHeaps {
    public RoomyHazard() {
      super(new TinyHeap(ENOUGH, 3 * ENOUGH, Removal.HAZARD), ENOUGH, false);
    }
  }

  /** The same with the other removal. */
  public static final class RoomyLazy extends TinyHeaps {
    public RoomyLazy() {
      super(new TinyHeap(ENOUGH, 3 * ENOUGH, Removal.LAZY), ENOUGH, false);
    }
  }

  /** Runs out of superblocks and of descriptors. */
  public static final class TightHazard extends TinyHeaps {
    public TightHazard() {
      super(new TinyHeap(TIGHT, TIGHT + 1, Removal.HAZARD), TIGHT, true);
    }
  }

  /** The same with the other removal. */
  public static final class TightLazy extends TinyHeaps {
    public TightLazy() {
      super(new TinyHeap(TIGHT, TIGHT + 1, Removal.LAZY), TIGHT, true);
    }
  }

  /**
   * A tight heap, with a planted bug once {@link #heap} is set. No invariants are walked: the
   * answers alone must tell.
   */
  public static final class Broken extends Checked {
    static Supplier<Slots.Heap> heap = () -> TinyHeap.of(TIGHT, TIGHT + 1, false);

    public Broken() {
      super(heap.get(), 2 * TIGHT, 16, true);
    }
  }

  /** {@link TinyHeap#of} of the changed package, tight. */
  static Supplier<Slots.Heap> broken(Mutant mutant) throws Exception {
    return Planted.heap(mutant.loader(), TinyHeap.class, TIGHT, TIGHT + 1, false);
  }
}
