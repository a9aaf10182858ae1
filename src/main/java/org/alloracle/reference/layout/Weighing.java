package org.alloracle.reference.layout;

/**
 * A number for any two fields, those of a field with the others from 64 times its number on. A class of its own, so
 * that who holds {@link Weights} need not show again what they are.
 */
class Weighing {
  final /*@ spec_public @*/ int[] left;
  final /*@ spec_public @*/ int[] right;
  final /*@ spec_public @*/ long[] affinity;
  final /*@ spec_public @*/ long[] weight;

  /*@ // METADATA
    @ public invariant left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @ public invariant weight.length == 4096 && weight != affinity;
    @ public invariant (\forall int q; 0 <= q && q < weight.length; 0 <= weight[q] && weight[q] <= 4294967296L);
    @*/

  /** Nothing weighs anything yet. */
  /*@ normal_behavior
    @   requires left.length == affinity.length && right.length == affinity.length && affinity.length <= 4096;
    @   ensures this.left == left && this.right == right && this.affinity == affinity && \fresh(weight);
    @   ensures (\forall int q; 0 <= q && q < 4096; weight[q] == 0);
    @ pure
    @*/
  Weighing(int[] left, int[] right, long[] affinity) {
    this.left = left;
    this.right = right;
    this.affinity = affinity;
    weight = new long[4096];
  }

  // What two fields weigh together in the first pairs.
  /*@ public normal_behavior
    @   requires 0 <= pairs && pairs <= affinity.length && affinity.length <= 4096;
    @   requires left.length == affinity.length && right.length == affinity.length;
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   ensures 0 <= \result && \result <= pairs * 1048576L;
    @   ensures pairs == 0 ==> \result == 0;
    @   ensures 0 < pairs ==> \result == sum(pairs - 1, f, g, left, right, affinity)
    @     + ((left[pairs - 1] == f && right[pairs - 1] == g) || (left[pairs - 1] == g && right[pairs - 1] == f)
    @       ? affinity[pairs - 1] : 0);
    @ pure model public static long sum(int pairs, int f, int g, int[] left, int[] right, long[] affinity) {
    @   return pairs == 0 ? 0 : sum(pairs - 1, f, g, left, right, affinity)
    @     + ((left[pairs - 1] == f && right[pairs - 1] == g) || (left[pairs - 1] == g && right[pairs - 1] == f)
    @       ? affinity[pairs - 1] : 0);
    @ }
    @*/
}
