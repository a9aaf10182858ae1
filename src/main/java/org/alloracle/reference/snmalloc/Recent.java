package org.alloracle.reference.snmalloc;

import org.alloracle.reference.Permutations;

/** The slabs in an order: {@code list} is a permutation of them, {@code pos} its inverse. */
public final class Recent {
  final /*@ spec_public @*/ int[] list;
  final /*@ spec_public @*/ int[] pos;

  /*@ // METADATA: the list is a permutation of the slabs
    @ public invariant list.length == pos.length && list != pos;
    @ public invariant (\forall int i; 0 <= i && i < list.length;
    @   0 <= list[i] && list[i] < list.length && pos[list[i]] == i);
    @ public invariant (\forall int s; 0 <= s && s < list.length;
    @   0 <= pos[s] && pos[s] < list.length && list[pos[s]] == s);
    @*/

  /** So many slabs, the first one first. */
  /*@ public normal_behavior
    @   requires 0 <= slabs;
    @   ensures list.length == slabs && \fresh(list) && \fresh(pos);
    @   ensures (\forall int i; 0 <= i && i < slabs; list[i] == i);
    @ pure
    @*/
  public Recent(int slabs) {
    list = new int[slabs];
    pos = new int[slabs];
    Permutations.ascend(list, pos);
  }

  /** Takes a slab to the front; the others keep their order. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < list.length;
    @   assignable list[*], pos[*];
    @   ensures pos[s] == 0; // POLICY
    @   ensures (\forall int t; 0 <= t && t < list.length && t != s; // FRAME
    @     pos[t] == \old(pos[t]) + (\old(pos[t]) < \old(pos[s]) ? 1 : 0));
    @*/
  void front(int s) {
    Permutations.lower(list, pos, 0, pos[s]);
  }
}
