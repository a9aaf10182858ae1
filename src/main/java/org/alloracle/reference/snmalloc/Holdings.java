package org.alloracle.reference.snmalloc;

import org.alloracle.reference.Copies;
import org.alloracle.reference.Permutations;

/**
 * Who holds what of the heap: of each superslab the owner, or -1; of each slab the class, or -1 if it is unused.
 *
 * <p>{@code order} is a permutation of the slabs that keeps each in its superslab, {@code place} its inverse. The
 * slabs of superslab {@code p} that are in use stand from {@code first[p]} up to {@code held[p]}; so how many there
 * are is exact by construction.
 */
public final class Holdings {
  /** The most owners. */
  public static final int MOST_OWNERS = 65536;

  final /*@ spec_public @*/ Groups groups;
  final /*@ spec_public @*/ int each;
  final /*@ spec_public @*/ int[] first;
  final /*@ spec_public @*/ int[] home;
  final /*@ spec_public @*/ int[] owner;
  final /*@ spec_public @*/ int[] held;
  final /*@ spec_public @*/ int[] kind;
  final /*@ spec_public @*/ int[] order;
  final /*@ spec_public @*/ int[] place;

  /*@ // METADATA
    @ public invariant (\let int n = home.length; first == groups.first & home == groups.of & each == groups.each
    @   & 1 <= each & each <= 4096 & first.length <= 65536 & owner.length == first.length
    @   & held.length == first.length & kind.length == n & order.length == n & place.length == n);
    @ // METADATA: no two share an array
    @ public invariant owner != first & owner != home & owner != held & owner != kind & owner != order
    @   & owner != place & held != first & held != home & held != kind & held != order
    @   & held != place & kind != first & kind != home & kind != order & kind != place
    @   & order != first & order != home & place != first & place != home & order != place;
    @ // METADATA: a slab is of one superslab
    @ public invariant (\forall int p; 0 <= p && p < first.length; 0 <= first[p] && first[p] + each <= home.length);
    @ public invariant (\forall int s; 0 <= s && s < home.length; 0 <= home[s] && home[s] < first.length
    @   && first[home[s]] <= s && s < first[home[s]] + each);
    @ // CONSERVATION: a slab is in use or not, once
    @ public invariant (\forall int p; 0 <= p && p < first.length;
    @   first[p] <= held[p] && held[p] <= first[p] + each);
    @ public invariant (\forall int i; 0 <= i && i < order.length;
    @   0 <= order[i] && order[i] < order.length && place[order[i]] == i);
    @ public invariant (\forall int s; 0 <= s && s < order.length;
    @   0 <= place[s] && place[s] < order.length && order[place[s]] == s);
    @ public invariant (\forall int s; 0 <= s && s < order.length;
    @   first[home[s]] <= place[s] && place[s] < first[home[s]] + each);
    @ public invariant (\forall int s; 0 <= s && s < kind.length; -1 <= kind[s]);
    @ public invariant (\forall int s; 0 <= s && s < kind.length; (kind[s] == -1) == (held[home[s]] <= place[s]));
    @ // METADATA: a superslab has an owner exactly while one of its slabs is in use
    @ public invariant (\forall int p; 0 <= p && p < owner.length; -1 <= owner[p] && owner[p] < MOST_OWNERS);
    @ public invariant (\forall int p; 0 <= p && p < owner.length; (owner[p] == -1) == (held[p] == first[p]));
    @*/

  /** So many superslabs that nobody owns, of so many slabs. */
  /*@ public normal_behavior
    @   requires 0 <= superslabs && superslabs <= 65536 && 1 <= each && each <= 4096;
    @   ensures this.each == each && owner.length == superslabs;
    @   ensures 0 < superslabs ==> first[0] == 0 && kind.length == first[superslabs - 1] + each;
    @   ensures kind.length == superslabs * each;
    @   ensures (\forall int p, q; 0 <= p && q == p + 1 && q < superslabs; first[q] == first[p] + each);
    @   ensures (\forall int p; 0 <= p && p < superslabs; owner[p] == -1 && held[p] == first[p]);
    @   ensures (\forall int s; 0 <= s && s < kind.length; kind[s] == -1);
    @   ensures \fresh(first) && \fresh(home) && \fresh(owner) && \fresh(held) && \fresh(kind);
    @   ensures \fresh(order) && \fresh(place) && \invariant_for(groups);
    @ pure
    @*/
  public Holdings(int superslabs, int each) {
    this.each = each;
    groups = new Groups(superslabs, each);
    first = groups.first;
    home = groups.of;
    owner = Copies.filled(superslabs, -1);
    held = Copies.of(first);
    kind = Copies.filled(home.length, -1);
    order = new int[home.length];
    place = new int[home.length];
    Permutations.ascend(order, place);
  }

  /** Gives an unused slab to a class of an allocator, whose the superslab is, or nobody's. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && kind[s] == -1 && 0 <= a && a < MOST_OWNERS && 0 <= k;
    @   requires owner[home[s]] == -1 || owner[home[s]] == a;
    @   assignable owner[home[s]], held[home[s]], kind[s], order[*], place[*];
    @   ensures owner[home[s]] == a && kind[s] == k && held[home[s]] == \old(held[home[s]]) + 1;
    @*/
  void open(int s, int a, int k) {
    int p = home[s];
    //@ assert first[p] <= held[p] && held[p] <= place[s] && place[s] < first[p] + each;
    //@ assert groups.same(p, held[p]) && groups.same(home[order[held[p]]], held[p]);
    //@ assert home[order[held[p]]] == p;
    Permutations.swap(order, place, held[p], place[s]);
    held[p] = held[p] + 1;
    kind[s] = k;
    owner[p] = a;
  }

  /** Takes a slab from its class, and the superslab from its owner if no other slab of it is in use. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < kind.length && 0 <= kind[s];
    @   assignable owner[home[s]], held[home[s]], kind[s], order[*], place[*];
    @   ensures kind[s] == -1 && held[home[s]] == \old(held[home[s]]) - 1;
    @   ensures owner[home[s]] == (held[home[s]] == first[home[s]] ? -1 : \old(owner[home[s]]));
    @*/
  void close(int s) {
    int p = home[s];
    //@ assert first[p] <= place[s] && place[s] < held[p] && held[p] <= first[p] + each;
    //@ assert groups.same(p, held[p] - 1) && groups.same(home[order[held[p] - 1]], held[p] - 1);
    //@ assert home[order[held[p] - 1]] == p;
    Permutations.swap(order, place, place[s], held[p] - 1);
    held[p] = held[p] - 1;
    kind[s] = -1;
    if (held[p] == first[p]) {
      owner[p] = -1;
    }
  }

  /** Whether a slab is the first of its superslab, and so short. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < home.length;
    @   ensures \result == (s == first[home[s]]);
    @ pure
    @*/
  boolean isShort(int s) {
    return s == first[home[s]];
  }

  /** Twice the full-size slabs of a superslab that are in use, and one for the short one. */
  /*@ public normal_behavior
    @   requires 0 <= p && p < first.length;
    @   ensures \result == 2 * (held[p] - first[p]) - (kind[first[p]] == -1 ? 0 : 1);
    @ pure
    @*/
  int weight(int p) {
    return 2 * (held[p] - first[p]) - (kind[first[p]] == -1 ? 0 : 1);
  }
}
