package org.alloracle.reference.snmalloc;

/**
 * The size classes of which so many bytes have room for an object. A class of its own, so that only the proofs
 * that need to see how they follow each other do.
 */
public final class Sizes {
  final /*@ spec_public @*/ long bytes;
  final /*@ spec_public @*/ long[] size;

  /*@ // METADATA
    @ public invariant 16 <= bytes && bytes <= Rooms.MOST_BYTES;
    @ public invariant 1 <= size.length && size.length <= SizeClasses.MOST;
    @ public invariant (\forall int k; 0 <= k && k < size.length; 16 <= size[k] && size[k] <= bytes);
    @ // POLICY: these are the classes, and all of them for which there is room
    @ public invariant (\forall int i; 0 <= i && i < size.length && i < 8; size[i] == 16 * i + 16);
    @ public invariant (\forall int i, j; 4 <= i && j == i + 4 && j < size.length; size[j] == 2 * size[i]);
    @ public invariant size.length < SizeClasses.MOST ==>
    @   bytes < (size.length < 8 ? 16 * size.length + 16 : 2 * size[size.length - 4]);
    @*/

  /** The classes for so many bytes. */
  /*@ public normal_behavior
    @   requires 16 <= bytes && bytes <= Rooms.MOST_BYTES;
    @   ensures this.bytes == bytes && \fresh(size);
    @ pure
    @*/
  public Sizes(long bytes) {
    this.bytes = bytes;
    size = classes(bytes);
  }

  /*@ private normal_behavior
    @   requires 16 <= bytes && bytes <= Rooms.MOST_BYTES;
    @   assignable \nothing;
    @   ensures \fresh(\result) && 1 <= \result.length && \result.length <= SizeClasses.MOST;
    @   ensures (\forall int k; 0 <= k && k < \result.length; 16 <= \result[k] && \result[k] <= bytes);
    @   ensures (\forall int i; 0 <= i && i < \result.length && i < 8; \result[i] == 16 * i + 16);
    @   ensures (\forall int i, j; 4 <= i && j == i + 4 && j < \result.length; \result[j] == 2 * \result[i]);
    @   ensures \result.length < SizeClasses.MOST ==>
    @     bytes < (\result.length < 8 ? 16 * \result.length + 16 : 2 * \result[\result.length - 4]);
    @*/
  private static long[] classes(long bytes) {
    long[] all = SizeClasses.sizes(SizeClasses.MOST);
    //@ assert all[0] == 16;
    long[] some = new long[last(all, bytes) + 1];
    int k = 0;
    /*@ loop_invariant 0 <= k && k <= some.length;
      @ loop_invariant (\forall int i; 0 <= i && i < k; some[i] == all[i]);
      @ loop_writes k, some[*];
      @ decreases some.length - k;
      @*/
    while (k < some.length) {
      some[k] = all[k];
      k = k + 1;
    }
    //@ assert k < 44 && k < 8 ==> all[k] == 16 * k + 16;
    //@ assert k < 44 && 8 <= k ==> all[k] == 2 * all[k - 4] && some[k - 4] == all[k - 4];
    return some;
  }

  /** The last class of which there is room for an object. */
  /*@ private normal_behavior
    @   requires 1 <= all.length && all[0] <= bytes;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < all.length;
    @   ensures (\forall int k; 0 <= k && k <= \result; all[k] <= bytes);
    @   ensures \result + 1 < all.length ==> bytes < all[\result + 1];
    @ pure
    @*/
  private static int last(long[] all, long bytes) {
    int k = 0;
    /*@ loop_invariant 0 <= k && k < all.length;
      @ loop_invariant (\forall int i; 0 <= i && i <= k; all[i] <= bytes);
      @ loop_writes k;
      @ decreases all.length - k;
      @*/
    while (k + 1 < all.length && all[k + 1] <= bytes) {
      k = k + 1;
    }
    return k;
  }
}
