package org.alloracle.reference.layout;

/**
 * The score of a layout: over all pairs of fields with an affinity, that times how much nearer than a
 * block they start to each other. It is {@code block} times the score of the paper, and a whole number.
 */
public final class Score {
  private Score() {}

  /** How much less than a block lies between two offsets; 0 if it is not less. */
  /*@ public normal_behavior
    @   requires 0 <= x && x <= 1048576 && 0 <= y && y <= 1048576 && 8 <= block && block <= 4096;
    @   ensures 0 <= \result && \result <= block;
    @ also private normal_behavior
    @   requires 0 <= x && x <= 1048576 && 0 <= y && y <= 1048576 && 8 <= block && block <= 4096;
    @   ensures \result == (block <= x - y || block <= y - x ? 0 : x <= y ? block - (y - x) : block - (x - y));
    @ pure
    @*/
  public static long near(long x, long y, long block) {
    long apart = x <= y ? y - x : x - y;
    return apart < block ? block - apart : 0;
  }

  /** The nearness of each pair; 0 unless both are at one of the first places, which have offsets. */
  /*@ normal_behavior
    @   requires place.length <= 64 && at.length <= place.length && 8 <= block && block <= 4096;
    @   requires left.length == right.length && left.length <= 4096;
    @   requires (\forall int f; 0 <= f && f < place.length; 0 <= place[f] && place[f] < place.length);
    @   requires (\forall int p; 0 <= p && p < left.length; 0 <= left[p] && left[p] < place.length);
    @   requires (\forall int p; 0 <= p && p < right.length; 0 <= right[p] && right[p] < place.length);
    @   requires (\forall int k; 0 <= k && k < at.length; 0 <= at[k] && at[k] <= 1048576);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == left.length;
    @   ensures (\forall int p; 0 <= p && p < left.length; 0 <= \result[p] && \result[p] <= 4096);
    @   ensures (\forall int p; 0 <= p && p < left.length; \result[p]
    @     == (at.length <= place[left[p]] || at.length <= place[right[p]] ? 0
    @     : near(at[place[left[p]]], at[place[right[p]]], block)));
    @*/
  static long[] nearness(int[] left, int[] right, int[] place, long[] at, long block) {
    long[] near = new long[left.length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= left.length;
      @ loop_invariant (\forall int p; 0 <= p && p < i; 0 <= near[p] && near[p] <= 4096);
      @ loop_invariant (\forall int p; 0 <= p && p < i; near[p]
      @   == (at.length <= place[left[p]] || at.length <= place[right[p]] ? 0
      @   : near(at[place[left[p]]], at[place[right[p]]], block)));
      @ loop_writes i, near[*];
      @ decreases left.length - i;
      @*/
    while (i < left.length) {
      int k = place[left[i]];
      int j = place[right[i]];
      near[i] = k < at.length && j < at.length ? near(at[k], at[j], block) : 0;
      i = i + 1;
    }
    return near;
  }

  /** The product, within its bounds. */
  /*@ public normal_behavior
    @   requires 0 <= x && x <= 1048576 && 0 <= y && y <= 4096;
    @   ensures 0 <= \result && \result <= 4294967296L;
    @ also private normal_behavior
    @   requires 0 <= x && x <= 1048576 && 0 <= y && y <= 4096;
    @   ensures \result == x * y;
    @ pure
    @*/
  public static long times(long x, long y) {
    //@ assert x * y <= 1048576 * y;
    return x * y;
  }

  /** What each pair adds to the score. */
  /*@ normal_behavior
    @   requires near.length == affinity.length && near.length <= 4096;
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   requires (\forall int p; 0 <= p && p < near.length; 0 <= near[p] && near[p] <= 4096);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == near.length;
    @   ensures (\forall int p; 0 <= p && p < near.length; 0 <= \result[p] && \result[p] <= 4294967296L);
    @   ensures (\forall int p; 0 <= p && p < near.length; \result[p] == times(affinity[p], near[p]));
    @*/
  static long[] terms(long[] affinity, long[] near) {
    long[] term = new long[near.length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= near.length;
      @ loop_invariant (\forall int p; 0 <= p && p < i; 0 <= term[p] && term[p] <= 4294967296L);
      @ loop_invariant (\forall int p; 0 <= p && p < i; term[p] == times(affinity[p], near[p]));
      @ loop_writes i, term[*];
      @ decreases near.length - i;
      @*/
    while (i < near.length) {
      term[i] = times(affinity[i], near[i]);
      i = i + 1;
    }
    return term;
  }
}
