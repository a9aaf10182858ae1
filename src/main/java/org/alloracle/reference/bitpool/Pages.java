package org.alloracle.reference.bitpool;

import org.alloracle.contract.BlockAllocator;

/** The two words of every page: its live nodes, and the nodes that these claim. */
public final class Pages {
  private final /*@ spec_public @*/ int[] live;
  private final /*@ spec_public @*/ int[] claim;

  /*@ // METADATA: two words a page, none negative as there is no node 0.
    @ public invariant live != claim && live.length == claim.length && 1 <= live.length;
    @ public invariant (\forall int p; 0 <= p && p < live.length; 0 <= live[p] && 0 <= claim[p]);
    @ // METADATA, CONSERVATION: the claim word is exactly the union of the live nodes' claims.
    @ public invariant (\forall int p, n; 0 <= p && p < live.length && 1 <= n && n <= 31;
    @     Words.has(claim[p], n)
    @     == (\exists int i; 1 <= i && i <= 31; Words.has(live[p], i) && Tree.related(i, n)));
    @ // DISJOINTNESS: no two live nodes of a page are related.
    @ public invariant (\forall int p, i, j; 0 <= p && p < live.length && 1 <= i && i <= 31
    @     && 1 <= j && j <= 31 && i != j && Words.has(live[p], i) && Words.has(live[p], j);
    @     !Tree.related(i, j));
    @*/

  /** Makes pages without live nodes; at least one. */
  /*@ public normal_behavior
    @   requires 1 <= pages;
    @   ensures live.length == pages;
    @   ensures (\forall int p; 0 <= p && p < pages; live[p] == 0 && claim[p] == 0);
    @ pure
    @*/
  public Pages(int pages) {
    live = new int[pages];
    claim = new int[pages];
  }

  /** The number of pages. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result == live.length;
    @ pure helper
    @*/
  public int count() {
    return live.length;
  }

  /** The live nodes of a page, as a word. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < live.length;
    @   assignable \nothing;
    @   ensures \result == live[page];
    @ pure helper
    @*/
  public int live(int page) {
    return live[page];
  }

  /** The claimed nodes of a page, as a word. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < claim.length;
    @   assignable \nothing;
    @   ensures \result == claim[page];
    @ pure helper
    @*/
  public int claim(int page) {
    return claim[page];
  }

  /** The live node that starts at an offset of a page, 0 if none does or there is no such page. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < live.length;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= 31;
    @   ensures \result != 0 ==> Words.has(live[page], \result) && Tree.offset(\result) == offset;
    @   ensures (\forall int n; 1 <= n && n <= 31 && Words.has(live[page], n)
    @       && Tree.offset(n) == offset; n == \result);
    @ also public normal_behavior
    @   requires page < 0 || live.length <= page;
    @   assignable \nothing;
    @   ensures \result == 0;
    @ pure
    @*/
  public int startingAt(int page, int offset) {
    if (page < 0 || live.length <= page) {
      return 0;
    }
    int node = Nodes.startingAt(live[page], offset);
    /*@ assert node != 0 ==> (\forall int n; 1 <= n && n <= 31 && Words.has(live[page], n)
      @     && Tree.offset(n) == offset; Tree.share(n, node));
      @*/
    return node;
  }

  /** Hands out the free node of a level with the lowest address. */
  /*@ public normal_behavior
    @   requires level == 1 || level == 2 || level == 4 || level == 8 || level == 16 || level == 32;
    @   assignable live[*], claim[*];
    @   // HONEST_FAILURE: refused exactly if no page has a free node of the level; nothing changes.
    @   ensures (\result == BlockAllocator.NONE) == (\forall int p, n; 0 <= p && p < live.length
    @       && level <= n && n < 2 * level && n <= 31;
    @       \old(Words.has(claim[p], n)));
    @   ensures \result == BlockAllocator.NONE ==> (\forall int p; 0 <= p && p < live.length;
    @       live[p] == \old(live[p]));
    @   // CONSERVATION: a free node of the level becomes live, only that; FRAME: other pages stay.
    @   ensures \result != BlockAllocator.NONE ==> (\exists int p, n; 0 <= p && p < live.length
    @       && level <= n && n < 2 * level && n <= 31;
    @       \result == Tree.address(p, n) && !\old(Words.has(claim[p], n))
    @       && (\forall int i; 1 <= i && i <= 31;
    @           Words.has(live[p], i) == (i == n || \old(Words.has(live[p], i))))
    @       && (\forall int q; 0 <= q && q < live.length && q != p;
    @           live[q] == \old(live[q]) && claim[q] == \old(claim[q])));
    @   // POLICY: every node of the level at a lower address was claimed.
    @   ensures \result != BlockAllocator.NONE ==> (\forall int p, n; 0 <= p && p < live.length
    @       && level <= n && n < 2 * level && n <= 31
    @       && Tree.address(p, n) < \result; \old(Words.has(claim[p], n)));
    @*/
  public long take(int level) {
    int page = withRoom(level);
    int node = Nodes.lowestClear(claim[page], level);
    put(page, Words.with(live[page], node));
    return node == 0 ? BlockAllocator.NONE : Tree.address(page, node);
  }

  /** Makes a live node free; the claims of the other live nodes stay, and only they. */
  /*@ public normal_behavior
    @   requires 0 <= page && page < live.length && 1 <= node && node <= 31;
    @   requires Words.has(live[page], node);
    @   assignable live[page], claim[page];
    @   ensures (\forall int n; 1 <= n && n <= 31;
    @       Words.has(live[page], n) == (n != node && \old(Words.has(live[page], n))));
    @*/
  public void release(int page, int node) {
    put(page, Words.without(live[page], node));
  }

  /** The lowest page with a free node of a level; if none has one, the last page. */
  /*@ private normal_behavior
    @   requires first == 1 || first == 2 || first == 4 || first == 8 || first == 16 || first == 32;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < live.length;
    @   ensures (\forall int p, n; 0 <= p && p < \result && first <= n && n < 2 * first && n <= 31;
    @       Words.has(claim[p], n));
    @   ensures Nodes.lowestClear(claim[\result], first) != 0 || \result == live.length - 1;
    @ pure
    @*/
  private int withRoom(int first) {
    int page = 0;
    /*@ loop_invariant 0 <= page && page < claim.length;
      @ loop_invariant (\forall int p, n; 0 <= p && p < page && first <= n && n < 2 * first
      @     && n <= 31; Words.has(claim[p], n));
      @ loop_assigns page;
      @ decreases claim.length - page;
      @*/
    while (page < claim.length - 1 && Nodes.lowestClear(claim[page], first) == 0) {
      page++;
    }
    return page;
  }

  /** Makes a set of nodes the live nodes of a page. */
  /*@ private normal_behavior
    @   requires 0 <= page && page < live.length && 0 <= nodes;
    @   requires (\forall int i, j; 1 <= i && i <= 31 && 1 <= j && j <= 31 && i != j
    @       && Words.has(nodes, i) && Words.has(nodes, j); !Tree.related(i, j));
    @   assignable live[page], claim[page];
    @   ensures live[page] == nodes;
    @   ensures (\forall int w, n; 0 <= w && 1 <= n && n <= 31;
    @       Words.has(w, n) == \old(Words.has(w, n)));
    @*/
  private void put(int page, int nodes) {
    Words.set(live, page, nodes);
    Words.set(claim, page, Nodes.claims(nodes));
  }
}
