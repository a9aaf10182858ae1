package org.alloracle.fast.region;

import java.util.Arrays;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.contract.RegionAllocator;

/**
 * Explicit regions, after Gay and Aiken (PLDI 1998), with the same answers as {@link
 * org.alloracle.reference.region.RegionHeap the reference}.
 *
 * <ul>
 *   <li>A small block costs a bump of its region's pointer; {@link #regionOf}, {@link #load} and
 *       {@link #store} take constant time, as does finding out that a region cannot be released.
 *   <li>A fresh page, or a run of pages for a greater block, is the lowest that is free, found in
 *       logarithmic time.
 *   <li>{@link #deleteRegion} takes time proportional to the region's pages, and to those of its
 *       locations that share a page with a pointer.
 * </ul>
 *
 * <p>Metadata is 16 bytes a page below the highest in use, 4096 a page that ever held a pointer,
 * and some 45 a region; no call makes Java objects once these tables are made. Confined to one
 * thread.
 */
public final class FastRegionHeap implements RegionAllocator {
  /** The most pages: a tebibyte. */
  public static final int MOST_PAGES = 1 << 28;

  /** The most regions, and the most roots. */
  public static final int MOST = 1 << 20;

  private static final int NONE_INT = -1;
  private static final int CLOSED = -2;

  private final long heapBytes;
  private final long end;
  private final int regions;
  private final Pages pages;
  private final Cells cells = new Cells();

  // Of each region. Small blocks come from [at, limit); before the first page both are 0.
  private long[] at = new long[8];
  private long[] limit = new long[8];
  private long[] references = new long[8];
  private int[] head = new int[8]; // its pages, the last one taken first
  private int[] parent = new int[8]; // CLOSED if it is not open
  private int[] children = new int[8];
  private int[] closed = new int[8]; // the numbers that are given next, the last one first
  private int closedCount;
  private int numbered; // numbers ever given

  private long[] roots = new long[8];

  /**
   * A heap of free pages, without regions.
   *
   * @param pages of 4096 bytes, from 0 to {@link #MOST_PAGES}; they begin at address 0
   * @param regions that may be open at once, from 0 to {@link #MOST}
   * @param roots from 0 to {@link #MOST}
   * @throws IllegalArgumentException if one of them is not so
   */
  public FastRegionHeap(int pages, int regions, int roots) {
    if (pages < 0
        || pages > MOST_PAGES
        || regions < 0
        || regions > MOST
        || roots < 0
        || roots > MOST) {
      throw new IllegalArgumentException(
          pages + " pages, " + regions + " regions, " + roots + " roots: 0 to 2^28, 2^20, 2^20");
    }
    this.regions = regions;
    this.pages = new Pages(pages);
    heapBytes = (long) pages << RegionUnits.PAGE_BITS;
    end = heapBytes + 8L * roots;
  }

  @Override
  public long newRegion() {
    return open(NONE_INT);
  }

  @Override
  public long newSubregion(long parent) {
    int above = requireOpen(parent);
    long region = open(above);
    if (region != NONE) {
      children[above]++;
    }
    return region;
  }

  private long open(int above) {
    int r;
    if (closedCount > 0) {
      r = closed[--closedCount];
    } else if (numbered < regions) {
      r = numbered++;
      reserve();
    } else {
      return NONE;
    }
    parent[r] = above;
    head[r] = Pages.NONE;
    at[r] = 0;
    limit[r] = 0;
    return r;
  }

  private void reserve() {
    if (numbered > parent.length) {
      int more = 2 * parent.length;
      at = Arrays.copyOf(at, more);
      limit = Arrays.copyOf(limit, more);
      references = Arrays.copyOf(references, more);
      head = Arrays.copyOf(head, more);
      parent = Arrays.copyOf(parent, more);
      children = Arrays.copyOf(children, more);
      closed = Arrays.copyOf(closed, more);
    }
  }

  @Override
  public long allocate(long region, long size) {
    int r = requireOpen(region);
    long address = at[r];
    // Unsigned, so that a negative size is not small.
    if (Long.compareUnsigned(size, RegionUnits.SMALL) <= 0 && address + size < limit[r]) {
      at[r] = address + ((size + 7) & -8L);
      return address;
    }
    return allocateOnFreshPages(r, size);
  }

  private long allocateOnFreshPages(int r, long size) {
    if (size < 0) {
      throw new InvalidRequestException("size " + size + ": at least 0 wanted");
    }
    long n = (size >> RegionUnits.PAGE_BITS) + 1;
    int page = pages.take(r, n, head[r]);
    if (page == Pages.NONE) {
      return NONE;
    }
    head[r] = page;
    long address = (long) page << RegionUnits.PAGE_BITS;
    long top = address + ((size + 7) & -8L);
    if (size <= RegionUnits.SMALL) {
      leavePage(r);
      at[r] = top;
      limit[r] = address + RegionUnits.PAGE;
    } else {
      pages.setUsed(page + (int) n - 1, (int) (top - address - ((n - 1) << RegionUnits.PAGE_BITS)));
    }
    return address;
  }

  /** Notes how far the page is used that a region hands small blocks out from. */
  private void leavePage(int r) {
    if (limit[r] > 0) {
      long from = limit[r] - RegionUnits.PAGE;
      pages.setUsed((int) (from >> RegionUnits.PAGE_BITS), (int) (at[r] - from));
    }
  }

  @Override
  public boolean deleteRegion(long region) {
    if (!isOpen(region)) {
      throw new InvalidFreeException("region " + region + " is not open");
    }
    int r = (int) region;
    if (references[r] != 0 || children[r] != 0) {
      return false;
    }
    // First all of its pointers, then its pages: a pointer may lead to another page of the region.
    for (int page = head[r]; page != Pages.NONE; page = pages.next(page)) {
      if (pages.cells(page) != Pages.NONE) {
        forget(r, page);
      }
    }
    int page = head[r];
    while (page != Pages.NONE) {
      int from = page;
      int n = 1;
      page = pages.next(page);
      while (page == from + n) {
        n++;
        page = pages.next(page);
      }
      pages.give(from, n);
    }
    if (parent[r] >= 0) {
      children[parent[r]]--;
    }
    parent[r] = CLOSED;
    closed[closedCount++] = r;
    return true;
  }

  /** Counts off the pointers of a page. */
  private void forget(int r, int page) {
    int number = pages.cells(page);
    long[] table = cells.table(number);
    for (int i = 0; i < table.length; i++) {
      if (table[i] != 0) {
        int to = owner(table[i] - 1);
        if (to != r) {
          references[to]--;
        }
        table[i] = 0;
      }
    }
    cells.give(number); // whoever takes the page makes it forget the table
  }

  @Override
  public long regionOf(long address) {
    return address < 0 || address >= heapBytes ? NONE : owner(address);
  }

  private int owner(long address) {
    return pages.owner((int) (address >> RegionUnits.PAGE_BITS));
  }

  @Override
  public void store(long location, long target) {
    int holder = requireLocation(location);
    int to = NONE_INT;
    if (target != NONE) {
      to = (int) regionOf(target);
      if (to == NONE_INT) {
        throw new InvalidRequestException("target " + target + " belongs to no region");
      }
    }
    // The new one is counted before the old one is counted off.
    if (to != NONE_INT && to != holder) {
      references[to]++;
    }
    long old = exchange(location, target + 1);
    if (old != 0) {
      int from = owner(old - 1);
      if (from != holder) {
        references[from]--;
      }
    }
  }

  /** Puts an entry in a location and returns the old one. */
  private long exchange(long location, long entry) {
    long[] table;
    int i;
    if (location < heapBytes) {
      int page = (int) (location >> RegionUnits.PAGE_BITS);
      int number = pages.cells(page);
      if (number == Pages.NONE) {
        if (entry == 0) {
          return 0;
        }
        number = cells.take();
        pages.setCells(page, number);
      }
      table = cells.table(number);
      i = (int) (location & (RegionUnits.PAGE - 1)) >> 3;
    } else {
      i = (int) ((location - heapBytes) >> 3);
      if (i >= roots.length) {
        if (entry == 0) {
          return 0;
        }
        roots = Arrays.copyOf(roots, Math.max(i + 1, 2 * roots.length));
      }
      table = roots;
    }
    long old = table[i];
    table[i] = entry;
    return old;
  }

  @Override
  public long load(long location) {
    requireLocation(location);
    if (location >= heapBytes) {
      int i = (int) ((location - heapBytes) >> 3);
      return i < roots.length ? roots[i] - 1 : NONE;
    }
    int number = pages.cells((int) (location >> RegionUnits.PAGE_BITS));
    return number == Pages.NONE
        ? NONE
        : cells.table(number)[(int) (location & (RegionUnits.PAGE - 1)) >> 3] - 1;
  }

  /** The region of a location, -1 for a root. */
  private int requireLocation(long location) {
    if (location >= 0 && location < end && (location & 7) == 0) {
      if (location >= heapBytes) {
        return NONE_INT;
      }
      int page = (int) (location >> RegionUnits.PAGE_BITS);
      int r = pages.owner(page);
      if (r != Pages.NONE && (location & (RegionUnits.PAGE - 1)) < used(page, r)) {
        return r;
      }
    }
    throw new InvalidRequestException("no location is at " + location);
  }

  private int used(int page, int r) {
    long from = (long) page << RegionUnits.PAGE_BITS;
    return limit[r] == from + RegionUnits.PAGE ? (int) (at[r] - from) : pages.used(page);
  }

  @Override
  public long references(long region) {
    return references[requireOpen(region)];
  }

  @Override
  public long rootLocation(int root) {
    return heapBytes + 8L * root;
  }

  private boolean isOpen(long region) {
    return region >= 0 && region < numbered && parent[(int) region] != CLOSED;
  }

  private int requireOpen(long region) {
    if (!isOpen(region)) {
      throw new InvalidRequestException("region " + region + " is not open");
    }
    return (int) region;
  }

  /**
   * Walks the invariants of the structure, in time proportional to the pages and the regions in
   * use.
   *
   * @throws AssertionError that begins with the name of the first clause that does not hold
   */
  public void checkInvariants() {
    int owned = pages.check();
    long[] counted = new long[numbered];
    int[] young = new int[numbered];
    int tables = 0;
    for (int r = 0; r < numbered; r++) {
      if (parent[r] == CLOSED) {
        continue;
      }
      if (parent[r] >= 0) {
        Pages.demand(parent[parent[r]] != CLOSED, "a parent outlives its child");
        young[parent[r]]++;
      }
      boolean filling = limit[r] == 0;
      for (int page = head[r]; page != Pages.NONE; page = pages.next(page)) {
        Pages.demand(pages.owner(page) == r, "a region's pages are its own");
        filling |= limit[r] - RegionUnits.PAGE == (long) page << RegionUnits.PAGE_BITS;
        owned--;
        if (pages.cells(page) != Pages.NONE) {
          tables++;
          count(r, page, counted);
        }
      }
      Pages.demand(filling, "a region hands out from a page of its own");
    }
    Pages.demand(owned == 0, "every page with an owner is in one region's chain");
    Pages.demand(tables == cells.inUse(), "every table in use is a page's");
    cells.check();
    for (long entry : roots) {
      if (entry != 0) {
        counted[target(entry)]++;
      }
    }
    for (int r = 0; r < numbered; r++) {
      Pages.demand(references[r] == counted[r], "pointers into region " + r + " are counted");
      Pages.demand(children[r] == young[r], "children of region " + r + " are counted");
    }
    boolean[] spare = new boolean[numbered];
    for (int i = 0; i < closedCount; i++) {
      Pages.demand(
          parent[closed[i]] == CLOSED && !spare[closed[i]], "a closed number is given once");
      spare[closed[i]] = true;
    }
  }

  private void count(int r, int page, long[] counted) {
    long[] table = cells.table(pages.cells(page));
    for (int i = 0; i < table.length; i++) {
      if (table[i] != 0) {
        Pages.demand(8 * i < used(page, r), "what is not handed out holds null");
        int to = target(table[i]);
        if (to != r) {
          counted[to]++;
        }
      }
    }
  }

  private int target(long entry) {
    int to = (int) regionOf(entry - 1);
    Pages.demand(to >= 0, "no location points to a free page");
    return to;
  }
}
