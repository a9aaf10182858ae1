package org.alloracle.fast.lincheck;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** The operations for Lincheck: into and out of three slots. It makes a new one for each run. */
@Param(name = "slot", gen = IntGen.class, conf = "0:2")
public abstract class Checked {
  /** Blocks that can be in slots. */
  public static final int SLOTS = 3;

  private final Slots slots;

  /** See {@link Slots#Slots}. */
  protected Checked(Slots.Heap heap, int blocks, int bytes, boolean mayRefuse) {
    slots = new Slots(heap, SLOTS, blocks, bytes, mayRefuse);
  }

  @Operation
  public Slots.Answer allocate(
      @Param(gen = ThreadIdGen.class) int thread, @Param(name = "slot") int slot) {
    return slots.allocate(thread, slot);
  }

  @Operation
  public Slots.Answer free(
      @Param(gen = ThreadIdGen.class) int thread, @Param(name = "slot") int slot) {
    return slots.free(thread, slot);
  }

  /** To be called at the end of each run. */
  protected void check() {
    slots.check();
  }
}
