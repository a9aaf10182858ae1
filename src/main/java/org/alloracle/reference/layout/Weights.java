package org.alloracle.reference.layout;

/** What any two fields weigh together: the sum of the affinities of the pairs of these two. */
final class Weights {
  private Weights() {}

  // What two fields weigh together in the first pairs.
  /*@ normal_behavior
    @   requires 0 <= pairs && pairs <= affinity.length && affinity.length <= 4096;
    @   requires left.length == affinity.length && right.length == affinity.length;
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   ensures 0 <= \result && \result <= pairs * 1048576L;
    @   ensures pairs == 0 ==> \result == 0;
    @   ensures 0 < pairs ==> \result == sum(pairs - 1, f, g, left, right, affinity)
    @     + ((left[pairs - 1] == f && right[pairs - 1] == g) || (left[pairs - 1] == g && right[pairs - 1] == f)
    @       ? affinity[pairs - 1] : 0);
    @ pure model static long sum(int pairs, int f, int g, int[] left, int[] right, long[] affinity) {
    @   return pairs == 0 ? 0 : sum(pairs - 1, f, g, left, right, affinity)
    @     + ((left[pairs - 1] == f && right[pairs - 1] == g) || (left[pairs - 1] == g && right[pairs - 1] == f)
    @       ? affinity[pairs - 1] : 0);
    @ }
    @*/

  /** The weights, those of a field with the others from 64 times its number on. */
  /*@ normal_behavior
    @   requires left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @   requires (\forall int p; 0 <= p && p < left.length; 0 <= left[p] && left[p] < 64);
    @   requires (\forall int p; 0 <= p && p < right.length; 0 <= right[p] && right[p] < 64);
    @   requires (\forall int p; 0 <= p && p < left.length; left[p] != right[p]);
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == 4096;
    @   ensures (\forall int q; 0 <= q && q < 4096; 0 <= \result[q] && \result[q] <= 4294967296L);
    @   ensures (\forall int f, g; 0 <= f && f < 64 && 0 <= g && g < 64;
    @     \result[64 * f + g] == \old(sum(affinity.length, f, g, left, right, affinity)));
    @*/
  static long[] of(int[] left, int[] right, long[] affinity) {
    long[] weight = new long[4096];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= affinity.length;
      @ loop_invariant (\forall int q; 0 <= q && q < 4096; 0 <= weight[q] && weight[q] <= i * 1048576L);
      @ loop_invariant (\forall int f, g, p; p == i && 0 <= f && f < 64 && 0 <= g && g < 64;
      @   weight[64 * f + g] == \old(sum(p, f, g, left, right, affinity)));
      @ loop_writes i, weight[*];
      @ decreases affinity.length - i;
      @*/
    while (i < affinity.length) {
      int a = 64 * left[i] + right[i];
      int b = 64 * right[i] + left[i];
      weight[a] = weight[a] + affinity[i];
      weight[b] = weight[b] + affinity[i];
      i = i + 1;
    }
    return weight;
  }
}
