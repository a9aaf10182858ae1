package org.alloracle.oracle;

import java.nio.ByteBuffer;

/** The bytes behind the addresses of an allocator under test. */
public interface Memory {
  /** The byte at an address inside a live block. */
  byte read(long address);

  /** Sets the byte at an address inside a live block. */
  void write(long address, byte value);

  /** The bytes of an array; address 0 is its first. */
  static Memory of(byte[] heap) {
    return of(ByteBuffer.wrap(heap));
  }

  /** The bytes of a buffer, whatever its position and limit are now; address 0 is its first. */
  static Memory of(ByteBuffer heap) {
    ByteBuffer whole = heap.duplicate().clear();
    return new Memory() {
      @Override
      public byte read(long address) {
        return whole.get(Math.toIntExact(address));
      }

      @Override
      public void write(long address, byte value) {
        whole.put(Math.toIntExact(address), value);
      }
    };
  }
}
