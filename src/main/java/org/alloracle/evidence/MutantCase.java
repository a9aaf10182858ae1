package org.alloracle.evidence;

import org.alloracle.evidence.mutation.Mutant;

/** A mutant of a class. */
record MutantCase(String type, Mutant mutant) {

  String id() {
    return type + "." + mutant.id();
  }
}
