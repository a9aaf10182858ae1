package org.alloracle.reference.jemalloc;

/** Lemmas on nodes of a {@link Tree}: those that start at one page, and where they can start. */
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

  // A node starts at a multiple of its own pages.
  /*@ public normal_behavior
    @   requires 1 <= i && i < tree.width.length;
    @   ensures \result && org.alloracle.reference.Multiples.rem((long) tree.start[i], (long) tree.width[i]) == 0;
    @   measured_by i;
    @ pure model public static boolean aligned(Tree tree, int i) {
    @   if (i == 1) {
    @     boolean zero = org.alloracle.reference.Multiples.zero((long) tree.width[1]);
    @     return zero;
    @   }
    @   int p = tree.parent(i);
    @   boolean above = aligned(tree, p);
    @   boolean half = 2 * tree.width[i] == tree.width[p] && child((long) tree.start[p], (long) tree.width[i]);
    @   return half;
    @ }
    @*/

  // The halves of what starts at a multiple of its width.
  /*@ private normal_behavior
    @   requires 0 <= x && x <= 1048576 && 1 <= w && w <= 1048576;
    @   requires org.alloracle.reference.Multiples.rem(x, (long) (2 * w)) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem(x, w) == 0
    @     && org.alloracle.reference.Multiples.rem((long) (x + w), w) == 0;
    @ pure model private static boolean child(long x, long w) {
    @   long q = (long) (x / (2 * w));
    @   boolean whole = org.alloracle.reference.Multiples.whole(x, (long) (2 * w));
    @   boolean twice = twice(x, q, w);
    @   return org.alloracle.reference.Multiples.itself(w) && org.alloracle.reference.Divisors.sum(x, w, w);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires x <= 1048576 && 0 <= q && 1 <= w && x == q * (2 * w);
    @   ensures \result && org.alloracle.reference.Multiples.rem(x, w) == 0;
    @ pure model private static boolean twice(long x, long q, long w) {
    @   assert x == q * w + q * w;
    @   return org.alloracle.reference.Divisors.added(q, q, w);
    @ }
    @*/

  // A node with enough pages starts at a multiple of those that are needed, and so does what comes so many after it.
  /*@ public normal_behavior
    @   requires 1 <= i && i < tree.width.length && need <= tree.width[i] && tree.width[i] <= 512;
    @   requires (need == 1 || need == 2 || need == 4 || need == 8 || need == 16
    @     || need == 32 || need == 64 || need == 128 || need == 256);
    @   ensures \result && org.alloracle.reference.Multiples.rem((long) (4096L * tree.start[i]), (long) (4096L * need)) == 0
    @     && org.alloracle.reference.Multiples.rem((long) (4096L * (tree.start[i] + need)), (long) (4096L * need)) == 0;
    @ pure model public static boolean starts(Tree tree, int i, int need) {
    @   long w = (long) tree.width[i];
    @   long x = (long) tree.start[i];
    @   long n = (long) need;
    @   boolean own = aligned(tree, i) && tree.power(i);
    @   boolean multiple = Wholes.two(w) && Wholes.two(n) && org.alloracle.reference.Divisors.divides(w, n)
    @     && under(x, w, n);
    @   boolean next = org.alloracle.reference.Multiples.itself(n) && org.alloracle.reference.Divisors.sum(x, n, n);
    @   return bytes(x, n) && bytes((long) (x + n), n);
    @ }
    @*/

  // What is a multiple of a multiple is one.
  /*@ public normal_behavior
    @   requires 0 <= x && x <= 4294967296L && 1 <= w && 1 <= m;
    @   requires org.alloracle.reference.Multiples.rem(x, w) == 0 && org.alloracle.reference.Multiples.rem(w, m) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem(x, m) == 0;
    @ pure model public static boolean under(long x, long w, long m) {
    @   boolean whole = org.alloracle.reference.Multiples.whole(x, w) && org.alloracle.reference.Multiples.whole(w, m);
    @   boolean product = twofold(x, (long) (x / w), w, (long) (w / m), m);
    @   return org.alloracle.reference.Multiples.multiple((long) (x / w * (w / m)), m);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= x && x <= 4294967296L && 0 <= q && 0 <= r && 1 <= m && x == q * w && w == r * m;
    @   ensures \result && 0 <= q * r && q * r <= 4294967296L && (q * r) * m == x;
    @ pure model private static boolean twofold(long x, long q, long w, long r, long m) {
    @   assert 0 <= r * (m - 1);
    @   assert r <= w;
    @   assert 0 <= q * (w - r);
    @   return true;
    @ }
    @*/

  // A multiple of so many pages, in bytes.
  /*@ private normal_behavior
    @   requires 0 <= x && x <= 1048576 && 1 <= n && n <= 256 && org.alloracle.reference.Multiples.rem(x, n) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem((long) (4096L * x), (long) (4096L * n)) == 0;
    @ pure model private static boolean bytes(long x, long n) {
    @   boolean whole = org.alloracle.reference.Multiples.whole(x, n);
    @   long q = (long) (x / n);
    @   assert q * (4096L * n) == 4096L * x;
    @   return org.alloracle.reference.Multiples.multiple(q, (long) (4096L * n));
    @ }
    @*/
}
