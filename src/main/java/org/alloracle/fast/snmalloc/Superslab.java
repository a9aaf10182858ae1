package org.alloracle.fast.snmalloc;

import org.jspecify.annotations.Nullable;

/** A superslab: its slabs, of which the first is short, and the allocator that owns it. */
final class Superslab {
  final int number;
  final Slab[] slabs;

  /** Null if no slab is in use. */
  @Nullable SnAllocator owner;

  /** Twice the full-size slabs in use, and one for the short one. */
  int used;

  /** The full-size slabs that are not in use. */
  final Bits unused = new Bits();

  Superslab(int number, int each) {
    this.number = number;
    slabs = new Slab[each];
    for (int j = 0; j < each; j++) {
      slabs[j] = new Slab(this, number * each + j);
      if (j > 0) {
        unused.add(j);
      }
    }
  }

  boolean isShort(Slab slab) {
    return slab == slabs[0];
  }

  boolean hasShort() {
    return (used & 1) == 0;
  }

  boolean hasFullSize() {
    return (used >> 1) < slabs.length - 1;
  }

  /** Counts a slab as in use. */
  void take(Slab slab) {
    if (isShort(slab)) {
      used++;
    } else {
      used += 2;
      unused.remove(slab.number - slabs[0].number);
    }
  }

  /** Counts a slab as not in use. */
  void give(Slab slab) {
    if (isShort(slab)) {
      used--;
    } else {
      used -= 2;
      unused.add(slab.number - slabs[0].number);
    }
  }
}
