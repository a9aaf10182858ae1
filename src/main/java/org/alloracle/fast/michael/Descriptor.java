package org.alloracle.fast.michael;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The descriptor of a superblock. It is never dropped, so any thread may look at it any time. */
final class Descriptor {
  /** A node of a list of partial descriptors. */
  static final class Node {
    private static final VarHandle NEXT = PartialList.field(Node.class, "next", long.class);

    /** The next node and a tag, as {@link PartialList#word} packs them. */
    volatile long next = PartialList.word(Anchor.NULL, 0);

    /** The descriptor listed here. */
    volatile int item;

    boolean casNext(long expected, long next) {
      return NEXT.compareAndSet(this, expected, next);
    }
  }

  private static final VarHandle ANCHOR;

  static {
    try {
      ANCHOR = MethodHandles.lookup().findVarHandle(Descriptor.class, "anchor", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final int index;

  /** A node that came with this descriptor; it may be in use for another one. */
  final Node node = new Node();

  volatile long anchor = Anchor.of(0, 0, Anchor.EMPTY, 0);

  /** The index of the heap it serves. */
  volatile int heap;

  /** The descriptor below it among the available ones. */
  volatile int next;

  /** Set before the descriptor is published; who holds a reservation may read it. */
  Superblock superblock = Superblock.NONE;

  /** The node to list it with, touched only by the thread that holds the descriptor. */
  int spare;

  Descriptor(int index, int next, int spare) {
    this.index = index;
    this.next = next;
    this.spare = spare;
  }

  boolean casAnchor(long expected, long anchor) {
    return ANCHOR.compareAndSet(this, expected, anchor);
  }
}
