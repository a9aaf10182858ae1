package org.alloracle.fast.heaplayers;

/**
 * A layer whose blocks have a header. While a block is live, the header is the number of its words;
 * the layer that keeps a free block may put there what it likes, if it is negative.
 */
public interface SizedLayer extends Layer {
  /** The header of a block, or a number below 1 if no live block of this layer starts there. */
  long header(long at);

  /** Sets the header of a block, and returns what it was. */
  long exchange(long at, long value);
}
