package org.alloracle.fast.vmem;

import org.alloracle.collect.FreeTree;
import org.alloracle.collect.LongMap;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.Requests;

/**
 * A vmem arena (Bonwick and Adams, "Magazines and Vmem", USENIX 2001), with the same answers as
 * {@link org.alloracle.reference.vmem reference.vmem}.
 *
 * <p>The integers from 0 up to a limit are the source; spans of them are added by hand, or imported
 * when no free segment serves, and an imported span that is wholly free goes back at once. Freed
 * segments merge inside their span only. Instant fit takes the head of the first free list of which
 * every segment is large enough, in constant time; see {@link #xalloc} for requests with
 * constraints.
 *
 * <p>A segment is a number in {@link Segments}: external boundary tags, free lists and their
 * bitmap. What is handed out is found in a hash table, what the source has left in a tree. So
 * metadata is proportional to the segments, not to the integers, and once the tables have grown no
 * call makes a Java object. Confined to one thread.
 */
public final class FastVmem implements BlockAllocator {
  /** The greatest limit, in integers. */
  public static final long GREATEST = 1L << 56;

  private static final int QUANTUM_BITS = 4;
  private static final int NIL = Segments.NIL;

  private final long limit;
  private final long page;
  private final boolean best;
  private final Segments segments = new Segments();
  private final LongMap live = new LongMap(); // first integer -> segment
  private final FreeTree source = new FreeTree();

  /** Where the segment or hole found last serves the request. */
  private long place;

  /** An arena for bytes: instant fit, with pages of 4096 bytes. */
  public FastVmem(long limitBytes) {
    this(wholly(limitBytes), 4096 >> QUANTUM_BITS, false);
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
  public FastVmem(long limit, long page, boolean best) {
    if (limit < 1 || limit > GREATEST) {
      throw new IllegalArgumentException("limit " + limit + ": not from 1 to 2^56");
    }
    if (page < 0 || page > GREATEST) {
      throw new IllegalArgumentException("page " + page + ": not from 0 to 2^56");
    }
    this.limit = limit;
    this.page = page;
    this.best = best;
    source.insert(0, limit);
  }

  private static long wholly(long bytes) {
    if (bytes <= 0 || bytes > GREATEST << QUANTUM_BITS || (bytes & 15) != 0) {
      throw new IllegalArgumentException(
          "limit " + bytes + ": not a positive multiple of 16 up to 2^60");
    }
    return bytes >> QUANTUM_BITS;
  }

  @Override
  public long allocate(long size, long alignment) {
    Requests.check(size, alignment);
    long n = size == 0 ? 1 : ((size - 1) >> QUANTUM_BITS) + 1;
    if (alignment <= 1 << QUANTUM_BITS && !best) {
      int segment = segments.ample(n);
      if (segment != NIL) {
        long at = segments.low(segment);
        occupy(segment, at, n);
        return at << QUANTUM_BITS;
      }
    }
    long spacing = alignment <= 1 << QUANTUM_BITS ? 1 : alignment >> QUANTUM_BITS;
    long at = take(n, spacing, 0, 0, 0, limit);
    return at == NONE ? NONE : at << QUANTUM_BITS;
  }

  /**
   * Hands out {@code n} integers under constraints, at the lowest place in the segment. Of the
   * segments that have one, instant fit takes the first on the lists of which every segment is
   * large enough, else the first on the list below; best fit the smallest on the list of {@code n},
   * else the first on the lists above. If there is none, the lowest hole that has one is opened.
   *
   * @param n how many, at least 1
   * @param align at least 1
   * @param phase the first integer is this modulo {@code align}; from 0 to before {@code align}
   * @param nocross the integers are not parted by a multiple of this; at least {@code n}, or 0 for
   *     any
   * @param min none is below this, which is at least 0
   * @param max all are below this
   * @return the first, or {@link #NONE}
   * @throws InvalidRequestException if an argument is out of range; the state is unchanged
   */
  public long xalloc(long n, long align, long phase, long nocross, long min, long max) {
    if (n < 1 || align < 1 || phase < 0 || phase >= align || min < 0) {
      throw new InvalidRequestException(
          n + " integers, " + phase + " modulo " + align + ", from " + min);
    }
    if (nocross != 0 && nocross < n) {
      throw new InvalidRequestException(
          "no place for " + n + " integers between multiples of " + nocross);
    }
    return take(n, align, phase, nocross, min, max);
  }

  private long take(long n, long align, long phase, long nocross, long min, long max) {
    int segment = find(n, align, phase, nocross, min, max);
    long at = place;
    if (segment != NIL) {
      occupy(segment, at, n);
      return at;
    }
    return page == 0 ? NONE : open(n, align, phase, nocross, min, max);
  }

  /** The free segment that serves, with its {@link #place}, or NIL. */
  private int find(long n, long align, long phase, long nocross, long min, long max) {
    int own = 63 - Long.numberOfLeadingZeros(n);
    boolean power = (n & (n - 1)) == 0;
    if (best) {
      int smallest = NIL;
      long at = 0;
      for (int s = segments.head(own); s != NIL; s = segments.next(s)) {
        if ((smallest == NIL || segments.size(s) < segments.size(smallest))
            && serves(s, n, align, phase, nocross, min, max)) {
          smallest = s;
          at = place;
        }
      }
      if (smallest != NIL) {
        place = at;
        return smallest;
      }
    }
    int from = power && !best ? own : own + 1;
    for (long lists = segments.listsFrom(from); lists != 0; lists &= lists - 1) {
      int list = Long.numberOfTrailingZeros(lists);
      for (int s = segments.head(list); s != NIL; s = segments.next(s)) {
        if (serves(s, n, align, phase, nocross, min, max)) {
          return s;
        }
      }
    }
    if (!best && !power) {
      for (int s = segments.head(own); s != NIL; s = segments.next(s)) {
        if (serves(s, n, align, phase, nocross, min, max)) {
          return s;
        }
      }
    }
    return NIL;
  }

  private boolean serves(int s, long n, long align, long phase, long nocross, long min, long max) {
    place =
        Places.first(
            Math.max(segments.low(s), min),
            Math.min(segments.high(s), max),
            n,
            align,
            phase,
            nocross);
    return place >= 0;
  }

  /** Hands out a part of a free segment. */
  private void occupy(int segment, long at, long n) {
    segments.take(segment, at, at + n);
    live.put(at, segment);
  }

  /** Imports pages from the lowest hole that serves, and hands out a part of them. */
  private long open(long n, long align, long phase, long nocross, long min, long max) {
    if (n > limit) {
      return NONE;
    }
    long pages = pages(n);
    for (int hole = source.lowest(pages); hole != FreeTree.NONE; hole = source.next(hole, pages)) {
      long from = source.start(hole);
      long high = source.end(hole);
      long at = Places.first(Math.max(from, min), Math.min(high, max), n, align, phase, nocross);
      if (at >= 0 && pages(at + n - from) <= high - from) {
        long end = from + pages(at + n - from);
        if (end < high) {
          source.resize(hole, end, high - end);
        } else {
          source.remove(hole);
        }
        occupy(segments.span(from, end, true), at, n);
        return at;
      }
    }
    return NONE;
  }

  private long pages(long n) {
    return ((n - 1) / page + 1) * page;
  }

  /**
   * Adds a span by hand, free.
   *
   * @param at its first integer
   * @param n how many, at least 1
   * @throws InvalidRequestException unless all of them are in no span and below the limit; the
   *     state is unchanged
   */
  public void add(long at, long n) {
    source.seek(at);
    int hole = source.atOrAbove();
    if (hole == FreeTree.NONE || source.start(hole) > at) {
      hole = source.below();
    }
    if (n < 1
        || at < 0
        || hole == FreeTree.NONE
        || source.end(hole) < at
        || source.end(hole) - at < n) {
      throw new InvalidRequestException(
          "the span of " + n + " from " + at + " overlaps another, or passes the limit");
    }
    long from = source.start(hole);
    long high = source.end(hole);
    source.remove(hole);
    if (from < at) {
      source.insert(from, at - from);
    }
    if (at + n < high) {
      source.insert(at + n, high - at - n);
    }
    segments.span(at, at + n, false);
  }

  @Override
  public void free(long address) {
    int segment = (address & 15) != 0 ? NIL : (int) live.remove(address >> QUANTUM_BITS, NIL);
    if (segment == NIL) {
      throw new InvalidFreeException("no live block starts at " + address);
    }
    release(segment);
  }

  /**
   * Takes back what {@link #xalloc} handed out.
   *
   * @param at the first integer
   * @param n how many
   * @throws InvalidFreeException unless exactly these were handed out; the state is unchanged
   */
  public void xfree(long at, long n) {
    int segment = (int) live.get(at, NIL);
    if (segment == NIL) {
      throw new InvalidFreeException("no live block starts at " + at);
    }
    if (segments.size(segment) != n) {
      throw new InvalidFreeException(
          "the live block at " + at + " has " + segments.size(segment) + ", not " + n);
    }
    live.remove(at, NIL);
    release(segment);
  }

  private void release(int segment) {
    segments.free(segment);
    if (segments.isIdleImport(segment)) {
      giveBack(segments.low(segment), segments.size(segment));
      segments.drop(segment);
    }
  }

  private void giveBack(long at, long n) {
    source.seek(at);
    int low = source.below();
    int high = source.atOrAbove();
    boolean joinsLow = low != FreeTree.NONE && source.end(low) == at;
    boolean joinsHigh = high != FreeTree.NONE && source.start(high) == at + n;
    if (joinsLow && joinsHigh) {
      long end = source.end(high);
      source.remove(high);
      source.resize(low, source.start(low), end - source.start(low));
    } else if (joinsLow) {
      source.resize(low, source.start(low), source.length(low) + n);
    } else if (joinsHigh) {
      source.resize(high, at, n + source.length(high));
    } else {
      source.insert(at, n);
    }
  }

  @Override
  public long usableSize(long address) {
    int segment = (address & 15) != 0 ? NIL : (int) live.get(address >> QUANTUM_BITS, NIL);
    if (segment == NIL) {
      throw new InvalidFreeException("no live block starts at " + address);
    }
    return segments.size(segment) << QUANTUM_BITS;
  }

  /** Whether the free list of a power of two has a segment: a bit of the bitmap. */
  public boolean listed(long width) {
    return (segments.listsFrom(0) & width) != 0;
  }

  /**
   * Walks the invariants of the structure, in time proportional to its segments.
   *
   * @throws AssertionError that begins with the name of the first clause that does not hold
   */
  public void checkInvariants() {
    new Inspection(limit, segments, live, source).run();
  }
}
