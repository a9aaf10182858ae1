package org.alloracle.reference.buddy;

import org.alloracle.reference.Multiples;

/**
 * The tables of a complete binary tree: node 1 is the whole, node i has the halves 2i and 2i + 1, and
 * the nodes of the upper half of the table are the smallest blocks, of 64 bytes. Place 0 is not used.
 */
final class Geometry {
  private Geometry() {}

  /** The least multiple of 64 that is at least {@code x}. */
  /*@ normal_behavior
    @   requires 0 <= x && x <= 1073741824;
    @   assignable \nothing;
    @   ensures \result == (x + 63) / 64 * 64;
    @   ensures \result % 64 == 0 && x <= \result && \result < x + 64;
    @ pure helper
    @*/
  static long up(long x) {
    return (x + 63) / 64 * 64;
  }

  /** The greatest multiple of 64 that is at most {@code x}. */
  /*@ normal_behavior
    @   requires 0 <= x && x <= 1073741824;
    @   assignable \nothing;
    @   ensures \result == x / 64 * 64;
    @   ensures \result % 64 == 0 && 0 <= \result && \result <= x && x < \result + 64;
    @ pure helper
    @*/
  static long down(long x) {
    return x / 64 * 64;
  }

  /** The bytes of every node of the smallest tree that covers the bytes before {@code end}. */
  /*@ normal_behavior
    @   requires 0 <= end && end <= 1073741824;
    @   assignable \nothing;
    @   ensures \fresh(\result) && 2 <= \result.length && \result.length <= 67108864 && \result.length % 2 == 0;
    @   ensures end <= \result[1] && (\result.length > 2 ==> \result[1] < 2 * end);
    @   ensures \result[1] == 32L * \result.length;
    @   ensures (\forall int i; 1 <= i && i < \result.length; 64 <= \result[i] && \result[i] % 64 == 0);
    @   ensures (\forall int i; \result.length <= 2 * i && i < \result.length; \result[i] == 64);
    @   ensures (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < \result.length;
    @     2 * \result[i] == \result[p]);
    @*/
  static long[] widths(long end) {
    long[] width = new long[2];
    width[1] = 64;
    /*@ loop_invariant \fresh(width) && 2 <= width.length && width.length <= 67108864 && width.length % 2 == 0;
      @ loop_invariant width.length > 2 ==> width[1] < 2 * end;
      @ loop_invariant width[1] == 32L * width.length;
      @ loop_invariant (\forall int i; 1 <= i && i < width.length;
      @   64 <= width[i] && width[i] <= width[1] && width[i] % 64 == 0);
      @ loop_invariant (\forall int i; width.length <= 2 * i && i < width.length; width[i] == 64);
      @ loop_invariant (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < width.length;
      @   2 * width[i] == width[p]);
      @ loop_writes width;
      @ decreases 67108864 - width.length;
      @*/
    while (width[1] < end) {
      width = deeper(width);
    }
    return width;
  }

  /** The table of the tree with one more depth: every node twice as wide, and new leaves below. */
  /*@ private normal_behavior
    @   requires 2 <= width.length && width.length <= 33554432;
    @   requires (\forall int i; 1 <= i && i < width.length; 64 <= width[i] && width[i] <= 1073741824);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == 2 * width.length;
    @   ensures (\forall int i; 1 <= i && i < width.length; \result[i] == 2 * width[i]);
    @   ensures (\forall int i; width.length <= i && i < \result.length; \result[i] == 64);
    @*/
  private static long[] deeper(long[] width) {
    long[] next = new long[2 * width.length];
    int i = 1;
    /*@ loop_invariant 1 <= i && i <= next.length;
      @ loop_invariant (\forall int k; 1 <= k && k < i && k < width.length; next[k] == 2 * width[k]);
      @ loop_invariant (\forall int k; width.length <= k && k < i; next[k] == 64);
      @ loop_writes i, next[*];
      @ decreases next.length - i;
      @*/
    while (i < next.length) {
      next[i] = i < width.length ? 2 * width[i] : 64;
      i = i + 1;
    }
    return next;
  }

  /** The address of every node. */
  /*@ normal_behavior
    @   requires 2 <= width.length && width.length <= 67108864 && width.length % 2 == 0;
    @   requires width[1] <= 2147483648L;
    @   requires (\forall int i; 1 <= i && i < width.length; 64 <= width[i] && width[i] % 64 == 0);
    @   requires (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < width.length;
    @     2 * width[i] == width[p]);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == width.length;
    @   ensures \result[1] == 0;
    @   ensures (\forall int i; 1 <= i && i < width.length; 0 <= \result[i] && \result[i] % 64 == 0
    @     && \result[i] + width[i] <= width[1]);
    @   ensures (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < width.length;
    @     \result[i] == (i == 2 * p ? \result[p] : \result[p] + width[i]));
    @*/
  static long[] starts(long[] width) {
    long[] start = new long[width.length];
    int parent = 1;
    int child = 2;
    start[1] = 0;
    /*@ loop_invariant 1 <= parent && child == 2 * parent && child <= width.length;
      @ loop_invariant start[1] == 0;
      @ loop_invariant (\forall int i; 1 <= i && i < child; 0 <= start[i] && start[i] % 64 == 0
      @   && start[i] + width[i] <= width[1]);
      @ loop_invariant (\forall int i, p; 1 <= p && p < parent && 2 * p <= i && i <= 2 * p + 1;
      @   start[i] == (i == 2 * p ? start[p] : start[p] + width[i]));
      @ loop_writes parent, child, start[*];
      @ decreases width.length - parent;
      @*/
    while (child < width.length) {
      start[child] = start[parent];
      start[child + 1] = start[parent] + width[child + 1];
      parent = parent + 1;
      child = child + 2;
    }
    return start;
  }

  /*@ normal_behavior
    @   ensures \result && Multiples.powerOfTwo(64);
    @ pure model static boolean sixtyFour() {
    @   return Multiples.twice(1) && Multiples.twice(2) && Multiples.twice(4)
    @     && Multiples.twice(8) && Multiples.twice(16) && Multiples.twice(32);
    @ }
    @*/
}
