package org.alloracle.reference.region;

import org.alloracle.reference.Permutations;

/**
 * The numbers of regions: the open ones stand in the order of their birth, before {@code open}, and
 * after them the closed ones, first the number that is given next. A parent is older than its child, so
 * it is open as long as the child is, and no region is its own ancestor.
 */
public final class RegionTree {
  /** No region. */
  public static final int NONE = -1;

  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ int[] parent;
  /*@ spec_public @*/ int open;

  /*@ // METADATA
    @ public invariant place.length == order.length && parent.length == order.length;
    @ public invariant order != place && order != parent && place != parent;
    @ // CONSERVATION: a number is open or closed, once
    @ public invariant (\forall int i; 0 <= i && i < order.length;
    @   0 <= order[i] && order[i] < order.length && place[order[i]] == i);
    @ public invariant (\forall int r; 0 <= r && r < place.length;
    @   0 <= place[r] && place[r] < order.length && order[place[r]] == r);
    @ public invariant 0 <= open && open <= order.length;
    @ // METADATA: a tree, in which a parent outlives its child
    @ public invariant (\forall int r; 0 <= r && r < parent.length; NONE <= parent[r] && parent[r] < parent.length);
    @ public invariant (\forall int r; 0 <= r && r < parent.length && place[r] < open && 0 <= parent[r];
    @   place[parent[r]] < place[r]);
    @*/

  /** All closed; the lowest number is given first. */
  /*@ public normal_behavior
    @   requires 0 <= regions;
    @   ensures order.length == regions && open == 0;
    @   ensures (\forall int i; 0 <= i && i < regions; order[i] == i && parent[i] == NONE);
    @   ensures \fresh(order) && \fresh(place) && \fresh(parent);
    @ pure
    @*/
  public RegionTree(int regions) {
    order = new int[regions];
    place = new int[regions];
    parent = new int[regions];
    Permutations.ascend(order, place);
    Fills.from(parent, 0, NONE);
  }

  /** Opens a region, with an open parent or none. */
  /*@ public normal_behavior
    @   requires open < order.length && NONE <= above && above < order.length;
    @   requires 0 <= above ==> place[above] < open;
    @   assignable open, parent[order[open]];
    @   ensures open == \old(open) + 1 && \result == order[open - 1]; // POLICY
    @   ensures parent[\result] == above;
    @*/
  public int add(int above) {
    int r = order[open];
    parent[r] = above;
    open = open + 1;
    return r;
  }

  /** Whether an open region has a child. */
  /*@ public normal_behavior
    @   requires 0 <= r && r < order.length;
    @   assignable \nothing;
    @   ensures \result == (\exists int c; 0 <= c && c < parent.length; place[c] < open && parent[c] == r);
    @ pure
    @*/
  public boolean hasChild(int r) {
    int c = 0;
    /*@ loop_invariant 0 <= c && c <= parent.length;
      @ loop_invariant (\forall int k; 0 <= k && k < c; !(place[k] < open && parent[k] == r));
      @ loop_writes c;
      @ decreases parent.length - c;
      @*/
    while (c < parent.length && !(place[c] < open && parent[c] == r)) {
      c = c + 1;
    }
    return c < parent.length;
  }

  /** Closes an open region without children; its number is the next that is given. */
  /*@ public normal_behavior
    @   requires 0 <= r && r < order.length && place[r] < open;
    @   requires (\forall int c; 0 <= c && c < parent.length && place[c] < open; parent[c] != r);
    @   assignable open, order[place[r] .. open - 1], place[*];
    @   ensures open == \old(open) - 1 && order[open] == r; // REUSE
    @   ensures (\forall int i; \old(open) <= i && i < order.length; order[i] == \old(order[i]));
    @   // FRAME: the younger ones move up
    @   ensures (\forall int x; 0 <= x && x < place.length && x != r; place[x] == \old(place[x])
    @     - (\old(place[r]) < \old(place[x]) && \old(place[x]) < \old(open) ? 1 : 0));
    @*/
  public void remove(int r) {
    Permutations.raise(order, place, place[r], open - 1);
    open = open - 1;
  }

  /** Whether a region is an open region's ancestor, or that region itself. */
  /*@ public normal_behavior
    @   requires 0 <= r && r < order.length && place[r] < open && 0 <= above && above < order.length;
    @   assignable \nothing;
    @   ensures \result == (r == above || 0 <= parent[r] && holds(above, parent[r]));
    @   ensures \result ==> place[above] <= place[r]; // METADATA: no circle
    @   measured_by place[r];
    @ pure
    @*/
  public boolean holds(int above, int r) {
    return r == above || (0 <= parent[r] && holds(above, parent[r]));
  }
}
