package org.alloracle.reference.layout;

/**
 * An order with the hot fields in greedy order, where they start in it, and what any two of them weigh together:
 * what the choice of each is made by, see {@link Preference}. It never changes.
 */
public final class Arrangement extends Order {
  final /*@ spec_public @*/ long[] at;

  /*@ // METADATA
    @ public invariant at.length == order.length;
    @ // POLICY: the hot fields are in greedy order
    @ public invariant Greedy.greedy(order, place, hot, at, fields.size, fields.align,
    @   fields.left, fields.right, fields.affinity, weighing.weight, fields.block);
    @*/

  /** Arranges the first fields of an order; only of a parameter it is known that it is not a new array. */
  /*@ normal_behavior
    @   requires left == fields.left && right == fields.right;
    @   requires order.length == fields.size.length && place.length == order.length;
    @   requires 0 <= hot && hot <= order.length;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   ensures this.fields == fields && this.hot == hot;
    @   ensures (\forall int f; 0 <= f && f < place.length; (this.place[f] < hot) == (place[f] < hot));
    @   ensures (\forall int k; hot <= k && k < order.length; this.order[k] == order[k]);
    @ pure
    @*/
  Arrangement(Fields fields, int[] order, int[] place, int hot, int[] left, int[] right) {
    super(fields, order, place, hot);
    at = starts(order.length, fields.size, fields.align, fields.affinity, weighing.weight);
    arrange(fields, this.order, this.place, hot, at, left, right, weighing.weight);
  }

  /** An array for offsets; only of a parameter it is known that it is not this new one. */
  /*@ private normal_behavior
    @   requires 0 <= n && n <= 64;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == n;
    @   ensures (\forall int k; 0 <= k && k < n; \result[k] == 0);
    @   ensures \result != unusedSize && \result != unusedAlign && \result != unusedAffinity && \result != unusedWeight;
    @*/
  private static long[] starts(
      int n, long[] unusedSize, long[] unusedAlign, long[] unusedAffinity, long[] unusedWeight) {
    return new long[n];
  }

  /** Puts the hot fields in greedy order, and sets their offsets: {@link Greedy#arrange}. */
  /*@ normal_behavior
    @   requires left == fields.left && right == fields.right;
    @   requires order != place && order.length == place.length && order.length == fields.size.length;
    @   requires 0 <= hot && hot <= order.length && at.length == order.length && weight.length == 4096;
    @   requires left != order && left != place && right != order && right != place;
    @   requires at != fields.size && at != fields.align && at != fields.affinity && at != weight;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   assignable order[0 .. hot - 1], place[*], at[0 .. hot - 1];
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   ensures (\forall int f; 0 <= f && f < order.length; (place[f] < hot) == (\old(place[f]) < hot));
    @   ensures Greedy.greedy(order, place, hot, at, fields.size, fields.align,
    @     fields.left, fields.right, fields.affinity, weight, fields.block);
    @*/
  static void arrange(Fields fields, int[] order, int[] place, int hot, long[] at,
      int[] left, int[] right, long[] weight) {
    Greedy.arrange(order, place, hot, at, fields.size, fields.align, left, right, fields.affinity, weight, fields.block);
  }
}
