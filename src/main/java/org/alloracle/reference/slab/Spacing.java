package org.alloracle.reference.slab;

import org.alloracle.reference.Multiples;

/**
 * The distances of slabs and of buffers, both multiples of an alignment. A class of its own, so that
 * only its proofs see the division.
 */
public final class Spacing {
  final /*@ spec_public @*/ long slab;
  final /*@ spec_public @*/ long buffer;
  final /*@ spec_public @*/ long align;

  /*@ // ALIGNMENT
    @ public invariant 1 <= align && 0 <= slab && slab % align == 0 && 0 <= buffer && buffer % align == 0;
    @*/

  /** Of slabs, and of buffers. */
  /*@ normal_behavior
    @   requires 1 <= align && 0 <= slab && 0 <= buffer;
    @   requires Multiples.rem(slab, align) == 0 && Multiples.rem(buffer, align) == 0;
    @   ensures this.slab == slab && this.buffer == buffer && this.align == align;
    @ pure
    @*/
  Spacing(long slab, long buffer, long align) {
    //@ assert Multiples.remainder(slab, align) && Multiples.remainder(buffer, align);
    this.slab = slab;
    this.buffer = buffer;
    this.align = align;
  }

  // Lemma: what the invariant says, in a form that other proofs can use.
  /*@ public normal_behavior
    @   ensures \result && Multiples.rem(slab, align) == 0 && Multiples.rem(buffer, align) == 0;
    @ public pure model boolean even() {
    @   return Multiples.remainder(slab, align) && Multiples.remainder(buffer, align);
    @ }
    @*/
}
