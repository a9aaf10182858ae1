package org.alloracle.reference.bitpool;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;

/**
 * The bitmap-tree pool, after jamesmunns/bitpool: pages of 1024 bytes, each cut into blocks of 64,
 * 128, 256, 512 or 1024 bytes by a complete binary tree that one 32-bit claim word describes. The
 * source lacks the release of a block; here it restores the claim word to the union of the claims
 * that remain.
 *
 * <p>A request gets the lowest free node of the level that its size and alignment need, in the
 * lowest page that has one. It is refused exactly if no page has a free node of that level, which
 * is always so above 1024 bytes: the failing condition is exact. A block of level size s starts at
 * a multiple of s. Confined to one thread.
 */
public final class BitPool implements BlockAllocator {
  /** The pages that the design's source has. */
  public static final int DEFAULT_PAGES = 64;

  private final /*@ spec_public @*/ Pages pages;

  /** Makes an empty pool of {@value #DEFAULT_PAGES} pages. */
  /*@ public normal_behavior
    @   ensures pages.live.length == DEFAULT_PAGES;
    @   ensures (\forall int p; 0 <= p && p < pages.live.length;
    @       pages.live[p] == 0 && pages.claim[p] == 0);
    @ pure
    @*/
  public BitPool() {
    pages = new Pages(DEFAULT_PAGES);
  }

  /**
   * Makes an empty pool.
   *
   * @param pages at least 1
   */
  /*@ public normal_behavior
    @   requires 1 <= pages;
    @   ensures this.pages.live.length == pages;
    @   ensures (\forall int p; 0 <= p && p < pages;
    @       this.pages.live[p] == 0 && this.pages.claim[p] == 0);
    @ also public exceptional_behavior
    @   requires pages < 1;
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public BitPool(int pages) {
    if (pages < 1) {
      throw new IllegalArgumentException("a pool has at least one page");
    }
    this.pages = new Pages(pages);
  }

  /** The number of pages. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result == pages.live.length;
    @ pure
    @*/
  public int pages() {
    return pages.count();
  }

  /** The claim word of a page: bit 31 - i is 1 if node i is live, or lies above or below one. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < pages.live.length;
    @   assignable \nothing;
    @   ensures \result == pages.claim[page];
    @ pure
    @*/
  public int claimWord(int page) {
    return pages.claim(page);
  }

  /** The live nodes of a page: bit 31 - i is 1 if node i is live. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < pages.live.length;
    @   assignable \nothing;
    @   ensures \result == pages.live[page];
    @ pure
    @*/
  public int liveWord(int page) {
    return pages.live(page);
  }

  /*@ also public normal_behavior
    @   requires 0 <= size && Tree.isPowerOfTwo(alignment);
    @   assignable pages.live[*], pages.claim[*];
    @   // HONEST_FAILURE: refused exactly if no page has a free node of the level; nothing changes
    @   // (the claims follow the live nodes, see Pages).
    @   ensures (\result == NONE) == (\forall int p, n; 0 <= p && p < pages.live.length
    @       && Tree.level(size, alignment) <= n && n < 2 * Tree.level(size, alignment) && n <= 31;
    @       \old(Words.has(pages.claim[p], n)));
    @   ensures \result == NONE ==> (\forall int p; 0 <= p && p < pages.live.length;
    @       pages.live[p] == \old(pages.live[p]));
    @   // CONSERVATION: a free node of the level becomes live, only that; FRAME: other pages stay.
    @   ensures \result != NONE ==> (\exists int p, n; 0 <= p && p < pages.live.length
    @       && Tree.level(size, alignment) <= n && n < 2 * Tree.level(size, alignment) && n <= 31;
    @       \result == Tree.address(p, n) && !\old(Words.has(pages.claim[p], n))
    @       && size <= Tree.size(n) // CAPACITY
    @       && Tree.aligned(p, n, alignment) // ALIGNMENT
    @       && (\forall int i; 1 <= i && i <= 31;
    @           Words.has(pages.live[p], i) == (i == n || \old(Words.has(pages.live[p], i))))
    @       && (\forall int q; 0 <= q && q < pages.live.length && q != p;
    @           pages.live[q] == \old(pages.live[q]) && pages.claim[q] == \old(pages.claim[q])));
    @   // POLICY: every node of the level at a lower address was claimed.
    @   ensures \result != NONE ==> (\forall int p, n; 0 <= p && p < pages.live.length
    @       && Tree.level(size, alignment) <= n && n < 2 * Tree.level(size, alignment) && n <= 31
    @       && Tree.address(p, n) < \result; \old(Words.has(pages.claim[p], n)));
    @ also public exceptional_behavior
    @   requires size < 0 || !Tree.isPowerOfTwo(alignment);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long allocate(long size, long alignment) {
    requireValid(size, alignment);
    return pages.take(Tree.level(size, alignment));
  }

  /*@ also public normal_behavior
    @   // VALID_FREE: a live node of the page starts there.
    @   requires 0 <= page(address) && page(address) < pages.live.length;
    @   requires (\exists int n; 1 <= n && n <= 31 && Tree.offset(n) == address % 1024;
    @       Words.has(pages.live[page(address)], n));
    @   // FRAME: the other pages stay.
    @   assignable pages.live[page(address)], pages.claim[page(address)];
    @   // REUSE, CONSERVATION: it is live no more; the others are, and the claims are theirs.
    @   ensures (\forall int n; 1 <= n && n <= 31 && Tree.offset(n) == address % 1024
    @       && \old(Words.has(pages.live[page(address)], n));
    @       (\forall int i; 1 <= i && i <= 31; Words.has(pages.live[page(address)], i)
    @           == (i != n && \old(Words.has(pages.live[page(address)], i)))));
    @ also public exceptional_behavior
    @   requires page(address) < 0 || pages.live.length <= page(address)
    @       || (\forall int n; 1 <= n && n <= 31 && Tree.offset(n) == address % 1024;
    @           !Words.has(pages.live[page(address)], n));
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public void free(long address) {
    int node = pages.startingAt(page(address), (int) (address % 1024));
    requireLive(node);
    pages.release(page(address), node);
  }

  /*@ also public normal_behavior
    @   requires 0 <= page(address) && page(address) < pages.live.length;
    @   requires (\exists int n; 1 <= n && n <= 31 && Tree.offset(n) == address % 1024;
    @       Words.has(pages.live[page(address)], n));
    @   assignable \nothing;
    @   // CAPACITY: the size of the node, which allocate made large enough.
    @   ensures (\forall int n; 1 <= n && n <= 31 && Tree.offset(n) == address % 1024
    @       && Words.has(pages.live[page(address)], n); \result == Tree.size(n));
    @ also public exceptional_behavior
    @   requires page(address) < 0 || pages.live.length <= page(address)
    @       || (\forall int n; 1 <= n && n <= 31 && Tree.offset(n) == address % 1024;
    @           !Words.has(pages.live[page(address)], n));
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public long usableSize(long address) {
    int node = pages.startingAt(page(address), (int) (address % 1024));
    requireLive(node);
    return Tree.size(node);
  }

  /** Refuses what is no request. */
  /*@ private normal_behavior
    @   requires 0 <= size && Tree.isPowerOfTwo(alignment);
    @   assignable \nothing;
    @ also private exceptional_behavior
    @   requires size < 0 || !Tree.isPowerOfTwo(alignment);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  private static void requireValid(long size, long alignment) {
    if (size < 0) {
      throw new InvalidRequestException("the size is negative");
    }
    if (!Tree.isPowerOfTwo(alignment)) {
      throw new InvalidRequestException("the alignment is not a positive power of two");
    }
  }

  /** Refuses an address where no live node was found. */
  /*@ private normal_behavior
    @   requires node != 0;
    @   assignable \nothing;
    @ also private exceptional_behavior
    @   requires node == 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  private static void requireLive(int node) {
    if (node == 0) {
      throw new InvalidFreeException("no live block starts at this address");
    }
  }

  /** The page of an address: -1 below 0, and the greatest integer, which is no page, far above. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result == (address < 0 ? -1
    @       : address / 1024 < Integer.MAX_VALUE ? address / 1024 : Integer.MAX_VALUE);
    @ pure helper
    @*/
  public static int page(long address) {
    if (address < 0) {
      return -1;
    }
    long page = address / 1024;
    return page < Integer.MAX_VALUE ? (int) page : Integer.MAX_VALUE;
  }

  /*@ // DISJOINTNESS: two live blocks share no byte.
    @ public normal_behavior
    @   requires 0 <= p && p < pages.live.length && 1 <= i && i <= 31;
    @   requires Words.has(pages.live[p], i);
    @   requires 0 <= q && q < pages.live.length && 1 <= j && j <= 31;
    @   requires Words.has(pages.live[q], j);
    @   requires p != q || i != j;
    @   assignable \nothing;
    @   ensures Tree.address(p, i) + Tree.size(i) <= Tree.address(q, j)
    @       || Tree.address(q, j) + Tree.size(j) <= Tree.address(p, i);
    @ model public pure void disjoint(int p, int i, int q, int j) {
    @   assert p == q ==> !Tree.share(i, j);
    @ }
    @*/
}
