package org.alloracle.reference.vmem;

import org.alloracle.reference.Moves;

/**
 * Keys and marks of segments, as {@link Segments} says what they mean: each array by itself. What is
 * put between goes up to three places, what is taken out leaves none.
 */
final class Tags {
  private Tags() {}

  /** Parts key {@code f}: the latest, if {@code head} is 1; in use; the latest, if {@code tail} is 1; a hole, if one more. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && 0 < now;
    @   requires 0 <= head && head <= 1 && 0 <= tail && tail <= 1;
    @   requires head + tail <= more && more <= head + tail + 1 && count + more < key.length;
    @   requires (\forall int i; 0 <= i && i < count; -1 <= key[i] && key[i] <= now);
    @   assignable key[f .. count + more - 1];
    @   ensures (\forall int i; 0 <= i && i < count + more; -1 <= key[i] && key[i] <= now);
    @   ensures key[f + head] == 0;
    @   ensures head == 1 ==> key[f] == now;
    @   ensures tail == 1 ==> key[f + head + 1] == now;
    @   ensures head + tail < more ==> key[f + more] == -1;
    @   ensures (\forall int i; f + more < i && i < count + more; key[i] == \old(key[i - more]));
    @*/
  public static void use(long[] key, int count, int f, int head, int tail, int more, long now) {
    Moves.up(key, f + 1, count, more);
    key[f + more] = Segments.HOLE;
    key[f + head + tail] = now;
    key[f] = now;
    key[f + head] = Segments.USED;
  }

  /** Parts mark {@code f}: it becomes {@code first}, and so many after it are inside. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && 0 <= first && first <= 2;
    @   requires 0 <= head && head <= 1 && 0 <= tail && tail <= 1;
    @   requires head + tail <= more && more <= head + tail + 1 && count + more < mark.length;
    @   requires (\forall int i; 0 <= i && i < count; 0 <= mark[i] && mark[i] <= 2);
    @   assignable mark[f .. count + more - 1];
    @   ensures (\forall int i; 0 <= i && i < count + more; 0 <= mark[i] && mark[i] <= 2);
    @   ensures mark[f] == first;
    @   ensures head == 1 ==> mark[f + 1] == 0;
    @   ensures tail == 1 ==> mark[f + head + 1] == 0;
    @   ensures head + tail < more ==> mark[f + more] == 0;
    @   ensures (\forall int i; f + more < i && i < count + more; mark[i] == \old(mark[i - more]));
    @*/
  public static void use(int[] mark, int count, int f, int head, int tail, int more, int first) {
    Marks.up(mark, f + 1, count, more);
    mark[f + more] = Segments.INSIDE;
    mark[f + head + tail] = Segments.INSIDE;
    mark[f + head] = Segments.INSIDE;
    mark[f] = first;
  }

  /** Parts the key of a hole: a hole, if {@code head} is 1; the latest; a hole, if one more. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && 0 < now;
    @   requires 0 <= head && head <= 1 && head <= more && more <= head + 1 && count + more < key.length && key[f] == -1;
    @   requires (\forall int i; 0 <= i && i < count; -1 <= key[i] && key[i] <= now);
    @   assignable key[f .. count + more - 1];
    @   ensures (\forall int i; 0 <= i && i < count + more; -1 <= key[i] && key[i] <= now);
    @   ensures key[f + head] == now;
    @   ensures head == 1 ==> key[f] == -1;
    @   ensures head < more ==> key[f + more] == -1;
    @   ensures (\forall int i; f + more < i && i < count + more; key[i] == \old(key[i - more]));
    @*/
  public static void own(long[] key, int count, int f, int head, int more, long now) {
    Moves.up(key, f + 1, count, more);
    key[f + more] = Segments.HOLE;
    key[f + head] = now;
  }

  /** Parts the mark of a hole as {@link #own(long[], int, int, int, int, long)} its key: a span of its own begins. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count;
    @   requires 0 <= head && head <= 1 && head <= more && more <= head + 1 && count + more < mark.length;
    @   requires (\forall int i; 0 <= i && i < count; 0 <= mark[i] && mark[i] <= 2);
    @   assignable mark[f .. count + more - 1];
    @   ensures (\forall int i; 0 <= i && i < count + more; 0 <= mark[i] && mark[i] <= 2);
    @   ensures mark[f + head] == 1;
    @   ensures head == 1 ==> mark[f] == 0;
    @   ensures head < more ==> mark[f + more] == 0;
    @   ensures (\forall int i; f + more < i && i < count + more; mark[i] == \old(mark[i - more]));
    @*/
  public static void own(int[] mark, int count, int f, int head, int more) {
    Marks.up(mark, f + 1, count, more);
    mark[f + more] = Segments.INSIDE;
    mark[f] = Segments.INSIDE;
    mark[f + head] = Segments.OWN;
  }

  /** Makes one key of {@code lo} and so many after it. */
  /*@ public normal_behavior
    @   requires 0 <= lo && 0 <= less && lo + less < count && count <= key.length && -1 <= k && k <= now;
    @   requires (\forall int i; 0 <= i && i < count; -1 <= key[i] && key[i] <= now);
    @   assignable key[lo .. count - less - 1];
    @   ensures (\forall int i; 0 <= i && i < count - less; -1 <= key[i] && key[i] <= now);
    @   ensures key[lo] == k;
    @   ensures (\forall int i; lo < i && i < count - less; key[i] == \old(key[i + less]));
    @*/
  public static void join(long[] key, int count, int lo, int less, long k, long now) {
    Moves.down(key, lo + 1 + less, count, less);
    key[lo] = k;
  }

  /** Makes one mark of {@code lo} and so many after it. */
  /*@ public normal_behavior
    @   requires 0 <= lo && 0 <= less && lo + less < count && count <= mark.length && 0 <= m && m <= 2;
    @   requires (\forall int i; 0 <= i && i < count; 0 <= mark[i] && mark[i] <= 2);
    @   assignable mark[lo .. count - less - 1];
    @   ensures (\forall int i; 0 <= i && i < count - less; 0 <= mark[i] && mark[i] <= 2);
    @   ensures mark[lo] == m;
    @   ensures (\forall int i; lo < i && i < count - less; mark[i] == \old(mark[i + less]));
    @*/
  public static void join(int[] mark, int count, int lo, int less, int m) {
    Marks.down(mark, lo + 1 + less, count, less);
    mark[lo] = m;
  }
}
