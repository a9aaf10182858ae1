package org.alloracle.fast.michael;

import org.jspecify.annotations.Nullable;

/** {@code free} of small blocks for one thread, label by label as in the model. */
final class Free {
  private final HazardRecord record;
  private final int t;
  private final Steps steps;
  private final Descriptors descriptors;
  private final Superblocks superblocks;
  private final Partials partials;
  private final ProcessorHeap[] heaps;
  private final Removal removal;

  Free(MichaelAlloc allocator, HazardRecord record, Partials partials) {
    this.record = record;
    t = record.index;
    steps = allocator.steps;
    descriptors = allocator.descriptors;
    superblocks = allocator.superblocks;
    this.partials = partials;
    heaps = allocator.heaps;
    removal = allocator.shape().removal();
  }

  /**
   * Links the block, then publishes it, if its prefix is the one given.
   *
   * @return whether it did: false if somebody else was faster
   */
  boolean block(Superblock superblock, int i, int prefix) {
    steps.before(t, Label.free);
    if (!superblock.claim(i, prefix)) {
      return false;
    }
    steps.after(t, Label.free);
    steps.b(t, superblock.index, i);
    steps.before(t, Label.free_prefix);
    Descriptor d = descriptors.get(~prefix);
    steps.after(t, Label.free_prefix);
    steps.d(t, d.index);
    @Nullable ProcessorHeap heap;
    long old;
    boolean empty;
    boolean published;
    do {
      steps.before(t, Label.free_anchor);
      old = d.anchor;
      steps.after(t, Label.free_anchor);
      steps.b(t, superblock.index, i);
      steps.d(t, d.index);
      steps.oldAnchor(t, old);
      steps.before(t, Label.free_link);
      superblock.setNext(i, Anchor.avail(old));
      steps.after(t, Label.free_link);
      empty = Anchor.count(old) == superblock.max - 1;
      heap = empty && removal != Removal.LAZY ? heapOf(d) : null;
      long wanted = Anchor.withAvail(old, i);
      wanted = empty ? Anchor.withState(wanted, Anchor.EMPTY) : Anchor.plus(wanted, 1);
      if (Anchor.state(old) == Anchor.FULL) {
        wanted = Anchor.withState(wanted, Anchor.PARTIAL);
      }
      steps.before(t, Label.free_CAS);
      published = d.casAnchor(old, wanted);
      steps.after(t, Label.free_CAS);
    } while (!published);
    if (empty) {
      steps.d(t, d.index);
      steps.s(t, superblock.index);
      freeEmpty(superblock, d, heap);
    } else {
      boolean put = Anchor.state(old) == Anchor.FULL;
      if (record.hazard != Anchor.NULL) {
        // It was not the last after all.
        steps.d(t, d.index);
        steps.flag(t, put);
        steps.before(t, Label.free_clear);
        record.hazard = Anchor.NULL;
        steps.after(t, Label.free_clear);
      }
      if (put) {
        steps.d(t, d.index);
        partials.put(d);
      }
    }
    steps.before(t, Label.free_return);
    steps.after(t, Label.free_return);
    return true;
  }

  /** The superblock will be empty: read the heap, and keep the descriptor from being reused. */
  private ProcessorHeap heapOf(Descriptor d) {
    steps.before(t, Label.free_heap);
    ProcessorHeap heap = heaps[d.heap];
    steps.after(t, Label.free_heap);
    steps.h(t, heap.index);
    if (record.hazard == Anchor.NULL) {
      steps.before(t, Label.free_hazard);
      record.hazard = d.index;
      steps.after(t, Label.free_hazard);
    }
    return heap;
  }

  private void freeEmpty(Superblock superblock, Descriptor d, @Nullable ProcessorHeap heap) {
    steps.before(t, Label.free_FreeSB);
    superblocks.give(superblock);
    steps.after(t, Label.free_FreeSB);
    if (heap == null) {
      return;
    }
    // RemoveEmptyDesc: this thread does not hold the descriptor.
    steps.before(t, Label.RemoveEmptyDesc_CAS);
    boolean found = heap.casPartial(d.index, Anchor.NULL);
    steps.after(t, Label.RemoveEmptyDesc_CAS);
    steps.flag(t, found);
    steps.before(t, Label.RemoveEmptyDesc_clear);
    record.hazard = Anchor.NULL;
    steps.after(t, Label.RemoveEmptyDesc_clear);
    if (found) {
      steps.d(t, d.index);
      descriptors.retire(record, d);
    } else {
      partials.removeEmpty(heap);
    }
  }

  /**
   * Takes the credits of an Active word away, so that its superblock can be given back if it is
   * idle. Not in the model; it is as if a malloc had taken all the credits and then thought better
   * of it.
   */
  void trim(ProcessorHeap heap) {
    long active = heap.active;
    if (active == Anchor.NULL || !heap.casActive(active, Anchor.NULL)) {
      return;
    }
    Descriptor d = descriptors.get(Anchor.descriptor(active));
    int credits = Anchor.credits(active);
    boolean empty;
    long old;
    long wanted;
    do {
      old = d.anchor;
      // The last one is not counted, as in free.
      wanted = Anchor.plus(old, credits);
      empty = Anchor.count(wanted) == heap.sizeClass.max() - 1;
      wanted =
          empty
              ? Anchor.withState(wanted, Anchor.EMPTY)
              : Anchor.withState(Anchor.plus(wanted, 1), Anchor.PARTIAL);
    } while (!d.casAnchor(old, wanted));
    if (empty) {
      superblocks.give(d.superblock);
      descriptors.retire(record, d);
    } else {
      partials.put(d);
    }
  }
}
