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
  final /*@ spec_public @*/ Holdings holdings;
  final /*@ spec_public @*/ Recent recent;
  final /*@ spec_public @*/ Slabs slabs;

  /*@ // METADATA
    @ public invariant holdings.kind.length == slabs.first.length && recent.list.length == slabs.first.length;
    @ public invariant rooms.slabBytes < 16 * slabs.each + 16;
    @ public invariant (\forall int s; 0 <= s && s < holdings.kind.length; holdings.kind[s] < rooms.size.length);
    @ // CONSERVATION: a slab is in use exactly while one of its objects is
    @ public invariant (\forall int s; 0 <= s && s < holdings.kind.length;
    @   (holdings.kind[s] == -1) == (slabs.used[s] == slabs.first[s]));
    @ // METADATA: a slab in use has as many objects as it has room for, another has none
    @ public invariant (\forall int s; 0 <= s && s < holdings.kind.length && holdings.kind[s] == -1;
    @   slabs.room[s] == slabs.first[s]);
    @ public invariant (\forall int s; 0 <= s && s < holdings.kind.length && 0 <= holdings.kind[s];
    @   slabs.room[s] - slabs.first[s] == (s == holdings.first[holdings.home[s]]
    @     ? rooms.few[holdings.kind[s]] : rooms.many[holdings.kind[s]]));
    @ // METADATA: no two of them share an array
    @ public invariant holdings.owner != slabs.first && holdings.owner != slabs.slabOf && holdings.owner != slabs.live;
    @ public invariant holdings.owner != slabs.used && holdings.owner != slabs.bump && holdings.owner != slabs.room;
    @ public invariant holdings.owner != slabs.order && holdings.owner != slabs.place;
    @ public invariant holdings.held != slabs.first && holdings.held != slabs.slabOf && holdings.held != slabs.live;
    @ public invariant holdings.held != slabs.used && holdings.held != slabs.bump && holdings.held != slabs.room;
    @ public invariant holdings.held != slabs.order && holdings.held != slabs.place;
    @ public invariant holdings.kind != slabs.first && holdings.kind != slabs.slabOf && holdings.kind != slabs.live;
    @ public invariant holdings.kind != slabs.used && holdings.kind != slabs.bump && holdings.kind != slabs.room;
    @ public invariant holdings.kind != slabs.order && holdings.kind != slabs.place;
    @ public invariant holdings.order != slabs.first && holdings.order != slabs.slabOf && holdings.order != slabs.live;
    @ public invariant holdings.order != slabs.used && holdings.order != slabs.bump && holdings.order != slabs.room;
    @ public invariant holdings.order != slabs.order && holdings.order != slabs.place;
    @ public invariant holdings.place != slabs.first && holdings.place != slabs.slabOf && holdings.place != slabs.live;
    @ public invariant holdings.place != slabs.used && holdings.place != slabs.bump && holdings.place != slabs.room;
    @ public invariant holdings.place != slabs.order && holdings.place != slabs.place;
    @ public invariant holdings.first != slabs.live && holdings.first != slabs.used && holdings.first != slabs.bump;
    @ public invariant holdings.first != slabs.room && holdings.first != slabs.order && holdings.first != slabs.place;
    @ public invariant holdings.home != slabs.live && holdings.home != slabs.used && holdings.home != slabs.bump;
    @ public invariant holdings.home != slabs.room && holdings.home != slabs.order && holdings.home != slabs.place;
    @ public invariant recent.list != slabs.first && recent.list != slabs.slabOf && recent.list != slabs.live;
    @ public invariant recent.list != slabs.used && recent.list != slabs.bump && recent.list != slabs.room;
    @ public invariant recent.list != slabs.order && recent.list != slabs.place;
    @ public invariant recent.pos != slabs.first && recent.pos != slabs.slabOf && recent.pos != slabs.live;
    @ public invariant recent.pos != slabs.used && recent.pos != slabs.bump && recent.pos != slabs.room;
    @ public invariant recent.pos != slabs.order && recent.pos != slabs.place;
    @ public invariant recent.list != holdings.first && recent.list != holdings.home && recent.list != holdings.owner;
    @ public invariant recent.list != holdings.held && recent.list != holdings.kind && recent.list != holdings.order;
    @ public invariant recent.list != holdings.place;
    @ public invariant recent.pos != holdings.first && recent.pos != holdings.home && recent.pos != holdings.owner;
    @ public invariant recent.pos != holdings.held && recent.pos != holdings.kind && recent.pos != holdings.order;
    @ public invariant recent.pos != holdings.place;
    @*/

  /** An unused heap; {@link SnMalloc} says what is allowed. */
  /*@ public normal_behavior
    @   requires 0 <= superslabs && 2 <= slabsEach && slabsEach <= 256 && superslabs <= Slabs.MOST_SLABS / slabsEach;
    @   requires 32 <= slabBytes && slabBytes <= Rooms.MOST_BYTES && 0 <= header && header < slabBytes;
    @   ensures holdings.owner.length == superslabs && holdings.kind.length == superslabs * slabsEach;
    @   ensures rooms.slabBytes == slabBytes && rooms.header == header;
    @   ensures (\forall int p; 0 <= p && p < superslabs; holdings.owner[p] == -1);
    @   ensures (\forall int s; 0 <= s && s < holdings.kind.length; holdings.kind[s] == -1 && recent.list[s] == s);
    @ pure
    @*/
  public Heap(int superslabs, int slabsEach, long slabBytes, long header) {
    //@ assert product(superslabs, slabsEach);
    rooms = new Rooms(slabBytes, header);
    holdings = new Holdings(superslabs, slabsEach);
    recent = new Recent(holdings.kind.length);
    slabs = new Slabs(holdings.kind.length, (int) (slabBytes / 16));
  }

  /*@ private normal_behavior
    @   requires 0 <= p && 2 <= e && e <= 256 && p <= 65536 / e;
    @   ensures \result && p <= 65536 && p * e <= 65536;
    @ pure model private static boolean product(int p, int e) { return true; }
    @*/

  /** Takes an object of a class for an owner: it is live. */
  /*@ public normal_behavior // a slab of the class has a free object
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < rooms.size.length && 0 <= partial(a, k);
    @   old int s = partial(a, k);
    @   assignable slabs.live[*], slabs.used[*], slabs.bump[*], slabs.order[*], slabs.place[*];
    @   ensures \result == \old(slabs.order[slabs.used[s]]) && slabs.slabOf[\result] == s; // POLICY
    @   ensures slabs.used[s] == \old(slabs.used[s]) + 1 && slabs.place[\result] == \old(slabs.live[s]);
    @ also public normal_behavior // none has, and a slab is unused: it is given to the class
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < rooms.size.length;
    @   requires partial(a, k) < 0 && 0 <= unused(a, k);
    @   old int s = unused(a, k);
    @   old int objects = rooms.objects(k, isShort(s));
    @   assignable holdings.owner[*], holdings.held[*], holdings.kind[*], holdings.order[*], holdings.place[*],
    @     slabs.live[*], slabs.used[*], slabs.bump[*], slabs.room[*], slabs.order[*], slabs.place[*];
    @   ensures \result == slabs.first[s]; // POLICY: the first of the bump tail
    @   ensures holdings.kind[s] == k && slabs.room[s] == slabs.first[s] + objects;
    @   ensures slabs.used[s] == slabs.first[s] + 1 && holdings.owner[holdings.home[s]] == a;
    @   ensures holdings.held[holdings.home[s]] == \old(holdings.held[holdings.home[s]]) + 1;
    @ also public normal_behavior // HONEST_FAILURE
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < rooms.size.length;
    @   requires partial(a, k) < 0 && unused(a, k) < 0;
    @   assignable \nothing;
    @   ensures \result == -1;
    @*/
  int take(int a, int k) {
    int s = partial(a, k);
    int t = s >= 0 ? -1 : unused(a, k);
    return s >= 0 ? serve(s) : t >= 0 ? begin(t, a, k, rooms.objects(k, isShort(t))) : -1;
  }

  /** Takes an object of a slab that has a free one. */
  /*@ private normal_behavior
    @   requires 0 <= s && s < holdings.kind.length && 0 <= holdings.kind[s] && slabs.used[s] < slabs.room[s];
    @   assignable slabs.live[s], slabs.used[s], slabs.bump[s], slabs.order[*], slabs.place[*];
    @   ensures \result == \old(slabs.order[slabs.used[s]]) && slabs.slabOf[\result] == s;
    @   ensures slabs.used[s] == \old(slabs.used[s]) + 1 && slabs.place[\result] == \old(slabs.live[s]);
    @   ensures \invariant_for(holdings) && \invariant_for(recent) && \invariant_for(slabs);
    @*/
  private int serve(int s) {
    return slabs.take(s);
  }

  /** Gives an unused slab to a class, with so many objects, and takes the first of them. */
  /*@ private normal_behavior
    @   requires 0 <= s && s < holdings.kind.length && holdings.kind[s] == -1;
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < rooms.size.length && 1 <= objects;
    @   requires holdings.owner[holdings.home[s]] == -1 || holdings.owner[holdings.home[s]] == a;
    @   requires objects == (s == holdings.first[holdings.home[s]] ? rooms.few[k] : rooms.many[k]);
    @   assignable holdings.owner[holdings.home[s]], holdings.held[holdings.home[s]], holdings.kind[s],
    @     holdings.order[*], holdings.place[*],
    @     slabs.live[s], slabs.used[s], slabs.bump[s], slabs.room[s], slabs.order[*], slabs.place[*];
    @   ensures \result == slabs.first[s] && slabs.slabOf[\result] == s;
    @   ensures holdings.kind[s] == k && slabs.room[s] == slabs.first[s] + objects;
    @   ensures slabs.used[s] == slabs.first[s] + 1 && holdings.owner[holdings.home[s]] == a;
    @   ensures holdings.held[holdings.home[s]] == \old(holdings.held[holdings.home[s]]) + 1;
    @   ensures \invariant_for(holdings) && \invariant_for(recent) && \invariant_for(slabs);
    @*/
  private int begin(int s, int a, int k, int objects) {
    return begun(holdings, slabs, s, a, k, objects);
  }

  /*@ private normal_behavior
    @   requires 0 <= s && s < holdings.kind.length && holdings.kind[s] == -1;
    @   requires holdings.kind.length == slabs.first.length;
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && 1 <= objects && objects <= slabs.each;
    @   requires holdings.owner[holdings.home[s]] == -1 || holdings.owner[holdings.home[s]] == a;
    @   requires slabs.room[s] == slabs.first[s];
    @   requires holdings.owner != slabs.first && holdings.owner != slabs.slabOf && holdings.owner != slabs.live;
    @   requires holdings.owner != slabs.used && holdings.owner != slabs.bump && holdings.owner != slabs.room;
    @   requires holdings.owner != slabs.order && holdings.owner != slabs.place;
    @   requires holdings.held != slabs.first && holdings.held != slabs.slabOf && holdings.held != slabs.live;
    @   requires holdings.held != slabs.used && holdings.held != slabs.bump && holdings.held != slabs.room;
    @   requires holdings.held != slabs.order && holdings.held != slabs.place;
    @   requires holdings.kind != slabs.first && holdings.kind != slabs.slabOf && holdings.kind != slabs.live;
    @   requires holdings.kind != slabs.used && holdings.kind != slabs.bump && holdings.kind != slabs.room;
    @   requires holdings.kind != slabs.order && holdings.kind != slabs.place;
    @   requires holdings.order != slabs.first && holdings.order != slabs.slabOf && holdings.order != slabs.live;
    @   requires holdings.order != slabs.used && holdings.order != slabs.bump && holdings.order != slabs.room;
    @   requires holdings.order != slabs.order && holdings.order != slabs.place;
    @   requires holdings.place != slabs.first && holdings.place != slabs.slabOf && holdings.place != slabs.live;
    @   requires holdings.place != slabs.used && holdings.place != slabs.bump && holdings.place != slabs.room;
    @   requires holdings.place != slabs.order && holdings.place != slabs.place;
    @   requires holdings.first != slabs.live && holdings.first != slabs.used && holdings.first != slabs.bump;
    @   requires holdings.first != slabs.room && holdings.first != slabs.order && holdings.first != slabs.place;
    @   requires holdings.home != slabs.live && holdings.home != slabs.used && holdings.home != slabs.bump;
    @   requires holdings.home != slabs.room && holdings.home != slabs.order && holdings.home != slabs.place;
    @   assignable holdings.owner[holdings.home[s]], holdings.held[holdings.home[s]], holdings.kind[s],
    @     holdings.order[*], holdings.place[*],
    @     slabs.live[s], slabs.used[s], slabs.bump[s], slabs.room[s], slabs.order[*], slabs.place[*];
    @   ensures \result == slabs.first[s] && slabs.slabOf[\result] == s;
    @   ensures holdings.kind[s] == k && slabs.room[s] == slabs.first[s] + objects;
    @   ensures slabs.used[s] == slabs.first[s] + 1 && holdings.owner[holdings.home[s]] == a;
    @   ensures holdings.held[holdings.home[s]] == \old(holdings.held[holdings.home[s]]) + 1;
    @   ensures \invariant_for(holdings) && \invariant_for(slabs);
    @*/
  private static int begun(Holdings holdings, Slabs slabs, int s, int a, int k, int objects) {
    hold(holdings, slabs, s, a, k);
    return opened(holdings, slabs, s, objects);
  }

  /*@ private normal_behavior
    @   requires 0 <= s && s < holdings.kind.length && holdings.kind[s] == -1;
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k;
    @   requires holdings.owner[holdings.home[s]] == -1 || holdings.owner[holdings.home[s]] == a;
    @   requires holdings.owner != unusedSlabs.first && holdings.owner != unusedSlabs.slabOf && holdings.owner != unusedSlabs.live;
    @   requires holdings.owner != unusedSlabs.used && holdings.owner != unusedSlabs.bump && holdings.owner != unusedSlabs.room;
    @   requires holdings.owner != unusedSlabs.order && holdings.owner != unusedSlabs.place;
    @   requires holdings.held != unusedSlabs.first && holdings.held != unusedSlabs.slabOf && holdings.held != unusedSlabs.live;
    @   requires holdings.held != unusedSlabs.used && holdings.held != unusedSlabs.bump && holdings.held != unusedSlabs.room;
    @   requires holdings.held != unusedSlabs.order && holdings.held != unusedSlabs.place;
    @   requires holdings.kind != unusedSlabs.first && holdings.kind != unusedSlabs.slabOf && holdings.kind != unusedSlabs.live;
    @   requires holdings.kind != unusedSlabs.used && holdings.kind != unusedSlabs.bump && holdings.kind != unusedSlabs.room;
    @   requires holdings.kind != unusedSlabs.order && holdings.kind != unusedSlabs.place;
    @   requires holdings.order != unusedSlabs.first && holdings.order != unusedSlabs.slabOf && holdings.order != unusedSlabs.live;
    @   requires holdings.order != unusedSlabs.used && holdings.order != unusedSlabs.bump && holdings.order != unusedSlabs.room;
    @   requires holdings.order != unusedSlabs.order && holdings.order != unusedSlabs.place;
    @   requires holdings.place != unusedSlabs.first && holdings.place != unusedSlabs.slabOf && holdings.place != unusedSlabs.live;
    @   requires holdings.place != unusedSlabs.used && holdings.place != unusedSlabs.bump && holdings.place != unusedSlabs.room;
    @   requires holdings.place != unusedSlabs.order && holdings.place != unusedSlabs.place;
    @   assignable holdings.owner[holdings.home[s]], holdings.held[holdings.home[s]], holdings.kind[s],
    @     holdings.order[*], holdings.place[*];
    @   ensures holdings.owner[holdings.home[s]] == a && holdings.kind[s] == k;
    @   ensures holdings.held[holdings.home[s]] == \old(holdings.held[holdings.home[s]]) + 1;
    @   ensures \invariant_for(holdings) && \invariant_for(unusedSlabs);
    @*/
  private static void hold(Holdings holdings, Slabs unusedSlabs, int s, int a, int k) {
    holdings.open(s, a, k);
  }

  /*@ private normal_behavior
    @   requires 0 <= s && s < slabs.first.length && slabs.room[s] == slabs.first[s];
    @   requires 1 <= objects && objects <= slabs.each;
    @   requires slabs.live != unusedHoldings.first && slabs.live != unusedHoldings.home && slabs.live != unusedHoldings.owner;
    @   requires slabs.live != unusedHoldings.held && slabs.live != unusedHoldings.kind && slabs.live != unusedHoldings.order;
    @   requires slabs.live != unusedHoldings.place;
    @   requires slabs.used != unusedHoldings.first && slabs.used != unusedHoldings.home && slabs.used != unusedHoldings.owner;
    @   requires slabs.used != unusedHoldings.held && slabs.used != unusedHoldings.kind && slabs.used != unusedHoldings.order;
    @   requires slabs.used != unusedHoldings.place;
    @   requires slabs.bump != unusedHoldings.first && slabs.bump != unusedHoldings.home && slabs.bump != unusedHoldings.owner;
    @   requires slabs.bump != unusedHoldings.held && slabs.bump != unusedHoldings.kind && slabs.bump != unusedHoldings.order;
    @   requires slabs.bump != unusedHoldings.place;
    @   requires slabs.room != unusedHoldings.first && slabs.room != unusedHoldings.home && slabs.room != unusedHoldings.owner;
    @   requires slabs.room != unusedHoldings.held && slabs.room != unusedHoldings.kind && slabs.room != unusedHoldings.order;
    @   requires slabs.room != unusedHoldings.place;
    @   requires slabs.order != unusedHoldings.first && slabs.order != unusedHoldings.home && slabs.order != unusedHoldings.owner;
    @   requires slabs.order != unusedHoldings.held && slabs.order != unusedHoldings.kind && slabs.order != unusedHoldings.order;
    @   requires slabs.order != unusedHoldings.place;
    @   requires slabs.place != unusedHoldings.first && slabs.place != unusedHoldings.home && slabs.place != unusedHoldings.owner;
    @   requires slabs.place != unusedHoldings.held && slabs.place != unusedHoldings.kind && slabs.place != unusedHoldings.order;
    @   requires slabs.place != unusedHoldings.place;
    @   assignable slabs.live[s], slabs.used[s], slabs.bump[s], slabs.room[s], slabs.order[*], slabs.place[*];
    @   ensures \result == slabs.first[s] && slabs.slabOf[\result] == s;
    @   ensures slabs.room[s] == slabs.first[s] + objects && slabs.used[s] == slabs.first[s] + 1;
    @   ensures \invariant_for(unusedHoldings) && \invariant_for(slabs);
    @*/
  private static int opened(Holdings unusedHoldings, Slabs slabs, int s, int objects) {
    return slabs.begin(s, objects);
  }

  /** The slab of an allocator and class that has a free object and was last full, or -1. */
  /*@ public normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < rooms.size.length;
    @   ensures -1 <= \result && \result < holdings.kind.length;
    @   ensures 0 <= \result ==> serves(\result, a, k);
    @   ensures (\forall int i; 0 <= i && i < recent.list.length && (\result < 0 || i < recent.pos[\result]);
    @     !serves(recent.list[i], a, k));
    @ spec_public pure
    @*/
  int partial(int a, int k) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= recent.list.length;
      @ loop_invariant (\forall int j; 0 <= j && j < i; !serves(recent.list[j], a, k));
      @ loop_writes i;
      @ decreases recent.list.length - i;
      @*/
    while (i < recent.list.length && !serves(recent.list[i], a, k)) {
      i = i + 1;
    }
    return i < recent.list.length ? recent.list[i] : -1;
  }

  /** Whether a slab is an allocator's, of a class, and has a free object. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < holdings.kind.length && 0 <= k;
    @   ensures \result == (holdings.kind[s] == k && holdings.owner[holdings.home[s]] == a
    @     && slabs.used[s] < slabs.room[s]);
    @ spec_public pure
    @*/
  boolean serves(int s, int a, int k) {
    return holdings.kind[s] == k && holdings.owner[holdings.home[s]] == a && slabs.used[s] < slabs.room[s];
  }

  /** The lowest unused slab with room for an object, of an allocator's superslabs, else of the lowest unowned one; or -1. */
  /*@ public normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < rooms.size.length;
    @   ensures -1 <= \result && \result < holdings.kind.length;
    @   ensures 0 <= \result ==> fits(\result, a, k) || fits(\result, -1, k);
    @   ensures (\forall int s; 0 <= s && s < holdings.kind.length
    @     && (\result < 0 || s < \result || holdings.owner[holdings.home[\result]] == -1); !fits(s, a, k));
    @   ensures (\forall int s; 0 <= s && s < holdings.kind.length
    @     && (\result < 0 || s < \result && holdings.owner[holdings.home[\result]] == -1); !fits(s, -1, k));
    @ spec_public pure
    @*/
  int unused(int a, int k) {
    int s = lowest(a, k);
    return s < 0 ? lowest(-1, k) : s;
  }

  /** The lowest unused slab with room for an object, of an allocator's superslabs, or nobody's if that is -1; or -1. */
  /*@ public normal_behavior
    @   requires -1 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < rooms.size.length;
    @   ensures -1 <= \result && \result < holdings.kind.length;
    @   ensures 0 <= \result ==> fits(\result, a, k);
    @   ensures (\forall int s; 0 <= s && s < holdings.kind.length && (\result < 0 || s < \result); !fits(s, a, k));
    @ spec_public pure
    @*/
  int lowest(int a, int k) {
    int s = 0;
    /*@ loop_invariant 0 <= s && s <= holdings.kind.length;
      @ loop_invariant (\forall int t; 0 <= t && t < s; !fits(t, a, k));
      @ loop_writes s;
      @ decreases holdings.kind.length - s;
      @*/
    while (s < holdings.kind.length && !fits(s, a, k)) {
      s = s + 1;
    }
    return s < holdings.kind.length ? s : -1;
  }

  /** Whether a slab is unused, of an allocator's superslab, and has room for an object of a class. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < holdings.kind.length && 0 <= k && k < rooms.size.length;
    @   ensures \result == (holdings.kind[s] == -1 && holdings.owner[holdings.home[s]] == a
    @     && rooms.size[k] <= bytes(s));
    @ spec_public pure
    @*/
  boolean fits(int s, int a, int k) {
    return holdings.kind[s] == -1 && holdings.owner[holdings.home[s]] == a && rooms.size[k] <= bytes(s);
  }

  /** The bytes of a slab that objects can have. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < holdings.kind.length;
    @   ensures \result == (s == holdings.first[holdings.home[s]] ? rooms.slabBytes - rooms.header : rooms.slabBytes);
    @ spec_public pure
    @*/
  long bytes(int s) {
    return s == holdings.first[holdings.home[s]] ? rooms.slabBytes - rooms.header : rooms.slabBytes;
  }

  /** Whether a slab is the first of its superslab. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < holdings.kind.length;
    @   ensures \result == (s == holdings.first[holdings.home[s]]);
    @ spec_public pure
    @*/
  boolean isShort(int s) {
    return s == holdings.first[holdings.home[s]];
  }

  /** Where an object of a class is, if its slab has room up to another: the last one ends where the slab ends. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < room && room <= slabs.order.length && 0 <= k && k < rooms.size.length;
    @   ensures \result == rooms.at(slabs.slabOf[x], k, (int) (room - x));
    @ spec_public pure
    @*/
  long address(int x, int k, int room) {
    return rooms.at(slabs.slabOf[x], k, room - x);
  }

  /** Puts an object that was on its way, and is no message any more, into its slab's free list. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < slabs.order.length && slabs.live[slabs.slabOf[x]] <= slabs.place[x];
    @   requires slabs.place[x] < slabs.used[slabs.slabOf[x]];
    @   old int s = slabs.slabOf[x];
    @   old boolean last = slabs.used[s] == slabs.first[s] + 1;
    @   old boolean full = slabs.used[s] == slabs.room[s];
    @   assignable holdings.owner[*], holdings.held[*], holdings.kind[*], holdings.order[*], holdings.place[*],
    @     recent.list[*], recent.pos[*],
    @     slabs.room[*], slabs.used[*], slabs.bump[*], slabs.order[*], slabs.place[*];
    @   ensures slabs.used[s] == \old(slabs.used[s]) - 1;
    @   ensures last ? holdings.kind[s] == -1 : holdings.kind[s] == \old(holdings.kind[s]);
    @   ensures !last ==> slabs.place[x] == slabs.used[s]; // REUSE
    @   ensures recent.pos[s] == (full && !last ? 0 : \old(recent.pos[s])); // POLICY
    @*/
  void settle(int x) {
    int s = slabs.slabOf[x];
    if (slabs.used[s] == slabs.first[s] + 1) {
      vacate(x);
    } else {
      settle(x, slabs.used[s] == slabs.room[s]);
    }
  }

  /** The same, if the slab has other objects in use. */
  /*@ private normal_behavior
    @   requires 0 <= x && x < slabs.order.length && slabs.live[slabs.slabOf[x]] <= slabs.place[x];
    @   requires slabs.place[x] < slabs.used[slabs.slabOf[x]];
    @   old int s = slabs.slabOf[x];
    @   requires slabs.first[s] + 1 < slabs.used[s];
    @   assignable recent.list[*], recent.pos[*],
    @     slabs.used[slabs.slabOf[x]], slabs.order[*], slabs.place[*];
    @   ensures slabs.used[s] == \old(slabs.used[s]) - 1 && slabs.place[x] == slabs.used[s];
    @   ensures recent.pos[s] == (full ? 0 : \old(recent.pos[s]));
    @   ensures \invariant_for(holdings) && \invariant_for(recent) && \invariant_for(slabs);
    @*/
  private void settle(int x, boolean full) {
    revive(recent, slabs, x, full);
  }

  /*@ private normal_behavior
    @   requires 0 <= x && x < slabs.order.length && slabs.live[slabs.slabOf[x]] <= slabs.place[x];
    @   requires slabs.place[x] < slabs.used[slabs.slabOf[x]] && recent.list.length == slabs.first.length;
    @   requires recent.list != slabs.first && recent.list != slabs.slabOf && recent.list != slabs.live;
    @   requires recent.list != slabs.used && recent.list != slabs.bump && recent.list != slabs.room;
    @   requires recent.list != slabs.order && recent.list != slabs.place;
    @   requires recent.pos != slabs.first && recent.pos != slabs.slabOf && recent.pos != slabs.live;
    @   requires recent.pos != slabs.used && recent.pos != slabs.bump && recent.pos != slabs.room;
    @   requires recent.pos != slabs.order && recent.pos != slabs.place;
    @   old int s = slabs.slabOf[x];
    @   assignable recent.list[*], recent.pos[*],
    @     slabs.used[slabs.slabOf[x]], slabs.order[*], slabs.place[*];
    @   ensures slabs.used[s] == \old(slabs.used[s]) - 1 && slabs.place[x] == slabs.used[s];
    @   ensures recent.pos[s] == (full ? 0 : \old(recent.pos[s]));
    @   ensures \invariant_for(recent) && \invariant_for(slabs);
    @*/
  private static void revive(Recent recent, Slabs slabs, int x, boolean full) {
    if (full) {
      recent.front(slabs.slabOf[x]);
    }
    slabs.accept(x);
  }

  /** Takes the last used object of a slab back, and the slab from its class. */
  /*@ private normal_behavior
    @   requires 0 <= x && x < slabs.order.length && slabs.live[slabs.slabOf[x]] <= slabs.place[x];
    @   requires slabs.place[x] < slabs.used[slabs.slabOf[x]];
    @   old int s = slabs.slabOf[x];
    @   requires slabs.used[s] == slabs.first[s] + 1;
    @   assignable holdings.owner[*], holdings.held[*], holdings.kind[*], holdings.order[*], holdings.place[*],
    @     slabs.room[*], slabs.used[*], slabs.bump[*], slabs.order[*], slabs.place[*];
    @   ensures slabs.used[s] == slabs.first[s] && holdings.kind[s] == -1;
    @   ensures \invariant_for(holdings) && \invariant_for(recent) && \invariant_for(slabs);
    @*/
  private void vacate(int x) {
    vacated(holdings, slabs, x, slabs.slabOf[x]);
  }

  /*@ private normal_behavior
    @   requires 0 <= x && x < slabs.order.length && s == slabs.slabOf[x] && slabs.live[s] <= slabs.place[x];
    @   requires slabs.place[x] < slabs.used[s] && slabs.used[s] == slabs.first[s] + 1;
    @   requires holdings.kind.length == slabs.first.length && 0 <= holdings.kind[s];
    @   requires holdings.owner != slabs.first && holdings.owner != slabs.slabOf && holdings.owner != slabs.live;
    @   requires holdings.owner != slabs.used && holdings.owner != slabs.bump && holdings.owner != slabs.room;
    @   requires holdings.owner != slabs.order && holdings.owner != slabs.place;
    @   requires holdings.held != slabs.first && holdings.held != slabs.slabOf && holdings.held != slabs.live;
    @   requires holdings.held != slabs.used && holdings.held != slabs.bump && holdings.held != slabs.room;
    @   requires holdings.held != slabs.order && holdings.held != slabs.place;
    @   requires holdings.kind != slabs.first && holdings.kind != slabs.slabOf && holdings.kind != slabs.live;
    @   requires holdings.kind != slabs.used && holdings.kind != slabs.bump && holdings.kind != slabs.room;
    @   requires holdings.kind != slabs.order && holdings.kind != slabs.place;
    @   requires holdings.order != slabs.first && holdings.order != slabs.slabOf && holdings.order != slabs.live;
    @   requires holdings.order != slabs.used && holdings.order != slabs.bump && holdings.order != slabs.room;
    @   requires holdings.order != slabs.order && holdings.order != slabs.place;
    @   requires holdings.place != slabs.first && holdings.place != slabs.slabOf && holdings.place != slabs.live;
    @   requires holdings.place != slabs.used && holdings.place != slabs.bump && holdings.place != slabs.room;
    @   requires holdings.place != slabs.order && holdings.place != slabs.place;
    @   requires holdings.first != slabs.live && holdings.first != slabs.used && holdings.first != slabs.bump;
    @   requires holdings.first != slabs.room && holdings.first != slabs.order && holdings.first != slabs.place;
    @   requires holdings.home != slabs.live && holdings.home != slabs.used && holdings.home != slabs.bump;
    @   requires holdings.home != slabs.room && holdings.home != slabs.order && holdings.home != slabs.place;
    @   assignable holdings.owner[holdings.home[s]], holdings.held[holdings.home[s]], holdings.kind[s],
    @     holdings.order[*], holdings.place[*],
    @     slabs.room[s], slabs.used[s], slabs.bump[s], slabs.order[*], slabs.place[*];
    @   ensures slabs.used[s] == slabs.first[s] && slabs.room[s] == slabs.first[s] && holdings.kind[s] == -1;
    @   ensures \invariant_for(holdings) && \invariant_for(slabs);
    @*/
  private static void vacated(Holdings holdings, Slabs slabs, int x, int s) {
    emptied(holdings, slabs, x, s);
    left(holdings, slabs, s);
  }

  /*@ private normal_behavior
    @   requires 0 <= x && x < slabs.order.length && unusedS == slabs.slabOf[x] && slabs.live[unusedS] <= slabs.place[x];
    @   requires slabs.place[x] < slabs.used[unusedS] && slabs.used[unusedS] == slabs.first[unusedS] + 1;
    @   requires slabs.used != unusedHoldings.first && slabs.used != unusedHoldings.home && slabs.used != unusedHoldings.owner;
    @   requires slabs.used != unusedHoldings.held && slabs.used != unusedHoldings.kind && slabs.used != unusedHoldings.order;
    @   requires slabs.used != unusedHoldings.place;
    @   requires slabs.bump != unusedHoldings.first && slabs.bump != unusedHoldings.home && slabs.bump != unusedHoldings.owner;
    @   requires slabs.bump != unusedHoldings.held && slabs.bump != unusedHoldings.kind && slabs.bump != unusedHoldings.order;
    @   requires slabs.bump != unusedHoldings.place;
    @   requires slabs.room != unusedHoldings.first && slabs.room != unusedHoldings.home && slabs.room != unusedHoldings.owner;
    @   requires slabs.room != unusedHoldings.held && slabs.room != unusedHoldings.kind && slabs.room != unusedHoldings.order;
    @   requires slabs.room != unusedHoldings.place;
    @   requires slabs.order != unusedHoldings.first && slabs.order != unusedHoldings.home && slabs.order != unusedHoldings.owner;
    @   requires slabs.order != unusedHoldings.held && slabs.order != unusedHoldings.kind && slabs.order != unusedHoldings.order;
    @   requires slabs.order != unusedHoldings.place;
    @   requires slabs.place != unusedHoldings.first && slabs.place != unusedHoldings.home && slabs.place != unusedHoldings.owner;
    @   requires slabs.place != unusedHoldings.held && slabs.place != unusedHoldings.kind && slabs.place != unusedHoldings.order;
    @   requires slabs.place != unusedHoldings.place;
    @   assignable slabs.room[unusedS], slabs.used[unusedS], slabs.bump[unusedS], slabs.order[*], slabs.place[*];
    @   ensures slabs.used[unusedS] == slabs.first[unusedS] && slabs.room[unusedS] == slabs.first[unusedS];
    @   ensures \invariant_for(unusedHoldings) && \invariant_for(slabs);
    @*/
  private static void emptied(Holdings unusedHoldings, Slabs slabs, int x, int unusedS) {
    slabs.end(x);
  }

  /*@ private normal_behavior
    @   requires 0 <= s && s < holdings.kind.length && 0 <= holdings.kind[s];
    @   requires holdings.owner != unusedSlabs.first && holdings.owner != unusedSlabs.slabOf && holdings.owner != unusedSlabs.live;
    @   requires holdings.owner != unusedSlabs.used && holdings.owner != unusedSlabs.bump && holdings.owner != unusedSlabs.room;
    @   requires holdings.owner != unusedSlabs.order && holdings.owner != unusedSlabs.place;
    @   requires holdings.held != unusedSlabs.first && holdings.held != unusedSlabs.slabOf && holdings.held != unusedSlabs.live;
    @   requires holdings.held != unusedSlabs.used && holdings.held != unusedSlabs.bump && holdings.held != unusedSlabs.room;
    @   requires holdings.held != unusedSlabs.order && holdings.held != unusedSlabs.place;
    @   requires holdings.kind != unusedSlabs.first && holdings.kind != unusedSlabs.slabOf && holdings.kind != unusedSlabs.live;
    @   requires holdings.kind != unusedSlabs.used && holdings.kind != unusedSlabs.bump && holdings.kind != unusedSlabs.room;
    @   requires holdings.kind != unusedSlabs.order && holdings.kind != unusedSlabs.place;
    @   requires holdings.order != unusedSlabs.first && holdings.order != unusedSlabs.slabOf && holdings.order != unusedSlabs.live;
    @   requires holdings.order != unusedSlabs.used && holdings.order != unusedSlabs.bump && holdings.order != unusedSlabs.room;
    @   requires holdings.order != unusedSlabs.order && holdings.order != unusedSlabs.place;
    @   requires holdings.place != unusedSlabs.first && holdings.place != unusedSlabs.slabOf && holdings.place != unusedSlabs.live;
    @   requires holdings.place != unusedSlabs.used && holdings.place != unusedSlabs.bump && holdings.place != unusedSlabs.room;
    @   requires holdings.place != unusedSlabs.order && holdings.place != unusedSlabs.place;
    @   assignable holdings.owner[holdings.home[s]], holdings.held[holdings.home[s]], holdings.kind[s],
    @     holdings.order[*], holdings.place[*];
    @   ensures holdings.kind[s] == -1;
    @   ensures \invariant_for(holdings) && \invariant_for(unusedSlabs);
    @*/
  private static void left(Holdings holdings, Slabs unusedSlabs, int s) {
    holdings.close(s);
  }

  /** The live object at an address, or -1; found by its distance from the slab's end. */
  /*@ public normal_behavior
    @   ensures -1 <= \result && \result < slabs.order.length;
    @   ensures 0 <= \result ==> serving(\result, address);
    @   ensures \result < 0 ==> (\forall int x; 0 <= x && x < slabs.order.length; !serving(x, address));
    @ spec_public pure
    @*/
  int liveAt(long address) {
    int x = near(address);
    return x >= 0 && serving(x, address) ? x : -1;
  }

  /** The object that would be at an address, or -1. */
  /*@ public normal_behavior
    @   ensures \result == (rooms.slab(address, slabs.first.length) < 0 ? -1
    @     : from(rooms.slab(address, slabs.first.length), address));
    @   ensures -1 <= \result && \result < slabs.order.length;
    @ spec_public pure
    @*/
  int near(long address) {
    int s = rooms.slab(address, slabs.first.length);
    return s < 0 ? -1 : from(s, address);
  }

  /** The object of a slab that would be at an address of it, or -1. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < slabs.first.length && s == rooms.slab(address, slabs.first.length);
    @   ensures \result == (holdings.kind[s] < 0 ? -1
    @     : in(s, rooms.distance(address, slabs.first.length, holdings.kind[s])));
    @   ensures -1 <= \result && \result < slabs.order.length;
    @ spec_public pure
    @*/
  int from(int s, long address) {
    return holdings.kind[s] < 0 ? -1 : in(s, rooms.distance(address, slabs.first.length, holdings.kind[s]));
  }

  /** The object of a slab from which on it has so many, or -1. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < slabs.first.length && 0 <= n && n <= 65536;
    @   ensures \result == (1 <= n && slabs.first[s] + n <= slabs.room[s] ? slabs.room[s] - n : -1);
    @   ensures -1 <= \result && \result < slabs.order.length;
    @ spec_public pure
    @*/
  int in(int s, int n) {
    return 1 <= n && slabs.first[s] + n <= slabs.room[s] ? slabs.room[s] - n : -1;
  }

  /** Whether an object is live and lies at an address. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < slabs.order.length;
    @   ensures \result == (slabs.place[x] < slabs.live[slabs.slabOf[x]] && address(x,
    @     holdings.kind[slabs.slabOf[x]], slabs.room[slabs.slabOf[x]]) == address);
    @   ensures \result ==> near(address) == x;
    @ spec_public pure
    @*/
  boolean serving(int x, long address) {
    int s = slabs.slabOf[x];
    if (slabs.place[x] >= slabs.live[s]) {
      return false;
    }
    //@ assert 0 <= holdings.kind[s] && slabs.first[s] <= x && x < slabs.room[s];
    //@ assert at(x, s);
    return address(x, holdings.kind[s], slabs.room[s]) == address;
  }

  // Lemma: an object in use is found by its address.
  /*@ private normal_behavior
    @   requires 0 <= x && x < slabs.order.length && s == slabs.slabOf[x] && 0 <= holdings.kind[s];
    @   requires slabs.first[s] <= x && x < slabs.room[s];
    @   ensures \result && near(address(x, holdings.kind[s], slabs.room[s])) == x;
    @ pure model private boolean at(int x, int s) {
    @   return rooms.found(s, slabs.first.length, holdings.kind[s], (int) (slabs.room[s] - x),
    @     s == holdings.first[holdings.home[s]]);
    @ }
    @*/

  /** The owner of an object of a slab in use. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < slabs.order.length;
    @   ensures \result == holdings.owner[holdings.home[slabs.slabOf[x]]];
    @ spec_public pure
    @*/
  int ownerOf(int x) {
    return holdings.owner[holdings.home[slabs.slabOf[x]]];
  }

  /** The bytes of an object of a slab in use. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < slabs.order.length && 0 <= holdings.kind[slabs.slabOf[x]];
    @   ensures \result == rooms.size[holdings.kind[slabs.slabOf[x]]];
    @ spec_public pure
    @*/
  long sizeOf(int x) {
    return rooms.size[holdings.kind[slabs.slabOf[x]]];
  }
}
