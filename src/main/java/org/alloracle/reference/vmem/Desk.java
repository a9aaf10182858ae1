package org.alloracle.reference.vmem;

/**
 * Where changes of an arena are ordered. Who orders them needs to know of the segments only that they
 * are in range: that they tile the integers, and which go side by side, is kept below.
 */
public final class Desk {
  final /*@ spec_public @*/ Spans spans;

  /*@ public invariant 1 <= spans.arena.count && spans.arena.count < spans.arena.start.length;
    @ public invariant spans.arena.key.length == spans.arena.start.length;
    @ public invariant spans.arena.mark.length == spans.arena.start.length;
    @ public invariant (\forall int i; 0 <= i && i <= spans.arena.count;
    @   0 <= spans.arena.start[i] && spans.arena.start[i] <= 0x40000000L);
    @*/

  /** Orders go to these spans. */
  /*@ normal_behavior
    @   requires 1 <= spans.arena.count && spans.arena.count < spans.arena.start.length;
    @   requires (\forall int i; 0 <= i && i <= spans.arena.count;
    @     0 <= spans.arena.start[i] && spans.arena.start[i] <= 0x40000000L);
    @   ensures this.spans == spans;
    @ pure
    @*/
  Desk(Spans spans) {
    this.spans = spans;
  }

  /** Hands out integers: {@link Spans#occupy}. */
  /*@ normal_behavior
    @   requires 0 <= f && f < spans.arena.count && spans.arena.key[f] != Segments.USED;
    @   requires spans.arena.start[f] <= at && 1 <= n && at + n <= end && end <= spans.arena.start[f + 1];
    @   requires 0 < spans.arena.key[f] ==> end == spans.arena.start[f + 1];
    @   old int head = spans.arena.start[f] < at ? 1 : 0;
    @   old int tail = at + n < end ? 1 : 0;
    @   old int rest = end < spans.arena.start[f + 1] ? 1 : 0;
    @   old int more = head + tail + rest;
    @   old long now = spans.arena.top == Long.MAX_VALUE ? spans.arena.top : spans.arena.top + 1;
    @   old int first = spans.arena.key[f] == Segments.HOLE ? Segments.IMPORTED : spans.arena.mark[f];
    @   assignable spans.arena.*, spans.arena.start[*], spans.arena.key[*], spans.arena.mark[*];
    @   ensures 0 <= spans.arena.count && spans.arena.count < spans.arena.start.length;
    @   ensures spans.arena.key.length == spans.arena.start.length && spans.arena.mark.length == spans.arena.start.length;
    @   ensures spans.arena.count == \old(spans.arena.count) + more && spans.arena.top == now;
    @   ensures spans.arena.start[f + head] == at && spans.arena.start[f + head + 1] == at + n;
    @   ensures spans.arena.start[f + head + tail + 1] == end && spans.arena.mark[f] == first;
    @   ensures spans.arena.key[f + head] == Segments.USED;
    @   ensures head == 1 ==> spans.arena.key[f] == now && spans.arena.mark[f + 1] == Segments.INSIDE;
    @   ensures tail == 1 ==> spans.arena.key[f + head + 1] == now && spans.arena.mark[f + head + 1] == Segments.INSIDE;
    @   ensures rest == 1 ==> spans.arena.key[f + more] == Segments.HOLE && spans.arena.mark[f + more] == Segments.INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= f; spans.arena.start[i] == \old(spans.arena.start[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j <= spans.arena.count; spans.arena.start[j] == \old(spans.arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; spans.arena.key[i] == \old(spans.arena.key[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < spans.arena.count; spans.arena.key[j] == \old(spans.arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; spans.arena.mark[i] == \old(spans.arena.mark[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < spans.arena.count; spans.arena.mark[j] == \old(spans.arena.mark[i]));
    @*/
  void occupy(int f, long at, long n, long end) {
    spans.occupy(f, at, n, end);
  }

  /** Adds a free span: {@link Spans#add}. */
  /*@ normal_behavior
    @   requires 0 <= f && f < spans.arena.count && spans.arena.key[f] == Segments.HOLE;
    @   requires spans.arena.start[f] <= at && 1 <= n && at + n <= spans.arena.start[f + 1];
    @   old int head = spans.arena.start[f] < at ? 1 : 0;
    @   old int rest = at + n < spans.arena.start[f + 1] ? 1 : 0;
    @   old int more = head + rest;
    @   old long now = spans.arena.top == Long.MAX_VALUE ? spans.arena.top : spans.arena.top + 1;
    @   assignable spans.arena.*, spans.arena.start[*], spans.arena.key[*], spans.arena.mark[*];
    @   ensures 0 <= spans.arena.count && spans.arena.count < spans.arena.start.length;
    @   ensures spans.arena.key.length == spans.arena.start.length && spans.arena.mark.length == spans.arena.start.length;
    @   ensures spans.arena.count == \old(spans.arena.count) + more && spans.arena.top == now;
    @   ensures spans.arena.start[f + head] == at && spans.arena.start[f + head + 1] == at + n;
    @   ensures spans.arena.key[f + head] == now && spans.arena.mark[f + head] == Segments.OWN;
    @   ensures head == 1 ==> spans.arena.key[f] == Segments.HOLE && spans.arena.mark[f] == Segments.INSIDE;
    @   ensures rest == 1 ==> spans.arena.key[f + more] == Segments.HOLE && spans.arena.mark[f + more] == Segments.INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= f; spans.arena.start[i] == \old(spans.arena.start[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j <= spans.arena.count; spans.arena.start[j] == \old(spans.arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; spans.arena.key[i] == \old(spans.arena.key[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < spans.arena.count; spans.arena.key[j] == \old(spans.arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; spans.arena.mark[i] == \old(spans.arena.mark[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < spans.arena.count; spans.arena.mark[j] == \old(spans.arena.mark[i]));
    @*/
  void add(int f, long at, long n) {
    spans.add(f, at, n);
  }

  /** Takes a segment back: {@link Spans#release}. */
  /*@ normal_behavior
    @   requires 0 <= f && f < spans.arena.count && spans.arena.key[f] == Segments.USED;
    @   old boolean whole = Reach.whole(spans.arena.key, spans.arena.mark, spans.arena.count, f);
    @   old int lo = Reach.low(spans.arena.key, spans.arena.mark, spans.arena.count, f);
    @   old int hi = Reach.high(spans.arena.key, spans.arena.mark, spans.arena.count, f);
    @   old int less = hi - lo;
    @   old long now = spans.arena.top == Long.MAX_VALUE ? spans.arena.top : spans.arena.top + 1;
    @   old int first = whole ? Segments.INSIDE : spans.arena.mark[lo];
    @   assignable spans.arena.*, spans.arena.start[*], spans.arena.key[*], spans.arena.mark[*];
    @   ensures 0 <= spans.arena.count && spans.arena.count < spans.arena.start.length;
    @   ensures spans.arena.key.length == spans.arena.start.length && spans.arena.mark.length == spans.arena.start.length;
    @   ensures spans.arena.count == \old(spans.arena.count) - less && spans.arena.top == now;
    @   ensures spans.arena.start == \old(spans.arena.start) && spans.arena.key == \old(spans.arena.key) && spans.arena.mark == \old(spans.arena.mark);
    @   ensures spans.arena.key[lo] == (whole ? Segments.HOLE : now) && spans.arena.mark[lo] == first;
    @   ensures (\forall int i; 0 <= i && i <= lo; spans.arena.start[i] == \old(spans.arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; spans.arena.key[i] == \old(spans.arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; spans.arena.mark[i] == \old(spans.arena.mark[i]));
    @   ensures (\forall int i; lo < i && i <= spans.arena.count; spans.arena.start[i] == \old(spans.arena.start[i + less]));
    @   ensures (\forall int i; lo < i && i < spans.arena.count; spans.arena.key[i] == \old(spans.arena.key[i + less]));
    @   ensures (\forall int i; lo < i && i < spans.arena.count; spans.arena.mark[i] == \old(spans.arena.mark[i + less]));
    @*/
  void release(int f) {
    spans.release(f);
  }

  // Lemma: a segment ends after it starts.
  /*@ public normal_behavior
    @   requires 0 <= i && i < spans.arena.count;
    @   ensures \result && spans.arena.start[i] < spans.arena.start[i + 1];
    @ pure model public boolean wide(int i) { return spans.wide(i); }
    @*/
}
