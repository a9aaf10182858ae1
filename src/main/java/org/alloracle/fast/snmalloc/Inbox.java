package org.alloracle.fast.snmalloc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The incoming queue of an allocator: any thread puts lists of messages at the back, the owner
 * takes them off the front. The messages are linked in {@link Slab#link}; the queue is never empty,
 * a stub stands in it for lack of others.
 *
 * <p>A list is put in by one exchange and then one store, the link from what was last before.
 * Between the two the owner finds no link and sees nothing from there on; nothing is lost, and what
 * one thread puts in stays in its order.
 */
final class Inbox {
  /** Takes the place of a message. */
  private static final long STUB = -3;

  private static final VarHandle BACK;
  private static final VarHandle STUB_NEXT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      BACK = lookup.findVarHandle(Inbox.class, "back", long.class);
      STUB_NEXT = lookup.findVarHandle(Inbox.class, "stubNext", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final FastSnMalloc heap;

  @SuppressWarnings("UnusedVariable") // only through BACK
  private volatile long back = STUB;

  private volatile long stubNext = Slab.END;

  /** The first message not yet taken, or the stub; the owner's. */
  private long front = STUB;

  Inbox(FastSnMalloc heap) {
    this.heap = heap;
  }

  /** Puts in a list of messages that are linked already. */
  void put(long first, long last) {
    link(exchange(last), first);
  }

  /** The first half of a put; returns what was last before. */
  long exchange(long last) {
    setNext(last, Slab.END);
    return (long) BACK.getAndSet(this, last);
  }

  /** The second half. */
  void link(long before, long first) {
    setNext(before, first);
  }

  /** Takes off the first message, or {@link Slab#END} if none is to be seen. Only for the owner. */
  long take() {
    long message = front;
    long next = next(message);
    if (message == STUB) {
      if (next == Slab.END) {
        return Slab.END;
      }
      front = next;
      message = next;
      next = next(message);
    }
    if (next == Slab.END) {
      if (message == (long) BACK.getAcquire(this)) {
        put(STUB, STUB);
      }
      next = next(message);
      if (next == Slab.END) {
        return Slab.END; // one is being put in, and not linked yet
      }
    }
    front = next;
    return message;
  }

  /** The first message, or {@link Slab#END}; while nothing is put in. */
  long first() {
    return front == STUB ? stubNext : front;
  }

  /** The message after one, or {@link Slab#END}; while nothing is put in. */
  long after(long message) {
    long next = next(message);
    return next == STUB ? stubNext : next;
  }

  private long next(long message) {
    if (message == STUB) {
      return (long) STUB_NEXT.getAcquire(this);
    }
    return heap.slab(message).acquireNext(FastSnMalloc.index(message));
  }

  private void setNext(long message, long next) {
    if (message == STUB) {
      STUB_NEXT.setRelease(this, next);
    } else {
      heap.slab(message).releaseNext(FastSnMalloc.index(message), next);
    }
  }
}
