package org.alloracle.fast.buddy;

/**
 * A walk over all of a {@link FastBuddy}: the blocks, live and free, tile the region, no two
 * buddies are free, and every node's words tell what is in it and below it.
 */
final class Inspection {
  private final FastBuddy heap;
  private final int[] seen;
  private long leaves;

  Inspection(FastBuddy heap) {
    this.heap = heap;
    seen = new int[heap.heights.length];
  }

  void run() {
    int top = heap.heights.length - 1;
    walk(top, 1, 0);
    long region = Math.max(0, heap.high - heap.low) >> FastBuddy.LEAF_BITS;
    require(leaves == region, "CONSERVATION", leaves + " leaves in blocks of", region);
    Nodes root = heap.heights[top];
    for (int order = 0; order < root.orders; order++) {
      require(
          (heap.orders >>> order & 1) == (root.room[root.orders + order] == 0 ? 0 : 1),
          "METADATA",
          "the bit that says whether there is a free block of order",
          order);
    }
    for (int h = 0; h <= top; h++) {
      require(
          seen[h] == heap.heights[h].used(), "METADATA", "nodes are lost or double of height", h);
    }
  }

  private void walk(int h, int node, long first) {
    seen[h]++;
    Nodes nodes = heap.heights[h];
    long taken = 0;
    for (int order = 0; order < Nodes.STEP; order++) {
      long free = nodes.room[node * nodes.orders + Nodes.STEP * h + order];
      for (long left = free; left != 0; left &= left - 1) {
        int unit = Long.numberOfTrailingZeros(left);
        require(
            (free >>> (unit ^ (1 << order)) & 1) == 0,
            "COALESCING",
            "free beside its free buddy: leaf",
            first + at(unit, h));
        taken |= block(h, unit, order, first, taken);
      }
    }
    for (int unit = 0; unit < Nodes.UNITS; unit++) {
      if (nodes.isLive(node, unit)) {
        taken |= block(h, unit, nodes.order(node, unit), first, taken);
      } else {
        require(nodes.order(node, unit) == 0, "METADATA", "an order of no block: unit", unit);
      }
    }
    long[] words = new long[Nodes.STEP * h];
    for (int unit = 0; unit < Nodes.UNITS; unit++) {
      int child = nodes.below(node, unit);
      if (child != 0) {
        require((taken >>> unit & 1) == 0, "DISJOINTNESS", "a node below a block: unit", unit);
        walk(h - 1, child, first + at(unit, h));
        Nodes lower = heap.heights[h - 1];
        for (int order = 0; order < words.length; order++) {
          words[order] |= lower.room[child * lower.orders + order] == 0 ? 0 : 1L << unit;
        }
      }
    }
    for (int order = 0; order < words.length; order++) {
      require(
          nodes.room[node * nodes.orders + order] == words[order],
          "METADATA",
          "a word of height " + h + " is wrong for order",
          order);
    }
  }

  private static long at(int unit, int h) {
    return (long) unit << (Nodes.STEP * h);
  }

  /** Counts a block and returns the units it takes. */
  private long block(int h, int unit, int order, long first, long taken) {
    long from = first + at(unit, h);
    long count = 1L << (Nodes.STEP * h + order);
    require(
        (unit & ((1 << order) - 1)) == 0, "ALIGNMENT", "not at a multiple of its size: leaf", from);
    require(
        from << FastBuddy.LEAF_BITS >= heap.low
            && (from + count) << FastBuddy.LEAF_BITS <= heap.high,
        "CONTAINMENT",
        "a block off the region: leaf",
        from);
    long units = ((1L << (1 << order)) - 1) << unit;
    require((taken & units) == 0, "DISJOINTNESS", "two blocks share the leaf", from);
    leaves += count;
    return units;
  }

  private static void require(boolean holds, String clause, String what, long where) {
    if (!holds) {
      throw new AssertionError(clause + ": " + what + " " + where);
    }
  }
}
