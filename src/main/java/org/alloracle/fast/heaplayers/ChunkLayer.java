package org.alloracle.fast.heaplayers;

/**
 * The bottom: carves blocks from address 0 upwards, off chunks that lie end to end. What is freed
 * is lost to it.
 */
public final class ChunkLayer implements Layer {
  /** Bytes of a chunk. */
  public static final long CHUNK = 4096L;

  /** The greatest memory, in bytes. */
  public static final long GREATEST = 1L << 40;

  private final long most; // words
  private long bump;
  private long chunks;

  /**
   * No chunk yet.
   *
   * @param bytes the most that there can be, a multiple of {@link #CHUNK} up to {@link #GREATEST}
   * @throws IllegalArgumentException if it is not so
   */
  public ChunkLayer(long bytes) {
    if (bytes < 0 || bytes > GREATEST || bytes % CHUNK != 0) {
      throw new IllegalArgumentException(
          "heap of " + bytes + " bytes: not a multiple of 4096 up to 2^40");
    }
    most = bytes >> 3;
  }

  @Override
  public long malloc(long bytes) {
    long at = bump;
    long end = at + ((bytes + 7) >> 3);
    if (bytes > GREATEST || end > most) {
      return NONE;
    }
    to(end);
    return at;
  }

  private void to(long end) {
    bump = end;
    chunks = Math.max(chunks, (end + CHUNK / 8 - 1) / (CHUNK / 8));
  }

  @Override
  public void free(long at, long words) {
    // Memory is carved once.
  }

  /** Only the last block can become longer; the header of the block tells where it ends. */
  @Override
  public long expand(long at, long min, long max) {
    throw new UnsupportedOperationException("a chunk does not know where blocks end");
  }

  /** The words that a block ending at {@code end} could be longer. */
  long room(long end) {
    return end == bump ? most - bump : 0;
  }

  /** Makes the last block so many words longer. */
  void extend(long words) {
    to(bump + words);
  }

  /** The bytes obtained, in whole chunks. */
  public long obtained() {
    return CHUNK * chunks;
  }

  @Override
  public void inspect(Walk walk) {
    walk.end(bump);
    walk.require(bump <= most, "CONTAINMENT: carved past the end");
    walk.require(bump * 8 <= obtained() && obtained() <= 8 * most, "METADATA: chunks");
  }
}
