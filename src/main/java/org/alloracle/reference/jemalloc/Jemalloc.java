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
  private final /*@ spec_public @*/ Land land;
  private final /*@ spec_public @*/ Shelf shelf;

  /*@ // METADATA
    @ public invariant pagesOfChunk == 32 || pagesOfChunk == 64 || pagesOfChunk == 128 || pagesOfChunk == 256
    @   || pagesOfChunk == 512;
    @ public invariant land.arena.tree.chunk == pagesOfChunk;
    @ public invariant shelf.small.runs.length == land.arena.tree.width[1];
    @ public invariant shelf.small.bins.current != land.arena.pages.state
    @   && shelf.small.bins.current != land.arena.chunks.state && shelf.small.bins.current != land.arena.tree.width
    @   && shelf.small.bins.current != land.arena.tree.start && shelf.small.bins.current != land.arena.tree.head
    @   && shelf.small.bins.current != land.arena.heads.node;
    @ public invariant shelf.small.bins.bin != land.arena.pages.state
    @   && shelf.small.bins.bin != land.arena.chunks.state && shelf.small.bins.bin != land.arena.tree.width
    @   && shelf.small.bins.bin != land.arena.tree.start && shelf.small.bins.bin != land.arena.tree.head
    @   && shelf.small.bins.bin != land.arena.heads.node;
    @ public invariant shelf.small.bins.state != land.arena.pages.state
    @   && shelf.small.bins.state != land.arena.chunks.state && shelf.small.bins.state != land.arena.tree.width
    @   && shelf.small.bins.state != land.arena.tree.start && shelf.small.bins.state != land.arena.tree.head
    @   && shelf.small.bins.state != land.arena.heads.node;
    @ // METADATA: a small run has its pages to itself; CONTAINMENT, DISJOINTNESS follow
    @ public invariant (\forall int p; 0 <= p && p < shelf.small.runs.length && shelf.small.bins.bin[p] != Bins.NONE;
    @   1 <= shelf.small.runs[p].node && shelf.small.runs[p].node < land.arena.pages.state.length
    @   && land.arena.pages.state[shelf.small.runs[p].node] == Pages.USED
    @   && land.arena.tree.start[shelf.small.runs[p].node] == p
    @   && land.arena.tree.head[shelf.small.runs[p].node] < p
    @   && (shelf.small.bins.bin[p] <= 1 ? 1 : shelf.small.bins.bin[p] == 2 ? 2 : shelf.small.bins.bin[p] == 3 ? 4
    @     : shelf.small.bins.bin[p] == 4 ? 8 : 16) <= land.arena.tree.width[shelf.small.runs[p].node]
    @   && land.arena.tree.width[shelf.small.runs[p].node] < (shelf.small.bins.bin[p] <= 1 ? 2
    @     : shelf.small.bins.bin[p] == 2 ? 4 : shelf.small.bins.bin[p] == 3 ? 8
    @     : shelf.small.bins.bin[p] == 4 ? 16 : 32));
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
    @   ensures (\forall int p; 0 <= p && p < shelf.small.runs.length; shelf.small.bins.bin[p] == Bins.NONE);
    @   ensures (\forall int c; 0 <= c && c < land.arena.chunks.state.length;
    @     land.arena.chunks.state[c] == Chunks.FREE);
    @ also public exceptional_behavior
    @   requires pagesOfChunk < 32 || 512 < pagesOfChunk || chunks < 1 || Tree.MOST / pagesOfChunk < chunks;
    @   signals_only InvalidRequestException;
    @ also public exceptional_behavior
    @   requires 32 <= pagesOfChunk && pagesOfChunk <= 512 && SizeClasses.power(pagesOfChunk) != pagesOfChunk;
    @   signals_only InvalidRequestException;
    @*/
  public Jemalloc(int chunks, int pagesOfChunk) {
    requireHeap(chunks, pagesOfChunk);
    this.pagesOfChunk = pagesOfChunk;
    land = new Land(Sizing.total(chunks, pagesOfChunk), pagesOfChunk, chunks);
    shelf = apart(land.arena.tree.width[1], land.arena.pages.state, land.arena.chunks.state, land.arena.tree.width,
        land.arena.tree.start, land.arena.tree.head, land.arena.heads.node);
  }

  /** Refuses a heap that is none. */
  /*@ private normal_behavior
    @   requires pagesOfChunk == 32 || pagesOfChunk == 64 || pagesOfChunk == 128 || pagesOfChunk == 256
    @     || pagesOfChunk == 512;
    @   requires 1 <= chunks && chunks <= Tree.MOST / pagesOfChunk;
    @ also private exceptional_behavior
    @   requires pagesOfChunk < 32 || 512 < pagesOfChunk || chunks < 1 || Tree.MOST / pagesOfChunk < chunks;
    @   signals_only InvalidRequestException;
    @ also private exceptional_behavior
    @   requires 32 <= pagesOfChunk && pagesOfChunk <= 512 && SizeClasses.power(pagesOfChunk) != pagesOfChunk;
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  private static void requireHeap(int chunks, int pagesOfChunk) {
    if (pagesOfChunk < 32 || pagesOfChunk > 512 || SizeClasses.power(pagesOfChunk) != pagesOfChunk) {
      throw new InvalidRequestException("a chunk has 32, 64, 128, 256 or 512 pages");
    }
    if (chunks < 1 || chunks > Tree.MOST / pagesOfChunk) {
      throw new InvalidRequestException("the heap has 1 byte to 2^30");
    }
  }

  /** No runs, in arrays that are none of six: only the contract speaks of them. */
  /*@ private normal_behavior
    @   requires 0 <= pages;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.small.runs.length == pages && \invariant_for(\result);
    @   ensures (\forall int p; 0 <= p && p < pages; \result.small.bins.bin[p] == Bins.NONE);
    @   ensures \result.small.bins.current != unusedA && \result.small.bins.bin != unusedA
    @     && \result.small.bins.state != unusedA;
    @   ensures \result.small.bins.current != unusedB && \result.small.bins.bin != unusedB
    @     && \result.small.bins.state != unusedB;
    @   ensures \result.small.bins.current != unusedC && \result.small.bins.bin != unusedC
    @     && \result.small.bins.state != unusedC;
    @   ensures \result.small.bins.current != unusedD && \result.small.bins.bin != unusedD
    @     && \result.small.bins.state != unusedD;
    @   ensures \result.small.bins.current != unusedE && \result.small.bins.bin != unusedE
    @     && \result.small.bins.state != unusedE;
    @   ensures \result.small.bins.current != unusedF && \result.small.bins.bin != unusedF
    @     && \result.small.bins.state != unusedF;
    @*/
  private static Shelf apart(int pages, int[] unusedA, int[] unusedB, int[] unusedC, int[] unusedD,
      int[] unusedE, int[] unusedF) {
    return new Shelf(pages);
  }

  /*@ also public normal_behavior // huge: whole chunks
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   requires 2048L * pagesOfChunk < size || 2048L * pagesOfChunk < alignment;
    @   old int at = land.place(size, alignment);
    @   old long address = at < 0 ? NONE : land.addressOf(at);
    @   old boolean aligned = at < 0 || Multiples.rem(address, alignment) == 0;
    @   old long count = Wholes.count(pagesOfChunk, size);
    @   assignable land.arena.chunks.state[*];
    @   ensures (\result == NONE) == (at < 0) && \result == address; // POLICY, HONEST_FAILURE
    @   ensures aligned; // ALIGNMENT
    @   ensures (\forall int c; 0 <= c && c < land.arena.chunks.state.length; land.arena.chunks.state[c]
    @     == (at < 0 || c < at || at + count <= c ? \old(land.arena.chunks.state[c])
    @     : c == at ? Chunks.FIRST : Chunks.REST)); // CAPACITY, FRAME
    @
    @ also public normal_behavior // large: a run of its own
    @   requires 0 <= size && size <= 2048L * pagesOfChunk && Multiples.powerOfTwo(alignment);
    @   requires alignment <= 2048L * pagesOfChunk && Sizing.bin(size, alignment) < 0;
    @   old int pages = Sizing.run(pagesOfChunk, size, alignment);
    @   old int node = land.chosen(pages);
    @   old int chunk = land.vacant();
    @   assignable land.arena.pages.state[*], land.arena.chunks.state[*];
    @   ensures (\result == NONE) == (node == 0 && chunk < 0); // HONEST_FAILURE
    @   ensures node > 0 ==> \result == 4096L * land.arena.tree.start[node]; // POLICY
    @
    @ also public normal_behavior // small: a region
    @   requires 0 <= size && size <= 2048L * pagesOfChunk && Multiples.powerOfTwo(alignment);
    @   requires alignment <= 2048L * pagesOfChunk && 0 <= Sizing.bin(size, alignment);
    @   old int bin = Sizing.bin(size, alignment);
    @   old int run = shelf.serving(bin);
    @   old int region = run >= 0 ? shelf.lowest(run) : 0;
    @   old long at = run >= 0 ? shelf.at(run, region) : NONE;
    @   old int first = Sizing.first(bin);
    @   old int node = land.chosen(Sizing.pages(bin));
    @   old long fresh = node > 0 ? 4096L * land.arena.tree.start[node] + first : NONE;
    @   old int chunk = land.vacant();
    @   assignable land.arena.pages.state[*], land.arena.chunks.state[*], shelf.small.runs[*], shelf.small.bins.*,
    @     shelf.small.bins.current[*], shelf.small.bins.bin[*], shelf.small.bins.state[*],
    @     shelf.small.bins.since[*];
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
    long half = 2048L * pagesOfChunk;
    //@ split
    if (size > half || alignment > half) {
      return huge(size, alignment);
    }
    int bin = Sizing.bin(size, alignment);
    //@ split
    if (bin < 0) {
      return large(Sizing.run(pagesOfChunk, size, alignment));
    }
    return small(bin);
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
  /*@ normal_behavior
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   old int at = land.place(size, alignment);
    @   old long address = at < 0 ? NONE : land.addressOf(at);
    @   old long count = Wholes.count(pagesOfChunk, size);
    @   assignable land.arena.chunks.state[*];
    @   ensures (\result == NONE) == (at < 0) && \result == address && NONE <= \result;
    @   ensures (\forall int c; 0 <= c && c < land.arena.chunks.state.length; land.arena.chunks.state[c]
    @     == (at < 0 || c < at || at + count <= c ? \old(land.arena.chunks.state[c])
    @     : c == at ? Chunks.FIRST : Chunks.REST));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  long huge(long size, long alignment) {
    int at = land.place(size, alignment);
    long address = at < 0 ? NONE : land.addressOf(at);
    land.takeHuge(size, alignment);
    return address;
  }

  /** A run of so many pages. */
  /*@ normal_behavior
    @   requires 1 <= need && 2 * need <= pagesOfChunk;
    @   old int node = land.chosen(need);
    @   old int chunk = land.vacant();
    @   assignable land.arena.pages.state[*], land.arena.chunks.state[*];
    @   ensures (\result == NONE) == (node == 0 && chunk < 0) && NONE <= \result;
    @   ensures node > 0 ==> \result == 4096L * land.arena.tree.start[node];
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  long large(int need) {
    int node = pages(need);
    return node == 0 ? NONE : land.arena.tree.start[node] * (long) SizeClasses.PAGE;
  }

  /** A region of a small class. */
  /*@ normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS;
    @   old int run = shelf.serving(bin);
    @   old int region = run >= 0 ? shelf.lowest(run) : 0;
    @   old long at = run >= 0 ? shelf.at(run, region) : NONE;
    @   old int first = Sizing.first(bin);
    @   old int node = land.chosen(Sizing.pages(bin));
    @   old long fresh = node > 0 ? 4096L * land.arena.tree.start[node] + first : NONE;
    @   old int chunk = land.vacant();
    @   assignable land.arena.pages.state[*], land.arena.chunks.state[*], shelf.small.runs[*], shelf.small.bins.*,
    @     shelf.small.bins.current[*], shelf.small.bins.bin[*], shelf.small.bins.state[*],
    @     shelf.small.bins.since[*];
    @   ensures (\result == NONE) == (run < 0 && node == 0 && chunk < 0) && NONE <= \result;
    @   ensures run >= 0 ==> \result == at;
    @   ensures run < 0 && node > 0 ==> \result == fresh;
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  long small(int bin) {
    int run = shelf.serving(bin);
    //@ split
    if (run >= 0) {
      return serve(bin, run);
    }
    return fresh(bin);
  }

  /** The lowest region of a run, which becomes the current one. */
  /*@ normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && 0 <= run && run < shelf.small.runs.length;
    @   requires shelf.small.bins.current[bin] == run || shelf.small.bins.current[bin] == Bins.NONE;
    @   requires shelf.small.bins.bin[run] == bin && shelf.small.bins.state[run] != Fullness.Q100;
    @   old int region = shelf.lowest(run);
    @   old long at = shelf.at(run, region);
    @   assignable shelf.small.runs[*], shelf.small.bins.*, shelf.small.bins.current[*], shelf.small.bins.state[*],
    @     shelf.small.bins.since[*];
    @   ensures \result == at && 0 <= \result;
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  long serve(int bin, int run) {
    int region = shelf.lowest(run);
    long at = shelf.at(run, region);
    shelf.serve(bin, run, region);
    return at;
  }

  /** The first region of a new run. */
  /*@ normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && shelf.small.bins.current[bin] == Bins.NONE;
    @   old int first = Sizing.first(bin);
    @   old int node = land.chosen(Sizing.pages(bin));
    @   old long fresh = node > 0 ? 4096L * land.arena.tree.start[node] + first : NONE;
    @   old int chunk = land.vacant();
    @   assignable land.arena.pages.state[*], land.arena.chunks.state[*], shelf.small.runs[*], shelf.small.bins.*,
    @     shelf.small.bins.current[*], shelf.small.bins.bin[*], shelf.small.bins.state[*],
    @     shelf.small.bins.since[*];
    @   ensures (\result == NONE) == (node == 0 && chunk < 0) && NONE <= \result;
    @   ensures node > 0 ==> \result == fresh;
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  long fresh(int bin) {
    int first = Sizing.first(bin);
    int node = pages(Sizing.pages(bin));
    //@ split
    if (node == 0) {
      return NONE;
    }
    begin(bin, node);
    return land.arena.tree.start[node] * (long) SizeClasses.PAGE + first;
  }

  /** A new run at its page, of which one region is taken. */
  /*@ private normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && shelf.small.bins.current[bin] == Bins.NONE;
    @   requires 1 <= node && node < land.arena.pages.state.length && land.arena.pages.state[node] == Pages.USED;
    @   requires land.arena.tree.head[node] < land.arena.tree.start[node];
    @   requires shelf.small.bins.bin[land.arena.tree.start[node]] == Bins.NONE;
    @   requires (bin <= 1 ? 1 : bin == 2 ? 2 : bin == 3 ? 4 : bin == 4 ? 8 : 16) <= land.arena.tree.width[node];
    @   requires land.arena.tree.width[node] < (bin <= 1 ? 2 : bin == 2 ? 4 : bin == 3 ? 8 : bin == 4 ? 16 : 32);
    @   assignable shelf.small.runs[*], shelf.small.bins.*, shelf.small.bins.current[*], shelf.small.bins.bin[*],
    @     shelf.small.bins.state[*], shelf.small.bins.since[*];
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  private void begin(int bin, int node) {
    shelf.begin(bin, land.arena.tree.start[node], node);
  }

  /** Takes pages, a power of two of them; their node, or 0. */
  /*@ normal_behavior
    @   requires 1 <= need && 2 * need <= pagesOfChunk;
    @   old int node = land.chosen(need);
    @   old int chunk = land.vacant();
    @   assignable land.arena.pages.state[*], land.arena.chunks.state[*];
    @   ensures (\result == 0) == (node == 0 && chunk < 0);
    @   ensures 0 <= \result && \result < land.arena.pages.state.length;
    @   ensures node > 0 ==> land.arena.tree.start[\result] == land.arena.tree.start[node];
    @   ensures \result > 0 ==> land.arena.pages.state[\result] == Pages.USED
    @     && land.arena.tree.head[\result] < land.arena.tree.start[\result]
    @     && need <= land.arena.tree.width[\result] && land.arena.tree.width[\result] < 2 * need
    @     && shelf.small.bins.bin[land.arena.tree.start[\result]] == Bins.NONE;
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  int pages(int need) {
    return land.take(need);
  }

  /*@ also public normal_behavior
    @   old int block = land.find(address);
    @   old int page = block > 0 ? land.arena.tree.start[block] : 0;
    @   old int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    @   old int chunk = block < 0 ? (int) (-1 - block) : -1;
    @   old int end = block < 0 ? land.end(chunk) : 0;
    @   old boolean large = block > 0 && shelf.small.bins.bin[page] == Bins.NONE;
    @   requires block < 0 || region >= 0;
    @   assignable land.arena.pages.state[*], land.arena.chunks.state[*], shelf.small.runs[*], shelf.small.bins.*,
    @     shelf.small.bins.current[*], shelf.small.bins.bin[*], shelf.small.bins.state[*],
    @     shelf.small.bins.since[*];
    @   ensures block < 0 ==> (\forall int c; 0 <= c && c < land.arena.chunks.state.length;
    @     land.arena.chunks.state[c] == (c < chunk || end <= c ? \old(land.arena.chunks.state[c]) : Chunks.FREE)); // REUSE
    @   ensures block < 0 ==> (\forall int i; 1 <= i && i < land.arena.pages.state.length;
    @     land.arena.pages.state[i] == \old(land.arena.pages.state[i])); // FRAME
    @   ensures block < 0 || large ==> shelf.small.bins.now == \old(shelf.small.bins.now)
    @     && (\forall int p; 0 <= p && p < shelf.small.runs.length; shelf.small.runs[p] == \old(shelf.small.runs[p])
    @     && shelf.small.bins.bin[p] == \old(shelf.small.bins.bin[p])
    @     && shelf.small.bins.state[p] == \old(shelf.small.bins.state[p])
    @     && shelf.small.bins.since[p] == \old(shelf.small.bins.since[p])); // FRAME
    @   ensures block < 0 || large ==> (\forall int b; 0 <= b && b < shelf.small.bins.current.length;
    @     shelf.small.bins.current[b] == \old(shelf.small.bins.current[b])); // FRAME
    @   ensures large ==> land.arena.pages.state[block] != Pages.USED; // REUSE
    @   ensures block > 0 && !large ==> shelf.small.runs[page] != null && region < shelf.small.runs[page].order.length
    @     && shelf.small.runs[page].place.length == shelf.small.runs[page].order.length
    @     && shelf.small.runs[page].live <= shelf.small.runs[page].place[region]; // REUSE
    @   // POLICY: a run that empties goes, unless it is fresh
    @   ensures block > 0 && !large ==> (shelf.small.bins.bin[page] == Bins.NONE)
    @     == (shelf.small.runs[page].state == Fullness.EMPTY);
    @   ensures block > 0 && !large && shelf.small.bins.bin[page] != Bins.NONE
    @     ==> shelf.small.bins.state[page] == shelf.small.runs[page].state;
    @
    @ also public exceptional_behavior
    @   old int block = land.find(address);
    @   old int page = block > 0 ? land.arena.tree.start[block] : 0;
    @   old int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    @   requires block >= 0 && region < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException; // VALID_FREE
    @*/
  @Override
  public void free(long address) {
    int block = land.find(address);
    int page = block > 0 ? land.arena.tree.start[block] : 0;
    int region = block > 0 ? shelf.regionAt(page, address - page * (long) SizeClasses.PAGE) : -1;
    requireLive(block < 0 || region >= 0);
    //@ split
    if (block < 0) {
      giveHuge(-1 - block);
    } else {
      giveRun(block, page, region);
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
  /*@ normal_behavior
    @   requires 0 <= chunk && chunk < land.arena.chunks.state.length;
    @   requires land.arena.chunks.state[chunk] == Chunks.FIRST;
    @   requires land.arena.pages.state[land.arena.heads.node[chunk]] == Pages.CLOSED;
    @   old int end = land.end(chunk);
    @   assignable land.arena.chunks.state[*];
    @   ensures (\forall int c; 0 <= c && c < land.arena.chunks.state.length; land.arena.chunks.state[c]
    @     == (c < chunk || end <= c ? \old(land.arena.chunks.state[c]) : Chunks.FREE));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  void giveHuge(int chunk) {
    land.giveHuge(chunk);
  }

  /** Gives a large block back, or a region. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < land.arena.pages.state.length && land.arena.pages.state[node] == Pages.USED;
    @   requires land.arena.tree.head[node] < land.arena.tree.start[node];
    @   requires 0 <= land.home(node);
    @   requires page == land.arena.tree.start[node] && 0 <= page && page < shelf.small.runs.length;
    @   old boolean large = shelf.small.bins.bin[page] == Bins.NONE;
    @   requires large || 0 <= region && region < shelf.small.runs[page].order.length
    @     && region < shelf.small.runs[page].place.length
    @     && shelf.small.runs[page].place[region] < shelf.small.runs[page].live;
    @   assignable land.arena.pages.state[*], land.arena.chunks.state[*], shelf.small.runs[*], shelf.small.bins.*,
    @     shelf.small.bins.current[*], shelf.small.bins.bin[*], shelf.small.bins.state[*],
    @     shelf.small.bins.since[*];
    @   ensures large ==> shelf.small.bins.now == \old(shelf.small.bins.now)
    @     && (\forall int p; 0 <= p && p < shelf.small.runs.length; shelf.small.runs[p] == \old(shelf.small.runs[p])
    @     && shelf.small.bins.bin[p] == \old(shelf.small.bins.bin[p])
    @     && shelf.small.bins.state[p] == \old(shelf.small.bins.state[p])
    @     && shelf.small.bins.since[p] == \old(shelf.small.bins.since[p])); // FRAME
    @   ensures large ==> (\forall int b; 0 <= b && b < shelf.small.bins.current.length;
    @     shelf.small.bins.current[b] == \old(shelf.small.bins.current[b])); // FRAME
    @   ensures large ==> land.arena.pages.state[node] != Pages.USED;
    @   ensures !large ==> shelf.small.runs[page] != null && region < shelf.small.runs[page].order.length
    @     && shelf.small.runs[page].place.length == shelf.small.runs[page].order.length
    @     && shelf.small.runs[page].live <= shelf.small.runs[page].place[region]; // REUSE
    @   // POLICY: a run that empties goes, unless it is fresh
    @   ensures !large ==> (shelf.small.bins.bin[page] == Bins.NONE)
    @     == (shelf.small.runs[page].state == Fullness.EMPTY);
    @   ensures !large && shelf.small.bins.bin[page] != Bins.NONE
    @     ==> shelf.small.bins.state[page] == shelf.small.runs[page].state;
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  private void giveRun(int node, int page, int region) {
    //@ split
    if (shelf.small.bins.bin[page] == Bins.NONE) {
      release(node, land.home(node));
    } else {
      giveRegion(node, page, region);
    }
  }

  /** Gives a region back, and its run's pages if that is gone. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < land.arena.pages.state.length && land.arena.pages.state[node] == Pages.USED;
    @   requires land.arena.tree.head[node] < land.arena.tree.start[node];
    @   requires 0 <= land.home(node);
    @   requires page == land.arena.tree.start[node] && 0 <= page && page < shelf.small.runs.length;
    @   requires shelf.small.bins.bin[page] != Bins.NONE;
    @   requires 0 <= region && region < shelf.small.runs[page].order.length;
    @   requires region < shelf.small.runs[page].place.length;
    @   requires shelf.small.runs[page].place[region] < shelf.small.runs[page].live;
    @   assignable land.arena.pages.state[*], land.arena.chunks.state[*], shelf.small.runs[*], shelf.small.bins.*,
    @     shelf.small.bins.current[*], shelf.small.bins.bin[*], shelf.small.bins.state[*],
    @     shelf.small.bins.since[*];
    @   ensures true ==> shelf.small.runs[page] != null && region < shelf.small.runs[page].order.length
    @     && shelf.small.runs[page].place.length == shelf.small.runs[page].order.length
    @     && shelf.small.runs[page].live <= shelf.small.runs[page].place[region]; // REUSE
    @   // POLICY: a run that empties goes, unless it is fresh
    @   ensures true ==> (shelf.small.bins.bin[page] == Bins.NONE)
    @     == (shelf.small.runs[page].state == Fullness.EMPTY);
    @   ensures true && shelf.small.bins.bin[page] != Bins.NONE
    @     ==> shelf.small.bins.state[page] == shelf.small.runs[page].state;
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  private void giveRegion(int node, int page, int region) {
    int home = land.home(node);
    boolean gone = give(page, region);
    //@ split
    if (gone) {
      release(node, home);
    }
  }

  /** Gives pages back. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < land.arena.pages.state.length && land.arena.pages.state[node] == Pages.USED;
    @   requires land.arena.tree.head[node] < land.arena.tree.start[node];
    @   requires 0 <= home && home < land.arena.chunks.state.length;
    @   requires land.arena.tree.head[node] == land.arena.tree.start[land.arena.heads.node[home]];
    @   requires land.arena.pages.state[land.arena.heads.node[home]] != Pages.CLOSED;
    @   requires shelf.small.bins.bin[land.arena.tree.start[node]] == Bins.NONE;
    @   assignable land.arena.pages.state[*], land.arena.chunks.state[*];
    @   ensures land.arena.pages.state[node] != Pages.USED;
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  private void release(int node, int home) {
    land.release(node, home);
  }

  /** Gives a region back; whether its run is gone. */
  /*@ private normal_behavior
    @   requires 0 <= page && page < shelf.small.runs.length && shelf.small.bins.bin[page] != Bins.NONE;
    @   requires 0 <= region && region < shelf.small.runs[page].order.length;
    @   requires region < shelf.small.runs[page].place.length;
    @   requires shelf.small.runs[page].place[region] < shelf.small.runs[page].live;
    @   assignable shelf.small.runs[*], shelf.small.bins.*, shelf.small.bins.current[*], shelf.small.bins.bin[*],
    @     shelf.small.bins.state[*], shelf.small.bins.since[*];
    @   ensures shelf.small.runs[page] != null && region < shelf.small.runs[page].order.length
    @     && shelf.small.runs[page].place.length == shelf.small.runs[page].order.length;
    @   ensures shelf.small.runs[page].live <= shelf.small.runs[page].place[region];
    @   ensures \result == (shelf.small.runs[page].state == Fullness.EMPTY);
    @   ensures \result == (shelf.small.bins.bin[page] == Bins.NONE);
    @   ensures !\result ==> shelf.small.bins.state[page] == shelf.small.runs[page].state;
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  private boolean give(int page, int region) {
    return shelf.give(page, region);
  }

  /*@ also public normal_behavior
    @   old int block = land.find(address);
    @   old int page = block > 0 ? land.arena.tree.start[block] : 0;
    @   old int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    @   requires block < 0 || region >= 0;
    @   assignable \nothing;
    @   ensures block < 0 ==> \result == land.bytes((int) (-1 - block)); // CAPACITY
    @   ensures block > 0 ==> \result == (shelf.small.bins.bin[page] == Bins.NONE
    @     ? 4096L * land.arena.tree.width[block] : SizeClasses.size(shelf.small.bins.bin[page])); // CAPACITY
    @ also public exceptional_behavior
    @   old int block = land.find(address);
    @   old int page = block > 0 ? land.arena.tree.start[block] : 0;
    @   old int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    @   requires block >= 0 && region < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException; // VALID_FREE
    @*/
  @Override
  public long usableSize(long address) {
    int block = land.find(address);
    int page = block > 0 ? land.arena.tree.start[block] : 0;
    int region = block > 0 ? shelf.regionAt(page, address - page * (long) SizeClasses.PAGE) : -1;
    requireLive(block < 0 || region >= 0);
    //@ split
    if (block < 0) {
      return land.bytes(-1 - block);
    }
    int bin = shelf.small.bins.bin[page];
    return bin == Bins.NONE ? land.arena.tree.width[block] * (long) SizeClasses.PAGE : SizeClasses.size(bin);
  }
}
