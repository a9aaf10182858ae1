package org.alloracle.fast.michael;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The partial descriptors of a size class, first in first out: the queue of Michael and Scott
 * (1996) over indexes with tags. Lock-free; makes no garbage. See {@code
 * specs/michael/MSQueue.tla}.
 *
 * <p>A descriptor brings the node that it is listed with, and takes one away when it leaves, so
 * there are as many nodes as descriptors and lists. A tag has 32 bits; that a thread sleeps through
 * exactly 2^32 reuses of a node is assumed away.
 */
final class PartialList {
  private static final VarHandle HEAD = field(PartialList.class, "head", long.class);
  private static final VarHandle TAIL = field(PartialList.class, "tail", long.class);

  private final Descriptors descriptors;
  private volatile long head;
  private volatile long tail;

  /**
   * An empty list.
   *
   * @param dummy a node that nothing else uses
   */
  PartialList(Descriptors descriptors, int dummy) {
    this.descriptors = descriptors;
    head = word(dummy, 0);
    tail = head;
  }

  static VarHandle field(Class<?> owner, String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findVarHandle(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Appends a descriptor that this thread holds. */
  void put(Descriptor d) {
    int mine = d.spare;
    Descriptor.Node node = descriptors.node(mine);
    node.item = d.index;
    node.next = word(Anchor.NULL, tag(node.next) + 1);
    while (true) {
      long last = tail;
      Descriptor.Node lastNode = descriptors.node(index(last));
      long next = lastNode.next;
      if (last != tail) {
        continue;
      }
      if (index(next) != Anchor.NULL) {
        TAIL.compareAndSet(this, last, word(index(next), tag(last) + 1));
      } else if (lastNode.casNext(next, word(mine, tag(next) + 1))) {
        TAIL.compareAndSet(this, last, word(mine, tag(last) + 1));
        return;
      }
    }
  }

  /** Takes the first descriptor, which this thread then holds; null's index if there is none. */
  int get() {
    while (true) {
      long first = head;
      long last = tail;
      long next = descriptors.node(index(first)).next;
      if (first != head) {
        continue;
      }
      if (index(first) == index(last)) {
        if (index(next) == Anchor.NULL) {
          return Anchor.NULL;
        }
        TAIL.compareAndSet(this, last, word(index(next), tag(last) + 1));
      } else {
        int item = descriptors.node(index(next)).item;
        if (HEAD.compareAndSet(this, first, word(index(next), tag(first) + 1))) {
          descriptors.get(item).spare = index(first);
          return item;
        }
      }
    }
  }

  /** The first node, a dummy, for a walk while nothing happens. */
  int dummy() {
    return index(head);
  }

  static long word(int index, int tag) {
    return ((long) tag << 32) | (index & 0xffffffffL);
  }

  static int index(long word) {
    return (int) word;
  }

  private static int tag(long word) {
    return (int) (word >>> 32);
  }
}
