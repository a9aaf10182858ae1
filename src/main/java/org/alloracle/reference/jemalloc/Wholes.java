package org.alloracle.reference.jemalloc;

import org.alloracle.reference.Divisors;
import org.alloracle.reference.Multiples;

/** What a huge request needs: whole chunks. Outside, the contracts say little: they would need divisions. */
public final class Wholes {
  private Wholes() {}

  /** The chunks, of so many pages, that hold so many bytes. */
  /*@ public normal_behavior
    @   requires 32 <= chunk && chunk <= 512 && 0 <= size;
    @   assignable \nothing;
    @   ensures 1 <= \result;
    @ also private normal_behavior
    @   requires 32 <= chunk && chunk <= 512 && 0 <= size;
    @   assignable \nothing;
    @   ensures \result == (size <= 4096L * chunk ? 1 : (size - 1) / (4096L * chunk) + 1); // CAPACITY
    @ pure
    @*/
  public static long count(int chunk, long size) {
    long bytes = chunk * (long) SizeClasses.PAGE;
    return size <= bytes ? 1 : (size - 1) / bytes + 1;
  }

  /** Every so many chunks one starts at a multiple of the alignment. */
  /*@ public normal_behavior
    @   requires 32 <= chunk && chunk <= 512 && 1 <= alignment;
    @   assignable \nothing;
    @   ensures 1 <= \result;
    @ also private normal_behavior
    @   requires 32 <= chunk && chunk <= 512 && 1 <= alignment;
    @   assignable \nothing;
    @   ensures \result == (alignment <= 4096L * chunk ? 1 : alignment / (4096L * chunk));
    @ pure
    @*/
  public static long step(int chunk, long alignment) {
    long bytes = chunk * (long) SizeClasses.PAGE;
    return alignment <= bytes ? 1 : alignment / bytes;
  }

  // A chunk whose number is a multiple of the step starts at a multiple of the alignment.
  /*@ public normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires Multiples.powerOfTwo(alignment) && 0 <= at && at < most && most <= Tree.MOST;
    @   requires Multiples.rem(at, step(chunk, alignment) > most ? most : step(chunk, alignment)) == 0;
    @   ensures \result && Multiples.rem((long) (4096L * chunk * at), alignment) == 0; // ALIGNMENT
    @ pure model public static boolean aligned(int chunk, long alignment, long at, long most) {
    @   long bytes = (long) (4096L * chunk);
    @   long step = step(chunk, alignment);
    @   boolean listed = two(bytes);
    @   boolean multiple = alignment <= bytes ? low(bytes, at, alignment) : high(bytes, step, at, alignment, most);
    @   return multiple;
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 131072 <= bytes && bytes <= 2097152 && 0 <= at && at <= Tree.MOST;
    @   requires Multiples.powerOfTwo(bytes) && Multiples.powerOfTwo(alignment) && alignment <= bytes;
    @   requires bytes * at <= 0x7fffffffffffffffL;
    @   ensures \result && Multiples.rem((long) (bytes * at), alignment) == 0;
    @ pure model private static boolean low(long bytes, long at, long alignment) {
    @   boolean whole = Divisors.divides(bytes, alignment);
    @   return times(bytes, alignment, at);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 131072 <= bytes && bytes <= 2097152 && 0 <= at && at < most && most <= Tree.MOST;
    @   requires Multiples.powerOfTwo(bytes) && Multiples.powerOfTwo(alignment) && bytes < alignment;
    @   requires step == alignment / bytes && 1 <= step && Multiples.rem(at, step > most ? most : step) == 0;
    @   ensures \result && Multiples.rem((long) (bytes * at), alignment) == 0;
    @ pure model private static boolean high(long bytes, long step, long at, long alignment, long most) {
    @   boolean exact = Divisors.divides(alignment, bytes) && Multiples.whole(alignment, bytes);
    @   if (step > most) {
    @     boolean first = Multiples.whole(at, most) && none(at, most) && Multiples.zero(alignment);
    @     return first;
    @   }
    @   return steps(bytes, step, at, alignment);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= at && at < most && at / most * most == at;
    @   ensures \result && at == 0;
    @ pure model private static boolean none(long at, long most) { return true; }
    @*/

  /*@ private normal_behavior
    @   requires 131072 <= bytes && bytes <= 2097152 && 1 <= step && 0 <= at && at <= Tree.MOST;
    @   requires alignment == step * bytes && Multiples.rem(at, step) == 0;
    @   ensures \result && Multiples.rem((long) (bytes * at), alignment) == 0;
    @ pure model private static boolean steps(long bytes, long step, long at, long alignment) {
    @   boolean whole = Multiples.whole(at, step);
    @   long k = (long) (at / step);
    @   assert k * step == at;
    @   assert k * alignment == bytes * at;
    @   return Multiples.multiple(k, alignment);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= x && 0 < m && 0 <= at && at <= Tree.MOST && Multiples.rem(x, m) == 0;
    @   requires x * at <= 0x7fffffffffffffffL;
    @   ensures \result && 0 <= x * at && Multiples.rem((long) (x * at), m) == 0;
    @   measured_by (int) at;
    @ pure model private static boolean times(long x, long m, long at) {
    @   if (at == 0) {
    @     boolean zero = Multiples.zero(m);
    @     return zero;
    @   }
    @   boolean less = times(x, m, (long) (at - 1));
    @   long y = (long) (x * (at - 1));
    @   assert 0 <= y && x * at == y + x;
    @   return Divisors.sum(y, x, m);
    @ }
    @*/

  // Such a number is a power of two.
  /*@ public normal_behavior
    @   requires n == 1 || n == 2 || n == 4 || n == 8 || n == 16 || n == 32 || n == 64 || n == 128 || n == 256
    @     || n == 512 || n == 1024 || n == 2048 || n == 4096 || n == 8192 || n == 16384 || n == 32768
    @     || n == 65536 || n == 131072 || n == 262144 || n == 524288 || n == 1048576 || n == 2097152;
    @   ensures \result && Multiples.powerOfTwo(n);
    @   measured_by (int) n;
    @ pure model public static boolean two(long n) {
    @   return n == 1 ? true : two((long) (n / 2)) && Multiples.twice((long) (n / 2));
    @ }
    @*/
}
