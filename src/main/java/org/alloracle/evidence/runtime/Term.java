package org.alloracle.evidence.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An expression of a contract, or a place that an {@code assignable} clause names.
 *
 * @param op what it is: a sign of Java or JML, or a word: number, name, field, index, call, send
 *     (its receiver first), cast, instanceof, forall and exists (range, body), let, old, fresh,
 *     invariant_for, negative; of places also cells, range (array, from, to) and all
 * @param text the number, the name, or the type
 * @param variables of a quantifier or of a let
 * @param names all plain names in it
 * @param calls whether it calls a method
 */
record Term(
    String op,
    String text,
    List<String> variables,
    List<Term> kids,
    Set<String> names,
    boolean calls) {
  private static final Set<String> CALLS = Set.of("call", "send", "invariant_for");

  Term(String op, String text, List<String> variables, List<Term> kids) {
    this(
        op,
        text,
        variables,
        kids,
        namesOf(op, text, kids),
        CALLS.contains(op) || kids.stream().anyMatch(Term::calls));
  }

  Term(String op, String text, List<Term> kids) {
    this(op, text, List.of(), kids);
  }

  static Term of(String op, Term... kids) {
    return new Term(op, "", List.of(kids));
  }

  private static Set<String> namesOf(String op, String text, List<Term> kids) {
    Set<String> names = new HashSet<>();
    if (op.equals("name")) {
      names.add(text);
    }
    kids.forEach(kid -> names.addAll(kid.names()));
    return names;
  }

  Term kid(int i) {
    return kids.get(i);
  }

  /** The same with another term in a place. */
  Term with(int i, Term kid) {
    List<Term> others = new ArrayList<>(kids);
    others.set(i, kid);
    return new Term(op, text, variables, List.copyOf(others));
  }
}
