package org.alloracle.contract;

/**
 * The family of allocators whose blocks are released region by region, guarded by a count of the
 * references from outside.
 *
 * <p>Regions are numbered from 0; addresses are byte offsets from 0. Pointers are kept in
 * <em>locations</em>: the words of 8 bytes, at multiples of 8, of the blocks that were handed out, and
 * the roots, words outside the heap that belong to no region. {@link #store} is the only way to
 * change them, so a design can count the pointers that lead into a region from outside it.
 * Implementations are confined to one thread unless they say otherwise.
 */
public interface RegionAllocator {
  /** No region, no address, and the null pointer. */
  long NONE = -1L;

  /** Opens an empty region without a parent and returns its number, or {@link #NONE}. */
  /*@ public behavior
    @   ensures \result == NONE || 0 <= \result;
    @   signals_only \nothing;
    @*/
  long newRegion();

  /**
   * Opens an empty region that must be released before its parent.
   *
   * @param parent an open region
   * @return its number, or {@link #NONE} when there are as many as there may be
   * @throws InvalidRequestException if the parent is not open; the state is unchanged
   */
  /*@ public behavior
    @   ensures \result == NONE || 0 <= \result;
    @   signals_only InvalidRequestException;
    @*/
  long newSubregion(long parent);

  /**
   * Hands out a cleared block in a region: its locations hold null.
   *
   * @param region an open region
   * @param size bytes wanted, from 0
   * @return the block's address, or {@link #NONE} under the design's failing condition
   * @throws InvalidRequestException if {@code size} is negative or the region is not open
   */
  /*@ public behavior
    @   ensures \result == NONE || 0 <= \result;
    @   signals_only InvalidRequestException;
    @*/
  long allocate(long region, long size);

  /**
   * Releases a region with all its blocks, unless something outside still refers to it: unless it has
   * a child, or a location outside it points into it.
   *
   * @param region an open region
   * @return whether it was released; if not, nothing changed
   * @throws InvalidFreeException if the region is not open; the state is unchanged
   */
  /*@ public behavior
    @   signals_only InvalidFreeException;
    @*/
  boolean deleteRegion(long region);

  /** The open region that owns the byte at an address, or {@link #NONE}. */
  /*@ public behavior
    @   assignable \nothing;
    @   ensures \result == NONE || 0 <= \result;
    @   signals_only \nothing;
    @*/
  long regionOf(long address);

  /**
   * Stores a pointer in a location.
   *
   * @param location a location's address
   * @param target an address that belongs to an open region, or {@link #NONE}
   * @throws InvalidRequestException if one of them is not so; the state is unchanged
   */
  /*@ public behavior
    @   signals_only InvalidRequestException;
    @*/
  void store(long location, long target);

  /**
   * The pointer in a location, or {@link #NONE}.
   *
   * @throws InvalidRequestException if no location is there
   */
  /*@ public behavior
    @   assignable \nothing;
    @   ensures \result == NONE || 0 <= \result;
    @   signals_only InvalidRequestException;
    @*/
  long load(long location);

  /**
   * The number of locations outside a region that point into it.
   *
   * @throws InvalidRequestException if the region is not open
   */
  /*@ public behavior
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @   signals_only InvalidRequestException;
    @*/
  long references(long region);

  /**
   * The address of a root.
   *
   * @param root from 0; how many there are is the design's matter
   */
  /*@ public behavior
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  long rootLocation(int root);
}
