package org.alloracle.reference;

/** Arrays of the first multiples of a number: products by looking up, which proofs find easier. */
public final class Ladders {
  private Ladders() {}

  /** The first multiples of a number, from 0. */
  /*@ public normal_behavior
    @   requires 0 <= count && count <= 1073741824 && 1 <= step && step <= 2147483648L;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == count;
    @   ensures 0 < count ==> \result[0] == 0;
    @   ensures (\forall int x; 0 <= x && x < count; x <= \result[x] && \result[x] <= x * 2147483648L);
    @   ensures (\forall int x, y; 0 <= x && y == x + 1 && y < count; \result[y] == \result[x] + step);
    @   ensures (\forall int x, y; 0 <= x && x < y && y < count; \result[x] + step <= \result[y]);
    @*/
  public static long[] multiples(int count, long step) {
    long[] a = new long[count];
    long at = 0;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count && i <= at && at <= i * 2147483648L;
      @ loop_invariant i == 0 ==> at == 0;
      @ loop_invariant 0 < i ==> a[0] == 0;
      @ loop_invariant 0 < i ==> at == a[i - 1] + step;
      @ loop_invariant (\forall int x; 0 <= x && x < i; x <= a[x] && a[x] <= x * 2147483648L && a[x] + step <= at);
      @ loop_invariant (\forall int x, y; 0 <= x && y == x + 1 && y < i; a[y] == a[x] + step);
      @ loop_invariant (\forall int x, y; 0 <= x && x < y && y < i; a[x] + step <= a[y]);
      @ loop_writes i, at, a[*];
      @ decreases count - i;
      @*/
    while (i < count) {
      a[i] = at;
      at = at + step;
      i = i + 1;
    }
    return a;
  }

  /** Where the last value stands that is at most so much, in an array that ascends past it. */
  /*@ public normal_behavior
    @   requires 1 < a.length && a[0] <= most && most < a[a.length - 1];
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < a.length - 1 && a[\result] <= most && most < a[\result + 1];
    @ pure
    @*/
  public static int last(long[] a, long most) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i < a.length - 1 && a[i] <= most;
      @ loop_writes i;
      @ decreases a.length - i;
      @*/
    while (a[i + 1] <= most) {
      i = i + 1;
    }
    return i;
  }
}
