package org.alloracle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alloracle.oracle.ContractError;
import org.alloracle.testkit.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every seeded bug is found, under its name and in few calls. */
final class ZooTest {
  private static final Pattern CALLS = Pattern.compile("Shortest calls found: (\\d+), from");

  @Test
  void theRightOnePasses() {
    assertEquals(Map.of(), Findings.of(Zoo.RIGHT));
  }

  @ParameterizedTest
  @EnumSource(value = Zoo.class, mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
  void eachBugIsFound(Zoo animal) {
    List<ContractError> found =
        Findings.of(animal).values().stream()
            .filter(e -> e.violation().clause() == animal.clause)
            .toList();
    assertTrue(!found.isEmpty(), () -> "found only " + Findings.of(animal));
    assertTrue(
        animal.calls == 0 || found.stream().anyMatch(e -> calls(e) <= animal.calls),
        () -> "not short enough: " + found);
  }

  private static int calls(ContractError error) {
    Matcher matcher = CALLS.matcher(error.report());
    assertTrue(matcher.find(), error.report());
    return Integer.parseInt(matcher.group(1));
  }
}
