package org.alloracle.oracle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Live blocks that newer blocks overlapped, until they are freed. It keeps one mistake from being
 * reported many times.
 */
final class Displaced {
  private static final int RECENT = 16;

  /** Reports of blocks that lie over one displaced block. */
  private static final int ECHOES = 4;

  /** A displaced block and the report of what displaced it. */
  static final class Entry {
    private final Block block;
    private final Violation overlap;
    private int echoes;

    Entry(Block block, Violation overlap) {
      this.block = block;
      this.overlap = overlap;
    }

    Block block() {
      return block;
    }

    Violation overlap() {
      return overlap;
    }
  }

  private final Map<Long, Deque<Entry>> byAddress = new HashMap<>();
  private final Deque<Entry> recent = new ArrayDeque<>();

  /** By their address, the overlaps whose displaced block was freed after all. */
  private final Map<Long, Violation> refuted = new HashMap<>();

  void add(Block block, Violation overlap) {
    Entry entry = new Entry(block, overlap);
    byAddress.computeIfAbsent(block.address(), a -> new ArrayDeque<>(1)).addLast(entry);
    recent.addLast(entry);
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
  }

  boolean has(long address) {
    return !byAddress.isEmpty() && byAddress.containsKey(address);
  }

  /** Removes and returns the oldest displaced block that starts at an address. */
  @Nullable Entry take(long address) {
    if (byAddress.isEmpty()) {
      return null;
    }
    Deque<Entry> entries = byAddress.get(address);
    if (entries == null) {
      return null;
    }
    Entry entry = entries.removeFirst();
    if (entries.isEmpty()) {
      byAddress.remove(address);
    }
    recent.remove(entry);
    refuted.put(entry.overlap.address(), entry.overlap);
    return entry;
  }

  /**
   * The event of the overlap that made a block, if the block that it displaced was freed after all;
   * otherwise 0. Such a block was not where it said, and what overlaps it is no news.
   */
  long refutation(Block block) {
    Violation overlap = refuted.get(block.address());
    return overlap != null && overlap.event() == block.event() ? overlap.event() : 0;
  }

  boolean hasRecent() {
    return !recent.isEmpty();
  }

  /** A block displaced lately under a new one, if what displaced it still stands. */
  @Nullable Entry recentUnder(Block block, Predicate<Block> stands) {
    for (Iterator<Entry> entries = recent.iterator(); entries.hasNext(); ) {
      Entry entry = entries.next();
      if (entry.block.overlaps(block)) {
        Block by = entry.overlap.subject();
        if (by == null || entry.echoes == ECHOES || !stands.test(by)) {
          entries.remove();
        } else {
          entry.echoes++;
          return entry;
        }
      }
    }
    return null;
  }

  void forEach(Consumer<Block> consumer) {
    byAddress.values().forEach(entries -> entries.forEach(entry -> consumer.accept(entry.block)));
  }
}
