package org.alloracle.fast.buddy;

import java.util.Arrays;

/**
 * The nodes of one height in the tree of {@link FastBuddy}. A node has 64 units of {@code
 * 64^height} leaves; only a unit that is split into smaller blocks than itself has a node below it.
 *
 * <p>Node 0 is none. A node that is given back has only zeros and is handed out again first.
 */
final class Nodes {
  /** The orders of the blocks that a unit, and more of one node's units, make. */
  static final int STEP = 6;

  static final int UNITS = 1 << STEP;

  /**
   * Of a node in {@link #live}: where live blocks start, then the bits of their order in the node.
   */
  private static final int WORDS = 4;

  /** Words of a node in {@link #room}, one an order: all that a block in or below it can have. */
  final int orders;

  /**
   * Bit i of a node's word for an order: a free block of it starts at unit i, or is below unit i.
   */
  long[] room;

  private final int most;
  private long[] live;
  private int[] below;
  private int capacity = 4;
  private int count = 1;
  private int spare;
  private int spares;

  /**
   * No nodes.
   *
   * @param height from 0, the leaves' units
   * @param most the nodes that there can be
   */
  Nodes(int height, long most) {
    orders = STEP * (height + 1);
    this.most = (int) most + 1;
    room = new long[orders * capacity];
    live = new long[WORDS * capacity];
    below = new int[height == 0 ? 0 : UNITS * capacity];
  }

  /** A node of zeros. */
  int take() {
    int node = spare;
    if (node != 0) {
      spare = (int) live[WORDS * node];
      live[WORDS * node] = 0;
      spares--;
      return node;
    }
    if (count == capacity) {
      capacity = Math.min(2 * capacity, most);
      room = Arrays.copyOf(room, orders * capacity);
      live = Arrays.copyOf(live, WORDS * capacity);
      below = below.length == 0 ? below : Arrays.copyOf(below, UNITS * capacity);
    }
    return count++;
  }

  /** Takes back a node that has only zeros. */
  void give(int node) {
    live[WORDS * node] = spare;
    spare = node;
    spares++;
  }

  /** The nodes in use. */
  int used() {
    return count - 1 - spares;
  }

  int below(int node, int unit) {
    return below.length == 0 ? 0 : below[UNITS * node + unit];
  }

  void below(int node, int unit, int child) {
    below[UNITS * node + unit] = child;
  }

  boolean isLive(int node, int unit) {
    return (live[WORDS * node] >>> unit & 1) != 0;
  }

  /** The order in its node of the live block that starts at a unit, from 0 to 5. */
  int order(int node, int unit) {
    int at = WORDS * node;
    return (int)
        ((live[at + 1] >>> unit & 1)
            | (live[at + 2] >>> unit & 1) << 1
            | (live[at + 3] >>> unit & 1) << 2);
  }

  void occupy(int node, int unit, int order) {
    int at = WORDS * node;
    live[at] |= 1L << unit;
    live[at + 1] |= (order & 1L) << unit;
    live[at + 2] |= (order >> 1 & 1L) << unit;
    live[at + 3] |= (order >> 2 & 1L) << unit;
  }

  void vacate(int node, int unit) {
    long others = ~(1L << unit);
    int at = WORDS * node;
    live[at] &= others;
    live[at + 1] &= others;
    live[at + 2] &= others;
    live[at + 3] &= others;
  }
}
