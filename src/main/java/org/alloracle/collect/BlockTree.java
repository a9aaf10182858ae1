package org.alloracle.collect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An ordered map from the first byte of a block to an {@code int} of the caller's.
 *
 * <p>Addresses are unsigned 64-bit numbers. It is a B+tree of primitive arrays: about 20 bytes a
 * block, and neighbours in the address space are neighbours in memory.
 *
 * <p>A tree has one cursor, which {@link #floor}, {@link #first}, {@link #next} and {@link
 * #previous} move and which the accessors read. Every other change of the tree leaves the cursor
 * where its own documentation says. Confined to one thread.
 */
public final class BlockTree {
  private static final int LEAF = 32;
  private static final int FANOUT = 32;

  /** Below this many entries a leaf tries to join its neighbour. */
  private static final int SPARSE = LEAF / 4;

  /** Blocks in order; addresses are biased so that signed comparison orders them. */
  private static final class Leaf {
    final long[] firsts = new long[LEAF];
    final int[] values = new int[LEAF];
    int size;

    /** The keys that belong in this leaf and no other, both inclusive and biased. */
    long low = Long.MIN_VALUE;

    long high = Long.MAX_VALUE;
    @Nullable Leaf previous;
    @Nullable Leaf next;
  }

  /** Child i holds the keys from lows[i] up to lows[i + 1]; lows[0] is below every key. */
  private static final class Inner {
    final long[] lows = new long[FANOUT];
    final Object[] children = new Object[FANOUT];
    int size;
  }

  private Object root;
  private int height; // inner levels above the leaves
  private long size;
  private Leaf leaf; // the cursor, and the first place to look for the next key
  private int index = -1;

  // The way from the root to a leaf, filled by descend() for changes of structure.
  private Inner[] path = new Inner[0];
  private int[] turns = new int[0];

  /** Makes an empty tree. */
  public BlockTree() {
    leaf = new Leaf();
    root = leaf;
  }

  /** The number of blocks. */
  public long size() {
    return size;
  }

  /**
   * Moves the cursor to the block with the greatest first byte at or below an address.
   *
   * @return whether there is one; if not, the cursor stands before the first block
   */
  public boolean floor(long address) {
    long key = biased(address);
    locate(key);
    index = floorIndex(leaf.firsts, leaf.size, key);
    return index >= 0 || stepBack();
  }

  /** Moves the cursor before the first block, so that {@link #next} moves to it. */
  public void rewind() {
    floor(0);
    if (index >= 0) { // a block at address 0
      index--;
    }
  }

  /** Moves the cursor to the next block; returns whether there is one; if not, it stays. */
  public boolean next() {
    if (index + 1 < leaf.size) {
      index++;
      return true;
    }
    if (leaf.next == null) {
      return false;
    }
    leaf = leaf.next;
    index = 0;
    return true;
  }

  /** Whether the block after the cursor starts at or below an address. Does not move the cursor. */
  public boolean nextStartsUpTo(long address) {
    long key = biased(address);
    if (index + 1 < leaf.size) {
      return leaf.firsts[index + 1] <= key;
    }
    return leaf.next != null && key >= leaf.next.low && leaf.next.firsts[0] <= key;
  }

  /** Moves the cursor to the block before; returns whether there is one; if not, before it. */
  public boolean previous() {
    if (index > 0) {
      index--;
      return true;
    }
    index = -1;
    return stepBack();
  }

  /** The address of the first byte of the block at the cursor. */
  public long first() {
    return biased(leaf.firsts[index]);
  }

  /** The caller's number of the block at the cursor. */
  public int value() {
    return leaf.values[index];
  }

  /**
   * Adds a block; the cursor then stands at it.
   *
   * @throws IllegalArgumentException if a block starts there already
   */
  public void insert(long first, int value) {
    long key = biased(first);
    int at = placeOf(key);
    if (at > 0 && leaf.firsts[at - 1] == key) {
      throw new IllegalArgumentException("a block starts at 0x" + Long.toHexString(first));
    }
    if (leaf.size == LEAF) {
      at = split(key, at);
    }
    Leaf l = leaf;
    int moved = l.size - at;
    if (moved > 0) {
      System.arraycopy(l.firsts, at, l.firsts, at + 1, moved);
      System.arraycopy(l.values, at, l.values, at + 1, moved);
    }
    l.firsts[at] = key;
    l.values[at] = value;
    l.size++;
    index = at;
    size++;
  }

  /**
   * Removes the block at the cursor; the cursor then stands at the block before it, or before the
   * first.
   *
   * @return whether there is a block before it
   */
  public boolean remove() {
    Leaf l = leaf;
    long key = l.firsts[index];
    int moved = l.size - index - 1;
    if (moved > 0) {
      System.arraycopy(l.firsts, index + 1, l.firsts, index, moved);
      System.arraycopy(l.values, index + 1, l.values, index, moved);
    }
    l.size--;
    size--;
    index--;
    if (l.size <= SPARSE && height > 0) {
      thin(key);
      index = floorIndex(leaf.firsts, leaf.size, key);
    }
    return index >= 0 || stepBack();
  }

  /** Where a key belongs in {@code leaf}, which becomes its leaf: often just after the cursor. */
  private int placeOf(long key) {
    Leaf l = leaf;
    if (key >= l.low
        && key <= l.high
        && (index < 0 || l.firsts[index] < key)
        && (index + 1 == l.size || l.firsts[index + 1] > key)) {
      return index + 1;
    }
    locate(key);
    return floorIndex(leaf.firsts, leaf.size, key) + 1;
  }

  private static long biased(long address) {
    return address ^ Long.MIN_VALUE;
  }

  /** From before the leaf's first entry to the last entry of the leaf before, if any. */
  private boolean stepBack() {
    Leaf before = leaf.previous;
    if (before == null) {
      return false;
    }
    leaf = before;
    index = before.size - 1;
    return true;
  }

  /**
   * The greatest i with keys[i] <= key, or -1. Looks at all, so that no branch depends on the keys
   * and their cache lines are fetched together.
   */
  private static int floorIndex(long[] keys, int size, long key) {
    int index = -1;
    for (int i = 0; i < size; i++) {
      index += keys[i] <= key ? 1 : 0;
    }
    return index;
  }

  /** Makes {@code leaf} the leaf where a key belongs. Neighbouring requests find it at once. */
  private void locate(long key) {
    if (key < leaf.low || key > leaf.high) {
      Object node = root;
      for (int level = height; level > 0; level--) {
        Inner inner = (Inner) node;
        node = inner.children[floorIndex(inner.lows, inner.size, key)];
      }
      leaf = (Leaf) node;
    }
  }

  /** Like {@link #locate}, and remembers the way. */
  private void descend(long key) {
    if (path.length < height) {
      path = new Inner[height + 4];
      turns = new int[height + 4];
    }
    Object node = root;
    for (int level = 0; level < height; level++) {
      Inner inner = (Inner) node;
      path[level] = inner;
      turns[level] = floorIndex(inner.lows, inner.size, key);
      node = inner.children[turns[level]];
    }
    leaf = (Leaf) node;
  }

  /**
   * Splits the full leaf where a key belongs and makes {@code leaf} the half for the key. A key at
   * the end of the leaf opens a new leaf, so that a heap that grows upwards leaves full leaves.
   *
   * @return the key's place in that half
   */
  private int split(long key, int at) {
    descend(key);
    Leaf left = leaf;
    Leaf right = new Leaf();
    int keep = at == LEAF ? LEAF : LEAF / 2;
    int moved = LEAF - keep;
    System.arraycopy(left.firsts, keep, right.firsts, 0, moved);
    System.arraycopy(left.values, keep, right.values, 0, moved);
    left.size = keep;
    right.size = moved;
    right.low = moved == 0 ? key : right.firsts[0];
    right.high = left.high;
    left.high = right.low - 1;
    right.next = left.next;
    right.previous = left;
    if (right.next != null) {
      right.next.previous = right;
    }
    left.next = right;
    addChild(right.low, right);
    if (moved > 0 && at <= keep) {
      return at;
    }
    leaf = right;
    return at - keep;
  }

  /** Puts a new node to the right of the way that {@link #descend} remembered. */
  private void addChild(long low, Object child) {
    long newLow = low;
    Object newChild = child;
    for (int level = height - 1; level >= 0; level--) {
      Inner inner = path[level];
      int at = turns[level] + 1;
      if (inner.size < FANOUT) {
        insertChild(inner, at, newLow, newChild);
        return;
      }
      Inner right = new Inner();
      int keep = at == FANOUT ? FANOUT - 1 : FANOUT / 2;
      right.size = FANOUT - keep;
      System.arraycopy(inner.lows, keep, right.lows, 0, right.size);
      System.arraycopy(inner.children, keep, right.children, 0, right.size);
      Arrays.fill(inner.children, keep, FANOUT, null);
      inner.size = keep;
      if (at <= keep) {
        insertChild(inner, at, newLow, newChild);
      } else {
        insertChild(right, at - keep, newLow, newChild);
      }
      newLow = right.lows[0];
      right.lows[0] = Long.MIN_VALUE;
      newChild = right;
    }
    Inner top = new Inner();
    top.children[0] = root;
    top.lows[0] = Long.MIN_VALUE;
    top.lows[1] = newLow;
    top.children[1] = newChild;
    top.size = 2;
    root = top;
    height++;
  }

  private static void insertChild(Inner inner, int at, long low, Object child) {
    int moved = inner.size - at;
    System.arraycopy(inner.lows, at, inner.lows, at + 1, moved);
    System.arraycopy(inner.children, at, inner.children, at + 1, moved);
    inner.lows[at] = low;
    inner.children[at] = child;
    inner.size++;
  }

  /** Joins the sparse leaf where a key belongs with a neighbour, if they fit in one. */
  private void thin(long key) {
    descend(key);
    Leaf middle = leaf;
    Inner parent = path[height - 1];
    int turn = turns[height - 1];
    if (turn > 0 && fit(middle, (Leaf) parent.children[turn - 1])) {
      Leaf before = (Leaf) parent.children[turn - 1];
      join(before, middle);
      removeChild(parent, turn);
      leaf = before;
    } else if (turn + 1 < parent.size && fit(middle, (Leaf) parent.children[turn + 1])) {
      join(middle, (Leaf) parent.children[turn + 1]);
      removeChild(parent, turn + 1);
    } else if (middle.size == 0) {
      dropOnlyChild();
    }
    while (height > 0 && ((Inner) root).size == 1) {
      root = ((Inner) root).children[0];
      height--;
    }
  }

  /** Whether a sparse leaf and a neighbour can be one, with room for a few more. */
  private static boolean fit(Leaf sparse, Leaf other) {
    return sparse.size == 0 || sparse.size + other.size <= LEAF - SPARSE;
  }

  private static void join(Leaf left, Leaf right) {
    System.arraycopy(right.firsts, 0, left.firsts, left.size, right.size);
    System.arraycopy(right.values, 0, left.values, left.size, right.size);
    left.size += right.size;
    left.high = right.high;
    unlink(right);
  }

  private static void unlink(Leaf gone) {
    if (gone.previous != null) {
      gone.previous.next = gone.next;
    }
    if (gone.next != null) {
      gone.next.previous = gone.previous;
    }
  }

  /** Drops the empty leaf at the end of the way, the only child of its parent. */
  private void dropOnlyChild() {
    int level = height - 1;
    while (level >= 0 && path[level].size == 1) {
      level--;
    }
    if (level < 0) {
      return; // the tree is empty
    }
    Leaf gone = leaf;
    unlink(gone);
    if (turns[level] > 0 && gone.previous != null) {
      leaf = gone.previous;
      leaf.high = gone.high;
    } else if (gone.next != null) {
      leaf = gone.next;
      leaf.low = gone.low;
    }
    removeChild(path[level], turns[level]);
  }

  private static void removeChild(Inner inner, int at) {
    int moved = inner.size - at - 1;
    System.arraycopy(inner.lows, at + 1, inner.lows, at, moved);
    inner.lows[0] = Long.MIN_VALUE;
    System.arraycopy(inner.children, at + 1, inner.children, at, moved);
    inner.size--;
    inner.children[inner.size] = null;
  }
}
