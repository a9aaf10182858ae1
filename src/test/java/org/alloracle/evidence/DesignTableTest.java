package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each package of references has a row in specs/designs.md that says what it refuses. */
final class DesignTableTest {
  private static final Path REFERENCES = Path.of("src/main/java/org/alloracle/reference");

  @Test
  void eachPackageHasItsRowInOrder() throws IOException {
    List<String> packages;
    try (Stream<Path> folders = Files.list(REFERENCES)) {
      packages =
          folders
              .filter(Files::isDirectory)
              .map(folder -> String.valueOf(folder.getFileName()))
              .sorted()
              .toList();
    }
    assertEquals(
        packages,
        Files.readAllLines(Path.of("specs/designs.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .toList());
  }
}
