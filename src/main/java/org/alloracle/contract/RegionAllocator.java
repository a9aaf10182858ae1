package org.alloracle.contract;

/**
 * The family of allocators whose blocks are released region by region, guarded by a count of the
 * references from outside.
 *
 * <p>Regions are numbered from 0; addresses are byte offsets from 0. Implementations are confined
 * to one thread unless they say otherwise.
 */
public interface RegionAllocator {
  /** The result of {@link #newRegion} and {@link #allocate} when nothing can be had. */
  long NONE = -1L;

  /** Opens an empty region and returns its number, or {@link #NONE}. */
  long newRegion();

  /**
   * Hands out a cleared block in a region.
   *
   * @param region an open region
   * @param size bytes wanted, from 0
   * @return the block's address, or {@link #NONE} under the design's failing condition
   * @throws InvalidRequestException if {@code size} is negative or the region is not open
   */
  long allocate(long region, long size);

  /**
   * Releases a region with all its blocks, unless something outside still refers to it.
   *
   * @param region an open region
   * @return whether it was released; if not, nothing changed
   * @throws InvalidFreeException if the region is not open; the state is unchanged
   */
  boolean deleteRegion(long region);

  /** The open region that owns the byte at an address, or {@link #NONE}. */
  long regionOf(long address);
}
