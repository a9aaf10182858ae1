package org.alloracle.reference.jemalloc;

import org.alloracle.reference.Multiples;

/**
 * The chunks of the heap, and the blocks of whole chunks that are taken: huge requests, and single
 * chunks for the arena. The lowest free ones that suffice are taken.
 */
public final class Chunks {
  public static final int FREE = 0;

  /** The first chunk of a block. */
  public static final int FIRST = 1;

  /** A chunk of the block that the one before it is of. */
  public static final int REST = 2;

  final /*@ spec_public @*/ int[] state;

  /*@ // METADATA: a block begins with its first chunk
    @ public invariant (\forall int c; 0 <= c && c < state.length; FREE <= state[c] && state[c] <= REST);
    @ public invariant (\forall int c; 0 <= c && c < state.length && state[c] == REST;
    @   0 < c && state[c - 1] != FREE);
    @*/

  /** Free chunks. */
  /*@ public normal_behavior
    @   requires 0 <= count;
    @   ensures state.length == count && (\forall int c; 0 <= c && c < count; state[c] == FREE);
    @   ensures \fresh(state);
    @ pure
    @*/
  public Chunks(int count) {
    state = new int[count];
  }

  /** Takes the lowest free chunks that suffice; their first, or -1. */
  /*@ public normal_behavior
    @   requires 1 <= count && 1 <= step;
    @   old int at = fit(count, step);
    @   assignable state[*];
    @   ensures \result == at;
    @   ensures (\forall int c; 0 <= c && c < state.length; state[c] == (at < 0 || c < at || at + count <= c
    @     ? \old(state[c]) : c == at ? FIRST : REST)); // FRAME
    @*/
  public int take(int count, int step) {
    int at = fit(count, step);
    if (at >= 0) {
      fill(at, at + count, FIRST, REST);
    }
    return at;
  }

  /** The lowest place, a multiple of {@code step}, at which so many chunks are free; or -1. */
  /*@ public normal_behavior
    @   requires 1 <= count && 1 <= step;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < state.length;
    @   ensures \result >= 0 ==> fits(\result, count, step); // ALIGNMENT
    @   // POLICY, HONEST_FAILURE: none before it, and none at all
    @   ensures (\forall int c; 0 <= c && c < (\result < 0 ? state.length : \result); !fits(c, count, step));
    @ pure helper
    @*/
  public int fit(int count, int step) {
    int c = 0;
    /*@ loop_invariant 0 <= c && c <= state.length;
      @ loop_invariant (\forall int d; 0 <= d && d < c; !fits(d, count, step));
      @ loop_writes c;
      @ decreases state.length - c;
      @*/
    while (c < state.length && !fits(c, count, step)) {
      c = c + 1;
    }
    return c < state.length ? c : -1;
  }

  /** Whether a place is a multiple of {@code step}, with so many free chunks. */
  /*@ public normal_behavior
    @   requires 0 <= c && c < state.length && 1 <= count && 1 <= step;
    @   assignable \nothing;
    @   ensures \result == (Multiples.rem((long) c, (long) step) == 0 && room(c, count));
    @ pure helper
    @*/
  public boolean fits(int c, int count, int step) {
    return Multiples.rem(c, step) == 0 && room(c, count);
  }

  /** Whether so many chunks are free from one on. */
  /*@ public normal_behavior
    @   requires 0 <= c && c < state.length && 1 <= count;
    @   assignable \nothing;
    @   ensures \result == (count <= state.length - c
    @     && (\forall int d; c <= d && d < c + count; state[d] == FREE));
    @ pure helper
    @*/
  public boolean room(int c, int count) {
    if (count > state.length - c) {
      return false;
    }
    int d = c;
    /*@ loop_invariant c <= d && d <= c + count;
      @ loop_invariant (\forall int e; c <= e && e < d; state[e] == FREE);
      @ loop_writes d;
      @ decreases c + count - d;
      @*/
    while (d < c + count && state[d] == FREE) {
      d = d + 1;
    }
    return d == c + count;
  }

  /** The end of the block that begins at a chunk. */
  /*@ public normal_behavior
    @   requires 0 <= first && first < state.length;
    @   assignable \nothing;
    @   ensures first < \result && \result <= state.length;
    @   ensures (\forall int c; first < c && c < \result; state[c] == REST);
    @   ensures \result < state.length ==> state[\result] != REST;
    @ pure helper
    @*/
  public int end(int first) {
    int c = first + 1;
    /*@ loop_invariant first < c && c <= state.length;
      @ loop_invariant (\forall int d; first < d && d < c; state[d] == REST);
      @ loop_writes c;
      @ decreases state.length - c;
      @*/
    while (c < state.length && state[c] == REST) {
      c = c + 1;
    }
    return c;
  }

  /** Gives a block back. */
  /*@ public normal_behavior
    @   requires 0 <= first && first < state.length && state[first] == FIRST;
    @   old int end = end(first);
    @   assignable state[*];
    @   ensures (\forall int c; 0 <= c && c < state.length;
    @     state[c] == (c < first || end <= c ? \old(state[c]) : FREE)); // REUSE, FRAME
    @*/
  public void give(int first) {
    fill(first, end(first), FREE, FREE);
  }

  /** Marks chunks. */
  /*@ private normal_behavior
    @   requires 0 <= from && from < end && end <= state.length;
    @   assignable state[from .. end - 1];
    @   ensures (\forall int c; from <= c && c < end; state[c] == (c == from ? head : rest));
    @ helper
    @*/
  private void fill(int from, int end, int head, int rest) {
    int c = from;
    /*@ loop_invariant from <= c && c <= end;
      @ loop_invariant (\forall int d; from <= d && d < c; state[d] == (d == from ? head : rest));
      @ loop_writes c, state[from .. end - 1];
      @ decreases end - c;
      @*/
    while (c < end) {
      state[c] = c == from ? head : rest;
      c = c + 1;
    }
  }
}
