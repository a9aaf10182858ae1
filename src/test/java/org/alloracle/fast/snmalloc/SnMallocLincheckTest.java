package org.alloracle.fast.snmalloc;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.alloracle.fast.lincheck.Planted;
import org.alloracle.fast.lincheck.Scenario;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lincheck finds snmalloc's allocators linearizable, and finds a planted bug. */
final class SnMallocLincheckTest {
  private static final int INVOCATIONS = 12;

  /** Two send to a third; one sends while the owner takes; each sends to the other. */
  private static final ExecutionScenario BOTH_SEND = Scenario.of("a0 a1", "f0", "f1");

  private static final ExecutionScenario OWNER_TAKES = Scenario.of("", "a0 a1 a2", "f0 f1");

  private static final ExecutionScenario BOTH_WAYS = Scenario.of("", "a0 f1 a2", "a1 f0 a0");

  @ParameterizedTest
  @ValueSource(classes = {Crowds.Roomy.class, Crowds.Tight.class})
  void linearizableWhereverThreadsStop(Class<?> heap) {
    Scenario.modelCheck(heap, INVOCATIONS, BOTH_SEND, OWNER_TAKES, BOTH_WAYS);
  }

  @ParameterizedTest
  @ValueSource(classes = {Crowds.Roomy.class, Crowds.Tight.class})
  void linearizableUnderStress(Class<?> heap) {
    Scenario.stress(heap, 20 * INVOCATIONS, BOTH_SEND, OWNER_TAKES, BOTH_WAYS);
  }

  @Test
  void queueWithoutExchangeIsFound() throws Exception {
    String said = Planted.said(SnMallocLincheckTest.class);
    assertTrue(said.contains("CONSERVATION"), said);
  }

  /** Hunts for the planted bug. */
  public static void main(String[] args) throws Exception {
    Crowds.Broken.heap = Crowds.withoutExchange();
    System.out.println(Scenario.hunt(Crowds.Broken.class, 2000, BOTH_SEND));
    System.exit(0);
  }
}
