package org.alloracle.reference;

/** Shifts inside one array, each with its exact frame. */
public final class Moves {
  private Moves() {}

  /** Moves {@code a[from .. to - 1]} up by so many places; what is not overwritten keeps its value. */
  /*@ public normal_behavior
    @   requires 0 <= from && from <= to && 0 <= by && to + by <= a.length;
    @   assignable a[from + by .. to + by - 1];
    @   ensures (\forall int j; from + by <= j && j < to + by; a[j] == \old(a[j - by]));
    @*/
  public static void up(long[] a, int from, int to, int by) {
    int i = to;
    /*@ loop_invariant from <= i && i <= to;
      @ loop_invariant (\forall int k; from <= k && k < i; a[k] == \old(a[k]));
      @ loop_invariant (\forall int k, m; i <= k && k < to && m == k + by; a[m] == \old(a[k]));
      @ loop_writes i, a[from + by .. to + by - 1];
      @ decreases i - from;
      @*/
    while (i > from) {
      i = i - 1;
      a[i + by] = a[i];
    }
  }

  /** Moves {@code a[from .. to - 1]} up by so many places; what is not overwritten keeps its value. */
  /*@ public normal_behavior
    @   requires 0 <= from && from <= to && 0 <= by && to + by <= a.length;
    @   assignable a[from + by .. to + by - 1];
    @   ensures (\forall int j; from + by <= j && j < to + by; a[j] == \old(a[j - by]));
    @*/
  public static void up(boolean[] a, int from, int to, int by) {
    int i = to;
    /*@ loop_invariant from <= i && i <= to;
      @ loop_invariant (\forall int k; from <= k && k < i; a[k] == \old(a[k]));
      @ loop_invariant (\forall int k, m; i <= k && k < to && m == k + by; a[m] == \old(a[k]));
      @ loop_writes i, a[from + by .. to + by - 1];
      @ decreases i - from;
      @*/
    while (i > from) {
      i = i - 1;
      a[i + by] = a[i];
    }
  }

  /** Moves {@code a[from .. to - 1]} down by so many places; what is not overwritten keeps its value. */
  /*@ public normal_behavior
    @   requires 0 <= by && by <= from && from <= to && to <= a.length;
    @   assignable a[from - by .. to - by - 1];
    @   ensures (\forall int j; from - by <= j && j < to - by; a[j] == \old(a[j + by]));
    @*/
  public static void down(long[] a, int from, int to, int by) {
    int i = from;
    /*@ loop_invariant from <= i && i <= to;
      @ loop_invariant (\forall int k; i <= k && k < to; a[k] == \old(a[k]));
      @ loop_invariant (\forall int k, m; from <= k && k < i && m == k - by; a[m] == \old(a[k]));
      @ loop_writes i, a[from - by .. to - by - 1];
      @ decreases to - i;
      @*/
    while (i < to) {
      a[i - by] = a[i];
      i = i + 1;
    }
  }

  /** Moves {@code a[from .. to - 1]} down by so many places; what is not overwritten keeps its value. */
  /*@ public normal_behavior
    @   requires 0 <= by && by <= from && from <= to && to <= a.length;
    @   assignable a[from - by .. to - by - 1];
    @   ensures (\forall int j; from - by <= j && j < to - by; a[j] == \old(a[j + by]));
    @*/
  public static void down(boolean[] a, int from, int to, int by) {
    int i = from;
    /*@ loop_invariant from <= i && i <= to;
      @ loop_invariant (\forall int k; i <= k && k < to; a[k] == \old(a[k]));
      @ loop_invariant (\forall int k, m; from <= k && k < i && m == k - by; a[m] == \old(a[k]));
      @ loop_writes i, a[from - by .. to - by - 1];
      @ decreases to - i;
      @*/
    while (i < to) {
      a[i - by] = a[i];
      i = i + 1;
    }
  }

  /** A longer array that begins with the same values. */
  /*@ public normal_behavior
    @   requires a.length <= length;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == length;
    @   ensures (\forall int i; 0 <= i && i < a.length; \result[i] == a[i]);
    @*/
  public static long[] longer(long[] a, int length) {
    long[] b = new long[length];
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

  /** A longer array that begins with the same values. */
  /*@ public normal_behavior
    @   requires a.length <= length;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == length;
    @   ensures (\forall int i; 0 <= i && i < a.length; \result[i] == a[i]);
    @*/
  public static boolean[] longer(boolean[] a, int length) {
    boolean[] b = new boolean[length];
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
}
