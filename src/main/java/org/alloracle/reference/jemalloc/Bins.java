package org.alloracle.reference.jemalloc;

/**
 * The bins of an arena: for each small class its runs, named by their first page, and the current one.
 *
 * <p>A run that is neither fresh nor full is on the ring of its state, behind those that came there
 * before it; so it is told by its state and by when it got it. The next current run is the first on
 * the ring of {@link Fullness#Q50}, or else of Q25, Q0, Q75.
 */
public final class Bins {
  /** No run. */
  public static final int NONE = -1;

  final /*@ spec_public @*/ int[] current;
  final /*@ spec_public @*/ int[] bin;
  final /*@ spec_public @*/ int[] state;
  final /*@ spec_public @*/ long[] since;

  /** How many changes there were; it stays at the greatest number. */
  /*@ spec_public @*/ long now;

  /*@ // METADATA
    @ public invariant state.length == bin.length && since.length == bin.length;
    @ public invariant current != bin && current != state && bin != state;
    @ public invariant (\forall int p; 0 <= p && p < bin.length; NONE <= bin[p] && bin[p] < current.length);
    @ public invariant (\forall int p; 0 <= p && p < bin.length;
    @   Fullness.INIT <= state[p] && state[p] <= Fullness.Q100);
    @ // METADATA: the current run is of its bin and not full
    @ public invariant (\forall int b; 0 <= b && b < current.length && current[b] != NONE;
    @   0 <= current[b] && current[b] < bin.length && bin[current[b]] == b
    @   && state[current[b]] != Fullness.Q100);
    @ // METADATA: at most one run of a bin is fresh, its current one
    @ public invariant (\forall int p; 0 <= p && p < bin.length && bin[p] != NONE
    @   && state[p] == Fullness.INIT; current[bin[p]] == p);
    @ // METADATA: the order on the rings
    @ public invariant 0 <= now;
    @ public invariant (\forall int p; 0 <= p && p < bin.length; 0 <= since[p] && since[p] <= now);
    @ public invariant now < Long.MAX_VALUE ==> (\forall int p, q; 0 <= p && p < q && q < bin.length
    @   && bin[p] != NONE && bin[q] != NONE; since[p] != since[q]);
    @*/

  /** Bins without runs. */
  /*@ public normal_behavior
    @   requires 0 <= bins && 0 <= pages;
    @   ensures current.length == bins && bin.length == pages && now == 0;
    @   ensures (\forall int b; 0 <= b && b < bins; current[b] == NONE);
    @   ensures (\forall int p; 0 <= p && p < pages; bin[p] == NONE);
    @   ensures \fresh(current) && \fresh(bin) && \fresh(state) && \fresh(since);
    @ pure
    @*/
  public Bins(int bins, int pages) {
    current = nones(bins);
    bin = nones(pages);
    state = new int[pages];
    since = new long[pages];
    now = 0;
  }

  /*@ private normal_behavior
    @   requires 0 <= count;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == count;
    @   ensures (\forall int i; 0 <= i && i < count; \result[i] == NONE);
    @*/
  private static int[] nones(int count) {
    int[] a = new int[count];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count;
      @ loop_invariant (\forall int k; 0 <= k && k < i; a[k] == NONE);
      @ loop_writes i, a[*];
      @ decreases count - i;
      @*/
    while (i < count) {
      a[i] = NONE;
      i = i + 1;
    }
    return a;
  }

  /** The order in which rings are looked at: 4 for none. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result == (state == Fullness.Q50 ? 0 : state == Fullness.Q25 ? 1
    @     : state == Fullness.Q0 ? 2 : state == Fullness.Q75 ? 3 : 4);
    @ pure helper
    @*/
  public static int rank(int state) {
    if (state == Fullness.Q50) {
      return 0;
    }
    return state == Fullness.Q25 ? 1 : state == Fullness.Q0 ? 2 : state == Fullness.Q75 ? 3 : 4;
  }

  /** Whether a run comes before another. */
  /*@ private normal_behavior
    @   requires since.length == state.length && 0 <= p && p < state.length && 0 <= q && q < state.length;
    @   assignable \nothing;
    @   ensures \result == (rank(state[p]) < rank(state[q])
    @     || rank(state[p]) == rank(state[q]) && since[p] < since[q]);
    @ spec_public pure helper
    @*/
  private boolean before(int p, int q) {
    return rank(state[p]) < rank(state[q])
        || (rank(state[p]) == rank(state[q]) && since[p] < since[q]);
  }

  /** The run of a bin that is to be current next, or none. */
  /*@ public normal_behavior
    @   requires state.length == bin.length && since.length == bin.length;
    @   assignable \nothing;
    @   ensures NONE <= \result && \result < bin.length;
    @   ensures \result != NONE ==> bin[\result] == b && rank(state[\result]) < 4;
    @   // HONEST_FAILURE: none is on a ring
    @   ensures \result == NONE ==> (\forall int p; 0 <= p && p < bin.length && bin[p] == b; rank(state[p]) == 4);
    @   // POLICY: the first ring that is not empty, and on it the first
    @   ensures \result != NONE ==> (\forall int p; 0 <= p && p < bin.length && bin[p] == b;
    @     !before(p, \result));
    @ pure helper
    @*/
  public int next(int b) {
    int best = NONE;
    int p = 0;
    /*@ loop_invariant 0 <= p && p <= bin.length && NONE <= best && best < p;
      @ loop_invariant (\forall int q; q == best && 0 <= q; bin[q] == b && rank(state[q]) < 4);
      @ loop_invariant best == NONE ==> (\forall int q; 0 <= q && q < p && bin[q] == b; rank(state[q]) == 4);
      @ loop_invariant best != NONE ==> (\forall int q; 0 <= q && q < p && bin[q] == b; !before(q, best));
      @ loop_writes p, best;
      @ decreases bin.length - p;
      @*/
    while (p < bin.length) {
      if (bin[p] == b && rank(state[p]) < 4 && (best == NONE || before(p, best))) {
        best = p;
      }
      p = p + 1;
    }
    return best;
  }

  /** Makes a run of a bin that has no current one the current one. It stays on its ring. */
  /*@ public normal_behavior
    @   requires 0 <= b && b < current.length && current[b] == NONE;
    @   requires 0 <= p && p < bin.length && bin[p] == b && state[p] != Fullness.Q100;
    @   assignable current[b];
    @   ensures current[b] == p;
    @*/
  public void choose(int b, int p) {
    current[b] = p;
  }

  /** A fresh run, which is the current one of a bin that had none. */
  /*@ public normal_behavior
    @   requires 0 <= b && b < current.length && current[b] == NONE && 0 <= p && p < bin.length && bin[p] == NONE;
    @   assignable current[b], bin[p], state[p], since[p], now;
    @   ensures current[b] == p && bin[p] == b && state[p] == Fullness.INIT;
    @   ensures now == (\old(now) == Long.MAX_VALUE ? \old(now) : \old(now) + 1) && since[p] == now;
    @*/
  public void fresh(int b, int p) {
    now = now == Long.MAX_VALUE ? now : now + 1;
    since[p] = now;
    state[p] = Fullness.INIT;
    bin[p] = b;
    current[b] = p;
  }

  /** Notes the state of a run: if it is another, the run goes to the end of its ring; if full, it is not current. */
  /*@ public normal_behavior
    @   requires 0 <= p && p < bin.length && bin[p] != NONE;
    @   requires Fullness.INIT <= next && next <= Fullness.Q100 && (next == Fullness.INIT ==> state[p] == next);
    @   old int b = bin[p];
    @   assignable current[bin[p]], state[p], since[p], now;
    @   ensures state[p] == next;
    @   ensures current[b] == (next == Fullness.Q100 && \old(current[b]) == p ? NONE : \old(current[b]));
    @   ensures now == (\old(state[p]) == next || \old(now) == Long.MAX_VALUE ? \old(now) : \old(now) + 1);
    @   ensures since[p] == (\old(state[p]) == next ? \old(since[p]) : now); // POLICY
    @*/
  public void moved(int p, int next) {
    if (next == Fullness.Q100 && current[bin[p]] == p) {
      current[bin[p]] = NONE;
    }
    if (state[p] != next) {
      now = now == Long.MAX_VALUE ? now : now + 1;
      since[p] = now;
    }
    state[p] = next;
  }

  /** Forgets a run. */
  /*@ public normal_behavior
    @   requires 0 <= p && p < bin.length && bin[p] != NONE;
    @   old int b = bin[p];
    @   assignable current[bin[p]], bin[p];
    @   ensures bin[p] == NONE && current[b] == (\old(current[b]) == p ? NONE : \old(current[b]));
    @*/
  public void gone(int p) {
    if (current[bin[p]] == p) {
      current[bin[p]] = NONE;
    }
    bin[p] = NONE;
  }
}
