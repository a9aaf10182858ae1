package org.alloracle.reference;

/** New arrays, and what stands in them. */
public final class Copies {
  private Copies() {}

  /** A copy. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == a.length;
    @   ensures (\forall int i; 0 <= i && i < a.length; \result[i] == a[i]);
    @*/
  public static long[] of(long[] a) {
    long[] b = new long[a.length];
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

  /** A copy. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == a.length;
    @   ensures (\forall int i; 0 <= i && i < a.length; \result[i] == a[i]);
    @*/
  public static int[] of(int[] a) {
    int[] b = new int[a.length];
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

  /** So many of the same value. */
  /*@ public normal_behavior
    @   requires 0 <= length;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == length;
    @   ensures (\forall int i; 0 <= i && i < length; \result[i] == value);
    @*/
  public static int[] filled(int length, int value) {
    int[] a = new int[length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= length;
      @ loop_invariant (\forall int k; 0 <= k && k < i; a[k] == value);
      @ loop_writes i, a[*];
      @ decreases length - i;
      @*/
    while (i < length) {
      a[i] = value;
      i = i + 1;
    }
    return a;
  }

  /** The group of each of {@code length} things, of which the first {@code each} are in group 0, and so on. */
  /*@ public normal_behavior
    @   requires 0 <= length && 1 <= each;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == length;
    @   ensures (\forall int i; 0 <= i && i < length; 0 <= \result[i] && each * \result[i] <= i && i < each * \result[i] + each);
    @*/
  public static int[] groups(int length, int each) {
    int[] a = new int[length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= length;
      @ loop_invariant (\forall int k; 0 <= k && k < i; 0 <= a[k] && each * a[k] <= k && k < each * a[k] + each);
      @ loop_writes i, a[*];
      @ decreases length - i;
      @*/
    while (i < length) {
      a[i] = i / each;
      i = i + 1;
    }
    return a;
  }
}
