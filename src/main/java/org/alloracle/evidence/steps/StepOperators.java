package org.alloracle.evidence.steps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tlc2.overrides.TLAPlusOperator;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.Value;

/**
 * The operators of specs/michael/MichaelTrace.tla that are defined in Java: what the logs say, and
 * a place to write down how far each log got.
 *
 * <p>Lives in a Java machine of its own, for one run of TLC; {@link StepValidator} is on the other
 * side.
 */
public final class StepOperators {
  /** System property: the folder with the list of logs, and for the result. */
  static final String FOLDER = "alloracle.steps";

  static final String LOGS = "logs";
  static final String RESULT = "result";

  private static final String MODULE = "MichaelTrace";
  private static @Nullable StepOperators run;

  private final List<RecordedSteps> logs = new ArrayList<>();
  private final List<Progress> progress = new ArrayList<>();
  private final List<List<List<Value>>> entries = new ArrayList<>();

  private StepOperators(Path folder) throws IOException {
    for (String file : Files.readAllLines(folder.resolve(LOGS))) {
      RecordedSteps log = RecordedSteps.read(Path.of(file));
      logs.add(log);
      progress.add(new Progress(log));
      entries.add(
          log.threads().stream()
              .map(steps -> steps.stream().map(step -> entry(log, step)).toList())
              .toList());
    }
  }

  private static synchronized StepOperators run() {
    if (run == null) {
      Path folder = Path.of(System.getProperty(FOLDER, ""));
      try {
        StepOperators started = new StepOperators(folder);
        // TLC ends the machine itself, and offers no place for a last word.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> started.write(folder)));
        run = started;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return run;
  }

  private void write(Path folder) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < progress.size(); i++) {
      lines.addAll(progress.get(i).result().lines(i));
    }
    try {
      Files.write(folder.resolve(RESULT), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Value entry(RecordedSteps log, Step step) {
    Map<String, Value> after = new TreeMap<>();
    step.registers().forEach((name, content) -> after.put(name, Values.register(name, content)));
    Map<String, Value> entry = new TreeMap<>();
    entry.put("label", Values.text(step.label()));
    entry.put("next", Values.text(step.next()));
    entry.put("after", Values.record(after));
    entry.put("before", Values.counts(log.before(step)));
    return Values.record(entry);
  }

  private static int number(Value value) {
    return ((IntValue) value).val;
  }

  /** How many logs there are. */
  @TLAPlusOperator(identifier = "Logs", module = MODULE, warn = false)
  public static Value logs() {
    return Values.number(run().logs.size());
  }

  /** How many entries a log has of a thread. */
  @TLAPlusOperator(identifier = "Length", module = MODULE, warn = false)
  public static Value length(Value log, Value thread) {
    return Values.number(run().entries.get(number(log) - 1).get(number(thread)).size());
  }

  /** An entry of a thread in a log. */
  @TLAPlusOperator(identifier = "Entry", module = MODULE, warn = false)
  public static Value entry(Value log, Value thread, Value index) {
    return run().entries.get(number(log) - 1).get(number(thread)).get(number(index) - 1);
  }

  /** All descriptors, lowest first. */
  @TLAPlusOperator(identifier = "DescOrder", module = MODULE, warn = false)
  public static Value descOrder() {
    int descriptors = run().logs.get(0).setup().descriptors();
    return Values.sequence(
        IntStream.range(0, descriptors)
            .mapToObj(d -> Values.descriptor(Integer.toString(d)))
            .toList());
  }

  /** The model took the step of a thread's next entry, with this outcome. */
  @TLAPlusOperator(identifier = "Tried", module = MODULE, warn = false)
  public static Value tried(Value log, Value pos, Value thread, Value label, Value registers) {
    run().progress.get(number(log) - 1).tried(pos, number(thread), label, registers);
    return BoolValue.ValTrue;
  }

  /** A state was reached. */
  @TLAPlusOperator(identifier = "Reached", module = MODULE, warn = false)
  public static Value reached(Value log, Value pos, Value state, Value broken) {
    run().progress.get(number(log) - 1).reached(pos, state, broken);
    return BoolValue.ValTrue;
  }
}
