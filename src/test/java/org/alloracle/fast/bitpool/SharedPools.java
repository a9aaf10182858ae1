package org.alloracle.fast.bitpool;

import java.util.List;
import java.util.function.Supplier;
import org.alloracle.MutatedSource;
import org.alloracle.fast.lincheck.Checked;
import org.alloracle.fast.lincheck.Planted;
import org.alloracle.fast.lincheck.Slots;
import org.jetbrains.lincheck.datastructures.Validate;

/** What {@link SharedBitPoolTest} has Lincheck run. */
public abstract class SharedPools extends Checked {
  /** More than the slots and two threads' hands hold. */
  private static final int ROOMY = 3;

  private SharedPools(Slots.Heap heap, int pages, boolean mayRefuse) {
    super(heap, 2 * pages, 512, mayRefuse);
  }

  @Validate
  @Override
  public void check() {
    super.check();
  }

  /** Nobody may be refused. */
  public static final class Roomy extends SharedPools {
    public Roomy() {
      super(new SharedPool(ROOMY), ROOMY, false);
    }
  }

  /** Two blocks for three slots. */
  public static final class Tight extends SharedPools {
    public Tight() {
      super(new SharedPool(1), 1, true);
    }
  }

  /** With a planted bug once {@link #heap} is set. */
  public static final class Broken extends SharedPools {
    static Supplier<Slots.Heap> heap = () -> new SharedPool(1);

    public Broken() {
      super(heap.get(), 1, true);
    }
  }

  /** A claim is stored, whatever the word is by then. */
  static Supplier<Slots.Heap> withoutCompare() throws Exception {
    return Planted.heap(
        MutatedSource.with(
            SharedPool.class,
            "SharedBitPool",
            List.of(
                "pages.compareAndSet(page, word, wanted)",
                "pages.getAndSet(page, wanted) > Long.MIN_VALUE")),
        SharedPool.class,
        1);
  }
}
