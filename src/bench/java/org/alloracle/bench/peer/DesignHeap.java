package org.alloracle.bench.peer;

import java.util.function.Supplier;
import org.alloracle.contract.BlockAllocator;
import org.jspecify.annotations.Nullable;

/** One of our block allocators. */
final class DesignHeap extends Heap {
  /** What every design grants. */
  private static final int ALIGNMENT = 8;

  private final BlockAllocator allocator;
  private final @Nullable Supplier<BlockAllocator> others;
  private final long[] blocks;

  /**
   * A heap.
   *
   * @param allocator what this thread calls
   * @param others makes what another thread calls; null if the allocator is confined
   */
  DesignHeap(BlockAllocator allocator, @Nullable Supplier<BlockAllocator> others, long[] blocks) {
    this.allocator = allocator;
    this.others = others;
    this.blocks = blocks;
  }

  @Override
  public void allocate(int slot, int size) {
    long block = allocator.allocate(size, ALIGNMENT);
    if (block == BlockAllocator.NONE) {
      throw new IllegalStateException("no block of " + size + " bytes");
    }
    blocks[slot] = block;
  }

  @Override
  public void free(int slot) {
    allocator.free(blocks[slot]);
  }

  @Override
  public Heap forThisThread() {
    return others == null ? super.forThisThread() : new DesignHeap(others.get(), others, blocks);
  }

  @Override
  public long address(int slot) {
    return blocks[slot];
  }
}
