package org.alloracle.fast.jemalloc;

import java.util.List;
import java.util.function.Supplier;
import org.alloracle.MutatedSource;
import org.alloracle.fast.lincheck.Checked;
import org.alloracle.fast.lincheck.Planted;
import org.alloracle.fast.lincheck.Slots;
import org.jetbrains.lincheck.datastructures.Validate;

/** What {@link JemallocLincheckTest} has Lincheck run. */
public abstract class ManyArenas extends Checked {
  /** A chunk for each slot, for each thread's hand, and for each arena. */
  private static final int ENOUGH = SLOTS + SharedArenas.THREADS + 2;

  private static final int CHUNK = 2 * SharedArenas.LARGE;

  private ManyArenas(Slots.Heap heap, int chunks, int bytes, boolean mayRefuse) {
    super(heap, chunks * (CHUNK / bytes), bytes, mayRefuse);
  }

  @Validate
  @Override
  public void check() {
    super.check();
  }

  /** Two arenas whose chunks come and go; nobody may be refused. */
  public static final class Chunks extends ManyArenas {
    public Chunks() {
      super(new SharedArenas(ENOUGH, 2, SharedArenas.LARGE), ENOUGH, SharedArenas.LARGE, false);
    }
  }

  /** Two chunks for three slots. */
  public static final class Tight extends ManyArenas {
    public Tight() {
      super(new SharedArenas(2, 2, SharedArenas.LARGE), 2, SharedArenas.LARGE, true);
    }
  }

  /** One arena, one run of small blocks that all share. */
  public static final class Regions extends ManyArenas {
    public Regions() {
      super(new SharedArenas(1, 1, SharedArenas.SMALL), 1, SharedArenas.SMALL, false);
    }
  }

  /**
   * With a planted bug once {@link #heap} is set. No invariants are walked: the answers alone must
   * tell.
   */
  public static final class Broken extends Checked {
    static Supplier<Slots.Heap> heap = () -> new SharedArenas(1, 1, SharedArenas.SMALL);

    public Broken() {
      super(heap.get(), CHUNK / SharedArenas.SMALL, SharedArenas.SMALL, true);
    }
  }

  /** Two threads look at an arena's lock, and both take it. */
  static Supplier<Slots.Heap> withoutCompare() throws Exception {
    return Planted.heap(
        MutatedSource.with(
            SharedArenas.class,
            "Arena",
            List.of(
                "if (!HELD.compareAndSet(this, false, true)) {\n      await();\n    }",
                "if (held) {\n      await();\n    }\n    held = true;")),
        SharedArenas.class,
        1,
        1,
        SharedArenas.SMALL);
  }
}
