package org.alloracle.evidence;

import org.alloracle.evidence.mutation.JmlClause;

/** A clause of a class, or one of the facts that it joins. */
record ClauseCase(String type, JmlClause clause) {

  String id() {
    return type + "." + clause.id();
  }
}
