package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The store of superblocks beside a set of bits, of sizes about the ends of its words and pages.
 */
final class SuperblockStoreTest {
  private static final int PAGE = 4096;

  private static void check(SuperblockStore store, BitSet free, int superblocks) {
    assertTrue(store.saysWhatIsBelow());
    assertEquals(superblocks > 64 ? free.cardinality() : -1, store.counted());
    int touched = store.touched();
    assertEquals(superblocks, free.nextClearBit(touched), "those behind are free");
    for (int s = 0; s < touched; s++) {
      assertEquals(free.get(s), store.isFree(s), "superblock " + s);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 63, 64, 65, 128, 130, 4095, 4096, 4097, 8200, 70_000})
  void allAreTakenFromTheLowestOn(int superblocks) {
    SuperblockStore store = new SuperblockStore(superblocks);
    BitSet free = new BitSet();
    free.set(0, superblocks);
    assertEquals(0, store.touched());
    check(store, free, superblocks);
    for (int s = 0; s < superblocks; s++) {
      assertEquals(s, store.take());
      free.clear(s);
      if (s % 64 >= 62 || s % 64 == 0) {
        assertEquals(Math.min(superblocks, (s / PAGE + 1) * PAGE), store.touched());
        assertTrue(store.saysWhatIsBelow(), "after " + s);
      }
    }
    check(store, free, superblocks);
    assertEquals(-1, store.take());
    assertEquals(-1, store.takeRun(1, 1));
    store.give(superblocks - 1, 1);
    free.set(superblocks - 1);
    check(store, free, superblocks);
    assertEquals(superblocks - 1, store.take());
    store.give(0, superblocks);
    free.set(0, superblocks);
    check(store, free, superblocks);
    assertEquals(0, store.takeRun(superblocks, 1));
    assertEquals(-1, store.take());
    free.clear();
    check(store, free, superblocks);
  }

  @Test
  void runsAreTheLowestThatFit() {
    SuperblockStore store = new SuperblockStore(200);
    assertEquals(0, store.takeRun(10, 1));
    assertEquals(64, store.takeRun(70, 64));
    assertEquals(10, store.takeRun(54, 1));
    assertEquals(136, store.takeRun(60, 8));
    assertEquals(-1, store.takeRun(5, 1));
    assertEquals(196, store.takeRun(4, 1));
    assertEquals(134, store.take());
    store.give(10, 54);
    assertEquals(16, store.takeRun(3, 16));
    assertEquals(10, store.take());
  }

  /** A third level, and few pages of the leaves made. */
  @Test
  void farSuperblocksAreFoundThroughEveryLevel() {
    int superblocks = 3 * 64 * PAGE + 7;
    SuperblockStore store = new SuperblockStore(superblocks);
    assertTrue(store.saysWhatIsBelow());
    assertEquals(0, store.takeRun(superblocks - 1, 1));
    assertTrue(store.saysWhatIsBelow());
    assertEquals(superblocks - 1, store.take());
    assertEquals(-1, store.take());
    assertTrue(store.saysWhatIsBelow());
    for (int s : new int[] {0, 63, 64, PAGE - 1, PAGE, 64 * PAGE - 1, 64 * PAGE, superblocks - 1}) {
      store.give(s, 1);
      assertTrue(store.saysWhatIsBelow());
      assertEquals(1, store.counted());
      assertEquals(s, store.take());
      assertTrue(store.saysWhatIsBelow());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 63, 64, 65, 70, 200, 4097, 4200, 9000})
  void anyCallsTakeTheLowest(int superblocks) {
    SuperblockStore store = new SuperblockStore(superblocks);
    BitSet free = new BitSet();
    free.set(0, superblocks);
    Random random = new Random(superblocks);
    for (int call = 0; call < 3000; call++) {
      boolean fuller = call / 500 % 2 == 0;
      int kind = random.nextInt(10);
      if (kind < (fuller ? 5 : 2)) {
        assertEquals(free.nextSetBit(0), store.take());
        int taken = free.nextSetBit(0);
        if (taken >= 0) {
          free.clear(taken);
        }
      } else if (kind < (fuller ? 7 : 3)) {
        int count = 1 + random.nextInt(1 + Math.min(superblocks, 1 << random.nextInt(13)));
        int align = 1 << random.nextInt(8);
        int first = lowest(free, count, align, superblocks);
        assertEquals(first, store.takeRun(count, align), count + " at " + align);
        if (first >= 0) {
          free.clear(first, first + count);
        }
      } else {
        int from = free.nextClearBit(random.nextInt(superblocks));
        int next = free.nextSetBit(from);
        int end = Math.min(superblocks, next < 0 ? superblocks : next);
        int count = Math.min(end - from, 1 + random.nextInt(1 << random.nextInt(10)));
        if (count > 0) {
          store.give(from, count);
          free.set(from, from + count);
        }
      }
      if (call % 50 == 0) {
        check(store, free, superblocks);
      }
      assertTrue(store.saysWhatIsBelow());
    }
  }

  /** As if another thread were between a leaf and the bit above it: nothing is lost nor doubled. */
  @Test
  void bitsAboveMayLagBehind() {
    int superblocks = 2 * 64 * 64 + 70;
    SuperblockStore store = new SuperblockStore(superblocks);
    assertEquals(0, store.takeRun(superblocks, 1));
    store.give(130, 1);
    store.give(superblocks - 1, 1);
    store.above[0].set(0, 0); // not said yet
    assertFalse(store.saysWhatIsBelow());
    assertEquals(130, store.take());
    store.above[0].set(0, 1L << 5); // said still
    store.above[1].set(0, 1 | store.above[1].get(0));
    assertFalse(store.saysWhatIsBelow());
    assertEquals(superblocks - 1, store.take());
    assertTrue(store.saysWhatIsBelow());
    store.give(200, 1);
    store.give(300, 1);
    store.clearAbove(3); // somebody gave it meanwhile
    assertTrue(store.saysWhatIsBelow());
    for (int level = 0; level < store.above.length; level++) {
      for (int word = 0; word < store.above[level].length(); word++) {
        store.above[level].set(word, 0);
      }
    }
    assertEquals(200, store.take());
    assertEquals(300, store.take());
    assertEquals(-1, store.take());
  }

  /** As if another thread had taken one of a run that looked free. */
  @ParameterizedTest
  @ValueSource(ints = {40, 200})
  void aRunIsClaimedWholeOrNotAtAll(int superblocks) {
    SuperblockStore store = new SuperblockStore(superblocks);
    BitSet free = new BitSet();
    free.set(0, superblocks);
    assertTrue(store.claim(20, 1));
    free.clear(20);
    assertFalse(store.claim(10, 11));
    assertFalse(store.claim(20, 3));
    check(store, free, superblocks);
    assertTrue(store.claim(10, 10));
    free.clear(10, 20);
    check(store, free, superblocks);
    assertTrue(store.claim(21, superblocks - 21));
    free.clear(21, superblocks);
    assertFalse(store.claim(0, 11));
    check(store, free, superblocks);
  }

  @Test
  void aBitPastTheEndIsSeen() {
    SuperblockStore store = new SuperblockStore(130);
    store.above[0].set(0, 0xf);
    assertFalse(store.saysWhatIsBelow());
  }

  private static int lowest(BitSet free, int count, int align, int superblocks) {
    for (int s = 0; s + count <= superblocks; s += align) {
      if (free.nextClearBit(s) >= s + count) {
        return s;
      }
    }
    return -1;
  }
}
