package org.alloracle.reference.heaplayers;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Alignments;
import org.alloracle.reference.Requests;

/**
 * The heart of Lea's allocator as a composition (LeaHeap): best fit over boundary tags, over one chunk.
 *
 * <p>{@link #allocate} takes the smallest free block that is large enough, of those the lowest, and gives
 * back what it has too much; {@link #free} merges at once. It refuses exactly if no free block is large
 * enough, or if an alignment above 8 is wanted. Left out: the quick lists before it, which merge
 * later; the bins, which only find the best fit sooner; and the map from the system for large blocks.
 * Confined to one thread.
 */
public final class Lea implements BlockAllocator {
  /** The words of a header. */
  public static final int HEADER = 2;

  private final /*@ spec_public @*/ Coalesce tags;

  /**
   * An empty heap from address 0.
   *
   * @param heapBytes a multiple of 8, from 24 to 2^27
   * @throws IllegalArgumentException if it is not so
   */
  /*@ public normal_behavior
    @   requires 24 <= heapBytes && heapBytes <= 0x8000000L && heapBytes % 8 == 0;
    @   ensures 8 * tags.words == heapBytes && tags.count == 1 && tags.prevFree[1];
    @ also public exceptional_behavior
    @   requires !(24 <= heapBytes && heapBytes <= 0x8000000L && heapBytes % 8 == 0);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public Lea(long heapBytes) {
    if (heapBytes < 24 || heapBytes > 0x8000000L || heapBytes % 8 != 0) {
      throw new IllegalArgumentException("a heap is a multiple of 8 bytes, from 24 to 2^27");
    }
    tags = new Coalesce((int) (heapBytes / 8));
  }

  /*@ also public normal_behavior // from the free block that fits best
    @   requires 0 <= size && Alignments.valid(alignment) && alignment <= 8;
    @   old long n = HEADER + Words.holding(size);
    @   old int b = tags.best(n);
    @   requires b < tags.count;
    @   old int more = Coalesce.LEAST <= tags.start[b + 1] - tags.start[b] - n ? 1 : 0;
    @   assignable tags.*, tags.start[*], tags.prevFree[*];
    @   ensures \result == 8 * (tags.start[b] + HEADER); // POLICY; ALIGNMENT by the lemma Words.aligned
    @   ensures !tags.prevFree[b + 1];
    @   ensures size <= 8 * (tags.start[b + 1] - tags.start[b] - HEADER); // CAPACITY
    @   ensures tags.count == \old(tags.count) + more;
    @   ensures more == 1 ==> tags.start[b + 1] == tags.start[b] + n && tags.prevFree[b + 2];
    @   // FRAME, CONSERVATION: all other blocks as they were
    @   ensures (\forall int i; 0 <= i && i <= b; tags.start[i] == \old(tags.start[i]));
    @   ensures (\forall int i; 0 <= i && i <= b; tags.prevFree[i] == \old(tags.prevFree[i]));
    @   ensures (\forall int i, j; b + more < j && j == i + more && j <= tags.count; tags.start[j] == \old(tags.start[i]));
    @   ensures (\forall int i, j; b + 1 + more < j && j == i + more && j <= tags.count;
    @     tags.prevFree[j] == \old(tags.prevFree[i]));
    @
    @ also public normal_behavior // HONEST_FAILURE
    @   requires 0 <= size && Alignments.valid(alignment);
    @   requires 8 < alignment || tags.best((long) (HEADER + Words.holding(size))) == tags.count;
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
    long n = HEADER + Words.holding(size);
    int b = alignment <= 8 ? tags.best(n) : tags.count();
    if (b == tags.count()) {
      return NONE;
    }
    long at = 8 * (tags.start(b) + HEADER);
    tags.take(b, n);
    return at;
  }

  /*@ also public normal_behavior // REUSE: merged with what is free beside it
    @   old int b = liveAt(address);
    @   requires b < tags.count;
    @   old int first = tags.prevFree[b] ? b - 1 : b;
    @   old int gone = (tags.prevFree[b] ? 1 : 0) + (b + 1 < tags.count && tags.prevFree[b + 2] ? 1 : 0);
    @   assignable tags.*, tags.start[*], tags.prevFree[*];
    @   ensures tags.count == \old(tags.count) - gone && tags.prevFree[first + 1]; // COALESCING
    @   // FRAME, CONSERVATION: all other blocks as they were
    @   ensures (\forall int i; 0 <= i && i <= first; tags.start[i] == \old(tags.start[i]));
    @   ensures (\forall int i; 0 <= i && i <= first; tags.prevFree[i] == \old(tags.prevFree[i]));
    @   ensures (\forall int i, j; first < i && j == i + gone && i <= tags.count; tags.start[i] == \old(tags.start[j]));
    @   ensures (\forall int i, j; first + 1 < i && j == i + gone && i <= tags.count;
    @     tags.prevFree[i] == \old(tags.prevFree[j]));
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) == tags.count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public void free(long address) {
    int b = liveAt(address);
    if (b == tags.count()) {
      throw new InvalidFreeException("no live block starts there");
    }
    tags.give(b);
  }

  /*@ also public normal_behavior
    @   old int b = liveAt(address);
    @   requires b < tags.count;
    @   assignable \nothing;
    @   ensures \result == 8 * (tags.start[b + 1] - tags.start[b] - HEADER); // CAPACITY
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) == tags.count;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public long usableSize(long address) {
    int b = liveAt(address);
    if (b == tags.count()) {
      throw new InvalidFreeException("no live block starts there");
    }
    return 8 * (tags.size(b) - HEADER);
  }

  /** The live block that starts at an address, or the number of blocks. */
  /*@ private normal_behavior
    @   ensures 0 <= \result && \result <= tags.count;
    @   ensures \result < tags.count ==>
    @     !tags.prevFree[\result + 1] && address == 8 * (tags.start[\result] + HEADER);
    @   ensures (\forall int i, j; 0 <= i && j == i + 1 && j <= \result;
    @     tags.prevFree[j] || address != 8 * (tags.start[i] + HEADER));
    @ spec_public pure
    @*/
  private int liveAt(long address) {
    return address % 8 != 0 ? tags.count() : tags.at(address / 8 - HEADER);
  }
}
