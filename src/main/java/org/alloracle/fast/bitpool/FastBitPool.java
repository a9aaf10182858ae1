package org.alloracle.fast.bitpool;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;

/**
 * The bitmap-tree pool (jamesmunns/bitpool, with release), as fast as words allow: pages of 1024
 * bytes, blocks of 64, 128, 256, 512 or 1024 bytes, the lowest free address first. Requests above
 * 1024 bytes are refused. Confined to one thread.
 *
 * <p>Node i of a page's tree is bit 31 - i of the page's words, so the lowest free node is the
 * number of leading zeros. Invariants, checked by {@link #checkInvariants}:
 *
 * <ul>
 *   <li>no live node lies above another live node of its page;
 *   <li>a page's claim word is the union of the claim masks of its live nodes;
 *   <li>a bit of {@code room} says whether the page has a free node of the level; a bit of {@code
 *       summary} says whether a word of {@code room} is not 0;
 *   <li>below {@code hint}, the words of {@code summary} are 0.
 * </ul>
 */
public final class FastBitPool implements BlockAllocator {
  private static final int PAGE_SHIFT = PageWords.PAGE_SHIFT;
  private static final int LEVELS = PageWords.LEVELS;

  private final int pages;
  private final int[] live;
  private final int[] claim;

  /** One bit a page, level after level. */
  private final long[] room;

  /** One bit a word of {@code room}, level after level. */
  private final long[] summary;

  private final int[] hint = new int[LEVELS];

  /** Words of {@code room} a level. */
  private final int words;

  /** Words of {@code summary} a level. */
  private final int tops;

  /**
   * Makes an empty pool.
   *
   * @param pages at least 1, of 1024 bytes each
   * @throws IllegalArgumentException if {@code pages} is less than 1
   */
  public FastBitPool(int pages) {
    if (pages < 1) {
      throw new IllegalArgumentException("a pool has at least one page");
    }
    this.pages = pages;
    live = new int[pages];
    claim = new int[pages];
    words = ((pages - 1) >>> 6) + 1;
    tops = ((words - 1) >>> 6) + 1;
    room = new long[LEVELS * words];
    summary = new long[LEVELS * tops];
    for (int level = 0; level < LEVELS; level++) {
      fill(room, level * words, pages);
      fill(summary, level * tops, words);
    }
  }

  private static void fill(long[] bits, int from, int count) {
    int whole = count >>> 6;
    for (int i = 0; i < whole; i++) {
      bits[from + i] = -1L;
    }
    if ((count & 63) != 0) {
      bits[from + whole] = (1L << (count & 63)) - 1;
    }
  }

  /** The number of pages. */
  public int pages() {
    return pages;
  }

  /** The claim word of a page from 0: bit 31 - i is 1 if node i is live, or above or below one. */
  public int claimWord(int page) {
    return claim[page];
  }

  /** The live nodes of a page from 0: bit 31 - i is 1 if node i is live. */
  public int liveWord(int page) {
    return live[page];
  }

  @Override
  public long allocate(long size, long alignment) {
    int level = PageWords.level(size, alignment);
    if (level < 0) {
      return NONE;
    }
    int page = lowestWithRoom(level);
    if (page < 0) {
      return NONE;
    }
    int before = claim[page];
    int node = Integer.numberOfLeadingZeros(PageWords.LEVEL[level] & ~before);
    int after = before | PageWords.CLAIM[node];
    claim[page] = after;
    live[page] |= PageWords.bit(node);
    for (int i = 0; i < LEVELS; i++) {
      if (!PageWords.room(i, after) && PageWords.room(i, before)) {
        clearRoom(i, page);
      }
    }
    return PageWords.address(page, node);
  }

  @Override
  public void free(long address) {
    int hit = liveStart(address);
    int page = (int) (address >>> PAGE_SHIFT);
    int node = Integer.numberOfLeadingZeros(hit);
    int before = claim[page];
    int after = PageWords.released(before, node);
    claim[page] = after;
    live[page] &= ~hit;
    for (int i = 0; i < LEVELS; i++) {
      if (!PageWords.room(i, before) && PageWords.room(i, after)) {
        setRoom(i, page);
      }
    }
  }

  @Override
  public long usableSize(long address) {
    return PageWords.size(Integer.numberOfLeadingZeros(liveStart(address)));
  }

  /** The bit of the live node that starts at an address. */
  private int liveStart(long address) {
    long page = address >>> PAGE_SHIFT;
    if (page >= pages) {
      throw new InvalidFreeException("no live block starts at this address");
    }
    return PageWords.liveStart(live[(int) page], address);
  }

  /** The lowest page with a free node of a level, or -1. */
  private int lowestWithRoom(int level) {
    int base = level * tops;
    for (int top = hint[level]; top < tops; top++) {
      long tip = summary[base + top];
      if (tip != 0) {
        hint[level] = top;
        int word = (top << 6) + Long.numberOfTrailingZeros(tip);
        return (word << 6) + Long.numberOfTrailingZeros(room[level * words + word]);
      }
    }
    hint[level] = tops;
    return -1;
  }

  private void clearRoom(int level, int page) {
    int word = page >>> 6;
    if ((room[level * words + word] &= ~(1L << page)) == 0) {
      summary[level * tops + (word >>> 6)] &= ~(1L << word);
    }
  }

  private void setRoom(int level, int page) {
    int word = page >>> 6;
    int top = word >>> 6;
    room[level * words + word] |= 1L << page;
    summary[level * tops + top] |= 1L << word;
    if (top < hint[level]) {
      hint[level] = top;
    }
  }

  /**
   * Checks the invariants of the class, in time proportional to the pages.
   *
   * @throws AssertionError naming the invariant that does not hold
   */
  public void checkInvariants() {
    for (int page = 0; page < pages; page++) {
      PageWords.check(live[page], claim[page], page);
    }
    for (int level = 0; level < LEVELS; level++) {
      checkSummaries(level);
    }
  }

  private void checkSummaries(int level) {
    for (int i = 0; i < words << 6; i++) {
      boolean expected = i < pages && PageWords.room(level, claim[i]);
      PageWords.require(
          (room[level * words + (i >>> 6)] >>> i & 1) == (expected ? 1 : 0), "room", i);
    }
    for (int i = 0; i < tops << 6; i++) {
      boolean expected = i < words && room[level * words + i] != 0;
      PageWords.require(
          (summary[level * tops + (i >>> 6)] >>> i & 1) == (expected ? 1 : 0), "summary", i);
    }
    for (int i = 0; i < hint[level]; i++) {
      PageWords.require(summary[level * tops + i] == 0, "room below the hint", i);
    }
  }
}
