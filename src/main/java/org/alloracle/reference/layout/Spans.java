package org.alloracle.reference.layout;

/**
 * Where the fields of a record are, if its hot part starts at one place and its cold part at another. It
 * never changes.
 */
public final class Spans {
  final /*@ spec_public @*/ long[] size;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ int hot;
  final /*@ spec_public @*/ Strip warm;
  final /*@ spec_public @*/ Strip cool;
  final /*@ spec_public @*/ long[] warmAt;
  final /*@ spec_public @*/ long[] coolAt;
  final /*@ spec_public @*/ long hotSize;
  final /*@ spec_public @*/ long coldSize;

  /*@ // METADATA
    @ public invariant order.length == size.length && place.length == size.length;
    @ public invariant 0 <= hot && hot <= order.length;
    @ public invariant warmAt == warm.at && coolAt == cool.at;
    @ public invariant warmAt.length == hot && coolAt.length == order.length - hot;
    @ public invariant warm.row.end <= hotSize && hotSize <= 1048576 && cool.row.end <= coldSize && coldSize <= 1048576;
    @ public invariant 0 <= hotSize && 0 <= coldSize;
    @ // as the plan has them
    @ public invariant (\forall int k; 0 <= k && k < order.length;
    @   0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @ public invariant (\forall int x; 0 <= x && x < order.length;
    @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @ public invariant (\forall int k; 0 <= k && k < hot; warm.width[k] == size[order[k]]);
    @ public invariant (\forall int k, j; 0 <= j && k == hot + j && k < order.length;
    @   cool.width[j] == size[order[k]]);
    @*/

  /** Of a plan. */
  /*@ public normal_behavior
    @   // these two are not of the plan's own fields, but of theirs; they never change
    @   requires \invariant_for(placing.warm.row) && placing.warm.row.end <= placing.warm.size;
    @   requires \invariant_for(placing.cool.row) && placing.cool.row.end <= placing.cool.size;
    @   requires placing.cool.size <= 1048576;
    @   ensures size == placing.fields.size && order == placing.order && place == placing.place && hot == placing.hot;
    @   ensures warm.row == placing.warm.row && cool.row == placing.cool.row;
    @   ensures hotSize == placing.warm.size && coldSize == placing.cool.size;
    @ pure
    @*/
  public Spans(Placing placing) {
    size = placing.fields.size;
    order = placing.order;
    place = placing.place;
    hot = placing.hot;
    warm = new Strip(placing.warm.row);
    cool = new Strip(placing.cool.row);
    warmAt = warm.at;
    coolAt = cool.at;
    hotSize = placing.warm.size;
    coldSize = placing.cool.size;
  }

  /** Where a field of a record starts. */
  /*@ public normal_behavior
    @   requires 0 <= field && field < place.length;
    @   requires 0 <= hotAt && hotAt + hotSize <= 2147483647 && 0 <= coldAt && coldAt + coldSize <= 2147483647;
    @   ensures \result == (place[field] < hot ? hotAt + warmAt[place[field]] : coldAt + coolAt[place[field] - hot]);
    @   ensures 1 <= size[field] && size[field] <= 4096;
    @   ensures place[field] < hot ==> hotAt <= \result && \result + size[field] <= hotAt + hotSize; // CONTAINMENT
    @   ensures hot <= place[field] ==> coldAt <= \result && \result + size[field] <= coldAt + coldSize;
    @ pure
    @*/
  public long at(int hotAt, int coldAt, int field) {
    //@ assert place[field] < hot ==> warm.apart(place[field], place[field]);
    //@ assert hot <= place[field] ==> cool.apart(place[field] - hot, place[field] - hot);
    return place[field] < hot ? hotAt + warmAt[place[field]] : coldAt + coolAt[place[field] - hot];
  }

  /*@ // Lemma, DISJOINTNESS: two fields of a record share no byte.
    @ public normal_behavior
    @   requires 0 <= f && f < place.length && 0 <= g && g < place.length && f != g;
    @   requires 0 <= hotAt && hotAt + hotSize <= 2147483647 && 0 <= coldAt && coldAt + coldSize <= 2147483647;
    @   requires hotAt + hotSize <= coldAt || coldAt + coldSize <= hotAt;
    @   ensures \result && ((place[f] < hot ? hotAt + warmAt[place[f]] : coldAt + coolAt[place[f] - hot]) + size[f]
    @       <= (place[g] < hot ? hotAt + warmAt[place[g]] : coldAt + coolAt[place[g] - hot])
    @     || (place[g] < hot ? hotAt + warmAt[place[g]] : coldAt + coolAt[place[g] - hot]) + size[g]
    @       <= (place[f] < hot ? hotAt + warmAt[place[f]] : coldAt + coolAt[place[f] - hot]));
    @   ensures 0 <= (place[g] < hot ? hotAt + warmAt[place[g]] : coldAt + coolAt[place[g] - hot]); // CONTAINMENT
    @   ensures (place[g] < hot ? hotAt + warmAt[place[g]] : coldAt + coolAt[place[g] - hot]) + size[g]
    @     <= (place[g] < hot ? hotAt + hotSize : coldAt + coldSize);
    @ public pure model boolean apart(int hotAt, int coldAt, int f, int g) {
    @   return at(hotAt, coldAt, f) >= 0 && at(hotAt, coldAt, g) >= 0
    @     && (place[f] < hot ? hot <= place[g] || warm.apart(place[f], place[g])
    @       : place[g] < hot || cool.apart(place[f] - hot, place[g] - hot));
    @ }
    @*/
}
