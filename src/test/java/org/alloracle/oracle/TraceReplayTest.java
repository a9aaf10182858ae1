package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
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
}
