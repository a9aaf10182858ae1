package org.alloracle.fast.vmem;

import java.util.Arrays;
import org.alloracle.collect.FreeTree;
import org.alloracle.collect.LongMap;

/**
 * A walk over all of a {@link FastVmem}: segments and holes tile the integers, no two adjacent free
 * segments are in one span, no imported span is wholly free, and lists, bitmap and hash table agree
 * with the segments.
 */
final class Inspection {
  private static final int NIL = Segments.NIL;

  private final long limit;
  private final Segments all;
  private final LongMap live;
  private final FreeTree source;

  Inspection(long limit, Segments all, LongMap live, FreeTree source) {
    this.limit = limit;
    this.all = all;
    this.live = live;
    this.source = source;
  }

  void run() {
    int segments = 0;
    int free = 0;
    for (int s = 0; s < all.made(); s++) {
      if (all.is(s)) {
        segments++;
        neighbours(s);
        if (all.isFree(s)) {
          free++;
        } else {
          require(live.get(all.low(s), NIL) == s, "METADATA", "not in the hash table", all.low(s));
        }
      }
    }
    require(live.size() == segments - free, "METADATA", "strangers in the hash table", live.size());
    require(all.spares() == all.made() - segments, "METADATA", "numbers lost or double", segments);
    require(listed() == free, "METADATA", "free segments on no list", free);
    source.checkInvariants();
    tiling(segments);
  }

  private void neighbours(int s) {
    int after = all.after(s);
    int before = all.before(s);
    if (after != NIL) {
      require(
          all.is(after) && all.before(after) == s && all.low(after) == all.high(s),
          "METADATA",
          "a wrong neighbour after",
          all.low(s));
      require(
          all.isImported(after) == all.isImported(s), "METADATA", "two spans joined", all.high(s));
      require(!all.isFree(s) || !all.isFree(after), "COALESCING", "free beside free", all.high(s));
    }
    require(
        before == NIL || (all.is(before) && all.after(before) == s),
        "METADATA",
        "a wrong neighbour before",
        all.low(s));
    require(
        !all.isFree(s) || !all.isIdleImport(s), "REUSE", "a span that should be back", all.low(s));
  }

  private int listed() {
    int listed = 0;
    for (int list = 0; list < 64; list++) {
      int back = NIL;
      for (int s = all.head(list); s != NIL; s = all.next(s)) {
        listed++;
        require(
            all.is(s) && all.previous(s) == back && listed <= all.made(),
            "METADATA",
            "a list is not linked",
            list);
        require(
            63 - Long.numberOfLeadingZeros(all.size(s)) == list,
            "METADATA",
            "on a wrong list",
            all.low(s));
        back = s;
      }
      require(
          (all.listsFrom(list) >>> list & 1) == (all.head(list) == NIL ? 0 : 1),
          "METADATA",
          "the bit that says whether there is a segment on list",
          list);
    }
    return listed;
  }

  /** Segments and holes, in order of address, leave no gap and share nothing. */
  private void tiling(int segments) {
    long[] lows = new long[segments];
    int[] numbers = new int[segments];
    int count = 0;
    for (int s = 0; s < all.made(); s++) {
      if (all.is(s)) {
        lows[count++] = all.low(s);
      }
    }
    Arrays.sort(lows);
    for (int s = 0; s < all.made(); s++) {
      if (all.is(s)) {
        numbers[Arrays.binarySearch(lows, all.low(s))] = s;
      }
    }
    int hole = source.lowest(1);
    long at = 0;
    int i = 0;
    while (at < limit) {
      if (i < segments && lows[i] == at) {
        at = all.high(numbers[i++]);
      } else {
        require(
            hole != FreeTree.NONE && source.start(hole) == at,
            "CONSERVATION",
            "neither in a segment nor at the source, or in two",
            at);
        at = source.end(hole);
        hole = source.next(hole, 1);
      }
    }
    require(
        at == limit && i == segments && hole == FreeTree.NONE, "CONTAINMENT", "past the end", at);
  }

  private static void require(boolean holds, String clause, String what, long where) {
    if (!holds) {
      throw new AssertionError(clause + ": " + what + " " + where);
    }
  }
}
