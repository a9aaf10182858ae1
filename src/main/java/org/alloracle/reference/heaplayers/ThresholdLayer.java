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
    @   requires lo <= p && p < hi && lo <= a && a < hi;
    @   ensures \result == (rest(p, hi) <= bound ? below.left(p, a) : a == p || rank[a] < level ? 0 : rank[a]);
    @ pure
    @*/
  @Override
  public int left(int p, int a) {
    if (heldAfter(p) <= bound) {
      return below.left(p, a);
    }
    return a == p || rank[a] < level ? 0 : rank[a];
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

  /*@ also public normal_behavior
    @   requires lo <= p && p < hi && level <= rank[p];
    @   old long s = rest(p, hi);
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures s <= bound ==> held() == s;
    @   ensures held() <= bound; // POLICY: nothing at all, if all was passed down
    @*/
  @Override
  public void free(int p) {
    long sum = freeBelow(p);
    //@ split
    if (sum > bound) {
      below.drain();
      //@ assert none(hi);
    }
  }

  /** Gives a block back to the layer below, and counts what is kept then. The loop is a proof by induction: it only counts up. */
  /*@ normal_behavior
    @   requires lo <= p && p < hi && level <= rank[p];
    @   old long s = rest(p, hi);
    @   old long t = below.stamp(p);
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures \invariant_for(below);
    @   ensures \result == s && \result == kept(hi);
    @   ensures (\forall int a; lo <= a && a < hi; rank[a] == \old(below.left(p, a))
    @     && (a == p || \old(rank[a]) < level ? rank[a] < level : rank[a] == \old(rank[a]))
    @     && (rank[a] == 0 || cap[a] == \old(cap[a]) && asked[a] == \old(asked[a])
    @       && note[a] == (a == p ? t : \old(note[a]))));
    @*/
  long freeBelow(int p) {
    below.free(p);
    int a = lo;
    /*@ loop_invariant lo <= a && a <= hi;
      @ loop_invariant (\forall int k; k == a; kept(k) == \old(rest(p, k)));
      @ loop_writes a;
      @ decreases hi - a;
      @*/
    while (a < hi) {
      a = a + 1;
    }
    return held();
  }

  /** What {@link #held} would be after {@code free(p)}, if nothing were passed down because of the bound. */
  /*@ public normal_behavior
    @   requires lo <= p && p < hi;
    @   ensures \result == rest(p, hi);
    @ pure
    @*/
  public long heldAfter(int p) {
    long sum = 0;
    int a = lo;
    /*@ loop_invariant lo <= a && a <= hi && sum == rest(p, a);
      @ loop_writes a, sum;
      @ decreases hi - a;
      @*/
    while (a < hi) {
      int r = below.left(p, a);
      sum = sum + (0 < r && r < level ? cap[a] : 0);
      a = a + 1;
    }
    return sum;
  }

  // Those of the blocks below a word.
  /*@ public normal_behavior
    @   requires lo <= p && p < hi && lo <= k && k <= hi;
    @   ensures 0 <= \result && \result <= 0x1000000L * k;
    @   ensures \result == (k == lo ? 0 : rest(p, (int) (k - 1))
    @     + (0 < below.left(p, (int) (k - 1)) && below.left(p, (int) (k - 1)) < level ? cap[k - 1] : 0));
    @   measured_by k;
    @ pure model public long rest(int p, int k) {
    @   return k == lo ? 0 : rest(p, (int) (k - 1))
    @     + (0 < below.left(p, (int) (k - 1)) && below.left(p, (int) (k - 1)) < level ? cap[k - 1] : 0);
    @ }
    @*/

  @Override
  void mark(int p, int r, long t, long s) {
    below.mark(p, r, t, s);
  }

  @Override
  public void drain() {
    below.drain();
  }
}
