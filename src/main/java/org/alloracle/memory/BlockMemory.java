package org.alloracle.memory;

import java.nio.ByteBuffer;
import org.alloracle.collect.LongMap;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;

/**
 * An allocator and the bytes that it manages. Blocks are read and written through a {@link View},
 * which never lets an access leave its block.
 *
 * <p>CONTAINMENT: a block that the allocator places outside the bytes is given back to it, and
 * {@link IllegalStateException} is thrown. FRAME: the allocators of this project keep what they
 * know beside the memory, so no call of theirs changes a byte of it.
 *
 * <p>What threads may do is what the allocator says of itself; two threads that use the same bytes
 * at the same time see of each other what plain accesses see. With {@link #checkedLifetimes} all is
 * confined to one thread.
 */
public final class BlockMemory implements BlockAllocator {
  private static final long DEAD = 0;

  private final BlockAllocator allocator;
  private final Bytes bytes;
  private final boolean checked;

  /** The serial number of each live block, where lifetimes are checked. */
  private final LongMap serials = new LongMap();

  private long last = DEAD;

  private BlockMemory(BlockAllocator allocator, Bytes bytes, boolean checked) {
    this.allocator = allocator;
    this.bytes = bytes;
    this.checked = checked;
  }

  /**
   * The bytes of a buffer, from index 0 to its limit; address 0 is index 0.
   *
   * @param allocator one without live blocks, whose heap is not larger
   */
  public static BlockMemory of(BlockAllocator allocator, ByteBuffer bytes) {
    return new BlockMemory(allocator, Bytes.of(bytes), false);
  }

  /**
   * Bytes outside the Java heap, zero at first. They are taken from the system 64 MiB at a time,
   * where first used, and given back when this object is collected.
   *
   * @param allocator one without live blocks, whose heap is not larger
   * @param bytes from 1 to 2^46
   * @throws IllegalArgumentException if {@code bytes} is out of range
   */
  public static BlockMemory offHeap(BlockAllocator allocator, long bytes) {
    return new BlockMemory(allocator, Bytes.offHeap(bytes), false);
  }

  /**
   * The same memory with every use after free detected: a view belongs to the block that it was set
   * on, and not to another that comes to lie there. Costs a look-up an access.
   *
   * @throws IllegalStateException if this one has handed out blocks, or checks already
   */
  public BlockMemory checkedLifetimes() {
    if (last != DEAD || checked) {
      throw new IllegalStateException("lifetimes can be checked from the beginning only");
    }
    return new BlockMemory(allocator, bytes, true);
  }

  /** The bytes that there are. */
  public long capacity() {
    return bytes.capacity();
  }

  @Override
  public long allocate(long size, long alignment) {
    long address = allocator.allocate(size, alignment);
    if (address == NONE) {
      return NONE;
    }
    if (allocator.usableSize(address) > capacity() - address) {
      allocator.free(address);
      throw new IllegalStateException(
          "CONTAINMENT: a block at " + address + " ends after the " + capacity() + " bytes");
    }
    last++;
    if (checked) {
      serials.put(address, last);
    }
    return address;
  }

  @Override
  public void free(long address) {
    allocator.free(address);
    if (checked) {
      serials.remove(address, DEAD);
    }
  }

  @Override
  public long usableSize(long address) {
    return allocator.usableSize(address);
  }

  /** A view, not set on a block yet. One can be used for many blocks, one after the other. */
  public View view() {
    return new View(this, bytes);
  }

  /**
   * A new view of a live block.
   *
   * @throws InvalidFreeException if no live block starts at the address
   */
  public View view(long address) {
    return view().at(address);
  }

  /** What a view remembers of a live block, beside its address and size. */
  long serial(long address) {
    return checked ? serials.get(address, DEAD) : DEAD;
  }
}
