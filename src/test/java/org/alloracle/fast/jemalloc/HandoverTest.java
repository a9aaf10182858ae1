package org.alloracle.fast.jemalloc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.alloracle.fast.jcstress.Jcstress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to the memory model about arenas, asked with jcstress. */
final class HandoverTest {
  @TempDir Path folder;

  @Test
  void whoGetsABlockSeesWhatWasWrittenBefore() throws Exception {
    Jcstress run = Jcstress.run(Handovers.class, folder);
    run.requireGood("SameArena", "OtherArena", "FreeThenWrite", "TwoFrees");
    assertTrue(run.seen("FreeThenWrite", "0") > 0, run.output());
  }
}
