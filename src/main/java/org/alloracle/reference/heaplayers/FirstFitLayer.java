package org.alloracle.reference.heaplayers;

/**
 * The bottom of a stack: one run of words, of which the lowest gap that is long enough is taken. The books are where blocks
 * are, so gaps that touch are one, by construction.
 */
public final class FirstFitLayer extends Layer {

  /*@ // METADATA
    @ public invariant level == 1 && head == 0;
    @*/

  /**
   * A heap with new books.
   *
   * @param words of the heap, from 0
   * @param room words that the books have more, for heaps beside this one, from 0; both are at most {@link #MOST_WORDS}
   * @param most the most words of a block, from 0
   * @throws IllegalArgumentException if they are not so
   */
  /*@ public normal_behavior
    @   requires 0 <= words && 0 <= room && room <= MOST_WORDS - words && 0 <= most;
    @   ensures lo == 0 && hi == words && cap.length == words + room && this.most == most;
    @   ensures (\forall int a; 0 <= a && a < words; rank[a] == 0);
    @   ensures (\forall int a; words <= a && a < words + room; rank[a] == -1);
    @ also public exceptional_behavior
    @   requires !(0 <= words && 0 <= room && room <= MOST_WORDS - words && 0 <= most);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  public FirstFitLayer(int words, int room, long most) {
    this(
        new long[total(words, room, most)],
        unclaimed(words, words + room),
        new long[words + room],
        new long[words + room],
        0,
        words,
        most);
  }

  /**
   * A heap behind another one, in the same books.
   *
   * @param before it; its books have room for as many words behind it, and no other heap is there
   * @param words of the heap, from 0
   * @param most the most words of a block, from 0
   * @throws IllegalArgumentException if they are not so
   */
  /*@ public normal_behavior
    @   requires 0 <= most && vacant(before.rank, before.hi, words) && words <= MOST_WORDS - before.hi;
    @   assignable before.cap[before.hi .. before.hi + words - 1], before.rank[before.hi .. before.hi + words - 1];
    @   ensures cap == before.cap && rank == before.rank && note == before.note && asked == before.asked;
    @   ensures lo == before.hi && hi == lo + words && this.most == most;
    @   ensures (\forall int a; lo <= a && a < hi; rank[a] == 0);
    @ also public exceptional_behavior
    @   requires !(0 <= most && vacant(before.rank, before.hi, words) && words <= MOST_WORDS - before.hi);
    @   assignable \nothing;
    @   signals_only IllegalArgumentException;
    @*/
  public FirstFitLayer(FirstFitLayer before, int words, long most) {
    this(
        before.cap,
        before.rank,
        before.note,
        before.asked,
        claim(before.cap, before.rank, before.hi, words, most),
        before.hi + words,
        most);
  }

  /*@ private normal_behavior
    @   requires 0 <= lo && lo <= hi && hi <= cap.length && hi <= MOST_WORDS && 0 <= most;
    @   requires rank.length == cap.length && note.length == cap.length && asked.length == cap.length;
    @   requires cap != note && cap != asked && note != asked;
    @   requires (\forall int a; lo <= a && a < hi; cap[a] == 0 && rank[a] == 0);
    @   ensures this.cap == cap && this.rank == rank && this.note == note && this.asked == asked;
    @   ensures this.lo == lo && this.hi == hi && this.most == most;
    @ pure
    @*/
  private FirstFitLayer(long[] cap, int[] rank, long[] note, long[] asked, int lo, int hi, long most) {
    super(cap, rank, note, asked, lo, hi, most);
  }

  /** The words of the books, if there can be such. */
  /*@ private normal_behavior
    @   requires 0 <= words && 0 <= room && room <= MOST_WORDS - words && 0 <= most;
    @   ensures \result == words + room;
    @ also private exceptional_behavior
    @   requires !(0 <= words && 0 <= room && room <= MOST_WORDS - words && 0 <= most);
    @   signals_only IllegalArgumentException;
    @ pure
    @*/
  private static int total(int words, int room, long most) {
    if (words < 0 || room < 0 || room > (long) MOST_WORDS - words || most < 0) {
      throw new IllegalArgumentException("words are from 0 to 2^24");
    }
    return words + room;
  }

  /** Ranks of words of which the first ones have no block, and the others no heap. */
  /*@ private normal_behavior
    @   requires 0 <= words && words <= total;
    @   ensures \fresh(\result) && \result.length == total;
    @   ensures (\forall int a; 0 <= a && a < total; \result[a] == (a < words ? 0 : -1));
    @ pure
    @*/
  private static int[] unclaimed(int words, int total) {
    int[] rank = new int[total];
    int a = words;
    /*@ loop_invariant words <= a && a <= total;
      @ loop_invariant (\forall int b; 0 <= b && b < a; rank[b] == (b < words ? 0 : -1));
      @ loop_writes a, rank[*];
      @ decreases total - a;
      @*/
    while (a < total) {
      rank[a] = -1;
      a = a + 1;
    }
    return rank;
  }

  /** Whether so many words from one on are there, and no heap's. */
  /*@ public normal_behavior
    @   ensures \result == (0 <= from && 0 <= words && words <= rank.length - from
    @     && (\forall int a; from <= a && a < from + words; rank[a] == -1));
    @ pure helper
    @*/
  public static boolean vacant(int[] rank, int from, int words) {
    if (from < 0 || words < 0 || words > (long) rank.length - from) {
      return false;
    }
    int a = from;
    /*@ loop_invariant from <= a && a <= from + words;
      @ loop_invariant (\forall int b; from <= b && b < a; rank[b] == -1);
      @ loop_writes a;
      @ decreases from + words - a;
      @*/
    while (a < from + words && rank[a] == -1) {
      a = a + 1;
    }
    return a == from + words;
  }

  /** Makes words a heap's, without a block. */
  /*@ private normal_behavior
    @   requires 0 <= most && vacant(rank, from, words) && words <= MOST_WORDS - from && rank.length == cap.length;
    @   assignable cap[from .. from + words - 1], rank[from .. from + words - 1];
    @   ensures \result == from;
    @   ensures (\forall int a; from <= a && a < from + words; cap[a] == 0 && rank[a] == 0);
    @ also private exceptional_behavior
    @   requires !(0 <= most && vacant(rank, from, words) && words <= MOST_WORDS - from) && 0 <= from && from <= MOST_WORDS;
    @   assignable \nothing;
    @   signals_only IllegalArgumentException;
    @*/
  private static int claim(long[] cap, int[] rank, int from, int words, long most) {
    if (most < 0 || !vacant(rank, from, words) || words > MOST_WORDS - from) {
      throw new IllegalArgumentException("the books have no room for the heap");
    }
    int a = from;
    /*@ loop_invariant from <= a && a <= from + words;
      @ loop_invariant (\forall int b; from <= b && b < a; cap[b] == 0 && rank[b] == 0);
      @ loop_writes a, cap[from .. from + words - 1], rank[from .. from + words - 1];
      @ decreases from + words - a;
      @*/
    while (a < from + words) {
      cap[a] = 0;
      rank[a] = 0;
      a = a + 1;
    }
    return from;
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == place(n); // POLICY, HONEST_FAILURE
    @ pure
    @*/
  @Override
  public int offer(int n) {
    return place(n);
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == n;
    @ pure
    @*/
  @Override
  public long length(int n) {
    return n;
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == 0;
    @ pure
    @*/
  @Override
  public long told(int n) {
    return 0;
  }

  /*@ also public normal_behavior
    @   requires 1 <= n;
    @   old int p = place(n);
    @   assignable cap[lo .. hi - 1], rank[lo .. hi - 1], note[lo .. hi - 1], asked[lo .. hi - 1];
    @   ensures \result == p; // POLICY, HONEST_FAILURE
    @   ensures (\forall int a; lo <= a && a < hi; cap[a] == (a == p ? n : \old(cap[a]))); // CONSERVATION
    @   ensures (\forall int a; lo <= a && a < hi; note[a] == (a == p ? 0 : \old(note[a])));
    @   ensures (\forall int a; lo <= a && a < hi; asked[a] == (a == p ? 0 : \old(asked[a])));
    @*/
  @Override
  public int allocate(int n) {
    int p = place(n);
    if (p != NONE) {
      cap[p] = n;
      rank[p] = 1;
      note[p] = 0;
      asked[p] = 0;
    }
    return p;
  }

  /** The lowest gap for a block, or {@link #NONE}. */
  /*@ public normal_behavior
    @   requires 1 <= n;
    @   ensures \result == NONE || lo <= \result && \result <= hi - n && n <= most && gap(\result, n);
    @   ensures n <= most ==> (\forall int q; lo <= q && q <= hi - n && (\result == NONE || q < \result); !gap(q, n));
    @ pure
    @*/
  public int place(int n) {
    int p = lo;
    int i = lo;
    /*@ loop_invariant lo <= p && p <= i && i <= hi && i - p <= n;
      @ loop_invariant (\forall int k; lo <= k && k < p; k + cap[k] <= p);
      @ loop_invariant (\forall int k; p <= k && k < i; cap[k] == 0);
      @ loop_invariant (\forall int q; lo <= q && q < p && q <= hi - n; !gap(q, n));
      @ loop_writes i, p;
      @ decreases hi - i;
      @*/
    while (i < hi && i - p < n) {
      if (cap[i] > 0) {
        i = i + (int) cap[i];
        p = i;
      } else {
        i = i + 1;
      }
    }
    return n <= most && i - p == n ? p : NONE;
  }

  /** Whether so many words from one on are in no block. */
  /*@ public normal_behavior
    @   requires lo <= q && 1 <= n && q <= hi - n;
    @   ensures \result == ((\forall int k; lo <= k && k < q; k + cap[k] <= q)
    @     && (\forall int k; q <= k && k < q + n; cap[k] == 0));
    @ pure
    @*/
  public boolean gap(int q, int n) {
    int k = lo;
    /*@ loop_invariant lo <= k && k <= q + n;
      @ loop_invariant (\forall int i; lo <= i && i < k; i < q ? i + cap[i] <= q : cap[i] == 0);
      @ loop_writes k;
      @ decreases q + n - k;
      @*/
    while (k < q + n && (k < q ? k + cap[k] <= q : cap[k] == 0)) {
      k = k + 1;
    }
    return k == q + n;
  }

  /*@ also public normal_behavior
    @   requires lo <= p && p < hi && lo <= a && a < hi;
    @   ensures \result == (a == p ? 0 : rank[a]);
    @ pure
    @*/
  @Override
  public int left(int p, int a) {
    return a == p ? 0 : rank[a];
  }

  /*@ also public normal_behavior
    @   requires lo <= p && p < hi;
    @   ensures \result == 0;
    @ pure
    @*/
  @Override
  public long stamp(int p) {
    return 0;
  }

  /*@ also public normal_behavior
    @   requires lo <= p && p < hi && level <= rank[p];
    @   assignable cap[p], rank[p];
    @   ensures cap[p] == 0 && rank[p] == 0; // CONSERVATION
    @*/
  @Override
  public void free(int p) {
    cap[p] = 0;
    rank[p] = 0;
  }

  @Override
  void mark(int p, int r, long t, long s) {
    rank[p] = r;
    note[p] = t;
    asked[p] = s;
  }

  /*@ also public normal_behavior
    @   assignable \nothing;
    @*/
  @Override
  public void drain() {}
}
