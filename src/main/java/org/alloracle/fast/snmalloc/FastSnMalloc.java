package org.alloracle.fast.snmalloc;

import java.util.Arrays;
import org.alloracle.contract.BlockAllocator;
import org.jspecify.annotations.Nullable;

/**
 * snmalloc, at the same addresses as {@code reference.snmalloc} if told the same steps, for many
 * threads: each has an allocator of its own, through {@link #handle} or through the heap itself,
 * which finds the thread's. No allocate or free takes a lock but where a superslab gets or loses
 * its owner.
 *
 * <ul>
 *   <li>DISJOINTNESS: an object is live, on a free list, in a bump tail, or a message in one box.
 *       Only the owner of its superslab writes the slab's fields; the message is linked by who has
 *       it.
 *   <li>CONSERVATION: what others have freed is used until it is delivered; so a slab's owner stays
 *       the same while messages for it are on their way.
 *   <li>POLICY: the least class; the slab that was last full, its free list, its bump tail; then
 *       the lowest unused slab. A message makes at most as many hops as an id has digits.
 *   <li>HONEST_FAILURE: an allocator refuses only if it has handled all messages that it could see.
 *   <li>FRAME: what a thread did with a block happens before what its next owner does.
 * </ul>
 *
 * <p>Metadata is made with a superslab's first use, and 8 bytes an object with a slab's. {@link
 * #checkInvariants} is for when no other thread uses the heap.
 */
public final class FastSnMalloc implements BlockAllocator {
  /** The bytes of a superslab of {@link #FastSnMalloc(long)}. */
  public static final long SUPERSLAB = 1048576L;

  final int bits;
  final long slabBytes;
  final long header;
  final long limit;
  final int batch;

  private final int slabShift;
  private final int slabsEach;
  private final int superslabs;
  private final int eachShift;
  private final SnAllocator[] allocators;
  private final ThreadLocal<SnAllocator> local = ThreadLocal.withInitial(this::ofThisThread);

  /** Grown and filled under the heap's lock; who has a block of a superslab sees it here. */
  private @Nullable Superslab[] table = new @Nullable Superslab[16];

  /** The superslabs that have had an owner and have none. */
  private final Bits unowned = new Bits();

  /** The superslabs from here on never had an owner. */
  private int fresh;

  /**
   * A heap of so many bytes, a multiple of {@link #SUPERSLAB} up to 2^40, for up to 64 threads at
   * once.
   */
  public FastSnMalloc(long heapBytes) {
    this(counted(64), 6, superslabs(heapBytes), 16, 65536, 2048, 1048576, 64);
  }

  /**
   * An unused heap.
   *
   * @param ids an id for each allocator, from 0 and below 2^37, no two the same
   * @param bits of a digit of an id, from 1 to 10; an allocator has a bucket for each digit
   * @param superslabs of the heap, from 0
   * @param slabsEach of a superslab, a power of two from 2 to 256
   * @param slabBytes of a slab, a power of two from 32 to 65536
   * @param header bytes of a superslab's metadata, from 0 and below {@code slabBytes}
   * @param limit bytes of an allocator's messages at which they are flushed, from 1
   * @param batch the most messages that a call handles of itself if it finds no free object; with 0
   *     only {@link SnAllocator#deliver} handles them
   * @throws IllegalArgumentException if one of them is not so
   */
  public FastSnMalloc(
      long[] ids,
      int bits,
      int superslabs,
      int slabsEach,
      long slabBytes,
      long header,
      long limit,
      int batch) {
    if (bits < 1 || bits > 10) {
      throw new IllegalArgumentException("bits " + bits + ": 1 to 10 wanted");
    }
    requireIds(ids);
    if (slabsEach < 2 || slabsEach > 256 || Integer.bitCount(slabsEach) != 1) {
      throw new IllegalArgumentException("slabs " + slabsEach + ": a power of two, 2 to 256");
    }
    if (superslabs < 0 || superslabs > Integer.MAX_VALUE / slabsEach) {
      throw new IllegalArgumentException("superslabs " + superslabs + ": negative or too many");
    }
    if (slabBytes < 32 || slabBytes > 65536 || Long.bitCount(slabBytes) != 1) {
      throw new IllegalArgumentException(
          "slab of " + slabBytes + " bytes: a power of two, 32 to 2^16");
    }
    if (header < 0 || header >= slabBytes || limit < 1 || batch < 0) {
      throw new IllegalArgumentException(
          "header " + header + ", limit " + limit + " or batch " + batch + " is out of range");
    }
    this.bits = bits;
    this.slabBytes = slabBytes;
    this.header = header;
    this.limit = limit;
    this.batch = batch;
    this.superslabs = superslabs;
    this.slabsEach = slabsEach;
    slabShift = Long.numberOfTrailingZeros(slabBytes);
    eachShift = Integer.numberOfTrailingZeros(slabsEach);
    allocators = new SnAllocator[ids.length];
    for (int a = 0; a < ids.length; a++) {
      allocators[a] = new SnAllocator(this, a, ids[a]);
    }
  }

  private static void requireIds(long[] ids) {
    long[] sorted = ids.clone();
    Arrays.sort(sorted);
    if (ids.length == 0 || sorted[0] < 0 || sorted[ids.length - 1] >= 1L << 37) {
      throw new IllegalArgumentException("there is an id, and each is from 0 and below 2^37");
    }
    for (int a = 1; a < ids.length; a++) {
      if (sorted[a - 1] == sorted[a]) {
        throw new IllegalArgumentException("id " + sorted[a] + " is there twice");
      }
    }
  }

  private static long[] counted(int count) {
    long[] ids = new long[count];
    for (int a = 0; a < count; a++) {
      ids[a] = a;
    }
    return ids;
  }

  private static int superslabs(long heapBytes) {
    if (heapBytes < 0 || heapBytes > 1L << 40 || heapBytes % SUPERSLAB != 0) {
      throw new IllegalArgumentException(
          "heap of " + heapBytes + " bytes: not a multiple of 1 MiB up to 2^40");
    }
    return (int) (heapBytes / SUPERSLAB);
  }

  /** The number of allocators. */
  public int allocators() {
    return allocators.length;
  }

  /**
   * An allocator by its number, from 0. Not together with {@link #handle}: that gives the same out.
   */
  public SnAllocator allocator(int number) {
    return allocators[number];
  }

  /**
   * An allocator for one thread at a time, to be closed when it is of no more use. It may have
   * blocks and messages of who had it before.
   *
   * @throws IllegalStateException if all are in use
   */
  public synchronized SnAllocator handle() {
    for (SnAllocator allocator : allocators) {
      if (!allocator.open) {
        allocator.open = true;
        return allocator;
      }
    }
    throw new IllegalStateException("all " + allocators.length + " allocators are in use");
  }

  synchronized void leave(SnAllocator allocator) {
    allocator.open = false;
    allocator.thread = null;
  }

  private synchronized SnAllocator ofThisThread() {
    SnAllocator found = null;
    for (SnAllocator allocator : allocators) {
      Thread thread = allocator.thread;
      // What a thread did happens before another finds that it is not alive.
      if (found == null && thread != null && !thread.isAlive()) {
        found = allocator;
      }
    }
    found = found == null ? handle() : found;
    found.thread = Thread.currentThread();
    return found;
  }

  /**
   * Hands out a block through the calling thread's allocator.
   *
   * @throws IllegalStateException if there is none for the thread
   */
  @Override
  public long allocate(long size, long alignment) {
    return local.get().allocate(size, alignment);
  }

  /**
   * Gives back a block through the calling thread's allocator.
   *
   * @throws IllegalStateException if there is none for the thread
   */
  @Override
  public void free(long address) {
    local.get().free(address);
  }

  @Override
  public long usableSize(long address) {
    return local.get().usableSize(address);
  }

  /** Gives an allocator the lowest superslab that has no owner. */
  synchronized @Nullable Superslab acquire(SnAllocator to) {
    int number = unowned.lowest();
    if (number >= 0) {
      unowned.remove(number);
    } else if (fresh < superslabs) {
      number = fresh++;
      if (number >= table.length) {
        table = Arrays.copyOf(table, Math.min(superslabs, 2 * table.length));
      }
      table[number] = new Superslab(number, slabsEach);
    } else {
      return null;
    }
    Superslab superslab = superslab(number);
    superslab.owner = to;
    return superslab;
  }

  synchronized void release(Superslab superslab) {
    superslab.owner = null;
    unowned.add(superslab.number);
  }

  Superslab superslab(int number) {
    Superslab superslab = table[number];
    if (superslab == null) {
      throw new AssertionError("METADATA: no superslab " + number);
    }
    return superslab;
  }

  /** The slab of an address, if it has been in use. */
  @Nullable Slab slabAt(long address) {
    long number = address >> slabShift;
    long of = number >> eachShift;
    @Nullable Superslab[] all = table;
    Superslab superslab = of < 0 || of >= all.length ? null : all[(int) of];
    return superslab == null ? null : superslab.slabs[(int) (number & (slabsEach - 1))];
  }

  /** The slab of a message. */
  Slab slab(long message) {
    int number = (int) (message >> Slab.BITS);
    return superslab(number >> eachShift).slabs[number & (slabsEach - 1)];
  }

  /** The object of a message in its slab. */
  static int index(long message) {
    return (int) (message & ((1 << Slab.BITS) - 1));
  }

  SnAllocator owner(Slab slab) {
    SnAllocator owner = slab.home.owner;
    if (owner == null) {
      throw new AssertionError("METADATA: slab " + slab.number + " is used and has no owner");
    }
    return owner;
  }

  int digit(long id, int place) {
    int shift = bits * place;
    return shift > 63 ? 0 : (int) ((id >> shift) & ((1 << bits) - 1));
  }

  /** The owner of a superslab, or -1. */
  public int owner(int number) {
    Superslab superslab = number < table.length ? table[number] : null;
    SnAllocator owner = superslab == null ? null : superslab.owner;
    return owner == null ? -1 : owner.number;
  }

  /** Twice the full-size slabs of a superslab that are in use, and one for the short one. */
  public int used(int number) {
    Superslab superslab = number < table.length ? table[number] : null;
    return superslab == null ? 0 : superslab.used;
  }

  /** The objects of a slab that are live, or on their way to it. */
  public int usedOf(int number) {
    Superslab superslab = number / slabsEach < table.length ? table[number / slabsEach] : null;
    return superslab == null ? 0 : superslab.slabs[number % slabsEach].used;
  }

  /** The messages, sent and not. */
  public int messages() {
    int count = 0;
    for (SnAllocator allocator : allocators) {
      for (int bucket = 0; bucket < allocator.outbox.buckets(); bucket++) {
        for (long m = allocator.outbox.first(bucket); m != Slab.END; m = slab(m).nextOf(index(m))) {
          count++;
        }
      }
      for (long m = allocator.inbox.first(); m != Slab.END; m = allocator.inbox.after(m)) {
        count++;
      }
    }
    return count;
  }

  /**
   * Walks the invariants of the structure, in time proportional to what is in use, while no other
   * thread uses the heap.
   *
   * @throws AssertionError that begins with the name of the first clause that does not hold
   */
  public void checkInvariants() {
    new Walk(this, allocators).check(table, fresh);
  }
}
