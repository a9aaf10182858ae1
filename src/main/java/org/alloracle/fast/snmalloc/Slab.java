package org.alloracle.fast.snmalloc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A slab: objects of one class, the last of which ends where the slab ends. Only the superslab's
 * owner writes its fields. {@code link[i]} is {@link #LIVE} if object {@code i} is live; the next
 * one, or {@link #END}, if it is on the free list; and if it is on its way as a message, the number
 * of the next message or {@link #END}. From {@code bump} on no object has been served since the
 * slab was opened.
 */
final class Slab {
  static final long END = -1;
  static final long LIVE = -2;

  /** The most objects of a slab is 2 to this. */
  static final int BITS = 12;

  private static final VarHandle LINK = MethodHandles.arrayElementVarHandle(long[].class);
  private static final long[] NONE = {};

  final Superslab home;

  /** The slab's number in the heap. */
  final int number;

  /** The class, or -1 if the slab is not in use. */
  int kind = -1;

  long size;
  long factor;

  /** The address of object 0. */
  long start;

  int room;
  int used;
  int bump;
  int head = (int) END;
  long[] link = NONE;

  /** Its neighbours in the list of its class, if it has a free object. */
  @Nullable Slab next;

  @Nullable Slab previous;

  Slab(Superslab home, int number) {
    this.home = home;
    this.number = number;
  }

  /** Opens the slab for a class; its last byte is before {@code end}. */
  void open(int k, long bytes, long end) {
    kind = k;
    size = Classes.size(k);
    factor = Classes.factor(k);
    room = (int) (bytes / size);
    start = end - room * size;
    if (link.length < room) {
      link = new long[room];
    }
  }

  /** Ends its use, with all objects free. */
  void close() {
    kind = -1;
    room = 0;
    bump = 0;
    head = (int) END;
  }

  /** The object that starts at an address of the slab, or -1. */
  int at(long address) {
    long offset = address - start;
    int i = offset < 0 ? -1 : Classes.divided(offset, factor);
    return i < room && i * size == offset ? i : -1;
  }

  /** Takes the first of the free list, or of the bump tail. */
  long take() {
    int i = head;
    if (i >= 0) {
      head = (int) link[i];
    } else {
      i = bump++;
    }
    link[i] = LIVE;
    used++;
    return start + i * size;
  }

  /** Puts an object on the free list. */
  void put(int i) {
    link[i] = head;
    head = i;
    used--;
  }

  /** The number of an object among all of the heap. */
  long message(int i) {
    return ((long) number << BITS) + i;
  }

  /**
   * Whether the object was live; it is on its way then. Of threads that ask at once, one is told
   * so.
   */
  boolean send(int i) {
    return LINK.compareAndSet(link, i, LIVE, END);
  }

  long nextOf(int i) {
    return link[i];
  }

  void setNext(int i, long message) {
    link[i] = message;
  }

  /** What another thread has released. */
  long acquireNext(int i) {
    return (long) LINK.getAcquire(link, i);
  }

  void releaseNext(int i, long message) {
    LINK.setRelease(link, i, message);
  }
}
