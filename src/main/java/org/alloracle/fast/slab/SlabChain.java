package org.alloracle.fast.slab;

/**
 * The slabs in one list: the full ones, the partial, the empty, then those that are not made. Each
 * change takes constant time.
 */
final class SlabChain {
  private final int each;
  private final int end; // the list's sentinel, before its first slab and after its last
  private final int[] next;
  private final int[] previous;
  final int[] refs;

  /** The first slab that is not full; the one to be made next if all that are made are full. */
  int open;

  private int last; // of those that are made
  int full;
  int partial;
  int empty;

  /**
   * No slab is made.
   *
   * @param slabs from 0
   * @param each the buffers of a slab, from 1
   */
  SlabChain(int slabs, int each) {
    this.each = each;
    end = slabs;
    next = new int[slabs + 1];
    previous = new int[slabs + 1];
    refs = new int[slabs];
    for (int i = 0; i <= slabs; i++) {
      next[i] = i == slabs ? 0 : i + 1;
      previous[i] = i == 0 ? slabs : i - 1;
    }
    last = end;
  }

  /** The slabs that are made. */
  int used() {
    return full + partial + empty;
  }

  boolean allFull() {
    return partial + empty == 0;
  }

  boolean noneLeft() {
    return used() == end;
  }

  /** Makes the next slab: all that are made are full. */
  int make() {
    last = open;
    empty++;
    return open;
  }

  /** Counts one more live buffer of the first slab that is not full. */
  int take() {
    int slab = open;
    int now = ++refs[slab];
    if (now == 1) {
      empty--;
      partial++;
    }
    if (now == each) {
      partial--;
      full++;
      open = next[slab];
    }
    return slab;
  }

  /** Counts one live buffer less. */
  void give(int slab) {
    int before = refs[slab]--;
    if (before == each) {
      full--;
      partial++;
    }
    if (before == 1) {
      partial--;
      empty++;
      toEnd(slab, before == each);
    } else if (before == each) {
      if (previous[open] == last) {
        last = slab;
      }
      move(slab, previous[open]);
      open = slab;
    }
  }

  private void toEnd(int slab, boolean wasFull) {
    boolean first = wasFull ? used() == full + 1 : slab == open && slab == last;
    if (slab == open) {
      open = next[slab];
    }
    move(slab, last);
    last = slab;
    if (first) {
      open = slab;
    }
  }

  /** Puts a slab behind another one. */
  private void move(int slab, int behind) {
    if (slab != behind) {
      next[previous[slab]] = next[slab];
      previous[next[slab]] = previous[slab];
      next[slab] = next[behind];
      previous[slab] = behind;
      previous[next[slab]] = slab;
      next[behind] = slab;
    }
  }

  /** Gives back the last slab that is made, an empty one; it is the next to be made. */
  int reap() {
    int slab = last;
    last = previous[slab];
    empty--;
    return slab;
  }

  /** The slab at a place, from 0, in time proportional to it. */
  int at(int place) {
    int slab = next[end];
    for (int i = 0; i < place; i++) {
      slab = next[slab];
    }
    return slab;
  }

  /** Walks the list; see {@link FastSlabCache#checkInvariants}. */
  void check() {
    int before = end;
    int slab = next[end];
    for (int place = 0; place < end; place++, slab = next[slab]) {
      if (slab == end || previous[slab] != before) {
        throw new AssertionError("CONSERVATION: the list of slabs is broken at place " + place);
      }
      String kind = place < full ? "full" : place < full + partial ? "partial" : "empty";
      boolean right =
          switch (kind) {
            case "full" -> refs[slab] == each;
            case "partial" -> refs[slab] > 0 && refs[slab] < each;
            default -> refs[slab] == 0;
          };
      if (!right) {
        throw new AssertionError(
            "METADATA: slab " + slab + " of " + refs[slab] + " live stands where are " + kind);
      }
      if ((place == full && slab != open) || (place == used() - 1 && slab != last)) {
        throw new AssertionError("METADATA: slab " + slab + " is not known as first open or last");
      }
      before = slab;
    }
    if (slab != end || (full == end && open != end) || (used() == 0 && last != end)) {
      throw new AssertionError("METADATA: the list of slabs does not end");
    }
  }
}
