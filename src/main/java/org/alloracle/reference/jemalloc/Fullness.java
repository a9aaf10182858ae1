package org.alloracle.reference.jemalloc;

/**
 * How full a run is, coarsely: a state that lags behind the number {@code f} of its {@code n} regions
 * that are free.
 *
 * <p>Each state is an interval of {@code f}; the intervals of neighbours overlap, so a run that
 * alternates between two counts keeps its state. A fresh run is {@link #INIT} until a quarter of it is
 * taken, also if it empties meanwhile. A run that fills up goes from {@link #Q50} to {@link #Q100}, not
 * by {@link #Q75}: so each run in {@link #Q75} has a free region.
 */
public final class Fullness {
  public static final int INIT = 0;
  public static final int Q0 = 1;
  public static final int Q25 = 2;
  public static final int Q50 = 3;
  public static final int Q75 = 4;

  /** No region is free. */
  public static final int Q100 = 5;

  /** No region is live, and it was not fresh: the run is to be given up. */
  public static final int EMPTY = 6;

  /** With fewer regions some interval is empty. */
  public static final int LEAST = 8;

  private Fullness() {}

  /** Whether a state goes with a count of free regions. */
  /*@ public normal_behavior
    @   requires LEAST <= n && n <= 2048;
    @   assignable \nothing;
    @   ensures \result == (state == INIT ? 3 * (n / 4) < f && f <= n
    @     : state == Q0 ? n / 2 < f && f < n
    @     : state == Q25 ? n / 4 < f && f < 3 * (n / 4)
    @     : state == Q50 ? 0 < f && f < n / 2
    @     : state == Q75 ? 0 < f && f < n / 4
    @     : state == Q100 ? f == 0 : state == EMPTY && f == n); // METADATA
    @   ensures \result ==> INIT <= state && state <= EMPTY && 0 <= f && f <= n;
    @   ensures \result ==> (f == 0) == (state == Q100);
    @ pure helper
    @*/
  public static boolean within(int state, int n, int f) {
    if (state == INIT) {
      return 3 * (n / 4) < f && f <= n;
    }
    if (state == Q0) {
      return n / 2 < f && f < n;
    }
    if (state == Q25) {
      return n / 4 < f && f < 3 * (n / 4);
    }
    if (state == Q50) {
      return 0 < f && f < n / 2;
    }
    if (state == Q75) {
      return 0 < f && f < n / 4;
    }
    return state == Q100 ? f == 0 : state == EMPTY && f == n;
  }

  /** The state after one region more was taken, which leaves {@code f} free. */
  /*@ public normal_behavior
    @   requires LEAST <= n && n <= 2048 && 0 <= f && f < n && state != EMPTY && within(state, n, f + 1);
    @   assignable \nothing;
    @   ensures within(\result, n, f) && \result != EMPTY;
    @   ensures \result == (state == INIT && f <= 3 * (n / 4) ? Q0
    @     : state == Q0 && f <= n / 2 ? Q25
    @     : state == Q25 && f <= n / 4 ? Q50
    @     : state == Q50 && f == 0 ? Q100
    @     : state == Q75 && f == 0 ? Q100 : state); // POLICY
    @ pure helper
    @*/
  public static int fuller(int state, int n, int f) {
    if (state == INIT) {
      return f <= 3 * (n / 4) ? Q0 : INIT;
    }
    if (state == Q0) {
      return f <= n / 2 ? Q25 : Q0;
    }
    if (state == Q25) {
      return f <= n / 4 ? Q50 : Q25;
    }
    return f == 0 ? Q100 : state;
  }

  /** The state after a region was given back, which makes {@code f} free. */
  /*@ public normal_behavior
    @   requires LEAST <= n && n <= 2048 && 1 <= f && f <= n && state != EMPTY && within(state, n, f - 1);
    @   assignable \nothing;
    @   ensures within(\result, n, f) && \result != Q100;
    @   ensures \result == (state == Q0 && f == n ? EMPTY
    @     : state == Q25 && f >= 3 * (n / 4) ? Q0
    @     : state == Q50 && f >= n / 2 ? Q25
    @     : state == Q75 && f >= n / 4 ? Q50
    @     : state == Q100 ? Q75 : state); // POLICY
    @ pure helper
    @*/
  public static int emptier(int state, int n, int f) {
    if (state == Q0) {
      return f == n ? EMPTY : Q0;
    }
    if (state == Q25) {
      return f >= 3 * (n / 4) ? Q0 : Q25;
    }
    if (state == Q50) {
      return f >= n / 2 ? Q25 : Q50;
    }
    if (state == Q75) {
      return f >= n / 4 ? Q50 : Q75;
    }
    return state == Q100 ? Q75 : state;
  }
}
