package org.alloracle.reference.jemalloc;

import org.alloracle.reference.Multiples;

/**
 * An {@link Arena} and the map of its pages, of which users see little more than ranges. What is lowest,
 * or best, is said in private.
 */
public final class Land {
  final /*@ spec_public @*/ Arena arena;
  final /*@ spec_public @*/ PageMap map;

  /*@ // METADATA: said again for the users
    @ public invariant map.pages == arena.pages && map.tree == arena.tree;
    @ public invariant arena.tree.chunk == 32 || arena.tree.chunk == 64 || arena.tree.chunk == 128
    @   || arena.tree.chunk == 256 || arena.tree.chunk == 512;
    @ public invariant 4 <= arena.pages.state.length && arena.tree.width.length == arena.pages.state.length;
    @ public invariant arena.tree.start.length == arena.pages.state.length;
    @ public invariant arena.tree.head.length == arena.pages.state.length;
    @ public invariant 1 <= arena.tree.width[1] && arena.tree.width[1] <= 2 * Tree.MOST;
    @ public invariant (\forall int i; 1 <= i && i < arena.pages.state.length; 1 <= arena.tree.width[i]
    @   && 0 <= arena.tree.start[i] && arena.tree.start[i] + arena.tree.width[i] <= arena.tree.width[1]);
    @ public invariant arena.chunks.state.length <= Tree.MOST;
    @ public invariant arena.chunks.state.length <= arena.heads.node.length;
    @ public invariant (\forall int c; 0 <= c && c < arena.chunks.state.length;
    @   1 <= arena.heads.node[c] && arena.heads.node[c] < arena.pages.state.length);
    @ public invariant arena.pages.state != arena.tree.width && arena.pages.state != arena.tree.start
    @   && arena.pages.state != arena.tree.head && arena.pages.state != arena.heads.node;
    @ public invariant arena.chunks.state != arena.tree.width && arena.chunks.state != arena.tree.start
    @   && arena.chunks.state != arena.tree.head && arena.chunks.state != arena.heads.node
    @   && arena.chunks.state != arena.pages.state;
    @*/

  /** Chunks that are all free. */
  /*@ public normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires chunk <= total && total <= Tree.MOST && 1 <= count && count <= Tree.MOST;
    @   ensures arena.tree.chunk == chunk && total <= arena.tree.width[1] && arena.chunks.state.length <= count;
    @   ensures (\forall int c; 0 <= c && c < arena.chunks.state.length; arena.chunks.state[c] == Chunks.FREE);
    @ pure
    @*/
  public Land(int total, int chunk, int count) {
    arena = new Arena(total, chunk, count);
    map = new PageMap(arena.tree, arena.pages);
  }

  /** The free run that serves a request for pages, or 0. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < arena.pages.state.length;
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
    @   ensures -1 <= \result && \result < arena.chunks.state.length;
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
    @   requires 1 <= need && 2 * need <= arena.tree.chunk;
    @   old int node = chosen(need);
    @   old int chunk = vacant();
    @   assignable arena.pages.state[*], arena.chunks.state[*];
    @   ensures (\result == 0) == (node == 0 && chunk < 0); // HONEST_FAILURE
    @   ensures 0 <= \result && \result < arena.pages.state.length;
    @   ensures \result > 0 ==> arena.pages.state[\result] == Pages.USED
    @     && arena.tree.head[\result] < arena.tree.start[\result] && need <= arena.tree.width[\result]
    @     && (arena.tree.width[\result] == 1 || arena.tree.width[\result] < 2 * need); // CAPACITY
    @   ensures node > 0 ==> arena.tree.start[\result] == arena.tree.start[node]; // POLICY
    @   ensures (\forall int i; i == \result && 0 < i; \old(arena.pages.state[i]) != Pages.USED); // DISJOINTNESS
    @   ensures \result > 0 ==> (\forall int i; 1 <= i && i < arena.pages.state.length
    @     && arena.pages.state[i] == Pages.USED && arena.tree.start[i] == arena.tree.start[\result];
    @     i == \result); // DISJOINTNESS
    @   ensures (\forall int i; 1 <= i && i < arena.pages.state.length && \old(arena.pages.state[i]) == Pages.USED;
    @     arena.pages.state[i] == Pages.USED); // FRAME
    @   ensures (\forall int c; 0 <= c && c < arena.chunks.state.length; arena.chunks.state[c]
    @     == (node == 0 && c == chunk ? Chunks.FIRST : \old(arena.chunks.state[c]))); // FRAME
    @*/
  public int take(int need) {
    int node = arena.take(need);
    //@ assert 0 < node ==> map.only(node, arena.tree.start[node]);
    return node;
  }

  /** Gives a run back, and its chunk if nothing else is used there. */
  /*@ public normal_behavior
    @   requires 1 <= node && node < arena.pages.state.length && arena.pages.state[node] == Pages.USED;
    @   requires arena.tree.head[node] < arena.tree.start[node];
    @   requires 0 <= home && home < arena.chunks.state.length;
    @   requires arena.tree.head[node] == arena.tree.start[arena.heads.node[home]];
    @   requires arena.pages.state[arena.heads.node[home]] != Pages.CLOSED;
    @   assignable arena.pages.state[*], arena.chunks.state[*];
    @   ensures arena.pages.state[node] != Pages.USED; // REUSE
    @   ensures (\forall int i; 1 <= i && i < arena.pages.state.length && arena.tree.head[i] < arena.tree.start[i];
    @     (arena.pages.state[i] == Pages.USED) == (\old(arena.pages.state[i]) == Pages.USED && i != node)); // FRAME
    @   ensures (\forall int c; 0 <= c && c < arena.chunks.state.length && c != home;
    @     arena.chunks.state[c] == \old(arena.chunks.state[c])); // FRAME
    @*/
  public void release(int node, int home) {
    //@ assert arena.headed(home);
    arena.release(node, home);
  }

  /** The lowest chunk from which on so many bytes find room, at such an alignment; or -1. */
  /*@ public normal_behavior
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < arena.chunks.state.length;
    @   ensures 0 <= \result ==> Multiples.rem(addressOf(\result), alignment) == 0; // ALIGNMENT
    @ also private normal_behavior
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   assignable \nothing;
    @   ensures arena.chunks.state.length < Wholes.count(arena.tree.chunk, size) ==> \result == -1; // HONEST_FAILURE
    @   ensures Wholes.count(arena.tree.chunk, size) <= arena.chunks.state.length
    @     ==> \result == arena.chunks.fit((int) Wholes.count(arena.tree.chunk, size),
    @       Wholes.step(arena.tree.chunk, alignment) > arena.chunks.state.length
    @         ? arena.chunks.state.length : (int) Wholes.step(arena.tree.chunk, alignment)); // POLICY
    @ pure
    @*/
  public int place(long size, long alignment) {
    long count = Wholes.count(arena.tree.chunk, size);
    long step = Wholes.step(arena.tree.chunk, alignment);
    int most = arena.chunks.state.length;
    if (count > most) {
      return -1;
    }
    // A step beyond the heap leaves address 0.
    int at = arena.chunks.fit((int) count, step > most ? most : (int) step);
    //@ assert 0 <= at ==> Wholes.aligned(arena.tree.chunk, alignment, at, most);
    return at;
  }

  /** The address of a chunk. */
  /*@ public normal_behavior
    @   requires 0 <= chunk && chunk < arena.chunks.state.length;
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @ also private normal_behavior
    @   requires 0 <= chunk && chunk < arena.chunks.state.length;
    @   assignable \nothing;
    @   ensures \result == 4096L * arena.tree.chunk * chunk;
    @ pure
    @*/
  public long addressOf(int chunk) {
    return (long) SizeClasses.PAGE * arena.tree.chunk * chunk;
  }

  /** Takes the chunks of a huge block; the first, or -1. */
  /*@ public normal_behavior
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   old int at = place(size, alignment);
    @   old long count = Wholes.count(arena.tree.chunk, size);
    @   assignable arena.chunks.state[*];
    @   ensures \result == at; // POLICY, HONEST_FAILURE
    @   ensures (\forall int c; 0 <= c && c < arena.chunks.state.length; arena.chunks.state[c]
    @     == (at < 0 || c < at || at + count <= c ? \old(arena.chunks.state[c])
    @     : c == at ? Chunks.FIRST : Chunks.REST)); // CAPACITY, FRAME
    @*/
  public int takeHuge(long size, long alignment) {
    long count = Wholes.count(arena.tree.chunk, size);
    long step = Wholes.step(arena.tree.chunk, alignment);
    int most = arena.chunks.state.length;
    return count > most ? -1 : arena.takeHuge((int) count, step > most ? most : (int) step);
  }

  /** The first chunk of the huge block that starts at an address, or -1. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < arena.chunks.state.length;
    @   ensures 0 <= \result ==> arena.chunks.state[\result] == Chunks.FIRST
    @     && arena.pages.state[arena.heads.node[\result]] == Pages.CLOSED;
    @ also private normal_behavior
    @   assignable \nothing;
    @   ensures 0 <= \result ==> address == 4096L * arena.tree.chunk * \result;
    @ pure
    @*/
  public int hugeAt(long address) {
    long bytes = arena.tree.chunk * (long) SizeClasses.PAGE;
    if (address < 0 || address / bytes >= arena.chunks.state.length || address % bytes != 0) {
      return -1;
    }
    int chunk = (int) (address / bytes);
    return arena.hugeAt(chunk) ? chunk : -1;
  }

  /** The end of the block that begins at a chunk. */
  /*@ public normal_behavior
    @   requires 0 <= chunk && chunk < arena.chunks.state.length;
    @   assignable \nothing;
    @   ensures chunk < \result && \result <= arena.chunks.state.length;
    @ also private normal_behavior
    @   requires 0 <= chunk && chunk < arena.chunks.state.length;
    @   assignable \nothing;
    @   ensures \result == arena.chunks.end(chunk);
    @ pure
    @*/
  public int end(int chunk) {
    return arena.chunks.end(chunk);
  }

  /** The bytes of the huge block that begins at a chunk. */
  /*@ public normal_behavior
    @   requires 0 <= chunk && chunk < arena.chunks.state.length;
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @ also private normal_behavior
    @   requires 0 <= chunk && chunk < arena.chunks.state.length;
    @   assignable \nothing;
    @   ensures \result == 4096L * arena.tree.chunk * (end(chunk) - chunk); // CAPACITY
    @ pure
    @*/
  public long bytes(int chunk) {
    return (long) SizeClasses.PAGE * arena.tree.chunk * (end(chunk) - chunk);
  }

  /** Gives a huge block back. */
  /*@ public normal_behavior
    @   requires 0 <= chunk && chunk < arena.chunks.state.length && arena.chunks.state[chunk] == Chunks.FIRST;
    @   requires arena.pages.state[arena.heads.node[chunk]] == Pages.CLOSED;
    @   old int end = end(chunk);
    @   assignable arena.chunks.state[*];
    @   ensures (\forall int c; 0 <= c && c < arena.chunks.state.length; arena.chunks.state[c]
    @     == (c < chunk || end <= c ? \old(arena.chunks.state[c]) : Chunks.FREE)); // REUSE, FRAME
    @*/
  public void giveHuge(int chunk) {
    arena.giveHuge(chunk);
  }

  /** The open chunk that a run is in, or -1. */
  /*@ public normal_behavior
    @   requires 1 <= node && node < arena.pages.state.length;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < arena.chunks.state.length;
    @   ensures 0 <= \result ==> arena.tree.head[node] == arena.tree.start[arena.heads.node[\result]]
    @     && arena.pages.state[arena.heads.node[\result]] != Pages.CLOSED;
    @ pure
    @*/
  public int home(int node) {
    return arena.home(node);
  }

  /** The run in use that an address is in, or 0. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < arena.pages.state.length;
    @   ensures 0 < \result ==> arena.pages.state[\result] == Pages.USED
    @     && arena.tree.head[\result] < arena.tree.start[\result]
    @     && 4096L * arena.tree.start[\result] <= address
    @     && address < 4096L * (arena.tree.start[\result] + arena.tree.width[\result]);
    @ also private normal_behavior
    @   assignable \nothing;
    @   ensures \result == 0 ==> (\forall int i; 1 <= i && i < arena.pages.state.length
    @     && arena.pages.state[i] == Pages.USED && arena.tree.head[i] < arena.tree.start[i];
    @     address < 4096L * arena.tree.start[i]
    @     || 4096L * (arena.tree.start[i] + arena.tree.width[i]) <= address); // VALID_FREE
    @ pure
    @*/
  public int runAt(long address) {
    if (address < 0 || address / SizeClasses.PAGE >= arena.tree.width[1]) {
      return 0;
    }
    return map.runAt((int) (address / SizeClasses.PAGE));
  }

  /**
   * Where the block may be that starts at an address: the node of a run, in which it may start; or for a
   * huge block one below 0, and below that its first chunk; or 0.
   */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures -arena.chunks.state.length <= \result && \result < arena.pages.state.length;
    @   ensures \result < 0 ==> arena.chunks.state[-1 - \result] == Chunks.FIRST
    @     && arena.pages.state[arena.heads.node[-1 - \result]] == Pages.CLOSED;
    @   ensures 0 < \result ==> arena.pages.state[\result] == Pages.USED
    @     && arena.tree.head[\result] < arena.tree.start[\result] && 0 <= home(\result)
    @     && 4096L * arena.tree.start[\result] <= address
    @     && address < 4096L * (arena.tree.start[\result] + arena.tree.width[\result]);
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
}
