package org.alloracle.fast.michael;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random interleavings find nothing in the allocator, and each planted bug when it is there. */
final class MichaelMutantsTest {
  private static final int SEEDS = 1000;

  @Test
  void randomSchedulesFindNothing() throws ReflectiveOperationException {
    int seeds = "long".equals(System.getProperty("alloracle.tests")) ? 100_000 : 300;
    for (int shape = 0; shape < Chance.SHAPES.size(); shape++) {
      assertNull(Mutant.hunt(Chance.class.getClassLoader(), shape, 0, seeds, null));
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      // Chance seldom finds these; their schedules are below.
      names = {"NO_TAG", "PUBLISHED_REMOVAL", "RAW_POP", "HAZARD_NOT_CHECKED"})
  void plantedBugIsFound(Mutant mutant) throws Exception {
    ClassLoader loader = mutant.loader();
    @Nullable String wrong = null;
    for (int from = 0; from < SEEDS && wrong == null; from += 20) {
      for (int shape = 0; shape < Chance.SHAPES.size() && wrong == null; shape++) {
        wrong = Mutant.hunt(loader, shape, from, 20, null);
      }
    }
    assertNotNull(wrong, mutant + " is not found");
  }

  @Test
  void anchorThatOnlyItsTagTellsApart() throws Exception {
    assertBroken(Mutant.NO_TAG, "anchor", "DISJOINTNESS");
    assertDoesNotThrow(() -> replay("anchor"));
  }

  @Test
  void publishedRemovalRetiresALiveDescriptor() throws Exception {
    assertBroken(Mutant.PUBLISHED_REMOVAL, "removal", "METADATA_STATES: descriptor 0");
    assertDoesNotThrow(() -> replay("removal"), "the repaired one");
  }

  @Test
  void descriptorPoppedWithoutHazardPointerIsUsedTwice() throws Exception {
    assertBroken(Mutant.RAW_POP, "reuse early", "METADATA_");
    assertDoesNotThrow(() -> replay("reuse early"));
  }

  @Test
  void descriptorPoppedWithoutASecondLookIsUsedTwice() throws Exception {
    assertBroken(Mutant.HAZARD_NOT_CHECKED, "reuse", "METADATA_");
    assertDoesNotThrow(() -> replay("reuse"));
  }

  /** Called in this package and, by its name, in the changed ones. */
  static void replay(String schedule) {
    switch (schedule) {
      case "anchor" -> AnchorReuse.replay();
      case "removal" -> EmptyRemoval.replay();
      case "reuse early" -> DescriptorReuse.replay(true);
      default -> DescriptorReuse.replay(false);
    }
  }

  private static void assertBroken(Mutant mutant, String schedule, String how) throws Exception {
    Method replay =
        mutant
            .loader()
            .loadClass(MichaelMutantsTest.class.getName())
            .getDeclaredMethod("replay", String.class);
    replay.setAccessible(true);
    Throwable broken =
        assertThrows(InvocationTargetException.class, () -> replay.invoke(null, schedule))
            .getCause();
    assertNotNull(broken);
    assertTrue(String.valueOf(broken.getMessage()).startsWith(how), () -> String.valueOf(broken));
  }
}
