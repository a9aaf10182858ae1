package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.alloracle.evidence.steps.StepResult;
import org.alloracle.evidence.steps.StepValidation;
import org.alloracle.evidence.steps.StepValidator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The model rejects runs of the code with each planted bug, and accepts those of the code as it is
 * under the same schedules.
 */
final class MutantTracesTest {
  /** One of two threads, one of three threads and two classes. */
  private static final List<Integer> SHAPES = List.of(0, 3);

  /** Tried until something goes wrong; the model may notice where nothing has. */
  private static final int SEEDS = 200;

  /** Chance seldom finds these. */
  private static final Map<Mutant, String> SCHEDULES =
      new TreeMap<>(
          Map.of(
              Mutant.NO_TAG, "anchor",
              Mutant.PUBLISHED_REMOVAL, "removal",
              Mutant.RAW_POP, "reuse early",
              Mutant.HAZARD_NOT_CHECKED, "reuse"));

  private static final ClassLoader ASIS = Chance.class.getClassLoader();

  @TempDir static Path folder;

  private final Map<Mutant, List<Path>> wrong = new TreeMap<>();
  private final List<Path> right = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> eachMutantIsRejected() throws Exception {
    for (Mutant mutant : Mutant.values()) {
      wrong.put(mutant, new ArrayList<>());
      String schedule = SCHEDULES.get(mutant);
      if (schedule == null) {
        for (int shape : SHAPES) {
          hunt(mutant, shape);
        }
      } else {
        replay(mutant, schedule);
      }
    }
    List<Path> all = new ArrayList<>(right);
    wrong.values().forEach(all::addAll);
    StepValidation found = new StepValidator(Path.of(""), 900).validate(all);
    Stream<DynamicTest> mutants =
        Stream.of(Mutant.values())
            .map(
                mutant ->
                    dynamicTest(
                        mutant + " is rejected",
                        () -> assertRejected(found, wrong.getOrDefault(mutant, List.of()))));
    Stream<DynamicTest> unmutated =
        right.stream()
            .map(
                log ->
                    dynamicTest(
                        log.getFileName() + " of the code as it is is accepted",
                        () -> assertEquals("", found.of(log).why())));
    return Stream.concat(mutants, unmutated);
  }

  private static void assertRejected(StepValidation found, List<Path> logs) {
    assertFalse(logs.isEmpty());
    List<StepResult> results = logs.stream().map(found::of).toList();
    assertTrue(results.stream().anyMatch(result -> !result.isAccepted()), results.toString());
  }

  private void hunt(Mutant mutant, int shape) throws IOException, ReflectiveOperationException {
    ClassLoader loader = mutant.loader();
    Path log = folder.resolve(mutant + "-" + shape + ".steps");
    int seed = 0;
    while (Mutant.hunt(loader, shape, seed, 1, log) == null && seed < SEEDS) {
      seed++;
    }
    wrong.computeIfAbsent(mutant, m -> new ArrayList<>()).add(log);
    Path same = folder.resolve("seed-" + seed + "-" + shape + ".steps");
    if (!right.contains(same)) {
      Mutant.hunt(ASIS, shape, seed, 1, same);
      right.add(same);
    }
  }

  private void replay(Mutant mutant, String schedule) throws Exception {
    Path log = folder.resolve(mutant + ".steps");
    replay(mutant.loader(), schedule, log);
    wrong.computeIfAbsent(mutant, m -> new ArrayList<>()).add(log);
    Path same = folder.resolve(schedule.replace(' ', '-') + ".steps");
    replay(ASIS, schedule, same);
    right.add(same);
  }

  private static void replay(ClassLoader loader, String schedule, Path log) throws Exception {
    Field file = loader.loadClass(Schedule.class.getName()).getDeclaredField("log");
    file.setAccessible(true);
    Method replay =
        loader
            .loadClass(MichaelMutantsTest.class.getName())
            .getDeclaredMethod("replay", String.class);
    replay.setAccessible(true);
    file.set(null, log);
    try {
      replay.invoke(null, schedule);
    } catch (InvocationTargetException e) {
      assertTrue(loader != ASIS && e.getCause() instanceof AssertionError, () -> e.toString());
    } finally {
      file.set(null, null);
    }
  }
}
