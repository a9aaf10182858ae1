package org.alloracle.reference.weealloc;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Alignments;
import org.alloracle.reference.Multiples;
import org.alloracle.reference.Requests;

/**
 * First fit in the order of free lists, after wee_alloc on 64 bits, with its size classes or without.
 *
 * <p>Memory is counted in words of 8 bytes. It is obtained in segments of whole pages of 65536 bytes,
 * from address 0 upwards and up to a limit, and never given back. A {@link Tiling} is made of cells, each
 * allocated or in one place of one free list; the source drops the cells that a search skips.
 *
 * <p>A freed cell is absorbed by the cell before it if that is free; else, if the cell after it is free,
 * the two become one in the list place of the latter; else it becomes the head of the list. Free cells
 * may touch all the same: a cell freed between two free ones joins the first only. The source puts the
 * second kind of merging off until a search comes by; as a search merges before it looks, no answer
 * tells the difference, and here it is done at once.
 *
 * <p>{@link #allocate} searches the list for the first cell with a {@link Cells#place}: from the end of
 * the cell if what stays before it is a cell with 16 words of data or more (with 512, if there are size classes), else
 * the whole of it. If there is none, it obtains a segment, large enough, whose one cell becomes the head. It fails
 * exactly if that would pass the limit. A request for 0 bytes gets a cell of its own; in the source it gets its
 * alignment for an address.
 *
 * <p>With size classes, up to 256 words at an alignment of up to 8 bytes come from the list of their class, whose cells
 * never merge, and are split only if the front keeps as many words. If that list has none, {@link Cells#refill} words
 * are allocated from the main list, and become the first cell of the class; if they cannot be, the request fails, though
 * other classes may have cells. In the source such a cell has a header of its own behind the main list's; here the one
 * serves as both. Confined to one thread.
 */
public final class WeeAlloc implements BlockAllocator {
  private /*@ spec_public @*/ final int most;
  private /*@ spec_public @*/ final boolean classes;
  private /*@ spec_public @*/ final long least;
  private /*@ spec_public @*/ final Row row;

  /*@ // METADATA
    @ public invariant row.pages <= most && most <= 65536;
    @ public invariant least == (classes ? 512 : 16);
    @*/

  /**
   * A heap without a page.
   *
   * @param limitBytes the end of the address space, a multiple of 65536 up to 4 GiB
   * @param classes whether there are size classes
   * @throws IllegalArgumentException if the limit is not so
   */
  /*@ public normal_behavior
    @   requires 0 <= limitBytes && limitBytes <= 0x100000000L && limitBytes % 65536 == 0;
    @   ensures 65536 * most == limitBytes && row.pages == 0 && row.count == 0 && row.top == 0;
    @   ensures this.classes == classes && row instanceof Tiling; // it never changes
    @ also public exceptional_behavior
    @   requires !(0 <= limitBytes && limitBytes <= 0x100000000L && limitBytes % 65536 == 0);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public WeeAlloc(long limitBytes, boolean classes) {
    if (limitBytes < 0 || limitBytes > 0x100000000L || limitBytes % 65536 != 0) {
      throw new IllegalArgumentException("the limit is a multiple of 65536 up to 2^32");
    }
    most = (int) (limitBytes / 65536);
    this.classes = classes;
    least = classes ? Cells.LEAST_BESIDE_CLASSES : Cells.LEAST;
    row = Tiling.empty();
  }

  /*@ also public normal_behavior
    @   requires 0 <= size && Alignments.valid(alignment);
    @   old long n = Cells.words(size);
    @   old long a = Cells.spacing(alignment);
    @   old long list = Cells.kind(classes, n, a);
    @   old long rest = list == 0 ? least : list;
    @   old int own = Search.first(row.start, row.key, row.kind, row.count, list, n, a, rest);
    @   // a size class without a cell takes one from the main list
    @   old long words = own < row.count ? 0 : list;
    @   old long taken = words == 0 ? n : Cells.refill(words);
    @   old long left = words == 0 ? rest : least;
    @   // the first cell of the list that has a place serves; if none has, a new segment
    @   old int f = words == 0 ? own : Search.first(row.start, row.key, row.kind, row.count, 0, taken, a, left);
    @   old long more = f < row.count ? 0 : Cells.pages(taken, a, least);
    @   old boolean served = row.pages + more <= most;
    @   old long end = !served ? 0 : f < row.count ? row.start[f + 1] : 8192 * (row.pages + more);
    @   old long at = served ? Cells.place(row.start[f], end, taken, a, left) : 0;
    @   old long data = words == 0 ? at : end - words;
    @   old long one = row.top == Long.MAX_VALUE ? row.top : row.top + 1;
    @   old long two = one == Long.MAX_VALUE ? one : one + 1;
    @   old int front = served && row.start[f] + 2 < at ? 1 : 0;
    @   old int made = served && f == row.count ? 1 : 0;
    @   old int head = made == 1 && front == 1 ? 1 : 0;
    @   old int second = served && 0 < words ? 1 : 0;
    @   old int c = f + front;
    @   old int by = front + second;
    @   assignable row.*, row.start[*], row.key[*], row.kind[*], row.edge[*];
    @   ensures !served ==> \result == NONE && f == row.count; // HONEST_FAILURE: the limit is in the way
    @   ensures served ==> \result == 8 * data; // POLICY
    @   ensures served ==> \old(Multiples.rem((long) (8 * data), alignment)) == 0; // ALIGNMENT
    @   ensures served ==> size <= 8 * (end - data); // CAPACITY
    @   // the new cell is the end of the free one, of which the front stays in its list place
    @   ensures row.count == \old(row.count) + by + made;
    @   ensures row.pages == (served ? \old(row.pages) + more : \old(row.pages));
    @   ensures served ==> row.start[f] == \old(row.start[f]) && row.edge[f] == (made == 1 || \old(row.edge[f]));
    @   ensures front == 1 ==> !row.edge[f + 1] && row.kind[f] == (0 < words ? 0 : list)
    @     && row.key[f] == (made == 1 ? one : \old(row.key[f]));
    @   ensures served ==> row.start[c] == at - 2 && row.kind[c] == list && row.key[c] == (0 < words ? row.top : 0);
    @   // of what a size class takes the front is its first cell
    @   ensures second == 1 ==> row.start[c + 1] == data - 2 && row.kind[c + 1] == list && row.key[c + 1] == 0
    @     && !row.edge[c + 1];
    @   ensures served ==> row.start[f + by + 1] == end;
    @   ensures row.top == (head + second == 2 ? two : head + second == 1 ? one : \old(row.top));
    @   // FRAME, CONSERVATION: all other cells as they were
    @   ensures (\forall int i; 0 <= i && i < f; row.start[i] == \old(row.start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; row.key[i] == \old(row.key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; row.kind[i] == \old(row.kind[i]));
    @   ensures (\forall int i; 0 <= i && i < f; row.edge[i] == \old(row.edge[i]));
    @   ensures (\forall int i; f + by + 1 < i && i <= row.count; row.start[i] == \old(row.start[i - by]));
    @   ensures (\forall int i; f + by < i && i < row.count; row.key[i] == \old(row.key[i - by]));
    @   ensures (\forall int i; f + by < i && i < row.count; row.kind[i] == \old(row.kind[i - by]));
    @   ensures (\forall int i; f + by < i && i < row.count; row.edge[i] == \old(row.edge[i - by]));
    @
    @ also public exceptional_behavior
    @   requires size < 0 || !Alignments.valid(alignment);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long allocate(long size, long alignment) {
    Requests.requireValid(size, alignment);
    long n = Cells.words(size);
    long a = Cells.spacing(alignment);
    long list = Cells.kind(classes, n, a);
    long rest = list == 0 ? least : list;
    int f = Search.first(row.start, row.key, row.kind, row.count, list, n, a, rest);
    long words = f < row.count ? 0 : list;
    long taken = n;
    // One proof a path.
    //@ split
    if (words > 0) {
      taken = Cells.refill(words);
      rest = least;
      f = Search.first(row.start, row.key, row.kind, row.count, 0, taken, a, rest);
    }
    return serve(f, taken, a, rest, words, alignment);
  }

  /** Serves from the end of a cell that has a place, or for {@code count} of a new segment, if the limit lets it. */
  /*@ normal_behavior
    @   requires 0 <= f && f <= row.count && 1 <= taken && taken <= 0x1000000000000000L && 1 <= left && left <= 512;
    @   requires Alignments.valid(alignment) && a == Cells.spacing(alignment);
    @   requires 0 <= words && words <= Row.CLASSES && (0 < words ==> a == 1 && 2 * words + 2 <= taken);
    @   requires f < row.count ==> 0 < row.key[f] && row.kind[f] <= left && row.kind[f] <= taken
    @     && Cells.place(row.start[f], row.start[f + 1], taken, a, left) != -1;
    @   requires f == row.count ==> left == least;
    @   old long own = f < row.count ? row.kind[f] : 0;
    @   requires 0 < words ==> own == 0;
    @   old long more = f < row.count ? 0 : Cells.pages(taken, a, least);
    @   old boolean served = row.pages + more <= most;
    @   old long end = !served ? 0 : f < row.count ? row.start[f + 1] : 8192 * (row.pages + more);
    @   old long at = served ? Cells.place(row.start[f], end, taken, a, left) : 0;
    @   old long data = words == 0 ? at : end - words;
    @   old long one = row.top == Long.MAX_VALUE ? row.top : row.top + 1;
    @   old long two = one == Long.MAX_VALUE ? one : one + 1;
    @   old int front = served && row.start[f] + 2 < at ? 1 : 0;
    @   old int made = served && f == row.count ? 1 : 0;
    @   old int head = made == 1 && front == 1 ? 1 : 0;
    @   old int second = served && 0 < words ? 1 : 0;
    @   old int c = f + front;
    @   old int by = front + second;
    @   assignable row.*, row.start[*], row.key[*], row.kind[*], row.edge[*];
    @   ensures !served ==> \result == NONE && f == row.count; // HONEST_FAILURE: the limit is in the way
    @   ensures served ==> \result == 8 * data; // POLICY
    @   ensures served ==> 2 <= data && data + (words == 0 ? taken : words) <= end; // CAPACITY
    @   ensures served ==> \old(Multiples.rem((long) (8 * data), alignment)) == 0; // ALIGNMENT
    @   ensures 0 <= row.count && row.count < row.start.length;
    @   ensures row.key.length == row.start.length && row.edge.length == row.start.length;
    @   ensures row.kind.length == row.start.length;
    @   // the new cell is the end of the free one, of which the front stays in its list place
    @   ensures row.count == \old(row.count) + by + made;
    @   ensures row.pages == (served ? \old(row.pages) + more : \old(row.pages));
    @   ensures served ==> row.start[f] == \old(row.start[f]) && row.edge[f] == (made == 1 || \old(row.edge[f]));
    @   ensures front == 1 ==> !row.edge[f + 1] && row.kind[f] == own
    @     && row.key[f] == (made == 1 ? one : \old(row.key[f]));
    @   ensures served ==> row.start[c] == at - 2 && row.kind[c] == (0 < words ? words : own) && row.key[c] == (0 < words ? row.top : 0);
    @   // of what a size class takes the front is its first cell
    @   ensures second == 1 ==> row.start[c + 1] == data - 2 && row.kind[c + 1] == words && row.key[c + 1] == 0
    @     && !row.edge[c + 1];
    @   ensures served ==> row.start[f + by + 1] == end;
    @   ensures row.top == (head + second == 2 ? two : head + second == 1 ? one : \old(row.top));
    @   // FRAME, CONSERVATION: all other cells as they were
    @   ensures (\forall int i; 0 <= i && i < f; row.start[i] == \old(row.start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; row.key[i] == \old(row.key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; row.kind[i] == \old(row.kind[i]));
    @   ensures (\forall int i; 0 <= i && i < f; row.edge[i] == \old(row.edge[i]));
    @   ensures (\forall int i; f + by + 1 < i && i <= row.count; row.start[i] == \old(row.start[i - by]));
    @   ensures (\forall int i; f + by < i && i < row.count; row.key[i] == \old(row.key[i - by]));
    @   ensures (\forall int i; f + by < i && i < row.count; row.kind[i] == \old(row.kind[i - by]));
    @   ensures (\forall int i; f + by < i && i < row.count; row.edge[i] == \old(row.edge[i - by]));
    @   ensures \invariant_for(row);
    @*/
  long serve(int f, long taken, long a, long left, long words, long alignment) {
    long more = f < row.count ? 0 : Cells.pages(taken, a, least);
    long address = NONE;
    // One proof a path.
    //@ split
    if (row.pages + more <= most) {
      //@ split f < row.count;
      //@ assert f == row.count ==> Cells.serves(row.pages, taken, a, least);
      long end = f < row.count ? row.start[f + 1] : Cells.PAGE * (row.pages + more);
      long at = Cells.place(row.start[f], end, taken, a, left);
      long data = words > 0 ? end - words : at;
      //@ assert words > 0 ==> Multiples.remainder(data, 1);
      //@ assert Cells.inBytes(data, alignment);
      occupy(f, at, (int) more, words);
      address = 8 * data;
    }
    return address;
  }

  /** {@link Row#occupy} within the limit. */
  /*@ private normal_behavior
    @   requires 0 <= f && f <= row.count && 0 <= more && row.pages + more <= most && 0 <= words && words <= Row.CLASSES;
    @   requires f < row.count ==> 0 < row.key[f] && more == 0;
    @   requires f == row.count ==> 1 <= more;
    @   old long end = f < row.count ? row.start[f + 1] : 8192 * (row.pages + more);
    @   old long own = f < row.count ? row.kind[f] : 0;
    @   requires (at == row.start[f] + 2 || row.start[f] + 5 <= at && row.start[f] + 4 + own <= at) && at < end && at + own <= end;
    @   requires 0 < words ==> own == 0 && at + 2 * words + 2 <= end;
    @   old long one = row.top == Long.MAX_VALUE ? row.top : row.top + 1;
    @   old long two = one == Long.MAX_VALUE ? one : one + 1;
    @   old int front = row.start[f] + 2 < at ? 1 : 0;
    @   old int made = f < row.count ? 0 : 1;
    @   old int head = made == 1 && front == 1 ? 1 : 0;
    @   old int second = 0 < words ? 1 : 0;
    @   old int c = f + front;
    @   old int by = front + second;
    @   assignable row.*, row.start[*], row.key[*], row.kind[*], row.edge[*];
    @   ensures 0 <= row.count && row.count < row.start.length;
    @   ensures row.key.length == row.start.length && row.edge.length == row.start.length;
    @   ensures row.kind.length == row.start.length;
    @   ensures row.count == \old(row.count) + by + made && row.pages == \old(row.pages) + more;
    @   ensures row.start[f] == \old(row.start[f]) && row.edge[f] == (made == 1 || \old(row.edge[f]));
    @   ensures front == 1 ==> !row.edge[f + 1] && row.kind[f] == own && row.key[f] == (made == 1 ? one : \old(row.key[f]));
    @   ensures row.start[c] == at - 2 && row.kind[c] == (0 < words ? words : own) && row.key[c] == (0 < words ? row.top : 0);
    @   ensures 0 < words ==> row.start[c + 1] == end - words - 2 && row.kind[c + 1] == words && row.key[c + 1] == 0 && !row.edge[c + 1];
    @   ensures row.start[f + by + 1] == end;
    @   ensures row.top == (head + second == 2 ? two : head + second == 1 ? one : \old(row.top));
    @   // FRAME, CONSERVATION: all other cells as they were
    @   ensures (\forall int i; 0 <= i && i < f; row.start[i] == \old(row.start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; row.key[i] == \old(row.key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; row.kind[i] == \old(row.kind[i]));
    @   ensures (\forall int i; 0 <= i && i < f; row.edge[i] == \old(row.edge[i]));
    @   ensures (\forall int i; f + by + 1 < i && i <= row.count; row.start[i] == \old(row.start[i - by]));
    @   ensures (\forall int i; f + by < i && i < row.count; row.key[i] == \old(row.key[i - by]));
    @   ensures (\forall int i; f + by < i && i < row.count; row.kind[i] == \old(row.kind[i - by]));
    @   ensures (\forall int i; f + by < i && i < row.count; row.edge[i] == \old(row.edge[i - by]));
    @   ensures \invariant_for(row);
    @*/
  private void occupy(int f, long at, int more, long words) {
    row.occupy(f, at, more, words);
  }

  /*@ also public normal_behavior
    @   old int f = Search.liveAt(row.start, row.key, row.count, address);
    @   requires f < row.count;
    @   // COALESCING: on the main list the free cell before it absorbs it; else it absorbs the free cell after it,
    @   // list place and all
    @   old boolean main = row.kind[f] == 0;
    @   old boolean before = main && 0 < f && !row.edge[f] && 0 < row.key[f - 1] && row.kind[f - 1] == 0;
    @   old boolean after = main && !before && f + 1 < row.count && !row.edge[f + 1] && 0 < row.key[f + 1]
    @     && row.kind[f + 1] == 0;
    @   // REUSE: else, and in a size class, it becomes the head of its list
    @   old long now = row.top == Long.MAX_VALUE ? row.top : row.top + 1;
    @   old long place = before ? row.key[f - 1] : after ? row.key[f + 1] : now;
    @   old int g = before ? f - 1 : f;
    @   old int gone = before || after ? 1 : 0;
    @   assignable row.*, row.start[*], row.key[*], row.kind[*], row.edge[*];
    @   ensures row.count == \old(row.count) - gone && row.key[g] == place;
    @   ensures row.top == (gone == 1 ? \old(row.top) : now) && row.pages == \old(row.pages);
    @   // FRAME, CONSERVATION: all other cells as they were
    @   ensures (\forall int i; 0 <= i && i <= g; row.start[i] == \old(row.start[i]));
    @   ensures (\forall int i; 0 <= i && i < g; row.key[i] == \old(row.key[i]));
    @   ensures (\forall int i; 0 <= i && i <= g; row.kind[i] == \old(row.kind[i]));
    @   ensures (\forall int i; 0 <= i && i <= g; row.edge[i] == \old(row.edge[i]));
    @   ensures (\forall int i; g < i && i <= row.count; row.start[i] == \old(row.start[i + gone]));
    @   ensures (\forall int i; g < i && i < row.count; row.key[i] == \old(row.key[i + gone]));
    @   ensures (\forall int i; g < i && i < row.count; row.kind[i] == \old(row.kind[i + gone]));
    @   ensures (\forall int i; g < i && i < row.count; row.edge[i] == \old(row.edge[i + gone]));
    @ also public exceptional_behavior // VALID_FREE
    @   requires Search.liveAt(row.start, row.key, row.count, address) == row.count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public void free(long address) {
    give(live(address));
  }

  /** Gives an allocated cell back: {@link Row#free}. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < row.count && row.key[f] == 0;
    @   old boolean main = row.kind[f] == 0;
    @   old boolean before = main && 0 < f && !row.edge[f] && 0 < row.key[f - 1] && row.kind[f - 1] == 0;
    @   old boolean after = main && !before && f + 1 < row.count && !row.edge[f + 1] && 0 < row.key[f + 1]
    @     && row.kind[f + 1] == 0;
    @   old long now = row.top == Long.MAX_VALUE ? row.top : row.top + 1;
    @   old long place = before ? row.key[f - 1] : after ? row.key[f + 1] : now;
    @   old int g = before ? f - 1 : f;
    @   old int gone = before || after ? 1 : 0;
    @   assignable row.*, row.start[*], row.key[*], row.kind[*], row.edge[*];
    @   ensures 0 <= row.count && row.count < row.start.length;
    @   ensures row.key.length == row.start.length && row.edge.length == row.start.length;
    @   ensures row.kind.length == row.start.length;
    @   ensures row.count == \old(row.count) - gone && row.key[g] == place;
    @   ensures row.top == (gone == 1 ? \old(row.top) : now) && row.pages == \old(row.pages);
    @   ensures (\forall int i; 0 <= i && i <= g; row.start[i] == \old(row.start[i]));
    @   ensures (\forall int i; 0 <= i && i < g; row.key[i] == \old(row.key[i]));
    @   ensures (\forall int i; 0 <= i && i <= g; row.kind[i] == \old(row.kind[i]));
    @   ensures (\forall int i; 0 <= i && i <= g; row.edge[i] == \old(row.edge[i]));
    @   ensures (\forall int i; g < i && i <= row.count; row.start[i] == \old(row.start[i + gone]));
    @   ensures (\forall int i; g < i && i < row.count; row.key[i] == \old(row.key[i + gone]));
    @   ensures (\forall int i; g < i && i < row.count; row.kind[i] == \old(row.kind[i + gone]));
    @   ensures (\forall int i; g < i && i < row.count; row.edge[i] == \old(row.edge[i + gone]));
    @   ensures \invariant_for(row);
    @*/
  private void give(int f) {
    row.free(f);
  }

  /*@ also public normal_behavior
    @   old int f = Search.liveAt(row.start, row.key, row.count, address);
    @   requires f < row.count;
    @   assignable \nothing;
    @   ensures \result == 8 * (row.start[f + 1] - row.start[f] - 2); // CAPACITY
    @ also public exceptional_behavior // VALID_FREE
    @   requires Search.liveAt(row.start, row.key, row.count, address) == row.count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public long usableSize(long address) {
    int f = live(address);
    return 8 * row.words(f);
  }

  /** The allocated cell whose data starts at an address. */
  /*@ private normal_behavior
    @   old int f = Search.liveAt(row.start, row.key, row.count, address);
    @   requires f < row.count;
    @   ensures \result == f;
    @ also private exceptional_behavior
    @   requires Search.liveAt(row.start, row.key, row.count, address) == row.count;
    @   signals_only InvalidFreeException;
    @ pure
    @*/
  private int live(long address) {
    int f = Search.liveAt(row.start, row.key, row.count, address);
    if (f == row.count) {
      throw new InvalidFreeException("no live block starts there");
    }
    return f;
  }

  /** The bytes obtained so far. */
  /*@ public normal_behavior
    @   ensures \result == 8 * row.start[row.count];
    @ pure
    @*/
  public long obtained() {
    return 8 * row.start[row.count];
  }

  /** The number of cells, allocated and free. */
  /*@ public normal_behavior
    @   ensures \result == row.count;
    @ pure
    @*/
  public int cells() {
    return row.count;
  }

  /** The address of a cell, counted upwards from 0; of the end of the memory for the last. */
  /*@ public normal_behavior
    @   requires 0 <= i && i <= row.count;
    @   ensures \result == 8 * row.start[i];
    @ pure
    @*/
  public long cellStart(int i) {
    return 8 * row.start[i];
  }

  /** The words of the size class that a cell is of, or 0 for the main list. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < row.count;
    @   ensures \result == row.kind[i];
    @ pure
    @*/
  public long cellKind(int i) {
    return row.kind[i];
  }

  /** A cell's key in the free list, or 0 if it is allocated. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < row.count;
    @   ensures \result == row.key[i];
    @ pure
    @*/
  public long cellKey(int i) {
    return row.key[i];
  }
}
