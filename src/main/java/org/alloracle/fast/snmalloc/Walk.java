package org.alloracle.fast.snmalloc;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at every object of a heap at rest, and demands that each is in one place. */
final class Walk {
  private final FastSnMalloc heap;
  private final SnAllocator[] allocators;

  /** The messages of all boxes. */
  private final Set<Long> messages = new HashSet<>();

  /** The slabs of all lists of classes. */
  private final Set<Slab> listed = new HashSet<>();

  Walk(FastSnMalloc heap, SnAllocator[] allocators) {
    this.heap = heap;
    this.allocators = allocators;
  }

  void check(@Nullable Superslab[] table, int fresh) {
    for (SnAllocator allocator : allocators) {
      outbox(allocator);
      inbox(allocator);
      lists(allocator);
    }
    int found = 0;
    for (int p = 0; p < fresh; p++) {
      Superslab superslab = table[p];
      if (superslab != null) {
        found += superslab(superslab);
      }
    }
    require(found == messages.size(), "CONSERVATION", "messages that are on their way " + found);
  }

  private void outbox(SnAllocator allocator) {
    long pending = 0;
    for (int bucket = 0; bucket < allocator.outbox.buckets(); bucket++) {
      long m = allocator.outbox.first(bucket);
      while (m != Slab.END) {
        Slab slab = heap.slab(m);
        message(m);
        SnAllocator owner = heap.owner(slab);
        require(owner != allocator, "METADATA", "a message of " + allocator.number + " to itself");
        require(heap.digit(owner.id, 0) == bucket, "METADATA", "a message in bucket " + bucket);
        pending += slab.size;
        m = slab.nextOf(FastSnMalloc.index(m));
      }
    }
    require(pending == allocator.outbox.pending, "METADATA", "pending bytes " + pending);
  }

  private void inbox(SnAllocator allocator) {
    for (long m = allocator.inbox.first(); m != Slab.END; m = allocator.inbox.after(m)) {
      message(m);
    }
  }

  private void message(long m) {
    require(messages.add(m), "DISJOINTNESS", "message " + m + " is in two boxes, or lists circle");
  }

  private void lists(SnAllocator allocator) {
    for (int k = 0; k < Classes.COUNT; k++) {
      Slab before = null;
      for (Slab slab = allocator.head(k); slab != null; slab = slab.next) {
        require(listed.add(slab), "METADATA", "slab " + slab.number + " is listed twice");
        require(slab.previous == before, "METADATA", "the list at slab " + slab.number);
        require(
            slab.kind == k && slab.home.owner == allocator && slab.used < slab.room,
            "METADATA",
            "slab " + slab.number + " is in the list of class " + k);
        before = slab;
      }
    }
  }

  private int superslab(Superslab superslab) {
    int weight = 0;
    int found = 0;
    for (Slab slab : superslab.slabs) {
      boolean inUse = slab.kind >= 0;
      weight += !inUse ? 0 : superslab.isShort(slab) ? 1 : 2;
      found += slab(slab);
      require(
          superslab.isShort(slab)
              || inUse != superslab.unused.has(slab.number - superslab.slabs[0].number),
          "METADATA",
          "slab " + slab.number + " is noted wrong");
    }
    require(weight == superslab.used, "METADATA", "superslab " + superslab.number + ": " + weight);
    SnAllocator owner = superslab.owner;
    require((owner == null) == (weight == 0), "METADATA", "the owner of " + superslab.number);
    require(owner == null || owner.notes(superslab), "METADATA", "notes of " + superslab.number);
    return found;
  }

  /** Returns the slab's messages. */
  private int slab(Slab slab) {
    String name = "slab " + slab.number;
    require((slab.kind >= 0) == (slab.used > 0), "CONSERVATION", name + " is in use, or not");
    require(slab.bump <= slab.room, "CONTAINMENT", name + " served past its end");
    require(listed.contains(slab) == (slab.used > 0 && slab.used < slab.room), "REUSE", name);
    Set<Integer> free = new HashSet<>();
    for (int i = slab.head; i >= 0; i = (int) slab.nextOf(i)) {
      require(i < slab.bump && free.add(i), "METADATA", "the free list of " + name);
      require(!messages.contains(slab.message(i)), "DISJOINTNESS", "a free message of " + name);
    }
    int live = 0;
    int away = 0;
    for (int i = 0; i < slab.bump; i++) {
      if (messages.contains(slab.message(i))) {
        away++;
      } else if (!free.contains(i)) {
        require(slab.nextOf(i) == Slab.LIVE, "CONSERVATION", name + " has lost object " + i);
        live++;
      }
    }
    require(live + away == slab.used, "CONSERVATION", name + " has " + live + " and " + away);
    return away;
  }

  private static void require(boolean holds, String clause, String detail) {
    if (!holds) {
      throw new AssertionError(clause + ": " + detail);
    }
  }
}
