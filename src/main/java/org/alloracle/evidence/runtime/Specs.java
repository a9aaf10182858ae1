package org.alloracle.evidence.runtime;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alloracle.evidence.runtime.ClassSpec.Clause;
import org.jspecify.annotations.Nullable;

/** The specifications of all sources, and the classes that they speak of. */
final class Specs {
  private final Map<String, ClassSpec> specs;
  private final Map<String, Optional<Method>> methods = new HashMap<>();

  Specs(Map<String, ClassSpec> specs) {
    this.specs = specs;
  }

  /** Of each class, in the order of their names. */
  Collection<ClassSpec> all() {
    return specs.values();
  }

  /** What is said of a class; nothing of one without a source. */
  ClassSpec of(Class<?> type) {
    ClassSpec spec = specs.get(type.getName());
    return spec != null
        ? spec
        : new ClassSpec(type.getName(), "", Map.of(), Map.of(), List.of(), Map.of(), Map.of());
  }

  /** A class, and those above it that have a source, upwards. */
  List<Class<?>> line(Class<?> type) {
    List<Class<?>> line = new ArrayList<>();
    line.add(type);
    for (Class<?> above = type.getSuperclass();
        above != null && specs.containsKey(above.getName());
        above = above.getSuperclass()) {
      line.add(above);
    }
    return line;
  }

  /** Whether a class has a method that others may override, abstract or not. */
  static boolean passesDown(Class<?> owner, String key) {
    return Arrays.stream(owner.getDeclaredMethods())
        .anyMatch(
            each ->
                Walk.key(each).equals(key)
                    && !Modifier.isPrivate(each.getModifiers())
                    && !Modifier.isStatic(each.getModifiers()));
  }

  /** The class of a source that a source extends; null if there is none. */
  @Nullable ClassSpec parent(ClassSpec spec) {
    return specs.get(spec.parent());
  }

  /** An invariant, the class that states it, and how it is evaluated of an object. */
  record Stated(Clause clause, Class<?> by, Evaluation in) {
    boolean holds() {
      return held(in, clause);
    }
  }

  /**
   * All invariants of an object, inherited ones too.
   *
   * @param type its class, or one above it whose constructor has ended
   */
  List<Stated> invariants(Object object, Class<?> type) {
    List<Stated> stated = new ArrayList<>();
    for (Class<?> each : line(type)) {
      ClassSpec spec = of(each);
      Evaluation in = new Evaluation(this, each, spec, object, null);
      spec.invariants().forEach(clause -> stated.add(new Stated(clause, each, in)));
    }
    return stated;
  }

  /** The class of a simple name in a source; null if there is none. */
  @Nullable Class<?> type(Class<?> from, ClassSpec spec, String simple) {
    String full = spec.imports().getOrDefault(simple, from.getPackageName() + "." + simple);
    Class<?> found = type(from, full);
    return found == null ? type(from, "java.lang." + simple) : found;
  }

  /** The class of a full name, as another one sees it; null if there is none. */
  static @Nullable Class<?> type(Class<?> from, String full) {
    try {
      return Class.forName(full, true, from.getClassLoader());
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** The method of a name that takes these values; null if there is none. */
  @Nullable Method method(Class<?> owner, String name, List<@Nullable Object> values) {
    return methods
        .computeIfAbsent(
            owner.getName() + "." + name + kinds(values),
            key ->
                Arrays.stream(owner.getDeclaredMethods())
                    .filter(each -> each.getName().equals(name) && takes(each, values))
                    .findFirst()
                    .map(
                        each -> {
                          each.setAccessible(true);
                          return each;
                        }))
        .orElse(null);
  }

  private static String kinds(List<@Nullable Object> values) {
    StringBuilder kinds = new StringBuilder("/");
    values.forEach(it -> kinds.append(it == null ? "null" : it.getClass().getName()).append(','));
    return kinds.toString();
  }

  private static boolean takes(Method method, List<@Nullable Object> values) {
    Class<?>[] types = method.getParameterTypes();
    boolean takes = types.length == values.size();
    for (int i = 0; takes && i < types.length; i++) {
      Object value = values.get(i);
      if (types[i].isPrimitive()) {
        takes = types[i] == boolean.class ? value instanceof Boolean : value instanceof Long;
      } else {
        takes = value == null || types[i].isInstance(value);
      }
    }
    return takes;
  }

  /**
   * The invariants of an object that do not hold in this state.
   *
   * @throws Undefined if one cannot be evaluated
   */
  List<Clause> broken(Object object) {
    return invariants(object, object.getClass()).stream()
        .filter(each -> !each.holds())
        .map(Stated::clause)
        .toList();
  }

  /** Whether a clause holds; one that has no value does not. */
  static boolean held(Evaluation evaluation, Clause clause) {
    try {
      return evaluation.holds(clause.term());
    } catch (Undefined e) {
      if (e.isBeyond()) {
        throw e;
      }
      return false;
    }
  }
}
