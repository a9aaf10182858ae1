package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The measurement of the contracts fits the sources. */
final class StrengthTest {
  private static final Path PROJECT = Path.of("");

  @Test
  void theMeasurementStands() throws IOException {
    StrengthGate.Mode mode =
        switch (System.getProperty("alloracle.strength", "check")) {
          case "all" -> StrengthGate.Mode.ALL;
          case "sample" -> StrengthGate.Mode.SAMPLE;
          default -> StrengthGate.Mode.CHECK;
        };
    StrengthGate.Limits limits =
        new StrengthGate.Limits(
            Integer.getInteger("alloracle.strength.seconds", 20),
            Duration.ofMinutes(Integer.getInteger("alloracle.strength.minutes", 600)));
    StrengthGate gate = new StrengthGate(PROJECT, System.out::println);
    List<String> problems = new ArrayList<>(gate.run(mode, limits));
    Path table = PROJECT.resolve(StrengthTable.FILE);
    if (mode == StrengthGate.Mode.ALL) {
      Files.writeString(table, gate.table());
    }
    if (!problems.isEmpty()) {
      fail("\n" + String.join("\n", problems));
    }
    assertEquals(
        gate.table(),
        Files.readString(table).replace("\r\n", "\n"),
        StrengthTable.FILE + " does not fit; run: mvn -B verify -Pstrength");
  }
}
