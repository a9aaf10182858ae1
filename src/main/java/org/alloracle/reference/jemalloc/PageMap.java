package org.alloracle.reference.jemalloc;

/**
 * The page map: which node a page is in. Every page is in one node and no more that is a run in use, a
 * free one, a header, or a chunk that is closed; its length is the node's width, its position in it is
 * how far the node's start is. So all pages of a run agree on them.
 */
public final class PageMap {
  final /*@ spec_public @*/ Tree tree;
  final /*@ spec_public @*/ Pages pages;

  //@ public invariant pages.tree == tree;

  /** The map of such pages, of that tree, as they are at each call. */
  /*@ public normal_behavior
    @   requires pages.tree == tree;
    @   ensures this.pages == pages && this.tree == tree;
    @ pure
    @*/
  public PageMap(Tree tree, Pages pages) {
    this.tree = tree;
    this.pages = pages;
  }

  /** The node that a page is in, which is not split. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < tree.width[1];
    @   ensures 1 <= \result && \result < tree.width.length;
    @   ensures pages.state[\result] != Pages.ABSENT && pages.state[\result] != Pages.SPLIT; // METADATA
    @   ensures tree.start[\result] <= page && page < tree.start[\result] + tree.width[\result];
    @ pure
    @*/
  public int nodeAt(int page) {
    int i = 1;
    /*@ loop_invariant 1 <= i && i < tree.width.length && pages.state[i] != Pages.ABSENT;
      @ loop_invariant tree.start[i] <= page && page < tree.start[i] + tree.width[i];
      @ loop_writes i;
      @ decreases tree.width.length - i;
      @*/
    while (pages.state[i] == Pages.SPLIT) {
      i = page < tree.start[2 * i + 1] ? 2 * i : 2 * i + 1;
    }
    return i;
  }

  /** The run in use that a page is in, or 0 if that is a header, free, or of a closed chunk. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < tree.width[1];
    @   ensures 0 <= \result && \result < tree.width.length;
    @   ensures \result > 0 ==> pages.state[\result] == Pages.USED && tree.head[\result] < tree.start[\result]
    @     && tree.start[\result] <= page && page < tree.start[\result] + tree.width[\result];
    @   ensures \result == 0 ==> (\forall int i; 1 <= i && i < tree.width.length && pages.state[i] == Pages.USED
    @     && tree.head[i] < tree.start[i]; page < tree.start[i] || tree.start[i] + tree.width[i] <= page);
    @ pure
    @*/
  public int runAt(int page) {
    int node = nodeAt(page);
    //@ assert only(node, page);
    return pages.state[node] == Pages.USED && tree.head[node] < tree.start[node] ? node : 0;
  }

  // No other node that is not split has the page.
  /*@ public normal_behavior
    @   requires 1 <= node && node < tree.width.length;
    @   requires pages.state[node] != Pages.ABSENT && pages.state[node] != Pages.SPLIT;
    @   requires tree.start[node] <= page && page < tree.start[node] + tree.width[node];
    @   ensures \result && (\forall int i; 1 <= i && i < tree.width.length && pages.state[i] != Pages.ABSENT
    @     && pages.state[i] != Pages.SPLIT && tree.start[i] <= page && page < tree.start[i] + tree.width[i];
    @     i == node); // METADATA
    @ pure model public boolean only(int node, int page) {
    @   int i = 1;
    @   loop_invariant 1 <= i && i <= tree.width.length;
    @   loop_invariant (\forall int k; 1 <= k && k < i && pages.state[k] != Pages.ABSENT
    @     && pages.state[k] != Pages.SPLIT && tree.start[k] <= page && page < tree.start[k] + tree.width[k];
    @     k == node);
    @   loop_writes i;
    @   decreases tree.width.length - i;
    @   while (i < tree.width.length) {
    @     boolean other = i == node || pages.state[i] == Pages.ABSENT || pages.state[i] == Pages.SPLIT
    @       || (tree.width[i] <= tree.width[node] ? apart(node, i) : apart(i, node));
    @     i = i + 1;
    @   }
    @   return true;
    @ }
    @*/

  // Two nodes share no page, if one is not split and the other not larger.
  /*@ public normal_behavior
    @   requires 1 <= i && i < tree.width.length && 1 <= j && j < tree.width.length && i != j;
    @   requires pages.state[i] != Pages.ABSENT && pages.state[i] != Pages.SPLIT;
    @   requires pages.state[j] != Pages.ABSENT && tree.width[j] <= tree.width[i];
    @   ensures \result && (tree.start[i] + tree.width[i] <= tree.start[j]
    @     || tree.start[j] + tree.width[j] <= tree.start[i]); // DISJOINTNESS
    @   measured_by j;
    @ pure model public boolean apart(int i, int j) {
    @   if (tree.width[i] == tree.width[j]) {
    @     boolean same = i < j ? tree.ordered(i, j) : tree.ordered(j, i);
    @     return same;
    @   }
    @   boolean gap = gap(j, i);
    @   int p = Tree.parent(j);
    @   boolean split = 2 * tree.width[j] == tree.width[p] && tree.start[j] >= tree.start[p];
    @   boolean above = apart(i, p);
    @   return above;
    @ }
    @*/

  // Of two widths the greater is at least twice the lesser.
  /*@ public normal_behavior
    @   requires 1 <= i && i < tree.width.length && 1 <= j && j < tree.width.length;
    @   requires tree.width[i] < tree.width[j];
    @   ensures \result && 2 * tree.width[i] <= tree.width[j];
    @   measured_by tree.width[i];
    @ pure model public boolean gap(int i, int j) {
    @   boolean half = 2 * tree.width[2 * j] == tree.width[j];
    @   return 2 * i < tree.width.length ? 2 * tree.width[2 * i] == tree.width[i] && gap(2 * i, 2 * j) : half;
    @ }
    @*/
}
