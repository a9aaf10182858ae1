package org.alloracle.reference.bitpool;

/** Searches in sets of nodes. They know of no bits: those are the business of {@link Words}. */
public final class Nodes {
  private Nodes() {}

  /** The union of the claim masks of the nodes of a set. */
  /*@ public normal_behavior
    @   requires 0 <= live;
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @   ensures (\forall int i; 1 <= i && i <= 31; Words.has(\result, i)
    @       == (\exists int j; 1 <= j && j <= 31; Words.has(live, j) && Tree.related(j, i)));
    @ pure helper
    @*/
  public static int claims(int live) {
    int word = 0;
    int node = 1;
    /*@ loop_invariant 1 <= node && node <= 32 && 0 <= word;
      @ loop_invariant (\forall int i; 1 <= i && i <= 31; Words.has(word, i)
      @     == (\exists int j; 1 <= j && j < node; Words.has(live, j) && Tree.related(j, i)));
      @ loop_assigns node, word;
      @ decreases 32 - node;
      @*/
    while (node <= 31) {
      if (Words.has(live, node)) {
        word = Words.union(word, Words.claim(node));
      }
      node++;
    }
    return word;
  }

  /** The lowest node of a level that is not in a set, 0 if all are. */
  /*@ public normal_behavior
    @   requires 0 <= word;
    @   requires first == 1 || first == 2 || first == 4 || first == 8 || first == 16 || first == 32;
    @   assignable \nothing;
    @   ensures \result == 0
    @       || first <= \result && \result < 2 * first && \result <= 31 && !Words.has(word, \result);
    @   ensures (\forall int i; first <= i && i < 2 * first && i <= 31
    @       && (\result == 0 || i < \result); Words.has(word, i));
    @ pure helper
    @*/
  public static int lowestClear(int word, int first) {
    int node = first;
    /*@ loop_invariant first <= node && node <= 2 * first;
      @ loop_invariant (\forall int i; first <= i && i < node && i <= 31; Words.has(word, i));
      @ loop_assigns node;
      @ decreases 2 * first - node;
      @*/
    while (node < 2 * first && node <= 31) {
      if (!Words.has(word, node)) {
        return node;
      }
      node++;
    }
    return 0;
  }

  /** The lowest node of a set that starts at an offset, 0 if none does. */
  /*@ public normal_behavior
    @   requires 0 <= word;
    @   assignable \nothing;
    @   ensures \result == 0 || 1 <= \result && \result <= 31 && Words.has(word, \result)
    @       && Tree.offset(\result) == offset;
    @   ensures (\forall int i; 1 <= i && i <= 31 && (\result == 0 || i < \result) && Words.has(word, i);
    @       Tree.offset(i) != offset);
    @ pure helper
    @*/
  public static int startingAt(int word, int offset) {
    int node = 1;
    /*@ loop_invariant 1 <= node && node <= 32;
      @ loop_invariant (\forall int i; 1 <= i && i < node && Words.has(word, i);
      @     Tree.offset(i) != offset);
      @ loop_assigns node;
      @ decreases 32 - node;
      @*/
    while (node <= 31) {
      if (Words.has(word, node) && Tree.offset(node) == offset) {
        return node;
      }
      node++;
    }
    return 0;
  }
}
