package org.alloracle.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.alloracle.oracle.ContractError;
import org.alloracle.oracle.Subject;
import org.alloracle.testkit.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** What the kit's tests say of allocators. */
final class Findings {
  private static final Map<Zoo, Map<String, ContractError>> KNOWN = new EnumMap<>(Zoo.class);

  private Findings() {}

  /** The failed tests of an animal by name. */
  static synchronized Map<String, ContractError> of(Zoo animal) {
    return KNOWN.computeIfAbsent(animal, a -> of(a.subjects));
  }

  /** The failed tests of an allocator by name. */
  static Map<String, ContractError> of(Supplier<? extends Subject> subjects) {
    BlockAllocatorContract contract = contract(subjects);
    Map<String, ContractError> failures = new TreeMap<>();
    Method[] tests = BlockAllocatorContract.class.getMethods();
    Arrays.sort(tests, Comparator.comparing(Method::getName));
    for (Method test : tests) {
      if (test.isAnnotationPresent(Test.class)) {
        try {
          test.invoke(contract);
        } catch (InvocationTargetException e) {
          if (e.getCause() instanceof ContractError error) {
            failures.put(test.getName(), error);
          } else if (!(e.getCause() instanceof TestAbortedException)) {
            throw new AssertionError(test.getName(), e.getCause());
          }
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    return failures;
  }

  static BlockAllocatorContract contract(Supplier<? extends Subject> subjects) {
    return new BlockAllocatorContract() {
      @Override
      public Subject subject() {
        return subjects.get();
      }

      @Override
      public Duration patience() {
        return Duration.ofMillis(400);
      }
    };
  }
}
