package org.alloracle.reference.jemalloc;

import org.alloracle.reference.Multiples;

/**
 * The sizes that small requests are rounded up to: 2, 4, 8, the multiples of 16 up to 512, 1024 and
 * 2048; and the powers of two pages for those above.
 */
public final class SizeClasses {
  /** The small classes, numbered from 0. */
  public static final int BINS = 37;

  /** Bytes of a page. */
  public static final int PAGE = 4096;

  /** Bytes of the largest small class. */
  public static final int LARGEST = 2048;

  private SizeClasses() {}

  /** The bytes of a small class. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < BINS;
    @   assignable \nothing;
    @   ensures \result == (bin == 0 ? 2 : bin == 1 ? 4 : bin == 2 ? 8
    @     : bin <= 34 ? 16 * (bin - 2) : bin == 35 ? 1024 : 2048);
    @   ensures 2 <= \result && \result <= LARGEST;
    @ pure helper
    @*/
  public static int size(int bin) {
    if (bin < 3) {
      return bin == 0 ? 2 : bin == 1 ? 4 : 8;
    }
    return bin <= 34 ? 16 * (bin - 2) : bin == 35 ? 1024 : 2048;
  }

  /** The least small class of at least so many bytes. */
  /*@ public normal_behavior
    @   requires 0 <= n && n <= LARGEST;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < BINS;
    @   ensures n <= size(\result); // CAPACITY
    @   ensures 0 < \result ==> size((int) (\result - 1)) < n; // POLICY: the least
    @   // CONSERVATION: the waste in a block
    @   ensures 9 <= n && n <= 512 ==> size(\result) <= n + 15;
    @   ensures 2 <= n ==> size(\result) < 2 * n;
    @ pure helper
    @*/
  public static int bin(long n) {
    if (n <= 8) {
      return n <= 2 ? 0 : n <= 4 ? 1 : 2;
    }
    if (n <= 512) {
      return (int) ((n + 15) / 16) + 2;
    }
    return n <= 1024 ? 35 : 36;
  }

  /** The least power of two that is at least so much. */
  /*@ public normal_behavior
    @   requires 0 <= n && n <= 1048576;
    @   assignable \nothing;
    @   ensures n <= \result && 1 <= \result && \result <= 1048576; // CAPACITY
    @   ensures 1 < \result ==> \result < 2 * n; // POLICY: the least
    @   ensures \result == 1 || \result == 2 || \result == 4 || \result == 8 || \result == 16
    @     || \result == 32 || \result == 64 || \result == 128 || \result == 256 || \result == 512
    @     || \result == 1024 || \result == 2048 || \result == 4096 || \result == 8192
    @     || \result == 16384 || \result == 32768 || \result == 65536 || \result == 131072
    @     || \result == 262144 || \result == 524288 || \result == 1048576;
    @ pure helper
    @*/
  public static int power(long n) {
    if (n <= 1024) {
      return n <= 1 ? 1 : n <= 2 ? 2 : n <= 4 ? 4 : n <= 8 ? 8 : n <= 16 ? 16 : n <= 32 ? 32
          : n <= 64 ? 64 : n <= 128 ? 128 : n <= 256 ? 256 : n <= 512 ? 512 : 1024;
    }
    return n <= 2048 ? 2048 : n <= 4096 ? 4096 : n <= 8192 ? 8192 : n <= 16384 ? 16384
        : n <= 32768 ? 32768 : n <= 65536 ? 65536 : n <= 131072 ? 131072
        : n <= 262144 ? 262144 : n <= 524288 ? 524288 : 1048576;
  }

  /**
   * The bytes that a request is rounded up from: its size, if the class of that is a multiple of the
   * alignment; else a power of two, which lies at a multiple of itself.
   */
  /*@ public normal_behavior
    @   requires 0 <= size && size <= 1048576 && 1 <= alignment && alignment <= 1048576;
    @   assignable \nothing;
    @   ensures size <= \result && \result <= 1048576;
    @   ensures \result == (size <= LARGEST && Multiples.rem((long) size(bin(size)), alignment) == 0
    @     ? size : power(size < alignment ? alignment : size)); // POLICY
    @ pure
    @*/
  public static long need(long size, long alignment) {
    if (size <= LARGEST && Multiples.rem(size(bin(size)), alignment) == 0) {
      return size;
    }
    return power(size < alignment ? alignment : size);
  }

  // A larger class has more bytes: so the class found is the least of all.
  /*@ public normal_behavior
    @   requires 0 <= a && a < b && b < BINS;
    @   ensures \result && size(a) < size(b);
    @ pure model public static boolean ascending(int a, int b) { return true; }
    @*/

  // Rounding is monotone.
  /*@ public normal_behavior
    @   requires 0 <= m && m <= n && n <= LARGEST;
    @   ensures \result && bin(m) <= bin(n) && size(bin(m)) <= size(bin(n));
    @ pure model public static boolean monotone(long m, long n) { return true; }
    @*/

  // Rounding what is rounded changes nothing.
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < BINS;
    @   ensures \result && bin((long) size(bin)) == bin;
    @ pure model public static boolean idempotent(int bin) { return true; }
    @*/
}
