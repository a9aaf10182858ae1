package org.alloracle.reference.slab;

import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Ladders;
import org.alloracle.reference.Multiples;

/**
 * Where slabs, buffers and colours lie. Slab {@code s} begins at {@code base[s]}; its buffer {@code k}
 * lies {@code offset[k]} bytes from the first one, and that {@code tint[c]} bytes from the slab's
 * beginning, if it has colour {@code c}. A slab ends with its record.
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
  final /*@ spec_public @*/ long[] base;
  final /*@ spec_public @*/ long[] offset;
  final /*@ spec_public @*/ long[] tint;

  /*@ // METADATA
    @ public invariant 0 <= record && 1 <= size && size <= chunk && 1 <= align && 1 <= slabBytes;
    @ public invariant base.length <= Chains.MOST_SLABS && slabBytes <= MOST_BYTES;
    @ public invariant 0 < base.length ==> base[0] == 0;
    @ public invariant (\forall int s; 0 <= s && s < base.length; 0 <= base[s] && base[s] <= s * 2147483648L);
    @ public invariant (\forall int s, t; 0 <= s && t == s + 1 && t < base.length; base[t] == base[s] + slabBytes);
    @ public invariant (\forall int s, t; 0 <= s && s < t && t < base.length; base[s] + slabBytes <= base[t]);
    @ // METADATA: a slab has as many buffers as fit
    @ public invariant 1 <= each && each < offset.length - 1 && each <= MOST_BYTES && offset[0] == 0;
    @ public invariant (\forall int k; 0 <= k && k < offset.length; k <= offset[k]);
    @ public invariant (\forall int j, k; 0 <= j && k == j + 1 && k < offset.length; offset[k] == offset[j] + chunk);
    @ public invariant (\forall int j, k; 0 <= j && j < k && k < offset.length; offset[j] + chunk <= offset[k]);
    @ public invariant offset[each] + record <= slabBytes && slabBytes < offset[each + 1] + record;
    @ // METADATA: and as many colours as the bytes left over allow
    @ public invariant 0 <= lastColour && lastColour < tint.length - 1 && tint[0] == 0;
    @ public invariant (\forall int c; 0 <= c && c < tint.length; c <= tint[c]);
    @ public invariant (\forall int c, d; 0 <= c && d == c + 1 && d < tint.length; tint[d] == tint[c] + align);
    @ public invariant (\forall int c, d; 0 <= c && c < d && d < tint.length; tint[c] + align <= tint[d]);
    @ public invariant offset[each] + tint[lastColour] + record <= slabBytes;
    @ public invariant slabBytes < offset[each] + tint[lastColour + 1] + record;
    @*/

  /** Whether there is such a shape: what {@link SlabCache}'s constructor asks for. */
  /*@ public normal_behavior
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
    @   ensures base.length == slabs && this.slabBytes == slabBytes && this.record == record;
    @   ensures this.size == size && this.align == align && chunk == \old(Multiples.up(size, align));
    @   ensures \fresh(base) && \fresh(offset) && \fresh(tint);
    @ also public exceptional_behavior
    @   requires !valid(slabs, slabBytes, record, size, align);
    @   signals_only InvalidRequestException;
    @ pure
    @*/
  public Shape(int slabs, long slabBytes, long record, long size, long align) {
    if (!valid(slabs, slabBytes, record, size, align)) {
      throw new InvalidRequestException("no such slabs");
    }
    long step = Multiples.up(size, align);
    this.slabBytes = slabBytes;
    this.record = record;
    this.size = size;
    this.align = align;
    chunk = step;
    base = Ladders.multiples(slabs, slabBytes);
    int room = (int) (slabBytes - record);
    offset = Ladders.multiples(room + 2, chunk);
    each = Ladders.last(offset, room);
    //@ assert 0 < each && each <= offset[each] && offset[each] <= room;
    int waste = (int) (room - offset[each]);
    tint = Ladders.multiples(waste + 2, align);
    lastColour = Ladders.last(tint, waste);
  }

  /** Where buffer {@code k} of slab {@code s} is, if the slab has colour {@code c}. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < base.length && 0 <= k && k < each && 0 <= c && c <= lastColour;
    @   ensures \result == base[s] + offset[k] + tint[c];
    @   ensures base[s] <= \result && \result + size <= base[s] + slabBytes - record; // CONTAINMENT
    @ pure
    @*/
  long at(int s, int k, int c) {
    return base[s] + offset[k] + tint[c];
  }

  /*@ // CONTAINMENT
    @ public normal_behavior
    @   requires 0 <= s && s < base.length && 0 <= k && k < each && 0 <= c && c <= lastColour;
    @   ensures \result;
    @   ensures base[s] <= base[s] + offset[k] + tint[c];
    @   ensures base[s] + offset[k] + tint[c] + size <= base[s] + slabBytes - record;
    @ public pure model boolean contained(int s, int k, int c) { return true; }
    @*/

  /*@ // DISJOINTNESS: two buffers share no byte.
    @ public normal_behavior
    @   requires 0 <= s && s <= t && t < base.length && 0 <= k && k < each && 0 <= j && j < each;
    @   requires 0 <= c && c <= lastColour && 0 <= d && d <= lastColour;
    @   requires s < t || k < j && c == d;
    @   ensures \result && base[s] + offset[k] + tint[c] + size <= base[t] + offset[j] + tint[d];
    @ public pure model boolean disjoint(int s, int k, int c, int t, int j, int d) {
    @   return contained(s, k, c) && contained(t, j, d);
    @ }
    @*/
}
