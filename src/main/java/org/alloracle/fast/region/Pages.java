package org.alloracle.fast.region;

import java.util.Arrays;
import org.alloracle.collect.FreeTree;

/**
 * The map from pages to regions, the chain of each region's pages, and the pages that are free.
 *
 * <p>Invariants, which {@link #check} walks: below {@code high}, a page has an owner or is in
 * exactly one free run, and free runs do not touch each other or {@code high}; from {@code high} on
 * all pages are free and have no metadata. Confined to one thread.
 */
final class Pages {
  /** No page, no region. */
  static final int NONE = -1;

  private static final int RECORD = 4;
  private static final int OWNER = 0; // the region and 1; 0: none
  private static final int NEXT = 1; // the next page of the region and 1
  private static final int USED = 2; // bytes handed out, if the region does not fill the page now
  private static final int CELLS = 3; // the page's table of locations and 1

  private final int pages;
  private final FreeTree free = new FreeTree();
  private int[] record = new int[RECORD * 16];
  private int high;

  Pages(int pages) {
    this.pages = pages;
  }

  int owner(int page) {
    return page < high ? record[RECORD * page + OWNER] - 1 : NONE;
  }

  int next(int page) {
    return record[RECORD * page + NEXT] - 1;
  }

  int used(int page) {
    return record[RECORD * page + USED];
  }

  void setUsed(int page, int bytes) {
    record[RECORD * page + USED] = bytes;
  }

  int cells(int page) {
    return record[RECORD * page + CELLS] - 1;
  }

  void setCells(int page, int table) {
    record[RECORD * page + CELLS] = table + 1;
  }

  /**
   * Takes the lowest run of so many free pages for a region; they are handed out whole.
   *
   * @param head the first page of the region's chain, or {@link #NONE}
   * @return the run's first page, which is now the first of the chain, or {@link #NONE}
   */
  int take(int region, long n, int head) {
    int node = free.lowest(n);
    int from;
    if (node != FreeTree.NONE) {
      from = (int) free.start(node);
      long left = free.length(node) - n;
      if (left == 0) {
        free.remove(node);
      } else {
        free.resize(node, from + n, left);
      }
    } else if (n <= pages - high) {
      from = high;
      high += (int) n;
      reserve();
    } else {
      return NONE;
    }
    int end = from + (int) n;
    for (int page = from; page < end; page++) {
      int at = RECORD * page;
      record[at + OWNER] = region + 1;
      record[at + NEXT] = page + 1 < end ? page + 2 : head + 1;
      record[at + USED] = RegionUnits.PAGE;
      record[at + CELLS] = 0;
    }
    return from;
  }

  private void reserve() {
    long wanted = (long) RECORD * high;
    if (wanted > record.length) {
      long more = Math.max(wanted, Math.min(2L * record.length, (long) RECORD * pages));
      record = Arrays.copyOf(record, Math.toIntExact(more));
    }
  }

  /** Frees a run of pages, which have one owner. */
  void give(int from, int n) {
    for (int page = from; page < from + n; page++) {
      record[RECORD * page + OWNER] = 0;
    }
    free.seek(from);
    int below = free.below();
    int above = free.atOrAbove();
    long start = from;
    long end = (long) from + n;
    boolean joinsBelow = below != FreeTree.NONE && free.end(below) == from;
    boolean joinsAbove = above != FreeTree.NONE && free.start(above) == end;
    if (joinsBelow) {
      start = free.start(below);
    }
    if (end == high) {
      high = (int) start;
      if (joinsBelow) {
        free.remove(below);
      }
      return;
    }
    if (joinsAbove) {
      end = free.end(above);
    }
    if (joinsBelow) {
      if (joinsAbove) {
        free.remove(above);
      }
      free.resize(below, start, end - start);
    } else if (joinsAbove) {
      free.resize(above, start, end - start);
    } else {
      free.insert(start, end - start);
    }
  }

  /**
   * Walks the invariants.
   *
   * @return the pages that have an owner
   */
  int check() {
    long freePages = free.checkInvariants();
    int owned = 0;
    long run = 0;
    for (int page = 0; page < high; page++) {
      if (owner(page) == NONE) {
        run++;
      } else {
        if (run > 0) {
          demandRun(page - run, run);
        }
        freePages -= run;
        run = 0;
        owned++;
      }
    }
    demand(run == 0, "the page below high has an owner");
    demand(freePages == 0, "each free page below high is in one run");
    demand(high <= pages, "pages end where the heap ends");
    return owned;
  }

  private void demandRun(long start, long length) {
    free.seek(start);
    int node = free.atOrAbove();
    demand(
        node != FreeTree.NONE && free.start(node) == start && free.length(node) == length,
        "the free pages from " + start + " are one run");
  }

  static void demand(boolean holds, String invariant) {
    if (!holds) {
      throw new AssertionError("METADATA: " + invariant);
    }
  }
}
