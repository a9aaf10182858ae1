package org.alloracle.fast.lincheck;

import java.util.HashSet;
import java.util.Set;

/** The sequential specification of {@link Slots}: the set of live blocks, by their slots. */
public final class Spec {
  private final Set<Integer> live = new HashSet<>();

  /** Done unless the slot has a live block; it never refuses. */
  public Slots.Answer allocate(int thread, int slot) {
    return live.add(slot) ? Slots.Answer.DONE : Slots.Answer.OCCUPIED;
  }

  /** Done if the slot has a live block. */
  public Slots.Answer free(int thread, int slot) {
    return live.remove(slot) ? Slots.Answer.DONE : Slots.Answer.VACANT;
  }
}
