package sample;

import java.nio.ByteBuffer;

/**
 * A pool of memory in one buffer, first fit. Blocks lie one behind the other, each led by a header
 * of 8 bytes: the block's size with the header, negative while the block is in use.
 */
public class Pool {
  private static final int HEADER = 8;

  private final ByteBuffer heap;

  /**
   * Makes a pool.
   *
   * @param bytes a multiple of 8
   */
  public Pool(int bytes) {
    heap = ByteBuffer.allocate(bytes);
    heap.putInt(0, bytes);
  }

  /** The start of a block of some bytes, or -1. */
  public long malloc(long size) {
    if (size < 0) {
      throw new IllegalArgumentException("size " + size);
    }
    if (size > heap.capacity()) {
      return -1;
    }
    int need = (int) (size + HEADER + 7) & -8;
    for (int at = 0; at < heap.capacity(); at += Math.abs(heap.getInt(at))) {
      if (heap.getInt(at) > 0) {
        mergeFollowing(at);
        int have = heap.getInt(at);
        if (have >= need) {
          if (have >= need + 2 * HEADER) {
            heap.putInt(at + need, have - need);
            have = need;
          }
          heap.putInt(at, -have);
          return at + HEADER;
        }
      }
    }
    return -1;
  }

  /** Gives a block back. */
  public void free(long address) {
    int at = header(address);
    heap.putInt(at, -heap.getInt(at));
  }

  /** The bytes of a block. */
  public long usable(long address) {
    return -heap.getInt(header(address)) - HEADER;
  }

  /** The pool's memory. */
  public ByteBuffer memory() {
    return heap;
  }

  /** Whether a free block takes in the one that follows it. */
  protected boolean merges(int followingHeader) {
    return followingHeader > 0;
  }

  private void mergeFollowing(int at) {
    int end = at + heap.getInt(at);
    while (end < heap.capacity() && merges(heap.getInt(end))) {
      end += Math.abs(heap.getInt(end));
      heap.putInt(at, end - at);
    }
  }

  private int header(long address) {
    for (int at = 0; at < heap.capacity(); at += Math.abs(heap.getInt(at))) {
      if (at + HEADER == address && heap.getInt(at) < 0) {
        return at;
      }
    }
    throw new IllegalArgumentException("no block at " + address);
  }
}
