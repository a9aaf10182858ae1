package org.alloracle.evidence.steps;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedStepsTest {
  private static final String HEADER =
      "threads=2 descriptors=2 superblocks=2 units=4 sizes=1,2 heaps=1 credits=2"
          + " avail=set removal=lazy\n";
  private static final String STEP = "0 1 2 malloc next=MallocFromActive_load h=1/0 d=-\n";

  @TempDir Path folder;

  private RecordedSteps read(String text) throws IOException {
    return RecordedSteps.read(Files.writeString(folder.resolve("run.steps"), text));
  }

  @Test
  void aLogIsReadAsItIs() throws IOException {
    RecordedSteps log = read("# a comment\n" + HEADER + "\n" + STEP);
    assertEquals(List.of(1, 2), log.setup().sizes());
    assertEquals("{0, 1}", log.setup().constants().get("Threads"));
    assertEquals("{d0, d1}", log.setup().constants().get("Descs"));
    assertEquals(
        new Step(4, 0, 1, 2, "malloc", "MallocFromActive_load", Map.of("h", "1/0", "d", "-")),
        log.threads().get(0).get(0));
    assertEquals(1, log.size());
  }

  @Test
  void onlyWhatEndedBeforeCertainlyCameBefore() throws IOException {
    RecordedSteps log =
        read(
            HEADER
                + "0 1 2 malloc next=MallocFromActive_load\n"
                + "0 3 8 MallocFromActive_load next=HeapGetPartial_load\n"
                + "1 2 3 malloc next=MallocFromActive_load\n"
                + "1 4 5 MallocFromActive_load next=HeapGetPartial_load\n"
                + "1 9 9 HeapGetPartial_load next=ListGetPartial_get\n");
    List<Step> second = log.threads().get(1);
    // A step that ends at the tick at which another begins may have come after it.
    assertArrayEquals(new int[] {0, 0}, log.before(second.get(0)));
    assertArrayEquals(new int[] {1, 0}, log.before(second.get(1)));
    assertArrayEquals(new int[] {2, 0}, log.before(second.get(2)));
    assertArrayEquals(new int[] {0, 0}, log.before(log.threads().get(0).get(1)));
  }

  @Test
  void whereAnUnfinishedCallStandsIsNotKnown() throws IOException {
    Step step = read(HEADER + STEP.replace("MallocFromActive_load", "-")).threads().get(0).get(0);
    assertEquals(Step.UNKNOWN, step.next());
  }

  @Test
  void garbageIsOneLineWithFileAndNumber() {
    assertAll(
        () -> refused(1, "no header", ""),
        () -> refused(1, "no header", "\u0000\u0007 garbage\n"),
        () -> refused(1, "no header", "<?xml version='1.0'?>\n"),
        () -> refused(1, "lacks units=", HEADER.replace("units=4 ", "")),
        () -> refused(1, "no constant colour", HEADER.replace("units", "colour=1 units")),
        () -> refused(1, "two values of units", HEADER.replace("units=4", "units=4 units=4")),
        () -> refused(1, "units=x is no number", HEADER.replace("units=4", "units=x")),
        () -> refused(1, "threads must be at least 1", HEADER.replace("threads=2", "threads=0")),
        () -> refused(1, "removal=now is none of", HEADER.replace("lazy", "now")),
        () -> refused(1, "blocks of 3 units do not fill", HEADER.replace("1,2", "3")),
        () -> refused(1, "sizes=2, is no list", HEADER.replace("1,2", "2,")),
        () -> refused(2, "expected: thread begin end label", HEADER + "0 1 2 malloc\n"),
        () -> refused(2, "expected a thread below 2, found 2", HEADER + STEP.replace("0 1", "2 1")),
        () -> refused(2, "expected a tick, found x", HEADER + STEP.replace("0 1", "0 x")),
        () -> refused(2, "ends before it begins", HEADER + STEP.replace("1 2", "3 2")),
        () -> refused(2, "no step of the model", HEADER + STEP.replace("malloc", "calloc")),
        () -> refused(2, "no step of the model", HEADER + STEP.replace(" malloc", " idle")),
        () -> refused(2, "no place in the model", HEADER + STEP.replace("next=M", "next=N")),
        () -> refused(2, "no place in the model", HEADER + STEP.replace("next", "text")),
        () -> refused(2, "no register is named x", HEADER + STEP.replace("d=", "x=")),
        () -> refused(2, "register h cannot be 1:0", HEADER + STEP.replace("1/0", "1:0")),
        () -> refused(3, "before its last one ended", HEADER + STEP + STEP));
  }

  private void refused(int line, String problem, String text) {
    StepLogException refusal = assertThrows(StepLogException.class, () -> read(text));
    String message = String.valueOf(refusal.getMessage());
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith(folder.resolve("run.steps") + ":" + line + ": "), message);
    assertTrue(message.contains(problem), message);
  }

  @Test
  void aFileThatIsNoTextIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("run.steps"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    StepLogException refusal = assertThrows(StepLogException.class, () -> RecordedSteps.read(file));
    assertEquals(file + ":1: not a log of steps: not text", refusal.getMessage());
  }

  @Test
  void theLabelsAreThoseOfTheModel() throws IOException {
    String model = Files.readString(Path.of("specs", "michael", "Michael.tla"));
    String steps = model.substring(0, model.indexOf("\n(* The algorithm, in the parts"));
    Set<String> labels =
        Pattern.compile("(?m)^(\\w+)\\(t\\) ==\\R  /\\\\ pc\\[t\\] = ")
            .matcher(steps)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    // Only planted bugs have these.
    labels.removeAll(Set.of("MallocFromActive_spin", "MallocFromNewSB_map", "free_assert"));
    assertEquals(labels, new TreeSet<>(Labels.ALL));
  }
}
