package org.alloracle.reference.weealloc;

/**
 * The cells of a heap in the order of their addresses, and their places in the free lists. How they are kept, and that
 * they tile the memory, is said in {@link Tiling}: who has a row need not show that again.
 *
 * <p>Cell {@code i} is the words from {@code start[i]} up to {@code start[i + 1]}, a header of two and
 * its data. {@code edge[i]} says whether cell {@code i} is the first of its segment: nothing merges across.
 *
 * <p>{@code kind[i]} is 0 for a cell of the main list, and from 1 to {@link #CLASSES} for one of the size class of so
 * many words. {@code key[i]} is 0 if cell {@code i} is allocated. The free list of a kind is its other cells, the
 * greatest key first (of equal keys, which come up only after 2^63 frees, the lowest cell). So a cell is free exactly if
 * it is on one list, once. No key is above {@code top}.
 */
public abstract class Row {
  /** The most words of a size class. */
  public static final int CLASSES = 256;

  /*@ spec_public @*/ int pages;
  /*@ spec_public @*/ int count;
  /*@ spec_public @*/ long[] start;
  /*@ spec_public @*/ long[] key;
  /*@ spec_public @*/ long[] kind;
  /*@ spec_public @*/ boolean[] edge;
  /*@ spec_public @*/ long top;

  /*@ // METADATA
    @ public invariant 0 <= pages && pages <= 65536;
    @ public invariant 0 <= count && count < start.length;
    @ public invariant key.length == start.length && edge.length == start.length && start != key;
    @ public invariant kind.length == start.length && kind != start && kind != key;
    @ public invariant (\forall int i; 0 <= i && i < count; 0 <= kind[i] && kind[i] <= CLASSES);
    @ public invariant 0 <= top;
    @ public invariant (\forall int i; 0 <= i && i < count; 0 <= key[i] && key[i] <= top);
    @ // CONTAINMENT: the cells are in the obtained pages
    @ public invariant start[0] == 0 && start[count] == 8192 * pages;
    @ public invariant (\forall int i; 0 <= i && i <= count; 0 <= start[i] && start[i] <= 8192 * pages);
    @*/

  /** No page and no cell. */
  /*@ normal_behavior
    @   ensures pages == 0 && count == 0 && top == 0;
    @   ensures \fresh(start) && \fresh(key) && \fresh(kind) && \fresh(edge);
    @ pure
    @*/
  Row() {
    start = new long[8];
    key = new long[8];
    kind = new long[8];
    edge = new boolean[8];
  }

  /**
   * Allocates the end of a free cell, its data from a place on; or, for {@code count}, of a new segment
   * of so many pages. What stays before it keeps the list place; of a segment it becomes the head. If that is for a
   * size class of so many words, not 0, the new cell becomes the head of its list, and the end of it is allocated.
   */
  /*@ public normal_behavior
    @   requires 0 <= f && f <= count && 0 <= more && pages + more <= 65536 && 0 <= words && words <= CLASSES;
    @   requires f < count ==> 0 < key[f] && more == 0;
    @   requires f == count ==> 1 <= more;
    @   old long end = f < count ? start[f + 1] : 8192 * (pages + more);
    @   old long own = f < count ? kind[f] : 0;
    @   requires (at == start[f] + 2 || start[f] + 5 <= at && start[f] + 4 + own <= at) && at < end && at + own <= end;
    @   requires 0 < words ==> own == 0 && at + 2 * words + 2 <= end;
    @   old long one = top == Long.MAX_VALUE ? top : top + 1;
    @   old long two = one == Long.MAX_VALUE ? one : one + 1;
    @   old int front = start[f] + 2 < at ? 1 : 0;
    @   old int made = f < count ? 0 : 1;
    @   old int head = made == 1 && front == 1 ? 1 : 0;
    @   old int second = 0 < words ? 1 : 0;
    @   old int c = f + front;
    @   old int by = front + second;
    @   assignable start, key, kind, edge, count, pages, top, start[*], key[*], kind[*], edge[*];
    @   ensures count == \old(count) + by + made && pages == \old(pages) + more;
    @   ensures start[f] == \old(start[f]) && edge[f] == (made == 1 || \old(edge[f]));
    @   ensures front == 1 ==> !edge[f + 1] && kind[f] == own && key[f] == (made == 1 ? one : \old(key[f]));
    @   ensures start[c] == at - 2 && kind[c] == (0 < words ? words : own) && key[c] == (0 < words ? top : 0);
    @   ensures 0 < words ==> start[c + 1] == end - words - 2 && kind[c + 1] == words && key[c + 1] == 0 && !edge[c + 1];
    @   ensures start[f + by + 1] == end;
    @   ensures top == (head + second == 2 ? two : head + second == 1 ? one : \old(top));
    @   // FRAME, CONSERVATION: all other cells as they were
    @   ensures (\forall int i; 0 <= i && i < f; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; kind[i] == \old(kind[i]));
    @   ensures (\forall int i; 0 <= i && i < f; edge[i] == \old(edge[i]));
    @   ensures (\forall int i; f + by + 1 < i && i <= count; start[i] == \old(start[i - by]));
    @   ensures (\forall int i; f + by < i && i < count; key[i] == \old(key[i - by]));
    @   ensures (\forall int i; f + by < i && i < count; kind[i] == \old(kind[i - by]));
    @   ensures (\forall int i; f + by < i && i < count; edge[i] == \old(edge[i - by]));
    @*/
  public abstract void occupy(int f, long at, int more, long words);

  /**
   * Frees an allocated cell. Of the main list's, the cell before it absorbs it if that is free and of its segment;
   * else the cell after it, if that is free and of its segment, becomes one with it in its own list place; else, and in
   * a size class, it becomes the head of its list.
   */
  /*@ public normal_behavior
    @   requires 0 <= f && f < count && key[f] == 0;
    @   old boolean before = 0 < f && !edge[f] && 0 < key[f - 1] && kind[f] == 0 && kind[f - 1] == 0;
    @   old boolean after = !before && f + 1 < count && !edge[f + 1] && 0 < key[f + 1] && kind[f] == 0 && kind[f + 1] == 0;
    @   old long now = top == Long.MAX_VALUE ? top : top + 1;
    @   old long place = before ? key[f - 1] : after ? key[f + 1] : now;
    @   old int g = before ? f - 1 : f;
    @   old int gone = before || after ? 1 : 0;
    @   assignable count, top, start[*], key[*], kind[*], edge[*];
    @   ensures count == \old(count) - gone && key[g] == place;
    @   ensures top == (gone == 1 ? \old(top) : now);
    @   // FRAME, CONSERVATION: all other cells as they were
    @   ensures (\forall int i; 0 <= i && i <= g; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < g; key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i <= g; kind[i] == \old(kind[i]));
    @   ensures (\forall int i; 0 <= i && i <= g; edge[i] == \old(edge[i]));
    @   ensures (\forall int i; g < i && i <= count; start[i] == \old(start[i + gone]));
    @   ensures (\forall int i; g < i && i < count; key[i] == \old(key[i + gone]));
    @   ensures (\forall int i; g < i && i < count; kind[i] == \old(kind[i + gone]));
    @   ensures (\forall int i; g < i && i < count; edge[i] == \old(edge[i + gone]));
    @*/
  public abstract void free(int f);

  /** The words of a cell's data. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < count;
    @   assignable \nothing;
    @   ensures \result == start[i + 1] - start[i] - 2 && 1 <= \result && \result <= 8192 * pages;
    @ pure
    @*/
  public abstract long words(int i);
}
