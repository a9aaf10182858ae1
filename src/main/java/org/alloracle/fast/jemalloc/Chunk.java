package org.alloracle.fast.jemalloc;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An arena's chunk: its free runs of pages, as the nodes of a binary tree.
 *
 * <p>Node {@code (pages >> k) + (page >> k)} is the run of {@code 2^k} pages at a page; its bit is
 * set when it is a free run. Node 1 is the chunk. Page 0 is the header and never free, so node 1 is
 * not.
 */
final class Chunk {
  final int pages;

  final long[] free;

  /** Bit k: whether there is a free run of order k. */
  int orders;

  /** Pages of runs in use. */
  int used;

  int number;

  /** The run in use of each page, where the arena's table of them does not reach. */
  @Nullable Run @Nullable [] map;

  /** The next of those that are spare. */
  @Nullable Chunk spare;

  Chunk(int pages) {
    this.pages = pages;
    free = new long[(2 * pages) >> 6];
  }

  /** Makes it a chunk in which only the header is in use. */
  void begin(int number) {
    this.number = number;
    Arrays.fill(free, 0);
    orders = 0;
    used = 0;
    int order = 0;
    for (int left = pages; left > 1; left >>= 1) {
      set(left + 1, order);
      order++;
    }
  }

  boolean isFree(int node) {
    return (free[node >> 6] >>> node & 1) != 0;
  }

  /** The order of the largest free run, or -1. */
  int largest() {
    return 31 - Integer.numberOfLeadingZeros(orders);
  }

  /**
   * Takes pages from the smallest free run that suffices, of those the lowest; there is one.
   *
   * @return the first page
   */
  int take(int order) {
    int k = Integer.numberOfTrailingZeros(orders & -1 << order);
    int node = lowest(k);
    clear(node, k);
    while (k > order) {
      k--;
      node <<= 1;
      set(node + 1, k);
    }
    used += 1 << order;
    return (node << order) - pages;
  }

  /** The lowest free run of an order, or 0. */
  private int lowest(int order) {
    int node = pages >> order;
    if (node < 64) {
      // The nodes of the order are those from node up to twice node, all in the first word.
      long word = free[0] & -1L << node & ~(node == 32 ? 0 : -1L << (2 * node));
      return word == 0 ? 0 : Long.numberOfTrailingZeros(word);
    }
    for (int word = node >> 6; word < node >> 5; word++) {
      if (free[word] != 0) {
        return (word << 6) + Long.numberOfTrailingZeros(free[word]);
      }
    }
    return 0;
  }

  private void set(int node, int order) {
    free[node >> 6] |= 1L << node;
    orders |= 1 << order;
  }

  private void clear(int node, int order) {
    free[node >> 6] &= ~(1L << node);
    if (lowest(order) == 0) {
      orders &= ~(1 << order);
    }
  }

  /** Frees the run at a page and merges it with its buddies for as long as they are free runs. */
  void give(int page, int order) {
    used -= 1 << order;
    int node = (pages + page) >> order;
    int k = order;
    while (isFree(node ^ 1)) {
      clear(node ^ 1, k);
      node >>= 1;
      k++;
    }
    set(node, k);
  }
}
