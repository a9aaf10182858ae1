package org.alloracle.evidence.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The parts of a clause: its conjuncts, also within a let or what is said of all. */
final class Parts {
  private static final Set<String> AND = Set.of("&&", "&");
  private static final Set<String> BOUND = Set.of("forall", "let");
  private static final Term TRUE = new Term("name", "true", List.of());

  private Parts() {}

  /** The clause without each of its parts in turn, in the order of the text. */
  static List<Term> without(Term clause) {
    List<Term> all = new ArrayList<>();
    collect(clause, whole -> whole, all);
    return all;
  }

  private static void collect(Term term, UnaryOperator<Term> within, List<Term> all) {
    if (AND.contains(term.op())) {
      collect(term.kid(0), kid -> within.apply(term.with(0, kid)), all);
      collect(term.kid(1), kid -> within.apply(term.with(1, kid)), all);
    } else if (BOUND.contains(term.op())) {
      collect(term.kid(1), kid -> within.apply(term.with(1, kid)), all);
    } else {
      all.add(within.apply(TRUE));
    }
  }
}
