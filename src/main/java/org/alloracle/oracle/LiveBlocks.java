package org.alloracle.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.alloracle.oracle.Violation.Kind;
import org.alloracle.trace.Event;
import org.jspecify.annotations.Nullable;

/**
 * The map of live blocks: told of every allocation and free, it reports each broken clause of the
 * universal contract.
 *
 * <p>Addresses and sizes are unsigned 64-bit numbers. A block occupies its usable bytes where they
 * are known and otherwise the bytes requested; a block of 0 bytes occupies one, for its identity.
 *
 * <p>The map knows of every byte which block covered it last, live or freed. So the free of a wrong
 * address can be told from the free of an address never seen.
 *
 * <p>After a violation the map goes on as if the newer block were right: a live block that a new
 * one overlaps is displaced. The free of a displaced block is then accepted in silence, and what
 * overlaps it or the new block next is reported as a consequence, since one of the two was never
 * there. Confined to one thread.
 */
public final class LiveBlocks {
  /** Told what the map finds. */
  @FunctionalInterface
  public interface Listener {
    /** A clause was broken. */
    void violation(Violation violation);

    /**
     * Asked when an address that no block ever covered is given back: whether that may be a block
     * older than the map. If so it is no violation, and a second free of it is a double free.
     */
    default boolean isOlder(long address) {
      return false;
    }

    /**
     * A block was freed after a newer one had displaced it.
     *
     * @param displaced the block that was freed
     * @param overlapEvent the event of the overlap that displaced it
     * @param remaining how many of the blocks displaced by that event are still to be freed
     */
    default void lateFree(Block displaced, long overlapEvent, int remaining) {}
  }

  private final Ground ground = new Ground();
  private final Displaced displaced = new Displaced();
  private final Listener listener;
  private final boolean numbered;
  private final long lowest;
  private final long highest;

  private long event = 1;
  private long line;
  private int thread = Event.UNKNOWN;
  private long violatedEvent;

  private long liveBlocks;
  private long liveBytes;

  /** Makes a map of the whole 64-bit address space. */
  public LiveBlocks(Listener listener) {
    this(0, -1, false, listener);
  }

  /**
   * Makes a map of obtained memory.
   *
   * @param lowest the address of its first byte, unsigned
   * @param highest the address of its last byte, unsigned
   * @param listener told of every violation
   */
  public LiveBlocks(long lowest, long highest, Listener listener) {
    this(lowest, highest, false, listener);
  }

  private LiveBlocks(long lowest, long highest, boolean numbered, Listener listener) {
    this.lowest = lowest;
    this.highest = highest;
    this.numbered = numbered;
    this.listener = listener;
  }

  /**
   * Makes a map of blocks that have numbers instead of addresses: every block is one point, and
   * usable size and alignment do not matter.
   */
  public static LiveBlocks numbered(Listener listener) {
    return new LiveBlocks(0, -1, true, listener);
  }

  /** From now on, nothing is a consequence of what an earlier event did. */
  void separate() {
    displaced.separate();
  }

  /** Live blocks, the displaced ones among them. */
  public long liveBlocks() {
    return liveBlocks;
  }

  /** Bytes requested by the live blocks, the displaced ones among them; modulo 2<sup>64</sup>. */
  public long liveBytes() {
    return liveBytes;
  }

  /**
   * Says which event the next calls belong to.
   *
   * @param event its number, from 1, below 2<sup>40</sup>
   * @param line its line, or 0 where there are no lines
   * @param thread its thread, or {@link Event#UNKNOWN}
   */
  public void now(long event, long line, int thread) {
    this.event = event;
    this.line = line;
    this.thread = thread;
    ground.now(event, line, thread);
  }

  /**
   * A block was handed out.
   *
   * @param address its first byte
   * @param size bytes requested
   * @param usable bytes it has, or {@link Event#UNKNOWN}
   * @param alignment bytes, a power of two: the address is to be a multiple; 1 demands nothing
   * @return whether no clause was broken
   */
  public boolean allocate(long address, long size, long usable, long alignment) {
    liveBlocks++;
    liveBytes += size;
    if (numbered) {
      return place(address, address, size);
    }
    long extent = usable != Event.UNKNOWN && Long.compareUnsigned(usable, size) > 0 ? usable : size;
    long last = extent == 0 ? address : address + (extent - 1);
    boolean wraps = Long.compareUnsigned(last, address) < 0;
    boolean outside =
        wraps
            || Long.compareUnsigned(address, lowest) < 0
            || (extent != 0 && Long.compareUnsigned(last, highest) > 0);
    boolean skewed = (address & (alignment - 1)) != 0;
    boolean small = usable != Event.UNKNOWN && Long.compareUnsigned(usable, size) < 0;
    if (!outside && !skewed && !small) {
      return place(address, last, size);
    }
    long kept = wraps ? -1L : last;
    Block block = newBlock(address, kept, size);
    if (outside) {
      report(Kind.OUTSIDE_MEMORY, address, block, null, extent, List.of(), 0);
    }
    place(address, kept, size);
    if (skewed) {
      report(Kind.MISALIGNED, address, block, null, alignment, List.of(), 0);
    }
    if (small) {
      report(Kind.USABLE_BELOW_REQUEST, address, block, null, usable, List.of(), 0);
    }
    return false;
  }

  /**
   * A block was given back.
   *
   * @param address what was given back
   * @return whether no clause was broken
   */
  public boolean free(long address) {
    if (ground.free(address)) {
      liveBlocks--;
      liveBytes -= ground.freedSize();
      if (displaced.has(address)) {
        displaced.freedTwin(address, event, line);
      }
      return true;
    }
    if (freeDisplaced(address)) {
      return true;
    }
    Block around = ground.around(address);
    if (around == null && listener.isOlder(address)) {
      ground.freedUnseen(address);
      return true;
    }
    reportFree(address, around);
    return false;
  }

  /** Frees the oldest displaced block that starts at an address; returns whether there is one. */
  boolean freeDisplaced(long address) {
    Displaced.Entry late = displaced.take(address);
    if (late == null) {
      return false;
    }
    liveBlocks--;
    liveBytes -= late.block().size();
    listener.lateFree(late.block(), late.by().event(), late.remaining());
    return true;
  }

  /**
   * Whether the blocks displaced by an event, and never freed, may have been freed after all: by
   * frees of newer blocks at the same addresses, of which the last then still live there.
   *
   * @return the last of these frees, or null
   */
  Displaced.@Nullable TwinFree twinFree(long overlapEvent) {
    Displaced.TwinFree last = null;
    for (Displaced.Entry entry : displaced.by(overlapEvent)) {
      Block there = ground.around(entry.block().address());
      last = entry.twinFree();
      if (last == null || there == null || there.address() != entry.block().address()) {
        return null;
      }
    }
    return last;
  }

  /**
   * A block was exchanged for another in one step: the new one may use the memory of the old.
   *
   * @return whether no clause was broken
   */
  public boolean reallocate(long old, long address, long size, long usable, long alignment) {
    boolean freed = free(old);
    return allocate(address, size, usable, alignment) && freed;
  }

  /**
   * Checks an address as {@link #free} does, and changes nothing.
   *
   * @return whether no clause would be broken
   */
  public boolean check(long address) {
    if (isLive(address)) {
      return true;
    }
    Block around = ground.around(address);
    if (around == null && listener.isOlder(address)) {
      return true;
    }
    reportFree(address, around);
    return false;
  }

  /** Whether a live block, displaced or not, starts at an address. */
  public boolean isLive(long address) {
    return ground.isLive(address) || displaced.has(address);
  }

  /** The live block, none of the displaced, that covers an address; null if there is none. */
  public @Nullable Block covering(long address) {
    Block block = ground.around(address);
    return block != null && block.isLive() ? block : null;
  }

  /**
   * Hands every live block to a consumer, those in place in order of address, then the displaced.
   */
  public void forEachLive(Consumer<Block> consumer) {
    ground.forEachLive(consumer);
    displaced.forEach(consumer);
  }

  private Block newBlock(long address, long last, long size) {
    return new Block(address, last, size, event, line, thread, 0, 0);
  }

  private boolean place(long address, long last, long size) {
    boolean clean = ground.claim(address, last, size);
    if (!clean) {
      Block block = newBlock(address, last, size);
      List<Block> overlapped = ground.liveWithin(address, last);
      reportOverlap(block, overlapped);
      displaced.add(overlapped, block);
      ground.seize(address, last, size);
    }
    return clean && (!displaced.hasRecent() || reportEcho(newBlock(address, last, size)));
  }

  // ---- reporting

  /**
   * A violation that the map cannot see by itself, at the present event. The listener is not told.
   *
   * @param about the live block that it is about, or null for none
   * @param offset the byte of that block, or -1
   */
  Violation violation(Kind kind, @Nullable Block about, long offset, String message) {
    long address = about == null ? 0 : about.address();
    List<Block> blocks = neighbourhood(address, null, about == null ? List.of() : List.of(about));
    return new Violation(
        kind, event, line, thread, address, null, about, offset, message, blocks, 0);
  }

  private void report(
      Kind kind,
      long address,
      @Nullable Block subject,
      @Nullable Block other,
      long number,
      List<Block> conflicts,
      long cause) {
    long because = cause == 0 && violatedEvent == event ? event : cause;
    violatedEvent = event;
    Violation violation =
        new Violation(
            kind,
            event,
            line,
            thread,
            address,
            subject,
            other,
            Wording.offset(kind, address, other, number),
            new Wording(numbered).message(kind, address, subject, conflicts, other, number),
            numbered ? List.of() : neighbourhood(address, subject, conflicts),
            because);
    listener.violation(violation);
  }

  private void reportOverlap(Block block, List<Block> overlapped) {
    Block other = Wording.mostTelling(block, overlapped);
    long cause = 0;
    for (Block old : overlapped) {
      cause = Math.max(cause, displaced.cause(old));
    }
    if (cause == 0) {
      displaced.dispute(block);
    }
    report(Wording.overlapKind(block, other), block.address(), block, other, 0, overlapped, cause);
  }

  /** Reports that a new block lies over one that another, still live, displaced a while ago. */
  private boolean reportEcho(Block block) {
    Displaced.Entry echo = displaced.recentUnder(block, this::stands);
    if (echo == null) {
      return true;
    }
    Block old = echo.block();
    report(
        Wording.overlapKind(block, old),
        block.address(),
        block,
        old,
        0,
        List.of(old),
        echo.by().event());
    return false;
  }

  private boolean stands(Block block) {
    Block there = covering(block.address());
    return there != null && there.event() == block.event();
  }

  private void reportFree(long address, @Nullable Block around) {
    Kind kind = Kind.UNKNOWN_FREE;
    if (around != null && around.isLive()) {
      kind = Kind.INTERIOR_FREE;
    } else if (around != null) {
      kind = around.address() == address ? Kind.DOUBLE_FREE : Kind.INTERIOR_FREE_OF_FREED;
    }
    report(kind, address, null, around, 0, around == null ? List.of() : List.of(around), 0);
  }

  /** A few live blocks on each side of an address, and those in conflict. */
  private List<Block> neighbourhood(long address, @Nullable Block subject, List<Block> conflicts) {
    List<Block> blocks = new ArrayList<>(conflicts.subList(0, Math.min(8, conflicts.size())));
    if (subject != null) {
      blocks.add(subject);
    }
    for (Block near : ground.liveNear(address, 3)) {
      if (!blocks.contains(near)) {
        blocks.add(near);
      }
    }
    blocks.sort(
        Comparator.comparing(Block::address, Long::compareUnsigned).thenComparing(Block::event));
    return blocks;
  }
}
