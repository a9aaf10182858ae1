package org.alloracle.fast.michael;

import java.util.List;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.fast.jcstress.Jcstress;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** What jcstress runs for {@code MemoryOrderTest}. */
public final class MemoryOrders {
  private MemoryOrders() {}

  /** One superblock of three blocks, all live, and a handle for each of two threads. */
  static final class Full {
    final MichaelAlloc allocator =
        new MichaelAlloc(new Shape(48, 1, List.of(16), 1, 1, 2, 0, 2, Removal.HAZARD));
    final MichaelAlloc.Handle one = allocator.handle();
    final MichaelAlloc.Handle two = allocator.handle();

    Full() {
      for (int i = 0; i < 3; i++) {
        if (one.allocate(16, 1) != 16L * i) {
          throw new AssertionError("block " + i);
        }
      }
    }
  }

  /** The next owner of a block sees what the last one wrote into it. */
  @JCStressTest
  @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "refused")
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "the last owner's")
  @Outcome(expect = Expect.FORBIDDEN, desc = "not yet the last owner's")
  @State
  public static class Contents {
    private final Full heap = new Full();
    private final int[] memory = new int[3];

    @Actor
    public void free() {
      memory[1] = 7;
      heap.one.free(16);
    }

    @Actor
    public void allocate(I_Result r) {
      long address = heap.two.allocate(16, 1);
      r.r1 = address == BlockAllocator.NONE ? -1 : memory[(int) (address / 16)];
    }
  }

  /** Two blocks freed in a row: who pops them follows a link that the free has written. */
  @JCStressTest
  @Outcome(
      id = {"-1, -1", "0, -1", "16, -1", "-1, 0", "-1, 16", "0, 16", "16, 0"},
      expect = Expect.ACCEPTABLE,
      desc = "blocks that were free")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a block twice, or a live one")
  @State
  public static class Links {
    private final Full heap = new Full();

    @Actor
    public void free() {
      heap.one.free(0);
      heap.one.free(16);
    }

    @Actor
    public void allocate(JJ_Result r) {
      r.r1 = heap.two.allocate(16, 1);
      r.r2 = heap.two.allocate(16, 1);
    }
  }

  /** A new superblock's links are there for whoever finds it in Active. */
  @JCStressTest
  @Outcome(
      id = {"0, 16", "16, 0", "0, -1", "-1, 0"},
      expect = Expect.ACCEPTABLE,
      desc = "one made the superblock")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a block twice, or none")
  @State
  public static class NewSuperblock {
    private final MichaelAlloc allocator =
        new MichaelAlloc(new Shape(48, 1, List.of(16), 1, 1, 2, 0, 2, Removal.HAZARD));
    private final MichaelAlloc.Handle one = allocator.handle();
    private final MichaelAlloc.Handle two = allocator.handle();

    @Actor
    public void first(JJ_Result r) {
      r.r1 = one.allocate(16, 1);
    }

    @Actor
    public void second(JJ_Result r) {
      r.r2 = two.allocate(16, 1);
    }
  }

  /** The order link, fence, CAS: who sees the block in the anchor sees its link. */
  @JCStressTest
  @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "not published yet")
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "its link")
  @Outcome(expect = Expect.FORBIDDEN, desc = "an old word")
  @State
  public static class LinkThenCas extends OneFree {
    @Actor
    public void free() {
      link();
      cas();
    }

    @Actor
    public void pop(I_Result r) {
      r.r1 = linkOfAvailable();
    }
  }

  /** The same the wrong way round: that the old word is seen shows that the test can see it. */
  @JCStressTest
  @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "not published yet")
  @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "its link")
  @Outcome(id = "0", expect = Expect.ACCEPTABLE_INTERESTING, desc = "an old word")
  @State
  public static class CasThenLink extends OneFree {
    @Actor
    public void free() {
      cas();
      Jcstress.letOthersBetween();
      link();
    }

    @Actor
    public void pop(I_Result r) {
      r.r1 = linkOfAvailable();
    }
  }

  /** The words that a free and a pop race for: block 1 is freed while block 2 is available. */
  static class OneFree {
    private final Superblock superblock = new Superblock(0, 0, 0, 16, 3);
    private final Descriptor descriptor = new Descriptor(0, Anchor.NULL, 0);
    private final long before = Anchor.of(2, 0, Anchor.PARTIAL, 0);

    OneFree() {
      superblock.setPrefix(1, 0);
      superblock.claim(1, ~0);
      descriptor.anchor = before;
    }

    final void link() {
      superblock.setNext(1, Anchor.avail(before));
    }

    final void cas() {
      descriptor.casAnchor(before, Anchor.plus(Anchor.withAvail(before, 1), 1));
    }

    final int linkOfAvailable() {
      int available = Anchor.avail(descriptor.anchor);
      return available == 1 ? superblock.next(available) : -1;
    }
  }
}
