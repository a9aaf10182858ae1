package org.alloracle.fast.michael;

/**
 * Where partial superblocks wait, for one thread: the slot of each heap and the list of each class.
 */
final class Partials {
  private final HazardRecord record;
  private final int t;
  private final Steps steps;
  private final Descriptors descriptors;
  private final ProcessorHeap[] heaps;

  Partials(MichaelAlloc allocator, HazardRecord record) {
    this.record = record;
    t = record.index;
    steps = allocator.steps;
    descriptors = allocator.descriptors;
    heaps = allocator.heaps;
  }

  /**
   * HeapPutPartial: swaps the descriptor into its heap's slot; what was there goes to the list of
   * the class.
   */
  void put(Descriptor d) {
    int old;
    boolean swapped;
    do {
      steps.before(t, Label.HeapPutPartial_load);
      ProcessorHeap heap = heaps[d.heap];
      old = heap.partial;
      steps.after(t, Label.HeapPutPartial_load);
      steps.d(t, d.index);
      steps.oldDescriptor(t, old);
      steps.before(t, Label.HeapPutPartial_swap);
      swapped = heap.casPartial(old, d.index);
      steps.after(t, Label.HeapPutPartial_swap);
    } while (!swapped);
    if (old != Anchor.NULL) {
      steps.oldDescriptor(t, old);
      Descriptor previous = descriptors.get(old);
      PartialList list = heaps[previous.heap].sizeClass.list();
      steps.before(t, Label.ListPutPartial_put);
      list.put(previous);
      steps.after(t, Label.ListPutPartial_put);
    }
  }

  /** HeapGetPartial: a partial descriptor, now this thread's; null's index if there is none. */
  int get(ProcessorHeap heap) {
    boolean taken;
    int old;
    do {
      steps.before(t, Label.HeapGetPartial_load);
      old = heap.partial;
      steps.after(t, Label.HeapGetPartial_load);
      if (old == Anchor.NULL) {
        return listGetPartial(heap);
      }
      steps.oldDescriptor(t, old);
      steps.before(t, Label.HeapGetPartial_take);
      taken = heap.casPartial(old, Anchor.NULL);
      steps.after(t, Label.HeapGetPartial_take);
    } while (!taken);
    steps.d(t, old);
    return old;
  }

  private int listGetPartial(ProcessorHeap heap) {
    steps.before(t, Label.ListGetPartial_get);
    int d = heap.sizeClass.list().get();
    steps.after(t, Label.ListGetPartial_get);
    steps.d(t, d);
    return d;
  }

  /**
   * ListRemoveEmptyDesc: retires the empty descriptors at the head of the list, until two others
   * have been moved to its end: at most half of the listed ones stay empty.
   */
  void removeEmpty(ProcessorHeap heap) {
    PartialList list = heap.sizeClass.list();
    int moved = 0;
    while (moved < 2) {
      steps.before(t, Label.ListRemoveEmptyDesc_get);
      int got = list.get();
      steps.after(t, Label.ListRemoveEmptyDesc_get);
      if (got == Anchor.NULL) {
        return;
      }
      steps.d(t, got);
      steps.n(t, moved);
      Descriptor d = descriptors.get(got);
      steps.before(t, Label.ListRemoveEmptyDesc_test);
      boolean empty = Anchor.state(d.anchor) == Anchor.EMPTY;
      steps.after(t, Label.ListRemoveEmptyDesc_test);
      if (empty) {
        descriptors.retire(record, d);
      } else {
        steps.before(t, Label.ListRemoveEmptyDesc_put);
        list.put(d);
        steps.after(t, Label.ListRemoveEmptyDesc_put);
        moved++;
      }
    }
  }
}
