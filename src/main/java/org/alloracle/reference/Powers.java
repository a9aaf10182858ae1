package org.alloracle.reference;

/**
 * Powers of two as a list.
 *
 * <p>The definition of {@link Multiples#powerOfTwo} recurs: the prover's search for a state that satisfies
 * a contract does not end with it. A list is finite.
 */
public final class Powers {
  private Powers() {}

  /** Whether a number is 1, 2, 4 and so on. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result == (n == 0x1L || n == 0x2L || n == 0x4L || n == 0x8L || n == 0x10L || n == 0x20L
    @       || n == 0x40L || n == 0x80L || n == 0x100L || n == 0x200L || n == 0x400L
    @       || n == 0x800L || n == 0x1000L || n == 0x2000L || n == 0x4000L || n == 0x8000L
    @       || n == 0x10000L || n == 0x20000L || n == 0x40000L || n == 0x80000L || n == 0x100000L
    @       || n == 0x200000L || n == 0x400000L || n == 0x800000L || n == 0x1000000L
    @       || n == 0x2000000L || n == 0x4000000L || n == 0x8000000L || n == 0x10000000L
    @       || n == 0x20000000L || n == 0x40000000L || n == 0x80000000L || n == 0x100000000L
    @       || n == 0x200000000L || n == 0x400000000L || n == 0x800000000L || n == 0x1000000000L
    @       || n == 0x2000000000L || n == 0x4000000000L || n == 0x8000000000L
    @       || n == 0x10000000000L || n == 0x20000000000L || n == 0x40000000000L
    @       || n == 0x80000000000L || n == 0x100000000000L || n == 0x200000000000L
    @       || n == 0x400000000000L || n == 0x800000000000L || n == 0x1000000000000L
    @       || n == 0x2000000000000L || n == 0x4000000000000L || n == 0x8000000000000L
    @       || n == 0x10000000000000L || n == 0x20000000000000L || n == 0x40000000000000L
    @       || n == 0x80000000000000L || n == 0x100000000000000L || n == 0x200000000000000L
    @       || n == 0x400000000000000L || n == 0x800000000000000L || n == 0x1000000000000000L
    @       || n == 0x2000000000000000L || n == 0x4000000000000000L);
    @ pure helper
    @*/
  public static boolean isOfTwo(long n) {
    return 0 < n && (n & (n - 1)) == 0;
  }
}
