package org.alloracle.fast.magazine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.alloracle.contract.InvalidFreeException;

/** The objects of a cache by number, from 0: where each is, and what it is doing. */
final class Population {
  /** Not constructed, in the slab layer. */
  static final byte RAW = 0;

  /** In a magazine. */
  static final byte READY = 1;

  static final byte LIVE = 2;

  private static final VarHandle STATUS = MethodHandles.arrayElementVarHandle(byte[].class);

  final long size;
  final byte[] status;
  final boolean shared;

  /** The size's exponent if it is a power of two; else -1. */
  private final int shift;

  /** 2^64 over the size, rounded up, if it is no power of two. */
  private final long inverse;

  Population(int objects, long size, boolean shared) {
    this.size = size;
    this.shared = shared;
    status = new byte[objects];
    shift = Long.bitCount(size) == 1 ? Long.numberOfTrailingZeros(size) : -1;
    inverse = shift >= 0 ? 0 : Long.divideUnsigned(-1L, size) + 1;
  }

  long address(int object) {
    return object * size;
  }

  /**
   * The object at an address.
   *
   * @throws InvalidFreeException if there is none
   */
  int at(long address) {
    // The product is exact at every object's address; elsewhere the check below fails.
    long object = shift >= 0 ? address >> shift : Math.multiplyHigh(address, inverse);
    if (object < 0 || object >= status.length || object * size != address) {
      throw new InvalidFreeException("no object is at " + address);
    }
    return (int) object;
  }

  void becomesLive(int object) {
    if (shared) {
      // Whoever was given the object may give it back.
      STATUS.setRelease(status, object, LIVE);
    } else {
      status[object] = LIVE;
    }
  }

  /**
   * A live object becomes ready.
   *
   * @throws InvalidFreeException if it is not live; of two threads that try at once one is refused
   */
  void becomesReady(int object) {
    if (shared) {
      if (STATUS.compareAndSet(status, object, LIVE, READY)) {
        return;
      }
    } else if (status[object] == LIVE) {
      status[object] = READY;
      return;
    }
    throw new InvalidFreeException("the object at " + address(object) + " is not live");
  }

  void becomesRaw(int object) {
    STATUS.setRelease(status, object, RAW);
  }
}
