package org.alloracle.reference.heaplayers;

/**
 * The stack-like allocator of 197.parser (XallocHeap): one arena, blocks pushed at its top, each with a
 * bit that says whether it is in use. A block freed in the middle only loses its bit; once the top one
 * is freed, all unused ones below it go with it. So the arena is empty, or ends with a block in use.
 *
 * <p>Memory is counted in words; block {@code i} is the words from {@code start[i]} up to {@code start[i +
 * 1]}, so blocks share nothing by construction.
 */
public final class Xalloc {
  /** The most words of an arena: 128 MiB. */
  public static final int MOST = 0x1000000;

  private final /*@ spec_public @*/ int words;
  private final /*@ spec_public @*/ int[] start;
  private final /*@ spec_public @*/ boolean[] used;
  private /*@ spec_public @*/ int count;

  /*@ // METADATA
    @ public invariant 0 <= words && words <= MOST && start.length == words + 1 && used.length == words + 1;
    @ public invariant 0 <= count && count <= words && start[0] == 0;
    @ // DISJOINTNESS, CONSERVATION: blocks tile the arena up to its top
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j <= count; start[i] < start[j]);
    @ public invariant (\forall int i; 0 <= i && i <= count; i <= start[i] && start[i] <= words); // CONTAINMENT
    @ // METADATA: the arena is empty, or the block that ends at its top is in use
    @ public invariant (\forall int i; 0 <= i && i + 1 == count; used[i]);
    @*/

  /** An empty arena of so many words. */
  /*@ public normal_behavior
    @   requires 0 <= words && words <= MOST;
    @   ensures this.words == words && count == 0;
    @ pure
    @*/
  public Xalloc(int words) {
    this.words = words;
    start = new int[words + 1];
    used = new boolean[words + 1];
  }

  /** Pushes a block of so many words; its number, or -1 if the arena is too short. */
  /*@ public normal_behavior
    @   requires 1 <= n && n <= words - start[count];
    @   assignable count, start[count + 1], used[count];
    @   ensures \result == \old(count) && count == \result + 1; // POLICY
    @   ensures start[count] == start[\result] + n && used[\result];
    @ also public normal_behavior // HONEST_FAILURE
    @   requires 1 <= n && words - start[count] < n;
    @   assignable \nothing;
    @   ensures \result == -1;
    @*/
  public int push(int n) {
    if (words - start[count] < n) {
      return -1;
    }
    int end = start[count] + n;
    used[count] = true;
    count = count + 1;
    start[count] = end;
    return count - 1;
  }

  /** Frees a block in use; at the top, all unused ones with it. */
  /*@ public normal_behavior
    @   requires 0 <= b && b < count && used[b];
    @   assignable used[b], count;
    @   ensures !used[b] && count <= \old(count);
    @   ensures b + 1 < \old(count) ==> count == \old(count); // POLICY: nothing moves below the top
    @   ensures b + 1 == \old(count) ==> // REUSE: all unused blocks at the top go
    @     (\forall int i; count <= i && i < \old(count); !used[i]);
    @*/
  public void free(int b) {
    used[b] = false;
    if (b + 1 == count) {
      count = top(b);
    }
  }

  /** The number of blocks up to the last one in use below a number. */
  /*@ private normal_behavior
    @   requires 0 <= n && n <= used.length;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= n;
    @   ensures (\forall int i; 0 <= i && i + 1 == \result; used[i]);
    @   ensures (\forall int i; \result <= i && i < n; !used[i]);
    @ pure helper
    @*/
  private int top(int n) {
    int i = n;
    /*@ loop_invariant 0 <= i && i <= n;
      @ loop_invariant (\forall int k; i <= k && k < n; !used[k]);
      @ loop_writes i;
      @ decreases i;
      @*/
    while (i > 0 && !used[i - 1]) {
      i = i - 1;
    }
    return i;
  }

  /** The block in use that starts at a word, or -1. */
  /*@ public normal_behavior
    @   ensures -1 <= \result && \result < count;
    @   ensures 0 <= \result ==> used[\result] && start[\result] == word; // VALID_FREE
    @   ensures \result < 0 ==> (\forall int i; 0 <= i && i < count; !(used[i] && start[i] == word));
    @ pure
    @*/
  public int at(int word) {
    int i = count - 1;
    /*@ loop_invariant -1 <= i && i < count;
      @ loop_invariant (\forall int k; i < k && k < count; !(used[k] && start[k] == word));
      @ loop_writes i;
      @ decreases i + 1;
      @*/
    while (i >= 0 && !(used[i] && start[i] == word)) {
      i = i - 1;
    }
    return i;
  }

  /** The first word of a block. */
  /*@ public normal_behavior
    @   requires 0 <= b && b < count;
    @   ensures \result == start[b] && 0 <= \result && \result <= words;
    @ pure
    @*/
  public int start(int b) {
    return start[b];
  }

  /** The first word past the last block. */
  /*@ public normal_behavior
    @   ensures \result == start[count];
    @ pure
    @*/
  public int top() {
    return start[count];
  }
}
