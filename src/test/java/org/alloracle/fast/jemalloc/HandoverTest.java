package org.alloracle.fast.jemalloc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.alloracle.fast.jcstress.Jcstress;
import org.junit.jupiter.api.Test;

/** Questions to the memory model about arenas, asked with jcstress. */
final class HandoverTest {
  @Test
  void whoGetsABlockSeesWhatWasWrittenBefore() throws Exception {
    Jcstress run = Jcstress.of(Handovers.class);
    run.requireGood("SameArena", "OtherArena", "FreeThenWrite", "TwoFrees");
    assertTrue(run.seen("FreeThenWrite", "0") > 0, run.output());
  }
}
