package org.alloracle.reference.weealloc;

/**
 * The searches in a {@link Row}'s arrays. What "first" means is said to this class alone: who takes a
 * cell needs only that it is free and has a place.
 */
public final class Search {
  private Search() {}

  /** Whether a cell of a kind is free and has a place for {@code n} words at a multiple of {@code a}. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < start.length - 1 && start.length == key.length && start.length == kind.length;
    @   requires 0 <= start[i] && start[i] <= Cells.MOST && 0 <= start[i + 1] && start[i + 1] <= Cells.MOST;
    @   requires 1 <= n && n <= 0x1000000000000000L && 1 <= a && a <= 0x1000000000000000L && 1 <= least && least <= 512;
    @   assignable \nothing;
    @   ensures \result == (kind[i] == k && 0 < key[i] && Cells.place(start[i], start[i + 1], n, a, least) != -1);
    @ pure
    @*/
  public static boolean fits(long[] start, long[] key, long[] kind, int i, long k, long n, long a, long least) {
    boolean place = Cells.place(start[i], start[i + 1], n, a, least) != -1;
    return place && kind[i] == k && 0 < key[i];
  }

  /**
   * The first cell of the list of kind {@code k} that has a place for {@code n} words at a multiple of {@code a}, with
   * {@code least} words of data left before it or none, see {@link Cells#place}; or {@code count}.
   */
  /*@ public normal_behavior
    @   requires 0 <= count && count < start.length && start.length == key.length && start.length == kind.length;
    @   requires (\forall int i; 0 <= i && i <= count; 0 <= start[i] && start[i] <= Cells.MOST);
    @   requires 1 <= n && n <= 0x1000000000000000L && 1 <= a && a <= 0x1000000000000000L && 1 <= least && least <= 512;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= count;
    @   ensures \result < count ==> kind[\result] == k && 0 < key[\result]
    @     && Cells.place(start[\result], start[\result + 1], n, a, least) != -1;
    @ also private normal_behavior
    @   requires 0 <= count && count < start.length && start.length == key.length && start.length == kind.length;
    @   requires (\forall int i; 0 <= i && i <= count; 0 <= start[i] && start[i] <= Cells.MOST);
    @   requires 1 <= n && n <= 0x1000000000000000L && 1 <= a && a <= 0x1000000000000000L && 1 <= least && least <= 512;
    @   assignable \nothing;
    @   ensures (\forall int i; 0 <= i && i < count && fits(start, key, kind, i, k, n, a, least); // POLICY, HONEST_FAILURE
    @     \result < count && (key[i] < key[\result] || key[i] == key[\result] && \result <= i));
    @ pure
    @*/
  public static int first(long[] start, long[] key, long[] kind, int count, long k, long n, long a, long least) {
    int best = count;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count && (0 <= best && best < i || best == count);
      @ loop_invariant (\forall int j; j == best && j < count; fits(start, key, kind, j, k, n, a, least));
      @ loop_invariant (\forall int j; 0 <= j && j < i && fits(start, key, kind, j, k, n, a, least);
      @   best < count && (key[j] < key[best] || key[j] == key[best] && best <= j));
      @ loop_writes i, best;
      @ decreases count - i;
      @*/
    while (i < count) {
      boolean fits = fits(start, key, kind, i, k, n, a, least);
      if (fits && (best == count || key[best] < key[i])) {
        best = i;
      }
      i = i + 1;
    }
    //@ assert best < count ==> fits(start, key, kind, best, k, n, a, least);
    return best;
  }

  /** The allocated cell whose data starts at an address, or {@code count}. */
  /*@ public normal_behavior
    @   requires 0 <= count && count < start.length && start.length == key.length;
    @   requires (\forall int i; 0 <= i && i < count; 0 <= start[i] && start[i] <= Cells.MOST);
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= count;
    @   ensures \result < count ==> key[\result] == 0 && 8 * (start[\result] + 2) == address;
    @   ensures \result == count ==>
    @     (\forall int i; 0 <= i && i < count; !(key[i] == 0 && 8 * (start[i] + 2) == address));
    @ pure
    @*/
  public static int liveAt(long[] start, long[] key, int count, long address) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count;
      @ loop_invariant (\forall int k; 0 <= k && k < i; !(key[k] == 0 && 8 * (start[k] + 2) == address));
      @ loop_writes i;
      @ decreases count - i;
      @*/
    while (i < count && !(key[i] == 0 && 8 * (start[i] + 2) == address)) {
      i = i + 1;
    }
    return i;
  }
}
