package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A superblock by itself, without descriptors and lists. */
final class SuperblockTest {
  /** Five blocks of 48 bytes and some bytes behind, from address 4096 on. */
  private final Superblock superblock = new Superblock(1, 4096, 2, 48, 5);

  @Test
  void onlyItsBlocksHaveAnIndex() {
    for (int offset = 0; offset < 256; offset++) {
      int expected = offset % 48 == 0 && offset < 5 * 48 ? offset / 48 : -1;
      assertEquals(expected, superblock.indexOf(4096 + offset));
    }
  }

  @Test
  void oneFreeOfALiveBlockIsTheFirst() {
    superblock.link();
    superblock.setPrefix(2, 7);
    assertTrue(Superblock.live(superblock.word(2)));
    assertFalse(superblock.claim(2, ~8));
    assertTrue(superblock.claim(2, ~7));
    assertFalse(superblock.claim(2, ~7));
    assertFalse(Superblock.live(superblock.word(2)));
    assertFalse(superblock.claim(3, ~7));
    assertEquals(4, superblock.next(3));
  }
}
