package org.alloracle.fast.michael;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.Requests;
import org.jspecify.annotations.Nullable;

/**
 * Michael's lock-free allocator: Maged M. Michael, <i>Scalable Lock-Free Dynamic Memory
 * Allocation</i>, PLDI 2004, with the repair found by its model, {@code specs/michael}.
 *
 * <p>Thread-safe. Any thread may free any block. A small block is allocated and freed lock-free: a
 * thread that stops anywhere stops no other. A request above the greatest size class, or for an
 * alignment that no class has, gets a run of whole superblocks under a lock (in the original it
 * goes to the operating system), after taking idle superblocks from the size classes if need be;
 * while that goes on, a small request may be refused although there are superblocks which the large
 * one does not get in the end.
 *
 * <p>The words that the original keeps in free blocks and before live ones stand beside the memory:
 * 4 bytes a block, made for a superblock when it is first used or its size class changes. So a
 * wrong free is always detected, unless a live block starts there, and of two frees of one block
 * one throws. Besides these words, once the descriptors are made, only a request above the greatest
 * class makes a Java object.
 *
 * <p>A small request is refused when there is no superblock or no descriptor to be had. An empty
 * superblock goes back to be used for any size, except that each heap of each class keeps the one
 * it serves from.
 *
 * <p>Each thread works through a {@link Handle}. The methods of this class look up one that they
 * have made for the thread; it becomes free again after the thread has ended.
 */
public final class MichaelAlloc implements BlockAllocator {
  final Steps steps;
  final Descriptors descriptors;
  final Superblocks superblocks;
  final SizeClass[] classes;
  final ProcessorHeap[] heaps;
  final AtomicReferenceArray<HazardRecord> records;
  final AtomicInteger recordsMade = new AtomicInteger();
  private final Shape shape;

  /** For each size in units of 16 bytes its class. */
  private final byte[] classOf;

  private final int greatest;
  private final AtomicReferenceArray<Handle> implied;

  // Weak, or a thread's map would hold an allocator that nobody else knows.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<WeakReference<Handle>> mine = new ThreadLocal<>();

  /**
   * An empty heap of the default shape, see {@link Shape#of}.
   *
   * @param heapBytes the address space, a positive multiple of 16384 up to 2^40
   * @throws IllegalArgumentException if it is not so
   */
  public MichaelAlloc(long heapBytes) {
    this(Shape.of(heapBytes));
  }

  /** An empty heap. */
  public MichaelAlloc(Shape shape) {
    this(shape, Steps.NONE);
  }

  /** An empty heap that tells its steps. */
  MichaelAlloc(Shape shape, Steps steps) {
    this.shape = shape;
    this.steps = steps;
    List<Integer> blockBytes = shape.blockBytes();
    if (blockBytes.size() > Byte.MAX_VALUE) {
      throw new IllegalArgumentException(blockBytes.size() + " size classes: 127 are the most");
    }
    records = new AtomicReferenceArray<>(shape.threads());
    implied = new AtomicReferenceArray<>(shape.threads());
    descriptors =
        new Descriptors(
            shape.descriptors(), shape.batch(), blockBytes.size(), records, recordsMade, steps);
    superblocks = new Superblocks(shape.superblocks(), shape.superblockBytes());
    classes = new SizeClass[blockBytes.size()];
    heaps = new ProcessorHeap[classes.length * shape.heaps()];
    greatest = blockBytes.get(classes.length - 1);
    classOf = new byte[greatest / 16 + 1];
    int size = 0;
    for (int c = 0; c < classes.length; c++) {
      int bytes = blockBytes.get(c);
      int max = shape.superblockBytes() / bytes;
      classes[c] = new SizeClass(c, bytes, max, new PartialList(descriptors, c));
      for (int i = 0; i < shape.heaps(); i++) {
        heaps[c * shape.heaps() + i] = new ProcessorHeap(c * shape.heaps() + i, classes[c]);
      }
      while (size <= bytes / 16) {
        classOf[size++] = (byte) c;
      }
    }
  }

  /** The numbers it was made with. */
  public Shape shape() {
    return shape;
  }

  /**
   * A handle for one thread at a time, until it is closed.
   *
   * @throws IllegalStateException if {@link Shape#threads()} are open, those included that were
   *     made for threads which still run
   */
  public Handle handle() {
    return new Handle(record());
  }

  private HazardRecord record() {
    for (int i = 0; i < records.length(); i++) {
      HazardRecord record = records.get(i);
      if (record == null) {
        HazardRecord made = new HazardRecord(i, records.length());
        // First, so that nobody uses a record that a scan does not see.
        recordsMade.accumulateAndGet(i + 1, Math::max);
        if (records.compareAndSet(i, null, made)) {
          record = made;
        } else {
          record = records.get(i);
        }
      }
      if (record.take()) {
        return record;
      }
    }
    for (int i = 0; i < records.length(); i++) {
      HazardRecord record = records.get(i);
      Thread owner = record.owner;
      if (owner != null && !owner.isAlive() && record.inherit(owner)) {
        return record;
      }
    }
    throw new IllegalStateException(
        records.length() + " threads use the allocator, and no more can");
  }

  private Handle handleOfThread() {
    WeakReference<Handle> weak = mine.get();
    Handle handle = weak == null ? null : weak.get();
    if (handle == null) {
      HazardRecord record = record();
      record.owner = Thread.currentThread();
      handle = new Handle(record);
      implied.set(record.index, handle);
      mine.set(new WeakReference<>(handle));
    }
    return handle;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if more threads use the allocator than {@link Shape#threads()}
   */
  @Override
  public long allocate(long size, long alignment) {
    return handleOfThread().allocate(size, alignment);
  }

  @Override
  public void free(long address) {
    handleOfThread().free(address);
  }

  @Override
  public long usableSize(long address) {
    return live(address).bytes;
  }

  /** The superblock of the live block that starts at an address. */
  private Superblock live(long address) {
    Superblock superblock = superblocks.at(address);
    int i = superblock.indexOf(address);
    if (i < 0 || !Superblock.live(superblock.word(i))) {
      throw noBlock(address);
    }
    return superblock;
  }

  private static InvalidFreeException noBlock(long address) {
    return new InvalidFreeException("no live block starts at " + address);
  }

  /** The least class for a size whose blocks are so aligned, or null. */
  private @Nullable SizeClass classOf(long size, long alignment) {
    if (size > greatest) {
      return null;
    }
    int c = classOf[(int) ((size + 15) >>> 4)];
    if (alignment > 16) {
      while (c < classes.length && classes[c].bytes() % alignment != 0) {
        c++;
      }
      if (c == classes.length || shape.superblockBytes() % alignment != 0) {
        return null;
      }
    }
    return classes[c];
  }

  /**
   * Walks the invariants of the structure. Nothing else may happen meanwhile.
   *
   * @throws AssertionError naming the first clause that does not hold
   */
  public void checkInvariants() {
    new Walker(this).check();
  }

  /** An allocator's hands for one thread at a time; not thread-safe in itself. */
  public final class Handle implements BlockAllocator, AutoCloseable {
    private final HazardRecord record;
    private final Malloc malloc;
    private final Free free;
    private int heap;
    private boolean closed;

    private Handle(HazardRecord record) {
      this.record = record;
      Partials partials = new Partials(MichaelAlloc.this, record);
      malloc = new Malloc(MichaelAlloc.this, record, partials);
      free = new Free(MichaelAlloc.this, record, partials);
      heap = record.index % shape.heaps();
    }

    /**
     * Allocates from another of the processor heaps from now on. At first they are dealt round.
     *
     * @param heap from 0 to {@link Shape#heaps()} - 1
     */
    public void use(int heap) {
      if (heap < 0 || heap >= shape.heaps()) {
        throw new IllegalArgumentException("heap " + heap + " of " + shape.heaps());
      }
      this.heap = heap;
    }

    /** The number of this handle, from 0, unique among the open ones. */
    public int index() {
      return record.index;
    }

    @Override
    public long allocate(long size, long alignment) {
      Requests.check(size, alignment);
      open();
      SizeClass sizeClass = classOf(size, alignment);
      return sizeClass == null
          ? large(Math.max(size, 1), alignment)
          : malloc.from(heaps[sizeClass.index() * shape.heaps() + heap]);
    }

    private long large(long size, long alignment) {
      Superblock large = superblocks.takeLarge(size, alignment);
      if (large == null && size <= (long) shape.superblocks() * shape.superblockBytes()) {
        for (ProcessorHeap each : heaps) {
          free.trim(each);
        }
        large = superblocks.takeLarge(size, alignment);
      }
      return large == null ? NONE : large.address(0);
    }

    @Override
    public void free(long address) {
      open();
      Superblock superblock = superblocks.at(address);
      int i = superblock.indexOf(address);
      int word = i < 0 ? 0 : superblock.word(i);
      boolean freed = false;
      if (Superblock.live(word)) {
        if (superblock.sizeClass != Superblock.LARGE) {
          freed = free.block(superblock, i, word);
        } else if (superblock.claim(i, word)) {
          superblocks.giveLarge(superblock);
          freed = true;
        }
      }
      if (!freed) {
        throw noBlock(address);
      }
    }

    @Override
    public long usableSize(long address) {
      return live(address).bytes;
    }

    private void open() {
      if (closed) {
        throw new IllegalStateException("the handle is closed");
      }
    }

    /** Makes room for another thread's handle. What was allocated stays. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        record.owner = null;
        record.taken = false;
      }
    }
  }
}
