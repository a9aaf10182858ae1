package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.List;
import org.alloracle.evidence.mutation.Edit;

/**
 * A part of a contract that may be left out: one conjunct of a postcondition or of an invariant.
 *
 * @param type the class
 * @param method with the simple names of its parameters' types, or empty for an invariant
 * @param ordinal which of the parts of the method, or of the invariants, that read the same, from 1
 * @param text as it is written, on one line
 * @param from its first character
 * @param to the character after its last one
 * @param clauseFrom the first character of the whole clause
 * @param clauseTo the character after its last one
 */
record Clause(
    String type,
    String method,
    int ordinal,
    String text,
    int from,
    int to,
    int clauseFrom,
    int clauseTo) {

  boolean isInvariant() {
    return method.isEmpty();
  }

  /** What names it within its class for as long as it reads the same there. */
  String id() {
    String which = ordinal == 1 ? "" : " (" + ordinal + ")";
    return (isInvariant() ? "invariant" : method + " ensures") + " " + text + which;
  }

  /** Leaves it out. */
  Edit edit() {
    return new Edit(from, to, "true");
  }

  /** The class without it, and with other changes. */
  ClassCopy without(int number, List<Edit> others) {
    List<Edit> edits = new ArrayList<>(others);
    edits.add(edit());
    return new ClassCopy(type, number, edits);
  }
}
