package org.alloracle.fast.heaplayers;

/**
 * Lists of free blocks of powers of two, strictly segregated: class {@code k} has the blocks of
 * exactly {@code 2^k} words, and serves from its own list or from below.
 *
 * @param <S> the layer below
 */
public final class StrictSegLayer<S extends SizedLayer> implements SizedLayer {
  private static final int MOST_CLASSES = 37;

  private final S below;
  private final long greatest;

  /** First words of blocks; 0 is never one, as a header comes first. */
  private final long[] heads;

  /**
   * Empty lists.
   *
   * @param classes from 1 to 37; the last one has {@code 8 * 2^(classes - 1)} bytes
   */
  public StrictSegLayer(S below, int classes) {
    if (classes < 1 || classes > MOST_CLASSES) {
      throw new IllegalArgumentException("classes " + classes + ": 1 to 37 wanted");
    }
    this.below = below;
    heads = new long[classes];
    greatest = 8L << (classes - 1);
  }

  @Override
  public long malloc(long bytes) {
    if (bytes > greatest) {
      return NONE;
    }
    int k = bytes <= 8 ? 0 : 61 - Long.numberOfLeadingZeros(bytes - 1);
    long at = heads[k];
    if (at == 0) {
      return below.malloc(8L << k);
    }
    heads[k] = ~below.exchange(at, 1L << k);
    return at;
  }

  @Override
  public void free(long at, long words) {
    int k = Long.numberOfTrailingZeros(words);
    below.exchange(at, ~heads[k]);
    heads[k] = at;
  }

  @Override
  public long expand(long at, long min, long max) {
    long bytes = 8 * below.header(at);
    return bytes < min ? 0 : Math.min(bytes, max);
  }

  @Override
  public long header(long at) {
    return below.header(at);
  }

  @Override
  public long exchange(long at, long value) {
    return below.exchange(at, value);
  }

  @Override
  public void inspect(Walk walk) {
    for (int k = 0; k < heads.length; k++) {
      for (long at = heads[k]; at != 0; at = ~below.header(at)) {
        walk.list(at, 1L << k);
        walk.require(below.header(at) < 0, "METADATA: listed and live: word " + at);
      }
    }
    below.inspect(walk);
  }
}
