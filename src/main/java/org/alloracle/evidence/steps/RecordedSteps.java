package org.alloracle.evidence.steps;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A recorded run, read from its log.
 *
 * @param file where it was read from
 * @param setup what the header says
 * @param threads the steps of each thread, in order
 */
record RecordedSteps(Path file, Setup setup, List<List<Step>> threads) {
  // Wrong code may have numbers below 0: those are for the model to reject.
  private static final String N = "-?\\d{1,9}";
  private static final Pattern THREAD = Pattern.compile("\\d{1,6}");
  private static final Map<String, Pattern> REGISTERS =
      new TreeMap<>(
          Map.of(
              "h", Pattern.compile("-|" + N + "/" + N),
              "d", Pattern.compile("-|" + N),
              "b", Pattern.compile("-|" + N + ":" + N),
              "s", Pattern.compile("-|" + N),
              "old",
                  Pattern.compile(
                      ("-|A:" + N + "," + N + ",(ACTIVE|FULL|PARTIAL|EMPTY)")
                          + ("|C:" + N + "," + N + "|D:" + N)),
              "nxt", Pattern.compile("-|" + N + "|D:" + N),
              "res", Pattern.compile(N),
              "n", Pattern.compile(N),
              "flag", Pattern.compile("true|false")));

  /**
   * Reads a log.
   *
   * @throws StepLogException if it is none; the message is one line
   */
  static RecordedSteps read(Path file) throws IOException {
    String name = file.toString();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (MalformedInputException e) {
      throw new StepLogException(name, 1, "not a log of steps: not text");
    }
    Setup setup = null;
    List<List<Step>> threads = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i);
      if (text.isBlank() || text.startsWith("#")) {
        continue;
      }
      Line line = Line.of(name, i + 1, text);
      if (setup == null) {
        setup = Setup.read(line);
        for (int t = 0; t < setup.threads(); t++) {
          threads.add(new ArrayList<>());
        }
      } else {
        Step step = step(line, setup);
        List<Step> earlier = threads.get(step.thread());
        if (!earlier.isEmpty()) {
          long ended = earlier.get(earlier.size() - 1).end();
          line.require(
              step.begin() >= ended,
              "thread " + step.thread() + " begins a step before its last one ended");
        }
        earlier.add(step);
      }
    }
    if (setup == null) {
      throw new StepLogException(name, 1, "not a log of steps: no header");
    }
    return new RecordedSteps(file, setup, List.copyOf(threads));
  }

  private static Step step(Line line, Setup setup) throws StepLogException {
    List<String> words = line.words();
    line.require(words.size() >= 5, "expected: thread begin end label next=LABEL ...");
    line.require(
        THREAD.matcher(words.get(0)).matches() && Integer.parseInt(words.get(0)) < setup.threads(),
        "expected a thread below " + setup.threads() + ", found " + Line.shown(words.get(0)));
    long begin = line.tick(1);
    long end = line.tick(2);
    line.require(begin <= end, "the step ends before it begins");
    String label = words.get(3);
    line.require(Labels.isStep(label), "no step of the model is labelled " + Line.shown(label));
    Map<String, String> registers = line.assignments(4);
    String next = registers.remove("next");
    line.require(
        next != null && (next.equals(Step.UNKNOWN) || Labels.isPlace(next)),
        "no place in the model is labelled " + Line.shown(String.valueOf(next)));
    for (Map.Entry<String, String> register : registers.entrySet()) {
      Pattern pattern = REGISTERS.get(register.getKey());
      line.require(pattern != null, "no register is named " + Line.shown(register.getKey()));
      line.require(
          pattern != null && pattern.matcher(register.getValue()).matches(),
          "register " + register.getKey() + " cannot be " + Line.shown(register.getValue()));
    }
    return new Step(
        line.number(),
        Integer.parseInt(words.get(0)),
        begin,
        end,
        label,
        String.valueOf(next),
        Map.copyOf(registers));
  }

  /** How many steps of each thread certainly came before one. */
  int[] before(Step step) {
    int[] before = new int[threads.size()];
    for (int t = 0; t < before.length; t++) {
      if (t != step.thread()) {
        before[t] = endedBefore(threads.get(t), step.begin());
      }
    }
    return before;
  }

  private static int endedBefore(List<Step> steps, long tick) {
    int low = 0;
    int high = steps.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps.get(middle).end() < tick) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many steps there are. */
  int size() {
    return threads.stream().mapToInt(List::size).sum();
  }
}
