package org.alloracle.freeingbump;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;

/** The freeing bump as the source has it: headers in memory, linked into lists. */
final class NaiveFreeingBump implements BlockAllocator {
  static final long NIL = 0xffffffffL;
  private static final long OCCUPIED = 1L << 32;

  private final Map<Long, Long> memory = new HashMap<>();
  private final Set<Long> starts = new HashSet<>();
  private final long[] heads;
  private final long base;
  private final int most;
  private final boolean guarded;
  int pages;
  long bumper;
  long bytes;
  long peak;
  long total;
  boolean poisoned;

  NaiveFreeingBump(long base, int pages, int most, int orders, boolean guarded) {
    this.base = (base + 7) / 8 * 8;
    this.pages = pages;
    this.most = most;
    this.guarded = guarded;
    bumper = this.base;
    heads = new long[orders];
    java.util.Arrays.fill(heads, NIL);
  }

  long head(int order) {
    return heads[order] == NIL ? NONE : heads[order];
  }

  long header(long address) {
    return memory.get(address);
  }

  @Override
  public long allocate(long size, long alignment) {
    if (size < 0 || Long.bitCount(alignment) != 1 || alignment < 0) {
      throw new InvalidRequestException("bad request");
    }
    int order = 0;
    while (order < heads.length && (8L << order) < size) {
      order++;
    }
    if (poisoned || order == heads.length || alignment > 8) {
      poisoned = guarded;
      return NONE;
    }
    long whole = (8L << order) + 8;
    long header = heads[order];
    if (header != NIL) {
      heads[order] = memory.get(header);
    } else {
      long needed = 0;
      while (needed * 65536 < bumper + whole) {
        needed++;
      }
      if (needed > most) {
        poisoned = guarded;
        return NONE;
      }
      if (needed > pages) {
        pages = (int) Math.max(needed, Math.min(2L * pages, most));
      }
      header = bumper;
      bumper += whole;
    }
    memory.put(header, OCCUPIED + order);
    starts.add(header);
    bytes += whole;
    peak = Math.max(peak, bytes);
    total += whole;
    return header + 8;
  }

  @Override
  public void free(long address) {
    Long word = starts.contains(address - 8) ? memory.get(address - 8) : null;
    if (poisoned || word == null || word < OCCUPIED) {
      poisoned = guarded;
      throw new InvalidFreeException("no block");
    }
    int order = (int) (word - OCCUPIED);
    memory.put(address - 8, heads[order]);
    heads[order] = address - 8;
    bytes -= (8L << order) + 8;
  }

  @Override
  public long usableSize(long address) {
    Long word = memory.get(address - 8);
    if (word == null || word < OCCUPIED) {
      throw new InvalidFreeException("no block");
    }
    return 8L << (word - OCCUPIED);
  }
}
