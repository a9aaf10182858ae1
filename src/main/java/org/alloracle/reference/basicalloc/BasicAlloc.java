package org.alloracle.reference.basicalloc;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Moves;
import org.alloracle.reference.Multiples;

/**
 * Address-ordered first fit with coalescing, after basicalloc (crate basic_allocator).
 *
 * <p>Memory is counted in grains of 16 bytes. It is obtained from address 0 upwards, in whole pages,
 * up to a limit, and never given back. Block {@code i} is the grains from {@code start[i]} up to
 * {@code start[i + 1]}, and is used or free; so the blocks tile the obtained memory by construction.
 * No two free blocks touch.
 *
 * <p>{@link #allocate} takes the highest aligned place in the lowest free block that has one. If none
 * has, it obtains memory: the block starts at the first aligned place past the memory obtained so
 * far. It fails exactly if that would pass the limit. Confined to one thread.
 */
public final class BasicAlloc implements BlockAllocator {
  /** The greatest limit and the greatest page, in bytes: 16 GiB. */
  public static final long GREATEST = 0x400000000L;

  private /*@ spec_public @*/ final long limit;
  private /*@ spec_public @*/ final long page;
  private /*@ spec_public @*/ long[] start;
  private /*@ spec_public @*/ boolean[] used;
  private /*@ spec_public @*/ int count;

  /*@ // METADATA
    @ public invariant 0 <= limit && limit <= 0x40000000L;
    @ public invariant 1 <= page && page <= 0x40000000L;
    @ public invariant 0 <= count && count < start.length && start.length == used.length;
    @ // DISJOINTNESS: blocks ascend
    @ public invariant start[0] == 0;
    @ public invariant (\forall int i, j; 0 <= i && i < j && j <= count; start[i] < start[j]);
    @ // CONTAINMENT, CONSERVATION: the blocks tile the obtained memory
    @ public invariant start[count] <= limit;
    @ // COALESCING
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j < count; used[i] || used[j]);
    @*/

  /** A heap with pages of 4096 bytes. */
  /*@ public normal_behavior
    @   requires 0 <= limitBytes && limitBytes <= 0x400000000L && limitBytes % 16 == 0;
    @   ensures 16 * limit == limitBytes && 16 * page == 4096 && count == 0;
    @ also public exceptional_behavior
    @   requires !(0 <= limitBytes && limitBytes <= 0x400000000L && limitBytes % 16 == 0);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public BasicAlloc(long limitBytes) {
    this(limitBytes, 4096);
  }

  /**
   * An empty heap.
   *
   * @param limitBytes the end of the address space, a multiple of 16 up to {@link #GREATEST}
   * @param pageBytes memory is obtained in multiples of this, itself a positive multiple of 16 up to
   *     {@link #GREATEST}
   * @throws IllegalArgumentException if one of them is not so
   */
  /*@ public normal_behavior
    @   requires 0 <= limitBytes && limitBytes <= 0x400000000L && limitBytes % 16 == 0;
    @   requires 0 < pageBytes && pageBytes <= 0x400000000L && pageBytes % 16 == 0;
    @   ensures 16 * limit == limitBytes && 16 * page == pageBytes && count == 0;
    @ also public exceptional_behavior
    @   requires !(0 <= limitBytes && limitBytes <= 0x400000000L && limitBytes % 16 == 0)
    @     || !(0 < pageBytes && pageBytes <= 0x400000000L && pageBytes % 16 == 0);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public BasicAlloc(long limitBytes, long pageBytes) {
    if (limitBytes < 0 || limitBytes > GREATEST || limitBytes % 16 != 0) {
      throw new IllegalArgumentException("the limit is a multiple of 16 up to 2^34");
    }
    if (pageBytes <= 0 || pageBytes > GREATEST || pageBytes % 16 != 0) {
      throw new IllegalArgumentException("the page is a positive multiple of 16 up to 2^34");
    }
    limit = limitBytes / 16;
    page = pageBytes / 16;
    start = new long[8];
    used = new boolean[8];
    count = 0;
  }

  /*@ also public normal_behavior // from the lowest free block that has room, else from new memory
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   old long n = Grains.holding(size);
    @   old long a = Grains.spacing(alignment);
    @   old int f = firstFit(n, a);
    @   old long at = place(f, n, a);
    @   old long end = end(f, at, n);
    @   requires end <= limit;
    @   // what is left before the block and after it; padding goes to the last block if that is free
    @   old int head = start[f] < at && (f < count || f == 0 || used[f - 1]) ? 1 : 0;
    @   old int tail = at + n < end ? 1 : 0;
    @   assignable start, used, count, start[*], used[*];
    @   ensures \result == 16 * at; // POLICY
    @   ensures \old(Multiples.rem((long) (16 * at), alignment)) == 0; // ALIGNMENT
    @   ensures size <= 16 * n; // CAPACITY
    @   ensures count == \old(count) + head + tail + (f < \old(count) ? 0 : 1);
    @   ensures used[f + head] && start[f + head] == at && start[f + head + 1] == at + n;
    @   ensures head == 1 ==> !used[f] && start[f] == \old(start[f]);
    @   ensures tail == 1 ==> !used[f + head + 1];
    @   ensures start[f + head + tail + 1] == end;
    @   // FRAME, CONSERVATION: all other blocks as they were
    @   ensures (\forall int i; 0 <= i && i < f; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; used[i] == \old(used[i]));
    @   ensures (\forall int i; f + head + tail + 1 < i && i <= count; start[i] == \old(start[i - head - tail]));
    @   ensures (\forall int i; f + head + tail < i && i < count; used[i] == \old(used[i - head - tail]));
    @
    @ also public normal_behavior // HONEST_FAILURE: none has room, and the limit is in the way
    @   requires 0 <= size && Multiples.powerOfTwo(alignment);
    @   old long n = Grains.holding(size);
    @   old long a = Grains.spacing(alignment);
    @   old int f = firstFit(n, a);
    @   requires limit < end(f, place(f, n, a), n);
    @   assignable \nothing;
    @   ensures \result == NONE && f == count;
    @
    @ also public exceptional_behavior
    @   requires size < 0 || !Multiples.powerOfTwo(alignment);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long allocate(long size, long alignment) {
    requireValid(size, alignment);
    long n = Grains.holding(size);
    long a = Grains.spacing(alignment);
    int f = firstFit(n, a);
    long at = place(f, n, a);
    long end = end(f, at, n);
    if (end > limit) {
      return NONE;
    }
    //@ assert Grains.inBytes(at, alignment);
    occupy(f, at, n, end);
    return 16 * at;
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
      throw new InvalidRequestException("a size is at least 0");
    }
    if (!Multiples.powerOfTwo(alignment)) {
      throw new InvalidRequestException("an alignment is a power of two");
    }
  }

  /*@ also public normal_behavior // REUSE: the block and the free ones beside it become one free block
    @   old int f = liveAt(address);
    @   requires f < count;
    @   old int left = 0 < f && !used[f - 1] ? 1 : 0;
    @   old int right = f + 1 < count && !used[f + 1] ? 1 : 0;
    @   assignable count, start[*], used[*];
    @   ensures count == \old(count) - left - right;
    @   ensures !used[f - left];
    @   // FRAME, CONSERVATION: all other blocks as they were
    @   ensures (\forall int i; 0 <= i && i <= f - left; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < f - left; used[i] == \old(used[i]));
    @   ensures (\forall int i; f - left < i && i <= count; start[i] == \old(start[i + left + right]));
    @   ensures (\forall int i; f - left < i && i < count; used[i] == \old(used[i + left + right]));
    @
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) == count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public void free(long address) {
    int f = liveAt(address);
    if (f == count) {
      throw new InvalidFreeException("no live block starts there");
    }
    int left = f > 0 && !used[f - 1] ? 1 : 0;
    int right = f + 1 < count && !used[f + 1] ? 1 : 0;
    Moves.down(start, f + right + 1, count + 1, left + right);
    Moves.down(used, f + right + 1, count, left + right);
    count = count - left - right;
    used[f - left] = false;
  }

  /*@ also public normal_behavior
    @   old int f = liveAt(address);
    @   requires f < count;
    @   assignable \nothing;
    @   ensures \result == 16 * (start[f + 1] - start[f]); // CAPACITY
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) == count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public long usableSize(long address) {
    int i = liveAt(address);
    if (i == count) {
      throw new InvalidFreeException("no live block starts there");
    }
    return 16 * (start[i + 1] - start[i]);
  }

  /** The bytes obtained so far, live and free. */
  /*@ public normal_behavior
    @   ensures \result == 16 * start[count];
    @ pure
    @*/
  public long obtained() {
    return 16 * start[count];
  }

  /** The number of blocks, used and free. */
  /*@ public normal_behavior
    @   ensures \result == count;
    @ pure
    @*/
  public int blocks() {
    return count;
  }

  /** The address of a block, from 0, counted upwards; of the end of the obtained memory for the last. */
  /*@ public normal_behavior
    @   requires 0 <= i && i <= count;
    @   ensures \result == 16 * start[i];
    @ pure
    @*/
  public long blockStart(int i) {
    return 16 * start[i];
  }

  /** Whether a block is used. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < count;
    @   ensures \result == used[i];
    @ pure
    @*/
  public boolean blockUsed(int i) {
    return used[i];
  }

  /** Whether block {@code i} is free and has a place for {@code n} grains at a multiple of {@code a}. */
  /*@ private normal_behavior
    @   requires 0 <= count && count < start.length && start.length == used.length;
    @   requires 0 <= i && i < count && 1 <= n && 1 <= a;
    @   ensures \result == (!used[i] && n <= start[i + 1] && start[i] <= Multiples.down((long) (start[i + 1] - n), a));
    @ spec_public pure helper
    @*/
  private boolean fits(int i, long n, long a) {
    return !used[i] && n <= start[i + 1] && start[i] <= Multiples.down(start[i + 1] - n, a);
  }

  /** The lowest block that fits, or {@code count}. */
  /*@ private normal_behavior
    @   requires 0 <= count && count < start.length && start.length == used.length;
    @   requires 1 <= n && 1 <= a;
    @   ensures 0 <= \result && \result <= count;
    @   ensures (\forall int i; 0 <= i && i < \result; !fits(i, n, a));
    @   ensures \result < count ==> fits(\result, n, a);
    @ spec_public pure helper
    @*/
  private int firstFit(long n, long a) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count;
      @ loop_invariant (\forall int k; 0 <= k && k < i; !fits(k, n, a));
      @ loop_writes i;
      @ decreases count - i;
      @*/
    while (i < count && !fits(i, n, a)) {
      i = i + 1;
    }
    return i;
  }

  /** The highest place in a block that fits; past the obtained memory for {@code count}. */
  /*@ private normal_behavior
    @   requires 0 <= f && f <= count && count < start.length;
    @   requires 1 <= n && n <= 0x800000000000000L && 1 <= a && a <= 0x800000000000000L;
    @   requires f < count ==> n <= start[f + 1] && start[f + 1] <= 0x40000000L;
    @   requires f == count ==> 0 <= start[f] && start[f] <= 0x40000000L;
    @   ensures f < count ==> \result == Multiples.down((long) (start[f + 1] - n), a);
    @   ensures f == count ==> \result == Multiples.up(start[f], a);
    @ spec_public pure helper
    @*/
  private long place(int f, long n, long a) {
    return f < count ? Multiples.down(start[f + 1] - n, a) : Multiples.up(start[f], a);
  }

  /** The end of block {@code f}; for {@code count}, of the memory obtained with {@code n} grains at a place. */
  /*@ private normal_behavior
    @   requires 0 <= f && f <= count && count < start.length;
    @   requires 0 <= at && at <= 0x1000000000000000L && 1 <= n && n <= 0x800000000000000L;
    @   requires 1 <= page && page <= 0x40000000L;
    @   ensures f < count ==> \result == start[f + 1];
    @   ensures f == count ==> \result == Multiples.up((long) (at + n), page);
    @ spec_public pure helper
    @*/
  private long end(int f, long at, long n) {
    return f < count ? start[f + 1] : Multiples.up(at + n, page);
  }

  /** The used block that starts at an address, or {@code count}. */
  /*@ private normal_behavior
    @   requires 0 <= count && count < start.length && start.length == used.length;
    @   ensures 0 <= \result && \result <= count;
    @   ensures \result < count ==> used[\result] && 16 * start[\result] == address;
    @   ensures \result == count ==> (\forall int i; 0 <= i && i < count; !(used[i] && 16 * start[i] == address));
    @ spec_public pure helper
    @*/
  private int liveAt(long address) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count;
      @ loop_invariant (\forall int k; 0 <= k && k < i; !(used[k] && 16 * start[k] == address));
      @ loop_writes i;
      @ decreases count - i;
      @*/
    while (i < count && !(used[i] && address % 16 == 0 && start[i] == address / 16)) {
      i = i + 1;
    }
    return i;
  }

  /** Makes room for three more blocks. */
  /*@ private normal_behavior
    @   assignable start, used;
    @   ensures count + 3 < start.length;
    @   ensures (start == \old(start) || \fresh(start)) && (used == \old(used) || \fresh(used));
    @   ensures (\forall int i; 0 <= i && i <= count; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < count; used[i] == \old(used[i]));
    @*/
  private void reserve() {
    //@ assert spread(count);
    if (count + 3 >= start.length) {
      int length = count + count / 2 + 4;
      start = Moves.longer(start, length);
      used = Moves.longer(used, length);
    }
  }

  // Lemma: block i starts at grain i or later.
  /*@ private normal_behavior
    @   requires 0 <= i && i <= count;
    @   ensures \result && i <= start[i];
    @   measured_by i;
    @ pure model private boolean spread(int i) { return i == 0 || spread(i - 1); }
    @*/

  /** Makes {@code n} grains at a place a used block: of free block {@code f}, or past all for {@code count}. */
  /*@ private normal_behavior
    @   requires 0 <= f && f <= count && start[f] <= at && 1 <= n && at + n <= end && end <= limit;
    @   requires f < count ==> !used[f] && end == start[f + 1];
    @   old int head = start[f] < at && (f < count || f == 0 || used[f - 1]) ? 1 : 0;
    @   old int tail = at + n < end ? 1 : 0;
    @   assignable start, used, count, start[*], used[*];
    @   ensures count == \old(count) + head + tail + (f < \old(count) ? 0 : 1);
    @   ensures used[f + head] && start[f + head] == at && start[f + head + 1] == at + n;
    @   ensures head == 1 ==> !used[f] && start[f] == \old(start[f]);
    @   ensures tail == 1 ==> !used[f + head + 1];
    @   ensures start[f + head + tail + 1] == end;
    @   ensures (\forall int i; 0 <= i && i < f; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; used[i] == \old(used[i]));
    @   ensures (\forall int i; f + head + tail + 1 < i && i <= count; start[i] == \old(start[i - head - tail]));
    @   ensures (\forall int i; f + head + tail < i && i < count; used[i] == \old(used[i - head - tail]));
    @*/
  private void occupy(int f, long at, long n, long end) {
    // One proof a path: all at once is too much for the solver.
    //@ split
    if (f < count) {
      carve(f, at, n);
    } else {
      grow(at, n, end);
    }
  }

  /** Takes {@code n} grains at a place inside a free block. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && !used[f];
    @   requires start[f] <= at && 1 <= n && at + n <= start[f + 1];
    @   old int head = start[f] < at ? 1 : 0;
    @   old int tail = at + n < start[f + 1] ? 1 : 0;
    @   assignable start, used, count, start[*], used[*];
    @   ensures count == \old(count) + head + tail;
    @   ensures used[f + head] && start[f + head] == at && start[f + head + 1] == at + n;
    @   ensures head == 1 ==> !used[f];
    @   ensures tail == 1 ==> !used[f + head + 1];
    @   ensures (\forall int i; 0 <= i && i <= f; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < f; used[i] == \old(used[i]));
    @   ensures (\forall int i; f + head + tail < i && i <= count; start[i] == \old(start[i - head - tail]));
    @   ensures (\forall int i; f + head + tail < i && i < count; used[i] == \old(used[i - head - tail]));
    @*/
  private void carve(int f, long at, long n) {
    reserve();
    int head = start[f] < at ? 1 : 0;
    int tail = at + n < start[f + 1] ? 1 : 0;
    Moves.up(start, f + 1, count + 1, head + tail);
    Moves.up(used, f + 1, count, head + tail);
    count = count + head + tail;
    start[f + head] = at;
    start[f + head + 1] = at + n;
    used[f + head] = true;
    if (tail == 1) {
      used[f + head + 1] = false;
    }
  }

  /** Obtains memory up to {@code end} for a used block of {@code n} grains at a place past the old end. */
  /*@ private normal_behavior
    @   requires start[count] <= at && 1 <= n && at + n <= end && end <= limit;
    @   old int pad = start[count] < at && (count == 0 || used[count - 1]) ? 1 : 0;
    @   assignable start, used, count, start[*], used[*];
    @   ensures count == \old(count) + pad + 1 + (at + n < end ? 1 : 0) && start[count] == end;
    @   ensures used[\old(count) + pad];
    @   ensures start[\old(count) + pad] == at && start[\old(count) + pad + 1] == at + n;
    @   ensures pad == 1 ==> !used[\old(count)] && start[\old(count)] == \old(start[count]);
    @   ensures at + n < end ==> !used[\old(count) + pad + 1];
    @   ensures (\forall int i; 0 <= i && i < \old(count); start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < \old(count); used[i] == \old(used[i]));
    @*/
  private void grow(long at, long n, long end) {
    reserve();
    if (start[count] < at && (count == 0 || used[count - 1])) {
      used[count] = false;
      count = count + 1;
    }
    start[count] = at;
    used[count] = true;
    count = count + 1;
    start[count] = at + n;
    if (at + n < end) {
      used[count] = false;
      count = count + 1;
      start[count] = end;
    }
  }
}
