package org.alloracle.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.alloracle.evidence.ModelManifest;
import org.alloracle.evidence.ModelRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsCommandTest {
  @TempDir private Path folder;

  record Outcome(int code, String out, String err) {}

  private static Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] all = Stream.concat(Stream.of("models"), Arrays.stream(args)).toArray(String[]::new);
    int code = Main.run(new PrintWriter(out), new PrintWriter(err, true), all);
    return new Outcome(code, out.toString(), err.toString());
  }

  private static String[] words(String out, String run) {
    return out.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(run + " "))
        .findFirst()
        .orElse("")
        .split("\\s{2,}|(?<=\\d)\\s+");
  }

  @Test
  void theTableSaysWhatTheManifestSays() {
    Outcome outcome = run();
    assertEquals(0, outcome.code, outcome.err);
    for (ModelRun run : ModelManifest.packaged().runs()) {
      String line =
          outcome.out.lines().filter(l -> l.startsWith("  " + run.name() + " ")).findFirst().get();
      assertTrue(line.contains(" " + run.expect() + " "), line);
      assertTrue(line.contains(String.format(Locale.ROOT, " %,d ", run.states())), line);
      assertTrue(line.contains(" " + (run.length() == null ? "-" : run.length()) + " "), line);
      assertTrue(line.endsWith(run.says()), line);
    }
  }

  @Test
  void aNameIsOfAModelOrOfARun() {
    Outcome model = run("lockedfirstfit", "--when", "verify");
    assertTrue(model.out.contains("\n  first-fit "), model.out);
    assertFalse(model.out.contains("\n  first-fit-3-units "), model.out);
    assertTrue(model.out.endsWith("3 runs: 1 must hold, 2 must fail\n"), model.out);
    Outcome one = run("michael-published");
    assertTrue(one.out.endsWith("1 run: 0 must hold, 1 must fail\n"), one.out);
  }

  @Test
  void wrongUseIsOneLine() {
    assertAll(
        () -> refused("no model and no run is named nobody", "nobody"),
        () -> refused("--when weekly", "--when", "weekly"),
        () -> refused("--set and --trace need --run", "--set", "Hours=7"),
        () -> refused("no model-checking", "--run", "--project", folder.toString()),
        () -> refused("--config is of one run", "--config", "allocator"));
  }

  private static void refused(String message, String... args) {
    Outcome outcome = run(args);
    assertEquals(2, outcome.code, outcome.out);
    assertEquals(1, outcome.err.lines().count(), outcome.err);
    assertTrue(outcome.err.contains(message), outcome.err);
  }

  @Test
  void aRunIsComparedWithTheManifest() throws IOException {
    project(5);
    Outcome right = run("--run", "--project", folder.toString());
    assertEquals(0, right.code, right.out + right.err);
    assertEquals("holds", words(right.out, "clock")[1], right.out);
    project(4);
    Outcome wrong = run("--run", "--project", folder.toString());
    assertEquals(1, wrong.code, wrong.out);
    assertTrue(wrong.out.contains("distinct states: manifest says 4, TLC found 5"), wrong.out);
  }

  @Test
  void aRunWithOtherConstantsIsOnlyShown() throws IOException {
    project(5);
    String[] larger = {"--run", "--project", folder.toString(), "--set", "Hours=13", "--trace"};
    Outcome outcome = run(larger);
    assertEquals(0, outcome.code, outcome.out + outcome.err);
    assertEquals("violates InRange", words(outcome.out, "clock")[1], outcome.out);
    assertTrue(outcome.out.contains("hour = 13"), outcome.out);
  }

  @Test
  void aConfigurationIsPrintedWithItsConstants() throws IOException {
    project(5);
    Outcome outcome = run("--config", "clock", "--project", folder.toString(), "--set", "Hours=6");
    assertEquals(0, outcome.code, outcome.err);
    assertTrue(outcome.out.startsWith("SPECIFICATION Spec\n"), outcome.out);
    assertTrue(outcome.out.contains("\n  Hours = 6\n"), outcome.out);
  }

  private void project(int states) throws IOException {
    Files.createDirectories(folder.resolve("specs"));
    Files.createDirectories(folder.resolve("model-checking/clock"));
    Files.writeString(
        folder.resolve("specs/Clock.tla"),
        """
        ---- MODULE Clock ----
        EXTENDS Integers
        CONSTANT Hours
        VARIABLE hour
        Init == hour = 1
        Tick == hour < Hours /\\ hour' = hour + 1
        Wrap == hour = Hours /\\ hour' = 1
        InRange == hour \\in 1 .. 12
        Spec == Init /\\ [][Tick \\/ Wrap]_hour
        ====
        """);
    Files.writeString(
        folder.resolve("model-checking/clock/clock.cfg"),
        "SPECIFICATION Spec\nINVARIANT InRange\n");
    Files.writeString(
        folder.resolve("model-checking/manifest.json"),
        """
        {"designs": {}, "runs": [
         {"name": "clock", "says": "s", "module": "specs/Clock.tla",
          "config": "model-checking/clock/clock.cfg", "constants": {"Hours": "5"},
          "expect": "holds", "states": %d, "depth": 5, "coverage": true, "took": 1.5,
          "seconds": 60, "profile": "verify"}]}
        """
            .formatted(states));
  }
}
