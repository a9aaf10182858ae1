package org.alloracle.evidence.steps;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.alloracle.evidence.EvidenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class StepValidatorTest {
  private static final Path LOGS = Path.of("examples", "steps");
  private static final Path ONE = LOGS.resolve("two-threads.steps");
  private static final StepValidator VALIDATOR = new StepValidator(Path.of(""), 600);

  @TempDir Path folder;

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(LOGS)) {
      return files.sorted().toList();
    }
  }

  @Test
  void theExamplesAreAccepted() throws IOException {
    List<Path> logs = examples();
    StepValidation found = VALIDATOR.validate(logs);
    assertEquals(logs, List.copyOf(found.results().keySet()));
    found.results().forEach((log, result) -> assertTrue(result.isAccepted(), log + ": " + result));
    assertEquals(found.steps(), Labels.ALL.stream().mapToInt(found.coverage()::times).sum());
    assertTrue(found.states() > found.steps(), found.states() + " states");
  }

  /** Each corruption by itself; they share one run of TLC with the log as it was. */
  @Test
  void eachCorruptionIsRejectedWhereItIs() throws IOException {
    List<String> lines = Corrupted.lines(ONE);
    Map<String, Corrupted> wrong = new LinkedHashMap<>();
    wrong.put(
        "a count that was not there",
        Corrupted.change(lines, ".* free_anchor .*", "old=A:(\\d+),\\d+", "old=A:$1,99"));
    wrong.put(
        "another state", Corrupted.change(lines, ".* old=A:\\d+,\\d+,FULL.*", "FULL", "PARTIAL"));
    wrong.put(
        "another link",
        Corrupted.change(lines, ".* MallocFromActive_link .*", "nxt=\\d+", "nxt=77"));
    wrong.put(
        "another descriptor",
        Corrupted.change(lines, ".* MallocFromActive_reserve .* d=\\d.*", " d=\\d+", " d=55"));
    wrong.put(
        "another superblock",
        Corrupted.change(lines, ".* MallocFromNewSB_AllocNewSB .*", " s=\\d+", " s=66"));
    wrong.put(
        "another block",
        Corrupted.change(lines, ".* MallocFromActive_pop .* b=\\d.*", " b=(\\d+):", " b=44:"));
    wrong.put(
        "reservations that were not there",
        Corrupted.change(lines, ".* MallocFromNewSB_init .*", " res=\\d+", " res=33"));
    wrong.put(
        "a block freed that is not live",
        Corrupted.change(lines, ".* free next=.*", " b=\\d+:\\d+", " b=22:0"));
    wrong.put(
        "a CAS that failed and did not",
        Corrupted.change(
            lines, ".* free_CAS next=free_return.*", "next=free_return", "next=free_anchor"));
    wrong.put(
        "a CAS that succeeded and did not",
        Corrupted.change(
            lines, ".* free_CAS next=free_anchor.*", "next=free_anchor", "next=free_return"));
    wrong.put("a load left out", Corrupted.drop(lines, ".* free_anchor .*"));
    wrong.put("a CAS left out", Corrupted.drop(lines, ".* MallocFromActive_pop .*"));
    wrong.put("a step twice", Corrupted.duplicate(lines, ".* MallocFromActive_link .*"));
    wrong.put("a CAS twice", Corrupted.duplicate(lines, ".* free_CAS next=free_return.*"));
    wrong.put("two steps swapped", Corrupted.swapWithNext(lines, ".* free_anchor .*"));
    wrong.put(
        "what was read before it was written",
        Corrupted.swapWithOther(
            lines,
            ".* MallocFromActive_reserve next=MallocFromActive_anchor .* flag=true .*",
            ".* MallocFromActive_load next=HeapGetPartial_load .*"));

    Map<Path, Map.Entry<String, Corrupted>> made = new LinkedHashMap<>();
    for (Map.Entry<String, Corrupted> each : wrong.entrySet()) {
      Path file = folder.resolve(made.size() + ".steps");
      made.put(Files.write(file, each.getValue().lines()), each);
    }
    List<Path> all = new ArrayList<>(made.keySet());
    all.add(Files.write(folder.resolve("right.steps"), lines));
    StepValidation found = VALIDATOR.validate(all);
    List<Executable> checks = new ArrayList<>();
    made.forEach(
        (file, each) ->
            checks.add(() -> assertRejected(each.getKey(), each.getValue(), found.of(file))));
    checks.add(() -> assertTrue(found.of(all.get(all.size() - 1)).isAccepted(), "as it was"));
    assertAll(checks);
  }

  private static void assertRejected(String what, Corrupted corrupted, StepResult result) {
    assertFalse(result.isAccepted(), what + ": accepted");
    String line = corrupted.lines().get(corrupted.at() - 1);
    String found = what + ": " + line + ": " + result;
    assertEquals(corrupted.at(), result.line(), found);
    assertTrue(result.step().contains(", " + corrupted.label() + " (ticks "), found);
    assertTrue(result.step().startsWith("thread " + line.charAt(0)), found);
    assertFalse(result.why().isEmpty(), found);
    assertTrue(
        result.details().stream().anyMatch(d -> d.contains("thread " + line.charAt(0) + " at ")),
        found);
  }

  @Test
  void theMessageSaysWhatWasRecordedAndWhatTheModelHas() throws IOException {
    Corrupted wrong =
        Corrupted.change(
            Corrupted.lines(ONE), ".* free_anchor .*", "old=A:(\\d+),\\d+", "old=A:$1,99");
    Path file = Files.write(folder.resolve("wrong.steps"), wrong.lines());
    StepResult result = VALIDATOR.validate(List.of(file)).of(file);
    Pattern why =
        Pattern.compile("recorded old=A:(\\d+),99,(\\w+), the model has old=A:\\1,\\d+,\\2");
    assertTrue(why.matcher(result.why()).matches(), result.toString());
  }

  @Test
  void logsWithDifferentConstantsAreToldApart() throws IOException {
    List<String> lines = Corrupted.lines(ONE);
    List<String> other = new ArrayList<>(lines);
    // With the other removal the same steps are wrong.
    other.set(0, lines.get(0).replace("removal=hazard", "removal=lazy"));
    List<Path> logs =
        List.of(
            Files.write(folder.resolve("other.steps"), other),
            Files.write(folder.resolve("right.steps"), lines));
    StepValidation found = VALIDATOR.validate(logs);
    assertEquals(
        List.of(false, true), logs.stream().map(log -> found.of(log).isAccepted()).toList());
    assertEquals(1, found.accepted());
  }

  @Test
  void whatTlcCannotDoIsAnError() {
    StepValidator hasty = new StepValidator(Path.of(""), 0);
    EvidenceException error =
        assertThrows(EvidenceException.class, () -> hasty.validate(List.of(ONE)));
    assertTrue(String.valueOf(error.getMessage()).contains("out of time"), error.getMessage());
  }
}
