package org.alloracle.fast.michael;

import org.alloracle.contract.BlockAllocator;

/**
 * {@code malloc} of small blocks for one thread, label by label as in {@code
 * specs/michael/Michael.tla}. Each labelled step is one place here, in {@link Free}, {@link
 * Partials} or {@link Descriptors}; it reads or writes one shared word.
 */
final class Malloc {
  private static final long MISS = -2;

  private final HazardRecord record;
  private final int t;
  private final Steps steps;
  private final Descriptors descriptors;
  private final Superblocks superblocks;
  private final Partials partials;
  private final int maxCredits;

  Malloc(MichaelAlloc allocator, HazardRecord record, Partials partials) {
    this.record = record;
    t = record.index;
    steps = allocator.steps;
    descriptors = allocator.descriptors;
    superblocks = allocator.superblocks;
    this.partials = partials;
    maxCredits = allocator.shape().maxCredits();
  }

  /** A block of the heap's class, live, or {@link BlockAllocator#NONE}. */
  long from(ProcessorHeap heap) {
    steps.before(t, Label.malloc);
    steps.after(t, Label.malloc);
    steps.h(t, heap.index);
    while (true) {
      long block = mallocFromActive(heap);
      if (block == MISS) {
        block = mallocFromPartial(heap);
      }
      if (block == MISS) {
        block = mallocFromNewSB(heap);
      }
      if (block != MISS) {
        return block;
      }
    }
  }

  /** The block is ready: write its prefix, and answer. */
  private long mallocReturn(Descriptor d, int i) {
    Superblock superblock = d.superblock;
    steps.before(t, Label.malloc_return);
    superblock.setPrefix(i, d.index);
    steps.after(t, Label.malloc_return);
    return superblock.address(i);
  }

  private long mallocNull() {
    steps.before(t, Label.malloc_null);
    steps.after(t, Label.malloc_null);
    return BlockAllocator.NONE;
  }

  // MallocFromActive: reserve a block, then pop one.

  private long mallocFromActive(ProcessorHeap heap) {
    long active;
    boolean last;
    boolean reserved;
    do {
      steps.before(t, Label.MallocFromActive_load);
      active = heap.active;
      steps.after(t, Label.MallocFromActive_load);
      steps.h(t, heap.index);
      if (active == Anchor.NULL) {
        return MISS;
      }
      steps.oldActive(t, active);
      last = Anchor.credits(active) == 0;
      steps.before(t, Label.MallocFromActive_reserve);
      reserved = heap.casActive(active, last ? Anchor.NULL : active - 1);
      steps.after(t, Label.MallocFromActive_reserve);
    } while (!reserved);
    Descriptor d = descriptors.get(Anchor.descriptor(active));
    steps.d(t, d.index);
    steps.res(t, 1);
    steps.flag(t, last);
    return popActive(heap, d, last);
  }

  /** Who took the last credit either refills Active or leaves the block FULL. */
  private long popActive(ProcessorHeap heap, Descriptor d, boolean last) {
    Superblock superblock = d.superblock;
    long old;
    int more;
    boolean popped;
    do {
      steps.before(t, Label.MallocFromActive_anchor);
      old = d.anchor;
      steps.after(t, Label.MallocFromActive_anchor);
      steps.oldAnchor(t, old);
      steps.before(t, Label.MallocFromActive_link);
      int next = superblock.next(Anchor.avail(old));
      steps.after(t, Label.MallocFromActive_link);
      steps.nxtBlock(t, next);
      more = last ? Math.min(Anchor.count(old), maxCredits) : 0;
      long wanted = Anchor.plus(Anchor.pop(old, next), -more);
      if (last && Anchor.count(old) == 0) {
        wanted = Anchor.withState(wanted, Anchor.FULL);
      }
      steps.before(t, Label.MallocFromActive_pop);
      popped = d.casAnchor(old, wanted);
      steps.after(t, Label.MallocFromActive_pop);
    } while (!popped);
    int i = Anchor.avail(old);
    inHand(heap, d, i, more);
    if (more > 0) {
      updateActive(heap, d, more);
    }
    return mallocReturn(d, i);
  }

  private void inHand(ProcessorHeap heap, Descriptor d, int i, int res) {
    steps.h(t, heap.index);
    steps.d(t, d.index);
    steps.b(t, d.superblock.index, i);
    steps.res(t, res);
  }

  /**
   * UpdateActive: install the superblock with the credits in hand; if another is active by now,
   * give the credits back and file the superblock.
   */
  private void updateActive(ProcessorHeap heap, Descriptor d, int more) {
    steps.before(t, Label.UpdateActive_install);
    boolean installed = heap.casActive(Anchor.NULL, Anchor.active(d.index, more - 1));
    steps.after(t, Label.UpdateActive_install);
    steps.res(t, installed ? 0 : more);
    if (installed) {
      return;
    }
    long old;
    boolean returned;
    do {
      steps.before(t, Label.UpdateActive_anchor);
      old = d.anchor;
      steps.after(t, Label.UpdateActive_anchor);
      steps.oldAnchor(t, old);
      long wanted = Anchor.withState(Anchor.plus(old, more), Anchor.PARTIAL);
      steps.before(t, Label.UpdateActive_return);
      returned = d.casAnchor(old, wanted);
      steps.after(t, Label.UpdateActive_return);
      steps.res(t, returned ? 0 : more);
    } while (!returned);
    partials.put(d);
  }

  /** MallocFromPartial: reserve blocks, which others may free meanwhile, then pop one. */
  private long mallocFromPartial(ProcessorHeap heap) {
    while (true) {
      int got = partials.get(heap);
      if (got == Anchor.NULL) {
        return MISS;
      }
      Descriptor d = descriptors.get(got);
      steps.before(t, Label.MallocFromPartial_heap);
      d.heap = heap.index;
      steps.after(t, Label.MallocFromPartial_heap);
      int more = reservePartial(d);
      if (more < 0) {
        descriptors.retire(record, d);
        continue;
      }
      return popPartial(heap, d, more);
    }
  }

  /** The blocks reserved beyond the first; -1 if the superblock is empty. */
  private int reservePartial(Descriptor d) {
    int more;
    boolean reserved;
    do {
      steps.before(t, Label.MallocFromPartial_anchor);
      long old = d.anchor;
      steps.after(t, Label.MallocFromPartial_anchor);
      steps.d(t, d.index);
      if (Anchor.state(old) == Anchor.EMPTY) {
        return -1;
      }
      steps.oldAnchor(t, old);
      more = Math.min(Anchor.count(old) - 1, maxCredits);
      long wanted =
          Anchor.withState(Anchor.plus(old, -(more + 1)), more > 0 ? Anchor.ACTIVE : Anchor.FULL);
      steps.before(t, Label.MallocFromPartial_reserve);
      reserved = d.casAnchor(old, wanted);
      steps.after(t, Label.MallocFromPartial_reserve);
    } while (!reserved);
    steps.res(t, more + 1);
    return more;
  }

  private long popPartial(ProcessorHeap heap, Descriptor d, int more) {
    Superblock superblock = d.superblock;
    long old;
    boolean popped;
    do {
      steps.before(t, Label.MallocFromPartial_reload);
      old = d.anchor;
      steps.after(t, Label.MallocFromPartial_reload);
      steps.oldAnchor(t, old);
      steps.before(t, Label.MallocFromPartial_link);
      int next = superblock.next(Anchor.avail(old));
      steps.after(t, Label.MallocFromPartial_link);
      steps.nxtBlock(t, next);
      steps.before(t, Label.MallocFromPartial_pop);
      popped = d.casAnchor(old, Anchor.pop(old, next));
      steps.after(t, Label.MallocFromPartial_pop);
    } while (!popped);
    int i = Anchor.avail(old);
    inHand(heap, d, i, more);
    if (more > 0) {
      updateActive(heap, d, more);
    }
    return mallocReturn(d, i);
  }

  /** MallocFromNewSB: a superblock, its blocks linked from block 0 on. */
  private long mallocFromNewSB(ProcessorHeap heap) {
    if (record.count > 0) {
      descriptors.scan(record);
    }
    int got = descriptors.alloc(record);
    if (got == Anchor.NULL) {
      return mallocNull();
    }
    Descriptor d = descriptors.get(got);
    steps.before(t, Label.MallocFromNewSB_AllocNewSB);
    Superblock superblock = superblocks.take(heap.sizeClass);
    steps.after(t, Label.MallocFromNewSB_AllocNewSB);
    steps.d(t, got);
    if (superblock == null) {
      descriptors.retire(record, d);
      return mallocNull();
    }
    steps.s(t, superblock.index);
    int rest = superblock.max - 1;
    int more = Math.min(rest, maxCredits);
    steps.before(t, Label.MallocFromNewSB_init);
    d.superblock = superblock;
    d.heap = heap.index;
    d.anchor = Anchor.of(1, rest - more, Anchor.ACTIVE, Anchor.tag(d.anchor));
    steps.after(t, Label.MallocFromNewSB_init);
    inHand(heap, d, 0, more);
    steps.before(t, Label.MallocFromNewSB_install);
    boolean installed = heap.casActive(Anchor.NULL, Anchor.active(got, more - 1));
    steps.after(t, Label.MallocFromNewSB_install);
    steps.d(t, got);
    steps.res(t, 0);
    if (installed) {
      steps.b(t, superblock.index, 0);
      return mallocReturn(d, 0);
    }
    // Another superblock became active meanwhile: give all back and start again.
    steps.s(t, superblock.index);
    d.anchor = Anchor.withState(d.anchor, Anchor.EMPTY);
    steps.before(t, Label.MallocFromNewSB_undo);
    superblocks.give(superblock);
    steps.after(t, Label.MallocFromNewSB_undo);
    descriptors.retire(record, d);
    return MISS;
  }
}
