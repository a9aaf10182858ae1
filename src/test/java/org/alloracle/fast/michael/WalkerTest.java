package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.alloracle.Broken;
import org.junit.jupiter.api.Test;

/** The walk names what is broken in a live allocator. */
final class WalkerTest {
  private final MichaelAlloc allocator =
      new MichaelAlloc(new Shape(64, 8, List.of(16, 32), 1, 2, 32, 2, 4, Removal.HAZARD));

  /**
   * Ten small blocks, three of 32 bytes and a large one of two superblocks. Descriptor 0 is in a
   * list, 1 in a slot, 2 and 4 are active with a reservation each, 3 is full, 5 is available;
   * descriptor and superblock have the same number. Of superblock 2 block 1 is live.
   */
  private Object[] parts() {
    for (int i = 0; i < 10; i++) {
      assertEquals(16L * i, allocator.allocate(16, 1));
    }
    for (long address : new long[] {192, 224, 256}) {
      assertEquals(address, allocator.allocate(32, 1));
    }
    assertEquals(320, allocator.allocate(100, 1));
    for (long address : new long[] {0, 64, 128}) {
      allocator.free(address);
    }
    List<Object> parts = new ArrayList<>(Arrays.asList((Object[]) allocator.heaps));
    for (int d = 0; d < 6; d++) {
      parts.add(allocator.descriptors.get(d));
    }
    parts.add(allocator.superblocks.entry(5));
    Superblock anew = new Superblock(3, 192, 1, 32, 2);
    anew.setPrefix(0, 3);
    anew.setPrefix(1, 3);
    parts.add(anew);
    parts.add(allocator.records.get(0));
    return parts.toArray();
  }

  /** Heaps 0 and 1 are at 0 and 1, descriptor d at d + 2; a descriptor has 64 as an Active word. */
  @Test
  void heapsAndSuperblocks() {
    Broken.isNamed(
        parts(),
        allocator::checkInvariants,
        """
        [0].active = 6336 -> METADATA_OWNERSHIP: Active of heap 0 has descriptor 99, which there is not
        [0].active = 384 -> METADATA_OWNERSHIP: Active of heap 0 has descriptor 6, which there is not
        [0].active = -128 -> METADATA_OWNERSHIP: Active of heap 0 has descriptor -2, which there is not
        [0].active = 130 -> METADATA_CREDITS: heap 0 has 2 credits
        [0].active = 192 -> METADATA_CREDITS: descriptor 3 is Active and not ACTIVE
        [0].active = -1 -> METADATA_OWNERSHIP: descriptor 2 (ACTIVE, count 2, superblock 2) is in null
        [0].active = 129 -> METADATA_CHAIN: descriptor 2 (ACTIVE, count 2, superblock 2): 3 free, not 4
        [0].active = 256; [1].active = 128 -> METADATA_OWNERSHIP: descriptor 4 (ACTIVE, count 0, superblock 4) is of another class: [Active of heap 0]
        [0].partial = 2 -> METADATA_OWNERSHIP: descriptor 2 is in [Active of heap 0, Partial of heap 0]
        [0].partial = 3 -> METADATA_STATES: descriptor 3 (FULL, count 0, superblock 3) is [Partial of heap 0]
        [0].partial = -1 -> METADATA_OWNERSHIP: descriptor 1 (PARTIAL, count 1, superblock 1) is in null
        [0].partial = 0 -> METADATA_OWNERSHIP: descriptor 0 is in [Partial of heap 0, list of class 0]
        [1].partial = 5 -> METADATA_OWNERSHIP: descriptor 5 is in [Partial of heap 1, available]
        [7].next = 3 -> METADATA_STATES: descriptor 3 (FULL, count 0, superblock 3) is [available]
        [7].next = 5 -> METADATA_OWNERSHIP: descriptor 5 is in [available, available]
        [10].count = 1; [10].retired[0] = 5 -> METADATA_OWNERSHIP: descriptor 5 is in [available, retired by thread 0]
        [10].count = 1; [10].retired[0] = 3 -> METADATA_STATES: descriptor 3 (FULL, count 0, superblock 3) is [retired by thread 0]
        [4].superblock.words[0] = 3 -> METADATA_CHAIN: descriptor 2 (ACTIVE, count 2, superblock 2): 2 free, not 3
        [4].superblock.words[0] = 5 -> METADATA_CHAIN: descriptor 2 (ACTIVE, count 2, superblock 2): 5 after 1 blocks
        [4].superblock.words[0] = -2147483648 -> METADATA_CHAIN: descriptor 2 (ACTIVE, count 2, superblock 2): -2147483648 after 1 blocks
        [4].superblock.words[3] = 2 -> METADATA_CHAIN: descriptor 2 (ACTIVE, count 2, superblock 2): 2 after 3 blocks
        [4].superblock.words[0] = 1 -> DISJOINTNESS: descriptor 2 (ACTIVE, count 2, superblock 2): block 1 is live and free
        [4].superblock.words[1] = 0 -> CONSERVATION: descriptor 2 (ACTIVE, count 2, superblock 2): block 1 is neither free nor live
        [4].superblock.words[1] = -2147483648 -> CONSERVATION: descriptor 2 (ACTIVE, count 2, superblock 2): block 1 is neither
        [4].superblock.words[1] = -2 -> METADATA_CHAIN: descriptor 2 (ACTIVE, count 2, superblock 2): block 1 has another descriptor
        [3].superblock = @[2].superblock -> DISJOINTNESS: descriptor 1 (PARTIAL, count 1, superblock 0) and descriptor 0 (PARTIAL
        [5].superblock = @[9] -> CONTAINMENT: superblock 3 was made anew under descriptor 3
        [8].words[0] = 0 -> CONSERVATION: superblock 5 is lost
        [8].bytes = 64 -> CONSERVATION: superblock 6 is lost
        [8].bytes = 192 -> DISJOINTNESS: superblock 7 has 2 owners
        """);
  }

  private static String anchor(int d, int avail, int count, int state, String said) {
    return "[" + (d + 2) + "].anchor = " + Anchor.of(avail, count, state, 7) + " -> " + said + "\n";
  }

  @Test
  void anchors() {
    Broken.isNamed(
        parts(),
        allocator::checkInvariants,
        anchor(1, 0, 1, Anchor.EMPTY, "CONSERVATION: superblock 1 is lost")
            + anchor(
                3, 2, 0, Anchor.EMPTY, "descriptor 3 (EMPTY, count 0, superblock 3) is in null")
            + anchor(0, 0, 1, Anchor.ACTIVE, "superblock 0) is [list of class 0]")
            + anchor(5, 0, 0, Anchor.PARTIAL, "METADATA_STATES: descriptor 5 (PARTIAL, count 0")
            + anchor(3, 2, 1, Anchor.FULL, "(FULL, count 1, superblock 3) with 0 reserved")
            + anchor(1, 0, 0, Anchor.PARTIAL, "(PARTIAL, count 0, superblock 1) with 0 reserved")
            + anchor(1, 0, 4, Anchor.PARTIAL, "(PARTIAL, count 4, superblock 1) with 0 reserved")
            + anchor(1, 0, 3, Anchor.PARTIAL, "METADATA_CHAIN: descriptor 1")
            + anchor(2, 0, 4, Anchor.ACTIVE, "(ACTIVE, count 4, superblock 2) with 1 reserved")
            + anchor(2, 0, 3, Anchor.ACTIVE, "METADATA_CHAIN: descriptor 2")
            + anchor(2, 9, 2, Anchor.ACTIVE, "superblock 2): 9 after 0 blocks")
            + anchor(2, 1, 2, Anchor.ACTIVE, "superblock 2): block 1 is live and free"));
  }

  @Test
  void freeSuperblocks() {
    parts();
    allocator.superblocks.store.give(3, 1);
    String said = assertThrows(AssertionError.class, allocator::checkInvariants).getMessage();
    assertEquals("DISJOINTNESS: superblock 3 has 2 owners", said);
    assertEquals(3, allocator.superblocks.store.take());
    allocator.checkInvariants();
    assertEquals(7, allocator.superblocks.store.take());
    said = assertThrows(AssertionError.class, allocator::checkInvariants).getMessage();
    assertEquals("CONSERVATION: superblock 7 is lost", said);
  }

  /** Where there are many, the free ones are counted too. */
  @Test
  void countedSuperblocks() {
    for (int superblocks : new int[] {65, 4097, 8192}) {
      MichaelAlloc many =
          new MichaelAlloc(
              new Shape(32, superblocks, List.of(16), 1, 1, 9000, 2, 1, Removal.HAZARD));
      many.checkInvariants();
      assertEquals(0, many.allocate(16, 1));
      many.checkInvariants();
      many.superblocks.store.give(1, 1);
      String said = assertThrows(AssertionError.class, many::checkInvariants).getMessage();
      assertEquals(
          "CONSERVATION: " + superblocks + " superblocks free, found " + (superblocks - 1), said);
    }
  }

  @Test
  void limitsOfAShape() {
    List<Integer> one = List.of(16);
    new Shape(32, 1, one, 1, 1, 1, 0, 1, Removal.LAZY);
    new Shape(
        1 << 20,
        1 << 26,
        List.of(1024, 1 << 19),
        1024,
        64,
        1 << 28,
        65_536,
        65_536,
        Removal.HAZARD);
    int[][] wrong = {
      {16, 1, 1, 1, 1, 0, 1},
      {40, 1, 1, 1, 1, 0, 1},
      {(1 << 20) + 16, 1, 1, 1, 1, 0, 1},
      {32, 0, 1, 1, 1, 0, 1},
      {32, (1 << 26) + 1, 1, 1, 1, 0, 1},
      {32, 1, 0, 1, 1, 0, 1},
      {32, 1, 1025, 1, 1, 0, 1},
      {32, 1, 1, 0, 1, 0, 1},
      {32, 1, 1, 65, 1, 0, 1},
      {32, 1, 1, 1, 0, 0, 1},
      {32, 1, 1, 1, (1 << 28) + 1, 0, 1},
      {32, 1, 1, 1, 1, -1, 1},
      {32, 1, 1, 1, 1, 3, 1},
      {32, 1, 1, 1, 1, 131_072, 1},
      {32, 1, 1, 1, 1, 0, 0},
      {32, 1, 1, 1, 1, 0, 65_537}
    };
    for (int[] n : wrong) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Shape(n[0], n[1], one, n[2], n[3], n[4], n[5], n[6], Removal.HAZARD),
          () -> Arrays.toString(n));
    }
    List<List<Integer>> classes =
        List.of(List.of(), List.of(0), List.of(16, 16), List.of(32, 16), List.of(24), List.of(48));
    for (List<Integer> blocks : classes) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new Shape(64, 1, blocks, 1, 1, 1, 0, 1, Removal.HAZARD),
          blocks::toString);
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new Shape(1025 * 16, 1, one, 1, 1, 1, 0, 1, Removal.HAZARD));
    new Shape(1024 * 16, 1, one, 1, 1, 1, 0, 1, Removal.HAZARD);
    Shape lazy = new Shape(64, 2, one, 3, 4, 5, 8, 6, Removal.HAZARD).with(Removal.LAZY);
    assertEquals(new Shape(64, 2, one, 3, 4, 5, 8, 6, Removal.LAZY), lazy);
  }

  @Test
  void theUsualShape() {
    for (long bytes : new long[] {0, -16_384, 1, 16_385, (1L << 40) + 16_384}) {
      assertThrows(IllegalArgumentException.class, () -> Shape.of(bytes));
    }
    assertEquals(1, Shape.of(16_384).superblocks());
    Shape most = Shape.of(1L << 40);
    assertEquals(1 << 26, most.superblocks());
    assertEquals(4096, most.batch());
    assertEquals(2 * (1 << 26) + 64 * 66, most.descriptors());
    Shape large = Shape.of(1L << 32);
    assertEquals(64, large.batch());
    assertEquals(4096, Shape.of((1L << 32) + 16_384).batch());
    assertEquals(
        List.of(16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
        large.blockBytes().subList(0, 13));
    assertEquals(List.of(5120, 6144, 7168, 8192), large.blockBytes().subList(28, 32));
    assertEquals(32, large.blockBytes().size());
    assertEquals(64, large.threads());
    assertTrue(large.heaps() >= 1 && large.heaps() <= 64);
  }
}
