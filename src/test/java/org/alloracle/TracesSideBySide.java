package org.alloracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.contract.ObjectCache;
import org.alloracle.trace.Event;
import org.alloracle.trace.TraceReader;
import org.alloracle.trace.Traces;

/** Replays the traces in this repository on two implementations, which must answer the same. */
public final class TracesSideBySide {
  private TracesSideBySide() {}

  private static List<Path> files() throws IOException {
    try (Stream<Path> one = Files.list(Path.of("src/test/resources/traces"));
        Stream<Path> two = Files.list(Path.of("examples/traces"))) {
      return Stream.concat(one, two).filter(f -> !f.toString().endsWith(".md")).sorted().toList();
    }
  }

  /** Replays each trace on fresh allocators, each of which must serve all of it. */
  public static void blocks(Supplier<BlockAllocator> one, Supplier<BlockAllocator> two)
      throws IOException {
    int traces = 0;
    for (Path file : files()) {
      replay(file, one.get(), two.get());
      traces++;
    }
    assertTrue(traces > 5, "traces: " + traces);
  }

  /** The same for caches, whatever sizes the traces ask for. */
  public static void objects(
      Supplier<? extends CachesSideBySide.Subject> one,
      Supplier<? extends CachesSideBySide.Subject> two)
      throws IOException {
    for (Path file : files()) {
      CachesSideBySide.Subject first = one.get();
      CachesSideBySide.Subject second = two.get();
      replay(file, blocks(first), blocks(second));
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

  private static void replay(Path file, BlockAllocator one, BlockAllocator two) throws IOException {
    Map<Long, Long> live = new HashMap<>();
    try (TraceReader reader = Traces.open(file, null)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.kind() != Event.Kind.FREE && event.block() != Event.NULL) {
          long alignment = event.alignment() == Event.UNKNOWN ? 1 : event.alignment();
          long address = one.allocate(event.size(), alignment);
          assertEquals(address, two.allocate(event.size(), alignment), file.toString());
          assertTrue(address != BlockAllocator.NONE, "refused: " + event);
          assertEquals(one.usableSize(address), two.usableSize(address), file.toString());
          free(live.put(event.block(), address), one, two);
        }
        if (event.kind() != Event.Kind.ALLOCATE && event.old() != event.block()) {
          free(live.remove(event.old()), one, two);
        }
      }
    }
  }

  private static void free(Long address, BlockAllocator one, BlockAllocator two) {
    if (address != null) {
      one.free(address);
      two.free(address);
    }
  }
}
