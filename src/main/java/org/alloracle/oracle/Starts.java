package org.alloracle.oracle;

/**
 * An index from the first byte of a part to its slot: open addressing with linear probing, removal
 * by shifting back. An entry is 8 bytes: the slot, and half of the hash, so that a wrong part is
 * hardly ever looked at. Confined to one thread.
 */
final class Starts {
  private static final int SMALLEST_BITS = 4;
  private static final int LARGEST_BITS = 30;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;
  private static final long HASH = -1L << 32;

  private final Parts parts;

  /** The hash above, the slot plus 1 below; 0 where there is none. */
  private long[] table = new long[1 << SMALLEST_BITS];

  private int shift = Long.SIZE - SMALLEST_BITS;
  private int size;

  Starts(Parts parts) {
    this.parts = parts;
  }

  /** How many parts are here. */
  int size() {
    return size;
  }

  /** The slot of the part here that starts at an address, or {@link Parts#NONE}. */
  int find(long address) {
    long[] t = table;
    int mask = t.length - 1;
    long hash = hash(address);
    int i = (int) (hash >>> shift);
    for (long entry = t[i]; entry != 0; entry = t[i]) {
      if (((entry ^ hash) & HASH) == 0 && parts.first(slot(entry)) == address) {
        return slot(entry);
      }
      i = (i + 1) & mask;
    }
    return Parts.NONE;
  }

  /**
   * Adds a part that starts where no other here does.
   *
   * @throws IllegalStateException past some 600 million parts
   */
  void add(int slot) {
    if (size >= table.length / 8 * 5) {
      grow();
    }
    size++;
    enter(entry(slot));
  }

  /** Removes a part. */
  void remove(int slot) {
    long[] t = table;
    int mask = t.length - 1;
    long entry = entry(slot);
    int hole = (int) (entry >>> shift);
    while (t[hole] != entry) {
      hole = (hole + 1) & mask;
    }
    int next = (hole + 1) & mask;
    for (entry = t[next]; entry != 0; entry = t[next]) {
      int home = (int) (entry >>> shift);
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        t[hole] = entry;
        hole = next;
      }
      next = (next + 1) & mask;
    }
    t[hole] = 0;
    size--;
  }

  private void enter(long entry) {
    long[] t = table;
    int mask = t.length - 1;
    int i = (int) (entry >>> shift);
    while (t[i] != 0) {
      i = (i + 1) & mask;
    }
    t[i] = entry;
  }

  private void grow() {
    if (shift == Long.SIZE - LARGEST_BITS) {
      throw new IllegalStateException("too many blocks: " + size);
    }
    long[] old = table;
    table = new long[2 * old.length];
    shift--;
    for (long entry : old) {
      if (entry != 0) {
        enter(entry);
      }
    }
  }

  private long entry(int slot) {
    return (hash(parts.first(slot)) & HASH) | (slot + 1L);
  }

  private static int slot(long entry) {
    return (int) entry - 1;
  }

  /** A one-to-one map; no step of addresses is without spread in the upper half. */
  private static long hash(long address) {
    long h = address * SPREAD;
    return (h ^ (h >>> 32)) * SPREAD;
  }
}
