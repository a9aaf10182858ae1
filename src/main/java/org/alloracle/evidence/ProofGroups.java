package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Which classes are proved in one call of the prover: a start takes some ten seconds, and reads
 * again what the neighbours of a class read too. Those that take long stay alone, for the calls
 * side by side should end together.
 */
record ProofGroups(Set<String> classes, ToDoubleFunction<String> seconds) {
  /** A guess, for a class that was never proved. */
  static final double UNKNOWN = 30;

  private static final double FULL = 150;

  /** Each class once; neighbours by name together, the group that takes longest first. */
  List<List<String>> slowestFirst() {
    List<List<String>> groups = new ArrayList<>();
    List<String> open = new ArrayList<>();
    for (String name : new TreeSet<>(classes)) {
      if (seconds.applyAsDouble(name) >= FULL) {
        groups.add(List.of(name));
        continue;
      }
      if (!open.isEmpty() && time(open) + seconds.applyAsDouble(name) > FULL) {
        groups.add(List.copyOf(open));
        open.clear();
      }
      open.add(name);
    }
    if (!open.isEmpty()) {
      groups.add(List.copyOf(open));
    }
    groups.sort(Comparator.comparingDouble(this::time).reversed());
    return groups;
  }

  private double time(List<String> group) {
    return group.stream().mapToDouble(seconds).sum();
  }
}
