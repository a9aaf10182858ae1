package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.trace.Event;
import org.junit.jupiter.api.Test;

final class TraceReplayTest {
  /** Hands out blocks one after another, some bytes too close. */
  private static final class Bump implements BlockAllocator {
    private final Map<Long, Long> sizes = new HashMap<>();
    private final long tooClose;
    private long top;

    Bump(long tooClose) {
      this.tooClose = tooClose;
    }

    @Override
    public long allocate(long size, long alignment) {
      if (top + size > 1000) {
        return NONE;
      }
      long address = top;
      sizes.put(address, size);
      top += size - tooClose;
      return address;
    }

    @Override
    public void free(long address) {
      if (sizes.remove(address) == null) {
        throw new InvalidFreeException("no block at " + address);
      }
    }

    @Override
    public long usableSize(long address) {
      return sizes.getOrDefault(address, 0L);
    }
  }

  private static TraceReplay.Result replay(long tooClose, Event... events) {
    TraceReplay replay = new TraceReplay(new Bump(tooClose), 1000);
    for (Event event : events) {
      replay.accept(event);
    }
    return replay.result();
  }

  private static Event allocate(long name, long size) {
    return Event.allocate(name, 1, name, size, Event.UNKNOWN, Event.UNKNOWN);
  }

  @Test
  void rightAnswersAreCounted() {
    TraceReplay.Result result =
        replay(
            0,
            allocate(1, 100),
            allocate(2, 50),
            Event.free(3, 1, 1),
            Event.reallocate(4, 1, 2, 9, 80, Event.UNKNOWN),
            allocate(5, 5000),
            Event.free(6, 1, 5),
            Event.free(7, 1, 9));
    assertEquals(0, result.violations());
    assertEquals(7, result.events());
    assertEquals(3, result.served());
    assertEquals(1, result.refused());
    assertEquals(1, result.skipped());
    assertEquals(150, result.peakLiveBytes());
    assertEquals(0, result.liveBlocks());
    assertEquals(230, result.highWater());
    assertEquals(150.0 / 230, result.utilisation());
  }

  @Test
  void aReallocationThatFailsKeepsTheBlock() {
    TraceReplay.Result result =
        replay(
            0,
            allocate(1, 100),
            Event.reallocate(2, 1, 1, 2, 5000, Event.UNKNOWN),
            Event.free(3, 1, 2));
    assertEquals(0, result.violations());
    assertEquals(1, result.refused());
    assertEquals(0, result.skipped());
    assertEquals(0, result.liveBlocks());
  }

  @Test
  void overlapsAreFound() {
    TraceReplay.Result result = replay(1, allocate(1, 100), allocate(2, 50));
    assertEquals(1, result.violations());
    assertEquals(Violation.Kind.OVERLAP_RIGHT, result.firstViolations().get(0).kind());
    assertEquals(2, result.firstViolations().get(0).event());
  }

  /** Failed calls of the trace are skipped, and frees of null are nothing. */
  @Test
  void whatTheTraceCouldNotDo() {
    TraceReplay.Result result =
        replay(
            0,
            allocate(Event.NULL, 10),
            Event.reallocate(2, 1, Event.NULL, Event.NULL, 10, Event.UNKNOWN),
            Event.free(3, 1, Event.NULL),
            allocate(4, 100),
            Event.reallocate(5, 1, 4, Event.NULL, 10, Event.UNKNOWN),
            Event.reallocate(6, 1, 4, Event.NULL, 0, Event.UNKNOWN));
    assertEquals(0, result.violations());
    assertEquals(3, result.skipped());
    assertEquals(1, result.served());
    assertEquals(0, result.refused());
    assertEquals(0, result.liveBlocks());
    assertEquals(1, result.peakLiveBlocks());
  }

  /** A name that is taken again before its free: the free was logged late. */
  @Test
  void lateFrees() {
    TraceReplay.Result result =
        replay(
            0,
            allocate(1, 100),
            allocate(1, 50),
            allocate(2, 10),
            Event.reallocate(4, 1, Event.NULL, 2, 20, Event.UNKNOWN));
    assertEquals(2, result.skipped());
    assertEquals(2, result.liveBlocks());
    assertEquals(4, result.served());
    assertEquals(100, result.peakLiveBytes());
  }

  /**
   * The last byte of the heap may be used; the subject is asked to free, and what it says counts.
   */
  @Test
  void whatTheSubjectDoes() {
    assertEquals(0, replay(0, allocate(1, 1000)).violations());
    TraceReplay beyond = new TraceReplay(new Bump(0), 999);
    beyond.accept(allocate(1, 1000));
    assertEquals(1, beyond.result().violations());
    assertEquals(1, replay(0).utilisation());
    BlockAllocator stubborn =
        new BlockAllocator() {
          @Override
          public long allocate(long size, long alignment) {
            if (size == 7) {
              throw new InvalidRequestException("seven");
            }
            return 8;
          }

          @Override
          public void free(long address) {
            throw new InvalidFreeException("never");
          }

          @Override
          public long usableSize(long address) {
            return 8;
          }
        };
    TraceReplay replay = new TraceReplay(stubborn, 1000);
    replay.accept(allocate(1, 7));
    assertEquals(1, replay.result().refused());
    for (int i = 1; i <= 30; i++) {
      replay.accept(allocate(i, 8));
      replay.accept(Event.free(i, 1, i));
    }
    assertEquals(30, replay.result().violations());
    assertEquals(61, replay.result().events());
    Violation first = replay.result().firstViolations().get(0);
    assertEquals(Violation.Kind.THREW, first.kind());
    assertEquals("the free of a live block at 8 was refused: never", first.message());
  }

  /** A request that the subject does not take is as one that it cannot serve. */
  @Test
  void aReallocationThatIsRefusedKeepsTheBlock() {
    BlockAllocator choosy =
        new BlockAllocator() {
          private final Bump bump = new Bump(0);

          @Override
          public long allocate(long size, long alignment) {
            if (alignment > 8) {
              throw new InvalidRequestException("alignment");
            }
            return bump.allocate(size, alignment);
          }

          @Override
          public void free(long address) {
            bump.free(address);
          }

          @Override
          public long usableSize(long address) {
            return bump.usableSize(address);
          }
        };
    TraceReplay replay = new TraceReplay(choosy, 1000);
    replay.accept(allocate(1, 100));
    Event moved = new Event(Event.Kind.REALLOCATE, 2, 1, 1, 2, 50, Event.UNKNOWN, 16);
    replay.accept(moved);
    assertEquals(1, replay.result().refused());
    assertEquals(1, replay.result().liveBlocks());
    replay.accept(Event.free(3, 1, 2));
    assertEquals(0, replay.result().liveBlocks());
    assertEquals(0, replay.result().skipped());
  }
}
