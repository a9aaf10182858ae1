package org.alloracle.reference.region;

/**
 * How many locations belong to each group. A class of its own, so that who counts does not see how the
 * {@link Row} of locations is kept.
 */
public final class Counts {
  final /*@ spec_public @*/ Row row;

  /*@ // METADATA: said again for the users
    @ public invariant row.hi.length == row.lo.length;
    @ public invariant row.group != row.order && row.group != row.place && row.group != row.lo && row.group != row.hi;
    @ public invariant row.order != row.lo && row.order != row.hi && row.place != row.lo && row.place != row.hi
    @   && row.lo != row.hi && row.order != row.place;
    @*/

  /** All locations are of group 0. */
  /*@ public normal_behavior
    @   requires 0 <= locations && 1 <= groups;
    @   ensures row.group.length == locations && row.lo.length == groups;
    @   ensures (\forall int l; 0 <= l && l < locations; row.group[l] == 0);
    @   ensures \fresh(row) && \fresh(row.group) && \fresh(row.order) && \fresh(row.place);
    @   ensures \fresh(row.lo) && \fresh(row.hi);
    @ pure
    @*/
  public Counts(int locations, int groups) {
    row = new Row(locations, groups);
  }

  /** The number of locations of a group. */
  /*@ public normal_behavior
    @   requires 0 <= g && g < row.lo.length;
    @   assignable \nothing;
    @   ensures \result == row.hi[g] - row.lo[g];
    @   ensures (\result == 0) == (\forall int l; 0 <= l && l < row.group.length; row.group[l] != g);
    @ pure
    @*/
  public int count(int g) {
    return row.count(g);
  }

  /** Gives a location a group: the count of its old one falls by one, that of the new one rises by one. */
  /*@ public normal_behavior
    @   requires 0 <= l && l < row.group.length && 0 <= g && g < row.lo.length;
    @   old int from = row.group[l];
    @   assignable row.group[l], row.order[*], row.place[*], row.lo[*], row.hi[*];
    @   ensures row.group[l] == g;
    @   ensures (\forall int h; 0 <= h && h < row.lo.length; row.hi[h] - row.lo[h]
    @     == \old(row.hi[h]) - \old(row.lo[h]) - (h == from ? 1 : 0) + (h == g ? 1 : 0));
    @*/
  public void put(int l, int g) {
    row.put(l, g);
  }

  /** The locations at home with a region go to group 0. */
  /*@ public normal_behavior
    @   requires home.length == row.group.length;
    @   requires home != row.group && home != row.order && home != row.place && home != row.lo && home != row.hi;
    @   requires owner != row.group && owner != row.order && owner != row.place && owner != row.lo && owner != row.hi;
    @   requires (\forall int l; 0 <= l && l < home.length; 0 <= home[l] && home[l] < owner.length);
    @   assignable row.group[*], row.order[*], row.place[*], row.lo[*], row.hi[*];
    @   ensures (\forall int l; 0 <= l && l < home.length;
    @     row.group[l] == (owner[home[l]] == r ? 0 : \old(row.group[l])));
    @*/
  public void leave(int[] home, int[] owner, int r) {
    int l = 0;
    /*@ loop_invariant 0 <= l && l <= home.length && \invariant_for(row);
      @ loop_invariant (\forall int k; 0 <= k && k < home.length;
      @   row.group[k] == (k < l && owner[home[k]] == r ? 0 : \old(row.group[k])));
      @ loop_writes l, row.group[*], row.order[*], row.place[*], row.lo[*], row.hi[*];
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
