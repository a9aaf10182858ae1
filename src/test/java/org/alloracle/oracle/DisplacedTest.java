package org.alloracle.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.alloracle.oracle.Violation.Kind;
import org.junit.jupiter.api.Test;

/** Blocks that newer ones overlapped: in the register, and as the map of live blocks tells them. */
final class DisplacedTest {
  private final Displaced displaced = new Displaced();
  private final Block one = block(0, 1);
  private final Block two = block(16, 2);
  private final Block over = block(8, 3);

  private static Block block(long address, long event) {
    return new Block(address, address + 15, 16, event, 0, -1, 0, 0);
  }

  private Displaced.Entry taken(long address) {
    return Objects.requireNonNull(displaced.take(address));
  }

  @Test
  void takenOnceTheOldestFirst() {
    assertFalse(displaced.hasRecent());
    displaced.add(List.of(one, two), over);
    Block twin = block(0, 4);
    displaced.add(List.of(twin), block(0, 5));
    assertTrue(displaced.has(0));
    assertTrue(displaced.has(16));
    assertFalse(displaced.has(8));
    List<Block> all = new ArrayList<>();
    displaced.forEach(all::add);
    assertEquals(3, all.size());
    assertNull(displaced.take(8));
    Displaced.Entry entry = taken(0);
    assertSame(one, entry.block());
    assertSame(over, entry.by());
    assertEquals(1, entry.remaining());
    assertSame(twin, taken(0).block());
    assertFalse(displaced.has(0));
    assertNull(displaced.take(0));
    assertTrue(displaced.hasRecent());
    assertEquals(0, taken(16).remaining());
    assertFalse(displaced.hasRecent());
    assertNull(displaced.take(16));
  }

  @Test
  void sixteenAreRecent() {
    for (int i = 0; i < 17; i++) {
      displaced.add(List.of(block(16L * i, i)), over);
    }
    assertNull(displaced.recentUnder(block(0, 99), by -> true));
    assertNotNull(displaced.recentUnder(block(16, 99), by -> true));
    assertTrue(displaced.has(0));
  }

  /** Four blocks over a displaced one are told of, or none if what displaced it is gone. */
  @Test
  void echoesEnd() {
    displaced.add(List.of(one, two), over);
    assertNull(displaced.recentUnder(block(40, 9), by -> true));
    for (int i = 0; i < 4; i++) {
      assertSame(one, Objects.requireNonNull(displaced.recentUnder(one, by -> true)).block());
    }
    assertNull(displaced.recentUnder(one, by -> true));
    assertNull(displaced.recentUnder(two, by -> !by.equals(over)));
    assertFalse(displaced.hasRecent());
  }

  @Test
  void whatIsApartByEvent() {
    displaced.separate();
    displaced.add(List.of(one, two), over);
    assertFalse(displaced.hasRecent());
    assertEquals(2, displaced.by(3).size());
    assertEquals(0, displaced.by(4).size());
    displaced.freedTwin(0, 7, 70);
    displaced.freedTwin(0, 8, 80);
    displaced.freedTwin(99, 8, 80);
    Displaced.Entry entry = taken(0);
    assertEquals(new Displaced.TwinFree(7, 70), entry.twinFree());
    assertEquals(1, displaced.by(3).size());
    assertNull(taken(16).twinFree());
    assertEquals(0, displaced.by(3).size());
    displaced.dispute(over);
    assertEquals(0, displaced.cause(over));
  }

  @Test
  void whatFollowsFromAnOverlap() {
    displaced.dispute(over);
    assertEquals(3, displaced.cause(over));
    assertEquals(0, displaced.cause(block(8, 4)));
    assertEquals(0, displaced.cause(one));
  }

  // ---- as the map of live blocks tells them

  private final List<Kind> found = new ArrayList<>();
  private final LiveBlocks map =
      new LiveBlocks(
          new LiveBlocks.Listener() {
            @Override
            public void violation(Violation violation) {
              found.add(violation.kind());
            }

            @Override
            public boolean isOlder(long address) {
              return address >= 4096;
            }
          });
  private long event;

  private boolean add(long address, long size) {
    map.now(++event, 10 * event, -1);
    return map.allocate(address, size, -1, 1);
  }

  private boolean free(long address) {
    map.now(++event, 10 * event, -1);
    return map.free(address);
  }

  private List<Kind> found() {
    List<Kind> kinds = List.copyOf(found);
    found.clear();
    return kinds;
  }

  @Test
  void anAddressIsCheckedAndNothingChanged() {
    assertTrue(add(64, 16));
    assertTrue(map.check(64));
    assertTrue(map.check(4096));
    assertEquals(List.of(), found());
    assertFalse(map.check(65));
    assertFalse(map.check(99));
    assertEquals(List.of(Kind.INTERIOR_FREE, Kind.UNKNOWN_FREE), found());
    assertFalse(add(64, 8));
    assertFalse(add(60, 8));
    assertTrue(map.isLive(64));
    assertTrue(map.isLive(60));
    assertFalse(map.isLive(68));
    List<Long> live = new ArrayList<>();
    map.forEachLive(block -> live.add(block.address()));
    assertEquals(3, map.liveBlocks());
    assertEquals(List.of(60L, 64L, 64L), live);
  }

  @Test
  void anExchangeIsCleanIfBothHalvesAre() {
    add(64, 16);
    assertTrue(map.reallocate(64, 80, 16, -1, 1));
    assertFalse(map.reallocate(64, 96, 16, -1, 1));
    assertFalse(map.reallocate(96, 80, 16, -1, 1));
    assertEquals(List.of(Kind.DOUBLE_FREE, Kind.OVERLAP_SAME_START), found());
  }

  /** What lies over a displaced block is an echo, as long as what displaced it is there. */
  @Test
  void echoes() {
    add(64, 32);
    assertFalse(add(80, 16));
    assertFalse(add(64, 8));
    assertTrue(add(200, 8));
    assertEquals(List.of(Kind.OVERLAP_INSIDE, Kind.OVERLAP_SAME_START), found());
    free(80);
    assertTrue(add(80, 16));
    assertTrue(add(72, 4));
    assertEquals(List.of(), found());
  }

  @Test
  void twins() {
    map.separate();
    add(64, 16);
    add(64, 16);
    assertNull(map.twinFree(2));
    free(64);
    assertEquals(new Displaced.TwinFree(3, 30), map.twinFree(2));
    add(56, 16);
    assertNull(map.twinFree(2));
    assertNull(map.twinFree(77));
  }

  @Test
  void aBlockPastTheEndOfTheAddressSpace() {
    assertFalse(add(-8, 16));
    assertEquals(List.of(Kind.OUTSIDE_MEMORY), found());
    Block block = Objects.requireNonNull(map.covering(-1));
    assertEquals(-8, block.address());
    assertEquals(-1, block.last());
    assertNull(map.covering(0));
  }
}
