package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.alloracle.oracle.Violation.Kind;
import org.alloracle.trace.Event;

/** One error planted in the log of a right allocator is one violation, and no error is none. */
final class PlantedErrorTest {
  private static final long HEAP = 0x5500_0000_0000L;
  private static final int EVENTS = 600;

  /** What the log says, and which blocks live after each of its events. */
  private record Run(List<Event> events, List<TreeMap<Long, Long>> live) {
    Event at(int index) {
      return events.get(index);
    }
  }

  /** First fit over a small heap, so that memory is used again soon. */
  private static Run run(Random random) {
    List<Event> events = new ArrayList<>();
    List<TreeMap<Long, Long>> states = new ArrayList<>();
    TreeMap<Long, Long> live = new TreeMap<>();
    while (events.size() < EVENTS) {
      long line = events.size() + 1L;
      int choice = random.nextInt(live.size() > 25 ? 6 : 4);
      long size = 16L * (1 + random.nextInt(random.nextInt(20) + 1));
      if (choice < 2 || live.isEmpty()) {
        long at = fit(live, size);
        live.put(at, size);
        events.add(Event.allocate(line, -1, at, size - random.nextInt(16), size, 16));
      } else {
        List<Long> blocks = new ArrayList<>(live.keySet());
        long old = blocks.get(random.nextInt(blocks.size()));
        live.remove(old);
        if (choice == 2) {
          long at = fit(live, size);
          live.put(at, size);
          events.add(Event.reallocate(line, -1, old, at, size, size));
        } else {
          events.add(Event.free(line, -1, old));
        }
      }
      states.add(new TreeMap<>(live));
    }
    return new Run(events, states);
  }

  private static long fit(Map<Long, Long> live, long size) {
    long at = HEAP;
    for (Map.Entry<Long, Long> block : live.entrySet()) {
      if (block.getKey() - at >= size) {
        return at;
      }
      at = block.getKey() + block.getValue();
    }
    return at;
  }

  private static Verdict check(List<Event> events, CheckOptions options) {
    TraceChecker checker = new TraceChecker(options, true, () -> true);
    events.forEach(checker::accept);
    return checker.finish();
  }

  private static Verdict check(List<Event> events) {
    return check(events, CheckOptions.DEFAULT);
  }

  private static void one(Kind kind, List<Event> events) {
    Verdict verdict = check(events);
    assertEquals(1, verdict.violationCount(), () -> verdict.violations().toString());
    assertEquals(kind, verdict.violations().get(0).kind());
  }

  /** The index of some event after which blocks live. */
  private static int somewhere(Run run, Random random) {
    while (true) {
      int at = random.nextInt(EVENTS);
      if (!run.live.get(at).isEmpty()) {
        return at;
      }
    }
  }

  private static List<Event> with(Run run, int after, Event planted) {
    List<Event> events = new ArrayList<>(run.events);
    events.add(after + 1, planted);
    return events;
  }

  private static Map.Entry<Long, Long> victim(Run run, int at, Random random) {
    List<Map.Entry<Long, Long>> live = new ArrayList<>(run.live.get(at).entrySet());
    return live.get(random.nextInt(live.size()));
  }

  @Property(tries = 100)
  void aRightLogIsClean(@ForAll long seed) {
    Run run = run(new Random(seed));
    Verdict verdict = check(run.events);
    assertEquals(List.of(), verdict.violations());
    assertEquals(List.of(), verdict.notes());
    TreeMap<Long, Long> live = run.live.get(EVENTS - 1);
    assertEquals(live.size(), verdict.leaks().blocks());
    assertEquals(
        run.live.stream().mapToInt(TreeMap::size).max().orElseThrow(),
        verdict.peakBlocks().value());
  }

  @Property(tries = 100)
  void aFreeThatIsMissing(@ForAll long seed) {
    Random random = new Random(seed);
    Run run = run(random);
    int at = random.nextInt(EVENTS);
    while (run.at(at).kind() != Event.Kind.FREE) {
      at = random.nextInt(EVENTS);
    }
    List<Event> events = new ArrayList<>(run.events);
    events.remove(at);
    Verdict verdict = check(events);
    assertTrue(verdict.violationCount() <= 1, () -> verdict.violations().toString());
  }

  @Property(tries = 100)
  void aFreeTooMany(@ForAll long seed) {
    Random random = new Random(seed);
    Run run = run(random);
    int at = random.nextInt(EVENTS);
    while (run.at(at).kind() != Event.Kind.FREE) {
      at = random.nextInt(EVENTS);
    }
    one(Kind.DOUBLE_FREE, with(run, at, run.at(at)));
  }

  @Property(tries = 100)
  void aFreeInsideABlock(@ForAll long seed) {
    Random random = new Random(seed);
    Run run = run(random);
    int at = somewhere(run, random);
    Map.Entry<Long, Long> victim = victim(run, at, random);
    long inside = victim.getKey() + 1 + random.nextLong(victim.getValue() - 1);
    one(Kind.INTERIOR_FREE, with(run, at, Event.free(at, -1, inside)));
  }

  @Property(tries = 100)
  void aFreeOfNothing(@ForAll long seed) {
    Random random = new Random(seed);
    Run run = run(random);
    one(Kind.UNKNOWN_FREE, with(run, somewhere(run, random), Event.free(1, -1, HEAP - 16)));
  }

  /** A block that was never there, and so is never freed. */
  @Property(tries = 200)
  void anOverlap(@ForAll long seed) {
    Random random = new Random(seed);
    Run run = run(random);
    int at = somewhere(run, random);
    Map.Entry<Long, Long> victim = victim(run, at, random);
    long granules = victim.getValue() / 16;
    // It begins at most as far before the victim as that is long, and shares a byte with it.
    long from = random.nextLong(2 * granules) - granules;
    long to = Math.max(0, from) + random.nextLong(2 * granules) + 1;
    Event planted = Event.allocate(at, -1, victim.getKey() + 16 * from, 16 * (to - from), -1, 16);
    Verdict verdict = check(with(run, at, planted));
    assertEquals(1, verdict.violationCount(), () -> verdict.violations().toString());
    assertTrue(verdict.violations().get(0).kind().isOverlap());
    assertEquals(at + 2, verdict.violations().get(0).event());
  }

  @Property(tries = 100)
  void aCallThatBreaksItsOwnPromise(@ForAll long seed) {
    Random random = new Random(seed);
    Run run = run(random);
    int at = random.nextInt(EVENTS);
    while (run.at(at).kind() != Event.Kind.ALLOCATE) {
      at = random.nextInt(EVENTS);
    }
    Event right = run.at(at);
    List<Event> events = new ArrayList<>(run.events);
    long more = 2 * Long.lowestOneBit(right.block());
    events.set(at, Event.allocate(at, -1, right.block(), right.size(), right.usable(), more));
    one(Kind.MISALIGNED, events);
    events.set(at, Event.allocate(at, -1, right.block(), right.usable(), right.usable() - 1, 16));
    one(Kind.USABLE_BELOW_REQUEST, events);
  }

  /** Frees that are logged late, and never so late that the window closes. */
  @Property(tries = 200)
  void lateFreesInAnUnorderedLog(@ForAll long seed) {
    Random random = new Random(seed);
    Run run = run(random);
    List<Event> events = new ArrayList<>();
    List<Event> late = new ArrayList<>();
    for (Event event : run.events) {
      if (event.kind() == Event.Kind.FREE && random.nextInt(10) == 0) {
        late.add(event);
      } else {
        events.add(event);
      }
      if (!late.isEmpty() && random.nextInt(10) == 0) {
        events.add(late.remove(random.nextInt(late.size())));
      }
    }
    events.addAll(late);
    Verdict verdict = check(events, CheckOptions.DEFAULT.withUnordered(EVENTS));
    assertEquals(List.of(), verdict.violations());
    assertEquals(run.live.get(EVENTS - 1).size(), verdict.leaks().blocks());
  }
}
