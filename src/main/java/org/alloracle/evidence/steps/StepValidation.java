package org.alloracle.evidence.steps;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What TLC found about a set of logs.
 *
 * @param results of each log, in the order given
 * @param coverage the steps in the logs that were accepted
 * @param states distinct states that TLC looked at
 * @param steps in all logs
 * @param seconds wall time of TLC
 */
public record StepValidation(
    Map<Path, StepResult> results, StepCoverage coverage, long states, int steps, double seconds) {

  /** What was found about one of the logs. */
  public StepResult of(Path log) {
    return Objects.requireNonNull(results.get(log), () -> "no log " + log);
  }

  /** How many logs were accepted. */
  public long accepted() {
    return results.values().stream().filter(StepResult::isAccepted).count();
  }
}
