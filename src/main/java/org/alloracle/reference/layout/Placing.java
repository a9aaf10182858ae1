package org.alloracle.reference.layout;

/**
 * Fields placed in some order: the first {@code hot} of them in the hot part, the others in the cold one.
 * If there are others, the hot part has a pointer to the cold one.
 *
 * <p>{@code order} and its inverse {@code place} are a permutation, so each field is in one part, once.
 * It never changes; any thread may read.
 */
public final class Placing {
  final /*@ spec_public @*/ Fields fields;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ int hot;
  final /*@ spec_public @*/ Part warm;
  final /*@ spec_public @*/ Part cool;
  final /*@ spec_public @*/ Score score;

  /*@ // METADATA
    @ public invariant order.length == fields.size.length && place.length == order.length;
    @ public invariant 0 <= hot && hot <= order.length;
    @ public invariant warm.row.at.length == hot && cool.row.at.length == order.length - hot;
    @ public invariant warm.row.width.length == hot && cool.row.width.length == order.length - hot;
    @ public invariant warm.row.grain.length == hot && cool.row.grain.length == order.length - hot;
    @ public invariant warm.pointing == (hot < order.length) && !cool.pointing;
    @ public invariant 0 <= warm.size && warm.size <= 1048576;
    @ // CONSERVATION: each field is in one place, in one part
    @ public invariant (\forall int k; 0 <= k && k < order.length;
    @   0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @ public invariant (\forall int x; 0 <= x && x < order.length;
    @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @ // METADATA: the parts are made of these fields
    @ public invariant (\forall int k; 0 <= k && k < hot; warm.row.width[k] == fields.size[order[k]]);
    @ public invariant (\forall int k; 0 <= k && k < hot; warm.row.grain[k] == fields.align[order[k]]);
    @ public invariant (\forall int k, j; 0 <= j && k == hot + j && k < order.length;
    @   cool.row.width[j] == fields.size[order[k]]);
    @ public invariant (\forall int k, j; 0 <= j && k == hot + j && k < order.length;
    @   cool.row.grain[j] == fields.align[order[k]]);
    @ // METADATA: the score is that of the hot part
    @ public invariant score.fields == fields && score.place == place && score.at == warm.row.at;
    @ public invariant score.products.sum.length == fields.affinity.length + 1;
    @*/

  /** Places the fields in an order, which must not change any more. */
  /*@ normal_behavior
    @   requires order != place && order.length == fields.size.length && place.length == order.length;
    @   requires 0 <= hot && hot <= order.length;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   ensures this.fields == fields && this.order == order && this.place == place && this.hot == hot;
    @ pure
    @*/
  Placing(Fields fields, int[] order, int[] place, int hot) {
    this.fields = fields;
    this.order = order;
    this.place = place;
    this.hot = hot;
    warm = part(fields, order, 0, hot, hot < order.length);
    cool = part(fields, order, hot, order.length, false);
    score = new Score(fields, place, warm.row.at);
  }

  /** The part of the fields at some places. */
  /*@ private normal_behavior
    @   requires order.length == fields.size.length && 0 <= from && from <= to && to <= order.length;
    @   requires (\forall int k; 0 <= k && k < order.length; 0 <= order[k] && order[k] < order.length);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.pointing == pointing;
    @   ensures \result.row.at.length == to - from && \result.row.width.length == to - from;
    @   ensures \result.row.grain.length == to - from;
    @   ensures (\forall int k, j; 0 <= j && k == from + j && k < to; \result.row.width[j] == fields.size[order[k]]);
    @   ensures (\forall int k, j; 0 <= j && k == from + j && k < to; \result.row.grain[j] == fields.align[order[k]]);
    @*/
  private static Part part(Fields fields, int[] order, int from, int to, boolean pointing) {
    long[] width = Offsets.ordered(fields.size, order, from, to);
    long[] grain = Offsets.ordered(fields.align, order, from, to);
    return new Part(width, grain, pointing);
  }

  /** The score, in 1 / block. */
  /*@ public normal_behavior
    @   ensures \result == score.products.sum[fields.affinity.length];
    @ pure
    @*/
  public long score() {
    return score.products.sum[fields.affinity.length];
  }

  /** The field at a place: first the hot ones, then the cold ones. */
  /*@ public normal_behavior
    @   requires 0 <= place && place < order.length;
    @   ensures \result == order[place];
    @ pure
    @*/
  public int field(int place) {
    return order[place];
  }

  /** The number of fields in the hot part. */
  /*@ public normal_behavior
    @   ensures \result == hot;
    @ pure
    @*/
  public int hotFields() {
    return hot;
  }

  /** Whether a field is in the cold part. */
  /*@ public normal_behavior
    @   requires 0 <= field && field < order.length;
    @   ensures \result == (hot <= place[field]);
    @ pure
    @*/
  public boolean cold(int field) {
    return hot <= place[field];
  }

  /** Where a field starts in its part. */
  /*@ public normal_behavior
    @   requires 0 <= field && field < order.length;
    @   ensures \result == (place[field] < hot ? warm.row.at[place[field]] : cool.row.at[place[field] - hot]);
    @ pure
    @*/
  public long offset(int field) {
    return place[field] < hot ? warm.row.at[place[field]] : cool.row.at[place[field] - hot];
  }

  /** Where the pointer to the cold part starts in the hot part, or -1 if there is no cold part. */
  /*@ public normal_behavior
    @   ensures \result == warm.pointer;
    @ pure
    @*/
  public long pointerOffset() {
    return warm.pointer;
  }

  /** The bytes of the hot part, a multiple of its greatest alignment. */
  /*@ public normal_behavior
    @   ensures \result == warm.size;
    @ pure
    @*/
  public long hotSize() {
    return warm.size;
  }

  /** The bytes of the cold part, a multiple of its greatest alignment; 0 if there is none. */
  /*@ public normal_behavior
    @   ensures \result == cool.size;
    @ pure
    @*/
  public long coldSize() {
    return cool.size;
  }
}
