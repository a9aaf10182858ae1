package org.alloracle.bench.peer;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;

/** Direct buffers of Netty. */
final class NettyHeap extends Heap {
  private final ByteBufAllocator allocator;
  private final ByteBuf[] blocks;

  private NettyHeap(ByteBufAllocator allocator, int slots) {
    this.allocator = allocator;
    blocks = new ByteBuf[slots];
  }

  static Heap adaptive(int slots) {
    // Caches for all threads, not for event loops alone.
    return new NettyHeap(new AdaptiveByteBufAllocator(true, true), slots);
  }

  static Heap pooled(int slots) {
    return new NettyHeap(new PooledByteBufAllocator(true), slots);
  }

  @Override
  public void allocate(int slot, int size) {
    blocks[slot] = allocator.directBuffer(size);
  }

  @Override
  public void free(int slot) {
    blocks[slot].release();
  }

  @Override
  public Heap forThisThread() {
    return this;
  }

  @Override
  public long address(int slot) {
    return blocks[slot].memoryAddress();
  }
}
