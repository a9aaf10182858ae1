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
  final /*@ spec_public @*/ Arrangement arranged;
  final /*@ spec_public @*/ Placing greedy;
  final /*@ spec_public @*/ Placing chosen;

  /*@ // POLICY: what is compared with
    @ public invariant split.fields == fields && declared.fields == fields;
    @ public invariant declared == (split.done ? split.tried.placing : split.whole.placing);
    @ public invariant declared.score.products.sum.length == fields.affinity.length + 1;
    @ public invariant chosen.score.products.sum.length == fields.affinity.length + 1;
    @ public invariant declared.place.length == fields.size.length && chosen.place.length == fields.size.length;
    @ public invariant declared.order.length == fields.size.length && chosen.order.length == fields.size.length;
    @ public invariant greedy.score.products.sum.length == fields.affinity.length + 1;
    @ public invariant greedy.place.length == fields.size.length && greedy.order.length == fields.size.length;
    @ // POLICY: the greedy one is arranged, and has the same parts
    @ public invariant arranged.fields == fields && arranged.hot == declared.hot;
    @ public invariant greedy.order == arranged.order && greedy.place == arranged.place;
    @ public invariant greedy.fields == fields && greedy.hot == declared.hot;
    @ public invariant (\forall int f; 0 <= f && f < fields.size.length;
    @   (greedy.place[f] < greedy.hot) == (declared.place[f] < greedy.hot));
    @ public invariant (\forall int k; greedy.hot <= k && k < fields.size.length; greedy.order[k] == declared.order[k]);
    @ // POLICY: it is chosen if it has a higher score, and is not larger than a record that is not split
    @ public invariant chosen == (greedy.score.products.sum[fields.affinity.length]
    @     > declared.score.products.sum[fields.affinity.length]
    @   && greedy.warm.size <= (split.done ? split.whole.placing.warm.size : 1048576) ? greedy : declared);
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
    arranged = new Arrangement(fields, declared.order, declared.place, declared.hot, fields.left, fields.right);
    greedy = placed(fields, arranged);
    chosen = better(fields, declared, greedy, split.done ? split.whole.placing.warm.size : 1048576);
  }

  /** The placing with the hot fields in greedy order. */
  /*@ private normal_behavior
    @   requires arranged.fields == fields;
    @   assignable \nothing;
    @   ensures \result.fields == fields && \result.hot == arranged.hot;
    @   ensures \result.order == arranged.order && \result.place == arranged.place;
    @*/
  private static Placing placed(Fields fields, Arrangement arranged) {
    return new Placing(fields, arranged.order, arranged.place, arranged.hot);
  }

  /** The greedy one, if it has a higher score and is not too large, else the declared one. */
  /*@ private normal_behavior
    @   requires declared.fields == fields && greedy.fields == fields && greedy.hot == declared.hot;
    @   requires 0 <= most && most <= 1048576;
    @   requires (\forall int f; 0 <= f && f < fields.size.length;
    @     (greedy.place[f] < greedy.hot) == (declared.place[f] < greedy.hot));
    @   requires (\forall int k; greedy.hot <= k && k < fields.size.length; greedy.order[k] == declared.order[k]);
    @   ensures declared.score.products.sum.length == fields.affinity.length + 1;
    @   ensures greedy.score.products.sum.length == fields.affinity.length + 1;
    @   ensures \result.score.products.sum.length == fields.affinity.length + 1;
    @   ensures \result == (greedy.score.products.sum[fields.affinity.length]
    @     > declared.score.products.sum[fields.affinity.length] && greedy.warm.size <= most ? greedy : declared);
    @   ensures \result.fields == fields && \result.hot == declared.hot;
    @   ensures \result.place.length == fields.size.length && \result.order.length == fields.size.length;
    @   ensures (\forall int f; 0 <= f && f < fields.size.length;
    @     (\result.place[f] < \result.hot) == (declared.place[f] < \result.hot));
    @   ensures (\forall int k; \result.hot <= k && k < fields.size.length; \result.order[k] == declared.order[k]);
    @   ensures declared.score.products.sum[fields.affinity.length]
    @     <= \result.score.products.sum[fields.affinity.length];
    @   ensures \result == declared || \result.warm.size <= most;
    @ pure
    @*/
  private static Placing better(Fields fields, Placing declared, Placing greedy, long most) {
    int pairs = fields.affinity.length;
    return greedy.score.products.sum[pairs] > declared.score.products.sum[pairs] && greedy.warm.size <= most
        ? greedy
        : declared;
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
