package org.alloracle.reference.snmalloc;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Copies;
import org.alloracle.reference.Powers;

/**
 * snmalloc, after Lietar and others, "snmalloc: A Message Passing Allocator" (ISMM 2019): a set of
 * allocators over one heap, seen by one thread. What is freed through an allocator that does not own it
 * goes to its owner as a message; when messages move is told by {@link #flush} and {@link #deliver}.
 *
 * <p>{@link #allocate(int, long, long)} takes the least class that holds the request and whose size is a
 * multiple of the alignment. It serves from the slab of the allocator and class that has free objects and that
 * was last full, else from the lowest unused slab of the allocator's superslabs that has room for an
 * object, else from such a slab of the lowest superslab that belongs to none. It refuses exactly if there is none,
 * or no such class; free objects of other classes, of other allocators, or on their way do not help.
 *
 * <p>{@link #free(int, long)} of an allocator's own object puts it at the head of its slab's free list. A slab
 * without a used object is unused at once, and so is the superslab. The object of another becomes a
 * message of the allocator; when its messages make up the limit, they are flushed. A wrong free is refused and
 * changes nothing. Confined to one thread.
 */
public final class SnMalloc implements BlockAllocator {
  /** The bytes of a superslab in the heap of {@link #SnMalloc(long)}, and the most bytes of that heap. */
  public static final long SUPERSLAB = 1048576L;

  public static final long MOST_BYTES = 0x10000000L;

  private final /*@ spec_public @*/ long[] ids;
  private final /*@ spec_public @*/ int base;
  private final /*@ spec_public @*/ int places;
  private final /*@ spec_public @*/ long limit;
  private final /*@ spec_public @*/ long[] pending;
  private final /*@ spec_public @*/ Heap heap;
  private final /*@ spec_public @*/ Mail mail;

  /*@ // METADATA
    @ public invariant 1 <= ids.length && ids.length <= Holdings.MOST_OWNERS && pending.length == ids.length;
    @ public invariant 2 <= base && base <= 1024 && 1 <= places && places <= Routes.MOST_PLACES && 1 <= limit;
    @ public invariant (\forall int a; 0 <= a && a < ids.length; 0 <= ids[a] && Digits.rest(ids[a], base, places) == 0);
    @ public invariant mail.list.length == heap.slabs.order.length && mail.boxes == 2 * ids.length;
    @ public invariant (\forall int p; 0 <= p && p < heap.holdings.owner.length; heap.holdings.owner[p] < ids.length);
    @ // CONSERVATION: a message is an object on its way, and on its way is nothing else
    @ public invariant (\forall int x; 0 <= x && x < heap.slabs.order.length; (0 <= mail.box[x])
    @   == (heap.slabs.live[heap.slabs.slabOf[x]] <= heap.slabs.place[x]
    @     && heap.slabs.place[x] < heap.slabs.used[heap.slabs.slabOf[x]]));
    @*/

  /** One allocator over a heap of so many bytes, a multiple of {@link #SUPERSLAB} up to {@link #MOST_BYTES}. */
  public SnMalloc(long heapBytes) {
    this(new long[1], 6, superslabs(heapBytes), 16, 65536L, 2048L, 1048576L);
  }

  /**
   * A set of allocators over an unused heap.
   *
   * @param ids an id for each allocator, from 0 and below 2^37, no two the same
   * @param bits of a digit of an id, from 1 to 10; an allocator has a bucket for each digit
   * @param superslabs of the heap, from 0
   * @param slabsEach of a superslab, from 2 to 256
   * @param slabBytes of a slab, a power of two from 32 to 65536
   * @param header bytes of a superslab's metadata, from 0 and below {@code slabBytes}
   * @param limit bytes of an allocator's messages at which they are flushed, from 1
   * @throws IllegalArgumentException if one of them is not so
   */
  public SnMalloc(
      long[] ids, int bits, int superslabs, int slabsEach, long slabBytes, long header, long limit) {
    requireIds(ids, bits);
    if (superslabs < 0 || slabsEach < 2 || slabsEach > 256 || superslabs > Slabs.MOST_SLABS / slabsEach) {
      throw new IllegalArgumentException("2 to 256 slabs a superslab, 65536 in all");
    }
    if (slabBytes < 32 || slabBytes > Rooms.MOST_BYTES || !Powers.isOfTwo(slabBytes)) {
      throw new IllegalArgumentException("a slab has a power of two of bytes, 32 to 65536");
    }
    if (header < 0 || header >= slabBytes || limit < 1) {
      throw new IllegalArgumentException("the metadata fit in a slab, and the limit is at least 1");
    }
    this.ids = Copies.of(ids);
    base = 1 << bits;
    places = (36 + bits) / bits;
    this.limit = limit;
    pending = new long[ids.length];
    heap = new Heap(superslabs, slabsEach, slabBytes, header);
    mail = new Mail(heap.slabs.order.length, 2 * ids.length);
  }

  private static int superslabs(long heapBytes) {
    if (heapBytes < 0 || heapBytes > MOST_BYTES || heapBytes % SUPERSLAB != 0) {
      throw new IllegalArgumentException("a heap is a multiple of 1 MiB, up to 256 MiB");
    }
    return (int) (heapBytes / SUPERSLAB);
  }

  private static void requireIds(long[] ids, int bits) {
    if (ids.length < 1 || ids.length > Holdings.MOST_OWNERS || bits < 1 || bits > 10) {
      throw new IllegalArgumentException("1 to 65536 allocators, 1 to 10 bits a digit");
    }
    int a = 0;
    /*@ loop_invariant 0 <= a && a <= ids.length;
      @ loop_writes a;
      @ decreases ids.length - a;
      @*/
    while (a < ids.length) {
      requireNew(ids, a);
      a = a + 1;
    }
  }

  private static void requireNew(long[] ids, int a) {
    if (ids[a] < 0 || ids[a] >= 0x2000000000L) {
      throw new IllegalArgumentException("an id is from 0 and below 2^37");
    }
    int b = 0;
    /*@ loop_invariant 0 <= b && b <= a;
      @ loop_writes b;
      @ decreases a - b;
      @*/
    while (b < a && ids[b] != ids[a]) {
      b = b + 1;
    }
    if (b < a) {
      throw new IllegalArgumentException("no two ids are the same");
    }
  }

  @Override
  public long allocate(long size, long alignment) {
    return allocate(0, size, alignment);
  }

  @Override
  public void free(long address) {
    free(0, address);
  }

  /**
   * Hands out a block through an allocator.
   *
   * @param a which allocator, from 0
   */
  /*@ public normal_behavior // a slab of the class has a free object
    @   requires 0 <= a && a < ids.length && 0 <= size && Powers.isOfTwo(alignment);
    @   old int k = SizeClasses.of(heap.rooms.size, size, alignment);
    @   requires k < heap.rooms.size.length && 0 <= heap.partial(a, k);
    @   old int s = heap.partial(a, k);
    @   old long at = heap.address(heap.slabs.order[heap.slabs.used[s]], k, heap.slabs.room[s]);
    @   assignable heap.slabs.live[*], heap.slabs.used[*], heap.slabs.bump[*], heap.slabs.order[*], heap.slabs.place[*];
    @   ensures \result == at && size <= heap.rooms.size[k]; // POLICY, CAPACITY
    @   ensures heap.slabs.used[s] == \old(heap.slabs.used[s]) + 1;
    @ also public normal_behavior // none has, and a slab is unused: it is given to the class
    @   requires 0 <= a && a < ids.length && 0 <= size && Powers.isOfTwo(alignment);
    @   old int k = SizeClasses.of(heap.rooms.size, size, alignment);
    @   requires k < heap.rooms.size.length && heap.partial(a, k) < 0 && 0 <= heap.unused(a, k);
    @   old int s = heap.unused(a, k);
    @   old int first = heap.slabs.first[s];
    @   old long at = heap.address(first, k, (int) (first + heap.rooms.objects(k, heap.isShort(s))));
    @   assignable heap.holdings.owner[*], heap.holdings.held[*], heap.holdings.order[*], heap.holdings.place[*],
    @     heap.holdings.kind[*], heap.slabs.room[*],
    @     heap.slabs.live[*], heap.slabs.used[*], heap.slabs.bump[*], heap.slabs.order[*], heap.slabs.place[*];
    @   ensures \result == at && size <= heap.rooms.size[k]; // POLICY, CAPACITY
    @   ensures heap.holdings.kind[s] == k && heap.slabs.used[s] == first + 1 && heap.holdings.owner[heap.holdings.home[s]] == a;
    @ also public normal_behavior // HONEST_FAILURE
    @   requires 0 <= a && a < ids.length && 0 <= size && Powers.isOfTwo(alignment);
    @   old int k = SizeClasses.of(heap.rooms.size, size, alignment);
    @   requires k == heap.rooms.size.length || heap.partial(a, k) < 0 && heap.unused(a, k) < 0;
    @   assignable \nothing;
    @   ensures \result == NONE;
    @ also public exceptional_behavior
    @   requires 0 <= a && a < ids.length && (size < 0 || !Powers.isOfTwo(alignment));
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  public long allocate(int a, long size, long alignment) {
    if (size < 0 || !Powers.isOfTwo(alignment)) {
      throw new InvalidRequestException("a size is at least 0, an alignment a power of two");
    }
    int k = SizeClasses.of(heap.rooms.size, size, alignment);
    int x = k == heap.rooms.size.length ? -1 : heap.take(a, k);
    return x < 0 ? NONE : heap.address(x, k, heap.slabs.room[heap.slabs.slabOf[x]]);
  }

  /**
   * Gives a block back through an allocator.
   *
   * @param a which allocator, from 0; the block may be of any
   */
  /*@ public normal_behavior // the allocator's own: see Heap.settle
    @   requires 0 <= a && a < ids.length;
    @   old int x = heap.liveAt(address);
    @   requires 0 <= x && heap.ownerOf(x) == a;
    @   old int s = heap.slabs.slabOf[x];
    @   old boolean last = heap.slabs.used[s] == heap.slabs.first[s] + 1;
    @   old boolean full = heap.slabs.used[s] == heap.slabs.room[s];
    @   assignable heap.holdings.owner[*], heap.holdings.held[*], heap.holdings.order[*], heap.holdings.place[*],
    @     heap.holdings.kind[*], heap.recent.list[*], heap.recent.pos[*], heap.slabs.room[*],
    @     heap.slabs.live[*], heap.slabs.used[*], heap.slabs.bump[*], heap.slabs.order[*], heap.slabs.place[*];
    @   ensures heap.slabs.used[s] == \old(heap.slabs.used[s]) - 1;
    @   ensures last ? heap.holdings.kind[s] == -1 : heap.slabs.place[x] == heap.slabs.used[s]; // REUSE
    @   ensures heap.recent.pos[s] == (full && !last ? 0 : \old(heap.recent.pos[s])); // POLICY
    @ also public normal_behavior // another's: a message
    @   requires 0 <= a && a < ids.length;
    @   old int x = heap.liveAt(address);
    @   requires 0 <= x && heap.ownerOf(x) != a;
    @   old int s = heap.slabs.slabOf[x];
    @   old long sum = pending[a] + heap.sizeOf(x);
    @   assignable heap.slabs.live[*], heap.slabs.order[*], heap.slabs.place[*],
    @     pending[a], mail.count, mail.list[*], mail.pos[*], mail.box[*];
    @   ensures heap.slabs.live[s] == \old(heap.slabs.live[s]) - 1 && mail.count == \old(mail.count) + 1; // CONSERVATION
    @   ensures pending[a] == (limit <= sum ? 0 : sum);
    @   ensures sum < limit ==> mail.box[x] == a && mail.pos[x] == \old(mail.count); // POLICY
    @   ensures limit <= sum ==> (\forall int y; 0 <= y && y < mail.box.length; mail.box[y] != a);
    @ also public exceptional_behavior // VALID_FREE
    @   requires 0 <= a && a < ids.length && heap.liveAt(address) < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  public void free(int a, long address) {
    int x = heap.liveAt(address);
    if (x < 0) {
      throw new InvalidFreeException("no live block starts there");
    }
    heap.slabs.send(x);
    if (heap.ownerOf(x) == a) {
      heap.settle(x);
    } else {
      mail.post(x, a);
      add(a, x);
    }
  }

  /** Counts the bytes of a message of an allocator, and flushes if they are enough. */
  private void add(int a, int x) {
    pending[a] = pending[a] + heap.sizeOf(x);
    if (pending[a] >= limit) {
      flush(a);
    }
  }

  /**
   * Sends all messages of an allocator. In rounds from the first digit on, each bucket goes to the owner of its
   * first message, but for the bucket of the allocator's own digit, whose messages are put into buckets by the
   * next digit: so a bucket has the messages whose owners first differ from the allocator in the same digit,
   * and have the same one there.
   *
   * @param a which allocator, from 0
   */
  /*@ public normal_behavior
    @   requires 0 <= a && a < ids.length;
    @   assignable pending[a], mail.list[*], mail.pos[*], mail.box[*];
    @   ensures pending[a] == 0 && mail.count == \old(mail.count); // CONSERVATION
    @   ensures (\forall int x; 0 <= x && x < mail.box.length; mail.box[x] != a);
    @   // FRAME: what others have stays, and all in its order
    @   ensures (\forall int x; 0 <= x && x < mail.box.length && \old(mail.box[x]) != a;
    @     mail.box[x] == \old(mail.box[x]));
    @   ensures (\forall int x, y; 0 <= x && x < mail.box.length && 0 <= y && y < mail.box.length
    @     && 0 <= mail.box[x] && mail.box[x] == mail.box[y] && \old(mail.pos[x]) < \old(mail.pos[y])
    @     && \old(mail.box[x]) == \old(mail.box[y]); mail.pos[x] < mail.pos[y]);
    @*/
  public void flush(int a) {
    pending[a] = 0;
    int i = mail.first(a, 0);
    int left = mail.count; // each bucket has a message
    /*@ loop_invariant 0 <= i && i <= mail.count && 0 <= left && left <= mail.count;
      @ loop_writes i, left, mail.list[*], mail.pos[*], mail.box[*];
      @ decreases left;
      @*/
    while (left > 0 && i < mail.count) {
      sendBucket(a, heap.ownerOf(mail.list[i]));
      i = mail.first(a, 0);
      left = left - 1;
    }
  }

  /** Sends an allocator the bucket in which its messages are. */
  private void sendBucket(int a, int to) {
    int i = 0;
    int left = mail.count;
    /*@ loop_invariant 0 <= i && 0 <= left && i + left <= mail.count;
      @ loop_writes i, left, mail.list[*], mail.pos[*], mail.box[*];
      @ decreases left;
      @*/
    while (left > 0) {
      int x = mail.list[i];
      if (mail.box[x] == a && together(a, to, heap.ownerOf(x))) {
        mail.move(x, ids.length + to);
      } else {
        i = i + 1;
      }
      left = left - 1;
    }
  }

  private boolean together(int holder, int a, int b) {
    return Routes.together(ids[holder], ids[a], ids[b], base, places);
  }

  /**
   * Lets an allocator handle the first message of its queue: an object of its own becomes free, another is one
   * of its messages then.
   *
   * @param a which allocator, from 0
   * @return whether there was one
   */
  /*@ public normal_behavior
    @   requires 0 <= a && a < ids.length && mail.first((int) (ids.length + a), 0) == mail.count;
    @   assignable \nothing;
    @   ensures !\result;
    @ also public normal_behavior
    @   requires 0 <= a && a < ids.length && mail.first((int) (ids.length + a), 0) < mail.count;
    @   old int x = mail.list[mail.first((int) (ids.length + a), 0)];
    @   old boolean own = heap.ownerOf(x) == a;
    @   old int s = heap.slabs.slabOf[x];
    @   assignable heap.holdings.owner[*], heap.holdings.held[*], heap.holdings.order[*], heap.holdings.place[*],
    @     heap.holdings.kind[*], heap.recent.list[*], heap.recent.pos[*], heap.slabs.room[*],
    @     heap.slabs.used[*], heap.slabs.bump[*], heap.slabs.order[*], heap.slabs.place[*],
    @     pending[a], mail.count, mail.list[*], mail.pos[*], mail.box[*];
    @   ensures \result && mail.count == \old(mail.count) - (own ? 1 : 0); // CONSERVATION
    @   ensures own ==> mail.box[x] == -1 && heap.slabs.used[s] == \old(heap.slabs.used[s]) - 1; // REUSE
    @   ensures !own ==> mail.box[x] == a || pending[a] == 0;
    @*/
  public boolean deliver(int a) {
    int i = mail.first(ids.length + a, 0);
    if (i == mail.count) {
      return false;
    }
    int x = mail.list[i];
    if (heap.ownerOf(x) == a) {
      mail.remove(x);
      heap.settle(x);
    } else {
      mail.move(x, a);
      add(a, x);
    }
    return true;
  }

  /*@ also public normal_behavior
    @   requires 0 <= heap.liveAt(address);
    @   assignable \nothing;
    @   ensures \result == heap.sizeOf(heap.liveAt(address)); // CAPACITY
    @ also public exceptional_behavior // VALID_FREE
    @   requires heap.liveAt(address) < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public long usableSize(long address) {
    int x = heap.liveAt(address);
    if (x < 0) {
      throw new InvalidFreeException("no live block starts there");
    }
    return heap.sizeOf(x);
  }

  /** The bytes of the messages that an allocator has not sent yet. */
  /*@ public normal_behavior
    @   requires 0 <= a && a < ids.length;
    @   ensures \result == pending[a];
    @ pure
    @*/
  public long pending(int a) {
    return pending[a];
  }

  /** The owner of a superslab, or -1. */
  /*@ public normal_behavior
    @   requires 0 <= p && p < heap.holdings.owner.length;
    @   ensures \result == heap.holdings.owner[p];
    @ pure
    @*/
  public int owner(int p) {
    return heap.holdings.owner[p];
  }

  /** Twice the full-size slabs of a superslab that are in use, and one for the short one. */
  /*@ public normal_behavior
    @   requires 0 <= p && p < heap.holdings.owner.length;
    @   ensures \result == 2 * (heap.holdings.held[p] - heap.holdings.first[p])
    @     - (heap.holdings.kind[heap.holdings.first[p]] == -1 ? 0 : 1);
    @ pure
    @*/
  public int used(int p) {
    return heap.holdings.weight(p);
  }

  /** The objects of a slab that are live, or on their way to it. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < heap.holdings.kind.length;
    @   ensures \result == heap.slabs.used[s] - heap.slabs.first[s];
    @ pure
    @*/
  public int usedOf(int s) {
    return heap.slabs.used[s] - heap.slabs.first[s];
  }

  /** The messages. */
  /*@ public normal_behavior
    @   ensures \result == mail.count;
    @ pure
    @*/
  public int messages() {
    return mail.count;
  }
}
