package org.alloracle.fast.snmalloc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.alloracle.fast.jcstress.Jcstress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to the memory model about messages, asked with jcstress. */
final class MessageOrderTest {
  @TempDir Path folder;

  @Test
  void messagesArriveInOrderWithWhatWasWrittenBefore() throws Exception {
    Jcstress run = Jcstress.run(Messages.class, folder);
    run.requireGood("Contents", "FreeThenWrite", "TwoPut", "PutAndTake");
    assertTrue(run.seen("FreeThenWrite", "0") > 0, run.output());
  }
}
