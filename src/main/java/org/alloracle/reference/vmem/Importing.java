package org.alloracle.reference.vmem;

/**
 * What each call of a {@link Vmem} does to the {@link Imports}: it takes the source's integers only for a
 * span that it imports, and gives back only those of a span that became wholly free.
 *
 * <p>Lemmas only, on two states of the segments: {@code start}, {@code key} and {@code mark} before a
 * call, and {@code to}, {@code now} and {@code tag} after it, as its contract says of them.
 */
public final class Importing {
  private Importing() {}

  // The first n segments as they were: so are their imports.
  /*@ public normal_behavior
    @   requires 0 <= n && n < start.length && n <= key.length && n <= mark.length;
    @   requires n < to.length && n <= now.length && n <= tag.length;
    @   requires (\forall int j; 0 <= j && j <= n; 0 <= start[j] && start[j] <= 0x40000000L && to[j] == start[j]);
    @   requires (\forall int j; 0 <= j && j < n; now[j] == key[j] && tag[j] == mark[j]);
    @   ensures \result && Imports.sum(to, now, tag, n) == Imports.sum(start, key, mark, n);
    @   ensures 0 < n ==> Imports.kind(now, tag, n - 1) == Imports.kind(key, mark, n - 1);
    @   measured_by n;
    @ pure model public static boolean same(
    @     long[] start, long[] key, int[] mark, long[] to, long[] now, int[] tag, int n) {
    @   return n == 0
    @     ? Imports.none(start, key, mark) && Imports.none(to, now, tag)
    @     : same(start, key, mark, to, now, tag, n - 1)
    @       && Imports.span(key, mark, n - 1) && Imports.span(now, tag, n - 1)
    @       && Imports.next(start, key, mark, n - 1) && Imports.next(to, now, tag, n - 1);
    @ }
    @*/

  // Segments from a on as they were, but so many places further on, and the first of them in a span of the same
  // kind: so are their imports.
  /*@ public normal_behavior
    @   requires 0 <= a && a <= n && n < start.length && n <= key.length && n <= mark.length;
    @   requires -1073741824 <= more && more <= 1073741824 && n <= 1073741824;
    @   requires 0 <= a + more && n + more < to.length && n + more <= now.length && n + more <= tag.length;
    @   requires (\forall int j; 0 <= j && j <= n; 0 <= start[j] && start[j] <= 0x40000000L);
    @   requires (\forall int j; 0 <= j && j <= n + more; 0 <= to[j] && to[j] <= 0x40000000L);
    @   requires (\forall int i, j; a <= i && i <= n && j == i + more; to[j] == start[i]);
    @   requires (\forall int i, j; a <= i && i < n && j == i + more; now[j] == key[i]);
    @   requires (\forall int i, j; a <= i && i < n && j == i + more; tag[j] == mark[i]);
    @   requires a < n ==> Imports.kind(now, tag, a + more) == Imports.kind(key, mark, a);
    @   ensures \result && Imports.sum(to, now, tag, n + more) - Imports.sum(to, now, tag, a + more)
    @     == Imports.sum(start, key, mark, n) - Imports.sum(start, key, mark, a);
    @   ensures a < n ==> Imports.kind(now, tag, n + more - 1) == Imports.kind(key, mark, n - 1);
    @   measured_by n;
    @ pure model public static boolean moved(
    @     long[] start, long[] key, int[] mark, long[] to, long[] now, int[] tag, int a, int n, int more) {
    @   return n == a
    @     || moved(start, key, mark, to, now, tag, a, n - 1, more)
    @       && Imports.span(key, mark, n - 1) && Imports.span(now, tag, n - 1 + more)
    @       && Imports.next(start, key, mark, n - 1) && Imports.next(to, now, tag, n - 1 + more);
    @ }
    @*/

  // Segments of one span: all of them are imported, or none.
  /*@ public normal_behavior
    @   requires 0 <= a && a <= b && b + 1 < start.length && b < key.length && b < mark.length;
    @   requires (\forall int j; 0 <= j && j <= b + 1; 0 <= start[j] && start[j] <= 0x40000000L);
    @   requires key[a] != -1 && (\forall int i; a < i && i <= b; key[i] != -1 && mark[i] == 0);
    @   ensures \result && Imports.kind(key, mark, b) == Imports.kind(key, mark, a);
    @   ensures Imports.sum(start, key, mark, b + 1) - Imports.sum(start, key, mark, a)
    @     == (Imports.kind(key, mark, a) == 2 ? start[b + 1] - start[a] : 0);
    @   measured_by b;
    @ pure model public static boolean together(long[] start, long[] key, int[] mark, int a, int b) {
    @   return (a == b || together(start, key, mark, a, b - 1))
    @     && Imports.span(key, mark, b) && Imports.next(start, key, mark, b);
    @ }
    @*/

  // Handing out of a free segment imports nothing; of a hole, what comes before the end of the new span.
  /*@ public normal_behavior
    @   requires 0 <= count && count <= 1073741820 && count < start.length && count <= key.length && count <= mark.length;
    @   requires (\forall int j; 0 <= j && j <= count; 0 <= start[j] && start[j] <= 0x40000000L);
    @   requires 0 <= f && f < count && key[f] != 0 && 0 <= head && head <= 1 && 0 <= tail && tail <= 1;
    @   old int more = head + tail + (end < start[f + 1] ? 1 : 0);
    @   requires end <= start[f + 1] && (0 < key[f] ==> end == start[f + 1]) && -1 <= key[f];
    @   requires key[f] == -1 && f + 1 < count ==> key[f + 1] != -1 && mark[f + 1] != 0;
    @   requires count + more < to.length && count + more <= now.length && count + more <= tag.length;
    @   requires (\forall int j; 0 <= j && j <= count + more; 0 <= to[j] && to[j] <= 0x40000000L);
    @   requires (\forall int j; 0 <= j && j <= f; to[j] == start[j]);
    @   requires (\forall int j; 0 <= j && j < f; now[j] == key[j] && tag[j] == mark[j]);
    @   requires to[f + head + tail + 1] == end && tag[f] == (key[f] == -1 ? 2 : mark[f]) && now[f + head] == 0;
    @   requires head == 1 ==> 0 < now[f] && tag[f + 1] == 0;
    @   requires tail == 1 ==> 0 < now[f + head + 1] && tag[f + head + 1] == 0;
    @   requires end < start[f + 1] ==> now[f + more] == -1;
    @   requires (\forall int i, j; f < i && j == i + more && j <= count + more; to[j] == start[i]);
    @   requires (\forall int i, j; f < i && j == i + more && j < count + more; now[j] == key[i]);
    @   requires (\forall int i, j; f < i && j == i + more && j < count + more; tag[j] == mark[i]);
    @   ensures \result && Imports.sum(to, now, tag, (int) (count + more))
    @     == Imports.sum(start, key, mark, count) + (key[f] == -1 ? end - start[f] : 0);
    @ pure model public static boolean occupied(long[] start, long[] key, int[] mark, int count,
    @     long[] to, long[] now, int[] tag, int f, int head, int tail, long end) {
    @   int rest = end < start[f + 1] ? 1 : 0;
    @   int more = head + tail + rest;
    @   boolean before = same(start, key, mark, to, now, tag, f);
    @   boolean old = Imports.span(key, mark, f) && Imports.next(start, key, mark, f);
    @   boolean first = Imports.span(now, tag, f) && together(to, now, tag, f, f + head + tail);
    @   boolean hole = rest == 0 || Imports.span(now, tag, f + more) && Imports.next(to, now, tag, f + more);
    @   assert f + 1 < count ==> now[f + 1 + more] == key[f + 1] && tag[f + 1 + more] == mark[f + 1];
    @   boolean seam = f + 1 == count || Imports.span(key, mark, f + 1) && Imports.span(now, tag, f + 1 + more);
    @   return before && old && first && hole && seam && moved(start, key, mark, to, now, tag, f + 1, count, more);
    @ }
    @*/

  // Taking back keeps the imports, unless all of an imported span, the segments from a to b, is free: then just
  // that goes back.
  /*@ public normal_behavior
    @   requires 0 <= count && count <= 1073741820 && count < start.length && count <= key.length && count <= mark.length;
    @   requires (\forall int j; 0 <= j && j <= count; 0 <= start[j] && start[j] <= 0x40000000L);
    @   requires 0 <= lo && lo <= a && a <= b && b <= hi && hi < count;
    @   requires key[a] != -1 && (\forall int i; a < i && i <= b; key[i] != -1 && mark[i] == 0);
    @   requires whole ? mark[a] == 2 && a <= lo + 1 && hi <= b + 1 : lo == a && b == hi;
    @   requires (lo < a ==> key[lo] == -1) && (b < hi ==> key[hi] == -1);
    @   requires whole && hi + 1 < count ==> key[hi + 1] != -1 && mark[hi + 1] != 0;
    @   old int less = hi - lo;
    @   requires count - less < to.length && count - less <= now.length && count - less <= tag.length;
    @   requires (\forall int j; 0 <= j && j <= count - less; 0 <= to[j] && to[j] <= 0x40000000L);
    @   requires (\forall int j; 0 <= j && j <= lo; to[j] == start[j]);
    @   requires (\forall int j; 0 <= j && j < lo; now[j] == key[j] && tag[j] == mark[j]);
    @   requires whole ? now[lo] == -1 : now[lo] != -1 && tag[lo] == mark[lo];
    @   requires (\forall int i, j; hi < i && j == i - less && i <= count; to[j] == start[i]);
    @   requires (\forall int i, j; hi < i && j == i - less && i < count; now[j] == key[i]);
    @   requires (\forall int i, j; hi < i && j == i - less && i < count; tag[j] == mark[i]);
    @   ensures \result && Imports.sum(to, now, tag, (int) (count - less))
    @     == Imports.sum(start, key, mark, count) - (whole ? start[b + 1] - start[a] : 0);
    @ pure model public static boolean released(long[] start, long[] key, int[] mark, int count,
    @     long[] to, long[] now, int[] tag, int lo, int a, int b, int hi, boolean whole) {
    @   boolean before = same(start, key, mark, to, now, tag, lo);
    @   boolean left = lo == a || Imports.span(key, mark, lo) && Imports.next(start, key, mark, lo);
    @   boolean span = Imports.span(key, mark, a) && together(start, key, mark, a, b);
    @   boolean right = b == hi || Imports.span(key, mark, hi) && Imports.next(start, key, mark, hi);
    @   boolean one = Imports.span(now, tag, lo) && Imports.next(to, now, tag, lo);
    @   assert hi + 1 < count ==> now[lo + 1] == key[hi + 1] && tag[lo + 1] == mark[hi + 1];
    @   assert to[lo + 1] == start[hi + 1];
    @   boolean seam = hi + 1 == count || Imports.span(key, mark, hi + 1) && Imports.span(now, tag, lo + 1);
    @   return before && left && span && right && one && seam
    @     && moved(start, key, mark, to, now, tag, hi + 1, count, lo - hi);
    @ }
    @*/

  // Adding a span by hand keeps the imports.
  /*@ public normal_behavior
    @   requires 0 <= count && count <= 1073741820 && count < start.length && count <= key.length && count <= mark.length;
    @   requires (\forall int j; 0 <= j && j <= count; 0 <= start[j] && start[j] <= 0x40000000L);
    @   requires 0 <= f && f < count && key[f] == -1 && 0 <= head && head <= 1 && 0 <= rest && rest <= 1;
    @   requires f + 1 < count ==> key[f + 1] != -1 && mark[f + 1] != 0;
    @   old int more = head + rest;
    @   requires count + more < to.length && count + more <= now.length && count + more <= tag.length;
    @   requires (\forall int j; 0 <= j && j <= count + more; 0 <= to[j] && to[j] <= 0x40000000L);
    @   requires (\forall int j; 0 <= j && j <= f; to[j] == start[j]);
    @   requires (\forall int j; 0 <= j && j < f; now[j] == key[j] && tag[j] == mark[j]);
    @   requires 0 < now[f + head] && tag[f + head] == 1;
    @   requires (head == 1 ==> now[f] == -1) && (rest == 1 ==> now[f + more] == -1);
    @   requires (\forall int i, j; f < i && j == i + more && j <= count + more; to[j] == start[i]);
    @   requires (\forall int i, j; f < i && j == i + more && j < count + more; now[j] == key[i]);
    @   requires (\forall int i, j; f < i && j == i + more && j < count + more; tag[j] == mark[i]);
    @   ensures \result && Imports.sum(to, now, tag, (int) (count + more)) == Imports.sum(start, key, mark, count);
    @ pure model public static boolean added(long[] start, long[] key, int[] mark, int count,
    @     long[] to, long[] now, int[] tag, int f, int head, int rest) {
    @   int more = head + rest;
    @   boolean before = same(start, key, mark, to, now, tag, f);
    @   boolean old = Imports.span(key, mark, f) && Imports.next(start, key, mark, f);
    @   boolean left = head == 0 || Imports.span(now, tag, f) && Imports.next(to, now, tag, f);
    @   boolean span = Imports.span(now, tag, f + head) && Imports.next(to, now, tag, f + head);
    @   boolean right = rest == 0 || Imports.span(now, tag, f + more) && Imports.next(to, now, tag, f + more);
    @   assert f + 1 < count ==> now[f + 1 + more] == key[f + 1] && tag[f + 1 + more] == mark[f + 1];
    @   boolean seam = f + 1 == count || Imports.span(key, mark, f + 1) && Imports.span(now, tag, f + 1 + more);
    @   return before && old && left && span && right && seam
    @     && moved(start, key, mark, to, now, tag, f + 1, count, more);
    @ }
    @*/
}
