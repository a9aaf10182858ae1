package org.alloracle.reference.layout;

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
  final /*@ spec_public @*/ Contest contest;
  final /*@ spec_public @*/ Placing chosen;

  /*@ // POLICY: what is compared with
    @ public invariant (\let int pairs = fields.affinity.length; split.fields == fields & declared.fields == fields
    @   & declared == (split.done ? split.tried.placing : split.whole.placing)
    @   & declared.score.products.sum.length == pairs + 1 & chosen.score.products.sum.length == pairs + 1
    @   & declared.score.products.sum[pairs] <= chosen.score.products.sum[pairs]);
    @ public invariant (\let int n = fields.size.length; declared.place.length == n & chosen.place.length == n
    @   & declared.order.length == n & chosen.order.length == n);
    @ // POLICY: the greedy one is chosen if it has a higher score, and is not larger than a record that is not split
    @ public invariant (\let int n = fields.size.length; contest.fields == fields & contest.declared == declared
    @   & contest.chosen == chosen & contest.most == (split.done ? split.whole.placing.warm.size : 1048576)
    @   & chosen.fields == fields & chosen.hot == declared.hot
    @   & (split.done ==> chosen.warm.size <= split.whole.placing.warm.size));
    @ public invariant (\forall int f; 0 <= f && f < fields.size.length;
    @   (chosen.place[f] < chosen.hot) == (declared.place[f] < chosen.hot));
    @ public invariant (\forall int k; chosen.hot <= k && k < fields.size.length; chosen.order[k] == declared.order[k]);
    @*/

  /** Plans. */
  /*@ public normal_behavior
    @   ensures this.fields == fields;
    @ also normal_behavior // METADATA: what two fields weigh together
    @   ensures (\forall int f, g; 0 <= f && f < 64 && 0 <= g && g < 64; contest.arranged.weight[64 * f + g]
    @     == \old(Weights.sum(fields.affinity.length, f, g, fields.left, fields.right, fields.affinity)));
    @ pure
    @*/
  public Plan(Fields fields) {
    long[] weight = Weights.of(fields.left, fields.right, fields.affinity);
    this.fields = fields;
    split = new Split(fields);
    declared = split.done ? split.tried.placing : split.whole.placing;
    contest = contest(fields, declared, split.done ? split.whole.placing.warm.size : 1048576, weight);
    chosen = contest.chosen;
  }

  /** The order against the greedy one, as it is arranged; the weights must not change any more. */
  /*@ normal_behavior
    @   requires declared.fields == fields && weight.length == 4096;
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.fields == fields && \result.declared == declared && \result.most == most;
    @   ensures (\let int n = fields.affinity.length; \result.chosen.fields == fields & \result.chosen.hot == declared.hot
    @     & declared.score.products.sum.length == n + 1 & \result.chosen.score.products.sum.length == n + 1
    @     & declared.score.products.sum[n] <= \result.chosen.score.products.sum[n]
    @     & (\result.chosen == declared | \result.chosen.warm.size <= most));
    @   ensures (\let int n = fields.size.length; \result.chosen.place.length == n & \result.chosen.order.length == n);
    @   ensures (\forall int f; 0 <= f && f < fields.size.length;
    @     (\result.chosen.place[f] < declared.hot) == (declared.place[f] < declared.hot));
    @   ensures (\forall int k; declared.hot <= k && k < fields.size.length; \result.chosen.order[k] == declared.order[k]);
    @   ensures \result.arranged.weight == weight && \invariant_for(\result.chosen) && \invariant_for(\result.arranged);
    @   ensures Greedy.arranged(\result.arranged.order, \result.arranged.place, \result.arranged.hot,
    @     \result.arranged.at, fields.size, fields.align,
    @     fields.left, fields.right, fields.affinity, \result.arranged.weight, fields.block); // POLICY
    @*/
  static Contest contest(Fields fields, Placing declared, long most, long[] weight) {
    Arrangement arranged = new Arrangement(
        fields, declared.order, declared.place, declared.hot, fields.left, fields.right, weight);
    return Greedy.contest(fields, declared, most, arranged);
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
