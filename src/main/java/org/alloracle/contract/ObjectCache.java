package org.alloracle.contract;

/**
 * The family of caches of equal objects that stay constructed while they are free.
 *
 * <p>Addresses are byte offsets from 0. Implementations are confined to one thread unless they say
 * otherwise.
 */
public interface ObjectCache {
  /** The result of {@link #allocate} when no object can be had. */
  long NONE = -1L;

  /**
   * Hands out a constructed object.
   *
   * @return its address, at least 0, or {@link #NONE} under the design's failing condition
   */
  /*@ public behavior
    @   ensures \result == NONE || 0 <= \result;
    @   signals_only \nothing;
    @*/
  long allocate();

  /**
   * Takes back an object, still constructed.
   *
   * @param address the address of a live object of this cache
   * @throws InvalidFreeException if no live object is there; the state is unchanged
   */
  /*@ public behavior
    @   signals_only InvalidFreeException;
    @*/
  void free(long address);

  /** The size of every object, in bytes, at least 1. */
  /*@ public behavior
    @   assignable \nothing;
    @   ensures 1 <= \result;
    @   signals_only \nothing;
    @*/
  long objectSize();
}
