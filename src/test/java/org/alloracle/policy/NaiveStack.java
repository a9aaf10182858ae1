package org.alloracle.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;

/** The stack of policies, with a map from capacity to the addresses that can be had again. */
final class NaiveStack implements BlockAllocator {
  private final long[][] ranges;
  private final Map<Long, Deque<Long>> lists = new HashMap<>();
  private final TreeMap<Long, Long> live = new TreeMap<>();
  private final long end;
  private long bump;

  /** The planted bug: a list takes what is in its range, not what it can serve. */
  boolean listsByRange;

  NaiveStack(long heapBytes, long[]... ranges) {
    end = heapBytes;
    this.ranges = ranges;
  }

  private static long capacity(long bytes) {
    return Math.max(8, (bytes + 7) / 8 * 8);
  }

  private boolean hasList(long capacity) {
    for (long[] range : ranges) {
      if (capacity(range[1]) == capacity) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long allocate(long size, long alignment) {
    if (size < 0 || alignment < 1 || Long.bitCount(alignment) != 1) {
      throw new InvalidRequestException("bad request");
    }
    if (alignment > 8 || size > end) {
      return NONE;
    }
    long capacity = capacity(size);
    Long address = null;
    for (long[] range : ranges) {
      if (range[0] <= size && size <= range[1]) {
        capacity = capacity(range[1]);
        address = lists.computeIfAbsent(capacity, c -> new ArrayDeque<>()).poll();
      }
    }
    if (address == null) {
      if (bump + 8 + capacity > end) {
        return NONE;
      }
      address = bump + 8;
      bump += 8 + capacity;
    }
    live.put(address, capacity);
    return address;
  }

  @Override
  public void free(long address) {
    Long capacity = live.remove(address);
    if (capacity == null) {
      throw new InvalidFreeException("no block");
    }
    for (long[] range : ranges) {
      if (listsByRange && range[0] <= capacity && capacity <= range[1]) {
        capacity = capacity(range[1]);
      }
    }
    lists.computeIfAbsent(capacity, c -> new ArrayDeque<>()).push(address);
  }

  @Override
  public long usableSize(long address) {
    Long capacity = live.get(address);
    if (capacity == null) {
      throw new InvalidFreeException("no block");
    }
    return capacity;
  }

  long expand(long address, long min, long max) {
    long capacity = usableSize(address);
    boolean grows = address + capacity == bump && !hasList(capacity);
    long room = grows ? end - address : capacity;
    if (room < min) {
      return 0;
    }
    long bytes = Math.min(room, max);
    if (bytes > capacity) {
      live.put(address, capacity(bytes));
      bump = address + capacity(bytes);
    }
    return bytes;
  }
}
