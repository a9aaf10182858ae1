package org.alloracle.fast.bitpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.lincheck.Planted;
import org.alloracle.fast.lincheck.Scenario;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads on one pool. On one thread it is with the others in {@code BitPoolPropertyTest}. */
final class SharedBitPoolTest {
  private static final int THREADS = 4;
  private static final int PAGES = 12;
  private static final int LEAF = 64;
  private static final int CALLS = Scenario.LONG ? 5_000_000 : 100_000;

  /** Two claim in one page; one claims what the other frees. */
  private static final ExecutionScenario BOTH_CLAIM = Scenario.of("", "a0 f0", "a1 a2");

  private static final ExecutionScenario ONE_FREES = Scenario.of("a0 a1", "f0 a0", "a2 f1");

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(classes = {SharedPools.Roomy.class, SharedPools.Tight.class})
  void linearizableWhereverThreadsStop(Class<?> pool) {
    Scenario.modelCheckLockFree(pool, 25, BOTH_CLAIM, ONE_FREES);
  }

  @Tag("slow")
  @Test
  void claimWithoutCompareIsFound() throws Exception {
    String said = Planted.said(SharedBitPoolTest.class);
    assertTrue(said.contains("TWO_OWNERS") || said.contains("union"), said);
  }

  /** Hunts for the planted bug. */
  public static void main(String[] args) throws Exception {
    SharedPools.Broken.heap = SharedPools.withoutCompare();
    System.out.println(Scenario.hunt(SharedPools.Broken.class, 2000, BOTH_CLAIM));
    System.exit(0);
  }

  /** Each leaf of a block is marked by its owner; all is free in the end, and can all be had. */
  @Test
  void noLeafHasTwoOwners() throws Exception {
    SharedBitPool pool = new SharedBitPool(PAGES);
    AtomicIntegerArray owners = new AtomicIntegerArray(PAGES * 1024 / LEAF);
    List<Callable<Void>> workers = new ArrayList<>();
    for (int i = 1; i <= THREADS; i++) {
      int number = i;
      workers.add(() -> work(pool, owners, number));
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<Void> future : threads.invokeAll(workers)) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
    pool.checkInvariants();
    for (int page = 0; page < PAGES; page++) {
      assertEquals(1024L * page, pool.allocate(1024, 1));
    }
    assertEquals(BlockAllocator.NONE, pool.allocate(1, 1));
    assertThrows(InvalidFreeException.class, () -> pool.free(1024L * PAGES));
    assertThrows(InvalidFreeException.class, () -> pool.free(-1024));
    assertThrows(IllegalArgumentException.class, () -> new SharedBitPool(0));
  }

  private static AtomicLongArray words(SharedBitPool pool, String field) throws Exception {
    Field array = SharedBitPool.class.getDeclaredField(field);
    array.setAccessible(true);
    return (AtomicLongArray) array.get(pool);
  }

  /** The walk names what is broken in a word of a page, and a hint that hides a page with room. */
  @Test
  void whatTheWalkNames() throws Exception {
    SharedBitPool pool = new SharedBitPool(3);
    assertEquals(3, pool.pages());
    assertEquals(0, pool.allocate(1024, 1));
    assertEquals(1024, pool.allocate(512, 1));
    assertEquals(512, pool.usableSize(1024));
    assertEquals(BlockAllocator.NONE, pool.allocate(1025, 1));
    assertEquals(0, new SharedBitPool(1).allocate(1, 1));
    AtomicLongArray pages = words(pool, "pages");
    AtomicLongArray hints = words(pool, "hints");
    for (int level = 0; level < 5; level++) {
      hints.set(level, 1);
      pool.checkInvariants();
      hints.set(level, 3);
      String said = assertThrows(AssertionError.class, pool::checkInvariants).getMessage();
      assertEquals("room below the hint at " + (level == 0 ? 2 : 1), said);
      hints.set(level, 5L << 32);
    }
    pool.checkInvariants();
    long before = pages.get(1);
    pages.set(1, (before & -1L << 32) | 1L << 28);
    String said = assertThrows(AssertionError.class, pool::checkInvariants).getMessage();
    assertEquals("a claim word that is not the union of the claims at 1", said);
    pages.set(1, before);
    pool.checkInvariants();
  }

  /** A hint is where the next search begins: at the page that served, or where room was made. */
  @Test
  void hints() throws Exception {
    SharedBitPool pool = new SharedBitPool(3);
    AtomicLongArray hints = words(pool, "hints");
    for (int page = 0; page < 3; page++) {
      assertEquals(1024L * page, pool.allocate(1024, 1));
      assertEquals(page, hints.get(0));
    }
    assertEquals(BlockAllocator.NONE, pool.allocate(1024, 1));
    assertEquals(BlockAllocator.NONE, pool.allocate(64, 1));
    assertEquals(3, hints.get(0));
    assertEquals(0, hints.get(1));
    assertEquals(3, hints.get(4));
    pool.free(2048);
    assertEquals(1L << 32 | 2, hints.get(0));
    assertEquals(1L << 32, hints.get(1));
    pool.free(1024);
    assertEquals(2L << 32 | 1, hints.get(4));
    assertEquals(1024, pool.allocate(64, 1));
    assertEquals(2048, pool.allocate(1024, 1));
    assertEquals(2L << 32 | 2, hints.get(0));
    pool.free(1024);
    assertEquals(3L << 32 | 1, hints.get(0));
    assertEquals(2L << 32 | 1, hints.get(4));
    assertEquals(1024, pool.allocate(1024, 1));
    // As if it were freed after the hint was read.
    hints.set(0, 3);
    pool.free(2048);
    hints.set(0, 3);
    assertEquals(2048, pool.allocate(1024, 1));
    assertEquals(3, hints.get(0));
  }

  private static Void work(SharedBitPool pool, AtomicIntegerArray owners, int number) {
    SplittableRandom random = new SplittableRandom(number);
    List<Long> mine = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      if (mine.size() < 14 && random.nextBoolean()) {
        long address = pool.allocate(LEAF << random.nextInt(5), 1);
        if (address != BlockAllocator.NONE) {
          mark(pool, owners, address, 0, number);
          mine.add(address);
        }
      } else if (!mine.isEmpty()) {
        long address = mine.remove(random.nextInt(mine.size()));
        mark(pool, owners, address, number, 0);
        pool.free(address);
      }
    }
    for (long address : mine) {
      mark(pool, owners, address, number, 0);
      pool.free(address);
    }
    return null;
  }

  private static void mark(
      SharedBitPool pool, AtomicIntegerArray owners, long address, int from, int to) {
    int first = (int) (address / LEAF);
    for (int leaf = first; leaf < first + pool.usableSize(address) / LEAF; leaf++) {
      assertTrue(owners.compareAndSet(leaf, from, to), "DISJOINTNESS: leaf " + leaf);
    }
  }
}
