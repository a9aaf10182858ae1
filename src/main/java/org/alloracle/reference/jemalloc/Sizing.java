package org.alloracle.reference.jemalloc;

/**
 * What a request needs. Outside, the contracts say little more than ranges: the definitions, with their
 * divisions, are in the private cases.
 */
public final class Sizing {
  private Sizing() {}

  /** The small class of a request, or -1 if it is not small. */
  /*@ public normal_behavior
    @   requires 0 <= size && size <= 1048576 && 1 <= alignment && alignment <= 1048576;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < SizeClasses.BINS;
    @   ensures (\forall int b; b == \result && 0 <= b; size <= SizeClasses.size(b)); // CAPACITY
    @ also private normal_behavior
    @   requires 0 <= size && size <= 1048576 && 1 <= alignment && alignment <= 1048576;
    @   assignable \nothing;
    @   ensures (\result < 0) == (SizeClasses.LARGEST < SizeClasses.need(size, alignment));
    @   ensures 0 <= \result ==> \result == SizeClasses.bin(SizeClasses.need(size, alignment)); // POLICY
    @ pure
    @*/
  public static int bin(long size, long alignment) {
    long need = SizeClasses.need(size, alignment);
    return need <= SizeClasses.LARGEST ? SizeClasses.bin(need) : -1;
  }

  /** The pages of a large request, in chunks of so many: they are half of one at most. */
  /*@ public normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires 0 <= size && size <= 2048L * chunk && 1 <= alignment && alignment <= 2048L * chunk;
    @   assignable \nothing;
    @   ensures 1 <= \result && 2 * \result <= chunk;
    @   ensures size <= 4096L * \result; // CAPACITY
    @   ensures \result == 1 || \result == 2 || \result == 4 || \result == 8 || \result == 16
    @     || \result == 32 || \result == 64 || \result == 128 || \result == 256;
    @ also private normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires 0 <= size && size <= 2048L * chunk && 1 <= alignment && alignment <= 2048L * chunk;
    @   assignable \nothing;
    @   ensures \result == (SizeClasses.need(size, alignment) <= SizeClasses.PAGE ? 1
    @     : SizeClasses.power(SizeClasses.need(size, alignment)) / SizeClasses.PAGE); // POLICY
    @ pure
    @*/
  public static int run(int chunk, long size, long alignment) {
    long need = SizeClasses.need(size, alignment);
    return need <= SizeClasses.PAGE ? 1 : SizeClasses.power(need) / SizeClasses.PAGE;
  }

  /** The pages of a small class's run. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS;
    @   assignable \nothing;
    @   ensures \result == (bin <= 1 ? 1 : bin == 2 ? 2 : bin == 3 ? 4 : bin == 4 ? 8 : 16);
    @ also private normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS;
    @   assignable \nothing;
    @   ensures \result == Geometry.pages(SizeClasses.size(bin));
    @ pure
    @*/
  public static int pages(int bin) {
    return Geometry.pages(SizeClasses.size(bin));
  }

  /** Where in a run of a small class the first region starts. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS;
    @   assignable \nothing;
    @   ensures Geometry.HEADER <= \result && \result <= 2359;
    @ also private normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS;
    @   assignable \nothing;
    @   ensures \result == Geometry.first(SizeClasses.size(bin));
    @ pure
    @*/
  public static int first(int bin) {
    return Geometry.first(SizeClasses.size(bin));
  }

  /** The layout of a small class's run. */
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS;
    @   old int first = first(bin);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \invariant_for(\result) && \result.strip.first == first;
    @   ensures \result.strip.size == (bin == 0 ? 2 : bin == 1 ? 4 : bin == 2 ? 8
    @     : bin <= 34 ? 16 * (bin - 2) : bin == 35 ? 1024 : 2048);
    @*/
  public static Shape shape(int bin) {
    return Shape.of(SizeClasses.size(bin));
  }

  /** The pages of so many chunks. */
  /*@ public normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires 1 <= count && count <= Tree.MOST / chunk;
    @   assignable \nothing;
    @   ensures chunk <= \result && count <= \result && \result <= Tree.MOST;
    @   ensures \result == count * chunk;
    @ pure
    @*/
  public static int total(int count, int chunk) {
    return count * chunk;
  }

  // The pages of a large request are a multiple of its alignment.
  /*@ public normal_behavior
    @   requires chunk == 32 || chunk == 64 || chunk == 128 || chunk == 256 || chunk == 512;
    @   requires 0 <= size && size <= 2048L * chunk && 1 <= alignment && alignment <= 2048L * chunk;
    @   requires org.alloracle.reference.Multiples.powerOfTwo(alignment) && bin(size, alignment) < 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem((long) (4096L * run(chunk, size, alignment)), alignment) == 0; // ALIGNMENT
    @ pure model public static boolean even(int chunk, long size, long alignment) {
    @   long bytes = (long) (4096L * run(chunk, size, alignment));
    @   long need = SizeClasses.need(size, alignment);
    @   assert need == (long) SizeClasses.power(size < alignment ? alignment : size);
    @   boolean whole = fixed((long) (size < alignment ? alignment : size)) && whole(need);
    @   assert bytes == need;
    @   return powers(need, alignment);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= n && n <= 1048576;
    @   ensures \result && SizeClasses.power((long) SizeClasses.power(n)) == SizeClasses.power(n);
    @ pure model private static boolean fixed(long n) { return true; }
    @*/

  /*@ private normal_behavior
    @   requires 2048 < need && need <= 1048576 && SizeClasses.power(need) == need;
    @   ensures \result && 4096 <= need && (need <= 4096 ? 1 : SizeClasses.power(need) / 4096) * 4096L == need;
    @ pure model private static boolean whole(long need) { return true; }
    @*/

  /*@ private normal_behavior
    @   requires 2048 < need && need <= 1048576 && SizeClasses.power(need) == need;
    @   requires org.alloracle.reference.Multiples.powerOfTwo(alignment) && alignment <= need;
    @   ensures \result && org.alloracle.reference.Multiples.rem(need, alignment) == 0;
    @ pure model private static boolean powers(long need, long alignment) {
    @   return Wholes.two(need) && org.alloracle.reference.Divisors.divides(need, alignment);
    @ }
    @*/

  // The class of a small request is a multiple of its alignment.
  /*@ public normal_behavior
    @   requires 0 <= size && size <= 1048576 && org.alloracle.reference.Multiples.powerOfTwo(alignment) && alignment <= 1048576;
    @   requires 0 <= bin(size, alignment);
    @   ensures \result && alignment <= 2048; // ALIGNMENT
    @   ensures org.alloracle.reference.Multiples.rem((long) SizeClasses.size(bin(size, alignment)), alignment) == 0;
    @ pure model public static boolean fine(long size, long alignment) {
    @   long need = SizeClasses.need(size, alignment);
    @   long bytes = (long) SizeClasses.size(bin(size, alignment));
    @   if (size <= SizeClasses.LARGEST
    @       && org.alloracle.reference.Multiples.rem((long) SizeClasses.size(SizeClasses.bin(size)), alignment) == 0) {
    @     return org.alloracle.reference.Multiples.whole(bytes, alignment) && most(bytes, (long) (bytes / alignment), alignment);
    @   }
    @   assert bytes == (need == 1 ? 2 : need);
    @   return Wholes.two(bytes) && org.alloracle.reference.Divisors.divides(bytes, alignment);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 1 <= x && 1 <= m && 0 <= q && q * m == x;
    @   ensures \result && m <= x;
    @ pure model private static boolean most(long x, long q, long m) {
    @   assert q != 0;
    @   assert 0 <= (q - 1) * m;
    @   return true;
    @ }
    @*/

  // Where the first region of a run starts is a multiple of an alignment that divides the regions.
  /*@ public normal_behavior
    @   requires 0 <= bin && bin < SizeClasses.BINS && org.alloracle.reference.Multiples.powerOfTwo(alignment) && alignment <= 2048;
    @   requires org.alloracle.reference.Multiples.rem((long) SizeClasses.size(bin), alignment) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem((long) first(bin), alignment) == 0;
    @ pure model public static boolean begin(int bin, long alignment) {
    @   int size = SizeClasses.size(bin);
    @   return Strip.begin((long) size, (long) Geometry.regions(size), (long) Geometry.pages(size),
    @     (long) Geometry.first(size), alignment);
    @ }
    @*/
}
