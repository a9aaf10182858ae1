package org.alloracle.trace;

/**
 * One call of a recorded program, as its log tells it.
 *
 * <p>Blocks are named by address (an unsigned 64-bit byte address) or, in formats without
 * addresses, by the format's own number plus one; {@link Format#addressed()} tells which.
 *
 * @param kind what was called
 * @param line the line of the log that completed the event, from 1
 * @param thread the log's number of the calling thread, or {@link #UNKNOWN}
 * @param old the block given back by {@code FREE} and {@code REALLOCATE}; {@link #NULL} for none
 * @param block the block handed out by {@code ALLOCATE} and {@code REALLOCATE}; {@link #NULL} when
 *     the call handed out nothing
 * @param size bytes requested, from 0, unsigned; {@link Long#MAX_VALUE} when a product overflowed
 * @param usable bytes the log says the block has, or {@link #UNKNOWN}
 * @param alignment bytes, the alignment asked for, or {@link #UNKNOWN}
 */
public record Event(
    Kind kind,
    long line,
    int thread,
    long old,
    long block,
    long size,
    long usable,
    long alignment) {

  /** What a log says where it does not say. */
  public static final int UNKNOWN = -1;

  /** The block that is none: a failed allocation, or the argument of {@code free(NULL)}. */
  public static final long NULL = 0L;

  /** The calls that matter to a heap. */
  public enum Kind {
    /** A new block, or a failure if the block is {@link #NULL}. */
    ALLOCATE,
    /** A block given back. */
    FREE,
    /**
     * An old block exchanged for a new one. With a new block of {@link #NULL} and size 0 the old
     * block is gone; with another size the call failed and the old block stays.
     */
    REALLOCATE
  }

  /** An allocation. */
  public static Event allocate(
      long line, int thread, long block, long size, long usable, long alignment) {
    return new Event(Kind.ALLOCATE, line, thread, NULL, block, size, usable, alignment);
  }

  /** A free. */
  public static Event free(long line, int thread, long old) {
    return new Event(Kind.FREE, line, thread, old, NULL, 0, UNKNOWN, UNKNOWN);
  }

  /** A reallocation. */
  public static Event reallocate(
      long line, int thread, long old, long block, long size, long usable) {
    return new Event(Kind.REALLOCATE, line, thread, old, block, size, usable, UNKNOWN);
  }
}
