package org.alloracle.reference.buddy;

/** That the live and the free blocks have all bytes of the region between them: the steps of {@link Buddy}'s proof. */
final class Census {
  private Census() {}

  // What the blocks before a node have, and what is left to the nodes from it on whose parents are before it.
  /*@ public normal_behavior
    @   requires 1 <= end && end <= state.length && state.length <= 67108864 && state.length % 2 == 0;
    @   requires width.length == state.length && start.length == state.length;
    @   requires (\forall int i; 1 <= i && i < width.length;
    @     0 < width[i] && 0 <= start[i] && start[i] + width[i] <= 2147483648L);
    @   ensures true;
    @ also private normal_behavior
    @   requires 1 <= end && end <= state.length && state.length <= 67108864 && state.length % 2 == 0;
    @   requires width.length == state.length && start.length == state.length;
    @   requires (\forall int i; 1 <= i && i < width.length;
    @     0 < width[i] && 0 <= start[i] && start[i] + width[i] <= 2147483648L);
    @   ensures \result == Sums.bytes(end, Buddy.USED, state, width) + Sums.bytes(end, Buddy.FREE, state, width)
    @     + Sums.there(2 * end < state.length ? 2 * end : state.length, state, width, start, low, high)
    @     - Sums.there(end, state, width, start, low, high);
    @ pure model public static helper long shared(int end, int[] state, long[] width, long[] start, long low, long high) {
    @   return Sums.bytes(end, Buddy.USED, state, width) + Sums.bytes(end, Buddy.FREE, state, width)
    @     + Sums.there(2 * end < state.length ? 2 * end : state.length, state, width, start, low, high)
    @     - Sums.there(end, state, width, start, low, high);
    @ }
    @*/

  // At first the root has all; in the end the blocks have.
  /*@ public normal_behavior
    @   requires 2 <= state.length && state.length <= 67108864 && state.length % 2 == 0;
    @   requires width.length == state.length && start.length == state.length;
    @   requires (\forall int i; 1 <= i && i < width.length;
    @     0 < width[i] && 0 <= start[i] && start[i] + width[i] <= 2147483648L);
    @   ensures \result && shared(1, state, width, start, low, high) == (state[1] == Buddy.ABSENT ? 0 : Sums.inside(start[1], width[1], low, high));
    @   ensures shared(state.length, state, width, start, low, high)
    @     == Sums.bytes(state.length, Buddy.USED, state, width) + Sums.bytes(state.length, Buddy.FREE, state, width);
    @ pure model public static helper boolean ends(int[] state, long[] width, long[] start, long low, long high) {
    @   return Sums.next(2, state, width, start, low, high);
    @ }
    @*/

  // A block has its bytes itself; a node that is split leaves them to its halves; so the sum stays.
  /*@ public normal_behavior
    @   requires 1 <= end && end < state.length && state.length <= 67108864 && state.length % 2 == 0;
    @   requires width.length == state.length && start.length == state.length;
    @   requires (\forall int i; 1 <= i && i < width.length;
    @     0 < width[i] && 0 <= start[i] && start[i] + width[i] <= 2147483648L);
    @   requires Buddy.ABSENT <= state[end] && state[end] <= Buddy.USED;
    @   requires state[end] == Buddy.FREE || state[end] == Buddy.USED ==> low <= start[end] && start[end] + width[end] <= high;
    @   requires state[end] == Buddy.OUTSIDE ==> start[end] + width[end] <= low || high <= start[end];
    @   requires state.length <= 2 * end ==> state[end] != Buddy.SPLIT;
    @   requires 2 * end < state.length ==> 2 * width[2 * end] == width[end] && 2 * width[2 * end + 1] == width[end]
    @     && start[2 * end] == start[end] && start[2 * end + 1] == start[end] + width[2 * end + 1]
    @     && (state[2 * end] != Buddy.ABSENT) == (state[end] == Buddy.SPLIT)
    @     && (state[2 * end + 1] != Buddy.ABSENT) == (state[end] == Buddy.SPLIT);
    @   ensures \result && shared(end + 1, state, width, start, low, high) == shared(end, state, width, start, low, high);
    @ pure model public static helper boolean step(int end, int[] state, long[] width, long[] start, long low, long high) {
    @   boolean live = Sums.one(end + 1, Buddy.USED, state, width);
    @   boolean free = Sums.one(end + 1, Buddy.FREE, state, width);
    @   boolean there = Sums.next(end + 1, state, width, start, low, high);
    @   if (2 * end < state.length) {
    @     boolean halves = Sums.halves(start[end], width[2 * end], low, high);
    @     boolean left = Sums.next(2 * end + 1, state, width, start, low, high);
    @     boolean right = Sums.next(2 * end + 2, state, width, start, low, high);
    @   }
    @   return true;
    @ }
    @*/
}
