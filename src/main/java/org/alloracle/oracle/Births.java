package org.alloracle.oracle;

import java.util.Arrays;

/**
 * Compact records of births and deaths, 32 bytes each, by slot number. Slots that are released are
 * used again.
 */
final class Births {
  private static final int CHUNK_BITS = 10;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int WORDS = 4; // size, thread and event of birth, event of death, lines
  private static final int EVENT_BITS = 40;
  private static final long EVENT_MASK = (1L << EVENT_BITS) - 1;
  private static final int THREAD_LIMIT = (1 << (64 - EVENT_BITS)) - 1;

  /** Stands for no line in the place of a line's distance from its event. */
  private static final int NO_LINE = Integer.MIN_VALUE;

  private long[][] chunks = new long[8][];
  private int used;
  private int free = -1; // head of the list of released slots, linked through their first word

  int add() {
    if (free >= 0) {
      int slot = free;
      free = (int) chunk(slot)[at(slot)];
      return slot;
    }
    if ((used & (CHUNK - 1)) == 0) {
      int chunk = used >>> CHUNK_BITS;
      if (chunk == chunks.length) {
        chunks = Arrays.copyOf(chunks, chunks.length * 2);
      }
      chunks[chunk] = new long[CHUNK * WORDS];
    }
    return used++;
  }

  void release(int slot) {
    chunk(slot)[at(slot)] = free;
    free = slot;
  }

  void born(int slot, long size, long event, long line, int thread) {
    long[] chunk = chunk(slot);
    int at = at(slot);
    long known = thread >= 0 && thread < THREAD_LIMIT ? thread + 1L : 0;
    chunk[at] = size;
    chunk[at + 1] = known << EVENT_BITS | (event & EVENT_MASK);
    chunk[at + 2] = 0;
    chunk[at + 3] = Integer.toUnsignedLong(distance(line, event));
  }

  void died(int slot, long event, long line) {
    long[] chunk = chunk(slot);
    int at = at(slot);
    chunk[at + 2] = event;
    chunk[at + 3] = (long) distance(line, event) << 32 | (chunk[at + 3] & 0xFFFF_FFFFL);
  }

  /** Makes a slot tell of the same block as another, with a size of its own. */
  void copy(int from, int to, long size) {
    System.arraycopy(chunk(from), at(from), chunk(to), at(to), WORDS);
    chunk(to)[at(to)] = size;
  }

  long size(int slot) {
    return chunk(slot)[at(slot)];
  }

  Block block(int slot, long first, long last, boolean live) {
    long[] chunk = chunk(slot);
    int at = at(slot);
    long event = chunk[at + 1] & EVENT_MASK;
    int thread = (int) (chunk[at + 1] >>> EVENT_BITS) - 1;
    long freed = live ? 0 : chunk[at + 2];
    long lines = chunk[at + 3];
    return new Block(
        first,
        last,
        chunk[at],
        event,
        line((int) lines, event),
        thread,
        freed,
        live ? 0 : line((int) (lines >> 32), freed));
  }

  private static int distance(long line, long event) {
    long distance = line - event;
    return line <= 0 || distance != (int) distance ? NO_LINE : (int) distance;
  }

  private static long line(int distance, long event) {
    return distance == NO_LINE ? 0 : event + distance;
  }

  private long[] chunk(int slot) {
    return chunks[slot >>> CHUNK_BITS];
  }

  private static int at(int slot) {
    return (slot & (CHUNK - 1)) * WORDS;
  }
}
