package org.alloracle.reference.jemalloc;

/**
 * A run: equal regions, numbered by address, each live or free, and its state of fullness. It never
 * changes: a call that takes a region or gives one back returns another run.
 *
 * <p>{@code order} has the live regions before {@code live} and the free ones from there on, {@code
 * place} is its inverse: so the count is the number of regions that are live, by construction.
 */
public final class Run {
  final /*@ spec_public @*/ short[] order;
  final /*@ spec_public @*/ short[] place;
  final /*@ spec_public @*/ int live;
  final /*@ spec_public @*/ int state;

  /** Where its regions are. */
  final /*@ spec_public @*/ Shape shape;

  /** The node of its pages. */
  final /*@ spec_public @*/ int node;

  /*@ public invariant order.length == shape.strip.regions; // METADATA
    @ public invariant 2 <= shape.strip.size && shape.strip.size <= 2048;
    @ // CONSERVATION: a region is live or free, and counted once
    @ public invariant Fullness.LEAST <= order.length && order.length <= 2048;
    @ public invariant place.length == order.length && order != place;
    @ public invariant (\forall int i; 0 <= i && i < order.length;
    @   0 <= order[i] && order[i] < order.length && place[order[i]] == i);
    @ public invariant (\forall int x; 0 <= x && x < order.length;
    @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @ public invariant 0 <= live && live <= order.length;
    @ // METADATA: the state goes with the count
    @ public invariant state == Fullness.INIT ? 3 * (order.length / 4) < order.length - live
    @   : state == Fullness.Q0 ? order.length / 2 < order.length - live && 0 < live
    @   : state == Fullness.Q25 ? order.length / 4 < order.length - live
    @     && order.length - live < 3 * (order.length / 4)
    @   : state == Fullness.Q50 ? live < order.length && order.length - live < order.length / 2
    @   : state == Fullness.Q75 ? live < order.length && order.length - live < order.length / 4
    @   : state == Fullness.Q100 ? live == order.length : state == Fullness.EMPTY && live == 0;
    @*/

  /** A fresh run, all free. */
  /*@ public normal_behavior
    @   ensures order.length == shape.strip.regions && live == 0 && state == Fullness.INIT;
    @   ensures this.shape == shape && this.node == node;
    @ pure
    @*/
  public Run(Shape shape, int node) {
    order = ascending(shape.strip.regions);
    place = ascending(shape.strip.regions);
    live = 0;
    state = Fullness.INIT;
    this.shape = shape;
    this.node = node;
  }

  /** A run in which the regions at two places are exchanged, and so many are live. */
  /*@ private normal_behavior
    @   requires 0 <= i && i < run.order.length && 0 <= j && j < run.order.length;
    @   requires 0 <= live && live <= run.order.length && \invariant_for(run.shape);
    @   requires Fullness.within(state, run.order.length, (int) (run.order.length - live));
    @   ensures order.length == run.order.length && this.live == live && this.state == state;
    @   ensures shape == run.shape && node == run.node;
    @   ensures (\forall int x; 0 <= x && x < run.order.length; place[x] == (run.place[x] == i ? j
    @     : run.place[x] == j ? i : run.place[x]));
    @ pure
    @*/
  private Run(Run run, int i, int j, int live, int state) {
    shape = run.shape;
    node = run.node;
    this.live = live;
    this.state = state;
    order = copy(run.order, run.place);
    place = copy(run.place, run.order);
    swap(order, place, i, j);
  }

  /** The identity. */
  /*@ private normal_behavior
    @   requires 0 <= count && count <= 2048;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == count;
    @   ensures (\forall int i; 0 <= i && i < count; \result[i] == i);
    @*/
  private static short[] ascending(int count) {
    short[] a = new short[count];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count;
      @ loop_invariant (\forall int k; 0 <= k && k < i; a[k] == k);
      @ loop_writes i, a[*];
      @ decreases count - i;
      @*/
    while (i < count) {
      a[i] = (short) i;
      i = i + 1;
    }
    return a;
  }

  /** A copy, which is not another array either: only the contract speaks of that. */
  /*@ private normal_behavior
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == a.length && \result != a && \result != unused;
    @   ensures (\forall int i; 0 <= i && i < a.length; \result[i] == a[i]);
    @*/
  private static short[] copy(short[] a, short[] unused) {
    short[] b = new short[a.length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= a.length;
      @ loop_invariant (\forall int k; 0 <= k && k < i; b[k] == a[k]);
      @ loop_writes i, b[*];
      @ decreases a.length - i;
      @*/
    while (i < a.length) {
      b[i] = a[i];
      i = i + 1;
    }
    return b;
  }

  /** Exchanges what stands at two places. */
  /*@ private normal_behavior
    @   requires order != place && order.length == place.length && order.length <= 2048;
    @   requires 0 <= i && i < order.length && 0 <= j && j < order.length;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   assignable order[*], place[*];
    @   ensures order[i] == \old(order[j]) && order[j] == \old(order[i]);
    @   ensures (\forall int x; 0 <= x && x < order.length; place[x] == (\old(place[x]) == i ? j
    @     : \old(place[x]) == j ? i : \old(place[x])));
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @*/
  private static void swap(short[] order, short[] place, int i, int j) {
    short x = order[i];
    short y = order[j];
    order[i] = y;
    order[j] = x;
    place[y] = (short) i;
    place[x] = (short) j;
  }

  /** The run after a free region was taken. */
  /*@ public normal_behavior
    @   requires live < order.length && state != Fullness.EMPTY && 0 <= x && x < order.length && live <= place[x];
    @   old int after = Fullness.fuller(state, order.length, (int) (order.length - live - 1));
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.order.length == order.length;
    @   ensures \result.shape == shape && \result.node == node;
    @   ensures \result.live == live + 1 && \result.place[x] == live;
    @   ensures \result.state == after && after != Fullness.EMPTY; // POLICY
    @   ensures after == Fullness.INIT ==> state == Fullness.INIT;
    @   ensures (\forall int y; 0 <= y && y < order.length && y != x;
    @     (\result.place[y] < \result.live) == (place[y] < live)); // FRAME
    @   ensures \invariant_for(\result);
    @*/
  public Run taken(int x) {
    int after = Fullness.fuller(state, order.length, order.length - live - 1);
    return new Run(this, place[x], live, live + 1, after);
  }

  /** The run after a live region was given back. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < order.length && place[x] < live;
    @   old int after = Fullness.emptier(state, order.length, (int) (order.length - live + 1));
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.order.length == order.length;
    @   ensures \result.shape == shape && \result.node == node;
    @   ensures \result.live == live - 1 && \result.place[x] == live - 1; // REUSE
    @   ensures \result.state == after && after != Fullness.Q100; // POLICY
    @   ensures after == Fullness.INIT ==> state == Fullness.INIT;
    @   ensures (\forall int y; 0 <= y && y < order.length && y != x;
    @     (\result.place[y] < \result.live) == (place[y] < live)); // FRAME
    @   ensures \invariant_for(\result);
    @*/
  public Run given(int x) {
    int after = Fullness.emptier(state, order.length, order.length - live + 1);
    return new Run(this, place[x], live - 1, live - 1, after);
  }

  /** The free region with the lowest address; the number of regions if none is free. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= order.length;
    @   ensures (\forall int y; 0 <= y && y < \result; place[y] < live); // POLICY: the lowest
    @   ensures \result < order.length ==> live <= place[\result];
    @   ensures live < order.length ==> \result < order.length;
    @ pure
    @*/
  public int lowest() {
    //@ assert live < order.length ==> place[order[live]] == live;
    int x = 0;
    /*@ loop_invariant 0 <= x && x <= place.length;
      @ loop_invariant (\forall int y; 0 <= y && y < x; place[y] < live);
      @ loop_writes x;
      @ decreases place.length - x;
      @*/
    while (x < place.length && place[x] < live) {
      x = x + 1;
    }
    return x;
  }

  /** Whether a region is live. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result == (0 <= x && x < order.length && place[x] < live);
    @ pure
    @*/
  public boolean live(int x) {
    return 0 <= x && x < order.length && place[x] < live;
  }

  /** How full it is, one of {@link Fullness}. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result == state;
    @ pure
    @*/
  public int state() {
    return state;
  }

  /** The regions that are free. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result == order.length - live;
    @ pure
    @*/
  public int free() {
    return order.length - live;
  }

  /** Where in the run a region starts. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < order.length;
    @   assignable \nothing;
    @   ensures \result == shape.strip.first + x * shape.strip.size;
    @   ensures Geometry.HEADER <= \result && \result <= 65534;
    @ pure
    @*/
  public int at(int x) {
    return shape.at(x);
  }

  // A region lies at an alignment of at most half a page that divides its size.
  /*@ public normal_behavior
    @   requires 0 <= x && x < order.length && org.alloracle.reference.Multiples.powerOfTwo(alignment) && alignment <= 2048;
    @   requires org.alloracle.reference.Multiples.rem((long) shape.strip.size, alignment) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem((long) at(x), alignment) == 0;
    @ pure model public boolean aligned(int x, long alignment) { return shape.aligned(x, alignment); }
    @*/
}
