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
  @EnumSource
  void plantedBugIsFound(Mutant mutant) throws Exception {
    if (mutant == Mutant.PUBLISHED_REMOVAL) {
      return; // See below: chance seldom finds it.
    }
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
  void publishedRemovalRetiresALiveDescriptor() throws Exception {
    Method replay =
        Mutant.PUBLISHED_REMOVAL
            .loader()
            .loadClass(EmptyRemoval.class.getName())
            .getDeclaredMethod("replay");
    replay.setAccessible(true);
    Throwable broken =
        assertThrows(InvocationTargetException.class, () -> replay.invoke(null)).getCause();
    assertTrue(
        String.valueOf(broken.getMessage()).startsWith("METADATA_STATES: descriptor 0"),
        () -> String.valueOf(broken));
  }

  @Test
  void repairedRemovalIsHarmlessInTheSameSchedule() {
    assertDoesNotThrow(EmptyRemoval::replay);
  }
}
