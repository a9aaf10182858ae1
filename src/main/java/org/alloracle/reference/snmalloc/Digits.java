package org.alloracle.reference.snmalloc;

/** The digits of ids to a base, the lowest first. What they are is seen in here only. */
public final class Digits {
  private Digits() {}

  /** What is left of an id without its first digits. */
  /*@ public normal_behavior
    @   requires 0 <= id && 2 <= base && base <= 1024 && 0 <= place && place <= 64;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= id;
    @   ensures place == 0 ==> \result == id;
    @   measured_by place;
    @ also private normal_behavior
    @   requires 0 <= id && 2 <= base && base <= 1024 && 0 <= place && place <= 64;
    @   assignable \nothing;
    @   ensures \result == (place == 0 ? id : rest(id, base, place - 1) / base);
    @   measured_by place;
    @ pure
    @*/
  public static long rest(long id, int base, int place) {
    return place == 0 ? id : rest(id, base, place - 1) / base;
  }

  /** A digit of an id. */
  /*@ public normal_behavior
    @   requires 0 <= id && 2 <= base && base <= 1024 && 0 <= place && place <= 64;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < base;
    @ also private normal_behavior
    @   requires 0 <= id && 2 <= base && base <= 1024 && 0 <= place && place <= 64;
    @   assignable \nothing;
    @   ensures \result == rest(id, base, place) % base;
    @ pure
    @*/
  public static int digit(long id, int base, int place) {
    return (int) (rest(id, base, place) % base);
  }

  // Lemma: a digit and what is left without it are what was left with it.
  /*@ public normal_behavior
    @   requires 0 <= a && 0 <= b && 2 <= base && base <= 1024 && 0 <= p && p < 64;
    @   requires rest(a, base, p + 1) == rest(b, base, p + 1) && digit(a, base, p) == digit(b, base, p);
    @   ensures \result && rest(a, base, p) == rest(b, base, p);
    @ pure model public static boolean joined(long a, long b, int base, int p) {
    @   return parts(a, base, p) && parts(b, base, p);
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= id && 2 <= base && base <= 1024 && 0 <= p && p < 64;
    @   ensures \result && rest(id, base, p) == rest(id, base, p + 1) * base + digit(id, base, p);
    @ pure model private static boolean parts(long id, int base, int p) {
    @   return whole(rest(id, base, p), base) && rest(id, base, p + 1) == rest(id, base, p) / base;
    @ }
    @*/

  /*@ private normal_behavior
    @   requires 0 <= x && 0 < m;
    @   ensures \result && x == (x / m) * m + x % m;
    @ pure model private static boolean whole(long x, long m) { return true; }
    @*/
}
