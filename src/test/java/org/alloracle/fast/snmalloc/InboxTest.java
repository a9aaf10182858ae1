package org.alloracle.fast.snmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** A put that pauses between its two halves. */
final class InboxTest {
  private final FastSnMalloc heap =
      new FastSnMalloc(new long[] {0, 1, 2}, 6, 1, 2, 256, 64, 1000, 0);
  private final Inbox inbox = heap.allocator(0).inbox;

  /** A new message for allocator 0. */
  private long message() {
    long address = heap.allocator(0).allocate(16, 1);
    Slab slab = heap.slabAt(address);
    if (slab == null || !slab.send(slab.at(address))) {
      throw new AssertionError("no block at " + address);
    }
    return slab.message(slab.at(address));
  }

  /** The consumer sees nothing, and nothing is lost, though the second put is done. */
  @Test
  void aPutPausesAndAnotherIsDone() {
    long one = message();
    long two = message();
    long before = inbox.exchange(one);
    inbox.put(two, two);
    assertEquals(Slab.END, inbox.take());
    assertEquals(Slab.END, inbox.take());
    inbox.link(before, one);
    assertEquals(one, inbox.take());
    assertEquals(two, inbox.take());
    assertEquals(Slab.END, inbox.take());
  }

  /** What was there before stays until the link is there: it is the last that can be seen. */
  @Test
  void aPutPausesBehindAMessage() {
    long zero = message();
    long one = message();
    long two = message();
    inbox.put(zero, zero);
    long before = inbox.exchange(one);
    inbox.put(two, two);
    assertEquals(Slab.END, inbox.take());
    inbox.link(before, one);
    assertEquals(zero, inbox.take());
    assertEquals(one, inbox.take());
    assertEquals(two, inbox.take());
    assertEquals(Slab.END, inbox.take());
  }

  /** The stub goes round: every message can be taken, each time. */
  @Test
  void oneMessageAtATime() {
    long message = message();
    for (int i = 0; i < 5; i++) {
      inbox.put(message, message);
      assertEquals(message, inbox.take());
      assertEquals(Slab.END, inbox.take());
    }
  }
}
