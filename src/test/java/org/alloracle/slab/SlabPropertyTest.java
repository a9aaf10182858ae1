package org.alloracle.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
import org.alloracle.contract.ObjectCache;
import org.alloracle.fast.slab.FastSlabCache;
import org.alloracle.reference.slab.NaiveSlabs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The naive model, the reference and the fast form answer the same, and look the same after it. */
final class SlabPropertyTest {
  @Provide
  Arbitrary<List<Op>> calls() {
    return CachesSideBySide.calls(
        Arbitraries.oneOf(
            Arbitraries.longs().between(-10, 700),
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, 1L << 32)),
        Arbitraries.just(0),
        200);
  }

  @Property
  void sameAnswers(
      @ForAll @IntRange(max = 6) int slabs,
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(max = 3) int alignBits,
      @ForAll @IntRange(max = 40) int record,
      @ForAll("calls") List<Op> calls) {
    CachesSideBySide.run(
        calls,
        new NaiveSlabs(slabs, 96, record, size, 1L << alignBits),
        SlabSubject.reference(slabs, 96, record, size, 1L << alignBits),
        SlabSubject.fast(slabs, 96, record, size, 1L << alignBits));
  }

  /** Slabs of two buffers, then of one. */
  @Tag("slow")
  @Test
  void sameAnswersForAllShortSequences() {
    List<Op> alphabet = List.of(new Take(), new Give(0), new Give(1), new Extra(0));
    for (int size : new int[] {16, 30}) {
      assertEquals(
          262_144,
          CachesSideBySide.all(
              alphabet,
              9,
              () -> new NaiveSlabs(3, 32, 0, size, 2),
              () -> SlabSubject.fast(3, 32, 0, size, 2)));
      assertEquals(
          16_384,
          CachesSideBySide.all(
              alphabet,
              7,
              () -> SlabSubject.reference(3, 32, 0, size, 2),
              () -> SlabSubject.fast(3, 32, 0, size, 2)));
    }
  }

  @Test
  void sameAnswersForManyCalls() {
    boolean nightly = "long".equals(System.getProperty("alloracle.tests"));
    CachesSideBySide.run(
        CachesSideBySide.random(3, nightly ? 1_000_000 : 20_000, 8 * 128, 0),
        SlabSubject.reference(8, 128, 6, 24, 4),
        SlabSubject.fast(8, 128, 6, 24, 4));
  }

  @Tag("slow")
  @Test
  void sameAnswersForTheTraces() throws IOException {
    TracesSideBySide.objects(
        () -> SlabSubject.reference(100, 4096, 32, 200, 8),
        () -> SlabSubject.fast(100, 4096, 32, 200, 8));
  }

  /** Trace 26: the paper's example has nine colours, then begins again. */
  @Test
  void coloursOfTenSlabs() {
    FastSlabCache cache = new FastSlabCache(10, 4096, 32, 200, 8);
    assertEquals(20, cache.buffersOfASlab());
    for (int slab = 0; slab < 10; slab++) {
      for (int k = 0; k < 20; k++) {
        assertEquals(slab * 4096L + slab % 9 * 8L + k * 200L, cache.allocate());
      }
    }
    assertEquals(ObjectCache.NONE, cache.allocate());
  }

  @Test
  void theGreatestCache() {
    FastSlabCache cache = new FastSlabCache(16_384, 65_536, 0, 65_536, 65_536);
    for (long slab = 0; slab < 16_384; slab++) {
      assertEquals(slab * 65_536, cache.allocate());
    }
    assertEquals(ObjectCache.NONE, cache.allocate());
    cache.free(16_383L * 65_536);
    cache.checkInvariants();
    assertEquals(16_383L * 65_536, cache.allocate());
  }

  @Test
  void makesNoJavaObjectsOnceTheSlabsWereMade() {
    FastSlabCache cache = new FastSlabCache(50, 4096, 32, 200, 8);
    long[] live = new long[1000];
    assertEquals(
        0,
        Allocated.bytes(
            () -> {
              for (int i = 0; i < live.length; i++) {
                live[i] = cache.allocate();
              }
              for (int i = 0; i < live.length; i++) {
                cache.free(live[i * 7 % live.length]);
              }
              while (cache.reap()) {
                assertTrue(cache.emptySlabs() >= 0);
              }
            }));
  }

  @Test
  void misuseChangesNothing() {
    FastSlabCache cache = new FastSlabCache(2, 64, 8, 16, 8);
    cache.allocate();
    long other = cache.allocate();
    cache.free(other);
    for (long wrong : new long[] {other, 1, 15, 64, -64, 128, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThrows(InvalidFreeException.class, () -> cache.free(wrong));
    }
    cache.checkInvariants();
    assertEquals(1, cache.partialSlabs());
    assertFalse(cache.reap());
    assertEquals(other, cache.allocate());
    long[][] bad = {
      {-1, 64, 0, 8, 8},
      {1, 0, 0, 8, 8},
      {1, 64, -1, 8, 8},
      {1, 64, 0, 0, 8},
      {1, 64, 0, 8, 3},
      {1, 64, 0, 65, 8},
      {1, 68, 0, 8, 8},
      {1, 64, 60, 5, 1},
      {1, 64, 64, 1, 1},
      {1, 64, 0, 8, 128},
      {1, 64, 0, Long.MAX_VALUE, 8},
      {1, 64, Long.MAX_VALUE, 8, 8},
      {16_385, 64, 0, 8, 8},
      {1, 64, 0, 8, Long.MIN_VALUE},
      {1, 65_537, 0, 8, 1}
    };
    for (long[] b : bad) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new FastSlabCache((int) b[0], b[1], b[2], b[3], b[4]));
    }
  }

  @Test
  void leastCaches() {
    assertEquals(ObjectCache.NONE, new FastSlabCache(0, 1, 0, 1, 1).allocate());
    assertEquals(0, new FastSlabCache(1, 1, 0, 1, 1).allocate());
    assertEquals(56, new FastSlabCache(1, 64, 8, 56, 8).objectSize());
    // As large as the room, but not once it is rounded up.
    assertThrows(IllegalArgumentException.class, () -> new FastSlabCache(1, 64, 8, 50, 16));
    FastSlabCache cache = new FastSlabCache(1, 64, 0, 64, 8);
    cache.free(cache.allocate());
    assertTrue(cache.reap());
    assertFalse(cache.reap());
  }

  @Test
  void whatTheWalkNames() {
    FastSlabCache cache = new FastSlabCache(5, 64, 8, 16, 8);
    long[] live = new long[10];
    for (int i = 0; i < 10; i++) {
      live[i] = cache.allocate();
    }
    for (int i : new int[] {9, 7, 8}) {
      cache.free(live[i]);
    }
    // Slabs 0 and 1 are full, 2 has buffer 0 live and 2 and 1 on its chain, 3 is empty, 4 not made.
    Broken.isNamed(
        cache,
        cache::checkInvariants,
        """
        slabs.previous[1] = 2 -> CONSERVATION: the list of slabs is broken at place 1
        slabs.next[1] = 5 -> CONSERVATION: the list of slabs is broken at place 2
        slabs.refs[0] = 2 -> METADATA: slab 0 of 2 live stands where are full
        slabs.refs[2] = 3 -> METADATA: slab 2 of 3 live stands where are partial
        slabs.refs[2] = 0 -> METADATA: slab 2 of 0 live stands where are partial
        slabs.refs[3] = 1 -> METADATA: slab 3 of 1 live stands where are empty
        slabs.open = 3 -> METADATA: slab 2 is not known as first open or last
        slabs.last = 2 -> METADATA: slab 3 is not known as first open or last
        slabs.next[4] = 0 -> METADATA: the list of slabs does not end
        built[3] = false -> METADATA: slab 3 is constructed: false
        built[4] = true -> METADATA: slab 4 is constructed: true
        chain[2] = null -> CONSERVATION: slab 2 has live buffers and no chain
        chain[2][1] = 2 -> METADATA: the chain of slab 2 is broken or circles
        chain[2][1] = 0 -> METADATA: the chain of slab 2 is broken or circles
        head[2] = 1 -> CONSERVATION: slab 2 of 3 has 1 live, 1 free buffers and counts 1
        head[2] = 3; chain[2][1] = -1; chain[2][2] = -1 -> 3 live, 0 free buffers and counts 1
        colour[0] = 2 -> CONTAINMENT: the colour of slab 0
        nextColour = 2 -> CONTAINMENT: the colour of slab 0
        """);
    FastSlabCache full = new FastSlabCache(1, 64, 0, 64, 8);
    Broken.isNamed(
        full, full::checkInvariants, "slabs.last = 0 -> METADATA: the list of slabs does not end");
    full.allocate();
    Broken.isNamed(
        full, full::checkInvariants, "slabs.open = 0 -> METADATA: the list of slabs does not end");
  }
}
