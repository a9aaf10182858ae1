package org.alloracle.reference.vmem;

/**
 * Keys and marks of segments together. They are even if they go side by side as {@link Spans} wants;
 * then they still are after a change.
 */
final class Sides {
  private Sides() {}

  /** Parts what is free or a hole at {@code f}: {@link Tags#use(long[], int, int, int, int, int, long)}. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && 0 < now && count <= key.length && key[f] != 0 && key.length == mark.length;
    @   requires 0 <= head && head <= 1 && 0 <= tail && tail <= 1;
    @   requires head + tail <= more && more <= head + tail + 1 && count + more < key.length;
    @   requires (\forall int i; 0 <= i && i < count; -1 <= key[i] && key[i] <= now);
    @   requires (\forall int i; 0 <= i && i < count; 0 <= mark[i] && mark[i] <= 2);
    @   old int first = key[f] == -1 ? 2 : mark[f];
    @   old boolean whole = key[f] == -1 || more == head + tail;
    @   old boolean even = (key[0] != -1 ==> mark[0] != 0) && (0 < key[count - 1] ==> mark[count - 1] != 2)
    @     && (\forall int i; 0 <= i && i < count && key[i] == -1; mark[i] == 0)
    @     && (\forall int i, j; 0 <= i && j == i + 1 && j < count; key[i] == 0 || (mark[j] != 0 ? key[i] == -1 || mark[i] != 2 : 0 < key[i] && key[j] <= 0 && (mark[i] == 2 ==> key[j] == 0)));
    @   assignable key[f .. count + more - 1], mark[f .. count + more - 1];
    @   ensures (\forall int i; 0 <= i && i < count + more; -1 <= key[i] && key[i] <= now);
    @   ensures (\forall int i; 0 <= i && i < count + more; 0 <= mark[i] && mark[i] <= 2);
    @   ensures key[f + head] == 0 && mark[f] == first;
    @   ensures head == 1 ==> key[f] == now && mark[f + 1] == 0;
    @   ensures tail == 1 ==> key[f + head + 1] == now && mark[f + head + 1] == 0;
    @   ensures head + tail < more ==> key[f + more] == -1 && mark[f + more] == 0;
    @   ensures even && whole ==> (key[0] != -1 ==> mark[0] != 0) && (0 < key[count + more - 1] ==> mark[count + more - 1] != 2);
    @   ensures even && whole ==> (\forall int i; 0 <= i && i < count + more && key[i] == -1; mark[i] == 0);
    @   ensures even && whole ==> (\forall int i, j; 0 <= i && j == i + 1 && j < count + more; key[i] == 0 || (mark[j] != 0 ? key[i] == -1 || mark[i] != 2 : 0 < key[i] && key[j] <= 0 && (mark[i] == 2 ==> key[j] == 0)));
    @   ensures (\forall int i, j; f < i && i < count && j == i + more; key[j] == \old(key[i]));
    @   ensures (\forall int i, j; f < i && i < count && j == i + more; mark[j] == \old(mark[i]));
    @*/
  public static void use(
      long[] key, int[] mark, int count, int f, int head, int tail, int more, long now) {
    parted(key, mark, count, f, head, tail, more, now);
  }

  /** The work of {@link #use}; places are told the other way round, of which its proof has less to match. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && 0 < now && count <= key.length && key[f] != 0 && key.length == mark.length;
    @   requires 0 <= head && head <= 1 && 0 <= tail && tail <= 1;
    @   requires head + tail <= more && more <= head + tail + 1 && count + more < key.length;
    @   requires (\forall int i; 0 <= i && i < count; -1 <= key[i] && key[i] <= now);
    @   requires (\forall int i; 0 <= i && i < count; 0 <= mark[i] && mark[i] <= 2);
    @   old int first = key[f] == -1 ? 2 : mark[f];
    @   old boolean whole = key[f] == -1 || more == head + tail;
    @   old boolean even = (key[0] != -1 ==> mark[0] != 0) && (0 < key[count - 1] ==> mark[count - 1] != 2)
    @     && (\forall int i; 0 <= i && i < count && key[i] == -1; mark[i] == 0)
    @     && (\forall int i, j; 0 <= i && j == i + 1 && j < count; key[i] == 0 || (mark[j] != 0 ? key[i] == -1 || mark[i] != 2 : 0 < key[i] && key[j] <= 0 && (mark[i] == 2 ==> key[j] == 0)));
    @   assignable key[f .. count + more - 1], mark[f .. count + more - 1];
    @   ensures (\forall int i; 0 <= i && i < count + more; -1 <= key[i] && key[i] <= now);
    @   ensures (\forall int i; 0 <= i && i < count + more; 0 <= mark[i] && mark[i] <= 2);
    @   ensures key[f + head] == 0 && mark[f] == first;
    @   ensures head == 1 ==> key[f] == now && mark[f + 1] == 0;
    @   ensures tail == 1 ==> key[f + head + 1] == now && mark[f + head + 1] == 0;
    @   ensures head + tail < more ==> key[f + more] == -1 && mark[f + more] == 0;
    @   ensures even && whole ==> (key[0] != -1 ==> mark[0] != 0) && (0 < key[count + more - 1] ==> mark[count + more - 1] != 2);
    @   ensures even && whole ==> (\forall int i; 0 <= i && i < count + more && key[i] == -1; mark[i] == 0);
    @   ensures even && whole ==> (\forall int i, j; 0 <= i && j == i + 1 && j < count + more; key[i] == 0 || (mark[j] != 0 ? key[i] == -1 || mark[i] != 2 : 0 < key[i] && key[j] <= 0 && (mark[i] == 2 ==> key[j] == 0)));
    @   ensures (\forall int i; f + more < i && i < count + more; key[i] == \old(key[i - more]));
    @   ensures (\forall int i; f + more < i && i < count + more; mark[i] == \old(mark[i - more]));
    @*/
  private static void parted(
      long[] key, int[] mark, int count, int f, int head, int tail, int more, long now) {
    // One proof a path.
    //@ split head == 1;
    //@ split more == head + tail;
    int first = key[f] == Segments.HOLE ? Segments.IMPORTED : mark[f];
    Tags.use(key, count, f, head, tail, more, now);
    Tags.use(mark, count, f, head, tail, more, first);
  }

  /** Parts a hole: {@link Tags#own(long[], int, int, int, int, long)}. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && 0 < now && count <= key.length && key[f] == -1 && key.length == mark.length;
    @   requires 0 <= head && head <= 1 && head <= more && more <= head + 1 && count + more < key.length;
    @   requires (\forall int i; 0 <= i && i < count; -1 <= key[i] && key[i] <= now);
    @   requires (\forall int i; 0 <= i && i < count; 0 <= mark[i] && mark[i] <= 2);
    @   old boolean even = (key[0] != -1 ==> mark[0] != 0) && (0 < key[count - 1] ==> mark[count - 1] != 2)
    @     && (\forall int i; 0 <= i && i < count && key[i] == -1; mark[i] == 0)
    @     && (\forall int i, j; 0 <= i && j == i + 1 && j < count; key[i] == 0 || (mark[j] != 0 ? key[i] == -1 || mark[i] != 2 : 0 < key[i] && key[j] <= 0 && (mark[i] == 2 ==> key[j] == 0)));
    @   assignable key[f .. count + more - 1], mark[f .. count + more - 1];
    @   ensures (\forall int i; 0 <= i && i < count + more; -1 <= key[i] && key[i] <= now);
    @   ensures (\forall int i; 0 <= i && i < count + more; 0 <= mark[i] && mark[i] <= 2);
    @   ensures key[f + head] == now && mark[f + head] == 1;
    @   ensures head == 1 ==> key[f] == -1 && mark[f] == 0;
    @   ensures head < more ==> key[f + more] == -1 && mark[f + more] == 0;
    @   ensures even ==> (key[0] != -1 ==> mark[0] != 0) && (0 < key[count + more - 1] ==> mark[count + more - 1] != 2);
    @   ensures even ==> (\forall int i; 0 <= i && i < count + more && key[i] == -1; mark[i] == 0);
    @   ensures even ==> (\forall int i, j; 0 <= i && j == i + 1 && j < count + more; key[i] == 0 || (mark[j] != 0 ? key[i] == -1 || mark[i] != 2 : 0 < key[i] && key[j] <= 0 && (mark[i] == 2 ==> key[j] == 0)));
    @   ensures (\forall int i, j; f < i && i < count && j == i + more; key[j] == \old(key[i]));
    @   ensures (\forall int i, j; f < i && i < count && j == i + more; mark[j] == \old(mark[i]));
    @*/
  public static void own(long[] key, int[] mark, int count, int f, int head, int more, long now) {
    owned(key, mark, count, f, head, more, now);
  }

  /** The work of {@link #own}; places are told the other way round, of which its proof has less to match. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && 0 < now && count <= key.length && key[f] == -1 && key.length == mark.length;
    @   requires 0 <= head && head <= 1 && head <= more && more <= head + 1 && count + more < key.length;
    @   requires (\forall int i; 0 <= i && i < count; -1 <= key[i] && key[i] <= now);
    @   requires (\forall int i; 0 <= i && i < count; 0 <= mark[i] && mark[i] <= 2);
    @   old boolean even = (key[0] != -1 ==> mark[0] != 0) && (0 < key[count - 1] ==> mark[count - 1] != 2)
    @     && (\forall int i; 0 <= i && i < count && key[i] == -1; mark[i] == 0)
    @     && (\forall int i, j; 0 <= i && j == i + 1 && j < count; key[i] == 0 || (mark[j] != 0 ? key[i] == -1 || mark[i] != 2 : 0 < key[i] && key[j] <= 0 && (mark[i] == 2 ==> key[j] == 0)));
    @   assignable key[f .. count + more - 1], mark[f .. count + more - 1];
    @   ensures (\forall int i; 0 <= i && i < count + more; -1 <= key[i] && key[i] <= now);
    @   ensures (\forall int i; 0 <= i && i < count + more; 0 <= mark[i] && mark[i] <= 2);
    @   ensures key[f + head] == now && mark[f + head] == 1;
    @   ensures head == 1 ==> key[f] == -1 && mark[f] == 0;
    @   ensures head < more ==> key[f + more] == -1 && mark[f + more] == 0;
    @   ensures even ==> (key[0] != -1 ==> mark[0] != 0) && (0 < key[count + more - 1] ==> mark[count + more - 1] != 2);
    @   ensures even ==> (\forall int i; 0 <= i && i < count + more && key[i] == -1; mark[i] == 0);
    @   ensures even ==> (\forall int i, j; 0 <= i && j == i + 1 && j < count + more; key[i] == 0 || (mark[j] != 0 ? key[i] == -1 || mark[i] != 2 : 0 < key[i] && key[j] <= 0 && (mark[i] == 2 ==> key[j] == 0)));
    @   ensures (\forall int i; f + more < i && i < count + more; key[i] == \old(key[i - more]));
    @   ensures (\forall int i; f + more < i && i < count + more; mark[i] == \old(mark[i - more]));
    @*/
  private static void owned(long[] key, int[] mark, int count, int f, int head, int more, long now) {
    // One proof a path.
    //@ split head == 1;
    Tags.own(key, count, f, head, more, now);
    Tags.own(mark, count, f, head, more);
  }
}
