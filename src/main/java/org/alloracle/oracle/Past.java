package org.alloracle.oracle;

import org.alloracle.collect.BlockTree;
import org.jspecify.annotations.Nullable;

/**
 * The freed parts that left the present, of which the newest covers a byte. The reach of each is
 * the first byte of the block that it was of. Confined to one thread.
 */
final class Past {
  private final Parts parts;
  private final BlockTree tree = new BlockTree(); // the slots by their first bytes

  Past(Parts parts) {
    this.parts = parts;
  }

  long size() {
    return tree.size();
  }

  /** Takes in a part; what it covers of older ones is forgotten. */
  void add(int slot) {
    long first = parts.first(slot);
    long last = parts.last(slot);
    int tail = Parts.NONE;
    boolean more = tree.floor(last);
    while (more && Long.compareUnsigned(parts.last(tree.value()), first) >= 0) {
      int old = tree.value();
      boolean stays = Long.compareUnsigned(parts.first(old), first) < 0;
      if (Long.compareUnsigned(parts.last(old), last) > 0) {
        tail = stays ? parts.addTail(old, parts.reach(old), last + 1) : old;
        parts.setFirst(tail, last + 1);
      }
      if (stays) {
        parts.setLast(old, first - 1);
        break;
      }
      if (old != tail) {
        parts.release(old);
      }
      more = tree.remove();
    }
    if (tail != Parts.NONE) {
      tree.insert(last + 1, tail);
    }
    tree.insert(first, slot);
  }

  /** The block that covered an address last, or null. */
  @Nullable Block around(long address) {
    if (tree.floor(address) && Long.compareUnsigned(parts.last(tree.value()), address) >= 0) {
      return parts.block(tree.value(), parts.reach(tree.value()));
    }
    return null;
  }

  /**
   * Walks the invariants.
   *
   * @throws AssertionError that begins with the name of the first clause that does not hold
   */
  void checkInvariants() {
    tree.rewind();
    for (int before = Parts.NONE; tree.next(); before = tree.value()) {
      int slot = tree.value();
      long first = parts.first(slot);
      Ground.check("past first", first, tree.first() == first);
      Ground.check("past range", first, Long.compareUnsigned(first, parts.last(slot)) <= 0);
      Ground.check("past start", first, Long.compareUnsigned(parts.reach(slot), first) <= 0);
      Ground.check("past freed", first, !parts.isLive(slot));
      Ground.check(
          "past apart",
          first,
          before == Parts.NONE || Long.compareUnsigned(parts.last(before), first) < 0);
    }
  }
}
