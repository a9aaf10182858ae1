package org.alloracle.reference.layout;

/**
 * The order of declaration against the greedy one, with the same parts: the greedy one is chosen exactly if it has a
 * higher score and is not too large. It never changes.
 */
public final class Contest {
  final /*@ spec_public @*/ Fields fields;
  final /*@ spec_public @*/ Placing declared;
  final /*@ spec_public @*/ long most;
  final /*@ spec_public @*/ Order arranged;
  final /*@ spec_public @*/ Placing greedy;
  final /*@ spec_public @*/ Placing chosen;

  /*@ // METADATA
    @ public invariant declared.fields == fields && arranged.fields == fields && greedy.fields == fields;
    @ public invariant declared.score.products.sum.length == fields.affinity.length + 1;
    @ public invariant greedy.score.products.sum.length == fields.affinity.length + 1;
    @ // POLICY: the greedy one is arranged
    @ public invariant arranged instanceof Arrangement;
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
    greedy = new Placing(fields, arranged.order, arranged.place, arranged.hot);
    int pairs = fields.affinity.length;
    chosen = greedy.score.products.sum[pairs] > declared.score.products.sum[pairs] && greedy.warm.size <= most
        ? greedy
        : declared;
  }

  /** The hot fields in greedy order: {@link Arrangement}. In a method of its own, for the constructor needs little of it. */
  /*@ normal_behavior
    @   requires declared.fields == fields;
    @   assignable \nothing;
    @   ensures \result.fields == fields && \result.hot == declared.hot;
    @   ensures \result.place.length == fields.size.length && \result.order.length == fields.size.length;
    @   ensures (\forall int f; 0 <= f && f < fields.size.length;
    @     (\result.place[f] < declared.hot) == (declared.place[f] < declared.hot));
    @   ensures (\forall int k; declared.hot <= k && k < fields.size.length; \result.order[k] == declared.order[k]);
    @   ensures \result instanceof Arrangement; // POLICY
    @*/
  static Order arranged(Fields fields, Placing declared) {
    return new Arrangement(fields, declared.order, declared.place, declared.hot, fields.left, fields.right);
  }
}
