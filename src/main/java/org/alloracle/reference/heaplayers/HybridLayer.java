package org.alloracle.reference.heaplayers;

/**
 * Two heaps beside each other (HybridHeap): requests up to a bound are the small one's, all others the big one's. A block goes back by
 * its size alone, so the sizes of the small one's blocks must not cross the bound, however it rounds.
 */
public final class HybridLayer extends Layer {
  private final /*@ spec_public @*/ Layer small;
  private final /*@ spec_public @*/ Layer big;
  private final /*@ spec_public @*/ int bound;

  /*@ // METADATA
    @ public invariant small.cap == cap && small.rank == rank && small.note == note && small.asked == asked;
    @ public invariant big.cap == cap && big.rank == rank && big.note == note && big.asked == asked;
    @ public invariant small.lo == lo && small.hi == big.lo && big.hi == hi;
    @ public invariant level == small.level + big.level && small.head == head && big.head == head;
    @ public invariant small != big && small.most <= bound && 1 <= bound && bound <= most && big.most <= most;
    @ // POLICY: a block's size tells whose it is
    @ public invariant (\forall int a; lo <= a && a < hi && level <= rank[a]; (cap[a] - head <= bound) == (a < big.lo));
    @ // CONSERVATION: what is live at a layer below is live here
    @ public invariant (\forall int a; lo <= a && a < big.lo && rank[a] < level; rank[a] < small.level);
    @ public invariant (\forall int a; big.lo <= a && a < hi && rank[a] < level; rank[a] < big.level);
    @*/

  /**
   * Two heaps as one.
   *
   * @param small the heap of the requests up to the bound; none of its blocks will ever be larger, its users' words counted
   * @param big the heap of all others, behind the small one in the same books; its headers are as long
   * @param bound in words, from 1
   * @throws IllegalArgumentException if they are not so, or have live blocks
   */
  /*@ public normal_behavior
    @   requires composable(small, big, bound);
    @   ensures this.small == small && this.big == big && this.bound == bound;
    @   ensures most == (big.most < bound ? bound : big.most);
    @ also public exceptional_behavior
    @   requires !composable(small, big, bound);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public HybridLayer(Layer small, Layer big, int bound) {
    super(requireComposable(small, big, bound), big, small.level + big.level, small.head, big.most < bound ? bound : big.most);
    this.small = small;
    this.big = big;
    this.bound = bound;
  }

  /** Whether two heaps can be one. */
  /*@ public normal_behavior
    @   ensures \result == (small != big && small.cap == big.cap && small.rank == big.rank && small.note == big.note
    @     && small.asked == big.asked && small.hi == big.lo && small.head == big.head
    @     && small.level + big.level <= DEEPEST && small.most <= bound && 1 <= bound && small.idle() && big.idle());
    @   ensures \result ==> (\forall int a; small.lo <= a && a < small.hi; small.rank[a] < small.level);
    @   ensures \result ==> (\forall int a; big.lo <= a && a < big.hi; big.rank[a] < big.level);
    @ pure
    @*/
  public static boolean composable(Layer small, Layer big, int bound) {
    return small != big
        && small.cap == big.cap
        && small.rank == big.rank
        && small.note == big.note
        && small.asked == big.asked
        && small.hi == big.lo
        && small.head == big.head
        && small.level + big.level <= DEEPEST
        && small.most <= bound
        && 1 <= bound
        && small.idle()
        && big.idle();
  }

  /*@ private normal_behavior
    @   requires composable(small, big, bound);
    @   ensures \result == small;
    @ also private exceptional_behavior
    @   requires !composable(small, big, bound);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  private static Layer requireComposable(Layer small, Layer big, int bound) {
    if (!composable(small, big, bound)) {
      throw new IllegalArgumentException("the two are not side by side, or the small one's blocks cross the bound");
    }
    return small;
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == (n <= bound ? small.offer(n) : big.offer(n)); // POLICY, HONEST_FAILURE
    @ pure
    @*/
  @Override
  public int offer(int n) {
    return n <= bound ? small.offer(n) : big.offer(n);
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == (n <= bound ? small.length(n) : big.length(n));
    @ pure
    @*/
  @Override
  public long length(int n) {
    return n <= bound ? small.length(n) : big.length(n);
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == (n <= bound ? small.told(n) : big.told(n));
    @ pure
    @*/
  @Override
  public long told(int n) {
    return n <= bound ? small.told(n) : big.told(n);
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures \result != NONE ==> (n <= bound) == (\result < big.lo); // POLICY
    @*/
  @Override
  public int allocate(int n) {
    //@ split
    if (n <= bound) {
      int p = small.allocate(n);
      if (p != NONE) {
        small.mark(p, level, 0, asked[p]);
      }
      return p;
    }
    int p = big.allocate(n);
    if (p != NONE) {
      big.mark(p, level, 0, asked[p]);
    }
    return p;
  }

  /*@ also public normal_behavior
    @   requires lo <= p && p < hi && lo <= a && a < hi;
    @   ensures \result == (a < big.lo != p < big.lo ? rank[a] : p < big.lo ? small.left(p, a) : big.left(p, a));
    @ pure
    @*/
  @Override
  public int left(int p, int a) {
    if (a < big.lo != p < big.lo) {
      return rank[a];
    }
    return p < big.lo ? small.left(p, a) : big.left(p, a);
  }

  /*@ also public normal_behavior
    @   requires lo <= p && p < hi;
    @   ensures \result == (p < big.lo ? small.stamp(p) : big.stamp(p));
    @ pure
    @*/
  @Override
  public long stamp(int p) {
    return p < big.lo ? small.stamp(p) : big.stamp(p);
  }


  @Override
  public void free(int p) {
    //@ split
    if (cap[p] - head <= bound) {
      small.free(p);
    } else {
      big.free(p);
    }
  }

  @Override
  void mark(int p, int r, long t, long s) {
    //@ split
    if (p < big.lo) {
      small.mark(p, r, t, s);
    } else {
      big.mark(p, r, t, s);
    }
  }

  @Override
  public void drain() {
    drainSmall();
    big.drain();
  }

  /** Passes all that the small heap keeps down. */
  /*@ private normal_behavior
    @   assignable cap[lo .. big.lo - 1], rank[lo .. big.lo - 1], note[lo .. big.lo - 1], asked[lo .. big.lo - 1];
    @   ensures (\forall int a; lo <= a && a < big.lo && \old(rank[a]) < level; rank[a] == 0);
    @   ensures (\forall int a; lo <= a && a < big.lo && level <= \old(rank[a]); rank[a] == \old(rank[a])
    @     && cap[a] == \old(cap[a]) && note[a] == \old(note[a]) && asked[a] == \old(asked[a]));
    @   ensures \invariant_for(small) && \invariant_for(big);
    @*/
  private void drainSmall() {
    small.drain();
  }
}
