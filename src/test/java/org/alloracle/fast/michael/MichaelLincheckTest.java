package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.alloracle.fast.lincheck.Planted;
import org.alloracle.fast.lincheck.Scenario;
import org.alloracle.fast.lincheck.Slots;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lincheck finds Michael's allocator linearizable, and obstruction-free, and finds a planted bug by
 * its answers alone. What is judged is said at {@link TinyHeaps} and {@link Slots}.
 *
 * <p>Model checking here takes memory to be sequentially consistent; for the rest there are stress
 * mode and the order of link and CAS in the model.
 */
final class MichaelLincheckTest {
  private static final int INVOCATIONS = 15;

  /** A free and allocates from the same superblock; an emptied superblock taken again. */
  private static final ExecutionScenario SHARED = Scenario.of("a0", "f0", "a1 a2");

  private static final ExecutionScenario EMPTIED = Scenario.of("a0 a1", "f0 a0", "f1 a2");

  static List<Class<?>> heaps() {
    return TinyHeaps.ALL;
  }

  @ParameterizedTest
  @MethodSource("heaps")
  void linearizableWhereverThreadsStop(Class<?> heap) {
    Scenario.modelCheckLockFree(heap, INVOCATIONS, SHARED, EMPTIED);
  }

  @ParameterizedTest
  @ValueSource(classes = {TinyHeaps.RoomyHazard.class, TinyHeaps.TightLazy.class})
  void linearizableUnderStress(Class<?> heap) {
    Scenario.stress(heap, 20 * INVOCATIONS, SHARED, EMPTIED);
  }

  @Test
  void superblockFoundEmptyAndUsedIsFound() throws Exception {
    String said = Planted.said(MichaelLincheckTest.class, Mutant.EMPTY_NOT_SEEN.name());
    assertTrue(said.contains("TWO_OWNERS"), said);
  }

  /** Hunts for a planted bug. */
  public static void main(String[] args) throws Exception {
    TinyHeaps.Broken.heap = TinyHeaps.broken(Mutant.valueOf(args[0]));
    System.out.println(Scenario.hunt(TinyHeaps.Broken.class, 2000, EMPTIED));
    System.exit(0);
  }
}
