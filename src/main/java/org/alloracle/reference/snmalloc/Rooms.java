package org.alloracle.reference.snmalloc;

/**
 * The room of slabs end to end from address 0, some of which begin with a header: the size classes of which a slab
 * has room for an object, for how many it has, and where they lie. The last object of a slab ends where it ends.
 */
public final class Rooms {
  /** The most bytes of a slab, and the most slabs. */
  public static final long MOST_BYTES = 65536L;

  public static final int MOST_SLABS = 65536;

  final /*@ spec_public @*/ long slabBytes;
  final /*@ spec_public @*/ long header;
  final /*@ spec_public @*/ Fits fits;
  final /*@ spec_public @*/ long[] size;
  final /*@ spec_public @*/ Shares whole;
  final /*@ spec_public @*/ Shares rest;
  final /*@ spec_public @*/ int[] many;
  final /*@ spec_public @*/ int[] few;

  /*@ // METADATA
    @ public invariant 16 <= slabBytes && slabBytes <= MOST_BYTES && 0 <= header && header < slabBytes;
    @ public invariant 1 <= size.length && size.length <= SizeClasses.MOST;
    @ public invariant size == fits.size && fits.bytes == slabBytes;
    @ public invariant size == whole.size && size == rest.size && whole.bytes == slabBytes;
    @ public invariant rest.bytes == slabBytes - header && many == whole.count && few == rest.count;
    @ public invariant many.length == size.length && few.length == size.length;
    @ public invariant (\forall int k; 0 <= k && k < size.length; 16 <= size[k] && size[k] <= slabBytes);
    @ public invariant (\forall int k; 0 <= k && k < many.length; 1 <= many[k] && 16 * many[k] <= slabBytes);
    @ public invariant (\forall int k; 0 <= k && k < few.length; 0 <= few[k] && 16 * few[k] <= slabBytes
    @   && (few[k] == 0) == (slabBytes - header < size[k]));
    @*/

  /** The room of slabs of so many bytes, a power of two, with such a header. */
  /*@ public normal_behavior
    @   requires slabBytes == 0x10L || slabBytes == 0x20L || slabBytes == 0x40L || slabBytes == 0x80L
    @     || slabBytes == 0x100L || slabBytes == 0x200L || slabBytes == 0x400L || slabBytes == 0x800L
    @     || slabBytes == 0x1000L || slabBytes == 0x2000L || slabBytes == 0x4000L
    @     || slabBytes == 0x8000L || slabBytes == 0x10000L;
    @   requires 0 <= header && header < slabBytes;
    @   ensures this.slabBytes == slabBytes && this.header == header;
    @   ensures \fresh(size) && \fresh(many) && \fresh(few);
    @   ensures \invariant_for(fits) && \invariant_for(whole) && \invariant_for(rest);
    @ pure
    @*/
  public Rooms(long slabBytes, long header) {
    this.slabBytes = slabBytes;
    this.header = header;
    fits = new Fits(slabBytes);
    size = fits.size;
    whole = new Shares(slabBytes, size);
    rest = new Shares(slabBytes - header, size);
    many = whole.count;
    few = rest.count;
  }

  /** Where an object of a class lies of which there are so many up to the end of the slab, itself too. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < MOST_SLABS && 0 <= k && k < size.length && 1 <= n && n <= 268435456;
    @   ensures \result <= 4294967296L;
    @ also private normal_behavior
    @   requires 0 <= s && s < MOST_SLABS && 0 <= k && k < size.length && 1 <= n && n <= 268435456;
    @   ensures \result == (s + 1) * slabBytes - n * size[k];
    @ pure
    @*/
  public long at(int s, int k, int n) {
    //@ assert bounded(s + 1, slabBytes) && bounded(n, size[k]);
    return (s + 1) * slabBytes - n * size[k];
  }

  /*@ private normal_behavior
    @   requires 1 <= n && n <= 268435456 && 16 <= bytes && bytes <= MOST_BYTES;
    @   ensures \result && 0 <= n * bytes && n * bytes <= n * 65536L;
    @ pure model private static boolean bounded(long n, long bytes) { return true; }
    @*/

  // Lemma, ALIGNMENT: an object lies at every alignment of which its size is a multiple, for so does the end of its slab.
  /*@ public normal_behavior
    @   requires 0 <= s && s < MOST_SLABS && 0 <= k && k < size.length && 1 <= n && n <= 268435456;
    @   requires 0 <= at(s, k, n) && org.alloracle.reference.Alignments.valid(alignment) && org.alloracle.reference.Multiples.rem(size[k], alignment) == 0;
    @   ensures \result && org.alloracle.reference.Multiples.rem(at(s, k, n), alignment) == 0;
    @ pure model public boolean aligned(int s, int k, int n, long alignment) {
    @   return fits.divides(k, alignment) && Differences.multiple(s + 1, slabBytes, n, size[k], at(s, k, n), alignment);
    @ }
    @*/

  /** The slab in which an address is, of so many; -1 if there is none. */
  /*@ public normal_behavior
    @   requires 0 <= slabs && slabs <= MOST_SLABS;
    @   ensures -1 <= \result && \result < slabs;
    @   ensures 0 <= \result ==> 0 <= address;
    @ also private normal_behavior
    @   requires 0 <= slabs && slabs <= MOST_SLABS;
    @   ensures address < 0 || slabs * slabBytes <= address ==> \result == -1;
    @   ensures 0 <= address && address < slabs * slabBytes ==> 0 <= \result
    @     && \result * slabBytes <= address && address < \result * slabBytes + slabBytes;
    @ pure
    @*/
  public int slab(long address, int slabs) {
    if (address < 0 || address >= slabs * slabBytes) {
      return -1;
    }
    //@ assert divided(address, slabBytes, slabs);
    return (int) (address / slabBytes);
  }

  /*@ private normal_behavior
    @   requires 16 <= m && m <= MOST_BYTES && 0 <= n && n <= MOST_SLABS && 0 <= x && x < n * m;
    @   ensures \result && 0 <= x / m && x / m < n && (x / m) * m <= x && x < (x / m) * m + m;
    @ pure model private static boolean divided(long x, long m, long n) { return true; }
    @*/

  /** Of how many objects of a class there is room from an address to the end of its slab. */
  /*@ public normal_behavior
    @   requires 0 <= slabs && slabs <= MOST_SLABS && 0 <= slab(address, slabs) && 0 <= k && k < size.length;
    @   ensures 0 <= \result && \result <= 65536;
    @ also private normal_behavior
    @   requires 0 <= slabs && slabs <= MOST_SLABS && 0 <= slab(address, slabs) && 0 <= k && k < size.length;
    @   ensures \result == ((slab(address, slabs) + 1) * slabBytes - address) / size[k];
    @ pure
    @*/
  public int distance(long address, int slabs, int k) {
    long offset = (slab(address, slabs) + 1) * slabBytes - address;
    //@ assert 1 <= offset && offset <= slabBytes;
    return quotient(offset, size[k]);
  }

  /*@ private normal_behavior
    @   requires 1 <= offset && offset <= MOST_BYTES && 16 <= size && size <= MOST_BYTES;
    @   ensures \result == offset / size && 0 <= \result && \result <= 65536;
    @ pure
    @*/
  private static int quotient(long offset, long size) {
    return (int) Reciprocal.quotient(offset, size, Reciprocal.of(size));
  }

  // Lemma: an object is found by its address.
  /*@ public normal_behavior
    @   requires 0 <= slabs && slabs <= MOST_SLABS && 0 <= s && s < slabs && 0 <= k && k < size.length;
    @   requires 1 <= n && n <= (small ? few[k] : many[k]);
    @   ensures \result && slab(at(s, k, n), slabs) == s && distance(at(s, k, n), slabs, k) == n;
    @ pure model public boolean found(int s, int slabs, int k, int n, boolean small) {
    @   return (small ? rest.within(k, n) : whole.within(k, n)) && where(at(s, k, n), s, slabs)
    @     && divides(n, size[k]);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= slabs && slabs <= MOST_SLABS && 0 <= s && s < slabs;
    @   requires s * slabBytes <= address && address < s * slabBytes + slabBytes;
    @   ensures \result && slab(address, slabs) == s;
    @ pure model private boolean where(long address, int s, int slabs) {
    @   return below(s, slabs, slabBytes, address) && one(s, slab(address, slabs), slabBytes, address);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= s && s < n && n <= MOST_SLABS && 16 <= m && m <= MOST_BYTES;
    @   requires s * m <= x && x < s * m + m;
    @   ensures \result && 0 <= x && x < n * m;
    @ pure model private static boolean below(long s, long n, long m, long x) { return true; }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= p && 0 <= q && 16 <= m && p <= MOST_SLABS && q <= MOST_SLABS && m <= MOST_BYTES;
    @   requires p * m <= x && x < p * m + m && q * m <= x && x < q * m + m;
    @   ensures \result && p == q;
    @ pure model private static boolean one(long p, long q, long m, long x) { return true; }
    @*/

  /*@ private normal_behavior
    @   requires 1 <= n && n <= 4096 && 16 <= m && m <= MOST_BYTES;
    @   ensures \result && (n * m) / m == n;
    @ pure model private static boolean divides(long n, long m) { return true; }
    @*/
}
