package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Where steps lead to, one after the other. */
final class Reachable {
  private Reachable() {}

  /** The first ones, those that a step leads to from them, and so on. */
  static <T> Set<T> from(Collection<T> first, Function<T, ? extends Collection<T>> step) {
    Set<T> reached = new LinkedHashSet<>();
    List<T> open = new ArrayList<>(first);
    while (!open.isEmpty()) {
      T next = open.remove(open.size() - 1);
      if (reached.add(next)) {
        open.addAll(step.apply(next));
      }
    }
    return reached;
  }
}
