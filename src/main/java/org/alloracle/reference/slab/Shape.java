package org.alloracle.reference.slab;

import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Divisors;
import org.alloracle.reference.Multiples;

/**
 * Where slabs, buffers and colours lie. Slab {@code s} begins at {@code base.at[s]}; its buffer {@code k}
 * lies {@code offset.at[k]} bytes from the first one, and that {@code tint.at[c]} bytes from the
 * slab's beginning, if it has colour {@code c}. A slab ends with its record.
 */
public final class Shape {
  /** The most bytes of a slab. */
  public static final long MOST_BYTES = 65536L;

  final /*@ spec_public @*/ long slabBytes;
  final /*@ spec_public @*/ long record;
  final /*@ spec_public @*/ long size;
  final /*@ spec_public @*/ long align;
  final /*@ spec_public @*/ long chunk;
  final /*@ spec_public @*/ int each;
  final /*@ spec_public @*/ int lastColour;
  final /*@ spec_public @*/ Ladder base;
  final /*@ spec_public @*/ Ladder offset;
  final /*@ spec_public @*/ Ladder tint;
  final /*@ spec_public @*/ Spacing spacing;

  /*@ // METADATA
    @ public invariant 0 <= record && 1 <= size && size <= chunk && 1 <= align && 1 <= slabBytes;
    @ public invariant base.step == slabBytes && offset.step == chunk && tint.step == align;
    @ public invariant spacing.slab == slabBytes && spacing.buffer == chunk && spacing.align == align; // ALIGNMENT
    @ public invariant base.at.length <= Chains.MOST_SLABS && slabBytes <= MOST_BYTES;
    @ // METADATA: a slab has as many buffers as fit
    @ public invariant 1 <= each && each < offset.at.length - 1 && each <= MOST_BYTES;
    @ public invariant offset.at[each] + record <= slabBytes && slabBytes < offset.at[each + 1] + record;
    @ // METADATA: and as many colours as the bytes left over allow
    @ public invariant 0 <= lastColour && lastColour < tint.at.length - 1;
    @ public invariant offset.at[each] + tint.at[lastColour] + record <= slabBytes;
    @ public invariant slabBytes < offset.at[each] + tint.at[lastColour + 1] + record;
    @*/

  /** Whether there is such a shape: what {@link SlabCache}'s constructor asks for. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result ==> 0 <= slabs && slabs <= Chains.MOST_SLABS;
    @   ensures \result ==> 1 <= size && size <= MOST_BYTES && 1 <= align && align <= MOST_BYTES;
    @ also private normal_behavior
    @   assignable \nothing;
    @   ensures \result == (0 <= slabs && slabs <= Chains.MOST_SLABS && 1 <= slabBytes && slabBytes <= MOST_BYTES
    @     && 0 <= record && record < slabBytes && 1 <= size && size <= MOST_BYTES
    @     && 1 <= align && align <= MOST_BYTES && Multiples.powerOfTwo(align)
    @     && Multiples.rem(slabBytes, align) == 0 && Multiples.up(size, align) <= slabBytes - record);
    @ pure helper
    @*/
  public static boolean valid(int slabs, long slabBytes, long record, long size, long align) {
    return 0 <= slabs
        && slabs <= Chains.MOST_SLABS
        && 1 <= slabBytes
        && slabBytes <= MOST_BYTES
        && 0 <= record
        && record < slabBytes
        && 1 <= size
        && size <= MOST_BYTES
        && 1 <= align
        && align <= MOST_BYTES
        && Multiples.powerOfTwo(align)
        && Multiples.rem(slabBytes, align) == 0
        && Multiples.up(size, align) <= slabBytes - record;
  }

  /** The shape of so many slabs. */
  /*@ public normal_behavior
    @   requires valid(slabs, slabBytes, record, size, align);
    @   ensures base.at.length == slabs && this.slabBytes == slabBytes && this.record == record;
    @   ensures this.size == size && this.align == align && chunk == \old(Multiples.up(size, align));
    @ also public exceptional_behavior
    @   requires !valid(slabs, slabBytes, record, size, align);
    @   signals_only InvalidRequestException;
    @ pure
    @*/
  public Shape(int slabs, long slabBytes, long record, long size, long align) {
    //@ assert valid(slabs, slabBytes, record, size, align) ==> Multiples.remainder(slabBytes, align);
    if (!valid(slabs, slabBytes, record, size, align)) {
      throw new InvalidRequestException("no such slabs");
    }
    long step = Multiples.up(size, align);
    //@ assert Multiples.remainder(slabBytes, align);
    spacing = new Spacing(slabBytes, step, align);
    this.slabBytes = slabBytes;
    this.record = record;
    this.size = size;
    this.align = align;
    chunk = step;
    base = new Ladder(slabs, slabBytes);
    int room = (int) (slabBytes - record);
    offset = new Ladder(room + 2, chunk);
    each = offset.last(room);
    //@ assert 0 < each && each <= offset.at[each] && offset.at[each] <= room;
    int waste = (int) (room - offset.at[each]);
    tint = new Ladder(waste + 2, align);
    lastColour = tint.last(waste);
  }

  /** Where buffer {@code k} of slab {@code s} is, if the slab has colour {@code c}. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < base.at.length && 0 <= k && k < each && 0 <= c && c <= lastColour;
    @   ensures \result == base.at[s] + offset.at[k] + tint.at[c] && 0 <= \result;
    @   ensures base.at[s] <= \result && \result + size <= base.at[s] + slabBytes - record; // CONTAINMENT
    @ pure
    @*/
  long at(int s, int k, int c) {
    return base.at[s] + offset.at[k] + tint.at[c];
  }

  /*@ // CONTAINMENT
    @ public normal_behavior
    @   requires 0 <= s && s < base.at.length && 0 <= k && k < each && 0 <= c && c <= lastColour;
    @   ensures \result;
    @   ensures base.at[s] <= base.at[s] + offset.at[k] + tint.at[c];
    @   ensures base.at[s] + offset.at[k] + tint.at[c] + size <= base.at[s] + slabBytes - record;
    @ public pure model boolean contained(int s, int k, int c) { return true; }
    @*/

  /*@ // DISJOINTNESS: two buffers share no byte.
    @ public normal_behavior
    @   requires 0 <= s && s <= t && t < base.at.length && 0 <= k && k < each && 0 <= j && j < each;
    @   requires 0 <= c && c <= lastColour && 0 <= d && d <= lastColour;
    @   requires s < t || k < j && c == d;
    @   ensures \result && base.at[s] + offset.at[k] + tint.at[c] + size <= base.at[t] + offset.at[j] + tint.at[d];
    @ public pure model boolean disjoint(int s, int k, int c, int t, int j, int d) {
    @   return contained(s, k, c) && contained(t, j, d);
    @ }
    @*/

  /*@ // ALIGNMENT: slabs, buffers and colours are multiples of the alignment.
    @ public normal_behavior
    @   requires 0 <= s && s < base.at.length && 0 <= k && k < each && 0 <= c && c <= lastColour;
    @   ensures \result && 0 <= base.at[s] + offset.at[k] + tint.at[c];
    @   ensures Multiples.rem((long) (base.at[s] + offset.at[k] + tint.at[c]), align) == 0;
    @ public pure model boolean aligned(int s, int k, int c) {
    @   return spacing.even()
    @     && base.aligned(s, align) && offset.aligned(k, align) && Multiples.itself(align) && tint.aligned(c, align)
    @     && Divisors.sum(base.at[s], offset.at[k], align)
    @     && Divisors.sum(base.at[s] + offset.at[k], tint.at[c], align);
    @ }
    @*/
}
