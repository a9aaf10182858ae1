package org.alloracle.reference.policy;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Alignments;
import org.alloracle.reference.Requests;
import org.alloracle.reference.heaplayers.Bins;
import org.alloracle.reference.heaplayers.Words;
import org.alloracle.reference.heaplayers.Zone;

/**
 * Policies stacked, after Alexandrescu and Berger, "Policy-Based Memory Allocation" (2005): free lists for
 * ranges of sizes, over headers of 8 bytes, over a region that carves upwards and takes nothing back.
 *
 * <p>A request in a range gets as much as the range's greatest: the block freed last of the range's list,
 * or a new one. A request in no range passes through, and gets a new block of its own size. A freed
 * block goes on the list whose capacity it has, whatever was asked for it; so what a list serves is large
 * enough. A freed block of any other capacity is parked for ever. {@link #allocate} refuses exactly if no
 * list has a block for it and the region is too short, or if it wants an alignment above 8. Anything but
 * the start of a live block is refused by {@link #free}, and changes nothing. Confined to one thread.
 */
public final class Stack implements BlockAllocator {
  private final /*@ spec_public @*/ Ranges ranges;
  private final /*@ spec_public @*/ Zone zone;
  private final /*@ spec_public @*/ Bins bins;

  /*@ // METADATA: the layers have the same blocks
    @ public invariant bins.bins == ranges.words.length;
    @ public invariant bins.count == zone.count && bins.bin.length == zone.start.length - 1;
    @ public invariant bins.bin != ranges.words && bins.freed != zone.start;
    @ public invariant bins.freed != ranges.least && bins.freed != ranges.greatest;
    @ public invariant zone.start != ranges.least && zone.start != ranges.greatest;
    @ // CAPACITY: each block that a list has, or will have, is as large as the greatest request of its range
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j <= zone.count && bins.bin[i] < bins.bins;
    @   zone.start[j] == zone.start[i] + 1 + ranges.words[bins.bin[i]]);
    @*/

  /**
   * An empty heap from address 0.
   *
   * @param least the least request of each range that has a list, in bytes
   * @param greatest the greatest; see {@link Ranges}
   * @param heapBytes a multiple of 4096, from 0 to 2^30
   * @throws IllegalArgumentException if there are no such ranges, or no such heap
   */
  /*@ public normal_behavior
    @   requires Ranges.valid(least, greatest);
    @   requires 0 <= heapBytes && heapBytes <= 0x40000000L && heapBytes % 4096 == 0;
    @   ensures ranges.words.length == least.length;
    @   ensures (\forall int i; 0 <= i && i < least.length;
    @     ranges.least[i] == least[i] && ranges.greatest[i] == greatest[i]);
    @   ensures 4096 * zone.most == heapBytes && zone.count == 0 && zone.chunks == 0 && bins.clock == 0;
    @ also public exceptional_behavior
    @   requires !Ranges.valid(least, greatest)
    @     || !(0 <= heapBytes && heapBytes <= 0x40000000L && heapBytes % 4096 == 0);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public Stack(long[] least, long[] greatest, long heapBytes) {
    requireHeap(heapBytes);
    int most = (int) (heapBytes / 4096);
    ranges = new Ranges(least, greatest);
    zone = new Zone(most);
    bins = new Bins(ranges.count(), 256 * most);
  }

  /** Refuses a heap that is none. */
  /*@ private normal_behavior
    @   requires 0 <= heapBytes && heapBytes <= 0x40000000L && heapBytes % 4096 == 0;
    @ also private exceptional_behavior
    @   requires !(0 <= heapBytes && heapBytes <= 0x40000000L && heapBytes % 4096 == 0);
    @   signals_only IllegalArgumentException;
    @ pure helper
    @*/
  private static void requireHeap(long heapBytes) {
    if (heapBytes < 0 || heapBytes > 0x40000000L || heapBytes % 4096 != 0) {
      throw new IllegalArgumentException("a heap is a multiple of 4096 bytes, up to 2^30");
    }
  }

  /*@ also public normal_behavior // the head of the range's list, else a new block
    @   requires 0 <= size && Alignments.valid(alignment) && alignment <= 8;
    @   old int k = ranges.of(size);
    @   old long n = ranges.words(k, size);
    @   old int list = k < ranges.words.length ? k : ranges.listOf(n);
    @   old int f = server(k, n);
    @   requires 0 <= f;
    @   assignable bins.*, bins.freed[f], bins.bin[f], zone.*, zone.start[f + 1]; // FRAME
    @   ensures \result == 8 * (zone.start[f] + 1); // POLICY; ALIGNMENT by the lemma Words.aligned
    @   ensures zone.start[f + 1] == zone.start[f] + 1 + n && size <= 8 * n; // CAPACITY
    @   ensures bins.freed[f] == 0 && bins.bin[f] == list; // REUSE
    @   ensures zone.count == (f < \old(zone.count) ? \old(zone.count) : \old(zone.count) + 1);
    @   ensures bins.clock == \old(bins.clock); // FRAME
    @   ensures f < \old(zone.count) ==> zone.chunks == \old(zone.chunks);
    @   ensures zone.start[zone.count] <= 512 * \old(zone.chunks) ==> zone.chunks == \old(zone.chunks);
    @   ensures 512 * \old(zone.chunks) < zone.start[zone.count] ==> 512 * (zone.chunks - 1) < zone.start[zone.count];
    @
    @ also public normal_behavior // HONEST_FAILURE
    @   requires 0 <= size && Alignments.valid(alignment);
    @   old int k = ranges.of(size);
    @   requires 8 < alignment || server(k, ranges.words(k, size)) < 0;
    @   assignable \nothing;
    @   ensures \result == NONE;
    @
    @ also public exceptional_behavior
    @   requires size < 0 || !Alignments.valid(alignment);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long allocate(long size, long alignment) {
    Requests.requireValid(size, alignment);
    int k = ranges.of(size);
    long n = ranges.words(k, size);
    int f = alignment <= 8 ? server(k, n) : -1;
    if (f < 0) {
      return NONE;
    }
    long address = 8 * (zone.start(f) + 1);
    serve(f, n, k < ranges.count() ? k : ranges.listOf(n));
    return address;
  }

  /** The block that serves a request of a range, of so many words: {@code zone.count()} for a new one, or -1. */
  /*@ private normal_behavior
    @   requires 0 <= k && k <= ranges.words.length && 1 <= n && n <= 0x10000001L;
    @   ensures \result == (k < ranges.words.length && bins.newest(k) < zone.count ? bins.newest(k)
    @     : zone.start[zone.count] + 1 + n <= 512 * zone.most ? zone.count : -1);
    @   ensures -1 <= \result && \result <= zone.count;
    @   ensures 0 <= \result && \result < zone.count ==> k < ranges.words.length
    @     && 0 < bins.freed[\result] && bins.bin[\result] == k;
    @ spec_public pure
    @*/
  private int server(int k, long n) {
    int f = k < ranges.count() ? bins.newest(k) : zone.count();
    return f < zone.count() || zone.fits(1 + n) ? f : -1;
  }

  /** Makes a free block live, or a new one. */
  /*@ private normal_behavior
    @   requires 1 <= n && n <= 0x10000001L && 0 <= list && list <= bins.bins && 0 <= f && f <= zone.count;
    @   requires list < bins.bins ==> ranges.words[list] == n;
    @   requires f < zone.count ==> 0 < bins.freed[f] && bins.bin[f] == list && list < bins.bins;
    @   requires f == zone.count ==> zone.start[zone.count] + 1 + n <= 512 * zone.most;
    @   assignable bins.*, bins.freed[f], bins.bin[f], zone.*, zone.start[f + 1];
    @   ensures bins.freed[f] == 0 && bins.bin[f] == list;
    @   ensures zone.start[f + 1] == zone.start[f] + 1 + n;
    @   ensures zone.count == (f < \old(zone.count) ? \old(zone.count) : \old(zone.count) + 1);
    @   ensures bins.clock == \old(bins.clock); // FRAME
    @   ensures f < \old(zone.count) ==> zone.chunks == \old(zone.chunks);
    @   ensures zone.start[zone.count] <= 512 * \old(zone.chunks) ==> zone.chunks == \old(zone.chunks);
    @   ensures 512 * \old(zone.chunks) < zone.start[zone.count] ==> 512 * (zone.chunks - 1) < zone.start[zone.count];
    @   ensures \invariant_for(ranges) && \invariant_for(zone) && \invariant_for(bins);
    @*/
  private void serve(int f, long n, int list) {
    if (f < zone.count()) {
      bins.take(f);
    } else {
      zone.carve(1 + n);
      bins.add(list);
    }
  }

  /*@ also public normal_behavior // REUSE: it becomes the head of its list, if it has one
    @   old int f = liveAt(address);
    @   requires f < zone.count;
    @   assignable bins.*, bins.freed[f]; // FRAME
    @   ensures bins.count == \old(bins.count);
    @   ensures bins.freed[f] == bins.clock && 0 < bins.clock;
    @   ensures bins.clock == \old(bins.clock) + 1
    @     || bins.clock == \old(bins.clock) && bins.clock == 0x7fffffffffffffffL;
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) == zone.count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public void free(long address) {
    bins.give(requireLive(address));
  }

  /*@ also public normal_behavior
    @   old int f = liveAt(address);
    @   requires f < zone.count;
    @   assignable \nothing;
    @   ensures \result == 8 * (zone.start[f + 1] - zone.start[f] - 1); // CAPACITY
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) == zone.count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public long usableSize(long address) {
    int f = requireLive(address);
    return 8 * (zone.start(f + 1) - zone.start(f) - 1);
  }

  /**
   * Makes a live block longer without moving it, as long as can be. Only the last block of the region, and
   * only one without a list, can get more than it has.
   *
   * @param address the start of a live block
   * @param min the least bytes that are of use, from 0
   * @param max the most that are of use, at least {@code min}
   * @return the bytes that it can hold now, from {@code min} to {@code max}; 0 if it cannot hold {@code
   *     min}, nothing being changed
   * @throws InvalidFreeException if no live block starts there
   * @throws InvalidRequestException if the bounds are none
   */
  /*@ public normal_behavior
    @   requires 0 <= min && min <= max && liveAt(address) < zone.count;
    @   old int f = liveAt(address);
    @   old long room = room(f);
    @   old long bytes = room < min ? 0 : max < room ? max : room;
    @   old long end = zone.start[f] + 1 + Words.holding(bytes);
    @   old int list = ranges.listOf(Words.holding(bytes));
    @   assignable zone.*, zone.start[f + 1], bins.bin[f]; // FRAME: its address is unchanged
    @   ensures zone.count == \old(zone.count);
    @   ensures \result == bytes; // CAPACITY
    @   ensures zone.start[f + 1] == (\old(zone.start[f + 1]) < end ? end : \old(zone.start[f + 1]));
    @   ensures bins.bin[f] == (\old(zone.start[f + 1]) < end ? list : \old(bins.bin[f]));
    @   ensures end <= \old(zone.start[f + 1]) ==> zone.chunks == \old(zone.chunks);
    @   ensures zone.start[zone.count] <= 512 * \old(zone.chunks) ==> zone.chunks == \old(zone.chunks);
    @   ensures 512 * \old(zone.chunks) < zone.start[zone.count] ==> 512 * (zone.chunks - 1) < zone.start[zone.count];
    @ also public exceptional_behavior
    @   requires min < 0 || max < min;
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @ also public exceptional_behavior // VALID_FREE
    @   requires 0 <= min && min <= max && liveAt(address) == zone.count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  public long expand(long address, long min, long max) {
    requireBounds(min, max);
    int f = requireLive(address);
    long room = room(f);
    long bytes = room < min ? 0 : max < room ? max : room;
    long n = Words.holding(bytes);
    long more = zone.start(f) + 1 + n - zone.start(f + 1);
    if (more > 0) {
      lengthen(f, more, ranges.listOf(n));
    }
    return bytes;
  }

  /** Refuses bounds that are none. */
  /*@ private normal_behavior
    @   requires 0 <= min && min <= max;
    @ also private exceptional_behavior
    @   requires min < 0 || max < min;
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  private static void requireBounds(long min, long max) {
    if (min < 0 || max < min) {
      throw new InvalidRequestException("the bounds are at least 0, in order");
    }
  }

  /** The live block that starts at an address; refuses any other. */
  /*@ private normal_behavior
    @   requires liveAt(address) < zone.count;
    @   ensures \result == liveAt(address);
    @   ensures 0 <= \result && \result < zone.count && bins.freed[\result] == 0;
    @ also private exceptional_behavior
    @   requires liveAt(address) == zone.count;
    @   signals_only InvalidFreeException;
    @ pure
    @*/
  private int requireLive(long address) {
    int f = liveAt(address);
    if (f == zone.count()) {
      throw new InvalidFreeException("no live block starts there");
    }
    return f;
  }

  /** The bytes that a block can have in place. */
  /*@ private normal_behavior
    @   requires 0 <= f && f < zone.count;
    @   ensures \result == 8 * ((f + 1 < zone.count || bins.bin[f] < bins.bins ? zone.start[f + 1] : 512 * zone.most)
    @     - zone.start[f] - 1);
    @   ensures 0 <= \result && \result <= 0x40000000L;
    @ spec_public pure
    @*/
  private long room(int f) {
    long own = zone.start(f + 1) - zone.start(f) - 1;
    return f + 1 < zone.count() || bins.bin(f) < bins.lists() ? 8 * own : 8 * (own + zone.left());
  }

  /** Makes the last block longer. */
  /*@ private normal_behavior
    @   requires 0 <= f && f + 1 == zone.count && bins.freed[f] == 0 && 0 < more;
    @   requires zone.start[zone.count] + more <= 512 * zone.most && 0 <= list && list <= bins.bins;
    @   requires list < bins.bins ==> ranges.words[list] == zone.start[f + 1] + more - zone.start[f] - 1;
    @   assignable zone.*, zone.start[f + 1], bins.bin[f];
    @   ensures zone.count == \old(zone.count);
    @   ensures zone.start[f + 1] == \old(zone.start[f + 1]) + more && bins.bin[f] == list;
    @   ensures zone.start[zone.count] <= 512 * \old(zone.chunks) ==> zone.chunks == \old(zone.chunks);
    @   ensures 512 * \old(zone.chunks) < zone.start[zone.count] ==> 512 * (zone.chunks - 1) < zone.start[zone.count];
    @   ensures \invariant_for(ranges) && \invariant_for(zone) && \invariant_for(bins);
    @*/
  private void lengthen(int f, long more, int list) {
    zone.extend(more);
    bins.move(f, list);
  }

  /** The live block that starts at an address, or {@code zone.count()}. */
  /*@ private normal_behavior
    @   ensures 0 <= \result && \result <= zone.count;
    @   ensures \result < zone.count ==>
    @     bins.freed[\result] == 0 && address == 8 * (zone.start[\result] + 1);
    @   ensures (\forall int i; 0 <= i && i < \result; !(bins.freed[i] == 0 && address == 8 * (zone.start[i] + 1)));
    @ spec_public pure
    @*/
  private int liveAt(long address) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= zone.count;
      @ loop_invariant (\forall int j; 0 <= j && j < i;
      @   !(bins.freed[j] == 0 && address == 8 * (zone.start[j] + 1)));
      @ loop_writes i;
      @ decreases zone.count - i;
      @*/
    while (i < zone.count() && !(bins.live(i) && address == 8 * (zone.start(i) + 1))) {
      i = i + 1;
    }
    return i;
  }

  /** The bytes obtained so far, in chunks. */
  /*@ public normal_behavior
    @   ensures \result == 4096 * zone.chunks;
    @ pure
    @*/
  public long obtained() {
    return 8 * zone.obtained();
  }
}
