package org.alloracle.collect;

/**
 * A map from {@code long} to {@code long} without objects: open addressing with linear probing,
 * removal by shifting back. Every key and value is allowed. Confined to one thread.
 */
public final class LongMap {
  private static final int SMALLEST = 16;
  private static final int LARGEST = 1 << 30;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[SMALLEST];
  private long[] values = new long[SMALLEST];

  /** Bit i is set where slot i is taken. */
  private long[] taken = new long[1];

  private int mask = SMALLEST - 1;
  private int shift = 64 - 4;
  private int size;

  /** How many keys there are. */
  public int size() {
    return size;
  }

  /** The value of a key, or {@code absent} if the key is not there. */
  public long get(long key, long absent) {
    int slot = slot(key);
    return taken(slot) ? values[slot] : absent;
  }

  /** Whether a key is there. */
  public boolean has(long key) {
    return taken(slot(key));
  }

  /**
   * Gives a key a value, in place of the one it may have.
   *
   * @throws IllegalStateException past some half a billion keys
   */
  public void put(long key, long value) {
    int slot = slot(key);
    if (!taken(slot)) {
      if (size >= (mask + 1) / 8 * 5) {
        grow();
        slot = slot(key);
      }
      size++;
      taken[slot >>> 6] |= 1L << slot;
      keys[slot] = key;
    }
    values[slot] = value;
  }

  /** Removes a key and returns its value, or {@code absent} if it is not there. */
  public long remove(long key, long absent) {
    int slot = slot(key);
    if (!taken(slot)) {
      return absent;
    }
    long value = values[slot];
    close(slot);
    size--;
    return value;
  }

  /** Moves back what a free slot would cut off from its home. */
  private void close(int free) {
    int hole = free;
    int next = (hole + 1) & mask;
    while (taken(next)) {
      int home = home(keys[next]);
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        keys[hole] = keys[next];
        values[hole] = values[next];
        hole = next;
      }
      next = (next + 1) & mask;
    }
    taken[hole >>> 6] &= ~(1L << hole);
  }

  private int home(long key) {
    return (int) ((key * SPREAD) >>> shift);
  }

  /** The slot that holds the key, or else the free slot where it belongs. */
  private int slot(long key) {
    int slot = home(key);
    while (taken(slot) && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean taken(int slot) {
    return (taken[slot >>> 6] & (1L << slot)) != 0;
  }

  private void grow() {
    int slots = mask + 1;
    if (slots == LARGEST) {
      throw new IllegalStateException("too many keys: " + size);
    }
    long[] oldKeys = keys;
    long[] oldValues = values;
    long[] oldTaken = taken;
    keys = new long[2 * slots];
    values = new long[2 * slots];
    taken = new long[(2 * slots + 63) / 64];
    mask = 2 * slots - 1;
    shift--;
    for (int i = 0; i < slots; i++) {
      if ((oldTaken[i >>> 6] & (1L << i)) != 0) {
        int slot = slot(oldKeys[i]);
        taken[slot >>> 6] |= 1L << slot;
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
