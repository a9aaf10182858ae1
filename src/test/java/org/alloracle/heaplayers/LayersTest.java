package org.alloracle.heaplayers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.alloracle.SideBySide;
import org.alloracle.SideBySide.Allocate;
import org.alloracle.SideBySide.FreeLive;
import org.alloracle.SideBySide.FreeNear;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.heaplayers.OwnedHeaps;
import org.alloracle.reference.freeingbump.Orders;
import org.alloracle.reference.heaplayers.Classes;
import org.alloracle.reference.heaplayers.Coalesce;
import org.alloracle.reference.heaplayers.Lea;
import org.alloracle.reference.heaplayers.Obstack;
import org.alloracle.reference.heaplayers.Words;
import org.alloracle.reference.heaplayers.Xalloc;
import org.alloracle.reference.heaplayers.Zone;
import org.junit.jupiter.api.Test;

/** The layers beside naive models of them. */
final class LayersTest {
  private static final long NONE = BlockAllocator.NONE;

  private static Classes powers() {
    return new Classes(Orders.widths(29));
  }

  /** Covering, least, monotone, idempotent; and where a block is kept. */
  @Test
  void theLawsOfTheClasses() {
    for (Classes classes : List.of(powers(), new Classes(new int[] {1, 2, 3, 4, 5, 6, 7, 8}))) {
      int last = classes.count() - 1;
      for (long n = 1; n <= Math.min(5000, classes.size(last)); n++) {
        int k = classes.of(n);
        assertTrue(n <= classes.size(k));
        assertTrue(k == 0 || classes.size(k - 1) < n);
        assertTrue(k >= classes.of(n - 1));
        int kept = classes.keeping(n);
        assertTrue(classes.size(kept) <= n && (kept == last || n < classes.size(kept + 1)));
      }
      for (int k = 0; k <= last; k++) {
        assertEquals(k, classes.of(classes.size(k)));
        assertEquals(k, classes.keeping(classes.size(k)));
      }
      assertEquals(classes.count(), classes.of(classes.size(last) + 1L));
    }
    assertThrows(IllegalArgumentException.class, () -> new Classes(new int[0]));
    assertThrows(IllegalArgumentException.class, () -> new Classes(new int[] {0, 1}));
    assertThrows(IllegalArgumentException.class, () -> new Classes(new int[] {2, 4, 4}));
    assertThrows(
        IllegalArgumentException.class, () -> new Classes(new int[] {1, 2 * Classes.MOST_WORDS}));
  }

  /**
   * Counterexample 19: a bound between two classes sends a block asked for below it, once it is
   * rounded, to the other side; a bound that is a class does not.
   */
  @Test
  void roundingDoesNotCrossABoundThatIsAClass() {
    Classes classes = powers();
    for (long n = 1; n <= 300; n++) {
      long rounded = classes.size(classes.of(n));
      for (int k = 0; k < 10; k++) {
        assertEquals(n <= classes.size(k), rounded <= classes.size(k));
      }
    }
    assertEquals(32, classes.size(classes.of(18)));
  }

  @Test
  void bytesAndWords() {
    long[][] cases = {
      {0, 1},
      {1, 1},
      {8, 1},
      {9, 2},
      {16, 2},
      {Words.MOST_BYTES, 1 << 28},
      {Words.MOST_BYTES + 1, (1 << 28) + 1},
      {Long.MAX_VALUE, (1 << 28) + 1}
    };
    for (long[] each : cases) {
      assertEquals(each[1], Words.holding(each[0]));
    }
  }

  /** Between clears a zone only grows; a clear takes all. */
  @Test
  void zone() {
    Zone zone = new Zone(2);
    long top = 0;
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      int n = 2 + random.nextInt(100);
      assertEquals(top + n <= 1024, zone.fits(n));
      if (zone.fits(n)) {
        int block = zone.carve(n);
        assertEquals(top, zone.start(block));
        top += n;
        if (random.nextInt(5) == 0 && zone.left() > 0) {
          zone.extend(1);
          top++;
        }
        assertEquals(top, zone.start(zone.count()));
        assertTrue(top <= zone.obtained());
        assertEquals(1024 - top, zone.left());
      } else {
        zone.clear();
        top = 0;
        assertEquals(0, zone.count());
        assertEquals(0, zone.obtained());
      }
    }
  }

  /** Freeing back to an object leaves exactly those that were pushed before it. */
  @Test
  void obstack() {
    Obstack obstack = new Obstack(4000);
    Deque<int[]> model = new ArrayDeque<>(); // start, end, limit; the last first
    Random random = new Random(3);
    int moved = 0;
    for (int i = 0; i < 20_000; i++) {
      int kind = random.nextInt(20);
      int n = 1 + random.nextInt(120);
      int[] last = model.isEmpty() ? new int[3] : model.peek();
      if (kind < 9) {
        int at = last[1];
        int limit = last[2];
        if (at + n > limit) {
          at = limit;
          limit += n + 100;
        }
        int object = obstack.push(n);
        assertEquals(limit <= 4000 ? model.size() : -1, object);
        if (object >= 0) {
          model.push(new int[] {at, at + n, limit});
        }
      } else if (kind < 18) {
        if (!model.isEmpty()) {
          int size = last[1] - last[0];
          boolean fits = last[1] + n <= last[2];
          int limit = fits ? last[2] : last[2] + size + n + size / 8 + 100;
          assertEquals(limit <= 4000, obstack.grow(n));
          if (limit <= 4000) {
            moved += fits ? 0 : 1;
            last[0] = fits ? last[0] : last[2];
            last[1] = last[0] + size + n;
            last[2] = limit;
          }
        }
      } else if (!model.isEmpty()) {
        int back = random.nextInt(model.size());
        assertEquals(back, obstack.at(obstack.start(back)));
        obstack.freeBackTo(back);
        while (model.size() > back) {
          model.pop();
        }
      }
      assertEquals(model.size(), obstack.count());
      int object = obstack.count();
      for (int[] each : model) {
        object--;
        assertEquals(each[0], obstack.start(object));
        assertEquals(each[1], obstack.end(object));
        assertEquals(each[2], obstack.limit(object));
      }
    }
    assertTrue(moved > 10, "moved " + moved);
    assertEquals(-1, obstack.at(3999));
  }

  /** The arena is empty or ends with a block in use. */
  @Test
  void xalloc() {
    Xalloc arena = new Xalloc(200);
    List<int[]> model = new ArrayList<>(); // start, end, used
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      int top = model.isEmpty() ? 0 : model.get(model.size() - 1)[1];
      assertEquals(top, arena.top());
      if (random.nextBoolean()) {
        int n = 1 + random.nextInt(20);
        assertEquals(top + n <= 200 ? model.size() : -1, arena.push(n));
        if (top + n <= 200) {
          model.add(new int[] {top, top + n, 1});
        }
      } else if (!model.isEmpty()) {
        int b = random.nextInt(model.size());
        int at = arena.at(model.get(b)[0]);
        assertEquals(model.get(b)[2] == 1 ? b : -1, at);
        if (at >= 0) {
          arena.free(at);
          model.get(b)[2] = 0;
          while (!model.isEmpty() && model.get(model.size() - 1)[2] == 0) {
            model.remove(model.size() - 1);
          }
        }
      }
    }
  }

  /** Best fit over a map from start to end of the free intervals. */
  private static final class NaiveLea implements BlockAllocator {
    private final TreeMap<Long, Long> free = new TreeMap<>(); // words
    private final TreeMap<Long, Long> live = new TreeMap<>();

    NaiveLea(long bytes) {
      free.put(0L, bytes / 8);
    }

    @Override
    public long allocate(long size, long alignment) {
      if (size < 0 || alignment < 1 || Long.bitCount(alignment) != 1) {
        throw new InvalidRequestException("bad request");
      }
      if (alignment > 8 || size > 1 << 27) {
        return NONE;
      }
      long n = 2 + Math.max(1, (size + 7) / 8);
      Map.Entry<Long, Long> best = null;
      for (Map.Entry<Long, Long> each : free.entrySet()) {
        long length = each.getValue() - each.getKey();
        if (length >= n && (best == null || length < best.getValue() - best.getKey())) {
          best = each;
        }
      }
      if (best == null) {
        return NONE;
      }
      long at = best.getKey();
      long end = best.getValue();
      free.remove(at);
      if (end - at - n >= 3) {
        free.put(at + n, end);
        end = at + n;
      }
      live.put(at, end);
      return 8 * at + 16;
    }

    @Override
    public void free(long address) {
      usableSize(address);
      long at = address / 8 - 2;
      long end = live.remove(at);
      Map.Entry<Long, Long> before = free.lowerEntry(at);
      if (before != null && before.getValue() == at) {
        at = before.getKey();
      }
      Long after = free.remove(end);
      free.put(at, after == null ? end : after);
    }

    @Override
    public long usableSize(long address) {
      Long end = address % 8 != 0 ? null : live.get(address / 8 - 2);
      if (end == null) {
        throw new InvalidFreeException("no block");
      }
      return 8 * end - address;
    }
  }

  @Test
  void lea() {
    SideBySide.run(SideBySide.random(7, 20_000, 4096), new NaiveLea(16_384), new Lea(16_384));
    assertEquals(
        46_656,
        SideBySide.all(
            List.of(
                new Allocate(8, 1),
                new Allocate(40, 8),
                new Allocate(1, 16),
                new FreeLive(0),
                new FreeLive(1),
                new FreeNear(0, 8)),
            6,
            () -> new BlockAllocator[] {new NaiveLea(160), new Lea(160)}));
    assertThrows(IllegalArgumentException.class, () -> new Lea(16));
    assertThrows(IllegalArgumentException.class, () -> new Lea(25));
  }

  /** All that was given back is one block again, whatever the order. */
  @Test
  void leaMergesAll() {
    int[][] orders = {{0, 1, 2, 3}, {3, 2, 1, 0}, {0, 2, 1, 3}, {1, 3, 0, 2}};
    for (int[] order : orders) {
      Lea heap = new Lea(160);
      long[] blocks = new long[4];
      for (int i = 0; i < 4; i++) {
        blocks[i] = heap.allocate(24, 8);
        assertEquals(16 + 40 * i, blocks[i]);
      }
      assertEquals(NONE, heap.allocate(0, 1));
      for (int i : order) {
        heap.free(blocks[i]);
      }
      assertEquals(16, heap.allocate(144, 1));
      assertEquals(144, heap.usableSize(16));
    }
  }

  /** size(b) = prevSize(next(b)), and no two free blocks touch. */
  @Test
  void boundaryTags() {
    Coalesce tags = new Coalesce(100);
    Random random = new Random(9);
    for (int i = 0; i < 5000; i++) {
      int b = random.nextInt(tags.count());
      if (!tags.free(b)) {
        tags.give(b);
      } else {
        int least = Coalesce.LEAST;
        tags.take(b, least + random.nextInt((int) tags.size(b) - least + 1));
      }
      long walked = 0;
      for (int k = 0; k < tags.count(); k++) {
        assertEquals(walked, tags.start(k));
        walked += tags.size(k);
        assertEquals(tags.size(k), tags.prevSize(k + 1));
        assertFalse(k > 0 && tags.free(k) && tags.free(k - 1));
      }
      assertEquals(100, walked);
    }
  }

  /** Counterexample 18: what one thread makes and another frees goes back to the one that makes. */
  @Test
  void aProducerAndAConsumerDoNotGrow() {
    OwnedHeaps heaps = new OwnedHeaps(2, 1 << 20);
    long[] batch = new long[100];
    for (int round = 0; round < 1000; round++) {
      for (int i = 0; i < batch.length; i++) {
        batch[i] = heaps.allocate(0, 64, 8);
        assertEquals(0, heaps.owner(batch[i]));
      }
      long own = heaps.allocate(1, 64, 8);
      assertEquals(1, heaps.owner(own));
      heaps.free(own);
      for (long address : batch) {
        heaps.free(address);
      }
    }
    assertEquals(8192, heaps.obtained(0));
    assertEquals(4096, heaps.obtained(1));
    assertThrows(InvalidFreeException.class, () -> heaps.free(batch[0]));
    assertThrows(InvalidFreeException.class, () -> heaps.free(2 << 20));
    assertThrows(InvalidFreeException.class, () -> heaps.free(-8));
  }
}
