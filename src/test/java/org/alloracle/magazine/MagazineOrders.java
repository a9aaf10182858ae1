package org.alloracle.magazine;

import org.alloracle.contract.ObjectCache;
import org.alloracle.fast.magazine.MagazineHandle;
import org.alloracle.fast.magazine.SharedMagazineCache;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** What jcstress runs for {@code MemoryOrderTest}. */
public final class MagazineOrders {
  private MagazineOrders() {}

  /** FRAME: the next owner of an object sees what the last one wrote into it. */
  @JCStressTest
  @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "refused")
  @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "the last owner's")
  @Outcome(expect = Expect.FORBIDDEN, desc = "not yet the last owner's")
  @State
  public static class Contents {
    private static final int OBJECTS = 4;
    private final SharedMagazineCache cache = new SharedMagazineCache(OBJECTS, 1, 1, 8);
    private final MagazineHandle one = cache.handle();
    private final MagazineHandle two = cache.handle();
    private final int[] memory = new int[OBJECTS];

    public Contents() {
      for (int i = 0; i < OBJECTS; i++) {
        one.allocate();
      }
    }

    /** Enough for a full magazine to come into the depot. */
    @Actor
    public void free() {
      for (int i = 0; i < OBJECTS; i++) {
        memory[i] = 7;
        one.free(i);
      }
    }

    @Actor
    public void allocate(I_Result r) {
      long address = two.allocate();
      r.r1 = address == ObjectCache.NONE ? -1 : memory[(int) address];
    }
  }

  /** VALID_FREE: of two frees of one object one succeeds. */
  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true"},
      expect = Expect.ACCEPTABLE,
      desc = "one of them")
  @Outcome(expect = Expect.FORBIDDEN, desc = "both or none")
  @State
  public static class TwoFrees {
    private final SharedMagazineCache cache = new SharedMagazineCache(1, 1, 1, 4);
    private final MagazineHandle one = cache.handle();
    private final MagazineHandle two = cache.handle();

    public TwoFrees() {
      one.allocate();
    }

    @Actor
    public void first(ZZ_Result r) {
      r.r1 = freed(one);
    }

    @Actor
    public void second(ZZ_Result r) {
      r.r2 = freed(two);
    }

    private static boolean freed(MagazineHandle handle) {
      try {
        handle.free(0);
        return true;
      } catch (org.alloracle.contract.InvalidFreeException e) {
        return false;
      }
    }
  }
}
