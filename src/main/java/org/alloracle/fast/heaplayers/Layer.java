package org.alloracle.fast.heaplayers;

/**
 * A layer: it serves the one above from what the one below serves.
 *
 * <p>Blocks are named by their first word; a word is 8 bytes. If the layer below keeps the contract
 * (blocks apart, each as long as asked for, freed only by their owner), then so does this one. A
 * layer believes its caller; the {@link Front} of a stack checks what users give.
 */
public interface Layer {
  /** The result of {@link #malloc} if no block can be had. */
  long NONE = -1L;

  /**
   * Hands out a block.
   *
   * @param bytes at least 0
   * @return its first word, or {@link #NONE}, nothing being changed
   */
  long malloc(long bytes);

  /**
   * Takes back a block that this layer handed out.
   *
   * @param words it has
   */
  void free(long at, long words);

  /**
   * Makes a block longer without moving it, as long as can be.
   *
   * @param min the least bytes that are of use
   * @param max the most that are of use, at least {@code min}
   * @return the bytes that it can hold now, from {@code min} to {@code max}; 0 if it cannot hold
   *     {@code min}, nothing being changed
   */
  long expand(long at, long min, long max);

  /** Adds what this layer and those below hold to a walk over the invariants. */
  void inspect(Walk walk);
}
