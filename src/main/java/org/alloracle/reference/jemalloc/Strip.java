package org.alloracle.reference.jemalloc;

/** The layout of a run, in numbers that never change: a header, and as many regions as fit, at its end. */
public final class Strip {
  /** Bytes of a region. */
  final /*@ spec_public @*/ int size;

  final /*@ spec_public @*/ int pages;
  final /*@ spec_public @*/ int regions;

  /** Where in the run the first region starts. */
  final /*@ spec_public @*/ int first;

  /*@ // METADATA: the numbers are those of Geometry
    @ public invariant 2 <= size && size <= 2048 && 31 <= regions && regions <= 2048;
    @ public invariant pages == (size <= 4 ? 1 : size <= 8 ? 2 : size <= 16 ? 4 : size <= 32 ? 8 : 16);
    @ // DISJOINTNESS: of header and regions; CONSERVATION: as many as fit
    @ public invariant Geometry.HEADER <= first && first < Geometry.HEADER + size;
    @ public invariant first + regions * size == 4096 * pages; // CONTAINMENT
    @*/

  /** Such a layout. */
  /*@ public normal_behavior
    @   requires 2 <= size && size <= 2048 && 31 <= regions && regions <= 2048;
    @   requires pages == (size <= 4 ? 1 : size <= 8 ? 2 : size <= 16 ? 4 : size <= 32 ? 8 : 16);
    @   requires Geometry.HEADER <= first && first < Geometry.HEADER + size;
    @   requires first + regions * size == 4096 * pages;
    @   ensures this.size == size && this.pages == pages && this.regions == regions && this.first == first;
    @ pure
    @*/
  public Strip(int size, int pages, int regions, int first) {
    this.size = size;
    this.pages = pages;
    this.regions = regions;
    this.first = first;
  }

  /** Where in the run a region starts. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < regions;
    @   assignable \nothing;
    @   ensures \result == first + x * size;
    @   ensures Geometry.HEADER <= \result && \result + size <= 4096 * pages; // CONTAINMENT
    @ pure
    @*/
  public int at(int x) {
    //@ assert 0 <= x * size && 0 <= (regions - 1 - x) * size;
    return first + x * size;
  }

  // A region lies at an alignment of at most half a page that divides its size.
  /*@ public normal_behavior
    @   requires 0 <= x && x < regions && org.alloracle.reference.Multiples.powerOfTwo(alignment) && alignment <= 2048;
    @   requires org.alloracle.reference.Multiples.rem((long) size, alignment) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem((long) at(x), alignment) == 0;
    @ pure model public boolean aligned(int x, long alignment) {
    @   boolean begin = begin((long) size, (long) regions, (long) pages, (long) first, alignment);
    @   boolean before = times((long) size, (long) x, alignment);
    @   return org.alloracle.reference.Divisors.sum((long) first, (long) (x * size), alignment);
    @ }
    @*/

  // So does the first, as the regions end where a page does.
  /*@ public normal_behavior
    @   requires 2 <= size && size <= 2048 && 0 <= regions && regions <= 2048 && 1 <= pages && pages <= 16;
    @   requires 0 <= first && first + regions * size == 4096 * pages;
    @   requires org.alloracle.reference.Multiples.powerOfTwo(alignment) && alignment <= 2048 && org.alloracle.reference.Multiples.rem(size, alignment) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem(first, alignment) == 0;
    @ pure model public static boolean begin(long size, long regions, long pages, long first, long alignment) {
    @   boolean all = page(pages, alignment) && times(size, regions, alignment);
    @   return less((long) (4096L * pages), (long) (regions * size), first, alignment);
    @ }
    @*/

  // A page does.
  /*@ public normal_behavior
    @   requires 0 <= page && page <= 1048576 && org.alloracle.reference.Multiples.powerOfTwo(alignment) && alignment <= 2048;
    @   ensures \result && org.alloracle.reference.Multiples.rem((long) (4096L * page), alignment) == 0;
    @ pure model public static boolean page(long page, long alignment) {
    @   boolean one = Wholes.two(4096L) && org.alloracle.reference.Divisors.divides(4096L, alignment);
    @   return org.alloracle.reference.Multiples.multiple(page, 4096L) && Levels.under((long) (4096L * page), 4096L, alignment);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 1 <= size && size <= 2048 && 0 <= x && x <= 2048 && 1 <= m && org.alloracle.reference.Multiples.rem(size, m) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem((long) (x * size), m) == 0;
    @ pure model private static boolean times(long size, long x, long m) {
    @   assert 0 <= x * size && x * size <= 2048 * size;
    @   return org.alloracle.reference.Multiples.multiple(x, size) && Levels.under((long) (x * size), size, m);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= y && 0 <= z && z + y == x && x <= 1048576 && 1 <= m;
    @   requires org.alloracle.reference.Multiples.rem(x, m) == 0 && org.alloracle.reference.Multiples.rem(y, m) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem(z, m) == 0;
    @ pure model private static boolean less(long x, long y, long z, long m) {
    @   boolean whole = org.alloracle.reference.Multiples.whole(x, m) && org.alloracle.reference.Multiples.whole(y, m);
    @   long p = (long) (x / m);
    @   long q = (long) (y / m);
    @   boolean rest = without(x, y, z, p, q, m);
    @   long k = (long) (p - q);
    @   assert k * m == z;
    @   return org.alloracle.reference.Multiples.multiple(k, m);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= z && z + y == x && 1 <= m && 0 <= p && 0 <= q && p * m == x && q * m == y;
    @   ensures \result && q <= p && (p - q) * m == z;
    @ pure model private static boolean without(long x, long y, long z, long p, long q, long m) {
    @   assert (p - q) * m == z;
    @   assert q <= p || 0 <= (q - p - 1) * m;
    @   return true;
    @ }
    @*/
}
