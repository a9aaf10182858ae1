package org.alloracle.reference.heaplayers;

/**
 * The layer that remembers what was asked for (SizeHeap). It asks the layer below for a word more, the header, and its users have
 * what is behind it.
 */
public final class SizeLayer extends Layer {
  private final /*@ spec_public @*/ Layer below;

  /*@ // METADATA
    @ public invariant below.cap == cap && below.rank == rank && below.note == note && below.asked == asked;
    @ public invariant below.lo == lo && below.hi == hi && below.level == level - 1 && below.head == head - 1;
    @ public invariant most == (below.most < 1 ? 0 : below.most - 1);
    @ // CONSERVATION: what is live at the layer below is live here
    @ public invariant (\forall int a; lo <= a && a < hi; below.level <= rank[a] ==> level <= rank[a]);
    @*/

  /**
   * Headers for the blocks of a layer.
   *
   * @throws IllegalArgumentException if the layer has live blocks
   */
  /*@ public normal_behavior
    @   requires below.level < DEEPEST && below.head < DEEPEST && below.idle();
    @   ensures this.below == below;
    @ also public exceptional_behavior
    @   requires !(below.level < DEEPEST && below.head < DEEPEST && below.idle());
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public SizeLayer(Layer below) {
    super(below, requireIdle(below), below.level + 1, below.head + 1, below.most < 1 ? 0 : below.most - 1);
    this.below = below;
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == (n < hi ? below.offer((int) (n + 1)) : NONE); // POLICY, HONEST_FAILURE
    @ pure
    @*/
  @Override
  public int offer(int n) {
    return n < hi ? below.offer(n + 1) : NONE;
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == below.length((int) (n < hi ? n + 1 : n));
    @ pure
    @*/
  @Override
  public long length(int n) {
    return below.length(n < hi ? n + 1 : n);
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == n;
    @ pure
    @*/
  @Override
  public long told(int n) {
    return n;
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures \result != NONE ==> asked[\result] == n;
    @*/
  @Override
  public int allocate(int n) {
    int p = n < hi ? below.allocate(n + 1) : NONE;
    if (p != NONE) {
      below.mark(p, level, 0, n);
    }
    return p;
  }

  /*@ also public normal_behavior
    @   requires lo <= p && p < hi && lo <= a && a < hi;
    @   ensures \result == below.left(p, a);
    @ pure
    @*/
  @Override
  public int left(int p, int a) {
    return below.left(p, a);
  }

  /*@ also public normal_behavior
    @   requires lo <= p && p < hi;
    @   ensures \result == below.stamp(p);
    @ pure
    @*/
  @Override
  public long stamp(int p) {
    return below.stamp(p);
  }

  @Override
  public void free(int p) {
    below.free(p);
  }

  /** The words that were asked for a live block. */
  /*@ public normal_behavior
    @   requires lo <= p && p < hi && level <= rank[p];
    @   ensures \result == asked[p] && 0 <= \result && \result <= cap[p] - head; // CAPACITY
    @ pure
    @*/
  public long size(int p) {
    return asked[p];
  }

  @Override
  void mark(int p, int r, long t, long s) {
    below.mark(p, r, t, s);
  }

  @Override
  public void drain() {
    below.drain();
  }
}
