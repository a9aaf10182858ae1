package org.alloracle.reference.snmalloc;

/**
 * The size classes that fit in a slab, for who does not need to see how they follow each other: that is the invariant
 * of {@link Sizes}.
 */
public final class Fits {
  final /*@ spec_public @*/ Sizes sizes;
  final /*@ spec_public @*/ long bytes;
  final /*@ spec_public @*/ long[] size;

  /*@ // METADATA
    @ public invariant bytes == sizes.bytes && size == sizes.size;
    @ public invariant bytes == 0x10L || bytes == 0x20L || bytes == 0x40L || bytes == 0x80L || bytes == 0x100L
    @   || bytes == 0x200L || bytes == 0x400L || bytes == 0x800L || bytes == 0x1000L || bytes == 0x2000L
    @   || bytes == 0x4000L || bytes == 0x8000L || bytes == 0x10000L;
    @*/

  /** The classes for so many bytes, a power of two. */
  /*@ public normal_behavior
    @   requires bytes == 0x10L || bytes == 0x20L || bytes == 0x40L || bytes == 0x80L || bytes == 0x100L
    @     || bytes == 0x200L || bytes == 0x400L || bytes == 0x800L || bytes == 0x1000L
    @     || bytes == 0x2000L || bytes == 0x4000L || bytes == 0x8000L || bytes == 0x10000L;
    @   ensures this.bytes == bytes && \fresh(size) && \invariant_for(sizes);
    @   ensures 1 <= size.length && size.length <= SizeClasses.MOST;
    @   ensures (\forall int k; 0 <= k && k < size.length; 16 <= size[k] && size[k] <= bytes);
    @ pure
    @*/
  public Fits(long bytes) {
    this.bytes = bytes;
    sizes = new Sizes(bytes);
    size = sizes.size;
  }

  // Lemma: an alignment of which a class is a multiple divides the bytes too. So only this class needs to see the list of powers.
  /*@ public normal_behavior
    @   requires 0 <= k && k < size.length && org.alloracle.reference.Alignments.valid(alignment);
    @   requires org.alloracle.reference.Multiples.rem(size[k], alignment) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem(bytes, alignment) == 0;
    @ pure model public boolean divides(int k, long alignment) {
    @   return org.alloracle.reference.Alignments.listed(alignment) && org.alloracle.reference.Multiples.whole(size[k], alignment)
    @     && least(size[k], size[k] / alignment, alignment) && power(bytes, alignment)
    @     && org.alloracle.reference.Multiples.remainder(bytes, alignment);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 < x && 0 <= q && 0 < m && q * m == x;
    @   ensures \result && m <= x;
    @ pure model private static boolean least(long x, long q, long m) { return true; }
    @*/

  /*@ private normal_behavior
    @   requires 0 < m && m <= x && x <= 65536 && org.alloracle.reference.Powers.isOfTwo(x) && org.alloracle.reference.Powers.isOfTwo(m);
    @   ensures \result && x % m == 0;
    @ pure model private static boolean power(long x, long m) { return true; }
    @*/
}
