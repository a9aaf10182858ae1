package org.alloracle.reference.layout;

import org.alloracle.reference.Permutations;

/** The whole record in the order of declaration. It never changes. */
public final class Declared {
  final /*@ spec_public @*/ Fields fields;
  final /*@ spec_public @*/ Placing placing;

  /*@ // POLICY: nothing is split off, nothing is moved
    @ public invariant placing.fields == fields && placing.hot == fields.size.length;
    @ public invariant placing.order.length == fields.size.length && placing.place.length == fields.size.length;
    @ public invariant (\forall int k; 0 <= k && k < fields.size.length; placing.order[k] == k);
    @ public invariant 0 <= placing.warm.size && placing.warm.size <= 1048576;
    @*/

  /** Places the fields. */
  /*@ normal_behavior
    @   ensures this.fields == fields && \invariant_for(placing);
    @ pure
    @*/
  Declared(Fields fields) {
    this.fields = fields;
    int[] order = new int[fields.size.length];
    int[] place = new int[fields.size.length];
    Permutations.ascend(order, place);
    placing = new Placing(fields, order, place, order.length);
  }
}
