package org.alloracle.evidence.steps;

import java.util.ArrayList;
import java.util.List;

/**
 * What TLC found about one log.
 *
 * @param isAccepted whether the model has a behaviour that takes all its steps
 * @param line in the log, of the first step that no continuation can take; 0 if accepted
 * @param step the same step, by thread, label and ticks
 * @param why the model cannot take it
 * @param details the state of the model, and what holds up the other threads
 */
public record StepResult(
    boolean isAccepted, int line, String step, String why, List<String> details) {

  static StepResult accepted() {
    return new StepResult(true, 0, "", "", List.of());
  }

  static StepResult rejected(Step step, String why, List<String> details) {
    return new StepResult(false, step.line(), step.title(), why, List.copyOf(details));
  }

  /** For {@link #read}. */
  List<String> lines(int log) {
    List<String> lines = new ArrayList<>();
    lines.add(log + " " + (isAccepted ? "accepted" : line));
    if (!isAccepted) {
      lines.add(" " + step);
      lines.add(" " + why);
    }
    details.forEach(detail -> lines.add(" " + detail));
    return lines;
  }

  /** The results of so many logs, as {@link #lines} has them. */
  static List<StepResult> read(List<String> lines, int logs) {
    List<StepResult> results = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      int end = at + 1;
      while (end < lines.size() && lines.get(end).startsWith(" ")) {
        end++;
      }
      List<String> text = lines.subList(at + 1, end).stream().map(l -> l.substring(1)).toList();
      String head = lines.get(at).substring(lines.get(at).indexOf(" ") + 1);
      results.add(
          head.equals("accepted")
              ? accepted()
              : new StepResult(
                  false,
                  Integer.parseInt(head),
                  text.get(0),
                  text.get(1),
                  text.subList(2, text.size())));
      at = end;
    }
    if (results.size() != logs) {
      throw new IllegalStateException(results.size() + " results of " + logs + " logs");
    }
    return results;
  }
}
