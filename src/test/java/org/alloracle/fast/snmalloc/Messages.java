package org.alloracle.fast.snmalloc;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.fast.jcstress.Jcstress;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What jcstress runs for {@code MemoryOrderTest}. */
public final class Messages {
  private Messages() {}

  /** Two allocators, the first of which owns all there is. Messages are sent at once. */
  private static FastSnMalloc heap() {
    return new FastSnMalloc(new long[] {1, 2}, 2, 1, 2, 64, 32, 1, 4);
  }

  /** A heap of six blocks, all live; one of them is at 48. */
  static class Full {
    final SnAllocator owner;
    final SnAllocator other;
    final int[] memory = new int[8];

    Full() {
      FastSnMalloc heap = heap();
      owner = heap.allocator(0);
      other = heap.allocator(1);
      for (int i = 0; i < 6; i++) {
        if (owner.allocate(16, 1) < 0) {
          throw new AssertionError("block " + i);
        }
      }
    }

    final int contents() {
      long address = owner.allocate(16, 1);
      return address == BlockAllocator.NONE ? -1 : memory[(int) (address / 16)];
    }
  }

  /** Who gets a block that came as a message sees what the last owner wrote into it. */
  @JCStressTest
  @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "refused")
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "the last owner's")
  @Outcome(expect = Expect.FORBIDDEN, desc = "not yet the last owner's")
  @State
  public static class Contents extends Full {
    @Actor
    public void free() {
      memory[3] = 7;
      other.free(48);
    }

    @Actor
    public void allocate(I_Result r) {
      r.r1 = contents();
    }
  }

  /** The same the wrong way round: that the old word is seen shows that the test can see it. */
  @JCStressTest
  @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "refused")
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "the last owner's")
  @Outcome(id = "0", expect = Expect.ACCEPTABLE_INTERESTING, desc = "an old word")
  @State
  public static class FreeThenWrite extends Full {
    @Actor
    public void free() {
      other.free(48);
      Jcstress.letOthersBetween();
      memory[3] = 7;
    }

    @Actor
    public void allocate(I_Result r) {
      r.r1 = contents();
    }
  }

  /** A queue, and messages 1, 2 and 3 for it. */
  static class Queue {
    final Inbox inbox;
    private final long[] messages = new long[4];

    Queue() {
      FastSnMalloc heap = heap();
      inbox = heap.allocator(0).inbox;
      for (int i = 1; i < messages.length; i++) {
        long address = heap.allocator(0).allocate(16, 1);
        Slab slab = heap.slabAt(address);
        if (slab == null || !slab.send(slab.at(address))) {
          throw new AssertionError("no block at " + address);
        }
        messages[i] = slab.message(slab.at(address));
      }
    }

    final void put(int message) {
      inbox.put(messages[message], messages[message]);
    }

    /** Takes once; returns the digits with the message's behind them, if there was one. */
    final int take(int digits) {
      long taken = inbox.take();
      for (int i = 1; i < messages.length; i++) {
        if (messages[i] == taken) {
          return 10 * digits + i;
        }
      }
      return digits;
    }

    final int takeAll(int digits) {
      int all = digits;
      int before;
      do {
        before = all;
        all = take(all);
      } while (all != before);
      return all;
    }
  }

  /** Two put in at a time: nothing is lost, and what one puts in stays in its order. */
  @JCStressTest
  @Outcome(
      id = {"123", "132", "312"},
      expect = Expect.ACCEPTABLE,
      desc = "1 before 2")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost, twice, or out of order")
  @State
  public static class TwoPut extends Queue {
    @Actor
    public void two() {
      put(1);
      put(2);
    }

    @Actor
    public void one() {
      put(3);
    }

    @Arbiter
    public void drain(I_Result r) {
      r.r1 = takeAll(0);
    }
  }

  /** The same, and one of them takes: first what it sees, then all. */
  @JCStressTest
  @Outcome(
      id = {
        "(0|1|12|123), 123",
        "(0|1|13|132), 132",
        "(0|3|31|312), 312",
      },
      expect = Expect.ACCEPTABLE,
      desc = "1 before 2")
  @Outcome(expect = Expect.FORBIDDEN, desc = "lost, twice, or out of order")
  @State
  public static class PutAndTake extends Queue {
    @Actor
    public void two() {
      put(1);
      put(2);
    }

    @Actor
    public void one(II_Result r) {
      put(3);
      r.r1 = take(take(take(0)));
    }

    @Arbiter
    public void drain(II_Result r) {
      r.r2 = takeAll(r.r1);
    }
  }
}
