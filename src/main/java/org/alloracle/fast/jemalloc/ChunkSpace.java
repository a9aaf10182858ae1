package org.alloracle.fast.jemalloc;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a heap, taken by first fit: two bits a chunk, up to the highest that was ever
 * taken, and the arenas that own chunks. The methods may be called from any thread.
 */
final class ChunkSpace {
  final long chunks;

  /** Bit c: chunk c is of a block. */
  private long[] taken = new long[1];

  /** Bit c: chunk c is of the block that the one before is of. */
  private long[] rest = new long[1];

  /** No word before this one has a free chunk. */
  private int hint;

  /** The arena of each chunk that one has. */
  private volatile @Nullable Arena[] owners = new Arena[1];

  ChunkSpace(long chunks) {
    this.chunks = chunks;
  }

  /** Takes the lowest chunk that is free for an arena; or -1. */
  synchronized long open(Arena arena) {
    long chunk = take(1, 1);
    if (chunk >= 0) {
      if (chunk >= owners.length) {
        owners = Arrays.copyOf(owners, (int) Math.max(2L * owners.length, chunk + 1));
      }
      owners[(int) chunk] = arena;
    }
    return chunk;
  }

  /** Takes back the chunk of an arena. */
  synchronized void close(long chunk) {
    owners[(int) chunk] = null;
    give(chunk);
  }

  /**
   * The arena that has a chunk, if one has. Who owns a block sees its arena: that had the chunk
   * when the block was handed out, and keeps it as long as the block lives.
   */
  @Nullable Arena owner(long chunk) {
    Arena[] all = owners;
    return chunk >= 0 && chunk < all.length ? all[(int) chunk] : null;
  }

  /**
   * Takes the chunks for a huge block.
   *
   * @param count how many, from 1
   * @param step the first is a multiple of it, a power of two
   * @return the first; or -1
   */
  synchronized long take(long count, long step) {
    long at = (64L * hint + step - 1) / step * step;
    while (count <= chunks - at) {
      long clash = lastTaken(at, at + count);
      if (clash < 0) {
        mark(at, at + count);
        return at;
      }
      at = (clash / step + 1) * step;
    }
    return -1;
  }

  /** The last taken chunk in a range, or -1. */
  private long lastTaken(long from, long end) {
    long most = Math.min(end, 64L * taken.length) - 1;
    for (long c = most; c >= from; ) {
      long word = taken[(int) (c >> 6)] << ~c;
      if (word != 0) {
        long found = c - Long.numberOfLeadingZeros(word);
        return found >= from ? found : -1;
      }
      c = (c & -64L) - 1;
    }
    return -1;
  }

  private void mark(long from, long end) {
    if (end > 64L * taken.length) {
      int length = Math.max(2 * taken.length, (int) ((end + 63) >> 6));
      taken = Arrays.copyOf(taken, length);
      rest = Arrays.copyOf(rest, length);
    }
    for (long c = from; c < end; c++) {
      taken[(int) (c >> 6)] |= 1L << c;
      if (c > from) {
        rest[(int) (c >> 6)] |= 1L << c;
      }
    }
    while (hint < taken.length && taken[hint] == -1L) {
      hint++;
    }
  }

  /** The number of chunks of the huge block that begins at a chunk; 0 if none does. */
  synchronized long hugeAt(long chunk) {
    int word = (int) (chunk >> 6);
    if (chunk < 0
        || chunk >= chunks
        || word >= taken.length
        || ((taken[word] & ~rest[word]) >>> chunk & 1) == 0
        || owner(chunk) != null) {
      return 0;
    }
    return end(chunk) - chunk;
  }

  /** Takes back the huge block that begins at a chunk, if one does. */
  synchronized boolean giveHuge(long chunk) {
    if (hugeAt(chunk) == 0) {
      return false;
    }
    give(chunk);
    return true;
  }

  private long end(long first) {
    long c = first + 1;
    while (c >> 6 < rest.length && (rest[(int) (c >> 6)] >>> c & 1) != 0) {
      c++;
    }
    return c;
  }

  private void give(long first) {
    long end = end(first);
    for (long c = first; c < end; c++) {
      taken[(int) (c >> 6)] &= ~(1L << c);
      rest[(int) (c >> 6)] &= ~(1L << c);
    }
    hint = Math.min(hint, (int) (first >> 6));
  }

  /** The chunks that are taken. */
  synchronized long count() {
    long count = 0;
    for (long word : taken) {
      count += Long.bitCount(word);
    }
    return count;
  }
}
