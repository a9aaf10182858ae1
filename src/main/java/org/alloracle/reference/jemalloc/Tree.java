package org.alloracle.reference.jemalloc;

/**
 * The table of a complete binary tree over pages: node 1 is all of them, node {@code i} has the halves
 * {@code 2i} and {@code 2i + 1}, the nodes of the table's upper half are the single pages. Place 0 is
 * not used. A chunk is a node of {@link #chunk} pages.
 */
public final class Tree {
  /** The most pages. */
  public static final int MOST = 262144;

  final /*@ spec_public @*/ int chunk;
  final /*@ spec_public @*/ int[] width;
  final /*@ spec_public @*/ int[] start;

  /** The first page of the chunk that a node is in. */
  final /*@ spec_public @*/ int[] head;

  /*@ // METADATA
    @ public invariant 4 <= width.length && width.length <= 4 * MOST && width.length % 2 == 0;
    @ public invariant start.length == width.length && head.length == width.length;
    @ public invariant 32 <= chunk && chunk <= 512;
    @ public invariant chunk <= width[1] && width[1] <= 2 * MOST && start[1] == 0;
    @ public invariant (\forall int i; 1 <= i && i < width.length;
    @   1 <= width[i] && 0 <= start[i] && start[i] + width[i] <= width[1] && head[i] <= start[i]
    @   && (width.length <= 2 * i ==> width[i] == 1)
    @   && (chunk <= width[i] ==> head[i] == start[i])
    @   && (width[i] < chunk ==> 2 * width[i] <= chunk));
    @ public invariant (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < width.length;
    @   2 * width[i] == width[p] && start[i] == (i == 2 * p ? start[p] : start[p] + width[i])
    @   && (width[p] <= chunk ==> head[i] == head[p]));
    @*/

  /** The smallest tree over so many pages. */
  /*@ public normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires chunk <= pages && pages <= MOST;
    @   ensures this.chunk == chunk && pages <= width[1] && width[1] < 2 * pages && width.length == 2 * width[1];
    @   ensures \fresh(width) && \fresh(start) && \fresh(head);
    @ pure
    @*/
  public Tree(int pages, int chunk) {
    this.chunk = chunk;
    width = widths(pages);
    start = starts(width);
    head = heads(width, start, chunk);
  }

  /** The pages of every node. */
  /*@ private normal_behavior
    @   requires 1 <= pages && pages <= MOST;
    @   assignable \nothing;
    @   ensures \fresh(\result) && 4 <= \result.length && \result.length <= 4 * MOST && \result.length % 2 == 0;
    @   ensures pages <= \result[1] && \result[1] <= 2 * MOST;
    @   ensures 2 * \result[1] == \result.length && (\result.length > 4 ==> \result[1] < 2 * pages);
    @   ensures (\forall int i; 1 <= i && i < \result.length; 1 <= \result[i] && (512 <= \result[i]
    @     || \result[i] == 1 || \result[i] == 2 || \result[i] == 4 || \result[i] == 8 || \result[i] == 16
    @     || \result[i] == 32 || \result[i] == 64 || \result[i] == 128 || \result[i] == 256));
    @   ensures (\forall int i; \result.length <= 2 * i && i < \result.length; \result[i] == 1);
    @   ensures (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < \result.length;
    @     2 * \result[i] == \result[p]);
    @*/
  private static int[] widths(int pages) {
    int[] width = new int[4];
    width[1] = 2;
    width[2] = 1;
    width[3] = 1;
    /*@ loop_invariant \fresh(width) && 4 <= width.length && width.length <= 4 * MOST && width.length % 2 == 0;
      @ loop_invariant 2 * width[1] == width.length;
      @ loop_invariant width.length > 4 ==> width[1] < 2 * pages;
      @ loop_invariant (\forall int i; 1 <= i && i < width.length; 1 <= width[i] && width[i] <= width[1]
      @   && (512 <= width[i] || width[i] == 1 || width[i] == 2 || width[i] == 4 || width[i] == 8
      @   || width[i] == 16 || width[i] == 32 || width[i] == 64 || width[i] == 128 || width[i] == 256));
      @ loop_invariant (\forall int i; width.length <= 2 * i && i < width.length; width[i] == 1);
      @ loop_invariant (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < width.length;
      @   2 * width[i] == width[p]);
      @ loop_writes width;
      @ decreases 4 * MOST - width.length;
      @*/
    while (width[1] < pages) {
      width = deeper(width);
    }
    return width;
  }

  /** The table of the tree with one more depth: every node twice as wide, and new leaves below. */
  /*@ private normal_behavior
    @   requires 2 <= width.length && width.length <= 2 * MOST;
    @   requires (\forall int i; 1 <= i && i < width.length; 1 <= width[i] && width[i] <= MOST);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == 2 * width.length;
    @   ensures (\forall int i; 1 <= i && i < width.length; \result[i] == 2 * width[i]);
    @   ensures (\forall int i; width.length <= i && i < \result.length; \result[i] == 1);
    @*/
  private static int[] deeper(int[] width) {
    int[] next = new int[2 * width.length];
    int i = 1;
    /*@ loop_invariant 1 <= i && i <= next.length;
      @ loop_invariant (\forall int k; 1 <= k && k < i && k < width.length; next[k] == 2 * width[k]);
      @ loop_invariant (\forall int k; width.length <= k && k < i; next[k] == 1);
      @ loop_writes i, next[*];
      @ decreases next.length - i;
      @*/
    while (i < next.length) {
      next[i] = i < width.length ? 2 * width[i] : 1;
      i = i + 1;
    }
    return next;
  }

  /** The first page of every node. */
  /*@ private normal_behavior
    @   requires 2 <= width.length && width.length <= 4 * MOST && width.length % 2 == 0 && width[1] <= 2 * MOST;
    @   requires (\forall int i; 1 <= i && i < width.length; 1 <= width[i]);
    @   requires (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < width.length;
    @     2 * width[i] == width[p]);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == width.length && \result[1] == 0;
    @   ensures (\forall int i; 1 <= i && i < width.length; 0 <= \result[i] && \result[i] + width[i] <= width[1]);
    @   ensures (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < width.length;
    @     \result[i] == (i == 2 * p ? \result[p] : \result[p] + width[i]));
    @*/
  private static int[] starts(int[] width) {
    int[] start = new int[width.length];
    int parent = 1;
    int child = 2;
    start[1] = 0;
    /*@ loop_invariant 1 <= parent && child == 2 * parent && child <= width.length && start[1] == 0;
      @ loop_invariant (\forall int i; 1 <= i && i < child; 0 <= start[i] && start[i] + width[i] <= width[1]);
      @ loop_invariant (\forall int i, p; 1 <= p && p < parent && 2 * p <= i && i <= 2 * p + 1;
      @   start[i] == (i == 2 * p ? start[p] : start[p] + width[i]));
      @ loop_writes parent, child, start[*];
      @ decreases width.length - parent;
      @*/
    while (child < width.length) {
      start[child] = start[parent];
      start[child + 1] = start[parent] + width[child + 1];
      parent = parent + 1;
      child = child + 2;
    }
    return start;
  }

  /** The first page of every node's chunk; above the chunks, of the node. */
  /*@ private normal_behavior
    @   requires 2 <= width.length && width.length <= 4 * MOST && width.length % 2 == 0;
    @   requires start.length == width.length;
    @   requires (\forall int i; 1 <= i && i < width.length; 1 <= width[i]);
    @   requires (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < width.length;
    @     2 * width[i] == width[p] && start[p] <= start[i]);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == width.length;
    @   ensures (\forall int i; 1 <= i && i < width.length && chunk <= width[i]; \result[i] == start[i]);
    @   ensures (\forall int i; 1 <= i && i < width.length; \result[i] <= start[i]);
    @   ensures (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < width.length;
    @     width[p] <= chunk && width[i] < chunk ==> \result[i] == \result[p]);
    @*/
  private static int[] heads(int[] width, int[] start, int chunk) {
    int[] head = new int[width.length];
    int parent = 1;
    int child = 2;
    head[1] = start[1];
    /*@ loop_invariant 1 <= parent && child == 2 * parent && child <= width.length;
      @ loop_invariant (\forall int i; 1 <= i && i < child && chunk <= width[i]; head[i] == start[i]);
      @ loop_invariant (\forall int i; 1 <= i && i < child; head[i] <= start[i]);
      @ loop_invariant (\forall int i, p; 1 <= p && p < parent && 2 * p <= i && i <= 2 * p + 1;
      @   width[p] <= chunk && width[i] < chunk ==> head[i] == head[p]);
      @ loop_writes parent, child, head[*];
      @ decreases width.length - parent;
      @*/
    while (child < width.length) {
      head[child] = chunk <= width[child] ? start[child] : head[parent];
      head[child + 1] = chunk <= width[child + 1] ? start[child + 1] : head[parent];
      parent = parent + 1;
      child = child + 2;
    }
    return head;
  }

  /** A node's parent; the root's is 0. */
  /*@ public normal_behavior
    @   requires 1 <= node;
    @   assignable \nothing;
    @   ensures 2 * \result <= node && node <= 2 * \result + 1;
    @ pure helper
    @*/
  public static int parent(int node) {
    return node / 2;
  }

  /** The other half of a node's parent. */
  /*@ public normal_behavior
    @   requires 1 <= node && node <= 67108864 && 2 * parent <= node && node <= 2 * parent + 1;
    @   assignable \nothing;
    @   ensures \result == 4 * parent + 1 - node;
    @   ensures \result != node && 2 * parent <= \result && \result <= 2 * parent + 1;
    @ pure helper
    @*/
  public static int buddy(int node, int parent) {
    return 4 * parent + 1 - node;
  }

  // Two nodes of one width share no page: they are in the order of their numbers.
  /*@ public normal_behavior
    @   requires 1 <= i && i < j && j < width.length && width[i] == width[j];
    @   ensures \result && start[i] + width[i] <= start[j];
    @   measured_by i;
    @ pure model public boolean ordered(int i, int j) {
    @   int p = parent(i);
    @   int q = parent(j);
    @   boolean left = i == 1 || (2 * width[i] == width[p] && start[i] >= start[p]);
    @   boolean right = 2 * width[j] == width[q] && start[j] >= start[q];
    @   if (p < q) {
    @     boolean above = i == 1 || ordered(p, q);
    @     return above;
    @   }
    @   return true;
    @ }
    @*/

  // The next node has as many pages and follows; or it has half as many and is the first of its level.
  /*@ public normal_behavior
    @   requires 1 <= i && i + 1 < width.length;
    @   ensures \result && i + 1 < start.length;
    @   ensures width[i + 1] == width[i] && start[i + 1] == start[i] + width[i]
    @     || 2 * width[i + 1] == width[i] && start[i + 1] == 0 && start[i] + width[i] == width[1];
    @   measured_by i;
    @ pure model public boolean next(int i) {
    @   int p = parent(i);
    @   int q = parent(i + 1);
    @   boolean left = i == 1 || (2 * width[i] == width[p] && start[i] >= start[p]);
    @   boolean right = 2 * width[i + 1] == width[q] && start[i + 1] >= start[q];
    @   if (0 < p && p < q) {
    @     boolean above = next(p);
    @     return true;
    @   }
    @   return true;
    @ }
    @*/

  // A node has a power of two pages.
  /*@ public normal_behavior
    @   requires 1 <= node && node < width.length;
    @   ensures \result && (width[node] == 1 || width[node] == 2 || width[node] == 4 || width[node] == 8
    @     || width[node] == 16 || width[node] == 32 || width[node] == 64 || width[node] == 128
    @     || width[node] == 256 || 512 <= width[node]);
    @   measured_by width.length - node;
    @ pure model public boolean power(int node) {
    @   boolean below = width.length <= 2 * node || (power(2 * node) && 2 * width[2 * node] == width[node]);
    @   return below;
    @ }
    @*/

  // No other node has the same pages.
  /*@ public normal_behavior
    @   requires 1 <= node && node < width.length;
    @   ensures \result && (\forall int i; 1 <= i && i < width.length && width[i] == width[node]
    @     && start[i] == start[node]; i == node);
    @ pure model public boolean unique(int node) {
    @   int i = 1;
    @   loop_invariant 1 <= i && i <= width.length;
    @   loop_invariant (\forall int k; 1 <= k && k < i && width[k] == width[node]
    @     && start[k] == start[node]; k == node);
    @   loop_writes i;
    @   decreases width.length - i;
    @   while (i < width.length) {
    @     boolean other = i == node || width[i] != width[node]
    @       || (i < node ? ordered(i, node) : ordered(node, i));
    @     i = i + 1;
    @   }
    @   return true;
    @ }
    @*/
}
