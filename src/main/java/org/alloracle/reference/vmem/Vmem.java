package org.alloracle.reference.vmem;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Multiples;
import org.alloracle.reference.basicalloc.Grains;

/**
 * A vmem arena: hands out ranges of integers.
 *
 * <p>The integers from 0 up to a limit are the source. Spans of them belong to the arena: added by hand
 * ({@link #add}), or imported: when no free segment serves a request, the arena takes from the lowest
 * hole that can serve it the least multiple of {@code page} integers, from the hole's start. An imported
 * span that becomes wholly free goes back at once. Segments tile the spans; a freed one merges with its
 * free neighbours in the same span, never across two spans, even if they touch.
 *
 * <p>Free segments are on a list for each power of two, the latest first; what one call puts on a list,
 * lowest first. Instant fit takes the first segment on the first list of which every segment is large
 * enough; only if there is none, the first large enough on the list below. Best fit takes the smallest
 * that is large enough on the request's own list; if there is none, the first of the next list that
 * has one. A request with constraints skips the segments in which it has no {@link Places#first place}.
 * The lowest place in the segment is the block. It is refused exactly if it has no place in any free
 * segment, and none with whole pages in a hole.
 *
 * <p>{@link #allocate} and {@link #free} count in bytes and serve 16 of them for an integer. Confined to
 * one thread. Source: Bonwick and Adams, "Magazines and Vmem", USENIX 2001.
 */
public final class Vmem implements BlockAllocator {
  /** The greatest limit, in integers. */
  public static final long GREATEST = 0x40000000L;

  private /*@ spec_public @*/ final Desk desk;
  private /*@ spec_public @*/ final long limit;
  private /*@ spec_public @*/ final long page;
  private /*@ spec_public @*/ final boolean best;

  /*@ public invariant 1 <= limit && limit <= 0x40000000L && 0 <= page && page <= 0x40000000L;
    @*/

  /** An arena for bytes: instant fit, with pages of 4096 bytes. */
  /*@ public normal_behavior
    @   requires 0 < limitBytes && limitBytes <= 0x400000000L && limitBytes % 16 == 0;
    @   ensures 16 * limit == limitBytes && page == 256 && !best && desk.spans.arena.count == 1;
    @   ensures desk.spans.arena.start[1] == limit && desk.spans.arena.top == 0;
    @   ensures desk.spans.arena.key[0] == Segments.HOLE && desk.spans.arena.mark[0] == Segments.INSIDE;
    @ also public exceptional_behavior
    @   requires !(0 < limitBytes && limitBytes <= 0x400000000L && limitBytes % 16 == 0);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public Vmem(long limitBytes) {
    limit = wholly(limitBytes);
    page = 256;
    best = false;
    Segments segments = new Segments(limit);
    desk = new Desk(new Spans(segments));
  }

  /**
   * An arena without a span.
   *
   * @param limit the source is the integers from 0 to before this, from 1 to {@link #GREATEST}
   * @param page imported spans have a multiple of so many integers, up to {@link #GREATEST}; 0 if
   *     nothing is to be imported
   * @param best best fit; if not, instant fit
   * @throws IllegalArgumentException if the limit or the page is out of range
   */
  /*@ public normal_behavior
    @   requires 1 <= limit && limit <= 0x40000000L && 0 <= page && page <= 0x40000000L;
    @   ensures this.limit == limit && this.page == page && this.best == best && desk.spans.arena.count == 1;
    @   // one hole, and no time has passed
    @   ensures desk.spans.arena.start[1] == limit && desk.spans.arena.top == 0;
    @   ensures desk.spans.arena.key[0] == Segments.HOLE && desk.spans.arena.mark[0] == Segments.INSIDE;
    @ also public exceptional_behavior
    @   requires !(1 <= limit && limit <= 0x40000000L && 0 <= page && page <= 0x40000000L);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public Vmem(long limit, long page, boolean best) {
    if (limit < 1 || limit > GREATEST) {
      throw new IllegalArgumentException("the limit is from 1 to 2^30");
    }
    if (page < 0 || page > GREATEST) {
      throw new IllegalArgumentException("the page is from 0 to 2^30");
    }
    this.limit = limit;
    this.page = page;
    this.best = best;
    Segments segments = new Segments(limit);
    desk = new Desk(new Spans(segments));
  }

  /** A limit in integers. */
  /*@ private normal_behavior
    @   requires 0 < bytes && bytes <= 0x400000000L && bytes % 16 == 0;
    @   ensures 16 * \result == bytes;
    @ also private exceptional_behavior
    @   requires !(0 < bytes && bytes <= 0x400000000L && bytes % 16 == 0);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  private static long wholly(long bytes) {
    if (bytes <= 0 || bytes > 16 * GREATEST || bytes % 16 != 0) {
      throw new IllegalArgumentException("the limit is a positive multiple of 16 up to 2^34");
    }
    return bytes / 16;
  }

  /*@ also public normal_behavior // as xalloc, in bytes
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   old long n = Grains.holding(size);
    @   old long a = Grains.spacing(alignment);
    @   old int f = Choice.chosen(desk.spans.arena, page, best, n, a, 0, 0, 0, limit);
    @   requires f < desk.spans.arena.count;
    @   old long at = Choice.room(desk.spans.arena, page, f, n, a, 0, 0, 0, limit);
    @   old long end = Choice.end(desk.spans.arena, page, f, at, n);
    @   old int head = desk.spans.arena.start[f] < at ? 1 : 0;
    @   old int tail = at + n < end ? 1 : 0;
    @   old int rest = end < desk.spans.arena.start[f + 1] ? 1 : 0;
    @   old int more = head + tail + rest;
    @   old long now = desk.spans.arena.top == Long.MAX_VALUE ? desk.spans.arena.top : desk.spans.arena.top + 1;
    @   old int first = desk.spans.arena.key[f] == Segments.HOLE ? Segments.IMPORTED : desk.spans.arena.mark[f];
    @   assignable desk.spans.arena.*, desk.spans.arena.start[*], desk.spans.arena.key[*], desk.spans.arena.mark[*];
    @   ensures 0 <= desk.spans.arena.count && desk.spans.arena.count < desk.spans.arena.start.length;
    @   ensures desk.spans.arena.key.length == desk.spans.arena.start.length && desk.spans.arena.mark.length == desk.spans.arena.start.length;
    @   ensures \result == 16 * at; // POLICY
    @   ensures \old(Multiples.rem((long) (16 * at), alignment)) == 0; // ALIGNMENT
    @   ensures size <= 16 * n; // CAPACITY
    @   ensures desk.spans.arena.count == \old(desk.spans.arena.count) + more && desk.spans.arena.top == now;
    @   ensures desk.spans.arena.start[f + head] == at && desk.spans.arena.start[f + head + 1] == at + n;
    @   ensures desk.spans.arena.start[f + head + tail + 1] == end && desk.spans.arena.mark[f] == first;
    @   ensures desk.spans.arena.key[f + head] == Segments.USED;
    @   ensures head == 1 ==> desk.spans.arena.key[f] == now && desk.spans.arena.mark[f + 1] == Segments.INSIDE;
    @   ensures tail == 1 ==> desk.spans.arena.key[f + head + 1] == now && desk.spans.arena.mark[f + head + 1] == Segments.INSIDE;
    @   ensures rest == 1 ==> desk.spans.arena.key[f + more] == Segments.HOLE && desk.spans.arena.mark[f + more] == Segments.INSIDE;
    @   // FRAME, CONSERVATION: all other segments as they were
    @   ensures (\forall int i; 0 <= i && i <= f; desk.spans.arena.start[i] == \old(desk.spans.arena.start[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j <= desk.spans.arena.count; desk.spans.arena.start[j] == \old(desk.spans.arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; desk.spans.arena.key[i] == \old(desk.spans.arena.key[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < desk.spans.arena.count; desk.spans.arena.key[j] == \old(desk.spans.arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; desk.spans.arena.mark[i] == \old(desk.spans.arena.mark[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < desk.spans.arena.count; desk.spans.arena.mark[j] == \old(desk.spans.arena.mark[i]));
    @
    @ also public normal_behavior // HONEST_FAILURE: no segment has room
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   old long n = Grains.holding(size);
    @   old long a = Grains.spacing(alignment);
    @   requires Choice.chosen(desk.spans.arena, page, best, n, a, 0, 0, 0, limit) == desk.spans.arena.count;
    @   assignable \nothing;
    @   ensures \result == NONE;
    @
    @ also public exceptional_behavior
    @   requires size < 0 || !Multiples.powerOfTwo(alignment);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long allocate(long size, long alignment) {
    requireValid(size, alignment);
    long n = Grains.holding(size);
    long a = Grains.spacing(alignment);
    int f = Choice.chosen(desk.spans.arena, page, best, n, a, 0, 0, 0, limit);
    long address = NONE;
    // One proof a path.
    //@ split
    if (f < desk.spans.arena.count) {
      long at = Choice.room(desk.spans.arena, page, f, n, a, 0, 0, 0, limit);
      //@ assert Grains.inBytes(at, alignment);
      address = 16 * at;
      desk.occupy(f, at, n, Choice.end(desk.spans.arena, page, f, at, n));
    }
    return address;
  }

  /**
   * Hands out {@code n} integers under constraints.
   *
   * @param n how many, at least 1
   * @param align at least 1
   * @param phase the first integer is this modulo {@code align}; from 0 to before {@code align}
   * @param nocross the integers are not parted by a multiple of this; at least {@code n}, or 0 for any
   * @param min none is below this, which is at least 0
   * @param max all are below this
   * @return the first, or {@link #NONE}
   * @throws InvalidRequestException if an argument is out of range; the state is unchanged
   */
  /*@ public normal_behavior
    @   requires 1 <= n && 1 <= align && 0 <= phase && phase < align && 0 <= min && (nocross == 0 || n <= nocross);
    @   old int f = Choice.chosen(desk.spans.arena, page, best, n, align, phase, nocross, min, max);
    @   requires f < desk.spans.arena.count;
    @   old long at = Choice.room(desk.spans.arena, page, f, n, align, phase, nocross, min, max);
    @   old long end = Choice.end(desk.spans.arena, page, f, at, n);
    @   old int head = desk.spans.arena.start[f] < at ? 1 : 0;
    @   old int tail = at + n < end ? 1 : 0;
    @   old int rest = end < desk.spans.arena.start[f + 1] ? 1 : 0;
    @   old int more = head + tail + rest;
    @   old long now = desk.spans.arena.top == Long.MAX_VALUE ? desk.spans.arena.top : desk.spans.arena.top + 1;
    @   old int first = desk.spans.arena.key[f] == Segments.HOLE ? Segments.IMPORTED : desk.spans.arena.mark[f];
    @   assignable desk.spans.arena.*, desk.spans.arena.start[*], desk.spans.arena.key[*], desk.spans.arena.mark[*];
    @   ensures 0 <= desk.spans.arena.count && desk.spans.arena.count < desk.spans.arena.start.length;
    @   ensures desk.spans.arena.key.length == desk.spans.arena.start.length && desk.spans.arena.mark.length == desk.spans.arena.start.length;
    @   ensures \result == at && min <= at && at + n <= max; // POLICY
    @   ensures \old(Multiples.rem(at, align)) == phase; // ALIGNMENT
    @   ensures nocross == 0 || \old(Multiples.rem(at, nocross)) + n <= nocross;
    @   ensures \old(desk.spans.arena.key[f]) != Segments.USED;
    @   ensures \old(desk.spans.arena.start[f]) <= at && at + n <= \old(desk.spans.arena.start[f + 1]); // DISJOINTNESS
    @   ensures desk.spans.arena.count == \old(desk.spans.arena.count) + more && desk.spans.arena.top == now;
    @   ensures desk.spans.arena.start[f + head] == at && desk.spans.arena.start[f + head + 1] == at + n;
    @   ensures desk.spans.arena.start[f + head + tail + 1] == end && desk.spans.arena.mark[f] == first;
    @   ensures desk.spans.arena.key[f + head] == Segments.USED;
    @   ensures head == 1 ==> desk.spans.arena.key[f] == now && desk.spans.arena.mark[f + 1] == Segments.INSIDE;
    @   ensures tail == 1 ==> desk.spans.arena.key[f + head + 1] == now && desk.spans.arena.mark[f + head + 1] == Segments.INSIDE;
    @   ensures rest == 1 ==> desk.spans.arena.key[f + more] == Segments.HOLE && desk.spans.arena.mark[f + more] == Segments.INSIDE;
    @   // FRAME, CONSERVATION: all other segments as they were
    @   ensures (\forall int i; 0 <= i && i <= f; desk.spans.arena.start[i] == \old(desk.spans.arena.start[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j <= desk.spans.arena.count; desk.spans.arena.start[j] == \old(desk.spans.arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; desk.spans.arena.key[i] == \old(desk.spans.arena.key[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < desk.spans.arena.count; desk.spans.arena.key[j] == \old(desk.spans.arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; desk.spans.arena.mark[i] == \old(desk.spans.arena.mark[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < desk.spans.arena.count; desk.spans.arena.mark[j] == \old(desk.spans.arena.mark[i]));
    @   ensures \invariant_for(desk);
    @
    @ also public normal_behavior // HONEST_FAILURE: no segment has room
    @   requires 1 <= n && 1 <= align && 0 <= phase && phase < align && 0 <= min && (nocross == 0 || n <= nocross);
    @   requires Choice.chosen(desk.spans.arena, page, best, n, align, phase, nocross, min, max) == desk.spans.arena.count;
    @   assignable \nothing;
    @   ensures \result == NONE && \invariant_for(desk);
    @
    @ also public exceptional_behavior
    @   requires !(1 <= n && 1 <= align && 0 <= phase && phase < align && 0 <= min && (nocross == 0 || n <= nocross));
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  public long xalloc(long n, long align, long phase, long nocross, long min, long max) {
    requireValid(n, align, phase, nocross, min);
    int f = Choice.chosen(desk.spans.arena, page, best, n, align, phase, nocross, min, max);
    long at = NONE;
    // One proof a path.
    //@ split
    if (f < desk.spans.arena.count) {
      at = Choice.room(desk.spans.arena, page, f, n, align, phase, nocross, min, max);
      desk.occupy(f, at, n, Choice.end(desk.spans.arena, page, f, at, n));
    }
    return at;
  }

  /** Refuses a request that is none. */
  /*@ private normal_behavior
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @ also private exceptional_behavior
    @   requires size < 0 || !Multiples.powerOfTwo(alignment);
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  private static void requireValid(long size, long alignment) {
    if (size < 0) {
      throw new InvalidRequestException("a size is at least 0");
    }
    if (!Multiples.powerOfTwo(alignment)) {
      throw new InvalidRequestException("an alignment is a power of two");
    }
  }

  /** Refuses constraints that are none. */
  /*@ private normal_behavior
    @   requires 1 <= n && 1 <= align && 0 <= phase && phase < align && 0 <= min && (nocross == 0 || n <= nocross);
    @ also private exceptional_behavior
    @   requires !(1 <= n && 1 <= align && 0 <= phase && phase < align && 0 <= min && (nocross == 0 || n <= nocross));
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  private static void requireValid(long n, long align, long phase, long nocross, long min) {
    if (n < 1 || align < 1 || phase < 0 || phase >= align || min < 0) {
      throw new InvalidRequestException("wanted: 1 <= n, 0 <= phase < align, 0 <= min");
    }
    if (nocross != 0 && nocross < n) {
      throw new InvalidRequestException("no place for n integers between multiples of nocross");
    }
  }

  /*@ also public normal_behavior // REUSE: free again, merged in its span; or back at the source
    @   old int f = Search.liveAt(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, integer(address));
    @   requires f < desk.spans.arena.count;
    @   old boolean whole = Reach.whole(desk.spans.arena.key, desk.spans.arena.mark, desk.spans.arena.count, f);
    @   old int lo = Reach.low(desk.spans.arena.key, desk.spans.arena.mark, desk.spans.arena.count, f);
    @   old int hi = Reach.high(desk.spans.arena.key, desk.spans.arena.mark, desk.spans.arena.count, f);
    @   old int less = hi - lo;
    @   old long now = desk.spans.arena.top == Long.MAX_VALUE ? desk.spans.arena.top : desk.spans.arena.top + 1;
    @   old int first = whole ? Segments.INSIDE : desk.spans.arena.mark[lo];
    @   assignable desk.spans.arena.*, desk.spans.arena.start[*], desk.spans.arena.key[*], desk.spans.arena.mark[*];
    @   ensures 0 <= desk.spans.arena.count && desk.spans.arena.count < desk.spans.arena.start.length;
    @   ensures desk.spans.arena.key.length == desk.spans.arena.start.length && desk.spans.arena.mark.length == desk.spans.arena.start.length;
    @   ensures desk.spans.arena.count == \old(desk.spans.arena.count) - less && desk.spans.arena.top == now;
    @   ensures desk.spans.arena.start == \old(desk.spans.arena.start) && desk.spans.arena.key == \old(desk.spans.arena.key) && desk.spans.arena.mark == \old(desk.spans.arena.mark);
    @   ensures desk.spans.arena.key[lo] == (whole ? Segments.HOLE : now) && desk.spans.arena.mark[lo] == first;
    @   // FRAME, CONSERVATION: all other segments as they were
    @   ensures (\forall int i; 0 <= i && i <= lo; desk.spans.arena.start[i] == \old(desk.spans.arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; desk.spans.arena.key[i] == \old(desk.spans.arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; desk.spans.arena.mark[i] == \old(desk.spans.arena.mark[i]));
    @   ensures (\forall int i; lo < i && i <= desk.spans.arena.count; desk.spans.arena.start[i] == \old(desk.spans.arena.start[i + less]));
    @   ensures (\forall int i; lo < i && i < desk.spans.arena.count; desk.spans.arena.key[i] == \old(desk.spans.arena.key[i + less]));
    @   ensures (\forall int i; lo < i && i < desk.spans.arena.count; desk.spans.arena.mark[i] == \old(desk.spans.arena.mark[i + less]));
    @
    @ also public exceptional_behavior // VALID_FREE
    @   requires Search.liveAt(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, integer(address)) == desk.spans.arena.count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public void free(long address) {
    desk.release(live(integer(address)));
  }

  /**
   * Takes back what {@link #xalloc} handed out.
   *
   * @param at the first integer
   * @param n how many
   * @throws InvalidFreeException unless exactly these were handed out; the state is unchanged
   */
  /*@ public normal_behavior // as free
    @   old int f = Search.liveAt(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at);
    @   requires f < desk.spans.arena.count && desk.spans.arena.start[f + 1] - at == n;
    @   old boolean whole = Reach.whole(desk.spans.arena.key, desk.spans.arena.mark, desk.spans.arena.count, f);
    @   old int lo = Reach.low(desk.spans.arena.key, desk.spans.arena.mark, desk.spans.arena.count, f);
    @   old int hi = Reach.high(desk.spans.arena.key, desk.spans.arena.mark, desk.spans.arena.count, f);
    @   old int less = hi - lo;
    @   old long now = desk.spans.arena.top == Long.MAX_VALUE ? desk.spans.arena.top : desk.spans.arena.top + 1;
    @   old int first = whole ? Segments.INSIDE : desk.spans.arena.mark[lo];
    @   assignable desk.spans.arena.*, desk.spans.arena.start[*], desk.spans.arena.key[*], desk.spans.arena.mark[*];
    @   ensures 0 <= desk.spans.arena.count && desk.spans.arena.count < desk.spans.arena.start.length;
    @   ensures desk.spans.arena.key.length == desk.spans.arena.start.length && desk.spans.arena.mark.length == desk.spans.arena.start.length;
    @   ensures desk.spans.arena.count == \old(desk.spans.arena.count) - less && desk.spans.arena.top == now;
    @   ensures desk.spans.arena.start == \old(desk.spans.arena.start) && desk.spans.arena.key == \old(desk.spans.arena.key) && desk.spans.arena.mark == \old(desk.spans.arena.mark);
    @   ensures desk.spans.arena.key[lo] == (whole ? Segments.HOLE : now) && desk.spans.arena.mark[lo] == first;
    @   // FRAME, CONSERVATION: all other segments as they were
    @   ensures (\forall int i; 0 <= i && i <= lo; desk.spans.arena.start[i] == \old(desk.spans.arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; desk.spans.arena.key[i] == \old(desk.spans.arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < lo; desk.spans.arena.mark[i] == \old(desk.spans.arena.mark[i]));
    @   ensures (\forall int i; lo < i && i <= desk.spans.arena.count; desk.spans.arena.start[i] == \old(desk.spans.arena.start[i + less]));
    @   ensures (\forall int i; lo < i && i < desk.spans.arena.count; desk.spans.arena.key[i] == \old(desk.spans.arena.key[i + less]));
    @   ensures (\forall int i; lo < i && i < desk.spans.arena.count; desk.spans.arena.mark[i] == \old(desk.spans.arena.mark[i + less]));
    @
    @ also public exceptional_behavior // VALID_FREE: the exact size
    @   old int f = Search.liveAt(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at);
    @   requires f == desk.spans.arena.count || desk.spans.arena.start[f + 1] - at != n;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  public void xfree(long at, long n) {
    desk.release(live(at, n));
  }

  /** The segment in use that starts at a place. */
  /*@ private normal_behavior
    @   requires Search.liveAt(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at) < desk.spans.arena.count;
    @   ensures \result == Search.liveAt(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at);
    @ also private exceptional_behavior
    @   requires Search.liveAt(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at) == desk.spans.arena.count;
    @   signals_only InvalidFreeException;
    @ pure
    @*/
  private int live(long at) {
    int f = Search.liveAt(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at);
    if (f == desk.spans.arena.count) {
      throw new InvalidFreeException("no live block starts there");
    }
    return f;
  }

  /** The segment in use that is exactly these integers. */
  /*@ private normal_behavior
    @   old int f = Search.liveAt(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at);
    @   requires f < desk.spans.arena.count && desk.spans.arena.start[f + 1] - at == n;
    @   ensures \result == f;
    @ also private exceptional_behavior
    @   old int f = Search.liveAt(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at);
    @   requires f == desk.spans.arena.count || desk.spans.arena.start[f + 1] - at != n;
    @   signals_only InvalidFreeException;
    @ pure
    @*/
  private int live(long at, long n) {
    int f = live(at);
    if (desk.spans.arena.start[f + 1] - at != n) {
      throw new InvalidFreeException("the live block there has another size");
    }
    return f;
  }

  /*@ also public normal_behavior
    @   old int f = Search.liveAt(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, integer(address));
    @   requires f < desk.spans.arena.count;
    @   assignable \nothing;
    @   ensures \result == 16 * (desk.spans.arena.start[f + 1] - desk.spans.arena.start[f]); // CAPACITY
    @ also public exceptional_behavior // VALID_FREE
    @   requires Search.liveAt(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, integer(address)) == desk.spans.arena.count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public long usableSize(long address) {
    int f = live(integer(address));
    //@ assert desk.wide(f);
    return 16 * (desk.spans.arena.start[f + 1] - desk.spans.arena.start[f]);
  }

  /**
   * Adds a span by hand, free.
   *
   * @param at its first integer
   * @param n how many, at least 1
   * @throws InvalidRequestException unless all of them are in no span and below the limit; the state
   *     is unchanged
   */
  /*@ public normal_behavior
    @   old int f = Search.holeWith(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at, n);
    @   requires f < desk.spans.arena.count;
    @   old int head = desk.spans.arena.start[f] < at ? 1 : 0;
    @   old int more = head + (at + n < desk.spans.arena.start[f + 1] ? 1 : 0);
    @   old long now = desk.spans.arena.top == Long.MAX_VALUE ? desk.spans.arena.top : desk.spans.arena.top + 1;
    @   assignable desk.spans.arena.*, desk.spans.arena.start[*], desk.spans.arena.key[*], desk.spans.arena.mark[*];
    @   ensures 0 <= desk.spans.arena.count && desk.spans.arena.count < desk.spans.arena.start.length;
    @   ensures desk.spans.arena.key.length == desk.spans.arena.start.length && desk.spans.arena.mark.length == desk.spans.arena.start.length;
    @   ensures desk.spans.arena.count == \old(desk.spans.arena.count) + more && desk.spans.arena.top == now;
    @   ensures desk.spans.arena.start[f + head] == at && desk.spans.arena.start[f + head + 1] == at + n;
    @   ensures desk.spans.arena.key[f + head] == now && desk.spans.arena.mark[f + head] == Segments.OWN;
    @   ensures head == 1 ==> desk.spans.arena.key[f] == Segments.HOLE && desk.spans.arena.mark[f] == Segments.INSIDE;
    @   ensures head < more ==> desk.spans.arena.key[f + more] == Segments.HOLE && desk.spans.arena.mark[f + more] == Segments.INSIDE;
    @   ensures (\forall int i; 0 <= i && i <= f; desk.spans.arena.start[i] == \old(desk.spans.arena.start[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j <= desk.spans.arena.count; desk.spans.arena.start[j] == \old(desk.spans.arena.start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; desk.spans.arena.key[i] == \old(desk.spans.arena.key[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < desk.spans.arena.count; desk.spans.arena.key[j] == \old(desk.spans.arena.key[i]));
    @   ensures (\forall int i; 0 <= i && i < f; desk.spans.arena.mark[i] == \old(desk.spans.arena.mark[i]));
    @   ensures (\forall int i, j; f < i && j == i + more && j < desk.spans.arena.count; desk.spans.arena.mark[j] == \old(desk.spans.arena.mark[i]));
    @ also public exceptional_behavior
    @   requires Search.holeWith(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at, n) == desk.spans.arena.count;
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  public void add(long at, long n) {
    desk.add(hole(at, n), at, n);
  }

  /** The hole that has so many integers from a place on. */
  /*@ private normal_behavior
    @   requires Search.holeWith(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at, n) < desk.spans.arena.count;
    @   ensures \result == Search.holeWith(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at, n);
    @ also private exceptional_behavior
    @   requires Search.holeWith(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at, n) == desk.spans.arena.count;
    @   signals_only InvalidRequestException;
    @ pure
    @*/
  private int hole(long at, long n) {
    int f = Search.holeWith(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.count, at, n);
    if (f == desk.spans.arena.count) {
      throw new InvalidRequestException("a span overlaps another, or passes the limit");
    }
    return f;
  }

  /** The integer at an address; -1 if none is there. */
  /*@ private normal_behavior
    @   ensures 0 <= \result ==> 16 * \result == address;
    @   ensures \result < 0 ==> \result == -1 && (address < 0 || address % 16 != 0);
    @ spec_public pure helper
    @*/
  private static long integer(long address) {
    return address < 0 || address % 16 != 0 ? -1 : address / 16;
  }

  /** Whether the free list of a power of two has a segment: a bit of the bitmap. */
  /*@ public normal_behavior
    @   ensures \result == Choice.listed(desk.spans.arena, width); // METADATA
    @ pure
    @*/
  public boolean listed(long width) {
    return Choice.listed(desk.spans.arena, width);
  }

  /** The integers that the arena has from the source: those of its imported spans. */
  /*@ public normal_behavior
    @   ensures \result == Imports.sum(desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.mark, desk.spans.arena.count); // CONSERVATION
    @ pure
    @*/
  public long imported() {
    return Imports.count(
        desk.spans.arena.start, desk.spans.arena.key, desk.spans.arena.mark, desk.spans.arena.count);
  }

  /** The segments, to look at. */
  /*@ public normal_behavior
    @   ensures \result == desk.spans.arena;
    @ pure
    @*/
  public Segments segments() {
    return desk.spans.arena;
  }

  // Lemma, POLICY of instant fit without constraints, and when the lists above would refuse. What serves is on a
  // list of which every segment is large enough, the first that has one, and the latest there, unless no free
  // segment is on such a list: only then is it a free one of the list below, or a hole, or none serves.
  /*@ public normal_behavior
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires (\forall int j; 0 <= j && j <= arena.count; 0 <= arena.start[j] && arena.start[j] <= 0x40000000L);
    @   requires (\forall int j, k; 0 <= j && k == j + 1 && k <= arena.count; arena.start[j] < arena.start[k]);
    @   requires (\forall int j; 0 <= j && j < arena.count; Segments.HOLE <= arena.key[j]);
    @   requires (\forall int j; 0 <= j && j <= arena.count; arena.start[j] <= max);
    @   requires 1 <= n && 0 <= page && page <= 0x40000000L;
    @   old int f = Choice.chosen(arena, page, false, n, 1, 0, 0, 0, max);
    @   ensures \result && (f < arena.count ==> arena.key[f] != Segments.USED);
    @   ensures f == arena.count || arena.key[f] == Segments.HOLE || Lists.width((long) (arena.start[f + 1] - arena.start[f])) < n
    @     ==> (\forall int i, j; 0 <= i && j == i + 1 && j <= arena.count && 0 < arena.key[i];
    @       Lists.width((long) (arena.start[j] - arena.start[i])) < n);
    @   ensures f < arena.count && 0 < arena.key[f] && n <= Lists.width((long) (arena.start[f + 1] - arena.start[f]))
    @     ==> (\forall int i, j; 0 <= i && j == i + 1 && j <= arena.count && 0 < arena.key[i] && n <= Lists.width((long) (arena.start[j] - arena.start[i]));
    @       Lists.width((long) (arena.start[f + 1] - arena.start[f])) < Lists.width((long) (arena.start[j] - arena.start[i]))
    @       || Lists.width((long) (arena.start[f + 1] - arena.start[f])) == Lists.width((long) (arena.start[j] - arena.start[i]))
    @         && (arena.key[i] < arena.key[f] || arena.key[i] == arena.key[f] && f <= i));
    @   ensures f < arena.count && 0 < arena.key[f] ==> n <= arena.start[f + 1] - arena.start[f];
    @   ensures f == arena.count || arena.key[f] == Segments.HOLE
    @     ==> (\forall int i, j; 0 <= i && j == i + 1 && j <= arena.count && 0 < arena.key[i]; arena.start[j] - arena.start[i] < n);
    @ pure model public static helper boolean above(Segments arena, long page, long n, long max) {
    @   int f = Choice.chosen(arena, page, false, n, 1, 0, 0, 0, max);
    @   boolean one = f == arena.count || Choice.room(arena, page, f, n, 1, 0, 0, 0, max) != -1;
    @   long w = f == arena.count ? 0 : Lists.width((long) (arena.start[f + 1] - arena.start[f]));
    @   int i = 0;
    @   loop_invariant 0 <= i && i <= arena.count;
    @   loop_invariant (\forall int k, m; 0 <= k && k < i && m == k + 1 && 0 < arena.key[k] && n <= arena.start[m] - arena.start[k];
    @     f < arena.count && 0 < arena.key[f]);
    @   loop_invariant (\forall int k, m; 0 <= k && k < i && m == k + 1 && 0 < arena.key[k] && n <= Lists.width((long) (arena.start[m] - arena.start[k]));
    @     f < arena.count && 0 < arena.key[f] && n <= w && (w < Lists.width((long) (arena.start[m] - arena.start[k]))
    @       || w == Lists.width((long) (arena.start[m] - arena.start[k]))
    @         && (arena.key[k] < arena.key[f] || arena.key[k] == arena.key[f] && f <= k)));
    @   loop_writes i;
    @   decreases arena.count - i;
    @   while (i < arena.count) {
    @     long size = arena.start[i + 1] - arena.start[i];
    @     long width = Lists.width(size);
    @     boolean serves = arena.key[i] <= 0 || size < n || Choice.instant(arena, page, i, n, max);
    @     i = i + 1;
    @   }
    @   return true;
    @ }
    @*/
}
