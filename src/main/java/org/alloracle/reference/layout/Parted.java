package org.alloracle.reference.layout;

/** The hot fields in the order of declaration, and the cold ones by alignment. It never changes. */
public final class Parted {
  final /*@ spec_public @*/ Fields fields;
  final /*@ spec_public @*/ Heat heat;
  final /*@ spec_public @*/ Placing placing;

  /*@ // POLICY: which fields are cold, and in what order all are
    @ public invariant heat.fields == fields && heat.cold.length == fields.size.length;
    @ public invariant heat.bytes.length == fields.size.length + 1;
    @ public invariant placing.fields == fields && placing.order.length == fields.size.length;
    @ public invariant placing.place.length == fields.size.length;
    @ public invariant 0 <= placing.hot && placing.hot <= fields.size.length;
    @ public invariant 0 <= placing.warm.size && placing.warm.size <= 1048576;
    @ public invariant (\forall int f; 0 <= f && f < fields.size.length;
    @   heat.cold[f] == (placing.hot <= placing.place[f]));
    @ public invariant (\forall int f, g; 0 <= f && f < g && g < fields.size.length && !heat.cold[f] && !heat.cold[g];
    @   placing.place[f] < placing.place[g]);
    @ public invariant (\forall int f, g; 0 <= f && f < fields.size.length && 0 <= g && g < fields.size.length
    @   && heat.cold[f] && heat.cold[g]
    @   && (fields.align[g] < fields.align[f] || (fields.align[f] == fields.align[g] && f < g));
    @   placing.place[f] < placing.place[g]);
    @*/

  /** Parts the fields. */
  /*@ normal_behavior
    @   ensures this.fields == fields && \invariant_for(placing);
    @ pure
    @*/
  Parted(Fields fields) {
    this.fields = fields;
    heat = new Heat(fields);
    placing = placed(fields, heat.cold);
  }

  /** The placing. */
  /*@ private normal_behavior
    @   requires cold.length == fields.size.length;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.fields == fields;
    @   ensures \result.place.length == fields.size.length && \result.order.length == fields.size.length;
    @   ensures (\forall int f; 0 <= f && f < cold.length; cold[f] == (\result.hot <= \result.place[f]));
    @   ensures (\forall int f, g; 0 <= f && f < g && g < cold.length && !cold[f] && !cold[g];
    @     \result.place[f] < \result.place[g]);
    @   ensures (\forall int f, g; 0 <= f && f < cold.length && 0 <= g && g < cold.length && cold[f] && cold[g]
    @     && (fields.align[g] < fields.align[f] || (fields.align[f] == fields.align[g] && f < g));
    @     \result.place[f] < \result.place[g]);
    @   ensures \invariant_for(\result);
    @*/
  private static Placing placed(Fields fields, boolean[] cold) {
    int[] order = new int[fields.size.length];
    int[] place = new int[fields.size.length];
    int hot = Parting.part(order, place, cold, fields.align);
    return new Placing(fields, order, place, hot);
  }
}
