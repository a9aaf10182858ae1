package org.alloracle.fast.weealloc;

import java.util.Arrays;
import org.alloracle.collect.LongMap;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.Requests;

/**
 * First fit in list order, at the same addresses as {@link org.alloracle.reference.weealloc
 * reference.weealloc}: an allocation looks at free cells of its kind only, a free takes constant
 * time.
 *
 * <p>A cell is a node in parallel arrays, linked to the cells beside it and, if free, to those
 * beside it on their list. Metadata is proportional to the number of cells. Confined to one thread.
 */
public final class FastWeeAlloc implements BlockAllocator {
  private static final int NIL = -1;

  /** The link of a cell that is not on the list. */
  private static final int OFF = -2;

  private static final int HEADER = 2; // words
  private static final int LEAST = 16; // words of data that a split leaves on the main list
  private static final int LEAST_BESIDE_CLASSES = 512;
  private static final int CLASSES = 256; // the most words of a size class
  private static final int LEAST_REFILL = 1024; // words
  private static final int PAGE_BITS = 13; // words

  /** The greatest limit, in bytes. */
  private static final long GREATEST = 1L << 60;

  private final long most; // pages
  private final LongMap live = new LongMap(); // first word of data -> cell
  private long pages;
  private long[] low = new long[16]; // the first word of a cell
  private long[] high = new long[16]; // past its last
  private int[] before = new int[16]; // in the segment
  private int[] after = new int[16];
  private int[] previous = new int[16]; // on the list
  private int[] next = new int[16];
  private int nodes;
  private int[] kind = new int[16]; // 0 for the main list, or the words of its size class
  private int spare = NIL; // linked by next
  private final boolean classes;
  private final int least;
  private final int[] head; // of the list of each kind

  /**
   * A heap without a page.
   *
   * @param limitBytes the end of the address space, a multiple of 65536 up to 2<sup>60</sup>
   * @param classes whether there are size classes
   * @throws IllegalArgumentException if the limit is not so
   */
  public FastWeeAlloc(long limitBytes, boolean classes) {
    if (limitBytes < 0 || limitBytes > GREATEST || limitBytes % 65536 != 0) {
      throw new IllegalArgumentException(
          "limit " + limitBytes + ": not a multiple of 65536 up to 2^60");
    }
    most = limitBytes / 65536;
    this.classes = classes;
    least = classes ? LEAST_BESIDE_CLASSES : LEAST;
    head = new int[classes ? CLASSES + 1 : 1];
    Arrays.fill(head, NIL);
  }

  @Override
  public long allocate(long size, long alignment) {
    Requests.check(size, alignment);
    long n = size == 0 ? 1 : ((size - 1) >> 3) + 1;
    long a = alignment <= 8 ? 1 : alignment >> 3;
    int list = classes && n <= CLASSES && a == 1 ? (int) n : 0;
    int left = list == 0 ? least : list;
    int cell = first(list, n, a, left);
    if (cell == NIL) {
      cell = list == 0 ? segment(n, a) : refill(list);
    }
    return cell == NIL ? NONE : take(cell, place(cell, n, a, left));
  }

  /** A new cell of a size class, cut from the main list; or none. */
  private int refill(int list) {
    int words = Math.max((list + 2) * (list + 2), LEAST_REFILL);
    int from = first(0, words, 1, least);
    if (from == NIL) {
      from = segment(words, 1);
    }
    if (from == NIL) {
      return NIL;
    }
    int cell = cut(from, place(from, words, 1, least));
    kind[cell] = list;
    push(cell);
    return cell;
  }

  /** A new segment with a place on the main list; or none. */
  private int segment(long n, long a) {
    long room = 2 * (a + least) + HEADER;
    long need = a <= 2 ? n + HEADER : n + a + least + 2 * HEADER;
    long more = ((Math.max(room, need) - 1) >> PAGE_BITS) + 1;
    if (more > most - pages) {
      return NIL;
    }
    int cell = node(pages << PAGE_BITS, (pages + more) << PAGE_BITS);
    before[cell] = NIL;
    after[cell] = NIL;
    push(cell);
    pages += more;
    return cell;
  }

  /** The first cell of a list with room for {@code n} words at a multiple of {@code a}. */
  private int first(int list, long n, long a, int left) {
    int cell = head[list];
    while (cell != NIL && place(cell, n, a, left) < 0) {
      cell = next[cell];
    }
    return cell;
  }

  /** Where {@code n} words fit at a multiple of {@code a}, or -1. */
  private long place(int cell, long n, long a, int left) {
    long data = low[cell] + HEADER;
    if (n > high[cell] - data) {
      return -1;
    }
    long at = (high[cell] - n) & -a;
    return data + HEADER + left <= at ? at : (data & (a - 1)) == 0 ? data : -1;
  }

  private long take(int cell, long at) {
    live.put(at, cut(cell, at));
    return at << 3;
  }

  /** The end of a listed cell, its data from a place on, as a cell of its kind that is not. */
  private int cut(int cell, long at) {
    int taken = cell;
    if (low[cell] + HEADER < at) {
      taken = node(at - HEADER, high[cell]);
      kind[taken] = kind[cell];
      high[cell] = at - HEADER;
      before[taken] = cell;
      after[taken] = after[cell];
      if (after[cell] != NIL) {
        before[after[cell]] = taken;
      }
      after[cell] = taken;
    } else {
      unlist(cell);
    }
    return taken;
  }

  @Override
  public void free(long address) {
    int cell = (address & 7) != 0 ? NIL : (int) live.remove(address >> 3, NIL);
    if (cell == NIL) {
      throw new InvalidFreeException("no live block starts at " + address);
    }
    int left = before[cell];
    int right = after[cell];
    if (kind[cell] != 0) {
      push(cell);
    } else if (left != NIL && previous[left] != OFF && kind[left] == 0) {
      absorb(left, cell);
    } else if (right != NIL && previous[right] != OFF && kind[right] == 0) {
      replace(right, cell);
      absorb(cell, right);
    } else {
      push(cell);
    }
  }

  /** Adds to a cell the one after it, which is not on the list. */
  private void absorb(int cell, int gone) {
    high[cell] = high[gone];
    after[cell] = after[gone];
    if (after[gone] != NIL) {
      before[after[gone]] = cell;
    }
    next[gone] = spare;
    spare = gone;
  }

  private void push(int cell) {
    previous[cell] = NIL;
    int old = head[kind[cell]];
    next[cell] = old;
    if (old != NIL) {
      previous[old] = cell;
    }
    head[kind[cell]] = cell;
  }

  private void unlist(int cell) {
    link(kind[cell], previous[cell], next[cell]);
    previous[cell] = OFF;
  }

  /** Gives a cell's place on the main list to another. */
  private void replace(int cell, int other) {
    link(0, previous[cell], other);
    link(0, other, next[cell]);
    previous[cell] = OFF;
  }

  private void link(int list, int one, int two) {
    if (one == NIL) {
      head[list] = two;
    } else {
      next[one] = two;
    }
    if (two != NIL) {
      previous[two] = one;
    }
  }

  private int node(long from, long to) {
    int node = spare;
    if (node != NIL) {
      spare = next[node];
    } else {
      node = nodes++;
      if (node == low.length) {
        int length = 2 * node;
        low = Arrays.copyOf(low, length);
        high = Arrays.copyOf(high, length);
        before = Arrays.copyOf(before, length);
        after = Arrays.copyOf(after, length);
        previous = Arrays.copyOf(previous, length);
        next = Arrays.copyOf(next, length);
        kind = Arrays.copyOf(kind, length);
      }
    }
    low[node] = from;
    high[node] = to;
    kind[node] = 0;
    previous[node] = OFF;
    return node;
  }

  @Override
  public long usableSize(long address) {
    int cell = (address & 7) != 0 ? NIL : (int) live.get(address >> 3, NIL);
    if (cell == NIL) {
      throw new InvalidFreeException("no live block starts at " + address);
    }
    return (high[cell] - low[cell] - HEADER) << 3;
  }

  /** The bytes obtained so far. */
  public long obtained() {
    return pages << (PAGE_BITS + 3);
  }

  /**
   * Walks the invariants of the structure.
   *
   * @throws AssertionError naming the first that does not hold
   */
  public void checkInvariants() {
    boolean[] idle = new boolean[nodes];
    int unused = 0;
    for (int node = spare; node != NIL; node = next[node]) {
      if (idle[node]) {
        throw new AssertionError("METADATA: the spare nodes make a circle at " + node);
      }
      idle[node] = true;
      unused++;
    }
    int listed = 0;
    for (int list = 0; list < head.length; list++) {
      int back = NIL;
      for (int cell = head[list]; cell != NIL; cell = next[cell]) {
        // So it is no circle either.
        if (idle[cell] || previous[cell] != back || kind[cell] != list) {
          throw new AssertionError("METADATA: the list is wrong at cell " + cell);
        }
        listed++;
        back = cell;
      }
    }
    if (listed + live.size() + unused != nodes) {
      throw new AssertionError(
          "METADATA: " + listed + " listed, " + live.size() + " live of " + (nodes - unused));
    }
    long words = 0;
    for (int cell = 0; cell < nodes; cell++) {
      if (!idle[cell]) {
        words += high[cell] - low[cell];
        if (high[cell] - low[cell] < HEADER + kind[cell]) {
          throw new AssertionError("METADATA: cell " + cell + " is too small for its size class");
        }
        if (after[cell] != NIL && (before[after[cell]] != cell || low[after[cell]] != high[cell])) {
          throw new AssertionError("METADATA: the cells after cell " + cell + " are not linked");
        }
      }
    }
    if (words != pages << PAGE_BITS) {
      throw new AssertionError("CONSERVATION: " + words + " words of " + pages + " pages");
    }
  }
}
