package org.alloracle.magazine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.alloracle.Allocated;
import org.alloracle.Broken;
import org.alloracle.CachesSideBySide;
import org.alloracle.CachesSideBySide.Extra;
import org.alloracle.CachesSideBySide.Give;
import org.alloracle.CachesSideBySide.Op;
import org.alloracle.CachesSideBySide.Take;
import org.alloracle.TracesSideBySide;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.contract.ObjectCache;
import org.alloracle.fast.magazine.FastMagazineCache;
import org.alloracle.reference.magazine.NaiveMagazines;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The naive model, the reference and the fast form answer the same, and look the same after it. */
final class MagazinePropertyTest {
  private static final long SIZE = 24;

  @Provide
  Arbitrary<List<Op>> calls() {
    return CachesSideBySide.calls(
        Arbitraries.oneOf(
            Arbitraries.longs().between(-30, 900),
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40)),
        Arbitraries.of(0, 0, 0, 0, 0, 1, 2, 3, 5, -1),
        200);
  }

  @Property
  void sameAnswers(
      @ForAll @IntRange(max = 30) int objects,
      @ForAll @IntRange(min = 1, max = 65) int size,
      @ForAll @IntRange(min = 1, max = 7) int rounds,
      @ForAll @IntRange(min = 2, max = 6) int magazines,
      @ForAll("calls") List<Op> calls) {
    CachesSideBySide.run(
        calls,
        new NaiveMagazines(objects, size, rounds, magazines),
        MagazineSubject.reference(objects, size, rounds, magazines),
        MagazineSubject.fast(objects, size, rounds, magazines));
  }

  @Tag("slow")
  @Test
  void sameAnswersForAllShortSequences() {
    List<Op> alphabet = List.of(new Take(), new Give(0), new Give(1), new Extra(0));
    for (int magazines = 2; magazines <= 3; magazines++) {
      int most = magazines;
      assertEquals(
          262_144,
          CachesSideBySide.all(
              alphabet,
              9,
              () -> new NaiveMagazines(5, SIZE, 1, most),
              () -> MagazineSubject.fast(5, SIZE, 1, most)));
      assertEquals(
          16_384,
          CachesSideBySide.all(
              alphabet,
              7,
              () -> MagazineSubject.reference(5, SIZE, 1, most),
              () -> MagazineSubject.fast(5, SIZE, 1, most)));
    }
    assertEquals(
        16_384,
        CachesSideBySide.all(
            List.of(new Take(), new Give(1)),
            14,
            () -> MagazineSubject.reference(8, SIZE, 2, 3),
            () -> MagazineSubject.fast(8, SIZE, 2, 3)));
  }

  @Test
  void sameAnswersForManyCalls() {
    boolean nightly = "long".equals(System.getProperty("alloracle.tests"));
    CachesSideBySide.run(
        CachesSideBySide.random(5, nightly ? 1_000_000 : 20_000, 60 * (int) SIZE, 0, 0, 0, 0, 2, 4),
        MagazineSubject.reference(60, SIZE, 3, 12),
        MagazineSubject.fast(60, SIZE, 3, 12));
  }

  @Tag("slow")
  @Test
  void sameAnswersForTheTraces() throws IOException {
    TracesSideBySide.objects(
        () -> MagazineSubject.reference(2000, SIZE, 7, 60),
        () -> MagazineSubject.fast(2000, SIZE, 7, 60));
  }

  /** Trace 22: with one magazine only, each of these pairs would make two trips. */
  @Test
  void pairsAtABoundaryMakeNoTrips() {
    int rounds = 4;
    FastMagazineCache cache = new FastMagazineCache(64, SIZE, rounds, 8);
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
    long trips = cache.trips();
    assertTrue(trips > 0);
    for (int pair = 0; pair < 100; pair++) {
      cache.free(live.remove(0));
      live.add(cache.allocate());
    }
    assertEquals(trips, cache.trips());
  }

  @Test
  void makesNoJavaObjectsOnceTheMagazinesAreMade() {
    FastMagazineCache cache = new FastMagazineCache(1000, SIZE, 7, 50);
    long[] live = new long[1000];
    assertEquals(
        0,
        Allocated.bytes(
            () -> {
              for (int i = 0; i < live.length; i++) {
                live[i] = cache.allocate();
              }
              for (long address : live) {
                cache.free(address);
              }
            }));
    assertTrue(cache.trips() > 100);
  }

  /** The number of an object is found by multiplication; so all sizes are tried near their ends. */
  @Test
  void addressesOfAllSizes() {
    for (long size = 1; size <= 1L << 31; size = size < 100 ? size + 1 : 3 * size - 1) {
      FastMagazineCache cache = new FastMagazineCache(1001, size, 15, 9);
      for (int i = 0; i < 1001; i++) {
        assertEquals(i * size, cache.allocate());
      }
      for (long wrong : new long[] {-size, 1001 * size, 500 * size + size - 1, Long.MAX_VALUE}) {
        if (wrong % size != 0 || wrong < 0 || wrong >= 1001 * size) {
          assertThrows(InvalidFreeException.class, () -> cache.free(wrong));
        }
      }
      for (int i = 0; i < 1001; i++) {
        cache.free(i * size);
      }
      cache.checkInvariants();
    }
  }

  @Test
  void misuseChangesNothing() {
    FastMagazineCache cache = new FastMagazineCache(8, SIZE, 2, 3);
    long object = cache.allocate();
    cache.allocate();
    cache.free(0);
    for (long wrong : new long[] {0, 1, SIZE + 1, 2 * SIZE, 8 * SIZE, -SIZE, Long.MIN_VALUE}) {
      assertThrows(InvalidFreeException.class, () -> cache.free(wrong));
    }
    assertThrows(InvalidRequestException.class, () -> cache.resize(0));
    assertThrows(InvalidRequestException.class, () -> cache.resize((1 << 20) + 1));
    cache.checkInvariants();
    assertEquals(1, cache.loaded());
    assertEquals(object, cache.allocate());
    assertFalse(cache.constructed(2));
    for (int object3 = 2; object3 < 8; object3++) {
      cache.allocate();
    }
    assertEquals(ObjectCache.NONE, cache.allocate());
    long[][] bad = {
      {-1, 8, 1, 2},
      {1, 0, 1, 2},
      {1, 8, 0, 2},
      {1, 8, 1, 1},
      {1, (1L << 31) + 1, 1, 2},
      {1, 8, (1 << 20) + 1, 2},
      {1, 8, 1, (1 << 20) + 1}
    };
    for (long[] b : bad) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new FastMagazineCache((int) b[0], b[1], (int) b[2], (int) b[3]));
    }
  }

  @Test
  void limitsOfTheCache() {
    assertEquals(ObjectCache.NONE, new FastMagazineCache(0, 1, 1, 2).allocate());
    FastMagazineCache great = new FastMagazineCache(1, 1L << 31, 1 << 20, 1 << 20);
    assertEquals(1L << 31, great.objectSize());
    assertEquals(0, great.allocate());
    great.resize(1);
    great.resize(1 << 20);
    great.checkInvariants();
  }

  @Test
  void whatTheCensusNames() {
    FastMagazineCache cache = new FastMagazineCache(14, SIZE, 2, 9);
    allocate(cache, 13);
    free(cache, 1, 12);
    allocate(cache, 5);
    cache.reclaim();
    allocate(cache, 2);
    free(cache, 6, 11);
    cache.reclaim();
    allocate(cache, 4);
    free(cache, 8, 9);
    // Magazines: one full, one empty, one that has 9 and one of two rounds; raw: 1 to 4 and 13.
    assertEquals(1, cache.fullMagazines());
    assertEquals(1, cache.emptyMagazines());
    Broken.isNamed(
        cache,
        cache::checkInvariants,
        """
        handle.loaded[0] = 1 -> CONSERVATION: object 1 is in two places
        depot.population.status[1] = 1 -> METADATA: object 1 has status 1, not 0
        handle.count = 0 -> CONSERVATION: object 9 is lost
        depot.population.status[0] = 1 -> CONSERVATION: object 0 is lost
        depot.limit = 3 -> METADATA: more magazines than there may be: 3
        depot.leastFull = -1 -> METADATA: the least numbers of magazines: -1 and
        depot.leastFull = 2 -> METADATA: the least numbers of magazines: 2 and
        depot.leastEmpty = -1 -> METADATA: the least numbers of magazines:
        depot.leastEmpty = 2 -> METADATA: the least numbers of magazines:
        depot.out = 3 -> METADATA: magazines of the handle: 3
        handle.spare = 1 -> METADATA: the previous magazine has 1
        handle.count = -1 -> METADATA: the loaded magazine has -1
        handle.count = 3 -> METADATA: the loaded magazine has 3
        handle.loaded = @handle.previous -> METADATA: the loaded magazine has 1
        """);
  }

  private static void allocate(FastMagazineCache cache, int count) {
    for (int i = 0; i < count; i++) {
      assertTrue(cache.allocate() >= 0);
    }
  }

  private static void free(FastMagazineCache cache, int from, int to) {
    for (int object = from; object <= to; object++) {
      cache.free(object * SIZE);
    }
  }
}
