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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
  private static final String TRACES = "src/test/resources/traces/";
  private static final String REAL = "examples/traces/git-grep.mtlog";

  @TempDir private Path folder;

  record Outcome(int code, String out, String err) {}

  private static Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err, true), args);
    return new Outcome(code, out.toString(), err.toString());
  }

  private String log(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, String.join("\n", lines) + "\n");
    return file.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        REAL,
        TRACES + "ls.mtrace",
        TRACES + "grep.valgrind",
        TRACES + "sqlite-query.mtlog.xz",
        TRACES + "sqlite-query.rep",
        TRACES + "sqlite-query.trace"
      })
  void rightTracesAreClean(String file) {
    Outcome outcome = run("check", file);
    assertEquals(0, outcome.code, outcome.out + outcome.err);
    assertTrue(outcome.out.startsWith(file + ": clean"), outcome.out);
    assertEquals("", outcome.err);
  }

  @Test
  void aVerdictCountsRecordsAndPeaks() {
    Outcome outcome = run("check", REAL);
    assertTrue(outcome.out.contains("  records           1,494 (mtlog)"), outcome.out);
    assertTrue(outcome.out.contains("  peak live bytes   "), outcome.out);
    assertTrue(outcome.out.contains("  peak live blocks  "), outcome.out);
  }

  @ParameterizedTest
  @CsvSource({
    "overlap left,          DISJOINTNESS, 1 m 20 = 1020 20, 1 m 30 = 1000 30",
    "overlap right,         DISJOINTNESS, 1 m 20 = 1000 20, 1 m 20 = 1010 20",
    "overlap inside,        DISJOINTNESS, 1 m 40 = 1000 40, 1 m 10 = 1010 10",
    "overlap enclosing,     DISJOINTNESS, 1 m 10 = 1010 10, 1 m 40 = 1000 40",
    "overlap same start,    DISJOINTNESS, 1 m 20 = 1000 20, 1 m 20 = 1000 20",
    "misaligned,            ALIGNMENT,    1 m 20 = 2000 20, 1 a 40 64 = 1020 68",
    "usable below request,  CAPACITY,     1 m 20 = 2000 20, 1 m 20 = 1000 18",
    "double free,           VALID_FREE,   1 m 20 = 1000 20, '1 f 1000\n1 f 1000'",
    "interior free,         VALID_FREE,   1 m 20 = 1000 20, 1 f 1010",
    "unknown free,          VALID_FREE,   1 m 20 = 1000 20, 1 f 5000",
    "outside memory,        CONTAINMENT,  1 m 20 = 1000 20, 1 m 20 = fffffffffffffff0 20"
  })
  void everyKindOfViolationIsNamed(String kind, String clause, String first, String second)
      throws IOException {
    Outcome outcome = run("check", log("bad.mtlog", first, second));
    assertEquals(1, outcome.code, outcome.out + outcome.err);
    assertTrue(outcome.out.contains(": 1 violation\n"), outcome.out);
    assertTrue(outcome.out.contains(clause + " (" + kind + ")"), outcome.out);
  }

  @Test
  void aLeakIsAViolationOnlyIfThePolicySaysSo() throws IOException {
    String file = log("leak.mtlog", "1 m 20 = 1000 20");
    assertAll(
        () -> assertEquals(0, run("check", file).code),
        () -> assertEquals(0, run("check", "--leaks", "ignore", file).code),
        () -> assertEquals(1, run("check", "--leaks", "fail", file).code),
        () ->
            assertTrue(run("check", "--leaks", "fail", file).out.contains("CONSERVATION (leak)")));
  }

  @Test
  void theBeginningOfTheLogDecidesOnAnUnknownFree() throws IOException {
    String file = log("late.mtlog", "1 f 1000");
    assertEquals(1, run("check", "--began", "program", file).code);
    assertEquals(0, run("check", "--began", "later", file).code);
  }

  @Test
  void aLateFreeIsSuspectedOnlyInAnUnorderedLog() throws IOException {
    String file =
        log(
            "race.mtrace",
            "= Start",
            "@ a:[0x1] + 0x1000 0x20",
            "@ a:[0x2] + 0x1000 0x20",
            "@ a:[0x1] - 0x1000",
            "@ a:[0x2] - 0x1000");
    assertEquals(1, run("check", file).code);
    Outcome unordered = run("check", "--unordered", file);
    assertEquals(0, unordered.code, unordered.out);
    assertTrue(unordered.out.contains("1 misordering (not a violation)"), unordered.out);
  }

  @Test
  void badInputIsOneLineThatNamesFileAndLine() throws IOException {
    byte[] xz = Files.readAllBytes(Path.of(TRACES + "sqlite-query.mtlog.xz"));
    Path cut = folder.resolve("cut.xz");
    Files.write(cut, Arrays.copyOf(xz, xz.length / 2));
    assertAll(
        () -> refused(log("g.mtlog", "1 m 20 = 1000 20", "garbage"), "g.mtlog:2: "),
        () -> refused(log("n.mtlog", "1 m -20 = 1000 20", "1 f 1000"), "n.mtlog:1: "),
        () -> refused(log("o.mtlog", "1 f 1000", "1 f 11112222333344445"), "o.mtlog:2: "),
        () -> refused(log("prose", "It was a dark night."), "prose:1: "),
        () -> refused(cut.toString(), "cut.xz"),
        () -> refused(folder.resolve("none").toString(), "none: no such file"),
        () -> refused(folder.toString(), "is a directory"));
  }

  private static void refused(String file, String message) {
    Outcome outcome = run("check", file);
    assertEquals(2, outcome.code, outcome.out);
    assertTrue(outcome.err.contains(message), outcome.err);
    assertEquals(1, outcome.err.lines().count(), outcome.err);
    assertFalse(outcome.err.contains("Exception"), outcome.err);
  }

  @Test
  void aBadFileDoesNotHideTheOthers() throws IOException {
    Outcome outcome = run("check", log("bad", "prose"), REAL);
    assertEquals(2, outcome.code);
    assertTrue(outcome.out.contains(REAL + ": clean"), outcome.out);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check",
        "frobnicate",
        "check --alignment 12 " + REAL,
        "check --format foo " + REAL,
        "check --leaks perhaps " + REAL,
        "check --show -1 " + REAL,
        "replay " + REAL,
        "replay " + REAL + " --design foo",
        "replay " + REAL + " --design slab",
        "replay " + REAL + " --design bitpool --heap 12",
        "replay " + REAL + " --design buddy --reference --heap 2G",
        "replay " + REAL + " --design buddy --heap 2T",
        "replay " + REAL + " --design bitpool --heap -1",
        "replay " + REAL + " --design bitpool --fast --reference",
        "replay none --design bitpool"
      })
  void wrongUsageIsOneLine(String words) {
    Outcome outcome = run(words.split(" "));
    assertEquals(2, outcome.code, outcome.out);
    assertEquals(1, outcome.err.lines().count(), outcome.err);
    assertTrue(outcome.err.startsWith("alloracle: "), outcome.err);
  }

  @Test
  void helpTeaches() {
    for (String command : new String[] {"check", "replay", "list", "models"}) {
      Outcome outcome = run(command, "--help");
      assertEquals(0, outcome.code);
      assertTrue(outcome.out.contains("Usage: alloracle " + command), outcome.out);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "basicalloc, --fast",
    "basicalloc, --reference",
    "bitpool,    --fast",
    "bitpool,    --reference",
    "buddy,      --fast",
    "buddy,      --reference",
    "freeingbump, --fast",
    "freeingbump, --reference",
    "weealloc,   --fast",
    "weealloc,   --reference"
  })
  void aReplayIsCleanAndBothImplementationsAgree(String design, String which) {
    String[] words = {"replay", REAL, "--design", design, which, "--heap", "4M"};
    Outcome outcome = run(words);
    assertEquals(0, outcome.code, outcome.out + outcome.err);
    assertTrue(outcome.out.contains("  utilisation       "), outcome.out);
    String other = which.equals("--fast") ? "--reference" : "--fast";
    words[4] = other;
    assertEquals(outcomeOnly(run(words).out), outcomeOnly(outcome.out));
  }

  /** A stack of proved layers is a reference alone, and is it without being asked. */
  @ParameterizedTest
  @CsvSource({"heaplayers-firstfit", "heaplayers-lea"})
  void aReplayOnAStackIsOnTheReference(String design) {
    Outcome outcome = run("replay", REAL, "--design", design, "--heap", "4M");
    assertEquals(0, outcome.code, outcome.out + outcome.err);
    assertTrue(outcome.out.contains(" on " + design + " (reference): clean"), outcome.out);
    outcome = run("replay", REAL, "--design", design, "--fast");
    assertEquals(2, outcome.code);
    assertTrue(outcome.err.contains(design + " has no fast form"), outcome.err);
  }

  private static String outcomeOnly(String out) {
    return out.replaceAll("(?m)^.*: clean$|, [0-9,]+ a second$", "");
  }

  @Test
  void aReplayTakesNoObjectCache() {
    Outcome outcome = run("replay", REAL, "--design", "magazine");
    assertEquals(2, outcome.code);
    assertTrue(outcome.err.contains("--design magazine is an object cache"), outcome.err);
  }

  @Test
  void theListShowsEvidence() {
    Outcome outcome = run("list");
    assertEquals(0, outcome.code, outcome.err);
    assertTrue(outcome.out.contains("basicalloc"), outcome.out);
    assertTrue(outcome.out.contains("bitpool"), outcome.out);
    assertTrue(outcome.out.contains("\nmagazine "), outcome.out);
    assertTrue(outcome.out.contains("\nslab "), outcome.out);
    assertTrue(outcome.out.contains("\nregion "), outcome.out);
    assertTrue(outcome.out.contains("\nlayout "), outcome.out);
    assertTrue(outcome.out.contains(", by OpenJML "), outcome.out);
    assertTrue(
        outcome.out.contains(
            "  model             lockedfirstfit, 4 runs: 2 must hold, 2 must fail"),
        outcome.out);
  }
}
