package org.alloracle.testkit.zoo;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.alloracle.oracle.Memory;
import org.alloracle.oracle.Subject;

/**
 * A right allocator: address-ordered first fit over a small heap with bytes. The animals of the zoo
 * override one step each.
 */
class ListHeap implements Subject {
  static final int HEAP = 4096;
  static final int GRAIN = 8;

  final byte[] bytes = new byte[HEAP];
  final Memory memory = Memory.of(bytes);

  /** Free ranges: start to length; no two touch. */
  final TreeMap<Long, Long> ranges = new TreeMap<>();

  /** Live blocks: start to length. */
  final Map<Long, Long> blocks = new HashMap<>();

  ListHeap() {
    ranges.put(0L, (long) HEAP);
  }

  @Override
  public long allocate(long size, long alignment) {
    if (size < 0 || alignment < 1 || Long.bitCount(alignment) != 1) {
      throw new IllegalArgumentException("allocate(" + size + ", " + alignment + ")");
    }
    if (size > HEAP) {
      return failure();
    }
    long length = rounded(size);
    for (Map.Entry<Long, Long> range : ranges.entrySet()) {
      long start = aligned(range.getKey(), alignment);
      long end = range.getKey() + range.getValue();
      if (start + length <= end) {
        take(range.getKey(), end, start, length);
        blocks.put(start, length);
        return start;
      }
    }
    return failure();
  }

  long rounded(long size) {
    return Math.max(GRAIN, (size + GRAIN - 1) & -GRAIN);
  }

  long aligned(long address, long alignment) {
    return (address + alignment - 1) & -alignment;
  }

  void take(long rangeStart, long rangeEnd, long start, long length) {
    ranges.remove(rangeStart);
    if (start > rangeStart) {
      ranges.put(rangeStart, start - rangeStart);
    }
    if (start + length < rangeEnd) {
      ranges.put(start + length, rangeEnd - start - length);
    }
  }

  @Override
  public void free(long address) {
    Long length = blocks.remove(address);
    if (length == null) {
      refuse(address);
      return;
    }
    give(address, length);
  }

  void refuse(long address) {
    throw new IllegalArgumentException("free(" + address + ")");
  }

  void give(long address, long length) {
    long start = address;
    long end = address + length;
    Map.Entry<Long, Long> before = ranges.lowerEntry(address);
    if (before != null && before.getKey() + before.getValue() == address) {
      start = before.getKey();
    }
    Long after = ranges.remove(end);
    if (after != null) {
      end += after;
    }
    ranges.put(start, end - start);
  }

  @Override
  public long usableSize(long address) {
    return blocks.get(address);
  }

  @Override
  public Memory memory() {
    return memory;
  }

  @Override
  public long heapEnd() {
    return HEAP;
  }
}
