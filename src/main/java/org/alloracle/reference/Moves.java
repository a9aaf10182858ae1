package org.alloracle.reference;

/** Shifts inside one array, each with its exact frame. */
public final class Moves {
  private Moves() {}

  /** Moves {@code a[at .. end - 1]} one place up; {@code a[at]} keeps its value. */
  /*@ public normal_behavior
    @   requires 0 <= at && at <= end && end < a.length;
    @   assignable a[at + 1 .. end];
    @   ensures (\forall int i, j; at <= i && i < end && j == i + 1; a[j] == \old(a[i]));
    @*/
  public static void up(long[] a, int at, int end) {
    int i = end;
    /*@ loop_invariant at <= i && i <= end;
      @ loop_invariant (\forall int k; at <= k && k <= i; a[k] == \old(a[k]));
      @ loop_invariant (\forall int k, m; i <= k && k < end && m == k + 1; a[m] == \old(a[k]));
      @ loop_writes i, a[at + 1 .. end];
      @ decreases i - at;
      @*/
    while (i > at) {
      a[i] = a[i - 1];
      i = i - 1;
    }
  }

  /** Moves {@code a[at .. end - 1]} one place up; {@code a[at]} keeps its value. */
  /*@ public normal_behavior
    @   requires 0 <= at && at <= end && end < a.length;
    @   assignable a[at + 1 .. end];
    @   ensures (\forall int i, j; at <= i && i < end && j == i + 1; a[j] == \old(a[i]));
    @*/
  public static void up(boolean[] a, int at, int end) {
    int i = end;
    /*@ loop_invariant at <= i && i <= end;
      @ loop_invariant (\forall int k; at <= k && k <= i; a[k] == \old(a[k]));
      @ loop_invariant (\forall int k, m; i <= k && k < end && m == k + 1; a[m] == \old(a[k]));
      @ loop_writes i, a[at + 1 .. end];
      @ decreases i - at;
      @*/
    while (i > at) {
      a[i] = a[i - 1];
      i = i - 1;
    }
  }

  /** Moves {@code a[at + 1 .. end]} one place down; {@code a[end]} keeps its value. */
  /*@ public normal_behavior
    @   requires 0 <= at && at <= end && end < a.length;
    @   assignable a[at .. end - 1];
    @   ensures (\forall int i, j; at <= i && i < end && j == i + 1; a[i] == \old(a[j]));
    @*/
  public static void down(long[] a, int at, int end) {
    int i = at;
    /*@ loop_invariant at <= i && i <= end;
      @ loop_invariant (\forall int k; i <= k && k <= end; a[k] == \old(a[k]));
      @ loop_invariant (\forall int k, m; at <= k && k < i && m == k + 1; a[k] == \old(a[m]));
      @ loop_writes i, a[at .. end - 1];
      @ decreases end - i;
      @*/
    while (i < end) {
      a[i] = a[i + 1];
      i = i + 1;
    }
  }

  /** Moves {@code a[at + 1 .. end]} one place down; {@code a[end]} keeps its value. */
  /*@ public normal_behavior
    @   requires 0 <= at && at <= end && end < a.length;
    @   assignable a[at .. end - 1];
    @   ensures (\forall int i, j; at <= i && i < end && j == i + 1; a[i] == \old(a[j]));
    @*/
  public static void down(boolean[] a, int at, int end) {
    int i = at;
    /*@ loop_invariant at <= i && i <= end;
      @ loop_invariant (\forall int k; i <= k && k <= end; a[k] == \old(a[k]));
      @ loop_invariant (\forall int k, m; at <= k && k < i && m == k + 1; a[k] == \old(a[m]));
      @ loop_writes i, a[at .. end - 1];
      @ decreases end - i;
      @*/
    while (i < end) {
      a[i] = a[i + 1];
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
