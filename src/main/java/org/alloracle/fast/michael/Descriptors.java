package org.alloracle.fast.michael;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The descriptors, and those available as a linked stack with hazard pointers: {@code DescAlloc}
 * and {@code DescRetire}. See {@code specs/michael/HazardStack.tla}. Lock-free.
 *
 * <p>Descriptors come in batches, made when the stack is empty. The top of the stack and the number
 * of descriptors made so far are one word, so that a batch is published in one step; the links
 * within a batch stand before anybody can reach it.
 */
final class Descriptors {
  private static final VarHandle AVAILABLE =
      PartialList.field(Descriptors.class, "available", long.class);

  private static final int AGAIN = -2;

  final int limit;
  private final int batch;
  private final int shift;
  private final AtomicReferenceArray<Descriptor[]> batches;
  private final Descriptor.Node[] dummies;
  private final AtomicReferenceArray<HazardRecord> records;
  private final AtomicInteger recordsMade;
  private final Steps steps;

  /** The descriptors made so far, and in the low half the top of the stack. */
  private volatile long available;

  /**
   * No descriptor made yet; or, if {@code batch} is 0, all of them, the first on top.
   *
   * @param batch 0 or a power of two
   */
  Descriptors(
      int limit,
      int batch,
      int lists,
      AtomicReferenceArray<HazardRecord> records,
      AtomicInteger recordsMade,
      Steps steps) {
    this.limit = limit;
    this.batch = batch;
    this.records = records;
    this.recordsMade = recordsMade;
    this.steps = steps;
    int length = batch == 0 ? Integer.highestOneBit(Math.max(1, limit - 1)) << 1 : batch;
    shift = Integer.numberOfTrailingZeros(length);
    batches = new AtomicReferenceArray<>((int) (((long) limit + length - 1) >> shift));
    dummies = new Descriptor.Node[lists];
    for (int i = 0; i < lists; i++) {
      dummies[i] = new Descriptor.Node();
    }
    if (batch == 0) {
      batches.set(0, make(0, limit));
    }
    available = batch == 0 ? word(limit, 0) : word(0, Anchor.NULL);
  }

  private static long word(int made, int top) {
    return ((long) made << 32) | (top & 0xffffffffL);
  }

  private static int top(long word) {
    return (int) word;
  }

  private static int made(long word) {
    return (int) (word >>> 32);
  }

  private Descriptor[] make(int from, int end) {
    Descriptor[] made = new Descriptor[end - from];
    for (int d = from; d < end; d++) {
      made[d - from] = new Descriptor(d, d + 1 < end ? d + 1 : Anchor.NULL, dummies.length + d);
    }
    return made;
  }

  /** A descriptor that was made. */
  Descriptor get(int d) {
    return batches.get(d >> shift)[d & ((1 << shift) - 1)];
  }

  /** The node of an index: the dummies come first, then those of the descriptors. */
  Descriptor.Node node(int n) {
    return n < dummies.length ? dummies[n] : get(n - dummies.length).node;
  }

  /** Moves the top of the stack, if it is the one expected. */
  private boolean casTop(int expected, int top) {
    long word;
    do {
      word = available;
      if (top(word) != expected) {
        return false;
      }
    } while (!AVAILABLE.compareAndSet(this, word, word(made(word), top)));
    return true;
  }

  /** DescAlloc: takes an available descriptor, or null's index if there is none. */
  int alloc(HazardRecord r) {
    int t = r.index;
    while (true) {
      steps.before(t, Label.DescAlloc_load);
      long word = available;
      int old = top(word);
      steps.after(t, Label.DescAlloc_load);
      steps.oldDescriptor(t, old);
      if (old == Anchor.NULL) {
        boolean more = made(word) < limit;
        if (r.hazard != Anchor.NULL) {
          steps.before(t, Label.DescAlloc_clear);
          r.hazard = Anchor.NULL;
          more = made(available) < limit;
          steps.after(t, Label.DescAlloc_clear);
        }
        if (!more) {
          return Anchor.NULL;
        }
        steps.before(t, Label.DescAlloc_batch);
        int d = batch();
        steps.after(t, Label.DescAlloc_batch);
        if (d != AGAIN) {
          steps.d(t, d);
          return d;
        }
        continue;
      }
      steps.before(t, Label.DescAlloc_hazard);
      r.hazard = old;
      steps.after(t, Label.DescAlloc_hazard);
      steps.before(t, Label.DescAlloc_check);
      boolean same = top(available) == old;
      steps.after(t, Label.DescAlloc_check);
      if (!same) {
        continue;
      }
      steps.before(t, Label.DescAlloc_next);
      int next = get(old).next;
      steps.after(t, Label.DescAlloc_next);
      steps.nxtDescriptor(t, next);
      steps.before(t, Label.DescAlloc_CAS);
      boolean taken = casTop(old, next);
      steps.after(t, Label.DescAlloc_CAS);
      if (taken) {
        steps.d(t, old);
        steps.before(t, Label.DescAlloc_clear);
        r.hazard = Anchor.NULL;
        steps.after(t, Label.DescAlloc_clear);
        steps.d(t, old);
        return old;
      }
    }
  }

  /**
   * Makes a batch, keeps its first and publishes the rest; null's index if all were made, {@link
   * #AGAIN} if there are available ones after all.
   */
  private int batch() {
    while (true) {
      long word = available;
      int from = made(word);
      if (top(word) != Anchor.NULL) {
        return AGAIN;
      }
      if (from == limit) {
        return Anchor.NULL;
      }
      int end = Math.min(from + batch, limit);
      if (batches.get(from >> shift) == null) {
        batches.compareAndSet(from >> shift, null, make(from, end));
      }
      int top = end - from > 1 ? from + 1 : Anchor.NULL;
      if (AVAILABLE.compareAndSet(this, word, word(end, top))) {
        return from;
      }
    }
  }

  /** DescRetire: makes a descriptor available as soon as no other thread protects it. */
  void retire(HazardRecord r, Descriptor d) {
    int t = r.index;
    steps.before(t, Label.DescRetire_retire);
    r.retired[r.count++] = d.index;
    steps.after(t, Label.DescRetire_retire);
    scan(r);
  }

  /** Makes available what this thread has retired and no other thread protects. */
  void scan(HazardRecord r) {
    int t = r.index;
    int threads = recordsMade.get();
    if (threads == 1) {
      steps.before(t, Label.DescRetire_scan);
      steps.after(t, Label.DescRetire_scan);
    }
    for (int u = 0; u < threads; u++) {
      if (u == t) {
        continue;
      }
      steps.before(t, Label.DescRetire_scan);
      HazardRecord other = records.get(u);
      int hazard = other == null ? Anchor.NULL : other.hazard;
      steps.after(t, Label.DescRetire_scan);
      for (int i = 0; i < r.count; i++) {
        r.seen[i] |= r.retired[i] == hazard;
      }
    }
    int kept = 0;
    for (int i = 0; i < r.count; i++) {
      if (r.seen[i]) {
        r.seen[i] = false;
        r.retired[kept++] = r.retired[i];
      } else {
        push(t, get(r.retired[i]));
      }
    }
    r.count = kept;
  }

  private void push(int t, Descriptor d) {
    boolean pushed;
    do {
      steps.before(t, Label.DescRetire_load);
      int old = top(available);
      steps.after(t, Label.DescRetire_load);
      steps.d(t, d.index);
      steps.oldDescriptor(t, old);
      steps.before(t, Label.DescRetire_next);
      d.next = old;
      steps.after(t, Label.DescRetire_next);
      steps.d(t, d.index);
      steps.oldDescriptor(t, old);
      steps.before(t, Label.DescRetire_CAS);
      pushed = casTop(old, d.index);
      steps.after(t, Label.DescRetire_CAS);
    } while (!pushed);
  }

  /** The descriptors made so far, for a walk. */
  int made() {
    return made(available);
  }

  /** The top of the stack, for a walk. */
  int top() {
    return top(available);
  }
}
