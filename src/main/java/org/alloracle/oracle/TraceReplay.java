package org.alloracle.oracle;

import java.util.ArrayList;
import java.util.List;
import org.alloracle.collect.LongMap;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.trace.Event;

/**
 * Runs the requests of a trace on an allocator and checks every answer. A reallocation is an
 * allocation, then a free. Confined to one thread.
 */
public final class TraceReplay {
  /** Violations kept in full; the rest are counted. */
  private static final int KEPT = 100;

  private final BlockAllocator subject;
  private final LiveBlocks blocks;
  private final LongMap addressOf = new LongMap();
  private final List<Violation> kept = new ArrayList<>();

  private long violations;
  private long events;
  private long served;
  private long refused;
  private long skipped;
  private long peakLiveBytes;
  private long peakLiveBlocks;
  private long highWater;

  /**
   * Makes a replay.
   *
   * @param subject an allocator without live blocks
   * @param heapBytes the memory it manages: addresses 0 to {@code heapBytes - 1}
   */
  public TraceReplay(BlockAllocator subject, long heapBytes) {
    this.subject = subject;
    this.blocks = new LiveBlocks(0, heapBytes - 1, this::violation);
  }

  /** Replays one event of the trace. */
  public void accept(Event event) {
    events++;
    blocks.now(events, event.line(), event.thread());
    switch (event.kind()) {
      case ALLOCATE -> {
        if (event.block() == Event.NULL) {
          skipped++;
        } else {
          dropTwin(event.block());
          allocate(event);
        }
      }
      case FREE -> {
        if (event.old() != Event.NULL) {
          free(addressOf.remove(event.old(), BlockAllocator.NONE));
        }
      }
      case REALLOCATE -> reallocate(event);
    }
  }

  private void reallocate(Event event) {
    if (event.block() == Event.NULL && event.size() != 0) {
      skipped++;
      return;
    }
    long old =
        event.old() == Event.NULL
            ? BlockAllocator.NONE
            : addressOf.remove(event.old(), BlockAllocator.NONE);
    boolean moved = true;
    if (event.block() != Event.NULL) {
      dropTwin(event.block());
      moved = allocate(event);
    }
    if (event.old() == Event.NULL) {
      return;
    }
    if (moved) {
      free(old);
    } else if (old != BlockAllocator.NONE) {
      // As realloc does when it fails: the old block lives on, under the name the trace goes on to
      // use.
      addressOf.put(event.block(), old);
    }
  }

  /** A trace may log a free late: the block whose name is taken again is freed first. */
  private void dropTwin(long name) {
    long twin = addressOf.remove(name, BlockAllocator.NONE);
    if (twin != BlockAllocator.NONE) {
      skipped++;
      free(twin);
    }
  }

  private boolean allocate(Event event) {
    long alignment = event.alignment() == Event.UNKNOWN ? 1 : event.alignment();
    long address;
    try {
      address = subject.allocate(event.size(), alignment);
    } catch (InvalidRequestException e) {
      refused++;
      return false;
    }
    if (address == BlockAllocator.NONE) {
      refused++;
      return false;
    }
    served++;
    long usable = subject.usableSize(address);
    blocks.allocate(address, event.size(), usable, alignment);
    addressOf.put(event.block(), address);
    highWater = Math.max(highWater, address + usable);
    peakLiveBytes = Math.max(peakLiveBytes, blocks.liveBytes());
    peakLiveBlocks = Math.max(peakLiveBlocks, blocks.liveBlocks());
    return true;
  }

  private void free(long address) {
    if (address == BlockAllocator.NONE) {
      skipped++;
      return;
    }
    blocks.free(address);
    try {
      subject.free(address);
    } catch (InvalidFreeException e) {
      violation(
          new Violation(
              Violation.Kind.THREW,
              events,
              0,
              Event.UNKNOWN,
              address,
              null,
              null,
              -1,
              "the free of a live block at " + address + " was refused: " + e.getMessage(),
              List.of(),
              0));
    }
  }

  private void violation(Violation violation) {
    violations++;
    if (kept.size() < KEPT) {
      kept.add(violation);
    }
  }

  /** What was found so far. */
  public Result result() {
    return new Result(
        events,
        served,
        refused,
        skipped,
        peakLiveBytes,
        peakLiveBlocks,
        blocks.liveBlocks(),
        highWater,
        violations,
        List.copyOf(kept));
  }

  /**
   * The outcome of a replay.
   *
   * @param events events of the trace
   * @param served allocations that got a block
   * @param refused allocations that the subject failed or rejected
   * @param skipped what could not be asked: failed calls of the trace, frees of blocks that are not
   *     there
   * @param peakLiveBytes the most bytes requested by live blocks at one time
   * @param peakLiveBlocks the most live blocks at one time
   * @param liveBlocks blocks live at the end
   * @param highWater the bytes of memory up to the highest byte ever handed out
   * @param violations how many clauses were broken
   * @param firstViolations the first of them
   */
  public record Result(
      long events,
      long served,
      long refused,
      long skipped,
      long peakLiveBytes,
      long peakLiveBlocks,
      long liveBlocks,
      long highWater,
      long violations,
      List<Violation> firstViolations) {

    /** Peak live bytes over the memory that they needed, from 0 to 1; 1 for an empty trace. */
    public double utilisation() {
      return highWater == 0 ? 1 : (double) peakLiveBytes / highWater;
    }
  }
}
