package org.alloracle.reference.vmem;

import org.alloracle.reference.Moves;

/** Tiles: in an array, each starts where the one before ends, and the last ends at the place {@code count}. */
final class Tiles {
  private Tiles() {}

  /** Parts tile {@code f} where they differ, at three places in it. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && count < a.length && a[0] == 0 && a[count] <= 0x40000000L;
    @   requires (\forall int i; 0 <= i && i <= count; 0 <= a[i] && a[i] <= a[count]);
    @   requires (\forall int i, j; 0 <= i && j == i + 1 && j <= count; a[i] < a[j]);
    @   requires a[f] <= at && 1 <= n && at + n <= end && end <= a[f + 1];
    @   requires head == (a[f] < at ? 1 : 0) && tail == (at + n < end ? 1 : 0);
    @   requires more == head + tail + (end < a[f + 1] ? 1 : 0) && count + more < a.length;
    @   assignable a[f .. count + more];
    @   ensures a[f] == \old(a[f]) && a[count + more] == \old(a[count]);
    @   ensures (\forall int i; 0 <= i && i <= count + more; 0 <= a[i] && a[i] <= a[count + more]);
    @   ensures (\forall int i, j; 0 <= i && j == i + 1 && j <= count + more; a[i] < a[j]);
    @   ensures a[f + head] == at && a[f + head + 1] == at + n && a[f + head + tail + 1] == end;
    @   ensures (\forall int i, j; f < i && i <= count && j == i + more; a[j] == \old(a[i]));
    @*/
  public static void part(
      long[] a, int count, int f, long at, long n, long end, int head, int tail, int more) {
    Moves.up(a, f + 1, count + 1, more);
    a[f + head] = at;
    a[f + head + 1] = at + n;
    a[f + head + tail + 1] = end;
  }

  /** Makes one tile of {@code lo} and so many after it. */
  /*@ public normal_behavior
    @   requires 0 <= lo && 0 <= less && lo + less < count && count < a.length && a[0] == 0;
    @   requires (\forall int i; 0 <= i && i <= count; 0 <= a[i] && a[i] <= a[count]);
    @   requires (\forall int i, j; 0 <= i && j == i + 1 && j <= count; a[i] < a[j]);
    @   assignable a[lo + 1 .. count - less];
    @   ensures a[count - less] == \old(a[count]);
    @   ensures (\forall int i; 0 <= i && i <= count - less; 0 <= a[i] && a[i] <= a[count - less]);
    @   ensures (\forall int i, j; 0 <= i && j == i + 1 && j <= count - less; a[i] < a[j]);
    @   ensures (\forall int i; lo < i && i <= count - less; a[i] == \old(a[i + less]));
    @*/
  public static void join(long[] a, int count, int lo, int less) {
    //@ assert rising(a, count, lo, lo + 1 + less);
    Moves.down(a, lo + 1 + less, count + 1, less);
  }

  // Lemma: later tiles start later.
  /*@ public normal_behavior
    @   requires 0 <= i && i < j && j <= count && count < a.length;
    @   requires (\forall int k, m; 0 <= k && m == k + 1 && m <= count; a[k] < a[m]);
    @   ensures \result && a[i] < a[j];
    @   measured_by j;
    @ pure model public static boolean rising(long[] a, int count, int i, int j) {
    @   return i == j - 1 ? a[i] < a[j] : rising(a, count, i, j - 1) && a[j - 1] < a[j];
    @ }
    @*/
}
