package org.alloracle.reference.layout;

/**
 * The sum, over all pairs, of affinity times nearness, with its table of partial sums: so it is the sum
 * that it should be, whatever computed it. It never changes. A class of its own, so that only its proofs
 * see products.
 */
public final class Products {
  final /*@ spec_public @*/ long[] affinity;
  final /*@ spec_public @*/ long[] near;
  final /*@ spec_public @*/ long[] term;
  final /*@ spec_public @*/ long[] sum;

  /*@ // METADATA
    @ public invariant near.length <= 4096 && affinity.length == near.length && term.length == near.length;
    @ public invariant sum.length == near.length + 1 && sum[0] == 0;
    @ public invariant (\forall int p; 0 <= p && p < term.length; term[p] == affinity[p] * near[p]);
    @ public invariant (\forall int p, q; 0 <= p && q == p + 1 && q < sum.length; sum[q] == sum[p] + term[p]);
    @*/

  /** Adds up; the arrays must not change any more. */
  /*@ normal_behavior
    @   requires near.length == affinity.length && near.length <= 4096;
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   requires (\forall int p; 0 <= p && p < near.length; 0 <= near[p] && near[p] <= 4096);
    @   ensures this.affinity == affinity && this.near == near && sum.length == near.length + 1;
    @ pure
    @*/
  Products(long[] affinity, long[] near) {
    this.affinity = affinity;
    this.near = near;
    term = terms(affinity, near);
    sum = Sums.of(term);
  }

  /** The product, within its bounds. */
  /*@ normal_behavior
    @   requires 0 <= x && x <= 1048576 && 0 <= y && y <= 4096;
    @   ensures 0 <= \result && \result <= 4294967296L;
    @ also private normal_behavior
    @   requires 0 <= x && x <= 1048576 && 0 <= y && y <= 4096;
    @   ensures \result == x * y;
    @ pure
    @*/
  static long times(long x, long y) {
    //@ assert x * y <= 1048576 * y;
    return x * y;
  }

  /** What each pair adds to the score. */
  /*@ private normal_behavior
    @   requires near.length == affinity.length && near.length <= 4096;
    @   requires (\forall int p; 0 <= p && p < affinity.length; 0 <= affinity[p] && affinity[p] <= 1048576);
    @   requires (\forall int p; 0 <= p && p < near.length; 0 <= near[p] && near[p] <= 4096);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == near.length;
    @   ensures (\forall int p; 0 <= p && p < near.length; 0 <= \result[p] && \result[p] <= 4294967296L);
    @   ensures (\forall int p; 0 <= p && p < near.length; \result[p] == affinity[p] * near[p]);
    @*/
  private static long[] terms(long[] affinity, long[] near) {
    long[] term = new long[near.length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= near.length;
      @ loop_invariant (\forall int p; 0 <= p && p < i; 0 <= term[p] && term[p] <= 4294967296L);
      @ loop_invariant (\forall int p; 0 <= p && p < i; term[p] == affinity[p] * near[p]);
      @ loop_writes i, term[*];
      @ decreases near.length - i;
      @*/
    while (i < near.length) {
      term[i] = times(affinity[i], near[i]);
      i = i + 1;
    }
    return term;
  }
}
