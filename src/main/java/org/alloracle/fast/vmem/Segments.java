package org.alloracle.fast.vmem;

import java.util.Arrays;

/**
 * Segments as numbers, with boundary tags in arrays: linked to the segments beside them in their
 * span, and, if free, to those beside them on the free list of their power of two.
 *
 * <p>Invariants, which {@link Inspection} walks: segments tile their spans; no two adjacent ones in
 * a span are free; list k has the free segments with 2^k up to 2^(k + 1) integers, the latest
 * first; bit k of {@code lists} is set exactly if list k is not empty.
 */
final class Segments {
  /** No segment. */
  static final int NIL = -1;

  /** The link of a segment that is on no list: handed out, or not in use. */
  private static final int OFF = -2;

  private long[] low = new long[16];
  private long[] high = new long[16];
  private int[] before = new int[16]; // in the span
  private int[] after = new int[16];
  private int[] previous = new int[16]; // on the list
  private int[] next = new int[16];
  private boolean[] imported = new boolean[16];
  private int made;
  private int spare = NIL; // linked by next
  private final int[] heads = new int[64];
  private long lists;

  Segments() {
    Arrays.fill(heads, NIL);
  }

  long low(int segment) {
    return low[segment];
  }

  long high(int segment) {
    return high[segment];
  }

  long size(int segment) {
    return high[segment] - low[segment];
  }

  /** The lists from one on that are not empty, as a bit each. */
  long listsFrom(int list) {
    return list > 63 ? 0 : lists & -1L << list;
  }

  /** The first of a list, or NIL. */
  int head(int list) {
    return heads[list];
  }

  /** The next on a list, or NIL. */
  int next(int segment) {
    return next[segment];
  }

  /** The first segment of the first list of which every segment has {@code n}, or NIL. */
  int ample(long n) {
    long enough = lists & -1L << -Long.numberOfLeadingZeros(n - 1);
    return enough == 0 ? NIL : heads[Long.numberOfTrailingZeros(enough)];
  }

  /** A new span, free. */
  int span(long from, long to, boolean imports) {
    int segment = segment(from, to, imports);
    before[segment] = NIL;
    after[segment] = NIL;
    list(segment);
    return segment;
  }

  /**
   * Narrows a free segment to what is handed out; what is over goes back on lists, the lower first.
   */
  void take(int segment, long from, long to) {
    unlist(segment);
    if (to < high[segment]) {
      int rest = segment(to, high[segment], imported[segment]);
      high[segment] = to;
      link(rest, after[segment]);
      link(segment, rest);
      list(rest);
    }
    if (low[segment] < from) {
      int rest = segment(low[segment], from, imported[segment]);
      low[segment] = from;
      int left = before[segment];
      before[rest] = left;
      if (left != NIL) {
        after[left] = rest;
      }
      link(rest, segment);
      list(rest);
    }
  }

  /** Frees what was handed out, with the free segments beside it. */
  void free(int segment) {
    int left = before[segment];
    if (left != NIL && previous[left] != OFF) {
      unlist(left);
      low[segment] = low[left];
      before[segment] = before[left];
      if (before[left] != NIL) {
        after[before[left]] = segment;
      }
      forget(left);
    }
    int right = after[segment];
    if (right != NIL && previous[right] != OFF) {
      unlist(right);
      high[segment] = high[right];
      link(segment, after[right]);
      forget(right);
    }
    list(segment);
  }

  /** Whether a free segment is all of an imported span. */
  boolean isIdleImport(int segment) {
    return imported[segment] && before[segment] == NIL && after[segment] == NIL;
  }

  /** Drops a free segment that is all of its span. */
  void drop(int segment) {
    unlist(segment);
    forget(segment);
  }

  private void link(int one, int two) {
    after[one] = two;
    if (two != NIL) {
      before[two] = one;
    }
  }

  private void list(int segment) {
    int list = 63 - Long.numberOfLeadingZeros(high[segment] - low[segment]);
    int head = heads[list];
    previous[segment] = NIL;
    next[segment] = head;
    if (head != NIL) {
      previous[head] = segment;
    }
    heads[list] = segment;
    lists |= 1L << list;
  }

  private void unlist(int segment) {
    int one = previous[segment];
    int two = next[segment];
    if (two != NIL) {
      previous[two] = one;
    }
    if (one != NIL) {
      next[one] = two;
    } else {
      int list = 63 - Long.numberOfLeadingZeros(high[segment] - low[segment]);
      heads[list] = two;
      if (two == NIL) {
        lists &= ~(1L << list);
      }
    }
    previous[segment] = OFF;
  }

  private int segment(long from, long to, boolean imports) {
    int segment = spare;
    if (segment != NIL) {
      spare = next[segment];
    } else {
      segment = made++;
      if (segment == low.length) {
        int length = 2 * segment;
        low = Arrays.copyOf(low, length);
        high = Arrays.copyOf(high, length);
        before = Arrays.copyOf(before, length);
        after = Arrays.copyOf(after, length);
        previous = Arrays.copyOf(previous, length);
        next = Arrays.copyOf(next, length);
        imported = Arrays.copyOf(imported, length);
      }
    }
    low[segment] = from;
    high[segment] = to;
    previous[segment] = OFF;
    imported[segment] = imports;
    return segment;
  }

  private void forget(int segment) {
    low[segment] = high[segment];
    next[segment] = spare;
    spare = segment;
  }

  /** How many numbers were given out, to segments that are and to some that were. */
  int made() {
    return made;
  }

  /** Whether a number is of a segment that is. */
  boolean is(int segment) {
    return low[segment] < high[segment];
  }

  boolean isFree(int segment) {
    return previous[segment] != OFF;
  }

  boolean isImported(int segment) {
    return imported[segment];
  }

  int before(int segment) {
    return before[segment];
  }

  int after(int segment) {
    return after[segment];
  }

  int previous(int segment) {
    return previous[segment];
  }

  /** The numbers that wait to be given out again. */
  int spares() {
    int count = 0;
    for (int segment = spare; segment != NIL && count <= made; segment = next[segment]) {
      count++;
    }
    return count;
  }
}
