package org.alloracle.reference.heaplayers;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Alignments;
import org.alloracle.reference.Requests;

/**
 * A stack of layers as an allocator of bytes: what its highest layer hands out, without the headers.
 *
 * <p>It takes nothing for granted but the law of layers, so it stands over every stack. {@link #allocate} asks for the words that hold
 * the bytes; it refuses if the stack does, or if an alignment above 8 is wanted. A refusal changes nothing. Which block is
 * handed out, and what is kept of one given back, is said by the highest layer ({@link Layer#offer}, {@link Layer#left}), and by
 * each one by the layer below. {@link #free} finds out whether a block is live before the stack sees it. Confined to one thread.
 */
public final class StackedHeap implements BlockAllocator {
  private final /*@ spec_public @*/ Layer top;

  /*@ // METADATA: nothing is above the highest layer
    @ public invariant (\forall int a; top.lo <= a && a < top.hi; top.rank[a] <= top.level);
    @*/

  /**
   * An empty heap over a stack.
   *
   * @param top its highest layer, which from now on nobody else calls
   * @throws IllegalArgumentException if it has live blocks
   */
  /*@ public normal_behavior
    @   requires top.idle();
    @   ensures this.top == top;
    @ also public exceptional_behavior
    @   requires !top.idle();
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public StackedHeap(Layer top) {
    if (!top.idle()) {
      throw new IllegalArgumentException("a stack with live blocks is somebody's already");
    }
    this.top = top;
  }

  /*@ also public normal_behavior
    @   requires 0 <= size && Alignments.valid(alignment) && alignment <= 8;
    @   old int q = top.offer((int) Words.holding(size));
    @   old long w = top.length((int) Words.holding(size));
    @   old long s = top.told((int) Words.holding(size));
    @   assignable top.cap[top.lo .. top.hi - 1], top.rank[top.lo .. top.hi - 1], top.note[top.lo .. top.hi - 1],
    @     top.asked[top.lo .. top.hi - 1];
    @   ensures \result == (q == Layer.NONE ? NONE : 8 * (q + top.head)); // POLICY, HONEST_FAILURE
    @   ensures \result == NONE || 8 * (top.lo + top.head) <= \result && \result < 8 * (top.hi + top.head)
    @     && \result % 8 == 0; // CONTAINMENT, ALIGNMENT
    @   ensures (\forall int a; top.lo <= a && a < top.hi; 8 * (a + top.head) == \result
    @     ? \old(top.rank[a]) < top.level && top.rank[a] == top.level && size <= 8 * (top.cap[a] - top.head) // CAPACITY
    @       && top.cap[a] == w && top.note[a] == 0 && top.asked[a] == s
    @     : top.rank[a] == \old(top.rank[a]) && top.cap[a] == \old(top.cap[a]) && top.note[a] == \old(top.note[a]) // FRAME
    @       && top.asked[a] == \old(top.asked[a])); // HONEST_FAILURE
    @
    @ also public normal_behavior
    @   requires 0 <= size && Alignments.valid(alignment) && 8 < alignment;
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
    if (alignment > 8) {
      return NONE;
    }
    int p = top.allocate((int) Words.holding(size));
    return p == Layer.NONE ? NONE : 8L * top.start(p);
  }

  /*@ also public normal_behavior
    @   old int p = liveAt(address);
    @   requires 0 <= p;
    @   old long t = top.stamp(p);
    @   assignable top.cap[top.lo .. top.hi - 1], top.rank[top.lo .. top.hi - 1], top.note[top.lo .. top.hi - 1],
    @     top.asked[top.lo .. top.hi - 1];
    @   ensures (\forall int a; top.lo <= a && a < top.hi; top.rank[a] == \old(top.left(p, a)) // POLICY
    @     && (a == p || \old(top.rank[a]) < top.level ? top.rank[a] < top.level : top.rank[a] == \old(top.rank[a])) // FRAME
    @     && (top.rank[a] == 0 || top.cap[a] == \old(top.cap[a]) && top.asked[a] == \old(top.asked[a])
    @       && top.note[a] == (a == p ? t : \old(top.note[a]))));
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public void free(long address) {
    int p = requireLive(address);
    top.free(p);
  }

  /*@ also public normal_behavior
    @   old int p = liveAt(address);
    @   requires 0 <= p;
    @   assignable \nothing;
    @   ensures \result == 8 * (top.cap[p] - top.head); // CAPACITY
    @ also public exceptional_behavior // VALID_FREE
    @   requires liveAt(address) < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public long usableSize(long address) {
    int p = requireLive(address);
    return 8 * top.capacity(p);
  }

  /*@ normal_behavior
    @   old int p = liveAt(address);
    @   requires 0 <= p;
    @   ensures \result == p;
    @ also exceptional_behavior
    @   requires liveAt(address) < 0;
    @   signals_only InvalidFreeException;
    @ pure
    @*/
  int requireLive(long address) {
    int p = liveAt(address);
    if (p < 0) {
      throw new InvalidFreeException("no live block starts there");
    }
    return p;
  }

  /** The live block whose first word of its user's is at an address, or {@link Layer#NONE}. */
  /*@ public normal_behavior
    @   ensures \result == Layer.NONE || top.lo <= \result && \result < top.hi && top.level <= top.rank[\result]
    @     && address == 8 * (\result + top.head);
    @   ensures \result == Layer.NONE ==> (\forall int a; top.lo <= a && a < top.hi && top.level <= top.rank[a];
    @     address != 8 * (a + top.head));
    @ pure
    @*/
  public int liveAt(long address) {
    if (address % 8 != 0 || address < 0 || address > 8L * Integer.MAX_VALUE) {
      return Layer.NONE;
    }
    int p = (int) (address / 8) - top.head;
    return top.capacity(p) > 0 ? p : Layer.NONE;
  }
}
