package org.alloracle.reference.layout;

/** Parts hot fields from cold ones. */
final class Parting {
  private Parting() {}

  /**
   * Sets a permutation: first the hot fields by number, then the cold ones by descending alignment; returns
   * how many are hot.
   */
  /*@ normal_behavior
    @   requires order != place && order.length == place.length && order.length <= 64;
    @   requires cold.length == order.length && align.length == order.length;
    @   requires (\forall int f; 0 <= f && f < align.length; 1 <= align[f] && align[f] <= 4096);
    @   assignable order[*], place[*];
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   ensures 0 <= \result && \result <= order.length;
    @   ensures (\forall int f; 0 <= f && f < cold.length; cold[f] == (\result <= place[f])); // POLICY
    @   ensures (\forall int f, g; 0 <= f && f < g && g < cold.length && !cold[f] && !cold[g];
    @     place[f] < place[g]); // POLICY
    @   ensures (\forall int f, g; 0 <= f && f < cold.length && 0 <= g && g < cold.length && cold[f] && cold[g]
    @     && (align[g] < align[f] || (align[f] == align[g] && f < g)); place[f] < place[g]); // POLICY
    @*/
  static int part(int[] order, int[] place, boolean[] cold, long[] align) {
    long[] key = Heat.keys(cold, align);
    Ranks.descending(order, place, key);
    return Heat.hot(order, place, cold);
  }
}
