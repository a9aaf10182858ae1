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
  final /*@ spec_public @*/ PageMap map;

  /** The pages of a chunk. */
  final /*@ spec_public @*/ int span;

  // The arrays of those below: names that are short.
  final /*@ spec_public @*/ int[] state;
  final /*@ spec_public @*/ int[] blocks;
  final /*@ spec_public @*/ int[] width;
  final /*@ spec_public @*/ int[] start;
  final /*@ spec_public @*/ int[] head;
  final /*@ spec_public @*/ int[] nodes;
  final /*@ spec_public @*/ int[] headers;
  final /*@ spec_public @*/ int[] numbers;

  /*@ // METADATA
    @ public invariant pages.tree == tree & heads.tree == tree & map.tree == tree & map.pages == pages;
    @ public invariant span == tree.chunk & state == pages.state & blocks == chunks.state;
    @ public invariant width == tree.width & start == tree.start & head == tree.head;
    @ public invariant nodes == heads.node & headers == heads.header & numbers == heads.number;
    @ public invariant blocks.length == heads.count;
    @ public invariant state != nodes & state != headers & state != numbers;
    @ public invariant blocks != nodes & blocks != headers & blocks != numbers;
    @ public invariant blocks != state & blocks != width & blocks != start & blocks != head;
    @ // DISJOINTNESS: a chunk that is open is a block by itself, so not of a huge one
    @ public invariant (\forall int c; 0 <= c && c < blocks.length && state[nodes[c]] != Pages.CLOSED;
    @   blocks[c] == Chunks.FIRST && state[headers[c]] == Pages.USED
    @   && (c + 1 < blocks.length ==> blocks[c + 1] != Chunks.REST));
    @*/

  /** Chunks that are all free. */
  /*@ public normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires chunk <= total && total <= Tree.MOST && 1 <= count;
    @   ensures (\forall int c; 0 <= c && c < blocks.length; blocks[c] == Chunks.FREE);
    @   ensures span == chunk && blocks.length <= count;
    @   ensures 4 <= width.length && start.length == width.length;
    @   ensures head.length == width.length && state.length == width.length;
    @   ensures blocks.length <= nodes.length && headers.length == nodes.length;
    @   ensures numbers.length == width.length && total <= width[1];
    @   ensures width[1] < 2 * total && width.length == 2 * width[1]; // METADATA
    @   // METADATA: the chunks lie end to end, from page 0 on
    @   ensures (\forall int c; c == 0 && c < blocks.length; start[nodes[c]] == 0);
    @   ensures (\forall int c, d; 0 <= c && d == c + 1 && d < blocks.length;
    @     start[nodes[d]] == start[nodes[c]] + span);
    @   ensures 0 < blocks.length;
    @   ensures (\forall int c; 0 <= c && c == blocks.length - 1 && blocks.length < count;
    @     start[nodes[c]] + span == width[1]);
    @   ensures \invariant_for(tree);
    @   ensures \invariant_for(pages);
    @   ensures \invariant_for(heads);
    @ pure
    @*/
  public Arena(int total, int chunk, int count) {
    pages = new Pages(total, chunk);
    tree = pages.tree;
    map = new PageMap(tree, pages);
    span = chunk;
    state = pages.state;
    width = tree.width;
    start = tree.start;
    head = tree.head;
    heads = located(tree, state, count);
    nodes = heads.node;
    headers = heads.header;
    numbers = heads.number;
    chunks = uncut(heads.count, nodes, headers, numbers, width, start, head, state);
    blocks = chunks.state;
  }

  /** Where the chunks are; of the state of the pages only the contract speaks. */
  /*@ private normal_behavior
    @   requires 0 <= count && unused != null;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.tree == tree && \result.count <= count && \invariant_for(\result);
    @   ensures unused != \result.node && unused != \result.header && unused != \result.number;
    @   ensures 0 < \result.count ==> tree.start[\result.node[0]] == 0;
    @   ensures (\forall int c, d; 0 <= c && d == c + 1 && d < \result.count;
    @     tree.start[\result.node[d]] == tree.start[\result.node[c]] + tree.chunk);
    @   ensures \result.count == 0 ==> count == 0;
    @   ensures (\forall int c; 0 <= c && c == \result.count - 1 && \result.count < count;
    @     tree.start[\result.node[c]] + tree.chunk == tree.width[1]);
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
    @   requires 1 <= need && 2 * need <= span;
    @   old int node = pages.chosen(need);
    @   old int chunk = chunks.fit(1, 1);
    @   assignable state[*], blocks[*];
    @   ensures (\result == 0) == (node == 0 && chunk < 0); // HONEST_FAILURE
    @   ensures 0 <= \result && \result < state.length;
    @   ensures \result > 0 ==> state[\result] == Pages.USED && need <= width[\result]
    @     && (width[\result] == 1 || width[\result] < 2 * need); // CAPACITY
    @   ensures \result > 0 ==> head[\result] < start[\result]; // DISJOINTNESS: it is no header
    @   ensures (\forall int i; i == \result && 0 < i; \old(state[i]) != Pages.USED); // DISJOINTNESS
    @   ensures node > 0 ==> start[\result] == start[node]; // POLICY
    @   ensures node == 0 && \result > 0 ==>
    @     start[\result] == start[nodes[chunk]] + width[\result]; // POLICY
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == Pages.USED)
    @     == (\old(state[i]) == Pages.USED || i == \result
    @     || node == 0 && 0 <= chunk && i == headers[chunk])); // FRAME
    @   ensures (\forall int c; 0 <= c && c < blocks.length;
    @     blocks[c] == (node == 0 && c == chunk ? Chunks.FIRST : \old(blocks[c])));
    @*/
  public int take(int need) {
    int node = pages.chosen(need);
    return node == 0 ? fresh(need) : cut(node, need);
  }

  /** Takes a run of pages in the lowest free chunk, which is opened; or 0. */
  /*@ private normal_behavior
    @   requires 1 <= need && 2 * need <= span;
    @   old int chunk = chunks.fit(1, 1);
    @   assignable state[*], blocks[*];
    @   ensures (\result == 0) == (chunk < 0) && 0 <= \result && \result < state.length;
    @   ensures \result > 0 ==> state[\result] == Pages.USED && need <= width[\result]
    @     && (width[\result] == 1 || width[\result] < 2 * need);
    @   ensures \result > 0 ==> head[\result] < start[\result];
    @   ensures \result > 0 ==>
    @     start[\result] == start[nodes[chunk]] + width[\result];
    @   ensures (\forall int i; i == \result && 0 < i; \old(state[i]) != Pages.USED);
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == Pages.USED)
    @     == (\old(state[i]) == Pages.USED || i == \result
    @     || 0 <= chunk && i == headers[chunk]));
    @   ensures (\forall int c; 0 <= c && c < blocks.length;
    @     blocks[c] == (c == chunk ? Chunks.FIRST : \old(blocks[c])));
    @   ensures \invariant_for(pages) && \invariant_for(chunks) && \invariant_for(heads);
    @*/
  private int fresh(int need) {
    int node = opened(need);
    return node == 0 ? 0 : cut(node, need);
  }

  /** Takes a free run, and splits it to the pages that are needed. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == Pages.FREE;
    @   requires 1 <= need && need <= width[node];
    @   assignable state[*];
    @   ensures 1 <= \result && \result < state.length && state[\result] == Pages.USED;
    @   ensures start[\result] == start[node] && head[\result] < start[\result];
    @   ensures (\forall int i; i == \result; \old(state[i]) != Pages.USED);
    @   ensures need <= width[\result] && (width[\result] == 1 || width[\result] < 2 * need);
    @   ensures width[node] < 2 * need ==> \result == node;
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == Pages.USED)
    @     == (\old(state[i]) == Pages.USED || i == \result));
    @   ensures \invariant_for(pages) && \invariant_for(chunks) && \invariant_for(heads);
    @*/
  private int cut(int node, int need) {
    //@ assert width[node] <= span && head[node] < start[node];
    int block = pages.take(node, need);
    //@ assert Levels.level(tree, node, block);
    return block;
  }

  /** Opens the lowest free chunk, and chooses a run there; or 0. */
  /*@ private normal_behavior
    @   requires 1 <= need && 2 * need <= span;
    @   old int chunk = chunks.fit(1, 1);
    @   assignable state[*], blocks[*];
    @   ensures (\result == 0) == (chunk < 0) && 0 <= \result && \result < state.length;
    @   ensures \result > 0 ==> state[\result] == Pages.FREE
    @     && need <= width[\result] && width[\result] < 2 * need
    @     && start[\result] == start[nodes[chunk]] + width[\result];
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == Pages.USED)
    @     == (\old(state[i]) == Pages.USED || 0 <= chunk && i == headers[chunk]));
    @   ensures (\forall int c; 0 <= c && c < blocks.length;
    @     blocks[c] == (c == chunk ? Chunks.FIRST : \old(blocks[c])));
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
    @   assignable blocks[*];
    @   ensures \result == chunk && -1 <= \result && \result < blocks.length;
    @   ensures \result >= 0 ==> state[nodes[\result]] == Pages.CLOSED
    @     && blocks[\result] == Chunks.FIRST
    @     && (\result + 1 < blocks.length ==> blocks[\result + 1] != Chunks.REST);
    @   ensures (\forall int c; 0 <= c && c < blocks.length;
    @     blocks[c] == (c == chunk ? Chunks.FIRST : \old(blocks[c])));
    @   ensures \invariant_for(pages) && \invariant_for(chunks) && \invariant_for(heads);
    @*/
  private int claim() {
    return chunks.take(1, 1);
  }

  /** Opens a chunk that is taken, and chooses a run there. */
  /*@ private normal_behavior
    @   requires 0 <= chunk && chunk < blocks.length && blocks[chunk] == Chunks.FIRST;
    @   requires chunk + 1 < blocks.length ==> blocks[chunk + 1] != Chunks.REST;
    @   requires state[nodes[chunk]] == Pages.CLOSED;
    @   requires 1 <= need && 2 * need <= span;
    @   assignable state[*];
    @   ensures 1 <= \result && \result < state.length && state[\result] == Pages.FREE;
    @   ensures need <= width[\result] && width[\result] < 2 * need;
    @   ensures start[\result] == start[nodes[chunk]] + width[\result];
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == Pages.USED)
    @     == (\old(state[i]) == Pages.USED || i == headers[chunk]));
    @   ensures \invariant_for(pages) && \invariant_for(chunks) && \invariant_for(heads);
    @*/
  private int open(int chunk, int need) {
    //@ assert tree.unique(headers[chunk]);
    return pages.open(nodes[chunk], need);
  }

  /** Gives a run back, and its chunk if nothing else is used there. */
  /*@ public normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == Pages.USED;
    @   requires head[node] < start[node];
    @   requires 0 <= chunk && chunk < blocks.length;
    @   requires head[node] == start[nodes[chunk]];
    @   requires state[nodes[chunk]] != Pages.CLOSED;
    @   assignable state[*], blocks[*];
    @   ensures (\forall int i; 1 <= i && i < state.length && i != headers[chunk];
    @     (state[i] == Pages.USED) == (\old(state[i]) == Pages.USED && i != node)); // FRAME, REUSE
    @   ensures (\forall int c; 0 <= c && c < blocks.length; blocks[c]
    @     == (c == chunk && state[nodes[c]] == Pages.CLOSED ? Chunks.FREE : \old(blocks[c])));
    @   ensures state[nodes[chunk]] == Pages.CLOSED // POLICY: only what is used keeps a chunk
    @     || (\exists int i; 1 <= i && i < state.length; state[i] == Pages.USED
    @     && head[i] == start[nodes[chunk]] && head[i] < start[i]);
    @*/
  public void release(int node, int chunk) {
    part(node);
    close(chunk);
    if (state[nodes[chunk]] == Pages.CLOSED) {
      vacate(chunk);
    }
  }

  /** Gives the pages of a run back to its chunk. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == Pages.USED && head[node] < start[node];
    @   assignable state[*];
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     (state[i] == Pages.USED) == (\old(state[i]) == Pages.USED && i != node)
    @     && (state[i] == Pages.CLOSED) == (\old(state[i]) == Pages.CLOSED));
    @   ensures \invariant_for(pages) && \invariant_for(chunks) && \invariant_for(heads);
    @*/
  private void part(int node) {
    pages.give(node);
  }

  /** A chunk that was open becomes free. */
  /*@ private normal_behavior
    @   requires 0 <= chunk && chunk < blocks.length && hugeAt(chunk);
    @   requires chunk + 1 < blocks.length ==> blocks[chunk + 1] != Chunks.REST;
    @   assignable blocks[*];
    @   ensures (\forall int c; 0 <= c && c < blocks.length;
    @     blocks[c] == (c == chunk ? Chunks.FREE : \old(blocks[c])));
    @   ensures \invariant_for(pages) && \invariant_for(chunks) && \invariant_for(heads);
    @*/
  private void vacate(int chunk) {
    empty(chunk);
  }

  /** Closes a chunk if nothing but its header is used there. */
  /*@ private normal_behavior
    @   requires 0 <= chunk && chunk < blocks.length && state[nodes[chunk]] != Pages.CLOSED;
    @   assignable state[*];
    @   ensures (\forall int i; 1 <= i && i < state.length && i != headers[chunk];
    @     (state[i] == Pages.USED) == (\old(state[i]) == Pages.USED));
    @   ensures state[nodes[chunk]] == Pages.CLOSED
    @     || (\exists int i; 1 <= i && i < state.length; state[i] == Pages.USED
    @     && head[i] == start[nodes[chunk]] && head[i] < start[i]);
    @   ensures \invariant_for(pages) && \invariant_for(chunks) && \invariant_for(heads);
    @*/
  private void close(int chunk) {
    //@ assert tree.unique(nodes[chunk]);
    pages.close(headers[chunk]);
  }

  /** Takes so many chunks in a row for a huge block, the first a multiple of {@code step}; or -1. */
  /*@ public normal_behavior
    @   requires 1 <= count && 1 <= step;
    @   old int at = chunks.fit(count, step);
    @   assignable blocks[*];
    @   ensures \result == at; // POLICY, HONEST_FAILURE
    @   ensures (\forall int c; 0 <= c && c < blocks.length; blocks[c]
    @     == (at < 0 || c < at || at + count <= c ? \old(blocks[c])
    @     : c == at ? Chunks.FIRST : Chunks.REST)); // FRAME
    @*/
  public int takeHuge(int count, int step) {
    return chunks.take(count, step);
  }

  /** Gives a huge block back. */
  /*@ public normal_behavior
    @   requires 0 <= chunk && chunk < blocks.length && hugeAt(chunk);
    @   old int end = chunks.end(chunk);
    @   assignable blocks[*];
    @   ensures (\forall int c; 0 <= c && c < blocks.length;
    @     blocks[c] == (c < chunk || end <= c ? \old(blocks[c]) : Chunks.FREE)); // REUSE, FRAME
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
    @   requires 0 <= chunk && chunk < blocks.length;
    @   ensures \result == (blocks[chunk] == Chunks.FIRST
    @     && state[nodes[chunk]] == Pages.CLOSED);
    @ pure
    @*/
  public boolean hugeAt(int chunk) {
    return blocks[chunk] == Chunks.FIRST && state[nodes[chunk]] == Pages.CLOSED;
  }

  /** The open chunk that a run is in, or -1. */
  /*@ public normal_behavior
    @   requires 1 <= node && node < state.length;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < blocks.length;
    @   ensures 0 <= \result ==> head[node] == start[nodes[\result]]
    @     && state[nodes[\result]] != Pages.CLOSED;
    @   ensures \result < 0 ==> (\forall int c; 0 <= c && c < blocks.length
    @     && state[nodes[c]] != Pages.CLOSED; head[node] != start[nodes[c]]);
    @ pure
    @*/
  public int home(int node) {
    return opening(head[node], blocks.length, nodes, start, state);
  }

  /** Of so many chunks the open one that begins at a page, or -1. */
  /*@ private normal_behavior
    @   requires 0 <= count && count <= nodes.length && start.length == state.length;
    @   requires (\forall int c; 0 <= c && c < count; 1 <= nodes[c] && nodes[c] < state.length);
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < count;
    @   ensures 0 <= \result ==> page == start[nodes[\result]] && state[nodes[\result]] != Pages.CLOSED;
    @   ensures \result < 0 ==> (\forall int c; 0 <= c && c < count
    @     && state[nodes[c]] != Pages.CLOSED; page != start[nodes[c]]);
    @ pure helper
    @*/
  private static int opening(int page, int count, int[] nodes, int[] start, int[] state) {
    int c = 0;
    /*@ loop_invariant 0 <= c && c <= count;
      @ loop_invariant (\forall int k; 0 <= k && k < c && state[nodes[k]] != Pages.CLOSED; page != start[nodes[k]]);
      @ loop_writes c;
      @ decreases count - c;
      @*/
    while (c < count && (page != start[nodes[c]] || state[nodes[c]] == Pages.CLOSED)) {
      c = c + 1;
    }
    return c < count ? c : -1;
  }

  /** The run in use that a page is in, or 0 if that is a header, free, or of a closed chunk. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < width[1];
    @   ensures 0 <= \result && \result < state.length;
    @   ensures \result > 0 ==> state[\result] == Pages.USED && head[\result] < start[\result]
    @     && start[\result] <= page && page < start[\result] + width[\result];
    @   ensures \result == 0 ==> (\forall int i; 1 <= i && i < state.length && state[i] == Pages.USED
    @     && head[i] < start[i]; page < start[i] || start[i] + width[i] <= page);
    @ pure
    @*/
  public int runAt(int page) {
    return map.runAt(page);
  }

  // No other node that is not split has the page.
  /*@ public normal_behavior
    @   requires 1 <= node && node < state.length;
    @   requires state[node] != Pages.ABSENT && state[node] != Pages.SPLIT;
    @   requires start[node] <= page && page < start[node] + width[node];
    @   ensures \result && (\forall int i; 1 <= i && i < state.length && state[i] != Pages.ABSENT
    @     && state[i] != Pages.SPLIT && start[i] <= page && page < start[i] + width[i];
    @     i == node); // METADATA
    @ pure model public boolean only(int node, int page) {
    @   boolean so = map.only(node, page);
    @   return so;
    @ }
    @*/

  // A run has a power of two pages.
  /*@ public normal_behavior
    @   requires 1 <= i && i < state.length;
    @   ensures \result && i < width.length;
    @   ensures width[i] == 1 || width[i] == 2 || width[i] == 4 || width[i] == 8
    @     || width[i] == 16 || width[i] == 32 || width[i] == 64 || width[i] == 128
    @     || width[i] == 256 || 512 <= width[i];
    @ pure model public boolean power(int i) {
    @   boolean so = tree.power(i);
    @   return so;
    @ }
    @*/

  // The first page of a chunk is the chunk's first.
  /*@ public normal_behavior
    @   requires 0 <= c && c < blocks.length;
    @   ensures \result && 0 <= c && c < headers.length;
    @   ensures 1 <= headers[c] && headers[c] < head.length;
    @   ensures head.length == start.length && head[headers[c]] == start[headers[c]];
    @ pure model public boolean headed(int c) { return true; }
    @*/

  // Where a run is taken is a multiple of its bytes, so of an alignment that divides these.
  /*@ public normal_behavior
    @   requires 2 * need <= span && (need == 1 || need == 2 || need == 4 || need == 8 || need == 16
    @     || need == 32 || need == 64 || need == 128 || need == 256);
    @   requires 1 <= alignment && org.alloracle.reference.Multiples.rem((long) (4096L * need), alignment) == 0;
    @   old int node = pages.chosen(need);
    @   old int chunk = chunks.fit(1, 1);
    @   ensures \result && (0 < node ==> org.alloracle.reference.Multiples.rem((long) (4096L * start[node]), alignment) == 0);
    @   ensures 0 <= chunk ==> org.alloracle.reference.Multiples.rem((long) (4096L * (start[nodes[chunk]] + need)), alignment) == 0;
    @ pure model public boolean aligned(int need, long alignment) {
    @   int node = pages.chosen(need);
    @   int chunk = chunks.fit(1, 1);
    @   boolean here = node <= 0 || Levels.starts(tree, node, need)
    @     && Levels.under((long) (4096L * start[node]), (long) (4096L * need), alignment);
    @   boolean there = chunk < 0 || Levels.starts(tree, nodes[chunk], need)
    @     && Levels.under((long) (4096L * (start[nodes[chunk]] + need)), (long) (4096L * need), alignment);
    @   return here && there;
    @ }
    @*/
}
