package org.alloracle.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Bytes by address, in little-endian order, in segments that are made when first touched. A value
 * may lie across two of them.
 */
final class Bytes {
  private static final int SEGMENT_SHIFT = 26;
  private static final VarHandle SEGMENT = MethodHandles.arrayElementVarHandle(ByteBuffer[].class);

  private final long capacity;
  private final int shift;
  private final long mask;
  private final ByteBuffer[] segments;

  private Bytes(long capacity, int shift, int segments) {
    this.capacity = capacity;
    this.shift = shift;
    mask = (1L << shift) - 1;
    this.segments = new ByteBuffer[segments];
  }

  /** Those of a buffer, from 0 to its limit. */
  static Bytes of(ByteBuffer buffer) {
    Bytes bytes = new Bytes(buffer.limit(), 31, 1);
    bytes.segments[0] = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    return bytes;
  }

  /** Outside the Java heap, zero at first; a segment of 64 MiB is taken when it is touched. */
  static Bytes offHeap(long capacity) {
    long segments = (capacity + (1L << SEGMENT_SHIFT) - 1) >>> SEGMENT_SHIFT;
    if (capacity < 1 || segments > 1 << 20) {
      throw new IllegalArgumentException(capacity + " bytes: 1 to 2^46 wanted");
    }
    return new Bytes(capacity, SEGMENT_SHIFT, (int) segments);
  }

  long capacity() {
    return capacity;
  }

  private ByteBuffer segment(int index) {
    ByteBuffer segment = (ByteBuffer) SEGMENT.getAcquire(segments, index);
    return segment != null ? segment : make(index);
  }

  private synchronized ByteBuffer make(int index) {
    ByteBuffer segment = segments[index];
    if (segment == null) {
      long bytes = Math.min(mask + 1, capacity - ((long) index << shift));
      segment = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
      SEGMENT.setRelease(segments, index, segment);
    }
    return segment;
  }

  /** Whether a value lies in one segment. */
  private boolean whole(long address, int width) {
    return (address & mask) + width <= mask + 1;
  }

  private ByteBuffer at(long address) {
    return segment((int) (address >>> shift));
  }

  private int in(long address) {
    return (int) (address & mask);
  }

  byte getByte(long address) {
    return at(address).get(in(address));
  }

  void putByte(long address, byte value) {
    at(address).put(in(address), value);
  }

  short getShort(long address) {
    return whole(address, 2) ? at(address).getShort(in(address)) : (short) gather(address, 2);
  }

  void putShort(long address, short value) {
    if (whole(address, 2)) {
      at(address).putShort(in(address), value);
    } else {
      scatter(address, 2, value);
    }
  }

  int getInt(long address) {
    return whole(address, 4) ? at(address).getInt(in(address)) : (int) gather(address, 4);
  }

  void putInt(long address, int value) {
    if (whole(address, 4)) {
      at(address).putInt(in(address), value);
    } else {
      scatter(address, 4, value);
    }
  }

  long getLong(long address) {
    return whole(address, 8) ? at(address).getLong(in(address)) : gather(address, 8);
  }

  void putLong(long address, long value) {
    if (whole(address, 8)) {
      at(address).putLong(in(address), value);
    } else {
      scatter(address, 8, value);
    }
  }

  private long gather(long address, int width) {
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = value << 8 | (getByte(address + i) & 0xff);
    }
    return value;
  }

  private void scatter(long address, int width, long value) {
    for (int i = 0; i < width; i++) {
      putByte(address + i, (byte) (value >>> (8 * i)));
    }
  }

  void get(long address, byte[] into, int from, int length) {
    for (int done = 0; done < length; ) {
      int part = part(address + done, length - done);
      at(address + done).get(in(address + done), into, from + done, part);
      done += part;
    }
  }

  void put(long address, byte[] source, int from, int length) {
    for (int done = 0; done < length; ) {
      int part = part(address + done, length - done);
      at(address + done).put(in(address + done), source, from + done, part);
      done += part;
    }
  }

  void fill(long address, long length, byte value) {
    for (long a = address; a < address + length; a++) {
      putByte(a, value);
    }
  }

  /** How much of a range lies in its first segment. */
  private int part(long address, int length) {
    return (int) Math.min(length, mask + 1 - (address & mask));
  }
}
