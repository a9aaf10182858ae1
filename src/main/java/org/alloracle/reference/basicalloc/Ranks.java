package org.alloracle.reference.basicalloc;

/** Where blocks stand in the free list. A class of its own: outside, no proof needs the recursion. */
public final class Ranks {
  private Ranks() {}

  // How many of the first n blocks are free: the place in the free list of the next one.
  /*@ public normal_behavior
    @   requires 0 <= n && n <= used.length;
    @   ensures 0 <= \result && \result <= n;
    @ also private normal_behavior
    @   requires 0 <= n && n <= used.length;
    @   ensures \result == (n == 0 ? 0 : frees(used, n - 1) + (used[n - 1] ? 0 : 1));
    @   measured_by n;
    @ pure model public static int frees(boolean[] used, int n) {
    @   return n == 0 ? 0 : frees(used, n - 1) + (used[n - 1] ? 0 : 1);
    @ }
    @*/

  // The first block is the first in the list, and the list goes on after a free one.
  /*@ public normal_behavior
    @   requires 0 <= n && n < used.length;
    @   ensures \result && frees(used, n + 1) == frees(used, n) + (used[n] ? 0 : 1) && frees(used, 0) == 0;
    @ pure model public static boolean next(boolean[] used, int n) { return true; }
    @*/

  // A free block comes in the list before those that come after it.
  /*@ public normal_behavior
    @   requires 0 <= i && i < j && j <= used.length && !used[i];
    @   ensures \result && frees(used, i) < frees(used, j);
    @   measured_by j;
    @ pure model public static boolean later(boolean[] used, int i, int j) {
    @   return next(used, j - 1) && (j == i + 1 || later(used, i, j - 1));
    @ }
    @*/
}
