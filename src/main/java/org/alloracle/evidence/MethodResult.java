package org.alloracle.evidence;

import java.util.List;

/**
 * What the prover said of one method in one pass.
 *
 * @param kind in short
 * @param seconds as the prover states them
 * @param lines what it printed between the start and the end of the method's proof
 */
record MethodResult(Kind kind, double seconds, List<String> lines) {
  enum Kind {
    /** Proved; in the feasibility pass also: every program point can be reached. */
    PROVED,
    /** Some assertion was refuted; the lines say which and where. */
    REFUTED,
    /** Proved, but some program point cannot be reached. */
    INFEASIBLE,
    /** Neither: out of time, cancelled, unknown, or stopped by an error. */
    NOT_DONE
  }

  /** The first lines that say what went wrong; at most 12. */
  List<String> complaint() {
    List<String> complaint =
        lines.stream().dropWhile(line -> !line.matches(ProverOutput.COMPLAINT)).limit(12).toList();
    return complaint.isEmpty()
        ? lines.stream().filter(line -> !line.contains(" : OK")).limit(12).toList()
        : complaint;
  }
}
