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

  /*@ // METADATA; POLICY: the greedy one is arranged
    @ public invariant (\let int n = fields.affinity.length;
    @   declared.fields == fields & arranged.fields == fields & greedy.fields == fields
    @   & declared.score.products.sum.length == n + 1 & greedy.score.products.sum.length == n + 1
    @   & arranged.hot == declared.hot & greedy.hot == declared.hot
    @   & greedy.order == arranged.order & greedy.place == arranged.place);
    @ // POLICY: what is chosen
    @ public invariant (\let int n = fields.affinity.length;
    @   chosen == ((greedy.score.products.sum[n] > declared.score.products.sum[n]) & greedy.warm.size <= most
    @     ? greedy : declared));
    @*/

  /** Decides between an order and the greedy one of the same hot fields. */
  /*@ normal_behavior
    @   requires declared.fields == fields && arranged.fields == fields && greedy.fields == fields;
    @   requires arranged.hot == declared.hot && greedy.hot == declared.hot;
    @   requires greedy.order == arranged.order && greedy.place == arranged.place;
    @   ensures this.fields == fields && this.declared == declared && this.most == most && \invariant_for(chosen);
    @   ensures this.arranged == arranged && this.greedy == greedy;
    @ pure
    @*/
  Contest(Fields fields, Placing declared, long most, Arrangement arranged, Placing greedy) {
    this.fields = fields;
    this.declared = declared;
    this.most = most;
    this.arranged = arranged;
    this.greedy = greedy;
    int pairs = fields.affinity.length;
    chosen = greedy.score.products.sum[pairs] > declared.score.products.sum[pairs] && greedy.warm.size <= most
        ? greedy
        : declared;
  }
}
