package org.alloracle.reference.buddy;

/** Sums over the nodes of a tree, see {@link Buddy}: definitions and theorems only. */
public final class Sums {
  private Sums() {}

  // The bytes of a node that are in the region.
  /*@ public normal_behavior
    @   requires 0 <= at && 0 < bytes && bytes <= 2147483648L && at + bytes <= 2147483648L;
    @   ensures \result == (at + bytes <= low || high <= at || high <= low ? 0
    @     : (at + bytes < high ? at + bytes : high) - (at < low ? low : at));
    @ pure model public static helper long inside(long at, long bytes, long low, long high) {
    @   return at + bytes <= low || high <= at || high <= low ? 0
    @     : (at + bytes < high ? at + bytes : high) - (at < low ? low : at);
    @ }
    @*/

  // Those of a node are those of its halves.
  /*@ public normal_behavior
    @   requires 0 <= at && 0 < half && half <= 1073741824L && at + 2 * half <= 2147483648L;
    @   ensures \result && inside(at, 2 * half, low, high) == inside(at, half, low, high) + inside(at + half, half, low, high);
    @ pure model public static helper boolean halves(long at, long half, long low, long high) {
    @   return true;
    @ }
    @*/

  // The bytes of the blocks in a state among the nodes before one.
  /*@ public normal_behavior
    @   requires 1 <= end && end <= state.length && state.length <= 67108864 && width.length == state.length;
    @   requires (\forall int i; 1 <= i && i < width.length; 0 <= width[i] && width[i] <= 2147483648L);
    @   ensures 0 <= \result && \result <= end * 2147483648L;
    @   ensures end == 1 ==> \result == 0;
    @ also private normal_behavior
    @   requires 1 <= end && end <= state.length && state.length <= 67108864 && width.length == state.length;
    @   requires (\forall int i; 1 <= i && i < width.length; 0 <= width[i] && width[i] <= 2147483648L);
    @   ensures 1 < end ==> \result == bytes(end - 1, what, state, width) + (state[end - 1] == what ? width[end - 1] : 0);
    @   measured_by end;
    @ pure model public static helper long bytes(int end, int what, int[] state, long[] width) {
    @   return end == 1 ? 0 : bytes(end - 1, what, state, width) + (state[end - 1] == what ? width[end - 1] : 0);
    @ }
    @*/

  // One node more.
  /*@ public normal_behavior
    @   requires 1 <= end && end <= state.length && state.length <= 67108864 && width.length == state.length;
    @   requires (\forall int i; 1 <= i && i < width.length; 0 <= width[i] && width[i] <= 2147483648L);
    @   requires 1 < end;
    @   ensures \result;
    @   ensures bytes(end, what, state, width) == bytes(end - 1, what, state, width)
    @     + (state[end - 1] == what ? width[end - 1] : 0);
    @ pure model public static helper boolean one(int end, int what, int[] state, long[] width) {
    @   return true;
    @ }
    @*/

  // The bytes in the region of the nodes before one that are there.
  /*@ public normal_behavior
    @   requires 1 <= end && end <= state.length && state.length <= 67108864;
    @   requires width.length == state.length && start.length == state.length;
    @   requires (\forall int i; 1 <= i && i < width.length;
    @     0 < width[i] && 0 <= start[i] && start[i] + width[i] <= 2147483648L);
    @   ensures 0 <= \result && \result <= end * 2147483648L;
    @   ensures end == 1 ==> \result == 0;
    @ also private normal_behavior
    @   requires 1 <= end && end <= state.length && state.length <= 67108864;
    @   requires width.length == state.length && start.length == state.length;
    @   requires (\forall int i; 1 <= i && i < width.length;
    @     0 < width[i] && 0 <= start[i] && start[i] + width[i] <= 2147483648L);
    @   ensures 1 < end ==> \result == there(end - 1, state, width, start, low, high)
    @     + (state[end - 1] == Buddy.ABSENT ? 0 : inside(start[end - 1], width[end - 1], low, high));
    @   measured_by end;
    @ pure model public static helper long there(int end, int[] state, long[] width, long[] start, long low, long high) {
    @   return end == 1 ? 0 : there(end - 1, state, width, start, low, high)
    @     + (state[end - 1] == Buddy.ABSENT ? 0 : inside(start[end - 1], width[end - 1], low, high));
    @ }
    @*/

  // One node more.
  /*@ public normal_behavior
    @   requires 1 <= end && end <= state.length && state.length <= 67108864;
    @   requires width.length == state.length && start.length == state.length;
    @   requires (\forall int i; 1 <= i && i < width.length;
    @     0 < width[i] && 0 <= start[i] && start[i] + width[i] <= 2147483648L);
    @   requires 1 < end;
    @   ensures \result;
    @   ensures there(end, state, width, start, low, high) == there(end - 1, state, width, start, low, high)
    @     + (state[end - 1] == Buddy.ABSENT ? 0 : inside(start[end - 1], width[end - 1], low, high));
    @ pure model public static helper boolean next(int end, int[] state, long[] width, long[] start, long low, long high) {
    @   return true;
    @ }
    @*/

  // With one more block in a state, and no other change of which are, as many more bytes are in it.
  /*@ public normal_behavior
    @   requires 1 <= end && end <= a.length && a.length <= 67108864 && a.length == b.length && width.length == a.length;
    @   requires (\forall int i; 1 <= i && i < width.length; 0 <= width[i] && width[i] <= 2147483648L);
    @   requires 1 <= more && more < a.length && a[more] != what && b[more] == what;
    @   requires (\forall int i; 1 <= i && i < a.length && i != more; (a[i] == what) == (b[i] == what));
    @   ensures \result && bytes(end, what, b, width) == bytes(end, what, a, width) + (more < end ? width[more] : 0);
    @   measured_by end;
    @ pure model public static helper boolean more(int end, int what, int[] a, int[] b, long[] width, int more) {
    @   return end == 1 || more(end - 1, what, a, b, width, more)
    @     && one(end, what, a, width) && one(end, what, b, width);
    @ }
    @*/
}
