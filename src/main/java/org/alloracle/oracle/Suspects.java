package org.alloracle.oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.alloracle.oracle.Verdict.Misordering;
import org.jspecify.annotations.Nullable;

/**
 * Violations in a log that may be out of order, held until a later line explains them or time runs
 * out.
 *
 * <p>An overlap is explained when the overlapped blocks are freed: the frees were logged late. Of
 * two blocks with one address, the frees may be taken for one another, so any free there will do if
 * in the end a block may still live there. An invalid free is explained when a block appears at its
 * address and is never freed: the allocation was logged late. A thread's own lines are in order, so
 * a line explains nothing of its own thread.
 */
final class Suspects {
  /** Held at most; the oldest are given up for true beyond that. */
  private static final int MOST = 1 << 14;

  private static final class Suspect {
    final Violation violation;
    boolean settled;

    /** For an invalid free: the event and line of the block that appeared at its address. */
    long bornEvent;

    long bornLine;

    Suspect(Violation violation) {
      this.violation = violation;
    }
  }

  private final long window;
  private final int kept;
  private final Consumer<Violation> guilty;
  private final LongFunction<Displaced.@Nullable TwinFree> twinFrees;
  private final Deque<Suspect> held = new ArrayDeque<>();
  private final Map<Long, Suspect> overlaps = new HashMap<>(); // by event
  private final Map<Long, Suspect> frees = new HashMap<>(); // by address
  private final List<Misordering> misorderings = new ArrayList<>();
  private long misorderingCount;

  /**
   * Makes an empty register.
   *
   * @param window events that a violation is held
   * @param kept misorderings kept in full
   * @param guilty takes the violations that nothing explained
   * @param twinFrees {@link LiveBlocks#twinFree}
   */
  Suspects(
      long window,
      int kept,
      Consumer<Violation> guilty,
      LongFunction<Displaced.@Nullable TwinFree> twinFrees) {
    this.twinFrees = twinFrees;
    this.window = window;
    this.kept = kept;
    this.guilty = guilty;
  }

  long misorderingCount() {
    return misorderingCount;
  }

  List<Misordering> misorderings() {
    return misorderings;
  }

  /** Gives up what has been held for too long. */
  void advance(long event) {
    Suspect oldest = held.peekFirst();
    while (oldest != null
        && (oldest.settled
            || oldest.bornEvent != 0 // it waits in `frees` for what becomes of the block
            || held.size() > MOST
            || event - oldest.violation.event() > window)) {
      held.removeFirst();
      if (oldest.bornEvent == 0) {
        giveUp(oldest);
      }
      oldest = held.peekFirst();
    }
  }

  void holdOverlap(Violation violation) {
    Suspect suspect = new Suspect(violation);
    held.addLast(suspect);
    overlaps.put(violation.event(), suspect);
  }

  void holdFree(Violation violation) {
    Suspect suspect = new Suspect(violation);
    held.addLast(suspect);
    Suspect before = frees.put(violation.address(), suspect);
    if (before != null) {
      convict(before); // one late allocation does not explain two frees
    }
  }

  /** A displaced block was freed, and some displaced with it may still be live. */
  void lateFree(long overlapEvent, int remaining, long event, long line, int thread) {
    Suspect suspect = overlaps.get(overlapEvent);
    if (suspect == null) {
      return;
    }
    if (isSame(thread, suspect.violation.thread())) {
      convict(suspect);
    } else if (remaining == 0) {
      explain(suspect, event, line);
    }
  }

  /** A block appeared at an address. */
  void born(long address, long event, long line, int thread) {
    Suspect suspect = frees.isEmpty() ? null : frees.get(address);
    if (suspect != null && suspect.bornEvent == 0 && suspect.violation.event() < event) {
      if (isSame(thread, suspect.violation.thread())) {
        convict(suspect);
      } else {
        suspect.bornEvent = event;
        suspect.bornLine = line;
      }
    }
  }

  /** The block at an address was freed: no earlier free was its own. */
  void freed(long address) {
    Suspect suspect = frees.isEmpty() ? null : frees.get(address);
    if (suspect != null && suspect.bornEvent != 0) {
      convict(suspect);
    }
  }

  /**
   * Whether a block was freed before its birth was logged, as far as one can tell when another
   * takes its place. If so, that explains the free.
   */
  boolean wasFreedEarly(@Nullable Block block) {
    Suspect suspect = block == null || frees.isEmpty() ? null : frees.get(block.address());
    if (block == null || suspect == null || suspect.bornEvent != block.event()) {
      return false;
    }
    explain(suspect, suspect.bornEvent, suspect.bornLine);
    return true;
  }

  /** Ends the watch; returns the addresses of blocks that live because their frees came early. */
  List<Long> finish() {
    List<Suspect> waiting = new ArrayList<>(frees.values());
    waiting.sort(Comparator.comparingLong(suspect -> suspect.violation.event()));
    List<Long> freedEarly = new ArrayList<>();
    for (Suspect suspect : waiting) {
      if (suspect.bornEvent != 0) {
        freedEarly.add(suspect.violation.address());
        explain(suspect, suspect.bornEvent, suspect.bornLine);
      }
    }
    held.forEach(this::giveUp);
    held.clear();
    return freedEarly;
  }

  private static boolean isSame(int thread, int other) {
    return thread >= 0 && thread == other;
  }

  private void explain(Suspect suspect, long event, long line) {
    settle(suspect);
    misorderingCount++;
    if (misorderings.size() < kept) {
      misorderings.add(new Misordering(suspect.violation, event, line));
    }
  }

  private void giveUp(Suspect suspect) {
    if (!suspect.settled && suspect.violation.kind().isOverlap()) {
      Displaced.TwinFree free = twinFrees.apply(suspect.violation.event());
      if (free != null) {
        explain(suspect, free.event(), free.line());
      }
    }
    convict(suspect);
  }

  private void convict(Suspect suspect) {
    if (!suspect.settled) {
      settle(suspect);
      guilty.accept(suspect.violation);
    }
  }

  private void settle(Suspect suspect) {
    suspect.settled = true;
    if (suspect.violation.kind().isOverlap()) {
      overlaps.remove(suspect.violation.event(), suspect);
    } else {
      frees.remove(suspect.violation.address(), suspect);
    }
  }
}
