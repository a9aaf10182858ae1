package org.alloracle.evidence.steps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tlc2.value.impl.Value;

/** How far one log got, and why not further. Safe for use by several threads. */
final class Progress {
  private final RecordedSteps log;
  private List<Integer> furthest;
  private int taken = -1;
  private @Nullable Value state;
  private final Map<Integer, Attempt> attempts = new TreeMap<>();
  private @Nullable Breach breach;

  /** What the model made of a step that it could take. */
  private record Attempt(Map<String, String> differences) {}

  /** A state in which a clause does not hold. */
  private record Breach(List<Integer> pos, Value state, Value clauses) {}

  Progress(RecordedSteps log) {
    this.log = log;
    this.furthest = List.of();
  }

  synchronized void reached(Value pos, Value reachedState, Value broken) {
    List<Integer> here = counts(pos);
    int sum = here.stream().mapToInt(Integer::intValue).sum();
    if (breach == null && broken.size() > 0) {
      breach = new Breach(here, reachedState, broken);
    }
    if (sum > taken) {
      taken = sum;
      furthest = here;
      state = reachedState;
      attempts.clear();
    }
  }

  synchronized void tried(Value pos, int thread, Value label, Value registers) {
    List<Integer> here = counts(pos);
    if (!here.equals(furthest)) {
      return;
    }
    Step step = log.threads().get(thread).get(here.get(thread));
    Map<String, String> differences = differences(step, Values.shown(label), registers);
    Attempt before = attempts.get(thread);
    // Of the ways to take a step, the one that comes closest tells most.
    if (before == null || differences.size() < before.differences.size()) {
      attempts.put(thread, new Attempt(differences));
    }
  }

  private static Map<String, String> differences(Step step, String label, Value registers) {
    Map<String, String> differences = new TreeMap<>();
    if (!step.next().equals(label) && !step.next().equals(Step.UNKNOWN)) {
      differences.put("next", label);
    }
    step.registers()
        .forEach(
            (name, content) -> {
              String found = Values.shown(name, Values.field(registers, name));
              if (!found.equals(content)) {
                differences.put(name, found);
              }
            });
    return differences;
  }

  private List<Integer> counts(Value pos) {
    return IntStream.range(0, log.threads().size())
        .mapToObj(t -> Values.at(pos, Values.number(t)))
        .map(count -> Integer.valueOf(count.toString()))
        .toList();
  }

  /** What came of it, when TLC has looked at every order of the steps. */
  synchronized StepResult result() {
    Breach found = breach;
    if (found != null) {
      Step last = lastTaken(found.pos);
      List<String> text = new ArrayList<>(List.of("the model afterwards:"));
      StateText.of(found.state).forEach(line -> text.add("  " + line));
      return StepResult.rejected(
          last,
          "in the model's state after it these clauses do not hold: "
              + String.join(", ", Values.items(found.clauses).stream().map(Values::shown).toList()),
          text);
    }
    if (taken == log.size()) {
      return StepResult.accepted();
    }
    Value stuck = state;
    if (stuck == null) {
      throw new IllegalStateException("no state of " + log.file() + " was reached");
    }
    List<Step> open =
        IntStream.range(0, furthest.size())
            .filter(t -> furthest.get(t) < log.threads().get(t).size())
            .mapToObj(t -> log.threads().get(t).get(furthest.get(t)))
            .sorted(Comparator.comparingLong(Step::end))
            .toList();
    // Nothing that is left ended before it, so nothing that is left can be in its way.
    Step first = open.get(0);
    List<String> text = new ArrayList<>();
    for (Step other : open.subList(1, open.size())) {
      text.add("line " + other.line() + ": " + other.title() + ": " + why(other, stuck));
    }
    text.add("the model before it, after " + taken + " of " + log.size() + " steps:");
    StateText.of(stuck).forEach(line -> text.add("  " + line));
    return StepResult.rejected(first, why(first, stuck), text);
  }

  private Step lastTaken(List<Integer> pos) {
    return IntStream.range(0, pos.size())
        .filter(t -> pos.get(t) > 0)
        .mapToObj(t -> log.threads().get(t).get(pos.get(t) - 1))
        .max(Comparator.comparingLong(Step::end))
        .orElseThrow(() -> new IllegalStateException("a clause fails in the initial state"));
  }

  private String why(Step step, Value stuck) {
    int[] before = log.before(step);
    for (int t = 0; t < before.length; t++) {
      if (furthest.get(t) < before[t]) {
        return "comes after line " + log.threads().get(t).get(before[t] - 1).line();
      }
    }
    Attempt attempt = attempts.get(step.thread());
    if (attempt != null && attempt.differences.isEmpty()) {
      return "leads to no state that goes on";
    }
    if (attempt != null) {
      List<String> recorded = new ArrayList<>();
      List<String> modelled = new ArrayList<>();
      attempt.differences.forEach(
          (name, content) -> {
            String seen = name.equals("next") ? step.next() : step.registers().get(name);
            recorded.add(name + "=" + seen);
            modelled.add(name + "=" + content);
          });
      return "recorded "
          + String.join(" ", recorded)
          + ", the model has "
          + String.join(" ", modelled);
    }
    String place = StateText.place(stuck, step.thread());
    boolean there = place.equals(step.label());
    boolean call = place.equals(Labels.IDLE) && Labels.CALLS.contains(step.label());
    return there || call ? "the model cannot take this step" : "the model's thread is at " + place;
  }
}
