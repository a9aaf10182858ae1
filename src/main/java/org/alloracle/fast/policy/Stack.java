package org.alloracle.fast.policy;

import org.alloracle.fast.heaplayers.ChunkLayer;
import org.alloracle.fast.heaplayers.FreeListLayer;
import org.alloracle.fast.heaplayers.Front;
import org.alloracle.fast.heaplayers.SizeLayer;

/**
 * Stacks of policies, at the same addresses as {@link org.alloracle.reference.policy.Stack
 * reference.policy}.
 */
public final class Stack {
  private Stack() {}

  /** The article's worked stack: a list for 24 to 32 bytes over headers over a region. */
  public static Front<FreeListLayer<SizeLayer>> worked(long heapBytes) {
    return new Front<>(new FreeListLayer<>(bottom(heapBytes), 24, 32));
  }

  /** Ghostscript's shape: lists for up to 128, 512 and 65536 bytes. */
  public static Front<FreeListLayer<FreeListLayer<FreeListLayer<SizeLayer>>>> ghostscript(
      long heapBytes) {
    return new Front<>(
        new FreeListLayer<>(
            new FreeListLayer<>(new FreeListLayer<>(bottom(heapBytes), 513, 65_536), 129, 512),
            0,
            128));
  }

  private static SizeLayer bottom(long heapBytes) {
    return new SizeLayer(new ChunkLayer(heapBytes));
  }
}
