package org.alloracle.reference.slab;

import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.contract.ObjectCache;

/**
 * The slab allocator, after Bonwick, "The Slab Allocator" (USENIX Summer 1994): a cache of equal
 * objects that stay constructed from the making of their slab until it is reaped.
 *
 * <p>A slab is cut into as many buffers as fit before its record. The list of slabs is kept in the
 * order full, partial, empty; so the first slab with a free buffer is the one after the full ones.
 * {@link #allocate} takes the head of its free chain, and makes a slab if there is none. {@link #free}
 * puts the buffer at the head of its slab's chain. A slab that was full then goes to just after the
 * other full ones; a slab without live buffers goes to the list's end. {@link #reap} gives back the
 * empty slab at the list's end; {@link #destroy} gives back all, once no object is live.
 *
 * <p>Each slab gets the next colour, round and round: its buffers begin that many times the alignment
 * from the slab's beginning. The chains are kept beside the memory, not in it, so they disturb no
 * constructed object.
 *
 * <p>Out of memory: exact; {@link #allocate} fails only if all slabs that there may be are full. A wrong
 * {@link #free} is refused and changes nothing. Confined to one thread.
 */
public final class SlabCache implements ObjectCache {
  private final /*@ spec_public @*/ Shape shape;
  private final /*@ spec_public @*/ Chains chains;
  private final /*@ spec_public @*/ SlabList slabs;

  /*@ // METADATA
    @ public invariant slabs.list.length == shape.base.at.length && slabs.list.length == chains.refs.length;
    @ public invariant chains.each == shape.each && slabs.each == shape.each;
    @ public invariant slabs.lastColour == shape.lastColour;
    @ public invariant slabs.list != chains.first && slabs.list != chains.slabOf && slabs.list != chains.refs;
    @ public invariant slabs.list != chains.order && slabs.list != chains.place;
    @ public invariant slabs.pos != chains.first && slabs.pos != chains.slabOf && slabs.pos != chains.refs;
    @ public invariant slabs.pos != chains.order && slabs.pos != chains.place;
    @ public invariant slabs.refs != chains.first && slabs.refs != chains.slabOf && slabs.refs != chains.refs;
    @ public invariant slabs.refs != chains.order && slabs.refs != chains.place;
    @ public invariant slabs.colour != chains.first && slabs.colour != chains.slabOf && slabs.colour != chains.refs;
    @ public invariant slabs.colour != chains.order && slabs.colour != chains.place;
    @ // CONSERVATION: the list counts what the chains have
    @ public invariant (\forall int s; 0 <= s && s < chains.refs.length; chains.refs[s] == slabs.refs[s]);
    @*/

  /**
   * An empty cache.
   *
   * @param slabs there may be, from 0 to {@link Chains#MOST_SLABS}; they lie end to end from address 0
   * @param slabBytes of a slab, from 1 to {@link Shape#MOST_BYTES}, a multiple of {@code align}
   * @param record bytes at the end of a slab that its objects leave alone, from 0
   * @param size of an object in bytes, from 1
   * @param align of the objects, a power of two
   * @throws InvalidRequestException if one of them is not so, or a slab has no room for an object
   */
  /*@ public normal_behavior
    @   requires Shape.valid(slabs, slabBytes, record, size, align);
    @   ensures this.slabs.list.length == slabs && this.slabs.used == 0 && this.slabs.nextColour == 0;
    @   ensures this.slabs.made == 0 && this.slabs.reaped == 0;
    @   ensures (\forall int i; 0 <= i && i < slabs; this.slabs.list[i] == i);
    @   ensures shape.slabBytes == slabBytes && shape.record == record && shape.size == size && shape.align == align;
    @   ensures shape.chunk == \old(org.alloracle.reference.Multiples.up(size, align));
    @   ensures (\forall int i; 0 <= i && i < chains.order.length; chains.order[i] == i);
    @ also public exceptional_behavior
    @   requires !Shape.valid(slabs, slabBytes, record, size, align);
    @   signals_only InvalidRequestException;
    @ pure
    @*/
  public SlabCache(int slabs, long slabBytes, long record, long size, long align) {
    shape = new Shape(slabs, slabBytes, record, size, align);
    chains = new Chains(slabs, shape.each);
    this.slabs = new SlabList(slabs, shape.each, shape.lastColour);
  }

  /*@ also public normal_behavior // the first slab after the full ones has a free buffer
    @   requires slabs.full < slabs.used;
    @   old int s = slabs.list[slabs.full];
    @   old int k = chains.head(s);
    @   old long at = shape.base.at[s] + shape.offset.at[k] + shape.tint.at[slabs.colour[s]];
    @   old long rest = 0 <= at ? org.alloracle.reference.Multiples.rem(at, shape.align) : 1;
    @   assignable slabs.*, slabs.refs[slabs.list[slabs.full]], chains.refs[slabs.list[slabs.full]];
    @   ensures \result == at; // POLICY
    @   ensures rest == 0; // ALIGNMENT
    @   ensures chains.refs[s] == \old(chains.refs[s]) + 1;
    @   ensures slabs.used == \old(slabs.used) && slabs.nextColour == \old(slabs.nextColour); // FRAME
    @   ensures slabs.made == \old(slabs.made) && slabs.reaped == \old(slabs.reaped);
    @
    @ also public normal_behavior // none has: a slab is made, and has the next colour
    @   requires slabs.full == slabs.used && slabs.used < slabs.list.length;
    @   old int s = slabs.list[slabs.used];
    @   old int k = chains.head(s);
    @   old long at = shape.base.at[s] + shape.offset.at[k] + shape.tint.at[slabs.nextColour];
    @   old long rest = 0 <= at ? org.alloracle.reference.Multiples.rem(at, shape.align) : 1;
    @   assignable slabs.*, slabs.refs[slabs.list[slabs.used]], chains.refs[slabs.list[slabs.used]],
    @     slabs.colour[slabs.list[slabs.used]], slabs.built[slabs.list[slabs.used]];
    @   ensures \result == at; // POLICY
    @   ensures rest == 0; // ALIGNMENT
    @   ensures chains.refs[s] == 1 && slabs.used == \old(slabs.used) + 1;
    @   ensures slabs.made == \old(slabs.made) + 1 && slabs.reaped == \old(slabs.reaped);
    @   ensures slabs.colour[s] == \old(slabs.nextColour);
    @   ensures slabs.nextColour == (\old(slabs.nextColour) == shape.lastColour ? 0 : \old(slabs.nextColour) + 1);
    @
    @ also public normal_behavior // HONEST_FAILURE: all slabs are full, and no more can be made
    @   requires slabs.full == slabs.list.length;
    @   assignable \nothing;
    @   ensures \result == NONE;
    @*/
  @Override
  public long allocate() {
    // One proof a path.
    //@ split
    if (slabs.full < slabs.used) {
      //@ assert aligned(slabs.list[slabs.full], slabs.colour[slabs.list[slabs.full]]);
      return serve();
    }
    //@ split
    if (slabs.used < slabs.list.length) {
      //@ assert aligned(slabs.list[slabs.used], slabs.nextColour);
      return grow();
    }
    return NONE;
  }

  /*@ // Lemma, ALIGNMENT: where the first buffer of a slab's chain is, if the slab has this colour.
    @ private normal_behavior
    @   requires 0 <= s && s < chains.refs.length && chains.refs[s] < chains.each;
    @   requires 0 <= c && c <= shape.lastColour;
    @   old int k = chains.head(s);
    @   old long at = shape.base.at[s] + shape.offset.at[k] + shape.tint.at[c];
    @   ensures \result && 0 <= at && org.alloracle.reference.Multiples.rem(at, shape.align) == 0;
    @ private pure model boolean aligned(int s, int c) {
    @   return shape.aligned(s, chains.head(s), c);
    @ }
    @*/

  /** Takes a buffer of a new slab, and tells where it is. */
  /*@ private normal_behavior
    @   requires slabs.full == slabs.used && slabs.used < slabs.list.length;
    @   old int s = slabs.list[slabs.used];
    @   old int k = chains.head(s);
    @   assignable slabs.*, slabs.refs[slabs.list[slabs.used]], chains.refs[slabs.list[slabs.used]],
    @     slabs.colour[slabs.list[slabs.used]], slabs.built[slabs.list[slabs.used]];
    @   ensures \result == shape.base.at[s] + shape.offset.at[k] + shape.tint.at[\old(slabs.nextColour)];
    @   ensures chains.refs[s] == 1 && slabs.used == \old(slabs.used) + 1;
    @   ensures slabs.made == \old(slabs.made) + 1 && slabs.reaped == \old(slabs.reaped);
    @   ensures slabs.colour[s] == \old(slabs.nextColour);
    @   ensures slabs.nextColour == (\old(slabs.nextColour) == shape.lastColour ? 0 : \old(slabs.nextColour) + 1);
    @   ensures \invariant_for(slabs) && \invariant_for(chains);
    @*/
  private long grow() {
    make();
    return serve();
  }

  /** Makes a slab. */
  /*@ private normal_behavior
    @   requires slabs.full == slabs.used && slabs.used < slabs.list.length;
    @   old int s = slabs.list[slabs.used];
    @   assignable slabs.*, slabs.colour[slabs.list[slabs.used]], slabs.built[slabs.list[slabs.used]];
    @   ensures slabs.used == \old(slabs.used) + 1 && slabs.full == \old(slabs.full) && slabs.some == \old(slabs.some);
    @   ensures slabs.made == \old(slabs.made) + 1 && slabs.reaped == \old(slabs.reaped);
    @   ensures chains.refs[s] == 0 && slabs.colour[s] == \old(slabs.nextColour);
    @   ensures slabs.nextColour == (\old(slabs.nextColour) == shape.lastColour ? 0 : \old(slabs.nextColour) + 1);
    @   ensures \invariant_for(slabs) && \invariant_for(chains);
    @*/
  private void make() {
    slabs.make();
  }

  /** Takes a buffer of the first slab that has a free one, and tells where it is. */
  /*@ private normal_behavior
    @   requires slabs.full < slabs.used;
    @   old int s = slabs.list[slabs.full];
    @   old int k = chains.head(s);
    @   assignable slabs.*, slabs.refs[slabs.list[slabs.full]], chains.refs[slabs.list[slabs.full]];
    @   ensures slabs.used == \old(slabs.used) && slabs.nextColour == \old(slabs.nextColour);
    @   ensures slabs.made == \old(slabs.made) && slabs.reaped == \old(slabs.reaped);
    @   ensures \result == shape.base.at[s] + shape.offset.at[k] + shape.tint.at[slabs.colour[s]];
    @   ensures chains.refs[s] == \old(chains.refs[s]) + 1;
    @   ensures \invariant_for(slabs) && \invariant_for(chains);
    @*/
  private long serve() {
    int s = slabs.list[slabs.full];
    int k = chains.head(s);
    long address = shape.at(s, k, slabs.colour[s]);
    take(chains, slabs);
    return address;
  }

  /** Takes a buffer from both. */
  /*@ private normal_behavior
    @   requires slabs.full < slabs.used && slabs.list.length == chains.refs.length && slabs.each == chains.each;
    @   requires slabs.list != chains.first && slabs.list != chains.slabOf && slabs.list != chains.refs;
    @   requires slabs.list != chains.order && slabs.list != chains.place;
    @   requires slabs.pos != chains.refs && slabs.colour != chains.refs;
    @   requires slabs.refs != chains.first && slabs.refs != chains.slabOf && slabs.refs != chains.refs;
    @   requires slabs.refs != chains.order && slabs.refs != chains.place;
    @   old int s = slabs.list[slabs.full];
    @   requires chains.refs[s] == slabs.refs[s];
    @   assignable slabs.*, slabs.refs[slabs.list[slabs.full]], chains.refs[slabs.list[slabs.full]];
    @   ensures slabs.used == \old(slabs.used) && slabs.nextColour == \old(slabs.nextColour);
    @   ensures slabs.made == \old(slabs.made) && slabs.reaped == \old(slabs.reaped);
    @   ensures chains.refs[s] == \old(chains.refs[s]) + 1 && slabs.refs[s] == \old(slabs.refs[s]) + 1;
    @   ensures \invariant_for(slabs) && \invariant_for(chains);
    @*/
  private static void take(Chains chains, SlabList slabs) {
    chains.take(slabs.list[slabs.full]);
    slabs.take();
  }

  /*@ also public normal_behavior
    @   old int x = bufferAt(address);
    @   requires 0 <= x && liveIn(x, address);
    @   old int s = chains.slabOf[x];
    @   old int refs = chains.refs[s];
    @   // POLICY: to the end if it is empty now, after the full ones if it was full, else where it is
    @   old int to = refs == 1 ? slabs.used - 1 : refs == shape.each ? slabs.full - 1 : slabs.pos[s];
    @   assignable slabs.*, slabs.list[*], slabs.pos[*], slabs.refs[s],
    @     chains.refs[s], chains.order[*], chains.place[*];
    @   ensures chains.refs[s] == refs - 1;
    @   ensures chains.place[x] == chains.first[s] + refs - 1; // REUSE
    @   ensures slabs.pos[s] == to;
    @   // FRAME
    @   ensures slabs.used == \old(slabs.used) && slabs.nextColour == \old(slabs.nextColour);
    @   ensures slabs.made == \old(slabs.made) && slabs.reaped == \old(slabs.reaped);
    @   ensures (\forall int t; 0 <= t && t < slabs.list.length && t != s; slabs.pos[t] == \old(slabs.pos[t])
    @     - (\old(slabs.pos[s]) < \old(slabs.pos[t]) && \old(slabs.pos[t]) <= to ? 1 : 0));
    @   ensures (\forall int y; 0 <= y && y < chains.place.length && y != x; chains.place[y]
    @     == (\old(chains.place[y]) == chains.place[x] ? \old(chains.place[x]) : \old(chains.place[y])));
    @
    @ also public exceptional_behavior // VALID_FREE
    @   requires bufferAt(address) < 0 || !liveIn(bufferAt(address), address);
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public void free(long address) {
    int x = bufferAt(address);
    if (x < 0 || !liveIn(x, address)) {
      throw new InvalidFreeException("no live object is there");
    }
    back(x);
  }

  /** Gives a live buffer back. */
  /*@ private normal_behavior
    @   requires 0 <= x && x < chains.order.length;
    @   requires chains.place[x] < chains.first[chains.slabOf[x]] + chains.refs[chains.slabOf[x]];
    @   old int s = chains.slabOf[x];
    @   old int refs = chains.refs[s];
    @   old int to = refs == 1 ? slabs.used - 1 : refs == shape.each ? slabs.full - 1 : slabs.pos[s];
    @   assignable slabs.*, slabs.list[*], slabs.pos[*], slabs.refs[chains.slabOf[x]],
    @     chains.refs[chains.slabOf[x]], chains.order[*], chains.place[*];
    @   ensures chains.refs[s] == refs - 1;
    @   ensures chains.place[x] == chains.first[s] + refs - 1;
    @   ensures slabs.pos[s] == to;
    @   ensures slabs.used == \old(slabs.used) && slabs.nextColour == \old(slabs.nextColour);
    @   ensures slabs.made == \old(slabs.made) && slabs.reaped == \old(slabs.reaped);
    @   ensures (\forall int t; 0 <= t && t < slabs.list.length && t != s; slabs.pos[t] == \old(slabs.pos[t])
    @     - (\old(slabs.pos[s]) < \old(slabs.pos[t]) && \old(slabs.pos[t]) <= to ? 1 : 0));
    @   ensures (\forall int y; 0 <= y && y < chains.place.length && y != x; chains.place[y]
    @     == (\old(chains.place[y]) == chains.place[x] ? \old(chains.place[x]) : \old(chains.place[y])));
    @   ensures \invariant_for(slabs) && \invariant_for(chains);
    @*/
  private void back(int x) {
    give(chains, slabs, x);
  }

  /** Gives a buffer back to both. */
  /*@ private normal_behavior
    @   requires 0 <= x && x < chains.order.length;
    @   requires chains.place[x] < chains.first[chains.slabOf[x]] + chains.refs[chains.slabOf[x]];
    @   requires slabs.list.length == chains.refs.length && slabs.each == chains.each;
    @   requires slabs.list != chains.first && slabs.list != chains.slabOf && slabs.list != chains.refs;
    @   requires slabs.list != chains.order && slabs.list != chains.place;
    @   requires slabs.pos != chains.first && slabs.pos != chains.slabOf && slabs.pos != chains.refs;
    @   requires slabs.pos != chains.order && slabs.pos != chains.place;
    @   requires slabs.refs != chains.first && slabs.refs != chains.slabOf && slabs.refs != chains.refs;
    @   requires slabs.refs != chains.order && slabs.refs != chains.place;
    @   requires slabs.colour != chains.refs && slabs.colour != chains.order && slabs.colour != chains.place;
    @   old int s = chains.slabOf[x];
    @   old int refs = chains.refs[s];
    @   requires slabs.refs[s] == refs;
    @   old int to = refs == 1 ? slabs.used - 1 : refs == slabs.each ? slabs.full - 1 : slabs.pos[s];
    @   assignable slabs.*, slabs.list[*], slabs.pos[*], slabs.refs[chains.slabOf[x]],
    @     chains.refs[chains.slabOf[x]], chains.order[*], chains.place[*];
    @   ensures chains.refs[s] == refs - 1 && slabs.refs[s] == refs - 1;
    @   ensures chains.place[x] == chains.first[s] + refs - 1;
    @   ensures slabs.pos[s] == to;
    @   ensures slabs.used == \old(slabs.used) && slabs.nextColour == \old(slabs.nextColour);
    @   ensures slabs.made == \old(slabs.made) && slabs.reaped == \old(slabs.reaped);
    @   ensures (\forall int t; 0 <= t && t < slabs.list.length && t != s; slabs.pos[t] == \old(slabs.pos[t])
    @     - (\old(slabs.pos[s]) < \old(slabs.pos[t]) && \old(slabs.pos[t]) <= to ? 1 : 0));
    @   ensures (\forall int y; 0 <= y && y < chains.place.length && y != x; chains.place[y]
    @     == (\old(chains.place[y]) == chains.place[x] ? \old(chains.place[x]) : \old(chains.place[y])));
    @   ensures \invariant_for(slabs) && \invariant_for(chains);
    @*/
  private static void give(Chains chains, SlabList slabs, int x) {
    slabs.give(chains.slabOf[x]);
    chains.give(x);
  }

  /** Gives back the slab at the list's end if it is empty; its objects are destroyed. */
  /*@ public normal_behavior
    @   requires slabs.some < slabs.used;
    @   assignable slabs.*, slabs.built[slabs.list[slabs.used - 1]];
    @   ensures \result && slabs.used == \old(slabs.used) - 1 && slabs.reaped == \old(slabs.reaped) + 1;
    @   ensures slabs.full == \old(slabs.full) && slabs.some == \old(slabs.some); // FRAME
    @   ensures slabs.nextColour == \old(slabs.nextColour) && slabs.made == \old(slabs.made);
    @   ensures chains.refs[slabs.list[slabs.used]] == 0; // POLICY: only an empty slab
    @ also public normal_behavior
    @   requires slabs.some == slabs.used;
    @   assignable \nothing;
    @   ensures !\result;
    @*/
  public boolean reap() {
    if (slabs.some == slabs.used) {
      return false;
    }
    slabs.reap();
    return true;
  }

  /**
   * Gives back all slabs; their objects are destroyed. The cache can be used again.
   *
   * @throws InvalidRequestException if an object is live; the state is unchanged
   */
  /*@ public normal_behavior
    @   requires (\forall int s; 0 <= s && s < chains.refs.length; chains.refs[s] == 0);
    @   assignable slabs.*, slabs.built[*];
    @   ensures slabs.used == 0 && slabs.made == \old(slabs.made) && slabs.reaped == slabs.made;
    @   ensures slabs.nextColour == \old(slabs.nextColour); // FRAME
    @ also public exceptional_behavior
    @   requires (\exists int s; 0 <= s && s < chains.refs.length; chains.refs[s] != 0);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  public void destroy() {
    //@ assert (\forall int s; s == slabs.list[0] && 0 < slabs.some; 0 < slabs.refs[s] && 0 < chains.refs[s]);
    if (slabs.some > 0) {
      throw new InvalidRequestException("an object is live");
    }
    slabs.clear();
  }

  /**
   * The buffer that an address lies in, numbered through the slabs, or -1: none has the address if it is
   * in a slab's colour, in the bytes behind an object or in a slab that is not made.
   */
  /*@ public normal_behavior
    @   ensures -1 <= \result && \result < chains.order.length;
    @   // METADATA: address to buffer is a function, and total
    @   ensures (\forall int x; 0 <= x && x < chains.order.length; inside(x, address) == (x == \result));
    @ pure
    @*/
  public int bufferAt(long address) {
    int x = chains.order.length - 1;
    /*@ loop_invariant -1 <= x && x < chains.order.length;
      @ loop_invariant (\forall int y; x < y && y < chains.order.length; !inside(y, address));
      @ loop_writes x;
      @ decreases x;
      @*/
    while (x >= 0 && !inside(x, address)) {
      x = x - 1;
    }
    //@ assert 0 <= x ==> (\forall int y; 0 <= y && y < chains.order.length && inside(y, address); apart(x, y, address));
    return x;
  }

  /** Whether the slab of a buffer is made, and the buffer has the byte at an address. */
  /*@ private normal_behavior
    @   requires 0 <= x && x < chains.order.length;
    @   ensures \result == (slabs.pos[chains.slabOf[x]] < slabs.used
    @     && shape.base.at[chains.slabOf[x]] + shape.offset.at[x - chains.first[chains.slabOf[x]]]
    @       + shape.tint.at[slabs.colour[chains.slabOf[x]]] <= address
    @     && address < shape.base.at[chains.slabOf[x]] + shape.offset.at[x - chains.first[chains.slabOf[x]]]
    @       + shape.tint.at[slabs.colour[chains.slabOf[x]]] + shape.size);
    @ spec_public pure
    @*/
  private boolean inside(int x, long address) {
    int s = chains.slabOf[x];
    long at = shape.at(s, x - chains.first[s], slabs.colour[s]);
    return slabs.pos[s] < slabs.used && at <= address && address - at < shape.size;
  }

  /*@ // Lemma, DISJOINTNESS: a buffer ends before one with a greater number begins.
    @ private normal_behavior
    @   requires 0 <= x && x < y && y < chains.order.length;
    @   ensures \result && shape.base.at[chains.slabOf[x]] + shape.offset.at[x - chains.first[chains.slabOf[x]]]
    @       + shape.tint.at[slabs.colour[chains.slabOf[x]]] + shape.size
    @     <= shape.base.at[chains.slabOf[y]] + shape.offset.at[y - chains.first[chains.slabOf[y]]]
    @       + shape.tint.at[slabs.colour[chains.slabOf[y]]];
    @ private pure model boolean before(int x, int y) {
    @   return chains.ascends(x, y)
    @     && shape.disjoint(chains.slabOf[x], x - chains.first[chains.slabOf[x]], slabs.colour[chains.slabOf[x]],
    @       chains.slabOf[y], y - chains.first[chains.slabOf[y]], slabs.colour[chains.slabOf[y]]);
    @ }
    @*/

  /*@ // Lemma, DISJOINTNESS: an address is in one buffer only.
    @ private normal_behavior
    @   requires 0 <= x && x < chains.order.length && 0 <= y && y < chains.order.length;
    @   ensures \result && (inside(x, address) && inside(y, address) ==> x == y);
    @ private pure model boolean apart(int x, int y, long address) {
    @   return x == y || (x < y ? before(x, y) : before(y, x));
    @ }
    @*/

  /** Whether a buffer is live and lies at an address. */
  /*@ private normal_behavior
    @   requires 0 <= x && x < chains.order.length;
    @   ensures \result == (chains.place[x] < chains.first[chains.slabOf[x]] + chains.refs[chains.slabOf[x]]
    @     && address == shape.base.at[chains.slabOf[x]] + shape.offset.at[x - chains.first[chains.slabOf[x]]]
    @       + shape.tint.at[slabs.colour[chains.slabOf[x]]]);
    @ spec_public pure
    @*/
  private boolean liveIn(int x, long address) {
    int s = chains.slabOf[x];
    return chains.place[x] < chains.first[s] + chains.refs[s]
        && address == shape.at(s, x - chains.first[s], slabs.colour[s]);
  }

  /*@ also public normal_behavior
    @   ensures \result == shape.size;
    @ pure
    @*/
  @Override
  public long objectSize() {
    return shape.size;
  }

  /** The buffers of a slab. */
  /*@ public normal_behavior
    @   ensures \result == shape.each;
    @ pure
    @*/
  public int buffersOfASlab() {
    return shape.each;
  }

  /** The slab that a buffer is in. */
  /*@ public normal_behavior
    @   requires 0 <= buffer && buffer < chains.order.length;
    @   ensures \result == chains.slabOf[buffer];
    @ pure
    @*/
  public int slabOf(int buffer) {
    return chains.slabOf[buffer];
  }

  /** Which buffer of its slab it is, from 0. */
  /*@ public normal_behavior
    @   requires 0 <= buffer && buffer < chains.order.length;
    @   ensures \result == buffer - chains.first[chains.slabOf[buffer]] && 0 <= \result && \result < shape.each;
    @ pure
    @*/
  public int indexOf(int buffer) {
    return buffer - chains.first[chains.slabOf[buffer]];
  }

  /** The full slabs. */
  /*@ public normal_behavior
    @   ensures \result == slabs.full;
    @ pure
    @*/
  public int fullSlabs() {
    return slabs.full;
  }

  /** The slabs with live and with free buffers. */
  /*@ public normal_behavior
    @   ensures \result == slabs.some - slabs.full;
    @ pure
    @*/
  public int partialSlabs() {
    return slabs.some - slabs.full;
  }

  /** The slabs without live buffers that are not given back. */
  /*@ public normal_behavior
    @   ensures \result == slabs.used - slabs.some;
    @ pure
    @*/
  public int emptySlabs() {
    return slabs.used - slabs.some;
  }

  /** A slab by its place in the list, from 0; the slab begins at so many times a slab's bytes. */
  /*@ public normal_behavior
    @   requires 0 <= place && place < slabs.used;
    @   ensures \result == slabs.list[place];
    @ pure
    @*/
  public int slabAt(int place) {
    return slabs.list[place];
  }

  /** How many bytes from its beginning the first buffer of a slab lies. */
  /*@ public normal_behavior
    @   requires 0 <= slab && slab < slabs.list.length;
    @   ensures \result == shape.tint.at[slabs.colour[slab]];
    @ pure
    @*/
  public long colouring(int slab) {
    return shape.tint.at[slabs.colour[slab]];
  }

  /** Whether the objects of a slab are constructed. */
  /*@ public normal_behavior
    @   requires 0 <= slab && slab < slabs.list.length;
    @   ensures \result == (slabs.pos[slab] < slabs.used);
    @ pure
    @*/
  public boolean constructed(int slab) {
    return slabs.built[slab];
  }
}
