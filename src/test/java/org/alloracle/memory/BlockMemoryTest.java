package org.alloracle.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.design.Design;
import org.alloracle.fast.buddy.FastBuddy;
import org.alloracle.fast.freeingbump.FastFreeingBump;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks of real bytes. */
final class BlockMemoryTest {
  private static final long GREAT = 1L << 40;

  static List<Design> designs() {
    return Design.all();
  }

  private static BlockMemory small() {
    return BlockMemory.of(new FastBuddy(1024), ByteBuffer.allocate(1024));
  }

  /** A block, and what it was filled with. */
  private record Held(View view, int first) {
    byte[] content() {
      byte[] content = new byte[(int) view.size()];
      for (int b = 0; b < content.length; b++) {
        content[b] = (byte) (first + b);
      }
      return content;
    }
  }

  /** FRAME: whatever happens to other blocks, a block holds what was put there. */
  @ParameterizedTest
  @MethodSource("designs")
  void blocksHoldWhatWasPutThere(Design design) {
    long bytes = (65536 + design.grain() - 1) / design.grain() * design.grain();
    BlockMemory memory =
        BlockMemory.offHeap(design.make(design.fast() == null, bytes), bytes).checkedLifetimes();
    List<Held> held = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      if (i % 3 != 2 || held.isEmpty()) {
        long address = memory.allocate(1 + i * 37 % 300, 1);
        if (address != BlockAllocator.NONE) {
          Held block = new Held(memory.view(address), i);
          block.view.put(0, block.content(), 0, block.content().length);
          held.add(block);
        }
      } else {
        Held freed = held.remove(i * 31 % held.size());
        byte[] read = new byte[(int) freed.view.size()];
        freed.view.get(0, read, 0, read.length);
        assertArrayEquals(freed.content(), read, design.label());
        memory.free(freed.view.address());
        assertThrows(UseAfterFreeException.class, () -> freed.view.getByte(0));
      }
    }
  }

  @Property
  void everyTypeComesBack(@ForAll @Size(16) byte[] bytes, @ForAll long value) {
    BlockMemory memory = small();
    View view = memory.view(memory.allocate(64, 1));
    for (int offset = 0; offset <= 8; offset++) {
      view.put(offset, bytes, 0, 16);
      view.putLong(offset, value);
      assertEquals(value, view.getLong(offset));
      assertEquals((int) value, view.getInt(offset));
      assertEquals((short) value, view.getShort(offset));
      assertEquals((byte) value, view.getByte(offset));
      assertEquals((char) value, view.getChar(offset));
      view.putInt(offset, (int) (value >> 7));
      assertEquals((int) (value >> 7), view.getInt(offset));
      assertEquals((int) (value >> 32), view.getInt(offset + 4));
      view.putShort(offset, (short) (value >> 3));
      assertEquals((short) (value >> 3), view.getShort(offset));
      view.putChar(offset, (char) (value >> 5));
      assertEquals((char) (value >> 5), view.getChar(offset));
      view.putDouble(offset, value / 3.0);
      assertEquals(value / 3.0, view.getDouble(offset));
      view.putFloat(offset, value / 7f);
      assertEquals(value / 7f, view.getFloat(offset));
      byte[] rest = new byte[8];
      view.get(offset + 8, rest, 0, 8);
      for (int i = 0; i < 8; i++) {
        assertEquals(bytes[8 + i], rest[i], "byte " + i + " after the value");
      }
    }
  }

  /** A terabyte of addresses; values and arrays across the seam of two segments. */
  @Test
  void valuesMayLieAcrossSegments() {
    long seam = 1L << 26;
    Bytes bytes = Bytes.offHeap(GREAT);
    for (int before = 1; before < 8; before++) {
      long value = 0x0123456789abcdefL * (2 * before + 1);
      bytes.putLong(seam - before, value);
      assertEquals(value, bytes.getLong(seam - before));
      assertEquals((int) value, bytes.getInt(seam - before));
      assertEquals((short) value, bytes.getShort(seam - before));
      assertEquals((byte) value, bytes.getByte(seam - before));
      bytes.putInt(seam - before, 77 * before);
      assertEquals(77 * before, bytes.getInt(seam - before));
      bytes.putShort(seam - before, (short) (300 * before));
      assertEquals((short) (300 * before), bytes.getShort(seam - before));
    }
    byte[] written = {1, 2, 3, 4, 5, 6, 7};
    bytes.put(seam - 3, written, 0, 7);
    byte[] read = new byte[7];
    bytes.get(seam - 3, read, 0, 7);
    assertArrayEquals(written, read);
    bytes.fill(seam - 2, 4, (byte) 9);
    assertEquals(9, bytes.getByte(seam + 1));
    assertEquals(6, bytes.getByte(seam + 2));
    assertEquals(1, bytes.getByte(seam - 3));
    bytes.putByte(GREAT - 1, (byte) 5);
    assertEquals(5, bytes.getByte(GREAT - 1));
  }

  @Test
  void noAccessLeavesItsBlock() {
    BlockMemory memory = small();
    View view = memory.view(memory.allocate(64, 1));
    View next = memory.view(memory.allocate(64, 1));
    assertEquals(64, view.size());
    assertEquals(view.address() + 64, next.address());
    byte[] array = new byte[65];
    for (long offset : new long[] {-1, 57, 64, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThrows(IndexOutOfBoundsException.class, () -> view.putLong(offset, -1));
      assertThrows(IndexOutOfBoundsException.class, () -> view.getLong(offset));
    }
    assertThrows(IndexOutOfBoundsException.class, () -> view.putInt(61, -1));
    assertThrows(IndexOutOfBoundsException.class, () -> view.putShort(63, (short) -1));
    assertThrows(IndexOutOfBoundsException.class, () -> view.putByte(64, (byte) -1));
    assertThrows(IndexOutOfBoundsException.class, () -> view.getByte(64));
    assertThrows(IndexOutOfBoundsException.class, () -> view.put(0, array, 0, 65));
    assertThrows(IndexOutOfBoundsException.class, () -> view.put(0, array, 60, 6));
    assertThrows(IndexOutOfBoundsException.class, () -> view.get(1, array, 0, 64));
    assertThrows(IndexOutOfBoundsException.class, () -> view.fill(1, 64, (byte) -1));
    assertThrows(IndexOutOfBoundsException.class, () -> view.fill(0, -1, (byte) -1));
    assertThrows(IndexOutOfBoundsException.class, () -> memory.view().getByte(0));
    for (int i = 0; i < 64; i++) {
      assertEquals(0, view.getByte(i));
      assertEquals(0, next.getByte(i));
    }
    view.putLong(56, -1);
    view.fill(0, 64, (byte) 3);
    assertEquals(3, view.getByte(63));
    assertEquals(0, next.getByte(0));
  }

  /** The place is live again, and still the old view is of the old block. */
  @Test
  void useAfterFreeIsDetected() {
    BlockMemory memory = small().checkedLifetimes();
    long address = memory.allocate(64, 1);
    View old = memory.view(address);
    old.putInt(0, 5);
    memory.free(address);
    assertThrows(UseAfterFreeException.class, () -> old.getInt(0));
    assertThrows(InvalidFreeException.class, () -> memory.view(address));
    assertEquals(address, memory.allocate(64, 1));
    View now = memory.view(address);
    now.putInt(0, 6);
    assertThrows(UseAfterFreeException.class, () -> old.putInt(0, 7));
    assertEquals(6, now.getInt(0));
    old.at(address);
    assertEquals(6, old.getInt(0));
    assertThrows(InvalidFreeException.class, () -> old.at(64));
    assertEquals(address, old.address());
    assertEquals(6, old.getInt(0));
    assertThrows(InvalidFreeException.class, () -> memory.free(64));
    assertThrows(IllegalStateException.class, memory::checkedLifetimes);
  }

  @Test
  void aHeapLargerThanItsBytesIsFound() {
    BlockMemory memory = BlockMemory.of(new FastFreeingBump(65536), ByteBuffer.allocate(100));
    assertEquals(100, memory.capacity());
    long first = memory.allocate(64, 1);
    assertEquals(64, memory.usableSize(first));
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> memory.allocate(64, 1));
    assertEquals("CONTAINMENT", String.valueOf(e.getMessage()).substring(0, 11));
    memory.free(first);
    assertThrows(InvalidFreeException.class, () -> memory.free(first));
    assertThrows(IllegalArgumentException.class, () -> BlockMemory.offHeap(new FastBuddy(64), 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> BlockMemory.offHeap(new FastBuddy(64), (1L << 46) + 1));
    assertEquals(1L << 46, BlockMemory.offHeap(new FastBuddy(64), 1L << 46).capacity());
  }
}
