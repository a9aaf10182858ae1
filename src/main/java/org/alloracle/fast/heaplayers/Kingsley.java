package org.alloracle.fast.heaplayers;

/**
 * Kingsley's allocator as a stack, at the same addresses as {@link
 * org.alloracle.reference.heaplayers.Kingsley reference.heaplayers}, in constant time; and one
 * written by hand, to measure what the stacking costs.
 */
public final class Kingsley {
  /** The number of classes: the last one has 2 GiB. */
  public static final int CLASSES = 29;

  private Kingsley() {}

  /** A heap of layers, of a multiple of 4096 bytes up to 2<sup>40</sup>, from address 0. */
  public static Front<StrictSegLayer<SizeLayer>> stacked(long heapBytes) {
    return new Front<>(new StrictSegLayer<>(new SizeLayer(new ChunkLayer(heapBytes)), CLASSES));
  }

  /** The same in one piece. */
  public static FusedKingsley fused(long heapBytes) {
    return new FusedKingsley(heapBytes);
  }
}
