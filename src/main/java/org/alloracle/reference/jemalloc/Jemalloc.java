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

  // What is below: names that are short.
  final /*@ spec_public @*/ int[] state;
  final /*@ spec_public @*/ int[] chunks;
  final /*@ spec_public @*/ int[] width;
  final /*@ spec_public @*/ int[] start;
  final /*@ spec_public @*/ int[] head;
  final /*@ spec_public @*/ int[] nodes;
  final /*@ spec_public @*/ Run[] runs;
  final /*@ spec_public @*/ int[] current;
  final /*@ spec_public @*/ int[] binOf;
  final /*@ spec_public @*/ int[] fullness;
  final /*@ spec_public @*/ long[] since;

  /*@ // METADATA
    @ public invariant pagesOfChunk == 32 | pagesOfChunk == 64 | pagesOfChunk == 128 | pagesOfChunk == 256
    @   | pagesOfChunk == 512;
    @ public invariant (\let int n = runs.length; n == width[1] & land.span == pagesOfChunk
    @   & state == land.state & chunks == land.chunks & width == land.width & start == land.start
    @   & head == land.head & nodes == land.nodes
    @   & runs == shelf.runs & current == shelf.current & binOf == shelf.binOf
    @   & fullness == shelf.state & since == shelf.since
    @   & current != state & current != chunks & current != width & current != start & current != head
    @   & current != nodes
    @   & binOf != state & binOf != chunks & binOf != width & binOf != start & binOf != head & binOf != nodes
    @   & fullness != state & fullness != chunks & fullness != width & fullness != start
    @   & fullness != head & fullness != nodes);
    @ // METADATA: a small run has its pages to itself; CONTAINMENT, DISJOINTNESS follow
    @ public invariant (\forall int p; 0 <= p && p < runs.length && binOf[p] != Bins.NONE;
    @   1 <= runs[p].node && runs[p].node < state.length
    @   && state[runs[p].node] == Pages.USED
    @   && start[runs[p].node] == p
    @   && head[runs[p].node] < p
    @   && (binOf[p] <= 1 ? 1 : binOf[p] == 2 ? 2 : binOf[p] == 3 ? 4
    @     : binOf[p] == 4 ? 8 : 16) <= width[runs[p].node]
    @   && width[runs[p].node] < (binOf[p] <= 1 ? 2
    @     : binOf[p] == 2 ? 4 : binOf[p] == 3 ? 8
    @     : binOf[p] == 4 ? 16 : 32));
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
    @   ensures (\forall int p; 0 <= p && p < runs.length; binOf[p] == Bins.NONE);
    @   ensures shelf.small.bins.now == 0;
    @   ensures (\forall int c; 0 <= c && c < this.chunks.length;
    @     this.chunks[c] == Chunks.FREE);
    @   // METADATA: the chunks lie end to end, from page 0 on
    @   ensures 0 < this.chunks.length ==> start[nodes[0]] == 0;
    @   ensures (\forall int c, d; 0 <= c && d == c + 1 && d < this.chunks.length;
    @     start[nodes[d]] == start[nodes[c]] + pagesOfChunk);
    @   ensures this.chunks.length == chunks; // METADATA
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
    state = land.state;
    this.chunks = land.chunks;
    width = land.width;
    start = land.start;
    head = land.head;
    nodes = land.nodes;
    shelf = apart(width[1], state, this.chunks, width, start, head, nodes);
    runs = shelf.runs;
    current = shelf.current;
    binOf = shelf.binOf;
    fullness = shelf.state;
    since = shelf.since;
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
    @   assignable chunks[*];
    @   ensures (\result == NONE) == (at < 0) && \result == address; // POLICY, HONEST_FAILURE
    @   ensures aligned; // ALIGNMENT
    @   ensures (\forall int c; 0 <= c && c < chunks.length; chunks[c]
    @     == (at < 0 || c < at || at + count <= c ? \old(chunks[c])
    @     : c == at ? Chunks.FIRST : Chunks.REST)); // CAPACITY, FRAME
    @
    @ also public normal_behavior // large: a run of its own
    @   requires 0 <= size && size <= 2048L * pagesOfChunk && Multiples.powerOfTwo(alignment);
    @   requires alignment <= 2048L * pagesOfChunk && Sizing.bin(size, alignment) < 0;
    @   old int pages = Sizing.run(pagesOfChunk, size, alignment);
    @   old int node = land.chosen(pages);
    @   old int chunk = land.vacant();
    @   old long address = node > 0 ? 4096L * start[node]
    @     : chunk < 0 ? NONE : 4096L * (start[nodes[chunk]] + pages);
    @   old boolean aligned = address < 0 || Multiples.rem(address, alignment) == 0;
    @   assignable state[*], chunks[*];
    @   ensures (\result == NONE) == (node == 0 && chunk < 0) && \result == address; // POLICY, HONEST_FAILURE
    @   ensures aligned; // ALIGNMENT
    @   ensures size <= 4096L * pages; // CAPACITY
    @   ensures (\forall int i; 1 <= i && i < state.length && head[i] < start[i]
    @     && \old(state[i]) == Pages.USED; state[i] == Pages.USED); // FRAME
    @   ensures (\forall int i; 1 <= i && i < state.length && head[i] < start[i]
    @     && \old(state[i]) != Pages.USED && state[i] == Pages.USED;
    @     \result == 4096L * start[i] && width[i] == pages); // CAPACITY
    @   ensures \result != NONE ==> (\exists int i; 1 <= i && i < state.length;
    @     state[i] == Pages.USED && head[i] < start[i] && \result == 4096L * start[i]); // DISJOINTNESS
    @   ensures (\forall int c; 0 <= c && c < chunks.length; chunks[c]
    @     == (node == 0 && c == chunk ? Chunks.FIRST : \old(chunks[c]))); // FRAME
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
    @   old long fresh = node > 0 ? 4096L * start[node] + first : NONE;
    @   old int chunk = land.vacant();
    @   old long opened = chunk < 0 ? NONE
    @     : 4096L * (start[nodes[chunk]] + Sizing.pages(bin)) + first;
    @   old int bytes = SizeClasses.size(bin);
    @   assignable state[*], chunks[*], runs[*], shelf.small.bins.*,
    @     current[*], binOf[*], fullness[*],
    @     since[*];
    @   ensures (\result == NONE) == (run < 0 && node == 0 && chunk < 0); // HONEST_FAILURE
    @   ensures run >= 0 ==> \result == at; // POLICY
    @   ensures run < 0 && node > 0 ==> \result == fresh; // POLICY
    @   ensures run < 0 && node == 0 && 0 <= chunk ==> \result == opened; // POLICY, and ALIGNMENT: see fine
    @   ensures size <= bytes; // CAPACITY
    @   ensures (\forall int p; 0 <= p && p < runs.length && \old(binOf[p]) != Bins.NONE
    @     && p != run; runs[p] == \old(runs[p]) && binOf[p] == \old(binOf[p])
    @     && fullness[p] == \old(fullness[p]) && since[p] == \old(since[p])); // FRAME
    @   ensures run >= 0 ==> region < runs[run].order.length
    @     && runs[run].place.length == runs[run].order.length
    @     && runs[run].place[region] < runs[run].live; // DISJOINTNESS
    @   ensures run >= 0 ==> (\forall int y; 0 <= y && y < runs[run].order.length && y != region;
    @     (runs[run].place[y] < runs[run].live)
    @     == \old(runs[run].place[y] < runs[run].live)); // FRAME
    @   ensures run < 0 && \result != NONE ==> current[bin] >= 0 && current[bin] < runs.length
    @     && \result == 4096L * current[bin] + first && binOf[current[bin]] == bin
    @     && runs[current[bin]] != null && runs[current[bin]].live == 1
    @     && 0 < runs[current[bin]].place.length && runs[current[bin]].place[0] < 1; // DISJOINTNESS
    @   ensures run >= 0 ==> shelf.small.bins.now == (\old(fullness[run]) == fullness[run]
    @     || \old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures run >= 0 ==> since[run] == (\old(fullness[run]) == fullness[run]
    @     ? \old(since[run]) : shelf.small.bins.now); // POLICY
    @   ensures run >= 0 ==> (\forall int b; 0 <= b && b < current.length; current[b]
    @     == (b != bin ? \old(current[b]) : fullness[run] == Fullness.Q100 ? Bins.NONE : run)); // POLICY
    @   ensures run < 0 && \result != NONE ==> shelf.small.bins.now
    @     == (\old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures run < 0 && \result != NONE ==> since[current[bin]] == shelf.small.bins.now && fullness[current[bin]] == Fullness.INIT; // POLICY
    @   ensures run < 0 && \result != NONE ==> (\forall int b; 0 <= b && b < current.length && b != bin;
    @     current[b] == \old(current[b])); // POLICY
    @   ensures \result == NONE ==> shelf.small.bins.now == \old(shelf.small.bins.now)
    @     && (\forall int b; 0 <= b && b < current.length; current[b] == \old(current[b])); // FRAME
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
      int pages = Sizing.run(pagesOfChunk, size, alignment);
      //@ assert even(size, alignment);
      return large(pages);
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
    @   assignable chunks[*];
    @   ensures (\result == NONE) == (at < 0) && \result == address && NONE <= \result;
    @   ensures (\forall int c; 0 <= c && c < chunks.length; chunks[c]
    @     == (at < 0 || c < at || at + count <= c ? \old(chunks[c])
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
    @   assignable state[*], chunks[*];
    @   ensures (\result == NONE) == (node == 0 && chunk < 0) && NONE <= \result;
    @   ensures node > 0 ==> \result == 4096L * start[node];
    @   ensures node == 0 && 0 <= chunk ==> \result == 4096L * (start[nodes[chunk]] + need);
    @   ensures (\forall int i; 1 <= i && i < state.length && head[i] < start[i]
    @     && \old(state[i]) == Pages.USED; state[i] == Pages.USED);
    @   ensures (\forall int i; 1 <= i && i < state.length && head[i] < start[i]
    @     && \old(state[i]) != Pages.USED && state[i] == Pages.USED;
    @     \result == 4096L * start[i] && width[i] == need);
    @   ensures \result != NONE ==> (\exists int i; 1 <= i && i < state.length;
    @     state[i] == Pages.USED && head[i] < start[i] && \result == 4096L * start[i]);
    @   ensures (\forall int c; 0 <= c && c < chunks.length; chunks[c]
    @     == (node == 0 && c == chunk ? Chunks.FIRST : \old(chunks[c])));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  long large(int need) {
    int node = pages(need);
    return node == 0 ? NONE : 4096L * start[node];
  }

  /** The lowest region of a run, which becomes the current one. */
  /*@ normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && 0 <= run && run < runs.length;
    @   requires current[bin] == run || current[bin] == Bins.NONE;
    @   requires binOf[run] == bin && fullness[run] != Fullness.Q100;
    @   old int region = shelf.lowest(run);
    @   old long at = shelf.at(run, region);
    @   assignable runs[*], shelf.small.bins.*, current[*], fullness[*],
    @     since[*];
    @   ensures \result == at && 0 <= \result;
    @   ensures (\forall int p; 0 <= p && p < runs.length && p != run;
    @     runs[p] == \old(runs[p]) && fullness[p] == \old(fullness[p])
    @     && since[p] == \old(since[p]));
    @   ensures runs[run] != null && region < runs[run].order.length
    @     && runs[run].place.length == runs[run].order.length
    @     && runs[run].order.length == \old(runs[run].order.length)
    @     && runs[run].place[region] < runs[run].live;
    @   ensures (\forall int y; 0 <= y && y < runs[run].order.length && y != region;
    @     (runs[run].place[y] < runs[run].live)
    @     == \old(runs[run].place[y] < runs[run].live));
    @   ensures shelf.small.bins.now == (\old(fullness[run]) == fullness[run]
    @     || \old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures since[run] == (\old(fullness[run]) == fullness[run]
    @     ? \old(since[run]) : shelf.small.bins.now);
    @   ensures (\forall int b; 0 <= b && b < current.length; current[b]
    @     == (b != bin ? \old(current[b]) : fullness[run] == Fullness.Q100 ? Bins.NONE : run));
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
    @   old long fresh = node > 0 ? 4096L * start[node] + first : NONE;
    @   old int chunk = land.vacant();
    @   old long opened = chunk < 0 ? NONE
    @     : 4096L * (start[nodes[chunk]] + Sizing.pages(bin)) + first;
    @   assignable state[*], chunks[*], runs[*], shelf.small.bins.*,
    @     current[*], binOf[*], fullness[*],
    @     since[*];
    @   ensures (\result == NONE) == (run < 0 && node == 0 && chunk < 0) && NONE <= \result;
    @   ensures run >= 0 ==> \result == at;
    @   ensures run < 0 && node > 0 ==> \result == fresh;
    @   ensures run < 0 && node == 0 && 0 <= chunk ==> \result == opened;
    @   ensures (\forall int p; 0 <= p && p < runs.length && \old(binOf[p]) != Bins.NONE
    @     && p != run; runs[p] == \old(runs[p]) && binOf[p] == \old(binOf[p])
    @     && fullness[p] == \old(fullness[p]) && since[p] == \old(since[p]));
    @   ensures run >= 0 ==> runs[run] != null && region < runs[run].order.length
    @     && runs[run].place.length == runs[run].order.length
    @     && runs[run].place[region] < runs[run].live;
    @   ensures run >= 0 ==> (\forall int y; 0 <= y && y < runs[run].order.length && y != region;
    @     (runs[run].place[y] < runs[run].live)
    @     == \old(runs[run].place[y] < runs[run].live));
    @   ensures run < 0 && \result != NONE ==> current[bin] >= 0 && current[bin] < runs.length
    @     && \result == 4096L * current[bin] + first && binOf[current[bin]] == bin
    @     && runs[current[bin]] != null && runs[current[bin]].live == 1
    @     && 0 < runs[current[bin]].place.length && runs[current[bin]].place[0] < 1;
    @   ensures run >= 0 ==> shelf.small.bins.now == (\old(fullness[run]) == fullness[run]
    @     || \old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures run >= 0 ==> since[run] == (\old(fullness[run]) == fullness[run]
    @     ? \old(since[run]) : shelf.small.bins.now);
    @   ensures run >= 0 ==> (\forall int b; 0 <= b && b < current.length; current[b]
    @     == (b != bin ? \old(current[b]) : fullness[run] == Fullness.Q100 ? Bins.NONE : run));
    @   ensures run < 0 && \result != NONE ==> shelf.small.bins.now
    @     == (\old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures run < 0 && \result != NONE ==> since[current[bin]] == shelf.small.bins.now && fullness[current[bin]] == Fullness.INIT;
    @   ensures run < 0 && \result != NONE ==> (\forall int b; 0 <= b && b < current.length && b != bin;
    @     current[b] == \old(current[b]));
    @   ensures \result == NONE ==> shelf.small.bins.now == \old(shelf.small.bins.now)
    @     && (\forall int b; 0 <= b && b < current.length; current[b] == \old(current[b]));
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
    return 4096L * start[node] + first;
  }

  /** A new run at its page, of which one region is taken. */
  /*@ private normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && current[bin] == Bins.NONE;
    @   requires 1 <= node && node < state.length && state[node] == Pages.USED;
    @   requires head[node] < start[node];
    @   requires binOf[start[node]] == Bins.NONE;
    @   requires (bin <= 1 ? 1 : bin == 2 ? 2 : bin == 3 ? 4 : bin == 4 ? 8 : 16) <= width[node];
    @   requires width[node] < (bin <= 1 ? 2 : bin == 2 ? 4 : bin == 3 ? 8 : bin == 4 ? 16 : 32);
    @   assignable runs[*], shelf.small.bins.*, current[*], binOf[*],
    @     fullness[*], since[*];
    @   ensures (\forall int p; 0 <= p && p < runs.length && p != start[node];
    @     runs[p] == \old(runs[p]) && binOf[p] == \old(binOf[p])
    @     && fullness[p] == \old(fullness[p]) && since[p] == \old(since[p]));
    @   ensures current[bin] == start[node] && binOf[start[node]] == bin;
    @   ensures runs[start[node]] != null && runs[start[node]].live == 1
    @     && 0 < runs[start[node]].place.length && runs[start[node]].place[0] < 1;
    @   ensures shelf.small.bins.now
    @     == (\old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures since[start[node]] == shelf.small.bins.now && fullness[start[node]] == Fullness.INIT;
    @   ensures (\forall int b; 0 <= b && b < current.length && b != bin;
    @     current[b] == \old(current[b]));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  private void begin(int bin, int node) {
    shelf.begin(bin, start[node], node);
  }

  /** Takes pages, a power of two of them; their node, or 0. */
  /*@ normal_behavior
    @   requires 2 * need <= pagesOfChunk && (need == 1 || need == 2 || need == 4 || need == 8 || need == 16
    @     || need == 32 || need == 64 || need == 128 || need == 256);
    @   old int node = land.chosen(need);
    @   old int chunk = land.vacant();
    @   assignable state[*], chunks[*];
    @   ensures (\result == 0) == (node == 0 && chunk < 0);
    @   ensures 0 <= \result && \result < state.length;
    @   ensures node > 0 ==> start[\result] == start[node];
    @   ensures node == 0 && \result > 0 ==> start[\result] == start[nodes[chunk]] + need;
    @   ensures \result > 0 ==> state[\result] == Pages.USED
    @     && head[\result] < start[\result] && width[\result] == need
    @     && binOf[start[\result]] == Bins.NONE;
    @   ensures (\forall int i; 1 <= i && i < state.length && head[i] < start[i];
    @     (state[i] == Pages.USED) == (\old(state[i]) == Pages.USED || i == \result));
    @   ensures (\forall int c; 0 <= c && c < chunks.length; chunks[c]
    @     == (node == 0 && c == chunk ? Chunks.FIRST : \old(chunks[c])));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  int pages(int need) {
    return land.take(need);
  }

  /*@ also public normal_behavior
    @   old int block = land.find(address);
    @   old int page = block > 0 ? start[block] : 0;
    @   old int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    @   old int chunk = block < 0 ? (int) (-1 - block) : -1;
    @   old int end = block < 0 ? land.end(chunk) : 0;
    @   old boolean large = block > 0 && binOf[page] == Bins.NONE;
    @   old int home = block > 0 ? land.home(block) : -1;
    @   requires block < 0 || region >= 0;
    @   assignable state[*], chunks[*], runs[*], shelf.small.bins.*,
    @     current[*], binOf[*], fullness[*],
    @     since[*];
    @   ensures block < 0 ==> (\forall int c; 0 <= c && c < chunks.length;
    @     chunks[c] == (c < chunk || end <= c ? \old(chunks[c]) : Chunks.FREE)); // REUSE
    @   ensures block < 0 ==> (\forall int i; 1 <= i && i < state.length;
    @     state[i] == \old(state[i])); // FRAME
    @   ensures block < 0 || large ==> shelf.small.bins.now == \old(shelf.small.bins.now)
    @     && (\forall int p; 0 <= p && p < runs.length; runs[p] == \old(runs[p])
    @     && binOf[p] == \old(binOf[p])
    @     && fullness[p] == \old(fullness[p])
    @     && since[p] == \old(since[p])); // FRAME
    @   ensures block < 0 || large ==> (\forall int b; 0 <= b && b < current.length;
    @     current[b] == \old(current[b])); // FRAME
    @   ensures large ==> state[block] != Pages.USED; // REUSE
    @   ensures block > 0 && !large ==> runs[page] != null && region < runs[page].order.length
    @     && runs[page].place.length == runs[page].order.length
    @     && runs[page].live <= runs[page].place[region]; // REUSE
    @   // POLICY: a run that empties goes, unless it is fresh
    @   ensures block > 0 && !large ==> (binOf[page] == Bins.NONE)
    @     == (runs[page].state == Fullness.EMPTY);
    @   ensures block > 0 && !large && binOf[page] != Bins.NONE
    @     ==> fullness[page] == runs[page].state;
    @   ensures block > 0 ==> (\forall int i; 1 <= i && i < state.length && head[i] < start[i];
    @     (state[i] == Pages.USED) == (\old(state[i]) == Pages.USED
    @     && (i != block || binOf[page] != Bins.NONE))); // REUSE, FRAME
    @   ensures block > 0 ==> (\forall int c; 0 <= c && c < chunks.length; chunks[c]
    @     == (c == home && state[nodes[c]] == Pages.CLOSED
    @     ? Chunks.FREE : \old(chunks[c]))); // REUSE, FRAME
    @   ensures block > 0 && !large ==> (\forall int p; 0 <= p && p < runs.length && p != page;
    @     runs[p] == \old(runs[p]) && binOf[p] == \old(binOf[p])
    @     && fullness[p] == \old(fullness[p]) && since[p] == \old(since[p])); // FRAME
    @   ensures block > 0 && !large ==> (\forall int y; 0 <= y && y < runs[page].order.length && y != region;
    @     (runs[page].place[y] < runs[page].live)
    @     == \old(runs[page].place[y] < runs[page].live)); // FRAME
    @   ensures block > 0 && !large ==> shelf.small.bins.now == (\old(fullness[page]) == fullness[page]
    @     || \old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures block > 0 && !large ==> since[page] == (\old(fullness[page]) == fullness[page]
    @     ? \old(since[page]) : shelf.small.bins.now); // POLICY
    @   ensures block > 0 && !large ==> (\forall int b; 0 <= b && b < current.length; current[b]
    @     == (b == \old(binOf[page]) && binOf[page] == Bins.NONE && \old(current[b]) == page
    @     ? Bins.NONE : \old(current[b]))); // POLICY
    @
    @ also public exceptional_behavior
    @   old int block = land.find(address);
    @   old int page = block > 0 ? start[block] : 0;
    @   old int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    @   requires block >= 0 && region < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException; // VALID_FREE
    @*/
  @Override
  public void free(long address) {
    int block = land.find(address);
    int page = block > 0 ? start[block] : 0;
    // 4096 and not SizeClasses.PAGE, which makes the product one of two variables for the solver.
    int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    requireLive(block < 0 || region >= 0);
    //@ assert block < 0 || region >= 0;
    giveBack(block, page, region, block > 0 ? land.home(block) : -1);
  }

  /** Gives a block back: whole chunks, pages, or a region, and with it the run if that goes. */
  /*@ normal_behavior
    @   requires block != 0 && -chunks.length <= block && block < state.length;
    @   requires block < 0 ==> chunks[-1 - block] == Chunks.FIRST
    @     && state[nodes[-1 - block]] == Pages.CLOSED;
    @   requires block > 0 ==> state[block] == Pages.USED && head[block] < start[block]
    @     && page == start[block];
    @   requires block > 0 ==> 0 <= home && home < chunks.length
    @     && head[block] == start[nodes[home]] && state[nodes[home]] != Pages.CLOSED;
    @   requires block > 0 && binOf[page] != Bins.NONE ==> 0 <= region
    @     && region < runs[page].order.length && region < runs[page].place.length
    @     && runs[page].place[region] < runs[page].live;
    @   old int chunk = block < 0 ? (int) (-1 - block) : -1;
    @   old int end = block < 0 ? land.end(chunk) : 0;
    @   old boolean large = block > 0 && binOf[page] == Bins.NONE;
    @   assignable state[*], chunks[*], runs[*], shelf.small.bins.*,
    @     current[*], binOf[*], fullness[*],
    @     since[*];
    @   ensures block < 0 ==> (\forall int c; 0 <= c && c < chunks.length;
    @     chunks[c] == (c < chunk || end <= c ? \old(chunks[c]) : Chunks.FREE));
    @   ensures block < 0 ==> (\forall int i; 1 <= i && i < state.length;
    @     state[i] == \old(state[i]));
    @   ensures block < 0 || large ==> shelf.small.bins.now == \old(shelf.small.bins.now)
    @     && (\forall int p; 0 <= p && p < runs.length; runs[p] == \old(runs[p])
    @     && binOf[p] == \old(binOf[p])
    @     && fullness[p] == \old(fullness[p])
    @     && since[p] == \old(since[p]));
    @   ensures block < 0 || large ==> (\forall int b; 0 <= b && b < current.length;
    @     current[b] == \old(current[b]));
    @   ensures large ==> state[block] != Pages.USED;
    @   ensures block > 0 && !large ==> runs[page] != null && region < runs[page].order.length
    @     && runs[page].place.length == runs[page].order.length
    @     && runs[page].live <= runs[page].place[region];
    @   ensures block > 0 && !large ==> (binOf[page] == Bins.NONE)
    @     == (runs[page].state == Fullness.EMPTY);
    @   ensures block > 0 && !large && binOf[page] != Bins.NONE
    @     ==> fullness[page] == runs[page].state;
    @   ensures block > 0 ==> (\forall int i; 1 <= i && i < state.length && head[i] < start[i];
    @     (state[i] == Pages.USED) == (\old(state[i]) == Pages.USED
    @     && (i != block || binOf[page] != Bins.NONE)));
    @   ensures block > 0 ==> (\forall int c; 0 <= c && c < chunks.length; chunks[c]
    @     == (c == home && state[nodes[c]] == Pages.CLOSED
    @     ? Chunks.FREE : \old(chunks[c])));
    @   ensures block > 0 && !large ==> (\forall int p; 0 <= p && p < runs.length && p != page;
    @     runs[p] == \old(runs[p]) && binOf[p] == \old(binOf[p])
    @     && fullness[p] == \old(fullness[p]) && since[p] == \old(since[p]));
    @   ensures block > 0 && !large ==> (\forall int y; 0 <= y && y < runs[page].order.length && y != region;
    @     (runs[page].place[y] < runs[page].live)
    @     == \old(runs[page].place[y] < runs[page].live));
    @   ensures block > 0 && !large ==> shelf.small.bins.now == (\old(fullness[page]) == fullness[page]
    @     || \old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures block > 0 && !large ==> since[page] == (\old(fullness[page]) == fullness[page]
    @     ? \old(since[page]) : shelf.small.bins.now);
    @   ensures block > 0 && !large ==> (\forall int b; 0 <= b && b < current.length; current[b]
    @     == (b == \old(binOf[page]) && binOf[page] == Bins.NONE && \old(current[b]) == page
    @     ? Bins.NONE : \old(current[b])));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  void giveBack(int block, int page, int region, int home) {
    //@ split
    if (block < 0) {
      giveHuge(-1 - block);
      return;
    }
    boolean gone = binOf[page] == Bins.NONE;
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
    @   requires 0 <= chunk && chunk < chunks.length;
    @   requires chunks[chunk] == Chunks.FIRST;
    @   requires state[nodes[chunk]] == Pages.CLOSED;
    @   old int end = land.end(chunk);
    @   assignable chunks[*];
    @   ensures (\forall int c; 0 <= c && c < chunks.length; chunks[c]
    @     == (c < chunk || end <= c ? \old(chunks[c]) : Chunks.FREE));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  void giveHuge(int chunk) {
    land.giveHuge(chunk);
  }

  /** Gives pages back. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == Pages.USED;
    @   requires head[node] < start[node];
    @   requires 0 <= home && home < chunks.length;
    @   requires head[node] == start[nodes[home]];
    @   requires state[nodes[home]] != Pages.CLOSED;
    @   requires binOf[start[node]] == Bins.NONE;
    @   assignable state[*], chunks[*];
    @   ensures state[node] != Pages.USED;
    @   ensures (\forall int i; 1 <= i && i < state.length && head[i] < start[i];
    @     (state[i] == Pages.USED) == (\old(state[i]) == Pages.USED && i != node));
    @   ensures (\forall int c; 0 <= c && c < chunks.length; chunks[c]
    @     == (c == home && state[nodes[c]] == Pages.CLOSED ? Chunks.FREE : \old(chunks[c])));
    @   ensures state[nodes[home]] == Pages.CLOSED
    @     || (\exists int i; 1 <= i && i < state.length; state[i] == Pages.USED
    @     && head[i] == start[nodes[home]] && head[i] < start[i]);
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  private void release(int node, int home) {
    land.release(node, home);
  }

  /** Gives a region back; whether its run is gone. */
  /*@ normal_behavior
    @   requires 0 <= page && page < runs.length && binOf[page] != Bins.NONE;
    @   requires 0 <= region && region < runs[page].order.length;
    @   requires region < runs[page].place.length;
    @   requires runs[page].place[region] < runs[page].live;
    @   assignable runs[*], shelf.small.bins.*, current[*], binOf[*],
    @     fullness[*], since[*];
    @   ensures runs[page] != null && region < runs[page].order.length
    @     && runs[page].place.length == runs[page].order.length;
    @   ensures runs[page].live <= runs[page].place[region];
    @   ensures \result == (runs[page].state == Fullness.EMPTY);
    @   ensures \result == (binOf[page] == Bins.NONE);
    @   ensures (\forall int p; 0 <= p && p < runs.length && p != page;
    @     runs[p] == \old(runs[p]) && binOf[p] == \old(binOf[p])
    @     && fullness[p] == \old(fullness[p]) && since[p] == \old(since[p]));
    @   ensures (\forall int y; 0 <= y && y < runs[page].order.length && y != region;
    @     (runs[page].place[y] < runs[page].live)
    @     == \old(runs[page].place[y] < runs[page].live));
    @   ensures !\result ==> fullness[page] == runs[page].state;
    @   ensures shelf.small.bins.now == (\old(fullness[page]) == fullness[page]
    @     || \old(shelf.small.bins.now) == Long.MAX_VALUE ? \old(shelf.small.bins.now) : \old(shelf.small.bins.now) + 1);
    @   ensures since[page] == (\old(fullness[page]) == fullness[page]
    @     ? \old(since[page]) : shelf.small.bins.now);
    @   ensures (\forall int b; 0 <= b && b < current.length; current[b]
    @     == (b == \old(binOf[page]) && \result && \old(current[b]) == page
    @     ? Bins.NONE : \old(current[b])));
    @   ensures \invariant_for(land) && \invariant_for(shelf);
    @*/
  boolean give(int page, int region) {
    return shelf.give(page, region);
  }

  /*@ also public normal_behavior
    @   old int block = land.find(address);
    @   old int page = block > 0 ? start[block] : 0;
    @   old int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    @   requires block < 0 || region >= 0;
    @   assignable \nothing;
    @   ensures block < 0 ==> \result == land.bytes((int) (-1 - block)); // CAPACITY
    @   ensures block > 0 ==> \result == (binOf[page] == Bins.NONE
    @     ? 4096L * width[block] : SizeClasses.size(binOf[page])); // CAPACITY
    @ also public exceptional_behavior
    @   old int block = land.find(address);
    @   old int page = block > 0 ? start[block] : 0;
    @   old int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    @   requires block >= 0 && region < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException; // VALID_FREE
    @*/
  @Override
  public long usableSize(long address) {
    int block = land.find(address);
    int page = block > 0 ? start[block] : 0;
    int region = block > 0 ? shelf.regionAt(page, address - 4096L * page) : -1;
    requireLive(block < 0 || region >= 0);
    //@ split
    if (block < 0) {
      return land.bytes(-1 - block);
    }
    int bin = binOf[page];
    return bin == Bins.NONE ? 4096L * width[block] : SizeClasses.size(bin);
  }

  // Where a large request is served is a multiple of its alignment.
  /*@ normal_behavior
    @   requires 0 <= size && size <= 2048L * pagesOfChunk && Multiples.powerOfTwo(alignment);
    @   requires alignment <= 2048L * pagesOfChunk && Sizing.bin(size, alignment) < 0;
    @   old int pages = Sizing.run(pagesOfChunk, size, alignment);
    @   old int node = land.chosen(pages);
    @   old int chunk = land.vacant();
    @   old long address = node > 0 ? 4096L * start[node]
    @     : chunk < 0 ? NONE : 4096L * (start[nodes[chunk]] + pages);
    @   ensures \result && (address < 0 || Multiples.rem(address, alignment) == 0);
    @ pure model boolean even(long size, long alignment) {
    @   boolean pages = Sizing.even(pagesOfChunk, size, alignment);
    @   return land.aligned(Sizing.run(pagesOfChunk, size, alignment), alignment);
    @ }
    @*/

  // Where a small request is served is a multiple of its alignment; said here, for allocate is slow with it.
  /*@ public normal_behavior
    @   requires 0 <= size && size <= 2048L * pagesOfChunk && Multiples.powerOfTwo(alignment);
    @   requires alignment <= 2048L * pagesOfChunk && 0 <= Sizing.bin(size, alignment);
    @   old int bin = Sizing.bin(size, alignment);
    @   old int run = shelf.serving(bin);
    @   old int region = run >= 0 ? shelf.lowest(run) : 0;
    @   old long at = run >= 0 ? shelf.at(run, region) : NONE;
    @   old int first = Sizing.first(bin);
    @   old int node = land.chosen(Sizing.pages(bin));
    @   old long fresh = node > 0 ? 4096L * start[node] + first : NONE;
    @   old int chunk = land.vacant();
    @   old long opened = chunk < 0 ? NONE
    @     : 4096L * (start[nodes[chunk]] + Sizing.pages(bin)) + first;
    @   old long address = run >= 0 ? at : node > 0 ? fresh : opened;
    @   ensures \result && (address < 0 || Multiples.rem(address, alignment) == 0);
    @ pure model public boolean fine(long size, long alignment) {
    @   boolean divides = Sizing.fine(size, alignment);
    @   int bin = Sizing.bin(size, alignment);
    @   int run = shelf.serving(bin);
    @   if (run >= 0) {
    @     boolean served = shelf.aligned(run, shelf.lowest(run), alignment);
    @     return served;
    @   }
    @   int pages = Sizing.pages(bin);
    @   int node = land.chosen(pages);
    @   int chunk = land.vacant();
    @   boolean whole = Strip.page((long) pages, alignment) && land.aligned(pages, alignment)
    @     && Sizing.begin(bin, alignment);
    @   boolean here = node <= 0
    @     || org.alloracle.reference.Divisors.sum((long) (4096L * start[node]), (long) Sizing.first(bin), alignment);
    @   boolean there = chunk < 0 || org.alloracle.reference.Divisors.sum(
    @     (long) (4096L * (start[nodes[chunk]] + pages)), (long) Sizing.first(bin), alignment);
    @   return true;
    @ }
    @*/
}
