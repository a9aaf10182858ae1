package org.alloracle.fast.snmalloc;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.Requests;
import org.jspecify.annotations.Nullable;

/**
 * One allocator of a heap, for one thread at a time. A block may be freed through any allocator of
 * its heap.
 *
 * <p>What others own goes to them in messages, by {@link #flush} when there are enough of them;
 * what others have freed comes by {@link #deliver}, and by itself when a call finds no free object.
 */
public final class SnAllocator implements BlockAllocator, AutoCloseable {
  final int number;
  final long id;
  final Inbox inbox;
  final Outbox outbox;

  /** The thread whose allocator it is, where the heap hands them out by thread. */
  @Nullable Thread thread;

  boolean open;

  private final FastSnMalloc heap;

  /** By class the slab with a free object that was last full. */
  private final @Nullable Slab[] heads = new @Nullable Slab[Classes.COUNT];

  /** The superslabs of this allocator with an unused short slab, and those with a full-size one. */
  private final Bits shorts = new Bits();

  private final Bits fullSizes = new Bits();

  SnAllocator(FastSnMalloc heap, int number, long id) {
    this.heap = heap;
    this.number = number;
    this.id = id;
    inbox = new Inbox(heap);
    outbox = new Outbox(heap, id);
  }

  @Override
  public long allocate(long size, long alignment) {
    Requests.check(size, alignment);
    if (size > heap.slabBytes || alignment > heap.slabBytes) {
      return NONE;
    }
    int k = alignment <= 16 ? Classes.of(size) : Classes.of(size, alignment);
    Slab slab = heads[k];
    if (slab == null) {
      slab = find(k);
      if (slab == null) {
        return NONE;
      }
    }
    long address = slab.take();
    if (slab.used == slab.room) {
      unlink(slab);
    }
    return address;
  }

  private @Nullable Slab find(int k) {
    deliver(heap.batch);
    Slab slab = heads[k] != null ? heads[k] : open(k);
    if (slab == null && heap.batch > 0) {
      while (deliver()) {
        // what is free must be found before a refusal
      }
      slab = heads[k] != null ? heads[k] : open(k);
    }
    return slab;
  }

  /** Opens the lowest unused slab that has room for an object of a class. */
  private @Nullable Slab open(int k) {
    boolean fitsShort = Classes.size(k) <= heap.slabBytes - heap.header;
    Slab slab = unused(fitsShort);
    if (slab == null) {
      Superslab superslab = heap.acquire(this);
      if (superslab == null) {
        return null;
      }
      note(superslab); // both sets reach as far as it now
      slab = superslab.slabs[fitsShort ? 0 : 1];
    }
    Superslab home = slab.home;
    slab.open(
        k,
        home.isShort(slab) ? heap.slabBytes - heap.header : heap.slabBytes,
        (slab.number + 1) * heap.slabBytes);
    home.take(slab);
    note(home);
    link(slab);
    return slab;
  }

  private @Nullable Slab unused(boolean fitsShort) {
    int one = fitsShort ? shorts.lowest() : -1;
    int other = fullSizes.lowest();
    if (one >= 0 && (other < 0 || one <= other)) {
      return heap.superslab(one).slabs[0];
    }
    if (other < 0) {
      return null;
    }
    Superslab superslab = heap.superslab(other);
    return superslab.slabs[superslab.unused.lowest()];
  }

  /** Notes which slabs of a superslab of this allocator are unused. */
  private void note(Superslab superslab) {
    note(shorts, superslab, superslab.hasShort());
    note(fullSizes, superslab, superslab.hasFullSize());
  }

  private static void note(Bits bits, Superslab superslab, boolean has) {
    if (has) {
      bits.add(superslab.number);
    } else if (bits.has(superslab.number)) {
      bits.remove(superslab.number);
    }
  }

  private void link(Slab slab) {
    Slab next = heads[slab.kind];
    slab.next = next;
    if (next != null) {
      next.previous = slab;
    }
    heads[slab.kind] = slab;
  }

  private void unlink(Slab slab) {
    Slab next = slab.next;
    Slab previous = slab.previous;
    if (next != null) {
      next.previous = previous;
      slab.next = null;
    }
    if (previous != null) {
      previous.next = next;
      slab.previous = null;
    } else {
      heads[slab.kind] = next;
    }
  }

  /**
   * Gives back a block of any allocator of the heap.
   *
   * @throws InvalidFreeException if no live block starts there; the state is unchanged. It may go
   *     unseen if another thread opens or closes the slab, or frees the same block, at the same
   *     time.
   */
  @Override
  public void free(long address) {
    Slab slab = heap.slabAt(address);
    int i = slab == null ? -1 : slab.at(address);
    if (slab == null || i < 0) {
      throw wrong(address);
    }
    if (slab.home.owner == this) {
      if (slab.nextOf(i) != Slab.LIVE) {
        throw wrong(address);
      }
      settle(slab, i);
    } else {
      if (!slab.send(i)) {
        throw wrong(address);
      }
      add(slab, i);
    }
  }

  private static InvalidFreeException wrong(long address) {
    return new InvalidFreeException("no live block starts at " + address);
  }

  private void settle(Slab slab, int i) {
    boolean full = slab.used == slab.room;
    slab.put(i);
    if (slab.used == 0) {
      if (!full) {
        unlink(slab);
      }
      close(slab);
    } else if (full) {
      link(slab);
    }
  }

  private void close(Slab slab) {
    Superslab home = slab.home;
    slab.close();
    home.give(slab);
    if (home.used == 0) {
      shorts.remove(home.number);
      fullSizes.remove(home.number);
      heap.release(home);
    } else {
      note(home);
    }
  }

  private void add(Slab slab, int i) {
    outbox.add(slab, i);
    if (outbox.pending >= heap.limit) {
      flush();
      deliver(heap.batch);
    }
  }

  /** Sends all messages of this allocator. */
  public void flush() {
    outbox.flush();
  }

  /**
   * Handles the first message of the queue: an object of this allocator becomes free, another is
   * one of its messages then.
   *
   * @return whether there was one to be seen
   */
  public boolean deliver() {
    long message = inbox.take();
    if (message == Slab.END) {
      return false;
    }
    Slab slab = heap.slab(message);
    if (slab.home.owner == this) {
      settle(slab, FastSnMalloc.index(message));
    } else {
      outbox.add(slab, FastSnMalloc.index(message));
      if (outbox.pending >= heap.limit) {
        flush();
      }
    }
    return true;
  }

  private void deliver(int most) {
    int left = most;
    while (left > 0 && deliver()) {
      left--;
    }
  }

  @Override
  public long usableSize(long address) {
    Slab slab = heap.slabAt(address);
    int i = slab == null ? -1 : slab.at(address);
    if (slab == null || i < 0 || slab.nextOf(i) != Slab.LIVE) {
      throw wrong(address);
    }
    return slab.size;
  }

  /** The bytes of the messages that this allocator has not sent yet. */
  public long pending() {
    return outbox.pending;
  }

  /**
   * Sends all messages, and leaves the allocator with all it has to who asks the heap for one next.
   */
  @Override
  public void close() {
    flush();
    heap.leave(this);
  }

  @Nullable Slab head(int k) {
    return heads[k];
  }

  boolean notes(Superslab superslab) {
    return shorts.has(superslab.number) == superslab.hasShort()
        && fullSizes.has(superslab.number) == superslab.hasFullSize();
  }
}
