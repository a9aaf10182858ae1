package org.alloracle.reference.snmalloc;

/**
 * How messages are routed by the digits of ids. A holder has a message in the bucket of the first digit in
 * which it differs from the message's owner, and sends a bucket to the owner of one of its messages: that one
 * agrees with the owners of all of them in one digit more. So no message makes more hops than an id has
 * digits.
 */
public final class Routes {
  /** The most digits of an id. */
  public static final int MOST_PLACES = 63;

  private Routes() {}

  /** In how many of their first digits two ids agree, of so many that they have. */
  /*@ public normal_behavior
    @   requires 0 <= a && 0 <= b && 2 <= base && base <= 1024 && 0 <= places && places <= MOST_PLACES;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= places;
    @   ensures (\forall int p; 0 <= p && p < \result; Digits.digit(a, base, p) == Digits.digit(b, base, p));
    @   ensures \result < places ==> Digits.digit(a, base, \result) != Digits.digit(b, base, \result);
    @ pure
    @*/
  public static int meet(long a, long b, int base, int places) {
    int p = 0;
    /*@ loop_invariant 0 <= p && p <= places;
      @ loop_invariant (\forall int i; 0 <= i && i < p; Digits.digit(a, base, i) == Digits.digit(b, base, i));
      @ loop_writes p;
      @ decreases places - p;
      @*/
    while (p < places && Digits.digit(a, base, p) == Digits.digit(b, base, p)) {
      p = p + 1;
    }
    return p;
  }

  /** Whether a holder has messages for one and for the other in the same bucket. */
  /*@ public normal_behavior
    @   requires 0 <= holder && 0 <= a && 0 <= b && 2 <= base && base <= 1024 && 0 <= places && places <= MOST_PLACES;
    @   assignable \nothing;
    @   ensures \result == (meet(holder, a, base, places) < places
    @     && meet(holder, a, base, places) == meet(holder, b, base, places)
    @     && Digits.digit(a, base, meet(holder, a, base, places)) == Digits.digit(b, base, meet(holder, a, base, places)));
    @ pure
    @*/
  public static boolean together(long holder, long a, long b, int base, int places) {
    int p = meet(holder, a, base, places);
    return p < places
        && p == meet(holder, b, base, places)
        && Digits.digit(a, base, p) == Digits.digit(b, base, p);
  }

  // Lemma: who gets a message that is in the bucket of his own is closer to its owner than its holder is.
  /*@ public normal_behavior
    @   requires 0 <= holder && 0 <= next && 0 <= owner && 2 <= base && base <= 1024;
    @   requires 0 <= places && places <= MOST_PLACES && together(holder, next, owner, base, places);
    @   ensures \result && meet(holder, owner, base, places) < meet(next, owner, base, places);
    @ pure model public static boolean closer(long holder, long next, long owner, int base, int places) {
    @   int p = meet(holder, next, base, places);
    @   int q = meet(next, owner, base, places);
    @   return p < q;
    @ }
    @*/

  // Lemma: a path of hops shares one digit more at each: so at most as many hops as digits, and then it is there.
  /*@ public normal_behavior
    @   requires 0 <= owner && 2 <= base && base <= 1024 && 1 <= places && places <= MOST_PLACES;
    @   requires 0 <= hop && hop < path.length;
    @   requires (\forall int i; 0 <= i && i < path.length; 0 <= path[i]);
    @   requires (\forall int i, j; 0 <= i && j == i + 1 && j < path.length;
    @     together(path[i], path[j], owner, base, places));
    @   ensures \result && hop <= meet(path[hop], owner, base, places) && hop <= places;
    @   measured_by hop;
    @ pure model public static boolean shared(long[] path, int hop, long owner, int base, int places) {
    @   return hop == 0 || shared(path, hop - 1, owner, base, places)
    @     && closer(path[hop - 1], path[hop], owner, base, places);
    @ }
    @*/

  // Lemma: an allocator that agrees with the owner in all digits is the owner.
  /*@ public normal_behavior
    @   requires 0 <= a && 0 <= b && 2 <= base && base <= 1024 && 0 <= places && places <= MOST_PLACES;
    @   requires Digits.rest(a, base, places) == 0 && Digits.rest(b, base, places) == 0;
    @   ensures \result && (meet(a, b, base, places) < places | a == b);
    @ pure model public static boolean same(long a, long b, int base, int places) {
    @   return meet(a, b, base, places) < places
    @     || agree(a, b, base, places, 0) && Digits.rest(a, base, 0) == a && Digits.rest(b, base, 0) == b;
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= a && 0 <= b && 2 <= base && base <= 1024 && 0 <= p && p <= places && places <= MOST_PLACES;
    @   requires Digits.rest(a, base, places) == 0 && Digits.rest(b, base, places) == 0;
    @   requires (\forall int k; 0 <= k && k < places; Digits.digit(a, base, k) == Digits.digit(b, base, k));
    @   ensures \result && Digits.rest(a, base, p) == Digits.rest(b, base, p);
    @   measured_by places - p;
    @ pure model private static boolean agree(long a, long b, int base, int places, int p) {
    @   return p == places || agree(a, b, base, places, p + 1)
    @     && Digits.digit(a, base, p) == Digits.digit(b, base, p) && Digits.joined(a, b, base, p);
    @ }
    @*/
}
