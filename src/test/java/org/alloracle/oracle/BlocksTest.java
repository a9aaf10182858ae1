package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.alloracle.trace.Event;
import org.junit.jupiter.api.Test;

/** What is known of a block, and the options of a check, at their edges. */
final class BlocksTest {
  private static Block block(long address, long last) {
    return new Block(address, last, 1, 1, 0, -1, 0, 0);
  }

  /** Addresses are unsigned. */
  @Test
  void bytesOfABlock() {
    Block block = block(Long.MAX_VALUE, Long.MIN_VALUE + 1);
    long[][] cases = {
      {Long.MAX_VALUE - 1, 0},
      {Long.MAX_VALUE, 1},
      {Long.MIN_VALUE, 1},
      {Long.MIN_VALUE + 1, 1},
      {Long.MIN_VALUE + 2, 0},
      {0, 0},
      {-1, 0}
    };
    for (long[] each : cases) {
      assertEquals(each[1] == 1, block.covers(each[0]));
      assertEquals(each[1] == 1, block.overlaps(block(each[0], each[0])));
      assertEquals(each[1] == 1, block(each[0], each[0]).overlaps(block));
    }
  }

  @Test
  void optionsAtTheirEdges() {
    for (long alignment : new long[] {0, 1, 2, 16, 1L << 62}) {
      assertEquals(alignment, CheckOptions.DEFAULT.withAlignment(alignment).alignment());
    }
    for (long alignment : new long[] {-1, 3, 12, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThrows(
          IllegalArgumentException.class, () -> CheckOptions.DEFAULT.withAlignment(alignment));
    }
    assertEquals(0, CheckOptions.DEFAULT.withUnordered(0).window());
    assertEquals(0, CheckOptions.DEFAULT.withKept(0).kept());
    assertThrows(IllegalArgumentException.class, () -> CheckOptions.DEFAULT.withUnordered(-1));
    assertThrows(IllegalArgumentException.class, () -> CheckOptions.DEFAULT.withKept(-1));
  }

  /** What is told of a birth and a death is what was noted, or that it is not known. */
  @Test
  void birthsAndDeaths() {
    Parts parts = new Parts();
    long[][] cases = {
      {1, 1, 0},
      {1, 1, Event.UNKNOWN},
      {1, 0, 3},
      {1, -5, 3},
      {1, 1L << 40, 3},
      {1L << 39, 7, 9},
      {1000, 20, 12},
      {1000, 1000, (1 << 24) - 2}
    };
    for (long[] each : cases) {
      int slot = parts.add();
      parts.setFirst(slot, 8);
      parts.setLast(slot, 84);
      parts.born(slot, 70, each[0], each[1], (int) each[2]);
      Block live = parts.block(slot, 8);
      long line = each[1] <= 0 || each[1] - each[0] > Integer.MAX_VALUE ? 0 : each[1];
      line = each[0] == 1L << 39 ? 0 : line;
      assertTrue(parts.isLive(slot));
      assertEquals(new Block(8, 84, 70, each[0], line, (int) each[2], 0, 0), live);
      parts.died(slot, each[0] + 5, each[1] <= 0 ? 0 : each[1] + 9);
      Block dead = parts.block(slot, 8);
      long freed = line == 0 ? 0 : line + 9;
      assertFalse(parts.isLive(slot));
      assertEquals(new Block(8, 84, 70, each[0], line, (int) each[2], each[0] + 5, freed), dead);
      int tail = parts.addTail(slot, 8, 60);
      assertEquals(60, parts.first(tail));
      assertEquals(8, parts.reach(tail));
      assertEquals(dead.withSize(77), parts.block(tail, parts.reach(tail)));
      parts.born(slot, 1, each[0], each[1], (int) each[2]);
      assertEquals(live.withSize(1), parts.block(slot, 8));
    }
    assertEquals(1, parts.size(0));
  }

  /** A slot that was released is the next one, and no other block is told of then. */
  @Test
  void releasedSlotsAreUsedAgain() {
    Parts parts = new Parts();
    for (int i = 0; i < 10_000; i++) {
      assertEquals(i, parts.add());
      parts.born(i, i, i, i, i);
    }
    assertEquals(10_000, parts.inUse());
    parts.release(3);
    parts.release(0);
    assertEquals(9_998, parts.inUse());
    assertEquals(0, parts.add());
    assertEquals(3, parts.add());
    assertEquals(10_000, parts.add());
    assertEquals(10_001, parts.inUse());
    for (int i = 4; i < 10_000; i++) {
      assertEquals(i, parts.size(i));
    }
  }
}
