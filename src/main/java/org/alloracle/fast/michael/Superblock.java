package org.alloracle.fast.michael;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A superblock cut into blocks of one size, or a run of superblocks that is one large block.
 *
 * <p>The first word of each block stands here, beside the memory: a link, from 0 to {@link #max};
 * or, less than 0, the prefix of a live block, which is the complement of its descriptor; or {@link
 * #CLAIMED}. Once no block is live no word is a prefix, so an object that is out of date refuses
 * every free.
 */
final class Superblock {
  /** The word of a block that a free has claimed and not yet linked. */
  static final int CLAIMED = Integer.MIN_VALUE;

  /** The size class of a large block. */
  static final int LARGE = -1;

  /** Where no superblock was made yet. */
  static final Superblock NONE = new Superblock(0, 0, LARGE, 1, 0);

  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(int[].class);
  private static final int POINT = 40;

  final int index;
  final int sizeClass;
  final int max;

  /** Bytes in a block. */
  final long bytes;

  private final long start;
  private final long reciprocal;
  private final int[] words;

  /**
   * Makes one; its blocks are not linked yet.
   *
   * @param bytes bytes in a block; for more than one block at most 2^20 in all
   */
  Superblock(int index, long start, int sizeClass, long bytes, int max) {
    this.index = index;
    this.start = start;
    this.sizeClass = sizeClass;
    this.bytes = bytes;
    this.max = max;
    reciprocal = max <= 1 ? 0 : ((1L << POINT) + bytes - 1) / bytes;
    words = new int[max];
  }

  /** Links every block to the next; the last one's link is {@link #max}. */
  void link() {
    for (int i = 0; i < max; i++) {
      words[i] = i + 1;
    }
  }

  /** The block that starts at an address of this superblock, or -1. */
  int indexOf(long address) {
    long offset = address - start;
    int i = (int) ((offset * reciprocal) >>> POINT);
    return i < max && i * bytes == offset ? i : -1;
  }

  long address(int i) {
    return start + i * bytes;
  }

  static boolean live(int word) {
    return word < 0 && word != CLAIMED;
  }

  int word(int i) {
    return (int) WORD.getOpaque(words, i);
  }

  /** The word as a link. A live block's may be anything: who read it will fail to pop. */
  int next(int i) {
    return Math.max(word(i), 0);
  }

  void setNext(int i, int link) {
    WORD.setOpaque(words, i, link);
  }

  void setPrefix(int i, int descriptor) {
    WORD.setRelease(words, i, ~descriptor);
  }

  /** Whether this call is the one that frees the block; only one of several can be. */
  boolean claim(int i, int prefix) {
    return WORD.compareAndSet(words, i, prefix, CLAIMED);
  }
}
