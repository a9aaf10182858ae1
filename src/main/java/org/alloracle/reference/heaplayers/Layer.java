package org.alloracle.reference.heaplayers;

/**
 * A layer of a heap, after Alexandrescu and Berger, "Policy-Based Memory Allocation" (2005), and Berger,
 * Zorn and McKinley, "Composing High-Performance Memory Allocators" (PLDI 2001): it serves the layer above
 * from what the layer below serves.
 *
 * <p>The law of layers is the contract of this class: it is all that a layer takes for granted of the one below,
 * whichever that is, and all that it owes to the one above. What a layer will do it can be asked for ({@code offer}, {@code length},
 * {@code told}, {@code left}, {@code stamp}), and it answers by what the layer below answers: so the address of every step follows. Each layer is proved once, for every stack that it is part of.
 *
 * <p>Memory is counted in words of 8 bytes. A block keeps its name through the whole stack: the first word that the bottom gave it.
 * Of block {@code a}, {@code cap[a]} is how many words the bottom gave it, and {@code rank[a]} the level of the highest
 * layer that has handed it out; 0 if there is none. So it is live at a layer if {@code rank[a] >= level}, and a layer keeps it for
 * later if it is live at the layer below only. Of its words, the first {@code head} are headers of this layer and
 * those below. Only the bottom writes the books; a layer asks the one below to, and that asks the next, so each can see that its own
 * invariant stays. No layer reads or writes what users have in a block.
 */
public abstract class Layer {
  /** No block. */
  public static final int NONE = -1;

  /** The most levels. */
  public static final int DEEPEST = 1000;

  /** The most words: 128 MiB. */
  public static final int MOST_WORDS = 0x1000000;

  final /*@ spec_public @*/ long[] cap;
  final /*@ spec_public @*/ int[] rank;
  final /*@ spec_public @*/ long[] note;
  final /*@ spec_public @*/ long[] asked;
  final /*@ spec_public @*/ int lo;
  final /*@ spec_public @*/ int hi;
  final /*@ spec_public @*/ int level;
  final /*@ spec_public @*/ int head;
  final /*@ spec_public @*/ long most;

  /*@ // METADATA
    @ public invariant 0 <= lo && lo <= hi && hi <= cap.length && hi <= MOST_WORDS;
    @ public invariant 1 <= level && level <= DEEPEST && 0 <= head && head <= DEEPEST && 0 <= most;
    @ public invariant (\let int n = cap.length; rank.length == n & note.length == n & asked.length == n);
    @ public invariant cap != note & cap != asked & note != asked;
    @ // CONTAINMENT
    @ public invariant (\forall int a; lo <= a && a < hi;
    @   0 <= rank[a] && 0 <= cap[a] && a + cap[a] <= hi && (rank[a] == 0) == (cap[a] == 0));
    @ // DISJOINTNESS: inside a block no other one starts
    @ public invariant (\forall int a; lo <= a && a < hi && 0 < cap[a];
    @   (\forall int b; a < b && b < hi && b < a + cap[a]; cap[b] == 0));
    @ // CAPACITY
    @ public invariant (\forall int a; lo <= a && a < hi && level <= rank[a];
    @   head < cap[a] && cap[a] - head <= most && 0 <= asked[a] && asked[a] <= cap[a] - head);
    @*/

  /** A layer with books of its own: the bottom. No block is there. */
  /*@ normal_behavior
    @   requires 0 <= lo && lo <= hi && hi <= cap.length && hi <= MOST_WORDS && 0 <= most;
    @   requires rank.length == cap.length && note.length == cap.length && asked.length == cap.length;
    @   requires cap != note && cap != asked && note != asked;
    @   requires (\forall int a; lo <= a && a < hi; cap[a] == 0 && rank[a] == 0);
    @   ensures this.cap == cap && this.rank == rank && this.note == note && this.asked == asked;
    @   ensures this.lo == lo && this.hi == hi && level == 1 && head == 0 && this.most == most;
    @ pure
    @*/
  Layer(long[] cap, int[] rank, long[] note, long[] asked, int lo, int hi, long most) {
    this.cap = cap;
    this.rank = rank;
    this.note = note;
    this.asked = asked;
    this.lo = lo;
    this.hi = hi;
    level = 1;
    head = 0;
    this.most = most;
  }

  /** A layer above another one, or two beside each other, at which no block is live. */
  /*@ normal_behavior
    @   requires low == high || low.hi == high.lo && low.cap == high.cap && low.rank == high.rank
    @     && low.note == high.note && low.asked == high.asked;
    @   requires low.level <= level && high.level <= level && low.head <= head && high.head <= head && 0 <= most;
    @   requires level <= DEEPEST && head <= DEEPEST;
    @   requires (\forall int a; low.lo <= a && a < high.hi; low.rank[a] < level);
    @   ensures cap == low.cap && rank == low.rank && note == low.note && asked == low.asked;
    @   ensures lo == low.lo && hi == high.hi && this.level == level && this.head == head && this.most == most;
    @ pure
    @*/
  Layer(Layer low, Layer high, int level, int head, long most) {
    cap = low.cap;
    rank = low.rank;
    note = low.note;
    asked = low.asked;
    lo = low.lo;
    hi = high.hi;
    this.level = level;
    this.head = head;
    this.most = most;
  }

  /** The block that {@link #allocate} would hand out now, or {@link #NONE}: each layer says which by the one below. */
  /*@ public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == NONE || lo <= \result && \result < hi && rank[\result] < level;
    @ pure
    @*/
  public abstract int offer(int n);

  /** The words from the bottom of the block that {@link #allocate} would hand out now, if there is one. */
  /*@ public normal_behavior
    @   requires 1 <= n;
    @ pure
    @*/
  public abstract long length(int n);

  /** The words that are noted as asked for of the block that {@link #allocate} would hand out now, if there is one. */
  /*@ public normal_behavior
    @   requires 1 <= n;
    @ pure
    @*/
  public abstract long told(int n);

  /**
   * Hands out a block.
   *
   * @param n words wanted, from 1
   * @return its name, or {@link #NONE} if none can be had, nothing being changed
   */
  /*@ public normal_behavior
    @   requires 1 <= n;
    @   old int q = offer(n);
    @   old long w = length(n);
    @   old long s = told(n);
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures \result == q; // POLICY, HONEST_FAILURE
    @   ensures \result == NONE || lo <= \result && \result < hi;
    @   ensures (\forall int a; lo <= a && a < hi; a == \result
    @     ? \old(rank[a]) < level && rank[a] == level && n <= cap[a] - head // CAPACITY
    @       && cap[a] == w && note[a] == 0 && asked[a] == s
    @     : rank[a] == \old(rank[a]) && cap[a] == \old(cap[a]) && note[a] == \old(note[a]) // FRAME, HONEST_FAILURE
    @       && asked[a] == \old(asked[a]));
    @*/
  public abstract int allocate(int n);

  /** The rank that block {@code a} would have after {@code free(p)}. */
  /*@ public normal_behavior
    @   requires lo <= p && p < hi && lo <= a && a < hi;
    @   ensures a == p || rank[a] < level ? \result < level : \result == rank[a]; // FRAME
    @ pure
    @*/
  public abstract int left(int p, int a);

  /** The note that block {@code p} would have after {@code free(p)}, if it is kept. */
  /*@ public normal_behavior
    @   requires lo <= p && p < hi;
    @ pure
    @*/
  public abstract long stamp(int p);

  /** Takes a block back that is live here, from the layers above too. */
  /*@ public normal_behavior
    @   requires lo <= p && p < hi && level <= rank[p]; // VALID_FREE
    @   old int r = left(p, p);
    @   old long t = stamp(p);
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures rank[p] == r;
    @   ensures (\forall int a; lo <= a && a < hi; rank[a] == \old(left(p, a)) // POLICY
    @     && (a == p || \old(rank[a]) < level ? rank[a] < level : rank[a] == \old(rank[a])) // FRAME
    @     && (rank[a] == 0 || cap[a] == \old(cap[a]) && asked[a] == \old(asked[a]) // FRAME: whoever keeps it
    @       && note[a] == (a == p ? t : \old(note[a]))));
    @*/
  public abstract void free(int p);

  /** Writes what the layers above have to say of a block that is live here: its rank, a note, and the words asked for. */
  /*@ normal_behavior
    @   requires lo <= p && p < hi && level <= rank[p] && level <= r && 0 <= s && s <= cap[p] - head;
    @   assignable rank[p], note[p], asked[p];
    @   ensures rank[p] == r && note[p] == t && asked[p] == s;
    @*/
  abstract void mark(int p, int r, long t, long s);

  /** Passes all that is kept for later down. */
  /*@ public normal_behavior
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures (\forall int a; lo <= a && a < hi; \old(rank[a]) < level ? rank[a] == 0 // FRAME
    @     : rank[a] == \old(rank[a]) && cap[a] == \old(cap[a]) && note[a] == \old(note[a])
    @       && asked[a] == \old(asked[a]));
    @*/
  public abstract void drain();

  /** The layer itself, if another may be put above it. */
  /*@ normal_behavior
    @   requires below.level < DEEPEST && below.head < DEEPEST && below.idle();
    @   ensures \result == below;
    @   ensures (\forall int a; below.lo <= a && a < below.hi; below.rank[a] < below.level);
    @ also exceptional_behavior
    @   requires !(below.level < DEEPEST && below.head < DEEPEST && below.idle());
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  static Layer requireIdle(Layer below) {
    if (below.level >= DEEPEST || below.head >= DEEPEST || !below.idle()) {
      throw new IllegalArgumentException("a layer with live blocks gets no other one above it");
    }
    return below;
  }

  /** The words of the blocks that were given back, and that this layer and those below keep for later. */
  /*@ public normal_behavior
    @   ensures \result == kept(hi);
    @ pure
    @*/
  public final long held() {
    long sum = 0;
    int a = lo;
    /*@ loop_invariant lo <= a && a <= hi && sum == kept(a);
      @ loop_writes a, sum;
      @ decreases hi - a;
      @*/
    while (a < hi) {
      sum = sum + (0 < rank[a] && rank[a] < level ? cap[a] : 0);
      a = a + 1;
    }
    return sum;
  }

  // Those of the blocks below a word.
  /*@ public normal_behavior
    @   requires lo <= k && k <= hi;
    @   ensures 0 <= \result && \result <= 0x1000000L * k;
    @   ensures k == lo ==> \result == 0;
    @   ensures (\forall int a; a == k - 1 && lo <= a; \result == kept(a) + (0 < rank[a] && rank[a] < level ? cap[a] : 0));
    @   measured_by k;
    @ pure model public long kept(int k) {
    @   return k == lo ? 0 : kept((int) (k - 1)) + (0 < rank[k - 1] && rank[k - 1] < level ? cap[k - 1] : 0);
    @ }
    @*/

  // Lemma: if no block is kept, that is no word.
  /*@ public normal_behavior
    @   requires lo <= k && k <= hi && (\forall int a; lo <= a && a < hi; rank[a] == 0 || level <= rank[a]);
    @   ensures \result && kept(k) == 0;
    @   measured_by k;
    @ pure model public boolean none(int k) { return k == lo || none((int) (k - 1)); }
    @*/

  /** Whether no block is live here. */
  /*@ public normal_behavior
    @   ensures \result == (\forall int a; lo <= a && a < hi; rank[a] < level);
    @ pure
    @*/
  public final boolean idle() {
    int a = lo;
    /*@ loop_invariant lo <= a && a <= hi;
      @ loop_invariant (\forall int b; lo <= b && b < a; rank[b] < level);
      @ loop_writes a;
      @ decreases hi - a;
      @*/
    while (a < hi && rank[a] < level) {
      a = a + 1;
    }
    return a == hi;
  }

  /** The words that a live block has for its user, or 0 if no block of that name is live. */
  /*@ public normal_behavior
    @   ensures \result == (lo <= p && p < hi && level <= rank[p] ? cap[p] - head : 0);
    @   ensures 0 <= \result && \result <= most;
    @ pure
    @*/
  public final long capacity(int p) {
    return lo <= p && p < hi && level <= rank[p] ? cap[p] - head : 0;
  }

  /** The first word that is the user's of a block: what is before it are headers. */
  /*@ public normal_behavior
    @   requires lo <= p && p < hi && level <= rank[p];
    @   ensures \result == p + head && lo <= \result && \result < hi;
    @ pure
    @*/
  public final int start(int p) {
    return p + head;
  }

  /** The level of this layer, from 1, the bottom's. */
  /*@ public normal_behavior
    @   ensures \result == level;
    @ pure
    @*/
  public final int level() {
    return level;
  }

  /** The most words that a block of this layer ever has for its user. */
  /*@ public normal_behavior
    @   ensures \result == most;
    @ pure
    @*/
  public final long most() {
    return most;
  }
}
