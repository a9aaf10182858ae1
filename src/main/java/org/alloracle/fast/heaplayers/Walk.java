package org.alloracle.fast.heaplayers;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * A walk over all blocks of a stack: they tile what is carved, and the free ones are listed once.
 */
public final class Walk {
  private final Map<Long, Long> listed = new HashMap<>();
  private long end;

  /** Adds a free block and its words. */
  void list(long at, long words) {
    require(listed.put(at, words) == null, "METADATA: listed twice, or in a circle: word " + at);
  }

  /** The words of a block that is free: from its list, or as given if it is on none. */
  long listed(long at, long parked) {
    Long words = listed.remove(at);
    return words == null ? parked : words;
  }

  /** Sets the first word that is not carved. */
  void end(long word) {
    end = word;
  }

  /** Walks from header to header; {@code words} tells the words of the block after a header. */
  void run(LongUnaryOperator words) {
    long at = 0;
    while (at < end) {
      long length = words.applyAsLong(at);
      require(0 < length && length < end - at, "METADATA: no block has the header at word " + at);
      at += 1 + length;
    }
    require(at == end, "CONSERVATION: the blocks end at " + at + ", not at " + end);
    require(listed.isEmpty(), "METADATA: a list has what is no free block: " + listed);
  }

  /** Demands something. */
  void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
