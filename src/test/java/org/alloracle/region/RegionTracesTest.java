package org.alloracle.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alloracle.TracesSideBySide;
import org.alloracle.contract.RegionAllocator;
import org.alloracle.fast.region.FastRegionHeap;
import org.alloracle.reference.region.RegionHeap;
import org.alloracle.trace.Event;
import org.junit.jupiter.api.Test;

/**
 * Real programs' requests, so many in a row from one region. When all of these blocks are freed the
 * region is released, or later if one of the last blocks on the stack of roots is in it.
 */
final class RegionTracesTest {
  private static final int PAGES = 4096;
  private static final int ROOTS = 16;

  /** The blocks of a region. */
  private static final int BLOCKS = 50;

  private final RegionAllocator reference = new RegionHeap(PAGES, 1024, ROOTS);
  private final RegionAllocator fast = new FastRegionHeap(PAGES, 1024, ROOTS);

  /** By the trace's name of a block its region; by region the blocks that live. */
  private final Map<Long, Long> regionOf = new HashMap<>();

  private final Map<Long, Integer> live = new HashMap<>();

  /** The regions that could not be released yet. */
  private final Deque<Long> held = new ArrayDeque<>();

  private long region = RegionAllocator.NONE;
  private int left;
  private int served;
  private int released;

  @Test
  void sameAnswersForTheShippedTraces() throws IOException {
    replay(TracesSideBySide.shipped(), Long.MAX_VALUE);
  }

  @Test
  void sameAnswersForLargeTraces() throws IOException {
    replay(TracesSideBySide.shared(), TracesSideBySide.MOST);
  }

  private void replay(List<Path> traces, long most) throws IOException {
    for (Path file : traces) {
      for (Event event : TracesSideBySide.events(file, most)) {
        if (event.kind() != Event.Kind.FREE && event.block() != Event.NULL) {
          allocate(event, file.toString());
        }
        if (event.kind() != Event.Kind.ALLOCATE && event.old() != event.block()) {
          free(regionOf.remove(event.old()));
        }
      }
      regionOf.values().forEach(this::free);
      regionOf.clear();
      sameState(file.toString());
    }
    assertTrue(served > 2500 && released > 30, served + " served, " + released + " released");
  }

  private void allocate(Event event, String file) {
    if (left == 0) {
      retry();
      region = reference.newRegion();
      assertEquals(region, fast.newRegion(), file);
      left = BLOCKS;
    }
    long address = reference.allocate(region, event.size());
    assertEquals(address, fast.allocate(region, event.size()), file);
    if (address == RegionAllocator.NONE) {
      return;
    }
    left--;
    served++;
    live.merge(region, 1, Integer::sum);
    free(regionOf.put(event.block(), region));
    long root = reference.rootLocation(served % ROOTS);
    assertEquals(root, fast.rootLocation(served % ROOTS));
    reference.store(root, address);
    fast.store(root, address);
  }

  /** Frees one block of a region, if there is one. */
  private void free(Long of) {
    if (of != null && live.merge(of, -1, Integer::sum) == 0) {
      left = of == region ? 0 : left;
      release(of);
    }
  }

  private void release(long which) {
    assertEquals(reference.references(which), fast.references(which));
    boolean done = reference.deleteRegion(which);
    assertEquals(done, fast.deleteRegion(which));
    if (done) {
      released++;
    } else {
      held.add(which);
    }
  }

  private void retry() {
    for (int i = held.size(); i > 0; i--) {
      release(held.remove());
    }
  }

  private void sameState(String file) {
    for (int page = 0; page < PAGES; page++) {
      assertEquals(reference.regionOf(4096L * page), fast.regionOf(4096L * page), file);
    }
  }
}
