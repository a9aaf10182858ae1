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

  final /*@ spec_public @*/ int each;
  final /*@ spec_public @*/ int[] first;
  final /*@ spec_public @*/ int[] slabOf;
  final /*@ spec_public @*/ int[] refs;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;

  /*@ // METADATA
    @ public invariant 1 <= each && each <= MOST_EACH && first.length == refs.length && first.length <= MOST_SLABS;
    @ public invariant slabOf.length == order.length && place.length == order.length;
    @ public invariant refs != first && refs != slabOf && refs != order && refs != place;
    @ public invariant order != first && order != slabOf && order != place && place != first && place != slabOf;
    @ public invariant (\forall int s; 0 <= s && s < first.length; 0 <= first[s] && first[s] + each <= order.length);
    @ // METADATA: buffer to slab is a function
    @ public invariant (\forall int x; 0 <= x && x < order.length; 0 <= slabOf[x] && slabOf[x] < first.length
    @   && first[slabOf[x]] <= x && x < first[slabOf[x]] + each);
    @ public invariant (\forall int s, t; 0 <= s && s < t && t < first.length; first[s] + each <= first[t]);
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
    this.each = each;
    first = firsts(slabs, each);
    slabOf = owners(first, each);
    refs = new int[slabs];
    order = new int[slabOf.length];
    place = new int[slabOf.length];
    Permutations.ascend(order, place);
  }

  /** Where each slab's buffers begin. */
  /*@ private normal_behavior
    @   requires 0 <= slabs && slabs <= MOST_SLABS && 1 <= each && each <= MOST_EACH;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == slabs;
    @   ensures 0 < slabs ==> \result[0] == 0;
    @   ensures (\forall int s; 0 <= s && s < slabs; 0 <= \result[s] && \result[s] <= 1073741824 - each);
    @   ensures (\forall int s, t; 0 <= s && t == s + 1 && t < slabs; \result[t] == \result[s] + each);
    @   ensures (\forall int s, t; 0 <= s && s < t && t < slabs; \result[s] + each <= \result[t]);
    @*/
  private static int[] firsts(int slabs, int each) {
    int[] a = new int[slabs];
    int at = 0;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= slabs && 0 <= at && at <= i * 65536;
      @ loop_invariant i == 0 ==> at == 0;
      @ loop_invariant 0 < i ==> a[0] == 0 && at == a[i - 1] + each;
      @ loop_invariant (\forall int s; 0 <= s && s < i;
      @   0 <= a[s] && a[s] + each <= at && a[s] <= 1073741824 - each);
      @ loop_invariant (\forall int s, t; 0 <= s && t == s + 1 && t < i; a[t] == a[s] + each);
      @ loop_invariant (\forall int s, t; 0 <= s && s < t && t < i; a[s] + each <= a[t]);
      @ loop_writes i, at, a[*];
      @ decreases slabs - i;
      @*/
    while (i < slabs) {
      a[i] = at;
      at = at + each;
      i = i + 1;
    }
    return a;
  }

  /** The slab of each buffer. */
  /*@ private normal_behavior
    @   requires 1 <= each && each <= MOST_EACH && (0 < first.length ==> first[0] == 0);
    @   requires (\forall int s; 0 <= s && s < first.length; 0 <= first[s] && first[s] <= 1073741824 - each);
    @   requires (\forall int s, t; 0 <= s && t == s + 1 && t < first.length; first[t] == first[s] + each);
    @   requires (\forall int s, t; 0 <= s && s < t && t < first.length; first[s] + each <= first[t]);
    @   assignable \nothing;
    @   ensures \fresh(\result);
    @   ensures \result.length == (first.length == 0 ? 0 : first[first.length - 1] + each);
    @   ensures (\forall int x; 0 <= x && x < \result.length; 0 <= \result[x] && \result[x] < first.length
    @     && first[\result[x]] <= x && x < first[\result[x]] + each);
    @   ensures (\forall int s, x; 0 <= s && s < first.length && first[s] <= x && x < first[s] + each;
    @     \result[x] == s);
    @*/
  private static int[] owners(int[] first, int each) {
    int[] a = new int[first.length == 0 ? 0 : first[first.length - 1] + each];
    int slab = 0;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= a.length && 0 <= slab;
      @ loop_invariant 0 < a.length ==> slab < first.length && first[slab] <= i && i <= first[slab] + each;
      @ loop_invariant (\forall int x; 0 <= x && x < i; 0 <= a[x] && a[x] <= slab
      @   && first[a[x]] <= x && x < first[a[x]] + each);
      @ loop_invariant (\forall int s, x; 0 <= s && s < first.length && first[s] <= x && x < first[s] + each && x < i;
      @   a[x] == s);
      @ loop_writes i, slab, a[*];
      @ decreases a.length - i;
      @*/
    while (i < a.length) {
      if (i == first[slab] + each) {
        slab = slab + 1;
      }
      a[i] = slab;
      i = i + 1;
    }
    return a;
  }

  /*@ // METADATA: buffer to slab is a function
    @ public normal_behavior
    @   requires 0 <= s && s < first.length && first[s] <= x && x < first[s] + each;
    @   ensures \result && slabOf[x] == s;
    @ public pure model boolean owned(int s, int x) { return true; }
    @*/

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
