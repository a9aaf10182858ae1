package org.alloracle.reference.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
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

final class SlabCacheTest {
  private record Reference(SlabCache cache, int most) implements Subject {
    Reference(int most, long slabBytes, long record, long size, long align) {
      this(new SlabCache(most, slabBytes, record, size, align), most);
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
      cache.reap();
    }

    @Override
    public String state() {
      StringBuilder text = new StringBuilder();
      TreeSet<Integer> made = new TreeSet<>();
      int full = cache.fullSlabs();
      int some = full + cache.partialSlabs();
      for (int i = 0; i < some + cache.emptySlabs(); i++) {
        int slab = cache.slabAt(i);
        made.add(slab);
        text.append(slab)
            .append(i < full ? " full " : i < some ? " partial " : " empty ")
            .append(cache.colouring(slab))
            .append(", ");
      }
      for (int slab = 0; slab < most; slab++) {
        assertEquals(made.contains(slab), cache.constructed(slab));
      }
      return text.toString();
    }
  }

  @Provide
  Arbitrary<List<Op>> calls() {
    return CachesSideBySide.calls(
        Arbitraries.oneOf(
            Arbitraries.longs().between(-10, 700),
            Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40)),
        Arbitraries.just(0),
        200);
  }

  @Property
  void likeTheNaiveModel(
      @ForAll @IntRange(max = 6) int slabs,
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(max = 3) int alignBits,
      @ForAll @IntRange(max = 40) int record,
      @ForAll("calls") List<Op> calls) {
    CachesSideBySide.run(
        calls,
        new NaiveSlabs(slabs, 96, record, size, 1L << alignBits),
        new Reference(slabs, 96, record, size, 1L << alignBits));
  }

  @Test
  void everyShortSequenceLikeTheNaiveModel() {
    List<Op> alphabet = List.of(new Take(), new Give(0), new Give(1), new Extra(0));
    for (int size : new int[] {16, 30}) {
      assertEquals(
          262_144,
          CachesSideBySide.all(
              alphabet,
              9,
              () -> new NaiveSlabs(3, 32, 0, size, 2),
              () -> new Reference(3, 32, 0, size, 2)));
    }
  }

  /** Trace 26: the paper's example has nine colours, then begins again. */
  @Test
  void coloursOfTenSlabs() {
    SlabCache cache = new SlabCache(10, 4096, 32, 200, 8);
    assertEquals(20, cache.buffersOfASlab());
    for (int slab = 0; slab < 10; slab++) {
      for (int k = 0; k < 20; k++) {
        assertEquals(slab * 4096L + slab % 9 * 8L + k * 200L, cache.allocate());
      }
    }
    assertEquals(ObjectCache.NONE, cache.allocate());
  }

  /** A slab of 400-byte objects in 4096 bytes has ten of them; so little is left over. */
  @Test
  void lessThanOneAlignmentLeftOverIsOneColour() {
    SlabCache cache = new SlabCache(3, 4096, 0, 400, 128);
    assertEquals(8, cache.buffersOfASlab());
    for (int i = 0; i < 24; i++) {
      cache.allocate();
    }
    assertEquals(0, cache.colouring(0) + cache.colouring(1) + cache.colouring(2));
    assertEquals(10, new SlabCache(1, 4096, 0, 400, 8).buffersOfASlab());
  }

  /** Slabs of 64 bytes with a record of 4, two objects of 24 each, and two colours. */
  @Test
  void everyAddressIsInOneBufferOrInNone() {
    SlabCache cache = new SlabCache(3, 64, 4, 22, 8);
    for (long address = -1; address < 200; address++) {
      assertEquals(-1, cache.bufferAt(address));
    }
    for (int i = 0; i < 6; i++) {
      cache.allocate();
    }
    cache.free(128);
    cache.free(152);
    assertTrue(cache.reap());
    for (long address = -1; address < 200; address++) {
      long inSlab = address - address / 64 * 64 - cache.colouring(address < 64 ? 0 : 1);
      boolean inside =
          0 <= address && address < 128 && 0 <= inSlab && inSlab < 48 && inSlab % 24 < 22;
      int buffer = cache.bufferAt(address);
      assertEquals(inside, buffer >= 0);
      if (inside) {
        assertEquals(address / 64, cache.slabOf(buffer));
        assertEquals(inSlab / 24, cache.indexOf(buffer));
      }
    }
  }

  /** Trace 27: no link of a free chain lies in an object, so its last word stays as constructed. */
  @Test
  void freeingTouchesNoByteOfAnObject() {
    SlabCache cache = new SlabCache(1, 64, 0, 16, 8);
    byte[] memory = new byte[64];
    for (int i = 0; i < 4; i++) {
      int at = (int) cache.allocate();
      java.util.Arrays.fill(memory, at, at + 16, (byte) 7);
    }
    cache.free(16);
    assertEquals(16, cache.allocate());
    for (byte b : memory) {
      assertEquals(7, b);
    }
  }

  @Test
  void onlyEmptySlabsAreReaped() {
    SlabCache cache = new SlabCache(3, 32, 0, 16, 16);
    assertFalse(cache.reap());
    for (int i = 0; i < 6; i++) {
      cache.allocate();
    }
    cache.free(0);
    assertFalse(cache.reap());
    cache.free(16);
    assertTrue(cache.constructed(0));
    assertTrue(cache.reap());
    assertFalse(cache.constructed(0));
    assertFalse(cache.reap());
    assertEquals(16, cache.allocate());
    assertTrue(cache.constructed(0));
  }

  @Test
  void misuseChangesNothing() {
    SlabCache cache = new SlabCache(2, 64, 8, 16, 8);
    long object = cache.allocate();
    long other = cache.allocate();
    cache.free(other);
    for (long wrong : new long[] {other, 1, 15, 64, -64, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThrows(InvalidFreeException.class, () -> cache.free(wrong));
    }
    assertEquals(1, cache.partialSlabs());
    assertEquals(0, object);
    assertEquals(other, cache.allocate());
    long[][] bad = {
      {-1, 64, 0, 8, 8}, {1, 0, 0, 8, 8}, {1, 64, -1, 8, 8}, {1, 64, 0, 0, 8}, {1, 64, 0, 8, 3},
      {1, 64, 0, 65, 8}, {1, 68, 0, 8, 8}, {1, 64, 60, 5, 1}, {1, 64, 64, 1, 1}, {1, 64, 0, 8, 128}
    };
    for (long[] b : bad) {
      assertThrows(
          InvalidRequestException.class, () -> new SlabCache((int) b[0], b[1], b[2], b[3], b[4]));
    }
  }

  @Test
  void destroyIsRefusedWhileAnObjectIsLive() {
    SlabCache cache = new SlabCache(3, 64, 0, 16, 8);
    cache.destroy();
    long first = cache.allocate();
    for (int i = 0; i < 6; i++) {
      cache.allocate();
    }
    assertThrows(InvalidRequestException.class, cache::destroy);
    assertEquals(1, cache.fullSlabs());
    assertEquals(1, cache.partialSlabs());
    assertTrue(cache.constructed(0) && cache.constructed(1) && !cache.constructed(2));
    cache.free(first);
    for (int i = 1; i < 7; i++) {
      assertThrows(InvalidRequestException.class, cache::destroy);
      cache.free(16L * i);
    }
    assertEquals(2, cache.emptySlabs());
    cache.destroy();
    assertEquals(0, cache.emptySlabs());
    assertFalse(cache.constructed(0) || cache.constructed(1) || cache.constructed(2));
    assertFalse(cache.reap());
    assertTrue(cache.allocate() != ObjectCache.NONE);
  }
}
