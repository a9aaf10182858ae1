package org.alloracle.fast.michael;

/**
 * The anchor of a superblock and the Active word of a heap, each packed in a {@code long}.
 *
 * <p>An anchor is avail (11 bits, the first free block, or the number of blocks), count (10, free
 * blocks that are not reserved), state (2) and tag (41, one more at each pop, wrapping). An Active
 * word is a descriptor and its credits (6 bits); credits c are c + 1 reservations.
 */
final class Anchor {
  static final int ACTIVE = 0;
  static final int FULL = 1;
  static final int PARTIAL = 2;
  static final int EMPTY = 3;

  /** The most blocks in a superblock. */
  static final int MOST_BLOCKS = 1024;

  /** No descriptor, as an index and as an Active word. */
  static final int NULL = -1;

  /** The most reservations in an Active word. */
  static final int MOST_CREDITS = 64;

  private static final int COUNT = 11;
  private static final int STATE = 21;
  private static final int TAG = 23;
  private static final long AVAIL_MASK = (1L << COUNT) - 1;
  private static final long COUNT_MASK = 0x3ffL << COUNT;
  private static final long STATE_MASK = 3L << STATE;

  private Anchor() {}

  static long of(int avail, int count, int state, long tag) {
    return avail | (long) count << COUNT | (long) state << STATE | tag << TAG;
  }

  static int avail(long anchor) {
    return (int) (anchor & AVAIL_MASK);
  }

  static int count(long anchor) {
    return (int) ((anchor & COUNT_MASK) >>> COUNT);
  }

  static int state(long anchor) {
    return (int) ((anchor & STATE_MASK) >>> STATE);
  }

  static long tag(long anchor) {
    return anchor >>> TAG;
  }

  /** The first block gone, so that {@code link} comes first: the tag moves. */
  static long pop(long anchor, int link) {
    return ((anchor & ~AVAIL_MASK) | link) + (1L << TAG);
  }

  static long withAvail(long anchor, int avail) {
    return (anchor & ~AVAIL_MASK) | avail;
  }

  /** {@code count} so many more; it may be less than 0. */
  static long plus(long anchor, int blocks) {
    return anchor + ((long) blocks << COUNT);
  }

  static long withState(long anchor, int state) {
    return (anchor & ~STATE_MASK) | (long) state << STATE;
  }

  /** The Active word of a descriptor with 0 to 63 credits. */
  static long active(int descriptor, int credits) {
    return (long) descriptor << 6 | credits;
  }

  static int descriptor(long active) {
    return (int) (active >> 6);
  }

  static int credits(long active) {
    return (int) (active & 63);
  }
}
