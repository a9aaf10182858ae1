package org.alloracle.fast.heaplayers;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A number for each word of a heap, 0 at first, in pages that are made when they are first written.
 */
final class Headers {
  private static final int PAGE_BITS = 13;
  private static final int PAGE = 1 << PAGE_BITS;
  private long[] @Nullable [] pages = new long[4][];

  /** The number of any word. */
  long get(long word) {
    long index = word >>> PAGE_BITS; // great for a word below 0
    if (index >= pages.length) {
      return 0;
    }
    long[] page = pages[(int) index];
    return page == null ? 0 : page[(int) word & (PAGE - 1)];
  }

  /** Sets the number of a word, from 0. */
  void set(long word, long value) {
    int index = (int) (word >> PAGE_BITS);
    if (index >= pages.length || pages[index] == null) {
      make(index);
    }
    pages[index][(int) word & (PAGE - 1)] = value;
  }

  /** Sets the number of a word that was set before, and returns what it was. */
  long exchange(long word, long value) {
    long[] page = pages[(int) (word >> PAGE_BITS)];
    long old = page[(int) word & (PAGE - 1)];
    page[(int) word & (PAGE - 1)] = value;
    return old;
  }

  private void make(int index) {
    if (index >= pages.length) {
      pages = Arrays.copyOf(pages, Math.max(index + 1, 2 * pages.length));
    }
    pages[index] = new long[PAGE];
  }
}
