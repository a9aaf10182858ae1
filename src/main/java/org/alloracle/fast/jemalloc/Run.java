package org.alloracle.fast.jemalloc;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run: equal regions, a bit each that is set when it is free. The run of a large block has one
 * region.
 *
 * <p>{@code hint} is at most the first word with a bit set; that word is not in its place but in
 * {@code word}. The state stands here as the two counts of free regions at which it changes, {@code
 * low} and {@code high}.
 */
final class Run {
  static final int INIT = 0;
  static final int Q0 = 1;
  static final int Q25 = 2;
  static final int Q50 = 3;
  static final int Q75 = 4;
  static final int Q100 = 5;

  /** The bin of a large block's run. */
  static final int LARGE = -1;

  final int bin;
  final int order;
  final int size;
  final int regions;
  private final long[] bits;

  /**
   * {@code 2^32 / size}, rounded up; for a large block 1, whose multiples are below 1 only at 0.
   */
  final long magic;

  long start;

  /** The address of region 0. */
  long first;

  private long word;

  /** The address of the first region of the word. */
  private long base;

  int hint;
  int free;
  int low;
  int high;
  int state;

  /** Neighbours on a ring; itself when it is on none. */
  Run previous = this;

  Run next = this;

  /** The next of those that are spare. */
  @Nullable Run spare;

  /** A run of a small class. */
  Run(int bin) {
    this.bin = bin;
    order = Classes.RUN_ORDER[bin];
    size = Classes.SIZE[bin];
    regions = Classes.REGIONS[bin];
    bits = new long[(regions + 63) >> 6];
    magic = (1L << 32) / size + ((1L << 32) % size == 0 ? 0 : 1);
  }

  /** A run of one large block. */
  Run(int order, int regions) {
    bin = LARGE;
    this.order = order;
    this.regions = regions;
    size = Classes.PAGE << order;
    bits = new long[1];
    magic = 1;
  }

  /** The head of an empty ring. */
  static Run ring() {
    return new Run(0, 0);
  }

  /** Off its ring, if it is on one. */
  void leave() {
    previous.next = next;
    next.previous = previous;
    previous = this;
    next = this;
  }

  /** To the end of a ring, being on none. */
  void join(Run head) {
    previous = head.previous;
    next = head;
    previous.next = this;
    head.previous = this;
  }

  /** Makes it fresh. */
  void begin(long address) {
    start = address;
    first = address + ((long) Classes.PAGE << order) - (long) regions * size;
    Arrays.fill(bits, -1L);
    if ((regions & 63) != 0) {
      bits[bits.length - 1] = (1L << regions) - 1;
    }
    free = regions;
    look(0);
    enter(INIT);
  }

  /** Makes a word the one in {@link #word}. */
  private void look(int at) {
    hint = at;
    word = bits[at];
    base = first + ((long) at << 6) * size;
  }

  /** Takes the lowest free region, of which there is one; the caller looks at the count. */
  long take() {
    if (word == 0) {
      int at = hint;
      bits[at] = 0;
      do {
        at++;
      } while (bits[at] == 0);
      look(at);
    }
    long before = word;
    word = before & (before - 1);
    free--;
    return base + (long) Long.numberOfTrailingZeros(before) * size;
  }

  /**
   * The region that starts at an address in this run, or at least as many as there are. The product
   * is that of Lemire, Kaser and Kurz, "Faster Remainder by Direct Computation" (2019): its upper
   * half is the quotient, and its lower half is below {@link #magic} if there is no remainder.
   */
  private int regionAt(long address) {
    // Before the first region the offset, taken as unsigned, is beyond the last one.
    long product = (address - first & 0xffffffffL) * magic;
    return (product & 0xffffffffL) < magic ? (int) (product >>> 32) : Integer.MAX_VALUE;
  }

  /** The word of 64 regions. */
  long word(int at) {
    return at == hint ? word : bits[at];
  }

  int words() {
    return bits.length;
  }

  /** Whether a live region starts at an address in this run. */
  boolean isLive(long address) {
    int region = regionAt(address);
    return region < regions && (word(region >> 6) >>> region & 1) == 0;
  }

  /**
   * Gives back the live region that starts at an address in this run; the caller looks at the
   * count.
   */
  boolean give(long address) {
    int region = regionAt(address);
    if (region >= regions) {
      return false;
    }
    int at = region >> 6;
    long before = at == hint ? word : bits[at];
    long after = before | 1L << region;
    if (before == after) {
      return false;
    }
    if (at == hint) {
      word = after;
    } else {
      bits[at] = after;
      if (at < hint) {
        bits[hint] = word;
        look(at);
      }
    }
    free++;
    return true;
  }

  /** Makes it the run of a large block. */
  void beginLarge(long address) {
    start = address;
    first = address;
    bits[0] = 0;
    free = 0;
    look(0);
    enter(Q100);
  }

  /** The state after a take that left no more than {@code low} free. */
  int fuller() {
    return state >= Q50 ? Q100 : state + 1;
  }

  /** The state after a give that left no fewer than {@code high} free; INIT if it is to go. */
  int emptier() {
    return state - 1;
  }

  void enter(int next) {
    state = next;
    int quarter = regions / 4;
    low = next == INIT ? 3 * quarter : next == Q0 ? regions / 2 : next == Q25 ? quarter : 0;
    switch (next) {
      case INIT -> high = Integer.MAX_VALUE;
      case Q0 -> high = regions;
      case Q25 -> high = 3 * quarter;
      case Q50 -> high = regions / 2;
      case Q75 -> high = quarter;
      default -> high = 1;
    }
  }
}
