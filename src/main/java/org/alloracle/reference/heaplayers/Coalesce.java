package org.alloracle.reference.heaplayers;

import org.alloracle.reference.Moves;

/**
 * Boundary tags (CoalesceableHeap, CoalesceHeap): one chunk of blocks that are split when taken and merged
 * with both neighbours when given back.
 *
 * <p>Memory is counted in words. Block {@code i} is the words from {@code start[i]} up to {@code start[i +
 * 1]}, and begins with a header of two. The header has the size of the block, {@code start[i + 1] -
 * start[i]}, and the size of the one before, {@code start[i] - start[i - 1]}: so the size of a block is
 * what its successor says of it, by construction. Whether block {@code i} is free stands in its
 * successor's header, {@code prevFree[i + 1]}; that of the last one in a sentinel at the chunk's end.
 */
public final class Coalesce {
  /** The words of the smallest block, its header included. */
  public static final int LEAST = 3;

  /** The most words of a chunk: 128 MiB. */
  public static final int MOST = 0x1000000;

  private final /*@ spec_public @*/ int words;
  private final /*@ spec_public @*/ long[] start;
  private final /*@ spec_public @*/ boolean[] prevFree;
  private /*@ spec_public @*/ int count;

  /*@ // METADATA
    @ public invariant LEAST <= words && words <= MOST && 1 <= count && count <= words;
    @ public invariant start.length == words + 1 && prevFree.length == words + 1;
    @ // DISJOINTNESS, CONSERVATION: blocks tile the chunk, from header to header up to the sentinel
    @ public invariant start[0] == 0 && start[count] == words;
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j <= count; start[i] + LEAST <= start[j]);
    @ public invariant (\forall int i; 0 <= i && i <= count; 0 <= start[i] && start[i] <= words);
    @ public invariant !prevFree[0];
    @ // COALESCING: no two free blocks touch
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j <= count; !prevFree[i] || !prevFree[j]);
    @*/

  /** One free block of so many words. */
  /*@ public normal_behavior
    @   requires LEAST <= words && words <= MOST;
    @   ensures this.words == words && count == 1 && prevFree[1];
    @ pure
    @*/
  public Coalesce(int words) {
    this.words = words;
    start = new long[words + 1];
    prevFree = new boolean[words + 1];
    start[1] = words;
    prevFree[1] = true;
    count = 1;
  }

  /** Takes a free block, and splits off what it has too much, if that is enough for a block. */
  /*@ public normal_behavior
    @   requires 0 <= b && b < count && prevFree[b + 1] && LEAST <= n && n <= start[b + 1] - start[b];
    @   old int more = LEAST <= start[b + 1] - start[b] - n ? 1 : 0;
    @   assignable count, start[*], prevFree[*];
    @   ensures count == \old(count) + more && !prevFree[b + 1];
    @   ensures more == 1 ==> start[b + 1] == start[b] + n && prevFree[b + 2]; // POLICY
    @   // FRAME
    @   ensures (\forall int i; 0 <= i && i <= b; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i <= b; prevFree[i] == \old(prevFree[i]));
    @   ensures (\forall int i, j; b + more < j && j == i + more && j <= count; start[j] == \old(start[i]));
    @   ensures (\forall int i, j; b + 1 + more < j && j == i + more && j <= count; prevFree[j] == \old(prevFree[i]));
    @*/
  public void take(int b, long n) {
    //@ assert spread(count);
    //@ split
    if (LEAST <= start[b + 1] - start[b] - n) {
      split(b, start[b] + n);
    } else {
      prevFree[b + 1] = false;
    }
  }

  /** Takes a free block up to a word; from there it is a free block by itself. */
  /*@ private normal_behavior
    @   requires 0 <= b && b < count && prevFree[b + 1] && count < words;
    @   requires start[b] + LEAST <= at && at + LEAST <= start[b + 1];
    @   assignable count, start[b + 1 .. count + 1], prevFree[b + 1 .. count + 1];
    @   ensures count == \old(count) + 1 && start[b + 1] == at && !prevFree[b + 1] && prevFree[b + 2];
    @   ensures (\forall int i, j; b + 1 < j && j == i + 1 && j <= count; start[j] == \old(start[i]));
    @   ensures (\forall int i, j; b + 1 < j && j == i + 1 && j <= count; prevFree[j] == \old(prevFree[i]));
    @*/
  private void split(int b, long at) {
    Moves.up(start, b + 1, count + 1, 1);
    Moves.up(prevFree, b + 1, count + 1, 1);
    start[b + 1] = at;
    prevFree[b + 1] = false;
    count = count + 1;
  }

  /** Gives a block back, and merges it with the free ones beside it. */
  /*@ public normal_behavior
    @   requires 0 <= b && b < count && !prevFree[b + 1];
    @   old int first = prevFree[b] ? b - 1 : b;
    @   old int gone = (prevFree[b] ? 1 : 0) + (b + 1 < count && prevFree[b + 2] ? 1 : 0);
    @   assignable count, start[*], prevFree[*];
    @   ensures count == \old(count) - gone && 0 <= first && prevFree[first + 1]; // REUSE
    @   // FRAME
    @   ensures (\forall int i; 0 <= i && i <= first; start[i] == \old(start[i]));
    @   ensures (\forall int i; 0 <= i && i <= first; prevFree[i] == \old(prevFree[i]));
    @   ensures (\forall int i, j; first < i && j == i + gone && i <= count; start[i] == \old(start[j]));
    @   ensures (\forall int i, j; first + 1 < i && j == i + gone && i <= count; prevFree[i] == \old(prevFree[j]));
    @*/
  public void give(int b) {
    int first = prevFree[b] ? b - 1 : b;
    int gone = (prevFree[b] ? 1 : 0) + (b + 1 < count && prevFree[b + 2] ? 1 : 0);
    join(first, gone);
  }

  /** A block takes in so many after it, and is free. */
  /*@ private normal_behavior
    @   requires 0 <= first && 0 <= gone && gone <= 2 && first + gone < count;
    @   requires !prevFree[first] && (first + gone + 1 < count ==> !prevFree[first + gone + 2]);
    @   assignable count, start[first + 1 .. count], prevFree[first + 1 .. count];
    @   ensures count == \old(count) - gone && prevFree[first + 1];
    @   ensures (\forall int i, j; first < i && j == i + gone && i <= count; start[i] == \old(start[j]));
    @   ensures (\forall int i, j; first + 1 < i && j == i + gone && i <= count; prevFree[i] == \old(prevFree[j]));
    @*/
  private void join(int first, int gone) {
    //@ assert start[first] + LEAST <= start[first + 1];
    //@ assert 0 < gone ==> start[first + 1] + LEAST <= start[first + 2];
    //@ assert 1 < gone ==> start[first + 2] + LEAST <= start[first + 3];
    //@ assert start[first + 1] <= start[first + 1 + gone];
    Moves.down(start, first + 1 + gone, count + 1, gone);
    Moves.down(prevFree, first + 1 + gone, count + 1, gone);
    count = count - gone;
    prevFree[first + 1] = true;
  }

  // Lemma: blocks have their least size, so there are few.
  /*@ private normal_behavior
    @   requires 0 <= i && i <= count;
    @   ensures \result && LEAST * i <= start[i];
    @   measured_by i;
    @ pure model private boolean spread(int i) { return i == 0 || spread(i - 1); }
    @*/

  /** The free block that fits best: of the sufficient ones the smallest, of those the lowest; or {@link #count}. */
  /*@ public normal_behavior
    @   ensures 0 <= \result && \result <= count;
    @   ensures \result < count ==> prevFree[\result + 1] && n <= start[\result + 1] - start[\result];
    @   ensures (\forall int i, j; 0 <= i && j == i + 1 && j <= count && prevFree[j] && n <= start[j] - start[i];
    @     \result < count && (start[\result + 1] - start[\result] < start[j] - start[i] // POLICY
    @       || start[\result + 1] - start[\result] == start[j] - start[i] && \result <= i));
    @ pure
    @*/
  public int best(long n) {
    int best = count;
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count && (0 <= best && best < i || best == count);
      @ loop_invariant best < count ==> prevFree[best + 1] && n <= start[best + 1] - start[best];
      @ loop_invariant (\forall int k, j; 0 <= k && j == k + 1 && j <= i && prevFree[j] && n <= start[j] - start[k];
      @   best < count && (start[best + 1] - start[best] < start[j] - start[k]
      @     || start[best + 1] - start[best] == start[j] - start[k] && best <= k));
      @ loop_writes i, best;
      @ decreases count - i;
      @*/
    while (i < count) {
      long size = start[i + 1] - start[i];
      if (prevFree[i + 1] && n <= size && (best == count || size < start[best + 1] - start[best])) {
        best = i;
      }
      i = i + 1;
    }
    return best;
  }

  /** The block in use that starts at a word, or {@link #count}. */
  /*@ public normal_behavior
    @   ensures 0 <= \result && \result <= count;
    @   ensures \result < count ==> !prevFree[\result + 1] && start[\result] == word; // VALID_FREE
    @   ensures (\forall int i, j; 0 <= i && j == i + 1 && j <= \result; prevFree[j] || start[i] != word);
    @ pure
    @*/
  public int at(long word) {
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= count;
      @ loop_invariant (\forall int k, j; 0 <= k && j == k + 1 && j <= i; prevFree[j] || start[k] != word);
      @ loop_writes i;
      @ decreases count - i;
      @*/
    while (i < count && !(!prevFree[i + 1] && start[i] == word)) {
      i = i + 1;
    }
    return i;
  }

  /** The words of the chunk. */
  /*@ public normal_behavior
    @   ensures \result == words;
    @ pure
    @*/
  public int words() {
    return words;
  }

  /** The number of blocks. */
  /*@ public normal_behavior
    @   ensures \result == count;
    @ pure
    @*/
  public int count() {
    return count;
  }

  /** The first word of a block; of block {@code count}, the sentinel. */
  /*@ public normal_behavior
    @   requires 0 <= i && i <= count;
    @   ensures \result == start[i];
    @ pure
    @*/
  public long start(int i) {
    return start[i];
  }

  /** The size of a block, in words, as its header has it. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < count;
    @   ensures \result == start[i + 1] - start[i] && LEAST <= \result;
    @ pure
    @*/
  public long size(int i) {
    return start[i + 1] - start[i];
  }

  /** The size of the block before, as the header of this one has it; 0 before the first. */
  /*@ public normal_behavior
    @   requires 0 <= i && i <= count;
    @   ensures \result == (i == 0 ? 0 : start[i] - start[i - 1]);
    @ pure
    @*/
  public long prevSize(int i) {
    return i == 0 ? 0 : start[i] - start[i - 1];
  }

  /** Whether a block is free, as the header of its successor has it. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < count;
    @   ensures \result == prevFree[i + 1];
    @ pure
    @*/
  public boolean free(int i) {
    return prevFree[i + 1];
  }

  // Lemma, METADATA: the tags agree.
  /*@ public normal_behavior
    @   requires 0 <= i && i < count;
    @   ensures \result && size(i) == prevSize(i + 1) && free(i) == prevFree[i + 1];
    @ pure model public boolean tags(int i) {
    @   return size(i) == prevSize(i + 1);
    @ }
    @*/
}
