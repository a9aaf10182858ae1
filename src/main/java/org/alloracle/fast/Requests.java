package org.alloracle.fast;

import org.alloracle.contract.InvalidRequestException;

/** What every allocator asks of a request. */
public final class Requests {
  private Requests() {}

  /**
   * Checks a request.
   *
   * @param size in bytes, at least 0
   * @param alignment a power of two, in bytes
   * @throws InvalidRequestException if it is not so
   */
  public static void check(long size, long alignment) {
    if (size < 0 || alignment < 1 || (alignment & (alignment - 1)) != 0) {
      refuse(size, alignment); // apart, so that the check stays small enough to be inlined
    }
  }

  private static void refuse(long size, long alignment) {
    throw new InvalidRequestException(
        size < 0
            ? "size " + size + " is negative"
            : "alignment " + alignment + " is no power of two");
  }
}
