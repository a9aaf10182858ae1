package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.alloracle.fast.fray.Fray;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Michael's allocator under Fray's scheduler: nothing is found, and planted bugs are. */
final class ControlledScheduleTest {
  private static final int RUNS =
      "long".equals(System.getProperty("alloracle.tests")) ? 20_000 : 300;

  @TempDir Path folder;

  @BeforeAll
  static void onlyWhereFrayRuns() {
    Fray.assumePresent();
  }

  @Test
  void noScheduleBreaksIt() throws Exception {
    String said = Fray.run(ControlledRun.class, RUNS, folder);
    assertTrue(said.startsWith("Run finished. Total iter: " + RUNS), said);
  }

  /** In the second the block shows in the anchor before it is linked. */
  @ParameterizedTest
  @EnumSource(names = {"EMPTY_NOT_SEEN", "CAS_BEFORE_LINK"})
  void plantedBugIsFound(Mutant mutant) throws Exception {
    String said = Fray.run(ControlledRun.class, 2_000, folder, mutant.name());
    assertTrue(said.startsWith("Error found at iter"), said);
  }
}
