package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.List;

/**
 * What notices that a clause is gone.
 *
 * @param by a mutant that only this clause refutes, or a method that does not prove without it;
 *     empty if there is none
 * @param undecided whether the prover came to no end somewhere
 */
record ClauseVerdict(List<String> by, boolean undecided) {

  ClauseVerdict() {
    this(new ArrayList<>(), false);
  }

  ClauseVerdict and(ClauseVerdict other) {
    List<String> both = new ArrayList<>(by);
    both.addAll(other.by);
    return new ClauseVerdict(both, undecided || other.undecided);
  }

  boolean noticed() {
    return !by.isEmpty();
  }
}
