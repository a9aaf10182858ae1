package org.alloracle.snmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.alloracle.Allocated;
import org.alloracle.Broken;
import org.alloracle.SideBySide;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.fast.snmalloc.FastSnMalloc;
import org.alloracle.fast.snmalloc.SnAllocator;
import org.alloracle.reference.snmalloc.Digits;
import org.alloracle.reference.snmalloc.Reciprocal;
import org.alloracle.reference.snmalloc.Routes;
import org.alloracle.reference.snmalloc.SizeClasses;
import org.alloracle.reference.snmalloc.SnMalloc;
import org.alloracle.reference.snmalloc.Superslab;
import org.junit.jupiter.api.Test;

/** What is known of snmalloc: its laws over their whole range, and what others got wrong. */
final class SnMallocTest {
  private static final long NONE = BlockAllocator.NONE;
  private static final long[] SIZE = SizeClasses.sizes(SizeClasses.MOST);

  @Test
  void theSizesOfThePaper() {
    long[] first = {16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640};
    for (int k = 0; k < first.length; k++) {
      assertEquals(first[k], SIZE[k]);
    }
    assertEquals(65_536, SIZE[43]);
    for (int k = 0; k < SIZE.length; k++) {
      assertEquals(SIZE[k], NaiveSnMalloc.size(k));
    }
  }

  /** The class is that of the formula by bits, and that of the size rounded up to the alignment. */
  @Test
  void theLeastClassForEverySizeAndAlignment() {
    for (long alignment = 1; alignment <= 65_536; alignment *= 2) {
      for (long size = 0; size <= 65_536; size++) {
        int k = SizeClasses.of(SIZE, size, alignment);
        long rounded = Math.max(1, (size + alignment - 1) / alignment) * alignment;
        assertEquals(byBits(rounded), k);
        if (alignment > 1 && size > 2048) {
          size += 36;
        }
      }
    }
    assertEquals(SIZE.length, SizeClasses.of(SIZE, 65_537, 1));
    assertEquals(SIZE.length, SizeClasses.of(SIZE, 1, 131_072));
  }

  private static int byBits(long size) {
    long s = size - 1;
    int e = 58 - Long.numberOfLeadingZeros(s | 32);
    int b = e != 0 ? 1 : 0;
    return 4 * e + (int) ((s >> (4 + e - b)) & 3);
  }

  /** A multiplication instead of a division, for every class and every offset in a slab. */
  @Test
  void theReciprocalIsTheDivision() {
    for (long size : SIZE) {
      long factor = Reciprocal.of(size);
      for (long offset = 0; offset < 131_072; offset++) {
        assertEquals(offset / size, Reciprocal.quotient(offset, size, factor));
      }
    }
  }

  @Test
  void digitsOfIds() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      int bits = 1 + random.nextInt(10);
      int places = (36 + bits) / bits;
      long a = random.nextLong() >>> 27;
      long b = random.nextBoolean() ? a ^ (1L << random.nextInt(37)) : random.nextLong() >>> 27;
      for (int p = 0; p < places; p++) {
        assertEquals((a >> (bits * p)) & ((1 << bits) - 1), Digits.digit(a, 1 << bits, p));
      }
      assertEquals(0, Digits.rest(a, 1 << bits, places));
      assertEquals(
          a == b ? places : Long.numberOfTrailingZeros(a ^ b) / bits,
          Routes.meet(a, b, 1 << bits, places));
    }
  }

  /** 511 means full, of 255 full-size slabs and the short one. */
  @Test
  void theCounterOfASuperslab() {
    Superslab superslab = new Superslab(255);
    Random random = new Random(2);
    boolean isShort = false;
    boolean[] taken = new boolean[255];
    for (int i = 0; i < 20_000; i++) {
      int s = random.nextInt(256) - 1;
      if (s < 0) {
        if (isShort) {
          superslab.giveShort();
        } else {
          superslab.takeShort();
        }
        isShort = !isShort;
      } else if (!taken[s]) {
        superslab.take(s);
        taken[s] = true;
      } else if (i % 20_000 > 12_000 || random.nextInt(40) == 0) {
        superslab.give(s);
        taken[s] = false;
      }
      int count = 0;
      for (int t = 0; t < 255; t++) {
        assertEquals(taken[t], superslab.taken(t));
        count += taken[t] ? 1 : 0;
      }
      assertEquals(isShort, superslab.shortTaken());
      assertEquals(2 * count + (isShort ? 1 : 0), superslab.used());
      assertEquals(
          count == 255
              ? isShort ? Superslab.FULL : Superslab.ONLY_SHORT
              : isShort ? Superslab.ONLY_FULL_SIZE : Superslab.BOTH,
          superslab.kind());
    }
  }

  /** Objects end where the slab ends; the short slab comes first, then full-size ones. */
  @Test
  void addressesOfAFreshHeap() {
    for (BlockAllocator heap :
        List.of(new SnMalloc(SnMalloc.SUPERSLAB), new FastSnMalloc(FastSnMalloc.SUPERSLAB))) {
      assertEquals(65_536 - (65_536 - 2048) / 48 * 48, heap.allocate(33, 1));
      assertEquals(65_536 + 65_536 - 65_536 / 16 * 16, heap.allocate(0, 1));
      assertEquals(2 * 65_536, heap.allocate(65_536, 4096));
      assertEquals(NONE, heap.allocate(65_537, 1));
      assertEquals(NONE, heap.allocate(1, 131_072));
      assertThrows(InvalidRequestException.class, () -> heap.allocate(-1, 1));
      assertThrows(InvalidRequestException.class, () -> heap.allocate(1, 3));
    }
  }

  @Test
  void wrongFreesChangeNothing() {
    for (BlockAllocator heap :
        List.of(new SnMalloc(SnMalloc.SUPERSLAB), new FastSnMalloc(FastSnMalloc.SUPERSLAB))) {
      long block = heap.allocate(100, 1);
      for (long address = block - 300; address < block + 300; address++) {
        long wrong = address;
        if (wrong != block) {
          assertThrows(InvalidFreeException.class, () -> heap.free(wrong));
        }
      }
      for (long address :
          new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, SnMalloc.SUPERSLAB, 65_536}) {
        assertThrows(InvalidFreeException.class, () -> heap.free(address));
        assertThrows(InvalidFreeException.class, () -> heap.usableSize(address));
      }
      heap.free(block);
      assertThrows(InvalidFreeException.class, () -> heap.free(block));
      assertEquals(block, heap.allocate(100, 1));
    }
  }

  /** Freed twice by others, before and after it is sent: the second time is refused. */
  @Test
  void aMessageIsNotFreedAgain() {
    Sets sets = new Sets(new long[] {0, 1, 2}, 6, 1, 2, 256, 64, 1000);
    for (SnSubject set :
        List.of(new NaiveSnMalloc(sets), SnSubject.reference(sets), SnSubject.fast(sets))) {
      long block = set.allocate(0, 64, 1);
      set.free(1, block);
      for (int a = 0; a < 3; a++) {
        int other = a;
        assertThrows(InvalidFreeException.class, () -> set.free(other, block));
      }
      set.flush(1);
      assertThrows(InvalidFreeException.class, () -> set.free(0, block));
      assertThrows(InvalidFreeException.class, () -> set.usableSize(block));
      assertTrue(set.deliver(0));
      assertThrows(InvalidFreeException.class, () -> set.free(2, block));
    }
  }

  /**
   * Ids equal in the low digit: what A frees for B is in A's own bucket. Who does not look at the
   * next digit sends it to himself for ever.
   */
  @Test
  void idsThatAreEqualInTheLowDigit() {
    Sets sets = new Sets(new long[] {0x000, 0x040, 0x080, 0x840}, 6, 1, 2, 256, 64, 1_000_000);
    for (SnSubject set :
        List.of(new NaiveSnMalloc(sets), SnSubject.reference(sets), SnSubject.fast(sets))) {
      long block = set.allocate(1, 64, 1);
      set.free(0, block);
      set.flush(0);
      assertEquals(0, set.state().get("pending 0"));
      assertFalse(set.deliver(0));
      assertFalse(set.deliver(2));
      assertTrue(set.deliver(1));
      assertEquals(0, set.state().get("messages"));
    }
  }

  /** A message for one is sent along with those for another of the same bucket, and forwarded. */
  @Test
  void aBucketGoesToTheOwnerOfItsFirstMessage() {
    Sets sets = new Sets(new long[] {0b00, 0b01, 0b11}, 1, 3, 2, 256, 64, 1_000_000);
    for (SnSubject set :
        List.of(new NaiveSnMalloc(sets), SnSubject.reference(sets), SnSubject.fast(sets))) {
      long one = set.allocate(1, 64, 1);
      long two = set.allocate(2, 64, 1);
      set.free(0, one);
      set.free(0, two);
      set.flush(0);
      assertFalse(set.deliver(2));
      assertTrue(set.deliver(1));
      assertEquals(0, set.state().get("pending 1"));
      assertTrue(set.deliver(1));
      assertEquals(64, set.state().get("pending 1"));
      set.flush(1);
      assertTrue(set.deliver(2));
      assertEquals(0, set.state().get("messages"));
    }
  }

  /** At the limit, and not before; at most that and an object are with a thread. */
  @Test
  void messagesAreFlushedAtTheLimit() {
    Sets sets = new Sets(new long[] {0, 1}, 6, 1, 4, 4096, 64, 1000);
    for (SnSubject set :
        List.of(new NaiveSnMalloc(sets), SnSubject.reference(sets), SnSubject.fast(sets))) {
      List<Long> blocks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        blocks.add(set.allocate(0, 64, 1));
      }
      for (int i = 0; i < 15; i++) {
        set.free(1, blocks.get(i));
        assertEquals(64L * (i + 1), set.state().get("pending 1"));
        assertFalse(set.deliver(0));
      }
      set.free(1, blocks.get(15));
      assertEquals(0, set.state().get("pending 1"));
      for (int i = 0; i < 16; i++) {
        assertTrue(set.deliver(0));
      }
      assertEquals(0, set.state().get("used 0"));
    }
  }

  /** The bump tail is free: all of a slab can be had at any time, after any use. */
  @Test
  void theBumpTailIsFree() {
    for (BlockAllocator heap :
        List.of(new SnMalloc(SnMalloc.SUPERSLAB), new FastSnMalloc(FastSnMalloc.SUPERSLAB))) {
      List<Long> live = new ArrayList<>();
      Random random = new Random(3);
      for (int i = 0; i < 300; i++) {
        if (random.nextInt(5) > 1 || live.isEmpty()) {
          live.add(heap.allocate(4096, 1));
        } else {
          heap.free(live.remove(random.nextInt(live.size())));
        }
        live.remove(NONE);
      }
      while (true) {
        long block = heap.allocate(4096, 1);
        if (block == NONE) {
          break;
        }
        live.add(block);
      }
      assertEquals(15 * 16 + 15, live.size());
    }
  }

  @Test
  void sameAddressesInTheDefaultHeap() {
    FastSnMalloc fast = new FastSnMalloc(2 * FastSnMalloc.SUPERSLAB);
    SideBySide.run(SideBySide.random(4, 6_000, 70_000), new SnMalloc(2 * SnMalloc.SUPERSLAB), fast);
    fast.checkInvariants();
  }

  @Test
  void aHotCallMakesNoObject() {
    FastSnMalloc heap = new FastSnMalloc(4 * FastSnMalloc.SUPERSLAB);
    SnAllocator one = heap.handle();
    SnAllocator two = heap.handle();
    long[] live = new long[500];
    assertEquals(
        0,
        Allocated.bytes(
            () -> {
              for (int i = 0; i < live.length; i++) {
                live[i] = one.allocate(i, 1);
              }
              for (long block : live) {
                two.free(block);
              }
              two.flush();
              while (one.deliver()) {
                // until the queue is empty
              }
            }));
    heap.checkInvariants();
  }

  @Test
  void wrongParameters() {
    assertThrows(IllegalArgumentException.class, () -> new SnMalloc(1));
    assertThrows(IllegalArgumentException.class, () -> new FastSnMalloc(1));
    for (Sets sets :
        List.of(
            new Sets(new long[] {}, 6, 1, 2, 256, 64, 1),
            new Sets(new long[] {1, 1}, 6, 1, 2, 256, 64, 1),
            new Sets(new long[] {-1}, 6, 1, 2, 256, 64, 1),
            new Sets(new long[] {1L << 37}, 6, 1, 2, 256, 64, 1),
            new Sets(new long[] {1}, 0, 1, 2, 256, 64, 1),
            new Sets(new long[] {1}, 11, 1, 2, 256, 64, 1),
            new Sets(new long[] {1}, 6, -1, 2, 256, 64, 1),
            new Sets(new long[] {1}, 6, 1, 1, 256, 64, 1),
            new Sets(new long[] {1}, 6, 1, 2, 48, 16, 1),
            new Sets(new long[] {1}, 6, 1, 2, 256, 256, 1),
            new Sets(new long[] {1}, 6, 1, 2, 256, 64, 0))) {
      assertThrows(IllegalArgumentException.class, () -> SnSubject.reference(sets));
      assertThrows(IllegalArgumentException.class, () -> SnSubject.fast(sets));
    }
  }

  private static FastSnMalloc fast(int superslabs, int each, long slabBytes, long header) {
    return new FastSnMalloc(
        new long[] {0, 1, 2}, 6, superslabs, each, slabBytes, header, 1_000_000, 0);
  }

  /** The least and the greatest of each parameter are taken, and what is next to them is not. */
  @Test
  void limitsOfTheFastForm() {
    long greatest = (1L << 37) - 1;
    long[][] right = {
      {0, 1, 0, 2, 32, 0, 1, 0},
      {greatest, 10, Integer.MAX_VALUE / 256, 256, 65_536, 65_535, Long.MAX_VALUE, 1},
      {5, 6, Integer.MAX_VALUE / 2, 2, 32, 31, 1, Integer.MAX_VALUE}
    };
    for (long[] p : right) {
      assertEquals(1, fast(p).allocators());
    }
    long[][] wrong = {
      {0, 0, 1, 2, 256, 64, 1, 0},
      {0, 11, 1, 2, 256, 64, 1, 0},
      {0, 6, -1, 2, 256, 64, 1, 0},
      {0, 6, Integer.MAX_VALUE / 2 + 1, 2, 256, 64, 1, 0},
      {0, 6, 1, 1, 256, 64, 1, 0},
      {0, 6, 1, 3, 256, 64, 1, 0},
      {0, 6, 1, 512, 256, 64, 1, 0},
      {0, 6, 1, 2, 16, 0, 1, 0},
      {0, 6, 1, 2, 131_072, 0, 1, 0},
      {0, 6, 1, 2, 256, -1, 1, 0},
      {0, 6, 1, 2, 256, 256, 1, 0},
      {0, 6, 1, 2, 256, 64, 0, 0},
      {0, 6, 1, 2, 256, 64, 1, -1},
      {-1, 6, 1, 2, 256, 64, 1, 0},
      {greatest + 1, 6, 1, 2, 256, 64, 1, 0}
    };
    for (long[] p : wrong) {
      assertThrows(IllegalArgumentException.class, () -> fast(p));
    }
    for (long[] ids : new long[][] {{1, 5, 1}, {5, -1, 3}, {greatest + 1, 0}}) {
      assertThrows(
          IllegalArgumentException.class, () -> new FastSnMalloc(ids, 6, 1, 2, 256, 64, 1, 0));
    }
    assertEquals(NONE, new FastSnMalloc(0).allocate(1, 1));
    new FastSnMalloc(1L << 40);
    for (long bytes : new long[] {-(1 << 20), -1, 1, (1L << 40) + (1 << 20)}) {
      assertThrows(IllegalArgumentException.class, () -> new FastSnMalloc(bytes));
    }
  }

  private static FastSnMalloc fast(long[] p) {
    return new FastSnMalloc(
        new long[] {p[0]}, (int) p[1], (int) p[2], (int) p[3], p[4], p[5], p[6], (int) p[7]);
  }

  /** More superslabs than a word has bits: each is found again, the lowest first. */
  @Test
  void manySuperslabs() {
    FastSnMalloc heap = fast(150, 2, 32, 0);
    SnAllocator one = heap.allocator(0);
    assertThrows(InvalidFreeException.class, () -> one.free(16 * 64));
    assertThrows(InvalidFreeException.class, () -> one.free(-64));
    assertEquals(-1, heap.owner(16));
    assertEquals(0, heap.used(16));
    assertEquals(0, heap.usedOf(32));
    for (int i = 0; i < 300; i++) {
      assertEquals(32L * i, one.allocate(32, 1));
      assertEquals(0, heap.owner(i / 2));
      assertEquals(1, heap.usedOf(i));
      assertEquals(i % 2 == 0 ? 1 : 3, heap.used(i / 2));
    }
    assertEquals(NONE, one.allocate(1, 1));
    heap.checkInvariants();
    for (int i : new int[] {299, 201, 200, 131, 130, 64, 65, 140, 0}) {
      one.free(32L * i);
      heap.checkInvariants();
    }
    for (int i : new int[] {0, 140, 299, 64, 65, 130, 131, 200, 201}) {
      assertEquals(32L * i, one.allocate(32, 1));
    }
    assertEquals(NONE, one.allocate(1, 1));
    heap.checkInvariants();
  }

  /** Two allocators: what they send arrives at once, and each call delivers so much at most. */
  private static FastSnMalloc pair(int batch) {
    return new FastSnMalloc(new long[] {0, 1}, 6, 1, 2, 256, 64, 1, batch);
  }

  @Test
  void whatHasArrivedServesBeforeAnotherSlabIsOpened() {
    for (int batch = 0; batch <= 2; batch++) {
      FastSnMalloc heap = pair(batch);
      SnAllocator one = heap.allocator(0);
      for (int i = 1; i <= 3; i++) {
        assertEquals(64L * i, one.allocate(64, 1));
      }
      heap.allocator(1).free(64);
      heap.allocator(1).free(128);
      assertEquals(2, heap.messages());
      assertEquals(new long[] {256, 64, 128}[batch], one.allocate(64, 1));
      assertEquals(2 - batch, heap.messages());
      heap.checkInvariants();
    }
  }

  /** Before a refusal all that has arrived is delivered, unless nothing is ever. */
  @Test
  void nothingIsRefusedThatHasArrived() {
    for (int batch = 0; batch <= 1; batch++) {
      FastSnMalloc heap = pair(batch);
      SnAllocator one = heap.allocator(0);
      long[] blocks = new long[7];
      for (int i = 0; i < 7; i++) {
        blocks[i] = one.allocate(64, 1);
      }
      assertEquals(NONE, one.allocate(64, 1));
      for (long block : blocks) {
        heap.allocator(1).free(block);
      }
      assertEquals(7, heap.messages());
      assertEquals(batch == 0, one.allocate(128, 1) == NONE);
      assertEquals(batch == 0 ? 7 : 0, heap.messages());
    }
  }

  @Test
  void aSlabThatIsNoLongerFullServesBeforeARefusal() {
    FastSnMalloc heap = pair(1);
    SnAllocator one = heap.allocator(0);
    SnAllocator two = heap.allocator(1);
    for (int size : new int[] {64, 64, 64, 128, 128}) {
      one.allocate(size, 1);
    }
    two.free(256);
    two.free(128);
    assertEquals(128, one.allocate(64, 1));
    assertEquals(0, heap.messages());
    heap.checkInvariants();
  }

  /** Who sends looks for what he was sent. */
  @Test
  void aSenderDelivers() {
    FastSnMalloc heap = new FastSnMalloc(new long[] {0, 1}, 6, 2, 2, 256, 64, 128, 1);
    long[] ones = new long[2];
    long[] twos = new long[2];
    for (int i = 0; i < 2; i++) {
      ones[i] = heap.allocator(0).allocate(64, 1);
      twos[i] = heap.allocator(1).allocate(64, 1);
    }
    heap.allocator(0).free(twos[0]);
    assertEquals(64, heap.allocator(0).pending());
    heap.allocator(0).free(twos[1]);
    assertEquals(0, heap.allocator(0).pending());
    assertEquals(2, heap.messages());
    heap.allocator(1).free(ones[0]);
    assertEquals(3, heap.messages());
    heap.allocator(1).free(ones[1]);
    assertEquals(3, heap.messages());
    heap.checkInvariants();
  }

  /** What is forwarded is flushed at the limit too. */
  @Test
  void aForwardedMessageIsFlushedAtTheLimit() {
    for (int size : new int[] {64, 80}) {
      FastSnMalloc heap = new FastSnMalloc(new long[] {0, 1, 3}, 1, 3, 2, 256, 64, 80, 0);
      long one = heap.allocator(1).allocate(16, 1);
      long two = heap.allocator(2).allocate(size, 1);
      heap.allocator(0).free(one);
      heap.allocator(0).free(two);
      assertEquals(0, heap.allocator(0).pending());
      assertTrue(heap.allocator(1).deliver());
      assertTrue(heap.allocator(1).deliver());
      assertEquals(size == 64 ? 64 : 0, heap.allocator(1).pending());
      assertEquals(size == 80, heap.allocator(2).deliver());
      heap.checkInvariants();
    }
  }

  @Test
  void whatTheWalkNames() {
    FastSnMalloc heap = fast(3, 4, 1024, 256);
    SnAllocator one = heap.allocator(0);
    for (int i = 0; i < 4; i++) {
      assertEquals(256 + 64 * i, one.allocate(64, 1));
    }
    assertEquals(1024, one.allocate(1024, 1));
    one.free(320);
    heap.allocator(1).free(256);
    heap.allocator(2).free(384);
    heap.allocator(2).flush();
    heap.allocator(2).allocate(1024, 1);
    heap.allocator(1).free(heap.allocator(1).allocate(64, 1));
    // In slab 0, object 0 is in an outbox, 1 is free, 2 is in an inbox and 3 is live.
    Broken.isNamed(
        heap,
        heap::checkInvariants,
        """
        fresh = 0 -> CONSERVATION: messages that are on their way 0
        table[0].owner = @allocators[1]; allocators[0].heads[3] = null -> METADATA: a message of 1 to itself
        table[0].owner = @allocators[2]; allocators[0].heads[3] = null -> METADATA: a message in bucket 0
        allocators[1].outbox.pending = 65 -> METADATA: pending bytes 64
        allocators[1].outbox.firsts[0] = 2 -> DISJOINTNESS: message 2 is in two boxes, or lists circle
        allocators[0].heads[4] = @allocators[0].heads[3] -> METADATA: slab 0 is listed twice
        table[0].slabs[0].previous = @table[0].slabs[1] -> METADATA: the list at slab 0
        table[0].slabs[0].kind = 4 -> METADATA: slab 0 is in the list of class 3
        allocators[0].heads[19] = @table[0].slabs[1] -> METADATA: slab 1 is in the list of class 19
        table[0].unused.words[0] = 14 -> METADATA: slab 1 is noted wrong
        table[0].unused.words[0] = 8 -> METADATA: slab 2 is noted wrong
        table[0].used = 4 -> METADATA: superslab 0: 3
        table[1].owner = null -> METADATA: the owner of 1
        allocators[0].fullSizes.words[0] = 0 -> METADATA: notes of 0
        allocators[0].shorts.words[0] = 1 -> METADATA: notes of 0
        table[0].slabs[2].used = 1 -> CONSERVATION: slab 2 is in use, or not
        table[0].slabs[1].bump = 2 -> CONTAINMENT: slab 1 served past its end
        allocators[0].heads[3] = null -> REUSE: slab 0
        table[0].slabs[0].head = 4 -> METADATA: the free list of slab 0
        table[0].slabs[0].link[1] = 1 -> METADATA: the free list of slab 0
        table[0].slabs[0].link[1] = 0 -> DISJOINTNESS: a free message of slab 0
        table[0].slabs[0].link[3] = -1 -> CONSERVATION: slab 0 has lost object 3
        table[0].slabs[0].used = 4 -> CONSERVATION: slab 0 has 1 and 2
        """);
  }

  /** As many superslabs as the table has places. */
  @Test
  void theWholeTable() {
    FastSnMalloc heap = fast(16, 2, 32, 0);
    while (heap.allocator(0).allocate(32, 1) != NONE) {
      heap.checkInvariants();
    }
    assertEquals(3, heap.used(15));
  }
}
