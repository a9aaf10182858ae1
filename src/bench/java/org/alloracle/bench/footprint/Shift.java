package org.alloracle.bench.footprint;

import java.util.List;
import org.alloracle.bench.workload.Draws;

/**
 * Sizes that change, after Rumble, Kejriwal and Ousterhout, "Log-structured memory for DRAM-based
 * storage" (FAST 2014). Blocks of the first sizes come until so many bytes live, then each new one
 * takes the place of random ones; some of those that live are freed; then the same with the second
 * sizes. Of each kind, two and a half times the bytes that may live are requested.
 *
 * @param name the paper's name, or F1 for sizes that do not change
 * @param before the first sizes
 * @param deleted per cent of the blocks that are freed at the change
 * @param after the second sizes
 */
record Shift(String name, Sizes before, int deleted, Sizes after) {
  /** Uniform sizes in bytes, both ends possible. */
  record Sizes(int least, int most) {
    int draw(Draws draws) {
      return draws.between(least, most);
    }

    @Override
    public String toString() {
      return least == most ? "" + least : least + ".." + most;
    }
  }

  static List<Shift> all() {
    return List.of(
        shift("F1", 16, 1024, 0, 16, 1024),
        shift("W1", 100, 100, 0, 100, 100),
        shift("W2", 100, 100, 0, 130, 130),
        shift("W3", 100, 100, 90, 130, 130),
        shift("W4", 100, 150, 0, 200, 250),
        shift("W5", 100, 150, 90, 200, 250),
        shift("W6", 100, 200, 50, 1000, 2000),
        shift("W7", 1000, 2000, 90, 1500, 2500),
        shift("W8", 50, 150, 90, 5000, 15000));
  }

  private static Shift shift(String name, int a, int b, int deleted, int c, int d) {
    return new Shift(name, new Sizes(a, b), deleted, new Sizes(c, d));
  }

  int greatest() {
    return Math.max(before.most, after.most);
  }

  /**
   * Robson's bound over the bytes that live: for every allocator that moves nothing there is a
   * program with blocks of these sizes, powers of two times the least, that makes it need so much.
   */
  double robson() {
    int least = Math.min(before.least, after.least);
    int log = 31 - Integer.numberOfLeadingZeros(greatest() / least);
    return 1 + log / 2.0;
  }

  String what() {
    return before.equals(after)
        ? before + " B"
        : before + " B, " + deleted + " % freed, then " + after + " B";
  }
}
