package org.alloracle.fast.buddy;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.Requests;

/**
 * The binary buddy allocator of mycelium's kernel (systems.md, section 11), at the same addresses
 * as {@link org.alloracle.reference.buddy reference.buddy}: of the free blocks that suffice the
 * smallest, of those the lowest, split down to the request, the lower halves kept; a block given
 * back merges with its buddy for as long as that is free.
 *
 * <p>A block of order {@code k} has {@code 64 << k} bytes and lies at a multiple of its size. The
 * tree has six orders a node (see {@link Nodes}) and only the nodes that hold a part of a split
 * block, so metadata is proportional to what is split; a call visits one node a height, at most six
 * for a tebibyte. Once the tables have grown to what is used, no call makes a Java object. A wrong
 * free is always detected unless a live block starts there. Confined to one thread.
 */
public final class FastBuddy implements BlockAllocator {
  /** Bytes of the smallest block. */
  public static final int MINIMUM = 64;

  /** The end of the greatest heap, 1 TiB. */
  public static final long GREATEST_END = 1L << 40;

  static final int LEAF_BITS = 6;
  private static final int ROOT = 1;

  final long low;
  final long high;
  final Nodes[] heights;

  /** Bit k: whether there is a free block of order k. */
  long orders;

  private final int top;

  /** The node of each height on the way to the block at hand. */
  private final int[] path;

  /** A heap of so many bytes from address 0. */
  public FastBuddy(long heapBytes) {
    this(0, heapBytes);
  }

  /**
   * A heap of one region, all free, cut into the greatest blocks that lie at multiples of their
   * size.
   *
   * @param base the region's first byte, at least 0; bytes before a multiple of 64 are not used
   * @param size the region's bytes, at least 0; a rest of fewer than 64 bytes is not used
   * @throws IllegalArgumentException if the region is none, or ends after {@link #GREATEST_END}
   */
  public FastBuddy(long base, long size) {
    if (base < 0 || size < 0 || size > GREATEST_END || base > GREATEST_END - size) {
      throw new IllegalArgumentException(
          "region of " + size + " bytes at " + base + ": outside 0 to 2^40");
    }
    low = (base + MINIMUM - 1) & -MINIMUM;
    high = (base + size) & -MINIMUM;
    long leaves = high >> LEAF_BITS;
    int height = 0;
    // The root covers more than the heap: so it is never free as a whole.
    while (leaves >>> (Nodes.STEP * (height + 1)) != 0) {
      height++;
    }
    top = height;
    heights = new Nodes[top + 1];
    for (int h = 0; h <= top; h++) {
      heights[h] = new Nodes(h, (leaves >>> (Nodes.STEP * (h + 1))) + 1);
    }
    path = new int[top + 1];
    path[top] = heights[top].take();
    for (long leaf = low >> LEAF_BITS; leaf < leaves; ) {
      int order =
          Math.min(Long.numberOfTrailingZeros(leaf), 63 - Long.numberOfLeadingZeros(leaves));
      while (leaf + (1L << order) > leaves) {
        order--;
      }
      open(order, descend(order / Nodes.STEP, leaf), leaf);
      leaf += 1L << order;
    }
  }

  /** Follows the path to a leaf down to a height, making the nodes that are not there. */
  private int descend(int height, long leaf) {
    int h = top;
    while (h > height) {
      int child = heights[h].below(path[h], unit(leaf, h));
      if (child == 0) {
        h = deepen(h, leaf);
      } else {
        h--;
        path[h] = child;
      }
    }
    return h;
  }

  /** Makes a node below the unit of a leaf. */
  private int deepen(int h, long leaf) {
    int child = heights[h - 1].take();
    heights[h].below(path[h], unit(leaf, h), child);
    path[h - 1] = child;
    return h - 1;
  }

  private static int unit(long leaf, int h) {
    return (int) (leaf >>> (Nodes.STEP * h)) & (Nodes.UNITS - 1);
  }

  @Override
  public long allocate(long size, long alignment) {
    Requests.check(size, alignment);
    // A block lies at a multiple of its size, so the alignment is as good as a size.
    long need = Math.max(size, alignment);
    int wanted = need <= MINIMUM ? 0 : 64 - Long.numberOfLeadingZeros(need - 1) - LEAF_BITS;
    long enough = orders & (-1L << wanted);
    if (enough == 0) {
      return NONE;
    }
    int order = Long.numberOfTrailingZeros(enough);
    long leaf = lowest(order);
    int h = order / Nodes.STEP;
    close(order, h, leaf);
    while (order > wanted) {
      order--;
      if (order < Nodes.STEP * h) {
        h = deepen(h, leaf);
      }
      open(order, h, leaf + (1L << order));
    }
    heights[h].occupy(path[h], unit(leaf, h), order - Nodes.STEP * h);
    return leaf << LEAF_BITS;
  }

  /** The lowest free block of an order, which has one; the path leads to it. */
  private long lowest(int order) {
    long leaf = 0;
    int h = top;
    while (true) {
      Nodes nodes = heights[h];
      int unit = Long.numberOfTrailingZeros(nodes.room[path[h] * nodes.orders + order]);
      leaf |= (long) unit << (Nodes.STEP * h);
      if (order >= Nodes.STEP * h) {
        return leaf;
      }
      path[h - 1] = nodes.below(path[h], unit);
      h--;
    }
  }

  /** A block of the path's node at a height becomes free. */
  private void open(int order, int height, long leaf) {
    for (int h = height; h <= top; h++) {
      Nodes nodes = heights[h];
      int at = path[h] * nodes.orders + order;
      long before = nodes.room[at];
      nodes.room[at] = before | 1L << unit(leaf, h);
      if (before != 0) {
        return;
      }
    }
    orders |= 1L << order;
  }

  /** A free block of the path's node at a height is free no more. */
  private void close(int order, int height, long leaf) {
    for (int h = height; h <= top; h++) {
      Nodes nodes = heights[h];
      int at = path[h] * nodes.orders + order;
      long after = nodes.room[at] & ~(1L << unit(leaf, h));
      nodes.room[at] = after;
      if (after != 0) {
        return;
      }
    }
    orders &= ~(1L << order);
  }

  @Override
  public void free(long address) {
    int h = live(address);
    long leaf = address >> LEAF_BITS;
    int order = Nodes.STEP * h + heights[h].order(path[h], unit(leaf, h));
    heights[h].vacate(path[h], unit(leaf, h));
    while (true) {
      if (order == Nodes.STEP * (h + 1)) {
        heights[h].give(path[h]);
        h++;
        heights[h].below(path[h], unit(leaf, h), 0);
      }
      long buddy = leaf ^ (1L << order);
      Nodes nodes = heights[h];
      if ((nodes.room[path[h] * nodes.orders + order] >>> unit(buddy, h) & 1) == 0) {
        open(order, h, leaf);
        return;
      }
      close(order, h, buddy);
      leaf &= buddy;
      order++;
    }
  }

  @Override
  public long usableSize(long address) {
    int h = live(address);
    int unit = unit(address >> LEAF_BITS, h);
    return (long) MINIMUM << (Nodes.STEP * h + heights[h].order(path[h], unit));
  }

  /** The height of the node with the live block that starts at an address; the path leads to it. */
  private int live(long address) {
    long leaf = address >> LEAF_BITS;
    if (address >= low && address < high && (address & (MINIMUM - 1)) == 0) {
      int node = ROOT;
      for (int h = top; h >= 0 && node != 0; h--) {
        path[h] = node;
        int unit = unit(leaf, h);
        if (heights[h].isLive(node, unit) && (leaf & ((1L << (Nodes.STEP * h)) - 1)) == 0) {
          return h;
        }
        node = heights[h].below(node, unit);
      }
    }
    throw new InvalidFreeException("no live block starts at " + address);
  }

  /**
   * Walks the invariants of the structure, in time proportional to its nodes.
   *
   * @throws AssertionError that begins with the name of the first clause that does not hold
   */
  public void checkInvariants() {
    new Inspection(this).run();
  }
}
