package org.alloracle.reference.region;

/**
 * How many locations belong to each group. A class of its own, so that who counts does not see how the
 * {@link Row} of locations is kept.
 */
public final class Counts {
  final /*@ spec_public @*/ Row row;
  final /*@ spec_public @*/ int[] group;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ int[] lo;
  final /*@ spec_public @*/ int[] hi;

  /*@ // METADATA: the arrays of the row by shorter names
    @ public invariant group == row.group & order == row.order & place == row.place & lo == row.lo & hi == row.hi;
    @ // METADATA: said again for the users
    @ public invariant hi.length == lo.length;
    @ public invariant group != order & group != place & group != lo & group != hi;
    @ public invariant order != lo & order != hi & place != lo & place != hi & lo != hi & order != place;
    @*/

  /** All locations are of group 0. */
  /*@ public normal_behavior
    @   requires 0 <= locations && 1 <= groups;
    @   ensures group.length == locations && lo.length == groups;
    @   ensures (\forall int l; 0 <= l && l < locations; group[l] == 0);
    @   ensures \fresh(row) && \fresh(group) && \fresh(order) && \fresh(place);
    @   ensures \fresh(lo) && \fresh(hi);
    @ pure
    @*/
  public Counts(int locations, int groups) {
    row = new Row(locations, groups);
    group = row.group;
    order = row.order;
    place = row.place;
    lo = row.lo;
    hi = row.hi;
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
    return row.count(g);
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
    row.put(l, g);
  }

  /** The locations at home with a region go to group 0. */
  /*@ public normal_behavior
    @   requires home.length == group.length;
    @   requires home != group && home != order && home != place && home != lo && home != hi;
    @   requires owner != group && owner != order && owner != place && owner != lo && owner != hi;
    @   requires (\forall int l; 0 <= l && l < home.length; 0 <= home[l] && home[l] < owner.length);
    @   assignable group[*], order[*], place[*], lo[*], hi[*];
    @   ensures (\forall int l; 0 <= l && l < home.length;
    @     group[l] == (owner[home[l]] == r ? 0 : \old(group[l])));
    @*/
  public void leave(int[] home, int[] owner, int r) {
    int l = 0;
    /*@ loop_invariant 0 <= l && l <= home.length && \invariant_for(row);
      @ loop_invariant (\forall int k; 0 <= k && k < home.length;
      @   group[k] == (k < l && owner[home[k]] == r ? 0 : \old(group[k])));
      @ loop_writes l, group[*], order[*], place[*], lo[*], hi[*];
      @ decreases home.length - l;
      @*/
    while (l < home.length) {
      if (owner[home[l]] == r) {
        row.put(l, 0);
      }
      l = l + 1;
    }
  }
}
