package org.alloracle.reference.vmem;

import org.alloracle.reference.Moves;

/**
 * The segments of an arena, in order of address: they tile the integers from 0 up to a limit.
 *
 * <p>Segment {@code i} is the integers from {@code start[i]} up to {@code start[i + 1]}, so tiling holds
 * by construction. {@code key[i]} is {@link #HOLE} if they are in no span, {@link #USED} if they are
 * handed out; else the segment is free, and the greater the key, the later it came on its list.
 * {@code mark[i]} says whether a span begins with segment {@code i}: {@link #INSIDE} if none does,
 * {@link #OWN} for a span added by hand, {@link #IMPORTED} for one that goes back when it is wholly free.
 * Which keys and marks go side by side is up to {@link Spans}.
 */
public final class Segments {
  /** The key of what is in no span. */
  public static final long HOLE = -1L;

  /** The key of what is handed out. */
  public static final long USED = 0L;

  /** The mark where no span begins. */
  public static final int INSIDE = 0;

  /** The mark of a span that stays. */
  public static final int OWN = 1;

  /** The mark of a span that was imported. */
  public static final int IMPORTED = 2;

  /*@ spec_public @*/ long[] start;
  /*@ spec_public @*/ long[] key;
  /*@ spec_public @*/ int[] mark;
  /*@ spec_public @*/ int count;
  /*@ spec_public @*/ long top;

  /*@ // METADATA, CONSERVATION: the segments tile the integers up to the limit
    @ public invariant 1 <= count && count < start.length && start[0] == 0;
    @ public invariant key.length == start.length && mark.length == start.length && start != key;
    @ public invariant start[count] <= 0x40000000L;
    @ public invariant (\forall int i; 0 <= i && i <= count; 0 <= start[i] && start[i] <= start[count]);
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j <= count; start[i] < start[j]);
    @ public invariant 0 <= top;
    @ public invariant (\forall int i; 0 <= i && i < count; HOLE <= key[i] && key[i] <= top);
    @ public invariant (\forall int i; 0 <= i && i < count; 0 <= mark[i] && mark[i] <= 2);
    @*/

  /**
   * No span yet.
   *
   * @param limit the end of the integers, from 1 to 2^30
   */
  /*@ normal_behavior
    @   requires 1 <= limit && limit <= 0x40000000L;
    @   ensures count == 1 && key[0] == HOLE && mark[0] == INSIDE && start[1] == limit && top == 0;
    @ pure
    @*/
  Segments(long limit) {
    start = new long[8];
    key = new long[8];
    mark = new int[8];
    start[1] = limit;
    key[0] = HOLE;
    count = 1;
    top = 0;
  }

  /** The number of segments. */
  /*@ public normal_behavior
    @   ensures \result == count;
    @ pure helper
    @*/
  public int count() {
    return count;
  }

  /** The first integer of a segment; the limit for {@code count}. */
  /*@ public normal_behavior
    @   requires 0 <= i && i <= count && count < start.length;
    @   ensures \result == start[i];
    @ pure helper
    @*/
  public long start(int i) {
    return start[i];
  }

  /** The key of a segment. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < count && count < key.length;
    @   ensures \result == key[i];
    @ pure helper
    @*/
  public long key(int i) {
    return key[i];
  }

  /** The mark of a segment. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < count && count < mark.length;
    @   ensures \result == mark[i];
    @ pure helper
    @*/
  public int mark(int i) {
    return mark[i];
  }

  /** The next key. */
  /*@ public normal_behavior
    @   requires 0 <= key;
    @   assignable \nothing;
    @   ensures \result == (key == Long.MAX_VALUE ? key : key + 1);
    @ pure helper
    @*/
  public static long later(long key) {
    return key == Long.MAX_VALUE ? key : key + 1;
  }

  /** Makes room for three more segments. */
  /*@ normal_behavior
    @   assignable start, key, mark;
    @   ensures count + 3 < start.length;
    @   ensures start == \old(start) || \fresh(start);
    @   ensures key == \old(key) || \fresh(key);
    @   ensures mark == \old(mark) || \fresh(mark);
    @   ensures (\forall int i; 0 <= i && i <= count; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < count; key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i < count; mark[i] == \old(mark[i]));
    @*/
  void reserve() {
    //@ assert spread(count);
    if (count + 3 >= start.length) {
      int length = count + count / 2 + 4;
      start = Moves.longer(start, length);
      key = Moves.longer(key, length);
      mark = Marks.longer(mark, length);
    }
  }

  // Lemma: segment i starts at i or later.
  /*@ private normal_behavior
    @   requires 0 <= i && i <= count;
    @   ensures \result && i <= start[i];
    @   measured_by i;
    @ pure model private boolean spread(int i) { return i == 0 || spread(i - 1); }
    @*/

  /**
   * Hands out {@code n} integers from {@code at} on, of a free segment or a hole; of a hole, what
   * comes before {@code end} becomes an imported span. There is room for three more segments.
   */
  /*@ normal_behavior
    @   requires 0 <= f && f < count && key[f] != USED && count + 3 < start.length;
    @   requires start[f] <= at && 1 <= n && at + n <= end && end <= start[f + 1];
    @   old int head = start[f] < at ? 1 : 0;
    @   old int tail = at + n < end ? 1 : 0;
    @   old int rest = end < start[f + 1] ? 1 : 0;
    @   old int more = head + tail + rest;
    @   old long now = top == Long.MAX_VALUE ? top : top + 1;
    @   old int first = key[f] == HOLE ? IMPORTED : mark[f];
    @   old boolean whole = key[f] == HOLE || rest == 0;
    @   old boolean even = (key[0] != -1 ==> mark[0] != 0) && (0 < key[count - 1] ==> mark[count - 1] != 2)
    @     && (\forall int i; 0 <= i && i < count && key[i] == -1; mark[i] == 0)
    @     && (\forall int i, j; 0 <= i && j == i + 1 && j < count; key[i] == 0 || (mark[j] != 0 ? key[i] == -1 || mark[i] != 2 : 0 < key[i] && key[j] <= 0 && (mark[i] == 2 ==> key[j] == 0)));
    @   assignable count, top, start[f .. count + 3], key[f .. count + 2], mark[f .. count + 2];
    @   ensures count == \old(count) + more && top == now && start[f] == \old(start[f]);
    @   ensures start[f + head] == at && start[f + head + 1] == at + n && start[f + head + tail + 1] == end;
    @   ensures key[f + head] == USED && mark[f] == first;
    @   ensures head == 1 ==> key[f] == now && mark[f + 1] == INSIDE;
    @   ensures tail == 1 ==> key[f + head + 1] == now && mark[f + head + 1] == INSIDE;
    @   ensures rest == 1 ==> key[f + more] == HOLE && mark[f + more] == INSIDE;
    @   ensures (\forall int i, j; f < i && j == i + more && j <= count; start[j] == \old(start[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < count; key[j] == \old(key[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < count; mark[j] == \old(mark[i]));
    @   ensures even && whole ==> (key[0] != -1 ==> mark[0] != 0) && (0 < key[count - 1] ==> mark[count - 1] != 2);
    @   ensures even && whole ==> (\forall int i; 0 <= i && i < count && key[i] == -1; mark[i] == 0);
    @   ensures even && whole ==> (\forall int i, j; 0 <= i && j == i + 1 && j < count; key[i] == 0 || (mark[j] != 0 ? key[i] == -1 || mark[i] != 2 : 0 < key[i] && key[j] <= 0 && (mark[i] == 2 ==> key[j] == 0)));
    @*/
  void occupy(int f, long at, long n, long end) {
    int head = start[f] < at ? 1 : 0;
    int tail = at + n < end ? 1 : 0;
    int more = head + tail + (end < start[f + 1] ? 1 : 0);
    long now = later(top);
    Sides.use(key, mark, count, f, head, tail, more, now);
    Tiles.part(start, count, f, at, n, end, head, tail, more);
    count = count + more;
    top = now;
  }

  /**
   * Makes {@code n} integers from {@code at} on, of a hole, a free span of its own. There is room for
   * three more segments.
   */
  /*@ normal_behavior
    @   requires 0 <= f && f < count && key[f] == HOLE && count + 3 < start.length;
    @   requires start[f] <= at && 1 <= n && at + n <= start[f + 1];
    @   old int head = start[f] < at ? 1 : 0;
    @   old int rest = at + n < start[f + 1] ? 1 : 0;
    @   old int more = head + rest;
    @   old long now = top == Long.MAX_VALUE ? top : top + 1;
    @   old boolean even = (key[0] != -1 ==> mark[0] != 0) && (0 < key[count - 1] ==> mark[count - 1] != 2)
    @     && (\forall int i; 0 <= i && i < count && key[i] == -1; mark[i] == 0)
    @     && (\forall int i, j; 0 <= i && j == i + 1 && j < count; key[i] == 0 || (mark[j] != 0 ? key[i] == -1 || mark[i] != 2 : 0 < key[i] && key[j] <= 0 && (mark[i] == 2 ==> key[j] == 0)));
    @   assignable count, top, start[f .. count + 3], key[f .. count + 2], mark[f .. count + 2];
    @   ensures count == \old(count) + more && top == now && start[f] == \old(start[f]);
    @   ensures start[f + head] == at && start[f + head + 1] == at + n;
    @   ensures key[f + head] == now && mark[f + head] == OWN;
    @   ensures head == 1 ==> key[f] == HOLE && mark[f] == INSIDE;
    @   ensures rest == 1 ==> key[f + more] == HOLE && mark[f + more] == INSIDE;
    @   ensures (\forall int i, j; f < i && j == i + more && j <= count; start[j] == \old(start[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < count; key[j] == \old(key[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < count; mark[j] == \old(mark[i]));
    @   ensures even ==> (key[0] != -1 ==> mark[0] != 0) && (0 < key[count - 1] ==> mark[count - 1] != 2);
    @   ensures even ==> (\forall int i; 0 <= i && i < count && key[i] == -1; mark[i] == 0);
    @   ensures even ==> (\forall int i, j; 0 <= i && j == i + 1 && j < count; key[i] == 0 || (mark[j] != 0 ? key[i] == -1 || mark[i] != 2 : 0 < key[i] && key[j] <= 0 && (mark[i] == 2 ==> key[j] == 0)));
    @*/
  void add(int f, long at, long n) {
    // One proof a path.
    //@ split start[f] < at;
    //@ split at + n < start[f + 1];
    int head = start[f] < at ? 1 : 0;
    long end = at + n;
    int more = head + (end < start[f + 1] ? 1 : 0);
    long now = later(top);
    Sides.own(key, mark, count, f, head, more, now);
    Tiles.part(start, count, f, at, n, end, head, 0, more);
    count = count + more;
    top = now;
  }

  /** Makes of a segment and so many after it a hole, or a free one that begins as it is told. */
  /*@ normal_behavior
    @   requires 0 <= lo && 0 <= less && lo + less < count && 0 <= m && m <= 2;
    @   old long now = top == Long.MAX_VALUE ? top : top + 1;
    @   assignable count, top, start[*], key[*], mark[*];
    @   ensures count == \old(count) - less && top == now;
    @   ensures key[lo] == (hole ? HOLE : now) && mark[lo] == m;
    @   ensures (\forall int i; 0 <= i && i <= lo; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; mark[i] == \old(mark[i]));
    @   ensures (\forall int i; lo < i && i <= count; start[i] == \old(start[i + less]));
    @   ensures (\forall int i; lo < i && i < count; key[i] == \old(key[i + less]));
    @   ensures (\forall int i; lo < i && i < count; mark[i] == \old(mark[i + less]));
    @*/
  void join(int lo, int less, boolean hole, int m) {
    long now = later(top);
    Tiles.join(start, count, lo, less);
    Tags.join(key, count, lo, less, hole ? HOLE : now, now);
    Tags.join(mark, count, lo, less, m);
    count = count - less;
    top = now;
  }

  // Lemma, CONSERVATION: the sizes of the segments before the i-th sum up to where that starts.
  /*@ public normal_behavior
    @   requires 0 <= i && i <= count;
    @   ensures \result == start[i];
    @   measured_by i;
    @ pure model public long sum(int i) { return i == 0 ? 0 : sum(i - 1) + (start[i] - start[i - 1]); }
    @*/

  // Lemma, DISJOINTNESS: a segment ends where or before a later one starts.
  /*@ public normal_behavior
    @   requires 0 <= i && i < j && j <= count;
    @   ensures \result && start[i + 1] <= start[j];
    @   measured_by j;
    @ pure model public boolean apart(int i, int j) { return i == j - 1 || apart(i, j - 1); }
    @*/
}
