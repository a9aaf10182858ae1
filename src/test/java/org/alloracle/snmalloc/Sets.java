package org.alloracle.snmalloc;

/** The parameters of a set of allocators over one heap, as the constructors have them. */
public final class Sets {
  private final long[] ids;
  private final int bits;
  private final int superslabs;
  private final int each;
  private final long slabBytes;
  private final long header;
  private final long limit;

  /** As the parameters of the constructors are called. */
  public Sets(
      long[] ids, int bits, int superslabs, int each, long slabBytes, long header, long limit) {
    this.ids = ids;
    this.bits = bits;
    this.superslabs = superslabs;
    this.each = each;
    this.slabBytes = slabBytes;
    this.header = header;
    this.limit = limit;
  }

  long[] ids() {
    return ids;
  }

  int bits() {
    return bits;
  }

  int superslabs() {
    return superslabs;
  }

  int each() {
    return each;
  }

  long slabBytes() {
    return slabBytes;
  }

  long header() {
    return header;
  }

  long limit() {
    return limit;
  }

  /** The bytes of the heap. */
  public long heapBytes() {
    return slabBytes * each * superslabs;
  }
}
