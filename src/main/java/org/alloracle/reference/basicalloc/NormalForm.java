package org.alloracle.reference.basicalloc;

/**
 * The state of {@link BasicAlloc} is a normal form: the free bytes determine the free list, and the
 * live blocks determine all blocks. So blocks that are freed leave the same state in any order.
 *
 * <p>Lemmas only, on two states of the blocks: {@code start}, {@code used} and {@code count} of two
 * allocators, or of one at two times.
 */
public final class NormalForm {
  private NormalForm() {}

  // Whether a grain is free.
  /*@ public normal_behavior
    @   requires 0 <= n && n < start.length && start.length == used.length;
    @   ensures \result == (\exists int i; 0 <= i && i < n; !used[i] && start[i] <= g && g < start[i + 1]);
    @ pure model public static boolean free(long[] start, boolean[] used, int n, long g) {
    @   int i = 0;
    @   loop_invariant 0 <= i && i <= n;
    @   loop_invariant (\forall int k; 0 <= k && k < i; !(!used[k] && start[k] <= g && g < start[k + 1]));
    @   loop_writes i;
    @   decreases n - i;
    @   while (i < n && !(!used[i] && start[i] <= g && g < start[i + 1])) {
    @     i = i + 1;
    @   }
    @   return i < n;
    @ }
    @*/

  // Whether a live block has this start and this end.
  /*@ public normal_behavior
    @   requires 0 <= n && n < start.length && start.length == used.length;
    @   ensures \result == (\exists int i; 0 <= i && i < n; used[i] && start[i] == from && start[i + 1] == to);
    @ pure model public static boolean live(long[] start, boolean[] used, int n, long from, long to) {
    @   int i = 0;
    @   loop_invariant 0 <= i && i <= n;
    @   loop_invariant (\forall int k; 0 <= k && k < i; !(used[k] && start[k] == from && start[k + 1] == to));
    @   loop_writes i;
    @   decreases n - i;
    @   while (i < n && !(used[i] && start[i] == from && start[i + 1] == to)) {
    @     i = i + 1;
    @   }
    @   return i < n;
    @ }
    @*/

  // A grain is free exactly if its block is.
  /*@ public normal_behavior
    @   requires 0 <= n && n < start.length && start.length == used.length;
    @   requires (\forall int i, j; 0 <= i && i < j && j <= n; start[i] < start[j]);
    @   requires 0 <= k && k < n && start[k] <= g && g < start[k + 1];
    @   ensures \result && free(start, used, n, g) == !used[k];
    @ pure model public static boolean inside(long[] start, boolean[] used, int n, long g, int k) {
    @   return true;
    @ }
    @*/

  // If a grain is free in both states or in neither, its block in one is as its block in the other.
  /*@ public normal_behavior
    @   requires 0 <= n && n < s.length && s.length == u.length && 0 <= m && m < t.length && t.length == v.length;
    @   requires (\forall int a, b; 0 <= a && a < b && b <= n; s[a] < s[b]);
    @   requires (\forall int a, b; 0 <= a && a < b && b <= m; t[a] < t[b]);
    @   requires free(s, u, n, g) == free(t, v, m, g);
    @   requires 0 <= k && k < n && s[k] <= g && g < s[k + 1] && 0 <= l && l < m;
    @   ensures \result && (t[l] <= g && g < t[l + 1] ==> u[k] == v[l]);
    @ pure model public static boolean agree(
    @     long[] s, boolean[] u, int n, long[] t, boolean[] v, int m, long g, int k, int l) {
    @   return inside(s, u, n, g, k) && (g < t[l] || t[l + 1] <= g || inside(t, v, m, g, l));
    @ }
    @*/

  // If the same grains are free, free blocks that start at one grain end at one.
  /*@ public normal_behavior
    @   requires 0 <= n && n < s.length && s.length == u.length && 0 <= m && m < t.length && t.length == v.length;
    @   requires s[0] == 0 && t[0] == 0 && s[n] == t[m] && s[n] <= 0x40000000L;
    @   requires (\forall int a, b; 0 <= a && a < b && b <= n; s[a] < s[b]);
    @   requires (\forall int a, b; 0 <= a && a < b && b <= m; t[a] < t[b]);
    @   requires (\forall int a, b; 0 <= a && b == a + 1 && b < n; u[a] || u[b]);
    @   requires (\forall int a, b; 0 <= a && b == a + 1 && b < m; v[a] || v[b]);
    @   requires (\forall long g; 0 <= g && g < s[n]; free(s, u, n, g) == free(t, v, m, g));
    @   requires 0 <= i && i < n && !u[i] && 0 <= j && j < m && !v[j] && s[i] == t[j];
    @   ensures \result && s[i + 1] == t[j + 1];
    @ pure model public static boolean ends(
    @     long[] s, boolean[] u, int n, long[] t, boolean[] v, int m, int i, int j) {
    @   boolean shorter = i + 1 == n || agree(s, u, n, t, v, m, s[i + 1], i + 1, j);
    @   boolean longer = j + 1 == m || agree(t, v, m, s, u, n, t[j + 1], j + 1, i);
    @   return true;
    @ }
    @*/

  // If the same grains are free, a free block i of one state is one of the other, at the same place in the list.
  // For n the result is m: both lists are as long.
  /*@ public normal_behavior
    @   requires 0 <= n && n < s.length && s.length == u.length && 0 <= m && m < t.length && t.length == v.length;
    @   requires s[0] == 0 && t[0] == 0 && s[n] == t[m] && s[n] <= 0x40000000L;
    @   requires (\forall int a, b; 0 <= a && a < b && b <= n; s[a] < s[b]);
    @   requires (\forall int a, b; 0 <= a && a < b && b <= m; t[a] < t[b]);
    @   requires (\forall int a, b; 0 <= a && b == a + 1 && b < n; u[a] || u[b]);
    @   requires (\forall int a, b; 0 <= a && b == a + 1 && b < m; v[a] || v[b]);
    @   requires (\forall long g; 0 <= g && g < s[n]; free(s, u, n, g) == free(t, v, m, g));
    @   requires 0 <= i && i <= n && (i < n ==> !u[i]);
    @   ensures 0 <= \result && \result <= m && (\result == m) == (i == n) && t[\result] == s[i];
    @   ensures i < n ==> !v[\result] && t[\result + 1] == s[i + 1];
    @   ensures Ranks.frees(v, \result) == Ranks.frees(u, i);
    @ pure model public static int twin(long[] s, boolean[] u, int n, long[] t, boolean[] v, int m, int i) {
    @   long g = 0;
    @   int k = 0;
    @   int l = 0;
    @   boolean first = n == 0 || (agree(s, u, n, t, v, m, 0, 0, 0) && Ranks.next(u, 0));
    @   boolean also = Ranks.next(v, 0);
    @   loop_invariant 0 <= g && g <= s[i] && 0 <= k && k <= i && 0 <= l && l <= m;
    @   loop_invariant s[k] <= g && (k < n ==> g < s[k + 1]);
    @   loop_invariant t[l] <= g && (l < m ==> g < t[l + 1]);
    @   loop_invariant (k == n) == (g == s[n]) && (l == m) == (g == s[n]);
    @   loop_invariant k < n ==> u[k] == v[l] && (!u[k] ==> s[k] == t[l]);
    @   loop_invariant Ranks.frees(u, k) == Ranks.frees(v, l);
    @   loop_writes g, k, l;
    @   decreases s[i] - g;
    @   while (g < s[i]) {
    @     int p = g + 1 == s[k + 1] ? k + 1 : k;
    @     int q = g + 1 == t[l + 1] ? l + 1 : l;
    @     boolean same = p == n || agree(s, u, n, t, v, m, g + 1, p, q);
    @     boolean x = Ranks.next(u, k);
    @     boolean y = Ranks.next(v, l);
    @     g = g + 1;
    @     k = p;
    @     l = q;
    @   }
    @   boolean end = i == n || ends(s, u, n, t, v, m, i, l);
    @   return l;
    @ }
    @*/

  // If the same grains are free, the free lists are equal: as long, and the free blocks at one place start and
  // end at the same grains.
  /*@ public normal_behavior
    @   requires 0 <= n && n < s.length && s.length == u.length && 0 <= m && m < t.length && t.length == v.length;
    @   requires s[0] == 0 && t[0] == 0 && s[n] == t[m] && s[n] <= 0x40000000L;
    @   requires (\forall int a, b; 0 <= a && a < b && b <= n; s[a] < s[b]);
    @   requires (\forall int a, b; 0 <= a && a < b && b <= m; t[a] < t[b]);
    @   requires (\forall int a, b; 0 <= a && b == a + 1 && b < n; u[a] || u[b]);
    @   requires (\forall int a, b; 0 <= a && b == a + 1 && b < m; v[a] || v[b]);
    @   requires (\forall long g; 0 <= g && g < s[n]; free(s, u, n, g) == free(t, v, m, g));
    @   requires 0 <= i && i < n && !u[i] && 0 <= j && j < m && !v[j];
    @   ensures \result && Ranks.frees(u, n) == Ranks.frees(v, m);
    @   ensures Ranks.frees(u, i) == Ranks.frees(v, j) ==> s[i] == t[j] && s[i + 1] == t[j + 1];
    @ pure model public static boolean same(
    @     long[] s, boolean[] u, int n, long[] t, boolean[] v, int m, int i, int j) {
    @   int end = twin(s, u, n, t, v, m, n);
    @   int k = twin(s, u, n, t, v, m, i);
    @   return k < j ? Ranks.later(v, k, j) : k == j || Ranks.later(v, j, k);
    @ }
    @*/

  // If the same blocks are live, all blocks are the same.
  /*@ public normal_behavior
    @   requires 0 <= n && n < s.length && s.length == u.length && 0 <= m && m < t.length && t.length == v.length;
    @   requires s[0] == 0 && t[0] == 0 && s[n] == t[m] && s[n] <= 0x40000000L;
    @   requires (\forall int a, b; 0 <= a && a < b && b <= n; s[a] < s[b]);
    @   requires (\forall int a, b; 0 <= a && a < b && b <= m; t[a] < t[b]);
    @   requires (\forall int a, b; 0 <= a && b == a + 1 && b < n; u[a] || u[b]);
    @   requires (\forall int a, b; 0 <= a && b == a + 1 && b < m; v[a] || v[b]);
    @   requires (\forall long a, e; live(s, u, n, a, e) == live(t, v, m, a, e));
    @   ensures \result && n == m;
    @   ensures (\forall int k; 0 <= k && k <= n; s[k] == t[k]);
    @   ensures (\forall int k; 0 <= k && k < n; u[k] == v[k]);
    @ pure model public static boolean canonical(long[] s, boolean[] u, int n, long[] t, boolean[] v, int m) {
    @   int i = 0;
    @   loop_invariant 0 <= i && i <= n && i <= m && s[i] == t[i];
    @   loop_invariant (\forall int k; 0 <= k && k < i; s[k] == t[k] && u[k] == v[k]);
    @   loop_writes i;
    @   decreases n - i;
    @   while (i < n) {
    @     boolean here = live(s, u, n, s[i], s[i + 1]);
    @     boolean there = live(t, v, m, t[i], t[i + 1]);
    @     boolean next = i + 1 >= n || live(s, u, n, s[i + 1], s[i + 2]);
    @     boolean other = i + 1 >= m || live(t, v, m, t[i + 1], t[i + 2]);
    @     i = i + 1;
    @   }
    @   return true;
    @ }
    @*/

  // Of the live blocks, BasicAlloc.free(16 * s[f]) takes away that one only: this is what its contract says.
  // With canonical: blocks that are freed leave the same state in any order.
  /*@ public normal_behavior
    @   requires 0 <= n && n < s.length && s.length == u.length && 0 <= m && m < t.length && t.length == v.length;
    @   requires (\forall int a, b; 0 <= a && a < b && b <= n; s[a] < s[b]);
    @   requires 0 <= f && f < n && u[f];
    @   old int left = 0 < f && !u[f - 1] ? 1 : 0;
    @   old int right = f + 1 < n && !u[f + 1] ? 1 : 0;
    @   requires m == n - left - right && !v[f - left];
    @   requires (\forall int i; 0 <= i && i <= f - left; t[i] == s[i]);
    @   requires (\forall int i; 0 <= i && i < f - left; v[i] == u[i]);
    @   requires (\forall int i; f - left < i && i <= m; t[i] == s[i + left + right]);
    @   requires (\forall int i; f - left < i && i < m; v[i] == u[i + left + right]);
    @   ensures \result && t[m] == s[n];
    @   ensures (\forall long a, e; live(t, v, m, a, e) == (live(s, u, n, a, e) && a != s[f]));
    @ pure model public static boolean freed(long[] s, boolean[] u, int n, long[] t, boolean[] v, int m, int f) {
    @   int less = (0 < f && !u[f - 1] ? 1 : 0) + (f + 1 < n && !u[f + 1] ? 1 : 0);
    @   int from = f + 1 < n && !u[f + 1] ? f + 2 : f + 1;
    @   assert (\forall int j; from <= j && j <= n; s[j] == t[j - less]);
    @   assert (\forall int j; from <= j && j < n; u[j] == v[j - less]);
    @   return true;
    @ }
    @*/
}
