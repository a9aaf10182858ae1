package org.alloracle.fast.snmalloc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.alloracle.fast.jcstress.Jcstress;
import org.junit.jupiter.api.Test;

/** Questions to the memory model about messages, asked with jcstress. */
final class MessageOrderTest {
  @Test
  void messagesArriveInOrderWithWhatWasWrittenBefore() throws Exception {
    Jcstress run = Jcstress.of(Messages.class);
    run.requireGood("Contents", "FreeThenWrite", "TwoPut", "PutAndTake");
    assertTrue(run.seen("FreeThenWrite", "0") > 0, run.output());
  }
}
