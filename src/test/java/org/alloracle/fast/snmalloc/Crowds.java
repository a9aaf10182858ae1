package org.alloracle.fast.snmalloc;

import java.util.List;
import java.util.function.Supplier;
import org.alloracle.MutatedSource;
import org.alloracle.fast.lincheck.Checked;
import org.alloracle.fast.lincheck.Planted;
import org.alloracle.fast.lincheck.Slots;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * What {@link SnMallocLincheckTest} has Lincheck run. Whoever allocates may have all of a
 * scenario's blocks on their way to others; with as many superslabs as {@link #ENOUGH} there are
 * more than that. With {@link #TIGHT} a thread is refused what another owns.
 */
public abstract class Crowds extends Checked {
  /** The most allocates of a scenario; each takes a block that never comes back. */
  private static final int ALLOCATES = 9;

  private static final int ENOUGH = Crowd.THREADS + ALLOCATES / Crowd.BLOCKS;
  private static final int TIGHT = 2;

  private Crowds(Slots.Heap heap, int superslabs, boolean mayRefuse) {
    super(heap, superslabs * Crowd.PLACES, 16, mayRefuse);
  }

  @Validate
  @Override
  public void check() {
    super.check();
  }

  /** Nobody may be refused. */
  public static final class Roomy extends Crowds {
    public Roomy() {
      super(new Crowd(ENOUGH), ENOUGH, false);
    }
  }

  /** Superslabs change hands when they are empty. */
  public static final class Tight extends Crowds {
    public Tight() {
      super(new Crowd(TIGHT), TIGHT, true);
    }
  }

  /** With a planted bug once {@link #heap} is set. */
  public static final class Broken extends Crowds {
    static Supplier<Slots.Heap> heap = () -> new Crowd(TIGHT);

    public Broken() {
      super(heap.get(), TIGHT, true);
    }
  }

  /** Of two who put messages into one queue, both find the same last one. */
  static Supplier<Slots.Heap> withoutExchange() throws Exception {
    return Planted.heap(
        MutatedSource.with(
            Crowd.class,
            "Inbox",
            List.of(
                "return (long) BACK.getAndSet(this, last);",
                "long before = back; back = last; return before;")),
        Crowd.class,
        TIGHT);
  }
}
