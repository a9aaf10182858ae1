package org.alloracle.memory;

import java.util.Objects;
import org.alloracle.contract.InvalidFreeException;

/**
 * Reads and writes the bytes of one block at a time. Offsets are bytes from the block's start;
 * values are little-endian and need no alignment. Confined to one thread.
 *
 * <p>Every access throws {@link IndexOutOfBoundsException}, changing nothing, unless it lies within
 * the block's usable size; and {@link UseAfterFreeException} if the block was freed, where {@link
 * BlockMemory#checkedLifetimes} is on. Where it is off, a view of a freed block reads and writes
 * what lies there now.
 */
public final class View {
  private final BlockMemory memory;
  private final Bytes bytes;
  private long address;
  private long size = -1;
  private long serial;

  View(BlockMemory memory, Bytes bytes) {
    this.memory = memory;
    this.bytes = bytes;
  }

  /**
   * Sets this view on a live block.
   *
   * @return this view
   * @throws InvalidFreeException if no live block starts there; the view stays where it was
   */
  public View at(long address) {
    size = memory.usableSize(address);
    serial = memory.serial(address);
    this.address = address;
    return this;
  }

  /** Where the block starts. */
  public long address() {
    return address;
  }

  /** The block's usable size in bytes; -1 if the view was not set on one yet. */
  public long size() {
    return size;
  }

  /** The address of an access, if it is right. */
  private long check(long offset, long width) {
    if (offset < 0 || offset > size - width) {
      throw new IndexOutOfBoundsException(
          size < 0
              ? "the view is not set on a block"
              : width + " bytes at offset " + offset + " of a block of " + size);
    }
    if (memory.serial(address) != serial) {
      throw new UseAfterFreeException("the block at " + address + " was freed");
    }
    return address + offset;
  }

  /** One byte. */
  public byte getByte(long offset) {
    return bytes.getByte(check(offset, 1));
  }

  /** One byte. */
  public void putByte(long offset, byte value) {
    bytes.putByte(check(offset, 1), value);
  }

  /** Two bytes. */
  public short getShort(long offset) {
    return bytes.getShort(check(offset, 2));
  }

  /** Two bytes. */
  public void putShort(long offset, short value) {
    bytes.putShort(check(offset, 2), value);
  }

  /** Two bytes. */
  public char getChar(long offset) {
    return (char) getShort(offset);
  }

  /** Two bytes. */
  public void putChar(long offset, char value) {
    putShort(offset, (short) value);
  }

  /** Four bytes. */
  public int getInt(long offset) {
    return bytes.getInt(check(offset, 4));
  }

  /** Four bytes. */
  public void putInt(long offset, int value) {
    bytes.putInt(check(offset, 4), value);
  }

  /** Eight bytes. */
  public long getLong(long offset) {
    return bytes.getLong(check(offset, 8));
  }

  /** Eight bytes. */
  public void putLong(long offset, long value) {
    bytes.putLong(check(offset, 8), value);
  }

  /** Four bytes. */
  public float getFloat(long offset) {
    return Float.intBitsToFloat(getInt(offset));
  }

  /** Four bytes. */
  public void putFloat(long offset, float value) {
    putInt(offset, Float.floatToRawIntBits(value));
  }

  /** Eight bytes. */
  public double getDouble(long offset) {
    return Double.longBitsToDouble(getLong(offset));
  }

  /** Eight bytes. */
  public void putDouble(long offset, double value) {
    putLong(offset, Double.doubleToRawLongBits(value));
  }

  /** Copies {@code length} bytes of the block into an array. */
  public void get(long offset, byte[] into, int from, int length) {
    Objects.checkFromIndexSize(from, length, into.length);
    bytes.get(check(offset, length), into, from, length);
  }

  /** Copies {@code length} bytes of an array into the block. */
  public void put(long offset, byte[] source, int from, int length) {
    Objects.checkFromIndexSize(from, length, source.length);
    bytes.put(check(offset, length), source, from, length);
  }

  /** Sets {@code length} bytes, at least 0. */
  public void fill(long offset, long length, byte value) {
    if (length < 0) {
      throw new IndexOutOfBoundsException("length " + length + " is negative");
    }
    bytes.fill(check(offset, length), length, value);
  }
}
