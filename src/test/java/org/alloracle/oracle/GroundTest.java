package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.alloracle.Broken;
import org.junit.jupiter.api.Test;

final class GroundTest {
  private static Ground ground(int blocks, int first, int end) {
    Ground ground = new Ground();
    for (int i = 0; i < blocks; i++) {
      ground.claim(16L * i, 16L * i + 15, 16);
    }
    for (int i = first; i < end; i++) {
      ground.free(16L * i);
    }
    return ground;
  }

  private static List<Long> near(Ground ground, int block, int wanted) {
    return ground.liveNear(16L * block + 3, wanted).stream().map(b -> b.address() / 16).toList();
  }

  /** On either side the nearest first, the freed ones left out, and not for ever. */
  @Test
  void liveBlocksNearby() {
    assertEquals(List.of(5L, 4L, 6L, 7L), near(ground(10, 0, 0), 5, 2));
    assertEquals(List.of(0L, 1L, 2L), near(ground(10, 0, 0), 0, 2));
    assertEquals(List.of(9L, 8L), near(ground(10, 0, 0), 20, 2));
    assertEquals(List.of(3L, 8L), near(ground(10, 4, 8), 5, 1));
    assertEquals(List.of(4L), near(ground(5, 0, 4), 2, 3));
    assertEquals(List.of(), near(ground(0, 0, 0), 2, 3));
    assertEquals(List.of(0L), near(ground(101, 1, 101), 99, 3));
    assertEquals(List.of(), near(ground(102, 1, 102), 100, 3));
    assertEquals(List.of(0L, 100L), near(ground(101, 1, 100), 0, 3));
    assertEquals(List.of(0L), near(ground(102, 1, 101), 0, 3));
  }

  /** The place of a freed block, or of what is left of one, is as good as any other. */
  @Test
  void placesThatAreUsedAgain() {
    Ground ground = ground(4, 1, 2);
    ground.now(9, 90, 2);
    assertTrue(ground.claim(16, 31, 11));
    assertEquals(4, ground.live());
    assertEquals(new Block(16, 31, 11, 9, 90, 2, 0, 0), ground.around(20));
    assertFalse(ground.claim(16, 31, 11));
    assertEquals(4, ground.live());
    ground.free(32);
    assertTrue(ground.claim(40, 47, 8));
    assertTrue(ground.isLive(40));
    assertFalse(ground.isLive(32));
    assertFalse(covered(ground, 35));
    ground.free(40);
    assertTrue(ground.claim(32, 39, 8));
    ground.free(48);
    assertTrue(ground.claim(48, 55, 8));
    assertTrue(ground.claim(56, 63, 8));
    assertTrue(ground.isLive(56));
    assertTrue(ground.free(56));
    assertEquals(List.of(), ground.liveWithin(64, 80));
    assertEquals(List.of(), ground.liveWithin(57, 60));
    assertEquals(1, ground.liveWithin(50, 60).size());
    assertTrue(ground.claim(128, 135, 8));
    assertEquals(List.of(), ground.liveWithin(136, 150));
    assertEquals(1, ground.liveWithin(135, 150).size());
  }

  private static boolean covered(Ground ground, long address) {
    return Objects.requireNonNull(ground.around(address)).isLive();
  }

  /** When the freed parts move to the past, the live blocks stay. */
  @Test
  void liveBlocksStayWhenTheFreedOnesMove() {
    Ground ground = ground(40_000, 10, 39_990);
    assertEquals(20, ground.live());
    for (int i = 0; i < 40_000; i++) {
      assertEquals(i < 10 || i >= 39_990, ground.isLive(16L * i));
      assertEquals(16L * i, Objects.requireNonNull(ground.around(16L * i + 7)).address());
    }
    assertTrue(ground.claim(16L * 500, 16L * 500 + 31, 32));
    assertTrue(ground.free(0));
  }

  /** A block that nobody saw made has no birth, whatever the slot was used for before. */
  @Test
  void blocksOlderThanTheLog() {
    Ground ground = ground(2, 0, 2);
    ground.claim(0, 31, 32);
    ground.now(7, 70, 1);
    ground.freedUnseen(100);
    assertEquals(new Block(100, 100, 0, 0, 0, -1, 7, 70), ground.around(100));
  }

  /** What is left of a freed block still tells of the whole block, and is counted right. */
  @Test
  void whatIsLeftOfFreedBlocks() {
    Ground ground = new Ground();
    ground.now(1, 10, 3);
    ground.claim(64, 95, 30);
    assertEquals(1, ground.live());
    ground.now(2, 20, 4);
    ground.free(64);
    assertEquals(30, ground.freedSize());
    assertEquals(0, ground.live());
    assertEquals(new Block(64, 95, 30, 1, 10, 3, 2, 20), ground.around(95));
    ground.now(3, 30, 5);
    ground.claim(64, 71, 8);
    assertEquals(1, ground.live());
    assertEquals(new Block(64, 95, 32, 1, 10, 3, 2, 20), ground.around(84));
    ground.claim(72, 79, 8);
    assertEquals(new Block(64, 95, 32, 1, 10, 3, 2, 20), ground.around(84));
    ground.seize(76, 83, 8);
    assertEquals(2, ground.live());
    assertEquals(new Block(72, 75, 8, 3, 30, 5, 3, 30), ground.around(73));
    assertEquals(new Block(76, 83, 8, 3, 30, 5, 0, 0), ground.around(77));
    assertEquals(new Block(64, 95, 32, 1, 10, 3, 2, 20), ground.around(84));
    assertNull(ground.around(96));
  }

  /** Slots: a freed block, one far away, one in the first, and what that left of it. */
  @Test
  void theWalkNamesWhatIsBroken() {
    Ground ground = new Ground();
    ground.claim(0x100, 0x13f, 64);
    ground.claim(0x200, 0x23f, 64);
    ground.free(0x100);
    ground.claim(0x110, 0x11f, 16);
    Broken.isNamed(
        ground,
        ground::checkInvariants,
        """
        parts.chunks[0][0] = 257 -> first at 0x101
        parts.chunks[0][6] = 272 -> reach at 0x110
        parts.chunks[0][1] = 255 -> range at 0x100
        parts.chunks[0][1] = 272 -> range at 0x100
        parts.chunks[0][24] = 272 -> remnant order at 0x110
        parts.chunks[0][24] = 287 -> remnant order at 0x11f
        parts.chunks[0][25] = 287 -> remnant range at 0x120
        parts.chunks[0][25] = 512 -> remnant range at 0x120
        parts.chunks[0][30] = 288 -> remnant start at 0x120
        parts.chunks[0][30] = 289 -> remnant start at 0x120
        parts.chunks[0][26] = 0 -> remnant freed at 0x120
        parts.chunks[0][14] = 575 -> last reach
        starts.size = +1 -> starts
        live = +1 -> live
        remnants = +1 -> remnants
        parts.used = +1 -> slots
        """);
  }

  /** Slots: two blocks that were freed and left the present. */
  @Test
  void theWalkNamesWhatIsBrokenInThePast() {
    Ground ground = new Ground(0);
    ground.claim(0x100, 0x13f, 64);
    ground.claim(0x200, 0x23f, 64);
    ground.free(0x100);
    ground.free(0x200);
    Broken.isNamed(
        ground,
        ground::checkInvariants,
        """
        parts.chunks[0][0] = 255 -> past first at 0xff
        parts.chunks[0][1] = 255 -> past range at 0x100
        parts.chunks[0][6] = 257 -> past start at 0x100
        parts.chunks[0][2] = 0 -> past freed at 0x100
        parts.chunks[0][1] = 512 -> past apart at 0x200
        """);
  }
}
