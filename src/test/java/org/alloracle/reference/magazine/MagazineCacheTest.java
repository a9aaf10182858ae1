package org.alloracle.reference.magazine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alloracle.CachesSideBySide;
import org.alloracle.CachesSideBySide.Extra;
import org.alloracle.CachesSideBySide.Give;
import org.alloracle.CachesSideBySide.Op;
import org.alloracle.CachesSideBySide.Subject;
import org.alloracle.CachesSideBySide.Take;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.contract.ObjectCache;
import org.junit.jupiter.api.Test;

final class MagazineCacheTest {
  private static final long SIZE = 24;

  private record Reference(MagazineCache cache, int objects) implements Subject {
    Reference(int objects, int rounds, int magazines) {
      this(new MagazineCache(objects, SIZE, rounds, magazines), objects);
    }

    @Override
    public long allocate() {
      return cache.allocate();
    }

    @Override
    public void free(long address) {
      cache.free(address);
    }

    @Override
    public long objectSize() {
      return cache.objectSize();
    }

    @Override
    public void extra(int which) {
      if (which == 0) {
        cache.reclaim();
      } else {
        cache.resize(which);
      }
    }

    @Override
    public String state() {
      Set<Integer> constructed = new TreeSet<>();
      for (int i = 0; i < objects; i++) {
        if (cache.constructed(i)) {
          constructed.add(i);
        }
      }
      return cache.loaded()
          + " "
          + cache.previous()
          + " "
          + cache.fullMagazines()
          + " "
          + cache.emptyMagazines()
          + " "
          + constructed;
    }
  }

  @Provide
  Arbitrary<List<Op>> calls() {
    return CachesSideBySide.calls(
        Arbitraries.oneOf(
            Arbitraries.longs().between(-30, 900),
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40)),
        Arbitraries.of(0, 0, 0, 0, 0, 1, 2, 3, 5, -1),
        300);
  }

  @Property
  void likeTheNaiveModel(
      @ForAll @IntRange(max = 30) int objects,
      @ForAll @IntRange(min = 1, max = 7) int rounds,
      @ForAll @IntRange(min = 2, max = 6) int magazines,
      @ForAll("calls") List<Op> calls) {
    CachesSideBySide.run(
        calls,
        new NaiveMagazines(objects, SIZE, rounds, magazines),
        new Reference(objects, rounds, magazines));
  }

  @Test
  void everyShortSequenceLikeTheNaiveModel() {
    List<Op> alphabet = List.of(new Take(), new Give(0), new Give(1), new Extra(0));
    for (int magazines = 2; magazines <= 3; magazines++) {
      int most = magazines;
      assertEquals(
          262_144,
          CachesSideBySide.all(
              alphabet,
              9,
              () -> new NaiveMagazines(5, SIZE, 1, most),
              () -> new Reference(5, 1, most)));
    }
    assertEquals(
        1024,
        CachesSideBySide.all(
            List.of(new Take(), new Give(1)),
            10,
            () -> new NaiveMagazines(6, SIZE, 2, 3),
            () -> new Reference(6, 2, 3)));
  }

  /**
   * The bound is tight: a run of frees, then of allocations, goes to the depot every M operations.
   */
  @Test
  void tripsCanBeExactlyMOperationsApart() {
    for (int rounds : new int[] {1, 3, 7}) {
      int objects = 10 * rounds;
      MagazineCache cache = new MagazineCache(objects, SIZE, rounds, 12);
      for (int i = 0; i < objects; i++) {
        cache.allocate();
      }
      List<Integer> trips = new ArrayList<>();
      for (int i = 0; i < 2 * objects; i++) {
        int full = cache.fullMagazines();
        if (i < objects) {
          cache.free(i * SIZE);
        } else {
          cache.allocate();
        }
        if (cache.fullMagazines() != full) {
          trips.add(i);
        }
      }
      assertEquals(16, trips.size());
      for (int i = 1; i < 16; i++) {
        assertEquals(i == 8 ? 3 * rounds : rounds, trips.get(i) - trips.get(i - 1));
      }
    }
  }

  @Property
  void tripsAreNeverNearerThanM(
      @ForAll @IntRange(min = 1, max = 9) int rounds,
      @ForAll @Size(max = 400) List<Boolean> allocations) {
    MagazineCache cache = new MagazineCache(400, SIZE, rounds, 50);
    List<Long> live = new ArrayList<>();
    int since = rounds;
    for (boolean allocation : allocations) {
      int full = cache.fullMagazines();
      if (allocation || live.isEmpty()) {
        live.add(cache.allocate());
      } else {
        cache.free(live.remove(live.size() / 2));
      }
      since++;
      if (cache.fullMagazines() != full) {
        assertTrue(since >= rounds);
        since = 0;
      }
    }
  }

  /** Trace 22: with one magazine only, each of these pairs would make two trips. */
  @Test
  void pairsAtABoundaryMakeNoTrips() {
    int rounds = 4;
    MagazineCache cache = new MagazineCache(64, SIZE, rounds, 8);
    List<Long> live = new ArrayList<>();
    for (int i = 0; i < 4 * rounds; i++) {
      live.add(cache.allocate());
    }
    for (int i = 0; i < 3 * rounds; i++) {
      cache.free(live.remove(0));
    }
    for (int i = 0; i < rounds; i++) {
      live.add(cache.allocate());
    }
    int full = cache.fullMagazines();
    for (int pair = 0; pair < 100; pair++) {
      cache.free(live.remove(0));
      assertEquals(full, cache.fullMagazines());
      live.add(cache.allocate());
      assertEquals(full, cache.fullMagazines());
    }
  }

  @Test
  void outOfMemoryOnlyIfAllObjectsAreLive() {
    MagazineCache cache = new MagazineCache(10, SIZE, 3, 2);
    for (int i = 0; i < 10; i++) {
      assertEquals(i * SIZE, cache.allocate());
    }
    assertEquals(ObjectCache.NONE, cache.allocate());
    for (int i = 0; i < 10; i++) {
      cache.free(i * SIZE);
    }
    for (int i = 0; i < 10; i++) {
      assertTrue(cache.allocate() != ObjectCache.NONE);
    }
    assertEquals(ObjectCache.NONE, cache.allocate());
  }

  /** The paper's example: a list that moved between 37 and 47 can go down by 37. */
  @Test
  void whatTheDepotDidNotNeedIsReclaimed() {
    MagazineCache cache = new MagazineCache(200, SIZE, 1, 200);
    List<Long> live = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      live.add(cache.allocate());
    }
    while (cache.fullMagazines() < 47) {
      cache.free(live.remove(live.size() - 1));
    }
    cache.reclaim();
    assertEquals(47, cache.fullMagazines());
    while (cache.fullMagazines() > 37) {
      live.add(cache.allocate());
    }
    while (cache.fullMagazines() < 47) {
      cache.free(live.remove(live.size() - 1));
    }
    cache.reclaim();
    assertEquals(10, cache.fullMagazines());
    assertEquals(0, cache.emptyMagazines());
  }

  @Test
  void aNewSizeOfMagazineStartsAfresh() {
    MagazineCache cache = new MagazineCache(20, SIZE, 1, 9);
    for (int i = 0; i < 12; i++) {
      cache.allocate();
    }
    for (int i = 0; i < 11; i++) {
      cache.free(i * SIZE);
    }
    cache.resize(3);
    assertEquals(0, cache.loaded() + cache.previous() + cache.fullMagazines());
    for (int i = 0; i < 20; i++) {
      assertEquals(i == 11, cache.constructed(i));
    }
    assertThrows(InvalidRequestException.class, () -> cache.resize(0));
  }

  @Test
  void misuseChangesNothing() {
    MagazineCache cache = new MagazineCache(8, SIZE, 2, 3);
    long object = cache.allocate();
    cache.allocate();
    cache.free(0);
    for (long wrong : new long[] {0, 1, SIZE + 1, 2 * SIZE, 8 * SIZE, -SIZE, Long.MIN_VALUE}) {
      assertThrows(InvalidFreeException.class, () -> cache.free(wrong));
    }
    assertEquals(1, cache.loaded());
    assertEquals(object, cache.allocate());
    assertFalse(cache.constructed(2));
    assertThrows(InvalidRequestException.class, () -> new MagazineCache(-1, 8, 1, 2));
    assertThrows(InvalidRequestException.class, () -> new MagazineCache(1, 0, 1, 2));
    assertThrows(InvalidRequestException.class, () -> new MagazineCache(1, 8, 0, 2));
    assertThrows(InvalidRequestException.class, () -> new MagazineCache(1, 8, 1, 1));
  }

  /** The initial type is the first whose lower limit the size exceeds. */
  @Test
  void roundsByObjectSize() {
    int[] rounds = {1, 3, 7, 15, 31, 47, 63, 95, 143};
    int[] above = {3200, 256, 64, 0, 0, 0, 0, 0, 0};
    for (int size = 1; size < 5000; size++) {
      int column = 0;
      while (size <= above[column]) {
        column++;
      }
      assertEquals(rounds[column], MagazineCache.roundsFor(size));
    }
  }
}
