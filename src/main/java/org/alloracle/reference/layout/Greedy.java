package org.alloracle.reference.layout;

import org.alloracle.reference.Permutations;

/** Arranges the fields at the first places of an order so that those used together are near each other. */
final class Greedy {
  private Greedy() {}

  /**
   * Arranges them: first the two of the highest affinity, then each time the field that adds most to the
   * score at the offset that it would get.
   */
  /*@ normal_behavior
    @   requires order != place && order.length == place.length && order.length <= 64;
    @   requires 0 <= hot && hot <= order.length && 8 <= block && block <= 4096;
    @   requires size.length == order.length && align.length == order.length;
    @   requires left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @   requires left != order && left != place && right != order && right != place;
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
    @   assignable order[0 .. hot - 1], place[*];
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @*/
  static void arrange(int[] order, int[] place, int hot, long[] size, long[] align,
      int[] left, int[] right, long[] affinity, long block) {
    int i = begin(order, place, hot, left, right, affinity);
    long[] at = new long[order.length];
    /*@ loop_invariant 0 <= i && i <= hot;
      @ loop_invariant (\forall int k; 0 <= k && k < order.length;
      @   0 <= order[k] && order[k] < order.length && place[order[k]] == k);
      @ loop_invariant (\forall int x; 0 <= x && x < order.length;
      @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
      @ loop_writes i, order[0 .. hot - 1], place[*], at[*];
      @ decreases hot - i;
      @*/
    while (i < hot) {
      long[] width = Offsets.ordered(size, order, 0, i);
      long[] grain = Offsets.ordered(align, order, 0, i);
      long end = Offsets.put(at, i, width, grain);
      int j = next(order, place, i, hot, at, end, align, left, right, affinity, block);
      Permutations.lower(order, place, i, j);
      i = i + 1;
    }
  }

  /** Puts the two hot fields of the highest affinity first, if any two have one; returns how many it put there. */
  /*@ private normal_behavior
    @   requires order != place && order.length == place.length && order.length <= 64;
    @   requires 0 <= hot && hot <= order.length;
    @   requires left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @   requires left != order && left != place && right != order && right != place;
    @   requires (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   requires (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @   requires (\forall int p; 0 <= p && p < left.length; 0 <= left[p] && left[p] < order.length);
    @   requires (\forall int p; 0 <= p && p < right.length; 0 <= right[p] && right[p] < order.length);
    @   requires (\forall int p; 0 <= p && p < left.length; left[p] != right[p]);
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   assignable order[0 .. hot - 1], place[*];
    @   ensures 0 <= \result && \result <= hot;
    @   ensures (\forall int k; 0 <= k && k < order.length;
    @     0 <= order[k] && order[k] < order.length && place[order[k]] == k);
    @   ensures (\forall int x; 0 <= x && x < order.length;
    @     0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @*/
  private static int begin(int[] order, int[] place, int hot, int[] left, int[] right, long[] affinity) {
    int p = heaviest(place, hot, left, right, affinity);
    int put = 0;
    if (p >= 0) {
      Permutations.lower(order, place, 0, place[left[p]]);
      //@ assert order[0] == left[p] && order[place[right[p]]] == right[p];
      Permutations.lower(order, place, 1, place[right[p]]);
      put = 2;
    }
    return put;
  }

  /** The first pair of the highest affinity whose fields are both hot, or -1 if none has any. */
  /*@ private normal_behavior
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
  private static int heaviest(int[] place, int hot, int[] left, int[] right, long[] affinity) {
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

  /** The place of the field that comes next. */
  /*@ private normal_behavior
    @   requires order != place && order.length == place.length && order.length <= 64;
    @   requires 0 <= i && i < hot && hot <= order.length && 8 <= block && block <= 4096;
    @   requires at.length == order.length && align.length == order.length && 0 <= end && end <= 524288;
    @   requires left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @   requires (\forall int k; 0 <= k && k < order.length; 0 <= order[k] && order[k] < order.length);
    @   requires (\forall int x; 0 <= x && x < place.length; 0 <= place[x] && place[x] < order.length);
    @   requires (\forall int k; 0 <= k && k < i; 0 <= at[k] && at[k] <= end);
    @   requires (\forall int f; 0 <= f && f < align.length; 1 <= align[f] && align[f] <= 4096);
    @   requires (\forall int p; 0 <= p && p < left.length; 0 <= left[p] && left[p] < place.length);
    @   requires (\forall int p; 0 <= p && p < right.length; 0 <= right[p] && right[p] < place.length);
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   assignable \nothing;
    @   ensures i <= \result && \result < hot;
    @*/
  private static int next(int[] order, int[] place, int i, int hot, long[] at, long end, long[] align,
      int[] left, int[] right, long[] affinity, long block) {
    long[] start = new long[hot];
    long[] gain = new long[hot];
    int j = i;
    /*@ loop_invariant i <= j && j <= hot;
      @ loop_writes j, start[*], gain[*];
      @ decreases hot - j;
      @*/
    while (j < hot) {
      int f = order[j];
      start[j] = Grid.up(end, align[f]);
      long[] sum = Sums.of(gains(f, start[j], i, place, at, left, right, affinity, block));
      gain[j] = sum[affinity.length];
      j = j + 1;
    }
    return pick(order, i, hot, gain, start);
  }

  /** What each pair adds to the score by a field at some offset, if its other field is at one of the first places. */
  /*@ private normal_behavior
    @   requires 0 <= x && x <= 528384 && 8 <= block && block <= 4096 && 0 <= i && i <= at.length;
    @   requires place.length == at.length && at.length <= 64 && 0 <= f && f < place.length;
    @   requires left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @   requires (\forall int g; 0 <= g && g < place.length; 0 <= place[g] && place[g] < at.length);
    @   requires (\forall int k; 0 <= k && k < i; 0 <= at[k] && at[k] <= 524288);
    @   requires (\forall int p; 0 <= p && p < left.length; 0 <= left[p] && left[p] < place.length);
    @   requires (\forall int p; 0 <= p && p < right.length; 0 <= right[p] && right[p] < place.length);
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == affinity.length;
    @   ensures (\forall int p; 0 <= p && p < affinity.length; 0 <= \result[p] && \result[p] <= 4294967296L);
    @*/
  private static long[] gains(int f, long x, int i, int[] place, long[] at,
      int[] left, int[] right, long[] affinity, long block) {
    long[] gain = new long[affinity.length];
    int j = 0;
    /*@ loop_invariant 0 <= j && j <= affinity.length;
      @ loop_invariant (\forall int p; 0 <= p && p < affinity.length; 0 <= gain[p] && gain[p] <= 4294967296L);
      @ loop_writes j, gain[*];
      @ decreases affinity.length - j;
      @*/
    while (j < affinity.length) {
      int g = left[j] == f ? right[j] : left[j];
      if ((left[j] == f || right[j] == f) && place[g] < i) {
        gain[j] = Products.times(affinity[j], Score.near(x, at[place[g]], block));
      }
      j = j + 1;
    }
    return gain;
  }

  /** The place whose field gains most; of those the one with the least offset; of those the lowest field. */
  /*@ private normal_behavior
    @   requires 0 <= i && i < hot && hot <= order.length && order.length <= 64;
    @   requires gain.length == hot && start.length == hot;
    @   assignable \nothing;
    @   ensures i <= \result && \result < hot;
    @   ensures (\forall int j; i <= j && j < hot; gain[j] <= gain[\result]);
    @   ensures (\forall int j; i <= j && j < hot && gain[j] == gain[\result]; start[\result] <= start[j]);
    @   ensures (\forall int j; i <= j && j < hot && gain[j] == gain[\result] && start[j] == start[\result];
    @     order[\result] <= order[j]);
    @ pure
    @*/
  private static int pick(int[] order, int i, int hot, long[] gain, long[] start) {
    int best = i;
    int j = i + 1;
    /*@ loop_invariant i < j && j <= hot && i <= best && best < j;
      @ loop_invariant (\forall int k; i <= k && k < j; gain[k] <= gain[best]);
      @ loop_invariant (\forall int k; i <= k && k < j && gain[k] == gain[best]; start[best] <= start[k]);
      @ loop_invariant (\forall int k; i <= k && k < j && gain[k] == gain[best] && start[k] == start[best];
      @   order[best] <= order[k]);
      @ loop_writes j, best;
      @ decreases hot - j;
      @*/
    while (j < hot) {
      if (gain[j] > gain[best] || (gain[j] == gain[best] && (start[j] < start[best]
          || (start[j] == start[best] && order[j] < order[best])))) {
        best = j;
      }
      j = j + 1;
    }
    return best;
  }
}
