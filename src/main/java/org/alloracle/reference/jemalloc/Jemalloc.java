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
  private final /*@ spec_public @*/ SmallRuns small;

  /*@ // METADATA
    @ public invariant pagesOfChunk == 32 || pagesOfChunk == 64 || pagesOfChunk == 128 || pagesOfChunk == 256
    @   || pagesOfChunk == 512;
    @ public invariant arena.tree.chunk == pagesOfChunk && map.pages == arena.pages && map.tree == arena.tree;
    @ public invariant 4 <= arena.pages.state.length && arena.tree.width.length == arena.pages.state.length;
    @ public invariant arena.tree.start.length == arena.pages.state.length;
    @ public invariant arena.tree.head.length == arena.pages.state.length;
    @ public invariant small.runs.length == arena.tree.width[1] && arena.tree.width[1] <= 2 * Tree.MOST;
    @ public invariant (\forall int i; 1 <= i && i < arena.pages.state.length; 1 <= arena.tree.width[i]
    @   && 0 <= arena.tree.start[i] && arena.tree.start[i] + arena.tree.width[i] <= arena.tree.width[1]);
    @ public invariant arena.heads.count <= arena.heads.node.length;
    @ public invariant arena.heads.header.length == arena.heads.node.length;
    @ public invariant (\forall int c; 0 <= c && c < arena.heads.count;
    @   1 <= arena.heads.node[c] && arena.heads.node[c] < arena.pages.state.length
    @   && 1 <= arena.heads.header[c] && arena.heads.header[c] < arena.pages.state.length
    @   && arena.tree.head[arena.heads.header[c]] == arena.tree.start[arena.heads.header[c]]);
    @ public invariant arena.pages.state != arena.tree.width && arena.pages.state != arena.tree.start;
    @ public invariant arena.pages.state != arena.tree.head;
    @ public invariant small.bins.current != arena.pages.state && small.bins.current != arena.chunks.state;
    @ public invariant small.bins.current != arena.tree.width && small.bins.current != arena.tree.start;
    @ public invariant small.bins.current != arena.tree.head && small.bins.current != arena.heads.node;
    @ public invariant small.bins.current != arena.heads.header;
    @ public invariant small.bins.bin != arena.pages.state && small.bins.bin != arena.chunks.state;
    @ public invariant small.bins.bin != arena.tree.width && small.bins.bin != arena.tree.start;
    @ public invariant small.bins.bin != arena.tree.head && small.bins.bin != arena.heads.node;
    @ public invariant small.bins.bin != arena.heads.header;
    @ public invariant small.bins.state != arena.pages.state && small.bins.state != arena.chunks.state;
    @ public invariant small.bins.state != arena.tree.width && small.bins.state != arena.tree.start;
    @ public invariant small.bins.state != arena.tree.head && small.bins.state != arena.heads.node;
    @ public invariant small.bins.state != arena.heads.header;
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
    @   ensures (\forall int p; 0 <= p && p < small.runs.length; small.bins.bin[p] == Bins.NONE);
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
    small = apart(arena.tree.width[1], arena.pages.state, arena.chunks.state, arena.tree.width, arena.tree.start,
        arena.tree.head, arena.heads.node, arena.heads.header);
  }

  /** No runs, in arrays that are none of seven: only the contract speaks of them. */
  /*@ private normal_behavior
    @   requires 0 <= pages;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.runs.length == pages && \invariant_for(\result);
    @   ensures (\forall int p; 0 <= p && p < pages; \result.bins.bin[p] == Bins.NONE);
    @   ensures \result.bins.current != unusedA && \result.bins.bin != unusedA && \result.bins.state != unusedA;
    @   ensures \result.bins.current != unusedB && \result.bins.bin != unusedB && \result.bins.state != unusedB;
    @   ensures \result.bins.current != unusedC && \result.bins.bin != unusedC && \result.bins.state != unusedC;
    @   ensures \result.bins.current != unusedD && \result.bins.bin != unusedD && \result.bins.state != unusedD;
    @   ensures \result.bins.current != unusedE && \result.bins.bin != unusedE && \result.bins.state != unusedE;
    @   ensures \result.bins.current != unusedF && \result.bins.bin != unusedF && \result.bins.state != unusedF;
    @   ensures \result.bins.current != unusedG && \result.bins.bin != unusedG && \result.bins.state != unusedG;
    @*/
  private static SmallRuns apart(int pages, int[] unusedA, int[] unusedB, int[] unusedC, int[] unusedD,
      int[] unusedE, int[] unusedF, int[] unusedG) {
    return new SmallRuns(pages);
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
    @   old int run = small.serving(bin);
    @   old int region = run >= 0 ? small.lowest(run) : 0;
    @   old long at = run >= 0 ? 4096L * run + small.at(run, region) : -1;
    @   old int first = Geometry.first(bytes);
    @   old int node = arena.pages.chosen(Geometry.pages(bytes));
    @   old long fresh = node > 0 ? 4096L * arena.tree.start[node] + first : -1;
    @   old int chunk = arena.chunks.fit(1, 1);
    @   assignable arena.pages.state[*], arena.chunks.state[*], small.runs[*], small.bins.*, small.bins.current[*],
    @     small.bins.bin[*], small.bins.state[*], small.bins.since[*];
    @   ensures (\result == NONE) == (run < 0 && node == 0 && chunk < 0); // HONEST_FAILURE
    @   ensures run >= 0 ==> \result == at; // POLICY
    @   ensures run < 0 && node > 0 ==> \result == fresh; // POLICY
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
  /*@ private normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS;
    @   old int bytes = SizeClasses.size(bin);
    @   old int run = small.serving(bin);
    @   old int region = run >= 0 ? small.lowest(run) : 0;
    @   old long at = run >= 0 ? 4096L * run + small.at(run, region) : -1;
    @   old int first = Geometry.first(bytes);
    @   old int node = arena.pages.chosen(Geometry.pages(bytes));
    @   old long fresh = node > 0 ? 4096L * arena.tree.start[node] + first : -1;
    @   old int chunk = arena.chunks.fit(1, 1);
    @   assignable arena.pages.state[*], arena.chunks.state[*], small.runs[*], small.bins.*, small.bins.current[*],
    @     small.bins.bin[*], small.bins.state[*], small.bins.since[*];
    @   ensures (\result == NONE) == (run < 0 && node == 0 && chunk < 0) && -1 <= \result;
    @   ensures run >= 0 ==> \result == at;
    @   ensures run < 0 && node > 0 ==> \result == fresh;
    @*/
  private long small(int bin) {
    int run = small.serving(bin);
    return run >= 0 ? serve(bin, run) : fresh(bin);
  }

  /** The lowest region of a run, which becomes the current one. */
  /*@ private normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && 0 <= run && run < small.runs.length;
    @   requires small.bins.current[bin] == run || small.bins.current[bin] == Bins.NONE;
    @   requires small.bins.bin[run] == bin && small.bins.state[run] != Fullness.Q100;
    @   old int region = small.lowest(run);
    @   old long at = 4096L * run + small.at(run, region);
    @   assignable small.runs[*], small.bins.*, small.bins.current[*], small.bins.state[*],
    @     small.bins.since[*];
    @   ensures \result == at && 0 <= \result;
    @   ensures \invariant_for(arena) && \invariant_for(map) && \invariant_for(small);
    @*/
  private long serve(int bin, int run) {
    int region = small.lowest(run);
    long at = run * (long) SizeClasses.PAGE + small.at(run, region);
    small.serve(bin, run, region);
    return at;
  }

  /** The first region of a new run. */
  /*@ private normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && small.bins.current[bin] == Bins.NONE;
    @   old int bytes = SizeClasses.size(bin);
    @   old int first = Geometry.first(bytes);
    @   old int node = arena.pages.chosen(Geometry.pages(bytes));
    @   old long fresh = node > 0 ? 4096L * arena.tree.start[node] + first : -1;
    @   old int chunk = arena.chunks.fit(1, 1);
    @   assignable arena.pages.state[*], arena.chunks.state[*], small.runs[*], small.bins.*, small.bins.current[*],
    @     small.bins.bin[*], small.bins.state[*], small.bins.since[*];
    @   ensures (\result == NONE) == (node == 0 && chunk < 0) && -1 <= \result;
    @   ensures node > 0 ==> \result == fresh;
    @   ensures \invariant_for(arena) && \invariant_for(map) && \invariant_for(small);
    @*/
  private long fresh(int bin) {
    int size = SizeClasses.size(bin);
    int regions = Geometry.regions(size);
    int first = Geometry.first(size);
    int page = pages(Geometry.pages(size));
    return page < 0 ? NONE : begin(bin, page, regions, size, first);
  }

  /** A new run at its page, of which one region is taken. */
  /*@ private normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && small.bins.current[bin] == Bins.NONE;
    @   requires 0 <= page && page < small.runs.length;
    @   requires Fullness.LEAST <= regions && regions <= 2048 && 0 <= first && first <= 4096;
    @   requires size == (bin == 0 ? 2 : bin == 1 ? 4 : bin == 2 ? 8
    @     : bin <= 34 ? 16 * (bin - 2) : bin == 35 ? 1024 : 2048);
    @   assignable small.runs[*], small.bins.*, small.bins.current[*],
    @     small.bins.bin[*], small.bins.state[*], small.bins.since[*];
    @   ensures \result == 4096L * page + first;
    @   ensures \invariant_for(arena) && \invariant_for(map) && \invariant_for(small);
    @*/
  private long begin(int bin, int page, int regions, int size, int first) {
    small.begin(bin, page, regions, size, first);
    return page * (long) SizeClasses.PAGE + first;
  }

  /** Takes pages, a power of two of them; the first, or -1. */
  /*@ private normal_behavior
    @   requires 1 <= need && 2 * need <= pagesOfChunk;
    @   old int node = arena.pages.chosen(need);
    @   old int start = node > 0 ? arena.tree.start[node] : -1;
    @   old int chunk = arena.chunks.fit(1, 1);
    @   assignable arena.pages.state[*], arena.chunks.state[*];
    @   ensures (\result < 0) == (node == 0 && chunk < 0) && -1 <= \result && \result < small.runs.length;
    @   ensures node > 0 ==> \result == start;
    @   ensures \invariant_for(arena) && \invariant_for(map) && \invariant_for(small);
    @*/
  private int pages(int need) {
    int node = arena.take(need);
    return node == 0 ? -1 : arena.tree.start[node];
  }

  /*@ also public normal_behavior
    @   old int chunk = hugeAt(address);
    @   old int node = chunk >= 0 ? 0 : liveAt(address);
    @   old int end = chunk >= 0 ? arena.chunks.end(chunk) : 0;
    @   old int page = node > 0 ? arena.tree.start[node] : 0;
    @   old boolean large = node > 0 && small.bins.bin[page] == Bins.NONE;
    @   old int region = node > 0 && !large ? region(page, address) : 0;
    @   requires chunk >= 0 || node > 0;
    @   assignable arena.pages.state[*], arena.chunks.state[*], small.runs[*], small.bins.*, small.bins.current[*],
    @     small.bins.bin[*], small.bins.state[*], small.bins.since[*];
    @   ensures chunk >= 0 ==> (\forall int c; 0 <= c && c < arena.chunks.state.length; arena.chunks.state[c]
    @     == (c < chunk || end <= c ? \old(arena.chunks.state[c]) : Chunks.FREE)); // REUSE, FRAME
    @   ensures chunk >= 0 ==> (\forall int i; 1 <= i && i < arena.pages.state.length;
    @     arena.pages.state[i] == \old(arena.pages.state[i])); // FRAME
    @   ensures chunk >= 0 || large ==> small.bins.now == \old(small.bins.now)
    @     && (\forall int p; 0 <= p && p < small.runs.length; small.runs[p] == \old(small.runs[p])
    @     && small.bins.bin[p] == \old(small.bins.bin[p]) && small.bins.state[p] == \old(small.bins.state[p])
    @     && small.bins.since[p] == \old(small.bins.since[p])); // FRAME
    @   ensures chunk >= 0 || large ==> (\forall int b; 0 <= b && b < small.bins.current.length;
    @     small.bins.current[b] == \old(small.bins.current[b])); // FRAME
    @   ensures large ==> arena.pages.state[node] != Pages.USED; // REUSE
    @   ensures chunk < 0 && !large ==> small.runs[page] != null && region < small.runs[page].order.length
    @     && small.runs[page].place.length == small.runs[page].order.length
    @     && small.runs[page].live <= small.runs[page].place[region]; // REUSE
    @   // POLICY: a run that empties goes, unless it is fresh
    @   ensures chunk < 0 && !large ==> (small.bins.bin[page] == Bins.NONE) == (small.runs[page].state == Fullness.EMPTY);
    @   ensures chunk < 0 && !large && small.bins.bin[page] != Bins.NONE
    @     ==> small.bins.state[page] == small.runs[page].state;
    @
    @ also public exceptional_behavior
    @   requires hugeAt(address) < 0 && liveAt(address) == 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException; // VALID_FREE
    @*/
  @Override
  public void free(long address) {
    int chunk = hugeAt(address);
    int node = chunk >= 0 ? 0 : liveAt(address);
    requireLive(chunk >= 0 || node > 0);
    if (chunk >= 0) {
      giveHuge(chunk);
    } else {
      giveRun(node, address);
    }
  }

  /** Refuses an address at which no block starts. */
  /*@ private normal_behavior
    @   requires live;
    @ also private exceptional_behavior
    @   requires !live;
    @   signals_only InvalidFreeException;
    @ pure helper
    @*/
  private static void requireLive(boolean live) {
    if (!live) {
      throw new InvalidFreeException("no live block starts here");
    }
  }

  /** Gives a huge block back. */
  /*@ private normal_behavior
    @   requires 0 <= chunk && chunk < arena.heads.count && arena.hugeAt(chunk);
    @   old int end = arena.chunks.end(chunk);
    @   assignable arena.chunks.state[*];
    @   ensures (\forall int c; 0 <= c && c < arena.chunks.state.length; arena.chunks.state[c]
    @     == (c < chunk || end <= c ? \old(arena.chunks.state[c]) : Chunks.FREE));
    @   ensures \invariant_for(arena) && \invariant_for(map) && \invariant_for(small);
    @*/
  private void giveHuge(int chunk) {
    arena.giveHuge(chunk);
  }

  /** Gives a large block back, or a region. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < arena.pages.state.length && arena.pages.state[node] == Pages.USED;
    @   requires arena.tree.head[node] < arena.tree.start[node] && home(node) >= 0 && starts(node, address);
    @   requires 4096L * arena.tree.start[node] <= address;
    @   requires address < 4096L * (arena.tree.start[node] + 2 * Tree.MOST);
    @   old int page = arena.tree.start[node];
    @   old boolean large = small.bins.bin[page] == Bins.NONE;
    @   old int region = large ? 0 : region(page, address);
    @   assignable arena.pages.state[*], arena.chunks.state[*], small.runs[*], small.bins.*, small.bins.current[*],
    @     small.bins.bin[*], small.bins.state[*], small.bins.since[*];
    @   ensures large ==> small.bins.now == \old(small.bins.now)
    @     && (\forall int p; 0 <= p && p < small.runs.length; small.runs[p] == \old(small.runs[p])
    @     && small.bins.bin[p] == \old(small.bins.bin[p]) && small.bins.state[p] == \old(small.bins.state[p])
    @     && small.bins.since[p] == \old(small.bins.since[p]));
    @   ensures large ==> (\forall int b; 0 <= b && b < small.bins.current.length;
    @     small.bins.current[b] == \old(small.bins.current[b]));
    @   ensures large ==> arena.pages.state[node] != Pages.USED;
    @   ensures !large ==> small.runs[page] != null && region < small.runs[page].order.length
    @     && small.runs[page].place.length == small.runs[page].order.length
    @     && small.runs[page].live <= small.runs[page].place[region];
    @   ensures !large ==> (small.bins.bin[page] == Bins.NONE) == (small.runs[page].state == Fullness.EMPTY);
    @   ensures !large && small.bins.bin[page] != Bins.NONE
    @     ==> small.bins.state[page] == small.runs[page].state;
    @   ensures \invariant_for(arena) && \invariant_for(map) && \invariant_for(small);
    @*/
  private void giveRun(int node, long address) {
    int home = home(node);
    int page = arena.tree.start[node];
    if (small.bins.bin[page] == Bins.NONE) {
      release(node, home);
    } else {
      giveRegion(node, home, page, region(page, address));
    }
  }

  /** Gives a region back, and its run's pages if that is gone. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < arena.pages.state.length && arena.pages.state[node] == Pages.USED;
    @   requires arena.tree.head[node] < arena.tree.start[node] && 0 <= home && home < arena.heads.count;
    @   requires arena.tree.head[node] == arena.tree.start[arena.heads.node[home]];
    @   requires arena.pages.state[arena.heads.node[home]] != Pages.CLOSED;
    @   requires 0 <= page && page < small.runs.length && small.bins.bin[page] != Bins.NONE;
    @   requires 0 <= region && region < small.runs[page].order.length;
    @   requires small.runs[page].place[region] < small.runs[page].live;
    @   assignable arena.pages.state[*], arena.chunks.state[*], small.runs[*], small.bins.*, small.bins.current[*],
    @     small.bins.bin[*], small.bins.state[*], small.bins.since[*];
    @   ensures small.runs[page] != null && region < small.runs[page].order.length
    @     && small.runs[page].place.length == small.runs[page].order.length
    @     && small.runs[page].live <= small.runs[page].place[region];
    @   ensures (small.bins.bin[page] == Bins.NONE) == (small.runs[page].state == Fullness.EMPTY);
    @   ensures small.bins.bin[page] != Bins.NONE ==> small.bins.state[page] == small.runs[page].state;
    @   ensures \invariant_for(arena) && \invariant_for(map) && \invariant_for(small);
    @*/
  private void giveRegion(int node, int home, int page, int region) {
    if (give(page, region)) {
      release(node, home);
    }
  }

  /** Gives pages back. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < arena.pages.state.length && arena.pages.state[node] == Pages.USED;
    @   requires arena.tree.head[node] < arena.tree.start[node];
    @   requires 0 <= chunk && chunk < arena.heads.count;
    @   requires arena.tree.head[node] == arena.tree.start[arena.heads.node[chunk]];
    @   requires arena.pages.state[arena.heads.node[chunk]] != Pages.CLOSED;
    @   assignable arena.pages.state[*], arena.chunks.state[*];
    @   ensures arena.pages.state[node] != Pages.USED;
    @   ensures \invariant_for(arena) && \invariant_for(map) && \invariant_for(small);
    @*/
  private void release(int node, int chunk) {
    arena.release(node, chunk);
  }

  /** Gives a region back; whether its run is gone. */
  /*@ private normal_behavior
    @   requires 0 <= page && page < small.runs.length && small.bins.bin[page] != Bins.NONE;
    @   requires 0 <= region && region < small.runs[page].order.length;
    @   requires small.runs[page].place[region] < small.runs[page].live;
    @   assignable small.runs[*], small.bins.*, small.bins.current[*], small.bins.bin[*],
    @     small.bins.state[*], small.bins.since[*];
    @   ensures small.runs[page] != null && region < small.runs[page].order.length
    @     && small.runs[page].place.length == small.runs[page].order.length;
    @   ensures small.runs[page].live <= small.runs[page].place[region];
    @   ensures \result == (small.runs[page].state == Fullness.EMPTY);
    @   ensures \result == (small.bins.bin[page] == Bins.NONE);
    @   ensures small.bins.bin[page] != Bins.NONE ==> small.bins.state[page] == small.runs[page].state;
    @   ensures \invariant_for(arena) && \invariant_for(map) && \invariant_for(small);
    @*/
  private boolean give(int page, int region) {
    return small.give(page, region);
  }

  /*@ also public normal_behavior
    @   old int chunk = hugeAt(address);
    @   old int node = chunk >= 0 ? 0 : liveAt(address);
    @   requires chunk >= 0 || node > 0;
    @   assignable \nothing;
    @   ensures chunk >= 0 ==> \result == 4096L * pagesOfChunk * (arena.chunks.end(chunk) - chunk);
    @   ensures node > 0 ==> \result == (small.bins.bin[arena.tree.start[node]] == Bins.NONE
    @     ? 4096L * arena.tree.width[node] : SizeClasses.size(small.bins.bin[arena.tree.start[node]])); // CAPACITY
    @ also public exceptional_behavior
    @   requires hugeAt(address) < 0 && liveAt(address) == 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException; // VALID_FREE
    @*/
  @Override
  public long usableSize(long address) {
    int chunk = hugeAt(address);
    int node = chunk >= 0 ? 0 : liveAt(address);
    requireLive(chunk >= 0 || node > 0);
    return chunk >= 0 ? bytesOfHuge(chunk) : bytesOfRun(node);
  }

  /** The bytes of a huge block. */
  /*@ private normal_behavior
    @   requires 0 <= chunk && chunk < arena.heads.count;
    @   assignable \nothing;
    @   ensures \result == 4096L * pagesOfChunk * (arena.chunks.end(chunk) - chunk) && 0 <= \result;
    @ pure
    @*/
  private long bytesOfHuge(int chunk) {
    return (arena.chunks.end(chunk) - chunk) * (long) SizeClasses.PAGE * pagesOfChunk;
  }

  /** The bytes of a large block, or of a run's regions. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < arena.pages.state.length;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result == (small.bins.bin[arena.tree.start[node]] == Bins.NONE
    @     ? 4096L * arena.tree.width[node] : SizeClasses.size(small.bins.bin[arena.tree.start[node]]));
    @ pure
    @*/
  private long bytesOfRun(int node) {
    int bin = small.bins.bin[arena.tree.start[node]];
    return bin == Bins.NONE ? arena.tree.width[node] * (long) SizeClasses.PAGE : SizeClasses.size(bin);
  }

  /** The first chunk of the huge block that starts at an address, or -1. */
  /*@ private normal_behavior
    @   assignable \nothing;
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

  /** The open chunk that a run is in, or -1. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < arena.pages.state.length;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < arena.heads.count;
    @   ensures \result >= 0 ==> arena.tree.head[node] == arena.tree.start[arena.heads.node[\result]]
    @     && arena.pages.state[arena.heads.node[\result]] != Pages.CLOSED;
    @ spec_public pure
    @*/
  private int home(int node) {
    int c = 0;
    /*@ loop_invariant 0 <= c && c <= arena.heads.count;
      @ loop_writes c;
      @ decreases arena.heads.count - c;
      @*/
    while (c < arena.heads.count && (arena.tree.head[node] != arena.tree.start[arena.heads.node[c]]
        || arena.pages.state[arena.heads.node[c]] == Pages.CLOSED)) {
      c = c + 1;
    }
    return c < arena.heads.count ? c : -1;
  }

  /** The run of the small or large block that starts at an address, or 0. */
  /*@ private normal_behavior
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < arena.pages.state.length;
    @   ensures \result > 0 ==> arena.pages.state[\result] == Pages.USED
    @     && arena.tree.head[\result] < arena.tree.start[\result]
    @     && 4096L * arena.tree.start[\result] <= address
    @     && address < 4096L * (arena.tree.start[\result] + 2 * Tree.MOST);
    @   ensures \result > 0 ==> home(\result) >= 0 && starts(\result, address);
    @ spec_public pure
    @*/
  private int liveAt(long address) {
    int node = runOf(address);
    return node > 0 && starts(node, address) ? node : 0;
  }

  /** The run in use that an address is in, or 0. */
  /*@ private normal_behavior
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < arena.pages.state.length;
    @   ensures \result > 0 ==> arena.pages.state[\result] == Pages.USED
    @     && arena.tree.head[\result] < arena.tree.start[\result]
    @     && 4096L * arena.tree.start[\result] <= address
    @     && address < 4096L * (arena.tree.start[\result] + 2 * Tree.MOST);
    @   ensures \result > 0 ==> home(\result) >= 0;
    @ spec_public pure
    @*/
  private int runOf(long address) {
    if (address < 0 || address / SizeClasses.PAGE >= small.runs.length) {
      return 0;
    }
    int node = map.runAt((int) (address / SizeClasses.PAGE));
    return node > 0 && home(node) >= 0 ? node : 0;
  }

  /** Whether a block of a run starts at an address in it: the run itself, or a live region. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < arena.pages.state.length;
    @   requires 4096L * arena.tree.start[node] <= address;
    @   requires address < 4096L * (arena.tree.start[node] + 2 * Tree.MOST);
    @   assignable \nothing;
    @   ensures small.bins.bin[arena.tree.start[node]] == Bins.NONE
    @     ==> \result == (address == 4096L * arena.tree.start[node]);
    @   ensures small.bins.bin[arena.tree.start[node]] != Bins.NONE
    @     ==> \result == small.live(arena.tree.start[node], region(arena.tree.start[node], address));
    @ spec_public pure
    @*/
  private boolean starts(int node, long address) {
    int page = arena.tree.start[node];
    if (small.bins.bin[page] == Bins.NONE) {
      return address == page * (long) SizeClasses.PAGE;
    }
    return small.live(page, region(page, address));
  }

  /** The region of a small run that starts at an address in it, or -1. */
  /*@ private normal_behavior
    @   requires 0 <= page && page < small.runs.length && small.bins.bin[page] != Bins.NONE;
    @   requires 4096L * page <= address && address < 4096L * (page + 2 * Tree.MOST);
    @   assignable \nothing;
    @   ensures \result == Geometry.region(SizeClasses.size(small.bins.bin[page]), (int) (address - 4096L * page));
    @ spec_public pure
    @*/
  private int region(int page, long address) {
    int offset = (int) (address - page * (long) SizeClasses.PAGE);
    return Geometry.region(SizeClasses.size(small.bins.bin[page]), offset);
  }
}
