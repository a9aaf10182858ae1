package org.alloracle.reference.layout;

/**
 * The score of a layout: over all pairs of fields with an affinity, that times how much nearer than a
 * block they start to each other. It is {@code block} times the score of the paper, and a whole number.
 * Only the fields at the first places count, those that have offsets. It never changes.
 */
public final class Score {
  final /*@ spec_public @*/ Fields fields;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ long[] at;
  final /*@ spec_public @*/ long[] from;
  final /*@ spec_public @*/ long[] to;
  final /*@ spec_public @*/ long[] near;
  final /*@ spec_public @*/ Products products;

  /*@ // METADATA: where the two fields of each pair start, -1 if one has no offset; and how near that is
    @ public invariant from.length == fields.left.length && to.length == fields.right.length;
    @ public invariant near.length == fields.affinity.length && near.length <= 4096;
    @ public invariant (\forall int p; 0 <= p && p < from.length;
    @   from[p] == (place[fields.left[p]] < at.length ? at[place[fields.left[p]]] : -1));
    @ public invariant (\forall int p; 0 <= p && p < to.length;
    @   to[p] == (place[fields.right[p]] < at.length ? at[place[fields.right[p]]] : -1));
    @ public invariant (\forall int p; 0 <= p && p < near.length;
    @   near[p] == (from[p] < 0 || to[p] < 0 || fields.block <= from[p] - to[p] || fields.block <= to[p] - from[p] ? 0
    @     : from[p] <= to[p] ? fields.block - (to[p] - from[p]) : fields.block - (from[p] - to[p])));
    @ // METADATA: the score is the sum of affinity times nearness
    @ public invariant products.affinity == fields.affinity && products.near == near;
    @ public invariant products.sum.length == near.length + 1;
    @*/

  /** Finds it out; the arrays must not change any more. */
  /*@ normal_behavior
    @   requires place.length == fields.size.length && at.length <= place.length;
    @   requires (\forall int f; 0 <= f && f < place.length; 0 <= place[f] && place[f] < place.length);
    @   requires (\forall int k; 0 <= k && k < at.length; 0 <= at[k] && at[k] <= 1048576);
    @   ensures this.fields == fields && this.place == place && this.at == at;
    @   ensures products.sum.length == fields.affinity.length + 1;
    @ pure
    @*/
  Score(Fields fields, int[] place, long[] at) {
    this.fields = fields;
    this.place = place;
    this.at = at;
    from = starts(fields.left, place, at);
    to = starts(fields.right, place, at);
    near = nearness(from, to, fields.block);
    products = new Products(fields.affinity, near);
  }

  /** How much less than a block lies between two offsets; 0 if it is not less. */
  /*@ normal_behavior
    @   requires 0 <= x && x <= 1048576 && 0 <= y && y <= 1048576 && 8 <= block && block <= 4096;
    @   ensures 0 <= \result && \result <= block;
    @   ensures \result == (block <= x - y || block <= y - x ? 0 : x <= y ? block - (y - x) : block - (x - y));
    @ pure
    @*/
  static long near(long x, long y, long block) {
    long apart = x <= y ? y - x : x - y;
    return apart < block ? block - apart : 0;
  }

  /** Where fields start, -1 for one that has no offset. */
  /*@ private normal_behavior
    @   requires side.length <= 4096 && place.length <= 64 && at.length <= place.length;
    @   requires (\forall int f; 0 <= f && f < place.length; 0 <= place[f] && place[f] < place.length);
    @   requires (\forall int p; 0 <= p && p < side.length; 0 <= side[p] && side[p] < place.length);
    @   requires (\forall int k; 0 <= k && k < at.length; 0 <= at[k] && at[k] <= 1048576);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == side.length;
    @   ensures (\forall int p; 0 <= p && p < side.length;
    @     \result[p] == (place[side[p]] < at.length ? at[place[side[p]]] : -1));
    @   ensures (\forall int p; 0 <= p && p < side.length; -1 <= \result[p] && \result[p] <= 1048576);
    @*/
  private static long[] starts(int[] side, int[] place, long[] at) {
    long[] start = new long[side.length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= side.length;
      @ loop_invariant (\forall int p; 0 <= p && p < i;
      @   start[p] == (place[side[p]] < at.length ? at[place[side[p]]] : -1));
      @ loop_invariant (\forall int p; 0 <= p && p < i; -1 <= start[p] && start[p] <= 1048576);
      @ loop_writes i, start[*];
      @ decreases side.length - i;
      @*/
    while (i < side.length) {
      int k = place[side[i]];
      start[i] = k < at.length ? at[k] : -1;
      i = i + 1;
    }
    return start;
  }

  /** The nearness of each pair; 0 unless both have offsets. */
  /*@ private normal_behavior
    @   requires from.length == to.length && from.length <= 4096 && 8 <= block && block <= 4096;
    @   requires (\forall int p; 0 <= p && p < from.length; -1 <= from[p] && from[p] <= 1048576);
    @   requires (\forall int p; 0 <= p && p < to.length; -1 <= to[p] && to[p] <= 1048576);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == from.length;
    @   ensures (\forall int p; 0 <= p && p < from.length; 0 <= \result[p] && \result[p] <= 4096);
    @   ensures (\forall int p; 0 <= p && p < from.length;
    @     \result[p] == (from[p] < 0 || to[p] < 0 || block <= from[p] - to[p] || block <= to[p] - from[p] ? 0
    @       : from[p] <= to[p] ? block - (to[p] - from[p]) : block - (from[p] - to[p])));
    @*/
  private static long[] nearness(long[] from, long[] to, long block) {
    long[] near = new long[from.length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= from.length;
      @ loop_invariant (\forall int p; 0 <= p && p < i; 0 <= near[p] && near[p] <= 4096);
      @ loop_invariant (\forall int p; 0 <= p && p < i;
      @   near[p] == (from[p] < 0 || to[p] < 0 || block <= from[p] - to[p] || block <= to[p] - from[p] ? 0
      @     : from[p] <= to[p] ? block - (to[p] - from[p]) : block - (from[p] - to[p])));
      @ loop_writes i, near[*];
      @ decreases from.length - i;
      @*/
    while (i < from.length) {
      near[i] = from[i] < 0 || to[i] < 0 ? 0 : near(from[i], to[i], block);
      i = i + 1;
    }
    return near;
  }
}
