package org.alloracle.oracle;

import java.util.Arrays;

/**
 * Records of parts of the ground, 64 bytes each, by slot number: where a part lies, and the birth
 * and the death of the block that it is, or was once of. Slots that are released are used again.
 *
 * <p>Addresses and sizes are unsigned bytes. Confined to one thread.
 */
final class Parts {
  /** Stands for no slot. */
  static final int NONE = -1;

  private static final int CHUNK_BITS = 12;
  private static final int CHUNK = 1 << CHUNK_BITS;

  /** Records in the first chunk to begin with, so that a small map stays small. */
  private static final int SMALLEST = 16;

  // The words of a record.
  private static final int FIRST = 0;
  private static final int LAST = 1;
  private static final int DIED = 2; // event, 0 while it lives
  private static final int SIZE = 3;
  private static final int LINES = 4; // of death and birth, as distances from their events
  private static final int BORN = 5; // thread and event
  private static final int REACH = 6;
  private static final int LINK = 7;
  private static final int WORDS = 8;

  private static final int EVENT_BITS = 40;
  private static final long EVENT_MASK = (1L << EVENT_BITS) - 1;
  private static final int THREAD_LIMIT = (1 << (64 - EVENT_BITS)) - 1;

  /** Stands for no line in the place of a line's distance from its event. */
  private static final int NO_LINE = Integer.MIN_VALUE;

  private long[][] chunks = {new long[SMALLEST * WORDS]};
  private int used;
  private int free = NONE; // head of the list of released slots
  private int released;

  /** A slot, of which every word is still to be set. */
  int add() {
    int slot = free;
    if (slot != NONE) {
      free = link(slot);
      released--;
      return slot;
    }
    slot = used++;
    int chunk = slot >>> CHUNK_BITS;
    int at = at(slot);
    if (at == 0 && chunk > 0) {
      if (chunk == chunks.length) {
        chunks = Arrays.copyOf(chunks, chunks.length * 2);
      }
      chunks[chunk] = new long[CHUNK * WORDS];
    } else if (at == chunks[chunk].length) {
      chunks[chunk] = Arrays.copyOf(chunks[chunk], at * 2);
    }
    return slot;
  }

  /**
   * What is left of a part at its end.
   *
   * @param start the first byte of the block that the part is of
   * @param first the first byte that is left
   */
  int addTail(int slot, long start, long first) {
    int tail = add();
    System.arraycopy(chunk(slot), at(slot), chunk(tail), at(tail), WORDS);
    setFirst(tail, first);
    setReach(tail, start);
    return tail;
  }

  void release(int slot) {
    setLink(slot, free);
    free = slot;
    released++;
  }

  /** Slots in use. */
  int inUse() {
    return used - released;
  }

  /** The first byte of a part. */
  long first(int slot) {
    return chunk(slot)[at(slot) + FIRST];
  }

  void setFirst(int slot, long address) {
    chunk(slot)[at(slot) + FIRST] = address;
  }

  /** The last byte of a part. */
  long last(int slot) {
    return chunk(slot)[at(slot) + LAST];
  }

  void setLast(int slot, long address) {
    chunk(slot)[at(slot) + LAST] = address;
  }

  /** An address with a meaning that the part's owner gives it. */
  long reach(int slot) {
    return chunk(slot)[at(slot) + REACH];
  }

  void setReach(int slot, long address) {
    chunk(slot)[at(slot) + REACH] = address;
  }

  /** The part that the owner let follow on a part, or {@link #NONE}. */
  int link(int slot) {
    return (int) chunk(slot)[at(slot) + LINK];
  }

  void setLink(int slot, int other) {
    chunk(slot)[at(slot) + LINK] = other;
  }

  /** Whether the block of a part lives. */
  boolean isLive(int slot) {
    return chunk(slot)[at(slot) + DIED] == 0;
  }

  /** Bytes requested by the block of a part. */
  long size(int slot) {
    return chunk(slot)[at(slot) + SIZE];
  }

  void born(int slot, long size, long event, long line, int thread) {
    long[] chunk = chunk(slot);
    int at = at(slot);
    long known = thread >= 0 && thread < THREAD_LIMIT ? thread + 1L : 0;
    chunk[at + DIED] = 0;
    chunk[at + SIZE] = size;
    chunk[at + LINES] = Integer.toUnsignedLong(distance(line, event));
    chunk[at + BORN] = known << EVENT_BITS | (event & EVENT_MASK);
  }

  /** Notes a death, at an event that is not 0. */
  void died(int slot, long event, long line) {
    long[] chunk = chunk(slot);
    int at = at(slot);
    chunk[at + DIED] = event;
    chunk[at + LINES] =
        (long) distance(line, event) << 32 | Integer.toUnsignedLong((int) chunk[at + LINES]);
  }

  /**
   * The block of a part; of what is left of one, the whole block up to the end of the part.
   *
   * @param start the first byte of the block
   */
  Block block(int slot, long start) {
    long[] chunk = chunk(slot);
    int at = at(slot);
    long last = chunk[at + LAST];
    long size = chunk[at + FIRST] == start ? chunk[at + SIZE] : last - start + 1;
    long born = chunk[at + BORN];
    long event = born & EVENT_MASK;
    int thread = (int) (born >>> EVENT_BITS) - 1;
    long freed = chunk[at + DIED];
    long lines = chunk[at + LINES];
    long freedLine = freed == 0 ? 0 : line((int) (lines >> 32), freed);
    return new Block(start, last, size, event, line((int) lines, event), thread, freed, freedLine);
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
