package org.alloracle.fast.heaplayers;

/** Gives each block a header of one word, which lies before it. */
public final class SizeLayer implements SizedLayer {
  /** A block that was given back to the bottom: this and its words. */
  private static final long PARKED = Long.MIN_VALUE;

  private final ChunkLayer below;
  private final Headers headers = new Headers();

  /** Headers for what a layer below serves. */
  public SizeLayer(ChunkLayer below) {
    this.below = below;
  }

  @Override
  public long malloc(long bytes) {
    if (bytes > ChunkLayer.GREATEST) {
      return NONE;
    }
    long words = bytes <= 8 ? 1 : (bytes + 7) >> 3;
    long at = below.malloc(8 * (words + 1));
    if (at < 0) {
      return NONE;
    }
    headers.set(at, words);
    return at + 1;
  }

  @Override
  public void free(long at, long words) {
    headers.exchange(at - 1, PARKED + words);
    below.free(at - 1, words + 1);
  }

  @Override
  public long expand(long at, long min, long max) {
    long words = header(at);
    long room = words + below.room(at + words);
    if (8 * room < min) {
      return 0;
    }
    long most = Math.min(8 * room, max);
    long more = ((most + 7) >> 3) - words;
    if (more > 0) {
      below.extend(more);
      headers.set(at - 1, words + more);
    }
    return most;
  }

  @Override
  public long header(long at) {
    return headers.get(at - 1);
  }

  @Override
  public long exchange(long at, long value) {
    return headers.exchange(at - 1, value);
  }

  /** The bytes obtained by the layer below. */
  public long obtained() {
    return below.obtained();
  }

  @Override
  public void inspect(Walk walk) {
    below.inspect(walk);
    walk.run(
        at -> {
          long header = headers.get(at);
          return header >= 0 ? header : walk.listed(at + 1, header - PARKED);
        });
  }
}
