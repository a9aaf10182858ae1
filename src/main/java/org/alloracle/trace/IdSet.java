package org.alloracle.trace;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** A set of unsigned numbers, most of them small. */
final class IdSet {
  /** Below it a number costs one bit, from it on an object. */
  private static final long SMALL = 1L << 26;

  private final BitSet small = new BitSet();
  private final Set<Long> large = new HashSet<>();

  boolean contains(long id) {
    return isSmall(id) ? small.get((int) id) : large.contains(id);
  }

  void add(long id) {
    if (isSmall(id)) {
      small.set((int) id);
    } else {
      large.add(id);
    }
  }

  /** Whether it was there. */
  boolean remove(long id) {
    if (!isSmall(id)) {
      return large.remove(id);
    }
    boolean was = small.get((int) id);
    small.clear((int) id);
    return was;
  }

  private static boolean isSmall(long id) {
    return id >= 0 && id < SMALL;
  }
}
