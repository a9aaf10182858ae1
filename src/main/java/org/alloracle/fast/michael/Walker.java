package org.alloracle.fast.michael;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Walks an allocator in which nothing happens, clause by clause as in {@code
 * specs/michael/MichaelClauses.tla}.
 */
final class Walker {
  private final MichaelAlloc allocator;
  private final Map<Integer, Integer> reserved = new HashMap<>();
  private final Map<Integer, List<String>> places = new HashMap<>();

  /** For each superblock the descriptor that serves it. */
  private final Map<Integer, Descriptor> serving = new HashMap<>();

  Walker(MichaelAlloc allocator) {
    this.allocator = allocator;
  }

  void check() {
    collect();
    for (int d = 0; d < allocator.descriptors.made(); d++) {
      descriptor(allocator.descriptors.get(d));
    }
    superblocks();
  }

  private static AssertionError broken(String clause, String how) {
    return new AssertionError(clause + ": " + how);
  }

  private void place(int d, String place) {
    if (d < 0 || d >= allocator.descriptors.made()) {
      throw broken("METADATA_OWNERSHIP", place + " has descriptor " + d + ", which there is not");
    }
    List<String> all = places.computeIfAbsent(d, x -> new ArrayList<>());
    all.add(place);
    if (all.size() > 1) {
      throw broken("METADATA_OWNERSHIP", "descriptor " + d + " is in " + all);
    }
  }

  /** A descriptor in a place is EMPTY, or has the other state that goes with the place. */
  private void state(int d, int orElse) {
    Descriptor descriptor = allocator.descriptors.get(d);
    int state = Anchor.state(descriptor.anchor);
    if (state != Anchor.EMPTY && state != orElse) {
      throw broken("METADATA_STATES", describe(descriptor) + " is " + places.get(d));
    }
  }

  /** A superblock serves the class of the heap or list that has its descriptor. */
  private void sizeClass(int d, SizeClass expected) {
    Descriptor descriptor = allocator.descriptors.get(d);
    boolean empty = Anchor.state(descriptor.anchor) == Anchor.EMPTY;
    if (!empty && descriptor.superblock.sizeClass != expected.index()) {
      throw broken(
          "METADATA_OWNERSHIP", describe(descriptor) + " is of another class: " + places.get(d));
    }
  }

  private void partial(int d, String place, SizeClass sizeClass) {
    place(d, place);
    state(d, Anchor.PARTIAL);
    sizeClass(d, sizeClass);
  }

  private void collect() {
    Descriptors descriptors = allocator.descriptors;
    for (ProcessorHeap heap : allocator.heaps) {
      if (heap.active != Anchor.NULL) {
        int d = Anchor.descriptor(heap.active);
        place(d, "Active of heap " + heap.index);
        int credits = Anchor.credits(heap.active);
        if (credits >= allocator.shape().maxCredits()) {
          throw broken("METADATA_CREDITS", "heap " + heap.index + " has " + credits + " credits");
        }
        if (Anchor.state(descriptors.get(d).anchor) != Anchor.ACTIVE) {
          throw broken("METADATA_CREDITS", "descriptor " + d + " is Active and not ACTIVE");
        }
        sizeClass(d, heap.sizeClass);
        reserved.put(d, credits + 1);
      }
      if (heap.partial != Anchor.NULL) {
        partial(heap.partial, "Partial of heap " + heap.index, heap.sizeClass);
      }
    }
    for (SizeClass sizeClass : allocator.classes) {
      Descriptor.Node node = descriptors.node(sizeClass.list().dummy());
      while (PartialList.index(node.next) != Anchor.NULL) {
        node = descriptors.node(PartialList.index(node.next));
        partial(node.item, "list of class " + sizeClass.index(), sizeClass);
      }
    }
    for (int d = descriptors.top(); d != Anchor.NULL; d = descriptors.get(d).next) {
      place(d, "available");
      state(d, Anchor.EMPTY);
    }
    for (int t = 0; t < allocator.records.length(); t++) {
      HazardRecord record = allocator.records.get(t);
      for (int i = 0; record != null && i < record.count; i++) {
        place(record.retired[i], "retired by thread " + t);
        state(record.retired[i], Anchor.EMPTY);
      }
    }
  }

  private void descriptor(Descriptor d) {
    long anchor = d.anchor;
    int state = Anchor.state(anchor);
    int count = Anchor.count(anchor);
    int inActive = reserved.getOrDefault(d.index, 0);
    int max = d.superblock.max;
    boolean held = places.containsKey(d.index);
    if (held == (state == Anchor.FULL)) {
      throw broken("METADATA_OWNERSHIP", describe(d) + " is in " + places.get(d.index));
    }
    boolean right =
        switch (state) {
          case Anchor.FULL -> count == 0;
          case Anchor.PARTIAL -> count >= 1 && count < max;
          case Anchor.ACTIVE -> count < max && inActive > 0;
          default -> inActive == 0;
        };
    if (!right) {
      throw broken("METADATA_STATES", describe(d) + " with " + inActive + " reserved");
    }
    if (state != Anchor.EMPTY) {
      Descriptor other = serving.put(d.superblock.index, d);
      if (other != null) {
        throw broken("DISJOINTNESS", describe(d) + " and " + describe(other));
      }
      chain(d, count + inActive);
    }
  }

  private static String describe(Descriptor d) {
    String state =
        switch (Anchor.state(d.anchor)) {
          case Anchor.ACTIVE -> "ACTIVE";
          case Anchor.FULL -> "FULL";
          case Anchor.PARTIAL -> "PARTIAL";
          default -> "EMPTY";
        };
    return "descriptor "
        + d.index
        + " ("
        + state
        + ", count "
        + Anchor.count(d.anchor)
        + ", superblock "
        + d.superblock.index
        + ")";
  }

  /**
   * The chain has distinct blocks, none of them live, and as many as it should; no other is lost.
   */
  private void chain(Descriptor d, int length) {
    Superblock superblock = d.superblock;
    boolean[] free = new boolean[superblock.max];
    int found = 0;
    for (int i = Anchor.avail(d.anchor); i != superblock.max; i = superblock.word(i)) {
      if (i < 0 || i > superblock.max || free[i]) {
        throw broken("METADATA_CHAIN", describe(d) + ": " + i + " after " + found + " blocks");
      }
      if (Superblock.live(superblock.word(i))) {
        throw broken("DISJOINTNESS", describe(d) + ": block " + i + " is live and free");
      }
      free[i] = true;
      found++;
    }
    if (found != length) {
      throw broken("METADATA_CHAIN", describe(d) + ": " + found + " free, not " + length);
    }
    for (int i = 0; i < superblock.max; i++) {
      if (!free[i] && !Superblock.live(superblock.word(i))) {
        throw broken("CONSERVATION", describe(d) + ": block " + i + " is neither free nor live");
      }
      if (!free[i] && superblock.word(i) != ~d.index) {
        throw broken("METADATA_CHAIN", describe(d) + ": block " + i + " has another descriptor");
      }
    }
  }

  /** Every superblock is free, or has a descriptor that serves it, or is part of a large block. */
  private void superblocks() {
    SuperblockStore store = allocator.superblocks.store;
    int end = store.touched();
    long free = (long) allocator.superblocks.count - end;
    int largeEnd = 0;
    for (int s = 0; s < end; s++) {
      Superblock superblock = allocator.superblocks.entry(s);
      boolean large =
          superblock.index == s
              && superblock.sizeClass == Superblock.LARGE
              && Superblock.live(superblock.word(0));
      Descriptor d = serving.get(s);
      if (large) {
        largeEnd = s + (int) (superblock.bytes / allocator.shape().superblockBytes());
      }
      boolean inLarge = s < largeEnd;
      if (store.isFree(s)) {
        free++;
      }
      int owners = (store.isFree(s) ? 1 : 0) + (d != null ? 1 : 0) + (inLarge ? 1 : 0);
      if (owners == 0) {
        throw broken("CONSERVATION", "superblock " + s + " is lost");
      }
      if (owners > 1) {
        throw broken("DISJOINTNESS", "superblock " + s + " has " + owners + " owners");
      }
      if (d != null && d.superblock != superblock) {
        throw broken(
            "CONTAINMENT", "superblock " + s + " was made anew under descriptor " + d.index);
      }
    }
    if (store.counted() >= 0 && store.counted() != free) {
      throw broken("CONSERVATION", store.counted() + " superblocks free, found " + free);
    }
  }
}
