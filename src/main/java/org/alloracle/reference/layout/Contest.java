package org.alloracle.reference.layout;

/**
 * The order of declaration against the greedy one, with the same parts: the greedy one is chosen exactly if it has a
 * higher score and is not too large. It never changes.
 */
public final class Contest {
  final /*@ spec_public @*/ Fields fields;
  final /*@ spec_public @*/ Placing declared;
  final /*@ spec_public @*/ long most;
  final /*@ spec_public @*/ Arrangement arranged;
  final /*@ spec_public @*/ Placing greedy;
  final /*@ spec_public @*/ Placing chosen;

  /*@ // METADATA
    @ public invariant declared.fields == fields && arranged.fields == fields && greedy.fields == fields;
    @ public invariant declared.score.products.sum.length == fields.affinity.length + 1;
    @ public invariant greedy.score.products.sum.length == fields.affinity.length + 1;
    @ // POLICY: the greedy one is arranged
    @ public invariant arranged.hot == declared.hot && greedy.hot == declared.hot;
    @ public invariant greedy.order == arranged.order && greedy.place == arranged.place;
    @ // POLICY: what is chosen
    @ public invariant chosen == (greedy.score.products.sum[fields.affinity.length]
    @     > declared.score.products.sum[fields.affinity.length] && greedy.warm.size <= most ? greedy : declared);
    @*/

  /** Decides. */
  /*@ normal_behavior
    @   requires declared.fields == fields && 0 <= most && most <= 1048576;
    @   ensures this.fields == fields && this.declared == declared && this.most == most && \invariant_for(chosen);
    @   ensures declared.score.products.sum.length == fields.affinity.length + 1;
    @   ensures chosen.score.products.sum.length == fields.affinity.length + 1;
    @   ensures chosen.fields == fields && chosen.hot == declared.hot;
    @   ensures chosen.place.length == fields.size.length && chosen.order.length == fields.size.length;
    @   ensures (\forall int f; 0 <= f && f < fields.size.length;
    @     (chosen.place[f] < declared.hot) == (declared.place[f] < declared.hot));
    @   ensures (\forall int k; declared.hot <= k && k < fields.size.length; chosen.order[k] == declared.order[k]);
    @   ensures declared.score.products.sum[fields.affinity.length] <= chosen.score.products.sum[fields.affinity.length];
    @   ensures chosen == declared || chosen.warm.size <= most;
    @ pure
    @*/
  Contest(Fields fields, Placing declared, long most) {
    this.fields = fields;
    this.declared = declared;
    this.most = most;
    arranged = arranged(fields, declared);
    greedy = placed(fields, arranged);
    int pairs = fields.affinity.length;
    chosen = greedy.score.products.sum[pairs] > declared.score.products.sum[pairs] && greedy.warm.size <= most
        ? greedy
        : declared;
  }

  /** The hot fields in greedy order: {@link Arrangement}. In a method of its own, for the constructor needs little of it. */
  /*@ private normal_behavior
    @   requires declared.fields == fields;
    @   assignable \nothing;
    @   ensures \result.fields == fields && \result.hot == declared.hot;
    @   ensures \result.place.length == fields.size.length && \result.order.length == fields.size.length;
    @   ensures (\forall int f; 0 <= f && f < fields.size.length;
    @     (\result.place[f] < declared.hot) == (declared.place[f] < declared.hot));
    @   ensures (\forall int k; declared.hot <= k && k < fields.size.length; \result.order[k] == declared.order[k]);
    @   ensures (\forall int f, g; 0 <= f && f < 64 && 0 <= g && g < 64; \result.weight[64 * f + g]
    @     == \old(Weights.sum(fields.affinity.length, f, g, fields.left, fields.right, fields.affinity)));
    @   ensures (\let int pair = \old(Greedy.heaviest(declared.place, declared.hot, fields.left, fields.right, fields.affinity));
    @     0 <= pair ==> \result.order[0] == fields.left[pair] && \result.order[1] == fields.right[pair]); // POLICY
    @   ensures (\forall int k; 0 <= k && k < declared.hot; \result.at[k]
    @     == Gains.start(k, \result.order[k], \result.order, \result.at, fields.size, fields.align)); // POLICY
    @   ensures (\forall int k, f;
    @     (\old(Greedy.heaviest(declared.place, declared.hot, fields.left, fields.right, fields.affinity)) < 0 ? 0 : 2) <= k
    @     && k < declared.hot && 0 <= f && f < \result.place.length && k <= \result.place[f] && \result.place[f] < declared.hot;
    @     !Preference.over(k, f, \result.order[k], \result.order, \result.at, fields.size, fields.align, \result.weight,
    @       fields.block)); // POLICY
    @*/
  private static Arrangement arranged(Fields fields, Placing declared) {
    return new Arrangement(fields, declared.order, declared.place, declared.hot, fields.left, fields.right);
  }

  /** The placing in that order. */
  /*@ private normal_behavior
    @   requires arranged.fields == fields;
    @   assignable \nothing;
    @   ensures \result.fields == fields && \result.hot == arranged.hot;
    @   ensures \result.order == arranged.order && \result.place == arranged.place;
    @*/
  private static Placing placed(Fields fields, Arrangement arranged) {
    return new Placing(fields, arranged.order, arranged.place, arranged.hot);
  }
}
