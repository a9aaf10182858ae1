package org.alloracle.reference.slab;

import org.alloracle.reference.Permutations;

/**
 * The list of slabs in the order full, partial, empty, and after them those that are not made: the
 * slab at place {@code i} is {@code list[i]}, and {@code refs} counts its live buffers. A slab has a
 * colour, and its objects are constructed, from its making to its reaping.
 */
public final class SlabList {
  final /*@ spec_public @*/ int each;
  final /*@ spec_public @*/ int lastColour;
  final /*@ spec_public @*/ int[] list;
  final /*@ spec_public @*/ int[] pos;
  final /*@ spec_public @*/ int[] refs;
  final /*@ spec_public @*/ int[] colour;
  final /*@ spec_public @*/ boolean[] built;
  /*@ spec_public @*/ int full;
  /*@ spec_public @*/ int some;
  /*@ spec_public @*/ int used;
  /*@ spec_public @*/ int nextColour;

  /*@ // Slabs made and reaped.
    @ public ghost \bigint made;
    @ public ghost \bigint reaped;
    @ // Calls of the constructor and of the destructor: one for each buffer of a slab made, or reaped.
    @ public ghost \bigint constructions;
    @ public ghost \bigint destructions;
    @*/

  /*@ // METADATA
    @ public invariant 1 <= each && list.length == pos.length && list.length == refs.length;
    @ public invariant list.length == colour.length && list.length == built.length;
    @ public invariant list != pos && list != refs && list != colour && pos != refs && pos != colour && refs != colour;
    @ // CONSERVATION: a slab is in one place of the list only
    @ public invariant (\forall int i; 0 <= i && i < list.length;
    @   0 <= list[i] && list[i] < list.length && pos[list[i]] == i);
    @ public invariant (\forall int s; 0 <= s && s < list.length;
    @   0 <= pos[s] && pos[s] < list.length && list[pos[s]] == s);
    @ // METADATA: full, partial and empty slabs, in this order, before those not made
    @ public invariant 0 <= full && full <= some && some <= used && used <= list.length;
    @ public invariant (\forall int s; 0 <= s && s < list.length; 0 <= refs[s] && refs[s] <= each);
    @ public invariant (\forall int s; 0 <= s && s < list.length; (pos[s] < full) == (refs[s] == each));
    @ public invariant (\forall int s; 0 <= s && s < list.length; (pos[s] < some) == (0 < refs[s]));
    @ // METADATA: constructed from making to reaping
    @ public invariant (\forall int s; 0 <= s && s < list.length; built[s] == (pos[s] < used));
    @ public invariant made - reaped == used;
    @ public invariant constructions == each * made && destructions == each * reaped;
    @ public invariant constructions - destructions == each * used;
    @ // METADATA: the bounds of the colours
    @ public invariant 0 <= nextColour && nextColour <= lastColour;
    @ public invariant (\forall int s; 0 <= s && s < list.length; 0 <= colour[s] && colour[s] <= lastColour);
    @*/

  /** A list of which no slab is made. */
  /*@ public normal_behavior
    @   requires 0 <= slabs && 1 <= each && 0 <= lastColour;
    @   ensures this.each == each && this.lastColour == lastColour && list.length == slabs;
    @   ensures full == 0 && some == 0 && used == 0 && nextColour == 0 && made == 0 && reaped == 0;
    @   ensures constructions == 0 && destructions == 0;
    @   ensures (\forall int i; 0 <= i && i < slabs; list[i] == i && refs[i] == 0);
    @   ensures \fresh(list) && \fresh(pos) && \fresh(refs) && \fresh(colour) && \fresh(built);
    @ pure
    @*/
  public SlabList(int slabs, int each, int lastColour) {
    this.each = each;
    this.lastColour = lastColour;
    list = new int[slabs];
    pos = new int[slabs];
    refs = new int[slabs];
    colour = new int[slabs];
    built = new boolean[slabs];
    Permutations.ascend(list, pos);
    //@ set made = 0;
    //@ set reaped = 0;
    //@ set constructions = 0;
    //@ set destructions = 0;
  }

  /** Makes a slab, of the next colour, if all are full. */
  /*@ public normal_behavior
    @   requires full == used && used < list.length;
    @   old int s = list[used];
    @   assignable used, nextColour, made, constructions, colour[list[used]], built[list[used]];
    @   ensures used == \old(used) + 1 && made == \old(made) + 1 && refs[s] == 0;
    @   ensures constructions == \old(constructions) + each;
    @   ensures colour[s] == \old(nextColour); // POLICY
    @   ensures nextColour == (\old(nextColour) == lastColour ? 0 : \old(nextColour) + 1);
    @*/
  void make() {
    int s = list[used];
    colour[s] = nextColour;
    nextColour = nextColour == lastColour ? 0 : nextColour + 1;
    built[s] = true;
    used = used + 1;
    //@ set made = made + 1;
    //@ set constructions = constructions + each;
  }

  /** Counts one more buffer of the first slab that is not full, and returns that slab. */
  /*@ public normal_behavior
    @   requires full < used;
    @   assignable full, some, refs[list[full]];
    @   ensures \result == list[\old(full)] && refs[\result] == \old(refs[list[full]]) + 1;
    @   ensures full == (refs[\result] == each ? \old(full) + 1 : \old(full));
    @   ensures some == (refs[\result] == 1 ? \old(some) + 1 : \old(some));
    @*/
  int take() {
    int s = list[full];
    refs[s] = refs[s] + 1;
    if (refs[s] == 1) {
      some = some + 1;
    }
    if (refs[s] == each) {
      full = full + 1;
    }
    return s;
  }

  /** Counts one buffer less. A slab that is empty now goes to the end, one that was full behind the full ones. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < list.length && 0 < refs[s];
    @   old int to = refs[s] == 1 ? used - 1 : refs[s] == each ? full - 1 : pos[s];
    @   assignable full, some, list[*], pos[*], refs[s];
    @   ensures refs[s] == \old(refs[s]) - 1;
    @   ensures full == (\old(refs[s]) == each ? \old(full) - 1 : \old(full));
    @   ensures some == (\old(refs[s]) == 1 ? \old(some) - 1 : \old(some));
    @   ensures pos[s] == to; // POLICY
    @   ensures (\forall int t; 0 <= t && t < list.length && t != s; // FRAME
    @     pos[t] == \old(pos[t]) - (\old(pos[s]) < \old(pos[t]) && \old(pos[t]) <= to ? 1 : 0));
    @*/
  void give(int s) {
    int to = refs[s] == 1 ? used - 1 : refs[s] == each ? full - 1 : pos[s];
    Permutations.raise(list, pos, pos[s], to);
    if (refs[s] == each) {
      full = full - 1;
    }
    if (refs[s] == 1) {
      some = some - 1;
    }
    refs[s] = refs[s] - 1;
  }

  /** Gives back the slab at the end, an empty one. */
  /*@ public normal_behavior
    @   requires some < used;
    @   assignable used, built[list[used - 1]], reaped, destructions;
    @   ensures used == \old(used) - 1 && reaped == \old(reaped) + 1;
    @   ensures destructions == \old(destructions) + each;
    @   ensures refs[list[used]] == 0; // POLICY: only an empty slab
    @*/
  void reap() {
    used = used - 1;
    built[list[used]] = false;
    //@ set reaped = reaped + 1;
    //@ set destructions = destructions + each;
  }

  /** Gives back all slabs, which are empty. */
  /*@ public normal_behavior
    @   requires some == 0;
    @   assignable used, built[*], reaped, destructions;
    @   ensures used == 0 && reaped == \old(reaped) + \old(used);
    @   ensures destructions == \old(destructions) + each * \old(used);
    @*/
  void clear() {
    /*@ loop_invariant 0 <= used && used <= \old(used) && reaped + used == \old(reaped) + \old(used);
      @ loop_invariant \invariant_for(this);
      @ loop_writes used, built[*], reaped, destructions;
      @ decreases used;
      @*/
    while (used > 0) {
      reap();
    }
  }
}
