package org.alloracle.oracle;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * An allocator under test, and what it promises.
 *
 * <p>{@link #allocate} and {@link #free} are the allocator. With {@link #usableSize} and {@link
 * #memory} the oracle sees more. The other methods state the promises; their defaults are the usual
 * strict ones, so that a promise which the allocator does not make shows as a violation and is then
 * taken back here, in writing.
 *
 * <p>Addresses and sizes are in bytes, signed, from 0. An allocator that hands out objects is
 * adapted by numbering its memory. All calls come from one thread.
 */
public interface Subject {
  /** The answer of {@link #usableSize} where the allocator does not say. */
  long UNKNOWN = -1L;

  /** What a request for 0 bytes gets. */
  enum ZeroSize {
    /** A block of its own, which shares its address with no other live block. */
    BLOCK,
    /** Nothing: {@link #failure()}. */
    FAILURE,
    /** Anything; it is never asked. */
    UNSPECIFIED
  }

  /** What a call that breaks the caller's side of the contract gets. */
  enum Misuse {
    /** An exception, or for a request also {@link #failure()}; the state stays as it was. */
    REFUSED,
    /** Anything; it is never tried. */
    UNDEFINED
  }

  /** What can be had again once every block has been freed. */
  enum Reuse {
    /**
     * Nothing in particular, as with a bump allocator, or one that leaves free neighbours apart; it
     * is never tried.
     */
    NOTHING,
    /**
     * Each request that was served, by itself; and as many blocks of one size as at first, if there
     * have been blocks of no other size.
     */
    EACH,
    /** The same calls again, all of them served: the heap is as good as new. */
    ALL
  }

  /**
   * Hands out a block.
   *
   * @param size bytes wanted, from 0 to {@link #maxSize()}
   * @param alignment a power of two from 1 to {@link #maxAlignment()}
   * @return the block's address, or {@link #failure()} when none can be had
   */
  long allocate(long size, long alignment);

  /**
   * Gives a block back.
   *
   * @param address the address that {@link #allocate} returned
   */
  void free(long address);

  /**
   * The bytes of a live block that its owner may touch, or {@link #UNKNOWN}.
   *
   * @param address the start of a live block
   */
  default long usableSize(long address) {
    return UNKNOWN;
  }

  /**
   * The bytes behind the addresses, or null where there are none. The oracle writes only into live
   * blocks.
   */
  default @Nullable Memory memory() {
    return null;
  }

  /** What {@link #allocate} returns when no block can be had; no block has this address. */
  default long failure() {
    return BlockAllocator.NONE;
  }

  /** The first address that a block may have, from 0. */
  default long heapStart() {
    return 0;
  }

  /** The end of the heap: the first address above it that no block may reach into. */
  default long heapEnd() {
    return Long.MAX_VALUE;
  }

  /** The largest size that may be asked for; larger ones are never tried. */
  default long maxSize() {
    return Long.MAX_VALUE;
  }

  /** The alignment of every block, whatever was asked for: a power of two. */
  default long minAlignment() {
    return 1;
  }

  /**
   * The largest alignment that is honoured: a power of two. {@link #minAlignment()} if the argument
   * of {@link #allocate} is ignored.
   */
  default long maxAlignment() {
    return 4096;
  }

  /** What a request for 0 bytes gets. */
  default ZeroSize zeroSize() {
    return ZeroSize.BLOCK;
  }

  /** What freeing anything but the start of a live block gets. */
  default Misuse badFree() {
    return Misuse.REFUSED;
  }

  /** What a negative size, or an alignment that is no positive power of two, gets. */
  default Misuse badRequest() {
    return Misuse.REFUSED;
  }

  /**
   * Whether an exception is the allocator's answer to misuse, and not an accident on the way.
   *
   * @param thrown what a misusing call threw
   */
  default boolean refusal(RuntimeException thrown) {
    return true;
  }

  /** What can be had again once every block has been freed. */
  default Reuse reuse() {
    return Reuse.EACH;
  }

  /** An allocator that keeps the contract of {@link BlockAllocator} to the letter. */
  static Subject of(BlockAllocator allocator) {
    return of(allocator, Reuse.EACH);
  }

  /**
   * An allocator that keeps the contract of {@link BlockAllocator}.
   *
   * @param reuse what it promises to serve again
   */
  static Subject of(BlockAllocator allocator, Reuse reuse) {
    return new Subject() {
      @Override
      public long allocate(long size, long alignment) {
        return allocator.allocate(size, alignment);
      }

      @Override
      public void free(long address) {
        allocator.free(address);
      }

      @Override
      public long usableSize(long address) {
        return allocator.usableSize(address);
      }

      @Override
      public boolean refusal(RuntimeException thrown) {
        return thrown instanceof InvalidFreeException || thrown instanceof InvalidRequestException;
      }

      @Override
      public Reuse reuse() {
        return reuse;
      }
    };
  }
}
