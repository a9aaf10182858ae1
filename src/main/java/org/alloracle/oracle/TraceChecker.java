package org.alloracle.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.alloracle.oracle.CheckOptions.Beginning;
import org.alloracle.oracle.Verdict.Leaks;
import org.alloracle.oracle.Verdict.Peak;
import org.alloracle.oracle.Violation.Kind;
import org.alloracle.trace.Event;
import org.alloracle.trace.TraceException;
import org.alloracle.trace.TraceReader;
import org.jspecify.annotations.Nullable;

/**
 * Checks a recorded trace against the universal contract, event by event. Confined to one thread.
 *
 * <p>Of an event that breaks several clauses, and of an error that shows in several events, the
 * first violation counts and the others are its consequences.
 */
public final class TraceChecker {
  private static final int LARGEST_LEAKS = 5;

  private final CheckOptions options;
  private final boolean addressed;
  private final BooleanSupplier complete;
  private final LiveBlocks blocks;
  private final @Nullable Suspects suspects;

  private final List<Violation> violations = new ArrayList<>();
  private final List<Violation> consequences = new ArrayList<>();
  private long violationCount;
  private long consequenceCount;

  private long events;
  private long line;
  private int thread = Event.UNKNOWN;
  private @Nullable Violation heldOverlap; // by the present event
  private long heldEvent; // the last event of which a violation is held
  private boolean keptOld; // the present event is a failed reallocation: its old block stays

  private long allocations;
  private long reallocations;
  private long frees;
  private long nullFrees;
  private long failures;
  private long totalBytes;
  private long olderFrees;
  private long olderFreeLine;
  private long lateFrees;
  private long oddAlignments;
  private Peak peakBytes = new Peak(0, 0, 0);
  private Peak peakBlocks = new Peak(0, 0, 0);

  /**
   * Makes a checker of one trace.
   *
   * @param addressed whether blocks have addresses; if not, numbers
   * @param complete asked when an address never seen is freed: whether the log has shown the birth
   *     of every block so far; not asked if the options say
   */
  public TraceChecker(CheckOptions options, boolean addressed, BooleanSupplier complete) {
    this.options = options;
    this.addressed = addressed;
    this.complete = complete;
    LiveBlocks.Listener listener =
        new LiveBlocks.Listener() {
          @Override
          public void violation(Violation violation) {
            found(violation);
          }

          @Override
          public boolean isOlder(long address) {
            return freedOlder();
          }

          @Override
          public void lateFree(Block displaced, long overlapEvent, int remaining) {
            freedLate(overlapEvent, remaining);
          }
        };
    this.blocks = addressed ? new LiveBlocks(listener) : LiveBlocks.numbered(listener);
    if (options.unordered()) {
      blocks.separate();
    }
    this.suspects =
        options.unordered()
            ? new Suspects(options.window(), options.kept(), this::keep, blocks::twinFree)
            : null;
  }

  /**
   * Reads a trace to its end and checks it.
   *
   * @throws TraceException if it cannot be read
   */
  public static Verdict check(TraceReader reader, CheckOptions options) throws TraceException {
    TraceChecker checker = new TraceChecker(options, reader.format().addressed(), reader::complete);
    for (Event event = reader.next(); event != null; event = reader.next()) {
      checker.accept(event);
    }
    return checker.finish();
  }

  /** Events so far. */
  public long events() {
    return events;
  }

  /**
   * Violations so far that follow from no other and, in an unordered log, that nothing explains.
   */
  public long violationCount() {
    return violationCount;
  }

  /** Checks the next event. */
  public void accept(Event event) {
    events++;
    line = event.line();
    thread = event.thread();
    heldOverlap = null;
    blocks.now(events, line, thread);
    if (suspects != null) {
      suspects.advance(events);
    }
    switch (event.kind()) {
      case ALLOCATE -> allocate(event);
      case FREE -> free(event.old());
      case REALLOCATE -> reallocate(event);
    }
  }

  private void allocate(Event event) {
    if (event.block() != Event.NULL) {
      allocations++;
      place(event);
    } else if (event.size() != 0) {
      failures++;
    }
  }

  private void free(long address) {
    if (address == Event.NULL) {
      nullFrees++;
      return;
    }
    frees++;
    release(address);
  }

  private void reallocate(Event event) {
    if (event.old() == Event.NULL) {
      allocate(event);
    } else if (event.block() != Event.NULL) {
      reallocations++;
      release(event.old());
      place(event);
    } else if (event.size() == 0) {
      frees++;
      release(event.old());
    } else {
      failures++;
      keptOld = true;
      blocks.check(event.old());
      keptOld = false;
    }
  }

  private void release(long address) {
    if (blocks.free(address) && suspects != null) {
      suspects.freed(address);
    }
  }

  private void place(Event event) {
    long address = event.block();
    long size = event.size();
    totalBytes += size;
    if (Long.compareUnsigned(totalBytes, size) < 0) {
      totalBytes = -1;
    }
    blocks.allocate(address, size, event.usable(), alignment(event));
    if (suspects != null) {
      Block overlapped = heldOverlap == null ? null : heldOverlap.other();
      if (overlapped != null && suspects.wasFreedEarly(overlapped)) {
        blocks.freeDisplaced(overlapped.address());
      }
      suspects.born(address, events, line, thread);
    }
    if (Long.compareUnsigned(blocks.liveBytes(), peakBytes.value()) > 0) {
      peakBytes = new Peak(blocks.liveBytes(), events, line);
    }
    if (blocks.liveBlocks() > peakBlocks.value()) {
      peakBlocks = new Peak(blocks.liveBlocks(), events, line);
    }
  }

  private long alignment(Event event) {
    if (options.alignment() != CheckOptions.NATURAL) {
      return options.alignment();
    }
    long asked = event.alignment();
    if (asked != Event.UNKNOWN && asked != 0) {
      if (Long.bitCount(asked) == 1) {
        return asked;
      }
      oddAlignments++;
    }
    boolean wide = Long.compareUnsigned(event.block(), 1L << 32) >= 0;
    long most = wide ? 16 : 8;
    long size = event.size();
    return Long.compareUnsigned(size, most) >= 0 ? most : Math.max(1, Long.highestOneBit(size));
  }

  private boolean freedOlder() {
    boolean older =
        options.beginning() == Beginning.LATER
            || (options.beginning() == Beginning.AS_FORMAT && !complete.getAsBoolean());
    if (older && !keptOld && olderFrees++ == 0) {
      olderFreeLine = line;
    }
    return older;
  }

  private void found(Violation violation) {
    if (suspects != null) {
      suspect(suspects, violation);
    } else {
      keep(violation);
    }
  }

  private void suspect(Suspects register, Violation violation) {
    // What it would follow from may come to nothing.
    Violation alone = heldEvent == events ? violation.asRoot() : violation;
    if (violation.kind().isOverlap()) {
      heldEvent = events;
      heldOverlap = alone;
      register.holdOverlap(alone);
    } else if (violation.subject() == null) {
      heldEvent = events;
      register.holdFree(alone);
    } else {
      keep(alone);
    }
  }

  private void freedLate(long overlapEvent, int remaining) {
    lateFrees++;
    if (suspects != null) {
      suspects.lateFree(overlapEvent, remaining, events, line, thread);
    }
  }

  private void keep(Violation violation) {
    if (violation.isConsequence()) {
      consequenceCount++;
      if (consequences.size() < options.kept()) {
        consequences.add(violation);
      }
    } else {
      violationCount++;
      if (violations.size() < options.kept()) {
        violations.add(violation);
      }
    }
  }

  /** Ends the trace. Call it once, and nothing after it. */
  public Verdict finish() {
    blocks.now(events, line, thread);
    if (suspects != null) {
      suspects.finish().forEach(blocks::free);
    }
    Leaks leaks = leaks();
    if (options.leaks() == CheckOptions.Leaks.FAIL && leaks.blocks() > 0) {
      keep(leak(leaks));
    }
    List<Violation> found = new ArrayList<>(violations);
    found.addAll(consequences);
    found.sort(Comparator.comparingLong(Violation::event)); // stable: causes come first
    return new Verdict(
        addressed,
        events,
        allocations,
        reallocations,
        frees,
        nullFrees,
        failures,
        totalBytes,
        peakBytes,
        peakBlocks,
        olderFrees,
        leaks,
        suspects == null ? 0 : suspects.misorderingCount(),
        suspects == null ? List.of() : suspects.misorderings(),
        violationCount,
        consequenceCount,
        found,
        notes());
  }

  private Leaks leaks() {
    Comparator<Block> largestFirst =
        Comparator.comparing(Block::size, Long::compareUnsigned)
            .reversed()
            .thenComparing(Block::event);
    PriorityQueue<Block> largest = new PriorityQueue<>(largestFirst.reversed());
    blocks.forEachLive(
        block -> {
          largest.add(block);
          if (largest.size() > LARGEST_LEAKS) {
            largest.remove();
          }
        });
    List<Block> sorted = new ArrayList<>(largest);
    sorted.sort(largestFirst);
    return new Leaks(blocks.liveBlocks(), blocks.liveBytes(), sorted);
  }

  private Violation leak(Leaks leaks) {
    Block largest = leaks.largest().get(0);
    String message = new Wording(!addressed).leaks(leaks);
    return new Violation(
        Kind.LEAK, events, line, -1, largest.address(), null, largest, -1, message, List.of(), 0);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (olderFrees > 0) {
      notes.add(
          Wording.count(olderFrees, "free")
              + " of blocks older than the log, the first in line "
              + olderFreeLine);
    }
    if (suspects == null && lateFrees > 0) {
      notes.add(
          Wording.count(lateFrees, "overlapped block")
              + " freed after all: if threads wrote this log, its lines may be out of order;"
              + " check it as unordered");
    }
    if (oddAlignments > 0) {
      notes.add(
          Wording.count(oddAlignments, "request")
              + " for an alignment that is no power of two, held to the usual one");
    }
    return notes;
  }
}
