package org.alloracle.fast.jcstress;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.alloracle.fast.jemalloc.Handovers;
import org.alloracle.fast.michael.MemoryOrders;
import org.alloracle.fast.snmalloc.Messages;
import org.alloracle.magazine.MagazineOrders;
import org.junit.jupiter.api.Test;

/**
 * Questions to the memory model, asked with jcstress; together, for one run answers all of them.
 */
final class MemoryOrderTest {
  @Test
  void whoGetsMichaelsBlockSeesWhatWasWrittenBefore() throws Exception {
    Jcstress run = Jcstress.of(MemoryOrders.class);
    run.requireGood("Contents", "Links", "NewSuperblock", "LinkThenCas", "CasThenLink");
    assertTrue(run.seen("CasThenLink", "0") > 0, run.output());
  }

  @Test
  void whoGetsABlockOfAnArenaSeesWhatWasWrittenBefore() throws Exception {
    Jcstress run = Jcstress.of(Handovers.class);
    run.requireGood("SameArena", "OtherArena", "FreeThenWrite", "TwoFrees");
    assertTrue(run.seen("FreeThenWrite", "0") > 0, run.output());
  }

  @Test
  void snmallocsMessagesArriveInOrderWithWhatWasWrittenBefore() throws Exception {
    Jcstress run = Jcstress.of(Messages.class);
    run.requireGood("Contents", "FreeThenWrite", "TwoPut", "PutAndTake");
    assertTrue(run.seen("FreeThenWrite", "0") > 0, run.output());
  }

  @Test
  void anObjectOfAMagazineAndItsContentsHaveOneOwner() throws Exception {
    Jcstress.of(MagazineOrders.class).requireGood("Contents", "TwoFrees");
  }
}
