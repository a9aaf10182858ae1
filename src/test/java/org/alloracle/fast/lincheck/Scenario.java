package org.alloracle.fast.lincheck;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;

/** What Lincheck is to run, and how long. */
public final class Scenario {
  /** Whether the nightly forms are to be run. */
  public static final boolean LONG = "long".equals(System.getProperty("alloracle.tests"));

  private Scenario() {}

  /**
   * A scenario: {@code a0} allocates into slot 0, {@code f0} frees what is there.
   *
   * @param first what is done before the threads start
   * @param threads what each does
   */
  public static ExecutionScenario of(String first, String... threads) {
    List<List<Actor>> parallel = new ArrayList<>();
    for (String thread : threads) {
      parallel.add(actors(parallel.size() + 1, thread));
    }
    return new ExecutionScenario(actors(0, first), parallel, List.of(), null);
  }

  private static List<Actor> actors(int thread, String operations) {
    List<Actor> actors = new ArrayList<>();
    for (String operation : operations.split(" ", -1)) {
      if (!operation.isEmpty()) {
        String name = operation.startsWith("a") ? "allocate" : "free";
        actors.add(new Actor(method(name), List.of(thread, operation.charAt(1) - '0')));
      }
    }
    return actors;
  }

  private static Method method(String name) {
    try {
      return Checked.class.getMethod(name, int.class, int.class);
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  /** Model checking, of the scenarios given and of random ones at night. */
  public static void modelCheck(Class<?> checked, int invocations, ExecutionScenario... given) {
    run(new ModelCheckingOptions(), checked, invocations, given);
  }

  /** The same, and alone a thread comes to its end wherever the others stand. */
  public static void modelCheckLockFree(
      Class<?> checked, int invocations, ExecutionScenario... given) {
    run(new ModelCheckingOptions().checkObstructionFreedom(true), checked, invocations, given);
  }

  /** The same with threads that the system schedules. */
  public static void stress(Class<?> checked, int invocations, ExecutionScenario... given) {
    run(new StressOptions(), checked, invocations, given);
  }

  /** What model checking finds in a given scenario, or null. */
  public static @Nullable String hunt(
      Class<?> checked, int invocations, ExecutionScenario scenario) {
    ModelCheckingOptions options = new ModelCheckingOptions();
    options
        .iterations(0)
        .addCustomScenario(scenario)
        .invocationsPerIteration(invocations)
        .minimizeFailedScenario(false)
        .sequentialSpecification(Spec.class);
    try {
      options.check(checked);
      return null;
    } catch (LincheckAssertionError e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void run(
      Options<?, ?> options, Class<?> checked, int invocations, ExecutionScenario... given) {
    options
        .iterations(LONG ? 30 : 0)
        .threads(2)
        .actorsBefore(2)
        .actorsPerThread(3)
        .actorsAfter(1)
        .invocationsPerIteration(LONG ? 20 * invocations : invocations)
        .sequentialSpecification(Spec.class);
    for (ExecutionScenario scenario : given) {
      options.addCustomScenario(scenario);
    }
    options.check(checked);
  }
}
