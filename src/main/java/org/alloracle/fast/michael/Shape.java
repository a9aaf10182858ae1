package org.alloracle.fast.michael;

import java.util.ArrayList;
import java.util.List;

/**
 * The fixed numbers of a {@link MichaelAlloc}.
 *
 * @param superblockBytes bytes in a superblock, a multiple of 16 up to 2^20
 * @param superblocks how many the address space has, from 1 to 2^26
 * @param blockBytes bytes in a block of each size class, increasing multiples of 16; 2 to 1024
 *     blocks fit into a superblock. What a superblock has beyond whole blocks is not used
 * @param heaps processor heaps of each class, from 1 to 1024; threads are spread over them
 * @param maxCredits the most reservations in one Active word, from 1 to 64
 * @param descriptors the most descriptors, from 1 to 2^28. One is needed for each superblock in use
 *     and each empty one that is still listed: with {@link Removal#HAZARD} no more than are in use,
 *     with {@link Removal#LAZY} there can be more
 * @param batch descriptors are made so many at a time, a power of two up to 65536; 0: all at once
 * @param threads the most threads that use the allocator at a time, from 1 to 65536
 * @param removal what becomes of the descriptor of an emptied superblock
 */
public record Shape(
    int superblockBytes,
    int superblocks,
    List<Integer> blockBytes,
    int heaps,
    int maxCredits,
    int descriptors,
    int batch,
    int threads,
    Removal removal) {

  private static final int SUPERBLOCK = 16384;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one of them is out of range
   */
  public Shape {
    blockBytes = List.copyOf(blockBytes);
    within("superblockBytes", superblockBytes, 32, 1 << 20);
    within("superblocks", superblocks, 1, 1 << 26);
    within("heaps", heaps, 1, 1024);
    within("maxCredits", maxCredits, 1, Anchor.MOST_CREDITS);
    within("descriptors", descriptors, 1, 1 << 28);
    within("batch", batch, 0, 65536);
    within("threads", threads, 1, 65536);
    if (superblockBytes % 16 != 0 || Integer.bitCount(batch) > 1) {
      throw new IllegalArgumentException(
          "superblockBytes " + superblockBytes + ", batch " + batch + ": one is not round");
    }
    if (blockBytes.isEmpty()) {
      throw new IllegalArgumentException("no size class");
    }
    int before = 0;
    for (int bytes : blockBytes) {
      if (bytes % 16 != 0 || bytes <= before) {
        throw new IllegalArgumentException("blocks of " + bytes + " bytes after " + before);
      }
      within("blocks of " + bytes + " bytes", superblockBytes / bytes, 2, Anchor.MOST_BLOCKS);
      before = bytes;
    }
  }

  private static void within(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + ": " + value + " is not from " + least + " to " + most);
    }
  }

  /**
   * Superblocks of 16 KiB; classes from 16 bytes in steps of 16, from 128 on four to a doubling, up
   * to 8192; a heap a processor; 64 credits; up to 64 threads.
   *
   * @param heapBytes the address space, a multiple of 16384 up to 2^40
   * @throws IllegalArgumentException if it is not so
   */
  public static Shape of(long heapBytes) {
    if (heapBytes <= 0 || heapBytes % SUPERBLOCK != 0 || heapBytes > 1L << 40) {
      throw new IllegalArgumentException(
          "heap of " + heapBytes + " bytes: not a positive multiple of 16384 up to 2^40");
    }
    int superblocks = (int) (heapBytes / SUPERBLOCK);
    List<Integer> blockBytes = new ArrayList<>();
    for (int bytes = 16; bytes <= SUPERBLOCK / 2; ) {
      blockBytes.add(bytes);
      bytes += Math.max(16, Integer.highestOneBit(bytes) / 4);
    }
    int heaps = Math.min(64, Runtime.getRuntime().availableProcessors());
    int threads = 64;
    // Twice the superblocks, what threads have retired, and one in each thread's hands.
    int descriptors = 2 * superblocks + threads * (threads + 2);
    int batch = superblocks <= 1 << 18 ? 64 : 4096;
    return new Shape(
        SUPERBLOCK,
        superblocks,
        blockBytes,
        heaps,
        64,
        descriptors,
        batch,
        threads,
        Removal.HAZARD);
  }

  /** The same with another removal. */
  public Shape with(Removal removal) {
    return new Shape(
        superblockBytes,
        superblocks,
        blockBytes,
        heaps,
        maxCredits,
        descriptors,
        batch,
        threads,
        removal);
  }
}
