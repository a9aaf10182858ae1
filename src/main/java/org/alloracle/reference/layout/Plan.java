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
    @ public invariant split.fields == fields && declared.fields == fields;
    @ public invariant declared == (split.done ? split.tried.placing : split.whole.placing);
    @ public invariant declared.score.products.sum.length == fields.affinity.length + 1;
    @ public invariant chosen.score.products.sum.length == fields.affinity.length + 1;
    @ public invariant declared.place.length == fields.size.length && chosen.place.length == fields.size.length;
    @ public invariant declared.order.length == fields.size.length && chosen.order.length == fields.size.length;
    @ // POLICY: the greedy one is chosen if it has a higher score, and is not larger than a record that is not split
    @ public invariant contest.fields == fields && contest.declared == declared && contest.chosen == chosen;
    @ public invariant contest.most == (split.done ? split.whole.placing.warm.size : 1048576);
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
    contest = new Contest(fields, declared, split.done ? split.whole.placing.warm.size : 1048576);
    chosen = contest.chosen;
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
