package org.alloracle.vmem;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * A vmem arena said another way: the span of each integer, whether it is handed out, and a queue of
 * first integers for each power of two. Every place is tried.
 */
final class NaiveVmem implements Arena {
  private static final class Span {
    final boolean imported;

    Span(boolean imported) {
      this.imported = imported;
    }
  }

  private final @Nullable Span[] spans;
  private final boolean[] used;
  private final Map<Integer, Integer> live = new HashMap<>();
  private final List<ArrayDeque<Integer>> lists = new ArrayList<>();
  private final int page;
  private final boolean best;

  NaiveVmem(long limitBytes) {
    this((int) (limitBytes / 16), 256, false);
  }

  NaiveVmem(int limit, int page, boolean best) {
    spans = new Span[limit];
    used = new boolean[limit];
    this.page = page;
    this.best = best;
    for (int k = 0; k < 32; k++) {
      lists.add(new ArrayDeque<>());
    }
  }

  @Override
  public void add(long at, long n) {
    if (n < 1 || at < 0 || at > spans.length || n > spans.length - at) {
      throw new InvalidRequestException("outside");
    }
    for (long x = at; x < at + n; x++) {
      if (spans[(int) x] != null) {
        throw new InvalidRequestException("a span is there");
      }
    }
    span((int) at, (int) (at + n), new Span(false));
    list((int) at);
  }

  @Override
  public long imported() {
    long sum = 0;
    for (Span span : spans) {
      sum += span != null && span.imported ? 1 : 0;
    }
    return sum;
  }

  private void span(int from, int to, @Nullable Span span) {
    for (int x = from; x < to; x++) {
      spans[x] = span;
    }
  }

  /** The end of the integers from a place on that are in the same span and all free. */
  private int end(int from) {
    int to = from;
    while (to < spans.length && spans[to] == spans[from] && !used[to]) {
      to++;
    }
    return to;
  }

  private static int log(long n) {
    int k = 0;
    while (n / 2 > 0) {
      k++;
      n /= 2;
    }
    return k;
  }

  private void list(int from) {
    lists.get(log(end(from) - from)).addFirst(from);
  }

  @Override
  public long allocate(long size, long alignment) {
    if (size < 0 || alignment <= 0 || Long.bitCount(alignment) != 1) {
      throw new InvalidRequestException("bad request");
    }
    if (size > 16L * spans.length) {
      return NONE;
    }
    long at =
        xalloc(Math.max(1, (size + 15) / 16), Math.max(1, alignment / 16), 0, 0, 0, spans.length);
    return at == NONE ? NONE : 16 * at;
  }

  @Override
  public long xalloc(long n, long align, long phase, long nocross, long min, long max) {
    if (n <= 0 || align <= 0 || phase < 0 || phase >= align || min < 0) {
      throw new InvalidRequestException("bad request");
    }
    if (nocross != 0 && nocross < n) {
      throw new InvalidRequestException("impossible");
    }
    if (n > spans.length) {
      return NONE;
    }
    for (int from : inOrder((int) n)) {
      int to = end(from);
      for (int at = from; at + n <= to; at++) {
        if (legal(at, n, align, phase, nocross, min, max)) {
          lists.get(log(to - from)).remove((Integer) from);
          return take(from, at, (int) n, to);
        }
      }
    }
    return imported((int) n, align, phase, nocross, min, max);
  }

  private List<Integer> inOrder(int n) {
    int own = log(n);
    List<Integer> order = new ArrayList<>();
    List<Integer> below = new ArrayList<>(lists.get(own));
    if (best) {
      below.sort(Comparator.comparing(from -> end(from) - from));
      order.addAll(below);
    } else if (n == 1 << own) {
      order.addAll(below);
    }
    for (int k = own + 1; k < 32; k++) {
      order.addAll(lists.get(k));
    }
    if (!best && n != 1 << own) {
      order.addAll(below);
    }
    return order;
  }

  private static boolean legal(
      long at, long n, long align, long phase, long nocross, long min, long max) {
    if (at < min || at + n > max || (at - phase) % align != 0) {
      return false;
    }
    for (long x = at + 1; nocross != 0 && x < at + n; x++) {
      if (x % nocross == 0) {
        return false;
      }
    }
    return true;
  }

  private long imported(int n, long align, long phase, long nocross, long min, long max) {
    for (int from = 0; page > 0 && from < spans.length; from++) {
      if (spans[from] == null && (from == 0 || spans[from - 1] != null)) {
        int hole = end(from);
        for (int at = from; at + n <= hole; at++) {
          if (legal(at, n, align, phase, nocross, min, max)) {
            int to = from;
            while (to < at + n) {
              to += page;
            }
            if (to <= hole) {
              span(from, to, new Span(true));
              return take(from, at, n, to);
            }
            break; // a higher place needs no fewer pages
          }
        }
      }
    }
    return NONE;
  }

  private int take(int from, int at, int n, int to) {
    for (int x = at; x < at + n; x++) {
      used[x] = true;
    }
    live.put(at, n);
    if (at + n < to) {
      list(at + n);
    }
    if (from < at) {
      list(from);
    }
    return at;
  }

  @Override
  public void free(long address) {
    xfree(address / 16, usableSize(address) / 16);
  }

  @Override
  public void xfree(long place, long n) {
    Integer size = place == (int) place ? live.get((int) place) : null;
    if (size == null || size != n) {
      throw new InvalidFreeException("no block");
    }
    int at = (int) place;
    live.remove(at);
    Span span = spans[at];
    int from = at;
    while (from > 0 && spans[from - 1] == span && !used[from - 1]) {
      from--;
    }
    int right = at + size;
    if (from < at) {
      lists.get(log(at - from)).remove((Integer) from);
    }
    if (right < spans.length && spans[right] == span && !used[right]) {
      lists.get(log(end(right) - right)).remove((Integer) right);
    }
    for (int x = at; x < right; x++) {
      used[x] = false;
    }
    int to = end(from);
    boolean whole =
        (from == 0 || spans[from - 1] != span) && (to == spans.length || spans[to] != span);
    if (whole && span != null && span.imported) {
      span(from, to, null);
    } else {
      list(from);
    }
  }

  @Override
  public long usableSize(long address) {
    long at = address / 16;
    Integer n = address % 16 == 0 && at == (int) at ? live.get((int) at) : null;
    if (n == null) {
      throw new InvalidFreeException("no block");
    }
    return 16L * n;
  }
}
