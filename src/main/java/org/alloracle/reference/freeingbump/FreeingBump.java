package org.alloracle.reference.freeingbump;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Alignments;
import org.alloracle.reference.Moves;

/**
 * The freeing bump of sp-allocator: a bump pointer, and one list of free blocks an order.
 *
 * <p>Memory is counted in words of 8 bytes, and grows in pages of 65536 bytes up to 4 GiB. Block
 * {@code i} is the words from {@code start[i]} up to {@code start[i + 1]}, the first being its header;
 * so the blocks tile the memory between the base and the bumper, {@code start[count]}, by construction.
 * A block is never split, merged or given back: it keeps its order.
 *
 * <p>{@code freed[i]} is 0 if block {@code i} is occupied, else the time at which it was freed. The list
 * of an order is its free blocks, the one freed last first; so a block is on exactly one list or
 * occupied, and no list has a circle, by construction. The clock stands still at the greatest integer.
 *
 * <p>{@link #allocate} takes the block at the head of the list of the least order that holds the
 * request; if there is none, it takes a new block at the bumper. It refuses exactly if the request is
 * larger than the last order, wants an alignment above 8, or would move the bumper past the last page
 * that can be had; free blocks of other orders do not help. A wrong free is detected exactly if no
 * occupied block starts there; so a block freed, handed out again and freed once more by its old owner
 * is not. A guarded heap is poisoned by the first refusal, wrong free or wrong size of its memory: every
 * later {@link #allocate}, {@link #free} and {@link #resized} is refused, and changes nothing. What only
 * asks, as {@link #usableSize}, answers as before. If not guarded these errors change nothing. Confined to
 * one thread.
 */
public final class FreeingBump implements BlockAllocator {
  /** The orders on chain: the last one has 32 MiB. */
  public static final int ON_CHAIN = 23;

  private /*@ spec_public @*/ final boolean guarded;
  private /*@ spec_public @*/ final int[] width;
  private /*@ spec_public @*/ final int most;
  private /*@ spec_public @*/ int pages;
  private /*@ spec_public @*/ boolean poisoned;
  private /*@ spec_public @*/ int count;
  private /*@ spec_public @*/ long[] start;
  private /*@ spec_public @*/ int[] order;
  private /*@ spec_public @*/ long[] freed;
  private /*@ spec_public @*/ long[] below;
  private /*@ spec_public @*/ long clock;
  private /*@ spec_public @*/ long peak;
  private /*@ spec_public @*/ long total;

  /*@ // METADATA
    @ public invariant 1 <= width.length && width.length <= Orders.MOST && width[0] == 1;
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j < width.length; width[j] == 2 * width[i]);
    @ public invariant (\forall int i; 0 <= i && i < width.length; 1 <= width[i] && width[i] <= 0x10000000);
    @ public invariant 0 <= count && count < start.length;
    @ public invariant freed.length == start.length && below.length == start.length;
    @ public invariant order.length == start.length && order != width;
    @ public invariant start != freed && start != below && freed != below;
    @ public invariant poisoned ==> guarded;
    @ // CONTAINMENT: the bumper stays in the memory
    @ public invariant 0 <= start[0] && start[count] <= 8192 * pages;
    @ public invariant pages <= most && most <= 65536;
    @ public invariant (\forall int i; 0 <= i && i <= count; i <= start[i] && start[i] <= start[count]);
    @ // DISJOINTNESS, CONSERVATION: blocks tile; a block is a header and its order's words
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j <= count;
    @   start[j] == start[i] + 1 + width[order[i]]);
    @ public invariant (\forall int i; 0 <= i && i < count; 0 <= order[i] && order[i] < width.length);
    @ // METADATA: no block was freed later than now
    @ public invariant 0 <= clock;
    @ public invariant (\forall int i; 0 <= i && i < count; 0 <= freed[i] && freed[i] <= clock);
    @ // CONSERVATION: below[i] is the occupied words before block i
    @ public invariant below[0] == 0;
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j <= count;
    @   below[j] == below[i] + (freed[i] == 0 ? start[j] - start[i] : 0));
    @ public invariant (\forall int i; 0 <= i && i <= count; 0 <= below[i] && below[i] <= start[i] - start[0]);
    @ public invariant below[count] <= peak && peak <= start[count] - start[0] && 0 <= total;
    @*/

  /** A heap from address 0 with the orders on chain, not guarded, that starts without a page. */
  /*@ public normal_behavior
    @   requires 0 <= heapBytes && heapBytes <= 0x100000000L && heapBytes % 65536 == 0;
    @   ensures !guarded && width.length == ON_CHAIN && 65536 * most == heapBytes && pages == 0;
    @   ensures count == 0 && start[0] == 0 && clock == 0 && peak == 0 && total == 0 && !poisoned;
    @ also public exceptional_behavior
    @   requires !(0 <= heapBytes && heapBytes <= 0x100000000L && heapBytes % 65536 == 0);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public FreeingBump(long heapBytes) {
    this(0, 0, Growth.pagesOf(heapBytes), ON_CHAIN, false);
  }

  /**
   * An empty heap.
   *
   * @param base the first byte, rounded up to a multiple of 8; it lies in the memory or at its end
   * @param pages the pages of the memory at first
   * @param most the pages that the memory can have, at most 65536
   * @param orders the number of orders, from 1 to {@value Orders#MOST}
   * @param guarded whether the first refusal or wrong free poisons the heap
   * @throws IllegalArgumentException if one of them is not so
   */
  /*@ public normal_behavior
    @   requires 0 <= pages && pages <= most && most <= 65536 && 1 <= orders && orders <= Orders.MOST;
    @   requires 0 <= base && base <= 65536 * (\bigint) pages;
    @   ensures this.guarded == guarded && width.length == orders && this.most == most && this.pages == pages;
    @   ensures count == 0 && base <= 8 * start[0] && 8 * start[0] < base + 8;
    @   ensures clock == 0 && peak == 0 && total == 0 && !poisoned;
    @ also public exceptional_behavior
    @   requires !(0 <= pages && pages <= most && most <= 65536 && 1 <= orders && orders <= Orders.MOST)
    @     || !(0 <= base && base <= 65536 * (\bigint) pages);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public FreeingBump(long base, int pages, int most, int orders, boolean guarded) {
    if (pages < 0 || pages > most || most > 65536) {
      throw new IllegalArgumentException("there are from 0 to 65536 pages, and no more than there can be");
    }
    if (orders < 1 || orders > Orders.MOST) {
      throw new IllegalArgumentException("there are from 1 to 29 orders");
    }
    if (base < 0 || base > 65536L * pages) {
      throw new IllegalArgumentException("the base lies in the memory");
    }
    this.guarded = guarded;
    this.most = most;
    this.pages = pages;
    width = Orders.widths(orders);
    start = new long[8];
    order = new int[8];
    freed = new long[8];
    below = new long[8];
    start[0] = (base + 7) / 8;
  }

  /*@ also public normal_behavior // the head of the list of the order, or a new block at the bumper
    @   requires 0 <= size && Alignments.valid(alignment);
    @   old int k = poisoned || 8 < alignment || 8 * width[width.length - 1] < size ? -1 : Orders.of(width, size);
    @   old int f = newest(k, clock);
    @   old \bigint end = 0 <= k && f == count ? start[count] + 1 + width[k] : start[count];
    @   old boolean served = 0 <= k && end <= 8192 * most;
    @   old int made = served && f == count ? 1 : 0;
    @   assignable poisoned,
    @     start, order, freed, below, count, pages, peak, total, start[*], order[*], freed[*], below[*];
    @   ensures !served ==> \result == NONE && poisoned == guarded; // HONEST_FAILURE
    @   ensures !served ==> pages == \old(pages) && total == \old(total);
    @   ensures served ==> \result == 8 * (\old(start[f]) + 1) && !poisoned; // POLICY; ALIGNMENT by Orders.aligned
    @   ensures served ==> size <= 8 * width[k]; // CAPACITY
    @   ensures served ==> f < count && freed[f] == 0 && order[f] == k && start[count] == end; // REUSE
    @   // POLICY: the memory at least doubles if it may, and has the pages that are needed
    @   ensures served && end <= 8192 * \old(pages) ==> pages == \old(pages);
    @   ensures served && 8192 * \old(pages) < end && most < 2 * \old(pages) ==> pages == most;
    @   ensures served && 8192 * \old(pages) < end && 2 * \old(pages) <= most ==> 2 * \old(pages) <= pages
    @     && end <= 8192 * pages && (pages == 2 * \old(pages) || 8192 * (pages - 1) < end);
    @   ensures served ==> total == (Long.MAX_VALUE < \old(total) + 8 * (1 + width[k])
    @     ? Long.MAX_VALUE : \old(total) + 8 * (1 + width[k]));
    @   ensures count == \old(count) + made; // CONSERVATION
    @   ensures peak == (\old(peak) < below[count] ? below[count] : \old(peak));
    @   // FRAME: all other blocks as they were
    @   ensures (\forall int i; 0 <= i && i <= \old(count); start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < \old(count); order[i] == \old(order[i]));
    @   ensures (\forall int i; 0 <= i && i < \old(count) && (i != f || !served); freed[i] == \old(freed[i]));
    @
    @ also public exceptional_behavior
    @   requires size < 0 || !Alignments.valid(alignment);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long allocate(long size, long alignment) {
    requireValid(size, alignment);
    int k = poisoned || alignment > 8 || size > 8L * width[width.length - 1] ? -1 : Orders.of(width, size);
    int f = newest(k, clock);
    // One proof a path.
    //@ split
    if (k < 0 || (f == count && start[count] + 1 + width[k] > 8192L * most)) {
      poisoned = guarded;
      return NONE;
    }
    long at = start[f];
    serve(f, k);
    return 8 * (at + 1);
  }

  /** Refuses a request that is none. */
  /*@ private normal_behavior
    @   requires 0 <= size && Alignments.valid(alignment);
    @ also private exceptional_behavior
    @   requires size < 0 || !Alignments.valid(alignment);
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  private static void requireValid(long size, long alignment) {
    if (size < 0 || !Alignments.valid(alignment)) {
      throw new InvalidRequestException("a size is at least 0, an alignment a power of two");
    }
  }

  /** Hands out a free block of an order, or for {@code count} a new one. */
  /*@ private normal_behavior
    @   requires 0 <= f && f <= count && 0 <= k && k < width.length;
    @   requires f < count ==> 0 < freed[f] && order[f] == k;
    @   old int made = f < count ? 0 : 1;
    @   old \bigint end = f < count ? start[count] : start[count] + 1 + width[k];
    @   requires end <= 8192 * most;
    @   assignable start, order, freed, below, count, pages, peak, total, start[*], order[*], freed[*], below[*];
    @   ensures f < count && f < start.length && freed[f] == 0 && order[f] == k;
    @   ensures count == \old(count) + made && start[count] == end;
    @   ensures end <= 8192 * \old(pages) ==> pages == \old(pages);
    @   ensures 8192 * \old(pages) < end && most < 2 * \old(pages) ==> pages == most;
    @   ensures 8192 * \old(pages) < end && 2 * \old(pages) <= most ==> 2 * \old(pages) <= pages
    @     && end <= 8192 * pages && (pages == 2 * \old(pages) || 8192 * (pages - 1) < end);
    @   ensures total == (Long.MAX_VALUE < \old(total) + 8 * (1 + width[k])
    @     ? Long.MAX_VALUE : \old(total) + 8 * (1 + width[k]));
    @   ensures peak == (\old(peak) < below[count] ? below[count] : \old(peak));
    @   ensures (\forall int i; 0 <= i && i <= \old(count); start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < \old(count); order[i] == \old(order[i]));
    @   ensures (\forall int i; 0 <= i && i < \old(count) && i != f; freed[i] == \old(freed[i]));
    @*/
  private void serve(int f, int k) {
    long length = 1L + width[k];
    long end = start[count] + length;
    long sum = Growth.sum(total, 8 * length);
    // One proof a path.
    //@ split
    if (f < count) {
      occupy(f, sum);
    } else {
      bump(k, end, Growth.grown(pages, Orders.pages(8 * end), most), sum);
    }
  }

  /*@ also public normal_behavior // REUSE: the block becomes the head of its order's list
    @   old int f = liveAt(address);
    @   requires !poisoned && f < count;
    @   old long now = Growth.sum(clock, 1);
    @   assignable freed[f], below[*], clock; // FRAME
    @   ensures clock == now && freed[f] == now;
    @ also public exceptional_behavior // VALID_FREE
    @   requires poisoned || liveAt(address) == count;
    @   assignable poisoned;
    @   signals_only InvalidFreeException;
    @   signals (InvalidFreeException e) poisoned == guarded;
    @*/
  @Override
  public void free(long address) {
    int f = liveAt(address);
    if (poisoned || f == count) {
      poisoned = guarded;
      throw new InvalidFreeException("poisoned, or no live block starts there");
    }
    release(f);
  }

  /*@ also public normal_behavior
    @   old int f = liveAt(address);
    @   requires f < count;
    @   assignable \nothing;
    @   ensures \result == 8 * width[order[f]]; // CAPACITY
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) == count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public long usableSize(long address) {
    int f = liveAt(address);
    if (f == count) {
      throw new InvalidFreeException("no live block starts there");
    }
    return 8L * width[order[f]];
  }

  /**
   * Tells the heap that its memory, which is another's, has so many pages now.
   *
   * @return whether that is an error: the memory has shrunk or is too large, or the heap is poisoned
   */
  /*@ public normal_behavior
    @   requires !poisoned && this.pages <= pages && pages <= most;
    @   assignable this.pages;
    @   ensures !\result && this.pages == pages;
    @ also public normal_behavior
    @   requires poisoned || pages < this.pages || most < pages;
    @   assignable poisoned;
    @   ensures \result && poisoned == guarded;
    @*/
  public boolean resized(int pages) {
    if (poisoned || pages < this.pages || pages > most) {
      poisoned = guarded;
      return true;
    }
    this.pages = pages;
    return false;
  }

  /** Whether an error has ended the heap. */
  /*@ public normal_behavior
    @   ensures \result == poisoned;
    @ pure
    @*/
  public boolean poisoned() {
    return poisoned;
  }

  /** The pages of the memory. */
  /*@ public normal_behavior
    @   ensures \result == pages;
    @ pure
    @*/
  public int pages() {
    return pages;
  }

  /** The first address never used. */
  /*@ public normal_behavior
    @   ensures \result == 8 * start[count];
    @ pure
    @*/
  public long bumper() {
    return 8 * start[count];
  }

  /** The bytes of occupied blocks, headers included. */
  /*@ public normal_behavior
    @   ensures \result == 8 * below[count];
    @ pure
    @*/
  public long bytes() {
    return 8 * below[count];
  }

  /** The most that {@link #bytes} has been. */
  /*@ public normal_behavior
    @   ensures \result == 8 * peak;
    @ pure
    @*/
  public long peak() {
    return 8 * peak;
  }

  /** The bytes of all blocks ever handed out, headers included; the greatest integer from there on. */
  /*@ public normal_behavior
    @   ensures \result == total;
    @ pure
    @*/
  public long total() {
    return total;
  }

  /** The address of the header at the head of an order's list, or {@link #NONE}. */
  /*@ public normal_behavior
    @   requires 0 <= k && k < width.length;
    @   old int f = newest(k, clock);
    @   ensures \result == (f < count ? 8 * start[f] : NONE);
    @ pure
    @*/
  public long head(int k) {
    int f = newest(k, clock);
    return f < count ? 8 * start[f] : NONE;
  }

  /** The number of blocks. */
  /*@ public normal_behavior
    @   ensures \result == count;
    @ pure
    @*/
  public int blocks() {
    return count;
  }

  /** The address of a block's header. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < count;
    @   ensures \result == 8 * start[i];
    @ pure
    @*/
  public long blockStart(int i) {
    return 8 * start[i];
  }

  /**
   * The header of a block, as the design's source keeps it: bit 32 and the order if the block is
   * occupied, else the address of the header that is next on its list, 2^32 - 1 if none is.
   */
  /*@ public normal_behavior
    @   requires 0 <= i && i < count;
    @   ensures freed[i] == 0 ==> \result == 0x100000000L + order[i];
    @   ensures 0 < freed[i] ==> (\forall int f; f == newest(order[i], (long) (freed[i] - 1));
    @     \result == (f < count ? 8 * start[f] : 0xffffffffL));
    @ pure
    @*/
  public long header(int i) {
    if (freed[i] == 0) {
      return 0x100000000L + order[i];
    }
    int f = newest(order[i], freed[i] - 1);
    return f < count ? 8 * start[f] : 0xffffffffL;
  }

  /** The block that is the first of an order's list as far as it was freed by a time; or {@code count}. */
  /*@ private normal_behavior
    @   requires 0 <= count && count < order.length && order.length == freed.length;
    @   ensures 0 <= \result && \result <= count;
    @   ensures \result < count ==> 0 < freed[\result] && freed[\result] <= by && order[\result] == k;
    @   ensures (\forall int i; 0 <= i && i < count && 0 < freed[i] && freed[i] <= by && order[i] == k;
    @     \result < count && (freed[i] < freed[\result] || freed[i] == freed[\result] && \result <= i));
    @ spec_public pure helper
    @*/
  private int newest(int k, long by) {
    int best = count;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count && (0 <= best && best < i || best == count);
      @ loop_invariant best < count ==> 0 < freed[best] && freed[best] <= by && order[best] == k;
      @ loop_invariant (\forall int j; 0 <= j && j < i && 0 < freed[j] && freed[j] <= by && order[j] == k;
      @   best < count && (freed[j] < freed[best] || freed[j] == freed[best] && best <= j));
      @ loop_writes i, best;
      @ decreases count - i;
      @*/
    while (i < count) {
      if (0 < freed[i] && freed[i] <= by && order[i] == k && (best == count || freed[best] < freed[i])) {
        best = i;
      }
      i = i + 1;
    }
    return best;
  }

  /** The occupied block whose payload starts at an address, or {@code count}. */
  /*@ private normal_behavior
    @   requires 0 <= count && count < start.length && start.length == freed.length;
    @   requires (\forall int i; 0 <= i && i < count; 0 <= start[i] && start[i] <= 0x20000000L);
    @   ensures 0 <= \result && \result <= count;
    @   ensures \result < count ==> freed[\result] == 0 && 8 * (start[\result] + 1) == address;
    @   ensures \result == count ==>
    @     (\forall int i; 0 <= i && i < count; !(freed[i] == 0 && 8 * (start[i] + 1) == address));
    @ spec_public pure helper
    @*/
  private int liveAt(long address) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count;
      @ loop_invariant (\forall int k; 0 <= k && k < i; !(freed[k] == 0 && 8 * (start[k] + 1) == address));
      @ loop_writes i;
      @ decreases count - i;
      @*/
    while (i < count && !(freed[i] == 0 && 8 * (start[i] + 1) == address)) {
      i = i + 1;
    }
    return i;
  }

  /** Hands out a free block. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && 0 < freed[f] && 0 <= sum;
    @   assignable freed[f], below[*], peak, total;
    @   ensures freed[f] == 0 && peak == (\old(peak) < below[count] ? below[count] : \old(peak));
    @   ensures total == sum;
    @*/
  private void occupy(int f, long sum) {
    freed[f] = 0;
    Tally.update(below, start, freed, f, count);
    peak = peak < below[count] ? below[count] : peak;
    total = sum;
  }

  /** Puts an occupied block at the head of its order's list. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < count && freed[f] == 0;
    @   old long now = Growth.sum(clock, 1);
    @   assignable freed[f], below[*], clock;
    @   ensures clock == now && freed[f] == now;
    @*/
  private void release(int f) {
    long now = Growth.sum(clock, 1);
    freed[f] = now;
    clock = now;
    Tally.update(below, start, freed, f, count);
  }

  /** Makes an occupied block at the bumper. */
  /*@ private normal_behavior
    @   requires 0 <= k && k < width.length && end == start[count] + 1 + width[k] && 0 <= sum;
    @   requires pages <= grown && grown <= most && end <= 8192 * grown;
    @   assignable start, order, freed, below, count, pages, peak, total, start[*], order[*], freed[*], below[*];
    @   ensures count == \old(count) + 1 && start[count] == end && pages == grown && total == sum;
    @   ensures start[\old(count)] == \old(start[count]);
    @   ensures freed[\old(count)] == 0 && order[\old(count)] == k;
    @   ensures peak == (\old(peak) < below[count] ? below[count] : \old(peak));
    @   ensures (\forall int i; 0 <= i && i < \old(count); order[i] == \old(order[i]));
    @   ensures (\forall int i; 0 <= i && i < \old(count); start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < \old(count); freed[i] == \old(freed[i]));
    @*/
  private void bump(int k, long end, int grown, long sum) {
    reserve();
    pages = grown;
    order[count] = k;
    freed[count] = 0;
    below[count + 1] = below[count] + end - start[count];
    start[count + 1] = end;
    count = count + 1;
    peak = peak < below[count] ? below[count] : peak;
    total = sum;
  }

  /** Makes room for one more block. */
  /*@ private normal_behavior
    @   assignable start, order, freed, below;
    @   ensures count + 1 < start.length;
    @   ensures start == \old(start) || \fresh(start);
    @   ensures order == \old(order) || \fresh(order);
    @   ensures freed == \old(freed) || \fresh(freed);
    @   ensures below == \old(below) || \fresh(below);
    @   ensures (\forall int i; 0 <= i && i <= count; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i < count; order[i] == \old(order[i]));
    @   ensures (\forall int i; 0 <= i && i < count; freed[i] == \old(freed[i]));
    @   ensures (\forall int i; 0 <= i && i <= count; below[i] == \old(below[i]));
    @*/
  private void reserve() {
    if (count + 1 >= start.length) {
      int length = count + count / 2 + 2;
      start = Moves.longer(start, length);
      order = Tally.longer(order, length);
      freed = Moves.longer(freed, length);
      below = Moves.longer(below, length);
    }
  }

  // Lemma, DISJOINTNESS: a block ends where or before a later one starts.
  /*@ public normal_behavior
    @   requires 0 <= i && i < j && j < count;
    @   ensures \result && start[i] + 1 + width[order[i]] <= start[j];
    @   measured_by j;
    @ pure model public boolean apart(int i, int j) { return i == j - 1 || apart(i, j - 1); }
    @*/
}
