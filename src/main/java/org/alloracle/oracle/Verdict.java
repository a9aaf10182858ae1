package org.alloracle.oracle;

import java.util.List;

/**
 * What the check of a trace came to. Sizes and addresses are unsigned.
 *
 * @param addressed whether blocks have addresses; if not, numbers
 * @param events calls checked; a reallocation is one
 * @param allocations allocations that gave a block
 * @param reallocations reallocations that gave a block in exchange for one
 * @param frees blocks given back, by reallocations to nothing too
 * @param nullFrees frees of no block
 * @param failures requests for more than 0 bytes that gave none
 * @param totalBytes bytes requested by all that gave a block, 2<sup>64</sup>-1 at most
 * @param peakBytes the most bytes requested by live blocks at one time
 * @param peakBlocks the most live blocks at one time
 * @param olderFrees frees of blocks older than the log
 * @param leaks the blocks that live at the end
 * @param misorderingCount lines that seem to be out of order, in a log checked as unordered
 * @param misorderings the first of these
 * @param violationCount violations, without those that follow from others
 * @param consequenceCount violations that follow from others
 * @param violations the first of each sort, in order of their events
 * @param notes what else is worth a line, as sentences without a final stop
 */
public record Verdict(
    boolean addressed,
    long events,
    long allocations,
    long reallocations,
    long frees,
    long nullFrees,
    long failures,
    long totalBytes,
    Peak peakBytes,
    Peak peakBlocks,
    long olderFrees,
    Leaks leaks,
    long misorderingCount,
    List<Misordering> misorderings,
    long violationCount,
    long consequenceCount,
    List<Violation> violations,
    List<String> notes) {

  /** Copies the lists. */
  public Verdict {
    misorderings = List.copyOf(misorderings);
    violations = List.copyOf(violations);
    notes = List.copyOf(notes);
  }

  /** Whether no clause was broken. */
  public boolean isClean() {
    return violationCount == 0;
  }

  /**
   * The highest value of a quantity, and when it was first reached.
   *
   * @param value the value
   * @param event the number of the event, or 0 if there was none
   * @param line its line, or 0
   */
  public record Peak(long value, long event, long line) {}

  /**
   * Blocks that live at the end.
   *
   * @param blocks how many
   * @param bytes bytes requested by them
   * @param largest a few of them, the largest first
   */
  public record Leaks(long blocks, long bytes, List<Block> largest) {
    /** Copies the list. */
    public Leaks {
      largest = List.copyOf(largest);
    }
  }

  /**
   * What looked like a violation until a later line explained it.
   *
   * @param suspected what it looked like
   * @param event the number of the event that explained it
   * @param line the line of that event, or 0
   */
  public record Misordering(Violation suspected, long event, long line) {}
}
