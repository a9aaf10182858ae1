package org.alloracle.reference.heaplayers;

/**
 * The free lists of a segregated heap, last in, first out, over blocks that are numbered from 0.
 *
 * <p>{@code bin[i]} is the list that block {@code i} belongs to for good; {@code bins} stands for none.
 * {@code freed[i]} is 0 while the block is live, else the time at which it was freed. A list is its free
 * blocks, the one freed last first; so a block is live or on its own list once, and no list has a
 * circle, by construction. The clock stands still at the greatest integer.
 */
public final class Bins {
  private final /*@ spec_public @*/ int bins;
  private final /*@ spec_public @*/ int[] bin;
  private final /*@ spec_public @*/ long[] freed;
  private /*@ spec_public @*/ int count;
  private /*@ spec_public @*/ long clock;

  /*@ // METADATA
    @ public invariant bin.length == freed.length && 0 <= count && count <= bin.length;
    @ public invariant (\forall int i; 0 <= i && i < count; 0 <= bin[i] && bin[i] <= bins);
    @ // METADATA: no block was freed later than now
    @ public invariant 0 <= clock;
    @ public invariant (\forall int i; 0 <= i && i < count; 0 <= freed[i] && freed[i] <= clock);
    @*/

  /** So many empty lists, for at most so many blocks. */
  /*@ public normal_behavior
    @   requires 0 <= bins && 0 <= most;
    @   ensures \fresh(bin) && \fresh(freed);
    @   ensures this.bins == bins && bin.length == most && count == 0 && clock == 0;
    @ pure
    @*/
  public Bins(int bins, int most) {
    this.bins = bins;
    bin = new int[most];
    freed = new long[most];
  }

  /** The head of a list: the block freed last, of those the lowest; {@code count} if the list is empty. */
  /*@ public normal_behavior
    @   ensures 0 <= \result && \result <= count;
    @   ensures \result < count ==> 0 < freed[\result] && bin[\result] == k;
    @   ensures (\forall int i; 0 <= i && i < count && 0 < freed[i] && bin[i] == k;
    @     \result < count && (freed[i] < freed[\result] || freed[i] == freed[\result] && \result <= i)); // POLICY
    @ pure
    @*/
  public int newest(int k) {
    int best = count;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count && (0 <= best && best < i || best == count);
      @ loop_invariant best < count ==> 0 < freed[best] && bin[best] == k;
      @ loop_invariant (\forall int j; 0 <= j && j < i && 0 < freed[j] && bin[j] == k;
      @   best < count && (freed[j] < freed[best] || freed[j] == freed[best] && best <= j));
      @ loop_writes i, best;
      @ decreases count - i;
      @*/
    while (i < count) {
      if (0 < freed[i] && bin[i] == k && (best == count || freed[best] < freed[i])) {
        best = i;
      }
      i = i + 1;
    }
    return best;
  }

  /** Takes a free block off its list. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && 0 < freed[f];
    @   assignable freed[f];
    @   ensures freed[f] == 0;
    @*/
  public void take(int f) {
    freed[f] = 0;
  }

  /** Puts a live block at the head of its list. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && freed[f] == 0;
    @   assignable freed[f], clock;
    @   ensures freed[f] == clock && 0 < clock; // REUSE
    @   ensures clock == \old(clock) + 1 || clock == \old(clock) && clock == 0x7fffffffffffffffL;
    @*/
  public void give(int f) {
    clock = clock < 0x7fffffffffffffffL ? clock + 1 : clock;
    freed[f] = clock;
  }

  /** One live block more, of a list. */
  /*@ public normal_behavior
    @   requires 0 <= k && k <= bins && count < bin.length;
    @   assignable count, bin[count], freed[count];
    @   ensures count == \old(count) + 1 && bin[\old(count)] == k && freed[\old(count)] == 0;
    @*/
  public void add(int k) {
    bin[count] = k;
    freed[count] = 0;
    count = count + 1;
  }

  /** Makes a live block belong to another list, or to none. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && freed[f] == 0 && 0 <= k && k <= bins;
    @   assignable bin[f];
    @   ensures bin[f] == k;
    @*/
  public void move(int f, int k) {
    bin[f] = k;
  }

  /** The number of lists. */
  /*@ public normal_behavior
    @   ensures \result == bins;
    @ pure
    @*/
  public int lists() {
    return bins;
  }

  /** Whether a block is live. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count;
    @   ensures \result == (freed[f] == 0);
    @ pure
    @*/
  public boolean live(int f) {
    return freed[f] == 0;
  }

  /** The list of a block. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count;
    @   ensures \result == bin[f];
    @ pure
    @*/
  public int bin(int f) {
    return bin[f];
  }
}
