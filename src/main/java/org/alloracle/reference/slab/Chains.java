package org.alloracle.reference.slab;

import org.alloracle.reference.Permutations;

/**
 * The buffers of equal slabs, numbered through: slab {@code s} has those from {@code first[s]} up to
 * {@code first[s] + each}. Of its places the first {@code refs[s]} are its live buffers, the others its
 * free chain; so the chain's length, and that nothing is in it twice, hold by construction.
 */
public final class Chains {
  /** The most slabs, and the most buffers of a slab. */
  public static final int MOST_SLABS = 16384;

  public static final int MOST_EACH = 65536;

  final /*@ spec_public @*/ Owners owners;
  final /*@ spec_public @*/ int each;
  final /*@ spec_public @*/ int[] first;
  final /*@ spec_public @*/ int[] slabOf;
  final /*@ spec_public @*/ int[] refs;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;

  /*@ // METADATA
    @ public invariant each == owners.each && first == owners.first && slabOf == owners.slabOf;
    @ public invariant 1 <= each && each <= MOST_EACH && first.length == refs.length && first.length <= MOST_SLABS;
    @ public invariant slabOf.length == order.length && place.length == order.length;
    @ public invariant refs != first && refs != slabOf && refs != order && refs != place;
    @ public invariant order != first && order != slabOf && order != place && place != first && place != slabOf;
    @ public invariant (\forall int s; 0 <= s && s < first.length; 0 <= first[s] && first[s] + each <= order.length);
    @ // METADATA: buffer to slab is a function
    @ public invariant (\forall int x; 0 <= x && x < order.length; 0 <= slabOf[x] && slabOf[x] < first.length
    @   && first[slabOf[x]] <= x && x < first[slabOf[x]] + each);
    @ // CONSERVATION: live buffers and free ones are those of the slab
    @ public invariant (\forall int s; 0 <= s && s < refs.length; 0 <= refs[s] && refs[s] <= each);
    @ public invariant (\forall int i; 0 <= i && i < order.length;
    @   0 <= order[i] && order[i] < order.length && place[order[i]] == i);
    @ public invariant (\forall int x; 0 <= x && x < order.length;
    @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @ public invariant (\forall int x; 0 <= x && x < order.length;
    @   first[slabOf[x]] <= place[x] && place[x] < first[slabOf[x]] + each);
    @*/

  /** Free buffers; each chain ascends. */
  /*@ public normal_behavior
    @   requires 0 <= slabs && slabs <= MOST_SLABS && 1 <= each && each <= MOST_EACH;
    @   ensures this.each == each && first.length == slabs;
    @   ensures 0 < slabs ==> first[0] == 0 && order.length == first[slabs - 1] + each;
    @   ensures (\forall int s, t; 0 <= s && t == s + 1 && t < slabs; first[t] == first[s] + each);
    @   ensures (\forall int s; 0 <= s && s < slabs; refs[s] == 0);
    @   ensures (\forall int i; 0 <= i && i < order.length; order[i] == i);
    @   ensures \fresh(first) && \fresh(slabOf) && \fresh(refs) && \fresh(order) && \fresh(place);
    @ pure
    @*/
  public Chains(int slabs, int each) {
    owners = new Owners(slabs, each);
    this.each = each;
    first = owners.first;
    slabOf = owners.slabOf;
    refs = new int[slabs];
    order = new int[slabOf.length];
    place = new int[slabOf.length];
    Permutations.ascend(order, place);
  }

  /*@ // METADATA: buffer to slab is a function
    @ public normal_behavior
    @   requires 0 <= s && s < first.length && first[s] <= x && x < first[s] + each;
    @   ensures \result && slabOf[x] == s;
    @ public pure model boolean owned(int s, int x) { return owners.owned(s, x); }
    @*/

  /*@ // Lemma: of two buffers, the one with the greater number is in the same slab or in a later one.
    @ public normal_behavior
    @   requires 0 <= x && x < y && y < order.length;
    @   ensures \result && slabOf[x] <= slabOf[y];
    @ public pure model boolean ascends(int x, int y) { return owners.ascends(x, y); }
    @*/

  /** The first buffer of a slab's chain, counted from the slab's first: the last one given, once one was. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < refs.length && refs[s] < each;
    @   ensures \result == order[first[s] + refs[s]] - first[s];
    @   ensures 0 <= \result && \result < each;
    @ pure
    @*/
  public int head(int s) {
    //@ assert owned(s, first[s] + refs[s]);
    //@ assert (\forall int x; x == order[first[s] + refs[s]]; place[x] == first[s] + refs[s] && owners.parted(s, slabOf[x], place[x]));
    return order[first[s] + refs[s]] - first[s];
  }

  /** Takes the first buffer of a slab's chain. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < refs.length && refs[s] < each;
    @   assignable refs[s];
    @   ensures refs[s] == \old(refs[s]) + 1;
    @   ensures \result == order[first[s] + \old(refs[s])]; // POLICY: the last one given is the first taken
    @   ensures 0 <= \result && \result < order.length && slabOf[\result] == s;
    @*/
  int take(int s) {
    refs[s] = refs[s] + 1;
    return order[first[s] + refs[s] - 1];
  }

  /** Puts a live buffer at the head of its slab's chain. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < order.length && place[x] < first[slabOf[x]] + refs[slabOf[x]];
    @   assignable refs[slabOf[x]], order[*], place[*];
    @   ensures refs[slabOf[x]] == \old(refs[slabOf[x]]) - 1;
    @   ensures place[x] == first[slabOf[x]] + refs[slabOf[x]]; // REUSE
    @   // FRAME: the last live one gets its place
    @   ensures (\forall int y; 0 <= y && y < order.length && y != x;
    @     place[y] == (\old(place[y]) == place[x] ? \old(place[x]) : \old(place[y])));
    @*/
  void give(int x) {
    int s = slabOf[x];
    Permutations.swap(order, place, place[x], first[s] + refs[s] - 1);
    refs[s] = refs[s] - 1;
  }
}
