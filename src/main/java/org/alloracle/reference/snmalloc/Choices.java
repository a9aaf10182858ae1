package org.alloracle.reference.snmalloc;

/** Which slab serves. That it is the one last full, or the lowest, is said to this class alone: who takes it needs only that it fits. */
public final class Choices {
  private Choices() {}

  /** The slab of an allocator and class that has a free object and was last full, or -1. */
  /*@ public normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k <= 65536;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < estate.kind.length;
    @   ensures 0 <= \result ==> estate.kind[\result] == k && estate.owner[estate.home[\result]] == a
    @     && estate.used[\result] < estate.room[\result];
    @ also private normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k <= 65536;
    @   assignable \nothing;
    @   ensures (\forall int i; 0 <= i && i < estate.list.length && (\result < 0 || i < estate.pos[\result]); // POLICY
    @     !(estate.kind[estate.list[i]] == k && estate.owner[estate.home[estate.list[i]]] == a
    @       && estate.used[estate.list[i]] < estate.room[estate.list[i]]));
    @ pure
    @*/
  public static int partial(Estate estate, int a, int k) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= estate.list.length;
      @ loop_invariant (\forall int j; 0 <= j && j < i;
      @   !(estate.kind[estate.list[j]] == k && estate.owner[estate.home[estate.list[j]]] == a
      @     && estate.used[estate.list[j]] < estate.room[estate.list[j]]));
      @ loop_writes i;
      @ decreases estate.list.length - i;
      @*/
    while (i < estate.list.length && !serves(estate, estate.list[i], a, k)) {
      i = i + 1;
    }
    return i < estate.list.length ? estate.list[i] : -1;
  }

  /** Whether a slab is an allocator's, of a class, and has a free object. */
  /*@ private normal_behavior
    @   requires 0 <= s && s < estate.kind.length && 0 <= k && k <= 65536;
    @   assignable \nothing;
    @   ensures \result == (estate.kind[s] == k && estate.owner[estate.home[s]] == a && estate.used[s] < estate.room[s]);
    @ pure
    @*/
  private static boolean serves(Estate estate, int s, int a, int k) {
    return estate.kind[s] == k && estate.owner[estate.home[s]] == a && estate.used[s] < estate.room[s];
  }

  /**
   * The lowest unused slab with room for an object, of an allocator's superslabs, else of the lowest unowned one; or -1.
   *
   * @param few objects of which a short slab has room
   * @param many objects of which another has room
   */
  /*@ public normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= few && few <= 4096 && 0 <= many && many <= 4096;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < estate.kind.length;
    @   ensures 0 <= \result ==> estate.kind[\result] == -1
    @     && (estate.owner[estate.home[\result]] == a || estate.owner[estate.home[\result]] == -1)
    @     && 1 <= (\result == estate.base[estate.home[\result]] ? few : many);
    @ also private normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= few && few <= 4096 && 0 <= many && many <= 4096;
    @   assignable \nothing;
    @   ensures (\forall int s; 0 <= s && s < estate.kind.length // POLICY
    @     && (\result < 0 || s < \result || estate.owner[estate.home[\result]] == -1);
    @     !(estate.kind[s] == -1 && estate.owner[estate.home[s]] == a
    @       && 1 <= (s == estate.base[estate.home[s]] ? few : many)));
    @   ensures (\forall int s; 0 <= s && s < estate.kind.length
    @     && (\result < 0 || s < \result && estate.owner[estate.home[\result]] == -1);
    @     !(estate.kind[s] == -1 && estate.owner[estate.home[s]] == -1
    @       && 1 <= (s == estate.base[estate.home[s]] ? few : many)));
    @ pure
    @*/
  public static int unused(Estate estate, int a, int few, int many) {
    int s = lowest(estate, a, few, many);
    return s < 0 ? lowest(estate, -1, few, many) : s;
  }

  /** The lowest unused slab with room for an object, of an allocator's superslabs, or nobody's if that is -1; or -1. */
  /*@ private normal_behavior
    @   requires -1 <= a && a < Holdings.MOST_OWNERS && 0 <= few && few <= 4096 && 0 <= many && many <= 4096;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < estate.kind.length;
    @   ensures 0 <= \result ==> estate.kind[\result] == -1 && estate.owner[estate.home[\result]] == a
    @     && 1 <= (\result == estate.base[estate.home[\result]] ? few : many);
    @   ensures (\forall int s; 0 <= s && s < estate.kind.length && (\result < 0 || s < \result);
    @     !(estate.kind[s] == -1 && estate.owner[estate.home[s]] == a
    @       && 1 <= (s == estate.base[estate.home[s]] ? few : many)));
    @ pure
    @*/
  private static int lowest(Estate estate, int a, int few, int many) {
    int s = 0;
    /*@ loop_invariant 0 <= s && s <= estate.kind.length;
      @ loop_invariant (\forall int t; 0 <= t && t < s;
      @   !(estate.kind[t] == -1 && estate.owner[estate.home[t]] == a
      @     && 1 <= (t == estate.base[estate.home[t]] ? few : many)));
      @ loop_writes s;
      @ decreases estate.kind.length - s;
      @*/
    while (s < estate.kind.length && !fits(estate, s, a, few, many)) {
      s = s + 1;
    }
    return s < estate.kind.length ? s : -1;
  }

  /** Whether a slab is unused, of an allocator's superslab, and has room for an object. */
  /*@ private normal_behavior
    @   requires 0 <= s && s < estate.kind.length && 0 <= few && few <= 4096 && 0 <= many && many <= 4096;
    @   assignable \nothing;
    @   ensures \result == (estate.kind[s] == -1 && estate.owner[estate.home[s]] == a
    @     && 1 <= (s == estate.base[estate.home[s]] ? few : many));
    @ pure
    @*/
  private static boolean fits(Estate estate, int s, int a, int few, int many) {
    return estate.kind[s] == -1
        && estate.owner[estate.home[s]] == a
        && 1 <= (s == estate.base[estate.home[s]] ? few : many);
  }
}
