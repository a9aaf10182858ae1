package org.alloracle.reference.jemalloc;

/** Lemmas on nodes of a {@link Tree} that start at one page. */
public final class Levels {
  private Levels() {}

  // Of two widths the greater is at least twice the lesser.
  /*@ public normal_behavior
    @   requires 1 <= i && i < tree.width.length && 1 <= j && j < tree.width.length;
    @   requires tree.width[i] < tree.width[j];
    @   ensures \result && 2 * tree.width[i] <= tree.width[j];
    @   measured_by tree.width[i];
    @ pure model public static boolean gap(Tree tree, int i, int j) {
    @   boolean half = 2 * tree.width[2 * j] == tree.width[j];
    @   return 2 * i < tree.width.length ? 2 * tree.width[2 * i] == tree.width[i] && gap(tree, 2 * i, 2 * j) : half;
    @ }
    @*/

  // Two nodes in a chunk that start at one page are in the same chunk.
  /*@ public normal_behavior
    @   requires 1 <= i && i < tree.width.length && 1 <= j && j < tree.width.length;
    @   requires tree.start[i] == tree.start[j] && tree.width[j] <= tree.width[i] && tree.width[i] <= tree.chunk;
    @   ensures \result && tree.head[i] == tree.head[j];
    @   measured_by tree.width[i];
    @ pure model public static boolean same(Tree tree, int i, int j) {
    @   if (tree.width[i] == tree.width[j]) {
    @     boolean unique = tree.unique(i);
    @     return unique;
    @   }
    @   boolean gap = gap(tree, j, i);
    @   boolean half = 2 * tree.width[2 * i] == tree.width[i] && tree.start[2 * i] == tree.start[i];
    @   boolean below = same(tree, 2 * i, j);
    @   return below;
    @ }
    @*/

  // The same, whichever is the wider.
  /*@ public normal_behavior
    @   requires 1 <= i && i < tree.width.length && 1 <= j && j < tree.width.length;
    @   requires tree.start[i] == tree.start[j] && tree.width[i] <= tree.chunk && tree.width[j] <= tree.chunk;
    @   ensures \result && tree.head[i] == tree.head[j];
    @ pure model public static boolean level(Tree tree, int i, int j) {
    @   boolean same = tree.width[j] <= tree.width[i] ? same(tree, i, j) : same(tree, j, i);
    @   return same;
    @ }
    @*/
}
