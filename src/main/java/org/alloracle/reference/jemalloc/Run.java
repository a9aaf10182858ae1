package org.alloracle.reference.jemalloc;

import org.alloracle.reference.Permutations;

/**
 * A run: equal regions, numbered by address, each live or free, and its state of fullness.
 *
 * <p>{@code order} has the live regions before {@code live} and the free ones from there on, {@code
 * place} is its inverse: so the count is the number of regions that are live, by construction.
 */
public final class Run {
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;
  /*@ spec_public @*/ int live;
  /*@ spec_public @*/ int state;

  /*@ // CONSERVATION: a region is live or free, and counted once
    @ public invariant Fullness.LEAST <= order.length && order.length <= 2048;
    @ public invariant place.length == order.length && order != place;
    @ public invariant (\forall int i; 0 <= i && i < order.length;
    @   0 <= order[i] && order[i] < order.length && place[order[i]] == i);
    @ public invariant (\forall int x; 0 <= x && x < order.length;
    @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @ public invariant 0 <= live && live <= order.length;
    @ // METADATA: the state goes with the count
    @ public invariant state == Fullness.INIT ? 3 * (order.length / 4) < order.length - live
    @   : state == Fullness.Q0 ? order.length / 2 < order.length - live && 0 < live
    @   : state == Fullness.Q25 ? order.length / 4 < order.length - live
    @     && order.length - live < 3 * (order.length / 4)
    @   : state == Fullness.Q50 ? live < order.length && order.length - live < order.length / 2
    @   : state == Fullness.Q75 ? live < order.length && order.length - live < order.length / 4
    @   : state == Fullness.Q100 ? live == order.length : state == Fullness.EMPTY && live == 0;
    @*/

  /** A fresh run, all free. */
  /*@ public normal_behavior
    @   requires Fullness.LEAST <= regions && regions <= 2048;
    @   ensures order.length == regions && live == 0 && state == Fullness.INIT;
    @   ensures \fresh(order) && \fresh(place);
    @ pure
    @*/
  public Run(int regions) {
    order = new int[regions];
    place = new int[regions];
    Permutations.ascend(order, place);
    live = 0;
    state = Fullness.INIT;
  }

  /** Takes the free region with the lowest address. */
  /*@ public normal_behavior
    @   requires live < order.length && state != Fullness.EMPTY;
    @   old int x = lowest();
    @   old int after = Fullness.fuller(state, order.length, (int) (order.length - live - 1));
    @   assignable live, state, order[*], place[*];
    @   ensures \result == x && 0 <= x && x < order.length;
    @   ensures \old(live) <= \old(place[x]); // DISJOINTNESS: it was free
    @   ensures (\forall int y; 0 <= y && y < x; \old(place[y]) < \old(live)); // POLICY: the lowest
    @   ensures live == \old(live) + 1 && place[x] == \old(live) && state == after;
    @   ensures (\forall int y; 0 <= y && y < order.length && y != x;
    @     (place[y] < live) == (\old(place[y]) < \old(live))); // FRAME
    @*/
  public int take() {
    int x = lowest();
    //@ assert place[order[live]] == live;
    state = Fullness.fuller(state, order.length, order.length - live - 1);
    live = live + 1;
    Permutations.swap(order, place, place[x], live - 1);
    return x;
  }

  /** Gives a live region back. */
  /*@ public normal_behavior
    @   requires live(x);
    @   old int after = Fullness.emptier(state, order.length, (int) (order.length - live + 1));
    @   assignable live, state, order[*], place[*];
    @   ensures live == \old(live) - 1 && place[x] == live && state == after; // REUSE
    @   ensures (\forall int y; 0 <= y && y < order.length && y != x;
    @     (place[y] < live) == (\old(place[y]) < \old(live))); // FRAME
    @*/
  public void give(int x) {
    state = Fullness.emptier(state, order.length, order.length - live + 1);
    live = live - 1;
    Permutations.swap(order, place, place[x], live);
  }

  /** The free region with the lowest address; the number of regions if none is free. */
  /*@ private normal_behavior
    @   requires place.length == order.length;
    @   ensures 0 <= \result && \result <= order.length;
    @   ensures (\forall int y; 0 <= y && y < \result; place[y] < live);
    @   ensures \result < order.length ==> live <= place[\result];
    @ spec_public pure helper
    @*/
  private int lowest() {
    int x = 0;
    /*@ loop_invariant 0 <= x && x <= place.length;
      @ loop_invariant (\forall int y; 0 <= y && y < x; place[y] < live);
      @ loop_writes x;
      @ decreases place.length - x;
      @*/
    while (x < place.length && place[x] < live) {
      x = x + 1;
    }
    return x;
  }

  /** Whether a region is live. */
  /*@ public normal_behavior
    @   ensures \result == (0 <= x && x < order.length && place[x] < live);
    @ pure
    @*/
  public boolean live(int x) {
    return 0 <= x && x < order.length && place[x] < live;
  }

  /** How full it is, one of {@link Fullness}. */
  /*@ public normal_behavior
    @   ensures \result == state;
    @ pure
    @*/
  public int state() {
    return state;
  }

  /** The regions that are free. */
  /*@ public normal_behavior
    @   ensures \result == order.length - live;
    @ pure
    @*/
  public int free() {
    return order.length - live;
  }
}
