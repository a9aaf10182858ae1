package org.alloracle.reference.vmem;

/**
 * How far a segment in use reaches when it is freed: over the free ones beside it in its span; and if
 * all of that is an imported span, over the holes beside it. What that means is said to this class
 * alone.
 */
public final class Reach {
  private Reach() {}

  /** The first of a segment and the free one before it in its span. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < key.length && f < mark.length;
    @   assignable \nothing;
    @   ensures \result == (0 < f && 0 < key[f - 1] && mark[f] == 0 ? f - 1 : f);
    @ pure
    @*/
  private static int left(long[] key, int[] mark, int f) {
    return f > 0 && key[f - 1] > 0 && mark[f] == Segments.INSIDE ? f - 1 : f;
  }

  /** The last of a segment and the free one after it in its span. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && count <= key.length && count <= mark.length;
    @   assignable \nothing;
    @   ensures \result == (f + 1 < count && 0 < key[f + 1] && mark[f + 1] == 0 ? f + 1 : f);
    @ pure
    @*/
  private static int right(long[] key, int[] mark, int count, int f) {
    return f + 1 < count && key[f + 1] > 0 && mark[f + 1] == Segments.INSIDE ? f + 1 : f;
  }

  /** Whether a segment and the free ones beside it in its span are all of an imported span. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && count <= key.length && count <= mark.length;
    @   assignable \nothing;
    @ also private normal_behavior
    @   requires 0 <= f && f < count && count <= key.length && count <= mark.length;
    @   old int b = right(key, mark, count, f);
    @   assignable \nothing;
    @   ensures \result == (mark[left(key, mark, f)] == 2 && (b + 1 == count || mark[b + 1] != 0 || key[b + 1] == -1));
    @ pure
    @*/
  public static boolean whole(long[] key, int[] mark, int count, int f) {
    int b = right(key, mark, count, f);
    return mark[left(key, mark, f)] == Segments.IMPORTED
        && (b + 1 == count || mark[b + 1] != Segments.INSIDE || key[b + 1] == Segments.HOLE);
  }

  /** The first segment in reach. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && count <= key.length && count <= mark.length;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= f;
    @ also private normal_behavior
    @   requires 0 <= f && f < count && count <= key.length && count <= mark.length;
    @   assignable \nothing;
    @   ensures \result == (whole(key, mark, count, f) && 0 < left(key, mark, f) && key[left(key, mark, f) - 1] == -1
    @     ? left(key, mark, f) - 1 : left(key, mark, f));
    @ pure
    @*/
  public static int low(long[] key, int[] mark, int count, int f) {
    int a = left(key, mark, f);
    boolean hole = a > 0 && key[a - 1] == Segments.HOLE;
    return whole(key, mark, count, f) && hole ? a - 1 : a;
  }

  /** The last segment in reach. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && count <= key.length && count <= mark.length;
    @   assignable \nothing;
    @   ensures f <= \result && \result < count;
    @ also private normal_behavior
    @   requires 0 <= f && f < count && count <= key.length && count <= mark.length;
    @   assignable \nothing;
    @   ensures \result == (whole(key, mark, count, f) && right(key, mark, count, f) + 1 < count && key[right(key, mark, count, f) + 1] == -1
    @     ? right(key, mark, count, f) + 1 : right(key, mark, count, f));
    @ pure
    @*/
  public static int high(long[] key, int[] mark, int count, int f) {
    int b = right(key, mark, count, f);
    boolean hole = b + 1 < count && key[b + 1] == Segments.HOLE;
    return whole(key, mark, count, f) && hole ? b + 1 : b;
  }

  // Lemma: what is in reach can be one segment.
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && count <= key.length && count <= mark.length && key[f] == 0;
    @   requires (\forall int i; 0 <= i && i < count; 0 <= mark[i] && mark[i] <= 2 && -1 <= key[i]);
    @   requires (\forall int i; 0 <= i && i < count && key[i] == -1; mark[i] == 0);
    @   requires key[0] != -1 ==> mark[0] != 0;
    @   requires (\forall int i, j; 0 <= i && j == i + 1 && j < count;
    @     key[i] == 0 || (mark[j] != 0 ? key[i] == -1 || mark[i] != 2
    @       : 0 < key[i] && key[j] <= 0 && (mark[i] == 2 ==> key[j] == 0)));
    @   requires 0 < key[count - 1] ==> mark[count - 1] != 2;
    @   old int lo = low(key, mark, count, f);
    @   old int hi = high(key, mark, count, f);
    @   old boolean whole = whole(key, mark, count, f);
    @   ensures \result;
    @   ensures 0 < lo && 0 < key[lo - 1] ==> mark[lo - 1] != 2;
    @   ensures whole && 0 < lo ==> key[lo - 1] != -1;
    @   ensures whole && hi + 1 < count ==> mark[hi + 1] != 0;
    @   ensures !whole && (lo == 0 || key[lo - 1] != 0) ==> mark[lo] != 0;
    @   ensures !whole && hi + 1 < count && 0 < key[hi + 1] ==> mark[hi + 1] != 0;
    @   ensures !whole && mark[lo] == 2 ==> hi + 1 < count && key[hi + 1] == 0 && mark[hi + 1] == 0;
    @ pure model public static boolean around(long[] key, int[] mark, int count, int f) {
    @   boolean whole = whole(key, mark, count, f);
    @   int lo = low(key, mark, count, f);
    @   int hi = high(key, mark, count, f);
    @   assert 2 < f ==> key[f - 3] == 0 || (mark[f - 2] != 0 ? key[f - 3] == -1 || mark[f - 3] != 2 : 0 < key[f - 3] && key[f - 2] <= 0 && (mark[f - 3] == 2 ==> key[f - 2] == 0));
    @   assert 1 < f ==> key[f - 2] == 0 || (mark[f - 1] != 0 ? key[f - 2] == -1 || mark[f - 2] != 2 : 0 < key[f - 2] && key[f - 1] <= 0 && (mark[f - 2] == 2 ==> key[f - 1] == 0));
    @   assert 0 < f ==> key[f - 1] == 0 || (mark[f] != 0 ? key[f - 1] == -1 || mark[f - 1] != 2 : 0 < key[f - 1] && key[f] <= 0 && (mark[f - 1] == 2 ==> key[f] == 0));
    @   assert f + 1 < count ==> key[f] == 0 || (mark[f + 1] != 0 ? key[f] == -1 || mark[f] != 2 : 0 < key[f] && key[f + 1] <= 0 && (mark[f] == 2 ==> key[f + 1] == 0));
    @   assert f + 2 < count ==> key[f + 1] == 0 || (mark[f + 2] != 0 ? key[f + 1] == -1 || mark[f + 1] != 2 : 0 < key[f + 1] && key[f + 2] <= 0 && (mark[f + 1] == 2 ==> key[f + 2] == 0));
    @   assert f + 3 < count ==> key[f + 2] == 0 || (mark[f + 3] != 0 ? key[f + 2] == -1 || mark[f + 2] != 2 : 0 < key[f + 2] && key[f + 3] <= 0 && (mark[f + 2] == 2 ==> key[f + 3] == 0));
    @   return true;
    @ }
    @*/

  // Lemma: what is in reach is one span's, but for the holes beside an imported one: that is all of it then.
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && count <= key.length && count <= mark.length && key[f] == 0;
    @   old int lo = low(key, mark, count, f);
    @   old int hi = high(key, mark, count, f);
    @   old int a = key[lo] == -1 ? lo + 1 : lo;
    @   old int b = key[hi] == -1 ? hi - 1 : hi;
    @   ensures \result && a <= f && f <= b && key[a] != -1;
    @   ensures (\forall int i; a < i && i <= b; key[i] != -1 && mark[i] == 0);
    @   ensures whole(key, mark, count, f) ? mark[a] == 2 : lo == a && b == hi;
    @   ensures whole(key, mark, count, f) && hi + 1 < count && b == hi ==> mark[hi + 1] != 0 && key[hi + 1] != -1;
    @ pure model public static boolean span(long[] key, int[] mark, int count, int f) {
    @   boolean whole = whole(key, mark, count, f);
    @   return true;
    @ }
    @*/
}
