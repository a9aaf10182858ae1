package org.alloracle.reference.snmalloc;

/**
 * Who holds the slabs, what is in them, and in which order they have become free to serve: {@link Holdings}, {@link Stock}
 * and {@link Recent} side by side. What one of them has to do with another is said by the users; here are their ranges,
 * and that no two share an array. A change is one of one part; those of two are in {@link Steps}.
 */
public final class Estate {
  final /*@ spec_public @*/ Holdings holdings;
  final /*@ spec_public @*/ Stock stock;
  final /*@ spec_public @*/ Recent recent;
  final /*@ spec_public @*/ int each;
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

  /*@ // METADATA: the arrays of the parts by shorter names, and how long they are
    @ public invariant (\let int n = first.length; base == holdings.first & home == holdings.home
    @   & owner == holdings.owner & held == holdings.held & kind == holdings.kind
    @   & slabOrder == holdings.order & slabPlace == holdings.place & list == recent.list & pos == recent.pos
    @   & each == stock.each & first == stock.first & slabOf == stock.slabOf & live == stock.live
    @   & used == stock.used & bump == stock.bump & room == stock.room & order == stock.order
    @   & place == stock.place & where == stock.where
    @   & 1 <= each & each <= Slabs.MOST_EACH & n <= Slabs.MOST_SLABS & home.length == n & kind.length == n
    @   & slabOrder.length == n & slabPlace.length == n & live.length == n & used.length == n
    @   & bump.length == n & room.length == n & list.length == n & pos.length == n
    @   & owner.length == base.length & held.length == base.length & base.length <= 65536
    @   & where.length == order.length & slabOf.length == order.length & place.length == order.length
    @   & order.length <= 268435456);
    @ public invariant (\forall int p; 0 <= p && p < base.length; 0 <= base[p] && base[p] < kind.length);
    @ public invariant (\forall int s; 0 <= s && s < home.length; 0 <= home[s] && home[s] < owner.length);
    @ public invariant (\forall int s; 0 <= s && s < kind.length; -1 <= kind[s]);
    @ public invariant (\forall int p; 0 <= p && p < owner.length; -1 <= owner[p] && owner[p] < Holdings.MOST_OWNERS);
    @ public invariant (\forall int s; 0 <= s && s < kind.length && 0 <= kind[s]; 0 <= owner[home[s]]);
    @ public invariant (\forall int i; 0 <= i && i < list.length; 0 <= list[i] && list[i] < list.length
    @   && pos[list[i]] == i);
    @ public invariant (\forall int s; 0 <= s && s < first.length; 0 <= first[s] && first[s] + each <= order.length);
    @ public invariant (\forall int s; 0 <= s && s < first.length; first[s] <= live[s] && live[s] <= used[s]
    @   && used[s] <= bump[s] && bump[s] <= room[s] && room[s] <= first[s] + each);
    @ public invariant (\forall int x; 0 <= x && x < slabOf.length; 0 <= slabOf[x] && slabOf[x] < first.length
    @   && first[slabOf[x]] <= x && x < first[slabOf[x]] + each);
    @ public invariant (\forall int i; 0 <= i && i < order.length; 0 <= order[i] && order[i] < order.length);
    @ public invariant (\forall int x; 0 <= x && x < where.length && where[x] != Stock.FREE;
    @   first[slabOf[x]] < used[slabOf[x]] && x < room[slabOf[x]]);
    @ // METADATA: no two share an array
    @ public invariant owner != home & owner != base & owner != first & owner != slabOf
    @   & held != home & held != base & held != first & held != slabOf & held != owner
    @   & kind != home & kind != base & kind != first & kind != slabOf & kind != owner
    @   & kind != held
    @   & slabOrder != home & slabOrder != base & slabOrder != first & slabOrder != slabOf
    @   & slabOrder != owner & slabOrder != held & slabOrder != kind
    @   & slabPlace != home & slabPlace != base & slabPlace != first & slabPlace != slabOf
    @   & slabPlace != owner & slabPlace != held & slabPlace != kind & slabPlace != slabOrder
    @   & where != home & where != base & where != first & where != slabOf & where != owner
    @   & where != held & where != kind & where != slabOrder & where != slabPlace
    @   & live != home & live != base & live != first & live != slabOf & live != owner
    @   & live != held & live != kind & live != slabOrder & live != slabPlace & live != where
    @   & used != home & used != base & used != first & used != slabOf & used != owner
    @   & used != held & used != kind & used != slabOrder & used != slabPlace & used != where & used != live
    @   & bump != home & bump != base & bump != first & bump != slabOf & bump != owner
    @   & bump != held & bump != kind & bump != slabOrder & bump != slabPlace & bump != where & bump != live
    @   & bump != used
    @   & room != home & room != base & room != first & room != slabOf & room != owner
    @   & room != held & room != kind & room != slabOrder & room != slabPlace & room != where & room != live
    @   & room != used & room != bump
    @   & order != home & order != base & order != first & order != slabOf & order != owner
    @   & order != held & order != kind & order != slabOrder & order != slabPlace & order != where
    @   & order != live & order != used & order != bump & order != room
    @   & place != home & place != base & place != first & place != slabOf & place != owner
    @   & place != held & place != kind & place != slabOrder & place != slabPlace & place != where
    @   & place != live & place != used & place != bump & place != room & place != order
    @   & list != home & list != base & list != first & list != slabOf & list != owner
    @   & list != held & list != kind & list != slabOrder & list != slabPlace & list != where & list != live
    @   & list != used & list != bump & list != room & list != order & list != place
    @   & pos != home & pos != base & pos != first & pos != slabOf & pos != owner & pos != held
    @   & pos != kind & pos != slabOrder & pos != slabPlace & pos != where & pos != live & pos != used
    @   & pos != bump & pos != room & pos != order & pos != place & pos != list;
    @*/

  /** So many superslabs that nobody owns, of so many slabs without room, of so many objects. */
  /*@ public normal_behavior
    @   requires 0 <= superslabs && superslabs <= 65536 && 1 <= slabsEach && slabsEach <= 4096;
    @   requires superslabs * slabsEach <= Slabs.MOST_SLABS && 1 <= each && each <= Slabs.MOST_EACH;
    @   ensures this.each == each && owner.length == superslabs && kind.length == superslabs * slabsEach;
    @   ensures (\forall int p; 0 <= p && p < superslabs; owner[p] == -1);
    @   ensures (\forall int s; 0 <= s && s < kind.length; kind[s] == -1 && list[s] == s);
    @   ensures (\forall int s; 0 <= s && s < kind.length; room[s] == first[s] && used[s] == first[s]);
    @   ensures (\forall int x; 0 <= x && x < where.length; where[x] == Stock.FREE);
    @   ensures \fresh(home) && \fresh(base) && \fresh(first) && \fresh(slabOf) && \fresh(owner) && \fresh(held)
    @   && \fresh(kind) && \fresh(slabOrder) && \fresh(slabPlace) && \fresh(where) && \fresh(live) && \fresh(used)
    @   && \fresh(bump) && \fresh(room) && \fresh(order) && \fresh(place) && \fresh(list) && \fresh(pos);
    @   ensures \invariant_for(holdings) && \invariant_for(stock) && \invariant_for(recent);
    @ pure
    @*/
  public Estate(int superslabs, int slabsEach, int each) {
    this.each = each;
    holdings = new Holdings(superslabs, slabsEach);
    base = holdings.first;
    home = holdings.home;
    owner = holdings.owner;
    held = holdings.held;
    kind = holdings.kind;
    slabOrder = holdings.order;
    slabPlace = holdings.place;
    recent = listed(kind.length, base, home, owner, held, kind, slabOrder, slabPlace);
    list = recent.list;
    pos = recent.pos;
    stock = stocked(kind.length, each, base, home, owner, held, kind, slabOrder, slabPlace, list, pos);
    first = stock.first;
    slabOf = stock.slabOf;
    live = stock.live;
    used = stock.used;
    bump = stock.bump;
    room = stock.room;
    order = stock.order;
    place = stock.place;
    where = stock.where;
  }

  /** A list of slabs, in arrays that are none of some: only the contract speaks of those. */
  /*@ private normal_behavior
    @   requires 0 <= slabs && slabs <= Slabs.MOST_SLABS;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \fresh(\result.list) && \fresh(\result.pos) && \result.list.length == slabs;
    @   ensures (\forall int i; 0 <= i && i < slabs; \result.list[i] == i);
    @   ensures \result.list != unusedA && \result.list != unusedB && \result.list != unusedC
    @   && \result.list != unusedD && \result.list != unusedE && \result.list != unusedF && \result.list != unusedG;
    @   ensures \result.pos != unusedA && \result.pos != unusedB && \result.pos != unusedC && \result.pos != unusedD
    @   && \result.pos != unusedE && \result.pos != unusedF && \result.pos != unusedG;
    @   ensures \invariant_for(\result);
    @*/
  private static Recent listed(
      int slabs,
      int[] unusedA,
      int[] unusedB,
      int[] unusedC,
      int[] unusedD,
      int[] unusedE,
      int[] unusedF,
      int[] unusedG) {
    return new Recent(slabs);
  }

  /** Slabs without room, in arrays that are none of some: only the contract speaks of those. */
  /*@ private normal_behavior
    @   requires 0 <= slabs && slabs <= Slabs.MOST_SLABS && 1 <= each && each <= Slabs.MOST_EACH;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.first.length == slabs && \result.each == each;
    @   ensures (\forall int s; 0 <= s && s < slabs;
    @     \result.room[s] == \result.first[s] && \result.used[s] == \result.first[s]);
    @   ensures (\forall int x; 0 <= x && x < \result.where.length; \result.where[x] == Stock.FREE);
    @   ensures \fresh(\result.where) && \fresh(\result.first) && \fresh(\result.slabOf);
    @   ensures \fresh(\result.live) && \fresh(\result.used) && \fresh(\result.bump);
    @   ensures \fresh(\result.room) && \fresh(\result.order) && \fresh(\result.place);
    @   ensures \result.where != unusedA && \result.where != unusedB && \result.where != unusedC
    @   && \result.where != unusedD && \result.where != unusedE && \result.where != unusedF
    @   && \result.where != unusedG && \result.where != unusedH && \result.where != unusedI;
    @   ensures \result.live != unusedA && \result.live != unusedB && \result.live != unusedC
    @   && \result.live != unusedD && \result.live != unusedE && \result.live != unusedF
    @   && \result.live != unusedG && \result.live != unusedH && \result.live != unusedI;
    @   ensures \result.used != unusedA && \result.used != unusedB && \result.used != unusedC
    @   && \result.used != unusedD && \result.used != unusedE && \result.used != unusedF
    @   && \result.used != unusedG && \result.used != unusedH && \result.used != unusedI;
    @   ensures \result.bump != unusedA && \result.bump != unusedB && \result.bump != unusedC
    @   && \result.bump != unusedD && \result.bump != unusedE && \result.bump != unusedF
    @   && \result.bump != unusedG && \result.bump != unusedH && \result.bump != unusedI;
    @   ensures \result.room != unusedA && \result.room != unusedB && \result.room != unusedC
    @   && \result.room != unusedD && \result.room != unusedE && \result.room != unusedF
    @   && \result.room != unusedG && \result.room != unusedH && \result.room != unusedI;
    @   ensures \result.order != unusedA && \result.order != unusedB && \result.order != unusedC
    @   && \result.order != unusedD && \result.order != unusedE && \result.order != unusedF
    @   && \result.order != unusedG && \result.order != unusedH && \result.order != unusedI;
    @   ensures \result.place != unusedA && \result.place != unusedB && \result.place != unusedC
    @   && \result.place != unusedD && \result.place != unusedE && \result.place != unusedF
    @   && \result.place != unusedG && \result.place != unusedH && \result.place != unusedI;
    @   ensures \result.first != unusedA && \result.first != unusedB && \result.first != unusedC
    @   && \result.first != unusedD && \result.first != unusedE && \result.first != unusedF
    @   && \result.first != unusedG && \result.first != unusedH && \result.first != unusedI;
    @   ensures \result.slabOf != unusedA && \result.slabOf != unusedB
    @   && \result.slabOf != unusedC && \result.slabOf != unusedD && \result.slabOf != unusedE
    @   && \result.slabOf != unusedF && \result.slabOf != unusedG && \result.slabOf != unusedH
    @   && \result.slabOf != unusedI;
    @   ensures \invariant_for(\result);
    @*/
  private static Stock stocked(
      int slabs,
      int each,
      int[] unusedA,
      int[] unusedB,
      int[] unusedC,
      int[] unusedD,
      int[] unusedE,
      int[] unusedF,
      int[] unusedG,
      int[] unusedH,
      int[] unusedI) {
    return new Stock(slabs, each);
  }

  /** The object that a slab serves next. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < first.length && used[s] < room[s];
    @   assignable \nothing;
    @   ensures \result == order[used[s]] && 0 <= \result && \result < where.length; // POLICY
    @   ensures slabOf[\result] == s && \result < room[s] && where[\result] == Stock.FREE;
    @ pure
    @*/
  int next(int s) {
    return stock.next(s);
  }

  /** Takes the object that a slab serves next. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < first.length && used[s] < room[s];
    @   old int x = order[used[s]];
    @   assignable where[x], live[s], used[s], bump[s], order[*], place[*];
    @   ensures \result == x && slabOf[x] == s && \old(where[x]) == Stock.FREE && where[x] == Stock.LIVE;
    @   ensures live[s] == \old(live[s]) + 1 && used[s] == \old(used[s]) + 1 && place[x] == \old(live[s]);
    @   // POLICY: the others of the free lists stay where they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @*/
  int take(int s) {
    return stock.take(s);
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
    @*/
  void send(int x) {
    stock.send(x);
  }

  /** Gives an unused slab to a class of an allocator, whose the superslab is, or nobody's. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && kind[s] == -1;
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k;
    @   requires owner[home[s]] == -1 || owner[home[s]] == a;
    @   old int p = home[s];
    @   assignable owner[p], held[p], kind[s], slabOrder[*], slabPlace[*];
    @   ensures owner[p] == a && kind[s] == k && held[p] == \old(held[p]) + 1;
    @   ensures \invariant_for(holdings) && \invariant_for(stock) && \invariant_for(recent);
    @*/
  void hold(int s, int a, int k) {
    holdings.open(s, a, k);
  }

  /** Gives room for so many objects to a slab without any, and takes the first of them. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < first.length && room[s] == first[s] && 1 <= objects && objects <= each;
    @   old int x = first[s];
    @   assignable where[x], live[s], used[s], bump[s], room[s], order[*], place[*];
    @   ensures \result == x && slabOf[x] == s && \old(where[x]) == Stock.FREE && where[x] == Stock.LIVE;
    @   ensures room[s] == first[s] + objects && used[s] == first[s] + 1;
    @   // POLICY: the others of the free lists stay where they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(holdings) && \invariant_for(stock) && \invariant_for(recent);
    @*/
  int fill(int s, int objects) {
    return stock.begin(s, objects);
  }

  /** Takes a slab to the front of the list. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < list.length;
    @   assignable list[*], pos[*];
    @   ensures pos[s] == 0;
    @   // POLICY: the other slabs keep their order
    @   ensures (\forall int t; 0 <= t && t < pos.length && t != s;
    @     pos[t] == \old(pos[t]) + (\old(pos[t]) < \old(pos[s]) ? 1 : 0));
    @   ensures \invariant_for(holdings) && \invariant_for(stock) && \invariant_for(recent);
    @*/
  void front(int s) {
    recent.front(s);
  }

  /** Puts an object that was on its way into its slab's free list. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == Stock.AWAY;
    @   old int s = slabOf[x];
    @   assignable where[x], used[s], order[*], place[*];
    @   ensures where[x] == Stock.FREE && used[s] == \old(used[s]) - 1 && place[x] == used[s];
    @   // POLICY: the others of the free lists stay where they are
    @   ensures (\forall int y; 0 <= y && y < place.length && y != x && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(holdings) && \invariant_for(stock) && \invariant_for(recent);
    @*/
  void back(int x) {
    stock.accept(x);
  }

  /** Puts the last object of a slab that is not free, and was on its way, back, and takes the room from the slab. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < where.length && where[x] == Stock.AWAY;
    @   old int s = slabOf[x];
    @   requires used[s] == first[s] + 1;
    @   assignable where[x], used[s], bump[s], room[s], order[*], place[*];
    @   ensures where[x] == Stock.FREE && used[s] == first[s] && room[s] == first[s];
    @   ensures bump[s] == first[s]; // so its list is the bump tail
    @   // POLICY: the free lists of other slabs stay as they are
    @   ensures (\forall int y; 0 <= y && y < place.length && slabOf[y] != s && \old(where[y]) == Stock.FREE;
    @     place[y] == \old(place[y]));
    @   ensures \invariant_for(holdings) && \invariant_for(stock) && \invariant_for(recent);
    @*/
  void empty(int x) {
    stock.end(x);
  }

  /** Takes a slab from its class, and the superslab from its owner if no other slab of it is in use. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= kind[s];
    @   old int p = home[s];
    @   assignable owner[p], held[p], kind[s], slabOrder[*], slabPlace[*];
    @   ensures kind[s] == -1 && held[p] == \old(held[p]) - 1;
    @   ensures owner[p] == (held[p] == base[p] ? -1 : \old(owner[p]));
    @   ensures \invariant_for(holdings) && \invariant_for(stock) && \invariant_for(recent);
    @*/
  void leave(int s) {
    holdings.close(s);
  }

  /** Twice the full-size slabs of a superslab that are in use, and one for the short one. */
  /*@ public normal_behavior
    @   requires 0 <= p && p < owner.length;
    @   assignable \nothing;
    @   ensures \result == 2 * (held[p] - base[p]) - (kind[base[p]] == -1 ? 0 : 1);
    @ pure
    @*/
  int weight(int p) {
    return holdings.weight(p);
  }
}
