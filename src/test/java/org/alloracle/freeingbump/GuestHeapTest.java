package org.alloracle.freeingbump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.reference.freeingbump.FreeingBump;
import org.alloracle.reference.freeingbump.GuestHeap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that the guest writes over, and a memory that does not grow. */
final class GuestHeapTest {
  private static final long OCCUPIED = 1L << 32;

  private static GuestHeap heap() {
    return new GuestHeap(0, 1, 4, 23);
  }

  private static void write(GuestHeap heap, int at, long word) {
    for (int i = 0; i < 8; i++) {
      heap.write(at + i, (int) (word >>> (8 * i)) & 0xff);
    }
  }

  private static long word(GuestHeap heap, int at) {
    long word = 0;
    for (int i = 7; i >= 0; i--) {
      word = word << 8 | heap.read(at + i);
    }
    return word;
  }

  private static void isDead(GuestHeap heap) {
    assertTrue(heap.poisoned());
    long bytes = heap.bytes();
    assertEquals(GuestHeap.POISONED, heap.allocate(8));
    assertEquals(GuestHeap.POISONED, heap.free(8));
    assertEquals(bytes, heap.bytes());
  }

  @Test
  void aHeaderIsWhatItIsInTheSource() {
    GuestHeap heap = heap();
    assertEquals(8, heap.allocate(9));
    assertEquals(OCCUPIED + 1, word(heap, 0));
    assertEquals(32, heap.allocate(9));
    assertEquals(0, heap.free(8));
    assertEquals(0xffffffffL, word(heap, 0));
    assertEquals(0, heap.free(32));
    assertEquals(0, word(heap, 24));
    assertEquals(24, heap.head(1));
  }

  /** The source's own test: a link just below the greatest. */
  @Test
  void aLinkOutOfTheMemory() {
    GuestHeap heap = heap();
    heap.free(heap.allocate(8));
    write(heap, 0, 0xfffffffeL);
    assertEquals(8, heap.allocate(8));
    assertEquals(GuestHeap.OUTSIDE, heap.allocate(8));
    isDead(heap);
  }

  /** Only the block's end decides, so a link below the base or inside a block is followed. */
  @Test
  void aLinkIntoABlock() {
    GuestHeap heap = new GuestHeap(64, 1, 1, 23);
    assertEquals(72, heap.allocate(64));
    heap.free(heap.allocate(8));
    write(heap, 136, 3);
    assertEquals(144, heap.allocate(8));
    assertEquals(11, heap.allocate(8)); // below the base, and no multiple of 8
    assertEquals(8, heap.allocate(8)); // its header, of zeros, said so
    assertEquals(GuestHeap.OCCUPIED, heap.allocate(8)); // and that one too
    isDead(heap);
  }

  @Test
  void aLinkToTheLastPlace() {
    GuestHeap heap = heap();
    heap.free(heap.allocate(8));
    write(heap, 0, 65536 - 16);
    heap.allocate(8);
    assertEquals(65536 - 8, heap.allocate(8));
    heap = heap();
    heap.free(heap.allocate(8));
    write(heap, 0, 65536 - 15);
    heap.allocate(8);
    assertEquals(GuestHeap.OUTSIDE, heap.allocate(8));
  }

  @Test
  void anOccupiedHeaderOnAList() {
    GuestHeap heap = heap();
    heap.free(heap.allocate(8));
    write(heap, 0, OCCUPIED);
    assertEquals(GuestHeap.OCCUPIED, heap.allocate(8));
    assertEquals(0, heap.head(0));
    isDead(heap);
  }

  /** What is above bit 32 is not looked at. */
  @ParameterizedTest
  @ValueSource(longs = {OCCUPIED, OCCUPIED + (1L << 33), -1L << 32})
  void aBlockMadeUp(long header) {
    GuestHeap heap = heap();
    assertEquals(8, heap.allocate(64));
    write(heap, 16, header);
    assertEquals(0, heap.free(24)); // the guest's own bytes
    assertEquals(24, heap.allocate(1));
    assertEquals(0, heap.free(8));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5, 0xffffffffL, 1L << 33})
  void aFreeHeader(long header) {
    GuestHeap heap = heap();
    heap.allocate(8);
    write(heap, 0, header);
    assertEquals(GuestHeap.EMPTY, heap.free(8));
    assertEquals(16, heap.bytes());
    assertEquals(header, word(heap, 0));
    isDead(heap);
  }

  @ParameterizedTest
  @ValueSource(longs = {23, 0xffffffffL})
  void anOrderThatIsNone(long order) {
    GuestHeap heap = heap();
    heap.allocate(8);
    write(heap, 0, OCCUPIED + order);
    assertEquals(GuestHeap.NO_ORDER, heap.free(8));
    isDead(heap);
  }

  /** Freed as a block of another order, it is handed out as one. */
  @Test
  void anotherOrder() {
    GuestHeap heap = heap();
    heap.allocate(8);
    heap.allocate(8);
    write(heap, 0, OCCUPIED + 1);
    assertEquals(0, heap.free(8));
    assertEquals(8, heap.bytes());
    assertEquals(8, heap.allocate(16)); // over the other block's header
    assertEquals(32, heap.bytes());
  }

  /** The block is on its list when the error is found, as in the source. */
  @Test
  void moreFreedThanHandedOut() {
    GuestHeap heap = heap();
    heap.allocate(8);
    write(heap, 0, OCCUPIED + 1);
    assertEquals(GuestHeap.UNDERFLOW, heap.free(8));
    assertEquals(16, heap.bytes());
    assertEquals(0, heap.head(1));
    assertEquals(0xffffffffL, word(heap, 0));
    isDead(heap);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 7})
  void beforeTheFirstHeader(long address) {
    GuestHeap heap = heap();
    assertEquals(GuestHeap.TOO_LOW, heap.free(address));
    isDead(heap);
  }

  @Test
  void aHeaderAtTheEndOfTheMemory() {
    GuestHeap heap = heap();
    assertEquals(GuestHeap.OUTSIDE, heap.free(65537));
    isDead(heap);
    heap = heap();
    assertEquals(GuestHeap.EMPTY, heap.free(65536)); // it can be read
    isDead(heap);
  }

  @Test
  void aMemoryThatMayNotGrow() {
    GuestHeap heap = new GuestHeap(0, 1, 4, 23);
    heap.grant(1);
    assertEquals(8, heap.allocate(32768));
    assertEquals(GuestHeap.REFUSED, heap.allocate(32768));
    assertEquals(1, heap.pages());
    assertEquals(32776, heap.bumper());
    assertEquals(32776, heap.bytes());
    isDead(heap);
  }

  /** It asks for twice the pages, and does not ask again for those that it needs. */
  @Test
  void aMemoryThatMayGrowToLessThanTwice() {
    GuestHeap heap = new GuestHeap(0, 2, 4, 23);
    heap.grant(3);
    assertEquals(8, heap.allocate(65536));
    assertEquals(GuestHeap.REFUSED, heap.allocate(65536));
    isDead(heap);
    heap = new GuestHeap(0, 2, 3, 23);
    assertEquals(8, heap.allocate(65536));
    assertEquals(65552, heap.allocate(65536));
    assertEquals(3, heap.pages());
    assertEquals(GuestHeap.OUT_OF_SPACE, heap.allocate(65536));
    isDead(heap);
  }

  @Test
  void theOwnerMayChangeHisMind() {
    GuestHeap heap = new GuestHeap(0, 0, 4, 23);
    heap.grant(-1);
    assertEquals(GuestHeap.TOO_LARGE, new GuestHeap(0, 0, 4, 3).allocate(33));
    heap.grant(1);
    assertEquals(8, heap.allocate(1));
    assertEquals(1, heap.pages());
  }

  @Test
  void whatCannotBe() {
    int[][] wrong = {
      {0, -1, 1, 1},
      {0, 2, 1, 1},
      {0, 1, 1025, 1},
      {0, 1, 1, 0},
      {0, 1, 1, 30},
      {-1, 1, 1, 1},
      {65537, 1, 1, 1}
    };
    for (int[] each : wrong) {
      assertThrows(
          IllegalArgumentException.class, () -> new GuestHeap(each[0], each[1], each[2], each[3]));
    }
    assertFalse(new GuestHeap(65536, 1, 1, 29).poisoned());
  }

  /** A guest that lets the headers be has the addresses of the heap whose headers are elsewhere. */
  @Test
  void untouchedItIsTheFreeingBump() {
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      int base = random.nextInt(100);
      FreeingBump reference = new FreeingBump(base, 1, 5, 14, true);
      GuestHeap heap = new GuestHeap(base, 1, 5, 14);
      List<Long> live = new ArrayList<>();
      while (!reference.poisoned()) {
        if (live.isEmpty() || random.nextInt(3) > 0) {
          long size = random.nextInt(1 << random.nextInt(15));
          long address = reference.allocate(size, 1);
          long other = heap.allocate(size);
          assertEquals(address, other < 0 ? BlockAllocator.NONE : other);
          if (address >= 0) {
            live.add(address);
            for (long at = address; at < address + size; at += 7) {
              heap.write((int) at, random.nextInt(256));
            }
          }
        } else {
          long address = live.remove(random.nextInt(live.size()));
          reference.free(address);
          assertEquals(0, heap.free(address));
        }
        assertEquals(reference.poisoned(), heap.poisoned());
        assertEquals(reference.bumper(), heap.bumper());
        assertEquals(reference.pages(), heap.pages());
        assertEquals(reference.bytes(), heap.bytes());
        assertEquals(reference.peak(), heap.peak());
        assertEquals(reference.total(), heap.total());
      }
      assertThrows(InvalidFreeException.class, () -> reference.free(8));
      isDead(heap);
    }
  }

  /** Against the source's algorithm, with a guest that writes anywhere. */
  @Test
  void aGuestThatWritesAnywhere() {
    int[] ends = new int[12];
    for (long seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      GuestHeap heap = new GuestHeap(16, 1, 2, 5);
      Source source = new Source(16, 1, 2, 5);
      for (int step = 0; step < 200 && !heap.poisoned(); step++) {
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> {
            int size = random.nextInt(40);
            ends[-Math.min(0, same(source.allocate(size), heap.allocate(size)))]++;
          }
          case 3, 4 -> {
            int address =
                random.nextInt(16) == 0 ? 65530 + random.nextInt(12) : random.nextInt(60) * 4;
            if (random.nextInt(3) > 0 && address <= 65536 && address >= 8) {
              source.write(address - 4, 1);
              heap.write(address - 4, 1);
            }
            ends[-same(source.free(address), heap.free(address))]++;
          }
          case 5 -> {
            int at = 65536 - 1 - random.nextInt(60);
            source.write(at, 255);
            heap.write(at, 255);
          }
          default -> {
            int at = random.nextInt(240);
            int value = random.nextInt(3) > 0 ? random.nextInt(4) : random.nextInt(256);
            source.write(at, value);
            heap.write(at, value);
          }
        }
        assertEquals(source.bumper, heap.bumper());
        assertEquals(source.bytes, heap.bytes());
        for (int k = 0; k < 5; k++) {
          assertEquals(source.heads[k], heap.head(k));
        }
        for (int at = 0; at < 300; at++) {
          assertEquals(source.memory.get(at) & 0xff, heap.read(at));
        }
      }
    }
    for (int error : new int[] {3, 4, 7, 8, 9, 10}) {
      assertTrue(ends[error] > 5, () -> error + " of " + Arrays.toString(ends));
    }
  }

  private static int same(int expected, int actual) {
    assertEquals(expected, actual);
    return actual;
  }

  /** The source's steps on bytes, with errors by number. */
  private static final class Source {
    final ByteBuffer memory;
    final long[] heads;
    final int pages;
    int bumper;
    long bytes;

    Source(int base, int pages, int most, int orders) {
      memory = ByteBuffer.allocate(65536 * most).order(ByteOrder.LITTLE_ENDIAN);
      heads = new long[orders];
      Arrays.fill(heads, 0xffffffffL);
      this.pages = pages;
      bumper = base;
    }

    void write(int at, int value) {
      memory.put(at, (byte) value);
    }

    int allocate(int size) {
      int order = size <= 8 ? 0 : 29 - Integer.numberOfLeadingZeros(size - 1);
      if (order >= heads.length) {
        return GuestHeap.TOO_LARGE;
      }
      int whole = (8 << order) + 8;
      long header = heads[order];
      if (header == 0xffffffffL) {
        header = bumper;
        bumper += whole;
      } else {
        if (header + whole > 65536L * pages) {
          return GuestHeap.OUTSIDE;
        }
        long raw = memory.getLong((int) header);
        if ((raw & OCCUPIED) != 0) {
          return GuestHeap.OCCUPIED;
        }
        heads[order] = raw & 0xffffffffL;
      }
      memory.putLong((int) header, OCCUPIED | order);
      bytes += whole;
      return (int) header + 8;
    }

    int free(int address) {
      if (address < 8) {
        return GuestHeap.TOO_LOW;
      }
      if (address > 65536 * pages) {
        return GuestHeap.OUTSIDE;
      }
      long raw = memory.getLong(address - 8);
      if ((raw & OCCUPIED) == 0) {
        return GuestHeap.EMPTY;
      }
      if ((raw & 0xffffffffL) >= heads.length) {
        return GuestHeap.NO_ORDER;
      }
      int order = (int) raw;
      long old = heads[order];
      heads[order] = address - 8L;
      memory.putLong(address - 8, old);
      if (bytes < (8 << order) + 8) {
        return GuestHeap.UNDERFLOW;
      }
      bytes -= (8 << order) + 8;
      return 0;
    }
  }
}
