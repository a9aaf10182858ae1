package org.alloracle.reference.slab;

import org.alloracle.reference.Divisors;
import org.alloracle.reference.Ladders;
import org.alloracle.reference.Multiples;

/**
 * The first multiples of a number, from 0. A class of its own, so that only the proofs that need to
 * see how they follow each other do.
 */
public final class Ladder {
  final /*@ spec_public @*/ long step;
  final /*@ spec_public @*/ long[] at;

  /*@ // METADATA
    @ public invariant 1 <= step && (0 < at.length ==> at[0] == 0);
    @ public invariant (\forall int i; 0 <= i && i < at.length; i <= at[i] && at[i] <= i * 2147483648L);
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j < at.length; at[j] == at[i] + step);
    @ public invariant (\forall int i, j; 0 <= i && i < j && j < at.length; at[i] + step <= at[j]);
    @*/

  /** So many multiples. */
  /*@ public normal_behavior
    @   requires 0 <= count && count <= 1073741824 && 1 <= step && step <= 2147483648L;
    @   ensures at.length == count && this.step == step;
    @ pure
    @*/
  public Ladder(int count, long step) {
    this.step = step;
    at = Ladders.multiples(count, step);
  }

  /** Which is the last that is at most so much. */
  /*@ public normal_behavior
    @   requires 1 < at.length && 0 <= most && most < at[at.length - 1];
    @   ensures 0 <= \result && \result < at.length - 1 && at[\result] <= most && most < at[\result + 1];
    @ pure
    @*/
  int last(long most) {
    return Ladders.last(at, most);
  }

  // Lemma: what divides the step divides all.
  /*@ public normal_behavior
    @   requires 0 <= i && i < at.length && 0 < m && Multiples.rem(step, m) == 0;
    @   ensures \result && Multiples.rem(at[i], m) == 0;
    @   measured_by i;
    @ public pure model boolean aligned(int i, long m) {
    @   return i == 0 ? Multiples.zero(m) : aligned(i - 1, m) && Divisors.sum(at[i - 1], step, m);
    @ }
    @*/
}
