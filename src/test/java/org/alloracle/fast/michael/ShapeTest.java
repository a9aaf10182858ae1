package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of a heap, and how those of an anchor are packed. */
final class ShapeTest {
  @ParameterizedTest
  @ValueSource(longs = {0, -16384, 1, 16383, 16385, (1L << 40) + 16384, Long.MIN_VALUE})
  void heapsAreWholeSuperblocksUpToATebibyte(long bytes) {
    String said = assertThrows(IllegalArgumentException.class, () -> Shape.of(bytes)).getMessage();
    assertEquals("heap of " + bytes + " bytes: not a positive multiple of 16384 up to 2^40", said);
  }

  @Test
  void theGreatestHeapAndTheLeast() {
    assertEquals(1 << 26, Shape.of(1L << 40).superblocks());
    assertEquals(1, Shape.of(16384).superblocks());
  }

  @ParameterizedTest
  @ValueSource(ints = {16, (1 << 20) + 16, 1 << 21})
  void superblocksHave32BytesToAMebibyte(int bytes) {
    List<Integer> classes = List.of(bytes / 2 / 16 * 16 + 16);
    String said =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Shape(bytes, 1, classes, 1, 1, 1, 0, 1, Removal.HAZARD))
            .getMessage();
    assertEquals("superblockBytes: " + bytes + " is not from 32 to 1048576", said);
  }

  @Test
  void whatIsPackedInAnAnchorIsRead() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      int avail = random.nextInt(2048);
      int count = random.nextInt(1024);
      int state = random.nextInt(4);
      long tag = random.nextLong() >>> 23;
      long anchor = Anchor.of(avail, count, state, tag);
      is(anchor, avail, count, state, tag);
      is(Anchor.pop(anchor, 2047 - avail), 2047 - avail, count, state, (tag + 1) & (-1L >>> 23));
      is(Anchor.withAvail(anchor, 5), 5, count, state, tag);
      is(Anchor.withState(anchor, 3 - state), avail, count, 3 - state, tag);
      is(Anchor.plus(anchor, 1023 - count), avail, 1023, state, tag);
    }
  }

  @Test
  void ofTwoClaimsOneSucceeds() {
    Superblock superblock = new Superblock(0, 0, 0, 16, 4);
    superblock.link();
    superblock.setPrefix(2, 5);
    assertFalse(superblock.claim(2, ~6));
    assertTrue(superblock.claim(2, ~5));
    assertFalse(superblock.claim(2, ~5));
    assertFalse(superblock.claim(1, ~5));
    assertEquals(-1, superblock.indexOf(64));
    assertEquals(3, superblock.indexOf(48));
  }

  private static void is(long anchor, int avail, int count, int state, long tag) {
    assertEquals(avail, Anchor.avail(anchor));
    assertEquals(count, Anchor.count(anchor));
    assertEquals(state, Anchor.state(anchor));
    assertEquals(tag, Anchor.tag(anchor));
  }
}
