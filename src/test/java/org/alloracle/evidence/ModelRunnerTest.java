package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest that says something else than TLC finds must fail: each field by itself. */
final class ModelRunnerTest {
  private static final String HOLDS =
      """
      {"name": "clock", "says": "s", "module": "specs/Clock.tla", "config": "specs/clock.cfg",
       "constants": {"Hours": "5", "Bug": "FALSE"}, "expect": "holds", "states": 5, "depth": 5,
       "coverage": true, "took": 1.5, "seconds": 60, "profile": "verify"}
      """;
  private static final String FAILS =
      """
      {"name": "clock", "says": "s", "module": "specs/Clock.tla", "config": "specs/clock.cfg",
       "constants": {"Hours": "5", "Bug": "TRUE"}, "expect": "violates InRange", "states": 6,
       "trace": 6, "took": 2, "seconds": 60, "profile": "verify"}
      """;

  @TempDir Path project;

  @Test
  void rightExpectationsMatch() throws IOException {
    assertEquals(List.of(), differences(HOLDS));
    assertEquals(List.of(), differences(FAILS));
  }

  @Test
  void eachWrongExpectationIsReported() throws IOException {
    assertReports(
        HOLDS, "\"states\": 5", "\"states\": 4", "distinct states: manifest says 4, TLC found 5");
    assertReports(HOLDS, "\"depth\": 5", "\"depth\": 6", "depth: manifest says 6, TLC found 5");
    assertReports(
        FAILS,
        "\"trace\": 6",
        "\"trace\": 5",
        "states in the shortest trace: manifest says 5, TLC found 6");
    assertReports(
        FAILS,
        "InRange",
        "Other",
        "result: manifest says violates Other, TLC found violates InRange");
  }

  @Test
  void aModelThatFailsIsNotOneThatHolds() throws IOException {
    assertReports(
        HOLDS,
        "\"Bug\": \"FALSE\"",
        "\"Bug\": \"TRUE\"",
        "result: manifest says holds, TLC found violates InRange");
    assertReports(
        FAILS,
        "\"Bug\": \"TRUE\"",
        "\"Bug\": \"FALSE\"",
        "result: manifest says violates InRange, TLC found holds");
  }

  @Test
  void anotherSizeHasAnotherStateCount() throws IOException {
    ModelRun larger = run(HOLDS).with(Map.of("Hours", "7"));
    assertEquals(7, new ModelRunner(project).run(larger).states());
  }

  /** Another version of TLC need not have what our count of actions reaches into. */
  @Test
  void theActionsAreCountedWithANamedJarToo() throws Exception {
    ModelResult ours = new ModelRunner(project).run(run(HOLDS));
    assertTrue(ours.actions() > 0);
    assertFalse(String.join("\n", ours.log()).contains("coverage"), ours.log().toString());
    Path jar =
        Path.of(
            Class.forName("tlc2.TLC").getProtectionDomain().getCodeSource().getLocation().toURI());
    System.setProperty("tla2tools", jar.toString());
    try {
      ModelResult named = new ModelRunner(project).run(run(HOLDS));
      assertEquals(List.of(), named.differencesFrom(run(HOLDS)));
      assertEquals(ours.actions(), named.actions());
      assertTrue(String.join("\n", named.log()).contains("coverage"), named.log().toString());
    } finally {
      System.clearProperty("tla2tools");
    }
  }

  @Test
  void aModelThatDoesNotParseIsAnError() throws IOException {
    ModelRun run = run(HOLDS);
    Files.writeString(project.resolve("specs/Clock.tla"), "---- MODULE Clock ----\nInit == \n====");
    assertTrue(new ModelRunner(project).run(run).outcome().startsWith("error: exit code 150"));
  }

  @Test
  void anActionNeverTakenIsReported() throws IOException {
    ModelRun run = run(HOLDS.replace("\"Hours\": \"5\"", "\"Hours\": \"1\"").replace(": 5", ": 1"));
    List<String> differences = new ModelRunner(project).run(run).differencesFrom(run);
    assertEquals(1, differences.size(), differences.toString());
    assertTrue(differences.get(0).startsWith("action never taken: Tick"), differences.toString());
  }

  @Test
  void anEndlessModelRunsOutOfTime() throws IOException {
    ModelRun run = run(HOLDS.replace("\"5\"", "100000000").replace(": 60", ": 3"));
    assertEquals("out of time", new ModelRunner(project).run(run).outcome());
  }

  @Test
  void illFormedRunsAreRefused() throws IOException {
    for (String[] change :
        new String[][] {
          {"\"depth\": 5,", ""},
          {"\"coverage\": true,", ""},
          {"\"expect\": \"holds\"", "\"expect\": \"violates InRange\""},
          {"\"verify\"", "\"weekly\""},
          {"\"seconds\"", "\"secnds\""},
          {"\"seconds\": 60,", "\"seconds\": 60, \"extra\": 1,"},
          {"specs/Clock.tla", "specs/Missing.tla"},
        }) {
      String changed = HOLDS.replace(change[0], change[1]);
      assertThrows(EvidenceException.class, () -> run(changed), changed);
    }
    assertThrows(EvidenceException.class, () -> run(HOLDS + "," + HOLDS));
  }

  @Test
  void propertiesOfAConfiguration() {
    assertEquals(
        List.of("A", "B", "C"),
        ModelRunner.properties(
            "SPECIFICATION S\nPROPERTIES A \\* first\n  B\nPROPERTY C\nINVARIANT D"));
  }

  private void assertReports(String manifest, String from, String to, String difference)
      throws IOException {
    List<String> differences = differences(manifest.replace(from, to));
    assertTrue(differences.contains(difference), differences.toString());
  }

  private List<String> differences(String manifest) throws IOException {
    ModelRun run = run(manifest);
    return new ModelRunner(project).run(run).differencesFrom(run);
  }

  private ModelRun run(String manifest) throws IOException {
    Files.createDirectories(project.resolve("specs"));
    Files.createDirectories(project.resolve("model-checking"));
    Files.writeString(
        project.resolve("specs/Clock.tla"),
        """
        ---- MODULE Clock ----
        EXTENDS Integers
        CONSTANTS Hours, Bug
        VARIABLE hour
        Init == hour = 1
        Tick == hour < Hours + (IF Bug THEN 1 ELSE 0) /\\ hour' = hour + 1
        Wrap == hour >= Hours /\\ hour' = 1
        InRange == hour \\in 1 .. Hours
        Spec == Init /\\ [][Tick \\/ Wrap]_hour
        ====
        """);
    Files.writeString(
        project.resolve("specs/clock.cfg"), "SPECIFICATION Spec\nINVARIANT InRange\n");
    Files.writeString(
        project.resolve("model-checking/manifest.json"),
        "{\"designs\": {}, \"runs\": [" + manifest + "]}");
    return ModelManifest.read(project).runs().get(0);
  }
}
