package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.alloracle.fast.jcstress.Jcstress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to the memory model, asked with jcstress. */
final class MemoryOrderTest {
  @TempDir Path folder;

  @Test
  void whoGetsABlockSeesWhatWasWrittenBefore() throws Exception {
    Jcstress run = Jcstress.run(MemoryOrders.class, folder);
    run.requireGood("Contents", "Links", "NewSuperblock", "LinkThenCas", "CasThenLink");
    assertTrue(run.seen("CasThenLink", "0") > 0, run.output());
  }
}
