package org.alloracle.fast.heaplayers;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.Requests;

/**
 * The top of a stack: bytes instead of words, and every misuse detected. Requests that want an
 * alignment above 8 are refused. Confined to one thread.
 *
 * @param <S> the stack
 */
public final class Front<S extends SizedLayer> implements BlockAllocator {
  private final S below;

  /** A front for a stack. */
  public Front(S below) {
    this.below = below;
  }

  @Override
  public long allocate(long size, long alignment) {
    Requests.check(size, alignment);
    long at = alignment > 8 ? Layer.NONE : below.malloc(size);
    return at < 0 ? NONE : at << 3;
  }

  @Override
  public void free(long address) {
    below.free(address >> 3, require(address));
  }

  @Override
  public long usableSize(long address) {
    return require(address) << 3;
  }

  /**
   * Makes a block longer in place.
   *
   * @param address the start of a live block
   * @param min the least bytes that are of use, from 0
   * @param max the most that are of use, at least {@code min}
   * @return the bytes that it can hold now, from {@code min} to {@code max}; 0 if it cannot hold
   *     {@code min}, nothing being changed
   * @throws InvalidFreeException if no live block starts there
   * @throws InvalidRequestException if the bounds are none
   */
  public long expand(long address, long min, long max) {
    if (min < 0 || max < min) {
      throw new InvalidRequestException("no bounds: " + min + " to " + max);
    }
    require(address);
    return below.expand(address >> 3, min, max);
  }

  /** The header of the live block at an address. */
  private long require(long address) {
    long words = (address & 7) != 0 ? 0 : below.header(address >> 3);
    if (words <= 0) {
      throw new InvalidFreeException("no live block starts at " + address);
    }
    return words;
  }

  /**
   * Walks the invariants of the stack.
   *
   * @throws AssertionError naming the first that does not hold
   */
  public void checkInvariants() {
    below.inspect(new Walk());
  }
}
