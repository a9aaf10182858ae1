package org.alloracle.reference.snmalloc;

import org.alloracle.reference.Copies;
import org.alloracle.reference.Permutations;

/**
 * The objects of equal slabs, numbered through: slab {@code s} has those from {@code first[s]} up to
 * {@code first[s] + each}, of which it uses the first few, up to {@code room[s]}.
 *
 * <p>{@code order} is a permutation of the objects that keeps each in its slab, {@code place} its inverse.
 * The places of a slab are, in this order: its live objects, up to {@code live[s]}; those that others have
 * freed and that are on their way, up to {@code used[s]}; its free list, the next to be served first, up to
 * {@code bump[s]}; and the bump tail, never served, in the order of addresses. So an object is in exactly one
 * of them, and the list ends in the bump pointer, by construction.
 */
public final class Slabs {
  /** The most slabs, and the most objects of a slab. */
  public static final int MOST_SLABS = 65536;

  public static final int MOST_EACH = 4096;

  final /*@ spec_public @*/ int each;
  final /*@ spec_public @*/ int[] first;
  final /*@ spec_public @*/ int[] slabOf;
  final /*@ spec_public @*/ int[] live;
  final /*@ spec_public @*/ int[] used;
  final /*@ spec_public @*/ int[] bump;
  final /*@ spec_public @*/ int[] room;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;

  /*@ // METADATA
    @ public invariant (\let int n = first.length; 1 <= each & each <= MOST_EACH & n <= MOST_SLABS
    @   & live.length == n & used.length == n & bump.length == n & room.length == n
    @   & slabOf.length == order.length & place.length == order.length & order.length <= 268435456);
    @ // METADATA: no two share an array
    @ public invariant live != first & live != slabOf & live != used & live != bump & live != room
    @   & used != first & used != slabOf & used != bump & used != room
    @   & bump != first & bump != slabOf & bump != room & room != first & room != slabOf
    @   & order != first & order != slabOf & order != live & order != used & order != bump
    @   & place != first & place != slabOf & place != live & place != used & place != bump
    @   & order != room & place != room & order != place;
    @ public invariant (\forall int s; 0 <= s && s < first.length; 0 <= first[s] && first[s] + each <= order.length);
    @ // METADATA: object to slab is a function
    @ public invariant (\forall int x; 0 <= x && x < order.length; 0 <= slabOf[x] && slabOf[x] < first.length
    @   && first[slabOf[x]] <= x && x < first[slabOf[x]] + each);
    @ public invariant (\forall int s, t; 0 <= s && s < t && t < first.length; first[s] + each <= first[t]);
    @ // CONSERVATION: live, on its way, free or in the bump tail
    @ public invariant (\forall int s; 0 <= s && s < first.length; first[s] <= live[s] && live[s] <= used[s]
    @   && used[s] <= bump[s] && bump[s] <= room[s] && room[s] <= first[s] + each);
    @ public invariant (\forall int i; 0 <= i && i < order.length;
    @   0 <= order[i] && order[i] < order.length && place[order[i]] == i);
    @ public invariant (\forall int x; 0 <= x && x < order.length;
    @   0 <= place[x] && place[x] < order.length && order[place[x]] == x);
    @ public invariant (\forall int x; 0 <= x && x < order.length;
    @   first[slabOf[x]] <= place[x] && place[x] < first[slabOf[x]] + each);
    @ // METADATA: nothing of the bump tail has ever been moved
    @ public invariant (\forall int x; 0 <= x && x < order.length && bump[slabOf[x]] <= x; place[x] == x);
    @*/

  /** So many slabs, of which none has room. */
  /*@ public normal_behavior
    @   requires 0 <= slabs && slabs <= MOST_SLABS && 1 <= each && each <= MOST_EACH;
    @   ensures this.each == each && first.length == slabs;
    @   ensures 0 < slabs ==> first[0] == 0 && order.length == first[slabs - 1] + each;
    @   ensures (\forall int s, t; 0 <= s && t == s + 1 && t < slabs; first[t] == first[s] + each);
    @   ensures (\forall int s; 0 <= s && s < slabs; room[s] == first[s]);
    @   ensures (\forall int i; 0 <= i && i < order.length; order[i] == i);
    @   ensures \fresh(first) && \fresh(slabOf) && \fresh(live) && \fresh(used) && \fresh(bump) && \fresh(room);
    @   ensures \fresh(order) && \fresh(place);
    @ pure
    @*/
  public Slabs(int slabs, int each) {
    this.each = each;
    first = Starts.firsts(slabs, each);
    slabOf = Groups.owners(first, each);
    live = Copies.of(first);
    used = Copies.of(first);
    bump = Copies.of(first);
    room = Copies.of(first);
    order = new int[slabOf.length];
    place = new int[slabOf.length];
    Permutations.ascend(order, place);
  }

  /** Takes the first of the free list, or of the bump tail if that is empty. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < first.length && used[s] < room[s];
    @   assignable live[s], used[s], bump[s], order[*], place[*];
    @   ensures \result == \old(order[used[s]]) && slabOf[\result] == s; // POLICY
    @   ensures live[s] == \old(live[s]) + 1 && used[s] == \old(used[s]) + 1;
    @   ensures bump[s] == (\old(used[s]) == \old(bump[s]) ? \old(bump[s]) + 1 : \old(bump[s]));
    @   ensures place[\result] == \old(live[s]);
    @   // FRAME: what others are stays, and the free lists
    @   ensures (\forall int y; 0 <= y && y < order.length && y != \result;
    @     (place[y] < live[slabOf[y]]) == \old(place[y] < live[slabOf[y]])
    @     && (place[y] < used[slabOf[y]]) == \old(place[y] < used[slabOf[y]])
    @     && (\old(used[slabOf[y]]) <= \old(place[y]) ==> place[y] == \old(place[y])));
    @ also private normal_behavior // and where they stand is told exactly
    @   requires 0 <= s && s < first.length && used[s] < room[s];
    @   assignable live[s], used[s], bump[s], order[*], place[*];
    @   ensures (\forall int y; 0 <= y && y < order.length && y != \result;
    @     place[y] == (\old(place[y]) == \old(live[s]) ? \old(used[s]) : \old(place[y])));
    @*/
  int take(int s) {
    int x = order[used[s]];
    //@ assert slabOf[x] == s && slabOf[order[live[s]]] == s;
    Permutations.swap(order, place, live[s], used[s]);
    if (bump[s] == used[s]) {
      bump[s] = bump[s] + 1;
    }
    live[s] = live[s] + 1;
    used[s] = used[s] + 1;
    return x;
  }

  /** Sends a live object on its way: it is used, and not live. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < order.length && place[x] < live[slabOf[x]];
    @   assignable live[slabOf[x]], order[*], place[*];
    @   ensures live[slabOf[x]] == \old(live[slabOf[x]]) - 1 && place[x] == live[slabOf[x]];
    @   // FRAME: what others are stays, and the free lists
    @   ensures (\forall int y; 0 <= y && y < order.length && y != x;
    @     (place[y] < live[slabOf[y]]) == \old(place[y] < live[slabOf[y]])
    @     && (place[y] < used[slabOf[y]]) == \old(place[y] < used[slabOf[y]])
    @     && (\old(used[slabOf[y]]) <= \old(place[y]) ==> place[y] == \old(place[y])));
    @ also private normal_behavior // and where they stand is told exactly
    @   requires 0 <= x && x < order.length && place[x] < live[slabOf[x]];
    @   assignable live[slabOf[x]], order[*], place[*];
    @   ensures (\forall int y; 0 <= y && y < order.length && y != x;
    @     place[y] == (\old(place[y]) == place[x] ? \old(place[x]) : \old(place[y])));
    @*/
  void send(int x) {
    int s = slabOf[x];
    //@ assert slabOf[order[live[s] - 1]] == s;
    Permutations.swap(order, place, place[x], live[s] - 1);
    live[s] = live[s] - 1;
  }

  /** Puts an object that was on its way at the head of its slab's free list. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < order.length && live[slabOf[x]] <= place[x] && place[x] < used[slabOf[x]];
    @   assignable used[slabOf[x]], order[*], place[*];
    @   ensures used[slabOf[x]] == \old(used[slabOf[x]]) - 1 && place[x] == used[slabOf[x]]; // REUSE
    @   // FRAME: what others are stays, and the free lists
    @   ensures (\forall int y; 0 <= y && y < order.length && y != x;
    @     (place[y] < live[slabOf[y]]) == \old(place[y] < live[slabOf[y]])
    @     && (place[y] < used[slabOf[y]]) == \old(place[y] < used[slabOf[y]])
    @     && (\old(used[slabOf[y]]) <= \old(place[y]) ==> place[y] == \old(place[y])));
    @ also private normal_behavior // and where they stand is told exactly
    @   requires 0 <= x && x < order.length && live[slabOf[x]] <= place[x] && place[x] < used[slabOf[x]];
    @   assignable used[slabOf[x]], order[*], place[*];
    @   ensures (\forall int y; 0 <= y && y < order.length && y != x;
    @     place[y] == (\old(place[y]) == place[x] ? \old(place[x]) : \old(place[y])));
    @*/
  void accept(int x) {
    int s = slabOf[x];
    //@ assert slabOf[order[used[s] - 1]] == s;
    Permutations.swap(order, place, place[x], used[s] - 1);
    used[s] = used[s] - 1;
  }

  /** Gives room for so many objects to a slab without any; all are in the bump tail. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < first.length && room[s] == first[s] && 0 <= objects && objects <= each;
    @   assignable room[s];
    @   ensures room[s] == first[s] + objects;
    @*/
  void open(int s, int objects) {
    room[s] = first[s] + objects;
  }

  /** Takes the room from a slab without a used object, and forgets its free list. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < first.length && used[s] == first[s];
    @   assignable bump[s], room[s], order[*], place[*];
    @   ensures bump[s] == first[s] && room[s] == first[s];
    @   // FRAME
    @   ensures (\forall int y; 0 <= y && y < order.length && slabOf[y] != s; place[y] == \old(place[y]));
    @*/
  void close(int s) {
    reset(order, place, first[s], first[s] + each);
    bump[s] = first[s];
    room[s] = first[s];
  }

  /** Gives room to a slab without any, and takes the first object. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < first.length && room[s] == first[s] && 1 <= objects && objects <= each;
    @   assignable live[s], used[s], bump[s], room[s], order[*], place[*];
    @   ensures \result == first[s] && slabOf[\result] == s; // POLICY: the first of the bump tail
    @   ensures room[s] == first[s] + objects && live[s] == first[s] + 1 && used[s] == first[s] + 1;
    @   ensures place[\result] == first[s];
    @   // POLICY: the others of the free lists stay where they are
    @   ensures (\forall int y; 0 <= y && y < order.length && y != \result
    @     && \old(used[slabOf[y]]) <= \old(place[y]); place[y] == \old(place[y]));
    @*/
  int begin(int s, int objects) {
    open(s, objects);
    //@ assert slabOf[first[s]] == s && place[first[s]] == first[s];
    return take(s);
  }

  /** Puts the last used object of a slab, which was on its way, back, and takes the room from the slab. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < order.length && live[slabOf[x]] <= place[x] && place[x] < used[slabOf[x]];
    @   requires used[slabOf[x]] == first[slabOf[x]] + 1;
    @   assignable used[slabOf[x]], bump[slabOf[x]], room[slabOf[x]], order[*], place[*];
    @   ensures used[slabOf[x]] == first[slabOf[x]] && room[slabOf[x]] == first[slabOf[x]];
    @   ensures bump[slabOf[x]] == first[slabOf[x]];
    @   // FRAME
    @   ensures (\forall int y; 0 <= y && y < order.length && slabOf[y] != slabOf[x]; place[y] == \old(place[y]));
    @*/
  void end(int x) {
    accept(x);
    close(slabOf[x]);
  }

  /** Puts what stands at some places in order, if it stands nowhere else. */
  /*@ private normal_behavior
    @   requires order != place && order.length == place.length && 0 <= lo && lo <= hi && hi <= order.length;
    @   assignable order[lo .. hi - 1], place[lo .. hi - 1];
    @   ensures (\forall int i; lo <= i && i < hi; order[i] == i);
    @   ensures (\forall int x; lo <= x && x < hi; place[x] == x);
    @*/
  private static void reset(int[] order, int[] place, int lo, int hi) {
    int i = lo;
    /*@ loop_invariant lo <= i && i <= hi;
      @ loop_invariant (\forall int k; lo <= k && k < i; order[k] == k);
      @ loop_invariant (\forall int x; lo <= x && x < i; place[x] == x);
      @ loop_writes i, order[lo .. hi - 1], place[lo .. hi - 1];
      @ decreases hi - i;
      @*/
    while (i < hi) {
      order[i] = i;
      place[i] = i;
      i = i + 1;
    }
  }
}
