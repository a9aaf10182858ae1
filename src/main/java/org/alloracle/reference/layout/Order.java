package org.alloracle.reference.layout;

import org.alloracle.reference.Copies;

/**
 * An order of the fields, the first of them hot, and what any two of them weigh together. A class of its own, so that
 * who holds an {@link Arrangement} need not show again that it is a greedy one.
 */
class Order {
  final /*@ spec_public @*/ Fields fields;
  final /*@ spec_public @*/ int hot;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ Weighing weighing;

  /*@ // METADATA
    @ public invariant order.length == fields.size.length && place.length == order.length && order != place;
    @ public invariant 0 <= hot && hot <= order.length;
    @ // METADATA: what any two of these fields weigh together
    @ public invariant weighing instanceof Weights && weighing.affinity == fields.affinity;
    @ public invariant weighing.left == fields.left && weighing.right == fields.right;
    @ // CONSERVATION: each field is in one place
    @ public invariant (\forall int k; 0 <= k && k < order.length;
    @   0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @ public invariant (\forall int x; 0 <= x && x < order.length;
    @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @*/

  /** Copies an order. */
  /*@ normal_behavior
    @   requires order.length == fields.size.length && place.length == order.length;
    @   requires 0 <= hot && hot <= order.length;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   ensures this.fields == fields && this.hot == hot && \fresh(this.order) && \fresh(this.place);
    @   ensures (\forall int k; 0 <= k && k < order.length; this.order[k] == order[k]);
    @   ensures (\forall int f; 0 <= f && f < place.length; this.place[f] == place[f]);
    @ pure
    @*/
  Order(Fields fields, int[] order, int[] place, int hot) {
    this.fields = fields;
    this.hot = hot;
    this.order = Copies.of(order);
    this.place = Copies.of(place);
    weighing = weighed(fields);
  }

  /** The weights, as what they are for others. */
  /*@ normal_behavior
    @   assignable \nothing;
    @   ensures \fresh(\result) && \fresh(\result.weight) && \result instanceof Weights;
    @   ensures \result.affinity == fields.affinity && \result.left == fields.left && \result.right == fields.right;
    @*/
  static Weighing weighed(Fields fields) {
    return new Weights(fields.left, fields.right, fields.affinity);
  }
}
