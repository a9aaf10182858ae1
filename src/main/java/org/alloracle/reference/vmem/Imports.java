package org.alloracle.reference.vmem;

/**
 * How many integers are in imported spans: the sum of their sizes, over the segments in them. A class
 * of its own: outside, no proof needs the recursion.
 */
public final class Imports {
  private Imports() {}

  // The kind of span that a segment is in: the mark with which that begins; 0 for a hole.
  /*@ public normal_behavior
    @   requires 0 <= i && i < key.length && i < mark.length;
    @   ensures true;
    @ also private normal_behavior
    @   requires 0 <= i && i < key.length && i < mark.length;
    @   ensures key[i] == -1 ==> \result == 0;
    @   ensures key[i] != -1 && (i == 0 || mark[i] != 0) ==> \result == mark[i];
    @   ensures (\forall int j; j == i - 1 && 0 <= j && key[i] != -1 && mark[i] == 0; \result == kind(key, mark, j));
    @   measured_by i;
    @ pure model public static int kind(long[] key, int[] mark, int i) {
    @   return key[i] == -1 ? 0 : i == 0 || mark[i] != 0 ? mark[i] : kind(key, mark, i - 1);
    @ }
    @*/

  // CONSERVATION: the sizes of those of the first n segments that are in imported spans, summed up.
  /*@ public normal_behavior
    @   requires 0 <= n && n < start.length && n <= key.length && n <= mark.length;
    @   requires (\forall int j; 0 <= j && j <= n; 0 <= start[j] && start[j] <= 0x40000000L);
    @   ensures -0x40000000L * n <= \result && \result <= 0x40000000L * n;
    @ also private normal_behavior
    @   requires 0 <= n && n < start.length && n <= key.length && n <= mark.length;
    @   requires (\forall int j; 0 <= j && j <= n; 0 <= start[j] && start[j] <= 0x40000000L);
    @   ensures n == 0 ==> \result == 0;
    @   ensures (\forall int j; j == n - 1 && 0 <= j;
    @     \result == sum(start, key, mark, j) + (kind(key, mark, j) == 2 ? start[j + 1] - start[j] : 0));
    @   measured_by n;
    @ pure model public static long sum(long[] start, long[] key, int[] mark, int n) {
    @   return n == 0 ? 0 : sum(start, key, mark, n - 1)
    @     + (kind(key, mark, n - 1) == 2 ? start[n] - start[n - 1] : 0);
    @ }
    @*/

  // Lemma: a span begins with a mark, and goes on until the next one or a hole.
  /*@ public normal_behavior
    @   requires 0 <= i && i < key.length && i < mark.length;
    @   ensures \result && (kind(key, mark, i) == 0 || key[i] != -1);
    @   ensures kind(key, mark, i) == mark[i] || key[i] == -1 || 0 < i && mark[i] == 0;
    @   ensures (\forall int j; j == i - 1 && 0 <= j && key[i] != -1 && mark[i] == 0; kind(key, mark, i) == kind(key, mark, j));
    @ pure model public static boolean span(long[] key, int[] mark, int i) { return true; }
    @*/

  // Lemma: no segment, no import.
  /*@ public normal_behavior
    @   requires 0 < start.length && 0 <= start[0] && start[0] <= 0x40000000L;
    @   ensures \result && sum(start, key, mark, 0) == 0;
    @ pure model public static boolean none(long[] start, long[] key, int[] mark) { return true; }
    @*/

  // Lemma: one more segment.
  /*@ public normal_behavior
    @   requires 0 <= n && n + 1 < start.length && n < key.length && n < mark.length;
    @   requires (\forall int j; 0 <= j && j <= n + 1; 0 <= start[j] && start[j] <= 0x40000000L);
    @   ensures \result && sum(start, key, mark, n + 1) == sum(start, key, mark, n)
    @     + (kind(key, mark, n) == 2 ? start[n + 1] - start[n] : 0);
    @ pure model public static boolean next(long[] start, long[] key, int[] mark, int n) { return true; }
    @*/

  /** The integers in imported spans. */
  /*@ public normal_behavior
    @   requires 0 <= count && count < start.length && count <= key.length && count <= mark.length;
    @   requires (\forall int j; 0 <= j && j <= count; 0 <= start[j] && start[j] <= 0x40000000L);
    @   ensures \result == sum(start, key, mark, count);
    @ pure
    @*/
  public static long count(long[] start, long[] key, int[] mark, int count) {
    //@ assert none(start, key, mark);
    long sum = 0;
    int kind = count == 0 || key[0] == Segments.HOLE ? Segments.INSIDE : mark[0];
    //@ assert 0 < count ==> span(key, mark, 0);
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count && -0x40000000L * i <= sum && sum <= 0x40000000L * i;
      @ loop_invariant sum == sum(start, key, mark, i);
      @ loop_invariant i < count ==> kind == kind(key, mark, i);
      @ loop_writes sum, kind, i;
      @ decreases count - i;
      @*/
    while (i < count) {
      //@ assert next(start, key, mark, i);
      if (kind == Segments.IMPORTED) {
        sum = sum + (start[i + 1] - start[i]);
      }
      i = i + 1;
      if (i < count) {
        kind = kindAt(key, mark, kind, i);
      }
    }
    return sum;
  }

  /** The kind of span that a segment is in, if that of the one before is known. */
  /*@ private normal_behavior
    @   requires 1 <= i && i < key.length && i < mark.length && before == kind(key, mark, i - 1);
    @   ensures \result == kind(key, mark, i);
    @ pure
    @*/
  private static int kindAt(long[] key, int[] mark, int before, int i) {
    //@ assert span(key, mark, i);
    if (key[i] == Segments.HOLE) {
      return Segments.INSIDE;
    }
    return mark[i] != Segments.INSIDE ? mark[i] : before;
  }
}
