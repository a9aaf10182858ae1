package org.alloracle.evidence.runtime;

import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.alloracle.evidence.runtime.ClassSpec.Case;
import org.alloracle.evidence.runtime.ClassSpec.Clause;

/** What was seen of contracts at run time; methods are named with their class in full. */
public final class Findings {
  private final Set<String> violations = new TreeSet<>();
  private final Map<String, Set<Integer>> cases = new TreeMap<>();
  private final Map<String, Map<Clause, Integer>> held = new TreeMap<>();
  private final Map<String, Map<Clause, Integer>> alone = new TreeMap<>();
  private final IdentityHashMap<Clause, Set<Integer>> parts = new IdentityHashMap<>();
  private final Map<String, String> unread = new TreeMap<>();
  private final Map<String, String> free = new TreeMap<>();
  private final Set<String> partly = new HashSet<>();

  private static final Comparator<Clause> ORDER =
      Comparator.comparingInt(Clause::line).thenComparing(Clause::text);

  void violated(String method, String what) {
    violations.add(method + ": " + what);
  }

  /** A case's condition was met. */
  void applied(String method, Case which) {
    cases.computeIfAbsent(method, any -> new TreeSet<>()).add(which.line());
  }

  void held(String method, Clause clause) {
    count(held, method, clause);
  }

  /** A clause alone refused a state or a result that its method might have had. */
  void alone(String method, Clause clause) {
    count(alone, method, clause);
  }

  /** And one of its parts did, counted from 0. */
  void alone(Clause clause, int part) {
    parts.computeIfAbsent(clause, any -> new TreeSet<>()).add(part);
  }

  private static void count(
      Map<String, Map<Clause, Integer>> counts, String method, Clause clause) {
    counts.computeIfAbsent(method, any -> new TreeMap<>(ORDER)).merge(clause, 1, Integer::sum);
  }

  /** A clause has no value that can be found here. */
  void unread(String method, Clause clause, String why) {
    partly.add(method);
    unread.put(method + ": line " + clause.line() + ": " + clause, why);
  }

  /** Nothing refused another state or result. */
  void free(String method, String what, String example) {
    free.putIfAbsent(method + ": " + what, example);
  }

  /** Whether all conditions of a method could be evaluated. */
  boolean complete(String method) {
    return !partly.contains(method);
  }

  /** Each call that did not do what its contract says. */
  public Set<String> violations() {
    return violations;
  }

  /** The lines of the cases that were met, by method. */
  public Map<String, Set<Integer>> cases() {
    return cases;
  }

  /** How often each clause held, by method. */
  Map<String, Map<Clause, Integer>> held() {
    return held;
  }

  /** How often each clause alone refused something, by method. */
  Map<String, Map<Clause, Integer>> alone() {
    return alone;
  }

  /** Which parts of each clause did, by the clause itself and not by what it reads. */
  IdentityHashMap<Clause, Set<Integer>> parts() {
    return parts;
  }

  /** Why, by method and clause. */
  public Map<String, String> unread() {
    return unread;
  }

  /** What no clause refused, with an example. */
  public Map<String, String> free() {
    return free;
  }
}
