package org.alloracle.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.alloracle.oracle.ContractError;
import org.alloracle.oracle.Subject;
import org.alloracle.testkit.zoo.Rights;
import org.alloracle.testkit.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No allocator is accused of what it does not promise, and the same search finds the same. */
final class RightsTest {
  static Stream<Supplier<Subject>> rights() {
    return Stream.of(
        Rights.SizeClasses::new,
        Rights.Bump::new,
        Rights.Slots::new,
        Rights.AsGoodAsNew::new,
        Rights.LateMerging::new,
        Rights.Endless::new);
  }

  @ParameterizedTest
  @MethodSource("rights")
  void nothingIsFound(Supplier<Subject> right) {
    assertEquals(Map.of(), Findings.of(right));
  }

  @Test
  void aSearchIsRepeatable() {
    Supplier<Subject> wrong = Zoo.MERGE_SWALLOWS_A_LIVE_NEIGHBOUR.subjects;
    BlockAllocatorContract contract = Findings.contract(wrong);
    assertEquals(
        assertThrows(ContractError.class, contract::randomUseKeepsTheContract).report(),
        assertThrows(ContractError.class, contract::randomUseKeepsTheContract).report());
  }

  @Test
  void theSeedOfAReportFindsTheSameAgain() {
    BlockAllocatorContract contract =
        Findings.contract(Zoo.MERGE_SWALLOWS_A_LIVE_NEIGHBOUR.subjects);
    String report = assertThrows(ContractError.class, contract::randomUseKeepsTheContract).report();
    String line = report.lines().filter(l -> l.startsWith("Seed: -D")).findAny().orElseThrow();
    String[] property = line.substring("Seed: -D".length()).split("=", 2);
    System.setProperty(property[0], property[1]);
    try {
      assertEquals(
          report, assertThrows(ContractError.class, contract::randomUseKeepsTheContract).report());
    } finally {
      System.clearProperty(property[0]);
    }
  }

  @Test
  void oneAllocatorForAllTestsIsNoticed() {
    Subject only = Zoo.RIGHT.subjects.get();
    BlockAllocatorContract contract = Findings.contract(() -> only);
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, contract::randomUseKeepsTheContract);
    assertTrue(String.valueOf(thrown.getMessage()).contains("fresh"));
  }
}
