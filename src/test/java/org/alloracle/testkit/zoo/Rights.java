package org.alloracle.testkit.zoo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.alloracle.oracle.Memory;
import org.alloracle.oracle.Subject;

/** Right allocators of other kinds than {@link ListHeap}, which must not be accused of anything. */
public final class Rights {
  private Rights() {}

  /** Powers of two in lists by class, carved from the end of the heap, never merged. */
  public static class SizeClasses implements Subject {
    private static final int HEAP = 8192;
    private final byte[] bytes = new byte[HEAP];
    private final Map<Long, Integer> live = new HashMap<>();
    private final Map<Integer, Deque<Long>> free = new HashMap<>();
    private long end;

    @Override
    public long allocate(long size, long alignment) {
      if (size < 0 || alignment < 1 || Long.bitCount(alignment) != 1) {
        return failure();
      }
      if (size > HEAP) {
        return failure();
      }
      int bits = 64 - Long.numberOfLeadingZeros(Math.max(16, size) - 1);
      Long address = free.computeIfAbsent(bits, b -> new ArrayDeque<>()).poll();
      if (address == null) {
        if (end + (1L << bits) > HEAP) {
          return failure();
        }
        address = end;
        end += 1L << bits;
      }
      live.put(address, bits);
      return address;
    }

    @Override
    public void free(long address) {
      Integer bits = live.remove(address);
      if (bits == null) {
        throw new IllegalArgumentException();
      }
      free.get(bits).push(address);
    }

    @Override
    public long usableSize(long address) {
      return 1L << live.get(address);
    }

    @Override
    public Memory memory() {
      return Memory.of(bytes);
    }

    @Override
    public long heapEnd() {
      return HEAP;
    }

    @Override
    public long minAlignment() {
      return 16;
    }

    @Override
    public long maxAlignment() {
      return 16;
    }
  }

  /** Never takes anything back and checks nothing, as a bump allocator in C. */
  public static class Bump implements Subject {
    private static final long START = 4096;
    private long end = START;

    @Override
    public long allocate(long size, long alignment) {
      long address = (end + alignment - 1) & -alignment;
      if (size == 0 || size > START * 4 || address + size > START * 4) {
        return 0;
      }
      end = address + size;
      return address;
    }

    @Override
    public void free(long address) {
      // Not even remembered.
    }

    @Override
    public long failure() {
      return 0;
    }

    @Override
    public long heapStart() {
      return START;
    }

    @Override
    public ZeroSize zeroSize() {
      return ZeroSize.FAILURE;
    }

    @Override
    public Misuse badFree() {
      return Misuse.UNDEFINED;
    }

    @Override
    public Misuse badRequest() {
      return Misuse.UNDEFINED;
    }

    @Override
    public Reuse reuse() {
      return Reuse.NOTHING;
    }
  }

  /** Slots of 64 bytes, the last freed first; takes an {@code int}. */
  public static class Slots implements Subject {
    private final byte[] bytes = new byte[64 * 20];
    private final Deque<Integer> free = new ArrayDeque<>();
    private final boolean[] used = new boolean[20];

    /** Makes a pool of free slots. */
    public Slots() {
      for (int slot = 0; slot < used.length; slot++) {
        free.add(slot);
      }
    }

    @Override
    public long allocate(long size, long alignment) {
      Integer slot = size > 64 ? null : free.poll();
      if (slot == null) {
        return failure();
      }
      used[slot] = true;
      return slot * 64L;
    }

    @Override
    public void free(long address) {
      int slot = Math.toIntExact(address / 64);
      if (address % 64 != 0 || !used[slot]) {
        throw new IllegalStateException();
      }
      used[slot] = false;
      free.push(slot);
    }

    @Override
    public Memory memory() {
      return Memory.of(bytes);
    }

    @Override
    public long maxSize() {
      return 100;
    }

    @Override
    public long maxAlignment() {
      return 64;
    }

    @Override
    public ZeroSize zeroSize() {
      return ZeroSize.UNSPECIFIED;
    }

    @Override
    public Misuse badRequest() {
      return Misuse.UNDEFINED;
    }
  }

  /** Promises more than most. */
  public static class AsGoodAsNew extends ListHeap {
    @Override
    public Reuse reuse() {
      return Reuse.ALL;
    }
  }

  /** Merges only when a request would fail otherwise. */
  public static class LateMerging extends ListHeap {
    @Override
    public long allocate(long size, long alignment) {
      long address = super.allocate(size, alignment);
      if (address != failure()) {
        return address;
      }
      TreeMap<Long, Long> unmerged = new TreeMap<>(ranges);
      ranges.clear();
      unmerged.forEach(super::give);
      return super.allocate(size, alignment);
    }

    @Override
    void give(long address, long length) {
      ranges.put(address, length);
    }
  }

  /** As a heap of the operating system: no end in sight, every address new. */
  public static class Endless implements Subject {
    private final Map<Long, Long> live = new HashMap<>();
    private long end = 1L << 40;

    @Override
    public long allocate(long size, long alignment) {
      if (size < 0 || Long.bitCount(alignment) != 1 || alignment < 0) {
        throw new IllegalArgumentException();
      }
      if (size > 1L << 40) {
        return failure();
      }
      long address = (end + alignment - 1) & -alignment;
      end = address + Math.max(1, size);
      live.put(address, size);
      return address;
    }

    @Override
    public void free(long address) {
      if (live.remove(address) == null) {
        throw new IllegalArgumentException();
      }
    }
  }
}
