package org.alloracle.reference;

/**
 * Permutations of {@code 0 .. n - 1} kept with their inverse: {@code order[i]} is what stands at place
 * {@code i}, {@code place[x]} is where {@code x} stands. Nothing is ever in two places, or in none.
 */
public final class Permutations {
  private Permutations() {}

  /** Sets the descending permutation. */
  /*@ public normal_behavior
    @   requires order != place && order.length == place.length;
    @   assignable order[*], place[*];
    @   ensures (\forall int i; 0 <= i && i < order.length; order[i] == order.length - 1 - i);
    @   ensures (\forall int x; 0 <= x && x < order.length; place[x] == order.length - 1 - x);
    @*/
  public static void descend(int[] order, int[] place) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= order.length;
      @ loop_invariant (\forall int k; 0 <= k && k < i; order[k] == order.length - 1 - k);
      @ loop_invariant (\forall int x; 0 <= x && x < i; place[x] == order.length - 1 - x);
      @ loop_writes i, order[*], place[*];
      @ decreases order.length - i;
      @*/
    while (i < order.length) {
      order[i] = order.length - 1 - i;
      place[i] = order.length - 1 - i;
      i = i + 1;
    }
  }

  /** Sets the identity. */
  /*@ public normal_behavior
    @   requires order != place && order.length == place.length;
    @   assignable order[*], place[*];
    @   ensures (\forall int i; 0 <= i && i < order.length; order[i] == i);
    @   ensures (\forall int x; 0 <= x && x < order.length; place[x] == x);
    @*/
  public static void ascend(int[] order, int[] place) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= order.length;
      @ loop_invariant (\forall int k; 0 <= k && k < i; order[k] == k);
      @ loop_invariant (\forall int x; 0 <= x && x < i; place[x] == x);
      @ loop_writes i, order[*], place[*];
      @ decreases order.length - i;
      @*/
    while (i < order.length) {
      order[i] = i;
      place[i] = i;
      i = i + 1;
    }
  }

  /** Exchanges what stands at two places. */
  /*@ public normal_behavior
    @   requires order != place && order.length == place.length;
    @   requires 0 <= i && i < order.length && 0 <= j && j < order.length;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   assignable order[i], order[j], place[order[i]], place[order[j]];
    @   ensures order[i] == \old(order[j]) && order[j] == \old(order[i]);
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @*/
  public static void swap(int[] order, int[] place, int i, int j) {
    int x = order[i];
    int y = order[j];
    order[i] = y;
    order[j] = x;
    place[y] = i;
    place[x] = j;
  }

  /** Takes what stands at {@code hi} down to {@code lo}, and what stood between up by one place. */
  /*@ public normal_behavior
    @   requires order != place && order.length == place.length;
    @   requires 0 <= lo && lo <= hi && hi < order.length;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   assignable order[lo .. hi], place[*];
    @   ensures order[lo] == \old(order[hi]);
    @   ensures (\forall int x; 0 <= x && x < order.length && (\old(place[x]) < lo || hi < \old(place[x]));
    @     place[x] == \old(place[x]));
    @   ensures (\forall int x; 0 <= x && x < order.length && lo <= \old(place[x]) && \old(place[x]) < hi;
    @     place[x] == \old(place[x]) + 1);
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @*/
  public static void lower(int[] order, int[] place, int lo, int hi) {
    int i = hi;
    /*@ loop_invariant lo <= i && i <= hi;
      @ loop_invariant (\forall int k; 0 <= k && k < order.length;
      @   0 <= order[k] && order[k] < order.length && place[order[k]] == k);
      @ loop_invariant (\forall int x; 0 <= x && x < order.length;
      @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
      @ loop_invariant order[i] == \old(order[hi]);
      @ loop_invariant (\forall int x; 0 <= x && x < order.length
      @   && (\old(place[x]) < i || hi < \old(place[x])); place[x] == \old(place[x]));
      @ loop_invariant (\forall int x; 0 <= x && x < order.length
      @   && i <= \old(place[x]) && \old(place[x]) < hi; place[x] == \old(place[x]) + 1);
      @ loop_writes i, order[lo .. hi], place[*];
      @ decreases i - lo;
      @*/
    while (i > lo) {
      swap(order, place, i - 1, i);
      i = i - 1;
    }
  }

  /** Takes what stands at {@code lo} up to {@code hi}, and what stood between down by one place. */
  /*@ public normal_behavior
    @   requires order != place && order.length == place.length;
    @   requires 0 <= lo && lo <= hi && hi < order.length;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   assignable order[lo .. hi], place[*];
    @   ensures order[hi] == \old(order[lo]);
    @   ensures (\forall int x; 0 <= x && x < order.length && (\old(place[x]) < lo || hi < \old(place[x]));
    @     place[x] == \old(place[x]));
    @   ensures (\forall int x; 0 <= x && x < order.length && lo < \old(place[x]) && \old(place[x]) <= hi;
    @     place[x] == \old(place[x]) - 1);
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @*/
  public static void raise(int[] order, int[] place, int lo, int hi) {
    int i = lo;
    /*@ loop_invariant lo <= i && i <= hi;
      @ loop_invariant (\forall int k; 0 <= k && k < order.length;
      @   0 <= order[k] && order[k] < order.length && place[order[k]] == k);
      @ loop_invariant (\forall int x; 0 <= x && x < order.length;
      @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
      @ loop_invariant order[i] == \old(order[lo]);
      @ loop_invariant (\forall int x; 0 <= x && x < order.length
      @   && (\old(place[x]) < lo || i < \old(place[x])); place[x] == \old(place[x]));
      @ loop_invariant (\forall int x; 0 <= x && x < order.length
      @   && lo < \old(place[x]) && \old(place[x]) <= i; place[x] == \old(place[x]) - 1);
      @ loop_writes i, order[lo .. hi], place[*];
      @ decreases hi - i;
      @*/
    while (i < hi) {
      swap(order, place, i, i + 1);
      i = i + 1;
    }
  }
}
