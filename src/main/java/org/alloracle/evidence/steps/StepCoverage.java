package org.alloracle.evidence.steps;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which steps of the model the logs have, and where they led.
 *
 * @param steps label to the labels after it, each with the number of times
 */
public record StepCoverage(Map<String, Map<String, Integer>> steps) {

  static StepCoverage of(Collection<RecordedSteps> logs) {
    Map<String, Map<String, Integer>> steps = new TreeMap<>();
    for (RecordedSteps log : logs) {
      for (List<Step> thread : log.threads()) {
        for (Step step : thread) {
          steps
              .computeIfAbsent(step.label(), label -> new TreeMap<>())
              .merge(step.next(), 1, Integer::sum);
        }
      }
    }
    return new StepCoverage(steps);
  }

  /** How often steps of a label were taken. */
  public int times(String label) {
    return steps.getOrDefault(label, Map.of()).values().stream().mapToInt(n -> n).sum();
  }

  /** The labels of the model that no log has. */
  public List<String> untaken() {
    return Labels.ALL.stream().filter(label -> times(label) == 0).toList();
  }

  /** A line a label, in the order of the model. */
  public List<String> table() {
    List<String> lines = new ArrayList<>();
    for (String label : Labels.ALL) {
      String after =
          steps.getOrDefault(label, Map.of()).entrySet().stream()
              .map(next -> next.getKey() + " " + next.getValue())
              .collect(Collectors.joining(", "));
      lines.add(String.format("%-28s %8d  %s", label, times(label), after).stripTrailing());
    }
    return lines;
  }
}
