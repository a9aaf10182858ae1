package org.alloracle.reference.region;

import org.alloracle.reference.Permutations;

/**
 * A row of all locations, sorted by their group: those of group {@code g} stand from {@code lo[g]} up to
 * {@code hi[g]}. As every location stands once, and only in the stretch of its group, the length of a
 * stretch is the number of its group's locations: counts that are exact by construction.
 */
public final class Row {
  final /*@ spec_public @*/ int[] group;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ int[] lo;
  final /*@ spec_public @*/ int[] hi;

  /*@ // METADATA
    @ public invariant order.length == group.length && place.length == group.length;
    @ public invariant 1 <= lo.length && hi.length == lo.length;
    @ public invariant group != order && group != place && group != lo && group != hi && order != place;
    @ public invariant order != lo && order != hi && place != lo && place != hi && lo != hi;
    @ // METADATA: a row, in which each location stands once
    @ public invariant (\forall int i; 0 <= i && i < order.length;
    @   0 <= order[i] && order[i] < order.length && place[order[i]] == i);
    @ public invariant (\forall int l; 0 <= l && l < place.length;
    @   0 <= place[l] && place[l] < order.length && order[place[l]] == l);
    @ // METADATA: the stretches lie end to end
    @ public invariant lo[0] == 0 && hi[hi.length - 1] == order.length;
    @ public invariant (\forall int g; 0 <= g && g < lo.length;
    @   0 <= lo[g] && lo[g] <= hi[g] && hi[g] <= order.length);
    @ public invariant (\forall int g, h; 0 <= g && h == g + 1 && h < lo.length; hi[g] == lo[h]);
    @ // METADATA: each location is in the stretch of its group, and what is there is of that group
    @ public invariant (\forall int l; 0 <= l && l < group.length; 0 <= group[l] && group[l] < lo.length
    @   && lo[group[l]] <= place[l] && place[l] < hi[group[l]]);
    @ public invariant (\forall int g, i; 0 <= g && g < lo.length && lo[g] <= i && i < hi[g]; group[order[i]] == g);
    @*/

  /** All locations are of group 0. */
  /*@ public normal_behavior
    @   requires 0 <= locations && 1 <= groups;
    @   ensures group.length == locations && lo.length == groups;
    @   ensures (\forall int l; 0 <= l && l < locations; group[l] == 0);
    @   ensures \fresh(group) && \fresh(order) && \fresh(place) && \fresh(lo) && \fresh(hi);
    @ pure
    @*/
  public Row(int locations, int groups) {
    group = new int[locations];
    order = new int[locations];
    place = new int[locations];
    lo = new int[groups];
    hi = new int[groups];
    Permutations.ascend(order, place);
    Fills.from(lo, 1, locations);
    Fills.from(hi, 0, locations);
  }

  /** The number of locations of a group. */
  /*@ public normal_behavior
    @   requires 0 <= g && g < lo.length;
    @   assignable \nothing;
    @   ensures \result == hi[g] - lo[g] && 0 <= \result;
    @   ensures (\result == 0) == (\forall int l; 0 <= l && l < group.length; group[l] != g);
    @ pure
    @*/
  public int count(int g) {
    //@ assert lo[g] < hi[g] ==> group[order[lo[g]]] == g;
    return hi[g] - lo[g];
  }

  /** Gives a location a group: the count of its old one falls by one, that of the new one rises by one. */
  /*@ public normal_behavior
    @   requires 0 <= l && l < group.length && 0 <= g && g < lo.length;
    @   old int from = group[l];
    @   assignable group[l], order[*], place[*], lo[*], hi[*];
    @   ensures group[l] == g;
    @   ensures (\forall int h; 0 <= h && h < lo.length; hi[h] - lo[h]
    @     == \old(hi[h]) - \old(lo[h]) - (h == from ? 1 : 0) + (h == g ? 1 : 0));
    @*/
  public void put(int l, int g) {
    //@ ghost int from = group[l];
    /*@ loop_invariant 0 <= group[l] && group[l] < lo.length && \invariant_for(this);
      @ loop_invariant (\forall int h; 0 <= h && h < lo.length; hi[h] - lo[h]
      @   == \old(hi[h]) - \old(lo[h]) - (h == from ? 1 : 0) + (h == group[l] ? 1 : 0));
      @ loop_writes group[l], order[*], place[*], lo[*], hi[*];
      @ decreases g - group[l];
      @*/
    while (group[l] < g) {
      up(l, group[l], group[l] + 1);
    }
    /*@ loop_invariant g <= group[l] && group[l] < lo.length && \invariant_for(this);
      @ loop_invariant (\forall int h; 0 <= h && h < lo.length; hi[h] - lo[h]
      @   == \old(hi[h]) - \old(lo[h]) - (h == from ? 1 : 0) + (h == group[l] ? 1 : 0));
      @ loop_writes group[l], order[*], place[*], lo[*], hi[*];
      @ decreases group[l];
      @*/
    while (group[l] > g) {
      down(l, group[l], group[l] - 1);
    }
  }

  /** The location becomes the first of the next stretch. */
  /*@ private normal_behavior
    @   requires 0 <= l && l < group.length && g == group[l] && h == g + 1 && h < lo.length;
    @   assignable group[l], order[*], place[*], hi[g], lo[h];
    @   ensures group[l] == h && hi[g] == \old(hi[g]) - 1 && lo[h] == hi[g];
    @*/
  private void up(int l, int g, int h) {
    int end = hi[g] - 1;
    int at = place[l];
    int other = order[end];
    order[at] = other;
    place[other] = at;
    order[end] = l;
    place[l] = end;
    group[l] = h;
    hi[g] = end;
    lo[h] = end;
  }

  /** The location becomes the last of the stretch before. */
  /*@ private normal_behavior
    @   requires 0 <= l && l < group.length && g == group[l] && h == g - 1 && 0 <= h;
    @   assignable group[l], order[*], place[*], lo[g], hi[h];
    @   ensures group[l] == h && lo[g] == \old(lo[g]) + 1 && hi[h] == lo[g];
    @*/
  private void down(int l, int g, int h) {
    int end = lo[g];
    int at = place[l];
    int other = order[end];
    order[at] = other;
    place[other] = at;
    order[end] = l;
    place[l] = end;
    group[l] = h;
    lo[g] = end + 1;
    hi[h] = end + 1;
  }
}
