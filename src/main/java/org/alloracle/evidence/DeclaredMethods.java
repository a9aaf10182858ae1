package org.alloracle.evidence;

import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The methods and constructors of compiled classes, named as the prover names them. */
final class DeclaredMethods {
  private DeclaredMethods() {}

  /**
   * Those with a body that must be proved: of a reference everything, of the contract the
   * exceptions; its interfaces have no bodies, and its clauses are names.
   *
   * @param name a top-level class of {@code reference/} or {@code contract/}
   */
  static Set<String> toProve(String name) {
    try {
      Class<?> type = Class.forName(name, false, DeclaredMethods.class.getClassLoader());
      boolean proved =
          name.startsWith(ProofSources.REFERENCE) || Throwable.class.isAssignableFrom(type);
      Set<String> methods = new LinkedHashSet<>();
      if (proved) {
        collect(type, "", methods);
      }
      return methods;
    } catch (ClassNotFoundException e) {
      throw new EvidenceException(name + " is not compiled", e);
    }
  }

  private static void collect(Class<?> type, String outer, Set<String> methods) {
    for (Executable each : type.getDeclaredConstructors()) {
      add(outer + type.getSimpleName(), each, methods);
    }
    for (Executable each : type.getDeclaredMethods()) {
      if (!Modifier.isAbstract(each.getModifiers())) {
        add(outer + each.getName(), each, methods);
      }
    }
    for (Class<?> nested : type.getDeclaredClasses()) {
      collect(nested, outer + nested.getSimpleName() + ".", methods);
    }
  }

  private static void add(String name, Executable each, Set<String> methods) {
    if (!each.isSynthetic()) {
      Stream<String> types = Arrays.stream(each.getParameterTypes()).map(Class::getSimpleName);
      methods.add(name + types.collect(Collectors.joining(",", "(", ")")));
    }
  }
}
