package org.alloracle.reference.snmalloc;

/**
 * The size classes that fit in a slab, for who does not need to see how they follow each other: that is the invariant
 * of {@link Sizes}.
 */
public final class Fits {
  final /*@ spec_public @*/ Sizes sizes;
  final /*@ spec_public @*/ long bytes;
  final /*@ spec_public @*/ long[] size;

  //@ public invariant bytes == sizes.bytes && size == sizes.size; // METADATA

  /** The classes for so many bytes. */
  /*@ public normal_behavior
    @   requires 16 <= bytes && bytes <= Rooms.MOST_BYTES;
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
}
