package org.alloracle.reference.layout;

/** Arranges the fields at the first places of an order so that those used together are near each other. */
public final class Greedy {
  private Greedy() {}

  /**
   * Arranges them: first the two of the highest affinity, then each time the field that adds most to the
   * score at the offset that it would get, see {@link Preference}. Sets the offsets too.
   */
  /*@ normal_behavior
    @   requires order != place && order.length == place.length && order.length <= 64;
    @   requires 0 <= hot && hot <= order.length && 8 <= block && block <= 4096;
    @   requires at.length == order.length && size.length == order.length && align.length == order.length;
    @   requires left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @   requires left != order && left != place && right != order && right != place && weight.length == 4096;
    @   requires at != size && at != align && at != affinity && at != weight;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   requires (\forall int f; 0 <= f && f < size.length; 1 <= size[f] && size[f] <= 4096);
    @   requires (\forall int f; 0 <= f && f < align.length; 1 <= align[f] && align[f] <= 4096);
    @   requires (\forall int p; 0 <= p && p < left.length; 0 <= left[p] && left[p] < order.length);
    @   requires (\forall int p; 0 <= p && p < right.length; 0 <= right[p] && right[p] < order.length);
    @   requires (\forall int p; 0 <= p && p < left.length; left[p] != right[p]);
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   assignable order[0 .. hot - 1], place[*], at[0 .. hot - 1];
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   ensures greedy(order, place, hot, at, size, align, left, right, affinity, weight, block); // POLICY
    @*/
  static void arrange(int[] order, int[] place, int hot, long[] at, long[] size, long[] align,
      int[] left, int[] right, long[] affinity, long[] weight, long block) {
    //@ ghost int heavy = heaviest(place, hot, left, right, affinity);
    int first = begin(order, place, hot, at, size, align, left, right, affinity, weight, block);
    int i = first;
    /*@ loop_invariant first <= i && i <= hot;
      @ loop_invariant (\forall int k; 0 <= k && k < order.length;
      @   0 <= order[k] && order[k] < order.length && place[order[k]] == k);
      @ loop_invariant (\forall int x; 0 <= x && x < order.length;
      @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
      @ loop_invariant 0 <= heavy ==> order[0] == left[heavy] && order[1] == right[heavy];
      @ loop_invariant (\forall int k; 0 <= k && k < i; 0 <= at[k] && at[k] <= 8192 * k);
      @ loop_invariant (\forall int k; 0 <= k && k < i; at[k] == Gains.start(k, order[k], order, at, size, align));
      @ loop_invariant (\forall int k, f; first <= k && k < i
      @   && 0 <= f && f < order.length && k <= place[f] && place[f] < hot;
      @   !Preference.over(k, f, order[k], order, at, size, align, weight, block));
      @ loop_writes i, order[0 .. hot - 1], place[*], at[0 .. hot - 1];
      @ decreases hot - i;
      @*/
    while (i < hot) {
      int j = next(order, place, i, hot, at, size, align, weight, block);
      Preference.put(order, place, i, j, at, size, align, weight, block);
      i = i + 1;
    }
  }

  /** Puts the two hot fields of the highest affinity first, if any two have one; returns how many it put there. */
  /*@ private normal_behavior
    @   requires order != place && order.length == place.length && order.length <= 64;
    @   requires 0 <= hot && hot <= order.length && 8 <= block && block <= 4096;
    @   requires at.length == order.length && size.length == order.length && align.length == order.length;
    @   requires left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @   requires left != order && left != place && right != order && right != place && weight.length == 4096;
    @   requires at != size && at != align && at != affinity && at != weight;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   requires (\forall int f; 0 <= f && f < size.length; 1 <= size[f] && size[f] <= 4096);
    @   requires (\forall int f; 0 <= f && f < align.length; 1 <= align[f] && align[f] <= 4096);
    @   requires (\forall int p; 0 <= p && p < left.length; 0 <= left[p] && left[p] < order.length);
    @   requires (\forall int p; 0 <= p && p < right.length; 0 <= right[p] && right[p] < order.length);
    @   requires (\forall int p; 0 <= p && p < left.length; left[p] != right[p]);
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   old int pair = heaviest(place, hot, left, right, affinity);
    @   old int l = pair < 0 ? -1 : place[left[pair]];
    @   old int r = pair < 0 ? -1 : place[right[pair]];
    @   assignable order[0 .. hot - 1], place[*], at[0 .. hot - 1];
    @   ensures \result == (pair < 0 ? 0 : 2) && \result <= hot;
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   ensures 0 <= pair ==> order[0] == left[pair] && order[1] == right[pair];
    @   ensures (\forall int x; 0 <= x && x < order.length && \old(place[x]) != l && \old(place[x]) != r;
    @     place[x] == \old(place[x]) + (\old(place[x]) < l ? 1 : 0) + (\old(place[x]) < r ? 1 : 0));
    @   ensures (\forall int k; 0 <= k && k < \result; 0 <= at[k] && at[k] <= 8192 * k);
    @   ensures (\forall int k; 0 <= k && k < \result; at[k] == Gains.start(k, order[k], order, at, size, align));
    @   ensures (\forall int k; \result <= k && k < at.length; at[k] == \old(at[k]));
    @*/
  private static int begin(int[] order, int[] place, int hot, long[] at, long[] size, long[] align,
      int[] left, int[] right, long[] affinity, long[] weight, long block) {
    int p = heaviest(place, hot, left, right, affinity);
    int put = 0;
    //@ split
    if (p >= 0) {
      int first = place[left[p]];
      Preference.put(order, place, 0, first, at, size, align, weight, block);
      //@ assert order[0] == left[p] && order[place[right[p]]] == right[p];
      /*@ assert (\forall int x; 0 <= x && x < order.length && \old(place[x]) != first;
        @   place[x] == \old(place[x]) + (\old(place[x]) < first ? 1 : 0)); */
      Preference.put(order, place, 1, place[right[p]], at, size, align, weight, block);
      put = 2;
    }
    return put;
  }

  /** The first pair of the highest affinity whose fields are both hot, or -1 if none has any. */
  /*@ normal_behavior
    @   requires place.length <= 64 && 0 <= hot && hot <= place.length;
    @   requires left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @   requires (\forall int p; 0 <= p && p < left.length; 0 <= left[p] && left[p] < place.length);
    @   requires (\forall int p; 0 <= p && p < right.length; 0 <= right[p] && right[p] < place.length);
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < affinity.length;
    @   ensures 0 <= \result ==> place[left[\result]] < hot && place[right[\result]] < hot && 0 < affinity[\result];
    @   ensures (\forall int p; 0 <= p && p < affinity.length && place[left[p]] < hot && place[right[p]] < hot;
    @     affinity[p] <= (\result < 0 ? 0 : affinity[\result]));
    @   ensures (\forall int p; 0 <= p && p < \result && place[left[p]] < hot && place[right[p]] < hot;
    @     affinity[p] < affinity[\result]);
    @ pure
    @*/
  static int heaviest(int[] place, int hot, int[] left, int[] right, long[] affinity) {
    int best = -1;
    long most = 0;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= affinity.length && -1 <= best && best < i && 0 <= most;
      @ loop_invariant best < 0 ==> most == 0;
      @ loop_invariant 0 <= best ==> place[left[best]] < hot && place[right[best]] < hot && 0 < most;
      @ loop_invariant 0 <= best ==> most == affinity[best];
      @ loop_invariant (\forall int p; 0 <= p && p < i && place[left[p]] < hot && place[right[p]] < hot;
      @   affinity[p] <= most);
      @ loop_invariant (\forall int p; 0 <= p && p < best && place[left[p]] < hot && place[right[p]] < hot;
      @   affinity[p] < most);
      @ loop_writes i, best, most;
      @ decreases affinity.length - i;
      @*/
    while (i < affinity.length) {
      if (affinity[i] > most && place[left[i]] < hot && place[right[i]] < hot) {
        best = i;
        most = affinity[i];
      }
      i = i + 1;
    }
    return best;
  }

  /** The place whose field comes next: it gains most; of those it starts first; of those it is the lowest. */
  /*@ normal_behavior
    @   requires order.length <= 64 && at.length == order.length && place.length == order.length;
    @   requires size.length == order.length && align.length == order.length && weight.length == 4096;
    @   requires 0 <= i && i < hot && hot <= order.length && 8 <= block && block <= 4096;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   requires (\forall int m; 0 <= m && m < i; 0 <= at[m] && at[m] <= 8192 * m);
    @   requires (\forall int g; 0 <= g && g < size.length; 1 <= size[g] && size[g] <= 4096);
    @   requires (\forall int g; 0 <= g && g < align.length; 1 <= align[g] && align[g] <= 4096);
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   assignable \nothing;
    @   ensures i <= \result && \result < hot;
    @   ensures (\forall int f; 0 <= f && f < order.length && i <= place[f] && place[f] < hot;
    @     !Preference.over(i, f, order[\result], order, at, size, align, weight, block));
    @ pure
    @*/
  static int next(int[] order, int[] place, int i, int hot, long[] at, long[] size, long[] align,
      long[] weight, long block) {
    int best = i;
    /*@ assert Preference.ranked(i, order[i], order[i], order[i], order, at, size, align, weight, block); */
    int j = i + 1;
    /*@ loop_invariant i < j && j <= hot && i <= best && best < j;
      @ loop_invariant (\forall int k; i <= k && k < j;
      @   !Preference.over(i, order[k], order[best], order, at, size, align, weight, block));
      @ loop_writes j, best;
      @ decreases hot - j;
      @*/
    while (j < hot) {
      /*@ assert (\forall int k; i <= k && k < hot; Preference.ranked(i, order[j], order[best], order[k], order, at, size,
        @   align, weight, block)); */
      if (Preference.over(i, order[j], order[best], order, at, size, align, weight, block)) {
        best = j;
      }
      j = j + 1;
    }
    return best;
  }

  /**
   * Whether the first places of an order are the greedy ones, and start where they should; not so for arrays that do
   * not fit together. Others need not know what that says: so it is cheap for them to carry along.
   */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures true;
    @ also private normal_behavior
    @   assignable \nothing;
    @   ensures \result == (shaped(order, place, hot, at, weight)
    @     && fit(order.length, size, align, left, right, affinity, block)
    @     && (0 <= heaviest(place, hot, left, right, affinity)
    @       ==> order[0] == left[heaviest(place, hot, left, right, affinity)]
    @         && order[1] == right[heaviest(place, hot, left, right, affinity)])
    @     && (\forall int k; 0 <= k && k < hot; at[k] == Gains.start(k, order[k], order, at, size, align))
    @     && (\forall int k, f; (heaviest(place, hot, left, right, affinity) < 0 ? 0 : 2) <= k && k < hot
    @       && 0 <= f && f < order.length && k <= place[f] && place[f] < hot;
    @       !Preference.over(k, f, order[k], order, at, size, align, weight, block))); // POLICY
    @ pure
    @*/
  public static boolean greedy(int[] order, int[] place, int hot, long[] at, long[] size, long[] align,
      int[] left, int[] right, long[] affinity, long[] weight, long block) {
    if (!shaped(order, place, hot, at, weight) || !fit(order.length, size, align, left, right, affinity, block)) {
      return false;
    }
    int p = heaviest(place, hot, left, right, affinity);
    boolean good = p < 0 || (order[0] == left[p] && order[1] == right[p]);
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= hot;
      @ loop_invariant good == ((0 <= p ==> order[0] == left[p] && order[1] == right[p])
      @   && (\forall int k; 0 <= k && k < i; at[k] == Gains.start(k, order[k], order, at, size, align))
      @   && (\forall int k, f; (p < 0 ? 0 : 2) <= k && k < i
      @     && 0 <= f && f < order.length && k <= place[f] && place[f] < hot;
      @     !Preference.over(k, f, order[k], order, at, size, align, weight, block)));
      @ loop_writes i, good;
      @ decreases hot - i;
      @*/
    while (i < hot) {
      good = good && at[i] == Gains.start(i, order[i], order, at, size, align)
          && (i < (p < 0 ? 0 : 2) || first(i, order, place, hot, at, size, align, weight, block));
      i = i + 1;
    }
    return good;
  }

  /** Whether an order and its inverse are a permutation, and offsets and weights within their bounds. */
  /*@ normal_behavior
    @   assignable \nothing;
    @   ensures \result == (order != place && order.length <= 64 && place.length == order.length && at.length == order.length
    @     && weight.length == 4096 && 0 <= hot && hot <= order.length
    @     && (\forall int k; 0 <= k && k < order.length;
    @       0 <= order[k] && order[k] < order.length && place[order[k]] == k)
    @     && (\forall int x; 0 <= x && x < order.length;
    @       0 <= place[x] && place[x] < order.length && order[place[x]] == x)
    @     && (\forall int k; 0 <= k && k < hot; 0 <= at[k] && at[k] <= 8192 * k)
    @     && (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L));
    @ pure
    @*/
  static boolean shaped(int[] order, int[] place, int hot, long[] at, long[] weight) {
    int n = order.length;
    if (order == place || n > 64 || place.length != n || at.length != n || weight.length != 4096 || hot < 0 || n < hot) {
      return false;
    }
    int k = 0;
    /*@ loop_invariant 0 <= k && k <= n;
      @ loop_invariant (\forall int i; 0 <= i && i < k; 0 <= order[i] && order[i] < n && place[order[i]] == i);
      @ loop_invariant (\forall int i; 0 <= i && i < k; 0 <= place[i] && place[i] < n && order[place[i]] == i);
      @ loop_invariant (\forall int i; 0 <= i && i < k && i < hot; 0 <= at[i] && at[i] <= 8192 * i);
      @ loop_writes k;
      @ decreases n - k;
      @*/
    while (k < n && 0 <= order[k] && order[k] < n && place[order[k]] == k
        && 0 <= place[k] && place[k] < n && order[place[k]] == k
        && (hot <= k || (0 <= at[k] && at[k] <= 8192L * k))) {
      k = k + 1;
    }
    return k == n && Fields.within(weight, 0, 4294967296L);
  }

  /** Whether sizes, alignments, pairs and the block are those of {@code n} fields, see {@link Fields}. */
  /*@ normal_behavior
    @   assignable \nothing;
    @   ensures \result == (size.length == n && align.length == n && 8 <= block && block <= 4096
    @     && affinity.length <= 4096 && left.length == affinity.length && right.length == affinity.length
    @     && (\forall int f; 0 <= f && f < size.length; 1 <= size[f] && size[f] <= 4096)
    @     && (\forall int f; 0 <= f && f < align.length; 1 <= align[f] && align[f] <= 4096)
    @     && (\forall int p; 0 <= p && p < left.length; 0 <= left[p] && left[p] < n)
    @     && (\forall int p; 0 <= p && p < right.length; 0 <= right[p] && right[p] < n)
    @     && (\forall int p; 0 <= p && p < left.length; left[p] != right[p])
    @     && (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576));
    @ pure
    @*/
  static boolean fit(int n, long[] size, long[] align, int[] left, int[] right, long[] affinity, long block) {
    return size.length == n && align.length == n && 8 <= block && block <= 4096
        && affinity.length <= 4096 && left.length == affinity.length && right.length == affinity.length
        && Fields.within(size, 1, 4096) && Fields.within(align, 1, 4096)
        && Fields.pairs(left, right, n) && Fields.within(affinity, 0, 1048576);
  }

  /** Whether no field at a later one of the first places comes before the one at a place. */
  /*@ normal_behavior
    @   requires order.length <= 64 && at.length == order.length && place.length == order.length;
    @   requires size.length == order.length && align.length == order.length && weight.length == 4096;
    @   requires 0 <= i && i < hot && hot <= order.length && 8 <= block && block <= 4096;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   requires (\forall int m; 0 <= m && m < i; 0 <= at[m] && at[m] <= 8192 * m);
    @   requires (\forall int g; 0 <= g && g < size.length; 1 <= size[g] && size[g] <= 4096);
    @   requires (\forall int g; 0 <= g && g < align.length; 1 <= align[g] && align[g] <= 4096);
    @   requires (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   assignable \nothing;
    @   ensures \result == (\forall int f; 0 <= f && f < order.length && i <= place[f] && place[f] < hot;
    @     !Preference.over(i, f, order[i], order, at, size, align, weight, block));
    @ pure
    @*/
  static boolean first(int i, int[] order, int[] place, int hot, long[] at, long[] size, long[] align,
      long[] weight, long block) {
    int j = i;
    /*@ loop_invariant i <= j && j <= hot;
      @ loop_invariant (\forall int k; i <= k && k < j;
      @   !Preference.over(i, order[k], order[i], order, at, size, align, weight, block));
      @ loop_writes j;
      @ decreases hot - j;
      @*/
    while (j < hot && !Preference.over(i, order[j], order[i], order, at, size, align, weight, block)) {
      j = j + 1;
    }
    return j == hot;
  }
}
