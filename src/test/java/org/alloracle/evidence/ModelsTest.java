package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every run of model-checking/manifest.json shows what the manifest says, to the state. */
final class ModelsTest {
  private static final Path PROJECT = Path.of("");

  @TestFactory
  Stream<DynamicTest> eachModelShowsWhatTheManifestSays() {
    boolean nightly = "long".equals(System.getProperty("alloracle.tests"));
    ModelRunner runner = new ModelRunner(PROJECT);
    // Side by side: most runs are over before their Java machine is warm.
    ExecutorService lanes = Lanes.open();
    List<DynamicTest> tests =
        ModelManifest.read(PROJECT).runs().stream()
            .filter(run -> nightly || run.profile().equals("verify"))
            .map(
                run -> {
                  Future<ModelResult> result = lanes.submit(() -> runner.run(run));
                  return dynamicTest(
                      run.name() + ": " + run.says(), () -> check(run, result.get()));
                })
            .toList();
    lanes.shutdown();
    return tests.stream();
  }

  private static void check(ModelRun run, ModelResult result) {
    List<String> differences = result.differencesFrom(run);
    if (!differences.isEmpty()) {
      List<String> log = result.log();
      List<String> end = log.subList(Math.max(0, log.size() - 60), log.size());
      fail(run.name() + ": " + differences + "\n" + String.join("\n", end));
    }
  }

  /** A configuration that nobody runs is a claim that nobody checks. */
  @Test
  void everyConfigurationIsRun() throws IOException {
    Set<Path> run =
        ModelManifest.read(PROJECT).runs().stream()
            .flatMap(r -> Stream.of(r.config(), r.module()))
            .collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> files = Files.walk(PROJECT.resolve("model-checking"))) {
      List<Path> idle =
          files
              .filter(file -> file.toString().matches(".*\\.(cfg|tla)"))
              .filter(file -> !run.contains(file))
              .toList();
      assertEquals(List.of(), idle);
    }
    assertTrue(run.size() > 1);
  }
}
