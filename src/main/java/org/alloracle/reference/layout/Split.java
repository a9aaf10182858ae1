package org.alloracle.reference.layout;

/**
 * Whether a record is split. It never changes.
 *
 * <p>It is split if the cold fields have at least 8 bytes, there is a hot one, and the hot part with its
 * pointer is not larger than the whole record.
 */
public final class Split {
  final /*@ spec_public @*/ Fields fields;
  final /*@ spec_public @*/ Declared whole;
  final /*@ spec_public @*/ Parted tried;
  final /*@ spec_public @*/ boolean done;

  /*@ // METADATA
    @ public invariant whole.fields == fields && tried.fields == fields;
    @ public invariant whole.placing.fields == fields && tried.placing.fields == fields;
    @ public invariant tried.heat.bytes.length == fields.size.length + 1;
    @ public invariant 0 <= whole.placing.warm.size && whole.placing.warm.size <= 1048576;
    @ // POLICY: the rule of the split
    @ public invariant done == (8 <= tried.heat.bytes[fields.size.length]
    @   && 0 < tried.placing.hot && tried.placing.hot < fields.size.length
    @   && tried.placing.warm.size <= whole.placing.warm.size);
    @*/

  /** Finds out. */
  /*@ normal_behavior
    @   ensures this.fields == fields && \invariant_for(whole.placing) && \invariant_for(tried.placing);
    @ pure
    @*/
  Split(Fields fields) {
    this.fields = fields;
    whole = new Declared(fields);
    tried = new Parted(fields);
    int n = fields.size.length;
    done = 8 <= tried.heat.bytes[n]
        && 0 < tried.placing.hot
        && tried.placing.hot < n
        && tried.placing.warm.size <= whole.placing.warm.size;
  }
}
