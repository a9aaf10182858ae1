package org.alloracle.fast.jemalloc;

import java.util.concurrent.atomic.AtomicInteger;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.Requests;

/**
 * Several arenas over the chunks of one heap, for many threads. A thread is bound to an arena,
 * round robin, at its first use: through a {@link #handle} that it keeps, which is fastest, or
 * through the allocator itself, which finds the thread's handle.
 *
 * <ul>
 *   <li>POLICY: each arena answers as {@link FastJemalloc} does, for the chunks that it gets.
 *   <li>HONEST_FAILURE: small and large requests are refused if the thread's arena has no region,
 *       or no pages, and no chunk is free; what other arenas have free does not help. At the moment
 *       at which the chunks are asked for, that is exact.
 *   <li>VALID_FREE: a wrong free is detected unless a live block starts there, and changes nothing;
 *       if threads free one block at the same time one of them succeeds.
 *   <li>FRAME: what a thread did with a block happens before what its next owner does.
 * </ul>
 *
 * <p>All methods may be called from any thread, but for {@link #checkInvariants}. There is a lock
 * for each arena and one for the chunks; an arena's is taken before the chunks'. A free takes the
 * lock of the arena that the block came from, whoever frees it. Who owns a block knows its arena
 * without a lock: an arena keeps a chunk for as long as a block in it lives.
 */
public final class JemallocArenas implements BlockAllocator {
  private final ChunkSpace space;
  private final Arena[] arenas;
  private final AtomicInteger bound = new AtomicInteger();
  private final ThreadLocal<Handle> local = ThreadLocal.withInitial(this::handle);

  /**
   * A heap without live blocks, from address 0.
   *
   * @param chunks from 1
   * @param pagesOfChunk a power of two, from 32 to 512; 512 as in the paper
   * @param arenas from 1; the paper has four for each processor
   * @throws IllegalArgumentException if they are not so, or make more than {@link
   *     FastJemalloc#GREATEST_END}
   */
  public JemallocArenas(long chunks, int pagesOfChunk, int arenas) {
    if (arenas < 1) {
      throw new IllegalArgumentException(arenas + " arenas: there is one at least");
    }
    space = FastJemalloc.space(chunks, pagesOfChunk);
    this.arenas = new Arena[arenas];
    for (int i = 0; i < arenas; i++) {
      this.arenas[i] = new Arena(space, pagesOfChunk);
    }
  }

  /** A handle bound to the next arena. It may be used by any thread, and costs nothing to keep. */
  public Handle handle() {
    return new Handle(arenas[Math.floorMod(bound.getAndIncrement(), arenas.length)]);
  }

  /** What a thread calls. Any handle may free the blocks of any other. */
  public final class Handle implements BlockAllocator {
    private final Arena arena;

    private Handle(Arena arena) {
      this.arena = arena;
    }

    @Override
    public long allocate(long size, long alignment) {
      Requests.check(size, alignment);
      if (size > arena.half || alignment > arena.half) {
        return FastJemalloc.huge(space, arena.chunkBits, size, alignment);
      }
      arena.lock();
      try {
        return arena.allocate(size, alignment);
      } finally {
        arena.unlock();
      }
    }

    @Override
    public void free(long address) {
      JemallocArenas.this.free(address);
    }

    @Override
    public long usableSize(long address) {
      return JemallocArenas.this.usableSize(address);
    }
  }

  /** Hands out a block from the calling thread's arena. */
  @Override
  public long allocate(long size, long alignment) {
    return local.get().allocate(size, alignment);
  }

  @Override
  public void free(long address) {
    int chunkBits = arenas[0].chunkBits;
    Arena owner = space.owner(address >>> chunkBits);
    if (owner == null) {
      FastJemalloc.freeHuge(space, chunkBits, address);
      return;
    }
    boolean freed;
    owner.lock();
    try {
      freed = owner.free(address);
    } finally {
      owner.unlock();
    }
    if (!freed) {
      throw new InvalidFreeException("no live block starts at " + address);
    }
  }

  @Override
  public long usableSize(long address) {
    int chunkBits = arenas[0].chunkBits;
    Arena owner = space.owner(address >>> chunkBits);
    if (owner == null) {
      return FastJemalloc.usableHuge(space, chunkBits, address);
    }
    long bytes;
    owner.lock();
    try {
      bytes = owner.usableSize(address);
    } finally {
      owner.unlock();
    }
    if (bytes == 0) {
      throw new InvalidFreeException("no live block starts at " + address);
    }
    return bytes;
  }

  /**
   * Walks the invariants of the structure, while no other thread uses it.
   *
   * @throws AssertionError that begins with the name of the first clause that does not hold
   */
  public void checkInvariants() {
    for (Arena arena : arenas) {
      new Inspection(arena).run();
    }
  }

  /** The chunks that arenas and huge blocks have. */
  public long chunksTaken() {
    return space.count();
  }
}
