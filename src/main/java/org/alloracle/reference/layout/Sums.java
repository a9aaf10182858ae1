package org.alloracle.reference.layout;

/** Sums as tables: a proof looks up the step that it needs, and nothing recurs. */
final class Sums {
  private Sums() {}

  /** The sums of the first values: of none, of one, and so on, of all. */
  /*@ normal_behavior
    @   requires a.length <= 4096;
    @   requires (\forall int k; 0 <= k && k < a.length; 0 <= a[k] && a[k] <= 4294967296L);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == a.length + 1 && \result[0] == 0;
    @   ensures (\forall int k, j; 0 <= k && j == k + 1 && j <= a.length; \result[j] == \result[k] + a[k]);
    @   ensures (\forall int k; 0 <= k && k <= a.length; 0 <= \result[k] && \result[k] <= k * 4294967296L);
    @*/
  static long[] of(long[] a) {
    long[] sum = new long[a.length + 1];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= a.length && sum[0] == 0;
      @ loop_invariant (\forall int k, j; 0 <= k && j == k + 1 && j <= i; sum[j] == sum[k] + a[k]);
      @ loop_invariant (\forall int k; 0 <= k && k <= i; 0 <= sum[k] && sum[k] <= k * 4294967296L);
      @ loop_writes i, sum[*];
      @ decreases a.length - i;
      @*/
    while (i < a.length) {
      sum[i + 1] = sum[i] + a[i];
      i = i + 1;
    }
    return sum;
  }
}
