package org.alloracle.reference.snmalloc;

/**
 * Where groups of equally many things begin, end to end from 0. A class of its own, so that only the proofs that need
 * to see how they follow each other do.
 */
public final class Starts {
  /** The most groups, and the most things of a group. */
  public static final int MOST = 65536;

  public static final int MOST_EACH = 4096;

  final /*@ spec_public @*/ int each;
  final /*@ spec_public @*/ int[] at;

  /*@ // METADATA
    @ public invariant 1 <= each && each <= MOST_EACH && at.length <= MOST;
    @ public invariant (\forall int p; 0 <= p && p < at.length; 0 <= at[p] && at[p] <= 268435456 - each);
    @ public invariant (\forall int p, q; 0 <= p && p < q && q < at.length; at[p] + each <= at[q]);
    @*/

  /** So many groups. */
  /*@ public normal_behavior
    @   requires 0 <= groups && groups <= MOST && 1 <= each && each <= MOST_EACH;
    @   ensures this.each == each && at.length == groups && (0 < groups ==> at[0] == 0);
    @   ensures 0 < groups ==> at[groups - 1] + each == groups * each;
    @   ensures (\forall int p, q; 0 <= p && q == p + 1 && q < groups; at[q] == at[p] + each);
    @   ensures \fresh(at);
    @ pure
    @*/
  public Starts(int groups, int each) {
    this.each = each;
    at = firsts(groups, each);
  }

  /** Where each group begins. */
  /*@ public normal_behavior
    @   requires 0 <= groups && groups <= MOST && 1 <= each && each <= MOST_EACH;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == groups;
    @   ensures 0 < groups ==> \result[0] == 0 && \result[groups - 1] + each == groups * each;
    @   ensures (\forall int s; 0 <= s && s < groups; 0 <= \result[s] && \result[s] <= 268435456 - each);
    @   ensures (\forall int s, t; 0 <= s && t == s + 1 && t < groups; \result[t] == \result[s] + each);
    @   ensures (\forall int s, t; 0 <= s && s < t && t < groups; \result[s] + each <= \result[t]);
    @*/
  static int[] firsts(int groups, int each) {
    int[] a = new int[groups];
    int at = 0;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= groups && 0 <= at && at <= i * 4096 && at == i * each;
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
}
