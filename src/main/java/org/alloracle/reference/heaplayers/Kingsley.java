package org.alloracle.reference.heaplayers;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Alignments;
import org.alloracle.reference.Requests;
import org.alloracle.reference.freeingbump.Orders;

/**
 * Kingsley's allocator as a composition of layers, after Berger, Zorn and McKinley, "Composing
 * High-Performance Memory Allocators" (PLDI 2001): strictly segregated lists of powers of two, over blocks
 * that carry their size in a header of 8 bytes, over a zone of chunks.
 *
 * <p>Class {@code k} has {@code 8 * 2^k} bytes, of 29 classes. {@link #allocate} takes the block freed last
 * of the least class that holds the request; if none is free, it carves one off the zone. It refuses
 * exactly if the request is above 2 GiB, wants an alignment above 8, or finds its list empty and the zone
 * too short; free blocks of other classes do not help, as none is split or merged. {@link #free} takes
 * the start of a live block, and anything else is refused and changes nothing. Confined to one thread.
 */
public final class Kingsley implements BlockAllocator {
  /** The number of classes. */
  public static final int CLASSES = 29;

  private final /*@ spec_public @*/ Classes classes;
  private final /*@ spec_public @*/ Zone zone;
  private final /*@ spec_public @*/ Bins bins;

  /*@ // METADATA: the layers have the same blocks
    @ public invariant classes.size.length == CLASSES && bins.bins == CLASSES;
    @ public invariant bins.count == zone.count && bins.bin.length == zone.start.length - 1;
    @ public invariant bins.bin != classes.size && bins.freed != zone.start;
    @ public invariant (\forall int i; 0 <= i && i < zone.count; 0 <= bins.bin[i] && bins.bin[i] < CLASSES);
    @ // CONSERVATION: a block is a header and the words of its class
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j <= zone.count;
    @   zone.start[j] == zone.start[i] + 1 + classes.size[bins.bin[i]]);
    @*/

  /**
   * An empty heap from address 0.
   *
   * @param heapBytes a multiple of 4096, from 0 to 2^30
   * @throws IllegalArgumentException if it is not so
   */
  /*@ public normal_behavior
    @   requires 0 <= heapBytes && heapBytes <= 0x40000000L && heapBytes % 4096 == 0;
    @   ensures 4096 * zone.most == heapBytes && zone.count == 0 && zone.chunks == 0 && bins.clock == 0;
    @   ensures classes.size[0] == 1;
    @   ensures (\forall int i, j; 0 <= i && j == i + 1 && j < CLASSES; classes.size[j] == 2 * classes.size[i]);
    @ also public exceptional_behavior
    @   requires !(0 <= heapBytes && heapBytes <= 0x40000000L && heapBytes % 4096 == 0);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public Kingsley(long heapBytes) {
    if (heapBytes < 0 || heapBytes > 0x40000000L || heapBytes % 4096 != 0) {
      throw new IllegalArgumentException("a heap is a multiple of 4096 bytes, up to 2^30");
    }
    int most = (int) (heapBytes / 4096);
    classes = new Classes(Orders.widths(CLASSES));
    zone = new Zone(most);
    bins = new Bins(CLASSES, 256 * most);
  }

  /*@ also public normal_behavior // from the head of the list of the class, else off the zone
    @   requires 0 <= size && Alignments.valid(alignment) && alignment <= 8;
    @   old int k = classes.of(Words.holding(size));
    @   old int f = server(k);
    @   requires 0 <= f;
    @   assignable bins.*, bins.freed[f], bins.bin[f], zone.*, zone.start[f + 1]; // FRAME
    @   ensures \result == 8 * (zone.start[f] + 1); // POLICY; ALIGNMENT by the lemma Words.aligned
    @   ensures bins.freed[f] == 0 && bins.bin[f] == k; // REUSE
    @   ensures size <= 8 * classes.size[k]; // CAPACITY
    @   ensures zone.count == (f < \old(zone.count) ? \old(zone.count) : \old(zone.count) + 1);
    @   ensures bins.clock == \old(bins.clock); // FRAME
    @   ensures f < \old(zone.count) ==> zone.chunks == \old(zone.chunks);
    @   ensures zone.start[zone.count] <= 512 * \old(zone.chunks) ==> zone.chunks == \old(zone.chunks);
    @   ensures 512 * \old(zone.chunks) < zone.start[zone.count] ==> 512 * (zone.chunks - 1) < zone.start[zone.count];
    @
    @ also public normal_behavior // HONEST_FAILURE
    @   requires 0 <= size && Alignments.valid(alignment);
    @   requires 8 < alignment || server(classes.of(Words.holding(size))) < 0;
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
    int k = classes.of(Words.holding(size));
    int f = alignment <= 8 ? server(k) : -1;
    if (f < 0) {
      return NONE;
    }
    long address = 8 * (zone.start(f) + 1);
    serve(f, k);
    return address;
  }

  /** The block that serves a class: one off its list, {@code zone.count()} for a new one, or -1. */
  /*@ private normal_behavior
    @   requires 0 <= k && k <= CLASSES;
    @   ensures \result == (k < CLASSES && (bins.newest(k) < zone.count
    @     || zone.start[zone.count] + 1 + classes.size[k] <= 512 * zone.most) ? bins.newest(k) : -1);
    @   ensures -1 <= \result && \result <= zone.count;
    @   ensures 0 <= \result && \result < zone.count ==> 0 < bins.freed[\result] && bins.bin[\result] == k;
    @ spec_public pure
    @*/
  private int server(int k) {
    if (k == CLASSES) {
      return -1;
    }
    int f = bins.newest(k);
    return f < zone.count() || zone.fits(1 + classes.size(k)) ? f : -1;
  }

  /** Makes a free block of a class live, or a new one. */
  /*@ private normal_behavior
    @   requires 0 <= k && k < CLASSES && 0 <= f && f <= zone.count;
    @   requires f < zone.count ==> 0 < bins.freed[f] && bins.bin[f] == k;
    @   requires f == zone.count ==> zone.start[zone.count] + 1 + classes.size[k] <= 512 * zone.most;
    @   assignable bins.*, bins.freed[f], bins.bin[f], zone.*, zone.start[f + 1];
    @   ensures bins.freed[f] == 0 && bins.bin[f] == k;
    @   ensures zone.count == (f < \old(zone.count) ? \old(zone.count) : \old(zone.count) + 1);
    @   ensures bins.clock == \old(bins.clock); // FRAME
    @   ensures f < \old(zone.count) ==> zone.chunks == \old(zone.chunks);
    @   ensures zone.start[zone.count] <= 512 * \old(zone.chunks) ==> zone.chunks == \old(zone.chunks);
    @   ensures 512 * \old(zone.chunks) < zone.start[zone.count] ==> 512 * (zone.chunks - 1) < zone.start[zone.count];
    @   ensures \invariant_for(classes) && \invariant_for(zone) && \invariant_for(bins);
    @*/
  private void serve(int f, int k) {
    if (f < zone.count()) {
      bins.take(f);
    } else {
      zone.carve(1 + classes.size(k));
      bins.add(k);
    }
  }

  /*@ also public normal_behavior // REUSE: it becomes the head of its list
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
    int f = liveAt(address);
    if (f == zone.count()) {
      throw new InvalidFreeException("no live block starts there");
    }
    bins.give(f);
  }

  /*@ also public normal_behavior
    @   old int f = liveAt(address);
    @   requires f < zone.count;
    @   assignable \nothing;
    @   ensures \result == 8 * classes.size[bins.bin[f]]; // CAPACITY
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) == zone.count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public long usableSize(long address) {
    int f = liveAt(address);
    if (f == zone.count()) {
      throw new InvalidFreeException("no live block starts there");
    }
    return 8L * classes.size(bins.bin(f));
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
