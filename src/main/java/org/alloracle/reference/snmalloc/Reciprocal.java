package org.alloracle.reference.snmalloc;

/**
 * Division by a size class as a multiplication: for an offset of up to 2^17 bytes, 2^40 over the size,
 * rounded up, is a factor whose product with the offset gives the quotient when it is divided by 2^40.
 */
public final class Reciprocal {
  /** 2^40. */
  public static final long SCALE = 0x10000000000L;

  private Reciprocal() {}

  /** The factor of a size. */
  /*@ public normal_behavior
    @   requires 1 <= size && size <= 65536;
    @   ensures 0x1000000 <= \result && \result <= SCALE;
    @   ensures SCALE <= size * \result && size * \result < SCALE + size;
    @ pure
    @*/
  public static long of(long size) {
    return (SCALE + size - 1) / size;
  }

  /** The quotient of an offset and a size, given the factor of the size. */
  /*@ public normal_behavior
    @   requires 0 <= offset && offset < 131072 && 1 <= size && size <= 65536;
    @   requires SCALE <= size * factor && size * factor < SCALE + size && 1 <= factor && factor <= SCALE;
    @   ensures \result == offset / size;
    @ pure
    @*/
  public static long quotient(long offset, long size, long factor) {
    //@ assert whole(offset, size);
    //@ assert bounds(offset / size, offset % size, size, factor);
    return offset * factor / SCALE;
  }

  /*@ private normal_behavior
    @   requires 0 <= x && 0 < m;
    @   ensures \result && x == (x / m) * m + x % m && 0 <= x % m && x % m < m;
    @ pure model private static boolean whole(long x, long m) { return true; }
    @*/

  // With size * factor == SCALE + e, the product is q * SCALE + q * e + r * factor, and the last two are below SCALE.
  /*@ private normal_behavior
    @   requires 0 <= q && 0 <= r && r < size && q * size + r < 131072 && 1 <= size && size <= 65536;
    @   requires SCALE <= size * factor && size * factor < SCALE + size && 1 <= factor && factor <= SCALE;
    @   ensures \result;
    @   ensures q * SCALE <= (q * size + r) * factor && (q * size + r) * factor < (q + 1) * SCALE;
    @ pure model private static boolean bounds(long q, long r, long size, long factor) {
    @   return true;
    @ }
    @*/
}
