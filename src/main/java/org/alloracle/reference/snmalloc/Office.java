package org.alloracle.reference.snmalloc;

/**
 * A heap and the messages about its objects: {@link Heap} and {@link Mail} side by side. Which objects have a message is
 * said by the users; here are the ranges, and that no two share an array. A change is one of the heap, one of the mail, or
 * one of each.
 */
public final class Office {
  final /*@ spec_public @*/ Heap heap;
  final /*@ spec_public @*/ Mail mail;
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
  final /*@ spec_public @*/ int[] many;
  final /*@ spec_public @*/ int[] few;
  final /*@ spec_public @*/ int[] letters;
  final /*@ spec_public @*/ int[] turn;
  final /*@ spec_public @*/ int[] box;

  /*@ // METADATA: the arrays of the heap and of the mail by shorter names, and how long those of the mail are
    @ public invariant (\let int n = where.length; home == heap.home & base == heap.base & first == heap.first
    @   & slabOf == heap.slabOf & owner == heap.owner & held == heap.held & kind == heap.kind
    @   & slabOrder == heap.slabOrder & slabPlace == heap.slabPlace & where == heap.where & live == heap.live
    @   & used == heap.used & bump == heap.bump & room == heap.room & order == heap.order & place == heap.place
    @   & list == heap.list & pos == heap.pos & many == heap.many & few == heap.few
    @   & letters == mail.list & turn == mail.pos & box == mail.box
    @   & letters.length == n & turn.length == n & box.length == n);
    @ // METADATA: no two share an array
    @ public invariant letters != turn & letters != box & turn != box
    @   & letters != home & letters != base & letters != first & letters != slabOf
    @   & letters != owner & letters != held & letters != kind & letters != slabOrder & letters != slabPlace
    @   & letters != where & letters != live & letters != used & letters != bump & letters != room
    @   & letters != order & letters != place & letters != list & letters != pos & letters != many
    @   & letters != few
    @   & turn != home & turn != base & turn != first & turn != slabOf & turn != owner
    @   & turn != held & turn != kind & turn != slabOrder & turn != slabPlace & turn != where & turn != live
    @   & turn != used & turn != bump & turn != room & turn != order & turn != place & turn != list
    @   & turn != pos & turn != many & turn != few
    @   & box != home & box != base & box != first & box != slabOf & box != owner & box != held
    @   & box != kind & box != slabOrder & box != slabPlace & box != where & box != live & box != used
    @   & box != bump & box != room & box != order & box != place & box != list & box != pos & box != many
    @   & box != few;
    @*/

  /** An unused heap, and empty boxes. */
  /*@ public normal_behavior
    @   requires 0 <= superslabs && superslabs <= 65536 && 2 <= slabsEach && slabsEach <= 256;
    @   requires superslabs * slabsEach <= Slabs.MOST_SLABS && 1 <= boxes && boxes <= Mail.MOST_BOXES;
    @   requires slabBytes == 0x20L || slabBytes == 0x40L || slabBytes == 0x80L || slabBytes == 0x100L
    @     || slabBytes == 0x200L || slabBytes == 0x400L || slabBytes == 0x800L
    @     || slabBytes == 0x1000L || slabBytes == 0x2000L || slabBytes == 0x4000L
    @     || slabBytes == 0x8000L || slabBytes == 0x10000L;
    @   requires 0 <= header && header < slabBytes;
    @   ensures heap.owner.length == superslabs && heap.kind.length == superslabs * slabsEach;
    @   ensures heap.rooms.slabBytes == slabBytes && heap.rooms.header == header;
    @   ensures mail.boxes == boxes && mail.count == 0 && \fresh(heap.size);
    @   ensures (\forall int p; 0 <= p && p < superslabs; heap.owner[p] == -1);
    @   ensures (\forall int x; 0 <= x && x < heap.where.length; heap.where[x] == Stock.FREE && mail.box[x] == -1);
    @   ensures \invariant_for(heap) && \invariant_for(mail);
    @ pure
    @*/
  public Office(int superslabs, int slabsEach, long slabBytes, long header, int boxes) {
    heap = new Heap(superslabs, slabsEach, slabBytes, header);
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
    many = heap.many;
    few = heap.few;
    mail = boxed(where.length, boxes, home, base, first, slabOf, owner, held, kind, slabOrder, slabPlace, where, live, used, bump, room, order, place, list, pos, many, few);
    letters = mail.list;
    turn = mail.pos;
    box = mail.box;
  }

  /** Empty boxes, in arrays that are none of some: only the contract speaks of those. */
  /*@ private normal_behavior
    @   requires 0 <= objects && 1 <= boxes && boxes <= Mail.MOST_BOXES;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.boxes == boxes && \result.list.length == objects && \result.count == 0;
    @   ensures (\forall int x; 0 <= x && x < objects; \result.box[x] == -1);
    @   ensures \result.list != unusedA && \result.list != unusedB && \result.list != unusedC
    @   && \result.list != unusedD && \result.list != unusedE && \result.list != unusedF && \result.list != unusedG
    @   && \result.list != unusedH && \result.list != unusedI && \result.list != unusedJ && \result.list != unusedK
    @   && \result.list != unusedL && \result.list != unusedM && \result.list != unusedN && \result.list != unusedO
    @   && \result.list != unusedP && \result.list != unusedQ && \result.list != unusedR && \result.list != unusedS
    @   && \result.list != unusedT;
    @   ensures \result.pos != unusedA && \result.pos != unusedB && \result.pos != unusedC && \result.pos != unusedD
    @   && \result.pos != unusedE && \result.pos != unusedF && \result.pos != unusedG && \result.pos != unusedH
    @   && \result.pos != unusedI && \result.pos != unusedJ && \result.pos != unusedK && \result.pos != unusedL
    @   && \result.pos != unusedM && \result.pos != unusedN && \result.pos != unusedO && \result.pos != unusedP
    @   && \result.pos != unusedQ && \result.pos != unusedR && \result.pos != unusedS && \result.pos != unusedT;
    @   ensures \result.box != unusedA && \result.box != unusedB && \result.box != unusedC && \result.box != unusedD
    @   && \result.box != unusedE && \result.box != unusedF && \result.box != unusedG && \result.box != unusedH
    @   && \result.box != unusedI && \result.box != unusedJ && \result.box != unusedK && \result.box != unusedL
    @   && \result.box != unusedM && \result.box != unusedN && \result.box != unusedO && \result.box != unusedP
    @   && \result.box != unusedQ && \result.box != unusedR && \result.box != unusedS && \result.box != unusedT;
    @   ensures \invariant_for(\result);
    @*/
  private static Mail boxed(
      int objects,
      int boxes,
      int[] unusedA,
      int[] unusedB,
      int[] unusedC,
      int[] unusedD,
      int[] unusedE,
      int[] unusedF,
      int[] unusedG,
      int[] unusedH,
      int[] unusedI,
      int[] unusedJ,
      int[] unusedK,
      int[] unusedL,
      int[] unusedM,
      int[] unusedN,
      int[] unusedO,
      int[] unusedP,
      int[] unusedQ,
      int[] unusedR,
      int[] unusedS,
      int[] unusedT) {
    return new Mail(objects, boxes);
  }

  /** Sends a live object on its way, as the last message of a box. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == Stock.LIVE;
    @   requires box[x] == -1 && 0 <= to && to < mail.boxes;
    @   old int s = slabOf[x];
    @   assignable where[x], live[s], order[*], place[*],
    @     mail.*, letters[*], turn[*], box[x];
    @   ensures where[x] == Stock.AWAY && live[s] == \old(live[s]) - 1;
    @   ensures box[x] == to && mail.count == \old(mail.count) + 1 && turn[x] == \old(mail.count); // POLICY
    @   // POLICY: the free lists stay as they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures (\forall int y; 0 <= y && y < turn.length && \old(turn[y]) < \old(mail.count); // FRAME
    @     turn[y] == \old(turn[y]));
    @   ensures \invariant_for(heap) && \invariant_for(mail);
    @*/
  void post(int x, int to) {
    send(x);
    put(x, to);
  }

  /*@ private normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == Stock.LIVE;
    @   old int s = slabOf[x];
    @   assignable where[x], live[s], order[*], place[*];
    @   ensures where[x] == Stock.AWAY && live[s] == \old(live[s]) - 1;
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(heap) && \invariant_for(mail);
    @*/
  private void send(int x) {
    heap.send(x);
  }

  /*@ private normal_behavior
    @   requires 0 <= x && x < letters.length && box[x] == -1 && 0 <= to && to < mail.boxes;
    @   assignable mail.*, letters[*], turn[*], box[x];
    @   ensures box[x] == to && mail.count == \old(mail.count) + 1 && turn[x] == \old(mail.count);
    @   ensures (\forall int y; 0 <= y && y < turn.length && \old(turn[y]) < \old(mail.count);
    @     turn[y] == \old(turn[y]));
    @   ensures \invariant_for(heap) && \invariant_for(mail);
    @*/
  private void put(int x, int to) {
    mail.post(x, to);
  }

  /** Puts an object that was on its way into its slab's free list, and its message is none any more. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == Stock.AWAY && 0 <= box[x];
    @   old int s = slabOf[x];
    @   old int p = home[s];
    @   old boolean last = used[s] == first[s] + 1;
    @   old boolean full = used[s] == room[s];
    @   assignable owner[p], held[p], kind[s], slabOrder[*], slabPlace[*],
    @     list[*], pos[*], where[x], used[s], bump[s],
    @     room[s], order[*], place[*], mail.*, letters[*], turn[*], box[x];
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
    @   ensures box[x] == -1 && mail.count == \old(mail.count) - 1;
    @   ensures (\forall int y; 0 <= y && y < turn.length && y != x; // FRAME: all others in their order
    @     turn[y] == \old(turn[y]) - (\old(turn[x]) < \old(turn[y]) && \old(turn[y]) < \old(mail.count) ? 1 : 0));
    @   ensures \invariant_for(heap) && \invariant_for(mail);
    @*/
  void settle(int x) {
    remove(x);
    accept(x);
  }

  /*@ private normal_behavior
    @   requires 0 <= x && x < letters.length && 0 <= box[x];
    @   assignable mail.*, letters[*], turn[*], box[x];
    @   ensures box[x] == -1 && mail.count == \old(mail.count) - 1;
    @   ensures (\forall int y; 0 <= y && y < turn.length && y != x;
    @     turn[y] == \old(turn[y]) - (\old(turn[x]) < \old(turn[y]) && \old(turn[y]) < \old(mail.count) ? 1 : 0));
    @   ensures \invariant_for(heap) && \invariant_for(mail);
    @*/
  private void remove(int x) {
    mail.remove(x);
  }

  /*@ private normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == Stock.AWAY;
    @   old int s = slabOf[x];
    @   old int p = home[s];
    @   old boolean last = used[s] == first[s] + 1;
    @   old boolean full = used[s] == room[s];
    @   assignable owner[p], held[p], kind[s], slabOrder[*], slabPlace[*],
    @     list[*], pos[*], where[x], used[s], bump[s],
    @     room[s], order[*], place[*];
    @   ensures where[x] == Stock.FREE && used[s] == \old(used[s]) - 1;
    @   ensures last ? kind[s] == -1 && bump[s] == first[s] : place[x] == used[s] && kind[s] == \old(kind[s]);
    @   ensures pos[s] == (full && !last ? 0 : \old(pos[s]));
    @   ensures (\forall int t; 0 <= t && t < pos.length && t != s;
    @     pos[t] == \old(pos[t]) + (full && !last && \old(pos[t]) < \old(pos[s]) ? 1 : 0));
    @   ensures held[p] == \old(held[p]) - (last ? 1 : 0);
    @   ensures owner[p] == (last && held[p] == base[p] ? -1 : \old(owner[p]));
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && !(last && slabOf[y] == s) && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(heap) && \invariant_for(mail);
    @*/
  private void accept(int x) {
    heap.settle(x);
  }
}
