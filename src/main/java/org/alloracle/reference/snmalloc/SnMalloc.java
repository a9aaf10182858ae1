package org.alloracle.reference.snmalloc;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.contract.InvalidRequestException;
import org.alloracle.reference.Alignments;
import org.alloracle.reference.Powers;
import org.alloracle.reference.Requests;

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

  private final /*@ spec_public @*/ Ids ids;
  private final /*@ spec_public @*/ long limit;
  private final /*@ spec_public @*/ long[] pending;
  private final /*@ spec_public @*/ Heap heap;
  private final /*@ spec_public @*/ Mail mail;
  private final /*@ spec_public @*/ Office office;
  private final /*@ spec_public @*/ Desk desk;
  private final /*@ spec_public @*/ Sorter sorter;
  final /*@ spec_public @*/ int[] home;
  final /*@ spec_public @*/ int[] base;
  final /*@ spec_public @*/ int[] first;
  final /*@ spec_public @*/ int[] slabOf;
  final /*@ spec_public @*/ int[] owner;
  final /*@ spec_public @*/ int[] held;
  final /*@ spec_public @*/ int[] kind;
  final /*@ spec_public @*/ int[] slabOrder;
  final /*@ spec_public @*/ int[] slabPlace;
  final /*@ spec_public @*/ int[] where;
  final /*@ spec_public @*/ int[] live;
  final /*@ spec_public @*/ int[] used;
  final /*@ spec_public @*/ int[] bump;
  final /*@ spec_public @*/ int[] room;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ int[] list;
  final /*@ spec_public @*/ int[] pos;
  final /*@ spec_public @*/ int[] letters;
  final /*@ spec_public @*/ int[] turn;
  final /*@ spec_public @*/ int[] box;

  /*@ // METADATA: the arrays of the heap and of the mail by shorter names
    @ public invariant (\let int n = ids.id.length; home == heap.home & base == heap.base & first == heap.first
    @   & slabOf == heap.slabOf & owner == heap.owner & held == heap.held & kind == heap.kind
    @   & slabOrder == heap.slabOrder & slabPlace == heap.slabPlace & where == heap.where & live == heap.live
    @   & used == heap.used & bump == heap.bump & room == heap.room & order == heap.order & place == heap.place
    @   & list == heap.list & pos == heap.pos
    @   & letters == mail.list & turn == mail.pos & box == mail.box
    @   & heap == office.heap & heap == desk.heap & mail == office.mail & mail.boxes == 2 * n
    @   & ids == sorter.ids & heap == sorter.heap & mail == sorter.mail
    @   & pending.length == n & pending != ids.id & pending != heap.size);
    @ // METADATA
    @ public invariant (\forall int a; 0 <= a && a < pending.length; 0 <= pending[a] && pending[a] < limit);
    @ public invariant (\forall int p; 0 <= p && p < owner.length; owner[p] < ids.id.length);
    @ // CONSERVATION: a message is an object on its way, and on its way is nothing else
    @ public invariant (\forall int x; 0 <= x && x < where.length;
    @   (0 <= box[x]) == (where[x] == Stock.AWAY));
    @ // POLICY: no allocator sends on what is its own
    @ public invariant (\forall int x; 0 <= x && x < box.length && 0 <= box[x] && box[x] < ids.id.length;
    @   owner[home[slabOf[x]]] != box[x]);
    @*/

  /** One allocator over a heap of so many bytes, a multiple of {@link #SUPERSLAB} up to {@link #MOST_BYTES}. */
  /*@ public normal_behavior
    @   requires 0 <= heapBytes && heapBytes <= MOST_BYTES && heapBytes % SUPERSLAB == 0;
    @   ensures ids.id.length == 1 && ids.id[0] == 0 && ids.base == 64 && ids.places == 7;
    @   ensures limit == 1048576 && pending[0] == 0 && mail.count == 0;
    @   ensures SUPERSLAB * owner.length == heapBytes && kind.length == 16 * owner.length;
    @   ensures heap.rooms.slabBytes == 65536 && heap.rooms.header == 2048;
    @   ensures (\forall int p; 0 <= p && p < owner.length; owner[p] == -1);
    @ also public exceptional_behavior
    @   requires !(0 <= heapBytes && heapBytes <= MOST_BYTES && heapBytes % SUPERSLAB == 0);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
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
  /*@ public normal_behavior
    @   old int b = (bits == 1 ? 2 : bits == 2 ? 4 : bits == 3 ? 8 : bits == 4 ? 16 : bits == 5 ? 32
    @     : bits == 6 ? 64 : bits == 7 ? 128 : bits == 8 ? 256 : bits == 9 ? 512 : 1024);
    @   old int n = (bits == 1 ? 37 : bits == 2 ? 19 : bits == 3 ? 13 : bits == 4 ? 10 : bits == 5 ? 8
    @     : bits == 6 ? 7 : bits == 7 ? 6 : bits == 8 ? 5 : bits == 9 ? 5 : 4);
    @   requires 0 <= superslabs && superslabs <= Slabs.MOST_SLABS && 2 <= slabsEach && slabsEach <= 256
    @     && superslabs * slabsEach <= Slabs.MOST_SLABS && 1 <= limit
    @     && 32 <= slabBytes && slabBytes <= Rooms.MOST_BYTES && Powers.isOfTwo(slabBytes)
    @     && 0 <= header && header < slabBytes;
    @   requires 1 <= ids.length && ids.length <= Holdings.MOST_OWNERS && 1 <= bits && bits <= 10;
    @   requires (\forall int a; 0 <= a && a < ids.length;
    @     0 <= ids[a] && ids[a] < Ids.END && Digits.rest(ids[a], b, n) == 0);
    @   requires (\forall int a, c; 0 <= c && c < a && a < ids.length; ids[c] != ids[a]);
    @   ensures this.ids.id.length == ids.length && this.limit == limit && mail.count == 0;
    @   ensures this.ids.base == b && this.ids.places == n;
    @   ensures heap.rooms.slabBytes == slabBytes && heap.rooms.header == header;
    @   ensures owner.length == superslabs && kind.length == superslabs * slabsEach;
    @   ensures (\forall int p; 0 <= p && p < superslabs; owner[p] == -1);
    @   ensures (\forall int a; 0 <= a && a < ids.length; this.ids.id[a] == ids[a] && pending[a] == 0);
    @   ensures \invariant_for(this.ids) && \invariant_for(office) && \invariant_for(heap) && \invariant_for(mail);
    @ also public exceptional_behavior
    @   old int b = (bits == 1 ? 2 : bits == 2 ? 4 : bits == 3 ? 8 : bits == 4 ? 16 : bits == 5 ? 32
    @     : bits == 6 ? 64 : bits == 7 ? 128 : bits == 8 ? 256 : bits == 9 ? 512 : 1024);
    @   old int n = (bits == 1 ? 37 : bits == 2 ? 19 : bits == 3 ? 13 : bits == 4 ? 10 : bits == 5 ? 8
    @     : bits == 6 ? 7 : bits == 7 ? 6 : bits == 8 ? 5 : bits == 9 ? 5 : 4);
    @   requires !(0 <= superslabs && superslabs <= Slabs.MOST_SLABS && 2 <= slabsEach && slabsEach <= 256
    @     && superslabs * slabsEach <= Slabs.MOST_SLABS && 1 <= limit
    @     && 32 <= slabBytes && slabBytes <= Rooms.MOST_BYTES && Powers.isOfTwo(slabBytes)
    @     && 0 <= header && header < slabBytes)
    @     || !(1 <= ids.length && ids.length <= Holdings.MOST_OWNERS && 1 <= bits && bits <= 10)
    @     || !(\forall int a; 0 <= a && a < ids.length;
    @     0 <= ids[a] && ids[a] < Ids.END && Digits.rest(ids[a], b, n) == 0)
    @     || !(\forall int a, c; 0 <= c && c < a && a < ids.length; ids[c] != ids[a]);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public SnMalloc(
      long[] ids, int bits, int superslabs, int slabsEach, long slabBytes, long header, long limit) {
    requireShape(superslabs, slabsEach, slabBytes, header, limit);
    this.ids = new Ids(ids, bits);
    this.limit = limit;
    office = new Office(superslabs, slabsEach, slabBytes, header, 2 * ids.length);
    heap = office.heap;
    desk = new Desk(heap);
    mail = office.mail;
    sorter = new Sorter(this.ids, heap, mail);
    home = heap.home;
    base = heap.base;
    first = heap.first;
    slabOf = heap.slabOf;
    owner = heap.owner;
    held = heap.held;
    kind = heap.kind;
    slabOrder = heap.slabOrder;
    slabPlace = heap.slabPlace;
    where = heap.where;
    live = heap.live;
    used = heap.used;
    bump = heap.bump;
    room = heap.room;
    order = heap.order;
    place = heap.place;
    list = heap.list;
    pos = heap.pos;
    letters = mail.list;
    turn = mail.pos;
    box = mail.box;
    pending = zeros(ids.length, heap.size, this.ids.id);
  }

  /** New zeros, in an array that is neither of two: only the contract speaks of those. */
  /*@ private normal_behavior
    @   requires 0 <= n;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == n && \result != unusedA && \result != unusedB;
    @   ensures (\forall int a; 0 <= a && a < n; \result[a] == 0);
    @*/
  private static long[] zeros(int n, long[] unusedA, long[] unusedB) {
    return new long[n];
  }

  /*@ private normal_behavior
    @   requires 0 <= heapBytes && heapBytes <= MOST_BYTES && heapBytes % SUPERSLAB == 0;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= 256 && SUPERSLAB * \result == heapBytes;
    @ also private exceptional_behavior
    @   requires !(0 <= heapBytes && heapBytes <= MOST_BYTES && heapBytes % SUPERSLAB == 0);
    @   assignable \nothing;
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  private static int superslabs(long heapBytes) {
    if (heapBytes < 0 || heapBytes > MOST_BYTES || heapBytes % SUPERSLAB != 0) {
      throw new IllegalArgumentException("a heap is a multiple of 1 MiB, up to 256 MiB");
    }
    return (int) (heapBytes / SUPERSLAB);
  }

  /*@ private normal_behavior
    @   requires 0 <= superslabs && superslabs <= Slabs.MOST_SLABS && 2 <= slabsEach && slabsEach <= 256;
    @   requires superslabs * slabsEach <= Slabs.MOST_SLABS && 1 <= limit;
    @   requires 32 <= slabBytes && slabBytes <= Rooms.MOST_BYTES && Powers.isOfTwo(slabBytes);
    @   requires 0 <= header && header < slabBytes;
    @   assignable \nothing;
    @ also private exceptional_behavior
    @   requires !(0 <= superslabs && superslabs <= Slabs.MOST_SLABS && 2 <= slabsEach && slabsEach <= 256
    @     && superslabs * slabsEach <= Slabs.MOST_SLABS && 1 <= limit
    @     && 32 <= slabBytes && slabBytes <= Rooms.MOST_BYTES && Powers.isOfTwo(slabBytes)
    @     && 0 <= header && header < slabBytes);
    @   assignable \nothing;
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  private static void requireShape(int superslabs, int slabsEach, long slabBytes, long header, long limit) {
    if (superslabs < 0 || superslabs > Slabs.MOST_SLABS || slabsEach < 2 || slabsEach > 256) {
      throw new IllegalArgumentException("2 to 256 slabs a superslab");
    }
    if (superslabs * slabsEach > Slabs.MOST_SLABS) {
      throw new IllegalArgumentException("65536 slabs in all");
    }
    if (slabBytes < 32 || slabBytes > Rooms.MOST_BYTES || !Powers.isOfTwo(slabBytes)) {
      throw new IllegalArgumentException("a slab has a power of two of bytes, 32 to 65536");
    }
    if (header < 0 || header >= slabBytes || limit < 1) {
      throw new IllegalArgumentException("the metadata fit in a slab, and the limit is at least 1");
    }
  }

  /** Hands out a block through allocator 0. */
  /*@ also public normal_behavior // a slab has a free object of the class, or is unused: then it is given to the class
    @   requires 0 <= size && Alignments.valid(alignment);
    @   old int k = SizeClasses.of(heap.size, size, alignment);
    @   requires k < heap.size.length;
    @   old int s = desk.server(0, k);
    @   requires 0 <= s;
    @   old int p = home[s];
    @   old boolean begun = kind[s] == -1;
    @   old int x = begun ? first[s] : desk.next(s);
    @   old long at = desk.served(s, k);
    @   assignable owner[p], held[p], kind[s], slabOrder[*],
    @     slabPlace[*], where[x], live[s], used[s], bump[s],
    @     room[s], order[*], place[*];
    @   ensures \result == at && 0 <= \result && size <= heap.size[k]; // POLICY, CAPACITY
    @   ensures \old(org.alloracle.reference.Multiples.rem(at, alignment)) == 0; // ALIGNMENT
    @   ensures where[x] == Stock.LIVE && used[s] == \old(used[s]) + 1;
    @   ensures kind[s] == k && owner[p] == 0 && held[p] == \old(held[p]) + (begun ? 1 : 0);
    @   // POLICY: the others of the free lists stay where they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures !begun ==> room[s] == \old(room[s]) && (\forall int t; 0 <= t && t < slabOrder.length; // FRAME
    @     slabOrder[t] == \old(slabOrder[t]) && slabPlace[t] == \old(slabPlace[t]));
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @ also public normal_behavior // HONEST_FAILURE
    @   requires 0 <= size && Alignments.valid(alignment);
    @   old int k = SizeClasses.of(heap.size, size, alignment);
    @   requires k == heap.size.length || desk.server(0, k) < 0;
    @   assignable \nothing;
    @   ensures \result == NONE;
    @ also public exceptional_behavior
    @   requires size < 0 || !Alignments.valid(alignment);
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  @Override
  public long allocate(long size, long alignment) {
    return allocate(0, size, alignment);
  }

  /** Gives a block back through allocator 0. */
  /*@ also public normal_behavior // the allocator's own: see Heap.settle
    @   old int x = desk.liveAt(address);
    @   requires 0 <= x && desk.ownerOf(x) == 0;
    @   old int s = slabOf[x];
    @   old int p = home[s];
    @   old boolean last = used[s] == first[s] + 1;
    @   old boolean full = used[s] == room[s];
    @   assignable owner[p], held[p], kind[s], slabOrder[*],
    @     slabPlace[*], list[*], pos[*], where[x], live[s],
    @     used[s], bump[s], room[s], order[*], place[*];
    @   ensures where[x] == Stock.FREE && used[s] == \old(used[s]) - 1;
    @   ensures last ? kind[s] == -1 && bump[s] == first[s] : place[x] == used[s] && kind[s] == \old(kind[s]); // REUSE
    @   ensures pos[s] == (full && !last ? 0 : \old(pos[s])); // POLICY: the others keep their order
    @   ensures (\forall int t; 0 <= t && t < pos.length && t != s;
    @     pos[t] == \old(pos[t]) + (full && !last && \old(pos[t]) < \old(pos[s]) ? 1 : 0));
    @   ensures held[p] == \old(held[p]) - (last ? 1 : 0);
    @   ensures owner[p] == (last && held[p] == base[p] ? -1 : \old(owner[p]));
    @   // POLICY: and so do the others of the free lists, but a slab that becomes unused forgets its own
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && !(last && slabOf[y] == s) && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @ also public normal_behavior // another's: a message
    @   old int x = desk.liveAt(address);
    @   requires 0 <= x && desk.ownerOf(x) != 0;
    @   old int s = slabOf[x];
    @   old long bytes = desk.sizeOf(x);
    @   old boolean flushed = limit - pending[0] <= bytes;
    @   assignable where[x], live[s], order[*], place[*],
    @     pending[0], mail.*, letters[*], turn[*], box[*];
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @   ensures where[x] == Stock.AWAY && live[s] == \old(live[s]) - 1;
    @   // POLICY: the free lists stay as they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures mail.count == \old(mail.count) + 1; // CONSERVATION
    @   ensures pending[0] == (flushed ? 0 : \old(pending[0]) + bytes);
    @   ensures box[x] == (flushed ? \old(sorter.target(0, x, mail.count)) : 0) && turn[x] == \old(mail.count); // POLICY
    @   ensures flushed ==> (\forall int y; 0 <= y && y < box.length && \old(box[y]) == 0; // POLICY: see flush
    @     box[y] == \old(sorter.target(0, y, turn[y])));
    @   ensures flushed ==> (\forall int y; 0 <= y && y < box.length; box[y] != 0);
    @   // FRAME: the other messages stay where they are, but those that are sent
    @   ensures (\forall int y; 0 <= y && y < box.length && y != x && !(flushed && \old(box[y]) == 0);
    @     box[y] == \old(box[y]));
    @   // POLICY: it is the last of all, and they keep their order, but those that are sent come after the rest
    @   ensures !flushed ==> (\forall int y; 0 <= y && y < box.length && 0 <= \old(box[y]); turn[y] == \old(turn[y]));
    @   ensures flushed ==> (\forall int y, z; 0 <= y && y < box.length && 0 <= z && z < box.length
    @     && 0 <= \old(box[y]) && 0 <= \old(box[z])
    @     && ((\old(box[y]) == 0) == (\old(box[z]) == 0) ? \old(turn[y]) < \old(turn[z]) : \old(box[z]) == 0);
    @     turn[y] < turn[z]);
    @ also public exceptional_behavior // VALID_FREE
    @   requires desk.liveAt(address) < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public void free(long address) {
    free(0, address);
  }

  /**
   * Hands out a block through an allocator.
   *
   * @param a which allocator, from 0
   */
  /*@ public normal_behavior // a slab has a free object of the class, or is unused: then it is given to the class
    @   requires 0 <= a && a < ids.id.length && 0 <= size && Alignments.valid(alignment);
    @   old int k = SizeClasses.of(heap.size, size, alignment);
    @   requires k < heap.size.length;
    @   old int s = desk.server(a, k);
    @   requires 0 <= s;
    @   old int p = home[s];
    @   old boolean begun = kind[s] == -1;
    @   old int x = begun ? first[s] : desk.next(s);
    @   old long at = desk.served(s, k);
    @   assignable owner[p], held[p], kind[s], slabOrder[*],
    @     slabPlace[*], where[x], live[s], used[s], bump[s],
    @     room[s], order[*], place[*];
    @   ensures \result == at && 0 <= \result && size <= heap.size[k]; // POLICY, CAPACITY
    @   ensures \old(org.alloracle.reference.Multiples.rem(at, alignment)) == 0; // ALIGNMENT
    @   ensures where[x] == Stock.LIVE && used[s] == \old(used[s]) + 1;
    @   ensures kind[s] == k && owner[p] == a && held[p] == \old(held[p]) + (begun ? 1 : 0);
    @   // POLICY: the others of the free lists stay where they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures !begun ==> room[s] == \old(room[s]) && (\forall int t; 0 <= t && t < slabOrder.length; // FRAME
    @     slabOrder[t] == \old(slabOrder[t]) && slabPlace[t] == \old(slabPlace[t]));
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @ also public normal_behavior // HONEST_FAILURE
    @   requires 0 <= a && a < ids.id.length && 0 <= size && Alignments.valid(alignment);
    @   old int k = SizeClasses.of(heap.size, size, alignment);
    @   requires k == heap.size.length || desk.server(a, k) < 0;
    @   assignable \nothing;
    @   ensures \result == NONE;
    @ also public exceptional_behavior
    @   requires 0 <= a && a < ids.id.length && (size < 0 || !Alignments.valid(alignment));
    @   assignable \nothing;
    @   signals_only InvalidRequestException;
    @*/
  public long allocate(int a, long size, long alignment) {
    Requests.requireValid(size, alignment);
    int k = SizeClasses.of(heap.size, size, alignment);
    int s = k < heap.size.length ? desk.server(a, k) : -1;
    long at = s >= 0 ? desk.served(s, k) : NONE;
    //@ assert s < 0 || desk.aligned(s, k, alignment);
    if (s >= 0) {
      take(s, a, k);
    }
    return at;
  }

  /** Takes the object that a slab of a class of an allocator serves next; an unused slab is given to the class. */
  /*@ normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= a && a < ids.id.length && 0 <= k && k < heap.size.length;
    @   requires kind[s] != -1 ==> kind[s] == k && owner[home[s]] == a && used[s] < room[s];
    @   requires kind[s] == -1 ==> (owner[home[s]] == -1 || owner[home[s]] == a)
    @     && 1 <= (s == base[home[s]] ? heap.few[k] : heap.many[k]) && 0 <= first[s] && first[s] < where.length;
    @   old int p = home[s];
    @   old boolean begun = kind[s] == -1;
    @   old int x = begun ? first[s] : desk.next(s);
    @   assignable owner[p], held[p], kind[s], slabOrder[*],
    @     slabPlace[*], where[x], live[s], used[s], bump[s],
    @     room[s], order[*], place[*];
    @   ensures where[x] == Stock.LIVE && used[s] == \old(used[s]) + 1;
    @   ensures kind[s] == k && owner[p] == a && held[p] == \old(held[p]) + (begun ? 1 : 0);
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures !begun ==> room[s] == \old(room[s]) && (\forall int t; 0 <= t && t < slabOrder.length;
    @     slabOrder[t] == \old(slabOrder[t]) && slabPlace[t] == \old(slabPlace[t]));
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @*/
  void take(int s, int a, int k) {
    boolean begun = kind[s] == -1;
    // One proof a path.
    //@ split
    if (begun) {
      begin(s, a, k);
    } else {
      serve(s);
    }
  }

  /** Takes the next object of a slab. */
  /*@ normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= kind[s] && used[s] < room[s];
    @   old int x = desk.next(s);
    @   old int p = home[s];
    @   assignable where[x], live[s], used[s], bump[s],
    @     order[*], place[*];
    @   ensures where[x] == Stock.LIVE && used[s] == \old(used[s]) + 1;
    @   ensures kind[s] == \old(kind[s]) && room[s] == \old(room[s]) && held[p] == \old(held[p]);
    @   ensures (\forall int t; 0 <= t && t < slabOrder.length;
    @     slabOrder[t] == \old(slabOrder[t]) && slabPlace[t] == \old(slabPlace[t]));
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @*/
  void serve(int s) {
    //@ assert desk.same(s);
    heap.serve(s);
  }

  /** Gives an unused slab to a class of an allocator, and takes the first object. */
  /*@ private normal_behavior
    @   requires 0 <= s && s < kind.length && kind[s] == -1;
    @   requires 0 <= a && a < ids.id.length && 0 <= k && k < heap.size.length;
    @   requires owner[home[s]] == -1 || owner[home[s]] == a;
    @   requires 1 <= (s == base[home[s]] ? heap.few[k] : heap.many[k]);
    @   requires 0 <= first[s] && first[s] < where.length;
    @   old int p = home[s];
    @   old int x = first[s];
    @   assignable owner[p], held[p], kind[s], slabOrder[*],
    @     slabPlace[*], where[x], live[s], used[s], bump[s],
    @     room[s], order[*], place[*];
    @   ensures where[x] == Stock.LIVE && used[s] == \old(used[s]) + 1;
    @   ensures kind[s] == k && owner[p] == a && held[p] == \old(held[p]) + 1;
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @*/
  private void begin(int s, int a, int k) {
    //@ assert heap.owned();
    heap.begin(s, a, k);
  }

  /**
   * Gives a block back through an allocator.
   *
   * @param a which allocator, from 0; the block may be of any
   */
  /*@ public normal_behavior // the allocator's own: see Heap.settle
    @   requires 0 <= a && a < ids.id.length;
    @   old int x = desk.liveAt(address);
    @   requires 0 <= x && desk.ownerOf(x) == a;
    @   old int s = slabOf[x];
    @   old int p = home[s];
    @   old boolean last = used[s] == first[s] + 1;
    @   old boolean full = used[s] == room[s];
    @   assignable owner[p], held[p], kind[s], slabOrder[*],
    @     slabPlace[*], list[*], pos[*], where[x], live[s],
    @     used[s], bump[s], room[s], order[*], place[*];
    @   ensures where[x] == Stock.FREE && used[s] == \old(used[s]) - 1;
    @   ensures last ? kind[s] == -1 && bump[s] == first[s] : place[x] == used[s] && kind[s] == \old(kind[s]); // REUSE
    @   ensures pos[s] == (full && !last ? 0 : \old(pos[s])); // POLICY: the others keep their order
    @   ensures (\forall int t; 0 <= t && t < pos.length && t != s;
    @     pos[t] == \old(pos[t]) + (full && !last && \old(pos[t]) < \old(pos[s]) ? 1 : 0));
    @   ensures held[p] == \old(held[p]) - (last ? 1 : 0);
    @   ensures owner[p] == (last && held[p] == base[p] ? -1 : \old(owner[p]));
    @   // POLICY: and so do the others of the free lists, but a slab that becomes unused forgets its own
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && !(last && slabOf[y] == s) && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @ also public normal_behavior // another's: a message
    @   requires 0 <= a && a < ids.id.length;
    @   old int x = desk.liveAt(address);
    @   requires 0 <= x && desk.ownerOf(x) != a;
    @   old int s = slabOf[x];
    @   old long bytes = desk.sizeOf(x);
    @   old boolean flushed = limit - pending[a] <= bytes;
    @   assignable where[x], live[s], order[*], place[*],
    @     pending[a], mail.*, letters[*], turn[*], box[*];
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @   ensures where[x] == Stock.AWAY && live[s] == \old(live[s]) - 1;
    @   // POLICY: the free lists stay as they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures mail.count == \old(mail.count) + 1; // CONSERVATION
    @   ensures pending[a] == (flushed ? 0 : \old(pending[a]) + bytes);
    @   ensures box[x] == (flushed ? \old(sorter.target(a, x, mail.count)) : a) && turn[x] == \old(mail.count); // POLICY
    @   ensures flushed ==> (\forall int y; 0 <= y && y < box.length && \old(box[y]) == a; // POLICY: see flush
    @     box[y] == \old(sorter.target(a, y, turn[y])));
    @   ensures flushed ==> (\forall int y; 0 <= y && y < box.length; box[y] != a);
    @   // FRAME: the other messages stay where they are, but those that are sent
    @   ensures (\forall int y; 0 <= y && y < box.length && y != x && !(flushed && \old(box[y]) == a);
    @     box[y] == \old(box[y]));
    @   // POLICY: it is the last of all, and they keep their order, but those that are sent come after the rest
    @   ensures !flushed ==> (\forall int y; 0 <= y && y < box.length && 0 <= \old(box[y]); turn[y] == \old(turn[y]));
    @   ensures flushed ==> (\forall int y, z; 0 <= y && y < box.length && 0 <= z && z < box.length
    @     && 0 <= \old(box[y]) && 0 <= \old(box[z])
    @     && ((\old(box[y]) == a) == (\old(box[z]) == a) ? \old(turn[y]) < \old(turn[z]) : \old(box[z]) == a);
    @     turn[y] < turn[z]);
    @ also public exceptional_behavior // VALID_FREE
    @   requires 0 <= a && a < ids.id.length && desk.liveAt(address) < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  public void free(int a, long address) {
    int x = desk.liveAt(address);
    requireLive(x);
    long bytes = desk.sizeOf(x);
    boolean own = desk.ownerOf(x) == a;
    // One proof a path.
    //@ split
    if (own) {
      give(x);
    } else {
      send(a, x, bytes);
    }
  }

  /*@ private normal_behavior
    @   requires 0 <= x;
    @   assignable \nothing;
    @ also private exceptional_behavior
    @   requires x < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @ pure helper
    @*/
  private static void requireLive(int x) {
    if (x < 0) {
      throw new InvalidFreeException("no live block starts there");
    }
  }

  /** Takes back an object of an allocator's own. */
  /*@ private normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == Stock.LIVE;
    @   old int s = slabOf[x];
    @   old int p = home[s];
    @   old boolean last = used[s] == first[s] + 1;
    @   old boolean full = used[s] == room[s];
    @   assignable owner[p], held[p], kind[s], slabOrder[*],
    @     slabPlace[*], list[*], pos[*], where[x], live[s],
    @     used[s], bump[s], room[s], order[*], place[*];
    @   ensures where[x] == Stock.FREE && used[s] == \old(used[s]) - 1;
    @   ensures last ? kind[s] == -1 && bump[s] == first[s] : place[x] == used[s] && kind[s] == \old(kind[s]);
    @   ensures pos[s] == (full && !last ? 0 : \old(pos[s]));
    @   ensures (\forall int t; 0 <= t && t < pos.length && t != s;
    @     pos[t] == \old(pos[t]) + (full && !last && \old(pos[t]) < \old(pos[s]) ? 1 : 0));
    @   ensures held[p] == \old(held[p]) - (last ? 1 : 0);
    @   ensures owner[p] == (last && held[p] == base[p] ? -1 : \old(owner[p]));
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && !(last && slabOf[y] == s) && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @*/
  private void give(int x) {
    heap.give(x);
  }

  /** Makes a message of so many bytes of a live object, an allocator's, and flushes if that is enough. */
  /*@ normal_behavior
    @   requires 0 <= a && a < ids.id.length && 1 <= bytes && bytes <= 65536;
    @   requires 0 <= x && x < where.length && where[x] == Stock.LIVE && owner[home[slabOf[x]]] != a;
    @   old int s = slabOf[x];
    @   old boolean flushed = limit - pending[a] <= bytes;
    @   assignable where[x], live[s], order[*], place[*],
    @     pending[a], mail.*, letters[*], turn[*], box[*];
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @   ensures where[x] == Stock.AWAY && live[s] == \old(live[s]) - 1;
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures mail.count == \old(mail.count) + 1;
    @   ensures pending[a] == (flushed ? 0 : \old(pending[a]) + bytes);
    @   ensures box[x] == (flushed ? \old(sorter.target(a, x, mail.count)) : a) && turn[x] == \old(mail.count);
    @   ensures flushed ==> (\forall int y; 0 <= y && y < box.length && \old(box[y]) == a;
    @     box[y] == \old(sorter.target(a, y, turn[y])));
    @   ensures flushed ==> (\forall int y; 0 <= y && y < box.length; box[y] != a);
    @   ensures (\forall int y; 0 <= y && y < box.length && y != x && !(flushed && \old(box[y]) == a);
    @     box[y] == \old(box[y]));
    @   ensures !flushed ==> (\forall int y; 0 <= y && y < box.length && 0 <= \old(box[y]); turn[y] == \old(turn[y]));
    @   ensures flushed ==> (\forall int y, z; 0 <= y && y < box.length && 0 <= z && z < box.length
    @     && 0 <= \old(box[y]) && 0 <= \old(box[z])
    @     && ((\old(box[y]) == a) == (\old(box[z]) == a) ? \old(turn[y]) < \old(turn[z]) : \old(box[z]) == a);
    @     turn[y] < turn[z]);
    @*/
  void send(int a, int x, long bytes) {
    // One proof a path.
    //@ split
    if (limit - pending[a] <= bytes) {
      ship(a, x, sorter.targets(a), sorter.target(a, x, mail.count));
    } else {
      keep(a, x, bytes);
    }
  }

  /** Sends all messages of an allocator, each to the box told for its place in the list, and then one of a live object. */
  /*@ private normal_behavior
    @   requires 0 <= a && a < ids.id.length && to.length == mail.count;
    @   requires to != letters && to != turn && to != box;
    @   requires (\forall int j; 0 <= j && j < to.length; ids.id.length <= to[j] && to[j] < 2 * ids.id.length);
    @   requires 0 <= x && x < where.length && where[x] == Stock.LIVE;
    @   requires ids.id.length <= last && last < 2 * ids.id.length;
    @   old int s = slabOf[x];
    @   assignable where[x], live[s], order[*], place[*],
    @     pending[a], mail.*, letters[*], turn[*], box[*];
    @   ensures where[x] == Stock.AWAY && live[s] == \old(live[s]) - 1;
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures pending[a] == 0 && mail.count == \old(mail.count) + 1 && box[x] == last && turn[x] == \old(mail.count);
    @   ensures (\forall int y; 0 <= y && y < box.length && \old(box[y]) == a; box[y] == \old(to[turn[y]]));
    @   ensures (\forall int y; 0 <= y && y < box.length; box[y] != a);
    @   ensures (\forall int y; 0 <= y && y < box.length && y != x && \old(box[y]) != a; box[y] == \old(box[y]));
    @   ensures (\forall int y, z; 0 <= y && y < box.length && 0 <= z && z < box.length
    @     && 0 <= \old(box[y]) && 0 <= \old(box[z])
    @     && ((\old(box[y]) == a) == (\old(box[z]) == a) ? \old(turn[y]) < \old(turn[z]) : \old(box[z]) == a);
    @     turn[y] < turn[z]);
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @*/
  private void ship(int a, int x, int[] to, int last) {
    forward(a, to);
    post(x, last);
  }

  /** Makes a message of so many bytes of a live object, the last of an allocator's. */
  /*@ private normal_behavior
    @   requires 0 <= a && a < ids.id.length && 1 <= bytes && bytes < limit - pending[a];
    @   requires 0 <= x && x < where.length && where[x] == Stock.LIVE && owner[home[slabOf[x]]] != a;
    @   old int s = slabOf[x];
    @   assignable where[x], live[s], order[*], place[*],
    @     pending[a], mail.*, letters[*], turn[*], box[x];
    @   ensures where[x] == Stock.AWAY && live[s] == \old(live[s]) - 1;
    @   ensures pending[a] == \old(pending[a]) + bytes;
    @   ensures mail.count == \old(mail.count) + 1 && box[x] == a && turn[x] == \old(mail.count);
    @   ensures (\forall int y; 0 <= y && y < turn.length && \old(turn[y]) < \old(mail.count);
    @     turn[y] == \old(turn[y]));
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @*/
  private void keep(int a, int x, long bytes) {
    pending[a] = pending[a] + bytes;
    office.post(x, a);
  }

  /** Makes a message of a live object, the last of a box. */
  /*@ private normal_behavior
    @   requires ids.id.length <= to && to < mail.boxes;
    @   requires 0 <= x && x < where.length && where[x] == Stock.LIVE;
    @   old int s = slabOf[x];
    @   assignable where[x], live[s], order[*], place[*],
    @     mail.*, letters[*], turn[*], box[x];
    @   ensures where[x] == Stock.AWAY && live[s] == \old(live[s]) - 1;
    @   ensures mail.count == \old(mail.count) + 1 && box[x] == to && turn[x] == \old(mail.count);
    @   ensures (\forall int y; 0 <= y && y < turn.length && \old(turn[y]) < \old(mail.count);
    @     turn[y] == \old(turn[y]));
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @*/
  private void post(int x, int to) {
    office.post(x, to);
  }

  /**
   * Sends all messages of an allocator. The messages whose owners first differ from the allocator in the same digit, and
   * have the same one there, are a bucket; each bucket goes to the owner of its first message.
   *
   * @param a which allocator, from 0
   */
  /*@ public normal_behavior
    @   requires 0 <= a && a < ids.id.length;
    @   assignable pending[a], letters[*], turn[*], box[*];
    @   ensures pending[a] == 0; // CONSERVATION: mail.count stays
    @   ensures (\forall int x; 0 <= x && x < box.length; box[x] != a);
    @   // POLICY
    @   ensures (\forall int y; 0 <= y && y < box.length && \old(box[y]) == a;
    @     box[y] == \old(sorter.target(a, y, turn[y])));
    @   // FRAME: what others have stays
    @   ensures (\forall int y; 0 <= y && y < box.length && \old(box[y]) != a; box[y] == \old(box[y]));
    @   // POLICY: what is sent comes after all else, and all keep their order
    @   ensures (\forall int y, z; 0 <= y && y < box.length && 0 <= z && z < box.length
    @     && 0 <= \old(box[y]) && 0 <= \old(box[z])
    @     && ((\old(box[y]) == a) == (\old(box[z]) == a) ? \old(turn[y]) < \old(turn[z]) : \old(box[z]) == a);
    @     turn[y] < turn[z]);
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @*/
  public void flush(int a) {
    forward(a, sorter.targets(a));
  }

  /*@ private normal_behavior
    @   requires 0 <= a && a < ids.id.length && to.length == mail.count;
    @   requires to != letters && to != turn && to != box;
    @   requires (\forall int j; 0 <= j && j < to.length; ids.id.length <= to[j] && to[j] < 2 * ids.id.length);
    @   assignable pending[a], letters[*], turn[*], box[*];
    @   ensures pending[a] == 0;
    @   ensures (\forall int x; 0 <= x && x < box.length; box[x] != a);
    @   ensures (\forall int y; 0 <= y && y < box.length && \old(box[y]) == a; box[y] == \old(to[turn[y]]));
    @   ensures (\forall int y; 0 <= y && y < box.length && \old(box[y]) != a; box[y] == \old(box[y]));
    @   ensures (\forall int y, z; 0 <= y && y < box.length && 0 <= z && z < box.length
    @     && 0 <= \old(box[y]) && 0 <= \old(box[z])
    @     && ((\old(box[y]) == a) == (\old(box[z]) == a) ? \old(turn[y]) < \old(turn[z]) : \old(box[z]) == a);
    @     turn[y] < turn[z]);
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @*/
  private void forward(int a, int[] to) {
    pending[a] = 0;
    Rounds.forward(mail, a, to);
  }

  /**
   * Lets an allocator handle the first message of its queue: an object of its own becomes free, another is one
   * of its messages then.
   *
   * @param a which allocator, from 0
   * @return whether there was one
   */
  /*@ public normal_behavior
    @   requires 0 <= a && a < ids.id.length && mail.first((int) (ids.id.length + a), 0) == mail.count;
    @   assignable \nothing;
    @   ensures !\result;
    @ also public normal_behavior // of its own: see Heap.settle
    @   requires 0 <= a && a < ids.id.length && mail.first((int) (ids.id.length + a), 0) < mail.count;
    @   old int x = letters[mail.first((int) (ids.id.length + a), 0)];
    @   requires desk.ownerOf(x) == a;
    @   old int s = slabOf[x];
    @   old int p = home[s];
    @   old boolean last = used[s] == first[s] + 1;
    @   old boolean full = used[s] == room[s];
    @   assignable owner[p], held[p], kind[s], slabOrder[*],
    @     slabPlace[*], list[*], pos[*], where[x],
    @     used[s], bump[s], room[s], order[*], place[*],
    @     mail.*, letters[*], turn[*], box[x];
    @   ensures \result && mail.count == \old(mail.count) - 1 && box[x] == -1; // CONSERVATION
    @   ensures where[x] == Stock.FREE && used[s] == \old(used[s]) - 1;
    @   ensures last ? kind[s] == -1 && bump[s] == first[s] : place[x] == used[s] && kind[s] == \old(kind[s]); // REUSE
    @   ensures pos[s] == (full && !last ? 0 : \old(pos[s])); // POLICY: the others keep their order
    @   ensures (\forall int t; 0 <= t && t < pos.length && t != s;
    @     pos[t] == \old(pos[t]) + (full && !last && \old(pos[t]) < \old(pos[s]) ? 1 : 0));
    @   ensures held[p] == \old(held[p]) - (last ? 1 : 0);
    @   ensures owner[p] == (last && held[p] == base[p] ? -1 : \old(owner[p]));
    @   // POLICY: and so do the others of the free lists, but a slab that becomes unused forgets its own
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && !(last && slabOf[y] == s) && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures (\forall int y; 0 <= y && y < turn.length && y != x; // FRAME: the other messages keep their order
    @     turn[y] == \old(turn[y]) - (\old(turn[x]) < \old(turn[y]) && \old(turn[y]) < \old(mail.count) ? 1 : 0));
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @ also public normal_behavior // of another's: a message of this one's
    @   requires 0 <= a && a < ids.id.length && mail.first((int) (ids.id.length + a), 0) < mail.count;
    @   old int x = letters[mail.first((int) (ids.id.length + a), 0)];
    @   requires desk.ownerOf(x) != a;
    @   old long bytes = desk.sizeOf(x);
    @   old boolean flushed = limit - pending[a] <= bytes;
    @   assignable pending[a], letters[*], turn[*], box[*]; // CONSERVATION: where[x] and mail.count stay
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @   ensures \result && pending[a] == (flushed ? 0 : \old(pending[a]) + bytes);
    @   ensures box[x] == (flushed ? \old(sorter.target(a, x, mail.count)) : a) && turn[x] == mail.count - 1;
    @   ensures flushed ==> (\forall int y; 0 <= y && y < box.length && \old(box[y]) == a; // POLICY: see flush
    @     box[y] == \old(sorter.target(a, y, turn[y])));
    @   ensures flushed ==> (\forall int y; 0 <= y && y < box.length; box[y] != a);
    @   // FRAME: the other messages stay where they are, but those that are sent
    @   ensures (\forall int y; 0 <= y && y < box.length && y != x && !(flushed && \old(box[y]) == a);
    @     box[y] == \old(box[y]));
    @   // POLICY: it is the last of all, and they keep their order, but those that are sent come after the rest
    @   ensures !flushed ==> (\forall int y; 0 <= y && y < turn.length && y != x;
    @     turn[y] == \old(turn[y]) - (\old(turn[x]) < \old(turn[y]) && \old(turn[y]) < mail.count ? 1 : 0));
    @   ensures flushed ==> (\forall int y, z; 0 <= y && y < box.length && 0 <= z && z < box.length && y != x && z != x
    @     && 0 <= \old(box[y]) && 0 <= \old(box[z])
    @     && ((\old(box[y]) == a) == (\old(box[z]) == a) ? \old(turn[y]) < \old(turn[z]) : \old(box[z]) == a);
    @     turn[y] < turn[z]);
    @*/
  public boolean deliver(int a) {
    int i = mail.first(ids.id.length + a, 0);
    boolean some = i < mail.count;
    int x = some ? letters[i] : -1;
    boolean own = some && desk.ownerOf(x) == a;
    long bytes = some ? desk.sizeOf(x) : 0;
    // One proof a path.
    //@ split
    if (own) {
      settle(x);
    } else if (some) {
      pass(a, x, bytes);
    }
    return some;
  }

  /** Puts an object of an allocator's own into its slab's free list. */
  /*@ private normal_behavior
    @   requires 0 <= x && x < where.length && 0 <= box[x];
    @   old int s = slabOf[x];
    @   old int p = home[s];
    @   old boolean last = used[s] == first[s] + 1;
    @   old boolean full = used[s] == room[s];
    @   assignable owner[p], held[p], kind[s], slabOrder[*],
    @     slabPlace[*], list[*], pos[*], where[x],
    @     used[s], bump[s], room[s], order[*], place[*],
    @     mail.*, letters[*], turn[*], box[x];
    @   ensures mail.count == \old(mail.count) - 1 && box[x] == -1 && where[x] == Stock.FREE;
    @   ensures used[s] == \old(used[s]) - 1;
    @   ensures last ? kind[s] == -1 && bump[s] == first[s] : place[x] == used[s] && kind[s] == \old(kind[s]);
    @   ensures pos[s] == (full && !last ? 0 : \old(pos[s]));
    @   ensures (\forall int t; 0 <= t && t < pos.length && t != s;
    @     pos[t] == \old(pos[t]) + (full && !last && \old(pos[t]) < \old(pos[s]) ? 1 : 0));
    @   ensures held[p] == \old(held[p]) - (last ? 1 : 0);
    @   ensures owner[p] == (last && held[p] == base[p] ? -1 : \old(owner[p]));
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && !(last && slabOf[y] == s) && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures (\forall int y; 0 <= y && y < turn.length && y != x;
    @     turn[y] == \old(turn[y]) - (\old(turn[x]) < \old(turn[y]) && \old(turn[y]) < \old(mail.count) ? 1 : 0));
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @*/
  private void settle(int x) {
    office.settle(x);
  }

  /** Makes a message of so many bytes one of an allocator's, and flushes if that is enough. */
  /*@ normal_behavior
    @   requires 0 <= a && a < ids.id.length && 0 <= x && x < where.length && 0 <= box[x] && box[x] != a;
    @   requires 1 <= bytes && bytes <= 65536 && owner[home[slabOf[x]]] != a;
    @   old boolean flushed = limit - pending[a] <= bytes;
    @   assignable pending[a], letters[*], turn[*], box[*];
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @   ensures pending[a] == (flushed ? 0 : \old(pending[a]) + bytes);
    @   ensures box[x] == (flushed ? \old(sorter.target(a, x, mail.count)) : a) && turn[x] == mail.count - 1;
    @   ensures flushed ==> (\forall int y; 0 <= y && y < box.length && \old(box[y]) == a;
    @     box[y] == \old(sorter.target(a, y, turn[y])));
    @   ensures flushed ==> (\forall int y; 0 <= y && y < box.length; box[y] != a);
    @   ensures (\forall int y; 0 <= y && y < box.length && y != x && !(flushed && \old(box[y]) == a);
    @     box[y] == \old(box[y]));
    @   ensures !flushed ==> (\forall int y; 0 <= y && y < turn.length && y != x;
    @     turn[y] == \old(turn[y]) - (\old(turn[x]) < \old(turn[y]) && \old(turn[y]) < mail.count ? 1 : 0));
    @   ensures flushed ==> (\forall int y, z; 0 <= y && y < box.length && 0 <= z && z < box.length && y != x && z != x
    @     && 0 <= \old(box[y]) && 0 <= \old(box[z])
    @     && ((\old(box[y]) == a) == (\old(box[z]) == a) ? \old(turn[y]) < \old(turn[z]) : \old(box[z]) == a);
    @     turn[y] < turn[z]);
    @*/
  void pass(int a, int x, long bytes) {
    // One proof a path.
    //@ split
    if (limit - pending[a] <= bytes) {
      relay(a, x, sorter.targets(a), sorter.target(a, x, mail.count));
    } else {
      hold(a, x, bytes);
    }
  }

  /** Sends all messages of an allocator, each to the box told for its place in the list, and then one more to a box of its own. */
  /*@ private normal_behavior
    @   requires 0 <= a && a < ids.id.length && to.length == mail.count;
    @   requires to != letters && to != turn && to != box;
    @   requires (\forall int j; 0 <= j && j < to.length; ids.id.length <= to[j] && to[j] < 2 * ids.id.length);
    @   requires 0 <= x && x < where.length && 0 <= box[x] && box[x] != a;
    @   requires ids.id.length <= last && last < 2 * ids.id.length;
    @   assignable pending[a], letters[*], turn[*], box[*];
    @   ensures pending[a] == 0 && box[x] == last && turn[x] == mail.count - 1;
    @   ensures (\forall int y; 0 <= y && y < box.length && \old(box[y]) == a; box[y] == \old(to[turn[y]]));
    @   ensures (\forall int y; 0 <= y && y < box.length; box[y] != a);
    @   ensures (\forall int y; 0 <= y && y < box.length && y != x && \old(box[y]) != a; box[y] == \old(box[y]));
    @   ensures (\forall int y, z; 0 <= y && y < box.length && 0 <= z && z < box.length && y != x && z != x
    @     && 0 <= \old(box[y]) && 0 <= \old(box[z])
    @     && ((\old(box[y]) == a) == (\old(box[z]) == a) ? \old(turn[y]) < \old(turn[z]) : \old(box[z]) == a);
    @     turn[y] < turn[z]);
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @*/
  private void relay(int a, int x, int[] to, int last) {
    pending[a] = 0;
    Rounds.relay(mail, a, to, x, last);
  }

  /** Makes a message of so many bytes the last of an allocator's. */
  /*@ private normal_behavior
    @   requires 0 <= a && a < ids.id.length && 0 <= x && x < where.length && 0 <= box[x];
    @   requires 1 <= bytes && bytes < limit - pending[a] && owner[home[slabOf[x]]] != a;
    @   assignable pending[a], letters[*], turn[*], box[x];
    @   ensures pending[a] == \old(pending[a]) + bytes && box[x] == a && turn[x] == mail.count - 1;
    @   ensures (\forall int y; 0 <= y && y < turn.length && y != x;
    @     turn[y] == \old(turn[y]) - (\old(turn[x]) < \old(turn[y]) && \old(turn[y]) < mail.count ? 1 : 0));
    @   ensures \invariant_for(heap) && \invariant_for(mail) && \invariant_for(office);
    @*/
  private void hold(int a, int x, long bytes) {
    pending[a] = pending[a] + bytes;
    mail.move(x, a);
  }

  /*@ also public normal_behavior
    @   requires 0 <= desk.liveAt(address);
    @   assignable \nothing;
    @   ensures \result == desk.sizeOf(desk.liveAt(address)); // CAPACITY
    @ also public exceptional_behavior // VALID_FREE
    @   requires desk.liveAt(address) < 0;
    @   assignable \nothing;
    @   signals_only InvalidFreeException;
    @*/
  @Override
  public long usableSize(long address) {
    int x = desk.liveAt(address);
    requireLive(x);
    return desk.sizeOf(x);
  }

  /** The bytes of the messages that an allocator has not sent yet. */
  /*@ public normal_behavior
    @   requires 0 <= a && a < ids.id.length;
    @   ensures \result == pending[a];
    @ pure
    @*/
  public long pending(int a) {
    return pending[a];
  }

  /** The owner of a superslab, or -1. */
  /*@ public normal_behavior
    @   requires 0 <= p && p < owner.length;
    @   ensures \result == owner[p];
    @ pure
    @*/
  public int owner(int p) {
    return owner[p];
  }

  /** Twice the full-size slabs of a superslab that are in use, and one for the short one. */
  /*@ public normal_behavior
    @   requires 0 <= p && p < owner.length;
    @   ensures \result == 2 * (held[p] - base[p])
    @     - (kind[base[p]] == -1 ? 0 : 1);
    @ pure
    @*/
  public int used(int p) {
    return heap.weight(p);
  }

  /** The objects of a slab that are live, or on their way to it. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length;
    @   ensures \result == used[s] - first[s];
    @ pure
    @*/
  public int usedOf(int s) {
    return heap.usedOf(s);
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
