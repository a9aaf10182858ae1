package org.alloracle.contract;

/**
 * The family of allocators that hand out blocks of requested sizes.
 *
 * <p>Addresses are byte offsets from 0. Implementations are confined to one thread unless they say
 * otherwise.
 */
public interface BlockAllocator {
  /** The result of {@link #allocate} when no block can be had. */
  long NONE = -1L;

  /**
   * Hands out a block.
   *
   * @param size bytes wanted, from 0; a request for 0 bytes gets the design's smallest block
   * @param alignment a power of two, at least 1; the block starts at a multiple of it
   * @return the block's address, at least 0, or {@link #NONE} under the design's failing condition,
   *     the state being unchanged
   * @throws InvalidRequestException if {@code size} is negative or {@code alignment} is not a
   *     positive power of two; the state is unchanged
   */
  /*@ public behavior
    @   ensures \result == NONE || 0 <= \result;
    @   signals_only InvalidRequestException;
    @*/
  long allocate(long size, long alignment);

  /**
   * Gives a block back.
   *
   * @param address the start of a live block
   * @throws InvalidFreeException if no live block starts there; the state is unchanged
   */
  /*@ public behavior
    @   signals_only InvalidFreeException;
    @*/
  void free(long address);

  /**
   * The bytes of a live block that its owner may touch.
   *
   * @param address the start of a live block
   * @return bytes, at least the size requested
   * @throws InvalidFreeException if no live block starts there
   */
  /*@ public behavior
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @   signals_only InvalidFreeException;
    @*/
  long usableSize(long address);
}
