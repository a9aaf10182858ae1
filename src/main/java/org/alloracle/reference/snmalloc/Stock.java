package org.alloracle.reference.snmalloc;

import org.alloracle.reference.Copies;

/**
 * The objects of {@link Slabs}, and where each is: live, freed by another and on its way, or free. What changes for one
 * object changes one element of {@code where}, so that the users need not see how the objects are kept.
 */
public final class Stock {
  /** In the free list of its slab, or in the bump tail. */
  public static final int FREE = 0;

  public static final int LIVE = 1;

  /** Freed by another, and not yet in the free list. */
  public static final int AWAY = 2;

  final /*@ spec_public @*/ Slabs slabs;
  final /*@ spec_public @*/ int each;
  final /*@ spec_public @*/ int[] first;
  final /*@ spec_public @*/ int[] slabOf;
  final /*@ spec_public @*/ int[] live;
  final /*@ spec_public @*/ int[] used;
  final /*@ spec_public @*/ int[] bump;
  final /*@ spec_public @*/ int[] room;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;
  final /*@ spec_public @*/ int[] where;

  /*@ // METADATA: the arrays of the slabs by shorter names, and how long they are
    @ public invariant (\let int n = first.length; each == slabs.each & first == slabs.first
    @   & slabOf == slabs.slabOf & live == slabs.live & used == slabs.used & bump == slabs.bump
    @   & room == slabs.room & order == slabs.order & place == slabs.place
    @   & 1 <= each & each <= Slabs.MOST_EACH & n <= Slabs.MOST_SLABS & live.length == n & used.length == n
    @   & bump.length == n & room.length == n & where.length == order.length & slabOf.length == order.length
    @   & place.length == order.length & order.length <= 268435456);
    @ // METADATA: no two share an array
    @ public invariant live != first & live != slabOf & live != used
    @   & live != bump & live != room
    @   & used != first & used != slabOf & used != bump
    @   & used != room
    @   & bump != first & bump != slabOf & bump != room
    @   & room != first & room != slabOf
    @   & order != first & order != slabOf & order != live
    @   & order != used & order != bump & order != room
    @   & place != first & place != slabOf & place != live
    @   & place != used & place != bump & place != room
    @   & order != place
    @   & where != first & where != slabOf & where != live & where != used
    @   & where != bump & where != room & where != order & where != place;
    @ public invariant (\forall int s; 0 <= s && s < first.length;
    @   0 <= first[s] && first[s] + each <= order.length);
    @ public invariant (\forall int x; 0 <= x && x < where.length;
    @   0 <= slabOf[x] && slabOf[x] < first.length
    @   && first[slabOf[x]] <= x && x < first[slabOf[x]] + each);
    @ public invariant (\forall int s; 0 <= s && s < first.length;
    @   first[s] <= live[s] && live[s] <= used[s] && used[s] <= bump[s]
    @   && bump[s] <= room[s] && room[s] <= first[s] + each);
    @ public invariant (\forall int i; 0 <= i && i < order.length;
    @   0 <= order[i] && order[i] < order.length);
    @ public invariant (\forall int x; 0 <= x && x < place.length;
    @   0 <= place[x] && place[x] < order.length);
    @ // CONSERVATION: an object is in one place, and where it is follows from that
    @ public invariant (\forall int x; 0 <= x && x < where.length;
    @   where[x] == (place[x] < live[slabOf[x]] ? LIVE
    @     : place[x] < used[slabOf[x]] ? AWAY : FREE));
    @ // METADATA: an object that is not free lies in the room of a slab that has such objects
    @ public invariant (\forall int x; 0 <= x && x < where.length && where[x] != FREE;
    @   first[slabOf[x]] < used[slabOf[x]] && x < room[slabOf[x]]);
    @*/

  /** So many slabs, of which none has room. */
  /*@ public normal_behavior
    @   requires 0 <= count && count <= Slabs.MOST_SLABS && 1 <= each && each <= Slabs.MOST_EACH;
    @   ensures this.each == each && first.length == count;
    @   ensures (\forall int s; 0 <= s && s < count; room[s] == first[s] && used[s] == first[s]);
    @   ensures (\forall int x; 0 <= x && x < where.length; where[x] == FREE);
    @   ensures \fresh(where) && \fresh(first) && \fresh(slabOf) && \fresh(live);
    @   ensures \fresh(used) && \fresh(bump) && \fresh(room);
    @   ensures \fresh(order) && \fresh(place) && \invariant_for(slabs);
    @ pure
    @*/
  public Stock(int count, int each) {
    this.each = each;
    slabs = new Slabs(count, each);
    first = slabs.first;
    slabOf = slabs.slabOf;
    live = slabs.live;
    used = slabs.used;
    bump = slabs.bump;
    room = slabs.room;
    order = slabs.order;
    place = slabs.place;
    where = Copies.filled(order.length, FREE);
  }

  /** The object that a slab serves next: the first of its free list, or of the bump tail if that is empty. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < first.length && used[s] < room[s];
    @   assignable \nothing;
    @   ensures \result == order[used[s]] && 0 <= \result && \result < where.length; // POLICY
    @   ensures slabOf[\result] == s && \result < room[s] && where[\result] == FREE;
    @ pure
    @*/
  int next(int s) {
    int x = order[used[s]];
    //@ assert place[x] == used[s] && slabOf[x] == s;
    return x;
  }

  /** Takes the first of a slab's free list, or of the bump tail if that is empty. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < first.length && used[s] < room[s];
    @   old int x = order[used[s]];
    @   assignable where[x], live[s], used[s], bump[s], order[*], place[*];
    @   ensures \result == x && slabOf[x] == s && \old(where[x]) == FREE && where[x] == LIVE; // POLICY
    @   ensures live[s] == \old(live[s]) + 1 && used[s] == \old(used[s]) + 1;
    @   ensures place[x] == \old(live[s]) && \invariant_for(slabs);
    @   // POLICY: the others of the free lists stay where they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == FREE; place[y] == \old(place[y]));
    @*/
  int take(int s) {
    int x = slabs.take(s);
    where[x] = LIVE;
    return x;
  }

  /** Sends a live object on its way. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == LIVE;
    @   old int s = slabOf[x];
    @   assignable where[x], live[s], order[*], place[*];
    @   ensures where[x] == AWAY && live[s] == \old(live[s]) - 1;
    @   // POLICY: the free lists stay as they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == FREE; place[y] == \old(place[y]));
    @*/
  void send(int x) {
    slabs.send(x);
    where[x] = AWAY;
  }

  /** Puts an object that was on its way at the head of its slab's free list. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == AWAY;
    @   old int s = slabOf[x];
    @   assignable where[x], used[s], order[*], place[*];
    @   ensures where[x] == FREE && used[s] == \old(used[s]) - 1;
    @   ensures place[x] == used[s] && \invariant_for(slabs); // REUSE
    @   // POLICY: the others of the free lists stay where they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == FREE; place[y] == \old(place[y]));
    @*/
  void accept(int x) {
    slabs.accept(x);
    where[x] = FREE;
  }

  /** Gives room for so many objects to a slab without any; all are in the bump tail. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < first.length && room[s] == first[s];
    @   requires 1 <= objects && objects <= each;
    @   assignable room[s];
    @   ensures room[s] == first[s] + objects;
    @   ensures used[s] == first[s] && order[first[s]] == first[s];
    @   ensures \invariant_for(slabs);
    @*/
  void open(int s, int objects) {
    slabs.open(s, objects);
    //@ assert slabOf[first[s]] == s && place[first[s]] == first[s];
  }

  /** Gives room to a slab without any, and takes the first object. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < first.length && room[s] == first[s];
    @   requires 1 <= objects && objects <= each;
    @   old int x = first[s];
    @   assignable where[x], live[s], used[s], bump[s], room[s], order[*], place[*];
    @   ensures \result == x && slabOf[x] == s && \old(where[x]) == FREE && where[x] == LIVE; // POLICY
    @   ensures room[s] == first[s] + objects && used[s] == first[s] + 1;
    @   // POLICY: the others of the free lists stay where they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == FREE; place[y] == \old(place[y]));
    @*/
  int begin(int s, int objects) {
    open(s, objects);
    return take(s);
  }

  /** Puts the last object of a slab that is not free, and was on its way, back, and takes the room from the slab. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == AWAY;
    @   old int s = slabOf[x];
    @   requires used[s] == first[s] + 1;
    @   assignable where[x], used[s], bump[s], room[s], order[*], place[*];
    @   ensures where[x] == FREE && used[s] == first[s] && room[s] == first[s];
    @   ensures bump[s] == first[s]; // so its list is the bump tail
    @   // POLICY: the free lists of other slabs stay where they are
    @   ensures (\forall int y; 0 <= y && y < place.length && slabOf[y] != s && \old(where[y]) == FREE; place[y] == \old(place[y]));
    @*/
  void end(int x) {
    accept(x);
    close(slabOf[x]);
  }

  /** Takes the room from a slab of which all objects are free. */
  /*@ private normal_behavior
    @   requires 0 <= s && s < first.length && used[s] == first[s];
    @   assignable bump[s], room[s], order[*], place[*];
    @   ensures bump[s] == first[s] && room[s] == first[s] && \invariant_for(slabs);
    @   ensures (\forall int y; 0 <= y && y < place.length && slabOf[y] != s; place[y] == \old(place[y]));
    @*/
  private void close(int s) {
    slabs.close(s);
  }
}
