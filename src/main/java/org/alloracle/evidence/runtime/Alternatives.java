package org.alloracle.evidence.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.alloracle.evidence.runtime.Checker.Applied;
import org.alloracle.evidence.runtime.ClassSpec.Clause;
import org.jspecify.annotations.Nullable;

/**
 * Other results and other states that a call might have had: each must be refused by a clause of
 * the contract, by an invariant of an object within reach, or by the frame.
 */
final class Alternatives {
  private static final long[] SHIFTS = {1, -1, 16, -16};

  private final Specs specs;
  private final Findings findings;
  private final Random random;
  private final int most;
  private final int changes;
  private final Map<String, Integer> asked = new HashMap<>();

  /**
   * Draws some.
   *
   * @param most how many calls of a method are looked at
   * @param changes how many changes are tried after each
   */
  Alternatives(Specs specs, Findings findings, long seed, int most, int changes) {
    this.specs = specs;
    this.findings = findings;
    this.random = new Random(seed);
    this.most = most;
    this.changes = changes;
  }

  /** A clause, the method that it may refuse something of, and where it is evaluated. */
  private record Refusal(Clause clause, String by, Evaluation in) {}

  /**
   * A call that has ended.
   *
   * @param built the class whose constructor it was; null of a method
   */
  record Ended(
      String name, @Nullable Class<?> built, @Nullable Object self, @Nullable Object result) {}

  void ask(Ended call, Heap before, List<Applied> applied) {
    String name = call.name();
    Object self = call.self();
    Object result = call.result();
    if (applied.isEmpty() || asked.merge(name, 1, Integer::sum) > most) {
      return;
    }
    Map<String, @Nullable Object> roots = new LinkedHashMap<>();
    roots.put("this", self);
    roots.put("result", result);
    Heap now = Heap.of(roots);
    List<Refusal> refusals = new ArrayList<>();
    for (Applied each : applied) {
      each.of()
          .ensures()
          .forEach(clause -> refusals.add(new Refusal(clause, each.by(), each.in())));
    }
    for (Object object : now.objects()) {
      Class<?> type = call.built() != null && object == self ? call.built() : object.getClass();
      for (Specs.Stated each : specs.invariants(object, type)) {
        refusals.add(new Refusal(each.clause(), name, each.in()));
      }
    }
    results(name, applied, result, refusals);
    nothing(name, before, refusals);
    Spare spare = new Spare(specs, now);
    List<Heap.Place> places =
        now.places().stream()
            .filter(place -> mayChange(place, before, call.built() != null, applied))
            .filter(place -> isBuilt(place, call))
            .filter(place -> !spare.has(place))
            .filter(place -> !Spare.makes(name) || place.owner() != result)
            .toList();
    List<Inverses> inverses = Inverses.among(places);
    for (int i = 0; i < changes && !places.isEmpty(); i++) {
      if (random.nextInt(6) == 0) {
        array(name, places, before, refusals);
      } else if (!inverses.isEmpty() && random.nextInt(3) == 0) {
        order(name, inverses.get(random.nextInt(inverses.size())), refusals);
      } else {
        state(name, places, before, refusals);
      }
    }
  }

  private static boolean mayChange(
      Heap.Place place, Heap before, boolean building, List<Applied> applied) {
    if (!before.has(place.owner())) {
      return building || !place.isFinal();
    }
    return !place.isFinal() && applied.stream().allMatch(each -> each.allows(place));
  }

  /** What the constructors of heirs have still to set is none of a constructor's business. */
  private static boolean isBuilt(Heap.Place place, Ended call) {
    return call.built() == null
        || place.owner() != call.self()
        || Heap.fields(call.built()).containsKey(place.field());
  }

  private void results(
      String name, List<Applied> applied, @Nullable Object result, List<Refusal> refusals) {
    List<Object> others = new ArrayList<>();
    if (result instanceof Boolean truth) {
      others.add(!truth);
    } else if (result instanceof Number number) {
      for (long shift : SHIFTS) {
        others.add(number.longValue() + shift);
      }
      others.add(number.longValue() < 0 ? 0L : -1L);
    }
    for (Object other : others) {
      applied.forEach(each -> each.in().name("\\result", other));
      judge(name, "\\result", result + " -> " + other, refusals);
    }
    applied.forEach(each -> each.in().name("\\result", result));
  }

  private void state(String name, List<Heap.Place> places, Heap before, List<Refusal> refusals) {
    Heap.Place place = places.get(random.nextInt(places.size()));
    Object value = place.get();
    Heap.Place other = places.get(random.nextInt(places.size()));
    boolean exchange =
        random.nextBoolean() && other.isElement() && place.isElement() && sameKind(place, other);
    Object another = exchange ? other.get() : another(place, value, before);
    // An array with the same elements in the place of another is no change to see.
    if (another == null || Objects.deepEquals(value, another)) {
      return;
    }
    place.set(another);
    if (exchange) {
      other.set(value);
    }
    judge(
        name,
        place.path() + (exchange ? " exchanged with " + other.path() : ""),
        (place.isElement() ? place.index() + ": " : "") + value + " -> " + another,
        refusals);
    place.set(value);
    if (exchange) {
      other.set(another);
    }
  }

  /** The call has returned what it returned, and changed nothing. */
  private void nothing(String name, Heap before, List<Refusal> refusals) {
    List<Heap.Place> changed = before.changed();
    List<@Nullable Object> values = new ArrayList<>();
    changed.forEach(place -> values.add(place.get()));
    for (Heap.Place place : changed) {
      place.set(before.past(place.owner(), place.field(), place.index()));
    }
    boolean seen = false;
    for (int i = 0; i < values.size() && !seen; i++) {
      // As above.
      seen = !Objects.deepEquals(values.get(i), changed.get(i).get());
    }
    if (seen) {
      judge(name, "all is as it was", changed.get(0).path(), refusals);
    }
    for (int i = 0; i < values.size(); i++) {
      changed.get(i).set(values.get(i));
    }
  }

  /** All elements of an array that may change become what they were, or move by the same amount. */
  private void array(String name, List<Heap.Place> places, Heap before, List<Refusal> refusals) {
    Heap.Place first = places.get(random.nextInt(places.size()));
    List<Heap.Place> elements =
        places.stream().filter(it -> it.isElement() && it.owner() == first.owner()).toList();
    List<@Nullable Object> values = new ArrayList<>();
    elements.forEach(each -> values.add(each.get()));
    boolean back = before.has(first.owner()) && random.nextBoolean();
    int by = random.nextBoolean() ? 1 : -1;
    boolean changed = false;
    for (Heap.Place each : elements) {
      Object value = each.get();
      Object another = back ? before.past(each.owner(), "", each.index()) : moved(value, by);
      changed |= !Heap.same(value, another);
      each.set(another);
    }
    if (changed) {
      String what = back ? " all as they were" : " all moved by one";
      judge(name, first.path() + what, String.valueOf(values), refusals);
    }
    for (int i = 0; i < values.size(); i++) {
      elements.get(i).set(values.get(i));
    }
  }

  /** Two elements of a permutation change places, and its inverse says so. */
  private void order(String name, Inverses arrays, List<Refusal> refusals) {
    List<Heap.Place> places = arrays.places();
    Heap.Place place = places.get(random.nextInt(places.size()));
    Heap.Place other = places.get(random.nextInt(places.size()));
    if (arrays.exchange(place.index(), other.index())) {
      String what = place.path() + " exchanged in order with its inverse";
      judge(name, what, place.index() + " with " + other.index(), refusals);
      arrays.exchange(place.index(), other.index());
    }
  }

  private static @Nullable Object moved(@Nullable Object value, int by) {
    if (value instanceof Integer number) {
      return number + by;
    }
    return value instanceof Long number ? (Object) (number + by) : value;
  }

  private static boolean sameKind(Heap.Place a, Heap.Place b) {
    return a.owner().getClass() == b.owner().getClass() && a.owner().getClass() != Object.class;
  }

  private @Nullable Object another(Heap.Place place, @Nullable Object value, Heap before) {
    if (random.nextInt(3) == 0 && before.has(place.owner())) {
      return before.past(place.owner(), place.field(), place.index());
    }
    if (value instanceof Boolean truth) {
      return !truth;
    }
    if (value instanceof Integer number) {
      return random.nextInt(4) == 0 ? 0 : number + (random.nextBoolean() ? 1 : -1);
    }
    if (value instanceof Long number) {
      return random.nextInt(4) == 0 ? 0L : number + (random.nextBoolean() ? 1 : -1);
    }
    return null;
  }

  private void judge(String name, String what, String example, List<Refusal> refusals) {
    Refusal only = null;
    int refused = 0;
    for (Refusal each : refusals) {
      try {
        if (!Specs.held(each.in(), each.clause())) {
          refused++;
          only = each;
        }
      } catch (Undefined e) {
        // Nothing is known then: as good as refused by others too.
        refused += 2;
      }
      if (refused > 1) {
        return;
      }
    }
    if (only == null) {
      findings.free(name, what, example);
    } else {
      findings.alone(only.by(), only.clause());
      parts(only);
    }
  }

  /** Without which parts of a clause that alone refuses something it would not. */
  private void parts(Refusal only) {
    List<Term> without = Parts.without(only.clause().term());
    for (int i = 0; i < without.size(); i++) {
      if (holds(only.in(), without.get(i))) {
        findings.alone(only.clause(), i);
      }
    }
  }

  private static boolean holds(Evaluation in, Term term) {
    try {
      return in.holds(term);
    } catch (Undefined e) {
      return false;
    }
  }
}
