package org.alloracle.reference.layout;

/** Places fields one after another, each at the least aligned offset that is free. */
final class Offsets {
  private Offsets() {}

  /** What the fields at some places have: their sizes, or their alignments. */
  /*@ normal_behavior
    @   requires a.length == order.length && order.length <= 64 && 0 <= from && from <= to && to <= order.length;
    @   requires (\forall int k; 0 <= k && k < order.length; 0 <= order[k] && order[k] < order.length);
    @   requires (\forall int f; 0 <= f && f < a.length; 1 <= a[f] && a[f] <= 4096);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == to - from;
    @   ensures (\forall int j; 0 <= j && j < to - from; 1 <= \result[j] && \result[j] <= 4096);
    @   ensures (\forall int k, j; 0 <= j && k == from + j && k < to; \result[j] == a[order[k]]);
    @*/
  static long[] ordered(long[] a, int[] order, int from, int to) {
    long[] b = new long[to - from];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= to - from;
      @ loop_invariant (\forall int j; 0 <= j && j < i; 1 <= b[j] && b[j] <= 4096);
      @ loop_invariant (\forall int k, j; 0 <= j && k == from + j && j < i; b[j] == a[order[k]]);
      @ loop_writes i, b[*];
      @ decreases to - from - i;
      @*/
    while (i < to - from) {
      b[i] = a[order[from + i]];
      i = i + 1;
    }
    return b;
  }

  /**
   * Writes the offsets of the first fields, and returns where the last one ends.
   */
  /*@ normal_behavior
    @   requires 0 <= to && to <= at.length && to <= 64 && to <= width.length && to <= grain.length;
    @   requires at != width && at != grain;
    @   requires (\forall int k; 0 <= k && k < to; 1 <= width[k] && width[k] <= 4096);
    @   requires (\forall int k; 0 <= k && k < to; 1 <= grain[k] && grain[k] <= 4096);
    @   assignable at[*];
    @   ensures 0 <= \result && \result <= 8192 * to;
    @   ensures 0 < to ==> at[0] == 0;
    @   ensures (\forall int k; 0 <= k && k < to; at[k] % grain[k] == 0); // ALIGNMENT
    @   ensures (\forall int k; 0 <= k && k < to; 0 <= at[k] && at[k] + width[k] <= \result); // CONTAINMENT
    @   ensures (\forall int k, j; 0 <= k && k < j && j < to; at[k] + width[k] <= at[j]); // DISJOINTNESS
    @   ensures (\forall int k, j; 0 <= k && j == k + 1 && j < to;
    @     at[j] < at[k] + width[k] + grain[j]); // POLICY: the least aligned offset
    @   ensures \result == (0 < to ? at[to - 1] + width[to - 1] : 0);
    @*/
  static long put(long[] at, int to, long[] width, long[] grain) {
    long end = 0;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= to && 0 <= end && end <= 8192 * i;
      @ loop_invariant 0 < i ==> at[0] == 0;
      @ loop_invariant (\forall int k; 0 <= k && k < i; at[k] % grain[k] == 0);
      @ loop_invariant (\forall int k; 0 <= k && k < i; 0 <= at[k] && at[k] + width[k] <= end);
      @ loop_invariant (\forall int k, j; 0 <= k && k < j && j < i; at[k] + width[k] <= at[j]);
      @ loop_invariant (\forall int k, j; 0 <= k && j == k + 1 && j < i; at[j] < at[k] + width[k] + grain[j]);
      @ loop_invariant end == (0 < i ? at[i - 1] + width[i - 1] : 0);
      @ loop_writes i, end, at[*];
      @ decreases to - i;
      @*/
    while (i < to) {
      long x = Grid.up(end, grain[i]);
      at[i] = x;
      end = x + width[i];
      i = i + 1;
    }
    return end;
  }

  /** The greatest of some value and of alignments. */
  /*@ normal_behavior
    @   requires grain.length <= 64 && 1 <= least && least <= 4096;
    @   requires (\forall int k; 0 <= k && k < grain.length; 1 <= grain[k] && grain[k] <= 4096);
    @   assignable \nothing;
    @   ensures least <= \result && \result <= 4096;
    @   ensures (\forall int k; 0 <= k && k < grain.length; grain[k] <= \result);
    @   ensures \result == least || (\exists int k; 0 <= k && k < grain.length; \result == grain[k]);
    @ pure
    @*/
  static long greatest(long[] grain, long least) {
    long most = least;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= grain.length && least <= most && most <= 4096;
      @ loop_invariant (\forall int k; 0 <= k && k < i; grain[k] <= most);
      @ loop_invariant most == least || (\exists int k; 0 <= k && k < i; most == grain[k]);
      @ loop_writes i, most;
      @ decreases grain.length - i;
      @*/
    while (i < grain.length) {
      if (grain[i] > most) {
        most = grain[i];
      }
      i = i + 1;
    }
    return most;
  }
}
