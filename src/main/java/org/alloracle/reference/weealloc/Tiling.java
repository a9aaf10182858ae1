package org.alloracle.reference.weealloc;

import org.alloracle.reference.Moves;

/** A {@link Row} whose cells tile the obtained pages. */
public final class Tiling extends Row {
  /*@ // METADATA
    @ public invariant 0 < count ==> edge[0]; // the first cell begins a segment
    @ // DISJOINTNESS, CONSERVATION: cells ascend; each has a header and a word of data
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j <= count; start[i] + 3 <= start[j]);
    @ // METADATA: one of a size class has so many words
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j <= count && 0 < kind[i];
    @   start[i] + 2 + kind[i] <= start[j]);
    @*/

  /** No page and no cell. */
  /*@ normal_behavior
    @   ensures pages == 0 && count == 0 && top == 0;
    @   ensures \fresh(start) && \fresh(key) && \fresh(kind) && \fresh(edge);
    @ pure
    @*/
  Tiling() {}

  /** No page and no cell, as what it is for others. */
  /*@ normal_behavior
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result instanceof Tiling;
    @   ensures \fresh(\result.start) && \fresh(\result.key) && \fresh(\result.kind) && \fresh(\result.edge);
    @   ensures \result.pages == 0 && \result.count == 0 && \result.top == 0;
    @*/
  static Row empty() {
    return new Tiling();
  }

  @Override
  public void occupy(int f, long at, int more, long words) {
    int c = start[f] + 2 < at ? f + 1 : f;
    reserve();
    put(f, at, more);
    // One proof a path.
    //@ split
    if (words > 0) {
      settle(c, words);
    }
  }

  /** The work of {@link #occupy}, in arrays that are long enough. */
  /*@ private normal_behavior
    @   requires 0 <= f && f <= count && count + 2 < start.length && 0 <= more && pages + more <= 65536;
    @   requires f < count ==> 0 < key[f] && more == 0;
    @   requires f == count ==> 1 <= more;
    @   old long end = f < count ? start[f + 1] : 8192 * (pages + more);
    @   old long words = f < count ? kind[f] : 0;
    @   requires (at == start[f] + 2 || start[f] + 5 <= at && start[f] + 4 + words <= at) && at < end && at + words <= end;
    @   old long now = top == Long.MAX_VALUE ? top : top + 1;
    @   old int front = start[f] + 2 < at ? 1 : 0;
    @   old int made = f < count ? 0 : 1;
    @   assignable count, pages, top, start[f + 1 .. count + 2], key[f .. count + 1], kind[f .. count + 1], edge[f .. count + 1];
    @   ensures count == \old(count) + front + made && pages == \old(pages) + more;
    @   ensures key[f + front] == 0 && start[f + front] == at - 2 && start[f + front + 1] == end;
    @   ensures edge[f] == (made == 1 || \old(edge[f]));
    @   ensures front == 1 ==> !edge[f + 1] && key[f] == (made == 1 ? now : \old(key[f]));
    @   ensures kind[f] == words && kind[f + front] == words;
    @   ensures top == (made == 1 && front == 1 ? now : \old(top));
    @   ensures (\forall int i, j; f + 1 < i && j == i + front && j <= count; start[j] == \old(start[i]));
    @   ensures (\forall int i, j; f < i && j == i + front && j < count; key[j] == \old(key[i]));
    @   ensures (\forall int i, j; f < i && j == i + front && j < count; kind[j] == \old(kind[i]));
    @   ensures (\forall int i, j; f < i && j == i + front && j < count; edge[j] == \old(edge[i]));
    @*/
  private void put(int f, long at, int more) {
    // One proof a path.
    //@ split
    if (f < count) {
      carve(f, at);
    } else {
      append(more, at);
    }
  }

  /** Allocates the end of a free cell, its data from a place on. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && count + 1 < start.length && 0 < key[f];
    @   requires (at == start[f] + 2 || start[f] + 5 <= at && start[f] + 4 + kind[f] <= at) && at < start[f + 1];
    @   requires at + kind[f] <= start[f + 1];
    @   old int front = start[f] + 2 < at ? 1 : 0;
    @   assignable count, start[f + 1 .. count + 1], key[f .. count], kind[f + 1 .. count], edge[f + 1 .. count];
    @   ensures count == \old(count) + front && key[f + front] == 0 && kind[f + front] == kind[f];
    @   ensures start[f + front] == at - 2 && start[f + front + 1] == \old(start[f + 1]);
    @   ensures front == 1 ==> key[f] == \old(key[f]) && !edge[f + 1];
    @   ensures (\forall int i, j; f < i && j == i + front && j <= count; start[j] == \old(start[i]));
    @   ensures (\forall int i, j; f < i && j == i + front && j < count; key[j] == \old(key[i]));
    @   ensures (\forall int i, j; f < i && j == i + front && j < count; kind[j] == \old(kind[i]));
    @   ensures (\forall int i, j; f < i && j == i + front && j < count; edge[j] == \old(edge[i]));
    @*/
  private void carve(int f, long at) {
    // One proof a path.
    //@ split
    if (start[f] + 2 == at) {
      key[f] = 0;
    } else {
      divide(f, at);
    }
  }

  /** Divides a free cell in two, of which the second is allocated. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && count + 1 < start.length && 0 < key[f];
    @   requires start[f] + 5 <= at && start[f] + 4 + kind[f] <= at && at < start[f + 1] && at + kind[f] <= start[f + 1];
    @   assignable count, start[f + 1 .. count + 1], key[f + 1 .. count], kind[f + 1 .. count], edge[f + 1 .. count];
    @   ensures count == \old(count) + 1 && start[f + 1] == at - 2 && key[f + 1] == 0 && !edge[f + 1];
    @   ensures kind[f + 1] == kind[f];
    @   ensures (\forall int i, j; f < i && j == i + 1 && j <= count; start[j] == \old(start[i]));
    @   ensures (\forall int i, j; f < i && j == i + 1 && j < count; key[j] == \old(key[i]));
    @   ensures (\forall int i, j; f < i && j == i + 1 && j < count; kind[j] == \old(kind[i]));
    @   ensures (\forall int i, j; f < i && j == i + 1 && j < count; edge[j] == \old(edge[i]));
    @*/
  private void divide(int f, long at) {
    Moves.up(start, f + 1, count + 1, 1);
    Moves.up(key, f + 1, count, 1);
    Moves.up(kind, f + 1, count, 1);
    Moves.up(edge, f + 1, count, 1);
    start[f + 1] = at - 2;
    key[f + 1] = 0;
    kind[f + 1] = kind[f];
    edge[f + 1] = false;
    count = count + 1;
  }

  /** Obtains a segment for an allocated cell with its data from a place on. */
  /*@ private normal_behavior
    @   requires count + 2 < start.length && 1 <= more && pages + more <= 65536;
    @   requires at == start[count] + 2 || start[count] + 5 <= at;
    @   old int c = count;
    @   old long end = 8192 * (pages + more);
    @   requires at < end;
    @   old int front = start[count] + 2 < at ? 1 : 0;
    @   old long now = top == Long.MAX_VALUE ? top : top + 1;
    @   assignable count, pages, top, start[count + 1 .. count + 2], key[count .. count + 1], kind[count .. count + 1],
    @     edge[count .. count + 1];
    @   ensures count == c + front + 1 && pages == \old(pages) + more;
    @   ensures key[c + front] == 0 && kind[c + front] == 0 && kind[c] == 0 && edge[c];
    @   ensures start[c + front] == at - 2 && start[c + front + 1] == end;
    @   ensures front == 1 ==> key[c] == now && !edge[c + 1];
    @   ensures top == (front == 1 ? now : \old(top));
    @*/
  private void append(int more, long at) {
    edge[count] = true;
    kind[count] = 0;
    if (start[count] + 2 < at) {
      top = top == Long.MAX_VALUE ? top : top + 1;
      key[count] = top;
      count = count + 1;
      start[count] = at - 2;
      edge[count] = false;
      kind[count] = 0;
    }
    key[count] = 0;
    count = count + 1;
    pages = pages + more;
    start[count] = 8192L * pages;
  }

  /** Makes a cell of a size class of an allocated one of the main list, the head of its list, and allocates its end. */
  /*@ normal_behavior
    @   requires 0 <= c && c < count && key[c] == 0 && kind[c] == 0;
    @   requires 1 <= words && words <= CLASSES && start[c] + 2 * words + 4 <= start[c + 1] && count + 1 < start.length;
    @   old long now = top == Long.MAX_VALUE ? top : top + 1;
    @   assignable count, top, start[c + 1 .. count + 1], key[c .. count], kind[c .. count], edge[c + 1 .. count];
    @   ensures count == \old(count) + 1 && top == now;
    @   ensures kind[c] == words && key[c] == now;
    @   ensures start[c + 1] == \old(start[c + 1]) - words - 2 && kind[c + 1] == words && key[c + 1] == 0 && !edge[c + 1];
    @   ensures (\forall int i; c + 1 < i && i <= count; start[i] == \old(start[i - 1]));
    @   ensures (\forall int i; c + 1 < i && i < count; key[i] == \old(key[i - 1]));
    @   ensures (\forall int i; c + 1 < i && i < count; kind[i] == \old(kind[i - 1]));
    @   ensures (\forall int i; c + 1 < i && i < count; edge[i] == \old(edge[i - 1]));
    @*/
  void settle(int c, long words) {
    dedicate(c, words);
    divide(c, start[c + 1] - words);
  }

  /** Makes an allocated cell of the main list a free one of a size class, the head of its list. */
  /*@ normal_behavior
    @   requires 0 <= f && f < count && key[f] == 0 && kind[f] == 0;
    @   requires 1 <= words && words <= CLASSES && start[f] + 2 + words <= start[f + 1];
    @   old long now = top == Long.MAX_VALUE ? top : top + 1;
    @   assignable top, key[f], kind[f];
    @   ensures top == now && key[f] == now && kind[f] == words;
    @*/
  void dedicate(int f, long words) {
    release(f);
    kind[f] = words;
  }

  @Override
  public void free(int f) {
    // One proof a path.
    //@ split
    if (f > 0 && !edge[f] && key[f - 1] > 0 && kind[f] == 0 && kind[f - 1] == 0) {
      join(f - 1, key[f - 1]);
    } else if (f + 1 < count && !edge[f + 1] && key[f + 1] > 0 && kind[f] == 0 && kind[f + 1] == 0) {
      join(f, key[f + 1]);
    } else {
      release(f);
    }
  }

  /** Puts an allocated cell at the head of the list. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count;
    @   old long now = top == Long.MAX_VALUE ? top : top + 1;
    @   assignable top, key[f];
    @   ensures top == now && key[f] == now;
    @*/
  private void release(int f) {
    top = top == Long.MAX_VALUE ? top : top + 1;
    key[f] = top;
  }

  /** Makes one free cell of two, with a list place. */
  /*@ private normal_behavior
    @   requires 0 <= f && f + 1 < count && 0 < place && place <= top && kind[f] == 0 && kind[f + 1] == 0;
    @   assignable count, start[f + 1 .. count - 1], key[f .. count - 2], kind[f + 1 .. count - 2], edge[f + 1 .. count - 2];
    @   ensures count == \old(count) - 1 && key[f] == place;
    @   ensures (\forall int i; f < i && i <= count; start[i] == \old(start[i + 1]));
    @   ensures (\forall int i; f < i && i < count; key[i] == \old(key[i + 1]));
    @   ensures (\forall int i; f < i && i < count; kind[i] == \old(kind[i + 1]));
    @   ensures (\forall int i; f < i && i < count; edge[i] == \old(edge[i + 1]));
    @*/
  private void join(int f, long place) {
    //@ assert start[f] + 3 <= start[f + 1] && start[f + 1] + 3 <= start[f + 2];
    Moves.down(start, f + 2, count + 1, 1);
    Moves.down(key, f + 2, count, 1);
    Moves.down(kind, f + 2, count, 1);
    Moves.down(edge, f + 2, count, 1);
    count = count - 1;
    key[f] = place;
  }

  @Override
  public long words(int i) {
    return start[i + 1] - start[i] - 2;
  }

  /** Makes room for three more cells. */
  /*@ private normal_behavior
    @   assignable start, key, kind, edge;
    @   ensures count + 3 < start.length;
    @   ensures start == \old(start) || \fresh(start);
    @   ensures key == \old(key) || \fresh(key);
    @   ensures kind == \old(kind) || \fresh(kind);
    @   ensures edge == \old(edge) || \fresh(edge);
    @   ensures (\forall int i; 0 <= i && i <= count; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < count; key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i < count; kind[i] == \old(kind[i]));
    @   ensures (\forall int i; 0 <= i && i < count; edge[i] == \old(edge[i]));
    @*/
  private void reserve() {
    //@ assert spread(count);
    if (count + 3 >= start.length) {
      int length = count + count / 2 + 4;
      start = Moves.longer(start, length);
      key = Moves.longer(key, length);
      kind = Moves.longer(kind, length);
      edge = Moves.longer(edge, length);
    }
  }

  // Lemma: cell i starts at word 3 * i or later.
  /*@ private normal_behavior
    @   requires 0 <= i && i <= count;
    @   ensures \result && 3 * i <= start[i];
    @   measured_by i;
    @ pure model private boolean spread(int i) { return i == 0 || spread(i - 1); }
    @*/

  // Lemma, DISJOINTNESS: a cell ends where or before a later one starts.
  /*@ public normal_behavior
    @   requires 0 <= i && i < j && j < count;
    @   ensures \result && start[i + 1] <= start[j];
    @   measured_by j;
    @ pure model public boolean apart(int i, int j) { return i == j - 1 || apart(i, j - 1); }
    @*/
}
