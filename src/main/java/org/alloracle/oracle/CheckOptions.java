package org.alloracle.oracle;

/**
 * How a trace is to be checked. {@link #DEFAULT} is a good start; each {@code with} method changes
 * one thing.
 *
 * @param alignment bytes that every address is to be a multiple of, a power of two; or {@link
 *     #NATURAL} to go by the request; or {@link #NO_ALIGNMENT}
 * @param leaks what to do about blocks that live at the end
 * @param beginning whether the log can show the birth of every block
 * @param unordered whether threads may have written the log in another order than they acted, so
 *     that an overlap may only mean that a free was logged late
 * @param window how many events a line may be late in an unordered log
 * @param kept violations, and as many consequences, kept in full; all are counted
 */
public record CheckOptions(
    long alignment, Leaks leaks, Beginning beginning, boolean unordered, long window, int kept) {

  /**
   * The alignment asked for where the log tells it. Otherwise the greatest power of two that is no
   * more than the size, but at most 16, or 8 below address 2<sup>32</sup>: what allocators agree
   * on, some of which put a block of 8 bytes at any multiple of 8.
   */
  public static final long NATURAL = 0;

  /** Any address will do. */
  public static final long NO_ALIGNMENT = 1;

  /**
   * The usual window. In a log of four threads on one glibc arena, lines were late by 12,558 and
   * 25,755 events: a thread can lose the processor between the act and the line.
   */
  public static final long USUAL_WINDOW = 1 << 18;

  /** Natural alignment, leaks reported, the format's word on the beginning, ordered. */
  public static final CheckOptions DEFAULT =
      new CheckOptions(NATURAL, Leaks.REPORT, Beginning.AS_FORMAT, false, USUAL_WINDOW, 100);

  /** What blocks that live at the end mean. */
  public enum Leaks {
    /** Nothing. */
    IGNORE,
    /** A line in the report. */
    REPORT,
    /** A violation. */
    FAIL
  }

  /** When a log begins. */
  public enum Beginning {
    /** As the reader of the format says. */
    AS_FORMAT,
    /** With the program: the free of an address never seen is a violation. */
    WITH_PROGRAM,
    /** Later: such a free is of a block older than the log. */
    LATER
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the alignment is neither 0 nor a power of two, or the
   *     window or {@code kept} is negative
   */
  public CheckOptions {
    if (alignment != NATURAL && (alignment < 0 || Long.bitCount(alignment) != 1)) {
      throw new IllegalArgumentException("alignment " + alignment + " is no power of two");
    }
    if (window < 0 || kept < 0) {
      throw new IllegalArgumentException("a window or a count is negative");
    }
  }

  /** With another alignment. */
  public CheckOptions withAlignment(long bytes) {
    return new CheckOptions(bytes, leaks, beginning, unordered, window, kept);
  }

  /** With another policy for leaks. */
  public CheckOptions withLeaks(Leaks policy) {
    return new CheckOptions(alignment, policy, beginning, unordered, window, kept);
  }

  /** With another word on the beginning of the log. */
  public CheckOptions withBeginning(Beginning when) {
    return new CheckOptions(alignment, leaks, when, unordered, window, kept);
  }

  /** For a log whose lines may be late by up to so many events. */
  public CheckOptions withUnordered(long events) {
    return new CheckOptions(alignment, leaks, beginning, true, events, kept);
  }

  /** With another number of violations kept in full. */
  public CheckOptions withKept(int count) {
    return new CheckOptions(alignment, leaks, beginning, unordered, window, count);
  }
}
