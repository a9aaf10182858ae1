package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ForkedTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void noLineIsLost() throws IOException {
    for (int i = 0; i < 50; i++) {
      Forked run = Forked.run(new ProcessBuilder("sh", "-c", "echo a; echo b >&2; exit 3"), MINUTE);
      assertEquals(List.of("a", "b"), run.lines());
      assertEquals(3, run.exitCode());
      assertFalse(run.outOfTime());
    }
    assertEquals(20_000, Forked.run(new ProcessBuilder("seq", "20000"), MINUTE).lines().size());
  }

  @Test
  void aProgramOutOfTimeEndsWithItsChildren() throws IOException {
    Forked run =
        Forked.run(
            new ProcessBuilder("sh", "-c", "echo a; sh -c 'sleep 300 & sleep 300'; echo b"),
            Duration.ofMillis(500));
    assertTrue(run.outOfTime());
    assertEquals(List.of("a"), run.lines());
    assertTrue(run.seconds() < 30);
  }
}
