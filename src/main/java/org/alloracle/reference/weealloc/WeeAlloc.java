package org.alloracle.reference.weealloc;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Moves;
import org.alloracle.reference.Multiples;
import org.alloracle.reference.Powers;

/**
 * First fit in the order of a free list, after wee_alloc on 64 bits without size classes.
 *
 * <p>Memory is counted in words of 8 bytes. It is obtained in segments of whole pages of 65536 bytes,
 * from address 0 upwards and up to a limit, and never given back. Cell {@code i} is the words from
 * {@code start[i]} up to {@code start[i + 1]}, a header of two and its data; so the cells tile the
 * obtained memory by construction. {@code edge[i]} says whether cell {@code i} is the first of its
 * segment: nothing merges across.
 *
 * <p>{@code key[i]} is 0 if cell {@code i} is allocated. The free list is the other cells, the greatest
 * key first (of equal keys, which come up only after 2^63 frees, the lowest cell). So a cell is free
 * exactly if it is on the list, once; the source drops the cells that a search skips.
 *
 * <p>A freed cell is absorbed by the cell before it if that is free; else, if the cell after it is free,
 * the two become one in the list place of the latter; else it becomes the head of the list. Free cells
 * may touch all the same: a cell freed between two free ones joins the first only. The source puts the
 * second kind of merging off until a search comes by; as a search merges before it looks, no answer
 * tells the difference, and here it is done at once.
 *
 * <p>{@link #allocate} searches the list for the first cell with a {@link Cells#place}: from the end of
 * the cell if what stays before it is a cell with 16 words of data or more, else the whole of it. If
 * there is none, it obtains a segment, large enough, whose one cell becomes the head. It fails exactly
 * if that would pass the limit. A request for 0 bytes gets a cell of its own; in the source it gets its
 * alignment for an address. Confined to one thread.
 */
public final class WeeAlloc implements BlockAllocator {
  private /*@ spec_public @*/ final int most;
  private /*@ spec_public @*/ int pages;
  private /*@ spec_public @*/ int count;
  private /*@ spec_public @*/ long[] start;
  private /*@ spec_public @*/ long[] key;
  private /*@ spec_public @*/ boolean[] edge;
  private /*@ spec_public @*/ long top;

  /*@ // METADATA
    @ public invariant 0 <= pages && pages <= most && most <= 65536;
    @ public invariant 0 <= count && count < start.length;
    @ public invariant key.length == start.length && edge.length == start.length && start != key;
    @ public invariant 0 <= top;
    @ public invariant (\forall int i; 0 <= i && i < count; 0 <= key[i] && key[i] <= top);
    @ // CONTAINMENT, CONSERVATION: the cells tile the obtained pages
    @ public invariant start[0] == 0 && start[count] == 8192 * pages;
    @ public invariant (\forall int i; 0 <= i && i <= count; 0 <= start[i] && start[i] <= start[count]);
    @ // DISJOINTNESS: cells ascend
    @ public invariant (\forall int i, j; 0 <= i && i < j && j <= count; start[i] + 3 <= start[j]);
    @*/

  /**
   * A heap without a page.
   *
   * @param limitBytes the end of the address space, a multiple of 65536 up to 4 GiB
   * @throws IllegalArgumentException if it is not so
   */
  /*@ public normal_behavior
    @   requires 0 <= limitBytes && limitBytes <= 0x100000000L && limitBytes % 65536 == 0;
    @   ensures 65536 * most == limitBytes && pages == 0 && count == 0 && top == 0;
    @ also public exceptional_behavior
    @   requires !(0 <= limitBytes && limitBytes <= 0x100000000L && limitBytes % 65536 == 0);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public WeeAlloc(long limitBytes) {
    if (limitBytes < 0 || limitBytes > 0x100000000L || limitBytes % 65536 != 0) {
      throw new IllegalArgumentException("the limit is a multiple of 65536 up to 2^32");
    }
    most = (int) (limitBytes / 65536);
    start = new long[8];
    key = new long[8];
    edge = new boolean[8];
  }

  /*@ also public normal_behavior // the first cell of the list that has a place serves; if none has, a new segment
    @   requires 0 <= size && Powers.isOfTwo(alignment);
    @   old long n = Cells.words(size);
    @   old long a = Cells.spacing(alignment);
    @   old int f = firstFit(n, a);
    @   old long more = f < count ? 0 : Cells.pages(n, a);
    @   requires pages + more <= most;
    @   old long end = f < count ? start[f + 1] : 8192 * (pages + more);
    @   old long at = Cells.place(start[f], end, n, a);
    @   old long now = later(top);
    @   old int front = start[f] + 2 < at ? 1 : 0;
    @   old int made = f < count ? 0 : 1;
    @   assignable start, key, edge, count, pages, top, start[*], key[*], edge[*];
    @   ensures \result == 8 * at; // POLICY
    @   ensures \old(Multiples.rem((long) (8 * at), alignment)) == 0; // ALIGNMENT
    @   ensures size <= 8 * (end - at); // CAPACITY
    @   // the new cell is the end of the free one, of which the front stays in its list place
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
    @
    @ also public normal_behavior // HONEST_FAILURE: none has, and the limit is in the way
    @   requires 0 <= size && Powers.isOfTwo(alignment);
    @   old long n = Cells.words(size);
    @   old long a = Cells.spacing(alignment);
    @   requires firstFit(n, a) == count && most < pages + Cells.pages(n, a);
    @   assignable \nothing;
    @   ensures \result == NONE;
    @
    @ also public exceptional_behavior
    @   requires size < 0 || !Powers.isOfTwo(alignment);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long allocate(long size, long alignment) {
    requireValid(size, alignment);
    long n = Cells.words(size);
    long a = Cells.spacing(alignment);
    int f = firstFit(n, a);
    long more = f < count ? 0 : Cells.pages(n, a);
    if (pages + more > most) {
      return NONE;
    }
    //@ assert f == count ==> Cells.serves(pages, n, a);
    long end = f < count ? start[f + 1] : Cells.PAGE * (pages + more);
    long at = Cells.place(start[f], end, n, a);
    //@ assert Cells.inBytes(at, alignment);
    occupy(f, at, (int) more);
    return 8 * at;
  }

  /** Refuses a request that is none. */
  /*@ private normal_behavior
    @   requires 0 <= size && Powers.isOfTwo(alignment);
    @ also private exceptional_behavior
    @   requires size < 0 || !Powers.isOfTwo(alignment);
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  private static void requireValid(long size, long alignment) {
    if (size < 0 || !Powers.isOfTwo(alignment)) {
      throw new InvalidRequestException("a size is at least 0, an alignment a power of two");
    }
  }

  /** Allocates the end of a free cell, its data from a place on, or of a new segment. */
  /*@ private normal_behavior
    @   requires 0 <= f && f <= count && 0 <= more && pages + more <= most;
    @   requires f < count ==> 0 < key[f] && more == 0;
    @   requires f == count ==> 1 <= more;
    @   old long end = f < count ? start[f + 1] : 8192 * (pages + more);
    @   requires (at == start[f] + 2 || start[f] + 5 <= at) && at < end;
    @   old long now = later(top);
    @   old int front = start[f] + 2 < at ? 1 : 0;
    @   old int made = f < count ? 0 : 1;
    @   assignable start, key, edge, count, pages, top, start[*], key[*], edge[*];
    @   ensures count == \old(count) + front + made && pages == \old(pages) + more;
    @   ensures key[f + front] == 0 && start[f + front] == at - 2 && start[f + front + 1] == end;
    @   ensures start[f] == \old(start[f]) && edge[f] == (made == 1 || \old(edge[f]));
    @   ensures front == 1 ==> !edge[f + 1] && key[f] == (made == 1 ? now : \old(key[f]));
    @   ensures top == (made == 1 && front == 1 ? now : \old(top));
    @   ensures (\forall int i; 0 <= i && i < f; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; edge[i] == \old(edge[i]));
    @   ensures (\forall int i; f + front + 1 < i && i <= count; start[i] == \old(start[i - front]));
    @   ensures (\forall int i; f + front < i && i < count; key[i] == \old(key[i - front]));
    @   ensures (\forall int i; f + front < i && i < count; edge[i] == \old(edge[i - front]));
    @*/
  private void occupy(int f, long at, int more) {
    // One proof a path.
    //@ split
    if (f < count) {
      carve(f, at);
    } else {
      grow(more, at);
    }
  }

  /*@ also public normal_behavior // COALESCING: the free cell before it absorbs it
    @   old int f = liveAt(address);
    @   requires 0 < f && f < count && !edge[f] && 0 < key[f - 1];
    @   assignable count, start[*], key[*], edge[*];
    @   ensures count == \old(count) - 1;
    @   // FRAME, CONSERVATION: all other cells as they were
    @   ensures (\forall int i; 0 <= i && i < f; start[i] == \old(start[i]) && edge[i] == \old(edge[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]));
    @   ensures (\forall int i; f <= i && i <= count; start[i] == \old(start[i + 1]));
    @   ensures (\forall int i; f <= i && i < count; key[i] == \old(key[i + 1]));
    @   ensures (\forall int i; f <= i && i < count; edge[i] == \old(edge[i + 1]));
    @ also public normal_behavior // COALESCING: else it absorbs the free cell after it, list place and all
    @   old int f = liveAt(address);
    @   requires f + 1 < count && !(0 < f && !edge[f] && 0 < key[f - 1]) && !edge[f + 1] && 0 < key[f + 1];
    @   old long place = key[f + 1];
    @   assignable count, start[*], key[*], edge[*];
    @   ensures count == \old(count) - 1 && key[f] == place;
    @   // FRAME, CONSERVATION: all other cells as they were
    @   ensures (\forall int i; 0 <= i && i <= f; start[i] == \old(start[i]) && edge[i] == \old(edge[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]));
    @   ensures (\forall int i; f < i && i <= count; start[i] == \old(start[i + 1]));
    @   ensures (\forall int i; f < i && i < count; key[i] == \old(key[i + 1]));
    @   ensures (\forall int i; f < i && i < count; edge[i] == \old(edge[i + 1]));
    @ also public normal_behavior // REUSE: else it becomes the head of the list
    @   old int f = liveAt(address);
    @   requires f < count && !(0 < f && !edge[f] && 0 < key[f - 1]);
    @   requires !(f + 1 < count && !edge[f + 1] && 0 < key[f + 1]);
    @   old long now = later(top);
    @   assignable top, key[f]; // FRAME
    @   ensures top == now && key[f] == now;
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) == count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public void free(long address) {
    int f = liveAt(address);
    if (f == count) {
      throw new InvalidFreeException("no live block starts there");
    }
    if (f > 0 && !edge[f] && key[f - 1] > 0) {
      join(f - 1, key[f - 1]);
    } else if (f + 1 < count && !edge[f + 1] && key[f + 1] > 0) {
      join(f, key[f + 1]);
    } else {
      release(f);
    }
  }

  /*@ also public normal_behavior
    @   old int f = liveAt(address);
    @   requires f < count;
    @   assignable \nothing;
    @   ensures \result == 8 * (start[f + 1] - start[f] - 2); // CAPACITY
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) == count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public long usableSize(long address) {
    int f = liveAt(address);
    if (f == count) {
      throw new InvalidFreeException("no live block starts there");
    }
    return 8 * (start[f + 1] - start[f] - 2);
  }

  /** The bytes obtained so far. */
  /*@ public normal_behavior
    @   ensures \result == 8 * start[count];
    @ pure
    @*/
  public long obtained() {
    return 8 * start[count];
  }

  /** The number of cells, allocated and free. */
  /*@ public normal_behavior
    @   ensures \result == count;
    @ pure
    @*/
  public int cells() {
    return count;
  }

  /** The address of a cell, counted upwards from 0; of the end of the memory for the last. */
  /*@ public normal_behavior
    @   requires 0 <= i && i <= count;
    @   ensures \result == 8 * start[i];
    @ pure
    @*/
  public long cellStart(int i) {
    return 8 * start[i];
  }

  /** A cell's key in the free list, or 0 if it is allocated. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < count;
    @   ensures \result == key[i];
    @ pure
    @*/
  public long cellKey(int i) {
    return key[i];
  }

  /** Whether a cell is free and has a place for {@code n} words at a multiple of {@code a}. */
  /*@ private normal_behavior
    @   requires 0 <= count && count < start.length && start.length == key.length;
    @   requires 0 <= i && i < count;
    @   requires 1 <= n && n <= 0x1000000000000000L && 1 <= a && a <= 0x1000000000000000L;
    @   requires 0 <= start[i] && start[i] <= start[i + 1] && start[i + 1] <= 0x20000000L;
    @   ensures \result == (0 < key[i] && Cells.place(start[i], start[i + 1], n, a) != -1);
    @ spec_public pure helper
    @*/
  private boolean fits(int i, long n, long a) {
    boolean place = Cells.place(start[i], start[i + 1], n, a) != -1;
    return place && 0 < key[i];
  }

  /** The first cell of the list that has a place, or {@code count}. */
  /*@ private normal_behavior
    @   requires 0 <= count && count < start.length && start.length == key.length;
    @   requires (\forall int i, j; 0 <= i && i < j && j <= count; start[i] <= start[j]);
    @   requires (\forall int i; 0 <= i && i <= count; 0 <= start[i] && start[i] <= 0x20000000L);
    @   requires 1 <= n && n <= 0x1000000000000000L && 1 <= a && a <= 0x1000000000000000L;
    @   ensures 0 <= \result && \result <= count;
    @   ensures (\forall int i; i == \result && i < count; fits(i, n, a));
    @   ensures (\forall int i; 0 <= i && i < count && fits(i, n, a);
    @     \result < count && (key[i] < key[\result] || key[i] == key[\result] && \result <= i));
    @ spec_public pure helper
    @*/
  private int firstFit(long n, long a) {
    int best = count;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count && (0 <= best && best < i || best == count);
      @ loop_invariant (\forall int j; j == best && j < count; fits(j, n, a));
      @ loop_invariant (\forall int j; 0 <= j && j < i && fits(j, n, a);
      @   best < count && (key[j] < key[best] || key[j] == key[best] && best <= j));
      @ loop_writes i, best;
      @ decreases count - i;
      @*/
    while (i < count) {
      boolean fits = fits(i, n, a);
      if (fits && (best == count || key[best] < key[i])) {
        best = i;
      }
      i = i + 1;
    }
    return best;
  }

  /** The allocated cell whose data starts at an address, or {@code count}. */
  /*@ private normal_behavior
    @   requires 0 <= count && count < start.length && start.length == key.length;
    @   requires (\forall int i; 0 <= i && i < count; 0 <= start[i] && start[i] <= 0x20000000L);
    @   ensures 0 <= \result && \result <= count;
    @   ensures \result < count ==> key[\result] == 0 && 8 * (start[\result] + 2) == address;
    @   ensures \result == count ==>
    @     (\forall int i; 0 <= i && i < count; !(key[i] == 0 && 8 * (start[i] + 2) == address));
    @ spec_public pure helper
    @*/
  private int liveAt(long address) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count;
      @ loop_invariant (\forall int k; 0 <= k && k < i; !(key[k] == 0 && 8 * (start[k] + 2) == address));
      @ loop_writes i;
      @ decreases count - i;
      @*/
    while (i < count && !(key[i] == 0 && 8 * (start[i] + 2) == address)) {
      i = i + 1;
    }
    return i;
  }

  /** The next key. */
  /*@ private normal_behavior
    @   requires 0 <= key;
    @   ensures \result == (key == Long.MAX_VALUE ? key : key + 1);
    @ spec_public pure
    @*/
  private static long later(long key) {
    return key == Long.MAX_VALUE ? key : key + 1;
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

  /** Allocates the end of a free cell, its data from a place on. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && 0 < key[f];
    @   requires (at == start[f] + 2 || start[f] + 5 <= at) && at < start[f + 1];
    @   old int front = start[f] + 2 < at ? 1 : 0;
    @   assignable start, key, edge, count, start[*], key[*], edge[*];
    @   ensures count == \old(count) + front && key[f + front] == 0;
    @   ensures start[f + front] == at - 2 && start[f + front + 1] == \old(start[f + 1]);
    @   ensures front == 1 ==> key[f] == \old(key[f]) && !edge[f + 1];
    @   ensures (\forall int i; 0 <= i && i <= f; start[i] == \old(start[i]) && edge[i] == \old(edge[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]));
    @   ensures (\forall int i; f + front < i && i <= count; start[i] == \old(start[i - front]));
    @   ensures (\forall int i; f + front < i && i < count; key[i] == \old(key[i - front]));
    @   ensures (\forall int i; f + front < i && i < count; edge[i] == \old(edge[i - front]));
    @*/
  private void carve(int f, long at) {
    // One proof a path.
    //@ split
    if (start[f] + 2 == at) {
      key[f] = 0;
    } else {
      split(f, at);
    }
  }

  /** Splits a free cell in two, of which the second is allocated. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && 0 < key[f];
    @   requires start[f] + 5 <= at && at < start[f + 1];
    @   assignable start, key, edge, count, start[*], key[*], edge[*];
    @   ensures count == \old(count) + 1 && key[f] == \old(key[f]) && key[f + 1] == 0 && !edge[f + 1];
    @   ensures start[f + 1] == at - 2;
    @   ensures (\forall int i; 0 <= i && i <= f; start[i] == \old(start[i]) && edge[i] == \old(edge[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]));
    @   ensures (\forall int i; f + 1 < i && i <= count; start[i] == \old(start[i - 1]));
    @   ensures (\forall int i; f + 1 < i && i < count; key[i] == \old(key[i - 1]));
    @   ensures (\forall int i; f + 1 < i && i < count; edge[i] == \old(edge[i - 1]));
    @*/
  private void split(int f, long at) {
    reserve();
    Moves.up(start, f + 1, count + 1, 1);
    Moves.up(key, f + 1, count, 1);
    Moves.up(edge, f + 1, count, 1);
    count = count + 1;
    start[f + 1] = at - 2;
    key[f + 1] = 0;
    edge[f + 1] = false;
  }

  /** Obtains a segment for an allocated cell with its data from a place on. */
  /*@ private normal_behavior
    @   requires 1 <= more && pages + more <= most;
    @   requires at == start[count] + 2 || start[count] + 5 <= at;
    @   requires at < 8192 * (pages + more);
    @   old long end = 8192 * (pages + more);
    @   old int front = start[count] + 2 < at ? 1 : 0;
    @   old long now = later(top);
    @   assignable start, key, edge, count, pages, top, start[*], key[*], edge[*];
    @   ensures count == \old(count) + front + 1 && key[\old(count) + front] == 0;
    @   ensures pages == \old(pages) + more;
    @   ensures start[\old(count)] == \old(start[count]) && edge[\old(count)];
    @   ensures start[\old(count) + front] == at - 2 && start[count] == end;
    @   ensures front == 1 ==> key[\old(count)] == now && top == now && !edge[\old(count) + 1];
    @   ensures front == 0 ==> top == \old(top);
    @   ensures (\forall int i; 0 <= i && i < \old(count); start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < \old(count); key[i] == \old(key[i]));
    @   ensures (\forall int i; 0 <= i && i < \old(count); edge[i] == \old(edge[i]));
    @*/
  private void grow(int more, long at) {
    reserve();
    edge[count] = true;
    if (start[count] + 2 < at) {
      top = later(top);
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

  /** Puts an allocated cell at the head of the list. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count;
    @   old long now = later(top);
    @   assignable top, key[f];
    @   ensures top == now && key[f] == now;
    @*/
  private void release(int f) {
    top = later(top);
    key[f] = top;
  }

  /** Makes one free cell of two, with a list place. */
  /*@ private normal_behavior
    @   requires 0 <= f && f + 1 < count && 0 < place && place <= top;
    @   assignable count, start[*], key[*], edge[*];
    @   ensures count == \old(count) - 1 && key[f] == place;
    @   ensures (\forall int i; 0 <= i && i <= f; start[i] == \old(start[i]) && edge[i] == \old(edge[i]));
    @   ensures (\forall int i; 0 <= i && i < f; key[i] == \old(key[i]));
    @   ensures (\forall int i; f < i && i <= count; start[i] == \old(start[i + 1]));
    @   ensures (\forall int i; f < i && i < count; key[i] == \old(key[i + 1]));
    @   ensures (\forall int i; f < i && i < count; edge[i] == \old(edge[i + 1]));
    @*/
  private void join(int f, long place) {
    Moves.down(start, f + 2, count + 1, 1);
    Moves.down(key, f + 2, count, 1);
    Moves.down(edge, f + 2, count, 1);
    count = count - 1;
    key[f] = place;
  }

  // Lemma, DISJOINTNESS: a cell ends where or before a later one starts.
  /*@ public normal_behavior
    @   requires 0 <= i && i < j && j < count;
    @   ensures \result && start[i + 1] <= start[j];
    @   measured_by j;
    @ pure model public boolean apart(int i, int j) { return i == j - 1 || apart(i, j - 1); }
    @*/
}
