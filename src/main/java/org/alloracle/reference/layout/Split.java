package org.alloracle.reference.layout;

import org.alloracle.reference.Permutations;

/**
 * Whether a record is split, and its fields in the order of declaration. It never changes.
 *
 * <p>It is split if the cold fields have at least 8 bytes, there is a hot one, and the hot part with its
 * pointer is not larger than the whole record.
 */
public final class Split {
  final /*@ spec_public @*/ Fields fields;
  final /*@ spec_public @*/ Heat heat;
  final /*@ spec_public @*/ Placing whole;
  final /*@ spec_public @*/ Placing tried;
  final /*@ spec_public @*/ boolean done;

  /*@ // POLICY: which fields are cold
    @ public invariant heat.fields == fields;
    @ // POLICY: the whole record in the order of declaration; the split one, in it and by alignment
    @ public invariant whole.fields == fields && whole.hot == fields.size.length;
    @ public invariant (\forall int k; 0 <= k && k < whole.order.length; whole.order[k] == k);
    @ public invariant tried.fields == fields;
    @ public invariant (\forall int f; 0 <= f && f < fields.size.length; heat.cold[f] == (tried.hot <= tried.place[f]));
    @ public invariant (\forall int f, g; 0 <= f && f < g && g < fields.size.length && !heat.cold[f] && !heat.cold[g];
    @   tried.place[f] < tried.place[g]);
    @ public invariant (\forall int f, g; 0 <= f && f < fields.size.length && 0 <= g && g < fields.size.length && heat.cold[f] && heat.cold[g]
    @   && (fields.align[g] < fields.align[f] || (fields.align[f] == fields.align[g] && f < g));
    @   tried.place[f] < tried.place[g]);
    @ // POLICY: the rule of the split
    @ public invariant done == (8 <= heat.bytes[fields.size.length] && 0 < tried.hot && tried.hot < fields.size.length
    @   && tried.warm.size <= whole.warm.size);
    @*/

  /** Finds out. */
  /*@ normal_behavior
    @   ensures this.fields == fields;
    @ pure
    @*/
  Split(Fields fields) {
    this.fields = fields;
    heat = new Heat(fields);
    whole = inDeclarationOrder(fields);
    tried = partedBy(fields, heat.cold);
    int n = fields.size.length;
    done = 8 <= heat.bytes[n] && 0 < tried.hot && tried.hot < n && tried.warm.size <= whole.warm.size;
  }

  /** The placing of a record that is not split. */
  /*@ private normal_behavior
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.fields == fields && \result.hot == fields.size.length;
    @   ensures \result.order.length == fields.size.length;
    @   ensures (\forall int k; 0 <= k && k < fields.size.length; \result.order[k] == k);
    @*/
  private static Placing inDeclarationOrder(Fields fields) {
    int[] order = new int[fields.size.length];
    int[] place = new int[fields.size.length];
    Permutations.ascend(order, place);
    return new Placing(fields, order, place, order.length);
  }

  /** The placing of the hot fields in the order of declaration, and of the cold ones by alignment. */
  /*@ private normal_behavior
    @   requires cold.length == fields.size.length;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.fields == fields && \result.place.length == fields.size.length;
    @   ensures (\forall int f; 0 <= f && f < cold.length; cold[f] == (\result.hot <= \result.place[f]));
    @   ensures (\forall int f, g; 0 <= f && f < g && g < cold.length && !cold[f] && !cold[g];
    @     \result.place[f] < \result.place[g]);
    @   ensures (\forall int f, g; 0 <= f && f < cold.length && 0 <= g && g < cold.length && cold[f] && cold[g]
    @     && (fields.align[g] < fields.align[f] || (fields.align[f] == fields.align[g] && f < g));
    @     \result.place[f] < \result.place[g]);
    @*/
  private static Placing partedBy(Fields fields, boolean[] cold) {
    int[] order = new int[fields.size.length];
    int[] place = new int[fields.size.length];
    long[] key = Heat.keys(cold, fields.align);
    Ranks.descending(order, place, key);
    int hot = Heat.hot(order, place, cold);
    return new Placing(fields, order, place, hot);
  }
}
