package org.alloracle.reference.slab;

/**
 * The slab of each buffer, and where each slab's buffers begin. A class of its own, so that only its
 * proofs compare two slabs.
 */
public final class Owners {
  final /*@ spec_public @*/ int each;
  final /*@ spec_public @*/ int[] first;
  final /*@ spec_public @*/ int[] slabOf;

  /*@ // METADATA: buffer to slab is a function
    @ public invariant 1 <= each && each <= Chains.MOST_EACH && first.length <= Chains.MOST_SLABS;
    @ public invariant (\forall int s; 0 <= s && s < first.length; 0 <= first[s] && first[s] + each <= slabOf.length);
    @ public invariant (\forall int x; 0 <= x && x < slabOf.length; 0 <= slabOf[x] && slabOf[x] < first.length
    @   && first[slabOf[x]] <= x && x < first[slabOf[x]] + each);
    @ public invariant (\forall int s, t; 0 <= s && s < t && t < first.length; first[s] + each <= first[t]);
    @*/

  /** The buffers of slabs that lie end to end. */
  /*@ public normal_behavior
    @   requires 0 <= slabs && slabs <= Chains.MOST_SLABS && 1 <= each && each <= Chains.MOST_EACH;
    @   ensures this.each == each && first.length == slabs;
    @   ensures 0 < slabs ==> first[0] == 0 && slabOf.length == first[slabs - 1] + each;
    @   ensures (\forall int s, t; 0 <= s && t == s + 1 && t < slabs; first[t] == first[s] + each);
    @   ensures (\forall int s; 0 <= s && s < slabs; 0 <= first[s] && first[s] + each <= slabOf.length);
    @   ensures (\forall int x; 0 <= x && x < slabOf.length; 0 <= slabOf[x] && slabOf[x] < slabs
    @     && first[slabOf[x]] <= x && x < first[slabOf[x]] + each);
    @   ensures \fresh(first) && \fresh(slabOf);
    @ pure
    @*/
  public Owners(int slabs, int each) {
    this.each = each;
    first = firsts(slabs, each);
    slabOf = owners(first, each);
  }

  /** Where each slab's buffers begin. */
  /*@ private normal_behavior
    @   requires 0 <= slabs && slabs <= Chains.MOST_SLABS && 1 <= each && each <= Chains.MOST_EACH;
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
    @   requires 1 <= each && each <= Chains.MOST_EACH && (0 < first.length ==> first[0] == 0);
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

  /*@ // Lemma: a place is in one slab only.
    @ public normal_behavior
    @   requires 0 <= s && s < first.length && 0 <= t && t < first.length;
    @   requires first[s] <= i && i < first[s] + each && first[t] <= i && i < first[t] + each;
    @   ensures \result && s == t;
    @ public pure model boolean parted(int s, int t, int i) { return true; }
    @*/

  /*@ // Lemma: of two buffers, the one with the greater number is in the same slab or in a later one.
    @ public normal_behavior
    @   requires 0 <= x && x < y && y < slabOf.length;
    @   ensures \result && slabOf[x] <= slabOf[y];
    @ public pure model boolean ascends(int x, int y) { return true; }
    @*/
}
