package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.alloracle.contract.Clause;
import org.alloracle.oracle.Violation.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LiveBlocksTest {
  private final List<Violation> found = new ArrayList<>();
  private LiveBlocks blocks = new LiveBlocks(found::add);
  private long event;

  private boolean allocate(long address, long size) {
    return allocate(address, size, -1, 1);
  }

  private boolean allocate(long address, long size, long usable, long alignment) {
    blocks.now(++event, event * 10, -1);
    return blocks.allocate(address, size, usable, alignment);
  }

  private boolean free(long address) {
    blocks.now(++event, event * 10, -1);
    return blocks.free(address);
  }

  private Violation only(Kind kind) {
    assertEquals(List.of(kind), found.stream().map(Violation::kind).toList(), found::toString);
    Violation violation = found.get(0);
    assertEquals(event, violation.event());
    assertEquals(event * 10, violation.line());
    assertFalse(violation.isConsequence());
    assertFalse(Report.of(violation).isEmpty());
    return violation;
  }

  private static Block present(@Nullable Block block) {
    return Objects.requireNonNull(block);
  }

  @Test
  void neighboursThatTouchAreFine() {
    assertTrue(allocate(0x1000, 0x10));
    assertTrue(allocate(0x1020, 0x10));
    assertTrue(allocate(0x1010, 0x10));
    assertTrue(allocate(0xFFF, 1));
    assertTrue(allocate(0x1030, 1));
    assertEquals(5, blocks.liveBlocks());
    assertEquals(0x32, blocks.liveBytes());
  }

  @Test
  void overlapFromTheLeft() {
    allocate(0x1000, 0x10);
    assertFalse(allocate(0xFF0, 0x11));
    Violation violation = only(Kind.OVERLAP_LEFT);
    assertEquals(Clause.DISJOINTNESS, violation.clause());
    assertEquals(0, violation.offset());
    assertEquals(0x1000, present(violation.other()).address());
    assertEquals(1, present(violation.other()).event());
    assertEquals(0xFF0, present(violation.subject()).address());
    assertEquals(
        "the new block 0xff0 of 17 bytes runs 1 byte into the live block 0x1000 of 16 bytes"
            + " (event 1, line 10)",
        violation.message());
  }

  @Test
  void overlapFromTheRight() {
    allocate(0x1000, 0x10);
    assertFalse(allocate(0x100F, 0x10));
    assertEquals(15, only(Kind.OVERLAP_RIGHT).offset());
  }

  @Test
  void overlapFromInside() {
    allocate(0x1000, 0x10);
    assertFalse(allocate(0x1004, 0x4));
    assertEquals(4, only(Kind.OVERLAP_INSIDE).offset());
  }

  @Test
  void aBlockThatEndsWhereTheOldOneEndsIsInside() {
    allocate(0x1000, 0x10);
    assertFalse(allocate(0x1008, 0x8));
    only(Kind.OVERLAP_INSIDE);
  }

  @Test
  void overlapWithTheSameStart() {
    for (long size : new long[] {1, 0x10, 0x20}) {
      found.clear();
      blocks = new LiveBlocks(found::add);
      allocate(0x1000, 0x10);
      assertFalse(allocate(0x1000, size));
      assertEquals(0, only(Kind.OVERLAP_SAME_START).offset());
    }
  }

  @Test
  void enclosingOneBlock() {
    allocate(0x1000, 0x10);
    assertFalse(allocate(0xFFF, 0x12));
    only(Kind.OVERLAP_ENCLOSING);
  }

  @Test
  void enclosingManyBlocks() {
    for (int i = 0; i < 500; i++) {
      allocate(0x1000 + i * 0x20, 0x10);
    }
    assertFalse(allocate(0xFF0, 0x100000));
    Violation violation = only(Kind.OVERLAP_ENCLOSING);
    assertTrue(violation.message().endsWith("and overlaps 499 more"), violation::message);
    assertTrue(violation.neighbourhood().size() < 20);
    for (int i = 0; i < 500; i++) {
      assertTrue(free(0x1000 + i * 0x20), "an enclosed block is freed without more ado");
    }
    assertTrue(free(0xFF0));
    assertEquals(1, found.size());
    assertEquals(0, blocks.liveBlocks());
    assertEquals(0, blocks.liveBytes());
  }

  @Test
  void enclosingAndTouchingOnBothSidesNamesTheEnclosed() {
    allocate(0x1000, 0x20);
    allocate(0x1020, 0x20);
    allocate(0x1040, 0x20);
    assertFalse(allocate(0x1010, 0x40));
    Violation violation = only(Kind.OVERLAP_ENCLOSING);
    assertEquals(0x1020, present(violation.other()).address());
  }

  @Test
  void blocksOfSizeZeroHaveAnIdentity() {
    assertTrue(allocate(0x1000, 0));
    assertFalse(allocate(0x1000, 0));
    only(Kind.OVERLAP_SAME_START);
    assertEquals(0, blocks.liveBytes());
  }

  @Test
  void aBlockMayEndAtTheEndOfTheAddressSpace() {
    assertTrue(allocate(-0x10, 0x10));
    assertTrue(allocate(Long.MIN_VALUE, Long.MAX_VALUE - 0xF));
    assertTrue(allocate(0, Long.MIN_VALUE));
    assertFalse(allocate(-1, 1));
    only(Kind.OVERLAP_INSIDE);
  }

  @Test
  void aBlockMayNotReachPastTheEndOfTheAddressSpace() {
    assertFalse(allocate(-0x10, 0x11));
    assertEquals(Clause.CONTAINMENT, only(Kind.OUTSIDE_MEMORY).clause());
    assertTrue(free(-0x10));
  }

  @Test
  void theLargestSizes() {
    assertFalse(allocate(2, -1));
    only(Kind.OUTSIDE_MEMORY);
    found.clear();
    blocks = new LiveBlocks(found::add);
    assertTrue(allocate(1, -1));
    assertFalse(allocate(Long.MIN_VALUE, Long.MIN_VALUE));
    only(Kind.OVERLAP_INSIDE);
  }

  @Test
  void aBlockStaysInsideObtainedMemory() {
    blocks = new LiveBlocks(0x100, 0x1FF, found::add);
    assertTrue(allocate(0x100, 0x100));
    assertTrue(free(0x100));
    assertTrue(allocate(0x200, 0), "the end, for nothing");
    assertFalse(allocate(0xFF, 2));
    only(Kind.OUTSIDE_MEMORY);
    found.clear();
    assertFalse(allocate(0x1FF, 2));
    assertEquals(Kind.OUTSIDE_MEMORY, found.get(0).kind());
  }

  @Test
  void misalignment() {
    assertTrue(allocate(0x1040, 100, -1, 64));
    assertFalse(allocate(0x2008, 100, -1, 16));
    Violation violation = only(Kind.MISALIGNED);
    assertEquals(8, violation.offset());
    assertEquals(Clause.ALIGNMENT, violation.clause());
  }

  @Test
  void usableBelowRequest() {
    assertTrue(allocate(0x1000, 100, 100, 1));
    assertTrue(allocate(0x2000, 0, 0, 1));
    assertFalse(allocate(0x3000, 100, 99, 1));
    assertEquals(Clause.CAPACITY, only(Kind.USABLE_BELOW_REQUEST).clause());
  }

  @Test
  void usableBytesBelongToTheBlock() {
    allocate(0x1000, 10, 24, 1);
    assertFalse(allocate(0x1010, 10, 24, 1));
    only(Kind.OVERLAP_RIGHT);
  }

  @Test
  void doubleFree() {
    allocate(0x1000, 0x10);
    assertTrue(free(0x1000));
    assertFalse(free(0x1000));
    Violation violation = only(Kind.DOUBLE_FREE);
    assertEquals("0x1000 was freed again: it was freed by event 2, line 20", violation.message());
    assertEquals(2, present(violation.other()).freedEvent());
    assertEquals(Clause.VALID_FREE, violation.clause());
  }

  @Test
  void freeInsideALiveBlock() {
    allocate(0x1000, 0x10);
    assertFalse(free(0x1008));
    Violation violation = only(Kind.INTERIOR_FREE);
    assertEquals(8, violation.offset());
    assertEquals(0x1000, present(violation.other()).address());
    assertTrue(free(0x1000));
  }

  @Test
  void freeInsideAFreedBlock() {
    allocate(0x1000, 0x40);
    free(0x1000);
    assertFalse(free(0x1008));
    assertEquals(8, only(Kind.INTERIOR_FREE_OF_FREED).offset());
  }

  @Test
  void freeInsideWhatIsLeftOfAFreedBlock() {
    allocate(0x1000, 0x40);
    free(0x1000);
    allocate(0x1000, 0x10);
    allocate(0x1020, 0x10);
    assertFalse(free(0x1018));
    assertEquals(0x18, only(Kind.INTERIOR_FREE_OF_FREED).offset());
    found.clear();
    assertFalse(free(0x1038));
    Violation violation = only(Kind.INTERIOR_FREE_OF_FREED);
    assertEquals(0x38, violation.offset());
    assertEquals(1, present(violation.other()).event());
    assertEquals(2, present(violation.other()).freedEvent());
  }

  @Test
  void freeOfTheUnknown() {
    allocate(0x1000, 0x10);
    assertFalse(free(0x1010));
    assertNull(only(Kind.UNKNOWN_FREE).other());
    found.clear();
    assertFalse(free(0xFFF));
    only(Kind.UNKNOWN_FREE);
  }

  @Test
  void aBlockFreedBeforeItWasSeenIsFreedTwice() {
    blocks =
        new LiveBlocks(
            new LiveBlocks.Listener() {
              @Override
              public void violation(Violation violation) {
                found.add(violation);
              }

              @Override
              public boolean isOlder(long address) {
                return address == 0x1000;
              }
            });
    assertTrue(blocks.check(0x1000));
    assertTrue(free(0x1000));
    assertFalse(free(0x1000));
    only(Kind.DOUBLE_FREE);
  }

  @Test
  void reallocationMayUseTheOldMemory() {
    allocate(0x1000, 0x10);
    assertTrue(blocks.reallocate(0x1000, 0x1000, 0x20, -1, 1));
    assertTrue(blocks.reallocate(0x1000, 0xFF8, 0x20, -1, 1));
    assertTrue(blocks.reallocate(0xFF8, 0x1008, 0x20, -1, 1));
    assertEquals(1, blocks.liveBlocks());
    assertEquals(0x20, blocks.liveBytes());
    assertEquals(0x1008, present(blocks.covering(0x1010)).address());
    assertNull(blocks.covering(0x1000));
  }

  @Test
  void freeOfOneOfTwoWithTheSameStartIsNoNews() {
    allocate(0x1000, 0x10);
    allocate(0x1000, 0x10);
    assertTrue(free(0x1000));
    assertTrue(free(0x1000));
    assertEquals(1, found.size());
    assertFalse(free(0x1000));
    assertEquals(Kind.DOUBLE_FREE, found.get(1).kind());
    assertFalse(found.get(1).isConsequence());
  }

  @Test
  void aMissingFreeIsReportedOnce() {
    allocate(0x1000, 0x100); // never freed, and its memory used again
    for (int i = 0; i < 16; i++) {
      allocate(0x1000 + i * 0x10, 0x10);
      free(0x1000 + i * 0x10);
    }
    assertEquals(1, found.stream().filter(v -> !v.isConsequence()).count());
  }

  @Test
  void aBlockThatNeverWasIsReportedOnce() {
    allocate(0x1000, 0x100);
    allocate(0x1080, 0x10); // the lie
    free(0x1000);
    allocate(0x1000, 0x100);
    assertEquals(2, found.size());
    assertEquals(2, found.get(1).cause());
  }

  @Test
  void severalBlocksOverOneOldBlockAreAllShown() {
    allocate(0x1000, 0x40);
    allocate(0xFF0, 0x20);
    allocate(0x1030, 0x20);
    allocate(0x1018, 0x8);
    assertEquals(
        List.of(Kind.OVERLAP_LEFT, Kind.OVERLAP_RIGHT, Kind.OVERLAP_INSIDE),
        found.stream().map(Violation::kind).toList());
    assertEquals(List.of(0L, 2L, 2L), found.stream().map(Violation::cause).toList());
  }

  @Test
  void numbersHaveNoNeighbours() {
    blocks = LiveBlocks.numbered(found::add);
    assertTrue(allocate(1, 1000, 3, 64));
    assertTrue(allocate(2, 1000));
    assertTrue(free(1));
    assertTrue(allocate(1, 5));
    assertFalse(allocate(1, 5));
    assertEquals(
        "the new block 0 of 5 bytes was handed out while live: event 4, line 40",
        only(Kind.OVERLAP_SAME_START).message());
  }

  @Test
  void theMapShowsTheNeighbourhood() {
    allocate(0x1000, 0x10);
    allocate(0x1010, 0x20);
    allocate(0x1040, 0x40);
    allocate(0x1020, 0x28);
    assertEquals(
        """
        DISJOINTNESS (overlap right) at event 4, line 40: the new block 0x1020 of 40 bytes begins \
        inside the live block 0x1010 of 32 bytes (event 2, line 20), 16 bytes into it \
        and overlaps 1 more
            0x1000..100f 16 bytes |     ######                             | event 1, line 10
          ! 0x1010..102f 32 bytes |          ############                  | event 2, line 20
          > 0x1020..1047 40 bytes |                ##############          | event 4, line 40
            0x1040..107f 64 bytes |                          ##############| event 3, line 30
        """,
        Report.of(found.get(0)));
  }
}
