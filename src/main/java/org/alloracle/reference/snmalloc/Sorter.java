package org.alloracle.reference.snmalloc;

import org.alloracle.reference.Copies;

/**
 * To whom the messages of an allocator go when it sends them. The messages whose owners first differ from the allocator in
 * the same digit, and have the same one there, are a bucket; each bucket goes to the owner of its first message. Who
 * sends needs to know of that only in which range it is.
 */
public final class Sorter {
  final /*@ spec_public @*/ Ids ids;
  final /*@ spec_public @*/ Heap heap;
  final /*@ spec_public @*/ Mail mail;

  //@ public invariant mail.list.length == heap.where.length; // METADATA

  /** The messages are about the objects of a heap whose owners have these ids. */
  /*@ normal_behavior
    @   requires mail.list.length == heap.where.length;
    @   ensures this.ids == ids && this.heap == heap && this.mail == mail;
    @ pure
    @*/
  Sorter(Ids ids, Heap heap, Mail mail) {
    this.ids = ids;
    this.heap = heap;
    this.mail = mail;
  }

  /** To which box each message would go if it were one of an allocator, by its place in the list. */
  /*@ public normal_behavior
    @   requires 0 <= a && a < ids.id.length;
    @   requires (\forall int j; 0 <= j && j < mail.count; heap.where[mail.list[j]] != Stock.FREE);
    @   requires (\forall int p; 0 <= p && p < heap.owner.length; heap.owner[p] < ids.id.length);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == mail.count;
    @   ensures (\forall int j; 0 <= j && j < \result.length; ids.id.length <= \result[j] && \result[j] < 2 * ids.id.length);
    @   ensures (\forall int j; 0 <= j && j < \result.length; \result[j] == \old(target(a, mail.list[j], j)));
    @ pure
    @*/
  int[] targets(int a) {
    return boxes(a, 0, mail.count);
  }

  /** The same from one place up to another; by halves, so that all are asked for before anything is written. */
  /*@ normal_behavior
    @   requires 0 <= a && a < ids.id.length && 0 <= lo && lo <= hi && hi <= mail.count;
    @   requires (\forall int j; 0 <= j && j < mail.count; heap.where[mail.list[j]] != Stock.FREE);
    @   requires (\forall int p; 0 <= p && p < heap.owner.length; heap.owner[p] < ids.id.length);
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == hi - lo;
    @   ensures (\forall int i, j; 0 <= i && j == lo + i && j < hi; \result[i] == \old(target(a, mail.list[j], j)));
    @   measured_by hi - lo;
    @ pure
    @*/
  int[] boxes(int a, int lo, int hi) {
    int to = lo < hi ? target(a, mail.list[lo], lo) : 0;
    if (hi - lo <= 1) {
      return Copies.filled(hi - lo, to);
    }
    int mid = lo + (hi - lo) / 2;
    int[] low = boxes(a, lo, mid);
    int[] high = boxes(a, mid, hi);
    return joined(low, high);
  }

  /** One after the other. */
  /*@ private normal_behavior
    @   requires low.length <= 268435456 && high.length <= 268435456;
    @   assignable \nothing;
    @   ensures \fresh(\result) && \result.length == low.length + high.length;
    @   ensures (\forall int i; 0 <= i && i < low.length; \result[i] == low[i]);
    @   ensures (\forall int i; low.length <= i && i < \result.length; \result[i] == high[i - low.length]);
    @ pure
    @*/
  private static int[] joined(int[] low, int[] high) {
    int[] all = new int[low.length + high.length];
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= all.length;
      @ loop_invariant (\forall int k; 0 <= k && k < i; all[k] == (k < low.length ? low[k] : high[k - low.length]));
      @ loop_writes i, all[*];
      @ decreases all.length - i;
      @*/
    while (i < all.length) {
      all[i] = i < low.length ? low[i] : high[i - low.length];
      i = i + 1;
    }
    return all;
  }

  /** To which box a message would go if it were one of an allocator after so many places of the list. */
  /*@ public normal_behavior
    @   requires 0 <= a && a < ids.id.length && 0 <= x && x < heap.where.length && heap.where[x] != Stock.FREE;
    @   requires heap.owner[heap.home[heap.slabOf[x]]] < ids.id.length && 0 <= j && j <= mail.count;
    @   assignable \nothing;
    @   ensures ids.id.length <= \result && \result < 2 * ids.id.length;
    @ also private normal_behavior
    @   requires 0 <= a && a < ids.id.length && 0 <= x && x < heap.where.length && heap.where[x] != Stock.FREE;
    @   requires heap.owner[heap.home[heap.slabOf[x]]] < ids.id.length && 0 <= j && j <= mail.count;
    @   assignable \nothing;
    @   ensures (\forall int i; i == leader(a, x, j); // POLICY
    @     \result == ids.id.length + owner(i < j ? mail.list[i] : x));
    @ pure
    @*/
  public int target(int a, int x, int j) {
    //@ assert 0 <= heap.ownerOf(x);
    int i = leader(a, x, j);
    return ids.id.length + owner(i < j ? mail.list[i] : x);
  }

  /** The place of the first message of the bucket of one, of all that an allocator has before a place; that place if there is none. */
  /*@ normal_behavior
    @   requires 0 <= a && a < ids.id.length && 0 <= x && x < heap.where.length && 0 <= j && j <= mail.count;
    @   requires 0 <= heap.owner[heap.home[heap.slabOf[x]]] && heap.owner[heap.home[heap.slabOf[x]]] < ids.id.length;
    @   assignable \nothing;
    @   ensures 0 <= \result && \result <= j;
    @   ensures \result < j ==> mail.box[mail.list[\result]] == a
    @     && near(a, owner(mail.list[\result]), owner(x));
    @   ensures (\forall int i; 0 <= i && i < \result && mail.box[mail.list[i]] == a; // POLICY
    @     !near(a, owner(mail.list[i]), owner(x)));
    @ pure
    @*/
  int leader(int a, int x, int j) {
    int owner = owner(x);
    int i = 0;
    /*@ loop_invariant 0 <= i && i <= j;
      @ loop_invariant (\forall int n; 0 <= n && n < i && mail.box[mail.list[n]] == a;
      @   !near(a, owner(mail.list[n]), owner));
      @ loop_writes i;
      @ decreases j - i;
      @*/
    while (i < j && !(mail.box[mail.list[i]] == a && near(a, owner(mail.list[i]), owner))) {
      i = i + 1;
    }
    return i;
  }

  /** The owner of an object's superslab, or -1. */
  /*@ normal_behavior
    @   requires 0 <= x && x < heap.where.length;
    @   assignable \nothing;
    @   ensures \result == heap.owner[heap.home[heap.slabOf[x]]];
    @ pure
    @*/
  int owner(int x) {
    return heap.owner[heap.home[heap.slabOf[x]]];
  }

  /** Whether an allocator has messages for one owner, if it is any, and for the other in the same bucket. */
  /*@ normal_behavior
    @   requires 0 <= holder && holder < ids.id.length && 0 <= b && b < ids.id.length;
    @   assignable \nothing;
    @   ensures \result == (0 <= a && a < ids.id.length && ids.together(holder, a, b));
    @ pure
    @*/
  boolean near(int holder, int a, int b) {
    return 0 <= a && a < ids.id.length && ids.together(holder, a, b);
  }
}
