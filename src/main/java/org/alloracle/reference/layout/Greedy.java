package org.alloracle.reference.layout;

/** Arranges the fields at the first places of an order so that those used together are near each other. */
final class Greedy {
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
    @   old int pair = heaviest(place, hot, left, right, affinity);
    @   assignable order[0 .. hot - 1], place[*], at[0 .. hot - 1];
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   ensures 0 <= pair ==> order[0] == left[pair] && order[1] == right[pair]; // POLICY
    @   ensures (\forall int k; 0 <= k && k < hot; 0 <= at[k] && at[k] <= 8192 * k);
    @   ensures (\forall int k; 0 <= k && k < hot; at[k] == Gains.start(k, order[k], order, at, size, align)); // POLICY
    @   ensures (\forall int k, f; (pair < 0 ? 0 : 2) <= k && k < hot
    @     && 0 <= f && f < order.length && k <= place[f] && place[f] < hot;
    @     !Preference.over(k, f, order[k], order, at, size, align, weight, block)); // POLICY
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
}
