package org.alloracle.fast.jemalloc;

import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.InvalidFreeException;
import org.alloracle.fast.jcstress.Jcstress;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** What jcstress runs for {@code MemoryOrderTest}. */
public final class Handovers {
  private Handovers() {}

  /** One chunk, in which one large block is live; a handle for each of two threads. */
  static class OneBlock {
    static final int BYTES = 65536;
    final BlockAllocator one;
    final BlockAllocator two;
    int word;

    OneBlock(int arenas) {
      JemallocArenas heap = new JemallocArenas(1, 32, arenas);
      one = heap.handle();
      two = heap.handle();
      if (one.allocate(BYTES, 1) != BYTES) {
        throw new AssertionError("the first block");
      }
    }

    final int contents() {
      return two.allocate(BYTES, 1) == BlockAllocator.NONE ? -1 : word;
    }

    final int freed(BlockAllocator by) {
      try {
        by.free(BYTES);
        return 1;
      } catch (InvalidFreeException e) {
        return 0;
      }
    }
  }

  /** The next owner of a block sees what the last one wrote into it: one arena, by its lock. */
  @JCStressTest
  @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "refused")
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "the last owner's")
  @Outcome(expect = Expect.FORBIDDEN, desc = "not yet the last owner's")
  @State
  public static class SameArena extends OneBlock {
    public SameArena() {
      super(1);
    }

    @Actor
    public void free() {
      word = 7;
      one.free(BYTES);
    }

    @Actor
    public void allocate(I_Result r) {
      r.r1 = contents();
    }
  }

  /** The same in two arenas: the chunk goes from one to the other. */
  @JCStressTest
  @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "refused")
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "the last owner's")
  @Outcome(expect = Expect.FORBIDDEN, desc = "not yet the last owner's")
  @State
  public static class OtherArena extends OneBlock {
    public OtherArena() {
      super(2);
    }

    @Actor
    public void free() {
      word = 7;
      one.free(BYTES);
    }

    @Actor
    public void allocate(I_Result r) {
      r.r1 = contents();
    }
  }

  /** The wrong way round: that the old word is seen shows that the tests can see it. */
  @JCStressTest
  @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "refused")
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "the last owner's")
  @Outcome(id = "0", expect = Expect.ACCEPTABLE_INTERESTING, desc = "an old word")
  @State
  public static class FreeThenWrite extends OneBlock {
    public FreeThenWrite() {
      super(2);
    }

    @Actor
    public void free() {
      one.free(BYTES);
      Jcstress.letOthersBetween();
      word = 7;
    }

    @Actor
    public void allocate(I_Result r) {
      r.r1 = contents();
    }
  }

  /** Of two frees of one block, one succeeds. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = Expect.ACCEPTABLE,
      desc = "one was first")
  @Outcome(expect = Expect.FORBIDDEN, desc = "both, or none")
  @State
  public static class TwoFrees extends OneBlock {
    public TwoFrees() {
      super(2);
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = freed(one);
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = freed(two);
    }
  }
}
