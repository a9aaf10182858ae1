package org.alloracle.reference.jemalloc;

/**
 * The pages of all chunks: binary buddies in each chunk that is open, but its first page, the header.
 *
 * <p>A run is a node of the tree that is {@link #USED}, so it has a power of two pages, and starts at
 * a multiple of them. The header is such a node too, at its chunk's beginning: what is never free has
 * no free buddy, and so nothing merges with it until the chunk is closed.
 */
public final class Pages {
  /** Below a node that is not split. */
  public static final int ABSENT = 0;

  /** A chunk that is not ours. */
  public static final int CLOSED = 1;

  public static final int FREE = 2;
  public static final int SPLIT = 3;
  public static final int USED = 4;

  final /*@ spec_public @*/ Tree tree;
  final /*@ spec_public @*/ int[] state;

  /*@ public invariant state.length == tree.width.length && state.length == tree.start.length;
    @ public invariant state.length == tree.head.length && 4 <= state.length && state.length % 2 == 0;
    @ public invariant state != tree.width && state != tree.start && state != tree.head;
    @ // METADATA: each page is in one run, used or free, or a header, or in a chunk that is closed
    @ public invariant state[1] != ABSENT;
    @ public invariant (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < state.length;
    @   (state[i] != ABSENT) == (state[p] == SPLIT));
    @ public invariant (\forall int i; 1 <= i && i < state.length; ABSENT <= state[i] && state[i] <= USED
    @   && (state.length <= 2 * i ==> state[i] != SPLIT)
    @   && (tree.chunk < tree.width[i] ==> state[i] == SPLIT) // chunks are whole, and apart
    @   && (state[i] == CLOSED ==> tree.width[i] == tree.chunk)
    @   && (state[i] == FREE ==> tree.head[i] < tree.start[i])); // DISJOINTNESS: a header is in no run
    @ public invariant (\forall int p; 1 <= p && 2 * p < state.length;
    @   state[2 * p] != FREE || state[2 * p + 1] != FREE); // COALESCING
    @*/

  /** So many chunks, all closed. */
  /*@ public normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires chunk <= pages && pages <= Tree.MOST;
    @   ensures tree.chunk == chunk && pages <= tree.width[1] && \invariant_for(tree);
    @   ensures tree.width[1] < 2 * pages && state.length == 2 * tree.width[1];
    @   ensures (\forall int i; 1 <= i && i < state.length; state[i] == (chunk < tree.width[i] ? SPLIT
    @     : tree.width[i] == chunk ? CLOSED : ABSENT)); // CONSERVATION
    @ pure
    @*/
  public Pages(int pages, int chunk) {
    tree = new Tree(pages, chunk);
    state = states(tree.width, chunk);
  }

  /*@ private normal_behavior
    @   requires 2 <= width.length;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == width.length;
    @   ensures (\forall int i; 1 <= i && i < width.length;
    @     \result[i] == (chunk < width[i] ? SPLIT : width[i] == chunk ? CLOSED : ABSENT));
    @*/
  private static int[] states(int[] width, int chunk) {
    int[] state = new int[width.length];
    int i = 1;
    /*@ loop_invariant 1 <= i && i <= width.length;
      @ loop_invariant (\forall int k; 1 <= k && k < i;
      @   state[k] == (chunk < width[k] ? SPLIT : width[k] == chunk ? CLOSED : ABSENT));
      @ loop_writes i, state[*];
      @ decreases width.length - i;
      @*/
    while (i < width.length) {
      state[i] = chunk < width[i] ? SPLIT : width[i] == chunk ? CLOSED : ABSENT;
      i = i + 1;
    }
    return state;
  }

  /** Whether a run serves better than another: by its chunk, then by its pages, then by its place. */
  /*@ private normal_behavior
    @   requires tree.width.length == tree.start.length && tree.width.length == tree.head.length;
    @   requires 1 <= i && i < tree.width.length && 1 <= j && j < tree.width.length;
    @   assignable \nothing;
    @   ensures \result == (tree.head[i] < tree.head[j] || tree.head[i] == tree.head[j]
    @     && (tree.width[i] < tree.width[j] || tree.width[i] == tree.width[j] && tree.start[i] < tree.start[j]));
    @ spec_public pure helper
    @*/
  private boolean before(int i, int j) {
    return tree.head[i] < tree.head[j]
        || (tree.head[i] == tree.head[j]
            && (tree.width[i] < tree.width[j]
                || (tree.width[i] == tree.width[j] && tree.start[i] < tree.start[j])));
  }

  /** The free run that serves a request for pages, or 0. */
  /*@ public normal_behavior
    @   requires 1 <= state.length && tree.width.length == state.length;
    @   requires tree.start.length == state.length && tree.head.length == state.length;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < state.length;
    @   ensures \result == 0 ==> (\forall int i; 1 <= i && i < state.length;
    @     state[i] == FREE ==> tree.width[i] < need); // HONEST_FAILURE
    @   ensures \result > 0 ==> state[\result] == FREE && need <= tree.width[\result];
    @   ensures \result > 0 ==> (\forall int i; 1 <= i && i < state.length && state[i] == FREE
    @     && need <= tree.width[i]; !before(i, \result)); // POLICY
    @ pure helper
    @*/
  public int chosen(int need) {
    int best = 0;
    int i = 1;
    /*@ loop_invariant 1 <= i && i <= state.length && 0 <= best && best < i;
      @ loop_invariant best == 0 ==> (\forall int k; 1 <= k && k < i; state[k] == FREE ==> tree.width[k] < need);
      @ loop_invariant best > 0 ==> state[best] == FREE && need <= tree.width[best];
      @ loop_invariant best > 0 ==> (\forall int k; 1 <= k && k < i && state[k] == FREE && need <= tree.width[k];
      @   !before(k, best));
      @ loop_writes i, best;
      @ decreases state.length - i;
      @*/
    while (i < state.length) {
      if (state[i] == FREE && need <= tree.width[i] && (best == 0 || before(i, best))) {
        best = i;
      }
      i = i + 1;
    }
    return best;
  }

  /** Takes a free run and splits it to the pages that a request needs, keeping the lower halves. */
  /*@ public normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == FREE;
    @   requires 1 <= need && need <= tree.width[node];
    @   assignable state[*];
    @   ensures 1 <= \result && \result < state.length && state[\result] == USED;
    @   ensures tree.start[\result] == tree.start[node]; // POLICY
    @   ensures need <= tree.width[\result] && (tree.width[\result] == 1 || tree.width[\result] < 2 * need); // CAPACITY
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     (state[i] == USED) == (i == \result || \old(state[i]) == USED)); // FRAME
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     (state[i] == CLOSED) == (\old(state[i]) == CLOSED)); // CONSERVATION
    @   ensures (\forall int i; i == \result; \old(state[i]) != USED);
    @   ensures tree.width[node] < 2 * need ==> \result == node; // POLICY
    @*/
  public int take(int node, int need) {
    occupy(node);
    return split(node, need);
  }

  /**
   * Opens a chunk: its first page is its header, the others are free. The smallest of its runs that
   * serves a request; they have 1, 2, 4 and more pages, each as far from the chunk's start as it is
   * long.
   */
  /*@ public normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == CLOSED;
    @   requires 1 <= need && 2 * need <= tree.chunk;
    @   assignable state[*];
    @   ensures 1 <= \result && \result < state.length && state[\result] == FREE;
    @   ensures tree.start[\result] == tree.start[node] + tree.width[\result]; // POLICY
    @   ensures need <= tree.width[\result] && tree.width[\result] < 2 * need; // POLICY
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == USED) // METADATA: the header; FRAME
    @     == (tree.width[i] == 1 && tree.start[i] == tree.start[node] || \old(state[i]) == USED));
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     (state[i] == CLOSED) == (\old(state[i]) == CLOSED && i != node));
    @*/
  public int open(int node, int need) {
    occupy(node);
    return carve(node, need);
  }

  /** Splits a used node to its first page; the smallest of the upper halves that serves a request. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == USED;
    @   requires 1 <= need && 2 * need <= tree.width[node] && tree.width[node] <= tree.chunk;
    @   assignable state[*];
    @   ensures 1 <= \result && \result < state.length && state[\result] == FREE;
    @   ensures tree.start[\result] == tree.start[node] + tree.width[\result];
    @   ensures need <= tree.width[\result] && tree.width[\result] < 2 * need;
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == USED)
    @     == (tree.width[i] == 1 && tree.start[i] == tree.start[node] || \old(state[i]) == USED && i != node));
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     (state[i] == CLOSED) == (\old(state[i]) == CLOSED));
    @   measured_by state.length - node;
    @*/
  private int carve(int node, int need) {
    halve(node);
    if (4 * need <= tree.width[node]) {
      return carve(2 * node, need);
    }
    // Only the proof uses it, so this name, which the compiler's checks let pass.
    int unusedHeader = split(2 * node, 1);
    //@ assert tree.unique(unusedHeader);
    return 2 * node + 1;
  }

  /** A free run, or a chunk that is not ours, becomes used. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && (state[node] == FREE || state[node] == CLOSED);
    @   assignable state[node];
    @   ensures state[node] == USED;
    @*/
  private void occupy(int node) {
    state[node] = USED;
  }

  /** Splits a used node, keeping the lower halves, until a half would be too few pages. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == USED;
    @   requires 1 <= need && need <= tree.width[node];
    @   assignable state[*];
    @   ensures 1 <= \result && \result < state.length && state[\result] == USED;
    @   ensures tree.start[\result] == tree.start[node]; // POLICY
    @   ensures need <= tree.width[\result] && (tree.width[\result] == 1 || tree.width[\result] < 2 * need); // CAPACITY
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     (state[i] == USED) == (i == \result || (\old(state[i]) == USED && i != node)) // FRAME
    @     && (state[i] == CLOSED) == (\old(state[i]) == CLOSED)
    @     && (\old(state[i]) == FREE ==> state[i] == FREE));
    @   ensures (\forall int i; i == \result; i == node || \old(state[i]) == ABSENT);
    @   ensures tree.width[node] < 2 * need ==> \result == node; // POLICY
    @   measured_by state.length - node;
    @*/
  private int split(int node, int need) {
    int block = node;
    if (tree.width[node] > 1 && 2 * need <= tree.width[node]) {
      halve(node);
      block = split(2 * node, need);
    }
    return block;
  }

  /** One step of a split: the lower half stays used, the upper half becomes free. */
  /*@ private normal_behavior
    @   requires 1 <= node && 2 * node < state.length && state[node] == USED;
    @   assignable state[node], state[2 * node], state[2 * node + 1];
    @   ensures state[node] == SPLIT && state[2 * node] == USED && state[2 * node + 1] == FREE;
    @   ensures \old(state[2 * node]) == ABSENT && \old(state[2 * node + 1]) == ABSENT;
    @*/
  private void halve(int node) {
    state[node] = SPLIT;
    state[2 * node] = USED;
    state[2 * node + 1] = FREE;
  }

  /** Frees a run, merged with its buddy, and so on, for as long as that is free. */
  /*@ public normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == USED && tree.head[node] < tree.start[node];
    @   assignable state[*];
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     (state[i] == USED) == (\old(state[i]) == USED && i != node) // FRAME, REUSE
    @     && (state[i] == CLOSED) == (\old(state[i]) == CLOSED));
    @   measured_by node;
    @*/
  public void give(int node) {
    int parent = Tree.parent(node);
    int buddy = Tree.buddy(node, parent);
    if (node > 1 && state[buddy] == FREE) {
      merge(parent, node, buddy);
      give(parent);
    } else {
      vacate(parent, node, buddy);
    }
  }

  /** Closes the chunk of a header if nothing else is used there, and only then; its node, or 0. */
  /*@ public normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == USED && tree.width[node] == 1;
    @   requires tree.head[node] == tree.start[node];
    @   assignable state[*];
    @   ensures 0 <= \result && \result < state.length;
    @   ensures \result > 0 ==> state[\result] == CLOSED && tree.start[\result] == tree.start[node];
    @   ensures \result == 0 ==> (\exists int i; 1 <= i && i < state.length; state[i] == USED
    @     && tree.head[i] == tree.start[node] && tree.head[i] < tree.start[i]); // POLICY
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     (state[i] == USED) == (\old(state[i]) == USED && (\result == 0 || i != node)) // FRAME
    @     && (state[i] == CLOSED) == (\old(state[i]) == CLOSED || i == \result));
    @*/
  public int close(int node) {
    //@ assert tree.unique(node);
    int top = shrunk(node);
    return tree.width[top] == 1 ? 0 : top;
  }

  /**
   * What becomes of a header: it takes in what is free beside it. If that is the whole chunk, that is
   * closed; if not, the header gives it back.
   */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == USED && tree.head[node] == tree.start[node];
    @   assignable state[*];
    @   ensures 1 <= \result && \result < state.length && tree.start[\result] == tree.start[node];
    @   ensures tree.width[\result] == 1 || tree.width[\result] == tree.chunk;
    @   ensures tree.width[\result] == 1 ==> (\exists int i; 1 <= i && i < state.length; state[i] == USED
    @     && tree.head[i] == tree.start[node] && tree.head[i] < tree.start[i]);
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == USED)
    @     == (i == \result && tree.width[i] == 1 || \old(state[i]) == USED && i != node)
    @     && (state[i] == CLOSED) == (\old(state[i]) == CLOSED || i == \result && tree.width[i] != 1));
    @   measured_by node;
    @*/
  private int shrunk(int node) {
    int parent = Tree.parent(node);
    int buddy = Tree.buddy(node, parent);
    //@ split
    if (tree.width[node] == tree.chunk) {
      shut(node);
      return node;
    }
    //@ split
    if (state[buddy] == FREE) {
      merge(parent, node, buddy);
      return shrunk(parent);
    }
    //@ assert tree.head[node] == tree.head[parent] && tree.head[parent] <= tree.start[parent];
    //@ assert node == 2 * parent && tree.start[buddy] == tree.start[parent] + tree.width[buddy];
    return kept(node);
  }

  /** A header beside which not all is free is a page again. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == USED && tree.head[node] == tree.start[node];
    @   requires node + 1 < state.length && tree.width[node + 1] < tree.chunk;
    @   requires state[node + 1] == USED || state[node + 1] == SPLIT;
    @   requires tree.head[node + 1] == tree.start[node] && tree.start[node] < tree.start[node + 1];
    @   assignable state[*];
    @   ensures 1 <= \result && \result < state.length && tree.start[\result] == tree.start[node];
    @   ensures tree.width[\result] == 1;
    @   ensures (\exists int i; 1 <= i && i < state.length; state[i] == USED
    @     && tree.head[i] == tree.start[node] && tree.head[i] < tree.start[i]);
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == USED)
    @     == (i == \result || \old(state[i]) == USED && i != node)
    @     && (state[i] == CLOSED) == (\old(state[i]) == CLOSED));
    @*/
  private int kept(int node) {
    //@ ghost int other = used(node + 1);
    int top = split(node, 1);
    //@ assert state[other] == USED && tree.head[other] == tree.start[node] && tree.head[other] < tree.start[other];
    return top;
  }

  // Where not all is free a run is used.
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && tree.width[node] < tree.chunk;
    @   requires state[node] == USED || state[node] == SPLIT;
    @   ensures 1 <= \result && \result < state.length && state[\result] == USED;
    @   ensures tree.start[node] <= tree.start[\result] && tree.head[\result] == tree.head[node];
    @   measured_by state.length - node;
    @ pure model private int used(int node) {
    @   if (state[node] == USED) {
    @     return node;
    @   }
    @   int below = state[2 * node] == FREE ? 2 * node + 1 : 2 * node;
    @   int found = used(below);
    @   return found;
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == USED && tree.width[node] == tree.chunk;
    @   assignable state[node];
    @   ensures state[node] == CLOSED;
    @*/
  private void shut(int node) {
    state[node] = CLOSED;
  }

  /** One step of a merge: the used half takes in its free buddy. */
  /*@ private normal_behavior
    @   requires 1 <= parent && 2 * parent < state.length;
    @   requires 2 * parent <= node && node <= 2 * parent + 1 && buddy == 4 * parent + 1 - node;
    @   requires state[node] == USED && state[buddy] == FREE;
    @   assignable state[parent], state[node], state[buddy];
    @   ensures state[parent] == USED && state[node] == ABSENT && state[buddy] == ABSENT;
    @   ensures \old(state[parent]) == SPLIT;
    @   ensures tree.head[parent] == tree.head[node]; // in one chunk, and the header's if node is
    @   ensures (tree.head[node] == tree.start[parent]) == (tree.head[node] == tree.start[node]);
    @*/
  private void merge(int parent, int node, int buddy) {
    state[parent] = USED;
    state[node] = ABSENT;
    state[buddy] = ABSENT;
  }

  /** A used node becomes free; its buddy, if it has one, is not. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == USED && tree.head[node] < tree.start[node];
    @   requires 1 < node ==> 2 * parent <= node && node <= 2 * parent + 1 && buddy == 4 * parent + 1 - node;
    @   requires 1 < node ==> state[buddy] != FREE;
    @   assignable state[node];
    @   ensures state[node] == FREE;
    @*/
  void vacate(int parent, int node, int buddy) {
    state[node] = FREE;
  }
}
