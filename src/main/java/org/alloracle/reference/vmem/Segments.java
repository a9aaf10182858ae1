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
 * Where spans touch, nothing merges.
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

  private /*@ spec_public @*/ long[] start;
  private /*@ spec_public @*/ long[] key;
  private /*@ spec_public @*/ int[] mark;
  private /*@ spec_public @*/ int count;
  private /*@ spec_public @*/ long top;

  /*@ // METADATA, CONSERVATION: the segments tile the integers up to the limit
    @ public invariant 1 <= count && count < start.length && start[0] == 0;
    @ public invariant key.length == start.length && mark.length == start.length && start != key;
    @ public invariant start[count] <= 0x40000000L;
    @ public invariant (\forall int i; 0 <= i && i <= count; 0 <= start[i] && start[i] <= start[count]);
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j <= count; start[i] < start[j]);
    @ public invariant 0 <= top;
    @ public invariant (\forall int i; 0 <= i && i < count; HOLE <= key[i] && key[i] <= top);
    @ // spans begin with a mark, holes have none and are merged
    @ public invariant (\forall int i; 0 <= i && i < count; 0 <= mark[i] && mark[i] <= 2 && (key[i] == HOLE ==> mark[i] == 0));
    @ public invariant key[0] != HOLE ==> mark[0] != 0;
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j < count && key[i] == HOLE; mark[j] != 0);
    @ // COALESCING: no two adjacent free segments in a span
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j < count && 0 < key[i] && 0 < key[j]; mark[j] != 0);
    @ // no imported span is wholly free
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j < count && 0 < key[i] && mark[i] == 2;
    @   key[j] == USED && mark[j] == 0);
    @ public invariant 0 < key[count - 1] ==> mark[count - 1] != 2;
    @*/

  /**
   * No span yet.
   *
   * @param limit the end of the integers, from 1 to 2^30
   */
  /*@ normal_behavior
    @   requires 1 <= limit && limit <= 0x40000000L;
    @   ensures count == 1 && key[0] == HOLE && start[1] == limit && top == 0;
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
  /*@ private normal_behavior
    @   assignable start, key, mark;
    @   ensures count + 3 < start.length;
    @   ensures start == \old(start) || \fresh(start);
    @   ensures key == \old(key) || \fresh(key);
    @   ensures mark == \old(mark) || \fresh(mark);
    @   ensures (\forall int i; 0 <= i && i <= count; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < count; key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i < count; mark[i] == \old(mark[i]));
    @*/
  private void reserve() {
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
   * comes before {@code end} becomes an imported span.
   */
  /*@ normal_behavior
    @   requires 0 <= f && f < count && key[f] != USED;
    @   requires start[f] <= at && 1 <= n && at + n <= end && end <= start[f + 1];
    @   requires 0 < key[f] ==> end == start[f + 1];
    @   old int head = start[f] < at ? 1 : 0;
    @   old int tail = at + n < end ? 1 : 0;
    @   old int rest = end < start[f + 1] ? 1 : 0;
    @   old int more = head + tail + rest;
    @   old long now = later(top);
    @   old int first = key[f] == HOLE ? IMPORTED : mark[f];
    @   assignable start, key, mark, count, top, start[*], key[*], mark[*];
    @   ensures count == \old(count) + more && top == now;
    @   ensures start[f + head] == at && start[f + head + 1] == at + n && start[f + head + tail + 1] == end;
    @   ensures key[f + head] == USED && mark[f] == first;
    @   ensures head == 1 ==> key[f] == now && mark[f + 1] == INSIDE;
    @   ensures tail == 1 ==> key[f + head + 1] == now && mark[f + head + 1] == INSIDE;
    @   ensures rest == 1 ==> key[f + more] == HOLE && mark[f + more] == INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= f; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; mark[i] == \old(mark[i]));
    @   ensures (\forall int i; f + more < i && i <= count; start[i] == \old(start[i - more]));
    @   ensures (\forall int i; f + more < i && i < count; key[i] == \old(key[i - more]));
    @   ensures (\forall int i; f + more < i && i < count; mark[i] == \old(mark[i - more]));
    @*/
  void occupy(int f, long at, long n, long end) {
    reserve();
    int head = start[f] < at ? 1 : 0;
    //@ assert f + 1 < count ==> mark[f + 1] != 0 || 0 < key[f] && key[f + 1] <= 0;
    //@ assert 0 < f && 0 < key[f - 1] ==> key[f] == HOLE || mark[f] != 0;
    top = later(top);
    claim(f);
    trim(f, at + n, end);
    //@ split
    if (head == 1) {
      shed(f, at);
    }
  }

  /** Narrows a segment in use: what follows is free up to an end, and a hole from there on. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && key[f] == USED && 0 < top && count + 2 < start.length;
    @   requires start[f] < to && to <= end && end <= start[f + 1];
    @   requires f + 1 < count ==> mark[f + 1] != 0 || end == start[f + 1] && key[f + 1] <= 0;
    @   old int tail = to < end ? 1 : 0;
    @   old int more = tail + (end < start[f + 1] ? 1 : 0);
    @   assignable count, start[*], key[*], mark[*];
    @   ensures count == \old(count) + more && start[f + 1] == to && start[f + tail + 1] == end && key[f] == USED;
    @   ensures tail == 1 ==> key[f + 1] == top && mark[f + 1] == INSIDE;
    @   ensures tail < more ==> key[f + more] == HOLE && mark[f + more] == INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= f; start[i] == \old(start[i]) && mark[i] == \old(mark[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]));
    @   ensures (\forall int i; f + more < i && i <= count; start[i] == \old(start[i - more]));
    @   ensures (\forall int i; f + more < i && i < count; key[i] == \old(key[i - more]));
    @   ensures (\forall int i; f + more < i && i < count; mark[i] == \old(mark[i - more]));
    @*/
  private void trim(int f, long to, long end) {
    //@ split
    if (end < start[f + 1]) {
      cut(f, end, HOLE);
    }
    //@ split
    if (to < end) {
      cut(f, to, top);
    }
  }

  /** Hands out all of a free segment or a hole. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && key[f] != USED;
    @   old int first = key[f] == HOLE ? IMPORTED : mark[f];
    @   assignable key[f], mark[f];
    @   ensures key[f] == USED && mark[f] == first;
    @*/
  private void claim(int f) {
    if (key[f] == HOLE) {
      mark[f] = IMPORTED;
    }
    key[f] = USED;
  }

  /** Parts a segment in use; what comes from {@code at} on gets a key, which does not merge with the next. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && key[f] == USED && start[f] < at && at < start[f + 1];
    @   requires count + 1 < start.length;
    @   requires k == HOLE || 0 < k && k <= top;
    @   requires k == HOLE && f + 1 < count ==> mark[f + 1] != 0;
    @   requires 0 < k && f + 1 < count ==> mark[f + 1] != 0 || key[f + 1] <= 0;
    @   assignable count, start[*], key[*], mark[*];
    @   ensures count == \old(count) + 1 && start[f + 1] == at;
    @   ensures key[f] == USED && key[f + 1] == k && mark[f + 1] == INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= f; start[i] == \old(start[i]) && mark[i] == \old(mark[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]));
    @   ensures (\forall int i; f + 1 < i && i <= count; start[i] == \old(start[i - 1]));
    @   ensures (\forall int i; f + 1 < i && i < count; key[i] == \old(key[i - 1]));
    @   ensures (\forall int i; f + 1 < i && i < count; mark[i] == \old(mark[i - 1]));
    @*/
  private void cut(int f, long at, long k) {
    Moves.up(start, f + 1, count + 1, 1);
    Moves.up(key, f + 1, count, 1);
    Marks.up(mark, f + 1, count, 1);
    count = count + 1;
    start[f + 1] = at;
    key[f + 1] = k;
    mark[f + 1] = INSIDE;
  }

  /** Parts a segment in use; what comes before {@code at} becomes free, and does not merge with the one before. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && key[f] == USED && start[f] < at && at < start[f + 1] && 0 < top;
    @   requires count + 1 < start.length;
    @   requires 0 < f && 0 < key[f - 1] ==> mark[f] != 0;
    @   assignable count, start[*], key[*], mark[*];
    @   ensures count == \old(count) + 1 && start[f + 1] == at;
    @   ensures key[f] == top && key[f + 1] == USED && mark[f + 1] == INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= f; start[i] == \old(start[i]) && mark[i] == \old(mark[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]));
    @   ensures (\forall int i; f + 1 < i && i <= count; start[i] == \old(start[i - 1]));
    @   ensures (\forall int i; f + 1 < i && i < count; key[i] == \old(key[i - 1]));
    @   ensures (\forall int i; f + 1 < i && i < count; mark[i] == \old(mark[i - 1]));
    @*/
  private void shed(int f, long at) {
    Moves.up(start, f + 1, count + 1, 1);
    Moves.up(key, f + 1, count, 1);
    Marks.up(mark, f + 1, count, 1);
    count = count + 1;
    start[f + 1] = at;
    key[f + 1] = USED;
    mark[f + 1] = INSIDE;
    key[f] = top;
  }

  /** Makes {@code n} integers from {@code at} on, of a hole, a free span of its own. */
  /*@ normal_behavior
    @   requires 0 <= f && f < count && key[f] == HOLE;
    @   requires start[f] <= at && 1 <= n && at + n <= start[f + 1];
    @   old int head = start[f] < at ? 1 : 0;
    @   old int rest = at + n < start[f + 1] ? 1 : 0;
    @   old int more = head + rest;
    @   old long now = later(top);
    @   assignable start, key, mark, count, top, start[*], key[*], mark[*];
    @   ensures count == \old(count) + more && top == now;
    @   ensures start[f + head] == at && start[f + head + 1] == at + n;
    @   ensures key[f + head] == now && mark[f + head] == OWN;
    @   ensures head == 1 ==> key[f] == HOLE && mark[f] == INSIDE;
    @   ensures rest == 1 ==> key[f + more] == HOLE && mark[f + more] == INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= f; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; mark[i] == \old(mark[i]));
    @   ensures (\forall int i; f + more < i && i <= count; start[i] == \old(start[i - more]));
    @   ensures (\forall int i; f + more < i && i < count; key[i] == \old(key[i - more]));
    @   ensures (\forall int i; f + more < i && i < count; mark[i] == \old(mark[i - more]));
    @*/
  void add(int f, long at, long n) {
    reserve();
    //@ assert f + 1 < count ==> mark[f + 1] != 0;
    //@ assert 0 < f ==> key[f - 1] != HOLE && (0 < key[f - 1] ==> mark[f - 1] != 2);
    int head = start[f] < at ? 1 : 0;
    top = later(top);
    claim(f);
    trim(f, at + n, at + n);
    //@ split
    if (head == 1) {
      recede(f, at);
    } else {
      present(f);
    }
  }

  /** Makes a segment in use, the first of its span, a free span of its own that stays. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && key[f] == USED && mark[f] != INSIDE && 0 < top;
    @   requires f + 1 < count && 0 < key[f + 1] ==> mark[f + 1] != 0;
    @   assignable key[f], mark[f];
    @   ensures key[f] == top && mark[f] == OWN;
    @*/
  private void present(int f) {
    key[f] = top;
    mark[f] = OWN;
  }

  /** Parts a segment in use: a hole before {@code at}, and a free span of its own from there on. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && key[f] == USED && start[f] < at && at < start[f + 1] && 0 < top;
    @   requires count + 1 < start.length;
    @   requires 0 < f ==> key[f - 1] != HOLE && (0 < key[f - 1] ==> mark[f - 1] != 2);
    @   requires f + 1 < count && 0 < key[f + 1] ==> mark[f + 1] != 0;
    @   assignable count, start[*], key[*], mark[*];
    @   ensures count == \old(count) + 1 && start[f + 1] == at;
    @   ensures key[f] == HOLE && mark[f] == INSIDE && key[f + 1] == top && mark[f + 1] == OWN;
    @   ensures (\forall int i; 0 <= i && i <= f; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]) && mark[i] == \old(mark[i]));
    @   ensures (\forall int i; f + 1 < i && i <= count; start[i] == \old(start[i - 1]));
    @   ensures (\forall int i; f + 1 < i && i < count; key[i] == \old(key[i - 1]));
    @   ensures (\forall int i; f + 1 < i && i < count; mark[i] == \old(mark[i - 1]));
    @*/
  private void recede(int f, long at) {
    Moves.up(start, f + 1, count + 1, 1);
    Moves.up(key, f + 1, count, 1);
    Marks.up(mark, f + 1, count, 1);
    count = count + 1;
    start[f + 1] = at;
    key[f + 1] = top;
    mark[f + 1] = OWN;
    key[f] = HOLE;
    mark[f] = INSIDE;
  }

  /**
   * Takes back a segment that is handed out, with the free ones beside it in its span; if that makes
   * an imported span wholly free, it becomes a hole, with the holes beside it.
   */
  /*@ normal_behavior
    @   requires 0 <= f && f < count && key[f] == USED;
    @   old int a = 0 < f && 0 < key[f - 1] && mark[f] == INSIDE ? f - 1 : f;
    @   old int b = f + 1 < count && 0 < key[f + 1] && mark[f + 1] == INSIDE ? f + 1 : f;
    @   old boolean whole = mark[a] == IMPORTED && (b + 1 == count || mark[b + 1] != INSIDE || key[b + 1] == HOLE);
    @   old int lo = whole && 0 < a && key[a - 1] == HOLE ? a - 1 : a;
    @   old int hi = whole && b + 1 < count && key[b + 1] == HOLE ? b + 1 : b;
    @   old int less = hi - lo;
    @   old long now = later(top);
    @   old int first = whole ? INSIDE : mark[a];
    @   assignable count, top, start[*], key[*], mark[*];
    @   ensures count == \old(count) - less && top == now;
    @   ensures key[lo] == (whole ? HOLE : now) && mark[lo] == first;
    @   ensures (\forall int i; 0 <= i && i <= lo; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; mark[i] == \old(mark[i]));
    @   ensures (\forall int i; lo < i && i <= count; start[i] == \old(start[i + less]));
    @   ensures (\forall int i; lo < i && i < count; key[i] == \old(key[i + less]));
    @   ensures (\forall int i; lo < i && i < count; mark[i] == \old(mark[i + less]));
    @*/
  void release(int f) {
    top = later(top);
    int a = f > 0 && key[f - 1] > 0 && mark[f] == INSIDE ? f - 1 : f;
    merge(a, f);
    //@ split
    if (mark[a] == IMPORTED && (a + 1 == count || mark[a + 1] != INSIDE || key[a + 1] == HOLE)) {
      giveBack(a);
    } else {
      settle(a);
    }
  }

  /** Adds to segment {@code f}, in use, the free ones beside it in its span; {@code a} is the first of all. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && key[f] == USED;
    @   requires a == (0 < f && 0 < key[f - 1] && mark[f] == INSIDE ? f - 1 : f);
    @   old int b = f + 1 < count && 0 < key[f + 1] && mark[f + 1] == INSIDE ? f + 1 : f;
    @   old int less = b - a;
    @   assignable count, start[*], key[*], mark[*];
    @   ensures count == \old(count) - less && key[a] == USED;
    @   ensures a + 1 < count && mark[a + 1] == INSIDE ==> key[a + 1] <= 0;
    @   ensures 0 < a && mark[a] == INSIDE ==> key[a - 1] == USED;
    @   ensures (\forall int i; 0 <= i && i <= a; start[i] == \old(start[i]) && mark[i] == \old(mark[i]));
    @   ensures (\forall int i; 0 <= i && i < a; key[i] == \old(key[i]));
    @   ensures (\forall int i; a < i && i <= count; start[i] == \old(start[i + less]));
    @   ensures (\forall int i; a < i && i < count; key[i] == \old(key[i + less]));
    @   ensures (\forall int i; a < i && i < count; mark[i] == \old(mark[i + less]));
    @*/
  private void merge(int a, int f) {
    //@ split
    if (f + 1 < count && key[f + 1] > 0 && mark[f + 1] == INSIDE) {
      join(f, mark[f]);
    }
    //@ split
    if (a < f) {
      join(a, mark[a]);
    }
  }

  /** Makes a hole of a segment in use that is a whole imported span, with the holes beside it. */
  /*@ private normal_behavior
    @   requires 0 <= a && a < count && key[a] == USED && mark[a] == IMPORTED;
    @   requires a + 1 == count || mark[a + 1] != INSIDE || key[a + 1] == HOLE;
    @   old int lo = 0 < a && key[a - 1] == HOLE ? a - 1 : a;
    @   old int hi = a + 1 < count && key[a + 1] == HOLE ? a + 1 : a;
    @   old int less = hi - lo;
    @   assignable count, start[*], key[*], mark[*];
    @   ensures count == \old(count) - less && key[lo] == HOLE && mark[lo] == INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= lo; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; key[i] == \old(key[i]) && mark[i] == \old(mark[i]));
    @   ensures (\forall int i; lo < i && i <= count; start[i] == \old(start[i + less]));
    @   ensures (\forall int i; lo < i && i < count; key[i] == \old(key[i + less]));
    @   ensures (\forall int i; lo < i && i < count; mark[i] == \old(mark[i + less]));
    @*/
  private void giveBack(int a) {
    //@ assert a + 1 < count && key[a + 1] == HOLE && a + 2 < count ==> mark[a + 2] != 0;
    //@ split
    if (a + 1 < count && key[a + 1] == HOLE) {
      join(a, IMPORTED);
    }
    giveLeft(a);
  }

  /** The same when no hole follows. */
  /*@ private normal_behavior
    @   requires 0 <= a && a < count && key[a] == USED && mark[a] == IMPORTED;
    @   requires a + 1 < count ==> mark[a + 1] != INSIDE;
    @   old int lo = 0 < a && key[a - 1] == HOLE ? a - 1 : a;
    @   old int less = a - lo;
    @   assignable count, start[*], key[*], mark[*];
    @   ensures count == \old(count) - less && key[lo] == HOLE && mark[lo] == INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= lo; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; key[i] == \old(key[i]) && mark[i] == \old(mark[i]));
    @   ensures (\forall int i; lo < i && i <= count; start[i] == \old(start[i + less]));
    @   ensures (\forall int i; lo < i && i < count; key[i] == \old(key[i + less]));
    @   ensures (\forall int i; lo < i && i < count; mark[i] == \old(mark[i + less]));
    @*/
  private void giveLeft(int a) {
    int lo = a > 0 && key[a - 1] == HOLE ? a - 1 : a;
    //@ assert 0 < lo ==> key[lo - 1] != HOLE && (0 < key[lo - 1] ==> mark[lo - 1] != 2);
    //@ split
    if (lo < a) {
      join(lo, IMPORTED);
    }
    vacate(lo);
  }

  /** Makes a hole of a segment in use between two spans. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && key[f] == USED;
    @   requires 0 < f ==> key[f - 1] != HOLE && (0 < key[f - 1] ==> mark[f - 1] != 2);
    @   requires f + 1 < count ==> mark[f + 1] != 0;
    @   assignable key[f], mark[f];
    @   ensures key[f] == HOLE && mark[f] == INSIDE;
    @*/
  private void vacate(int f) {
    key[f] = HOLE;
    mark[f] = INSIDE;
  }

  /** Makes a segment in use free, which merges with none and is not a whole imported span. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && key[f] == USED && 0 < top;
    @   requires 0 < f && 0 < key[f - 1] ==> mark[f] != 0;
    @   requires f + 1 < count && 0 < key[f + 1] ==> mark[f + 1] != 0;
    @   requires mark[f] == 2 ==> f + 1 < count && key[f + 1] == USED && mark[f + 1] == 0;
    @   assignable key[f];
    @   ensures key[f] == top;
    @*/
  private void settle(int f) {
    key[f] = top;
  }

  /** Makes one segment in use, with a mark, of two of which one is in use. */
  /*@ private normal_behavior
    @   requires 0 <= f && f + 1 < count && (key[f] == USED || key[f + 1] == USED);
    @   requires 0 <= m && m <= 2 && (m == 0 ==> 0 < f && key[f - 1] != HOLE);
    @   requires m != 0 && 0 < f && 0 < key[f - 1] ==> mark[f - 1] != 2;
    @   assignable count, start[*], key[*], mark[*];
    @   ensures count == \old(count) - 1 && key[f] == USED && mark[f] == m;
    @   ensures (\forall int i; 0 <= i && i <= f; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]) && mark[i] == \old(mark[i]));
    @   ensures (\forall int i; f < i && i <= count; start[i] == \old(start[i + 1]));
    @   ensures (\forall int i; f < i && i < count; key[i] == \old(key[i + 1]));
    @   ensures (\forall int i; f < i && i < count; mark[i] == \old(mark[i + 1]));
    @*/
  private void join(int f, int m) {
    Moves.down(start, f + 2, count + 1, 1);
    Moves.down(key, f + 2, count, 1);
    Marks.down(mark, f + 2, count, 1);
    count = count - 1;
    key[f] = USED;
    mark[f] = m;
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
