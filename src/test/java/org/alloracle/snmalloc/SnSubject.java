package org.alloracle.snmalloc;

import java.util.LinkedHashMap;
import java.util.Map;
import org.alloracle.fast.snmalloc.FastSnMalloc;
import org.alloracle.reference.snmalloc.SnMalloc;

/** A set of allocators, told every step, with all that a user can see of it. */
public interface SnSubject {
  long allocate(int a, long size, long alignment);

  void free(int a, long address);

  void flush(int a);

  boolean deliver(int a);

  long usableSize(long address);

  /** Counters by name. */
  Map<String, Long> state();

  /** The reference. */
  static SnSubject reference(Sets sets) {
    SnMalloc heap =
        new SnMalloc(
            sets.ids(),
            sets.bits(),
            sets.superslabs(),
            sets.each(),
            sets.slabBytes(),
            sets.header(),
            sets.limit());
    return new SnSubject() {
      @Override
      public long allocate(int a, long size, long alignment) {
        return heap.allocate(a, size, alignment);
      }

      @Override
      public void free(int a, long address) {
        heap.free(a, address);
      }

      @Override
      public void flush(int a) {
        heap.flush(a);
      }

      @Override
      public boolean deliver(int a) {
        return heap.deliver(a);
      }

      @Override
      public long usableSize(long address) {
        return heap.usableSize(address);
      }

      @Override
      public Map<String, Long> state() {
        return counters(
            sets, heap::pending, heap.messages(), heap::owner, heap::used, heap::usedOf);
      }
    };
  }

  /** The fast form, that handles messages when told. */
  static SnSubject fast(Sets sets) {
    FastSnMalloc heap =
        new FastSnMalloc(
            sets.ids(),
            sets.bits(),
            sets.superslabs(),
            sets.each(),
            sets.slabBytes(),
            sets.header(),
            sets.limit(),
            0);
    return new SnSubject() {
      @Override
      public long allocate(int a, long size, long alignment) {
        return heap.allocator(a).allocate(size, alignment);
      }

      @Override
      public void free(int a, long address) {
        heap.allocator(a).free(address);
      }

      @Override
      public void flush(int a) {
        heap.allocator(a).flush();
      }

      @Override
      public boolean deliver(int a) {
        return heap.allocator(a).deliver();
      }

      @Override
      public long usableSize(long address) {
        return heap.allocator(0).usableSize(address);
      }

      @Override
      public Map<String, Long> state() {
        heap.checkInvariants();
        return counters(
            sets,
            a -> heap.allocator(a).pending(),
            heap.messages(),
            heap::owner,
            heap::used,
            heap::usedOf);
      }
    };
  }

  /** The number of a number. */
  interface Counter {
    long of(int number);
  }

  private static Map<String, Long> counters(
      Sets sets, Counter pending, long messages, Counter owner, Counter used, Counter usedOf) {
    Map<String, Long> state = new LinkedHashMap<>();
    for (int a = 0; a < sets.ids().length; a++) {
      state.put("pending " + a, pending.of(a));
    }
    state.put("messages", messages);
    for (int p = 0; p < sets.superslabs(); p++) {
      state.put("owner " + p, owner.of(p));
      state.put("used " + p, used.of(p));
    }
    for (int s = 0; s < sets.superslabs() * sets.each(); s++) {
      state.put("used of slab " + s, usedOf.of(s));
    }
    return state;
  }
}
