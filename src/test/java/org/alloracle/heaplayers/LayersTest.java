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
import org.alloracle.Broken;
import org.alloracle.SideBySide;
import org.alloracle.SideBySide.Allocate;
import org.alloracle.SideBySide.FreeLive;
import org.alloracle.SideBySide.FreeNear;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.heaplayers.ChunkLayer;
import org.alloracle.fast.heaplayers.FreeListLayer;
import org.alloracle.fast.heaplayers.Front;
import org.alloracle.fast.heaplayers.Kingsley;
import org.alloracle.fast.heaplayers.OwnedHeaps;
import org.alloracle.fast.heaplayers.SizeLayer;
import org.alloracle.fast.heaplayers.StrictSegLayer;
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

  /** The least and the greatest that there can be, and what is next to them. */
  @Test
  void limitsOfTheLayers() {
    long most = ChunkLayer.GREATEST;
    assertEquals(NONE, Kingsley.stacked(0).allocate(0, 1));
    assertEquals(NONE, Kingsley.fused(0).allocate(0, 1));
    for (long[] range : new long[][] {{0, 1}, {1, 1}, {0, most}, {most, most}}) {
      new FreeListLayer<>(bottom(4096), range[0], range[1]);
    }
    for (long[] range : new long[][] {{-1, 8}, {0, 0}, {9, 8}, {0, most + 1}}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new FreeListLayer<>(bottom(4096), range[0], range[1]));
    }
    new StrictSegLayer<>(bottom(4096), 1);
    new StrictSegLayer<>(bottom(4096), 37);
    for (int classes : new int[] {-1, 0, 38}) {
      assertThrows(
          IllegalArgumentException.class, () -> new StrictSegLayer<>(bottom(4096), classes));
    }
    new OwnedHeaps(1, most);
    new OwnedHeaps(2, most / 2);
    for (long[] heaps :
        new long[][] {{0, 4096}, {-1, 4096}, {1, 0}, {1, -4096}, {2, most}, {1, 4097}}) {
      assertThrows(IllegalArgumentException.class, () -> new OwnedHeaps((int) heaps[0], heaps[1]));
    }
  }

  private static SizeLayer bottom(long bytes) {
    return new SizeLayer(new ChunkLayer(bytes));
  }

  /**
   * A heap is carved to its last word and not past it, and no chunk is obtained before its time.
   */
  @Test
  void theLastWord() {
    ChunkLayer chunk = new ChunkLayer(ChunkLayer.GREATEST);
    assertEquals(0, chunk.malloc(4096));
    assertEquals(4096, chunk.obtained());
    assertEquals(512, chunk.malloc(1));
    assertEquals(8192, chunk.obtained());
    assertEquals(0, new ChunkLayer(ChunkLayer.GREATEST).malloc(ChunkLayer.GREATEST));
    assertEquals(NONE, bottom(ChunkLayer.GREATEST).malloc(Long.MAX_VALUE));
    assertEquals(1, bottom(4096).malloc(0));

    Front<?> stacked = Kingsley.stacked(4096);
    for (BlockAllocator heap : List.of(stacked, Kingsley.fused(4096))) {
      for (int i = 0; i < 170; i++) {
        assertEquals(8 + 24 * i, heap.allocate(16, 1));
      }
      assertEquals(NONE, heap.allocate(9, 1));
      assertEquals(4088, heap.allocate(8, 1));
      assertEquals(NONE, heap.allocate(0, 1));
    }
    stacked.checkInvariants();
    for (BlockAllocator heap : List.of(Kingsley.stacked(1L << 40), Kingsley.fused(1L << 40))) {
      assertEquals(8, heap.allocate(1L << 31, 8));
      // Inside the block: a word whose page of headers was never made.
      for (long address : new long[] {0, 8 * 8193, 8 * (4 * 8192 + 1), 8 * (8 * 8192 + 1)}) {
        assertThrows(InvalidFreeException.class, () -> heap.free(address));
      }
    }
  }

  @Test
  void ownedHeapsThatAreFull() {
    OwnedHeaps heaps = new OwnedHeaps(2, 4096);
    assertEquals(NONE, heaps.allocate(0, 4096, 1));
    assertEquals(NONE, heaps.allocate(1, 4096, 1));
    assertEquals(8, heaps.allocate(0, 8, 8));
    assertEquals(4104, heaps.allocate(1, 8, 8));
    assertEquals(0, heaps.owner(0));
    assertEquals(1, heaps.owner(8191));
  }

  /** A list keeps blocks of its capacity only; what it does not keep is parked below. */
  @Test
  void aListOverAList() {
    Front<FreeListLayer<FreeListLayer<SizeLayer>>> heap =
        new Front<>(new FreeListLayer<>(new FreeListLayer<>(bottom(4096), 0, 8), 24, 32));
    long[] blocks = new long[5];
    for (int i = 0; i < 5; i++) {
      blocks[i] = heap.allocate(new long[] {8, 32, 16, 24, 1}[i], 1);
    }
    assertEquals(32, heap.usableSize(blocks[3]));
    for (long block : blocks) {
      heap.free(block);
      heap.checkInvariants();
      assertThrows(InvalidFreeException.class, () -> heap.usableSize(block));
    }
    assertEquals(blocks[4], heap.allocate(0, 1));
    assertEquals(blocks[3], heap.allocate(32, 1));
    assertEquals(blocks[1], heap.allocate(24, 1));
    assertEquals(blocks[0], heap.allocate(8, 1));
    heap.checkInvariants();
    assertTrue(heap.allocate(16, 1) > blocks[4], "16 bytes are on no list");
    // Words: 1 (1), 3 (4), 8 (2, parked), 11 (4), 16 (1), 18 (2); the last header is at 17.
    heap.free(blocks[3]);
    heap.free(blocks[1]);
    Broken.isNamed(
        heap,
        heap::checkInvariants,
        """
        below.head = 1 -> METADATA: listed and live: word 1
        below.below.below.headers.pages[0][2] = 0 -> METADATA: listed and live: word 3
        below.below.below.headers.pages[0][10] = -4 -> METADATA: listed twice, or in a circle: word 3
        below.below.head = 3 -> METADATA: listed twice, or in a circle: word 3
        below.below.below.headers.pages[0][7] = -9223372036854775805 -> METADATA: no block has the header at word
        below.below.below.headers.pages[0][17] = 3 -> METADATA: no block has the header at word 17
        """);
  }

  /** A block of a list does not become longer; one at the end may take all that is left. */
  @Test
  void whatABlockCanHold() {
    List<Front<?>> heaps =
        List.of(
            Kingsley.stacked(4096),
            new Front<>(new FreeListLayer<>(bottom(4096), 24, 32)),
            new Front<>(
                new FreeListLayer<>(new StrictSegLayer<>(bottom(4096), Kingsley.CLASSES), 24, 32)));
    for (Front<?> heap : heaps) {
      long block = heap.allocate(32, 1);
      assertEquals(32, heap.expand(block, 1, 100));
      assertEquals(32, heap.expand(block, 32, 40));
      assertEquals(10, heap.expand(block, 0, 10));
      assertEquals(0, heap.expand(block, 33, 40));
      assertEquals(32, heap.usableSize(block));
      heap.free(block);
      assertEquals(block, heap.allocate(24, 1));
      heap.checkInvariants();
    }
    Front<SizeLayer> plain = new Front<>(bottom(4096));
    long block = plain.allocate(8, 1);
    assertEquals(0, plain.expand(block, 4089, 5000));
    assertEquals(4088, plain.expand(block, 4088, 4088));
    assertEquals(4088, plain.usableSize(block));
    plain.checkInvariants();
  }

  @Test
  void whatTheWalkNames() {
    Front<StrictSegLayer<SizeLayer>> heap = Kingsley.stacked(8192);
    heap.free(heap.allocate(8, 1)); // word 1
    long first = heap.allocate(8, 1);
    long second = heap.allocate(8, 1); // word 3
    heap.allocate(16, 1); // word 5
    heap.allocate(8, 1); // word 8; the bump is 9
    heap.free(first);
    heap.free(second);
    Broken.isNamed(
        heap,
        heap::checkInvariants,
        """
        below.heads[0] = 5 -> METADATA: listed and live: word 5
        below.below.headers.pages[0][2] = 0 -> METADATA: listed and live: word 3
        below.below.headers.pages[0][0] = -4 -> METADATA: listed twice, or in a circle: word 3
        below.below.headers.pages[0][7] = 2 -> METADATA: no block has the header at word 7
        below.below.headers.pages[0][7] = 0 -> METADATA: no block has the header at word 7
        below.below.below.bump = -1 -> CONSERVATION: the blocks end at 0, not at -1
        below.heads[1] = 6; below.below.headers.pages[0][5] = -1 -> METADATA: a list has what is no free block: {6=2}
        below.below.below.bump = 1025; below.below.below.chunks = 3 -> CONTAINMENT: carved past the end
        below.below.below.chunks = 0 -> METADATA: chunks
        below.below.below.chunks = 3 -> METADATA: chunks
        below.below.below.bump = 600 -> METADATA: chunks
        """);
  }
}
