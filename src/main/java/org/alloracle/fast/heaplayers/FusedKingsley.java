package org.alloracle.fast.heaplayers;

import java.util.Arrays;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.Requests;
import org.jspecify.annotations.Nullable;

/**
 * Kingsley's allocator in one piece, as one would write it by hand: what {@link Kingsley#stacked}
 * is measured against, and must answer the same as. Confined to one thread.
 */
public final class FusedKingsley implements BlockAllocator {
  private static final int PAGE_BITS = 13;
  private static final int PAGE = 1 << PAGE_BITS;

  private final long most; // words
  private final long[] heads = new long[Kingsley.CLASSES];
  private long[] @Nullable [] pages = new long[4][];
  private long bump;

  /**
   * An empty heap from address 0.
   *
   * @param heapBytes a multiple of 4096 up to 2<sup>40</sup>
   * @throws IllegalArgumentException if it is not so
   */
  public FusedKingsley(long heapBytes) {
    if (heapBytes < 0 || heapBytes > ChunkLayer.GREATEST || heapBytes % ChunkLayer.CHUNK != 0) {
      throw new IllegalArgumentException(
          "heap of " + heapBytes + " bytes: not a multiple of 4096 up to 2^40");
    }
    most = heapBytes >> 3;
  }

  @Override
  public long allocate(long size, long alignment) {
    Requests.check(size, alignment);
    if (alignment > 8 || size > 8L << (Kingsley.CLASSES - 1)) {
      return NONE;
    }
    int k = size <= 8 ? 0 : 61 - Long.numberOfLeadingZeros(size - 1);
    long header = heads[k] - 1;
    if (header < 0) {
      header = carve(1L << k);
      if (header < 0) {
        return NONE;
      }
    } else {
      long[] page = page(header);
      heads[k] = ~page[(int) header & (PAGE - 1)];
      page[(int) header & (PAGE - 1)] = 1L << k;
    }
    return (header + 1) << 3;
  }

  private long carve(long words) {
    long header = bump;
    if (words + 1 > most - header) {
      return -1;
    }
    bump = header + words + 1;
    page(header)[(int) header & (PAGE - 1)] = words;
    return header;
  }

  private long[] page(long word) {
    int index = (int) (word >> PAGE_BITS);
    if (index >= pages.length) {
      pages = Arrays.copyOf(pages, Math.max(index + 1, 2 * pages.length));
    }
    long[] page = pages[index];
    if (page == null) {
      page = new long[PAGE];
      pages[index] = page;
    }
    return page;
  }

  @Override
  public void free(long address) {
    long words = words(address);
    long header = (address >> 3) - 1;
    int k = Long.numberOfTrailingZeros(words);
    page(header)[(int) header & (PAGE - 1)] = ~heads[k];
    heads[k] = header + 1;
  }

  @Override
  public long usableSize(long address) {
    return words(address) << 3;
  }

  /** The words of the live block at an address. */
  private long words(long address) {
    if ((address & 7) == 0 && address > 0 && address <= bump << 3) {
      long header = (address >> 3) - 1;
      int index = (int) (header >> PAGE_BITS);
      long[] page = index < pages.length ? pages[index] : null;
      long words = page == null ? 0 : page[(int) header & (PAGE - 1)];
      if (words > 0) {
        return words;
      }
    }
    throw new InvalidFreeException("no live block starts at " + address);
  }
}
