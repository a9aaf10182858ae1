package org.alloracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.ObjectCache;
import org.alloracle.trace.Event;
import org.alloracle.trace.TraceReader;
import org.alloracle.trace.Traces;

/**
 * Replays real programs' traces on two implementations, which must answer the same, and be in the
 * same state in the end as far as more requests can tell.
 */
public final class TracesSideBySide {
  private static final Path SHARED =
      Path.of(System.getProperty("alloracle.shared", "../shared"), "traces");

  /** How many events of a large trace a test with references replays. */
  public static final long MOST =
      "long".equals(System.getProperty("alloracle.tests")) ? 100_000 : 1000;

  /** How many requests of a size are tried for what is free in the end. */
  private static final int PROBES = 100;

  private TracesSideBySide() {}

  /** The traces of this repository. */
  public static List<Path> shipped() throws IOException {
    try (Stream<Path> one = Files.list(Path.of("src/test/resources/traces"));
        Stream<Path> two = Files.list(Path.of("examples/traces"))) {
      return Stream.concat(one, two).filter(f -> !f.toString().endsWith(".md")).sorted().toList();
    }
  }

  /** The larger traces that are not in the repository; skips the test where there are none. */
  public static List<Path> shared() throws IOException {
    assumeTrue(
        Files.isDirectory(SHARED),
        () -> "no " + SHARED + ": name the folder above it by -Dalloracle.shared=FOLDER");
    try (Stream<Path> all = Files.walk(SHARED)) {
      return all.filter(f -> f.toString().matches(".*\\.(mt(log|race)|valgrind|trace)(\\.xz)?"))
          .filter(f -> !f.toString().contains("bpftrace"))
          .sorted()
          .toList();
    }
  }

  /** The first events of a trace. */
  public static List<Event> events(Path file, long most) throws IOException {
    List<Event> events = new ArrayList<>();
    try (TraceReader reader = Traces.open(file, null)) {
      Event event = reader.next();
      while (event != null && events.size() < most) {
        events.add(event);
        event = reader.next();
      }
    }
    return events;
  }

  /**
   * Replays the first events of each trace on fresh allocators.
   *
   * @param most events of a trace
   * @return the requests that both served; the others both refused
   */
  public static long blocks(
      List<Path> traces,
      long most,
      Supplier<? extends BlockAllocator> one,
      Supplier<? extends BlockAllocator> two)
      throws IOException {
    assertTrue(traces.size() > 5, "traces: " + traces);
    long served = 0;
    for (Path file : traces) {
      BlockAllocator first = one.get();
      BlockAllocator second = two.get();
      Map<Long, Long> live = new TreeMap<>();
      served += replay(file, most, first, second, live);
      sameState(file, live, first, second);
    }
    return served;
  }

  /** The same for caches, with the traces of this repository, whatever sizes they ask for. */
  public static void objects(
      Supplier<? extends CachesSideBySide.Subject> one,
      Supplier<? extends CachesSideBySide.Subject> two)
      throws IOException {
    for (Path file : shipped()) {
      CachesSideBySide.Subject first = one.get();
      CachesSideBySide.Subject second = two.get();
      replay(file, Long.MAX_VALUE, blocks(first), blocks(second), new TreeMap<>());
      assertEquals(first.state(), second.state(), file.toString());
    }
  }

  private static BlockAllocator blocks(ObjectCache cache) {
    return new BlockAllocator() {
      @Override
      public long allocate(long size, long alignment) {
        return cache.allocate();
      }

      @Override
      public void free(long address) {
        cache.free(address);
      }

      @Override
      public long usableSize(long address) {
        return cache.objectSize();
      }
    };
  }

  /** Returns what was served; {@code live} has the trace's names with the addresses. */
  private static long replay(
      Path file, long most, BlockAllocator one, BlockAllocator two, Map<Long, Long> live)
      throws IOException {
    long served = 0;
    for (Event event : events(file, most)) {
      if (event.kind() != Event.Kind.FREE && event.block() != Event.NULL) {
        long alignment = event.alignment() == Event.UNKNOWN ? 1 : event.alignment();
        long address = allocate(file, event.size(), alignment, one, two);
        if (address != BlockAllocator.NONE) {
          served++;
          free(live.put(event.block(), address), one, two);
        }
      }
      if (event.kind() != Event.Kind.ALLOCATE && event.old() != event.block()) {
        free(live.remove(event.old()), one, two);
      }
    }
    return served;
  }

  private static long allocate(
      Path file, long size, long alignment, BlockAllocator one, BlockAllocator two) {
    long address = one.allocate(size, alignment);
    assertEquals(address, two.allocate(size, alignment), file.toString());
    if (address != BlockAllocator.NONE) {
      assertEquals(one.usableSize(address), two.usableSize(address), file.toString());
    }
    return address;
  }

  /** Takes what is free, the largest blocks first; frees all; and takes again. */
  private static void sameState(
      Path file, Map<Long, Long> live, BlockAllocator one, BlockAllocator two) {
    List<Long> taken = new ArrayList<>(live.values());
    for (int round = 0; round < 2; round++) {
      for (long bytes = 1 << 22; bytes > 0; bytes /= 2) {
        long address = 0;
        for (int i = 0; i < PROBES && address != BlockAllocator.NONE; i++) {
          address = allocate(file, bytes, 1, one, two);
          if (address != BlockAllocator.NONE) {
            taken.add(address);
          }
        }
      }
      Collections.sort(taken);
      taken.forEach(address -> free(address, one, two));
      taken.clear();
    }
  }

  private static void free(Long address, BlockAllocator one, BlockAllocator two) {
    if (address != null) {
      one.free(address);
      two.free(address);
    }
  }
}
