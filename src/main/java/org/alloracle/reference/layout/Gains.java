package org.alloracle.reference.layout;

import org.alloracle.reference.Permutations;

/**
 * Where a field would start behind the first fields of an order, and what it would add to the score there: the
 * sum, over those fields, of the weight of the two times how much nearer than a block they start to each other.
 *
 * <p>Both are functions of the first places only. That a change behind those leaves them as they are is shown
 * here, by induction around the change, see {@link #settle}: others need not know what they are.
 */
final class Gains {
  private Gains() {}

  /** What a field gains behind the first {@code k}. */
  /*@ normal_behavior
    @   requires order.length <= 64 && at.length == order.length && weight.length == 4096;
    @   requires size.length == order.length && align.length == order.length;
    @   requires 0 <= k && k <= order.length && 8 <= block && block <= 4096;
    @   requires 0 <= f && f < order.length;
    @   requires (\forall int m; 0 <= m && m < k; 0 <= order[m] && order[m] < order.length);
    @   requires (\forall int m; 0 <= m && m < k; 0 <= at[m] && at[m] <= 8192 * m);
    @   requires (\forall int h; 0 <= h && h < size.length; 1 <= size[h] && size[h] <= 4096);
    @   requires (\forall int h; 0 <= h && h < align.length; 1 <= align[h] && align[h] <= 4096);
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   ensures 0 <= \result && \result <= k * 17592186044416L;
    @ also private normal_behavior
    @   requires order.length <= 64 && at.length == order.length && weight.length == 4096;
    @   requires size.length == order.length && align.length == order.length;
    @   requires 0 <= k && k <= order.length && 8 <= block && block <= 4096;
    @   requires 0 <= f && f < order.length;
    @   requires (\forall int m; 0 <= m && m < k; 0 <= order[m] && order[m] < order.length);
    @   requires (\forall int m; 0 <= m && m < k; 0 <= at[m] && at[m] <= 8192 * m);
    @   requires (\forall int h; 0 <= h && h < size.length; 1 <= size[h] && size[h] <= 4096);
    @   requires (\forall int h; 0 <= h && h < align.length; 1 <= align[h] && align[h] <= 4096);
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   ensures \result == total(k, f, start(k, f, order, at, size, align), order, at, weight, block);
    @ pure
    @*/
  static long gain(int k, int f, int[] order, long[] at, long[] size, long[] align, long[] weight, long block) {
    return total(k, f, start(k, f, order, at, size, align), order, at, weight, block);
  }

  /** Where a field starts behind the first {@code k}: at the least aligned offset after the last of them. */
  /*@ normal_behavior
    @   requires order.length <= 64 && at.length == order.length;
    @   requires size.length == order.length && align.length == order.length;
    @   requires 0 <= k && k <= order.length && 0 <= f && f < order.length;
    @   requires (\forall int m; 0 <= m && m < k; 0 <= order[m] && order[m] < order.length);
    @   requires (\forall int m; 0 <= m && m < k; 0 <= at[m] && at[m] <= 8192 * m);
    @   requires (\forall int h; 0 <= h && h < size.length; 1 <= size[h] && size[h] <= 4096);
    @   requires (\forall int h; 0 <= h && h < align.length; 1 <= align[h] && align[h] <= 4096);
    @   ensures 0 <= \result && \result <= 8192 * k;
    @ also private normal_behavior
    @   requires order.length <= 64 && at.length == order.length;
    @   requires size.length == order.length && align.length == order.length;
    @   requires 0 <= k && k <= order.length && 0 <= f && f < order.length;
    @   requires (\forall int m; 0 <= m && m < k; 0 <= order[m] && order[m] < order.length);
    @   requires (\forall int m; 0 <= m && m < k; 0 <= at[m] && at[m] <= 8192 * m);
    @   requires (\forall int h; 0 <= h && h < size.length; 1 <= size[h] && size[h] <= 4096);
    @   requires (\forall int h; 0 <= h && h < align.length; 1 <= align[h] && align[h] <= 4096);
    @   ensures k == 0 ==> \result == 0;
    @   ensures 0 < k ==> \result == up(at[k - 1] + size[order[k - 1]], align[f]);
    @ pure
    @*/
  static long start(int k, int f, int[] order, long[] at, long[] size, long[] align) {
    return k == 0 ? 0 : up(at[k - 1] + size[order[k - 1]], align[f]);
  }

  /** The least multiple. The definition is a term, so that it is the same before and after any change. */
  /*@ private normal_behavior
    @   requires 0 <= x && x <= 1048576 && 1 <= m && m <= 4096;
    @   ensures x <= \result && \result < x + m;
    @   ensures \result == x + m - 1 - (x + m - 1) % m;
    @ pure
    @*/
  private static long up(long x, long m) {
    return x + m - 1 - (x + m - 1) % m;
  }

  /** What a field at some offset gains from the first {@code k}. */
  /*@ private normal_behavior
    @   requires 0 <= k && k <= order.length && order.length <= 64 && at.length == order.length;
    @   requires weight.length == 4096;
    @   requires 0 <= f && f < order.length && 0 <= x && x <= 524288 && 8 <= block && block <= 4096;
    @   requires (\forall int m; 0 <= m && m < k; 0 <= order[m] && order[m] < order.length);
    @   requires (\forall int m; 0 <= m && m < k; 0 <= at[m] && at[m] <= 8192 * m);
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   ensures 0 <= \result && \result <= k * 17592186044416L;
    @   ensures k == 0 ==> \result == 0;
    @   ensures 0 < k ==> \result == total(k - 1, f, x, order, at, weight, block)
    @     + term(weight[64 * f + order[k - 1]], x, at[k - 1], block);
    @ pure
    @*/
  private static long total(int k, int f, long x, int[] order, long[] at, long[] weight, long block) {
    return k == 0 ? 0 : total(k - 1, f, x, order, at, weight, block)
        + term(weight[64 * f + order[k - 1]], x, at[k - 1], block);
  }

  /** What a field at some offset gains from one at another offset. */
  /*@ private normal_behavior
    @   requires 0 <= w && w <= 4294967296L && 8 <= block && block <= 4096;
    @   requires 0 <= x && x <= 524288 && 0 <= y && y <= 524288;
    @   ensures 0 <= \result && \result <= 17592186044416L;
    @   ensures \result == w * (block <= x - y || block <= y - x ? 0 : x <= y ? block - (y - x) : block - (x - y));
    @ pure
    @*/
  private static long term(long w, long x, long y, long block) {
    long near = Score.near(x, y, block);
    //@ assert w * near <= 4294967296L * near;
    return w * near;
  }

  /** Takes the field at a place down to behind the first {@code i}, where it starts as it should. */
  /*@ normal_behavior
    @   requires order != place && order.length == place.length && order.length <= 64;
    @   requires at.length == order.length && size.length == order.length && align.length == order.length;
    @   requires weight.length == 4096 && at != size && at != align && at != weight;
    @   requires 0 <= i && i <= j && j < order.length && 8 <= block && block <= 4096;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   requires (\forall int m; 0 <= m && m < i; 0 <= at[m] && at[m] <= 8192 * m);
    @   requires (\forall int h; 0 <= h && h < size.length; 1 <= size[h] && size[h] <= 4096);
    @   requires (\forall int h; 0 <= h && h < align.length; 1 <= align[h] && align[h] <= 4096);
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   assignable order[i .. j], place[*], at[i];
    @   ensures order[i] == \old(order[j]);
    @   ensures (\forall int x; 0 <= x && x < order.length && (\old(place[x]) < i || j < \old(place[x]));
    @     place[x] == \old(place[x]));
    @   ensures (\forall int x; 0 <= x && x < order.length && i <= \old(place[x]) && \old(place[x]) < j;
    @     place[x] == \old(place[x]) + 1);
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   ensures at[i] == start(i, order[i], order, at, size, align) && 0 <= at[i] && at[i] <= 8192 * i;
    @   ensures (\forall int k, f; 0 <= k && k <= i && 0 <= f && f < order.length;
    @     start(k, f, order, at, size, align) == \old(start(k, f, order, at, size, align)));
    @   ensures (\forall int k, f; 0 <= k && k <= i && 0 <= f && f < order.length;
    @     gain(k, f, order, at, size, align, weight, block)
    @       == \old(gain(k, f, order, at, size, align, weight, block)));
    @*/
  static void put(int[] order, int[] place, int i, int j, long[] at, long[] size, long[] align,
      long[] weight, long block) {
    settle(i, order, place, i, j, at, start(i, order[j], order, at, size, align), weight, block);
  }

  /**
   * Does it. It recurs only for its proof: a change leaves the sums over no field as they are; and if it leaves
   * those over {@code n - 1} fields, then those over {@code n}.
   */
  /*@ private normal_behavior
    @   requires order != place && order.length == place.length && at.length == order.length && order.length <= 64;
    @   requires weight.length == 4096 && weight != at;
    @   requires 0 <= n && n <= i && i <= j && j < order.length && 8 <= block && block <= 4096;
    @   requires 0 <= start && start <= 524288;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   requires (\forall int m; 0 <= m && m < i; 0 <= at[m] && at[m] <= 8192 * m);
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   assignable order[i .. j], place[*], at[i];
    @   ensures at[i] == start && order[i] == \old(order[j]);
    @   ensures (\forall int x; 0 <= x && x < order.length && (\old(place[x]) < i || j < \old(place[x]));
    @     place[x] == \old(place[x]));
    @   ensures (\forall int x; 0 <= x && x < order.length && i <= \old(place[x]) && \old(place[x]) < j;
    @     place[x] == \old(place[x]) + 1);
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   ensures (\forall int k, f; 0 <= k && k <= n && 0 <= f && f < order.length;
    @     (\forall long x; 0 <= x && x <= 524288;
    @     total(k, f, x, order, at, weight, block) == \old(total(k, f, x, order, at, weight, block))));
    @*/
  private static void settle(int n, int[] order, int[] place, int i, int j, long[] at, long start,
      long[] weight, long block) {
    //@ split
    if (n == 0) {
      Permutations.lower(order, place, i, j);
      at[i] = start;
    } else {
      settle(n - 1, order, place, i, j, at, start, weight, block);
    }
  }
}
