package org.alloracle.reference.heaplayers;

/**
 * A list of free blocks for a range of sizes, last in, first out (FLHeap, FreelistHeap). A request in the range gets the block
 * freed last, else one of the range's greatest size from below; any other passes through.
 */
public final class FreeListLayer extends Layer {
  private final /*@ spec_public @*/ Layer below;
  private final /*@ spec_public @*/ int least;
  private final /*@ spec_public @*/ int greatest;

  /*@ // METADATA
    @ public invariant below.cap == cap && below.rank == rank && below.note == note && below.asked == asked;
    @ public invariant below.lo == lo && below.hi == hi && below.level == level - 1 && below.head == head;
    @ public invariant below.most == most && 1 <= least && least <= greatest;
    @ // CAPACITY, CONSERVATION: what is live at the layer below and not here is listed, and can serve all requests of the range
    @ public invariant (\forall int a; lo <= a && a < hi && rank[a] == below.level; greatest <= cap[a] - head);
    @ public invariant (\forall int a; lo <= a && a < hi && rank[a] == below.level; 0 < note[a]);
    @*/

  /**
   * An empty list. A block given back is listed if it has the greatest size of the range, or less than twice as much.
   *
   * @param least words of the range, from 1
   * @param greatest words of the range
   * @throws IllegalArgumentException if there is no such range, or if the layer has live blocks
   */
  /*@ public normal_behavior
    @   requires below.level < DEEPEST && below.head < DEEPEST && below.idle() && 1 <= least && least <= greatest;
    @   ensures this.below == below && this.least == least && this.greatest == greatest;
    @ also public exceptional_behavior
    @   requires !(below.level < DEEPEST && below.head < DEEPEST && below.idle() && 1 <= least && least <= greatest);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public FreeListLayer(Layer below, int least, int greatest) {
    super(below, requireIdle(below), below.level + 1, below.head, below.most);
    if (least < 1 || greatest < least) {
      throw new IllegalArgumentException("a range is from 1 word on");
    }
    this.below = below;
    this.least = least;
    this.greatest = greatest;
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == (least <= n && n <= greatest ? newest() < hi ? newest() : below.offer(greatest) : below.offer(n)); // POLICY, HONEST_FAILURE
    @ pure
    @*/
  @Override
  public int offer(int n) {
    if (n < least || greatest < n) {
      return below.offer(n);
    }
    int f = newest();
    return f < hi ? f : below.offer(greatest);
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == (least <= n && n <= greatest ? newest() < hi ? cap[newest()] : below.length(greatest) : below.length(n));
    @ pure
    @*/
  @Override
  public long length(int n) {
    if (n < least || greatest < n) {
      return below.length(n);
    }
    int f = newest();
    return f < hi ? cap[f] : below.length(greatest);
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == (least <= n && n <= greatest ? newest() < hi ? asked[newest()] : below.told(greatest) : below.told(n));
    @ pure
    @*/
  @Override
  public long told(int n) {
    if (n < least || greatest < n) {
      return below.told(n);
    }
    int f = newest();
    return f < hi ? asked[f] : below.told(greatest);
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   old int f = least <= n && n <= greatest ? newest() : hi;
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures f < hi ==> \result == f; // POLICY
    @   ensures (\forall int a; a == \result && 0 <= a; least <= n && n <= greatest ==> greatest <= cap[a] - head); // CAPACITY
    @*/
  @Override
  public int allocate(int n) {
    boolean in = least <= n && n <= greatest;
    int p = in ? newest() : hi;
    //@ split
    if (p == hi) {
      return fetch(in ? greatest : n);
    }
    below.mark(p, level, 0, asked[p]);
    return p;
  }

  /** Hands out a block of the layer below. */
  /*@ private normal_behavior
    @   requires 1 <= n;
    @   old int q = below.offer(n);
    @   old long w = below.length(n);
    @   old long s = below.told(n);
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures \result == q && (\result == NONE || lo <= \result && \result < hi);
    @   ensures (\forall int a; lo <= a && a < hi; a == \result
    @     ? \old(rank[a]) < below.level && rank[a] == level && n <= cap[a] - head
    @       && cap[a] == w && note[a] == 0 && asked[a] == s
    @     : rank[a] == \old(rank[a]) && cap[a] == \old(cap[a]) && note[a] == \old(note[a])
    @       && asked[a] == \old(asked[a]));
    @   ensures \invariant_for(below);
    @*/
  private int fetch(int n) {
    int p = below.allocate(n);
    //@ split
    if (p != NONE) {
      below.mark(p, level, 0, asked[p]);
    }
    return p;
  }

  /*@ also public normal_behavior
    @   requires lo <= p && p < hi && lo <= a && a < hi;
    @   ensures \result == (lists(cap[p] - head) ? (a == p ? below.level : rank[a]) : below.left(p, a));
    @ pure
    @*/
  @Override
  public int left(int p, int a) {
    return lists(cap[p] - head) ? a == p ? level - 1 : rank[a] : below.left(p, a);
  }

  /*@ also public normal_behavior
    @   requires lo <= p && p < hi;
    @   ensures \result == (lists(cap[p] - head) ? later(newest()) : below.stamp(p));
    @ pure
    @*/
  @Override
  public long stamp(int p) {
    return lists(cap[p] - head) ? later(newest()) : below.stamp(p);
  }

  /*@ also public normal_behavior
    @   requires lo <= p && p < hi && level <= rank[p];
    @   old boolean kept = lists(cap[p] - head);
    @   old long t = later(newest());
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures kept ? rank[p] == below.level && cap[p] == \old(cap[p]) && asked[p] == \old(asked[p]) // REUSE
    @     : rank[p] < below.level;
    @   ensures kept ==> note[p] == t; // POLICY: the time of the next
    @   ensures kept ==> (\forall int a; lo <= a && a < hi && a != p && rank[a] == below.level; // POLICY: it is the list's head
    @     note[a] < note[p] || note[p] == 0x7fffffffffffffffL);
    @   ensures (\forall int a; lo <= a && a < hi && \old(rank[a]) == below.level; // FRAME: others stay listed
    @     rank[a] == below.level && cap[a] == \old(cap[a]) && note[a] == \old(note[a]));
    @   ensures (\forall int a; lo <= a && a < hi && \old(rank[a]) < below.level; rank[a] < below.level);
    @*/
  @Override
  public void free(int p) {
    //@ split
    if (lists(cap[p] - head)) {
      below.mark(p, level - 1, later(newest()), asked[p]);
    } else {
      below.free(p);
    }
  }

  /** Whether a block of so many words for its user is listed when it is given back. */
  /*@ public normal_behavior
    @   ensures \result == (greatest <= words && words < 2 * greatest);
    @ pure
    @*/
  public boolean lists(long words) {
    return greatest <= words && words < 2L * greatest;
  }

  /** A time after that of a listed block, or the first one; the clock stands still at the greatest number. */
  /*@ public normal_behavior
    @   requires lo <= f && f <= hi && (f < hi ==> rank[f] == below.level);
    @   ensures \result == (f == hi ? 1 : note[f] < 0x7fffffffffffffffL ? note[f] + 1 : 0x7fffffffffffffffL);
    @   ensures 0 < \result;
    @ pure
    @*/
  public long later(int f) {
    return f == hi ? 1 : note[f] < 0x7fffffffffffffffL ? note[f] + 1 : 0x7fffffffffffffffL;
  }

  /** The head of the list: the block freed last; {@code hi} if it is empty. */
  /*@ public normal_behavior
    @   ensures lo <= \result && \result <= hi;
    @   ensures \result < hi ==> rank[\result] == below.level;
    @   ensures (\forall int a; lo <= a && a < hi && rank[a] == below.level;
    @     \result < hi && (note[a] < note[\result] || note[a] == note[\result] && \result <= a)); // POLICY
    @ pure
    @*/
  public int newest() {
    int best = hi;
    int a = lo;
    /*@ loop_invariant lo <= a && a <= hi && (lo <= best && best < a || best == hi);
      @ loop_invariant best < hi ==> rank[best] == below.level;
      @ loop_invariant (\forall int b; lo <= b && b < a && rank[b] == below.level;
      @   best < hi && (note[b] < note[best] || note[b] == note[best] && best <= b));
      @ loop_writes a, best;
      @ decreases hi - a;
      @*/
    while (a < hi) {
      if (rank[a] == level - 1 && (best == hi || note[best] < note[a])) {
        best = a;
      }
      a = a + 1;
    }
    return best;
  }

  @Override
  void mark(int p, int r, long t, long s) {
    below.mark(p, r, t, s);
  }

  @Override
  public void drain() {
    if (lo < hi) {
      passAll(lo, hi);
    }
    below.drain();
  }

  /** Passes all listed blocks of some names down. */
  /*@ private normal_behavior
    @   requires lo <= i && i < j && j <= hi;
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures (\forall int a; i <= a && a < j; rank[a] != below.level);
    @   ensures (\forall int a; lo <= a && a < hi && \old(rank[a]) < level; rank[a] < level);
    @   ensures (\forall int a; lo <= a && a < hi && \old(rank[a]) != below.level; rank[a] != below.level);
    @   ensures (\forall int a; lo <= a && a < hi && level <= \old(rank[a]); rank[a] == \old(rank[a])
    @     && cap[a] == \old(cap[a]) && note[a] == \old(note[a]) && asked[a] == \old(asked[a]));
    @   ensures \invariant_for(below);
    @   measured_by j - i;
    @*/
  private void passAll(int i, int j) {
    //@ split
    if (j - i == 1) {
      pass(i);
    } else {
      int k = i + (j - i) / 2;
      passAll(i, k);
      passAll(k, j);
    }
  }

  /** Passes a block down, if it is listed. */
  /*@ private normal_behavior
    @   requires lo <= p && p < hi;
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures rank[p] != below.level;
    @   ensures (\forall int a; lo <= a && a < hi && \old(rank[a]) < level; rank[a] < level);
    @   ensures (\forall int a; lo <= a && a < hi && \old(rank[a]) != below.level; rank[a] != below.level);
    @   ensures (\forall int a; lo <= a && a < hi && level <= \old(rank[a]); rank[a] == \old(rank[a])
    @     && cap[a] == \old(cap[a]) && note[a] == \old(note[a]) && asked[a] == \old(asked[a]));
    @   ensures \invariant_for(below);
    @*/
  private void pass(int p) {
    if (rank[p] == level - 1) {
      below.free(p);
    }
  }
}
