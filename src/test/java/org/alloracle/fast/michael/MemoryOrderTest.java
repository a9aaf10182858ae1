package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.alloracle.fast.jcstress.Jcstress;
import org.junit.jupiter.api.Test;

/** Questions to the memory model, asked with jcstress. */
final class MemoryOrderTest {
  @Test
  void whoGetsABlockSeesWhatWasWrittenBefore() throws Exception {
    Jcstress run = Jcstress.of(MemoryOrders.class);
    run.requireGood("Contents", "Links", "NewSuperblock", "LinkThenCas", "CasThenLink");
    assertTrue(run.seen("CasThenLink", "0") > 0, run.output());
  }
}
