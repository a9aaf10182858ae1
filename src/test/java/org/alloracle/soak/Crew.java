package org.alloracle.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.oracle.LiveBlocks;
import org.jspecify.annotations.Nullable;

/**
 * Threads on one heap. The oracle is told of each block after it was handed out and before it is
 * given back, so no two spans of a byte's owners may overlap; and what an owner wrote into a block
 * is there until it is freed, often by another thread.
 */
final class Crew {
  private record Block(long address, long size, byte stamp) {}

  private static final int PARTS = 8;

  private final Faces.Face face;
  private final LiveBlocks oracle;

  private final byte[] memory;

  /** Blocks left for whoever comes. */
  private final AtomicReferenceArray<@Nullable Block> post = new AtomicReferenceArray<>(64);

  private long events;

  Crew(Faces.Face face) {
    this.face = face;
    memory = new byte[(int) face.bytes()];
    oracle =
        new LiveBlocks(
            0,
            face.bytes() - 1,
            violation -> {
              throw new AssertionError(violation.clause() + ": " + violation.message());
            });
  }

  /** What each thread is to do. */
  List<Callable<Long>> work(long seed, int calls) {
    List<Callable<Long>> work = new ArrayList<>();
    for (int t = 0; t < face.handles().size(); t++) {
      int thread = t;
      work.add(() -> work(thread, new Random(seed + 31L * thread), calls));
    }
    return work;
  }

  /** Frees what was left, when the threads have ended, and looks at the heap. */
  void end() {
    for (int i = 0; i < post.length(); i++) {
      Block left = post.getAndSet(i, null);
      if (left != null) {
        free(i % face.handles().size(), left);
      }
    }
    if (oracle.liveBlocks() != 0) {
      throw new AssertionError("CONSERVATION: live blocks " + oracle.liveBlocks());
    }
    face.check().run();
  }

  /** Returns the number of blocks it got. */
  private long work(int thread, Random random, int calls) {
    List<Block> mine = new ArrayList<>();
    long served = 0;
    int wanted = 0;
    for (int i = 0; i < calls; i++) {
      wanted = i % 500 == 0 ? random.nextInt(1 << random.nextInt(9)) : wanted;
      if (mine.size() <= wanted) {
        long size = 1 + random.nextLong(1 + random.nextLong(face.greatest()));
        Block block = allocate(thread, size, (byte) random.nextInt());
        if (block != null) {
          served++;
          mine.add(block);
        } else if (!mine.isEmpty()) {
          free(thread, mine.remove(random.nextInt(mine.size())));
        }
      } else {
        Block block = mine.remove(random.nextInt(mine.size()));
        if (random.nextInt(3) > 0) {
          block = post.getAndSet(random.nextInt(post.length()), block);
        }
        if (block != null) {
          free(thread, block);
        }
      }
    }
    mine.forEach(block -> free(thread, block));
    return served;
  }

  private @Nullable Block allocate(int thread, long size, byte stamp) {
    BlockAllocator handle = face.handles().get(thread);
    long address = handle.allocate(size, 1);
    if (address == BlockAllocator.NONE) {
      return null;
    }
    long usable = handle.usableSize(address);
    synchronized (oracle) {
      oracle.now(++events, 0, thread);
      oracle.allocate(address, size, usable, 1);
    }
    for (int part = 0; part <= PARTS; part++) {
      memory[at(address, size, part)] = stamp;
    }
    return new Block(address, size, stamp);
  }

  /** A byte of a block: its first, its last, or one between. */
  private static int at(long address, long size, int part) {
    return (int) (address + (size - 1) * part / PARTS);
  }

  private void free(int thread, Block block) {
    for (int part = 0; part <= PARTS; part++) {
      int at = at(block.address, block.size, part);
      if (memory[at] != block.stamp) {
        throw new AssertionError("FRAME: byte " + at + " of the block at " + block.address);
      }
    }
    synchronized (oracle) {
      oracle.now(++events, 0, thread);
      oracle.free(block.address);
    }
    face.handles().get(thread).free(block.address);
  }
}
