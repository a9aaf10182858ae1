package org.alloracle.reference.vmem;

import org.alloracle.reference.Multiples;

/**
 * Which segment serves a request, and where in it. A request is for {@code n} integers, the first of
 * them {@code phase} modulo {@code align}, not parted by a multiple of {@code nocross} unless that is
 * 0, from {@code min} to before {@code max}.
 */
public final class Choice {
  private Choice() {}

  /** The lowest place in segment {@code i} that is as asked, or -1. */
  /*@ public normal_behavior
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires 0 <= i && i < arena.count && 0 <= arena.start[i];
    @   requires arena.start[i + 1] <= 0x40000000L;
    @   requires 1 <= n && 1 <= align && 0 <= nocross && 0 <= min;
    @   ensures \result == -1 || min <= \result && arena.start[i] <= \result && \result + n <= max && \result + n <= arena.start[i + 1]
    @     && Places.legal(\result, n, align, phase, nocross);
    @ also private normal_behavior // POLICY
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires 0 <= i && i < arena.count && 0 <= arena.start[i];
    @   requires arena.start[i + 1] <= 0x40000000L;
    @   requires 1 <= n && 1 <= align && 0 <= nocross && 0 <= min;
    @   ensures \result == Places.first(arena.start[i] < min ? min : arena.start[i],
    @     max < arena.start[i + 1] ? max : arena.start[i + 1], n, align, phase, nocross);
    @ pure helper
    @*/
  public static long place(
      Segments arena, int i, long n, long align, long phase, long nocross, long min, long max) {
    long low = arena.start(i) < min ? min : arena.start(i);
    long high = max < arena.start(i + 1) ? max : arena.start(i + 1);
    return Places.first(low, high, n, align, phase, nocross);
  }

  /** The same for a segment that can serve: it is free, or a hole with whole pages up to its end; else -1. */
  /*@ public normal_behavior
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires 0 <= i && i < arena.count && 0 <= arena.start[i];
    @   requires arena.start[i + 1] <= 0x40000000L;
    @   requires 1 <= n && 1 <= align && 0 <= nocross && 0 <= min && 0 <= page && page <= 0x40000000L;
    @   ensures \result == -1 || min <= \result && arena.start[i] <= \result && \result + n <= max && \result + n <= arena.start[i + 1]
    @     && Places.legal(\result, n, align, phase, nocross);
    @   ensures \result == -1 || arena.key[i] != Segments.USED && end(arena, page, i, \result, n) <= arena.start[i + 1];
    @ also private normal_behavior // POLICY
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires 0 <= i && i < arena.count && 0 <= arena.start[i];
    @   requires arena.start[i + 1] <= 0x40000000L;
    @   requires 1 <= n && 1 <= align && 0 <= nocross && 0 <= min && 0 <= page && page <= 0x40000000L;
    @   ensures \result == -1 || \result == place(arena, i, n, align, phase, nocross, min, max);
    @   ensures (\result == -1) == (arena.key[i] == Segments.USED || place(arena, i, n, align, phase, nocross, min, max) == -1
    @     || arena.start[i + 1] < end(arena, page, i, place(arena, i, n, align, phase, nocross, min, max), n));
    @ pure helper
    @*/
  public static long room(
      Segments arena,
      long page,
      int i,
      long n,
      long align,
      long phase,
      long nocross,
      long min,
      long max) {
    long at = place(arena, i, n, align, phase, nocross, min, max);
    return arena.key(i) == Segments.USED
            || at == -1
            || end(arena, page, i, at, n) > arena.start(i + 1)
        ? -1
        : at;
  }

  /** The end of a segment; of a hole, the end of the least pages that hold {@code n} integers at a place. */
  /*@ public normal_behavior
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires 0 <= i && i < arena.count && 0 <= arena.start[i];
    @   requires arena.start[i + 1] <= 0x40000000L;
    @   requires 0 <= page && page <= 0x40000000L && arena.start[i] <= at && 1 <= n && at + n <= 0x40000000L;
    @   ensures at + n <= arena.start[i + 1] ==> at + n <= \result;
    @   ensures arena.key[i] != Segments.HOLE ==> \result == arena.start[i + 1];
    @ also private normal_behavior // POLICY
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires 0 <= i && i < arena.count && 0 <= arena.start[i];
    @   requires arena.start[i + 1] <= 0x40000000L;
    @   requires 0 <= page && page <= 0x40000000L && arena.start[i] <= at && 1 <= n && at + n <= 0x40000000L;
    @   ensures arena.key[i] == Segments.HOLE ==> \result == (page == 0 ? 0x80000000L
    @     : arena.start[i] + Multiples.up((long) (at + n - arena.start[i]), page));
    @ pure helper
    @*/
  public static long end(Segments arena, long page, int i, long at, long n) {
    long start = arena.start(i);
    if (arena.key(i) != Segments.HOLE) {
      return arena.start(i + 1);
    }
    return page == 0 ? 2 * Lists.GREATEST : start + Multiples.up(at + n - start, page);
  }

  /** How late the policy looks at a segment. */
  /*@ public normal_behavior
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires 0 <= i && i < arena.count && 0 <= arena.start[i];
    @   requires arena.start[i] < arena.start[i + 1] && arena.start[i + 1] <= 0x40000000L;
    @   ensures \result == (arena.key[i] == Segments.HOLE ? Lists.SOURCE
    @     : Lists.rank(best, (long) (arena.start[i + 1] - arena.start[i]), n));
    @ pure helper
    @*/
  public static long rank(Segments arena, boolean best, int i, long n) {
    return arena.key(i) == Segments.HOLE
        ? Lists.SOURCE
        : Lists.rank(best, arena.start(i + 1) - arena.start(i), n);
  }

  /** The segment that serves a request, or {@code count}. */
  /*@ public normal_behavior
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires (\forall int j; 0 <= j && j <= arena.count; 0 <= arena.start[j] && arena.start[j] <= 0x40000000L);
    @   requires 1 <= n && 1 <= align && 0 <= nocross && 0 <= min && 0 <= page && page <= 0x40000000L;
    @   ensures 0 <= \result && \result <= arena.count;
    @   ensures (\forall int i; i == \result && i < arena.count; room(arena, page, i, n, align, phase, nocross, min, max) != -1);
    @ also private normal_behavior
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires (\forall int j; 0 <= j && j <= arena.count; 0 <= arena.start[j] && arena.start[j] <= 0x40000000L);
    @   requires 1 <= n && 1 <= align && 0 <= nocross && 0 <= min && 0 <= page && page <= 0x40000000L;
    @   ensures (\forall int i; 0 <= i && i < arena.count && room(arena, page, i, n, align, phase, nocross, min, max) != -1;
    @     \result < arena.count && (rank(arena, best, \result, n) < rank(arena, best, i, n) || rank(arena, best, \result, n) == rank(arena, best, i, n)
    @       && (arena.key[i] < arena.key[\result] || arena.key[i] == arena.key[\result] && \result <= i))); // POLICY
    @ pure helper
    @*/
  public static int chosen(
      Segments arena,
      long page,
      boolean best,
      long n,
      long align,
      long phase,
      long nocross,
      long min,
      long max) {
    int count = arena.count();
    int f = count;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count && (0 <= f && f < i || f == count) && count == arena.count;
      @ loop_invariant (\forall int j; j == f && j < count; room(arena, page, j, n, align, phase, nocross, min, max) != -1);
      @ loop_invariant (\forall int j; 0 <= j && j < i && room(arena, page, j, n, align, phase, nocross, min, max) != -1;
      @   f < count && (rank(arena, best, f, n) < rank(arena, best, j, n) || rank(arena, best, f, n) == rank(arena, best, j, n)
      @     && (arena.key[j] < arena.key[f] || arena.key[j] == arena.key[f] && f <= j)));
      @ loop_writes i, f;
      @ decreases count - i;
      @*/
    while (i < count) {
      long at = room(arena, page, i, n, align, phase, nocross, min, max);
      if (at != -1 && (f == count || earlier(arena, best, i, f, n))) {
        f = i;
      }
      i = i + 1;
    }
    return f;
  }

  /** Whether the policy looks at segment {@code i} before {@code f}, which is lower. */
  /*@ public normal_behavior
    @   requires 0 <= f && f < arena.count && 0 <= arena.start[f];
    @   requires arena.start[f] < arena.start[f + 1] && arena.start[f + 1] <= 0x40000000L;
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires 0 <= i && i < arena.count && 0 <= arena.start[i];
    @   requires arena.start[i] < arena.start[i + 1] && arena.start[i + 1] <= 0x40000000L;
    @   ensures \result == (rank(arena, best, i, n) < rank(arena, best, f, n) || rank(arena, best, i, n) == rank(arena, best, f, n) && arena.key[f] < arena.key[i]);
    @ pure helper
    @*/
  public static boolean earlier(Segments arena, boolean best, int i, int f, long n) {
    long one = rank(arena, best, i, n);
    long two = rank(arena, best, f, n);
    return one < two || (one == two && arena.key(i) > arena.key(f));
  }

  /** Whether the list of a width, a power of two, has a segment: a bit of the bitmap. */
  /*@ public normal_behavior
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires (\forall int j; 0 <= j && j <= arena.count; 0 <= arena.start[j] && arena.start[j] <= 0x40000000L);
    @   ensures \result == (\exists int i; 0 <= i && i < arena.count;
    @     0 < arena.key[i] && arena.start[i] < arena.start[i + 1] && Lists.width((long) (arena.start[i + 1] - arena.start[i])) == width); // METADATA
    @ pure helper
    @*/
  public static boolean listed(Segments arena, long width) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= arena.count;
      @ loop_invariant (\forall int j; 0 <= j && j < i;
      @   !(0 < arena.key[j] && arena.start[j] < arena.start[j + 1] && Lists.width((long) (arena.start[j + 1] - arena.start[j])) == width));
      @ loop_writes i;
      @ decreases arena.count - i;
      @*/
    while (i < arena.count()) {
      long size = arena.start(i + 1) - arena.start(i);
      if (arena.key(i) > 0 && size > 0 && Lists.width(size) == width) {
        return true;
      }
      i = i + 1;
    }
    return false;
  }

  // Lemma: without constraints a segment has a place exactly if it is large enough, at its start.
  /*@ public normal_behavior
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires 0 <= i && i < arena.count && 0 <= arena.start[i];
    @   requires arena.start[i] < arena.start[i + 1] && arena.start[i + 1] <= 0x40000000L;
    @   requires 1 <= n && arena.start[i + 1] <= max;
    @   ensures \result && place(arena, i, n, 1, 0, 0, 0, max)
    @     == (n <= arena.start[i + 1] - arena.start[i] ? arena.start[i] : -1);
    @ pure model public static helper boolean plain(Segments arena, int i, long n, long max) {
    @   assert Multiples.rem(arena.start[i], 1) == 0;
    @   assert n <= arena.start[i + 1] - arena.start[i] ==> Places.legal(arena.start[i], n, 1, 0, 0);
    @   return true;
    @ }
    @*/

  // Lemma, POLICY and HONEST_FAILURE of instant fit without constraints. If a free segment i is large enough, a free
  // one that is large enough serves: a refusal means that there is none. If moreover i is on a list of which every
  // segment is large enough, so is what serves, and its list is not after i's; so the lists above alone would
  // refuse exactly if no free segment is on them.
  /*@ public normal_behavior
    @   requires 0 <= arena.count && arena.count < arena.start.length;
    @   requires arena.key.length == arena.start.length;
    @   requires (\forall int j; 0 <= j && j <= arena.count; 0 <= arena.start[j] && arena.start[j] <= 0x40000000L);
    @   requires (\forall int j, k; 0 <= j && k == j + 1 && k <= arena.count; arena.start[j] < arena.start[k]);
    @   requires (\forall int j; 0 <= j && j < arena.count; Segments.HOLE <= arena.key[j]);
    @   requires (\forall int j; 0 <= j && j <= arena.count; arena.start[j] <= max);
    @   requires 1 <= n && 0 <= page && page <= 0x40000000L;
    @   requires 0 <= i && i < arena.count && 0 < arena.key[i] && n <= arena.start[i + 1] - arena.start[i];
    @   old int f = chosen(arena, page, false, n, 1, 0, 0, 0, max);
    @   old long w = Lists.width((long) (arena.start[i + 1] - arena.start[i]));
    @   ensures \result && f < arena.count;
    @   ensures 0 < arena.key[f] && n <= arena.start[f + 1] - arena.start[f];
    @   ensures n <= w ==> n <= Lists.width((long) (arena.start[f + 1] - arena.start[f]));
    @   ensures n <= w ==> Lists.width((long) (arena.start[f + 1] - arena.start[f])) <= w;
    @   ensures n <= w && Lists.width((long) (arena.start[f + 1] - arena.start[f])) == w
    @     ==> arena.key[i] < arena.key[f] || arena.key[i] == arena.key[f] && f <= i;
    @ pure model public static helper boolean instant(Segments arena, long page, int i, long n, long max) {
    @   boolean one = plain(arena, i, n, max);
    @   long end = end(arena, page, i, arena.start[i], n);
    @   assert room(arena, page, i, n, 1, 0, 0, 0, max) != -1;
    @   int f = chosen(arena, page, false, n, 1, 0, 0, 0, max);
    @   assert room(arena, page, f, n, 1, 0, 0, 0, max) != -1;
    @   boolean two = plain(arena, f, n, max);
    @   long first = rank(arena, false, f, n);
    @   long second = rank(arena, false, i, n);
    @   return true;
    @ }
    @*/
}
