package org.alloracle.reference.snmalloc;

/**
 * Groups of equally many things, end to end from 0. {@code of} has the group of each thing.
 */
public final class Groups {
  final /*@ spec_public @*/ Starts starts;
  final /*@ spec_public @*/ int each;
  final /*@ spec_public @*/ int[] first;
  final /*@ spec_public @*/ int[] of;

  /*@ // METADATA
    @ public invariant first == starts.at && each == starts.each;
    @ public invariant 1 <= each && each <= Starts.MOST_EACH && first.length <= Starts.MOST && first != of;
    @ public invariant (\forall int p; 0 <= p && p < first.length; 0 <= first[p] && first[p] + each <= of.length);
    @ public invariant (\forall int x; 0 <= x && x < of.length; 0 <= of[x] && of[x] < first.length
    @   && first[of[x]] <= x && x < first[of[x]] + each);
    @*/

  /** So many groups. */
  /*@ public normal_behavior
    @   requires 0 <= groups && groups <= Starts.MOST && 1 <= each && each <= Starts.MOST_EACH;
    @   ensures this.each == each && first.length == groups;
    @   ensures 0 < groups ==> first[0] == 0 && of.length == first[groups - 1] + each;
    @   ensures of.length == groups * each;
    @   ensures (\forall int p, q; 0 <= p && q == p + 1 && q < groups; first[q] == first[p] + each);
    @   ensures \fresh(first) && \fresh(of) && \invariant_for(starts);
    @ pure
    @*/
  public Groups(int groups, int each) {
    this.each = each;
    starts = new Starts(groups, each);
    first = starts.at;
    of = owners(first, each);
  }

  /** The group of each thing. */
  /*@ public normal_behavior
    @   requires 1 <= each && each <= Starts.MOST_EACH && (0 < first.length ==> first[0] == 0);
    @   requires (\forall int s; 0 <= s && s < first.length; 0 <= first[s] && first[s] <= 268435456 - each);
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
  static int[] owners(int[] first, int each) {
    int[] a = new int[first.length == 0 ? 0 : first[first.length - 1] + each];
    int group = 0;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= a.length && 0 <= group;
      @ loop_invariant 0 < a.length ==> group < first.length && first[group] <= i && i <= first[group] + each;
      @ loop_invariant (\forall int x; 0 <= x && x < i; 0 <= a[x] && a[x] <= group
      @   && first[a[x]] <= x && x < first[a[x]] + each);
      @ loop_invariant (\forall int s, x; 0 <= s && s < first.length && first[s] <= x && x < first[s] + each && x < i;
      @   a[x] == s);
      @ loop_writes i, group, a[*];
      @ decreases a.length - i;
      @*/
    while (i < a.length) {
      if (i == first[group] + each) {
        group = group + 1;
      }
      a[i] = group;
      i = i + 1;
    }
    return a;
  }

  // Lemma: what lies in a group is of it.
  /*@ public normal_behavior
    @   requires 0 <= p && p < first.length && first[p] <= x && x < first[p] + each;
    @   ensures \result && of[x] == p;
    @ pure model public boolean same(int p, int x) {
    @   return starts.at[of[x]] <= x && starts.at[p] <= x;
    @ }
    @*/
}
