package org.alloracle.collect;

import java.util.Arrays;

/**
 * The free blocks in order of address, with the longest of each subtree, so that the lowest block
 * that is long enough is found in logarithmic time. A treap in arrays: nodes are numbers, 0 is
 * none.
 *
 * <p>Invariants, which {@link #checkInvariants} walks: in order, blocks ascend and no two touch;
 * {@code longest} is the greatest length below and at a node; a parent's priority is no lower than
 * its child's; parents and children agree. Confined to one thread.
 */
public final class FreeTree {
  /** No node. */
  public static final int NONE = 0;

  private long[] start = new long[16];
  private long[] length = new long[16];
  private long[] longest = new long[16];
  private int[] left = new int[16];
  private int[] right = new int[16];
  private int[] parent = new int[16];
  private int[] priority = new int[16];

  private int root = NONE;
  private int used = 1; // slots handed out, the unused slot 0 among them
  private int spare = NONE; // freed slots, chained by left
  private int random = 0x2545F491;
  private int below;
  private int atOrAbove;

  /** The first position of a block. */
  public long start(int node) {
    return start[node];
  }

  /** The length of a block. */
  public long length(int node) {
    return length[node];
  }

  /** The position after a block. */
  public long end(int node) {
    return start[node] + length[node];
  }

  /** The lowest block of at least {@code n} positions. */
  public int lowest(long n) {
    return longest[root] < n ? NONE : lowestBelow(root, n);
  }

  /** The next higher block of at least {@code n} positions. */
  public int next(int node, long n) {
    if (longest[right[node]] >= n) {
      return lowestBelow(right[node], n);
    }
    int child = node;
    int at = parent[node];
    while (at != NONE) {
      if (left[at] == child) {
        if (length[at] >= n) {
          return at;
        }
        if (longest[right[at]] >= n) {
          return lowestBelow(right[at], n);
        }
      }
      child = at;
      at = parent[at];
    }
    return NONE;
  }

  private int lowestBelow(int top, long n) {
    int node = top;
    while (true) {
      if (longest[left[node]] >= n) {
        node = left[node];
      } else if (length[node] >= n) {
        return node;
      } else {
        node = right[node];
      }
    }
  }

  /** Finds the blocks on both sides of a position: {@link #below} it, and at it or above. */
  public void seek(long position) {
    int low = NONE;
    int high = NONE;
    int node = root;
    while (node != NONE) {
      if (start[node] < position) {
        low = node;
        node = right[node];
      } else {
        high = node;
        node = left[node];
      }
    }
    below = low;
    atOrAbove = high;
  }

  /** The highest block that starts below the position last sought. */
  public int below() {
    return below;
  }

  /** The lowest block that starts at the position last sought or above. */
  public int atOrAbove() {
    return atOrAbove;
  }

  /** Moves the ends of a block, which stays between its neighbours. */
  public void resize(int node, long newStart, long newLength) {
    start[node] = newStart;
    length[node] = newLength;
    refresh(node);
  }

  /** Adds a block that touches no other. */
  public void insert(long newStart, long newLength) {
    int node = slot();
    start[node] = newStart;
    length[node] = newLength;
    longest[node] = newLength;
    left[node] = NONE;
    right[node] = NONE;
    priority[node] = draw();
    int at = NONE;
    int down = root;
    while (down != NONE) {
      at = down;
      down = newStart < start[down] ? left[down] : right[down];
    }
    parent[node] = at;
    if (at == NONE) {
      root = node;
      return;
    }
    if (newStart < start[at]) {
      left[at] = node;
    } else {
      right[at] = node;
    }
    refresh(at);
    while (parent[node] != NONE && priority[node] > priority[parent[node]]) {
      rotateUp(node);
    }
  }

  /** Removes a block. */
  public void remove(int node) {
    while (left[node] != NONE || right[node] != NONE) {
      int l = left[node];
      int r = right[node];
      rotateUp(r == NONE || (l != NONE && priority[l] > priority[r]) ? l : r);
    }
    int at = parent[node];
    replaceChild(at, node, NONE);
    refresh(at);
    left[node] = spare;
    spare = node;
  }

  /** Lifts a node above its parent; the order of blocks stays. */
  private void rotateUp(int node) {
    int below = parent[node];
    int above = parent[below];
    if (left[below] == node) {
      left[below] = right[node];
      parent[right[node]] = below;
      right[node] = below;
    } else {
      right[below] = left[node];
      parent[left[node]] = below;
      left[node] = below;
    }
    parent[NONE] = NONE;
    parent[below] = node;
    parent[node] = above;
    replaceChild(above, below, node);
    longest[node] = longest[below];
    longest[below] = longestAt(below);
  }

  private void replaceChild(int at, int old, int with) {
    if (at == NONE) {
      root = with;
    } else if (left[at] == old) {
      left[at] = with;
    } else {
      right[at] = with;
    }
  }

  /** Makes {@code longest} right from a node upwards, as far as it changes. */
  private void refresh(int node) {
    int at = node;
    while (at != NONE) {
      long now = longestAt(at);
      if (now == longest[at]) {
        return;
      }
      longest[at] = now;
      at = parent[at];
    }
  }

  private long longestAt(int node) {
    return Math.max(length[node], Math.max(longest[left[node]], longest[right[node]]));
  }

  private int slot() {
    if (spare != NONE) {
      int node = spare;
      spare = left[node];
      return node;
    }
    if (used == start.length) {
      int more = 2 * used;
      start = Arrays.copyOf(start, more);
      length = Arrays.copyOf(length, more);
      longest = Arrays.copyOf(longest, more);
      left = Arrays.copyOf(left, more);
      right = Arrays.copyOf(right, more);
      parent = Arrays.copyOf(parent, more);
      priority = Arrays.copyOf(priority, more);
    }
    return used++;
  }

  /** A xorshift generator; its seed is fixed, so that runs repeat. */
  private int draw() {
    random ^= random << 13;
    random ^= random >>> 17;
    random ^= random << 5;
    return random;
  }

  /**
   * Walks all invariants.
   *
   * @return the positions of all blocks
   * @throws AssertionError naming the first invariant that does not hold
   */
  public long checkInvariants() {
    demand(longest[NONE] == 0 && length[NONE] == 0, "node 0 is empty");
    demand(root == NONE || parent[root] == NONE, "the root has no parent");
    long grains = 0;
    long previousEnd = -1;
    int node = root;
    while (node != NONE && left[node] != NONE) {
      node = left[node];
    }
    while (node != NONE) {
      demand(length[node] > 0, "a free block is not empty");
      demand(start[node] > previousEnd, "free blocks ascend and do not touch");
      demand(
          longest[node] == longestAt(node), "longest is the greatest length below and at a node");
      checkChild(node, left[node]);
      checkChild(node, right[node]);
      previousEnd = end(node);
      grains += length[node];
      node = successor(node);
    }
    return grains;
  }

  private void checkChild(int node, int child) {
    demand(child == NONE || parent[child] == node, "parents and children agree");
    demand(child == NONE || priority[child] <= priority[node], "priorities fall");
  }

  private int successor(int node) {
    return next(node, 1);
  }

  private static void demand(boolean holds, String invariant) {
    if (!holds) {
      throw new AssertionError("METADATA: " + invariant);
    }
  }
}
