package org.alloracle.fast.basicalloc;

import org.alloracle.collect.FreeTree;
import org.alloracle.collect.LongMap;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.Requests;

/**
 * Address-ordered first fit with coalescing, at the same addresses as {@link
 * org.alloracle.reference.basicalloc reference.basicalloc}, in logarithmic time.
 *
 * <p>Metadata is proportional to the number of blocks, not to the address space. Confined to one
 * thread.
 */
public final class FastBasicAlloc implements BlockAllocator {
  private static final int GRAIN_BITS = 4;
  private static final long GRAIN = 1L << GRAIN_BITS;

  /** The greatest limit and the greatest page, in bytes. */
  private static final long GREATEST = 1L << 60;

  private final long limit; // grains
  private final long page; // grains
  private final FreeTree free = new FreeTree();
  private final LongMap live = new LongMap(); // first grain -> grains
  private long obtained; // grains
  private long liveGrains;

  /** A heap with pages of 4096 bytes. */
  public FastBasicAlloc(long limitBytes) {
    this(limitBytes, 4096);
  }

  /**
   * An empty heap.
   *
   * @param limitBytes the end of the address space, a multiple of 16 from 0 to 2<sup>60</sup>
   * @param pageBytes memory is obtained in multiples of this, itself a positive multiple of 16 up
   *     to 2<sup>60</sup>
   * @throws IllegalArgumentException if one of them is not so
   */
  public FastBasicAlloc(long limitBytes, long pageBytes) {
    if (limitBytes < 0 || limitBytes > GREATEST || limitBytes % GRAIN != 0) {
      throw new IllegalArgumentException(
          "limit " + limitBytes + ": not a multiple of 16 from 0 to 2^60");
    }
    if (pageBytes <= 0 || pageBytes > GREATEST || pageBytes % GRAIN != 0) {
      throw new IllegalArgumentException(
          "page " + pageBytes + ": not a positive multiple of 16 up to 2^60");
    }
    limit = limitBytes >> GRAIN_BITS;
    page = pageBytes >> GRAIN_BITS;
  }

  @Override
  public long allocate(long size, long alignment) {
    Requests.check(size, alignment);
    long n = size == 0 ? 1 : ((size - 1) >> GRAIN_BITS) + 1;
    long a = alignment <= GRAIN ? 1 : alignment >> GRAIN_BITS;
    for (int node = free.lowest(n); node != FreeTree.NONE; node = free.next(node, n)) {
      long at = (free.end(node) - n) & -a;
      if (at >= free.start(node)) {
        carve(node, at, n);
        return take(at, n);
      }
    }
    return grow(n, a);
  }

  private void carve(int node, long at, long n) {
    long start = free.start(node);
    long end = free.end(node);
    if (start < at) {
      free.resize(node, start, at - start);
      if (at + n < end) {
        free.insert(at + n, end - at - n);
      }
    } else if (at + n < end) {
      free.resize(node, at + n, end - at - n);
    } else {
      free.remove(node);
    }
  }

  private long grow(long n, long a) {
    long at = (obtained + (a - 1)) & -a;
    long wanted = at - obtained + n;
    long pages = (wanted - 1) / page + 1;
    if (pages > (limit - obtained) / page) {
      return NONE;
    }
    long end = obtained + pages * page;
    if (obtained < at) {
      release(obtained, at - obtained);
    }
    obtained = end;
    if (at + n < end) {
      free.insert(at + n, end - at - n);
    }
    return take(at, n);
  }

  private long take(long at, long n) {
    live.put(at, n);
    liveGrains += n;
    return at << GRAIN_BITS;
  }

  @Override
  public void free(long address) {
    long n = (address & (GRAIN - 1)) != 0 ? 0 : live.remove(address >> GRAIN_BITS, 0);
    if (n == 0) {
      throw new InvalidFreeException("no live block starts at " + address);
    }
    liveGrains -= n;
    release(address >> GRAIN_BITS, n);
  }

  /** Adds grains to the free ones, merged with their neighbours. */
  private void release(long at, long n) {
    free.seek(at);
    int low = free.below();
    int high = free.atOrAbove();
    boolean joinsLow = low != FreeTree.NONE && free.end(low) == at;
    boolean joinsHigh = high != FreeTree.NONE && free.start(high) == at + n;
    if (joinsLow && joinsHigh) {
      long end = free.end(high);
      free.remove(high);
      free.resize(low, free.start(low), end - free.start(low));
    } else if (joinsLow) {
      free.resize(low, free.start(low), free.length(low) + n);
    } else if (joinsHigh) {
      free.resize(high, at, n + free.length(high));
    } else {
      free.insert(at, n);
    }
  }

  @Override
  public long usableSize(long address) {
    long n = (address & (GRAIN - 1)) != 0 ? 0 : live.get(address >> GRAIN_BITS, 0);
    if (n == 0) {
      throw new InvalidFreeException("no live block starts at " + address);
    }
    return n << GRAIN_BITS;
  }

  /** The bytes obtained so far, live and free. */
  public long obtained() {
    return obtained << GRAIN_BITS;
  }

  /**
   * Walks the invariants of the structure.
   *
   * @throws AssertionError naming the first that does not hold
   */
  public void checkInvariants() {
    long freeGrains = free.checkInvariants();
    if (freeGrains + liveGrains != obtained) {
      throw new AssertionError(
          "CONSERVATION: " + freeGrains + " free and " + liveGrains + " live of " + obtained);
    }
    if (obtained > limit || obtained % page != 0) {
      throw new AssertionError("CONTAINMENT: " + obtained + " grains obtained of " + limit);
    }
  }
}
