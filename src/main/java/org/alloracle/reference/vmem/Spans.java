package org.alloracle.reference.vmem;

/**
 * The spans of an arena: which of its segments go side by side.
 *
 * <p>A span begins with a mark, and goes on as long as segments have none and are no hole. Holes are
 * merged, as are free segments in a span; where spans touch, nothing merges.
 */
public final class Spans {
  final /*@ spec_public @*/ Segments arena;

  /*@ public invariant 1 <= arena.count && arena.count < arena.start.length;
    @ public invariant arena.key.length == arena.start.length && arena.mark.length == arena.start.length;
    @ // spans begin with a mark, holes have none
    @ public invariant (\forall int i; 0 <= i && i < arena.count && arena.key[i] == -1; arena.mark[i] == 0);
    @ public invariant arena.key[0] != -1 ==> arena.mark[0] != 0;
    @ // COALESCING: no two adjacent holes, nor free segments in a span; and no imported span is wholly free
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j < arena.count;
    @   arena.key[i] == 0 || (arena.mark[j] != 0 ? arena.key[i] == -1 || arena.mark[i] != 2
    @     : 0 < arena.key[i] && arena.key[j] <= 0 && (arena.mark[i] == 2 ==> arena.key[j] == 0)));
    @ public invariant 0 < arena.key[arena.count - 1] ==> arena.mark[arena.count - 1] != 2;
    @*/

  /** No span yet: the arena is one hole. */
  /*@ normal_behavior
    @   requires arena.count == 1 && arena.key[0] == Segments.HOLE && arena.mark[0] == Segments.INSIDE;
    @   ensures this.arena == arena;
    @ pure
    @*/
  Spans(Segments arena) {
    this.arena = arena;
  }

  /** Makes room for three more segments. */
  /*@ private normal_behavior
    @   assignable arena.*, arena.start[*], arena.key[*], arena.mark[*];
    @   ensures 0 <= arena.count && arena.count < arena.start.length;
    @   ensures arena.key.length == arena.start.length && arena.mark.length == arena.start.length;
    @   ensures arena.count + 3 < arena.start.length;
    @   ensures arena.count == \old(arena.count) && arena.top == \old(arena.top);
    @   ensures arena.start == \old(arena.start) || \fresh(arena.start);
    @   ensures arena.key == \old(arena.key) || \fresh(arena.key);
    @   ensures arena.mark == \old(arena.mark) || \fresh(arena.mark);
    @   ensures (\forall int i; 0 <= i && i <= arena.count; arena.start[i] == \old(arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < arena.count; arena.key[i] == \old(arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < arena.count; arena.mark[i] == \old(arena.mark[i]));
    @   ensures \invariant_for(arena);
    @*/
  private void reserve() {
    arena.reserve();
  }

  /**
   * Hands out {@code n} integers from {@code at} on, of a free segment or a hole; of a hole, what
   * comes before {@code end} becomes an imported span.
   */
  /*@ normal_behavior
    @   requires 0 <= f && f < arena.count && arena.key[f] != Segments.USED;
    @   requires arena.start[f] <= at && 1 <= n && at + n <= end && end <= arena.start[f + 1];
    @   requires 0 < arena.key[f] ==> end == arena.start[f + 1];
    @   old int head = arena.start[f] < at ? 1 : 0;
    @   old int tail = at + n < end ? 1 : 0;
    @   old int rest = end < arena.start[f + 1] ? 1 : 0;
    @   old int more = head + tail + rest;
    @   old long now = arena.top == Long.MAX_VALUE ? arena.top : arena.top + 1;
    @   old int first = arena.key[f] == Segments.HOLE ? Segments.IMPORTED : arena.mark[f];
    @   assignable arena.*, arena.start[*], arena.key[*], arena.mark[*];
    @   ensures 0 <= arena.count && arena.count < arena.start.length;
    @   ensures arena.key.length == arena.start.length && arena.mark.length == arena.start.length;
    @   ensures arena.count == \old(arena.count) + more && arena.top == now;
    @   ensures arena.start[f + head] == at && arena.start[f + head + 1] == at + n;
    @   ensures arena.start[f + head + tail + 1] == end && arena.mark[f] == first;
    @   ensures arena.key[f + head] == Segments.USED;
    @   ensures head == 1 ==> arena.key[f] == now && arena.mark[f + 1] == Segments.INSIDE;
    @   ensures tail == 1 ==> arena.key[f + head + 1] == now && arena.mark[f + head + 1] == Segments.INSIDE;
    @   ensures rest == 1 ==> arena.key[f + more] == Segments.HOLE && arena.mark[f + more] == Segments.INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= f; arena.start[i] == \old(arena.start[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j <= arena.count; arena.start[j] == \old(arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; arena.key[i] == \old(arena.key[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < arena.count; arena.key[j] == \old(arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; arena.mark[i] == \old(arena.mark[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < arena.count; arena.mark[j] == \old(arena.mark[i]));
    @   ensures \invariant_for(arena);
    @*/
  void occupy(int f, long at, long n, long end) {
    reserve();
    place(f, at, n, end);
  }

  /** The work of {@link #occupy}, in arrays that are long enough. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < arena.count && arena.key[f] != Segments.USED;
    @   requires arena.count + 3 < arena.start.length;
    @   requires arena.start[f] <= at && 1 <= n && at + n <= end && end <= arena.start[f + 1];
    @   requires 0 < arena.key[f] ==> end == arena.start[f + 1];
    @   old int head = arena.start[f] < at ? 1 : 0;
    @   old int tail = at + n < end ? 1 : 0;
    @   old int rest = end < arena.start[f + 1] ? 1 : 0;
    @   old int more = head + tail + rest;
    @   old long now = arena.top == Long.MAX_VALUE ? arena.top : arena.top + 1;
    @   old int first = arena.key[f] == Segments.HOLE ? Segments.IMPORTED : arena.mark[f];
    @   assignable arena.*, arena.start[*], arena.key[*], arena.mark[*];
    @   ensures 0 <= arena.count && arena.count < arena.start.length;
    @   ensures arena.key.length == arena.start.length && arena.mark.length == arena.start.length;
    @   ensures arena.start == \old(arena.start) && arena.key == \old(arena.key) && arena.mark == \old(arena.mark);
    @   ensures arena.count == \old(arena.count) + more && arena.top == now;
    @   ensures arena.start[f + head] == at && arena.start[f + head + 1] == at + n;
    @   ensures arena.start[f + head + tail + 1] == end && arena.mark[f] == first;
    @   ensures arena.key[f + head] == Segments.USED;
    @   ensures head == 1 ==> arena.key[f] == now && arena.mark[f + 1] == Segments.INSIDE;
    @   ensures tail == 1 ==> arena.key[f + head + 1] == now && arena.mark[f + head + 1] == Segments.INSIDE;
    @   ensures rest == 1 ==> arena.key[f + more] == Segments.HOLE && arena.mark[f + more] == Segments.INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= f; arena.start[i] == \old(arena.start[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j <= arena.count; arena.start[j] == \old(arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; arena.key[i] == \old(arena.key[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < arena.count; arena.key[j] == \old(arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; arena.mark[i] == \old(arena.mark[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < arena.count; arena.mark[j] == \old(arena.mark[i]));
    @   ensures \invariant_for(arena);
    @*/
  private void place(int f, long at, long n, long end) {
    //@ assert 0 < f ==> arena.key[f - 1] == 0 || (arena.mark[f] != 0 ? arena.key[f - 1] == -1 || arena.mark[f - 1] != 2 : 0 < arena.key[f - 1] && arena.key[f] <= 0 && (arena.mark[f - 1] == 2 ==> arena.key[f] == 0));
    //@ assert f + 1 < arena.count ==> arena.key[f] == 0 || (arena.mark[f + 1] != 0 ? arena.key[f] == -1 || arena.mark[f] != 2 : 0 < arena.key[f] && arena.key[f + 1] <= 0 && (arena.mark[f] == 2 ==> arena.key[f + 1] == 0));
    arena.occupy(f, at, n, end);
  }

  /** Makes {@code n} integers from {@code at} on, of a hole, a free span of its own. */
  /*@ normal_behavior
    @   requires 0 <= f && f < arena.count && arena.key[f] == Segments.HOLE;
    @   requires arena.start[f] <= at && 1 <= n && at + n <= arena.start[f + 1];
    @   old int head = arena.start[f] < at ? 1 : 0;
    @   old int rest = at + n < arena.start[f + 1] ? 1 : 0;
    @   old int more = head + rest;
    @   old long now = arena.top == Long.MAX_VALUE ? arena.top : arena.top + 1;
    @   assignable arena.*, arena.start[*], arena.key[*], arena.mark[*];
    @   ensures 0 <= arena.count && arena.count < arena.start.length;
    @   ensures arena.key.length == arena.start.length && arena.mark.length == arena.start.length;
    @   ensures arena.count == \old(arena.count) + more && arena.top == now;
    @   ensures arena.start[f + head] == at && arena.start[f + head + 1] == at + n;
    @   ensures arena.key[f + head] == now && arena.mark[f + head] == Segments.OWN;
    @   ensures head == 1 ==> arena.key[f] == Segments.HOLE && arena.mark[f] == Segments.INSIDE;
    @   ensures rest == 1 ==> arena.key[f + more] == Segments.HOLE && arena.mark[f + more] == Segments.INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= f; arena.start[i] == \old(arena.start[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j <= arena.count; arena.start[j] == \old(arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; arena.key[i] == \old(arena.key[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < arena.count; arena.key[j] == \old(arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; arena.mark[i] == \old(arena.mark[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < arena.count; arena.mark[j] == \old(arena.mark[i]));
    @   ensures \invariant_for(arena);
    @*/
  void add(int f, long at, long n) {
    // One proof a path.
    //@ split arena.start[f] < at;
    reserve();
    lodge(f, at, n);
  }

  /** The work of {@link #add}, in arrays that are long enough. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < arena.count && arena.key[f] == Segments.HOLE;
    @   requires arena.count + 3 < arena.start.length;
    @   requires arena.start[f] <= at && 1 <= n && at + n <= arena.start[f + 1];
    @   old int head = arena.start[f] < at ? 1 : 0;
    @   old int rest = at + n < arena.start[f + 1] ? 1 : 0;
    @   old int more = head + rest;
    @   old long now = arena.top == Long.MAX_VALUE ? arena.top : arena.top + 1;
    @   assignable arena.*, arena.start[*], arena.key[*], arena.mark[*];
    @   ensures 0 <= arena.count && arena.count < arena.start.length;
    @   ensures arena.key.length == arena.start.length && arena.mark.length == arena.start.length;
    @   ensures arena.start == \old(arena.start) && arena.key == \old(arena.key) && arena.mark == \old(arena.mark);
    @   ensures arena.count == \old(arena.count) + more && arena.top == now;
    @   ensures arena.start[f + head] == at && arena.start[f + head + 1] == at + n;
    @   ensures arena.key[f + head] == now && arena.mark[f + head] == Segments.OWN;
    @   ensures head == 1 ==> arena.key[f] == Segments.HOLE && arena.mark[f] == Segments.INSIDE;
    @   ensures rest == 1 ==> arena.key[f + more] == Segments.HOLE && arena.mark[f + more] == Segments.INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= f; arena.start[i] == \old(arena.start[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j <= arena.count; arena.start[j] == \old(arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; arena.key[i] == \old(arena.key[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < arena.count; arena.key[j] == \old(arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; arena.mark[i] == \old(arena.mark[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < arena.count; arena.mark[j] == \old(arena.mark[i]));
    @   ensures \invariant_for(arena);
    @*/
  private void lodge(int f, long at, long n) {
    //@ assert 0 < f ==> arena.key[f - 1] == 0 || (arena.mark[f] != 0 ? arena.key[f - 1] == -1 || arena.mark[f - 1] != 2 : 0 < arena.key[f - 1] && arena.key[f] <= 0 && (arena.mark[f - 1] == 2 ==> arena.key[f] == 0));
    //@ assert f + 1 < arena.count ==> arena.key[f] == 0 || (arena.mark[f + 1] != 0 ? arena.key[f] == -1 || arena.mark[f] != 2 : 0 < arena.key[f] && arena.key[f + 1] <= 0 && (arena.mark[f] == 2 ==> arena.key[f + 1] == 0));
    arena.add(f, at, n);
  }

  /**
   * Takes back a segment that is handed out, with the free ones beside it in its span; if that makes
   * an imported span wholly free, it becomes a hole, with the holes beside it.
   */
  /*@ normal_behavior
    @   requires 0 <= f && f < arena.count && arena.key[f] == Segments.USED;
    @   old boolean whole = Reach.whole(arena.key, arena.mark, arena.count, f);
    @   old int lo = Reach.low(arena.key, arena.mark, arena.count, f);
    @   old int hi = Reach.high(arena.key, arena.mark, arena.count, f);
    @   old int less = hi - lo;
    @   old long now = arena.top == Long.MAX_VALUE ? arena.top : arena.top + 1;
    @   old int first = whole ? Segments.INSIDE : arena.mark[lo];
    @   assignable arena.*, arena.start[*], arena.key[*], arena.mark[*];
    @   ensures 0 <= arena.count && arena.count < arena.start.length;
    @   ensures arena.key.length == arena.start.length && arena.mark.length == arena.start.length;
    @   ensures arena.count == \old(arena.count) - less && arena.top == now;
    @   ensures arena.start == \old(arena.start) && arena.key == \old(arena.key) && arena.mark == \old(arena.mark);
    @   ensures arena.key[lo] == (whole ? Segments.HOLE : now) && arena.mark[lo] == first;
    @   ensures (\forall int i; 0 <= i && i <= lo; arena.start[i] == \old(arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; arena.key[i] == \old(arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; arena.mark[i] == \old(arena.mark[i]));
    @   ensures (\forall int i; lo < i && i <= arena.count; arena.start[i] == \old(arena.start[i + less]));
    @   ensures (\forall int i; lo < i && i < arena.count; arena.key[i] == \old(arena.key[i + less]));
    @   ensures (\forall int i; lo < i && i < arena.count; arena.mark[i] == \old(arena.mark[i + less]));
    @   ensures \invariant_for(arena);
    @*/
  void release(int f) {
    boolean whole = Reach.whole(arena.key, arena.mark, arena.count, f);
    int lo = Reach.low(arena.key, arena.mark, arena.count, f);
    int hi = Reach.high(arena.key, arena.mark, arena.count, f);
    int first = whole ? Segments.INSIDE : arena.mark[lo];
    //@ assert Reach.around(arena.key, arena.mark, arena.count, f);
    meld(lo, hi - lo, whole, first);
  }

  /**
   * Makes of a segment and so many after it a hole between spans, or a free one that merges with none
   * and is not all of an imported span.
   */
  /*@ private normal_behavior
    @   requires 0 <= lo && 0 <= less && lo + less < arena.count && 0 <= m && m <= 2;
    @   requires 0 < lo && 0 < arena.key[lo - 1] ==> arena.mark[lo - 1] != 2;
    @   requires hole ==> m == 0 && (0 < lo ==> arena.key[lo - 1] != -1);
    @   requires hole && lo + less + 1 < arena.count ==> arena.mark[lo + less + 1] != 0;
    @   requires !hole && (lo == 0 || arena.key[lo - 1] != 0) ==> m != 0;
    @   requires !hole && lo + less + 1 < arena.count && 0 < arena.key[lo + less + 1] ==> arena.mark[lo + less + 1] != 0;
    @   requires m == 2 ==> lo + less + 1 < arena.count && arena.key[lo + less + 1] == 0 && arena.mark[lo + less + 1] == 0;
    @   old long now = arena.top == Long.MAX_VALUE ? arena.top : arena.top + 1;
    @   assignable arena.*, arena.start[*], arena.key[*], arena.mark[*];
    @   ensures 0 <= arena.count && arena.count < arena.start.length;
    @   ensures arena.key.length == arena.start.length && arena.mark.length == arena.start.length;
    @   ensures arena.count == \old(arena.count) - less && arena.top == now;
    @   ensures arena.start == \old(arena.start) && arena.key == \old(arena.key) && arena.mark == \old(arena.mark);
    @   ensures arena.key[lo] == (hole ? Segments.HOLE : now) && arena.mark[lo] == m;
    @   ensures (\forall int i; 0 <= i && i <= lo; arena.start[i] == \old(arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; arena.key[i] == \old(arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; arena.mark[i] == \old(arena.mark[i]));
    @   ensures (\forall int i; lo < i && i <= arena.count; arena.start[i] == \old(arena.start[i + less]));
    @   ensures (\forall int i; lo < i && i < arena.count; arena.key[i] == \old(arena.key[i + less]));
    @   ensures (\forall int i; lo < i && i < arena.count; arena.mark[i] == \old(arena.mark[i + less]));
    @   ensures \invariant_for(arena);
    @*/
  private void meld(int lo, int less, boolean hole, int m) {
    arena.join(lo, less, hole, m);
  }

  // Lemma: a segment ends after it starts.
  /*@ public normal_behavior
    @   requires 0 <= i && i < arena.count;
    @   ensures \result && arena.start[i] < arena.start[i + 1];
    @ pure model public boolean wide(int i) { return true; }
    @*/
}
