package org.alloracle.reference.heaplayers;

/**
 * A bound on what the layers below keep for later: once it is exceeded, all of it is passed down (the threshold layer of LeaHeap).
 */
public final class ThresholdLayer extends Layer {
  private final /*@ spec_public @*/ Layer below;
  private final /*@ spec_public @*/ long bound;

  /*@ // METADATA
    @ public invariant below.cap == cap && below.rank == rank && below.note == note && below.asked == asked;
    @ public invariant below.lo == lo && below.hi == hi && below.level == level && below.head == head;
    @ public invariant below.most == most && 0 <= bound;
    @*/

  /**
   * A bound for a layer.
   *
   * @param bound in words, from 0
   * @throws IllegalArgumentException if it is negative, or if the layer has live blocks
   */
  /*@ public normal_behavior
    @   requires below.level < DEEPEST && below.head < DEEPEST && below.idle() && 0 <= bound;
    @   ensures this.below == below && this.bound == bound;
    @ also public exceptional_behavior
    @   requires !(below.level < DEEPEST && below.head < DEEPEST && below.idle() && 0 <= bound);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public ThresholdLayer(Layer below, long bound) {
    super(below, requireIdle(below), below.level, below.head, below.most);
    if (bound < 0) {
      throw new IllegalArgumentException("a bound is from 0 on");
    }
    this.below = below;
    this.bound = bound;
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == below.offer(n); // POLICY, HONEST_FAILURE
    @ pure
    @*/
  @Override
  public int offer(int n) {
    return below.offer(n);
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == below.length(n);
    @ pure
    @*/
  @Override
  public long length(int n) {
    return below.length(n);
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == below.told(n);
    @ pure
    @*/
  @Override
  public long told(int n) {
    return below.told(n);
  }

  @Override
  public int allocate(int n) {
    return below.allocate(n);
  }

  /*@ also public normal_behavior
    @   requires lo <= p && p < hi && rank[p] == level;
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures held() <= bound; // POLICY: nothing at all, if all was passed down
    @*/
  @Override
  public void free(int p) {
    below.free(p);
    if (held() > bound) {
      below.drain();
      //@ assert none(hi);
    }
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
