package org.alloracle.reference.heaplayers;

/**
 * Stacks of objects, the last of which may grow (ObstackHeap). Memory is counted in words; chunks follow
 * each other from word 0 and are not joined. Object {@code i} is the words from {@code start[i]} up to
 * {@code end[i]}, in the chunk that ends at {@code limit[i]}.
 *
 * <p>A new object goes after the last one, if its chunk has room, else to a new chunk. The last object
 * can grow; if its chunk is too short it moves to a new one, of the object, what it grows by, an eighth
 * of the object and 100 words. Freeing back to an object frees it and all later ones, and gives back the
 * chunks after its own.
 */
public final class Obstack {
  /** The most words of all chunks: 128 MiB. */
  public static final int MOST = 0x1000000;

  private final /*@ spec_public @*/ int words;
  private final /*@ spec_public @*/ int[] start;
  private final /*@ spec_public @*/ int[] end;
  private final /*@ spec_public @*/ int[] limit;
  private /*@ spec_public @*/ int count;

  /*@ // METADATA
    @ public invariant 0 <= words && words <= MOST && 0 <= count && count <= words;
    @ public invariant start.length == words && end.length == words && limit.length == words;
    @ public invariant start != end && start != limit && end != limit;
    @ // CONTAINMENT: an object lies in its chunk, and chunks in the memory
    @ public invariant (\forall int i; 0 <= i && i < count;
    @   i <= start[i] && start[i] < end[i] && end[i] <= limit[i] && limit[i] <= words);
    @ // DISJOINTNESS: objects ascend, so the live ones are a stack
    @ public invariant (\forall int i, j; 0 <= i && j == i + 1 && j < count;
    @   end[i] <= start[j] && limit[i] <= limit[j]);
    @*/

  /** No object; the chunks can have so many words. */
  /*@ public normal_behavior
    @   requires 0 <= words && words <= MOST;
    @   ensures this.words == words && count == 0;
    @ pure
    @*/
  public Obstack(int words) {
    this.words = words;
    start = new int[words];
    end = new int[words];
    limit = new int[words];
  }

  /** The words of a new chunk that must hold so many, of which so many are the object's already. */
  /*@ public normal_behavior
    @   requires 0 <= object && object <= MOST && 1 <= n && n <= MOST;
    @   assignable \nothing;
    @   ensures object + n + 100 <= \result;
    @   ensures 8 * (\result - object - n - 100) <= object && object < 8 * (\result - object - n - 100) + 8;
    @ pure helper
    @*/
  public static int chunk(int object, int n) {
    return object + n + object / 8 + 100;
  }

  /** Pushes an object of so many words; its number, or -1 if no chunk can be had for it. */
  /*@ public normal_behavior
    @   requires 1 <= n && n <= MOST;
    @   old int last = count == 0 ? 0 : end[count - 1];
    @   old int room = count == 0 ? 0 : limit[count - 1];
    @   requires last + n <= room;
    @   assignable count, start[count], end[count], limit[count]; // FRAME
    @   ensures \result == \old(count) && count == \result + 1; // POLICY
    @   ensures start[\result] == last && end[\result] == last + n && limit[\result] == room;
    @ also public normal_behavior // a new chunk
    @   requires 1 <= n && n <= MOST;
    @   old int last = count == 0 ? 0 : end[count - 1];
    @   old int room = count == 0 ? 0 : limit[count - 1];
    @   requires room < last + n && room + chunk(0, n) <= words;
    @   assignable count, start[count], end[count], limit[count]; // FRAME
    @   ensures \result == \old(count) && count == \result + 1; // POLICY
    @   ensures start[\result] == room && end[\result] == room + n;
    @   ensures limit[\result] == room + \old(chunk(0, n));
    @ also public normal_behavior // HONEST_FAILURE
    @   requires 1 <= n && n <= MOST;
    @   old int last = count == 0 ? 0 : end[count - 1];
    @   old int room = count == 0 ? 0 : limit[count - 1];
    @   requires room < last + n && words < room + chunk(0, n);
    @   assignable \nothing;
    @   ensures \result == -1;
    @*/
  public int push(int n) {
    int at = count == 0 ? 0 : end[count - 1];
    int room = count == 0 ? 0 : limit[count - 1];
    if (room < at + n) {
      at = room;
      room = room + chunk(0, n);
    }
    if (room > words) {
      return -1;
    }
    start[count] = at;
    end[count] = at + n;
    limit[count] = room;
    count = count + 1;
    return count - 1;
  }

  /** Makes the last object so many words longer; whether it could be done. It may move to a new chunk. */
  /*@ public normal_behavior // in its chunk
    @   requires 0 < count && 1 <= n && n <= limit[count - 1] - end[count - 1];
    @   assignable end[count - 1];
    @   ensures \result && end[count - 1] == \old(end[count - 1]) + n; // CAPACITY
    @ also public normal_behavior // in a new one
    @   requires 0 < count && 1 <= n && n <= MOST && limit[count - 1] - end[count - 1] < n;
    @   old int chunk = chunk(end[count - 1] - start[count - 1], n);
    @   requires limit[count - 1] + chunk <= words;
    @   assignable start[count - 1], end[count - 1], limit[count - 1];
    @   ensures \result && start[count - 1] == \old(limit[count - 1]); // POLICY
    @   ensures end[count - 1] - start[count - 1] == \old(end[count - 1]) - \old(start[count - 1]) + n; // CAPACITY
    @   ensures limit[count - 1] == start[count - 1] + chunk;
    @ also public normal_behavior // HONEST_FAILURE
    @   requires 0 < count && 1 <= n && n <= MOST && limit[count - 1] - end[count - 1] < n;
    @   requires words < limit[count - 1] + chunk(end[count - 1] - start[count - 1], n);
    @   assignable \nothing;
    @   ensures !\result;
    @*/
  public boolean grow(int n) {
    int last = count - 1;
    if (n <= limit[last] - end[last]) {
      end[last] = end[last] + n;
      return true;
    }
    int object = end[last] - start[last];
    int chunk = chunk(object, n);
    int from = limit[last];
    if (chunk > words - from) {
      return false;
    }
    start[last] = from;
    end[last] = from + object + n;
    limit[last] = from + chunk;
    return true;
  }

  /** Frees an object and all later ones. */
  /*@ public normal_behavior
    @   requires 0 <= object && object < count; // VALID_FREE
    @   assignable count;
    @   ensures count == object; // REUSE: exactly those pushed before it stay
    @*/
  public void freeBackTo(int object) {
    count = object;
  }

  /** The live object that starts at a word, or -1. */
  /*@ public normal_behavior
    @   ensures -1 <= \result && \result < count;
    @   ensures 0 <= \result ==> start[\result] == word;
    @   ensures \result < 0 ==> (\forall int i; 0 <= i && i < count; start[i] != word);
    @ pure
    @*/
  public int at(int word) {
    int i = count - 1;
    /*@ loop_invariant -1 <= i && i < count;
      @ loop_invariant (\forall int k; i < k && k < count; start[k] != word);
      @ loop_writes i;
      @ decreases i + 1;
      @*/
    while (i >= 0 && start[i] != word) {
      i = i - 1;
    }
    return i;
  }

  /** The number of live objects. */
  /*@ public normal_behavior
    @   ensures \result == count;
    @ pure
    @*/
  public int count() {
    return count;
  }

  /** The first word of an object. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < count;
    @   ensures \result == start[i];
    @ pure
    @*/
  public int start(int i) {
    return start[i];
  }

  /** The first word past an object. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < count;
    @   ensures \result == end[i];
    @ pure
    @*/
  public int end(int i) {
    return end[i];
  }

  /** The first word past an object's chunk. */
  /*@ public normal_behavior
    @   requires 0 <= i && i < count;
    @   ensures \result == limit[i];
    @ pure
    @*/
  public int limit(int i) {
    return limit[i];
  }

  // Lemma, DISJOINTNESS: an object ends where or before a later one starts.
  /*@ public normal_behavior
    @   requires 0 <= i && i < j && j < count;
    @   ensures \result && end[i] <= start[j];
    @   measured_by j;
    @ pure model public boolean apart(int i, int j) { return i == j - 1 || apart(i, j - 1); }
    @*/
}
