package org.alloracle.oracle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.alloracle.collect.LongMap;
import org.jspecify.annotations.Nullable;

/**
 * Live blocks that newer blocks overlapped, until they are freed. It keeps one mistake from being
 * reported many times.
 */
final class Displaced {
  private static final int RECENT = 16;

  /** Reports of blocks that lie over one displaced block. */
  private static final int ECHOES = 4;

  /** What displaced some blocks, and how many of them are still to be freed. */
  private static final class Overlap {
    final Block by;
    int remaining;

    Overlap(Block by, int remaining) {
      this.by = by;
      this.remaining = remaining;
    }
  }

  /** The free of a newer block at the address of a displaced one. */
  record TwinFree(long event, long line) {}

  /** A displaced block and what displaced it. */
  static final class Entry {
    private final Block block;
    private final Overlap overlap;
    private int echoes;
    private @Nullable TwinFree twinFree;

    Entry(Block block, Overlap overlap) {
      this.block = block;
      this.overlap = overlap;
    }

    Block block() {
      return block;
    }

    /** The block that displaced it. */
    Block by() {
      return overlap.by;
    }

    /** A free that may have been its own, if there was one. */
    @Nullable TwinFree twinFree() {
      return twinFree;
    }

    /** Blocks displaced by the same block and not yet freed. */
    int remaining() {
      return overlap.remaining;
    }
  }

  private final Map<Long, Deque<Entry>> byAddress = new HashMap<>();
  private final Deque<Entry> recent = new ArrayDeque<>();

  /** By the address of a block that displaced others, its event. */
  private final LongMap disputed = new LongMap();

  /** By their event, the blocks that an overlap displaced; kept if overlaps are separate. */
  private final Map<Long, Set<Entry>> byEvent = new HashMap<>();

  private boolean separate;

  /** From now on, what one overlap did explains no other. */
  void separate() {
    separate = true;
  }

  void add(List<Block> blocks, Block by) {
    Overlap overlap = new Overlap(by, blocks.size());
    for (Block block : blocks) {
      Entry entry = new Entry(block, overlap);
      byAddress.computeIfAbsent(block.address(), a -> new ArrayDeque<>(1)).addLast(entry);
      if (separate) {
        byEvent.computeIfAbsent(by.event(), e -> new LinkedHashSet<>(1)).add(entry);
      } else {
        recent.addLast(entry);
      }
      if (recent.size() > RECENT) {
        recent.removeFirst();
      }
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
    entry.overlap.remaining--;
    Set<Entry> together = byEvent.get(entry.by().event());
    if (together != null) {
      together.remove(entry);
      if (together.isEmpty()) {
        byEvent.remove(entry.by().event());
      }
    }
    return entry;
  }

  /** A newer block was freed at the address of displaced ones: that may have been the last's. */
  void freedTwin(long address, long event, long line) {
    Deque<Entry> entries = byAddress.get(address);
    if (entries != null && entries.getLast().twinFree == null) {
      entries.getLast().twinFree = new TwinFree(event, line);
    }
  }

  /** The blocks that an event displaced and that were not freed. */
  Set<Entry> by(long event) {
    return byEvent.getOrDefault(event, Set.of());
  }

  /** From now on, what overlaps a new block that displaced others is a consequence of that. */
  void dispute(Block by) {
    if (!separate) {
      disputed.put(by.address(), by.event());
    }
  }

  /** Why a block is overlapped: its own event if it displaced others, or 0 if that is news. */
  long cause(Block block) {
    return disputed.get(block.address(), 0) == block.event() ? block.event() : 0;
  }

  boolean hasRecent() {
    return !recent.isEmpty();
  }

  /** A block displaced lately under a new one, if what displaced it still stands. */
  @Nullable Entry recentUnder(Block block, Predicate<Block> stands) {
    for (Iterator<Entry> entries = recent.iterator(); entries.hasNext(); ) {
      Entry entry = entries.next();
      if (entry.block.overlaps(block)) {
        if (entry.echoes == ECHOES || !stands.test(entry.by())) {
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
