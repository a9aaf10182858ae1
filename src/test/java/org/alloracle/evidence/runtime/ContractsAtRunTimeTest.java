package org.alloracle.evidence.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.alloracle.evidence.RefusalLedger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** No prover is asked: the contracts of all designs are evaluated on random calls. */
final class ContractsAtRunTimeTest {
  private static final boolean ALL = "all".equals(System.getProperty("alloracle.strength"));
  private static final boolean NIGHTLY = "long".equals(System.getProperty("alloracle.tests"));
  private static final Contracts.Extent EXTENT =
      ALL || NIGHTLY
          ? new Contracts.Extent(6, 80, 24, 12, 60)
          : new Contracts.Extent(3, 40, 8, 4, 24);

  /** What contracts are known to leave open, to be mended. */
  private static final Set<String> OPEN =
      Set.of(
          "heaplayers.FreeListLayer.pass",
          "heaplayers.FreeListLayer.passAll",
          "snmalloc.Estate.fill",
          "snmalloc.Heap.begin",
          "snmalloc.SnMalloc.serve",
          "snmalloc.Stock.begin");

  @TempDir private static Path scratch;
  private static Contracts contracts;
  private static final List<Findings> SEEN = new ArrayList<>();

  @BeforeAll
  static void compile() {
    contracts = Contracts.of(Path.of("src", "main", "java"), scratch);
  }

  @AfterAll
  static void close() throws IOException {
    contracts.close();
    if (ALL) {
      Files.writeString(Path.of("proofs", "strength", "RUNTIME.md"), contracts.table(SEEN));
      RefusalLedger.record(Path.of(""), contracts.alone(SEEN));
    }
  }

  @Test
  void clausesHaveTheSamePartsForThoseWhoLeaveThemOut() {
    assertEquals(List.of(), RefusalLedger.unlike(Path.of(""), contracts.parts()));
  }

  @TestFactory
  Stream<DynamicTest> eachDesignMeetsItsContract() {
    return Setup.ofEachDesign().stream()
        .map(setup -> DynamicTest.dynamicTest(setup.toString(), () -> meets(setup, 3)));
  }

  /** Some parts have fewer cases than a design. */
  @TestFactory
  Stream<DynamicTest> eachPartMeetsItsContract() {
    return Setup.ofParts().stream()
        .map(setup -> DynamicTest.dynamicTest(setup.toString(), () -> meets(setup, 0)));
  }

  private static void meets(Setup setup, int fewer) {
    Findings findings = contracts.walk(setup, 42, EXTENT);
    SEEN.add(findings);
    assertEquals(Set.of(), findings.violations());
    Map<String, String> free = new TreeMap<>(findings.free());
    free.keySet().removeIf(it -> OPEN.stream().anyMatch(open -> it.contains("." + open + "(")));
    assertEquals(Map.of(), free, "what the contracts leave open");
    assertTrue(findings.cases().size() > fewer, findings.cases() + "");
  }
}
