package org.alloracle.reference;

import org.alloracle.contract.InvalidRequestException;

/** The check of a request that allocators have in common. */
public final class Requests {
  private Requests() {}

  /**
   * Refuses a request that is none.
   *
   * @param size in bytes, at least 0
   * @param alignment a power of two
   * @throws InvalidRequestException if they are not so
   */
  /*@ public normal_behavior
    @   requires 0 <= size && Alignments.valid(alignment);
    @ also public exceptional_behavior
    @   requires size < 0 || !Alignments.valid(alignment);
    @   signals_only InvalidRequestException;
    @ pure helper
    @*/
  public static void requireValid(long size, long alignment) {
    if (size < 0 || !Alignments.valid(alignment)) {
      throw new InvalidRequestException("a size is at least 0, an alignment a power of two");
    }
  }
}
