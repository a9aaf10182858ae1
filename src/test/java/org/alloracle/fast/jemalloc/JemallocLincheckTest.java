package org.alloracle.fast.jemalloc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.alloracle.fast.lincheck.Planted;
import org.alloracle.fast.lincheck.Scenario;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lincheck finds jemalloc's arenas linearizable, and finds a planted bug. */
final class JemallocLincheckTest {
  private static final int INVOCATIONS = 4;

  /** Two take from one arena, or a chunk each; one takes what the other frees. */
  private static final ExecutionScenario BOTH_TAKE = Scenario.of("", "a0 f0", "a1 a2");

  /** The same from a run that is there. */
  private static final ExecutionScenario BOTH_TAKE_ONE = Scenario.of("a0", "a1", "a2");

  private static final ExecutionScenario ONE_FREES = Scenario.of("a0 a1", "f0 a0", "a2 f1");

  @ParameterizedTest
  @ValueSource(
      classes = {ManyArenas.Chunks.class, ManyArenas.Tight.class, ManyArenas.Regions.class})
  void linearizableWhereverThreadsStop(Class<?> heap) {
    Scenario.modelCheck(heap, INVOCATIONS, BOTH_TAKE, ONE_FREES);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {ManyArenas.Chunks.class, ManyArenas.Tight.class, ManyArenas.Regions.class})
  void linearizableUnderStress(Class<?> heap) {
    Scenario.stress(heap, 20 * INVOCATIONS, BOTH_TAKE, ONE_FREES);
  }

  @Test
  void lockThatTwoTakeIsFound() throws Exception {
    String said = Planted.said(JemallocLincheckTest.class);
    assertTrue(said.contains("TWO_OWNERS"), said);
  }

  /** Hunts for the planted bug. */
  public static void main(String[] args) throws Exception {
    ManyArenas.Broken.heap = ManyArenas.withoutCompare();
    System.out.println(Scenario.hunt(ManyArenas.Broken.class, 2000, BOTH_TAKE_ONE));
    System.exit(0);
  }
}
