package org.alloracle.fast.snmalloc;

import java.util.Arrays;

/**
 * The messages of an allocator that it has not sent, in a bucket for each digit of an id. A message
 * is in the bucket of its owner's first digit; so those in the bucket of the allocator's own digit
 * agree with it there, and go by the next digit when they are sent.
 */
final class Outbox {
  private final FastSnMalloc heap;
  private final long id;
  private final long[] firsts;
  private final long[] lasts;

  /** The bytes of all its messages. */
  long pending;

  Outbox(FastSnMalloc heap, long id) {
    this.heap = heap;
    this.id = id;
    firsts = new long[1 << heap.bits];
    lasts = new long[1 << heap.bits];
    Arrays.fill(firsts, Slab.END);
  }

  /** Puts in an object of another allocator. */
  void add(Slab slab, int i) {
    put(slab.message(i), slab, i, heap.digit(heap.owner(slab).id, 0));
    pending += slab.size;
  }

  private void put(long message, Slab slab, int i, int bucket) {
    slab.setNext(i, Slab.END);
    if (firsts[bucket] == Slab.END) {
      firsts[bucket] = message;
    } else {
      heap.slab(lasts[bucket]).setNext(FastSnMalloc.index(lasts[bucket]), message);
    }
    lasts[bucket] = message;
  }

  /** Sends all messages, each bucket by one operation to the owner of its first message. */
  void flush() {
    pending = 0;
    int place = 0;
    long own;
    do {
      int mine = heap.digit(id, place);
      for (int bucket = 0; bucket < firsts.length; bucket++) {
        if (bucket != mine && firsts[bucket] != Slab.END) {
          SnAllocator to = heap.owner(heap.slab(firsts[bucket]));
          to.inbox.put(firsts[bucket], lasts[bucket]);
          firsts[bucket] = Slab.END;
        }
      }
      own = firsts[mine];
      firsts[mine] = Slab.END;
      place++;
      long message = own;
      while (message != Slab.END) {
        Slab slab = heap.slab(message);
        int i = FastSnMalloc.index(message);
        long next = slab.nextOf(i);
        put(message, slab, i, heap.digit(heap.owner(slab).id, place));
        message = next;
      }
    } while (own != Slab.END);
  }

  /** The first message of a bucket, or {@link Slab#END}. */
  long first(int bucket) {
    return firsts[bucket];
  }

  int buckets() {
    return firsts.length;
  }
}
