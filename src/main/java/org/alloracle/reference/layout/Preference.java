package org.alloracle.reference.layout;

/** Which of two fields comes first behind the first ones of an order. A class of its own, so that only it knows why. */
final class Preference {
  private Preference() {}

  /** Whether a field comes before another one behind the first {@code k}. */
  /*@ normal_behavior
    @   requires order.length <= 64 && at.length == order.length && weight.length == 4096;
    @   requires size.length == order.length && align.length == order.length;
    @   requires 0 <= k && k <= order.length && 8 <= block && block <= 4096;
    @   requires 0 <= f && f < order.length && 0 <= g && g < order.length;
    @   requires (\forall int m; 0 <= m && m < k; 0 <= order[m] && order[m] < order.length);
    @   requires (\forall int m; 0 <= m && m < k; 0 <= at[m] && at[m] <= 8192 * m);
    @   requires (\forall int h; 0 <= h && h < size.length; 1 <= size[h] && size[h] <= 4096);
    @   requires (\forall int h; 0 <= h && h < align.length; 1 <= align[h] && align[h] <= 4096);
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   ensures true;
    @ also private normal_behavior
    @   requires order.length <= 64 && at.length == order.length && weight.length == 4096;
    @   requires size.length == order.length && align.length == order.length;
    @   requires 0 <= k && k <= order.length && 8 <= block && block <= 4096;
    @   requires 0 <= f && f < order.length && 0 <= g && g < order.length;
    @   requires (\forall int m; 0 <= m && m < k; 0 <= order[m] && order[m] < order.length);
    @   requires (\forall int m; 0 <= m && m < k; 0 <= at[m] && at[m] <= 8192 * m);
    @   requires (\forall int h; 0 <= h && h < size.length; 1 <= size[h] && size[h] <= 4096);
    @   requires (\forall int h; 0 <= h && h < align.length; 1 <= align[h] && align[h] <= 4096);
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   ensures \result == (Gains.gain(k, f, order, at, size, align, weight, block)
    @       > Gains.gain(k, g, order, at, size, align, weight, block)
    @     || (Gains.gain(k, f, order, at, size, align, weight, block) == Gains.gain(k, g, order, at, size, align, weight, block)
    @       && (Gains.start(k, f, order, at, size, align) < Gains.start(k, g, order, at, size, align)
    @         || (Gains.start(k, f, order, at, size, align) == Gains.start(k, g, order, at, size, align) && f < g))));
    @ pure
    @*/
  static boolean over(int k, int f, int g, int[] order, long[] at, long[] size, long[] align,
      long[] weight, long block) {
    long x = Gains.start(k, f, order, at, size, align);
    long y = Gains.start(k, g, order, at, size, align);
    long a = Gains.gain(k, f, order, at, size, align, weight, block);
    long b = Gains.gain(k, g, order, at, size, align, weight, block);
    return a > b || (a == b && (x < y || (x == y && f < g)));
  }

  // What comes before the better one of two does not come after both; nothing comes before itself.
  /*@ normal_behavior
    @   requires order.length <= 64 && at.length == order.length && weight.length == 4096;
    @   requires size.length == order.length && align.length == order.length;
    @   requires 0 <= k && k <= order.length && 8 <= block && block <= 4096;
    @   requires 0 <= f && f < order.length && 0 <= g && g < order.length && 0 <= h && h < order.length;
    @   requires (\forall int m; 0 <= m && m < k; 0 <= order[m] && order[m] < order.length);
    @   requires (\forall int m; 0 <= m && m < k; 0 <= at[m] && at[m] <= 8192 * m);
    @   requires (\forall int y; 0 <= y && y < size.length; 1 <= size[y] && size[y] <= 4096);
    @   requires (\forall int y; 0 <= y && y < align.length; 1 <= align[y] && align[y] <= 4096);
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   ensures \result && !over(k, f, f, order, at, size, align, weight, block);
    @   ensures !over(k, f, g, order, at, size, align, weight, block)
    @     | over(k, h, g, order, at, size, align, weight, block)
    @     | !over(k, h, f, order, at, size, align, weight, block);
    @ pure model static boolean ranked(int k, int f, int g, int h, int[] order, long[] at, long[] size, long[] align,
    @   long[] weight, long block) {
    @   return true;
    @ }
    @*/

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
    @   ensures at[i] == Gains.start(i, order[i], order, at, size, align) && 0 <= at[i] && at[i] <= 8192 * i;
    @   ensures (\forall int k, f; 0 <= k && k <= i && 0 <= f && f < order.length;
    @     Gains.start(k, f, order, at, size, align) == \old(Gains.start(k, f, order, at, size, align)));
    @   ensures (\forall int k, f, g; 0 <= k && k <= i && 0 <= f && f < order.length && 0 <= g && g < order.length;
    @     over(k, f, g, order, at, size, align, weight, block)
    @       == \old(over(k, f, g, order, at, size, align, weight, block)));
    @*/
  static void put(int[] order, int[] place, int i, int j, long[] at, long[] size, long[] align,
      long[] weight, long block) {
    Gains.put(order, place, i, j, at, size, align, weight, block);
  }
}
