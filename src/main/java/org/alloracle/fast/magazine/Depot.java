package org.alloracle.fast.magazine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The full and the empty magazines that no handle has, and the slab layer below: a stack of raw
 * objects, the lowest on top at first. All under one lock, the depot's own.
 */
final class Depot {
  /** The most rounds of a magazine, and the most magazines. */
  static final int GREATEST = 1 << 20;

  /** Bytes of status on two cache lines, which processors fetch together. */
  private static final int STRETCH = 128;

  final Population population;
  private final int limit;

  /** Objects of a new stretch. */
  private final int stretch;

  private int rounds;

  /** Magazines that handles have. */
  private int out;

  private int[][] full = new int[0][];
  private int fulls;
  private int leastFull;
  private int[][] empty = new int[0][];
  private int empties;
  private int leastEmpty;

  /** The raw objects that have been handed out before; below them are those from {@link #fresh}. */
  private int[] raw = new int[0];

  private int raws;
  private int fresh;

  /** What the handles have of the fresh ones. */
  private final List<Stretch> stretches = new ArrayList<>();

  /**
   * Raw objects side by side that one handle is served first, so that threads do not share the
   * cache lines of their blocks, nor of what is known of them. Under the depot's lock.
   */
  static final class Stretch {
    private int next;
    private int end;

    int left() {
      return end - next;
    }
  }

  Depot(Population population, int rounds, int limit) {
    if (rounds < 1 || rounds > GREATEST || limit < 2 || limit > GREATEST) {
      throw new IllegalArgumentException(
          rounds
              + " rounds, "
              + limit
              + " magazines: 1 to 2^20 rounds, 2 to 2^20 magazines wanted");
    }
    this.population = population;
    this.rounds = rounds;
    this.limit = limit;
    stretch = population.shared ? STRETCH : 1;
  }

  synchronized int rounds() {
    return rounds;
  }

  synchronized int fulls() {
    return fulls;
  }

  synchronized int empties() {
    return empties;
  }

  /** Magazines that handles have. */
  synchronized int out() {
    return out;
  }

  int limit() {
    return limit;
  }

  /** Objects of the slab layer. */
  synchronized int raws() {
    int free = raws + population.status.length - fresh;
    for (Stretch stretch : stretches) {
      free += stretch.left();
    }
    return free;
  }

  /** A stretch, empty yet, for a new handle. */
  synchronized Stretch stretch() {
    Stretch stretch = new Stretch();
    stretches.add(stretch);
    return stretch;
  }

  /** Takes a handle's stretch for good. */
  synchronized void back(Stretch stretch) {
    while (stretch.left() > 0) {
      keepRaw(--stretch.end);
    }
    stretches.remove(stretch);
  }

  /** Whether there may be two more magazines with handles. */
  synchronized boolean hasTwoForHandle() {
    return out <= limit - 2;
  }

  /** Whether {@link #forHandle} gives an empty magazine; else it gives a full one. */
  synchronized boolean hasEmpty() {
    return empties > 0 || out + fulls < limit;
  }

  /** A magazine for a new handle. */
  synchronized int[] forHandle() {
    boolean fromEmpty = hasEmpty();
    out++;
    return fromEmpty ? anEmptyOne() : aFullOne();
  }

  private int[] anEmptyOne() {
    if (empties == 0) {
      return new int[rounds];
    }
    empties--;
    leastEmpty = Math.min(leastEmpty, empties);
    return empty[empties];
  }

  private int[] aFullOne() {
    fulls--;
    leastFull = Math.min(leastFull, fulls);
    return full[fulls];
  }

  /** Takes an empty magazine for a full one; null, and it is not taken, if there is none. */
  synchronized int @Nullable [] fullFor(int[] magazine) {
    if (fulls == 0) {
      return null;
    }
    int[] other = aFullOne();
    keepEmpty(magazine);
    return other;
  }

  /** Takes a full magazine for an empty one; null, and it is not taken, if none may be made. */
  synchronized int @Nullable [] emptyFor(int[] magazine) {
    if (!hasEmpty()) {
      return null;
    }
    int[] other = anEmptyOne();
    keepFull(magazine);
    return other;
  }

  private void keepFull(int[] magazine) {
    if (fulls == full.length) {
      full = Arrays.copyOf(full, Math.min(limit, 2 * fulls + 2));
    }
    full[fulls++] = magazine;
  }

  private void keepEmpty(int[] magazine) {
    if (empties == empty.length) {
      empty = Arrays.copyOf(empty, Math.min(limit, 2 * empties + 2));
    }
    empty[empties++] = magazine;
  }

  /** Takes a handle's magazine for good; the rounds of one that is not full are destroyed. */
  synchronized void back(int[] magazine, int count) {
    out--;
    if (count == rounds) {
      keepFull(magazine);
    } else {
      destroy(magazine, count);
      keepEmpty(magazine);
    }
  }

  /** The slab layer's next object for the handle of a stretch, now constructed; -1 if none. */
  synchronized int construct(Stretch mine) {
    if (raws > 0) {
      return raw[--raws];
    }
    if (mine.left() == 0) {
      mine.next = fresh;
      fresh += Math.min(stretch, population.status.length - fresh);
      mine.end = fresh;
    }
    if (mine.left() > 0) {
      return mine.next++;
    }
    for (Stretch other : stretches) {
      if (other.left() > 0) {
        return --other.end;
      }
    }
    return -1;
  }

  synchronized void destroy(int object) {
    population.becomesRaw(object);
    keepRaw(object);
  }

  private void keepRaw(int object) {
    if (raws == raw.length) {
      raw = Arrays.copyOf(raw, (int) Math.min(population.status.length, 2L * raws + 16));
    }
    raw[raws++] = object;
  }

  synchronized void destroy(int[] magazine, int count) {
    for (int i = 0; i < count; i++) {
      destroy(magazine[i]);
    }
  }

  /** Gives back what was not needed since the last call; see {@link FastMagazineCache#reclaim}. */
  synchronized void reclaim() {
    for (int i = 0; i < leastFull; i++) {
      destroy(full[i], rounds);
    }
    System.arraycopy(full, leastFull, full, 0, fulls - leastFull);
    fulls -= leastFull;
    leastFull = fulls;
    empties -= leastEmpty;
    leastEmpty = empties;
    forget();
  }

  /** Gives back all magazines of the depot, and has only those of so many rounds from now on. */
  synchronized void restart(int rounds) {
    leastFull = fulls;
    leastEmpty = empties;
    reclaim();
    this.rounds = rounds;
  }

  /** Lets go of the magazines past the ends of the lists. */
  private void forget() {
    full = Arrays.copyOf(full, fulls);
    empty = Arrays.copyOf(empty, empties);
  }

  /** Counts where each object is; see {@link FastMagazineCache#checkInvariants}. */
  synchronized void check(Census census) {
    for (int i = 0; i < fulls; i++) {
      census.magazine(full[i], rounds);
    }
    for (int i = 0; i < raws; i++) {
      census.place(raw[i], Population.RAW);
    }
    for (Stretch each : stretches) {
      for (int object = each.next; object < each.end; object++) {
        census.place(object, Population.RAW);
      }
    }
    for (int object = fresh; object < population.status.length; object++) {
      census.place(object, Population.RAW);
    }
    census.require(
        out + fulls + empties <= limit, "METADATA", "more magazines than there may be: " + limit);
    census.require(
        0 <= leastFull && leastFull <= fulls && 0 <= leastEmpty && leastEmpty <= empties,
        "METADATA",
        "the least numbers of magazines: " + leastFull + " and " + leastEmpty);
  }
}
