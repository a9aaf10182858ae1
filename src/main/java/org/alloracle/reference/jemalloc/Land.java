package org.alloracle.reference.jemalloc;

import org.alloracle.reference.Multiples;

/**
 * An {@link Arena}, of which users see little more than ranges. What is lowest,
 * or best, is said in private.
 */
public final class Land {
  final /*@ spec_public @*/ Arena arena;

  /** The pages of a chunk. */
  final /*@ spec_public @*/ int span;

  // The arrays of those below: names that are short.
  final /*@ spec_public @*/ int[] state;
  final /*@ spec_public @*/ int[] chunks;
  final /*@ spec_public @*/ int[] width;
  final /*@ spec_public @*/ int[] start;
  final /*@ spec_public @*/ int[] head;
  final /*@ spec_public @*/ int[] nodes;

  /*@ // METADATA: said again for the users
    @ public invariant (\let int n = state.length; span == arena.span & state == arena.state
    @   & chunks == arena.blocks & width == arena.width & start == arena.start & head == arena.head
    @   & nodes == arena.nodes & (span == 32 | span == 64 | span == 128 | span == 256 | span == 512)
    @   & 4 <= n & width.length == n & start.length == n & head.length == n
    @   & 1 <= width[1] & width[1] <= 2 * Tree.MOST
    @   & chunks.length <= Tree.MOST & chunks.length <= nodes.length
    @   & state != width & state != start & state != head & state != nodes
    @   & chunks != width & chunks != start & chunks != head & chunks != nodes & chunks != state);
    @ public invariant (\forall int i; 1 <= i && i < state.length; 1 <= width[i]
    @   && 0 <= start[i] && start[i] + width[i] <= width[1]);
    @ public invariant (\forall int c; 0 <= c && c < chunks.length;
    @   1 <= nodes[c] && nodes[c] < state.length);
    @*/

  /** Chunks that are all free. */
  /*@ public normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires chunk <= total && total <= Tree.MOST && 1 <= count && count <= Tree.MOST;
    @   ensures span == chunk && total <= width[1] && chunks.length <= count;
    @   ensures width[1] < 2 * total && width.length == 2 * width[1]; // METADATA
    @   // METADATA: the chunks lie end to end, from page 0 on
    @   ensures 0 < chunks.length ==> start[nodes[0]] == 0;
    @   ensures (\forall int c, d; 0 <= c && d == c + 1 && d < chunks.length;
    @     start[nodes[d]] == start[nodes[c]] + span);
    @   ensures total == count * chunk ==> chunks.length == count; // METADATA
    @   ensures (\forall int c; 0 <= c && c < chunks.length; chunks[c] == Chunks.FREE);
    @ pure
    @*/
  public Land(int total, int chunk, int count) {
    arena = new Arena(total, chunk, count);
    span = chunk;
    state = arena.state;
    chunks = arena.blocks;
    width = arena.width;
    start = arena.start;
    head = arena.head;
    nodes = arena.nodes;
    //@ assert upTo(start, nodes, chunk, chunks.length - 1);
    //@ assert total == count * chunk && chunks.length < count ==> less(chunks.length, count, chunk);
  }

  // Of chunks that lie end to end, each has all the pages of those before it before it.
  /*@ private normal_behavior
    @   requires 0 <= c && c < node.length && 32 <= chunk && chunk <= 512;
    @   requires (\forall int i; 0 <= i && i <= c; 0 <= node[i] && node[i] < start.length);
    @   requires (\forall int i; i == 0 && i <= c; start[node[i]] == 0);
    @   requires (\forall int i, j; 0 <= i && j == i + 1 && j <= c; start[node[j]] == start[node[i]] + chunk);
    @   ensures \result && start[node[c]] + chunk == c * chunk + chunk;
    @   measured_by c;
    @ pure model private static boolean upTo(int[] start, int[] node, int chunk, int c) {
    @   boolean before = c == 0 || upTo(start, node, chunk, (int) (c - 1));
    @   assert start[node[c]] == (c == 0 ? 0 : start[node[c - 1]] + chunk);
    @   return before;
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 1 <= n && n < count && count <= Tree.MOST && 32 <= chunk && chunk <= 512;
    @   ensures \result && (n - 1) * chunk + chunk < count * chunk;
    @ pure model private static boolean less(int n, int count, int chunk) { return true; }
    @*/

  /** The free run that serves a request for pages, or 0. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < state.length;
    @ also private normal_behavior
    @   assignable \nothing;
    @   ensures \result == arena.pages.chosen(need); // POLICY
    @ pure
    @*/
  public int chosen(int need) {
    return arena.pages.chosen(need);
  }

  /** The lowest free chunk, or -1. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < chunks.length;
    @ also private normal_behavior
    @   assignable \nothing;
    @   ensures \result == arena.chunks.fit(1, 1); // POLICY
    @ pure
    @*/
  public int vacant() {
    return arena.chunks.fit(1, 1);
  }

  /** Takes a run of pages, in an open chunk or else in the lowest that is free; its node, or 0. */
  /*@ public normal_behavior
    @   requires 2 * need <= span && (need == 1 || need == 2 || need == 4 || need == 8 || need == 16
    @     || need == 32 || need == 64 || need == 128 || need == 256);
    @   old int node = chosen(need);
    @   old int chunk = vacant();
    @   assignable state[*], chunks[*];
    @   ensures (\result == 0) == (node == 0 && chunk < 0); // HONEST_FAILURE
    @   ensures 0 <= \result && \result < state.length;
    @   ensures \result > 0 ==> state[\result] == Pages.USED
    @     && head[\result] < start[\result] && width[\result] == need; // CAPACITY
    @   ensures node > 0 ==> start[\result] == start[node]; // POLICY
    @   ensures node == 0 && \result > 0 ==> start[\result] == start[nodes[chunk]] + need; // POLICY
    @   ensures (\forall int i; i == \result && 0 < i; \old(state[i]) != Pages.USED); // DISJOINTNESS
    @   ensures \result > 0 ==> (\forall int i; 1 <= i && i < state.length
    @     && state[i] == Pages.USED && start[i] == start[\result];
    @     i == \result); // DISJOINTNESS
    @   ensures (\forall int i; 1 <= i && i < state.length && head[i] < start[i]; (state[i] == Pages.USED)
    @     == (\old(state[i]) == Pages.USED || i == \result)); // FRAME
    @   ensures (\forall int c; 0 <= c && c < chunks.length; chunks[c]
    @     == (node == 0 && c == chunk ? Chunks.FIRST : \old(chunks[c]))); // FRAME
    @*/
  public int take(int need) {
    //@ assert 0 <= vacant() ==> arena.headed(vacant());
    int node = arena.take(need);
    //@ assert 0 < node ==> arena.only(node, start[node]) && arena.power(node);
    return node;
  }

  /** Gives a run back, and its chunk if nothing else is used there. */
  /*@ public normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == Pages.USED;
    @   requires head[node] < start[node];
    @   requires 0 <= home && home < chunks.length;
    @   requires head[node] == start[nodes[home]];
    @   requires state[nodes[home]] != Pages.CLOSED;
    @   assignable state[*], chunks[*];
    @   ensures state[node] != Pages.USED; // REUSE
    @   ensures (\forall int i; 1 <= i && i < state.length && head[i] < start[i];
    @     (state[i] == Pages.USED) == (\old(state[i]) == Pages.USED && i != node)); // FRAME
    @   ensures (\forall int c; 0 <= c && c < chunks.length; chunks[c]
    @     == (c == home && state[nodes[c]] == Pages.CLOSED ? Chunks.FREE : \old(chunks[c]))); // REUSE, FRAME
    @   ensures state[nodes[home]] == Pages.CLOSED // POLICY: only what is used keeps a chunk
    @     || (\exists int i; 1 <= i && i < state.length; state[i] == Pages.USED
    @     && head[i] == start[nodes[home]] && head[i] < start[i]);
    @*/
  public void release(int node, int home) {
    //@ assert arena.headed(home);
    arena.release(node, home);
  }

  /** The lowest chunk from which on so many bytes find room, at such an alignment; or -1. */
  /*@ public normal_behavior
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < chunks.length;
    @   ensures 0 <= \result ==> Multiples.rem(addressOf(\result), alignment) == 0; // ALIGNMENT
    @ also private normal_behavior
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   assignable \nothing;
    @   ensures chunks.length < Wholes.count(span, size) ==> \result == -1; // HONEST_FAILURE
    @   ensures Wholes.count(span, size) <= chunks.length
    @     ==> \result == arena.chunks.fit((int) Wholes.count(span, size),
    @       Wholes.step(span, alignment) > chunks.length
    @         ? chunks.length : (int) Wholes.step(span, alignment)); // POLICY
    @ pure
    @*/
  public int place(long size, long alignment) {
    long count = Wholes.count(span, size);
    long step = Wholes.step(span, alignment);
    int most = chunks.length;
    if (count > most) {
      return -1;
    }
    // A step beyond the heap leaves address 0.
    int at = arena.chunks.fit((int) count, step > most ? most : (int) step);
    //@ assert 0 <= at ==> Wholes.aligned(span, alignment, at, most);
    return at;
  }

  /** The address of a chunk. */
  /*@ public normal_behavior
    @   requires 0 <= chunk && chunk < chunks.length;
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @ also private normal_behavior
    @   requires 0 <= chunk && chunk < chunks.length;
    @   assignable \nothing;
    @   ensures \result == 4096L * span * chunk;
    @ pure
    @*/
  public long addressOf(int chunk) {
    return (long) SizeClasses.PAGE * span * chunk;
  }

  /** Takes the chunks of a huge block; the first, or -1. */
  /*@ public normal_behavior
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   old int at = place(size, alignment);
    @   old long count = Wholes.count(span, size);
    @   assignable chunks[*];
    @   ensures \result == at; // POLICY, HONEST_FAILURE
    @   ensures (\forall int c; 0 <= c && c < chunks.length; chunks[c]
    @     == (at < 0 || c < at || at + count <= c ? \old(chunks[c])
    @     : c == at ? Chunks.FIRST : Chunks.REST)); // CAPACITY, FRAME
    @*/
  public int takeHuge(long size, long alignment) {
    long count = Wholes.count(span, size);
    long step = Wholes.step(span, alignment);
    int most = chunks.length;
    return count > most ? -1 : arena.takeHuge((int) count, step > most ? most : (int) step);
  }

  /** The first chunk of the huge block that starts at an address, or -1. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < chunks.length;
    @   ensures 0 <= \result ==> chunks[\result] == Chunks.FIRST
    @     && state[nodes[\result]] == Pages.CLOSED;
    @ also private normal_behavior
    @   assignable \nothing;
    @   ensures 0 <= \result ==> address == 4096L * span * \result;
    @   ensures \result < 0 ==> (\forall int c; 0 <= c && c < chunks.length && chunks[c] == Chunks.FIRST
    @     && state[nodes[c]] == Pages.CLOSED; address != 4096L * span * c); // VALID_FREE
    @ pure
    @*/
  public int hugeAt(long address) {
    long bytes = span * (long) SizeClasses.PAGE;
    if (address < 0 || address / bytes >= chunks.length || address % bytes != 0) {
      return -1;
    }
    int chunk = (int) (address / bytes);
    return arena.hugeAt(chunk) ? chunk : -1;
  }

  /** The end of the block that begins at a chunk. */
  /*@ public normal_behavior
    @   requires 0 <= chunk && chunk < chunks.length;
    @   assignable \nothing;
    @   ensures chunk < \result && \result <= chunks.length;
    @ also private normal_behavior
    @   requires 0 <= chunk && chunk < chunks.length;
    @   assignable \nothing;
    @   ensures \result == arena.chunks.end(chunk);
    @ pure
    @*/
  public int end(int chunk) {
    return arena.chunks.end(chunk);
  }

  /** The bytes of the huge block that begins at a chunk. */
  /*@ public normal_behavior
    @   requires 0 <= chunk && chunk < chunks.length;
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @ also private normal_behavior
    @   requires 0 <= chunk && chunk < chunks.length;
    @   assignable \nothing;
    @   ensures \result == 4096L * span * (end(chunk) - chunk); // CAPACITY
    @ pure
    @*/
  public long bytes(int chunk) {
    return (long) SizeClasses.PAGE * span * (end(chunk) - chunk);
  }

  /** Gives a huge block back. */
  /*@ public normal_behavior
    @   requires 0 <= chunk && chunk < chunks.length && chunks[chunk] == Chunks.FIRST;
    @   requires state[nodes[chunk]] == Pages.CLOSED;
    @   old int end = end(chunk);
    @   assignable chunks[*];
    @   ensures (\forall int c; 0 <= c && c < chunks.length; chunks[c]
    @     == (c < chunk || end <= c ? \old(chunks[c]) : Chunks.FREE)); // REUSE, FRAME
    @*/
  public void giveHuge(int chunk) {
    arena.giveHuge(chunk);
  }

  /** The open chunk that a run is in, or -1. */
  /*@ public normal_behavior
    @   requires 1 <= node && node < state.length;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < chunks.length;
    @   ensures 0 <= \result ==> head[node] == start[nodes[\result]]
    @     && state[nodes[\result]] != Pages.CLOSED;
    @ also private normal_behavior
    @   requires 1 <= node && node < state.length;
    @   assignable \nothing;
    @   ensures \result < 0 ==> (\forall int c; 0 <= c && c < chunks.length
    @     && state[nodes[c]] != Pages.CLOSED; head[node] != start[nodes[c]]); // VALID_FREE
    @ pure
    @*/
  public int home(int node) {
    return arena.home(node);
  }

  /** The run in use that an address is in, or 0. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < state.length;
    @   ensures 0 < \result ==> state[\result] == Pages.USED
    @     && head[\result] < start[\result]
    @     && 4096L * start[\result] <= address
    @     && address < 4096L * (start[\result] + width[\result]);
    @ also private normal_behavior
    @   assignable \nothing;
    @   ensures \result == 0 ==> (\forall int i; 1 <= i && i < state.length
    @     && state[i] == Pages.USED && head[i] < start[i];
    @     address < 4096L * start[i]
    @     || 4096L * (start[i] + width[i]) <= address); // VALID_FREE
    @ pure
    @*/
  public int runAt(long address) {
    if (address < 0 || address / SizeClasses.PAGE >= width[1]) {
      return 0;
    }
    return arena.runAt((int) (address / SizeClasses.PAGE));
  }

  /**
   * Where the block may be that starts at an address: the node of a run, in which it may start; or for a
   * huge block one below 0, and below that its first chunk; or 0.
   */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures -chunks.length <= \result && \result < state.length;
    @   ensures \result < 0 ==> chunks[-1 - \result] == Chunks.FIRST
    @     && state[nodes[-1 - \result]] == Pages.CLOSED;
    @   ensures 0 < \result ==> state[\result] == Pages.USED
    @     && head[\result] < start[\result] && 0 <= home(\result)
    @     && 4096L * start[\result] <= address
    @     && address < 4096L * (start[\result] + width[\result]);
    @ also private normal_behavior
    @   assignable \nothing;
    @   ensures \result < 0 ==> \result == -1 - hugeAt(address);
    @   ensures 0 <= \result ==> hugeAt(address) < 0;
    @   ensures 0 < \result ==> \result == runAt(address);
    @   ensures \result == 0 && 0 < runAt(address) ==> home(runAt(address)) < 0; // VALID_FREE
    @ pure
    @*/
  public int find(long address) {
    int chunk = hugeAt(address);
    //@ split
    if (chunk >= 0) {
      return -1 - chunk;
    }
    int node = runAt(address);
    return node > 0 && home(node) >= 0 ? node : 0;
  }

  // Where a run is taken is a multiple of its bytes, so of an alignment that divides these.
  /*@ public normal_behavior
    @   requires 2 * need <= span && (need == 1 || need == 2 || need == 4 || need == 8 || need == 16
    @     || need == 32 || need == 64 || need == 128 || need == 256);
    @   requires 1 <= alignment && Multiples.rem((long) (4096L * need), alignment) == 0;
    @   ensures \result && (0 < chosen(need) ==> Multiples.rem((long) (4096L * start[chosen(need)]), alignment) == 0);
    @   ensures 0 <= vacant() ==> Multiples.rem((long) (4096L * (start[nodes[vacant()]] + need)), alignment) == 0;
    @ pure model public boolean aligned(int need, long alignment) { return arena.aligned(need, alignment); }
    @*/
}
