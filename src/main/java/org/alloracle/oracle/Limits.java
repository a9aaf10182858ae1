package org.alloracle.oracle;

import java.util.function.Supplier;

/**
 * How far generated requests go on one allocator.
 *
 * @param largest bytes, the largest block that a fresh allocator was seen to hand out, from 0;
 *     {@link #SEARCHED} if it may be larger
 * @param maxSize bytes, the largest size to ask for
 * @param minAlignment the alignment that every block has, a power of two
 * @param maxAlignment the largest alignment to ask for, a power of two; alignments are ignored
 *     unless it is above {@code minAlignment}
 * @param zero whether 0 bytes may be asked for
 */
public record Limits(
    long largest, long maxSize, long minAlignment, long maxAlignment, boolean zero) {

  /** Bytes; no larger block is looked for, so that a subject without bounds is not drained. */
  public static final long SEARCHED = 1L << 24;

  /**
   * Looks for the limits of an allocator.
   *
   * @param subjects makes a fresh allocator at each call
   */
  public static Limits of(Supplier<? extends Subject> subjects) {
    Subject subject = subjects.get();
    long bound =
        Math.min(SEARCHED, Math.min(subject.maxSize(), subject.heapEnd() - subject.heapStart()));
    // Every size below 16 is tried, as the smallest block of a strange allocator may be any.
    long served = 0;
    long refused = bound + 1;
    for (long size = 1; size <= bound; size = size < 16 ? size + 1 : size * 2) {
      if (serves(subjects.get(), size)) {
        served = size;
      } else if (served > 0) {
        refused = size;
        break;
      }
    }
    while (served > 0 && refused - served > 1) {
      long middle = served + (refused - served) / 2;
      if (serves(subjects.get(), middle)) {
        served = middle;
      } else {
        refused = middle;
      }
    }
    return new Limits(
        served,
        subject.maxSize(),
        subject.minAlignment(),
        subject.maxAlignment(),
        subject.zeroSize() != Subject.ZeroSize.UNSPECIFIED);
  }

  private static boolean serves(Subject subject, long size) {
    try {
      return subject.allocate(size, 1) != subject.failure();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
      // The tests proper report it, with the clause that it breaks.
      return false;
    }
  }
}
