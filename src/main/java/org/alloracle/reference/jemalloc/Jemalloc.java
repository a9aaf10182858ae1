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
    @ public invariant pagesOfChunk == 32 | pagesOfChunk == 64 | pagesOfChunk == 128 | pagesOfChunk == 256
    @   | pagesOfChunk == 512;
    @ public invariant land.span == pagesOfChunk;
    @ public invariant shelf.runs.length == land.width[1];
    @ public invariant shelf.current != land.state & shelf.current != land.chunks
    @   & shelf.current != land.width & shelf.current != land.start & shelf.current != land.head
    @   & shelf.current != land.nodes;
    @ public invariant shelf.binOf != land.state & shelf.binOf != land.chunks
    @   & shelf.binOf != land.width & shelf.binOf != land.start & shelf.binOf != land.head
    @   & shelf.binOf != land.nodes;
    @ public invariant shelf.state != land.state & shelf.state != land.chunks
    @   & shelf.state != land.width & shelf.state != land.start & shelf.state != land.head
    @   & shelf.state != land.nodes;
    @ // METADATA: a small run has its pages to itself; CONTAINMENT, DISJOINTNESS follow
    @ public invariant (\forall int p; 0 <= p && p < shelf.runs.length && shelf.binOf[p] != Bins.NONE;
    @   1 <= shelf.runs[p].node && shelf.runs[p].node < land.state.length
    @   && land.state[shelf.runs[p].node] == Pages.USED
    @   && land.start[shelf.runs[p].node] == p
    @   && land.head[shelf.runs[p].node] < p
    @   && (shelf.binOf[p] <= 1 ? 1 : shelf.binOf[p] == 2 ? 2 : shelf.binOf[p] == 3 ? 4
    @     : shelf.binOf[p] == 4 ? 8 : 16) <= land.width[shelf.runs[p].node]
    @   && land.width[shelf.runs[p].node] < (shelf.binOf[p] <= 1 ? 2
    @     : shelf.binOf[p] == 2 ? 4 : shelf.binOf[p] == 3 ? 8
    @     : shelf.binOf[p] == 4 ? 16 : 32));
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
    @   ensures (\forall int p; 0 <= p && p < shelf.runs.length; shelf.binOf[p] == Bins.NONE);
    @   ensures shelf.small.bins.now == 0;
    @   ensures (\forall int c; 0 <= c && c < land.chunks.length;
    @     land.chunks[c] == Chunks.FREE);
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
    shelf = apart(land.width[1], land.state, land.chunks, land.width,
        land.start, land.head, land.nodes);
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
    @   ensures \fresh(\result) && \result.runs.length == pages && \invariant_for(\result);
    @   ensures (\forall int p; 0 <= p && p < pages; \result.binOf[p] == Bins.NONE);
    @   ensures \result.small.bins.now == 0;
    @   ensures \result.current != unusedA && \result.binOf != unusedA
    @     && \result.state != unusedA;
    @   ensures \result.current != unusedB && \result.binOf != unusedB
    @     && \result.state != unusedB;
    @   ensures \result.current != unusedC && \result.binOf != unusedC
    @     && \result.state != unusedC;
    @   ensures \result.current != unusedD && \result.binOf != unusedD
    @     && \result.state != unusedD;
    @   ensures \result.current != unusedE && \result.binOf != unusedE
    @     && \result.state != unusedE;
    @   ensures \result.current != unusedF && \result.binOf != unusedF
    @     && \result.state != unusedF;
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
    @   assignable land.chunks[*];
    @   ensures (\result == NONE) == (at < 0) && \result == address; // POLICY, HONEST_FAILURE
    @   ensures aligned; // ALIGNMENT
    @   ensures (\forall int c; 0 <= c && c < land.chunks.length; land.chunks[c]
    @     == (at < 0 || c < at || at + count <= c ? \old(land.chunks[c])
    @     : c == at ? Chunks.FIRST : Chunks.REST)); // CAPACITY, FRAME
    @
    @ also public normal_behavior // large: a run of its own
    @   requires 0 <= size && size <= 2048L * pagesOfChunk && Multiples.powerOfTwo(alignment);
    @   requires alignment <= 2048L * pagesOfChunk && Sizing.bin(size, alignment) < 0;
    @   old int pages = Sizing.run(pagesOfChunk, size, alignment);
    @   old int node = land.chosen(pages);
    @   old int chunk = land.vacant();
    @   assignable land.state[*], land.chunks[*];
    @   ensures (\result == NONE) == (node == 0 && chunk < 0); // HONEST_FAILURE
    @   ensures node > 0 ==> \result == 4096L * land.start[node]; // POLICY
    @   ensures node == 0 && 0 <= chunk ==> \result == 4096L * (land.start[land.nodes[chunk]] + pages); // POLICY
    @   ensures (\forall int i; 1 <= i && i < land.state.length && land.head[i] < land.start[i]
    @     && \old(land.state[i]) == Pages.USED; land.state[i] == Pages.USED); // FRAME
    @   ensures (\forall int i; 1 <= i && i < land.state.length && land.head[i] < land.start[i]
    @     && \old(land.state[i]) != Pages.USED && land.state[i] == Pages.USED;
    @     \result == 4096L * land.start[i] && land.width[i] == pages); // CAPACITY
    @   ensures \result != NONE ==> (\exists int i; 1 <= i && i < land.state.length;
    @     land.state[i] == Pages.USED && land.head[i] < land.start[i] && \result == 4096L * land.start[i]); // DISJOINTNESS
    @   ensures (\forall int c; 0 <= c && c < land.chunks.length; land.chunks[c]
    @     == (node == 0 && c == chunk ? Chunks.FIRST : \old(land.chunks[c]))); // FRAME
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
    @   old long fresh = node > 0 ? 4096L * land.start[node] + first : NONE;
    @   old int chunk = land.vacant();
    @   old long opened = chunk < 0 ? NONE
    @     : 4096L * (land.start[land.nodes[chunk]] + Sizing.pages(bin)) + first;
    @   assignable land.state[*], land.chunks[*], shelf.runs[*], shelf.small.bins.*,
    @     shelf.current[*], shelf.binOf[*], shelf.state[*],
    @     shelf.since[*];
    @   ensures (\result == NONE) == (run < 0 && node == 0 && chunk < 0); // HONEST_FAILURE
    @   ensures run >= 0 ==> \result == at; // POLICY
    @   ensures run < 0 && node > 0 ==> \result == fresh; // POLICY
    @   ensures run < 0 && node == 0 && 0 <= chunk ==> \result == opened; // POLICY
    @   ensures (\forall int p; 0 <= p && p < shelf.runs.length && \old(shelf.binOf[p]) != Bins.NONE
    @     && p != run; shelf.runs[p] == \old(shelf.runs[p]) && shelf.binOf[p] == \old(shelf.binOf[p])
    @     && shelf.state[p] == \old(shelf.state[p]) && shelf.since[p] == \old(shelf.since[p])); // FRAME
    @   ensures run >= 0 ==> region < shelf.runs[run].order.length
    @     && shelf.runs[run].place.length == shelf.runs[run].order.length
    @     && shelf.runs[run].place[region] < shelf.runs[run].live; // DISJOINTNESS
    @   ensures run >= 0 ==> (\forall int y; 0 <= y && y < shelf.runs[run].order.length && y != region;
    @     (shelf.runs[run].place[y] < shelf.runs[run].live)
    @     == \old(shelf.runs[run].place[y] < shelf.runs[run].live)); // FRAME
    @   ensures run < 0 && \result != NONE ==> shelf.current[bin] >= 0 && shelf.current[bin] < shelf.runs.length
    @     && \result == 4096L * shelf.current[bin] + first && shelf.binOf[shelf.current[bin]] == bin
    @     && shelf.runs[shelf.current[bin]] != null && shelf.runs[shelf.current[bin]].live == 1
    @     && 0 < shelf.runs[shelf.current[bin]].place.length && shelf.runs[shelf.current[bin]].place[0] < 1; // DISJOINTNESS
    @   ensures run >= 0 ==> shelf.small.bins.now == (\old(shelf.state[run]) == shelf.state[run]
    @     || \old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures run >= 0 ==> shelf.since[run] == (\old(shelf.state[run]) == shelf.state[run]
    @     ? \old(shelf.since[run]) : shelf.small.bins.now); // POLICY
    @   ensures run >= 0 ==> (\forall int b; 0 <= b && b < shelf.current.length; shelf.current[b]
    @     == (b != bin ? \old(shelf.current[b]) : shelf.state[run] == Fullness.Q100 ? Bins.NONE : run)); // POLICY
    @   ensures run < 0 && \result != NONE ==> shelf.small.bins.now
    @     == (\old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures run < 0 && \result != NONE ==> shelf.since[shelf.current[bin]] == shelf.small.bins.now && shelf.state[shelf.current[bin]] == Fullness.INIT; // POLICY
    @   ensures run < 0 && \result != NONE ==> (\forall int b; 0 <= b && b < shelf.current.length && b != bin;
    @     shelf.current[b] == \old(shelf.current[b])); // POLICY
    @   ensures \result == NONE ==> shelf.small.bins.now == \old(shelf.small.bins.now)
    @     && (\forall int b; 0 <= b && b < shelf.current.length; shelf.current[b] == \old(shelf.current[b])); // FRAME
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
    @   assignable land.chunks[*];
    @   ensures (\result == NONE) == (at < 0) && \result == address && NONE <= \result;
    @   ensures (\forall int c; 0 <= c && c < land.chunks.length; land.chunks[c]
    @     == (at < 0 || c < at || at + count <= c ? \old(land.chunks[c])
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
    @   requires 2 * need <= pagesOfChunk && (need == 1 || need == 2 || need == 4 || need == 8 || need == 16
    @     || need == 32 || need == 64 || need == 128 || need == 256);
    @   old int node = land.chosen(need);
    @   old int chunk = land.vacant();
    @   assignable land.state[*], land.chunks[*];
    @   ensures (\result == NONE) == (node == 0 && chunk < 0) && NONE <= \result;
    @   ensures node > 0 ==> \result == 4096L * land.start[node];
    @   ensures node == 0 && 0 <= chunk ==> \result == 4096L * (land.start[land.nodes[chunk]] + need);
    @   ensures (\forall int i; 1 <= i && i < land.state.length && land.head[i] < land.start[i]
    @     && \old(land.state[i]) == Pages.USED; land.state[i] == Pages.USED);
    @   ensures (\forall int i; 1 <= i && i < land.state.length && land.head[i] < land.start[i]
    @     && \old(land.state[i]) != Pages.USED && land.state[i] == Pages.USED;
    @     \result == 4096L * land.start[i] && land.width[i] == need);
    @   ensures \result != NONE ==> (\exists int i; 1 <= i && i < land.state.length;
    @     land.state[i] == Pages.USED && land.head[i] < land.start[i] && \result == 4096L * land.start[i]);
    @   ensures (\forall int c; 0 <= c && c < land.chunks.length; land.chunks[c]
    @     == (node == 0 && c == chunk ? Chunks.FIRST : \old(land.chunks[c])));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  long large(int need) {
    int node = pages(need);
    return node == 0 ? NONE : land.start[node] * (long) SizeClasses.PAGE;
  }

  /** The lowest region of a run, which becomes the current one. */
  /*@ normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && 0 <= run && run < shelf.runs.length;
    @   requires shelf.current[bin] == run || shelf.current[bin] == Bins.NONE;
    @   requires shelf.binOf[run] == bin && shelf.state[run] != Fullness.Q100;
    @   old int region = shelf.lowest(run);
    @   old long at = shelf.at(run, region);
    @   assignable shelf.runs[*], shelf.small.bins.*, shelf.current[*], shelf.state[*],
    @     shelf.since[*];
    @   ensures \result == at && 0 <= \result;
    @   ensures (\forall int p; 0 <= p && p < shelf.runs.length && p != run;
    @     shelf.runs[p] == \old(shelf.runs[p]) && shelf.state[p] == \old(shelf.state[p])
    @     && shelf.since[p] == \old(shelf.since[p]));
    @   ensures shelf.runs[run] != null && region < shelf.runs[run].order.length
    @     && shelf.runs[run].place.length == shelf.runs[run].order.length
    @     && shelf.runs[run].order.length == \old(shelf.runs[run].order.length)
    @     && shelf.runs[run].place[region] < shelf.runs[run].live;
    @   ensures (\forall int y; 0 <= y && y < shelf.runs[run].order.length && y != region;
    @     (shelf.runs[run].place[y] < shelf.runs[run].live)
    @     == \old(shelf.runs[run].place[y] < shelf.runs[run].live));
    @   ensures shelf.small.bins.now == (\old(shelf.state[run]) == shelf.state[run]
    @     || \old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures shelf.since[run] == (\old(shelf.state[run]) == shelf.state[run]
    @     ? \old(shelf.since[run]) : shelf.small.bins.now);
    @   ensures (\forall int b; 0 <= b && b < shelf.current.length; shelf.current[b]
    @     == (b != bin ? \old(shelf.current[b]) : shelf.state[run] == Fullness.Q100 ? Bins.NONE : run));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  long serve(int bin, int run) {
    int region = shelf.lowest(run);
    long at = shelf.at(run, region);
    shelf.serve(bin, run, region);
    return at;
  }

  /** A region of a run that has a free one, or else the first of a new run. */
  /*@ normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS;
    @   old int run = shelf.serving(bin);
    @   old int region = run >= 0 ? shelf.lowest(run) : 0;
    @   old long at = run >= 0 ? shelf.at(run, region) : NONE;
    @   old int first = Sizing.first(bin);
    @   old int node = land.chosen(Sizing.pages(bin));
    @   old long fresh = node > 0 ? 4096L * land.start[node] + first : NONE;
    @   old int chunk = land.vacant();
    @   old long opened = chunk < 0 ? NONE
    @     : 4096L * (land.start[land.nodes[chunk]] + Sizing.pages(bin)) + first;
    @   assignable land.state[*], land.chunks[*], shelf.runs[*], shelf.small.bins.*,
    @     shelf.current[*], shelf.binOf[*], shelf.state[*],
    @     shelf.since[*];
    @   ensures (\result == NONE) == (run < 0 && node == 0 && chunk < 0) && NONE <= \result;
    @   ensures run >= 0 ==> \result == at;
    @   ensures run < 0 && node > 0 ==> \result == fresh;
    @   ensures run < 0 && node == 0 && 0 <= chunk ==> \result == opened;
    @   ensures (\forall int p; 0 <= p && p < shelf.runs.length && \old(shelf.binOf[p]) != Bins.NONE
    @     && p != run; shelf.runs[p] == \old(shelf.runs[p]) && shelf.binOf[p] == \old(shelf.binOf[p])
    @     && shelf.state[p] == \old(shelf.state[p]) && shelf.since[p] == \old(shelf.since[p]));
    @   ensures run >= 0 ==> shelf.runs[run] != null && region < shelf.runs[run].order.length
    @     && shelf.runs[run].place.length == shelf.runs[run].order.length
    @     && shelf.runs[run].place[region] < shelf.runs[run].live;
    @   ensures run >= 0 ==> (\forall int y; 0 <= y && y < shelf.runs[run].order.length && y != region;
    @     (shelf.runs[run].place[y] < shelf.runs[run].live)
    @     == \old(shelf.runs[run].place[y] < shelf.runs[run].live));
    @   ensures run < 0 && \result != NONE ==> shelf.current[bin] >= 0 && shelf.current[bin] < shelf.runs.length
    @     && \result == 4096L * shelf.current[bin] + first && shelf.binOf[shelf.current[bin]] == bin
    @     && shelf.runs[shelf.current[bin]] != null && shelf.runs[shelf.current[bin]].live == 1
    @     && 0 < shelf.runs[shelf.current[bin]].place.length && shelf.runs[shelf.current[bin]].place[0] < 1;
    @   ensures run >= 0 ==> shelf.small.bins.now == (\old(shelf.state[run]) == shelf.state[run]
    @     || \old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures run >= 0 ==> shelf.since[run] == (\old(shelf.state[run]) == shelf.state[run]
    @     ? \old(shelf.since[run]) : shelf.small.bins.now);
    @   ensures run >= 0 ==> (\forall int b; 0 <= b && b < shelf.current.length; shelf.current[b]
    @     == (b != bin ? \old(shelf.current[b]) : shelf.state[run] == Fullness.Q100 ? Bins.NONE : run));
    @   ensures run < 0 && \result != NONE ==> shelf.small.bins.now
    @     == (\old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures run < 0 && \result != NONE ==> shelf.since[shelf.current[bin]] == shelf.small.bins.now && shelf.state[shelf.current[bin]] == Fullness.INIT;
    @   ensures run < 0 && \result != NONE ==> (\forall int b; 0 <= b && b < shelf.current.length && b != bin;
    @     shelf.current[b] == \old(shelf.current[b]));
    @   ensures \result == NONE ==> shelf.small.bins.now == \old(shelf.small.bins.now)
    @     && (\forall int b; 0 <= b && b < shelf.current.length; shelf.current[b] == \old(shelf.current[b]));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  long small(int bin) {
    int run = shelf.serving(bin);
    //@ split
    if (run >= 0) {
      return serve(bin, run);
    }
    int first = Sizing.first(bin);
    int node = pages(Sizing.pages(bin));
    //@ split
    if (node == 0) {
      return NONE;
    }
    begin(bin, node);
    return land.start[node] * (long) SizeClasses.PAGE + first;
  }

  /** A new run at its page, of which one region is taken. */
  /*@ private normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && shelf.current[bin] == Bins.NONE;
    @   requires 1 <= node && node < land.state.length && land.state[node] == Pages.USED;
    @   requires land.head[node] < land.start[node];
    @   requires shelf.binOf[land.start[node]] == Bins.NONE;
    @   requires (bin <= 1 ? 1 : bin == 2 ? 2 : bin == 3 ? 4 : bin == 4 ? 8 : 16) <= land.width[node];
    @   requires land.width[node] < (bin <= 1 ? 2 : bin == 2 ? 4 : bin == 3 ? 8 : bin == 4 ? 16 : 32);
    @   assignable shelf.runs[*], shelf.small.bins.*, shelf.current[*], shelf.binOf[*],
    @     shelf.state[*], shelf.since[*];
    @   ensures (\forall int p; 0 <= p && p < shelf.runs.length && p != land.start[node];
    @     shelf.runs[p] == \old(shelf.runs[p]) && shelf.binOf[p] == \old(shelf.binOf[p])
    @     && shelf.state[p] == \old(shelf.state[p]) && shelf.since[p] == \old(shelf.since[p]));
    @   ensures shelf.current[bin] == land.start[node] && shelf.binOf[land.start[node]] == bin;
    @   ensures shelf.runs[land.start[node]] != null && shelf.runs[land.start[node]].live == 1
    @     && 0 < shelf.runs[land.start[node]].place.length && shelf.runs[land.start[node]].place[0] < 1;
    @   ensures shelf.small.bins.now
    @     == (\old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures shelf.since[land.start[node]] == shelf.small.bins.now && shelf.state[land.start[node]] == Fullness.INIT;
    @   ensures (\forall int b; 0 <= b && b < shelf.current.length && b != bin;
    @     shelf.current[b] == \old(shelf.current[b]));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  private void begin(int bin, int node) {
    shelf.begin(bin, land.start[node], node);
  }

  /** Takes pages, a power of two of them; their node, or 0. */
  /*@ normal_behavior
    @   requires 2 * need <= pagesOfChunk && (need == 1 || need == 2 || need == 4 || need == 8 || need == 16
    @     || need == 32 || need == 64 || need == 128 || need == 256);
    @   old int node = land.chosen(need);
    @   old int chunk = land.vacant();
    @   assignable land.state[*], land.chunks[*];
    @   ensures (\result == 0) == (node == 0 && chunk < 0);
    @   ensures 0 <= \result && \result < land.state.length;
    @   ensures node > 0 ==> land.start[\result] == land.start[node];
    @   ensures node == 0 && \result > 0 ==> land.start[\result] == land.start[land.nodes[chunk]] + need;
    @   ensures \result > 0 ==> land.state[\result] == Pages.USED
    @     && land.head[\result] < land.start[\result] && land.width[\result] == need
    @     && shelf.binOf[land.start[\result]] == Bins.NONE;
    @   ensures (\forall int i; 1 <= i && i < land.state.length && land.head[i] < land.start[i];
    @     (land.state[i] == Pages.USED) == (\old(land.state[i]) == Pages.USED || i == \result));
    @   ensures (\forall int c; 0 <= c && c < land.chunks.length; land.chunks[c]
    @     == (node == 0 && c == chunk ? Chunks.FIRST : \old(land.chunks[c])));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  int pages(int need) {
    return land.take(need);
  }

  /*@ also public normal_behavior
    @   old int block = land.find(address);
    @   old int page = block > 0 ? land.start[block] : 0;
    @   old int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    @   old int chunk = block < 0 ? (int) (-1 - block) : -1;
    @   old int end = block < 0 ? land.end(chunk) : 0;
    @   old boolean large = block > 0 && shelf.binOf[page] == Bins.NONE;
    @   old int home = block > 0 ? land.home(block) : -1;
    @   requires block < 0 || region >= 0;
    @   assignable land.state[*], land.chunks[*], shelf.runs[*], shelf.small.bins.*,
    @     shelf.current[*], shelf.binOf[*], shelf.state[*],
    @     shelf.since[*];
    @   ensures block < 0 ==> (\forall int c; 0 <= c && c < land.chunks.length;
    @     land.chunks[c] == (c < chunk || end <= c ? \old(land.chunks[c]) : Chunks.FREE)); // REUSE
    @   ensures block < 0 ==> (\forall int i; 1 <= i && i < land.state.length;
    @     land.state[i] == \old(land.state[i])); // FRAME
    @   ensures block < 0 || large ==> shelf.small.bins.now == \old(shelf.small.bins.now)
    @     && (\forall int p; 0 <= p && p < shelf.runs.length; shelf.runs[p] == \old(shelf.runs[p])
    @     && shelf.binOf[p] == \old(shelf.binOf[p])
    @     && shelf.state[p] == \old(shelf.state[p])
    @     && shelf.since[p] == \old(shelf.since[p])); // FRAME
    @   ensures block < 0 || large ==> (\forall int b; 0 <= b && b < shelf.current.length;
    @     shelf.current[b] == \old(shelf.current[b])); // FRAME
    @   ensures large ==> land.state[block] != Pages.USED; // REUSE
    @   ensures block > 0 && !large ==> shelf.runs[page] != null && region < shelf.runs[page].order.length
    @     && shelf.runs[page].place.length == shelf.runs[page].order.length
    @     && shelf.runs[page].live <= shelf.runs[page].place[region]; // REUSE
    @   // POLICY: a run that empties goes, unless it is fresh
    @   ensures block > 0 && !large ==> (shelf.binOf[page] == Bins.NONE)
    @     == (shelf.runs[page].state == Fullness.EMPTY);
    @   ensures block > 0 && !large && shelf.binOf[page] != Bins.NONE
    @     ==> shelf.state[page] == shelf.runs[page].state;
    @   ensures block > 0 ==> (\forall int i; 1 <= i && i < land.state.length && land.head[i] < land.start[i];
    @     (land.state[i] == Pages.USED) == (\old(land.state[i]) == Pages.USED
    @     && (i != block || shelf.binOf[page] != Bins.NONE))); // REUSE, FRAME
    @   ensures block > 0 ==> (\forall int c; 0 <= c && c < land.chunks.length; land.chunks[c]
    @     == (c == home && land.state[land.nodes[c]] == Pages.CLOSED
    @     ? Chunks.FREE : \old(land.chunks[c]))); // REUSE, FRAME
    @   ensures block > 0 && !large ==> (\forall int p; 0 <= p && p < shelf.runs.length && p != page;
    @     shelf.runs[p] == \old(shelf.runs[p]) && shelf.binOf[p] == \old(shelf.binOf[p])
    @     && shelf.state[p] == \old(shelf.state[p]) && shelf.since[p] == \old(shelf.since[p])); // FRAME
    @   ensures block > 0 && !large ==> (\forall int y; 0 <= y && y < shelf.runs[page].order.length && y != region;
    @     (shelf.runs[page].place[y] < shelf.runs[page].live)
    @     == \old(shelf.runs[page].place[y] < shelf.runs[page].live)); // FRAME
    @   ensures block > 0 && !large ==> shelf.small.bins.now == (\old(shelf.state[page]) == shelf.state[page]
    @     || \old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures block > 0 && !large ==> shelf.since[page] == (\old(shelf.state[page]) == shelf.state[page]
    @     ? \old(shelf.since[page]) : shelf.small.bins.now); // POLICY
    @   ensures block > 0 && !large ==> (\forall int b; 0 <= b && b < shelf.current.length; shelf.current[b]
    @     == (b == \old(shelf.binOf[page]) && shelf.binOf[page] == Bins.NONE && \old(shelf.current[b]) == page
    @     ? Bins.NONE : \old(shelf.current[b]))); // POLICY
    @
    @ also public exceptional_behavior
    @   old int block = land.find(address);
    @   old int page = block > 0 ? land.start[block] : 0;
    @   old int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    @   requires block >= 0 && region < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException; // VALID_FREE
    @*/
  @Override
  public void free(long address) {
    int block = land.find(address);
    int page = block > 0 ? land.start[block] : 0;
    int region = block > 0 ? shelf.regionAt(page, address - page * (long) SizeClasses.PAGE) : -1;
    requireLive(block < 0 || region >= 0);
    giveBack(block, page, region, block > 0 ? land.home(block) : -1);
  }

  /** Gives a block back: whole chunks, pages, or a region, and with it the run if that goes. */
  /*@ normal_behavior
    @   requires block != 0 && -land.chunks.length <= block && block < land.state.length;
    @   requires block < 0 ==> land.chunks[-1 - block] == Chunks.FIRST
    @     && land.state[land.nodes[-1 - block]] == Pages.CLOSED;
    @   requires block > 0 ==> land.state[block] == Pages.USED && land.head[block] < land.start[block]
    @     && page == land.start[block];
    @   requires block > 0 ==> 0 <= home && home < land.chunks.length
    @     && land.head[block] == land.start[land.nodes[home]] && land.state[land.nodes[home]] != Pages.CLOSED;
    @   requires block > 0 && shelf.binOf[page] != Bins.NONE ==> 0 <= region
    @     && region < shelf.runs[page].order.length && region < shelf.runs[page].place.length
    @     && shelf.runs[page].place[region] < shelf.runs[page].live;
    @   old int chunk = block < 0 ? (int) (-1 - block) : -1;
    @   old int end = block < 0 ? land.end(chunk) : 0;
    @   old boolean large = block > 0 && shelf.binOf[page] == Bins.NONE;
    @   assignable land.state[*], land.chunks[*], shelf.runs[*], shelf.small.bins.*,
    @     shelf.current[*], shelf.binOf[*], shelf.state[*],
    @     shelf.since[*];
    @   ensures block < 0 ==> (\forall int c; 0 <= c && c < land.chunks.length;
    @     land.chunks[c] == (c < chunk || end <= c ? \old(land.chunks[c]) : Chunks.FREE));
    @   ensures block < 0 ==> (\forall int i; 1 <= i && i < land.state.length;
    @     land.state[i] == \old(land.state[i]));
    @   ensures block < 0 || large ==> shelf.small.bins.now == \old(shelf.small.bins.now)
    @     && (\forall int p; 0 <= p && p < shelf.runs.length; shelf.runs[p] == \old(shelf.runs[p])
    @     && shelf.binOf[p] == \old(shelf.binOf[p])
    @     && shelf.state[p] == \old(shelf.state[p])
    @     && shelf.since[p] == \old(shelf.since[p]));
    @   ensures block < 0 || large ==> (\forall int b; 0 <= b && b < shelf.current.length;
    @     shelf.current[b] == \old(shelf.current[b]));
    @   ensures large ==> land.state[block] != Pages.USED;
    @   ensures block > 0 && !large ==> shelf.runs[page] != null && region < shelf.runs[page].order.length
    @     && shelf.runs[page].place.length == shelf.runs[page].order.length
    @     && shelf.runs[page].live <= shelf.runs[page].place[region];
    @   ensures block > 0 && !large ==> (shelf.binOf[page] == Bins.NONE)
    @     == (shelf.runs[page].state == Fullness.EMPTY);
    @   ensures block > 0 && !large && shelf.binOf[page] != Bins.NONE
    @     ==> shelf.state[page] == shelf.runs[page].state;
    @   ensures block > 0 ==> (\forall int i; 1 <= i && i < land.state.length && land.head[i] < land.start[i];
    @     (land.state[i] == Pages.USED) == (\old(land.state[i]) == Pages.USED
    @     && (i != block || shelf.binOf[page] != Bins.NONE)));
    @   ensures block > 0 ==> (\forall int c; 0 <= c && c < land.chunks.length; land.chunks[c]
    @     == (c == home && land.state[land.nodes[c]] == Pages.CLOSED
    @     ? Chunks.FREE : \old(land.chunks[c])));
    @   ensures block > 0 && !large ==> (\forall int p; 0 <= p && p < shelf.runs.length && p != page;
    @     shelf.runs[p] == \old(shelf.runs[p]) && shelf.binOf[p] == \old(shelf.binOf[p])
    @     && shelf.state[p] == \old(shelf.state[p]) && shelf.since[p] == \old(shelf.since[p]));
    @   ensures block > 0 && !large ==> (\forall int y; 0 <= y && y < shelf.runs[page].order.length && y != region;
    @     (shelf.runs[page].place[y] < shelf.runs[page].live)
    @     == \old(shelf.runs[page].place[y] < shelf.runs[page].live));
    @   ensures block > 0 && !large ==> shelf.small.bins.now == (\old(shelf.state[page]) == shelf.state[page]
    @     || \old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures block > 0 && !large ==> shelf.since[page] == (\old(shelf.state[page]) == shelf.state[page]
    @     ? \old(shelf.since[page]) : shelf.small.bins.now);
    @   ensures block > 0 && !large ==> (\forall int b; 0 <= b && b < shelf.current.length; shelf.current[b]
    @     == (b == \old(shelf.binOf[page]) && shelf.binOf[page] == Bins.NONE && \old(shelf.current[b]) == page
    @     ? Bins.NONE : \old(shelf.current[b])));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  void giveBack(int block, int page, int region, int home) {
    //@ split
    if (block < 0) {
      giveHuge(-1 - block);
      return;
    }
    boolean gone = shelf.binOf[page] == Bins.NONE;
    //@ split
    if (!gone) {
      gone = give(page, region);
    }
    //@ split
    if (gone) {
      release(block, home);
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
    @   requires 0 <= chunk && chunk < land.chunks.length;
    @   requires land.chunks[chunk] == Chunks.FIRST;
    @   requires land.state[land.nodes[chunk]] == Pages.CLOSED;
    @   old int end = land.end(chunk);
    @   assignable land.chunks[*];
    @   ensures (\forall int c; 0 <= c && c < land.chunks.length; land.chunks[c]
    @     == (c < chunk || end <= c ? \old(land.chunks[c]) : Chunks.FREE));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  void giveHuge(int chunk) {
    land.giveHuge(chunk);
  }

  /** Gives pages back. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < land.state.length && land.state[node] == Pages.USED;
    @   requires land.head[node] < land.start[node];
    @   requires 0 <= home && home < land.chunks.length;
    @   requires land.head[node] == land.start[land.nodes[home]];
    @   requires land.state[land.nodes[home]] != Pages.CLOSED;
    @   requires shelf.binOf[land.start[node]] == Bins.NONE;
    @   assignable land.state[*], land.chunks[*];
    @   ensures land.state[node] != Pages.USED;
    @   ensures (\forall int i; 1 <= i && i < land.state.length && land.head[i] < land.start[i];
    @     (land.state[i] == Pages.USED) == (\old(land.state[i]) == Pages.USED && i != node));
    @   ensures (\forall int c; 0 <= c && c < land.chunks.length; land.chunks[c]
    @     == (c == home && land.state[land.nodes[c]] == Pages.CLOSED ? Chunks.FREE : \old(land.chunks[c])));
    @   ensures land.state[land.nodes[home]] == Pages.CLOSED
    @     || (\exists int i; 1 <= i && i < land.state.length; land.state[i] == Pages.USED
    @     && land.head[i] == land.start[land.nodes[home]] && land.head[i] < land.start[i]);
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  private void release(int node, int home) {
    land.release(node, home);
  }

  /** Gives a region back; whether its run is gone. */
  /*@ normal_behavior
    @   requires 0 <= page && page < shelf.runs.length && shelf.binOf[page] != Bins.NONE;
    @   requires 0 <= region && region < shelf.runs[page].order.length;
    @   requires region < shelf.runs[page].place.length;
    @   requires shelf.runs[page].place[region] < shelf.runs[page].live;
    @   assignable shelf.runs[*], shelf.small.bins.*, shelf.current[*], shelf.binOf[*],
    @     shelf.state[*], shelf.since[*];
    @   ensures shelf.runs[page] != null && region < shelf.runs[page].order.length
    @     && shelf.runs[page].place.length == shelf.runs[page].order.length;
    @   ensures shelf.runs[page].live <= shelf.runs[page].place[region];
    @   ensures \result == (shelf.runs[page].state == Fullness.EMPTY);
    @   ensures \result == (shelf.binOf[page] == Bins.NONE);
    @   ensures (\forall int p; 0 <= p && p < shelf.runs.length && p != page;
    @     shelf.runs[p] == \old(shelf.runs[p]) && shelf.binOf[p] == \old(shelf.binOf[p])
    @     && shelf.state[p] == \old(shelf.state[p]) && shelf.since[p] == \old(shelf.since[p]));
    @   ensures (\forall int y; 0 <= y && y < shelf.runs[page].order.length && y != region;
    @     (shelf.runs[page].place[y] < shelf.runs[page].live)
    @     == \old(shelf.runs[page].place[y] < shelf.runs[page].live));
    @   ensures !\result ==> shelf.state[page] == shelf.runs[page].state;
    @   ensures shelf.small.bins.now == (\old(shelf.state[page]) == shelf.state[page]
    @     || \old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures shelf.since[page] == (\old(shelf.state[page]) == shelf.state[page]
    @     ? \old(shelf.since[page]) : shelf.small.bins.now);
    @   ensures (\forall int b; 0 <= b && b < shelf.current.length; shelf.current[b]
    @     == (b == \old(shelf.binOf[page]) && \result && \old(shelf.current[b]) == page
    @     ? Bins.NONE : \old(shelf.current[b])));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  boolean give(int page, int region) {
    return shelf.give(page, region);
  }

  /*@ also public normal_behavior
    @   old int block = land.find(address);
    @   old int page = block > 0 ? land.start[block] : 0;
    @   old int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    @   requires block < 0 || region >= 0;
    @   assignable \nothing;
    @   ensures block < 0 ==> \result == land.bytes((int) (-1 - block)); // CAPACITY
    @   ensures block > 0 ==> \result == (shelf.binOf[page] == Bins.NONE
    @     ? 4096L * land.width[block] : SizeClasses.size(shelf.binOf[page])); // CAPACITY
    @ also public exceptional_behavior
    @   old int block = land.find(address);
    @   old int page = block > 0 ? land.start[block] : 0;
    @   old int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    @   requires block >= 0 && region < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException; // VALID_FREE
    @*/
  @Override
  public long usableSize(long address) {
    int block = land.find(address);
    int page = block > 0 ? land.start[block] : 0;
    int region = block > 0 ? shelf.regionAt(page, address - page * (long) SizeClasses.PAGE) : -1;
    requireLive(block < 0 || region >= 0);
    //@ split
    if (block < 0) {
      return land.bytes(-1 - block);
    }
    int bin = shelf.binOf[page];
    return bin == Bins.NONE ? land.width[block] * (long) SizeClasses.PAGE : SizeClasses.size(bin);
  }
}
