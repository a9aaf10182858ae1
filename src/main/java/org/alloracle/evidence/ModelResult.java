package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run of the model checker showed.
 *
 * @param outcome as {@link ModelRun#expect}, or {@code out of time}, or {@code error: ...}
 * @param states distinct states found
 * @param depth depth of the state graph, 0 if not known
 * @param trace the counterexample, one text a state; empty if there is none
 * @param actions how many actions the model has, 0 if coverage was not asked for
 * @param untaken the actions that no reachable state enables, if coverage was asked for
 * @param seconds wall time, with the start of the checker
 * @param log all that the checker printed
 */
public record ModelResult(
    String outcome,
    long states,
    int depth,
    List<String> trace,
    int actions,
    List<String> untaken,
    double seconds,
    List<String> log) {

  /** What differs from the manifest, one line each; empty if nothing does. */
  public List<String> differencesFrom(ModelRun run) {
    List<String> differences = new ArrayList<>();
    if (!outcome.equals(run.expect())) {
      differences.add(differs("result", run.expect(), outcome));
    }
    if (states != run.states()) {
      differences.add(differs("distinct states", run.states(), states));
    }
    if (run.depth() != null && depth != run.depth()) {
      differences.add(differs("depth", run.depth(), depth));
    }
    if (run.trace() != null && trace.size() != run.trace()) {
      differences.add(differs("states in the shortest trace", run.trace(), trace.size()));
    }
    if (run.coverage() && actions == 0) {
      differences.add("TLC did not say which actions were taken");
    }
    for (String action : untaken) {
      differences.add("action never taken: " + action);
    }
    return differences;
  }

  private static String differs(String what, Object expected, Object found) {
    return what + ": manifest says " + expected + ", TLC found " + found;
  }
}
