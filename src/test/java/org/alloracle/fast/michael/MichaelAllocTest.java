package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Michael's allocator on one thread, and a stress test on several. */
final class MichaelAllocTest {
  private static Shape tiny(int superblocks, int credits, Removal removal) {
    return new Shape(64, superblocks, List.of(16, 32), 1, credits, 32, 2, 4, removal);
  }

  private static List<Long> fill(BlockAllocator a, long size) {
    List<Long> blocks = new ArrayList<>();
    for (long x = a.allocate(size, 1); x != BlockAllocator.NONE; x = a.allocate(size, 1)) {
      blocks.add(x);
    }
    return blocks;
  }

  @Test
  void firstBlocksAreTheLowest() {
    MichaelAlloc a = new MichaelAlloc(1 << 20);
    assertEquals(0, a.allocate(16, 1));
    assertEquals(16, a.allocate(0, 1));
    assertEquals(16384, a.allocate(17, 1));
    assertEquals(32, a.usableSize(16384));
    a.checkInvariants();
  }

  @ParameterizedTest
  @EnumSource
  void everyBlockIsServedAndServedAgain(Removal removal) {
    for (int credits = 1; credits <= 4; credits++) {
      MichaelAlloc a = new MichaelAlloc(tiny(4, credits, removal));
      for (int round = 0; round < 10; round++) {
        List<Long> blocks = fill(a, 16);
        assertEquals(16, new HashSet<>(blocks).size());
        a.checkInvariants();
        for (int i = round % 3; !blocks.isEmpty(); i++) {
          a.free(blocks.remove(i * 7 % blocks.size()));
          a.checkInvariants();
        }
      }
    }
  }

  /** Counterexample 28: blocks so large that there is hardly a credit, and two superblocks. */
  @Test
  void oneBlockASuperblockIsRefusedAndTwoAreServed() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Shape(32, 2, List.of(32), 1, 1, 4, 0, 1, Removal.HAZARD));
    for (int credits : new int[] {1, 2, 64}) {
      MichaelAlloc a =
          new MichaelAlloc(new Shape(32, 2, List.of(16), 1, credits, 4, 0, 1, Removal.HAZARD));
      for (int round = 0; round < 5; round++) {
        List<Long> blocks = fill(a, 16);
        assertEquals(Set.of(0L, 16L, 32L, 48L), new HashSet<>(blocks));
        a.checkInvariants();
        blocks.forEach(a::free);
        a.checkInvariants();
      }
    }
  }

  /** Counterexample 29: the last block goes while the descriptor sits in a partial list. */
  @ParameterizedTest
  @EnumSource
  void descriptorIsNotReusedWhileItIsListed(Removal removal) {
    MichaelAlloc a = new MichaelAlloc(tiny(6, 2, removal));
    List<Long> blocks = fill(a, 32);
    assertEquals(12, blocks.size());
    // One block of each is freed, so that all but the last to come are in the list; then the rest.
    for (int i = 0; i < 12; i += 2) {
      a.free(blocks.get(i));
      a.checkInvariants();
    }
    for (int i = 1; i < 12; i += 2) {
      a.free(blocks.get(i));
      a.checkInvariants();
      assertNotEquals(BlockAllocator.NONE, a.allocate(16, 1));
      a.checkInvariants();
    }
  }

  @Test
  void wrongFreesAreRefusedAndChangeNothing() {
    MichaelAlloc a = new MichaelAlloc(tiny(4, 2, Removal.HAZARD));
    long small = a.allocate(16, 1);
    long large = a.allocate(100, 1);
    for (long address :
        new long[] {
          -1, 1, 8, small + 1, small + 16, large + 64, 128 + 64, 1L << 40, Long.MIN_VALUE
        }) {
      assertThrows(InvalidFreeException.class, () -> a.free(address), () -> "" + address);
      assertThrows(InvalidFreeException.class, () -> a.usableSize(address), () -> "" + address);
      a.checkInvariants();
    }
    a.free(small);
    assertThrows(InvalidFreeException.class, () -> a.free(small));
    a.free(large);
    assertThrows(InvalidFreeException.class, () -> a.free(large));
    a.checkInvariants();
    assertThrows(InvalidRequestException.class, () -> a.allocate(-1, 1));
    assertThrows(InvalidRequestException.class, () -> a.allocate(1, 3));
    assertThrows(InvalidRequestException.class, () -> a.allocate(1, Long.MIN_VALUE));
  }

  @Test
  void alignmentIsHonoured() {
    MichaelAlloc a = new MichaelAlloc(1 << 22);
    for (long alignment = 1; alignment <= 1 << 20; alignment *= 2) {
      for (long size : new long[] {0, 1, 48, 100, 8192, 8193, 40000}) {
        long x = a.allocate(size, alignment);
        assertNotEquals(BlockAllocator.NONE, x);
        assertEquals(0, x % alignment, "size " + size);
        assertTrue(a.usableSize(x) >= size);
        a.checkInvariants();
        a.free(x);
      }
    }
    assertEquals(BlockAllocator.NONE, a.allocate(1L << 62, 1));
    assertEquals(BlockAllocator.NONE, a.allocate(Long.MAX_VALUE, 1L << 62));
  }

  /** The least class that has the alignment in its blocks; whole superblocks if none has. */
  @Test
  void theClassIsTheLeastThatIsAligned() {
    List<Integer> classes = List.of(16, 32, 48, 96, 128, 160);
    for (int superblock : new int[] {352, 640, 1024}) {
      MichaelAlloc a =
          new MichaelAlloc(new Shape(superblock, 64, classes, 1, 4, 200, 0, 1, Removal.HAZARD));
      for (int alignment = 1; alignment <= 512; alignment *= 2) {
        int align = alignment;
        for (int size = 0; size <= 161; size++) {
          int wanted = size;
          int bytes =
              classes.stream()
                  .filter(
                      b ->
                          b >= wanted
                              && (align <= 16 || (b % align == 0 && superblock % align == 0)))
                  .findFirst()
                  .orElse(superblock);
          long x = a.allocate(size, alignment);
          assertEquals(bytes, a.usableSize(x), size + " at " + alignment);
          assertEquals(0, x % alignment);
          a.free(x);
        }
      }
    }
  }

  @Test
  void classesAreAtMost127() {
    List<Integer> classes = new ArrayList<>();
    for (int bytes = 16; classes.size() < 127; bytes += 16) {
      classes.add(bytes);
    }
    MichaelAlloc a = new MichaelAlloc(new Shape(8192, 2, classes, 1, 1, 4, 0, 1, Removal.HAZARD));
    assertEquals(127 * 16, a.usableSize(a.allocate(127 * 16, 1)));
    classes.add(128 * 16);
    Shape shape = new Shape(8192, 2, classes, 1, 1, 4, 0, 1, Removal.HAZARD);
    assertEquals(
        "128 size classes: 127 are the most",
        assertThrows(IllegalArgumentException.class, () -> new MichaelAlloc(shape)).getMessage());
  }

  @Test
  void largeRequestTakesIdleSuperblocks() {
    MichaelAlloc a = new MichaelAlloc(tiny(4, 2, Removal.HAZARD));
    a.free(a.allocate(16, 1));
    a.free(a.allocate(32, 1));
    long kept = a.allocate(16, 1);
    assertEquals(BlockAllocator.NONE, a.allocate(256, 1));
    a.checkInvariants();
    a.free(kept);
    assertEquals(0, a.allocate(256, 1));
    a.checkInvariants();
    assertEquals(BlockAllocator.NONE, a.allocate(16, 1));
    a.free(0);
    a.checkInvariants();
    assertEquals(0, a.allocate(16, 1));
  }

  @Test
  void refusedForLackOfDescriptors() {
    MichaelAlloc a = new MichaelAlloc(new Shape(32, 8, List.of(16), 1, 1, 3, 1, 1, Removal.HAZARD));
    assertEquals(6, fill(a, 16).size());
    a.checkInvariants();
  }

  @Test
  void aTebibyteTakesLittle() {
    MichaelAlloc a = new MichaelAlloc(1L << 40);
    long x = a.allocate(100, 1);
    long large = a.allocate(1L << 30, 1);
    assertNotEquals(BlockAllocator.NONE, large);
    a.free(large);
    a.free(x);
    a.checkInvariants();
  }

  @Test
  void handlesAreAsManyAsThreads() throws InterruptedException {
    MichaelAlloc a = new MichaelAlloc(tiny(4, 2, Removal.HAZARD));
    List<MichaelAlloc.Handle> handles = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      handles.add(a.handle());
    }
    Thread thread = new Thread(() -> a.allocate(1, 1));
    thread.start();
    thread.join();
    // The thread has ended, so its place can be had.
    assertEquals(3, a.handle().index());
    assertThrows(IllegalStateException.class, a::handle);
    handles.get(1).close();
    assertThrows(IllegalStateException.class, () -> handles.get(1).allocate(1, 1));
    assertEquals(1, a.handle().index());
  }

  @Test
  void aClosedHandleServesNothing() {
    MichaelAlloc a = new MichaelAlloc(tiny(4, 2, Removal.HAZARD));
    MichaelAlloc.Handle handle = a.handle();
    assertEquals(1, a.recordsMade.get());
    long block = handle.allocate(16, 1);
    handle.close();
    handle.close();
    assertThrows(IllegalStateException.class, () -> handle.free(block));
    assertThrows(IllegalStateException.class, () -> handle.allocate(16, 1));
    a.free(block);
    a.checkInvariants();
  }

  @Test
  void aHandleServesFromOneOfTheHeaps() {
    MichaelAlloc a =
        new MichaelAlloc(new Shape(64, 8, List.of(16), 2, 2, 32, 2, 4, Removal.HAZARD));
    MichaelAlloc.Handle handle = a.handle();
    assertThrows(IllegalArgumentException.class, () -> handle.use(-1));
    assertThrows(IllegalArgumentException.class, () -> handle.use(2));
    handle.use(1);
    assertEquals(0, handle.allocate(16, 1));
    handle.use(0);
    assertEquals(64, handle.allocate(16, 1));
    handle.use(1);
    assertEquals(16, handle.allocate(16, 1));
    a.checkInvariants();
  }

  @ParameterizedTest
  @EnumSource
  void threadsShareNoBlock(Removal removal) throws InterruptedException {
    int calls = "long".equals(System.getProperty("alloracle.tests")) ? 3_000_000 : 60_000;
    Shape shape = new Shape(128, 40, List.of(16, 32, 64), 2, 3, 400, 4, 4, removal);
    MichaelAlloc a = new MichaelAlloc(shape);
    AtomicIntegerArray owners = new AtomicIntegerArray(128 * 40 / 16);
    Queue<Long> passed = new ConcurrentLinkedQueue<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 1; t <= 4; t++) {
      int me = t;
      Thread thread = new Thread(() -> stress(a, me, calls, owners, passed));
      thread.setUncaughtExceptionHandler((x, e) -> failure.compareAndSet(null, e));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertNull(failure.get(), () -> String.valueOf(failure.get()));
    a.checkInvariants();
    passed.forEach(a::free);
    a.checkInvariants();
    assertEquals(0, a.allocate(128 * 40, 1), "all superblocks are idle");
  }

  /** Allocates and frees, and passes some blocks on for others to free. */
  private static void stress(
      MichaelAlloc a, int me, int calls, AtomicIntegerArray owners, Queue<Long> passed) {
    try (MichaelAlloc.Handle handle = a.handle()) {
      Random random = new Random(me);
      ArrayDeque<Long> mine = new ArrayDeque<>();
      for (int i = 0; i < calls; i++) {
        int kind = random.nextInt(8);
        if (kind < 4 && mine.size() < 25) {
          long x = handle.allocate(16L << random.nextInt(3), 1);
          if (x != BlockAllocator.NONE) {
            for (int unit = 0; unit < handle.usableSize(x) / 16; unit++) {
              if (owners.getAndSet((int) (x / 16) + unit, me) != 0) {
                throw new AssertionError("DISJOINTNESS: " + x + " has an owner");
              }
            }
            mine.add(x);
          }
          continue;
        }
        Long x = kind == 7 ? passed.poll() : mine.poll();
        if (x == null) {
          continue;
        }
        if (kind == 6) {
          passed.add(x);
          continue;
        }
        for (int unit = 0; unit < handle.usableSize(x) / 16; unit++) {
          owners.set((int) (x / 16) + unit, 0);
        }
        handle.free(x);
      }
      passed.addAll(mine);
    }
  }
}
