package org.alloracle.fast.michael;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The address space: which superblock an address is in, and superblocks for blocks and runs. */
final class Superblocks {
  private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(Superblock[].class);
  private static final int PAGE = 1024;

  final SuperblockStore store;
  final int count;
  private final int bytes;
  private final int shift;
  private final AtomicReferenceArray<Superblock @Nullable []> pages;

  Superblocks(int count, int bytes) {
    this.count = count;
    this.bytes = bytes;
    shift = Integer.bitCount(bytes) == 1 ? Integer.numberOfTrailingZeros(bytes) : -1;
    store = new SuperblockStore(count);
    pages = new AtomicReferenceArray<>((count + PAGE - 1) / PAGE);
  }

  /** What is at an address, or was there last; {@link Superblock#NONE} if nothing. */
  Superblock at(long address) {
    long s = shift >= 0 ? address >> shift : address / bytes;
    return address < 0 || s >= count ? Superblock.NONE : entry((int) s);
  }

  Superblock entry(int s) {
    Superblock[] page = pages.get(s / PAGE);
    Superblock found = page == null ? null : (Superblock) ENTRY.getAcquire(page, s % PAGE);
    return found == null ? Superblock.NONE : found;
  }

  private void set(Superblock superblock) {
    int p = superblock.index / PAGE;
    if (pages.get(p) == null) {
      pages.compareAndSet(p, null, new Superblock[Math.min(PAGE, count - p * PAGE)]);
    }
    ENTRY.setRelease(pages.get(p), superblock.index % PAGE, superblock);
  }

  /** AllocNewSB: a superblock for a size class with its blocks linked; null if there is none. */
  @Nullable Superblock take(SizeClass sizeClass) {
    int s = store.take();
    if (s < 0) {
      return null;
    }
    Superblock superblock = entry(s);
    if (superblock.sizeClass != sizeClass.index()) {
      superblock =
          new Superblock(
              s,
              (long) s * bytes,
              /* sizeClass= */ sizeClass.index(),
              sizeClass.bytes(),
              sizeClass.max());
      superblock.link();
      set(superblock);
    } else {
      superblock.link();
    }
    return superblock;
  }

  /** FreeSB. */
  void give(Superblock superblock) {
    store.give(superblock.index, 1);
  }

  /**
   * A live large block, or null if no run is free.
   *
   * @param size bytes, at least 1
   */
  @Nullable Superblock takeLarge(long size, long alignment) {
    long needed = (size - 1) / bytes + 1;
    if (needed > count) {
      return null;
    }
    // A superblock at a multiple of the alignment comes every so many; number 0 always is.
    long align = Math.max(1, alignment / Integer.lowestOneBit(bytes));
    int s = store.takeRun((int) needed, (int) Math.min(align, count));
    if (s < 0) {
      return null;
    }
    Superblock large = new Superblock(s, (long) s * bytes, Superblock.LARGE, needed * bytes, 1);
    large.setPrefix(0, 0);
    set(large);
    return large;
  }

  void giveLarge(Superblock large) {
    store.give(large.index, (int) (large.bytes / bytes));
  }
}
