package org.alloracle.heaplayers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;

/** Kingsley's allocator with a stack of addresses for each class. */
final class NaiveKingsley implements BlockAllocator {
  private final List<Deque<Long>> lists = new ArrayList<>();
  private final Map<Long, Integer> live = new HashMap<>();
  private final long end;
  private long bump;

  NaiveKingsley(long heapBytes) {
    end = heapBytes;
    for (int k = 0; k < 29; k++) {
      lists.add(new ArrayDeque<>());
    }
  }

  @Override
  public long allocate(long size, long alignment) {
    if (size < 0 || alignment < 1 || Long.bitCount(alignment) != 1) {
      throw new InvalidRequestException("bad request");
    }
    int k = 0;
    while (k < 29 && 8L << k < size) {
      k++;
    }
    if (k == 29 || alignment > 8) {
      return NONE;
    }
    Long address = lists.get(k).poll();
    if (address == null) {
      if (bump + 8 + (8L << k) > end) {
        return NONE;
      }
      address = bump + 8;
      bump += 8 + (8L << k);
    }
    live.put(address, k);
    return address;
  }

  @Override
  public void free(long address) {
    Integer k = live.remove(address);
    if (k == null) {
      throw new InvalidFreeException("no block");
    }
    lists.get(k).push(address);
  }

  @Override
  public long usableSize(long address) {
    Integer k = live.get(address);
    if (k == null) {
      throw new InvalidFreeException("no block");
    }
    return 8L << k;
  }

  long obtained() {
    return (bump + 4095) / 4096 * 4096;
  }
}
