package org.alloracle.reference.layout;

/** What any two fields weigh together: the sum of the affinities of the pairs of these two. It never changes. */
public final class Weights extends Weighing {
  /*@ // METADATA
    @ public invariant (\forall int f, g; 0 <= f && f < 64 && 0 <= g && g < 64;
    @   weight[64 * f + g] == sum(affinity.length, f, g, left, right, affinity));
    @*/

  /** Sums up. */
  /*@ normal_behavior
    @   requires left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @   requires (\forall int p; 0 <= p && p < left.length; 0 <= left[p] && left[p] < 64);
    @   requires (\forall int p; 0 <= p && p < right.length; 0 <= right[p] && right[p] < 64);
    @   requires (\forall int p; 0 <= p && p < left.length; left[p] != right[p]);
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   ensures this.left == left && this.right == right && this.affinity == affinity && \fresh(weight);
    @ pure
    @*/
  Weights(int[] left, int[] right, long[] affinity) {
    super(left, right, affinity);
    fill(weight, left, right, affinity);
  }

  /*@ normal_behavior
    @   requires weight.length == 4096 && weight != affinity;
    @   requires left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @   requires (\forall int p; 0 <= p && p < left.length; 0 <= left[p] && left[p] < 64);
    @   requires (\forall int p; 0 <= p && p < right.length; 0 <= right[p] && right[p] < 64);
    @   requires (\forall int p; 0 <= p && p < left.length; left[p] != right[p]);
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   requires (\forall int q; 0 <= q && q < 4096; weight[q] == 0);
    @   assignable weight[*];
    @   ensures (\forall int q; 0 <= q && q < 4096; 0 <= weight[q] && weight[q] <= 4294967296L);
    @   ensures (\forall int f, g; 0 <= f && f < 64 && 0 <= g && g < 64;
    @     weight[64 * f + g] == sum(affinity.length, f, g, left, right, affinity));
    @*/
  static void fill(long[] weight, int[] left, int[] right, long[] affinity) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= affinity.length;
      @ loop_invariant (\forall int q; 0 <= q && q < 4096; 0 <= weight[q] && weight[q] <= i * 1048576L);
      @ loop_invariant (\forall int f, g, p; p == i && 0 <= f && f < 64 && 0 <= g && g < 64;
      @   weight[64 * f + g] == sum(p, f, g, left, right, affinity));
      @ loop_writes i, weight[*];
      @ decreases affinity.length - i;
      @*/
    while (i < affinity.length) {
      int a = 64 * left[i] + right[i];
      int b = 64 * right[i] + left[i];
      write(affinity.length, weight, a, b, affinity[i], left, right, affinity);
      i = i + 1;
    }
  }

  /**
   * Adds to two elements. It recurs only for its proof: that leaves the sums over no pair as they are; and if it leaves
   * those over one pair less, then those over all.
   */
  /*@ private normal_behavior
    @   requires 0 <= pairs && pairs <= affinity.length && affinity.length <= 4096;
    @   requires left.length == affinity.length && right.length == affinity.length;
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   requires weight.length == 4096 && weight != affinity && 0 <= a && a < 4096 && 0 <= b && b < 4096 && a != b;
    @   requires 0 <= more && more <= 1048576;
    @   requires 0 <= weight[a] && weight[a] <= 4294967296L && 0 <= weight[b] && weight[b] <= 4294967296L;
    @   assignable weight[a], weight[b];
    @   ensures weight[a] == \old(weight[a]) + more && weight[b] == \old(weight[b]) + more;
    @   ensures (\forall int p, f, g; 0 <= p && p <= pairs;
    @     sum(p, f, g, left, right, affinity) == \old(sum(p, f, g, left, right, affinity)));
    @   measured_by pairs;
    @*/
  private static void write(int pairs, long[] weight, int a, int b, long more, int[] left, int[] right, long[] affinity) {
    //@ split
    if (pairs == 0) {
      weight[a] = weight[a] + more;
      weight[b] = weight[b] + more;
    } else {
      write(pairs - 1, weight, a, b, more, left, right, affinity);
    }
  }
}
