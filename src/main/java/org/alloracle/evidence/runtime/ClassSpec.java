package org.alloracle.evidence.runtime;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the source of a class says in its specifications.
 *
 * @param name the class, in full
 * @param parent the class that it extends, in full; empty if it names none
 * @param imports full names by simple ones
 * @param methods by name and simple parameter types, {@code free(long)}; a constructor has the
 *     class's simple name
 * @param models methods that only specifications call, by name and number of parameters
 * @param ghosts fields that only specifications speak of, by name
 */
record ClassSpec(
    String name,
    String parent,
    Map<String, String> imports,
    Map<String, Method> methods,
    List<Clause> invariants,
    Map<String, Model> models,
    Map<String, String> ghosts) {

  /** A clause, where it stands, and its words as they are written. */
  record Clause(String kind, int line, String text, Term term) {
    @Override
    public String toString() {
      return kind + " " + text;
    }
  }

  /** A name for a value before the call, or a condition on it if it has no name. */
  record Before(String name, Clause clause) {}

  /**
   * A case of a contract.
   *
   * @param normal whether the call may return
   * @param exceptional whether it may throw
   * @param assignable the places, or null if all may change
   * @param thrown simple names
   */
  record Case(
      int line,
      boolean normal,
      boolean exceptional,
      List<Before> before,
      List<Clause> ensures,
      List<Clause> signals,
      @Nullable List<Term> assignable,
      Set<String> thrown) {}

  /** The contract of a method. */
  record Method(String name, List<String> parameters, List<Case> cases, boolean helper) {}

  /** A method of specifications only. */
  record Model(List<String> parameters, Term body) {}
}
