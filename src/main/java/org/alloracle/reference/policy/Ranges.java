package org.alloracle.reference.policy;

import org.alloracle.reference.Copies;
import org.alloracle.reference.heaplayers.Words;

/**
 * The ranges of sizes that have lists: list {@code i} takes requests from {@code least[i]} to {@code
 * greatest[i]} bytes and gives each {@code words[i]} words, which hold the greatest. Between ranges there
 * may be gaps.
 */
public final class Ranges {
  private final /*@ spec_public @*/ long[] least;
  private final /*@ spec_public @*/ long[] greatest;
  private final /*@ spec_public @*/ int[] words;

  /*@ // METADATA
    @ public invariant least.length == greatest.length && words.length == greatest.length;
    @ public invariant (\forall int i; 0 <= i && i < words.length; 1 <= words[i] && words[i] <= 0x10000000);
    @ public invariant (\forall int i; 0 <= i && i < words.length; 0 <= least[i] && least[i] <= greatest[i]);
    @ // CAPACITY: what a list serves holds all that its range asks for, and not a word more
    @ public invariant (\forall int i; 0 <= i && i < words.length;
    @   greatest[i] <= 8 * words[i] && 8 * (words[i] - 1) < greatest[i]);
    @ // METADATA: ranges ascend, and so do their words
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j < words.length;
    @   greatest[i] < least[j] && words[i] < words[j]);
    @*/

  /**
   * These ranges.
   *
   * @param least bytes of each, from 0
   * @param greatest bytes of each, from 1 to 2^31; the next range is above, and takes more words
   * @throws IllegalArgumentException if they are not so
   */
  /*@ public normal_behavior
    @   requires valid(least, greatest);
    @   ensures \fresh(this.least) && \fresh(this.greatest) && \fresh(words) && words.length == least.length;
    @   ensures (\forall int i; 0 <= i && i < words.length;
    @     this.least[i] == least[i] && this.greatest[i] == greatest[i]);
    @ also public exceptional_behavior
    @   requires !valid(least, greatest);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public Ranges(long[] least, long[] greatest) {
    if (!valid(least, greatest)) {
      throw new IllegalArgumentException("ranges ascend, and so do their words");
    }
    this.least = Copies.of(least);
    this.greatest = Copies.of(greatest);
    words = counted(greatest);
  }

  /** Whether there are such ranges. */
  /*@ public normal_behavior
    @   ensures \result == (least.length == greatest.length
    @     && (\forall int i; 0 <= i && i < greatest.length; 0 <= least[i] && least[i] <= greatest[i]
    @       && 1 <= greatest[i] && greatest[i] <= Words.MOST_BYTES)
    @     && (\forall int i, j; 0 <= i && j == i + 1 && j < greatest.length; greatest[i] < least[j]
    @       && Words.holding(greatest[i]) < Words.holding(greatest[j])));
    @ pure helper
    @*/
  public static boolean valid(long[] least, long[] greatest) {
    if (least.length != greatest.length) {
      return false;
    }
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= greatest.length;
      @ loop_invariant (\forall int k; 0 <= k && k < i; 0 <= least[k] && least[k] <= greatest[k]
      @   && 1 <= greatest[k] && greatest[k] <= Words.MOST_BYTES);
      @ loop_invariant (\forall int k, m; 0 <= k && m == k + 1 && m < i; greatest[k] < least[m]
      @   && Words.holding(greatest[k]) < Words.holding(greatest[m]));
      @ loop_writes i;
      @ decreases greatest.length - i;
      @*/
    while (i < greatest.length
        && single(least[i], greatest[i])
        && (i == 0 || follows(greatest[i - 1], least[i], greatest[i]))) {
      i = i + 1;
    }
    return i == greatest.length;
  }

  /*@ private normal_behavior
    @   assignable \nothing;
    @   ensures \result == (0 <= least && least <= greatest && 1 <= greatest && greatest <= Words.MOST_BYTES);
    @ pure helper
    @*/
  private static boolean single(long least, long greatest) {
    return 0 <= least && least <= greatest && 1 <= greatest && greatest <= Words.MOST_BYTES;
  }

  /*@ private normal_behavior
    @   assignable \nothing;
    @   ensures \result == (below < least && Words.holding(below) < Words.holding(greatest));
    @ pure helper
    @*/
  private static boolean follows(long below, long least, long greatest) {
    return below < least && Words.holding(below) < Words.holding(greatest);
  }

  /** The words that hold each of these. */
  /*@ private normal_behavior
    @   requires (\forall int i; 0 <= i && i < a.length; 1 <= a[i] && a[i] <= Words.MOST_BYTES);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == a.length;
    @   ensures (\forall int i; 0 <= i && i < a.length; \result[i] == Words.holding(a[i]));
    @*/
  private static int[] counted(long[] a) {
    int[] b = new int[a.length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= a.length;
      @ loop_invariant (\forall int k; 0 <= k && k < i; b[k] == Words.holding(a[k]));
      @ loop_writes i, b[*];
      @ decreases a.length - i;
      @*/
    while (i < a.length) {
      b[i] = (int) Words.holding(a[i]);
      i = i + 1;
    }
    return b;
  }

  /** The number of ranges. */
  /*@ public normal_behavior
    @   ensures \result == words.length;
    @ pure
    @*/
  public int count() {
    return words.length;
  }

  /** The range of a request, or {@link #count} if it passes through. */
  /*@ public normal_behavior
    @   ensures 0 <= \result && \result <= words.length;
    @   ensures \result < words.length ==> least[\result] <= size && size <= greatest[\result];
    @   ensures (\forall int k; 0 <= k && k < \result; size < least[k] || greatest[k] < size);
    @ pure
    @*/
  public int of(long size) {
    int k = 0;
    /*@ loop_invariant 0 <= k && k <= words.length;
      @ loop_invariant (\forall int i; 0 <= i && i < k; size < least[i] || greatest[i] < size);
      @ loop_writes k;
      @ decreases words.length - k;
      @*/
    while (k < words.length && (size < least[k] || greatest[k] < size)) {
      k = k + 1;
    }
    return k;
  }

  /** The words that a request of a range gets, or of none. */
  /*@ public normal_behavior
    @   requires 0 <= k && k <= words.length && (k < words.length ==> size <= greatest[k]);
    @   ensures \result == (k < words.length ? words[k] : Words.holding(size));
    @   ensures 1 <= \result && \result <= 0x10000001L;
    @   ensures size <= Words.MOST_BYTES ==> size <= 8 * \result; // CAPACITY
    @ pure
    @*/
  public long words(int k, long size) {
    return k < words.length ? words[k] : Words.holding(size);
  }

  /** The list of a block of so many words, or {@link #count} if none serves such. */
  /*@ public normal_behavior
    @   ensures 0 <= \result && \result <= words.length;
    @   ensures \result < words.length ==> words[\result] == n; // CAPACITY
    @   ensures (\forall int k; 0 <= k && k < \result; words[k] != n);
    @ pure
    @*/
  public int listOf(long n) {
    int k = 0;
    /*@ loop_invariant 0 <= k && k <= words.length;
      @ loop_invariant (\forall int i; 0 <= i && i < k; words[i] != n);
      @ loop_writes k;
      @ decreases words.length - k;
      @*/
    while (k < words.length && words[k] != n) {
      k = k + 1;
    }
    return k;
  }
}
