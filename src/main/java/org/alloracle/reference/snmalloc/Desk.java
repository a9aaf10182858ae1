package org.alloracle.reference.snmalloc;

/**
 * Where a heap is asked. Who asks needs to know of the answers only in which ranges they are: why the heap gives them
 * is kept below.
 */
public final class Desk {
  final /*@ spec_public @*/ Heap heap;

  /** Questions go to this heap. */
  /*@ normal_behavior
    @   ensures this.heap == heap;
    @ pure
    @*/
  Desk(Heap heap) {
    this.heap = heap;
  }

  /** The slab that serves an allocator's request for a class: {@link Heap#server}. */
  /*@ public normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < heap.size.length;
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < heap.kind.length;
    @   ensures (\forall int s; s == \result && 0 <= s && heap.kind[s] != -1;
    @     heap.kind[s] == k && heap.owner[heap.home[s]] == a && heap.used[s] < heap.room[s]);
    @   ensures (\forall int s; s == \result && 0 <= s && heap.kind[s] == -1;
    @     (heap.owner[heap.home[s]] == a || heap.owner[heap.home[s]] == -1)
    @     && 1 <= (s == heap.base[heap.home[s]] ? heap.few[k] : heap.many[k])
    @     && 0 <= heap.first[s] && heap.first[s] < heap.where.length);
    @ also private normal_behavior
    @   requires 0 <= a && a < Holdings.MOST_OWNERS && 0 <= k && k < heap.size.length;
    @   assignable \nothing;
    @   ensures \result == heap.server(a, k); // POLICY
    @ pure
    @*/
  public int server(int a, int k) {
    return heap.server(a, k);
  }

  /** Where the object is that a slab serves next to a class: {@link Heap#served}. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < heap.kind.length && 0 <= k && k < heap.size.length;
    @   requires (\forall int t; t == s; heap.kind[t] == -1
    @     ? 1 <= (t == heap.base[heap.home[t]] ? heap.few[k] : heap.many[k])
    @     : heap.kind[t] == k && heap.used[t] < heap.room[t]);
    @   assignable \nothing;
    @   ensures 0 <= \result;
    @ also private normal_behavior
    @   requires 0 <= s && s < heap.kind.length && 0 <= k && k < heap.size.length;
    @   requires (\forall int t; t == s; heap.kind[t] == -1
    @     ? 1 <= (t == heap.base[heap.home[t]] ? heap.few[k] : heap.many[k])
    @     : heap.kind[t] == k && heap.used[t] < heap.room[t]);
    @   assignable \nothing;
    @   ensures \result == heap.served(s, k); // POLICY
    @ pure
    @*/
  public long served(int s, int k) {
    return heap.served(s, k);
  }

  // Lemma, ALIGNMENT: it lies at every alignment of which the bytes of the class are a multiple.
  /*@ public normal_behavior
    @   requires 0 <= s && s < heap.kind.length && 0 <= k && k < heap.size.length;
    @   requires (\forall int t; t == s; heap.kind[t] == -1
    @     ? 1 <= (t == heap.base[heap.home[t]] ? heap.few[k] : heap.many[k])
    @     : heap.kind[t] == k && heap.used[t] < heap.room[t]);
    @   requires org.alloracle.reference.Alignments.valid(alignment);
    @   requires org.alloracle.reference.Multiples.rem(heap.size[k], alignment) == 0;
    @   assignable \nothing;
    @   ensures \result && org.alloracle.reference.Multiples.rem(served(s, k), alignment) == 0;
    @ pure model public boolean aligned(int s, int k, long alignment) { return heap.aligned(s, k, alignment); }
    @*/

  /** The object that a slab serves next: {@link Heap#next}. */
  /*@ public normal_behavior
    @   requires 0 <= s && s < heap.kind.length && heap.used[s] < heap.room[s];
    @   assignable \nothing;
    @   ensures 0 <= \result && \result < heap.where.length;
    @ also private normal_behavior
    @   requires 0 <= s && s < heap.kind.length && heap.used[s] < heap.room[s];
    @   assignable \nothing;
    @   ensures \result == heap.next(s); // POLICY
    @ pure
    @*/
  public int next(int s) {
    return heap.next(s);
  }

  // Lemma: for who has the heap do what is told here.
  /*@ public normal_behavior
    @   requires 0 <= s && s < heap.kind.length && heap.used[s] < heap.room[s];
    @   assignable \nothing;
    @   ensures \result && next(s) == heap.next(s);
    @ pure model public boolean same(int s) { return true; }
    @*/

  /** The live object at an address, or -1: {@link Heap#liveAt}. */
  /*@ public normal_behavior
    @   assignable \nothing;
    @   ensures -1 <= \result && \result < heap.where.length;
    @   ensures 0 <= \result ==> heap.where[\result] == Stock.LIVE;
    @ also private normal_behavior
    @   assignable \nothing;
    @   ensures \result == heap.liveAt(address); // VALID_FREE
    @ pure
    @*/
  public int liveAt(long address) {
    return heap.liveAt(address);
  }

  /** The owner of an object that is not free: {@link Heap#ownerOf}. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < heap.where.length && heap.where[x] != Stock.FREE;
    @   assignable \nothing;
    @   ensures \result == heap.owner[heap.home[heap.slabOf[x]]] && 0 <= \result;
    @ pure
    @*/
  public int ownerOf(int x) {
    return heap.ownerOf(x);
  }

  /** The bytes of an object that is not free: {@link Heap#sizeOf}. */
  /*@ public normal_behavior
    @   requires 0 <= x && x < heap.where.length && heap.where[x] != Stock.FREE;
    @   assignable \nothing;
    @   ensures 0 <= heap.kind[heap.slabOf[x]] && \result == heap.size[heap.kind[heap.slabOf[x]]];
    @   ensures 1 <= \result && \result <= 65536;
    @ pure
    @*/
  public long sizeOf(int x) {
    return heap.sizeOf(x);
  }
}
