package org.alloracle.fast.michael;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Which superblocks are free: a tree of bitmaps. Takes the lowest, and when several threads are at
 * it some low one. Single superblocks are taken and given back lock-free.
 *
 * <p>The leaves are the truth, in pages that are made when first needed. A bit above may be wrong
 * for a moment, so who wants a superblock first takes one off {@link #free}, which is never more
 * than there are bits, and may then look until it has found one. Up to 64 superblocks are one word
 * that says it all.
 */
final class SuperblockStore {
  private static final int PAGE = 64; // words: one word of the level above

  private final int superblocks;
  private final int words;
  private final AtomicReferenceArray<AtomicLongArray> leaves;

  /** From the level above the leaves up to one word. */
  final AtomicLongArray[] above;

  private final AtomicLong free;
  private final Object runs = new Object();

  SuperblockStore(int superblocks) {
    this.superblocks = superblocks;
    words = (superblocks + 63) >>> 6;
    leaves = new AtomicReferenceArray<>((words + PAGE - 1) / PAGE);
    free = new AtomicLong(superblocks);
    int levels = 0;
    for (int bits = words; bits > 1; bits = (bits + 63) >>> 6) {
      levels++;
    }
    above = new AtomicLongArray[levels];
    int bits = words;
    for (int level = 0; level < levels; level++) {
      above[level] = full(bits, 0, (bits + 63) >>> 6);
      bits = (bits + 63) >>> 6;
    }
  }

  /** Words {@code from} to {@code end} of a map of so many bits, all of them set. */
  private static AtomicLongArray full(int bits, int from, int end) {
    AtomicLongArray made = new AtomicLongArray(end - from);
    for (int i = from; i < end; i++) {
      long rest = bits - 64L * i;
      made.set(i - from, rest >= 64 ? -1 : (1L << rest) - 1);
    }
    return made;
  }

  private AtomicLongArray page(int word) {
    int p = word / PAGE;
    AtomicLongArray page = leaves.get(p);
    if (page == null) {
      leaves.compareAndSet(p, null, full(superblocks, p * PAGE, Math.min(words, (p + 1) * PAGE)));
      page = leaves.get(p);
    }
    return page;
  }

  /** Takes a superblock; -1 if there is none. */
  int take() {
    if (above.length == 0) {
      return takeFrom(0);
    }
    if (!acquire(1)) {
      return -1;
    }
    for (int tries = 0; tries < 3; tries++) {
      int s = lowest();
      if (s >= 0) {
        return s;
      }
    }
    // The bits above lag behind: look at all leaves. There is one, or others have taken some.
    for (int word = 0; ; word = word + 1 == words ? 0 : word + 1) {
      int s = takeFrom(word);
      if (s >= 0) {
        return s;
      }
    }
  }

  private boolean acquire(int n) {
    long count;
    do {
      count = free.get();
      if (count < n) {
        return false;
      }
    } while (!free.compareAndSet(count, count - n));
    return true;
  }

  private int lowest() {
    int at = 0;
    for (int level = above.length - 1; level >= 0; level--) {
      long word = above[level].get(at);
      if (word == 0) {
        return -1;
      }
      at = at * 64 + Long.numberOfTrailingZeros(word);
    }
    int s = takeFrom(at);
    if (s < 0) {
      clearAbove(at);
    }
    return s;
  }

  /** Takes the lowest superblock of a leaf; -1 if it has none. */
  private int takeFrom(int word) {
    AtomicLongArray page = page(word);
    long old;
    do {
      old = page.get(word % PAGE);
      if (old == 0) {
        return -1;
      }
    } while (!page.compareAndSet(word % PAGE, old, old & (old - 1)));
    if ((old & (old - 1)) == 0) {
      clearAbove(word);
    }
    return word * 64 + Long.numberOfTrailingZeros(old);
  }

  /** Gives superblocks back that were taken. */
  void give(int from, int count) {
    for (int s = from; s < from + count; s++) {
      int word = s >>> 6;
      long bit = 1L << s;
      AtomicLongArray page = page(word);
      long old;
      do {
        old = page.get(word % PAGE);
      } while (!page.compareAndSet(word % PAGE, old, old | bit));
      if (old == 0) {
        setAbove(0, word);
      }
    }
    free.addAndGet(above.length == 0 ? 0 : count);
  }

  private long wordAt(int level, int at) {
    return level < 0 ? page(at).get(at % PAGE) : above[level].get(at);
  }

  /** The word has no bit: says so above, unless it has one again. */
  void clearAbove(int word) {
    int at = word;
    for (int level = 0; level < above.length; level++) {
      long bit = 1L << at;
      long old = above[level].getAndAccumulate(at >>> 6, ~bit, (a, b) -> a & b);
      if (wordAt(level - 1, at) != 0) {
        setAbove(level, at);
      }
      at >>>= 6;
      if ((old & ~bit) != 0) {
        return;
      }
    }
  }

  private void setAbove(int from, int word) {
    int at = word;
    for (int level = from; level < above.length; level++) {
      long bit = 1L << at;
      long old = above[level].getAndAccumulate(at >>> 6, bit, (a, b) -> a | b);
      at >>>= 6;
      if (old != 0) {
        return;
      }
    }
  }

  /**
   * Takes the lowest run of free superblocks. Not lock-free; and a {@link #take} in the meantime
   * may find nothing although this call is going to give something back.
   *
   * @param count superblocks, at least 1
   * @param align the run starts at a multiple of so many, at least 1
   * @return the first one, or -1
   */
  int takeRun(int count, int align) {
    synchronized (runs) {
      if (above.length > 0 && free.get() < count) {
        return -1;
      }
      long from = 0;
      while (from + count <= superblocks) {
        long used = next(from, from + count, 0);
        if (used == from + count && claim((int) from, count)) {
          return (int) from;
        }
        long after = used == from + count ? from + 1 : next(used, superblocks, -1);
        from = (after + align - 1) / align * align;
      }
      return -1;
    }
  }

  /** The first superblock from {@code from} on that is used (flip 0) or free (flip -1), or end. */
  private long next(long from, long end, long flip) {
    long s = from;
    while (s < end) {
      int word = (int) (s >>> 6);
      AtomicLongArray page = leaves.get(word / PAGE);
      long bits = ~((page == null ? -1 : page.get(word % PAGE)) ^ flip) & (-1L << s);
      if (bits != 0) {
        return Math.min(end, word * 64L + Long.numberOfTrailingZeros(bits));
      }
      s = page == null ? (word / PAGE + 1L) * PAGE * 64 : (word + 1L) * 64;
    }
    return end;
  }

  /** Takes a run if all of it is free. */
  boolean claim(int from, int count) {
    if (above.length > 0 && !acquire(count)) {
      return false;
    }
    for (int s = from; s < from + count; s++) {
      int word = s >>> 6;
      long bit = 1L << s;
      AtomicLongArray page = page(word);
      long old;
      do {
        old = page.get(word % PAGE);
        if ((old & bit) == 0) {
          give(from, s - from);
          free.addAndGet(above.length == 0 ? 0 : count - (s - from));
          return false;
        }
      } while (!page.compareAndSet(word % PAGE, old, old & ~bit));
      if (old == bit) {
        clearAbove(word);
      }
    }
    return true;
  }

  /** Whether a superblock is free, for a walk. */
  boolean isFree(int s) {
    AtomicLongArray page = leaves.get((s >>> 6) / PAGE);
    return page == null || (page.get((s >>> 6) % PAGE) & (1L << s)) != 0;
  }

  /** Whether each bit above says whether there is one below; while nobody takes or gives. */
  boolean saysWhatIsBelow() {
    int bits = superblocks;
    for (int level = -1; level < above.length; level++) {
      int words = (bits + 63) >>> 6;
      for (int at = 0; at < words; at++) {
        boolean untouched = level < 0 && leaves.get(at / PAGE) == null;
        long word = untouched ? 1 : wordAt(level, at);
        boolean said = level + 1 == above.length || bit(above[level + 1], at) == (word != 0);
        if (!said || (!untouched && at == words - 1 && word >>> 1 >>> (bits - 1 & 63) != 0)) {
          return false;
        }
      }
      bits = words;
    }
    return bits <= 1;
  }

  private static boolean bit(AtomicLongArray words, int at) {
    return (words.get(at >>> 6) & (1L << at)) != 0;
  }

  /** The end of the superblocks that were ever looked at, for a walk: those behind are free. */
  int touched() {
    int end = leaves.length();
    while (end > 0 && leaves.get(end - 1) == null) {
      end--;
    }
    return (int) Math.min(superblocks, end * (PAGE * 64L));
  }

  /** The free superblocks as counted, for a walk; -1 where they are not counted. */
  long counted() {
    return above.length == 0 ? -1 : free.get();
  }
}
