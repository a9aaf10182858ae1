package org.alloracle.reference.layout;

import org.alloracle.reference.Copies;

/**
 * Structure layout after Chilimbi, Davidson and Larus, "Cache-Conscious Structure Definition" (PLDI 1999):
 * which fields of a record go into a cold part of their own, and in what order the others stand.
 *
 * <p>A field is cold if it is accessed at most half as often as the mean. The record is split if the cold
 * fields have at least 8 bytes, there is a hot one, and, in the order of declaration, the hot part with its
 * pointer is not larger than the whole record. Cold fields stand by descending alignment. The hot fields
 * (all of them, if it is not split) stand in a greedy order if its score is higher than that of the order
 * of declaration, and, if it is split, not larger than the whole record: so the score is never below that
 * of declaration order. It is the same plan each time for the same input.
 *
 * <p>Out of memory does not arise: a plan is always found. Bad input cannot be made, see {@link Fields}.
 * It never changes; any thread may read.
 */
public final class Plan {
  final /*@ spec_public @*/ Fields fields;
  final /*@ spec_public @*/ Split split;
  final /*@ spec_public @*/ Placing declared;
  final /*@ spec_public @*/ Placing chosen;

  /*@ // POLICY: what is compared with
    @ public invariant split.fields == fields && declared.fields == fields;
    @ public invariant declared == (split.done ? split.tried.placing : split.whole.placing);
    @ public invariant declared.score.products.sum.length == fields.affinity.length + 1;
    @ public invariant chosen.score.products.sum.length == fields.affinity.length + 1;
    @ public invariant declared.place.length == fields.size.length && chosen.place.length == fields.size.length;
    @ public invariant declared.order.length == fields.size.length && chosen.order.length == fields.size.length;
    @ // POLICY: the chosen one has the same parts, and not a lower score
    @ public invariant chosen.fields == fields && chosen.hot == declared.hot;
    @ public invariant (\forall int f; 0 <= f && f < fields.size.length;
    @   (chosen.place[f] < chosen.hot) == (declared.place[f] < chosen.hot));
    @ public invariant (\forall int k; chosen.hot <= k && k < fields.size.length; chosen.order[k] == declared.order[k]);
    @ public invariant declared.score.products.sum[fields.affinity.length] <= chosen.score.products.sum[fields.affinity.length];
    @ public invariant split.done ==> chosen.warm.size <= split.whole.placing.warm.size;
    @*/

  /** Plans. */
  /*@ public normal_behavior
    @   ensures this.fields == fields;
    @ pure
    @*/
  public Plan(Fields fields) {
    this.fields = fields;
    split = new Split(fields);
    declared = split.done ? split.tried.placing : split.whole.placing;
    long most = split.whole.placing.warm.size;
    chosen = better(fields, declared, split.done ? most : 1048576);
  }

  /** The placing with the hot fields in greedy order, if that has a higher score and is not too large. */
  /*@ private normal_behavior
    @   requires declared.fields == fields && 0 <= most && most <= 1048576;
    @   assignable \nothing;
    @   ensures \result.fields == fields && \result.hot == declared.hot;
    @   ensures \result.order.length == declared.order.length;
    @   ensures (\forall int f; 0 <= f && f < declared.place.length;
    @     (\result.place[f] < \result.hot) == (declared.place[f] < declared.hot));
    @   ensures (\forall int k; declared.hot <= k && k < declared.order.length;
    @     \result.order[k] == declared.order[k]);
    @   ensures \result.place.length == declared.place.length;
    @   ensures declared.score.products.sum.length == fields.affinity.length + 1;
    @   ensures \result.score.products.sum.length == fields.affinity.length + 1;
    @   ensures declared.score.products.sum[fields.affinity.length]
    @     <= \result.score.products.sum[fields.affinity.length];
    @   ensures \result == declared || \result.warm.size <= most;
    @*/
  private static Placing better(Fields fields, Placing declared, long most) {
    Placing greedy =
        rearranged(fields, declared.order, declared.place, declared.hot, fields.left, fields.right);
    return greedy.score() > declared.score() && greedy.warm.size <= most ? greedy : declared;
  }

  /** The placing with the hot fields in greedy order; only of a parameter it is known that it is not a new array. */
  /*@ private normal_behavior
    @   requires left == fields.left && right == fields.right;
    @   requires order.length == fields.size.length && place.length == order.length;
    @   requires 0 <= hot && hot <= order.length;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   assignable \nothing;
    @   ensures \result.fields == fields && \result.hot == hot;
    @   ensures \result.order.length == order.length && \result.place.length == place.length;
    @   ensures (\forall int f; 0 <= f && f < place.length; (\result.place[f] < hot) == (place[f] < hot));
    @   ensures (\forall int k; hot <= k && k < order.length; \result.order[k] == order[k]);
    @*/
  private static Placing rearranged(
      Fields fields, int[] order, int[] place, int hot, int[] left, int[] right) {
    int[] newOrder = Copies.of(order);
    int[] newPlace = Copies.of(place);
    arrange(fields, newOrder, newPlace, hot, left, right);
    return new Placing(fields, newOrder, newPlace, hot);
  }

  /** Puts the hot fields in greedy order. */
  /*@ private normal_behavior
    @   requires left == fields.left && right == fields.right;
    @   requires order != place && order.length == place.length && order.length == fields.size.length;
    @   requires 0 <= hot && hot <= order.length;
    @   requires left != order && left != place && right != order && right != place;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   assignable order[0 .. hot - 1], place[*];
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   ensures (\forall int f; 0 <= f && f < order.length; (place[f] < hot) == (\old(place[f]) < hot));
    @*/
  private static void arrange(Fields fields, int[] order, int[] place, int hot, int[] left, int[] right) {
    Greedy.arrange(order, place, hot, fields.size, fields.align, left, right, fields.affinity, fields.block);
  }

  /** Where the fields are. */
  /*@ public normal_behavior
    @   ensures \result == chosen;
    @ pure
    @*/
  public Placing placing() {
    return chosen;
  }

  /** Whether the record is split. */
  /*@ public normal_behavior
    @   ensures \result == split.done;
    @ pure
    @*/
  public boolean split() {
    return split.done;
  }

  /** The bytes of a record that is not split, in the order of declaration. */
  /*@ public normal_behavior
    @   ensures \result == split.whole.placing.warm.size;
    @ pure
    @*/
  public long declaredSize() {
    return split.whole.placing.warm.size;
  }

  /** The score of the same parts, the hot one in the order of declaration. */
  /*@ public normal_behavior
    @   ensures \result == declared.score.products.sum[fields.affinity.length];
    @ pure
    @*/
  public long declaredScore() {
    return declared.score();
  }
}
