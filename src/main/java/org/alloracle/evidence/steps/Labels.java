package org.alloracle.evidence.steps;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The labels of specs/michael/Michael.tla, without those that only planted bugs have. */
final class Labels {
  /** Where a thread is between two calls: no step has this label, but steps lead to it. */
  static final String IDLE = "idle";

  /** The two steps that begin a call. */
  static final Set<String> CALLS = Set.of("malloc", "free");

  /** In the order of the model. */
  static final List<String> ALL =
      List.of(
          "malloc",
          "free",
          "malloc_return",
          "malloc_null",
          "free_return",
          "MallocFromActive_load",
          "MallocFromActive_reserve",
          "MallocFromActive_anchor",
          "MallocFromActive_link",
          "MallocFromActive_pop",
          "UpdateActive_install",
          "UpdateActive_anchor",
          "UpdateActive_return",
          "HeapPutPartial_load",
          "HeapPutPartial_swap",
          "ListPutPartial_put",
          "HeapGetPartial_load",
          "HeapGetPartial_take",
          "ListGetPartial_get",
          "MallocFromPartial_heap",
          "MallocFromPartial_anchor",
          "MallocFromPartial_reserve",
          "MallocFromPartial_reload",
          "MallocFromPartial_link",
          "MallocFromPartial_pop",
          "DescAlloc_load",
          "DescAlloc_hazard",
          "DescAlloc_check",
          "DescAlloc_next",
          "DescAlloc_CAS",
          "DescAlloc_clear",
          "DescAlloc_batch",
          "MallocFromNewSB_AllocNewSB",
          "MallocFromNewSB_init",
          "MallocFromNewSB_install",
          "MallocFromNewSB_undo",
          "free_prefix",
          "free_anchor",
          "free_link",
          "free_heap",
          "free_hazard",
          "free_CAS",
          "free_clear",
          "free_FreeSB",
          "RemoveEmptyDesc_CAS",
          "RemoveEmptyDesc_clear",
          "ListRemoveEmptyDesc_get",
          "ListRemoveEmptyDesc_test",
          "ListRemoveEmptyDesc_put",
          "DescRetire_retire",
          "DescRetire_scan",
          "DescRetire_load",
          "DescRetire_next",
          "DescRetire_CAS");

  private static final Set<String> STEPS = new TreeSet<>(ALL);

  private Labels() {}

  static boolean isStep(String label) {
    return STEPS.contains(label);
  }

  /** Whether a thread can be there after a step. */
  static boolean isPlace(String label) {
    return label.equals(IDLE) || (isStep(label) && !CALLS.contains(label));
  }
}
