package org.alloracle.fast.freeingbump;

import java.util.Arrays;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.Requests;
import org.jspecify.annotations.Nullable;

/**
 * The freeing bump, at the same addresses as {@link org.alloracle.reference.freeingbump
 * reference.freeingbump}, in constant time.
 *
 * <p>Memory is counted in words of 8 bytes. The headers stand beside the memory, in a table a page
 * that is made when the first header falls on the page; so a wrong free is always detected unless a
 * live block starts there. A header is 0 for none, {@code order + 1} for an occupied block, and the
 * complement of the next header's word for a free one. Confined to one thread.
 */
public final class FastFreeingBump implements BlockAllocator {
  /** The orders on chain: the last one has 32 MiB. */
  public static final int ON_CHAIN = 23;

  private static final int MOST_ORDERS = 29;
  private static final int MOST_PAGES = 65536;
  private static final int PAGE_BITS = 13; // words
  private static final int PAGE = 1 << PAGE_BITS;

  /** Past the last word that a memory can have. */
  private static final int END = MOST_PAGES * PAGE;

  private final boolean guarded;
  private final int most;
  private final long greatest; // bytes
  private final int[] @Nullable [] headers;
  private final int[] heads;
  private final int base;
  private int bumper;
  private int pages;
  private boolean poisoned;
  private long bytes;
  private long peak;
  private long total;

  /** A heap from address 0 with the orders on chain, not guarded, that starts without a page. */
  public FastFreeingBump(long heapBytes) {
    this(0, 0, pagesOf(heapBytes), ON_CHAIN, false);
  }

  /**
   * An empty heap.
   *
   * @param base the first byte, rounded up to a multiple of 8; it lies in the memory or at its end
   * @param pages the pages of 65536 bytes that the memory has at first
   * @param most the pages that the memory can have, at most 65536
   * @param orders the number of orders, from 1 to 29
   * @param guarded whether the first refusal or wrong free poisons the heap
   * @throws IllegalArgumentException if one of them is not so
   */
  public FastFreeingBump(long base, int pages, int most, int orders, boolean guarded) {
    if (pages < 0 || pages > most || most > MOST_PAGES) {
      throw new IllegalArgumentException("pages " + pages + " of " + most + ": 0 to 65536 wanted");
    }
    if (orders < 1 || orders > MOST_ORDERS) {
      throw new IllegalArgumentException("orders " + orders + ": 1 to 29 wanted");
    }
    if (base < 0 || base > (long) pages * PAGE * 8) {
      throw new IllegalArgumentException("base " + base + ": outside of the memory");
    }
    this.guarded = guarded;
    this.most = most;
    this.pages = pages;
    this.base = (int) ((base + 7) >> 3);
    bumper = this.base;
    greatest = 8L << (orders - 1);
    headers = new int[most][];
    heads = new int[orders];
    Arrays.fill(heads, END);
  }

  private static int pagesOf(long heapBytes) {
    if (heapBytes < 0 || heapBytes > 8L * END || heapBytes % (8 * PAGE) != 0) {
      throw new IllegalArgumentException(
          "heap of " + heapBytes + " bytes: not a multiple of 65536 up to 2^32");
    }
    return (int) (heapBytes / (8 * PAGE));
  }

  @Override
  public long allocate(long size, long alignment) {
    Requests.check(size, alignment);
    if (poisoned || alignment > 8 || size > greatest) {
      return refuse();
    }
    int order = size <= 8 ? 0 : 61 - Long.numberOfLeadingZeros(size - 1);
    int header = heads[order];
    long length = 1 + (1L << order);
    if (header != END) {
      int[] page = page(header);
      heads[order] = ~page[header & (PAGE - 1)];
      page[header & (PAGE - 1)] = order + 1;
    } else {
      long end = bumper + length;
      if (end > (long) most << PAGE_BITS) {
        return refuse();
      }
      grow((int) ((end + PAGE - 1) >> PAGE_BITS));
      header = bumper;
      bumper = (int) end;
      page(header)[header & (PAGE - 1)] = order + 1;
    }
    bytes += 8 * length;
    peak = Math.max(peak, bytes);
    total = total > Long.MAX_VALUE - 8 * length ? Long.MAX_VALUE : total + 8 * length;
    return 8 * (header + 1L);
  }

  private long refuse() {
    poisoned = guarded;
    return NONE;
  }

  private void grow(int needed) {
    if (needed > pages) {
      pages = Math.max(needed, Math.min(2 * pages, most));
    }
  }

  private int[] page(int header) {
    int[] page = headers[header >> PAGE_BITS];
    if (page == null) {
      page = new int[PAGE];
      headers[header >> PAGE_BITS] = page;
    }
    return page;
  }

  @Override
  public void free(long address) {
    int order = poisoned ? -1 : order(address);
    if (order < 0) {
      poisoned = guarded;
      throw new InvalidFreeException(
          poisoned ? "the heap is poisoned" : "no live block starts at " + address);
    }
    int header = (int) (address >> 3) - 1;
    page(header)[header & (PAGE - 1)] = ~heads[order];
    heads[order] = header;
    bytes -= 8 * (1 + (1L << order));
  }

  @Override
  public long usableSize(long address) {
    int order = order(address);
    if (order < 0) {
      throw new InvalidFreeException("no live block starts at " + address);
    }
    return 8L << order;
  }

  /** The order of the live block that starts at an address, or less than 0. */
  private int order(long address) {
    if ((address & 7) != 0 || address < 8 || address > 8L * bumper) {
      return -1;
    }
    int header = (int) (address >> 3) - 1;
    int[] page = headers[header >> PAGE_BITS];
    return page == null ? -1 : page[header & (PAGE - 1)] - 1;
  }

  /**
   * Tells the heap that its memory, which is another's, has so many pages now.
   *
   * @return whether that is an error: the memory has shrunk or is too large, or the heap is
   *     poisoned
   */
  public boolean resized(int pages) {
    if (poisoned || pages < this.pages || pages > most) {
      poisoned = guarded;
      return true;
    }
    this.pages = pages;
    return false;
  }

  /** Whether an error has ended the heap. */
  public boolean poisoned() {
    return poisoned;
  }

  /** The pages of the memory. */
  public int pages() {
    return pages;
  }

  /** The first address never used. */
  public long bumper() {
    return 8L * bumper;
  }

  /** The bytes of occupied blocks, headers included. */
  public long bytes() {
    return bytes;
  }

  /** The most that {@link #bytes} has been. */
  public long peak() {
    return peak;
  }

  /** The bytes of all blocks ever handed out, headers included. */
  public long total() {
    return total;
  }

  /**
   * Walks the invariants of the structure.
   *
   * @throws AssertionError naming the first that does not hold
   */
  public void checkInvariants() {
    long free = 0;
    for (int order = 0; order < heads.length; order++) {
      for (int header = heads[order]; header != END; ) {
        free += 8 * (1 + (1L << order));
        if (header < base || header >= bumper || free > 8L * (bumper - base)) {
          throw new AssertionError("METADATA: the list of order " + order + " strays or circles");
        }
        int word = page(header)[header & (PAGE - 1)];
        if (word >= 0) {
          throw new AssertionError("METADATA: header " + header + " is listed and not free");
        }
        header = ~word;
      }
    }
    if (free + bytes != 8L * (bumper - base)) {
      throw new AssertionError(
          "CONSERVATION: " + free + " free and " + bytes + " occupied of " + 8L * (bumper - base));
    }
    if (bumper > (long) pages << PAGE_BITS || pages > most) {
      throw new AssertionError("CONTAINMENT: the bumper is past page " + pages + " of " + most);
    }
  }
}
