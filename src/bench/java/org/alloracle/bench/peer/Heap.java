package org.alloracle.bench.peer;

/**
 * An allocator under measurement, as one thread sees it. Blocks have the numbers of slots, so that
 * blocks that are addresses and blocks that are objects go through the same code.
 */
public abstract class Heap {
  /** Puts a new block into an empty slot. */
  public abstract void allocate(int slot, int size);

  /** Gives the block of a slot back. */
  public abstract void free(int slot);

  /**
   * The same allocator with the same slots as the calling thread sees it.
   *
   * @throws UnsupportedOperationException if it is confined to one thread
   */
  public Heap forThisThread() {
    throw new UnsupportedOperationException("confined to one thread");
  }

  /**
   * Where the block of a slot is.
   *
   * @throws UnsupportedOperationException if blocks have no addresses
   */
  public long address(int slot) {
    throw new UnsupportedOperationException("blocks have no addresses");
  }
}
