package org.alloracle.reference.freeingbump;

/** Work on single arrays of a heap. */
final class Tally {
  private Tally() {}

  /** A longer array that begins with the same values. */
  /*@ normal_behavior
    @   requires a.length <= length;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == length;
    @   ensures (\forall int i; 0 <= i && i < a.length; \result[i] == a[i]);
    @*/
  static int[] longer(int[] a, int length) {
    int[] b = new int[length];
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

  /** Computes what is below the blocks after block {@code from}, which was freed or occupied. */
  /*@ normal_behavior
    @   requires 0 <= from && from < to && below != start && below != freed;
    @   requires to < below.length && to < start.length && to < freed.length;
    @   requires (\forall int i, j; 0 <= i && j == i + 1 && j <= to; start[i] < start[j]);
    @   requires (\forall int i; 0 <= i && i <= to; 0 <= start[i] && start[i] <= 0x20000000L);
    @   requires 0 <= below[from] && below[from] <= start[from] - start[0];
    @   old \bigint by = below[from] + (freed[from] == 0 ? start[from + 1] - start[from] : 0) - below[from + 1];
    @   requires (\forall int i, j; from < i && j == i + 1 && j <= to;
    @     below[j] == below[i] + (freed[i] == 0 ? start[j] - start[i] : 0));
    @   assignable below[from + 1 .. to];
    @   ensures (\forall int i; from < i && i <= to; below[i] == \old(below[i]) + by);
    @   ensures (\forall int i; from < i && i <= to; 0 <= below[i] && below[i] <= start[i] - start[0]);
    @   ensures (\forall int i, j; from <= i && j == i + 1 && j <= to;
    @     below[j] == below[i] + (freed[i] == 0 ? start[j] - start[i] : 0));
    @*/
  static void update(long[] below, long[] start, long[] freed, int from, int to) {
    //@ ghost \bigint by = below[from] + (freed[from] == 0 ? start[from + 1] - start[from] : 0) - below[from + 1];
    int at = from;
    /*@ loop_invariant from <= at && at <= to && below[from] == \old(below[from]);
      @ loop_invariant (\forall int i; from <= i && i <= at; 0 <= below[i] && below[i] <= start[i] - start[0]);
      @ loop_invariant (\forall int i; from < i && i <= at; below[i] == \old(below[i]) + by);
      @ loop_invariant (\forall int i; at < i && i <= to; below[i] == \old(below[i]));
      @ loop_invariant (\forall int i, j; from <= i && j == i + 1 && j <= at;
      @   below[j] == below[i] + (freed[i] == 0 ? start[j] - start[i] : 0));
      @ loop_writes at, below[from + 1 .. to];
      @ decreases to - at;
      @*/
    while (at < to) {
      below[at + 1] = below[at] + (freed[at] == 0 ? start[at + 1] - start[at] : 0);
      at = at + 1;
    }
  }
}
