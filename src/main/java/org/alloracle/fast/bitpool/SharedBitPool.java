package org.alloracle.fast.bitpool;

import java.util.concurrent.atomic.AtomicLongArray;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;

/**
 * The bitmap-tree pool for many threads, lock-free: a page is one word, its claims and its live
 * nodes (see {@link FastBitPool}), which every allocate and free changes by one compare-and-set. On
 * one thread it answers as {@link FastBitPool} does.
 *
 * <ul>
 *   <li>CONTAINMENT, DISJOINTNESS, ALIGNMENT, CAPACITY: as {@link FastBitPool}; the word decides.
 *   <li>POLICY: the lowest free node of the lowest page that was seen to have one; by one thread,
 *       the lowest free address.
 *   <li>HONEST_FAILURE: a request is refused only if every page, when it was looked at, had no free
 *       node of the level; the looks are one after the other, so with others at work there need be
 *       no moment at which all were full (tier: exact when quiescent).
 *   <li>VALID_FREE: a wrong free is detected unless a live block starts there; of several frees of
 *       one block one succeeds.
 *   <li>FRAME: what a thread did with a block happens before what its next owner does.
 * </ul>
 *
 * <p>All methods but {@link #checkInvariants} may be called from any thread. No Java object is made
 * after the constructor. The model is {@code specs/bitpool/ClaimWords.tla}.
 */
public final class SharedBitPool implements BlockAllocator {
  private static final long INDEX = (1L << 32) - 1;

  /** The claim word of each page in the upper half, its live nodes in the lower. */
  private final AtomicLongArray pages;

  /**
   * For each level, where to look first: the lower half is a page; the upper half counts the frees
   * that made room, so that who has passed a page does not hide what was freed there since.
   * Invariant, while nothing happens: no page below has a free node of the level.
   */
  private final AtomicLongArray hints = new AtomicLongArray(PageWords.LEVELS);

  /**
   * Makes an empty pool.
   *
   * @param pages at least 1, of 1024 bytes each
   * @throws IllegalArgumentException if {@code pages} is less than 1
   */
  public SharedBitPool(int pages) {
    if (pages < 1) {
      throw new IllegalArgumentException("a pool has at least one page");
    }
    this.pages = new AtomicLongArray(pages);
  }

  /** The number of pages. */
  public int pages() {
    return pages.length();
  }

  @Override
  public long allocate(long size, long alignment) {
    int level = PageWords.level(size, alignment);
    if (level < 0) {
      return NONE;
    }
    long hint = hints.get(level);
    int first = (int) (hint & INDEX);
    for (int page = first; page < pages.length(); page++) {
      int node = claim(page, level);
      if (node > 0) {
        if (page != first) {
          hints.compareAndSet(level, hint, hint - first + page);
        }
        return PageWords.address(page, node);
      }
    }
    // What was freed below since the hint was read.
    for (int page = 0; page < first; page++) {
      int node = claim(page, level);
      if (node > 0) {
        return PageWords.address(page, node);
      }
    }
    hints.compareAndSet(level, hint, hint - first + pages.length());
    return NONE;
  }

  /** Claims the lowest free node of a level, or returns 0. */
  private int claim(int page, int level) {
    while (true) {
      long word = pages.get(page);
      int claimed = (int) (word >>> 32);
      int free = PageWords.LEVEL[level] & ~claimed;
      if (free == 0) {
        return 0;
      }
      int node = Integer.numberOfLeadingZeros(free);
      long wanted = word((int) word | PageWords.bit(node), claimed | PageWords.CLAIM[node]);
      if (pages.compareAndSet(page, word, wanted)) {
        return node;
      }
    }
  }

  @Override
  public void free(long address) {
    while (true) {
      long word = wordAt(address);
      int hit = PageWords.liveStart((int) word, address);
      int page = (int) (address >>> PageWords.PAGE_SHIFT);
      int before = (int) (word >>> 32);
      int after = PageWords.released(before, Integer.numberOfLeadingZeros(hit));
      if (pages.compareAndSet(page, word, word((int) word & ~hit, after))) {
        for (int level = 0; level < PageWords.LEVELS; level++) {
          if (!PageWords.room(level, before) && PageWords.room(level, after)) {
            lower(level, page);
          }
        }
        return;
      }
    }
  }

  /** There is room in a page again. */
  private void lower(int level, int page) {
    while (true) {
      long hint = hints.get(level);
      long index = Math.min(hint & INDEX, page);
      if (hints.compareAndSet(level, hint, ((hint >>> 32) + 1) << 32 | index)) {
        return;
      }
    }
  }

  @Override
  public long usableSize(long address) {
    int hit = PageWords.liveStart((int) wordAt(address), address);
    return PageWords.size(Integer.numberOfLeadingZeros(hit));
  }

  private long wordAt(long address) {
    long page = address >>> PageWords.PAGE_SHIFT;
    if (page >= pages.length()) {
      throw new InvalidFreeException("no live block starts at this address");
    }
    return pages.get((int) page);
  }

  private static long word(int live, int claim) {
    return (long) claim << 32 | (live & INDEX);
  }

  /**
   * Checks the invariants while nothing else happens, in time proportional to the pages.
   *
   * @throws AssertionError naming the invariant that does not hold
   */
  public void checkInvariants() {
    for (int page = 0; page < pages.length(); page++) {
      int claim = (int) (pages.get(page) >>> 32);
      PageWords.check((int) pages.get(page), claim, page);
      for (int level = 0; level < PageWords.LEVELS; level++) {
        PageWords.require(
            page >= (hints.get(level) & INDEX) || !PageWords.room(level, claim),
            "room below the hint",
            page);
      }
    }
  }
}
