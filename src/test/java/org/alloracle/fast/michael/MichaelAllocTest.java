package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MichaelAllocTest {
  @Test
  void example() throws IOException, InterruptedException {
    Shape shape = new Shape(32, 2, List.of(16), 1, 1, 2, 0, 2, Removal.HAZARD);
    StepLog log = new StepLog(shape);
    MichaelAlloc a = new MichaelAlloc(shape, log);
    MichaelAlloc.Handle[] h = {a.handle(), a.handle()};
    Thread[] threads = new Thread[2];
    for (int t = 0; t < 2; t++) {
      MichaelAlloc.Handle mine = h[t];
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 3; i++) {
                  long x = mine.allocate(1, 1);
                  long y = mine.allocate(1, 1);
                  if (x >= 0) mine.free(x);
                  if (y >= 0) mine.free(y);
                }
              });
    }
    for (Thread t : threads) t.start();
    for (Thread t : threads) t.join();
    a.checkInvariants();
    assertEquals(true, log.size() > 0);
    log.write(Path.of("/tmp/w/michael/example.log"));
  }
}
