package org.alloracle.fast.jemalloc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An arena: bins with runs of small regions, and runs of pages in chunks of its own. Large blocks
 * are runs too; huge ones are the {@link ChunkSpace}'s. For one thread at a time, which has the
 * lock.
 *
 * <p>What holds between calls, and {@link Inspection} walks: each page of an open chunk is the
 * header, free, or of one run, which the page map names; no two free buddies of one length; a run's
 * count is the number of its set bits, and its state goes with that; a run is on the ring of its
 * state, but for fresh and full ones; a current run has a free region; {@code best} has each
 * chunk's greatest order.
 */
final class Arena {
  static final long NONE = -1;

  /** The rings in the order in which they are looked at. */
  private static final int[] RINGS = {Run.Q50, Run.Q25, Run.Q0, Run.Q75};

  static final int STATES = 6;

  /** Pages below 4 GiB are found in one table, the others by their chunk's. */
  private static final int NEAR = 1 << 20;

  private static final VarHandle HELD;

  static {
    try {
      HELD = MethodHandles.lookup().findVarHandle(Arena.class, "held", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Whether a thread has the lock. */
  private volatile boolean held;

  final ChunkSpace space;
  final int chunkBits;
  final int pages;
  final long half;
  final @Nullable Run[] current = new Run[Classes.BINS];

  /** The heads of the rings, at {@code bin * STATES + state}. */
  final Run[] rings = new Run[Classes.BINS * STATES];

  /** The chunks that are ours, by number. */
  @Nullable Chunk[] chunks = new Chunk[1];

  /**
   * The run in use of each page below {@link #NEAR}; null for free pages, headers, others' chunks.
   */
  private @Nullable Run[] near = new Run[0];

  /** The same for each chunk from there on; {@link #foreign} for those that are not ours. */
  private @Nullable Run[][] far;

  private final @Nullable Run[] foreign;
  private final int pageMask;

  /**
   * A tree over the chunks: node i has the greater of 2i and 2i + 1; a leaf the greatest order + 1.
   */
  byte[] best = new byte[2];

  private final @Nullable Run[] spareSmall = new Run[Classes.BINS];
  private final @Nullable Run[] spareLarge;
  private @Nullable Chunk spareChunks;

  /** How often a run of a small class was begun. */
  long begun;

  /**
   * An arena without chunks.
   *
   * @param pages of a chunk, a power of two from 32 to 512
   */
  Arena(ChunkSpace space, int pages) {
    this.space = space;
    this.pages = pages;
    pageMask = pages - 1;
    chunkBits = Classes.PAGE_BITS + Integer.numberOfTrailingZeros(pages);
    half = 1L << (chunkBits - 1);
    foreign = new Run[pages];
    far = new Run[][] {foreign};
    spareLarge = new Run[Integer.numberOfTrailingZeros(pages)];
    for (int i = 0; i < rings.length; i++) {
      rings[i] = Run.ring();
    }
  }

  /** Waits for the lock; whoever has it holds it for one short call. */
  void lock() {
    if (!HELD.compareAndSet(this, false, true)) {
      await();
    }
  }

  /** Only the pace depends on the scheduler. */
  @SuppressWarnings("ThreadPriorityCheck")
  private void await() {
    int turns = 0;
    do {
      if (turns < 100) {
        turns++;
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    } while (held || !HELD.compareAndSet(this, false, true));
  }

  void unlock() {
    HELD.setRelease(this, false);
  }

  /**
   * A block, if that is a small one from a current run; else {@link #NONE}. Any arguments are
   * right.
   */
  long allocateSmall(long size, long alignment) {
    long mask = alignment - 1;
    if (size >= 0 && size <= Classes.LARGEST && mask >= 0) {
      Run run = current[Classes.BIN[(int) size]];
      // No bit below the alignment is in the class, and the alignment is a power of two.
      if (run != null && ((run.size | alignment) & mask) == 0) {
        return take(run);
      }
    }
    return NONE;
  }

  private long take(Run run) {
    long address = run.take();
    if (run.free <= run.low) {
      fuller(run);
    }
    return address;
  }

  /** A block of at most half a chunk, or {@link #NONE}. */
  long allocate(long size, long alignment) {
    if (size <= Classes.LARGEST) {
      int bin = Classes.BIN[(int) size];
      if ((Classes.SIZE[bin] & (alignment - 1)) == 0) {
        return small(bin);
      }
    }
    return rounded(Math.max(size, alignment));
  }

  /** The same for a power of two. */
  private long rounded(long least) {
    int bits = 64 - Long.numberOfLeadingZeros(least - 1);
    return 1L << bits <= Classes.LARGEST
        ? small(Classes.BIN[1 << bits])
        : large(bits - Classes.PAGE_BITS);
  }

  /** The lowest free region of a bin's current run. */
  long small(int bin) {
    Run run = current[bin];
    if (run == null) {
      run = renew(bin);
      if (run == null) {
        return NONE;
      }
    }
    return take(run);
  }

  /** Makes another run current: the first on a ring, or a fresh one. */
  private @Nullable Run renew(int bin) {
    Run run = null;
    for (int ring : RINGS) {
      Run head = rings[bin * STATES + ring];
      if (head.next != head) {
        run = head.next;
        break;
      }
    }
    if (run == null) {
      run = spareSmall[bin];
      Run fresh = run == null ? new Run(bin) : run;
      long address = place(fresh);
      if (address == NONE) {
        spareSmall[bin] = fresh;
        return null;
      }
      spareSmall[bin] = fresh.spare;
      fresh.begin(address);
      begun++;
      run = fresh;
    }
    current[bin] = run;
    return run;
  }

  private void fuller(Run run) {
    move(run, run.fuller());
    if (run.state == Run.Q100) {
      current[run.bin] = null;
    }
  }

  /**
   * From the ring of its state, if it is on one, to the end of the ring of another, if there is
   * one.
   */
  private void move(Run run, int state) {
    run.leave();
    run.enter(state);
    if (state != Run.INIT && state != Run.Q100) {
      run.join(rings[run.bin * STATES + state]);
    }
  }

  private long large(int order) {
    Run run = spareLarge[order];
    Run large = run == null ? new Run(order, 1) : run;
    long address = place(large);
    if (address == NONE) {
      spareLarge[order] = large;
      return NONE;
    }
    spareLarge[order] = large.spare;
    large.beginLarge(address);
    return address;
  }

  /** Pages for a run, in the lowest chunk that has so many together, or in a new one. */
  private long place(Run run) {
    int chunk = best[1] > run.order ? lowest(run.order) : open();
    if (chunk < 0) {
      return NONE;
    }
    Chunk at = chunks[chunk];
    int page = at.take(run.order);
    rate(chunk, at.largest() + 1);
    note(at, page, run.order, run);
    return ((long) chunk << chunkBits) + ((long) page << Classes.PAGE_BITS);
  }

  /** Notes whose pages are. */
  private void note(Chunk chunk, int page, int order, @Nullable Run run) {
    @Nullable Run[] map = chunk.map;
    int from = map == null ? chunk.number * pages + page : page;
    Arrays.fill(map == null ? near : map, from, from + (1 << order), run);
  }

  /** The lowest chunk with a free run of an order or more, which one has. */
  private int lowest(int order) {
    int node = 1;
    while (node < chunks.length) {
      node <<= 1;
      node += best[node] > order ? 0 : 1;
    }
    return node - chunks.length;
  }

  /** Notes the greatest order of a chunk. */
  private void rate(int chunk, int value) {
    int node = chunks.length + chunk;
    best[node] = (byte) value;
    while (node > 1) {
      byte greater = (byte) Math.max(best[node], best[node ^ 1]);
      node >>= 1;
      if (best[node] == greater) {
        return;
      }
      best[node] = greater;
    }
  }

  private int open() {
    int number = (int) space.open(this);
    if (number < 0) {
      return -1;
    }
    while (number >= chunks.length) {
      grow();
    }
    Chunk chunk = spareChunks == null ? new Chunk(pages) : spareChunks;
    spareChunks = chunk.spare;
    chunk.begin(number);
    chunks[number] = chunk;
    if (number < NEAR / pages) {
      chunk.map = null;
      if (near.length < (number + 1) * pages) {
        near = Arrays.copyOf(near, Math.max(2 * near.length, (number + 1) * pages));
      }
    } else {
      chunk.map = new Run[pages];
      far[number] = chunk.map;
    }
    return number;
  }

  private void grow() {
    int old = chunks.length;
    chunks = Arrays.copyOf(chunks, 2 * old);
    far = Arrays.copyOf(far, 2 * old);
    Arrays.fill(far, old, 2 * old, foreign);
    byte[] next = new byte[4 * old];
    System.arraycopy(best, old, next, 2 * old, old);
    for (int node = 2 * old - 1; node > 0; node--) {
      next[node] = (byte) Math.max(next[2 * node], next[2 * node + 1]);
    }
    best = next;
  }

  /** The run in use that an address is in, or null. */
  @Nullable Run runOf(long address) {
    long page = address >>> Classes.PAGE_BITS;
    return page < near.length ? near[(int) page] : farRunOf(address);
  }

  private @Nullable Run farRunOf(long address) {
    long chunk = address >>> chunkBits;
    return chunk < far.length
        ? far[(int) chunk][(int) (address >>> Classes.PAGE_BITS) & pageMask]
        : null;
  }

  /** Frees the block that starts at an address, if one of this arena does. */
  boolean free(long address) {
    Run run = runOf(address);
    if (run == null || !run.give(address)) {
      return false;
    }
    if (run.free >= run.high) {
      emptier(run);
    }
    return true;
  }

  /** The bytes of the block of this arena that starts at an address, or 0. */
  long usableSize(long address) {
    Run run = runOf(address);
    return run != null && run.isLive(address) ? run.size : 0;
  }

  private void emptier(Run run) {
    if (run.bin == Run.LARGE) {
      release(run);
      run.spare = spareLarge[run.order];
      spareLarge[run.order] = run;
      return;
    }
    int state = run.emptier();
    move(run, state);
    if (state == Run.INIT) {
      if (current[run.bin] == run) {
        current[run.bin] = null;
      }
      release(run);
      run.spare = spareSmall[run.bin];
      spareSmall[run.bin] = run;
    }
  }

  /** Gives the pages of a run back, and its chunk if nothing else is in use there. */
  private void release(Run run) {
    int number = (int) (run.start >>> chunkBits);
    Chunk chunk = chunks[number];
    int page = (int) (run.start >>> Classes.PAGE_BITS) & pageMask;
    chunk.give(page, run.order);
    note(chunk, page, run.order, null);
    if (chunk.used > 0) {
      rate(number, chunk.largest() + 1);
      return;
    }
    rate(number, 0);
    chunks[number] = null;
    far[number] = foreign;
    chunk.spare = spareChunks;
    spareChunks = chunk;
    space.close(number);
  }
}
