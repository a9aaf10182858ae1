package org.alloracle.bench.oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What happens, in arrays, so that making it costs no time in the replay. */
final class EventLog {
  final int warm; // events that only fill the map
  final long[] address;
  final long[] size; // -1: a free
  int length;

  private EventLog(int warm, int events) {
    this.warm = warm;
    address = new long[warm + events];
    size = new long[warm + events];
  }

  private void add(long at, long bytes) {
    address[length] = at;
    size[length++] = bytes;
  }

  /** Where blocks lie. */
  enum Shape {
    /** Every block at an address never used before. */
    FRESH,
    /** Blocks at random places of a grid twice as large as what lives. */
    RECYCLED,
    /** Segregated free lists, last freed first used, blocks dying young. */
    HEAP;

    /** A log in which so many blocks live while so many events happen. */
    EventLog log(int live, int events) {
      Random random = new Random(7);
      EventLog log = new EventLog(live, events);
      long[] blocks = new long[live];
      int[] classes = new int[live];
      ArrayDeque<Long> grid = this == RECYCLED ? grid(live, random) : new ArrayDeque<>();
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

    private static ArrayDeque<Long> grid(int live, Random random) {
      List<Long> slots = new ArrayList<>();
      for (long i = 0; i < 2L * live; i++) {
        slots.add(0x5500_0000_0000L + i * 4096);
      }
      Collections.shuffle(slots, random);
      return new ArrayDeque<>(slots);
    }
  }
}
