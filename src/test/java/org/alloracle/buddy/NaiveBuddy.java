package org.alloracle.buddy;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;

/** The design again, on address intervals: no tree, no node numbers. */
public final class NaiveBuddy implements BlockAllocator {
  final TreeMap<Long, Long> free = new TreeMap<>();
  final Map<Long, Long> live = new HashMap<>();

  public NaiveBuddy(long base, long size) {
    long at = Math.floorDiv(base + 63, 64L) * 64;
    long end = (base + size) / 64 * 64;
    while (at < end) {
      long block = 64;
      while (at % (2 * block) == 0 && at + 2 * block <= end) {
        block *= 2;
      }
      free.put(at, block);
      at += block;
    }
  }

  @Override
  public long allocate(long size, long alignment) {
    if (size < 0 || Long.bitCount(alignment) != 1 || alignment < 0) {
      throw new InvalidRequestException("no");
    }
    long need = Math.max(size, alignment);
    long best = NONE;
    long width = Long.MAX_VALUE;
    for (Map.Entry<Long, Long> block : free.entrySet()) {
      if (block.getValue() >= need && block.getValue() < width) {
        best = block.getKey();
        width = block.getValue();
      }
    }
    if (best == NONE) {
      return NONE;
    }
    free.remove(best);
    while (width > 64 && width / 2 >= need) {
      width /= 2;
      free.put(best + width, width);
    }
    live.put(best, width);
    return best;
  }

  @Override
  public void free(long address) {
    Long width = live.remove(address);
    if (width == null) {
      throw new InvalidFreeException("no");
    }
    long at = address;
    long bytes = width;
    while (free.getOrDefault(at ^ bytes, 0L) == bytes) {
      free.remove(at ^ bytes);
      at = Math.min(at, at ^ bytes);
      bytes *= 2;
    }
    free.put(at, bytes);
  }

  @Override
  public long usableSize(long address) {
    Long width = live.get(address);
    if (width == null) {
      throw new InvalidFreeException("no");
    }
    return width;
  }
}
