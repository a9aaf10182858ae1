package org.alloracle.reference.region;

/** The search for free pages. What "lowest" means is said to this class alone: who takes a run needs only that it is free. */
public final class Runs {
  private Runs() {}

  /** The first page of the lowest run of so many free pages, or -1; the pages are those before an end. */
  /*@ public normal_behavior
    @   requires 1 <= n && n <= 4503599627370496L && 0 <= end && end <= owner.length && end <= 1048576;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < end;
    @   ensures 0 <= \result ==> \result + n <= end;
    @   ensures 0 <= \result ==> (\forall int p; \result <= p && p < \result + n; owner[p] < 0);
    @ also private normal_behavior
    @   requires 1 <= n && n <= 4503599627370496L && 0 <= end && end <= owner.length && end <= 1048576;
    @   assignable \nothing;
    @   ensures (\forall int p; 0 <= p && p + n <= end && (p < \result || \result < 0); // POLICY, HONEST_FAILURE
    @     0 <= owner[p] || (\exists int q; p < q && q < p + n; 0 <= owner[q]));
    @ pure
    @*/
  public static int lowest(int[] owner, int end, long n) {
    int from = 0;
    int p = 0;
    /*@ loop_invariant 0 <= from && from <= p && p <= end && p - from <= n;
      @ loop_invariant (\forall int q; from <= q && q < p; owner[q] < 0);
      @ loop_invariant (\forall int s; 0 <= s && s < from;
      @   0 <= owner[s] || (\exists int q; s < q && q < s + n; 0 <= owner[q]));
      @ loop_writes from, p;
      @ decreases end - p;
      @*/
    while (p < end && p - from < n) {
      if (owner[p] >= 0) {
        from = p + 1;
      }
      p = p + 1;
    }
    return p - from == n ? from : -1;
  }
}
