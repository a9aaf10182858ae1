package org.alloracle.reference.snmalloc;

/** Changes of an {@link Estate} that are changes of two of its parts. */
public final class Steps {
  private Steps() {}

  /** Gives an unused slab to a class of an allocator, with room for so many objects, and takes the first of them. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < estate.kind.length && estate.kind[s] == -1 && estate.room[s] == estate.first[s];
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && 1 <= objects && objects <= estate.each;
    @   requires estate.owner[estate.home[s]] == -1 || estate.owner[estate.home[s]] == a;
    @   old int p = estate.home[s];
    @   old int x = estate.first[s];
    @   assignable estate.owner[p], estate.held[p], estate.kind[s], estate.slabOrder[*], estate.slabPlace[*],
    @     estate.where[x], estate.live[s], estate.used[s], estate.bump[s], estate.room[s], estate.order[*], estate.place[*];
    @   ensures \result == x && estate.slabOf[x] == s && \old(estate.where[x]) == Stock.FREE && estate.where[x] == Stock.LIVE;
    @   ensures estate.owner[p] == a && estate.kind[s] == k && estate.held[p] == \old(estate.held[p]) + 1;
    @   ensures estate.room[s] == estate.first[s] + objects && estate.used[s] == estate.first[s] + 1;
    @   // POLICY: the others of the free lists stay where they are
    @   ensures (\forall int y; 0 <= y && y < estate.place.length && y != x && \old(estate.where[y]) == Stock.FREE;
    @     estate.place[y] == \old(estate.place[y]));
    @   ensures \invariant_for(estate);
    @*/
  static int begin(Estate estate, int s, int a, int k, int objects) {
    estate.hold(s, a, k);
    return estate.fill(s, objects);
  }

  /** Puts an object that was on its way into its slab's free list; a slab that was full goes to the front. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < estate.where.length && estate.where[x] == Stock.AWAY;
    @   old int s = estate.slabOf[x];
    @   old boolean full = estate.used[s] == estate.room[s];
    @   assignable estate.list[*], estate.pos[*], estate.where[x], estate.used[s], estate.order[*], estate.place[*];
    @   ensures estate.where[x] == Stock.FREE && estate.used[s] == \old(estate.used[s]) - 1 && estate.place[x] == estate.used[s]; // REUSE
    @   ensures estate.pos[s] == (full ? 0 : \old(estate.pos[s])); // POLICY
    @   // POLICY: the other slabs keep their order
    @   ensures (\forall int t; 0 <= t && t < estate.pos.length && t != s;
    @     estate.pos[t] == \old(estate.pos[t]) + (full && \old(estate.pos[t]) < \old(estate.pos[s]) ? 1 : 0));
    @   // POLICY: the others of the free lists stay where they are
    @   ensures (\forall int y; 0 <= y && y < estate.place.length && y != x && \old(estate.where[y]) == Stock.FREE;
    @     estate.place[y] == \old(estate.place[y]));
    @   ensures \invariant_for(estate);
    @*/
  static void accept(Estate estate, int x) {
    if (estate.used[estate.slabOf[x]] == estate.room[estate.slabOf[x]]) {
      estate.front(estate.slabOf[x]);
    }
    estate.back(x);
  }

  /** Puts the last object of a slab that is not free, and was on its way, back, and the slab with it. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < estate.where.length && estate.where[x] == Stock.AWAY;
    @   old int s = estate.slabOf[x];
    @   old int p = estate.home[s];
    @   requires estate.used[s] == estate.first[s] + 1 && 0 <= estate.kind[s];
    @   assignable estate.owner[p], estate.held[p], estate.kind[s], estate.slabOrder[*], estate.slabPlace[*],
    @     estate.where[x], estate.used[s], estate.bump[s], estate.room[s], estate.order[*], estate.place[*];
    @   ensures estate.where[x] == Stock.FREE && estate.used[s] == estate.first[s] && estate.room[s] == estate.first[s];
    @   ensures estate.bump[s] == estate.first[s]; // so its list is the bump tail
    @   // POLICY: the free lists of other slabs stay as they are
    @   ensures (\forall int y; 0 <= y && y < estate.place.length && estate.slabOf[y] != s && \old(estate.where[y]) == Stock.FREE;
    @     estate.place[y] == \old(estate.place[y]));
    @   ensures estate.kind[s] == -1 && estate.held[p] == \old(estate.held[p]) - 1;
    @   ensures estate.owner[p] == (estate.held[p] == estate.base[p] ? -1 : \old(estate.owner[p]));
    @   ensures \invariant_for(estate);
    @*/
  static void end(Estate estate, int x) {
    estate.empty(x);
    estate.leave(estate.slabOf[x]);
  }
}
