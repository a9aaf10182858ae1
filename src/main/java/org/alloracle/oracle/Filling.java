package org.alloracle.oracle;

/**
 * The pattern that a checked block is filled with: every byte depends on the block's number and on
 * the offset, and none is 0, so that bytes which are cleared, moved or copied from another block
 * show.
 *
 * <p>Blocks above {@value #WHOLE} bytes are filled at both ends only.
 */
final class Filling {
  /** Bytes, the largest block that is filled whole. */
  static final long WHOLE = 1L << 20;

  private static final long END = WHOLE / 16;

  private Filling() {}

  /** Fills a block. */
  static void fill(Memory memory, long address, long length, long block) {
    for (long offset = 0; offset < length; offset = next(offset, length)) {
      memory.write(address + offset, at(block, offset));
    }
  }

  /** The offset of the first byte that has changed, or -1. */
  static long firstChange(Memory memory, long address, long length, long block) {
    for (long offset = 0; offset < length; offset = next(offset, length)) {
      if (memory.read(address + offset) != at(block, offset)) {
        return offset;
      }
    }
    return -1;
  }

  /** The byte that belongs at an offset of a block. */
  static byte at(long block, long offset) {
    int mixed = (int) block * 0x9E3779B9 + (int) offset * 0x85EBCA6B;
    mixed = (mixed ^ mixed >>> 15) * 0x2C1B3C6D;
    return (byte) (1 + (mixed >>> 8) % 255);
  }

  private static long next(long offset, long length) {
    return length > WHOLE && offset == END ? length - END : offset + 1;
  }
}
