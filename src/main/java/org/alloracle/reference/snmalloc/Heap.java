package org.alloracle.reference.snmalloc;

/**
 * The memory of a set of allocators: superslabs end to end from address 0, each of equal slabs. A superslab
 * has an owner while one of its slabs is in use. Its first slab is short: the superslab's metadata come first. A
 * slab in use has objects of one size class, the last of which ends where the slab ends.
 *
 * <p>A slab that was full and is not any more goes to the front of the list of {@link Recent}. So the slabs of an
 * owner and class that have free objects stand in it as on a stack.
 */
public final class Heap {
  final /*@ spec_public @*/ Rooms rooms;
  final /*@ spec_public @*/ Estate estate;
  final /*@ spec_public @*/ long[] size;
  final /*@ spec_public @*/ int[] many;
  final /*@ spec_public @*/ int[] few;
  final /*@ spec_public @*/ int[] base;
  final /*@ spec_public @*/ int[] home;
  final /*@ spec_public @*/ int[] owner;
  final /*@ spec_public @*/ int[] held;
  final /*@ spec_public @*/ int[] kind;
  final /*@ spec_public @*/ int[] slabOrder;
  final /*@ spec_public @*/ int[] slabPlace;
  final /*@ spec_public @*/ int[] list;
  final /*@ spec_public @*/ int[] pos;
  final /*@ spec_public @*/ int[] first;
  final /*@ spec_public @*/ int[] slabOf;
  final /*@ spec_public @*/ int[] live;
  final /*@ spec_public @*/ int[] used;
  final /*@ spec_public @*/ int[] bump;
  final /*@ spec_public @*/ int[] room;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ int[] where;
  final /*@ spec_public @*/ int each;

  /*@ // METADATA: the arrays of the parts by shorter names, and how long they are
    @ public invariant (\let int n = kind.length; each == estate.each & home == estate.home
    @   & base == estate.base & first == estate.first & slabOf == estate.slabOf & owner == estate.owner
    @   & held == estate.held & kind == estate.kind & slabOrder == estate.slabOrder
    @   & slabPlace == estate.slabPlace & where == estate.where & live == estate.live & used == estate.used
    @   & bump == estate.bump & room == estate.room & order == estate.order & place == estate.place
    @   & list == estate.list & pos == estate.pos
    @   & n <= Slabs.MOST_SLABS & home.length == n & first.length == n & live.length == n & used.length == n
    @   & bump.length == n & room.length == n & list.length == n & pos.length == n
    @   & owner.length <= 65536 & held.length == owner.length & base.length == owner.length
    @   & where.length <= 268435456 & order.length == where.length & place.length == where.length
    @   & slabOf.length == where.length);
    @ public invariant (\let int n = size.length; size == rooms.size & many == rooms.many & few == rooms.few
    @   & 1 <= n & n <= SizeClasses.MOST & many.length == n & few.length == n
    @   & rooms.slabBytes < 16 * each + 16);
    @ public invariant (\forall int k; 0 <= k && k < size.length; 16 <= size[k] && size[k] <= 65536);
    @ public invariant (\forall int x; 0 <= x && x < slabOf.length;
    @   0 <= slabOf[x] && slabOf[x] < kind.length);
    @ public invariant (\forall int s; 0 <= s && s < home.length;
    @   0 <= home[s] && home[s] < owner.length);
    @ public invariant (\forall int p; 0 <= p && p < base.length;
    @   0 <= base[p] && base[p] < kind.length);
    @ // METADATA
    @ public invariant (\forall int k; 0 <= k && k < many.length; 1 <= many[k] && many[k] <= each);
    @ public invariant (\forall int k; 0 <= k && k < few.length; 0 <= few[k] && few[k] <= each);
    @ public invariant (\forall int s; 0 <= s && s < kind.length; kind[s] < size.length);
    @ // CONSERVATION: a slab is in use exactly while one of its objects is
    @ public invariant (\forall int s; 0 <= s && s < kind.length;
    @   (kind[s] == -1) == (used[s] == first[s]));
    @ // METADATA: a slab in use has as many objects as it has room for, another has none
    @ public invariant (\forall int s; 0 <= s && s < kind.length && kind[s] == -1;
    @   room[s] == first[s]);
    @ public invariant (\forall int s; 0 <= s && s < kind.length && 0 <= kind[s];
    @   room[s] - first[s] == (s == base[home[s]]
    @     ? few[kind[s]] : many[kind[s]]));
    @ // METADATA: what does not change is not in an array that does
    @ public invariant where != home & where != base & where != first & where != slabOf & where != owner
    @   & where != held & where != kind & where != slabOrder & where != slabPlace & where != live
    @   & where != used & where != bump & where != room & where != order & where != place & where != list
    @   & where != pos
    @   & owner != home & owner != base & owner != first & owner != slabOf & owner != held
    @   & owner != kind & owner != slabOrder & owner != slabPlace & owner != live & owner != used
    @   & owner != bump & owner != room & owner != order & owner != place & owner != list & owner != pos
    @   & many != owner & many != held & many != kind
    @   & many != slabOrder & many != slabPlace & many != where
    @   & many != live & many != used & many != bump
    @   & many != room & many != order & many != place
    @   & many != list & many != pos
    @   & few != owner & few != held & few != kind
    @   & few != slabOrder & few != slabPlace & few != where
    @   & few != live & few != used & few != bump
    @   & few != room & few != order & few != place
    @   & few != list & few != pos;
    @ public invariant home != held & home != kind & home != slabOrder & home != slabPlace & home != live & home != used
    @   & home != bump & home != room & home != order & home != place & home != list & home != pos
    @   & slabOf != held & slabOf != kind & slabOf != slabOrder & slabOf != slabPlace & slabOf != live & slabOf != used
    @   & slabOf != bump & slabOf != room & slabOf != order & slabOf != place & slabOf != list & slabOf != pos;
    @*/

  /** An unused heap; {@link SnMalloc} says what is allowed. */
  /*@ public normal_behavior
    @   requires 0 <= superslabs && superslabs <= 65536 && 2 <= slabsEach && slabsEach <= 256;
    @   requires superslabs * slabsEach <= Slabs.MOST_SLABS;
    @   requires slabBytes == 0x20L || slabBytes == 0x40L || slabBytes == 0x80L || slabBytes == 0x100L
    @     || slabBytes == 0x200L || slabBytes == 0x400L || slabBytes == 0x800L
    @     || slabBytes == 0x1000L || slabBytes == 0x2000L || slabBytes == 0x4000L
    @     || slabBytes == 0x8000L || slabBytes == 0x10000L;
    @   requires 0 <= header && header < slabBytes;
    @   ensures owner.length == superslabs && kind.length == superslabs * slabsEach;
    @   ensures rooms.slabBytes == slabBytes && rooms.header == header;
    @   ensures (\forall int p; 0 <= p && p < superslabs; owner[p] == -1);
    @   ensures (\forall int s; 0 <= s && s < kind.length; kind[s] == -1 && list[s] == s);
    @   ensures (\forall int x; 0 <= x && x < where.length; where[x] == Stock.FREE);
    @   ensures \fresh(home) && \fresh(base) && \fresh(first) && \fresh(slabOf)
    @   && \fresh(owner) && \fresh(held) && \fresh(kind) && \fresh(slabOrder)
    @   && \fresh(slabPlace) && \fresh(where) && \fresh(live) && \fresh(used)
    @   && \fresh(bump) && \fresh(room) && \fresh(order) && \fresh(place)
    @   && \fresh(list) && \fresh(pos) && \fresh(many) && \fresh(few);
    @   ensures \fresh(size) && \invariant_for(rooms) && \invariant_for(estate);
    @ pure
    @*/
  public Heap(int superslabs, int slabsEach, long slabBytes, long header) {
    rooms = new Rooms(slabBytes, header);
    size = rooms.size;
    many = rooms.many;
    few = rooms.few;
    each = (int) (slabBytes / 16);
    estate = unheld(superslabs, slabsEach, each, many, few);
    base = estate.base;
    home = estate.home;
    owner = estate.owner;
    held = estate.held;
    kind = estate.kind;
    slabOrder = estate.slabOrder;
    slabPlace = estate.slabPlace;
    list = estate.list;
    pos = estate.pos;
    first = estate.first;
    slabOf = estate.slabOf;
    live = estate.live;
    used = estate.used;
    bump = estate.bump;
    room = estate.room;
    order = estate.order;
    place = estate.place;
    where = estate.where;
  }

  /** An estate that nobody owns, in arrays that are neither of two: only the contract speaks of those. */
  /*@ private normal_behavior
    @   requires 0 <= superslabs && superslabs <= 65536 && 2 <= slabsEach && slabsEach <= 256;
    @   requires superslabs * slabsEach <= Slabs.MOST_SLABS && 1 <= each && each <= Slabs.MOST_EACH;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.each == each && \result.owner.length == superslabs;
    @   ensures \result.kind.length == superslabs * slabsEach;
    @   ensures (\forall int p; 0 <= p && p < superslabs; \result.owner[p] == -1);
    @   ensures (\forall int s; 0 <= s && s < \result.kind.length; \result.kind[s] == -1 && \result.list[s] == s);
    @   ensures (\forall int s; 0 <= s && s < \result.kind.length;
    @     \result.room[s] == \result.first[s] && \result.used[s] == \result.first[s]);
    @   ensures (\forall int x; 0 <= x && x < \result.where.length; \result.where[x] == Stock.FREE);
    @   ensures \result.owner != unusedA && \result.held != unusedA && \result.kind != unusedA
    @   && \result.slabOrder != unusedA && \result.slabPlace != unusedA && \result.where != unusedA
    @   && \result.live != unusedA && \result.used != unusedA && \result.bump != unusedA && \result.room != unusedA
    @   && \result.order != unusedA && \result.place != unusedA && \result.list != unusedA && \result.pos != unusedA;
    @   ensures \result.owner != unusedB && \result.held != unusedB && \result.kind != unusedB
    @   && \result.slabOrder != unusedB && \result.slabPlace != unusedB && \result.where != unusedB
    @   && \result.live != unusedB && \result.used != unusedB && \result.bump != unusedB && \result.room != unusedB
    @   && \result.order != unusedB && \result.place != unusedB && \result.list != unusedB && \result.pos != unusedB;
    @   ensures \fresh(\result.home) && \fresh(\result.base) && \fresh(\result.first) && \fresh(\result.slabOf)
    @   && \fresh(\result.owner) && \fresh(\result.held) && \fresh(\result.kind) && \fresh(\result.slabOrder)
    @   && \fresh(\result.slabPlace) && \fresh(\result.where) && \fresh(\result.live) && \fresh(\result.used)
    @   && \fresh(\result.bump) && \fresh(\result.room) && \fresh(\result.order) && \fresh(\result.place)
    @   && \fresh(\result.list) && \fresh(\result.pos);
    @   ensures \invariant_for(\result);
    @*/
  private static Estate unheld(int superslabs, int slabsEach, int each, int[] unusedA, int[] unusedB) {
    return new Estate(superslabs, slabsEach, each);
  }

  /** Takes the next object of a slab that has a free one: it is live. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= kind[s] && used[s] < room[s];
    @   old int x = next(s);
    @   old int p = home[s];
    @   assignable where[x], live[s], used[s], bump[s], order[*], place[*];
    @   ensures slabOf[x] == s && \old(where[x]) == Stock.FREE && where[x] == Stock.LIVE;
    @   ensures used[s] == \old(used[s]) + 1 && live[s] == \old(live[s]) + 1;
    @   // FRAME: for users, who do not know of all arrays that they differ
    @   ensures kind[s] == \old(kind[s]) && room[s] == \old(room[s]) && held[p] == \old(held[p]);
    @   ensures (\forall int t; 0 <= t && t < slabOrder.length;
    @     slabOrder[t] == \old(slabOrder[t]) && slabPlace[t] == \old(slabPlace[t]));
    @   // POLICY: the others of the free lists stay where they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(estate) && \invariant_for(rooms);
    @*/
  void serve(int s) {
    estate.take(s);
  }

  /** Gives an unused slab to a class of an owner, and takes the first object of its bump tail. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && kind[s] == -1;
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < size.length;
    @   requires owner[home[s]] == -1 || owner[home[s]] == a;
    @   requires 1 <= (s == base[home[s]] ? few[k] : many[k]);
    @   old int p = home[s];
    @   old int x = first[s];
    @   assignable owner[p], held[p], kind[s], slabOrder[*], slabPlace[*],
    @     where[x], live[s], used[s], bump[s], room[s], order[*], place[*];
    @   ensures slabOf[x] == s && \old(where[x]) == Stock.FREE && where[x] == Stock.LIVE;
    @   ensures kind[s] == k && room[s] == first[s] + (s == base[p] ? few[k] : many[k]);
    @   ensures used[s] == first[s] + 1 && used[s] == \old(used[s]) + 1 && owner[p] == a;
    @   ensures held[p] == \old(held[p]) + 1;
    @   // POLICY: the others of the free lists stay where they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(estate) && \invariant_for(rooms);
    @*/
  void begin(int s, int a, int k) {
    Steps.begin(estate, s, a, k, s == base[home[s]] ? few[k] : many[k]);
  }

  /** Takes back a live object of which there is no message. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == Stock.LIVE;
    @   old int s = slabOf[x];
    @   old int p = home[s];
    @   old boolean last = used[s] == first[s] + 1;
    @   old boolean full = used[s] == room[s];
    @   assignable owner[p], held[p], kind[s], slabOrder[*], slabPlace[*],
    @     list[*], pos[*], where[x], live[s], used[s], bump[s],
    @     room[s], order[*], place[*];
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
    @*/
  void give(int x) {
    send(x);
    settle(x);
  }

  /** Sends a live object on its way. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == Stock.LIVE;
    @   old int s = slabOf[x];
    @   assignable where[x], live[s], order[*], place[*];
    @   ensures where[x] == Stock.AWAY && live[s] == \old(live[s]) - 1;
    @   // POLICY: the free lists stay as they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(estate) && \invariant_for(rooms);
    @*/
  void send(int x) {
    estate.send(x);
  }

  /** Puts an object that was on its way, and is no message any more, into its slab's free list. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == Stock.AWAY;
    @   old int s = slabOf[x];
    @   old int p = home[s];
    @   old boolean last = used[s] == first[s] + 1;
    @   old boolean full = used[s] == room[s];
    @   assignable owner[p], held[p], kind[s], slabOrder[*], slabPlace[*],
    @     list[*], pos[*], where[x], used[s], bump[s],
    @     room[s], order[*], place[*];
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
    @   ensures \invariant_for(estate) && \invariant_for(rooms);
    @*/
  void settle(int x) {
    int s = slabOf[x];
    if (used[s] == first[s] + 1) {
      vacate(x);
    } else {
      accept(x);
    }
  }

  /** The same, if the slab has other objects in use. */
  /*@ private normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == Stock.AWAY;
    @   old int s = slabOf[x];
    @   old boolean full = used[s] == room[s];
    @   requires first[s] + 1 < used[s];
    @   assignable list[*], pos[*], where[x], used[s], order[*], place[*];
    @   ensures where[x] == Stock.FREE && used[s] == \old(used[s]) - 1;
    @   ensures place[x] == used[s] && pos[s] == (full ? 0 : \old(pos[s]));
    @   ensures (\forall int t; 0 <= t && t < pos.length && t != s;
    @     pos[t] == \old(pos[t]) + (full && \old(pos[t]) < \old(pos[s]) ? 1 : 0));
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(estate) && \invariant_for(rooms);
    @*/
  private void accept(int x) {
    Steps.accept(estate, x);
  }

  /** Takes the last used object of a slab back, and the slab from its class. */
  /*@ private normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == Stock.AWAY;
    @   old int s = slabOf[x];
    @   old int p = home[s];
    @   requires used[s] == first[s] + 1;
    @   assignable owner[p], held[p], kind[s], slabOrder[*], slabPlace[*],
    @     where[x], used[s], bump[s], room[s], order[*], place[*];
    @   ensures where[x] == Stock.FREE && used[s] == first[s] && kind[s] == -1;
    @   ensures bump[s] == first[s];
    @   ensures (\forall int y; 0 <= y && y < place.length && slabOf[y] != s && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures held[p] == \old(held[p]) - 1;
    @   ensures owner[p] == (held[p] == base[p] ? -1 : \old(owner[p]));
    @   ensures \invariant_for(estate) && \invariant_for(rooms);
    @*/
  private void vacate(int x) {
    Steps.end(estate, x);
  }

  /** The slab that serves an allocator's request for a class: one with a free object, else an unused one; or -1. */
  /*@ public normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < size.length;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < kind.length;
    @   ensures 0 <= \result && kind[\result] != -1 ==> kind[\result] == k && owner[home[\result]] == a
    @     && used[\result] < room[\result];
    @   ensures 0 <= \result && kind[\result] == -1 ==>
    @     (owner[home[\result]] == a || owner[home[\result]] == -1)
    @     && 1 <= (\result == base[home[\result]] ? few[k] : many[k])
    @     && 0 <= first[\result] && first[\result] < where.length;
    @ also private normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < size.length;
    @   assignable \nothing;
    @   ensures \result == (0 <= partial(a, k) ? partial(a, k) : unused(a, k)); // POLICY
    @ pure
    @*/
  public int server(int a, int k) {
    int s = partial(a, k);
    return s >= 0 ? s : unused(a, k);
  }

  /** Where the object is that a slab serves next to a class. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= k && k < size.length;
    @   requires kind[s] == -1 ? 1 <= (s == base[home[s]] ? few[k] : many[k]) : kind[s] == k && used[s] < room[s];
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @ also private normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= k && k < size.length;
    @   requires kind[s] == -1 ? 1 <= (s == base[home[s]] ? few[k] : many[k]) : kind[s] == k && used[s] < room[s];
    @   assignable \nothing;
    @   ensures \result == (kind[s] == -1 ? firstAddress(s, k) : nextAddress(s)); // POLICY
    @ pure
    @*/
  public long served(int s, int k) {
    return kind[s] == -1 ? firstAddress(s, k) : nextAddress(s);
  }

  // Lemma, ALIGNMENT: it lies at every alignment of which the bytes of the class are a multiple.
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= k && k < size.length;
    @   requires kind[s] == -1 ? 1 <= (s == base[home[s]] ? few[k] : many[k]) : kind[s] == k && used[s] < room[s];
    @   requires org.alloracle.reference.Alignments.valid(alignment);
    @   requires org.alloracle.reference.Multiples.rem(size[k], alignment) == 0;
    @   assignable \nothing;
    @   ensures \result && org.alloracle.reference.Multiples.rem(served(s, k), alignment) == 0;
    @ pure model public boolean aligned(int s, int k, long alignment) {
    @   return kind[s] == -1 ? lies(s, k, s == base[home[s]] ? few[k] : many[k], alignment)
    @     : lies(s, k, room[s] - next(s), alignment);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= k && k < size.length;
    @   requires 1 <= n && n <= (s == base[home[s]] ? few[k] : many[k]);
    @   requires org.alloracle.reference.Alignments.valid(alignment);
    @   requires org.alloracle.reference.Multiples.rem(size[k], alignment) == 0;
    @   assignable \nothing;
    @   ensures \result && org.alloracle.reference.Multiples.rem(address(s, k, n), alignment) == 0;
    @ pure model private boolean lies(int s, int k, int n, long alignment) {
    @   return address(s, k, n) == rooms.at(s, k, n) && rooms.aligned(s, k, n, alignment);
    @ }
    @*/

  /** The slab of an allocator and class that has a free object and was last full, or -1: see {@link Choices}. */
  /*@ public normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < size.length;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < kind.length;
    @   ensures 0 <= \result ==> kind[\result] == k && owner[home[\result]] == a
    @     && used[\result] < room[\result];
    @ also private normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < size.length;
    @   assignable \nothing;
    @   ensures \result == Choices.partial(estate, a, k); // POLICY
    @ pure
    @*/
  public int partial(int a, int k) {
    return Choices.partial(estate, a, k);
  }

  /** The lowest unused slab with room for an object, of an allocator's superslabs, else of the lowest unowned one; or -1. */
  /*@ public normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < size.length;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < kind.length;
    @   ensures 0 <= \result ==> kind[\result] == -1
    @     && (owner[home[\result]] == a || owner[home[\result]] == -1)
    @     && 1 <= (\result == base[home[\result]] ? few[k] : many[k])
    @     && 0 <= first[\result] && first[\result] < where.length;
    @ also private normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < size.length;
    @   assignable \nothing;
    @   ensures \result == Choices.unused(estate, a, few[k], many[k]); // POLICY
    @ pure
    @*/
  public int unused(int a, int k) {
    return Choices.unused(estate, a, few[k], many[k]);
  }

  /** The object that a slab serves next: the first of its free list, or of the bump tail. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && used[s] < room[s];
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < where.length;
    @   ensures slabOf[\result] == s && where[\result] == Stock.FREE;
    @   ensures first[s] <= \result && \result < room[s];
    @ also private normal_behavior
    @   requires 0 <= s && s < kind.length && used[s] < room[s];
    @   assignable \nothing;
    @   ensures \result == order[used[s]]; // POLICY
    @ pure
    @*/
  public int next(int s) {
    return estate.next(s);
  }

  /** Where the object is that a slab serves next. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= kind[s] && used[s] < room[s];
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @ also private normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= kind[s] && used[s] < room[s];
    @   assignable \nothing;
    @   ensures \result == address(s, kind[s], (int) (room[s] - next(s)));
    @ pure
    @*/
  public long nextAddress(int s) {
    return address(s, kind[s], room[s] - next(s));
  }

  /** Where the first object of an unused slab is if it is given to a class. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= k && k < size.length;
    @   requires 1 <= (s == base[home[s]] ? few[k] : many[k]);
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @ also private normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= k && k < size.length;
    @   requires 1 <= (s == base[home[s]] ? few[k] : many[k]);
    @   assignable \nothing;
    @   ensures \result == address(s, k, s == base[home[s]] ? few[k] : many[k]);
    @ pure
    @*/
  public long firstAddress(int s, int k) {
    return address(s, k, s == base[home[s]] ? few[k] : many[k]);
  }

  /** Where an object of a class is of which there are so many up to the end of the slab, itself too. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= k && k < size.length;
    @   requires 1 <= n && n <= (s == base[home[s]] ? few[k] : many[k]);
    @   assignable \nothing;
    @   ensures \result == rooms.at(s, k, n) && 0 <= \result;
    @   ensures rooms.slab(\result, first.length) == s && rooms.distance(\result, first.length, k) == n;
    @ spec_public pure
    @*/
  long address(int s, int k, int n) {
    //@ assert rooms.found(s, first.length, k, n, s == base[home[s]]);
    return rooms.at(s, k, n);
  }

  /** The live object at an address, or -1; found by its distance from the slab's end. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < where.length;
    @   ensures 0 <= \result ==> where[\result] == Stock.LIVE;
    @ also private normal_behavior
    @   assignable \nothing;
    @   ensures 0 <= \result ==> serving(\result, address);
    @   ensures \result < 0 ==> (\forall int x; 0 <= x && x < where.length; !serving(x, address));
    @ pure
    @*/
  public int liveAt(long address) {
    int x = near(address);
    return x >= 0 && serving(x, address) ? x : -1;
  }

  /** The object that would be at an address, or -1. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result == (rooms.slab(address, first.length) < 0 ? -1
    @     : from(rooms.slab(address, first.length), address));
    @   ensures -1 <= \result && \result < where.length;
    @ spec_public pure
    @*/
  int near(long address) {
    int s = rooms.slab(address, first.length);
    return s < 0 ? -1 : from(s, address);
  }

  /** The object of a slab that would be at an address of it, or -1. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < first.length && s == rooms.slab(address, first.length);
    @   assignable \nothing;
    @   ensures \result == (kind[s] < 0 ? -1
    @     : in(s, rooms.distance(address, first.length, kind[s])));
    @   ensures -1 <= \result && \result < where.length;
    @ spec_public pure
    @*/
  int from(int s, long address) {
    return kind[s] < 0 ? -1 : in(s, rooms.distance(address, first.length, kind[s]));
  }

  /** The object of a slab from which on it has so many, or -1. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < first.length && 0 <= n && n <= 65536;
    @   assignable \nothing;
    @   ensures \result == (1 <= n && first[s] + n <= room[s] ? room[s] - n : -1);
    @   ensures -1 <= \result && \result < where.length;
    @ spec_public pure
    @*/
  int in(int s, int n) {
    return 1 <= n && first[s] + n <= room[s] ? room[s] - n : -1;
  }

  /** Whether an object is live and lies at an address. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < where.length;
    @   assignable \nothing;
    @   ensures \result == (where[x] == Stock.LIVE && address(slabOf[x],
    @     kind[slabOf[x]], (int) (room[slabOf[x]] - x)) == address);
    @   ensures \result ==> near(address) == x;
    @ spec_public pure
    @*/
  boolean serving(int x, long address) {
    if (where[x] != Stock.LIVE) {
      return false;
    }
    int s = slabOf[x];
    return address(s, kind[s], room[s] - x) == address;
  }

  /** The owner of an object that is not free. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < where.length && where[x] != Stock.FREE;
    @   assignable \nothing;
    @   ensures \result == owner[home[slabOf[x]]] && 0 <= \result;
    @ spec_public pure
    @*/
  int ownerOf(int x) {
    return owner[home[slabOf[x]]];
  }

  // Lemma: what is not free is of a superslab that has an owner.
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures \result && (\forall int x; 0 <= x && x < where.length && where[x] != Stock.FREE; 0 <= owner[home[slabOf[x]]]);
    @ pure model public boolean owned() { return true; }
    @*/

  /** The bytes of an object that is not free. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < where.length && where[x] != Stock.FREE;
    @   assignable \nothing;
    @   ensures 0 <= kind[slabOf[x]] && \result == size[kind[slabOf[x]]] && 1 <= \result && \result <= 65536;
    @ spec_public pure
    @*/
  long sizeOf(int x) {
    return size[kind[slabOf[x]]];
  }

  /** Twice the full-size slabs of a superslab that are in use, and one for the short one. */
  /*@ public normal_behavior
    @   requires 0 <= p && p < owner.length;
    @   assignable \nothing;
    @   ensures \result == 2 * (held[p] - base[p]) - (kind[base[p]] == -1 ? 0 : 1);
    @ pure
    @*/
  int weight(int p) {
    return estate.weight(p);
  }

  /** The objects of a slab that are live, or on their way to it. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length;
    @   assignable \nothing;
    @   ensures \result == used[s] - first[s];
    @ pure
    @*/
  int usedOf(int s) {
    return used[s] - first[s];
  }
}
