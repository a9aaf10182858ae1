package org.alloracle.oracle;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.alloracle.trace.Event;

/**
 * Nanoseconds an event (one allocation or free), the map of live blocks beside {@link TreeMap} in
 * the same run. Run by hand: {@code main} takes nothing.
 */
final class LiveBlocksBench {
  private static final int EVENTS = 4_000_000;

  private LiveBlocksBench() {}

  public static void main(String[] args) {
    for (int live : new int[] {10_000, 1_000_000}) {
      for (Shape shape : Shape.values()) {
        Log log = shape.log(live);
        long[] map = new long[5];
        for (int round = 0; round < map.length; round++) {
          map[round] = replay(log, new LiveBlocks(LiveBlocksBench::complain));
        }
        long[] tree = new long[3];
        for (int round = 0; round < tree.length; round++) {
          tree[round] = replay(log, new TreeMap<>(Long::compareUnsigned));
        }
        System.out.printf(
            "%-8s %,9d live: map %4d ns, TreeMap %4d ns an event%n",
            shape, live, median(map), median(tree));
      }
    }
    memory();
  }

  private static void complain(Violation violation) {
    throw new IllegalStateException(violation.message());
  }

  private static long median(long[] figures) {
    Arrays.sort(figures);
    return figures[figures.length / 2];
  }

  private static void memory() {
    Log log = Shape.RECYCLED.log(1_000_000);
    long before = used();
    LiveBlocks blocks = new LiveBlocks(LiveBlocksBench::complain);
    for (int i = 0; i < log.warm; i++) {
      blocks.now(i + 1, i + 1, 1);
      blocks.allocate(log.address[i], log.size[i], Event.UNKNOWN, 1);
    }
    System.out.printf("%d bytes a live block%n", (used() - before) / blocks.liveBlocks());
  }

  /** Of this thread, so that a busy machine matters less. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long used() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long replay(Log log, LiveBlocks blocks) {
    long start = 0;
    for (int i = 0; i < log.length; i++) {
      if (i == log.warm) {
        start = cpuTime();
      }
      blocks.now(i + 1, i + 1, 1);
      if (log.size[i] < 0) {
        blocks.free(log.address[i]);
      } else {
        blocks.allocate(log.address[i], log.size[i], Event.UNKNOWN, 8);
      }
    }
    return (cpuTime() - start) / (log.length - log.warm);
  }

  private record Old(long size, long event) {}

  private static long replay(Log log, NavigableMap<Long, Old> blocks) {
    long start = 0;
    for (int i = 0; i < log.length; i++) {
      if (i == log.warm) {
        start = cpuTime();
      }
      long address = log.address[i];
      if (log.size[i] < 0) {
        if (blocks.remove(address) == null) {
          throw new IllegalStateException();
        }
      } else {
        Map.Entry<Long, Old> below = blocks.floorEntry(address);
        Map.Entry<Long, Old> above = blocks.ceilingEntry(address);
        if ((below != null && below.getKey() + below.getValue().size > address)
            || (above != null && address + log.size[i] > above.getKey())) {
          throw new IllegalStateException();
        }
        blocks.put(address, new Old(log.size[i], i));
      }
    }
    return (cpuTime() - start) / (log.length - log.warm);
  }

  /** What happens, in arrays, so that making it costs no time in the replay. */
  private static final class Log {
    final int warm; // events that only fill the map
    final long[] address;
    final long[] size; // -1: a free
    int length;

    Log(int warm, int events) {
      this.warm = warm;
      address = new long[warm + events];
      size = new long[warm + events];
    }

    void add(long at, long bytes) {
      address[length] = at;
      size[length++] = bytes;
    }
  }

  private enum Shape {
    /** Every block at an address never used before. */
    FRESH,
    /** Blocks at random places of a grid twice as large as what lives. */
    RECYCLED,
    /** Segregated free lists, last freed first used, blocks dying young. */
    HEAP;

    Log log(int live) {
      Random random = new Random(7);
      Log log = new Log(live, EVENTS);
      long[] blocks = new long[live];
      int[] classes = new int[live];
      ArrayDeque<Long> grid = new ArrayDeque<>();
      if (this == RECYCLED) {
        List<Long> slots = new ArrayList<>();
        for (long i = 0; i < 2L * live; i++) {
          slots.add(0x5500_0000_0000L + i * 4096);
        }
        Collections.shuffle(slots, random);
        grid.addAll(slots);
      }
      List<ArrayDeque<Long>> free = new ArrayList<>();
      for (int i = 0; i < 65; i++) {
        free.add(new ArrayDeque<>());
      }
      long top = 0x5555_0000_0000L;
      int recent = 0;
      while (log.length + 1 < log.address.length) {
        int slot = log.length < live ? log.length : random.nextInt(live);
        if (this == HEAP && log.length >= live && random.nextInt(4) != 0) {
          recent = (recent + random.nextInt(3)) % Math.min(live, 200);
          slot = recent; // three in four events come from a small young set
        }
        if (log.length >= live) {
          log.add(blocks[slot], -1);
          switch (this) {
            case RECYCLED -> grid.addLast(blocks[slot]);
            case HEAP -> free.get(classes[slot]).push(blocks[slot]);
            default -> {}
          }
        }
        long at;
        long bytes = 16L + random.nextInt(1000);
        switch (this) {
          case FRESH -> at = ((log.length * 0x5_9E37_79B1L) & ((1L << 35) - 1)) << 12;
          case RECYCLED -> at = grid.removeFirst();
          default -> {
            int kind = 1 + (int) (1024 * Math.pow(random.nextDouble(), 4)) / 16;
            classes[slot] = kind;
            bytes = kind * 16L - random.nextInt(16);
            Long again = free.get(kind).poll();
            at = again != null ? again : top;
            top += again != null ? 0 : kind * 16L + 16;
          }
        }
        blocks[slot] = at;
        log.add(at, bytes);
      }
      return log;
    }
  }
}
