package org.alloracle.fast.jemalloc;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.Requests;

/**
 * The allocator of Evans, "A Scalable Concurrent malloc(3) Implementation for FreeBSD" (BSDCan
 * 2006), with one arena, at the same addresses as {@link org.alloracle.reference.jemalloc
 * reference.jemalloc}.
 *
 * <p>A run has a bit for each region and finds the lowest free one from a hint; the page map finds
 * the run of an address; so a small allocate or free takes constant time, but for the words of a
 * run that a take passes over. Runs of pages are found in a tree over the chunks and a word or a
 * few in the chunk. Metadata is proportional to what is used, but for the bits and references of
 * lower chunks; what was made is kept for the next time, so once all tables have grown no call
 * makes a Java object.
 *
 * <p>A wrong free is always detected unless a live block starts there. Confined to one thread; see
 * {@link JemallocArenas} for many.
 */
public final class FastJemalloc implements BlockAllocator {
  /** The end of the greatest heap, 1 TiB. */
  public static final long GREATEST_END = 1L << 40;

  final ChunkSpace space;
  final Arena arena;

  /**
   * A heap without live blocks, from address 0.
   *
   * @param chunks from 1
   * @param pagesOfChunk a power of two, from 32 to 512; 512 as in the paper
   * @throws IllegalArgumentException if they are not so, or make more than {@link #GREATEST_END}
   */
  public FastJemalloc(long chunks, int pagesOfChunk) {
    space = space(chunks, pagesOfChunk);
    arena = new Arena(space, pagesOfChunk);
  }

  static ChunkSpace space(long chunks, int pagesOfChunk) {
    if (pagesOfChunk < 32 || pagesOfChunk > 512 || Integer.bitCount(pagesOfChunk) != 1) {
      throw new IllegalArgumentException(
          "a chunk of " + pagesOfChunk + " pages: it has 32, 64, 128, 256 or 512");
    }
    if (chunks < 1 || chunks > GREATEST_END / Classes.PAGE / pagesOfChunk) {
      throw new IllegalArgumentException(chunks + " chunks: outside 1 byte to 2^40");
    }
    return new ChunkSpace(chunks);
  }

  @Override
  public long allocate(long size, long alignment) {
    long address = arena.allocateSmall(size, alignment);
    return address == NONE ? allocateOther(size, alignment) : address;
  }

  private long allocateOther(long size, long alignment) {
    Requests.check(size, alignment);
    if (size > arena.half || alignment > arena.half) {
      return huge(space, arena.chunkBits, size, alignment);
    }
    return arena.allocate(size, alignment);
  }

  static long huge(ChunkSpace space, int chunkBits, long size, long alignment) {
    long count = Math.max(1, ((size - 1) >> chunkBits) + 1);
    long first = space.take(count, Math.max(1, alignment >> chunkBits));
    return first < 0 ? NONE : first << chunkBits;
  }

  @Override
  public void free(long address) {
    if (!arena.free(address)) {
      freeHuge(space, arena.chunkBits, address);
    }
  }

  static void freeHuge(ChunkSpace space, int chunkBits, long address) {
    if ((address & (1L << chunkBits) - 1) != 0 || !space.giveHuge(address >> chunkBits)) {
      throw new InvalidFreeException("no live block starts at " + address);
    }
  }

  @Override
  public long usableSize(long address) {
    long bytes = arena.usableSize(address);
    return bytes > 0 ? bytes : usableHuge(space, arena.chunkBits, address);
  }

  static long usableHuge(ChunkSpace space, int chunkBits, long address) {
    long count = (address & (1L << chunkBits) - 1) == 0 ? space.hugeAt(address >> chunkBits) : 0;
    if (count == 0) {
      throw new InvalidFreeException("no live block starts at " + address);
    }
    return count << chunkBits;
  }

  /** How often a run of a small class was begun. */
  public long runsBegun() {
    return arena.begun;
  }

  /**
   * Walks the invariants of the structure, in time proportional to what is used.
   *
   * @throws AssertionError that begins with the name of the first clause that does not hold
   */
  public void checkInvariants() {
    new Inspection(arena).run();
  }
}
