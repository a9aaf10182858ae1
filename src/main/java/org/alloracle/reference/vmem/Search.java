package org.alloracle.reference.vmem;

/** The searches in the arrays of {@link Segments}. */
public final class Search {
  private Search() {}

  /** The segment in use that starts at a place, or {@code count}. */
  /*@ public normal_behavior
    @   requires 0 <= count && count < start.length && start.length == key.length;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= count;
    @   ensures \result < count ==> key[\result] == Segments.USED && start[\result] == at;
    @   ensures \result == count ==>
    @     (\forall int i; 0 <= i && i < count; !(key[i] == Segments.USED && start[i] == at));
    @ pure
    @*/
  public static int liveAt(long[] start, long[] key, int count, long at) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count;
      @ loop_invariant (\forall int j; 0 <= j && j < i; !(key[j] == Segments.USED && start[j] == at));
      @ loop_writes i;
      @ decreases count - i;
      @*/
    while (i < count && !(key[i] == Segments.USED && start[i] == at)) {
      i = i + 1;
    }
    return i;
  }

  /** The hole that has so many integers from a place on, or {@code count}. */
  /*@ public normal_behavior
    @   requires 0 <= count && count < start.length && start.length == key.length;
    @   requires (\forall int i; 0 <= i && i <= count; 0 <= start[i] && start[i] <= 0x40000000L);
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= count;
    @   ensures \result < count ==> key[\result] == Segments.HOLE && 1 <= n;
    @   ensures \result < count ==> start[\result] <= at && at + n <= start[\result + 1];
    @   ensures (\forall int i, j; 0 <= i && i < \result && j == i + 1;
    @     !(key[i] == Segments.HOLE && 1 <= n && start[i] <= at && at + n <= start[j]));
    @ pure
    @*/
  public static int holeWith(long[] start, long[] key, int count, long at, long n) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count;
      @ loop_invariant (\forall int j, k; 0 <= j && j < i && k == j + 1;
      @   !(key[j] == Segments.HOLE && 1 <= n && start[j] <= at && at + n <= start[k]));
      @ loop_writes i;
      @ decreases count - i;
      @*/
    while (i < count && !holds(start, key, i, at, n)) {
      i = i + 1;
    }
    return i;
  }

  /** Whether segment {@code i} is a hole with so many integers from a place on. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < start.length - 1 && start.length == key.length;
    @   requires 0 <= start[i] && 0 <= start[i + 1] && start[i + 1] <= 0x40000000L;
    @   assignable \nothing;
    @   ensures \result == (key[i] == Segments.HOLE && 1 <= n && start[i] <= at && at + n <= start[i + 1]);
    @ pure
    @*/
  public static boolean holds(long[] start, long[] key, int i, long at, long n) {
    return key[i] == Segments.HOLE
        && 1 <= n
        && start[i] <= at
        && at <= start[i + 1]
        && n <= start[i + 1] - at;
  }
}
