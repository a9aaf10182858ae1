package org.alloracle.fast.slab;

import java.util.Arrays;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.ObjectCache;
import org.jspecify.annotations.Nullable;

/**
 * The slab allocator, after Bonwick, "The Slab Allocator" (USENIX Summer 1994), with the same
 * answers as {@link org.alloracle.reference.slab reference.slab}, each in constant time.
 *
 * <ul>
 *   <li>CONTAINMENT, DISJOINTNESS, ALIGNMENT: an object lies before its slab's record, at a
 *       multiple of the alignment; the slabs lie end to end from address 0.
 *   <li>POLICY: the first slab that is not full serves, from the head of its free chain; the list
 *       of slabs is full, partial, empty. Each slab that is made has the next colour.
 *   <li>REUSE: a freed buffer is the head of its slab's chain.
 *   <li>HONEST_FAILURE: exact; {@link #allocate} fails only if all slabs there may be are full.
 *   <li>VALID_FREE: a wrong free is detected unless a live object is there, and changes nothing.
 * </ul>
 *
 * <p>The chains stand beside the memory, so no constructed object is disturbed. Metadata is some 12
 * bytes a slab there may be, and 4 a buffer of the slabs that were ever made; only the first making
 * of a slab makes a Java object. Confined to one thread.
 */
public final class FastSlabCache implements ObjectCache {
  /** The most slabs, and the most bytes of a slab. */
  public static final int MOST_SLABS = 16384;

  public static final int MOST_BYTES = 65536;

  /** In a chain: the buffer is live. */
  private static final int LIVE = -1;

  private final int slabBytes;
  private final int size;
  private final int align;
  private final int chunk;
  private final int each;
  private final int lastColour;
  private final int end; // past the last slab's last byte
  private final SlabChain slabs;

  /** By slab, then by buffer: the next one of the free chain, {@code each} at its end, or LIVE. */
  private final int[] @Nullable [] chain;

  private final int[] head;
  private final int[] colour;
  private final boolean[] built;
  private int nextColour;

  /**
   * An empty cache.
   *
   * @param slabs there may be, from 0 to {@link #MOST_SLABS}
   * @param slabBytes of a slab, from 1 to {@link #MOST_BYTES}, a multiple of {@code align}
   * @param record bytes at the end of a slab that its objects leave alone, from 0
   * @param size of an object in bytes, from 1
   * @param align of the objects, a power of two
   * @throws IllegalArgumentException if one of them is not so, or a slab has no room for an object
   */
  public FastSlabCache(int slabs, long slabBytes, long record, long size, long align) {
    if (slabs < 0 || slabs > MOST_SLABS || slabBytes < 1 || slabBytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          slabs + " slabs of " + slabBytes + " bytes: at most 16384 of 1 to 65536 wanted");
    }
    if (align < 1 || Long.bitCount(align) != 1 || slabBytes % align != 0) {
      throw new IllegalArgumentException(
          "alignment " + align + ": a power of two that divides a slab wanted");
    }
    if (record < 0
        || size < 1
        || size > slabBytes - record
        || up(size, align) > slabBytes - record) {
      throw new IllegalArgumentException(
          "objects of " + size + " bytes, a record of " + record + ": no room in a slab");
    }
    this.slabBytes = (int) slabBytes;
    this.size = (int) size;
    this.align = (int) align;
    chunk = (int) up(size, align);
    int room = (int) (slabBytes - record);
    each = room / chunk;
    lastColour = room % chunk / this.align;
    end = slabs * this.slabBytes;
    this.slabs = new SlabChain(slabs, each);
    chain = new int[slabs][];
    head = new int[slabs];
    colour = new int[slabs];
    built = new boolean[slabs];
  }

  private static long up(long size, long align) {
    return (size + align - 1) & -align;
  }

  @Override
  public long allocate() {
    if (slabs.allFull()) {
      if (slabs.noneLeft()) {
        return NONE;
      }
      make(slabs.make());
    }
    int slab = slabs.take();
    int[] links = links(slab);
    int buffer = head[slab];
    head[slab] = links[buffer];
    links[buffer] = LIVE;
    return at(slab, buffer);
  }

  private void make(int slab) {
    colour[slab] = nextColour;
    nextColour = nextColour == lastColour ? 0 : nextColour + 1;
    built[slab] = true;
    if (chain[slab] == null) {
      int[] links = new int[each];
      Arrays.setAll(links, buffer -> buffer + 1);
      chain[slab] = links;
    }
  }

  private int[] links(int slab) {
    int[] links = chain[slab];
    if (links == null) {
      throw new AssertionError("METADATA: slab " + slab + " was never made");
    }
    return links;
  }

  private int at(int slab, int buffer) {
    return slab * slabBytes + colour[slab] * align + buffer * chunk;
  }

  @Override
  public void free(long address) {
    if (address < 0 || address >= end) {
      throw wrong(address);
    }
    int slab = (int) address / slabBytes;
    int offset = (int) address - at(slab, 0);
    int buffer = offset / chunk;
    int[] links = chain[slab];
    if (links == null
        || offset < 0
        || buffer >= each
        || offset != buffer * chunk
        || links[buffer] != LIVE) {
      throw wrong(address);
    }
    links[buffer] = head[slab];
    head[slab] = buffer;
    slabs.give(slab);
  }

  private static InvalidFreeException wrong(long address) {
    return new InvalidFreeException("no live object at " + address);
  }

  /**
   * Gives back the slab at the list's end if it is empty; its objects are destroyed.
   *
   * @return whether it was
   */
  public boolean reap() {
    if (slabs.empty == 0) {
      return false;
    }
    built[slabs.reap()] = false;
    return true;
  }

  @Override
  public long objectSize() {
    return size;
  }

  /** The buffers of a slab. */
  public int buffersOfASlab() {
    return each;
  }

  /** The full slabs. */
  public int fullSlabs() {
    return slabs.full;
  }

  /** The slabs with live and with free buffers. */
  public int partialSlabs() {
    return slabs.partial;
  }

  /** The slabs without live buffers that are not given back. */
  public int emptySlabs() {
    return slabs.empty;
  }

  /**
   * A slab by its place in the list, in time proportional to the place.
   *
   * @param place from 0 to the number of slabs that are made - 1
   */
  public int slabAt(int place) {
    return slabs.at(place);
  }

  /** How many bytes from its beginning the first buffer of a slab lies. */
  public long colouring(int slab) {
    return (long) colour[slab] * align;
  }

  /** Whether the objects of a slab are constructed. */
  public boolean constructed(int slab) {
    return built[slab];
  }

  /**
   * Walks the invariants of the structure.
   *
   * @throws AssertionError that begins with the name of the first clause that does not hold
   */
  public void checkInvariants() {
    slabs.check();
    for (int place = 0; place < built.length; place++) {
      int slab = slabs.at(place);
      if (built[slab] != place < slabs.used()) {
        throw new AssertionError("METADATA: slab " + slab + " is constructed: " + built[slab]);
      }
    }
    for (int slab = 0; slab < built.length; slab++) {
      int[] links = chain[slab];
      if (links != null) {
        check(slab, links);
      } else if (slabs.refs[slab] != 0) {
        throw new AssertionError("CONSERVATION: slab " + slab + " has live buffers and no chain");
      }
    }
  }

  private void check(int slab, int[] links) {
    int live = 0;
    for (int link : links) {
      live += link == LIVE ? 1 : 0;
    }
    int free = 0;
    for (int buffer = head[slab]; buffer != each; buffer = links[buffer]) {
      if (buffer == LIVE || ++free > each) {
        throw new AssertionError("METADATA: the chain of slab " + slab + " is broken or circles");
      }
    }
    if (live != slabs.refs[slab] || live + free != each) {
      throw new AssertionError(
          "CONSERVATION: slab "
              + slab
              + " of "
              + each
              + " has "
              + live
              + " live, "
              + free
              + " free buffers and counts "
              + slabs.refs[slab]);
    }
    if (colour[slab] > lastColour || nextColour > lastColour) {
      throw new AssertionError("CONTAINMENT: the colour of slab " + slab);
    }
  }
}
