package org.alloracle.reference.heaplayers;

import org.alloracle.reference.Copies;

/**
 * A ladder of size classes: class {@code i} serves requests up to {@code size[i]} words, and sizes ascend.
 *
 * <p>The whole contract of a class function is here: it covers, it is the least that does, it is
 * monotone, it is the identity on the sizes, and a block goes into the greatest class that it can serve.
 */
public final class Classes {
  /** The greatest size of a class, in words: 2 GiB. */
  public static final int MOST_WORDS = 0x10000000;

  private final /*@ spec_public @*/ int[] size;

  /*@ // METADATA
    @ public invariant 1 <= size.length && 1 <= size[0];
    @ public invariant (\forall int i; 0 <= i && i < size.length; 1 <= size[i] && size[i] <= MOST_WORDS);
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j < size.length; size[i] < size[j]);
    @*/

  /**
   * Classes of these sizes.
   *
   * @param sizes in words, ascending, from 1 to {@link #MOST_WORDS}
   * @throws IllegalArgumentException if they are not so, or none
   */
  /*@ public normal_behavior
    @   requires valid(sizes);
    @   ensures \fresh(size) && size.length == sizes.length;
    @   ensures (\forall int i; 0 <= i && i < sizes.length; size[i] == sizes[i]);
    @ also public exceptional_behavior
    @   requires !valid(sizes);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public Classes(int[] sizes) {
    if (!valid(sizes)) {
      throw new IllegalArgumentException("the sizes of classes ascend from at least one word");
    }
    size = Copies.of(sizes);
  }

  /** Whether sizes ascend. */
  /*@ public normal_behavior
    @   ensures \result == (1 <= sizes.length && 1 <= sizes[0] && sizes[sizes.length - 1] <= MOST_WORDS
    @     && (\forall int i, j; 0 <= i && j == i + 1 && j < sizes.length; sizes[i] < sizes[j]));
    @   ensures \result ==> (\forall int i; 0 <= i && i < sizes.length; 1 <= sizes[i] && sizes[i] <= MOST_WORDS);
    @ pure helper
    @*/
  public static boolean valid(int[] sizes) {
    if (sizes.length < 1 || sizes[0] < 1 || sizes[sizes.length - 1] > MOST_WORDS) {
      return false;
    }
    int i = sizes.length - 1;
    /*@ loop_invariant 0 <= i && i < sizes.length;
      @ loop_invariant (\forall int k; i <= k && k < sizes.length; sizes[i] <= sizes[k] && sizes[k] <= MOST_WORDS);
      @ loop_invariant (\forall int k, m; i <= k && m == k + 1 && m < sizes.length; sizes[k] < sizes[m]);
      @ loop_writes i;
      @ decreases i;
      @*/
    while (i > 0 && sizes[i - 1] < sizes[i]) {
      i = i - 1;
    }
    return i == 0;
  }

  /** The number of classes. */
  /*@ public normal_behavior
    @   ensures \result == size.length;
    @ pure
    @*/
  public int count() {
    return size.length;
  }

  /** The words of a class. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < size.length;
    @   ensures \result == size[i];
    @ pure
    @*/
  public int size(int i) {
    return size[i];
  }

  /** The class that serves a request of so many words, or {@link #count} if none does. */
  /*@ public normal_behavior
    @   ensures 0 <= \result && \result <= size.length;
    @   ensures \result < size.length ==> n <= size[\result]; // CAPACITY: it covers
    @   ensures (\forall int k; 0 <= k && k < \result; size[k] < n); // POLICY: it is the least
    @ pure
    @*/
  public int of(long n) {
    int k = 0;
    /*@ loop_invariant 0 <= k && k <= size.length;
      @ loop_invariant (\forall int i; 0 <= i && i < k; size[i] < n);
      @ loop_writes k;
      @ decreases size.length - k;
      @*/
    while (k < size.length && size[k] < n) {
      k = k + 1;
    }
    return k;
  }

  /** The class that a block of so many words is kept in: it can serve it, and no greater one. */
  /*@ public normal_behavior
    @   requires size[0] <= words;
    @   ensures 0 <= \result && \result < size.length && size[\result] <= words; // CAPACITY
    @   ensures \result + 1 < size.length ==> words < size[\result + 1]; // POLICY: it is the greatest
    @ pure
    @*/
  public int keeping(long words) {
    int k = 0;
    /*@ loop_invariant 0 <= k && k < size.length && size[k] <= words;
      @ loop_writes k;
      @ decreases size.length - k;
      @*/
    while (k + 1 < size.length && size[k + 1] <= words) {
      k = k + 1;
    }
    return k;
  }

  // Lemmas: the laws of classes.
  /*@ public normal_behavior
    @   requires 0 <= k && k < size.length;
    @   ensures \result && (\forall int i; 0 <= i && i < k; size[i] < size[k]);
    @   measured_by k;
    @ pure model public boolean ascending(int k) { return k == 0 || ascending(k - 1); }
    @*/

  /*@ public normal_behavior
    @   requires a <= b;
    @   ensures \result && of(a) <= of(b);
    @ pure model public boolean monotone(long a, long b) { return of(a) <= of(b); }
    @*/

  /*@ public normal_behavior
    @   requires 0 <= k && k < size.length;
    @   ensures \result && of(size[k]) == k && keeping(size[k]) == k;
    @ pure model public boolean idempotent(int k) {
    @   return ascending(k) && ascending(keeping(size[k]));
    @ }
    @*/

  // A block of a class, back from its user, is kept in that class or a greater one: it serves what it served.
  /*@ public normal_behavior
    @   requires 1 <= n && of(n) < size.length && size[of(n)] <= words;
    @   ensures \result && size[0] <= words && of(n) <= keeping(words);
    @ pure model public boolean keptAsServed(long n, long words) {
    @   return ascending(of(n)) && keeps(of(n), words);
    @ }
    @*/

  /*@ public normal_behavior
    @   requires 0 <= k && k < size.length && size[0] <= words && size[k] <= words;
    @   ensures \result && k <= keeping(words);
    @ pure model public boolean keeps(int k, long words) {
    @   int i = keeping(words);
    @   return ascending(k) && (i + 1 >= size.length || i + 1 <= k || k <= i) && k <= i;
    @ }
    @*/

  // HybridHeap's obligation: rounding up to a class does not cross a bound that is a class's size.
  /*@ public normal_behavior
    @   requires 0 <= k && k < size.length && of(n) < size.length;
    @   ensures \result && (n <= size[k]) == (size[of(n)] <= size[k]);
    @ pure model public boolean stable(int k, long n) {
    @   return ascending(of(n)) && ascending(k);
    @ }
    @*/
}
