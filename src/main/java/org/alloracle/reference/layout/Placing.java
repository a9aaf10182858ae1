package org.alloracle.reference.layout;

/**
 * Fields placed in some order: the first {@code hot} of them in the hot part, the others in the cold one.
 * If there are others, the hot part has a pointer to the cold one.
 *
 * <p>{@code order} and its inverse {@code place} are a permutation, so each field is in one part, once.
 * The score is kept with its table of partial sums: so it is the sum that it should be, whatever computed
 * it. It never changes; any thread may read.
 */
public final class Placing {
  final /*@ spec_public @*/ Fields fields;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ int hot;
  final /*@ spec_public @*/ Part warm;
  final /*@ spec_public @*/ Part cool;
  final /*@ spec_public @*/ long[] near;
  final /*@ spec_public @*/ long[] sum;

  /*@ // METADATA
    @ public invariant order.length == fields.size.length && place.length == order.length;
    @ public invariant 0 <= hot && hot <= order.length;
    @ public invariant warm.at.length == hot && cool.at.length == order.length - hot;
    @ public invariant warm.width.length == hot && cool.width.length == order.length - hot;
    @ public invariant warm.grain.length == hot && cool.grain.length == order.length - hot;
    @ public invariant warm.pointing == (hot < order.length) && !cool.pointing;
    @ // CONSERVATION: each field is in one place, in one part
    @ public invariant (\forall int k; 0 <= k && k < order.length;
    @   0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @ public invariant (\forall int x; 0 <= x && x < order.length;
    @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @ // METADATA: the parts are made of these fields
    @ public invariant (\forall int k; 0 <= k && k < hot; warm.width[k] == fields.size[order[k]]);
    @ public invariant (\forall int k; 0 <= k && k < hot; warm.grain[k] == fields.align[order[k]]);
    @ public invariant (\forall int k, j; 0 <= j && k == hot + j && k < order.length;
    @   cool.width[j] == fields.size[order[k]]);
    @ public invariant (\forall int k, j; 0 <= j && k == hot + j && k < order.length;
    @   cool.grain[j] == fields.align[order[k]]);
    @ // METADATA: the score is the sum over the pairs of hot fields of affinity times nearness
    @ public invariant (\forall int k; 0 <= k && k < warm.at.length; 0 <= warm.at[k] && warm.at[k] <= 1048576);
    @ public invariant (\forall int p; 0 <= p && p < near.length; 0 <= near[p] && near[p] <= 4096);
    @ public invariant near.length == fields.affinity.length && sum.length == near.length + 1 && sum[0] == 0;
    @ public invariant (\forall int p; 0 <= p && p < near.length; near[p]
    @   == (hot <= place[fields.left[p]] || hot <= place[fields.right[p]] ? 0
    @   : Score.near(warm.at[place[fields.left[p]]], warm.at[place[fields.right[p]]], fields.block)));
    @ public invariant (\forall int p, q; 0 <= p && q == p + 1 && q < sum.length;
    @   sum[q] == sum[p] + Score.times(fields.affinity[p], near[p]));
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
    int n = order.length;
    warm = new Part(Offsets.ordered(fields.size, order, 0, hot), Offsets.ordered(fields.align, order, 0, hot), hot < n);
    cool = new Part(Offsets.ordered(fields.size, order, hot, n), Offsets.ordered(fields.align, order, hot, n), false);
    near = Score.nearness(fields.left, fields.right, place, warm.at, fields.block);
    sum = Sums.of(Score.terms(fields.affinity, near));
  }

  /** The score, in 1 / block. */
  /*@ public normal_behavior
    @   ensures \result == sum[sum.length - 1];
    @ pure
    @*/
  public long score() {
    return sum[sum.length - 1];
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
    @   ensures \result == (place[field] < hot ? warm.at[place[field]] : cool.at[place[field] - hot]);
    @ pure
    @*/
  public long offset(int field) {
    return place[field] < hot ? warm.at[place[field]] : cool.at[place[field] - hot];
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
