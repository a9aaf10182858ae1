package org.alloracle.reference.layout;

import org.alloracle.reference.Permutations;

/** Sorts permutations that are kept with their inverse. */
final class Ranks {
  private Ranks() {}

  /** Sets the permutation by descending keys; of equal ones the lower number is first. */
  /*@ normal_behavior
    @   requires order != place && order.length == place.length && key.length == order.length;
    @   requires order.length <= 64;
    @   assignable order[*], place[*];
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   ensures (\forall int x, y; 0 <= x && x < order.length && 0 <= y && y < order.length
    @     && (key[y] < key[x] || (key[x] == key[y] && x < y)); place[x] < place[y]); // POLICY
    @*/
  static void descending(int[] order, int[] place, long[] key) {
    Permutations.ascend(order, place);
    int f = 0;
    /*@ loop_invariant 0 <= f && f <= order.length;
      @ loop_invariant (\forall int k; 0 <= k && k < order.length;
      @   0 <= order[k] && order[k] < order.length && place[order[k]] == k);
      @ loop_invariant (\forall int x; 0 <= x && x < order.length;
      @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
      @ loop_invariant (\forall int x; f <= x && x < order.length; place[x] == x);
      @ loop_invariant (\forall int x; 0 <= x && x < f; place[x] < f);
      @ loop_invariant (\forall int x, y; 0 <= x && x < f && 0 <= y && y < f
      @   && (key[y] < key[x] || (key[x] == key[y] && x < y)); place[x] < place[y]);
      @ loop_writes f, order[*], place[*];
      @ decreases order.length - f;
      @*/
    while (f < order.length) {
      insert(order, place, key, f);
      f = f + 1;
    }
  }

  /** Puts a field in its place among those before it, which are sorted. */
  /*@ private normal_behavior
    @   requires order != place && order.length == place.length && key.length == order.length;
    @   requires order.length <= 64 && 0 <= f && f < order.length;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   requires (\forall int x; f <= x && x < order.length; place[x] == x);
    @   requires (\forall int x; 0 <= x && x < f; place[x] < f);
    @   requires (\forall int x, y; 0 <= x && x < f && 0 <= y && y < f
    @     && (key[y] < key[x] || (key[x] == key[y] && x < y)); place[x] < place[y]);
    @   assignable order[*], place[*];
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   ensures (\forall int x; f < x && x < order.length; place[x] == x);
    @   ensures (\forall int x; 0 <= x && x <= f; place[x] <= f);
    @   ensures (\forall int x, y; 0 <= x && x <= f && 0 <= y && y <= f
    @     && (key[y] < key[x] || (key[x] == key[y] && x < y)); place[x] < place[y]);
    @*/
  private static void insert(int[] order, int[] place, long[] key, int f) {
    int to = rank(order, place, key, f);
    Permutations.lower(order, place, to, f);
  }

  /** The place that a field gets among those before it, which are sorted. */
  /*@ normal_behavior
    @   requires order != place && order.length == place.length && key.length == order.length;
    @   requires order.length <= 64 && 0 <= f && f < order.length;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   requires (\forall int x; f <= x && x < order.length; place[x] == x);
    @   requires (\forall int x; 0 <= x && x < f; place[x] < f);
    @   requires (\forall int x, y; 0 <= x && x < f && 0 <= y && y < f
    @     && (key[y] < key[x] || (key[x] == key[y] && x < y)); place[x] < place[y]);
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= f;
    @   ensures (\forall int x; 0 <= x && x < f; (place[x] < \result) == (key[f] <= key[x]));
    @ pure
    @*/
  static int rank(int[] order, int[] place, long[] key, int f) {
    int i = f;
    /*@ loop_invariant 0 <= i && i <= f;
      @ loop_invariant (\forall int x; 0 <= x && x < f && i <= place[x]; key[x] < key[f]);
      @ loop_writes i;
      @ decreases i;
      @*/
    while (i > 0 && key[order[i - 1]] < key[f]) {
      i = i - 1;
    }
    return i;
  }
}
