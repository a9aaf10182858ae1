package org.alloracle.fast.heaplayers;

/**
 * One list of free blocks for a range of sizes; other requests pass through. A request in the range
 * gets as many bytes as the range's greatest, from the list or from below.
 *
 * <p>Only a block of exactly that capacity goes on the list, whatever was asked for it; so each
 * block that the list serves is large enough.
 *
 * @param <S> the layer below
 */
public final class FreeListLayer<S extends SizedLayer> implements SizedLayer {
  private final S below;
  private final long least;
  private final long greatest;
  private final long words;
  private long head;

  /**
   * An empty list.
   *
   * @param least bytes of a request in the range
   * @param greatest bytes of a request in the range
   */
  public FreeListLayer(S below, long least, long greatest) {
    if (least < 0 || greatest < 1 || greatest < least || greatest > ChunkLayer.GREATEST) {
      throw new IllegalArgumentException("no range: " + least + " to " + greatest);
    }
    this.below = below;
    this.least = least;
    this.greatest = greatest;
    words = (greatest + 7) >> 3;
  }

  @Override
  public long malloc(long bytes) {
    if (bytes < least || bytes > greatest) {
      return below.malloc(bytes);
    }
    long at = head;
    if (at == 0) {
      return below.malloc(greatest);
    }
    head = ~below.exchange(at, words);
    return at;
  }

  @Override
  public void free(long at, long words) {
    if (words != this.words) {
      below.free(at, words);
      return;
    }
    below.exchange(at, ~head);
    head = at;
  }

  @Override
  public long expand(long at, long min, long max) {
    if (below.header(at) != words) {
      return below.expand(at, min, max);
    }
    return 8 * words < min ? 0 : Math.min(8 * words, max);
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
    for (long at = head; at != 0; at = ~below.header(at)) {
      walk.list(at, words);
      walk.require(below.header(at) < 0, "METADATA: listed and live: word " + at);
    }
    below.inspect(walk);
  }
}
