package org.alloracle.reference.region;

/** Arrays set to one value. */
public final class Fills {
  private Fills() {}

  /** Sets all values from an index on. */
  /*@ public normal_behavior
    @   requires 0 <= from && from <= a.length;
    @   assignable a[from .. a.length - 1];
    @   ensures (\forall int i; from <= i && i < a.length; a[i] == value);
    @*/
  public static void from(int[] a, int from, int value) {
    int i = from;
    /*@ loop_invariant from <= i && i <= a.length;
      @ loop_invariant (\forall int k; from <= k && k < i; a[k] == value);
      @ loop_writes i, a[from .. a.length - 1];
      @ decreases a.length - i;
      @*/
    while (i < a.length) {
      a[i] = value;
      i = i + 1;
    }
  }

  /** Sets all values. */
  /*@ public normal_behavior
    @   assignable a[*];
    @   ensures (\forall int i; 0 <= i && i < a.length; a[i] == value);
    @*/
  public static void all(long[] a, long value) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= a.length;
      @ loop_invariant (\forall int k; 0 <= k && k < i; a[k] == value);
      @ loop_writes i, a[*];
      @ decreases a.length - i;
      @*/
    while (i < a.length) {
      a[i] = value;
      i = i + 1;
    }
  }

  /** Sets each value to the first word of that page. */
  /*@ public normal_behavior
    @   requires a.length <= 1048577;
    @   assignable a[*];
    @   ensures (\forall int p; 0 <= p && p < a.length; a[p] == 512 * p);
    @*/
  public static void firstWords(int[] a) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= a.length;
      @ loop_invariant (\forall int k; 0 <= k && k < i; a[k] == 512 * k);
      @ loop_writes i, a[*];
      @ decreases a.length - i;
      @*/
    while (i < a.length) {
      a[i] = 512 * i;
      i = i + 1;
    }
  }
}
