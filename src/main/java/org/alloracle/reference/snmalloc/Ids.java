package org.alloracle.reference.snmalloc;

import org.alloracle.reference.Copies;

/** The ids of allocators, and to which base their digits are. */
public final class Ids {
  /** All ids are below this. */
  public static final long END = 0x2000000000L;

  final /*@ spec_public @*/ long[] id;
  final /*@ spec_public @*/ int base;
  final /*@ spec_public @*/ int places;

  /*@ // METADATA
    @ public invariant 1 <= id.length && id.length <= Holdings.MOST_OWNERS;
    @ public invariant 2 <= base && base <= 1024 && 1 <= places && places <= Routes.MOST_PLACES;
    @ public invariant (\forall int a; 0 <= a && a < id.length; 0 <= id[a] && id[a] < END);
    @*/

  /** Checks that no two are the same, and that all are within their digits of so many bits. */
  /*@ public normal_behavior
    @   old int b = (bits == 1 ? 2 : bits == 2 ? 4 : bits == 3 ? 8 : bits == 4 ? 16 : bits == 5 ? 32
    @     : bits == 6 ? 64 : bits == 7 ? 128 : bits == 8 ? 256 : bits == 9 ? 512 : 1024);
    @   old int n = (bits == 1 ? 37 : bits == 2 ? 19 : bits == 3 ? 13 : bits == 4 ? 10 : bits == 5 ? 8
    @     : bits == 6 ? 7 : bits == 7 ? 6 : bits == 8 ? 5 : bits == 9 ? 5 : 4);
    @   requires 1 <= ids.length && ids.length <= Holdings.MOST_OWNERS && 1 <= bits && bits <= 10;
    @   requires (\forall int a; 0 <= a && a < ids.length;
    @     0 <= ids[a] && ids[a] < END && Digits.rest(ids[a], b, n) == 0);
    @   requires (\forall int a, c; 0 <= c && c < a && a < ids.length; ids[c] != ids[a]);
    @   ensures \fresh(id) && id.length == ids.length && base == b && places == n;
    @   ensures (\forall int a; 0 <= a && a < ids.length; id[a] == ids[a]); // so all that is required of ids holds of id
    @ also public exceptional_behavior
    @   old int b = (bits == 1 ? 2 : bits == 2 ? 4 : bits == 3 ? 8 : bits == 4 ? 16 : bits == 5 ? 32
    @     : bits == 6 ? 64 : bits == 7 ? 128 : bits == 8 ? 256 : bits == 9 ? 512 : 1024);
    @   old int n = (bits == 1 ? 37 : bits == 2 ? 19 : bits == 3 ? 13 : bits == 4 ? 10 : bits == 5 ? 8
    @     : bits == 6 ? 7 : bits == 7 ? 6 : bits == 8 ? 5 : bits == 9 ? 5 : 4);
    @   requires !(1 <= ids.length && ids.length <= Holdings.MOST_OWNERS && 1 <= bits && bits <= 10)
    @     || !(\forall int a; 0 <= a && a < ids.length;
    @       0 <= ids[a] && ids[a] < END && Digits.rest(ids[a], b, n) == 0)
    @     || !(\forall int a, c; 0 <= c && c < a && a < ids.length; ids[c] != ids[a]);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public Ids(long[] ids, int bits) {
    requireRight(ids, bits);
    base = radix(bits);
    places = digits(bits);
    id = Copies.of(ids);
  }

  /*@ private normal_behavior
    @   old int b = (bits == 1 ? 2 : bits == 2 ? 4 : bits == 3 ? 8 : bits == 4 ? 16 : bits == 5 ? 32
    @     : bits == 6 ? 64 : bits == 7 ? 128 : bits == 8 ? 256 : bits == 9 ? 512 : 1024);
    @   old int n = (bits == 1 ? 37 : bits == 2 ? 19 : bits == 3 ? 13 : bits == 4 ? 10 : bits == 5 ? 8
    @     : bits == 6 ? 7 : bits == 7 ? 6 : bits == 8 ? 5 : bits == 9 ? 5 : 4);
    @   requires 1 <= ids.length && ids.length <= Holdings.MOST_OWNERS && 1 <= bits && bits <= 10;
    @   requires (\forall int a; 0 <= a && a < ids.length;
    @     0 <= ids[a] && ids[a] < END && Digits.rest(ids[a], b, n) == 0);
    @   requires (\forall int a, c; 0 <= c && c < a && a < ids.length; ids[c] != ids[a]);
    @   assignable \nothing;
    @ also private exceptional_behavior
    @   old int b = (bits == 1 ? 2 : bits == 2 ? 4 : bits == 3 ? 8 : bits == 4 ? 16 : bits == 5 ? 32
    @     : bits == 6 ? 64 : bits == 7 ? 128 : bits == 8 ? 256 : bits == 9 ? 512 : 1024);
    @   old int n = (bits == 1 ? 37 : bits == 2 ? 19 : bits == 3 ? 13 : bits == 4 ? 10 : bits == 5 ? 8
    @     : bits == 6 ? 7 : bits == 7 ? 6 : bits == 8 ? 5 : bits == 9 ? 5 : 4);
    @   requires !(1 <= ids.length && ids.length <= Holdings.MOST_OWNERS && 1 <= bits && bits <= 10)
    @     || !(\forall int a; 0 <= a && a < ids.length;
    @       0 <= ids[a] && ids[a] < END && Digits.rest(ids[a], b, n) == 0)
    @     || !(\forall int a, c; 0 <= c && c < a && a < ids.length; ids[c] != ids[a]);
    @   assignable \nothing;
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  private static void requireRight(long[] ids, int bits) {
    requireFew(ids.length, bits);
    requireIds(outside(ids, radix(bits), digits(bits)), ids.length);
    requireIds(twice(ids), ids.length);
  }

  /*@ private normal_behavior
    @   requires 1 <= n && n <= Holdings.MOST_OWNERS && 1 <= bits && bits <= 10;
    @   assignable \nothing;
    @ also private exceptional_behavior
    @   requires !(1 <= n && n <= Holdings.MOST_OWNERS && 1 <= bits && bits <= 10);
    @   assignable \nothing;
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  private static void requireFew(int n, int bits) {
    if (n < 1 || n > Holdings.MOST_OWNERS || bits < 1 || bits > 10) {
      throw new IllegalArgumentException("1 to 65536 allocators, 1 to 10 bits a digit");
    }
  }

  /** Two to the power of the bits of a digit. */
  /*@ private normal_behavior
    @   requires 1 <= bits && bits <= 10;
    @   assignable \nothing;
    @   ensures \result == (bits == 1 ? 2 : bits == 2 ? 4 : bits == 3 ? 8 : bits == 4 ? 16 : bits == 5 ? 32
    @     : bits == 6 ? 64 : bits == 7 ? 128 : bits == 8 ? 256 : bits == 9 ? 512 : 1024);
    @ pure
    @*/
  private static int radix(int bits) {
    int b = 1;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= bits;
      @ loop_invariant b == (i == 0 ? 1 : i == 1 ? 2 : i == 2 ? 4 : i == 3 ? 8 : i == 4 ? 16 : i == 5 ? 32
      @   : i == 6 ? 64 : i == 7 ? 128 : i == 8 ? 256 : i == 9 ? 512 : 1024);
      @ loop_writes i, b;
      @ decreases bits - i;
      @*/
    while (i < bits) {
      b = 2 * b;
      i = i + 1;
    }
    return b;
  }

  /** The digits of 37 bits. */
  /*@ private normal_behavior
    @   requires 1 <= bits && bits <= 10;
    @   assignable \nothing;
    @   ensures 37 <= \result * bits && (\result - 1) * bits < 37;
    @   ensures \result == (bits == 1 ? 37 : bits == 2 ? 19 : bits == 3 ? 13 : bits == 4 ? 10 : bits == 5 ? 8
    @     : bits == 6 ? 7 : bits == 7 ? 6 : bits == 8 ? 5 : bits == 9 ? 5 : 4);
    @ pure
    @*/
  private static int digits(int bits) {
    int n = 0;
    int sum = 0;
    /*@ loop_invariant 0 <= n && n <= sum && n <= 37 && sum == n * bits && sum < 37 + bits;
      @ loop_writes n, sum;
      @ decreases 37 + bits - sum;
      @*/
    while (sum < 37) {
      sum = sum + bits;
      n = n + 1;
    }
    return n;
  }

  /*@ private normal_behavior
    @   requires n <= right;
    @   assignable \nothing;
    @ also private exceptional_behavior
    @   requires right < n;
    @   assignable \nothing;
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  private static void requireIds(int right, int n) {
    if (right < n) {
      throw new IllegalArgumentException("an id is from 0 and below 2^37, and no two are the same");
    }
  }

  /** The first id that is not within its digits; how many there are if all are. */
  /*@ normal_behavior
    @   requires 2 <= base && base <= 1024 && 1 <= places && places <= Routes.MOST_PLACES;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= ids.length;
    @   ensures (\forall int a; 0 <= a && a < \result; within(ids[a], base, places));
    @   ensures \result < ids.length ==> !within(ids[\result], base, places);
    @ pure
    @*/
  static int outside(long[] ids, int base, int places) {
    int a = 0;
    /*@ loop_invariant 0 <= a && a <= ids.length;
      @ loop_invariant (\forall int i; 0 <= i && i < a; within(ids[i], base, places));
      @ loop_writes a;
      @ decreases ids.length - a;
      @*/
    while (a < ids.length && within(ids[a], base, places)) {
      a = a + 1;
    }
    return a;
  }

  /** The first id that is that of another before it; how many there are if none is. */
  /*@ private normal_behavior
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= ids.length;
    @   ensures (\forall int a, b; 0 <= b && b < a && a < \result; ids[b] != ids[a]);
    @   ensures \result < ids.length ==> (\exists int b; 0 <= b && b < \result; ids[b] == ids[\result]);
    @ pure
    @*/
  private static int twice(long[] ids) {
    int a = 0;
    /*@ loop_invariant 0 <= a && a <= ids.length;
      @ loop_invariant (\forall int i, b; 0 <= b && b < i && i < a; ids[b] != ids[i]);
      @ loop_writes a;
      @ decreases ids.length - a;
      @*/
    while (a < ids.length && lowest(ids, a) == a) {
      a = a + 1;
    }
    return a;
  }

  /** Whether an id has no more digits than so many. */
  /*@ normal_behavior
    @   requires 2 <= base && base <= 1024 && 1 <= places && places <= Routes.MOST_PLACES;
    @   assignable \nothing;
    @   ensures \result == (0 <= id && id < END && Digits.rest(id, base, places) == 0);
    @ pure
    @*/
  static boolean within(long id, int base, int places) {
    return 0 <= id && id < END && Digits.rest(id, base, places) == 0;
  }

  /** The first allocator that has the id of another. */
  /*@ private normal_behavior
    @   requires 0 <= a && a < ids.length;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= a && ids[\result] == ids[a];
    @   ensures (\forall int b; 0 <= b && b < \result; ids[b] != ids[a]);
    @ pure
    @*/
  private static int lowest(long[] ids, int a) {
    int b = 0;
    /*@ loop_invariant 0 <= b && b <= a;
      @ loop_invariant (\forall int i; 0 <= i && i < b; ids[i] != ids[a]);
      @ loop_writes b;
      @ decreases a - b;
      @*/
    while (b < a && ids[b] != ids[a]) {
      b = b + 1;
    }
    return b;
  }

  /** Whether a holder has messages for one and for the other in the same bucket. */
  /*@ public normal_behavior
    @   requires 0 <= holder && holder < id.length && 0 <= a && a < id.length && 0 <= b && b < id.length;
    @   assignable \nothing;
    @   ensures \result == Routes.together(id[holder], id[a], id[b], base, places);
    @ pure
    @*/
  boolean together(int holder, int a, int b) {
    return Routes.together(id[holder], id[a], id[b], base, places);
  }
}
