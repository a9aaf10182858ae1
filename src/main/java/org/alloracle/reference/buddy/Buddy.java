package org.alloracle.reference.buddy;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Multiples;
import org.alloracle.reference.Divisors;

/**
 * The binary buddy allocator of mycelium's kernel, with its coalescing as it was meant.
 *
 * <p>Memory is a complete binary tree of blocks: the root covers all addresses before the heap's end,
 * every node has two halves, and the leaves have {@link #MINIMUM} bytes. A block is the node itself,
 * so its address is a multiple of its size. A request takes the free block of the least sufficient
 * size with the lowest address and splits it, keeping the lower halves; a block given back merges
 * with its buddy for as long as that is free. Out of memory: exact, no free block is large enough.
 * Source: hawkw/mycelium, the kernel's buddy allocator (systems.md, section 11); the lists there are
 * first in, first out, here the lowest address goes first.
 */
public final class Buddy implements BlockAllocator {
  /** Bytes of the smallest block. */
  public static final int MINIMUM = 64;

  /** The end of the greatest heap: a tree covers the addresses from 0. */
  public static final long GREATEST_END = 1073741824L;

  /** Below a node that is not split. */
  public static final int ABSENT = 0;

  /** A block of addresses outside the heap. */
  public static final int OUTSIDE = 1;

  public static final int FREE = 2;
  public static final int SPLIT = 3;
  public static final int USED = 4;

  private final /*@ spec_public */ long[] width;
  private final /*@ spec_public */ long[] start;
  private final /*@ spec_public */ int[] state;
  private final /*@ spec_public */ long low;
  private final /*@ spec_public */ long high;

  /*@ public invariant 2 <= state.length && state.length <= 67108864 && state.length % 2 == 0;
    @ public invariant width.length == state.length && start.length == state.length;
    @ public invariant width[1] <= 2147483648L && start[1] == 0;
    @ public invariant (\forall int i; 1 <= i && i < state.length; 64 <= width[i]
    @   && 0 <= start[i] && start[i] + width[i] <= width[1]);
    @ public invariant (\forall int i; state.length <= 2 * i && i < state.length; width[i] == 64);
    @ public invariant (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < state.length;
    @   2 * width[i] == width[p] && start[i] == (i == 2 * p ? start[p] : start[p] + width[i]));
    @ public invariant (\forall int i; 1 <= i && i < state.length; ABSENT <= state[i] && state[i] <= USED);
    @ public invariant state[1] != ABSENT; // METADATA: with the next two, the blocks tile the tree
    @ public invariant (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < state.length;
    @   (state[i] != ABSENT) == (state[p] == SPLIT));
    @ public invariant (\forall int i; state.length <= 2 * i && i < state.length; state[i] != SPLIT);
    @ public invariant (\forall int p; 1 <= p && 2 * p < state.length;
    @   state[2 * p] != FREE || state[2 * p + 1] != FREE); // COALESCING
    @ public invariant (\forall int i; 1 <= i && i < state.length && (state[i] == FREE || state[i] == USED);
    @   low <= start[i] && start[i] + width[i] <= high); // CONTAINMENT
    @ public invariant (\forall int i; 1 <= i && i < state.length && state[i] == OUTSIDE;
    @   start[i] + width[i] <= low || high <= start[i]); // CONSERVATION
    @*/

  /**
   * A heap of one region, all free, cut into the greatest blocks that lie at multiples of their size.
   *
   * @param base the region's first byte, at least 0; bytes before a multiple of 64 are not used
   * @param size the region's bytes, at least 0; a rest of fewer than 64 bytes is not used
   * @throws InvalidRequestException if the region is none, or ends after {@link #GREATEST_END}
   */
  /*@ public normal_behavior
    @   requires 0 <= base && 0 <= size && size <= GREATEST_END && base <= GREATEST_END - size;
    @   ensures low % 64 == 0 && base <= low && low < base + 64;
    @   ensures high % 64 == 0 && high <= base + size && base + size < high + 64;
    @   ensures high <= width[1] && (state.length > 2 ==> width[1] < 2 * high);
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     state[i] == ABSENT || state[i] == mark(start[i], width[i], low, high));
    @ also public exceptional_behavior
    @   requires base < 0 || size < 0 || size > GREATEST_END || base > GREATEST_END - size;
    @   signals_only InvalidRequestException;
    @*/
  public Buddy(long base, long size) {
    if (base < 0 || size < 0 || size > GREATEST_END || base > GREATEST_END - size) {
      throw new InvalidRequestException("region outside 0 to 2^30");
    }
    low = Geometry.up(base);
    high = Geometry.down(base + size);
    width = Geometry.widths(high);
    start = Geometry.starts(width);
    state = states(width, start, low, high);
    //@ assert coalesced(state, width, start, low, high);
  }

  /** What a node is at first, if it is there: in the region, off the region, or partly in it. */
  /*@ public normal_behavior
    @   requires 0 <= at && at <= 2147483648L && 0 < bytes && bytes <= 2147483648L;
    @   assignable \nothing;
    @   ensures \result == (low <= at && at + bytes <= high ? FREE
    @     : at + bytes <= low || high <= at ? OUTSIDE : SPLIT);
    @ pure helper
    @*/
  public static int mark(long at, long bytes, long low, long high) {
    if (low <= at && at + bytes <= high) {
      return FREE;
    }
    return at + bytes <= low || high <= at ? OUTSIDE : SPLIT;
  }

  /** The states of a tree's nodes at first. */
  /*@ private normal_behavior
    @   requires 2 <= width.length && width.length <= 67108864 && width.length % 2 == 0;
    @   requires start.length == width.length && width[1] <= 2147483648L;
    @   requires 0 <= low && low % 64 == 0 && 0 <= high && high % 64 == 0;
    @   requires (\forall int i; 1 <= i && i < width.length; 64 <= width[i]
    @     && 0 <= start[i] && start[i] % 64 == 0 && start[i] + width[i] <= width[1]);
    @   requires (\forall int i; width.length <= 2 * i && i < width.length; width[i] == 64);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == width.length;
    @   ensures (\forall int i; 1 <= i && i < width.length;
    @     \result[i] == ABSENT || \result[i] == mark(start[i], width[i], low, high));
    @   ensures \result[1] != ABSENT;
    @   ensures (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < width.length;
    @     (\result[i] != ABSENT) == (\result[p] == SPLIT));
    @   ensures (\forall int i; width.length <= 2 * i && i < width.length; \result[i] != SPLIT);
    @   ensures (\forall int i; 1 <= i && i < width.length; ABSENT <= \result[i] && \result[i] < USED);
    @*/
  private static int[] states(long[] width, long[] start, long low, long high) {
    int[] state = new int[width.length];
    state[1] = mark(start[1], width[1], low, high);
    int parent = 1;
    int child = 2;
    /*@ loop_invariant 1 <= parent && child == 2 * parent && child <= width.length;
      @ loop_invariant state[1] != ABSENT;
      @ loop_invariant (\forall int i; 1 <= i && i < width.length; ABSENT <= state[i] && state[i] < USED);
      @ loop_invariant (\forall int i; 1 <= i && i < child;
      @   state[i] == ABSENT || state[i] == mark(start[i], width[i], low, high));
      @ loop_invariant (\forall int i, p; 1 <= p && p < parent && 2 * p <= i && i <= 2 * p + 1;
      @   (state[i] != ABSENT) == (state[p] == SPLIT));
      @ loop_writes parent, child, state[*];
      @ decreases width.length - parent;
      @*/
    while (child < width.length) {
      boolean split = state[parent] == SPLIT;
      state[child] = split ? mark(start[child], width[child], low, high) : ABSENT;
      state[child + 1] = split ? mark(start[child + 1], width[child + 1], low, high) : ABSENT;
      parent = parent + 1;
      child = child + 2;
    }
    return state;
  }

  // Such states are coalesced, and keep the free blocks in the region and the others off it.
  /*@ private normal_behavior
    @   requires 2 <= width.length && width.length <= 67108864 && width.length % 2 == 0;
    @   requires start.length == width.length && state.length == width.length && width[1] <= 2147483648L;
    @   requires (\forall int i; 1 <= i && i < width.length; 64 <= width[i]
    @     && 0 <= start[i] && start[i] + width[i] <= width[1]);
    @   requires (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < width.length;
    @     2 * width[i] == width[p] && start[i] == (i == 2 * p ? start[p] : start[p] + width[i]));
    @   requires (\forall int i; 1 <= i && i < width.length;
    @     state[i] == ABSENT || state[i] == mark(start[i], width[i], low, high));
    @   requires (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < width.length;
    @     (state[i] != ABSENT) == (state[p] == SPLIT));
    @   ensures \result;
    @   ensures (\forall int p; 1 <= p && 2 * p < width.length;
    @     state[2 * p] != FREE || state[2 * p + 1] != FREE); // COALESCING
    @   ensures (\forall int i; 1 <= i && i < width.length && state[i] == FREE;
    @     low <= start[i] && start[i] + width[i] <= high); // CONTAINMENT
    @   ensures (\forall int i; 1 <= i && i < width.length && state[i] == OUTSIDE;
    @     start[i] + width[i] <= low || high <= start[i]); // CONSERVATION
    @ pure model private static helper boolean coalesced(
    @     int[] state, long[] width, long[] start, long low, long high) {
    @   int p = 1;
    @   int child = 2;
    @   loop_invariant 1 <= p && child == 2 * p && child <= width.length;
    @   loop_invariant (\forall int k; 1 <= k && k < p; state[2 * k] != FREE || state[2 * k + 1] != FREE);
    @   loop_writes p, child;
    @   decreases width.length - p;
    @   while (child < width.length) {
    @     boolean free = state[p] != SPLIT || state[child] == FREE && state[child + 1] == FREE
    @       && start[child] == start[p] && 2 * width[child] == width[p] && 2 * width[child + 1] == width[p];
    @     p = p + 1;
    @     child = child + 2;
    @   }
    @   return true;
    @ }
    @*/

  /** The bytes that a block must have: a block lies at a multiple of its size, so the alignment counts. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result == (size < alignment ? alignment : size);
    @ pure helper
    @*/
  public static long need(long size, long alignment) {
    return size < alignment ? alignment : size;
  }

  /*@ also public normal_behavior
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   old long need = need(size, alignment);
    @   old int node = chosen(need);
    @   old long at = node > 0 ? start[node] : 0;
    @   old long rest = Multiples.rem(at, alignment);
    @   assignable state[*];
    @   ensures (\result == NONE) == (node == 0); // HONEST_FAILURE
    @   ensures \result == NONE ==> (\forall int i; 1 <= i && i < state.length; state[i] == \old(state[i]));
    @   ensures \result != NONE ==> \result == at && at == start[node]; // POLICY
    @   ensures \result != NONE ==> rest == 0; // ALIGNMENT
    @   ensures (\forall int i; 1 <= i && i < state.length && \old(state[i]) == USED; state[i] == USED); // FRAME
    @   ensures \result != NONE ==> (\exists int i; 1 <= i && i < state.length; state[i] == USED && \old(state[i]) != USED);
    @   ensures (\forall int i; 1 <= i && i < state.length && state[i] == USED && \old(state[i]) != USED;
    @     start[i] == \result && size <= need && need <= width[i] // CAPACITY
    @     && (width[i] == 64 || width[i] < 2 * need)); // POLICY
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == OUTSIDE) == (\old(state[i]) == OUTSIDE));
    @   // CONSERVATION: a free block of each size from the new block's to half of the chosen one's, and no other
    @   ensures (\forall int i, u; 1 <= i && i < state.length && 1 <= u && u < state.length
    @     && state[i] == FREE && \old(state[i]) != FREE && state[u] == USED && \old(state[u]) != USED;
    @     start[i] == start[node] + width[i] && width[u] <= width[i] && width[i] < width[node]);
    @   ensures (\forall int p; 1 <= p && p < state.length; state[p] == SPLIT && \old(state[p]) != SPLIT
    @     ==> 2 * p < state.length && state[2 * p + 1] == FREE && \old(state[2 * p + 1]) == ABSENT
    @       && (state[2 * p] == SPLIT && \old(state[2 * p]) != SPLIT || state[2 * p] == USED && \old(state[2 * p]) != USED));
    @   ensures node > 0 ==> state[node] == SPLIT || state[node] == USED;
    @   ensures (\forall int i; 1 <= i && i < state.length && \old(state[i]) == FREE && i != node; state[i] == FREE);
    @ also public exceptional_behavior
    @   requires size < 0 || !Multiples.powerOfTwo(alignment);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long allocate(long size, long alignment) {
    requireValid(size, alignment);
    long need = need(size, alignment);
    int node = chosen(need);
    long at = NONE;
    if (node > 0) {
      //@ assert aligned(node, alignment);
      at = start[take(node, need)];
    }
    return at;
  }

  /** Refuses a request that is none. */
  /*@ private normal_behavior
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @ also private exceptional_behavior
    @   requires size < 0 || !Multiples.powerOfTwo(alignment);
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  private static void requireValid(long size, long alignment) {
    if (size < 0) {
      throw new InvalidRequestException("negative size");
    }
    if (!Multiples.powerOfTwo(alignment)) {
      throw new InvalidRequestException("alignment is no power of two");
    }
  }

  /*@ also public normal_behavior
    @   requires liveAt(address) > 0;
    @   old int node = liveAt(address);
    @   assignable state[*];
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     (state[i] == USED) == (\old(state[i]) == USED && i != \old(liveAt(address)))); // FRAME, REUSE
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == OUTSIDE) == (\old(state[i]) == OUTSIDE));
    @   // CONSERVATION: one block becomes free; it covers the live one and the free blocks that are no more
    @   ensures (\exists int t; 1 <= t && t < state.length; state[t] == FREE && \old(state[t]) != FREE);
    @   ensures (\forall int t; 1 <= t && t < state.length && state[t] == FREE && \old(state[t]) != FREE;
    @     start[t] <= start[node] && start[node] + width[node] <= start[t] + width[t]);
    @   ensures (\forall int i, t; 1 <= i && i < state.length && 1 <= t && t < state.length
    @     && \old(state[i]) == FREE && state[i] != FREE && state[t] == FREE && \old(state[t]) != FREE;
    @     state[i] == ABSENT && start[t] <= start[i] && start[i] + width[i] <= start[t] + width[t]);
    @   ensures (\forall int t, u; 1 <= t && t < state.length && 1 <= u && u < state.length
    @     && state[t] == FREE && \old(state[t]) != FREE && state[u] == FREE && \old(state[u]) != FREE; t == u);
    @ also public exceptional_behavior
    @   requires liveAt(address) == 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException; // VALID_FREE
    @*/
  @Override
  public void free(long address) {
    int node = liveAt(address);
    if (node == 0) {
      throw new InvalidFreeException("no live block starts here");
    }
    release(node);
  }

  /*@ also public normal_behavior
    @   requires liveAt(address) > 0;
    @   assignable \nothing;
    @   ensures \result == width[liveAt(address)]; // CAPACITY
    @ also public exceptional_behavior
    @   requires liveAt(address) == 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException; // VALID_FREE
    @*/
  @Override
  public long usableSize(long address) {
    int node = liveAt(address);
    if (node == 0) {
      throw new InvalidFreeException("no live block starts here");
    }
    return width[node];
  }

  /** The bytes of all live blocks. */
  /*@ public normal_behavior
    @   ensures \result == Sums.bytes(state.length, USED, state, width);
    @ pure
    @*/
  public long allocated() {
    return bytes(USED);
  }

  /** The bytes of all free blocks; they and the live ones have all bytes of the region between them. */
  /*@ public normal_behavior
    @   ensures \result == Sums.bytes(state.length, FREE, state, width);
    @   ensures Sums.bytes(state.length, USED, state, width) + \result
    @     == Sums.inside(start[1], width[1], low, high); // CONSERVATION
    @ pure
    @*/
  public long available() {
    //@ assert tiled();
    return bytes(FREE);
  }

  /** The bytes of the blocks in a state. */
  /*@ normal_behavior
    @   ensures \result == Sums.bytes(state.length, what, state, width);
    @ pure
    @*/
  long bytes(int what) {
    long sum = 0;
    int i = 1;
    /*@ loop_invariant 1 <= i && i <= state.length;
      @ loop_invariant sum == Sums.bytes(i, what, state, width);
      @ loop_writes i, sum;
      @ decreases state.length - i;
      @*/
    while (i < state.length) {
      //@ assert Sums.one(i + 1, what, state, width);
      sum = sum + (state[i] == what ? width[i] : 0);
      i = i + 1;
    }
    return sum;
  }

  /** The free block that serves a request: of the sufficient ones the narrowest, of those the lowest. */
  /*@ public normal_behavior
    @   requires 1 <= state.length && width.length == state.length && start.length == state.length;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < state.length;
    @   ensures \result == 0 ==> (\forall int i; 1 <= i && i < state.length;
    @     state[i] == FREE ==> width[i] < need); // HONEST_FAILURE
    @   ensures \result > 0 ==> state[\result] == FREE && need <= width[\result];
    @   ensures \result > 0 ==> (\forall int i; 1 <= i && i < state.length && state[i] == FREE && need <= width[i];
    @     width[\result] < width[i] || (width[\result] == width[i] && start[\result] <= start[i])); // POLICY
    @ pure helper
    @*/
  public int chosen(long need) {
    int best = 0;
    int i = 1;
    /*@ loop_invariant 1 <= i && i <= state.length && 0 <= best && best < i;
      @ loop_invariant best == 0 ==> (\forall int k; 1 <= k && k < i; state[k] == FREE ==> width[k] < need);
      @ loop_invariant best > 0 ==> state[best] == FREE && need <= width[best];
      @ loop_invariant best > 0 ==> (\forall int k; 1 <= k && k < i && state[k] == FREE && need <= width[k];
      @   width[best] < width[k] || (width[best] == width[k] && start[best] <= start[k]));
      @ loop_writes i, best;
      @ decreases state.length - i;
      @*/
    while (i < state.length) {
      if (state[i] == FREE && need <= width[i] && (best == 0 || before(i, best))) {
        best = i;
      }
      i = i + 1;
    }
    return best;
  }

  /*@ private normal_behavior
    @   requires width.length == start.length && 1 <= i && i < width.length && 1 <= j && j < width.length;
    @   assignable \nothing;
    @   ensures \result == (width[i] < width[j] || (width[i] == width[j] && start[i] < start[j]));
    @ pure helper
    @*/
  private boolean before(int i, int j) {
    return width[i] < width[j] || (width[i] == width[j] && start[i] < start[j]);
  }

  /** The live block that starts at an address, or 0. */
  /*@ public normal_behavior
    @   requires 1 <= state.length && width.length == state.length && start.length == state.length;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < state.length;
    @   ensures \result == 0 ==> (\forall int i; 1 <= i && i < state.length;
    @     state[i] == USED ==> start[i] != address); // VALID_FREE
    @   ensures \result > 0 ==> state[\result] == USED && start[\result] == address;
    @ pure helper
    @*/
  public int liveAt(long address) {
    int i = state.length - 1;
    /*@ loop_invariant 0 <= i && i < state.length;
      @ loop_invariant (\forall int k; i < k && k < state.length; state[k] == USED ==> start[k] != address);
      @ loop_writes i;
      @ decreases i;
      @*/
    while (i > 0 && !(state[i] == USED && start[i] == address)) {
      i = i - 1;
    }
    return i;
  }

  /** A free block becomes live and is split to the width that a request needs. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == FREE && 0 <= need && need <= width[node];
    @   assignable state[*];
    @   ensures 1 <= \result && \result < state.length;
    @   ensures start[\result] == start[node]; // POLICY
    @   ensures need <= width[\result] && (width[\result] == 64 || width[\result] < 2 * need); // CAPACITY, POLICY
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     (state[i] == USED) == (i == \result || \old(state[i]) == USED)); // FRAME
    @   ensures (\forall int i; i == \result; \old(state[i]) != USED);
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == OUTSIDE) == (\old(state[i]) == OUTSIDE));
    @   // CONSERVATION: a free block of each size from the result's to half of node's; what else was free stays so
    @   ensures (\forall int i; 1 <= i && i < state.length; state[i] == FREE && \old(state[i]) != FREE
    @     ==> start[i] == start[node] + width[i] && width[\result] <= width[i] && width[i] < width[node]);
    @   ensures (\forall int p; 1 <= p && p < state.length; state[p] == SPLIT && \old(state[p]) != SPLIT
    @     ==> 2 * p < state.length && state[2 * p + 1] == FREE && \old(state[2 * p + 1]) == ABSENT
    @       && (state[2 * p] == SPLIT && \old(state[2 * p]) != SPLIT || 2 * p == \result));
    @   ensures \result == node || state[node] == SPLIT;
    @   ensures (\forall int i; 1 <= i && i < state.length && \old(state[i]) == FREE && i != node; state[i] == FREE);
    @*/
  private int take(int node, long need) {
    occupy(node);
    return split(node, need);
  }

  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == FREE;
    @   assignable state[node];
    @   ensures state[node] == USED;
    @*/
  private void occupy(int node) {
    state[node] = USED;
  }

  /** Splits a live block, keeping the lower halves, until a half would be too narrow. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == USED && 0 <= need && need <= width[node];
    @   assignable state[*];
    @   ensures 1 <= \result && \result < state.length;
    @   ensures start[\result] == start[node]; // POLICY
    @   ensures need <= width[\result] && (width[\result] == 64 || width[\result] < 2 * need); // CAPACITY, POLICY
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     (state[i] == USED) == (i == \result || (\old(state[i]) == USED && i != node))); // FRAME
    @   ensures (\forall int i; i == \result; i == node || \old(state[i]) == ABSENT);
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == OUTSIDE) == (\old(state[i]) == OUTSIDE));
    @   // CONSERVATION: a free block of each size from \result's to half of node's, and what was free stays so
    @   ensures (\forall int i; 1 <= i && i < state.length; state[i] == FREE && \old(state[i]) != FREE
    @     ==> start[i] == start[node] + width[i] && width[\result] <= width[i] && width[i] < width[node]);
    @   ensures (\forall int p; 1 <= p && p < state.length; state[p] == SPLIT && \old(state[p]) != SPLIT
    @     ==> 2 * p < state.length && state[2 * p + 1] == FREE && \old(state[2 * p + 1]) == ABSENT
    @       && (state[2 * p] == SPLIT && \old(state[2 * p]) != SPLIT || 2 * p == \result));
    @   ensures \result == node || state[node] == SPLIT;
    @   ensures (\forall int i; 1 <= i && i < state.length && \old(state[i]) == FREE; state[i] == FREE);
    @   measured_by state.length - node;
    @*/
  private int split(int node, long need) {
    int block = node;
    if (width[node] > 64 && 2 * need <= width[node]) {
      halve(node);
      block = split(2 * node, need);
    }
    return block;
  }

  /** One step of a split: the lower half stays live, the upper half becomes free. */
  /*@ private normal_behavior
    @   requires 1 <= node && 2 * node < state.length && state[node] == USED;
    @   assignable state[node], state[2 * node], state[2 * node + 1];
    @   ensures state[node] == SPLIT && state[2 * node] == USED && state[2 * node + 1] == FREE;
    @   ensures \old(state[2 * node]) == ABSENT && \old(state[2 * node + 1]) == ABSENT;
    @*/
  private void halve(int node) {
    state[node] = SPLIT;
    state[2 * node] = USED;
    state[2 * node + 1] = FREE;
  }

  /** Frees a live block and merges it with its buddy, and so on, for as long as that is free. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == USED;
    @   assignable state[*];
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     (state[i] == USED) == (\old(state[i]) == USED && i != node)); // FRAME
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == OUTSIDE) == (\old(state[i]) == OUTSIDE));
    @   // CONSERVATION: one block becomes free; it covers the node and the free blocks that are no more
    @   ensures (\exists int t; 1 <= t && t < state.length; state[t] == FREE && \old(state[t]) != FREE);
    @   ensures (\forall int t; 1 <= t && t < state.length && state[t] == FREE && \old(state[t]) != FREE;
    @     start[t] <= start[node] && start[node] + width[node] <= start[t] + width[t]);
    @   ensures (\forall int i, t; 1 <= i && i < state.length && 1 <= t && t < state.length
    @     && \old(state[i]) == FREE && state[i] != FREE && state[t] == FREE && \old(state[t]) != FREE;
    @     state[i] == ABSENT && start[t] <= start[i] && start[i] + width[i] <= start[t] + width[t]);
    @   ensures (\forall int t, u; 1 <= t && t < state.length && 1 <= u && u < state.length
    @     && state[t] == FREE && \old(state[t]) != FREE && state[u] == FREE && \old(state[u]) != FREE; t == u);
    @*/
  private void release(int node) {
    int top = merged(node);
    int parent = parent(top);
    vacate(parent, top, buddy(top, parent));
  }

  /** A live block takes in its buddy, and so on, for as long as that is free; the block that it becomes. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == USED;
    @   assignable state[*];
    @   ensures 1 <= \result && \result < state.length && state[\result] == USED;
    @   ensures 1 < \result ==> state[buddy(\result, parent(\result))] != FREE; // COALESCING
    @   ensures (\forall int i; 1 <= i && i < state.length;
    @     (state[i] == USED) == (i == \result || (\old(state[i]) == USED && i != node))); // FRAME
    @   ensures (\forall int i; i == \result; i == node || \old(state[i]) == SPLIT);
    @   ensures (\forall int i; 1 <= i && i < state.length; (state[i] == OUTSIDE) == (\old(state[i]) == OUTSIDE));
    @   // CONSERVATION: it covers the node and the free blocks that are no more
    @   ensures start[\result] <= start[node] && start[node] + width[node] <= start[\result] + width[\result];
    @   ensures (\forall int i; 1 <= i && i < state.length && state[i] == FREE; \old(state[i]) == FREE);
    @   ensures (\forall int i; 1 <= i && i < state.length && \old(state[i]) == ABSENT; state[i] == ABSENT);
    @   ensures (\forall int i; 1 <= i && i < state.length && \old(state[i]) == FREE && state[i] != FREE;
    @     state[i] == ABSENT && start[\result] <= start[i] && start[i] + width[i] <= start[\result] + width[\result]);
    @   measured_by node;
    @*/
  private int merged(int node) {
    int parent = parent(node);
    int buddy = buddy(node, parent);
    int top = node;
    if (node > 1 && state[buddy] == FREE) {
      merge(parent, node, buddy);
      top = merged(parent);
    }
    return top;
  }

  /** One step of a merge: the live half takes in its free buddy. */
  /*@ private normal_behavior
    @   requires 1 <= parent && 2 * parent < state.length;
    @   requires 2 * parent <= node && node <= 2 * parent + 1 && buddy == 4 * parent + 1 - node;
    @   requires state[node] == USED && state[buddy] == FREE;
    @   assignable state[parent], state[node], state[buddy];
    @   ensures state[parent] == USED && state[node] == ABSENT && state[buddy] == ABSENT;
    @   ensures \old(state[parent]) == SPLIT;
    @*/
  private void merge(int parent, int node, int buddy) {
    state[parent] = USED;
    state[node] = ABSENT;
    state[buddy] = ABSENT;
  }

  /** A live block becomes free; its buddy, if it has one, is not. */
  /*@ private normal_behavior
    @   requires 1 <= node && node < state.length && state[node] == USED;
    @   requires 1 < node ==> 2 * parent <= node && node <= 2 * parent + 1 && buddy == 4 * parent + 1 - node;
    @   requires 1 < node ==> state[buddy] != FREE;
    @   assignable state[node];
    @   ensures state[node] == FREE;
    @*/
  void vacate(int parent, int node, int buddy) {
    state[node] = FREE;
  }

  /** A node's parent; the root's is 0. */
  /*@ public normal_behavior
    @   requires 1 <= node;
    @   assignable \nothing;
    @   ensures 2 * \result <= node && node <= 2 * \result + 1;
    @ pure helper
    @*/
  public static int parent(int node) {
    return node / 2;
  }

  /** The other half of a node's parent; its buddy is the node again. */
  /*@ public normal_behavior
    @   requires 1 <= node && node <= 67108864 && 2 * parent <= node && node <= 2 * parent + 1;
    @   assignable \nothing;
    @   ensures \result == 4 * parent + 1 - node;
    @   ensures \result != node && 2 * parent <= \result && \result <= 2 * parent + 1;
    @   ensures node == 4 * parent + 1 - \result; // METADATA: an involution
    @ pure helper
    @*/
  public static int buddy(int node, int parent) {
    return 4 * parent + 1 - node;
  }

  // The width of a node is a power of two.
  /*@ public normal_behavior
    @   requires 1 <= node && node < state.length;
    @   ensures \result && Multiples.powerOfTwo(width[node]);
    @   measured_by state.length - node;
    @ pure model public boolean power(int node) {
    @   return 2 * node < state.length ? power(2 * node) && Multiples.twice(width[2 * node])
    @     : Geometry.sixtyFour();
    @ }
    @*/

  // A node starts at a multiple of every power of two up to its width.
  /*@ public normal_behavior
    @   requires 1 <= node && node < state.length;
    @   requires Multiples.powerOfTwo(alignment) && alignment <= width[node];
    @   ensures \result && Multiples.rem(start[node], alignment) == 0; // ALIGNMENT
    @   measured_by node;
    @ pure model public boolean aligned(int node, long alignment) {
    @   if (node == 1) {
    @     return Multiples.zero(alignment);
    @   }
    @   int parent = parent(node);
    @   boolean above = aligned(parent, alignment);
    @   boolean power = power(node);
    @   boolean step = Divisors.divides(width[node], alignment);
    @   return node == 2 * parent || Divisors.sum(start[parent], width[node], alignment);
    @ }
    @*/

  // Two nodes of one width share no byte: they are in the order of their numbers.
  /*@ public normal_behavior
    @   requires 1 <= i && i < j && j < state.length && width[i] == width[j];
    @   ensures \result && start[i] + width[i] <= start[j];
    @   measured_by i;
    @ pure model public boolean ordered(int i, int j) {
    @   int p = parent(i);
    @   int q = parent(j);
    @   boolean left = i == 1 || (2 * width[i] == width[p] && start[i] >= start[p]);
    @   boolean right = 2 * width[j] == width[q] && start[j] >= start[q];
    @   if (p < q) {
    @     boolean above = i == 1 || ordered(p, q);
    @     return above;
    @   }
    @   return true;
    @ }
    @*/

  // Two blocks, live or free, share no byte.
  /*@ public normal_behavior
    @   requires 1 <= i && i < state.length && 1 <= j && j < state.length && i != j;
    @   requires state[i] != ABSENT && state[i] != SPLIT && state[j] != ABSENT && width[j] <= width[i];
    @   ensures \result && (start[i] + width[i] <= start[j] || start[j] + width[j] <= start[i]); // DISJOINTNESS
    @   measured_by j;
    @ pure model public boolean apart(int i, int j) {
    @   if (width[i] == width[j]) {
    @     boolean same = i < j ? ordered(i, j) : ordered(j, i);
    @     return same;
    @   }
    @   boolean a = power(i);
    @   boolean b = power(j);
    @   boolean gap = Divisors.gap(width[j], width[i]);
    @   boolean above = apart(i, parent(j));
    @   return above;
    @ }
    @*/

  // The live and the free blocks have all bytes of the region between them.
  /*@ public normal_behavior
    @   ensures \result && Sums.bytes(state.length, USED, state, width) + Sums.bytes(state.length, FREE, state, width)
    @     == Sums.inside(start[1], width[1], low, high); // CONSERVATION
    @ pure model public boolean tiled() {
    @   boolean ends = Census.ends(state, width, start, low, high);
    @   int node = 1;
    @   loop_invariant 1 <= node && node <= state.length;
    @   loop_invariant Census.shared(node, state, width, start, low, high) == Sums.inside(start[1], width[1], low, high);
    @   loop_writes node;
    @   decreases state.length - node;
    @   while (node < state.length) {
    @     boolean step = Census.step(node, state, width, start, low, high);
    @     node = node + 1;
    @   }
    @   return true;
    @ }
    @*/

  // A state in which a node is free or absent cannot agree with one in which it is split.
  /*@ public normal_behavior
    @   requires 1 <= node && node < a.length && a.length <= 67108864 && a.length == b.length && a.length % 2 == 0;
    @   requires (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < a.length;
    @     (a[i] != ABSENT) == (a[p] == SPLIT) && (b[i] != ABSENT) == (b[p] == SPLIT));
    @   requires (\forall int i; a.length <= 2 * i && i < a.length; b[i] != SPLIT);
    @   requires (\forall int p; 1 <= p && 2 * p < a.length; b[2 * p] != FREE || b[2 * p + 1] != FREE);
    @   requires (\forall int i; 1 <= i && i < a.length; ABSENT <= b[i] && b[i] <= USED
    @     && (a[i] == USED) == (b[i] == USED) && (a[i] == OUTSIDE) == (b[i] == OUTSIDE));
    @   requires a[node] == FREE || a[node] == ABSENT;
    @   ensures \result && b[node] != SPLIT;
    @   measured_by a.length - node;
    @ pure model public static helper boolean barren(int[] a, int[] b, int node) {
    @   if (2 * node < a.length) {
    @     boolean left = barren(a, b, 2 * node);
    @     boolean right = barren(a, b, 2 * node + 1);
    @   }
    @   return true;
    @ }
    @*/

  // The live blocks and the region determine every state: two states with the same live blocks, and
  // the same nodes off the region, are the same. So the order of freeing does not matter, and freeing
  // everything restores the heap as it was at first.
  /*@ public normal_behavior
    @   requires 2 <= a.length && a.length <= 67108864 && a.length == b.length && a.length % 2 == 0;
    @   requires (\forall int i, p; 1 <= p && 2 * p <= i && i <= 2 * p + 1 && i < a.length;
    @     (a[i] != ABSENT) == (a[p] == SPLIT) && (b[i] != ABSENT) == (b[p] == SPLIT));
    @   requires (\forall int i; a.length <= 2 * i && i < a.length; a[i] != SPLIT && b[i] != SPLIT);
    @   requires (\forall int p; 1 <= p && 2 * p < a.length;
    @     (a[2 * p] != FREE || a[2 * p + 1] != FREE) && (b[2 * p] != FREE || b[2 * p + 1] != FREE));
    @   requires (\forall int i; 1 <= i && i < a.length; ABSENT <= a[i] && a[i] <= USED && ABSENT <= b[i] && b[i] <= USED
    @     && (a[i] == USED) == (b[i] == USED) && (a[i] == OUTSIDE) == (b[i] == OUTSIDE));
    @   requires a[1] != ABSENT && b[1] != ABSENT;
    @   ensures \result && (\forall int i; 1 <= i && i < a.length; a[i] == b[i]); // COALESCING
    @ pure model public static helper boolean canonical(int[] a, int[] b) {
    @   int node = 1;
    @   loop_invariant 1 <= node && node <= a.length;
    @   loop_invariant (\forall int i; 1 <= i && i < node; a[i] == b[i]);
    @   loop_writes node;
    @   decreases a.length - node;
    @   while (node < a.length) {
    @     int parent = parent(node);
    @     boolean same = node == 1 || a[parent] == b[parent];
    @     boolean one = (a[node] == FREE || a[node] == ABSENT) ? barren(a, b, node) : true;
    @     boolean two = (b[node] == FREE || b[node] == ABSENT) ? barren(b, a, node) : true;
    @     node = node + 1;
    @   }
    @   return true;
    @ }
    @*/
}
