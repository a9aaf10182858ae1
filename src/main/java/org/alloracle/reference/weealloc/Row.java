package org.alloracle.reference.weealloc;

import org.alloracle.reference.Moves;

/**
 * The cells of a heap in the order of their addresses, and their places in the free list.
 *
 * <p>Cell {@code i} is the words from {@code start[i]} up to {@code start[i + 1]}, a header of two and
 * its data; so the cells tile the obtained pages by construction. {@code edge[i]} says whether cell
 * {@code i} is the first of its segment: nothing merges across.
 *
 * <p>{@code key[i]} is 0 if cell {@code i} is allocated. The free list is the other cells, the greatest
 * key first (of equal keys, which come up only after 2^63 frees, the lowest cell). So a cell is free
 * exactly if it is on the list, once. No key is above {@code top}.
 */
public final class Row {
  /*@ spec_public @*/ int pages;
  /*@ spec_public @*/ int count;
  /*@ spec_public @*/ long[] start;
  /*@ spec_public @*/ long[] key;
  /*@ spec_public @*/ boolean[] edge;
  /*@ spec_public @*/ long top;

  /*@ // METADATA
    @ public invariant 0 <= pages && pages <= 65536;
    @ public invariant 0 <= count && count < start.length;
    @ public invariant key.length == start.length && edge.length == start.length && start != key;
    @ public invariant 0 <= top;
    @ public invariant (\forall int i; 0 <= i && i < count; 0 <= key[i] && key[i] <= top);
    @ public invariant 0 < count ==> edge[0]; // the first cell begins a segment
    @ // CONTAINMENT, CONSERVATION: the cells tile the obtained pages
    @ public invariant start[0] == 0 && start[count] == 8192 * pages;
    @ public invariant (\forall int i; 0 <= i && i <= count; 0 <= start[i] && start[i] <= 8192 * pages);
    @ // DISJOINTNESS: cells ascend; each has a header and a word of data
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j <= count; start[i] + 3 <= start[j]);
    @*/

  /** No page and no cell. */
  /*@ public normal_behavior
    @   ensures pages == 0 && count == 0 && top == 0;
    @ pure
    @*/
  public Row() {
    start = new long[8];
    key = new long[8];
    edge = new boolean[8];
  }

  /**
   * Allocates the end of a free cell, its data from a place on; or, for {@code count}, of a new segment
   * of so many pages. What stays before it keeps the list place; of a segment it becomes the head.
   */
  /*@ public normal_behavior
    @   requires 0 <= f && f <= count && 0 <= more && pages + more <= 65536;
    @   requires f < count ==> 0 < key[f] && more == 0;
    @   requires f == count ==> 1 <= more;
    @   old long end = f < count ? start[f + 1] : 8192 * (pages + more);
    @   requires (at == start[f] + 2 || start[f] + 5 <= at) && at < end;
    @   old long now = top == Long.MAX_VALUE ? top : top + 1;
    @   old int front = start[f] + 2 < at ? 1 : 0;
    @   old int made = f < count ? 0 : 1;
    @   assignable start, key, edge, count, pages, top, start[*], key[*], edge[*];
    @   ensures count == \old(count) + front + made && pages == \old(pages) + more;
    @   ensures key[f + front] == 0 && start[f + front] == at - 2 && start[f + front + 1] == end;
    @   ensures start[f] == \old(start[f]) && edge[f] == (made == 1 || \old(edge[f]));
    @   ensures front == 1 ==> !edge[f + 1] && key[f] == (made == 1 ? now : \old(key[f]));
    @   ensures top == (made == 1 && front == 1 ? now : \old(top));
    @   // FRAME, CONSERVATION: all other cells as they were
    @   ensures (\forall int i; 0 <= i && i < f; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; edge[i] == \old(edge[i]));
    @   ensures (\forall int i; f + front + 1 < i && i <= count; start[i] == \old(start[i - front]));
    @   ensures (\forall int i; f + front < i && i < count; key[i] == \old(key[i - front]));
    @   ensures (\forall int i; f + front < i && i < count; edge[i] == \old(edge[i - front]));
    @*/
  public void occupy(int f, long at, int more) {
    reserve();
    put(f, at, more);
  }

  /** The work of {@link #occupy}, in arrays that are long enough. */
  /*@ private normal_behavior
    @   requires 0 <= f && f <= count && count + 2 < start.length && 0 <= more && pages + more <= 65536;
    @   requires f < count ==> 0 < key[f] && more == 0;
    @   requires f == count ==> 1 <= more;
    @   old long end = f < count ? start[f + 1] : 8192 * (pages + more);
    @   requires (at == start[f] + 2 || start[f] + 5 <= at) && at < end;
    @   old long now = top == Long.MAX_VALUE ? top : top + 1;
    @   old int front = start[f] + 2 < at ? 1 : 0;
    @   old int made = f < count ? 0 : 1;
    @   assignable count, pages, top, start[f + 1 .. count + 2], key[f .. count + 1], edge[f .. count + 1];
    @   ensures count == \old(count) + front + made && pages == \old(pages) + more;
    @   ensures key[f + front] == 0 && start[f + front] == at - 2 && start[f + front + 1] == end;
    @   ensures edge[f] == (made == 1 || \old(edge[f]));
    @   ensures front == 1 ==> !edge[f + 1] && key[f] == (made == 1 ? now : \old(key[f]));
    @   ensures top == (made == 1 && front == 1 ? now : \old(top));
    @   ensures (\forall int i, j; f + 1 < i && j == i + front && j <= count; start[j] == \old(start[i]));
    @   ensures (\forall int i, j; f < i && j == i + front && j < count; key[j] == \old(key[i]));
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
    @   requires (at == start[f] + 2 || start[f] + 5 <= at) && at < start[f + 1];
    @   old int front = start[f] + 2 < at ? 1 : 0;
    @   assignable count, start[f + 1 .. count + 1], key[f .. count], edge[f + 1 .. count];
    @   ensures count == \old(count) + front && key[f + front] == 0;
    @   ensures start[f + front] == at - 2 && start[f + front + 1] == \old(start[f + 1]);
    @   ensures front == 1 ==> key[f] == \old(key[f]) && !edge[f + 1];
    @   ensures (\forall int i, j; f < i && j == i + front && j <= count; start[j] == \old(start[i]));
    @   ensures (\forall int i, j; f < i && j == i + front && j < count; key[j] == \old(key[i]));
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
    @   requires start[f] + 5 <= at && at < start[f + 1];
    @   assignable count, start[f + 1 .. count + 1], key[f + 1 .. count], edge[f + 1 .. count];
    @   ensures count == \old(count) + 1 && start[f + 1] == at - 2 && key[f + 1] == 0 && !edge[f + 1];
    @   ensures (\forall int i, j; f < i && j == i + 1 && j <= count; start[j] == \old(start[i]));
    @   ensures (\forall int i, j; f < i && j == i + 1 && j < count; key[j] == \old(key[i]));
    @   ensures (\forall int i, j; f < i && j == i + 1 && j < count; edge[j] == \old(edge[i]));
    @*/
  private void divide(int f, long at) {
    Moves.up(start, f + 1, count + 1, 1);
    Moves.up(key, f + 1, count, 1);
    Moves.up(edge, f + 1, count, 1);
    start[f + 1] = at - 2;
    key[f + 1] = 0;
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
    @   assignable count, pages, top, start[count + 1 .. count + 2], key[count .. count + 1], edge[count .. count + 1];
    @   ensures count == c + front + 1 && pages == \old(pages) + more;
    @   ensures key[c + front] == 0 && edge[c];
    @   ensures start[c + front] == at - 2 && start[c + front + 1] == end;
    @   ensures front == 1 ==> key[c] == now && !edge[c + 1];
    @   ensures top == (front == 1 ? now : \old(top));
    @*/
  private void append(int more, long at) {
    edge[count] = true;
    if (start[count] + 2 < at) {
      top = top == Long.MAX_VALUE ? top : top + 1;
      key[count] = top;
      count = count + 1;
      start[count] = at - 2;
      edge[count] = false;
    }
    key[count] = 0;
    count = count + 1;
    pages = pages + more;
    start[count] = 8192L * pages;
  }

  /**
   * Frees an allocated cell. The cell before it absorbs it if that is free and of its segment; else the
   * cell after it, if that is free and of its segment, becomes one with it in its own list place; else it
   * becomes the head of the list.
   */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && key[f] == 0;
    @   old boolean before = 0 < f && !edge[f] && 0 < key[f - 1];
    @   old boolean after = !before && f + 1 < count && !edge[f + 1] && 0 < key[f + 1];
    @   old long now = top == Long.MAX_VALUE ? top : top + 1;
    @   old long place = before ? key[f - 1] : after ? key[f + 1] : now;
    @   old int g = before ? f - 1 : f;
    @   old int gone = before || after ? 1 : 0;
    @   assignable count, top, start[*], key[*], edge[*];
    @   ensures count == \old(count) - gone && key[g] == place;
    @   ensures top == (gone == 1 ? \old(top) : now);
    @   // FRAME, CONSERVATION: all other cells as they were
    @   ensures (\forall int i; 0 <= i && i <= g; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < g; key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i <= g; edge[i] == \old(edge[i]));
    @   ensures (\forall int i; g < i && i <= count; start[i] == \old(start[i + gone]));
    @   ensures (\forall int i; g < i && i < count; key[i] == \old(key[i + gone]));
    @   ensures (\forall int i; g < i && i < count; edge[i] == \old(edge[i + gone]));
    @*/
  public void free(int f) {
    // One proof a path.
    //@ split
    if (f > 0 && !edge[f] && key[f - 1] > 0) {
      join(f - 1, key[f - 1]);
    } else if (f + 1 < count && !edge[f + 1] && key[f + 1] > 0) {
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
    @   requires 0 <= f && f + 1 < count && 0 < place && place <= top;
    @   assignable count, start[f + 1 .. count - 1], key[f .. count - 2], edge[f + 1 .. count - 2];
    @   ensures count == \old(count) - 1 && key[f] == place;
    @   ensures (\forall int i; f < i && i <= count; start[i] == \old(start[i + 1]));
    @   ensures (\forall int i; f < i && i < count; key[i] == \old(key[i + 1]));
    @   ensures (\forall int i; f < i && i < count; edge[i] == \old(edge[i + 1]));
    @*/
  private void join(int f, long place) {
    //@ assert start[f] + 3 <= start[f + 1] && start[f + 1] + 3 <= start[f + 2];
    Moves.down(start, f + 2, count + 1, 1);
    Moves.down(key, f + 2, count, 1);
    Moves.down(edge, f + 2, count, 1);
    count = count - 1;
    key[f] = place;
  }

  /** Makes room for two more cells. */
  /*@ private normal_behavior
    @   assignable start, key, edge;
    @   ensures count + 2 < start.length;
    @   ensures start == \old(start) || \fresh(start);
    @   ensures key == \old(key) || \fresh(key);
    @   ensures edge == \old(edge) || \fresh(edge);
    @   ensures (\forall int i; 0 <= i && i <= count; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < count; key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i < count; edge[i] == \old(edge[i]));
    @*/
  private void reserve() {
    //@ assert spread(count);
    if (count + 2 >= start.length) {
      int length = count + count / 2 + 3;
      start = Moves.longer(start, length);
      key = Moves.longer(key, length);
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
