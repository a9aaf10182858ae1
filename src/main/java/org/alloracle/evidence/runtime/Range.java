package org.alloracle.evidence.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Where the variables of a quantifier are to be looked for: bounds that its range gives, by linear
 * arithmetic on intervals.
 */
final class Range {
  private static final long MOST = 2_000_000;
  private static final int ROUNDS = 3;

  private final List<Term> facts = new ArrayList<>();
  private final Set<String> open;
  private final Map<String, Long> least = new HashMap<>();
  private final Map<String, Long> greatest = new HashMap<>();
  private final ToLongFunction<Term> value;

  /**
   * A range for all variables of a quantifier.
   *
   * @param value evaluates a term without open variables
   */
  Range(Term range, List<String> variables, ToLongFunction<Term> value) {
    flatten(range);
    this.open = new TreeSet<>(variables);
    this.value = value;
  }

  private void flatten(Term term) {
    if (term.op().equals("&&")) {
      term.kids().forEach(this::flatten);
    } else {
      facts.add(term);
    }
  }

  /** Both bounds are values that it may have. */
  record Bounds(String variable, long from, long to) {
    long size() {
      return to - from;
    }
  }

  /**
   * The variable with the fewest values, given those that have a value; it counts as having one
   * from now on.
   *
   * @throws Undefined if no variable has bounds, or it has too many values
   */
  Bounds next() {
    least.clear();
    greatest.clear();
    for (int round = 0; round < ROUNDS; round++) {
      for (Term fact : facts) {
        for (String variable : open) {
          bound(variable, fact);
        }
      }
    }
    Bounds best = null;
    for (String variable : open) {
      Long from = least.get(variable);
      Long to = greatest.get(variable);
      if (from != null && to != null && (best == null || to - from < best.size())) {
        best = new Bounds(variable, from, to);
      }
    }
    if (best == null) {
      throw Undefined.beyond("no bounds of " + String.join(", ", open));
    }
    if (best.size() > MOST) {
      throw Undefined.beyond("too many values of " + best.variable());
    }
    open.remove(best.variable());
    return best;
  }

  void reopen(String variable) {
    open.add(variable);
  }

  private void bound(String variable, Term fact) {
    switch (fact.op()) {
      case "<" -> bound(variable, fact.kid(0), fact.kid(1), 1);
      case "<=" -> bound(variable, fact.kid(0), fact.kid(1), 0);
      case ">" -> bound(variable, fact.kid(1), fact.kid(0), 1);
      case ">=" -> bound(variable, fact.kid(1), fact.kid(0), 0);
      case "==" -> {
        bound(variable, fact.kid(0), fact.kid(1), 0);
        bound(variable, fact.kid(1), fact.kid(0), 0);
      }
      default -> {}
    }
  }

  /** From low + gap <= high. */
  private void bound(String variable, Term low, Term high, int gap) {
    Sum sum = new Sum(variable);
    if (!sum.add(low, 1) || !sum.add(high, -1) || sum.factor == 0) {
      return;
    }
    OptionalLong rest = sum.least();
    if (rest.isEmpty()) {
      return;
    }
    long bound = -(rest.getAsLong() + gap);
    if (sum.factor > 0) {
      greatest.merge(variable, Math.floorDiv(bound, sum.factor), Math::min);
    } else {
      least.merge(variable, -Math.floorDiv(bound, -sum.factor), Math::max);
    }
  }

  /** A multiple of the variable and what else is added. */
  private final class Sum {
    private final String variable;
    private final List<Term> terms = new ArrayList<>();
    private final List<Long> signs = new ArrayList<>();
    private long factor;

    Sum(String variable) {
      this.variable = variable;
    }

    boolean add(Term term, long sign) {
      if (term.op().equals("name") && term.text().equals(variable)) {
        factor += sign;
        return true;
      }
      if (!term.names().contains(variable)) {
        terms.add(term);
        signs.add(sign);
        return true;
      }
      return switch (term.op()) {
        case "+" -> add(term.kid(0), sign) && add(term.kid(1), sign);
        case "-" -> add(term.kid(0), sign) && add(term.kid(1), -sign);
        case "*" -> {
          boolean first = closed(term.kid(0));
          OptionalLong by = extreme(term.kid(first ? 0 : 1), false);
          yield (first || closed(term.kid(1)))
              && by.isPresent()
              && add(term.kid(first ? 1 : 0), sign * by.getAsLong());
        }
        default -> false;
      };
    }

    OptionalLong least() {
      long sum = 0;
      for (int i = 0; i < terms.size(); i++) {
        OptionalLong each = extreme(terms.get(i), signs.get(i) < 0);
        if (each.isEmpty()) {
          return each;
        }
        sum += signs.get(i) * each.getAsLong();
      }
      return OptionalLong.of(sum);
    }
  }

  private boolean closed(Term term) {
    for (String variable : open) {
      if (term.names().contains(variable)) {
        return false;
      }
    }
    return true;
  }

  /** The least value, or the greatest, if there is a bound. */
  private OptionalLong extreme(Term term, boolean high) {
    if (closed(term)) {
      try {
        return OptionalLong.of(value.applyAsLong(term));
      } catch (Undefined e) {
        return OptionalLong.empty();
      }
    }
    switch (term.op()) {
      case "name" -> {
        Long bound = (high ? greatest : least).get(term.text());
        return bound == null ? OptionalLong.empty() : OptionalLong.of(bound);
      }
      case "+", "-" -> {
        boolean minus = term.op().equals("-");
        OptionalLong left = extreme(term.kid(0), high);
        OptionalLong right = extreme(term.kid(1), minus != high);
        return left.isEmpty() || right.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(left.getAsLong() + (minus ? -right.getAsLong() : right.getAsLong()));
      }
      case "*" -> {
        OptionalLong left = extreme(term.kid(0), high);
        OptionalLong right = extreme(term.kid(1), high);
        boolean known =
            left.isPresent()
                && right.isPresent()
                && left.getAsLong() >= 0
                && right.getAsLong() >= 0;
        return known ? OptionalLong.of(left.getAsLong() * right.getAsLong()) : OptionalLong.empty();
      }
      default -> {
        return OptionalLong.empty();
      }
    }
  }
}
