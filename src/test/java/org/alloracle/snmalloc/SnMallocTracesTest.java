package org.alloracle.snmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alloracle.TracesSideBySide;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.trace.Event;
import org.junit.jupiter.api.Test;

/**
 * Real programs' requests on four allocators of one heap, which take turns also where the program
 * had one thread, so that most blocks are freed by another than they are of.
 */
final class SnMallocTracesTest {
  private static final Sets SETS =
      new Sets(new long[] {1, 1 + 4, 1 + 16, 2}, 2, 16, 16, 65536, 2048, 4096);

  /** The events of a turn. */
  private static final int TURN = 40;

  private final SnSubject reference = SnSubject.reference(SETS);
  private final SnSubject fast = SnSubject.fast(SETS);
  private final Map<Long, Long> live = new HashMap<>();
  private long served;

  @Test
  void sameAnswersForTheShippedTraces() throws IOException {
    replay(TracesSideBySide.shipped(), Long.MAX_VALUE);
  }

  @Test
  void sameAnswersForLargeTraces() throws IOException {
    replay(TracesSideBySide.shared(), TracesSideBySide.MOST);
  }

  /** Each trace finds what the ones before have left. */
  private void replay(List<Path> traces, long most) throws IOException {
    for (Path file : traces) {
      int count = 0;
      for (Event event : TracesSideBySide.events(file, most)) {
        step(event, (int) Math.floorMod(event.thread() + count / TURN, 4L), file.toString());
        if (++count % TURN == 0) {
          assertEquals(reference.deliver(count / TURN % 4), fast.deliver(count / TURN % 4));
        }
      }
      for (long address : live.values()) {
        free(0, address);
      }
      live.clear();
      drain();
      assertEquals(reference.state(), fast.state(), file.toString());
      assertEquals(0, fast.state().get("messages"), file.toString());
    }
    assertTrue(served > 2500, "served: " + served);
  }

  private void step(Event event, int a, String file) {
    if (event.kind() != Event.Kind.FREE && event.block() != Event.NULL) {
      long alignment = event.alignment() == Event.UNKNOWN ? 1 : event.alignment();
      long address = reference.allocate(a, event.size(), alignment);
      assertEquals(address, fast.allocate(a, event.size(), alignment), file);
      if (address != BlockAllocator.NONE) {
        served++;
        assertEquals(reference.usableSize(address), fast.usableSize(address), file);
        free(a, live.put(event.block(), address));
      }
    }
    if (event.kind() != Event.Kind.ALLOCATE && event.old() != event.block()) {
      free(a, live.remove(event.old()));
    }
  }

  private void free(int a, Long address) {
    if (address != null) {
      reference.free(a, address);
      fast.free(a, address);
    }
  }

  /** All messages arrive: there are three hops at most. */
  private void drain() {
    for (int round = 0; round < 8; round++) {
      for (int a = 0; a < 4; a++) {
        reference.flush(a);
        fast.flush(a);
        boolean more;
        do {
          more = reference.deliver(a);
          assertEquals(more, fast.deliver(a));
        } while (more);
      }
    }
  }
}
