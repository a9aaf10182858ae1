package org.alloracle.reference.jemalloc;

/**
 * The memory of an arena: the chunks of the heap, and the pages of those that it has opened. The others
 * are free, or of huge blocks.
 */
public final class Arena {
  final /*@ spec_public @*/ Tree tree;
  final /*@ spec_public @*/ Pages pages;
  final /*@ spec_public @*/ Chunks chunks;
  final /*@ spec_public @*/ Heads heads;

  /*@ // METADATA
    @ public invariant pages.tree == tree && heads.tree == tree && chunks.state.length == heads.count;
    @ public invariant pages.state != heads.node && pages.state != heads.header && pages.state != heads.number;
    @ public invariant chunks.state != heads.node && chunks.state != heads.header && chunks.state != heads.number;
    @ public invariant chunks.state != pages.state && chunks.state != tree.width
    @   && chunks.state != tree.start && chunks.state != tree.head;
    @ // DISJOINTNESS: a chunk that is open is a block by itself, so not of a huge one
    @ public invariant (\forall int c; 0 <= c && c < heads.count && pages.state[heads.node[c]] != Pages.CLOSED;
    @   chunks.state[c] == Chunks.FIRST && pages.state[heads.header[c]] == Pages.USED
    @   && (c + 1 < heads.count ==> chunks.state[c + 1] != Chunks.REST));
    @*/

  /** Chunks that are all free. */
  /*@ public normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires chunk <= total && total <= Tree.MOST && 1 <= count;
    @   ensures (\forall int c; 0 <= c && c < chunks.state.length; chunks.state[c] == Chunks.FREE);
    @   ensures tree.chunk == chunk && chunks.state.length <= count;
    @   ensures 4 <= tree.width.length && tree.start.length == tree.width.length;
    @   ensures tree.head.length == tree.width.length && pages.state.length == tree.width.length;
    @   ensures heads.count <= heads.node.length && heads.header.length == heads.node.length;
    @   ensures heads.number.length == tree.width.length && total <= tree.width[1];
    @   ensures \invariant_for(tree);
    @   ensures \invariant_for(pages);
    @   ensures \invariant_for(heads);
    @ pure
    @*/
  public Arena(int total, int chunk, int count) {
    pages = new Pages(total, chunk);
    tree = pages.tree;
    heads = located(tree, pages.state, count);
    chunks = uncut(heads.count, heads.node, heads.header, heads.number, tree.width, tree.start, tree.head,
        pages.state);
  }

  /** Where the chunks are; of the state of the pages only the contract speaks. */
  /*@ private normal_behavior
    @   requires 0 <= count && unused != null;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.tree == tree && \result.count <= count && \invariant_for(\result);
    @   ensures unused != \result.node && unused != \result.header && unused != \result.number;
    @*/
  private static Heads located(Tree tree, int[] unused, int count) {
    return new Heads(tree, count);
  }

  /** Chunks that are all free, in an array that is none of seven: only the contract speaks of them. */
  /*@ private normal_behavior
    @   requires 0 <= count;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.state.length == count && \invariant_for(\result);
    @   ensures (\forall int c; 0 <= c && c < count; \result.state[c] == Chunks.FREE);
    @   ensures \result.state != unusedA && \result.state != unusedB && \result.state != unusedC;
    @   ensures \result.state != unusedD && \result.state != unusedE && \result.state != unusedF;
    @   ensures \result.state != unusedG;
    @*/
  private static Chunks uncut(int count, int[] unusedA, int[] unusedB, int[] unusedC, int[] unusedD,
      int[] unusedE, int[] unusedF, int[] unusedG) {
    return new Chunks(count);
  }

  /** Takes a run of pages, in an open chunk or else in the lowest that is free; its node, or 0. */
  /*@ public normal_behavior
    @   requires 1 <= need && 2 * need <= tree.chunk;
    @   old int node = pages.chosen(need);
    @   old int chunk = chunks.fit(1, 1);
    @   assignable pages.state[*], chunks.state[*];
    @   ensures (\result == 0) == (node == 0 && chunk < 0); // HONEST_FAILURE
    @   ensures 0 <= \result && \result < pages.state.length;
    @   ensures \result > 0 ==> pages.state[\result] == Pages.USED && need <= tree.width[\result]
    @     && (tree.width[\result] == 1 || tree.width[\result] < 2 * need); // CAPACITY
    @   ensures \result > 0 ==> tree.head[\result] < tree.start[\result]; // DISJOINTNESS: it is no header
    @   ensures (\forall int i; i == \result && 0 < i; \old(pages.state[i]) != Pages.USED); // DISJOINTNESS
    @   ensures node > 0 ==> tree.start[\result] == tree.start[node]; // POLICY
    @   ensures node == 0 && \result > 0 ==>
    @     tree.start[\result] == tree.start[heads.node[chunk]] + tree.width[\result]; // POLICY
    @   ensures (\forall int i; 1 <= i && i < pages.state.length; (pages.state[i] == Pages.USED)
    @     == (\old(pages.state[i]) == Pages.USED || i == \result
    @     || node == 0 && 0 <= chunk && i == heads.header[chunk])); // FRAME
    @   ensures (\forall int c; 0 <= c && c < chunks.state.length;
    @     chunks.state[c] == (node == 0 && c == chunk ? Chunks.FIRST : \old(chunks.state[c])));
    @*/
  public int take(int need) {
    int node = pages.chosen(need);
    return node == 0 ? fresh(need) : cut(node, need);
  }

  /** Takes a run of pages in the lowest free chunk, which is opened; or 0. */
  /*@ private normal_behavior
    @   requires 1 <= need && 2 * need <= tree.chunk;
    @   old int chunk = chunks.fit(1, 1);
    @   assignable pages.state[*], chunks.state[*];
    @   ensures (\result == 0) == (chunk < 0) && 0 <= \result && \result < pages.state.length;
    @   ensures \result > 0 ==> pages.state[\result] == Pages.USED && need <= tree.width[\result]
    @     && (tree.width[\result] == 1 || tree.width[\result] < 2 * need);
    @   ensures \result > 0 ==> tree.head[\result] < tree.start[\result];
    @   ensures \result > 0 ==>
    @     tree.start[\result] == tree.start[heads.node[chunk]] + tree.width[\result];
    @   ensures (\forall int i; i == \result && 0 < i; \old(pages.state[i]) != Pages.USED);
    @   ensures (\forall int i; 1 <= i && i < pages.state.length; (pages.state[i] == Pages.USED)
    @     == (\old(pages.state[i]) == Pages.USED || i == \result
    @     || 0 <= chunk && i == heads.header[chunk]));
    @   ensures (\forall int c; 0 <= c && c < chunks.state.length;
    @     chunks.state[c] == (c == chunk ? Chunks.FIRST : \old(chunks.state[c])));
    @   ensures \invariant_for(pages) && \invariant_for(chunks) && \invariant_for(heads);
    @*/
  private int fresh(int need) {
    int node = opened(need);
    return node == 0 ? 0 : cut(node, need);
  }

  /** Takes a free run, and splits it to the pages that are needed. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < pages.state.length && pages.state[node] == Pages.FREE;
    @   requires 1 <= need && need <= tree.width[node];
    @   assignable pages.state[*];
    @   ensures 1 <= \result && \result < pages.state.length && pages.state[\result] == Pages.USED;
    @   ensures tree.start[\result] == tree.start[node] && tree.head[\result] < tree.start[\result];
    @   ensures (\forall int i; i == \result; \old(pages.state[i]) != Pages.USED);
    @   ensures need <= tree.width[\result] && (tree.width[\result] == 1 || tree.width[\result] < 2 * need);
    @   ensures tree.width[node] < 2 * need ==> \result == node;
    @   ensures (\forall int i; 1 <= i && i < pages.state.length; (pages.state[i] == Pages.USED)
    @     == (\old(pages.state[i]) == Pages.USED || i == \result));
    @   ensures \invariant_for(pages) && \invariant_for(chunks) && \invariant_for(heads);
    @*/
  private int cut(int node, int need) {
    //@ assert tree.width[node] <= tree.chunk && tree.head[node] < tree.start[node];
    int block = pages.take(node, need);
    //@ assert Levels.level(tree, node, block);
    return block;
  }

  /** Opens the lowest free chunk, and chooses a run there; or 0. */
  /*@ private normal_behavior
    @   requires 1 <= need && 2 * need <= tree.chunk;
    @   old int chunk = chunks.fit(1, 1);
    @   assignable pages.state[*], chunks.state[*];
    @   ensures (\result == 0) == (chunk < 0) && 0 <= \result && \result < pages.state.length;
    @   ensures \result > 0 ==> pages.state[\result] == Pages.FREE
    @     && need <= tree.width[\result] && tree.width[\result] < 2 * need
    @     && tree.start[\result] == tree.start[heads.node[chunk]] + tree.width[\result];
    @   ensures (\forall int i; 1 <= i && i < pages.state.length; (pages.state[i] == Pages.USED)
    @     == (\old(pages.state[i]) == Pages.USED || 0 <= chunk && i == heads.header[chunk]));
    @   ensures (\forall int c; 0 <= c && c < chunks.state.length;
    @     chunks.state[c] == (c == chunk ? Chunks.FIRST : \old(chunks.state[c])));
    @   ensures \invariant_for(pages) && \invariant_for(chunks) && \invariant_for(heads);
    @*/
  private int opened(int need) {
    int chunk = claim();
    if (chunk < 0) {
      return 0;
    }
    return open(chunk, need);
  }

  /** Takes the lowest free chunk. */
  /*@ private normal_behavior
    @   old int chunk = chunks.fit(1, 1);
    @   assignable chunks.state[*];
    @   ensures \result == chunk && -1 <= \result && \result < chunks.state.length;
    @   ensures \result >= 0 ==> pages.state[heads.node[\result]] == Pages.CLOSED
    @     && chunks.state[\result] == Chunks.FIRST
    @     && (\result + 1 < chunks.state.length ==> chunks.state[\result + 1] != Chunks.REST);
    @   ensures (\forall int c; 0 <= c && c < chunks.state.length;
    @     chunks.state[c] == (c == chunk ? Chunks.FIRST : \old(chunks.state[c])));
    @   ensures \invariant_for(pages) && \invariant_for(chunks) && \invariant_for(heads);
    @*/
  private int claim() {
    return chunks.take(1, 1);
  }

  /** Opens a chunk that is taken, and chooses a run there. */
  /*@ private normal_behavior
    @   requires 0 <= chunk && chunk < chunks.state.length && chunks.state[chunk] == Chunks.FIRST;
    @   requires chunk + 1 < chunks.state.length ==> chunks.state[chunk + 1] != Chunks.REST;
    @   requires pages.state[heads.node[chunk]] == Pages.CLOSED;
    @   requires 1 <= need && 2 * need <= tree.chunk;
    @   assignable pages.state[*];
    @   ensures 1 <= \result && \result < pages.state.length && pages.state[\result] == Pages.FREE;
    @   ensures need <= tree.width[\result] && tree.width[\result] < 2 * need;
    @   ensures tree.start[\result] == tree.start[heads.node[chunk]] + tree.width[\result];
    @   ensures (\forall int i; 1 <= i && i < pages.state.length; (pages.state[i] == Pages.USED)
    @     == (\old(pages.state[i]) == Pages.USED || i == heads.header[chunk]));
    @   ensures \invariant_for(pages) && \invariant_for(chunks) && \invariant_for(heads);
    @*/
  private int open(int chunk, int need) {
    //@ assert tree.unique(heads.header[chunk]);
    return pages.open(heads.node[chunk], need);
  }

  /** Gives a run back, and its chunk if nothing else is used there. */
  /*@ public normal_behavior
    @   requires 1 <= node && node < pages.state.length && pages.state[node] == Pages.USED;
    @   requires tree.head[node] < tree.start[node];
    @   requires 0 <= chunk && chunk < chunks.state.length;
    @   requires tree.head[node] == tree.start[heads.node[chunk]];
    @   requires pages.state[heads.node[chunk]] != Pages.CLOSED;
    @   assignable pages.state[*], chunks.state[*];
    @   ensures (\forall int i; 1 <= i && i < pages.state.length && i != heads.header[chunk];
    @     (pages.state[i] == Pages.USED) == (\old(pages.state[i]) == Pages.USED && i != node)); // FRAME, REUSE
    @   ensures (\forall int c; 0 <= c && c < chunks.state.length; chunks.state[c]
    @     == (c == chunk && pages.state[heads.node[c]] == Pages.CLOSED ? Chunks.FREE : \old(chunks.state[c])));
    @   ensures pages.state[heads.node[chunk]] == Pages.CLOSED // POLICY: only what is used keeps a chunk
    @     || (\exists int i; 1 <= i && i < pages.state.length; pages.state[i] == Pages.USED
    @     && tree.head[i] == tree.start[heads.node[chunk]] && tree.head[i] < tree.start[i]);
    @*/
  public void release(int node, int chunk) {
    pages.give(node);
    close(chunk);
    if (pages.state[heads.node[chunk]] == Pages.CLOSED) {
      vacate(chunk);
    }
  }

  /** A chunk that was open becomes free. */
  /*@ private normal_behavior
    @   requires 0 <= chunk && chunk < chunks.state.length && hugeAt(chunk);
    @   requires chunk + 1 < chunks.state.length ==> chunks.state[chunk + 1] != Chunks.REST;
    @   assignable chunks.state[*];
    @   ensures (\forall int c; 0 <= c && c < chunks.state.length;
    @     chunks.state[c] == (c == chunk ? Chunks.FREE : \old(chunks.state[c])));
    @*/
  private void vacate(int chunk) {
    empty(chunk);
  }

  /** Closes a chunk if nothing but its header is used there. */
  /*@ private normal_behavior
    @   requires 0 <= chunk && chunk < chunks.state.length && pages.state[heads.node[chunk]] != Pages.CLOSED;
    @   assignable pages.state[*];
    @   ensures (\forall int i; 1 <= i && i < pages.state.length && i != heads.header[chunk];
    @     (pages.state[i] == Pages.USED) == (\old(pages.state[i]) == Pages.USED));
    @   ensures pages.state[heads.node[chunk]] == Pages.CLOSED
    @     || (\exists int i; 1 <= i && i < pages.state.length; pages.state[i] == Pages.USED
    @     && tree.head[i] == tree.start[heads.node[chunk]] && tree.head[i] < tree.start[i]);
    @   ensures \invariant_for(pages) && \invariant_for(chunks) && \invariant_for(heads);
    @*/
  private void close(int chunk) {
    //@ assert tree.unique(heads.node[chunk]);
    pages.close(heads.header[chunk]);
  }

  /** Takes so many chunks in a row for a huge block, the first a multiple of {@code step}; or -1. */
  /*@ public normal_behavior
    @   requires 1 <= count && 1 <= step;
    @   old int at = chunks.fit(count, step);
    @   assignable chunks.state[*];
    @   ensures \result == at; // POLICY, HONEST_FAILURE
    @   ensures (\forall int c; 0 <= c && c < chunks.state.length; chunks.state[c]
    @     == (at < 0 || c < at || at + count <= c ? \old(chunks.state[c])
    @     : c == at ? Chunks.FIRST : Chunks.REST)); // FRAME
    @*/
  public int takeHuge(int count, int step) {
    return chunks.take(count, step);
  }

  /** Gives a huge block back. */
  /*@ public normal_behavior
    @   requires 0 <= chunk && chunk < chunks.state.length && hugeAt(chunk);
    @   old int end = chunks.end(chunk);
    @   assignable chunks.state[*];
    @   ensures (\forall int c; 0 <= c && c < chunks.state.length;
    @     chunks.state[c] == (c < chunk || end <= c ? \old(chunks.state[c]) : Chunks.FREE)); // REUSE, FRAME
    @*/
  public void giveHuge(int chunk) {
    empty(chunk);
  }

  /** The chunks of a block become free. */
  /*@ private normal_behavior
    @   requires 0 <= chunk && chunk < chunks.state.length && chunks.state[chunk] == Chunks.FIRST;
    @   requires chunks.state != pages.state && chunks.state != tree.width && chunks.state != tree.start;
    @   requires chunks.state != tree.head && pages.tree == tree && heads.tree == tree;
    @   requires chunks.state != heads.node && chunks.state != heads.header && chunks.state != heads.number;
    @   requires \invariant_for(tree) && \invariant_for(pages) && \invariant_for(chunks);
    @   requires \invariant_for(heads);
    @   old int end = chunks.end(chunk);
    @   assignable chunks.state[*];
    @   ensures (\forall int c; 0 <= c && c < chunks.state.length;
    @     chunks.state[c] == (c < chunk || end <= c ? \old(chunks.state[c]) : Chunks.FREE));
    @   ensures \invariant_for(tree) && \invariant_for(pages) && \invariant_for(chunks);
    @   ensures \invariant_for(heads);
    @ helper
    @*/
  private void empty(int chunk) {
    chunks.give(chunk);
  }

  /** Whether a huge block begins at a chunk. */
  /*@ public normal_behavior
    @   requires 0 <= chunk && chunk < chunks.state.length;
    @   ensures \result == (chunks.state[chunk] == Chunks.FIRST
    @     && pages.state[heads.node[chunk]] == Pages.CLOSED);
    @ pure
    @*/
  public boolean hugeAt(int chunk) {
    return chunks.state[chunk] == Chunks.FIRST && pages.state[heads.node[chunk]] == Pages.CLOSED;
  }

  /** The open chunk that a run is in, or -1. */
  /*@ public normal_behavior
    @   requires 1 <= node && node < pages.state.length;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < chunks.state.length;
    @   ensures 0 <= \result ==> tree.head[node] == tree.start[heads.node[\result]]
    @     && pages.state[heads.node[\result]] != Pages.CLOSED;
    @ pure
    @*/
  public int home(int node) {
    int c = 0;
    /*@ loop_invariant 0 <= c && c <= heads.count;
      @ loop_writes c;
      @ decreases heads.count - c;
      @*/
    while (c < heads.count
        && (tree.head[node] != tree.start[heads.node[c]] || pages.state[heads.node[c]] == Pages.CLOSED)) {
      c = c + 1;
    }
    return c < heads.count ? c : -1;
  }

  // A run has a power of two pages.
  /*@ public normal_behavior
    @   requires 1 <= i && i < pages.state.length;
    @   ensures \result && i < tree.width.length;
    @   ensures tree.width[i] == 1 || tree.width[i] == 2 || tree.width[i] == 4 || tree.width[i] == 8
    @     || tree.width[i] == 16 || tree.width[i] == 32 || tree.width[i] == 64 || tree.width[i] == 128
    @     || tree.width[i] == 256 || 512 <= tree.width[i];
    @ pure model public boolean power(int i) {
    @   boolean so = tree.power(i);
    @   return so;
    @ }
    @*/

  // The first page of a chunk is the chunk's first.
  /*@ public normal_behavior
    @   requires 0 <= c && c < chunks.state.length;
    @   ensures \result && 0 <= c && c < heads.header.length;
    @   ensures 1 <= heads.header[c] && heads.header[c] < tree.head.length;
    @   ensures tree.head.length == tree.start.length && tree.head[heads.header[c]] == tree.start[heads.header[c]];
    @ pure model public boolean headed(int c) { return true; }
    @*/
}
