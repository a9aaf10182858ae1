package org.alloracle.reference.jemalloc;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Multiples;

/**
 * The allocator of Evans, "A Scalable Concurrent malloc(3) Implementation for FreeBSD" (BSDCan 2006),
 * with one arena over a heap of chunks.
 *
 * <p>A small request, of up to 2048 bytes, gets the lowest free region of its class's current run; if
 * there is none, the first run on the rings Q50, Q25, Q0, Q75 becomes current, or else a new one. A
 * large request, of up to half a chunk, gets a run of its own. A run's pages are taken in the lowest
 * open chunk with enough pages together: of its free runs the smallest, of those the lowest, split from
 * its front; if there is none the lowest free chunk is opened. A huge request gets the lowest whole
 * chunks that are free. A chunk in which nothing is used is free again.
 *
 * <p>Out of memory: exact. A small request is refused if no run of its class has a free region, and
 * neither has any open chunk enough pages for a run nor is any chunk free. Confined to one thread.
 */
public final class Jemalloc implements BlockAllocator {
  private final /*@ spec_public @*/ int pagesOfChunk;
  private final /*@ spec_public @*/ Arena arena;
  private final /*@ spec_public @*/ PageMap map;
  private final /*@ spec_public @*/ Bins bins;

  /** The small runs, by their first page; one that is gone stays here until it is replaced. */
  private final /*@ spec_public @*/ Run[] runs;

  /*@ // METADATA
    @ public invariant arena.tree.chunk == pagesOfChunk && map.pages == arena.pages;
    @ public invariant runs.length == bins.bin.length && bins.current.length == SizeClasses.BINS;
    @ // METADATA: a run of a bin has its pages and its regions; CONTAINMENT, DISJOINTNESS follow
    @ public invariant (\forall int p; 0 <= p && p < runs.length && bins.bin[p] != Bins.NONE;
    @   runs[p] != null && runs[p].order.length == Geometry.regions(SizeClasses.size(bins.bin[p]))
    @   && runs[p].state == bins.state[p]);
    @ public invariant (\forall int p; 0 <= p && p < runs.length && bins.bin[p] != Bins.NONE;
    @   (\exists int i; 1 <= i && i < arena.pages.state.length; arena.pages.state[i] == Pages.USED
    @     && arena.tree.start[i] == p && arena.tree.head[i] < p
    @     && arena.tree.width[i] == Geometry.pages(SizeClasses.size(bins.bin[p]))));
    @*/

  /**
   * A heap without live blocks.
   *
   * @param chunks from 1, end to end from address 0
   * @param pagesOfChunk a power of two, from 32 to 512; 512 as in the paper
   * @throws InvalidRequestException if they are not so, or make more than 2^30 bytes
   */
  /*@ public normal_behavior
    @   requires pagesOfChunk == 32 || pagesOfChunk == 64 || pagesOfChunk == 128 || pagesOfChunk == 256
    @     || pagesOfChunk == 512;
    @   requires 1 <= chunks && chunks <= Tree.MOST / pagesOfChunk;
    @   ensures this.pagesOfChunk == pagesOfChunk;
    @   ensures (\forall int p; 0 <= p && p < runs.length; bins.bin[p] == Bins.NONE);
    @ also public exceptional_behavior
    @   requires pagesOfChunk < 32 || 512 < pagesOfChunk || chunks < 1 || Tree.MOST / pagesOfChunk < chunks;
    @   signals_only InvalidRequestException;
    @ also public exceptional_behavior
    @   requires 32 <= pagesOfChunk && pagesOfChunk <= 512 && SizeClasses.power(pagesOfChunk) != pagesOfChunk;
    @   signals_only InvalidRequestException;
    @*/
  public Jemalloc(int chunks, int pagesOfChunk) {
    if (pagesOfChunk < 32 || pagesOfChunk > 512 || SizeClasses.power(pagesOfChunk) != pagesOfChunk) {
      throw new InvalidRequestException("a chunk has 32, 64, 128, 256 or 512 pages");
    }
    if (chunks < 1 || chunks > Tree.MOST / pagesOfChunk) {
      throw new InvalidRequestException("the heap has 1 byte to 2^30");
    }
    this.pagesOfChunk = pagesOfChunk;
    arena = new Arena(chunks * pagesOfChunk, pagesOfChunk, chunks);
    map = new PageMap(arena.tree, arena.pages);
    bins = new Bins(SizeClasses.BINS, chunks * pagesOfChunk);
    runs = new Run[chunks * pagesOfChunk];
  }

  /*@ also public normal_behavior // huge: whole chunks
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   requires 2048L * pagesOfChunk < size || 2048L * pagesOfChunk < alignment;
    @   old long bytes = 4096L * pagesOfChunk;
    @   assignable arena.chunks.state[*];
    @   ensures (\result == NONE) == (\forall int c; 0 <= c && c < arena.chunks.state.length;
    @     size > bytes * (arena.chunks.state.length - c) || (bytes * c) % alignment != 0
    @     || !(\forall int d; c <= d && d < c + (size <= bytes ? 1 : (size - 1) / bytes + 1);
    @       \old(arena.chunks.state[d]) == Chunks.FREE)); // HONEST_FAILURE
    @   ensures \result != NONE ==> \result % alignment == 0 && \result % bytes == 0; // ALIGNMENT
    @
    @ also public normal_behavior // large: a run of its own
    @   requires 0 <= size && size <= 2048L * pagesOfChunk && Multiples.powerOfTwo(alignment);
    @   requires alignment <= 2048L * pagesOfChunk && SizeClasses.LARGEST < SizeClasses.need(size, alignment);
    @   old int pages = SizeClasses.power(SizeClasses.need(size, alignment)) / SizeClasses.PAGE;
    @   old int node = arena.pages.chosen(pages);
    @   old int chunk = arena.chunks.fit(1, 1);
    @   assignable arena.pages.state[*], arena.chunks.state[*];
    @   ensures (\result == NONE) == (node == 0 && chunk < 0); // HONEST_FAILURE
    @   ensures node > 0 ==> \result == 4096L * arena.tree.start[node]; // POLICY
    @
    @ also public normal_behavior // small: a region
    @   requires 0 <= size && size <= 2048L * pagesOfChunk && Multiples.powerOfTwo(alignment);
    @   requires alignment <= 2048L * pagesOfChunk && SizeClasses.need(size, alignment) <= SizeClasses.LARGEST;
    @   old int bin = SizeClasses.bin(SizeClasses.need(size, alignment));
    @   old int bytes = SizeClasses.size(bin);
    @   old int run = bins.current[bin] >= 0 ? bins.current[bin] : bins.next(bin);
    @   old int region = run >= 0 ? runs[run].lowest() : 0;
    @   old int node = arena.pages.chosen(Geometry.pages(bytes));
    @   old int chunk = arena.chunks.fit(1, 1);
    @   ensures (\result == NONE) == (run < 0 && node == 0 && chunk < 0); // HONEST_FAILURE
    @   ensures run >= 0 ==> \result == 4096L * run + Geometry.offset(bytes, region); // POLICY
    @   ensures run < 0 && node > 0 ==>
    @     \result == 4096L * arena.tree.start[node] + Geometry.first(bytes); // POLICY
    @
    @ also public exceptional_behavior
    @   requires size < 0 || !Multiples.powerOfTwo(alignment);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long allocate(long size, long alignment) {
    requireValid(size, alignment);
    long half = pagesOfChunk / 2 * (long) SizeClasses.PAGE;
    if (size > half || alignment > half) {
      return huge(size, alignment);
    }
    long need = SizeClasses.need(size, alignment);
    if (need <= SizeClasses.LARGEST) {
      return small(SizeClasses.bin(need));
    }
    int page = pages(SizeClasses.power(need) / SizeClasses.PAGE);
    return page < 0 ? NONE : page * (long) SizeClasses.PAGE;
  }

  /** Refuses a request that is none. */
  /*@ private normal_behavior
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @ also private exceptional_behavior
    @   requires size < 0 || !Multiples.powerOfTwo(alignment);
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  private static void requireValid(long size, long alignment) {
    if (size < 0) {
      throw new InvalidRequestException("negative size");
    }
    if (!Multiples.powerOfTwo(alignment)) {
      throw new InvalidRequestException("alignment is no power of two");
    }
  }

  /** Whole chunks, at a multiple of the alignment. */
  private long huge(long size, long alignment) {
    long bytes = pagesOfChunk * (long) SizeClasses.PAGE;
    long count = size <= bytes ? 1 : (size - 1) / bytes + 1;
    long step = alignment <= bytes ? 1 : alignment / bytes;
    int chunks = arena.heads.count;
    if (count > chunks) {
      return NONE;
    }
    // A step beyond the heap leaves address 0.
    int first = arena.takeHuge((int) count, step > chunks ? chunks : (int) step);
    return first < 0 ? NONE : first * bytes;
  }

  /** A region of a small class. */
  private long small(int bin) {
    int run = current(bin);
    if (run < 0) {
      return NONE;
    }
    int region = runs[run].take();
    bins.moved(run, runs[run].state());
    return run * (long) SizeClasses.PAGE + Geometry.offset(SizeClasses.size(bin), region);
  }

  /** The current run of a small class; if it has none, another or a new one becomes it; or -1. */
  private int current(int bin) {
    int run = bins.current[bin];
    if (run >= 0) {
      return run;
    }
    run = bins.next(bin);
    if (run >= 0) {
      bins.choose(bin, run);
      return run;
    }
    int size = SizeClasses.size(bin);
    run = pages(Geometry.pages(size));
    if (run >= 0) {
      runs[run] = new Run(Geometry.regions(size));
      bins.fresh(bin, run);
    }
    return run;
  }

  /** Takes pages, a power of two of them; the first, or -1. */
  private int pages(int need) {
    int node = arena.take(need);
    return node == 0 ? -1 : arena.tree.start[node];
  }

  /*@ also public normal_behavior
    @   requires hugeAt(address) >= 0;
    @   old int chunk = hugeAt(address);
    @   old int end = arena.chunks.end(chunk);
    @   assignable arena.chunks.state[*];
    @   ensures (\forall int c; 0 <= c && c < arena.chunks.state.length; arena.chunks.state[c]
    @     == (c < chunk || end <= c ? \old(arena.chunks.state[c]) : Chunks.FREE)); // REUSE, FRAME
    @
    @ also public normal_behavior // large
    @   requires hugeAt(address) < 0 && liveAt(address) > 0;
    @   requires bins.bin[arena.tree.start[liveAt(address)]] == Bins.NONE;
    @   old int node = liveAt(address);
    @   assignable arena.pages.state[*], arena.chunks.state[*];
    @   ensures arena.pages.state[node] != Pages.USED; // REUSE
    @
    @ also public normal_behavior // small
    @   requires hugeAt(address) < 0 && liveAt(address) > 0;
    @   requires bins.bin[arena.tree.start[liveAt(address)]] != Bins.NONE;
    @   old int page = arena.tree.start[liveAt(address)];
    @   old int region = region(page, address);
    @   ensures !runs[page].live(region); // REUSE
    @   // POLICY: a run that empties goes, unless it is fresh
    @   ensures (bins.bin[page] == Bins.NONE) == (runs[page].state == Fullness.EMPTY);
    @   ensures bins.bin[page] != Bins.NONE ==> bins.state[page] == runs[page].state;
    @
    @ also public exceptional_behavior
    @   requires hugeAt(address) < 0 && liveAt(address) == 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException; // VALID_FREE
    @*/
  @Override
  public void free(long address) {
    int chunk = hugeAt(address);
    if (chunk >= 0) {
      arena.giveHuge(chunk);
      return;
    }
    int node = liveAt(address);
    if (node == 0) {
      throw new InvalidFreeException("no live block starts here");
    }
    int page = arena.tree.start[node];
    if (bins.bin[page] >= 0) {
      runs[page].give(region(page, address));
      if (runs[page].state() != Fullness.EMPTY) {
        bins.moved(page, runs[page].state());
        return;
      }
      bins.gone(page);
    }
    arena.release(node, page / pagesOfChunk);
  }

  /*@ also public normal_behavior
    @   requires hugeAt(address) >= 0;
    @   assignable \nothing;
    @   ensures \result == 4096L * pagesOfChunk * (arena.chunks.end(hugeAt(address)) - hugeAt(address));
    @ also public normal_behavior
    @   requires hugeAt(address) < 0 && liveAt(address) > 0;
    @   old int bin = bins.bin[arena.tree.start[liveAt(address)]];
    @   assignable \nothing;
    @   ensures \result == (bin >= 0 ? SizeClasses.size(bin)
    @     : 4096L * arena.tree.width[liveAt(address)]); // CAPACITY
    @ also public exceptional_behavior
    @   requires hugeAt(address) < 0 && liveAt(address) == 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException; // VALID_FREE
    @*/
  @Override
  public long usableSize(long address) {
    int chunk = hugeAt(address);
    if (chunk >= 0) {
      return (arena.chunks.end(chunk) - chunk) * (long) SizeClasses.PAGE * pagesOfChunk;
    }
    int node = liveAt(address);
    if (node == 0) {
      throw new InvalidFreeException("no live block starts here");
    }
    int bin = bins.bin[arena.tree.start[node]];
    return bin >= 0 ? SizeClasses.size(bin) : arena.tree.width[node] * (long) SizeClasses.PAGE;
  }

  /** The first chunk of the huge block that starts at an address, or -1. */
  /*@ private normal_behavior
    @   ensures -1 <= \result && \result < arena.heads.count;
    @   ensures \result >= 0 ==> arena.hugeAt(\result) && address == 4096L * pagesOfChunk * \result;
    @ spec_public pure
    @*/
  private int hugeAt(long address) {
    long bytes = pagesOfChunk * (long) SizeClasses.PAGE;
    if (address < 0 || address / bytes >= arena.heads.count || address % bytes != 0) {
      return -1;
    }
    int chunk = (int) (address / bytes);
    return arena.hugeAt(chunk) ? chunk : -1;
  }

  /** The run of the small or large block that starts at an address, or 0. */
  /*@ private normal_behavior
    @   ensures 0 <= \result && \result < arena.pages.state.length;
    @   ensures \result > 0 ==> arena.pages.state[\result] == Pages.USED
    @     && 4096L * arena.tree.start[\result] <= address
    @     && address < 4096L * (arena.tree.start[\result] + arena.tree.width[\result]);
    @ spec_public pure
    @*/
  private int liveAt(long address) {
    if (address < 0 || address / SizeClasses.PAGE >= runs.length) {
      return 0;
    }
    int node = map.runAt((int) (address / SizeClasses.PAGE));
    if (node == 0) {
      return 0;
    }
    int page = arena.tree.start[node];
    if (bins.bin[page] < 0) {
      return address == page * (long) SizeClasses.PAGE ? node : 0;
    }
    return runs[page].live(region(page, address)) ? node : 0;
  }

  /** The region of a small run that starts at an address in it, or -1. */
  /*@ private normal_behavior
    @   requires 0 <= page && page < runs.length && bins.bin[page] != Bins.NONE;
    @   requires 4096L * page <= address && address < 4096L * (page + 16);
    @   ensures \result == Geometry.region(SizeClasses.size(bins.bin[page]), (int) (address - 4096L * page));
    @ spec_public pure
    @*/
  private int region(int page, long address) {
    int offset = (int) (address - page * (long) SizeClasses.PAGE);
    return Geometry.region(SizeClasses.size(bins.bin[page]), offset);
  }
}
