package org.alloracle.fast.magazine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.alloracle.fast.lincheck.Planted;
import org.alloracle.fast.lincheck.Scenario;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lincheck finds the shared magazines linearizable, and finds a planted bug. */
final class MagazineLincheckTest {
  private static final int INVOCATIONS = 25;

  /** Two go to the depot with full magazines; one takes what the other brings. */
  private static final ExecutionScenario BOTH_BRING = Scenario.of("a0 a1", "f0", "f1");

  private static final ExecutionScenario ONE_TAKES = Scenario.of("a0", "f0 a0", "a1 a2 f1");

  @ParameterizedTest
  @ValueSource(classes = {SharedHeaps.Roomy.class, SharedHeaps.Tight.class})
  void linearizableWhereverThreadsStop(Class<?> heap) {
    Scenario.modelCheck(heap, INVOCATIONS, BOTH_BRING, ONE_TAKES);
  }

  @ParameterizedTest
  @ValueSource(classes = {SharedHeaps.Roomy.class, SharedHeaps.Tight.class})
  void linearizableUnderStress(Class<?> heap) {
    Scenario.stress(heap, 20 * INVOCATIONS, BOTH_BRING, ONE_TAKES);
  }

  @Test
  void depotWithoutItsLockIsFound() throws Exception {
    String said = Planted.said(MagazineLincheckTest.class);
    assertTrue(said.contains("CONSERVATION") || said.contains("METADATA"), said);
  }

  /** Hunts for the planted bug. */
  public static void main(String[] args) throws Exception {
    SharedHeaps.Broken.heap = SharedHeaps.withoutLock();
    System.out.println(Scenario.hunt(SharedHeaps.Broken.class, 2000, BOTH_BRING));
    System.exit(0);
  }
}
