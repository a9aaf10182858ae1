package org.alloracle.reference.snmalloc;

/**
 * Groups of equally many things, end to end from 0. A class of its own, so that only the proofs that need to see
 * how they follow each other do.
 */
public final class Groups {
  /** The most groups, and the most things of a group. */
  public static final int MOST = 65536;

  public static final int MOST_EACH = 4096;

  final /*@ spec_public @*/ int each;
  final /*@ spec_public @*/ int[] first;
  final /*@ spec_public @*/ int[] of;

  /*@ // METADATA
    @ public invariant 1 <= each && each <= MOST_EACH && first.length <= MOST && first != of;
    @ public invariant (\forall int p; 0 <= p && p < first.length; 0 <= first[p] && first[p] + each <= of.length);
    @ public invariant (\forall int x; 0 <= x && x < of.length; 0 <= of[x] && of[x] < first.length
    @   && first[of[x]] <= x && x < first[of[x]] + each);
    @ public invariant (\forall int p, q; 0 <= p && p < q && q < first.length; first[p] + each <= first[q]);
    @*/

  /** So many groups. */
  /*@ public normal_behavior
    @   requires 0 <= groups && groups <= MOST && 1 <= each && each <= MOST_EACH;
    @   ensures this.each == each && first.length == groups;
    @   ensures 0 < groups ==> first[0] == 0 && of.length == first[groups - 1] + each;
    @   ensures groups == 0 ==> of.length == 0;
    @   ensures (\forall int p, q; 0 <= p && q == p + 1 && q < groups; first[q] == first[p] + each);
    @   ensures \fresh(first) && \fresh(of);
    @ pure
    @*/
  public Groups(int groups, int each) {
    this.each = each;
    first = firsts(groups, each);
    of = owners(first, each);
  }

  /** Where each group begins. */
  /*@ public normal_behavior
    @   requires 0 <= groups && groups <= MOST && 1 <= each && each <= MOST_EACH;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == groups;
    @   ensures 0 < groups ==> \result[0] == 0;
    @   ensures (\forall int s; 0 <= s && s < groups; 0 <= \result[s] && \result[s] <= 268435456 - each);
    @   ensures (\forall int s, t; 0 <= s && t == s + 1 && t < groups; \result[t] == \result[s] + each);
    @   ensures (\forall int s, t; 0 <= s && s < t && t < groups; \result[s] + each <= \result[t]);
    @*/
  static int[] firsts(int groups, int each) {
    int[] a = new int[groups];
    int at = 0;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= groups && 0 <= at && at <= i * 4096;
      @ loop_invariant i == 0 ==> at == 0;
      @ loop_invariant 0 < i ==> a[0] == 0 && at == a[i - 1] + each;
      @ loop_invariant (\forall int s; 0 <= s && s < i;
      @   0 <= a[s] && a[s] + each <= at && a[s] <= 268435456 - each);
      @ loop_invariant (\forall int s, t; 0 <= s && t == s + 1 && t < i; a[t] == a[s] + each);
      @ loop_invariant (\forall int s, t; 0 <= s && s < t && t < i; a[s] + each <= a[t]);
      @ loop_writes i, at, a[*];
      @ decreases groups - i;
      @*/
    while (i < groups) {
      a[i] = at;
      at = at + each;
      i = i + 1;
    }
    return a;
  }

  /** The group of each thing. */
  /*@ public normal_behavior
    @   requires 1 <= each && each <= MOST_EACH && (0 < first.length ==> first[0] == 0);
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
}
