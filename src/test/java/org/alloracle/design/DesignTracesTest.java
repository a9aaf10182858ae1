package org.alloracle.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.alloracle.TracesSideBySide;
import org.alloracle.oracle.TraceReplay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real programs' requests: on a reference and the fast form beside it, address for address, for
 * each design that has both; under the oracle for the one that has not.
 */
final class DesignTracesTest {
  /** The reference of the buddies takes long to make a greater heap. */
  private static final long BUDDY_HEAP = 1 << 21;

  private static final long HEAP = 1 << 24;

  static Stream<String> designs() {
    return Design.all().stream()
        .filter(d -> d.reference() != null && d.fast() != null)
        .map(Design::label);
  }

  static Stream<String> stacks() {
    return Design.all().stream().filter(d -> d.fast() == null).map(Design::label);
  }

  @ParameterizedTest
  @MethodSource("designs")
  void sameAnswersForTheShippedTraces(String label) throws IOException {
    assertTrue(sideBySide(label, TracesSideBySide.shipped(), Long.MAX_VALUE) > 2500);
  }

  @ParameterizedTest
  @MethodSource("designs")
  void sameAnswersForLargeTraces(String label) throws IOException {
    assertTrue(sideBySide(label, TracesSideBySide.shared(), TracesSideBySide.MOST) > 2500);
  }

  private static long sideBySide(String label, List<Path> traces, long most) throws IOException {
    Design design = Design.named(label).orElseThrow();
    long heap = label.equals("buddy") ? BUDDY_HEAP : HEAP;
    return TracesSideBySide.blocks(
        traces, most, () -> design.make(true, heap), () -> design.make(false, heap));
  }

  /** A stack of proved layers has no fast form: the oracle alone looks at its answers. */
  @ParameterizedTest
  @MethodSource("stacks")
  void stacksServeTheShippedTraces(String label) throws IOException {
    long heap = 1 << 22;
    for (Path file : TracesSideBySide.shipped()) {
      TraceReplay replay =
          new TraceReplay(Design.named(label).orElseThrow().make(true, heap), heap);
      TracesSideBySide.events(file, TracesSideBySide.MOST).forEach(replay::accept);
      TraceReplay.Result result = replay.result();
      assertEquals(List.of(), result.firstViolations(), file.toString());
      assertTrue(result.served() > 0, file + ": " + result);
    }
  }

  /** The reference of Michael's allocator is one superblock: any legal answer is right. */
  @Test
  void michaelServesTheShippedTraces() throws IOException {
    underTheOracle("michael", TracesSideBySide.shipped(), Long.MAX_VALUE);
  }

  @Test
  void michaelServesLargeTraces() throws IOException {
    underTheOracle("michael", TracesSideBySide.shared(), 20 * TracesSideBySide.MOST);
  }

  private static void underTheOracle(String label, List<Path> traces, long most)
      throws IOException {
    for (Path file : traces) {
      long heap = 1L << 32;
      TraceReplay replay =
          new TraceReplay(Design.named(label).orElseThrow().make(false, heap), heap);
      TracesSideBySide.events(file, most).forEach(replay::accept);
      TraceReplay.Result result = replay.result();
      assertEquals(List.of(), result.firstViolations(), file.toString());
      assertTrue(result.served() > 0 && result.refused() == 0, file + ": " + result);
    }
  }
}
