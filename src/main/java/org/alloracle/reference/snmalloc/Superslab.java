package org.alloracle.reference.snmalloc;

import org.alloracle.reference.Permutations;

/**
 * The slabs of one superslab: slab 0 is the short one, what the metadata leaves of it, the others are
 * full-size. {@code order} has the full-size slabs that are in use before {@code taken}, {@code place} is
 * its inverse; so the counter is exact by construction.
 */
public final class Superslab {
  /** Slabs of both kinds can be had. */
  public static final int BOTH = 0;

  /** Only the short slab can be had. */
  public static final int ONLY_SHORT = 1;

  /** Only full-size slabs can be had. */
  public static final int ONLY_FULL_SIZE = 2;

  /** No slab can be had. */
  public static final int FULL = 3;

  private final /*@ spec_public @*/ int[] order;
  private final /*@ spec_public @*/ int[] place;
  private /*@ spec_public @*/ int taken;
  private /*@ spec_public @*/ boolean shortTaken;
  private /*@ spec_public @*/ int used;

  /*@ // METADATA
    @ public invariant 1 <= order.length && order.length < 65536 && place.length == order.length && order != place;
    @ public invariant 0 <= taken && taken <= order.length;
    @ // CONSERVATION: a full-size slab is in use, or not, once
    @ public invariant (\forall int i; 0 <= i && i < order.length;
    @   0 <= order[i] && order[i] < order.length && place[order[i]] == i);
    @ public invariant (\forall int s; 0 <= s && s < order.length;
    @   0 <= place[s] && place[s] < order.length && order[place[s]] == s);
    @ // METADATA: the counter is the weighted sum
    @ public invariant used == 2 * taken + (shortTaken ? 1 : 0);
    @*/

  /** A superslab of which no slab is in use, with the short one and so many full-size ones. */
  /*@ public normal_behavior
    @   requires 1 <= fullSize && fullSize < 65536;
    @   ensures order.length == fullSize && taken == 0 && !shortTaken && used == 0;
    @   ensures (\forall int i; 0 <= i && i < fullSize; order[i] == i);
    @ also public exceptional_behavior
    @   requires !(1 <= fullSize && fullSize < 65536);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public Superslab(int fullSize) {
    if (fullSize < 1 || fullSize >= 65536) {
      throw new IllegalArgumentException("a superslab has 1 to 65535 full-size slabs");
    }
    order = new int[fullSize];
    place = new int[fullSize];
    Permutations.ascend(order, place);
  }

  /** Takes the short slab. */
  /*@ public normal_behavior
    @   requires !shortTaken;
    @   assignable shortTaken, used;
    @   ensures shortTaken && used == \old(used) + 1;
    @*/
  public void takeShort() {
    shortTaken = true;
    used = used + 1;
  }

  /** Gives the short slab back. */
  /*@ public normal_behavior
    @   requires shortTaken;
    @   assignable shortTaken, used;
    @   ensures !shortTaken && used == \old(used) - 1;
    @*/
  public void giveShort() {
    shortTaken = false;
    used = used - 1;
  }

  /** Takes a full-size slab that is not in use. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < order.length && taken <= place[s];
    @   assignable taken, used, order[*], place[*];
    @   ensures taken == \old(taken) + 1 && used == \old(used) + 2 && place[s] < taken;
    @   // FRAME
    @   ensures (\forall int t; 0 <= t && t < order.length && t != s; (place[t] < taken) == (\old(place[t]) < \old(taken)));
    @*/
  public void take(int s) {
    Permutations.swap(order, place, place[s], taken);
    taken = taken + 1;
    used = used + 2;
  }

  /** Gives a full-size slab back. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < order.length && place[s] < taken;
    @   assignable taken, used, order[*], place[*];
    @   ensures taken == \old(taken) - 1 && used == \old(used) - 2 && taken <= place[s];
    @   // FRAME
    @   ensures (\forall int t; 0 <= t && t < order.length && t != s; (place[t] < taken) == (\old(place[t]) < \old(taken)));
    @*/
  public void give(int s) {
    Permutations.swap(order, place, place[s], taken - 1);
    taken = taken - 1;
    used = used - 2;
  }

  /** What can be had of it; told by the counter alone. */
  /*@ public normal_behavior
    @   ensures (\result == BOTH) == (taken < order.length && !shortTaken);
    @   ensures (\result == ONLY_SHORT) == (taken == order.length && !shortTaken);
    @   ensures (\result == ONLY_FULL_SIZE) == (taken < order.length && shortTaken);
    @   ensures (\result == FULL) == (taken == order.length && shortTaken);
    @ pure
    @*/
  public int kind() {
    int most = 2 * order.length;
    return used == most + 1 ? FULL : used == most ? ONLY_SHORT : used % 2 == 1 ? ONLY_FULL_SIZE : BOTH;
  }

  /** Whether a full-size slab is in use. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < order.length;
    @   ensures \result == (place[s] < taken);
    @ pure
    @*/
  public boolean taken(int s) {
    return place[s] < taken;
  }

  /** Whether the short slab is in use. */
  /*@ public normal_behavior
    @   ensures \result == shortTaken;
    @ pure
    @*/
  public boolean shortTaken() {
    return shortTaken;
  }

  /** Twice the full-size slabs in use, and one for the short one; 0 if the superslab can be given back. */
  /*@ public normal_behavior
    @   ensures \result == used && (used == 0) == (taken == 0 && !shortTaken);
    @ pure
    @*/
  public int used() {
    return used;
  }
}
