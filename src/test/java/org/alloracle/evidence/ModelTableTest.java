package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of runs in a README says what the manifest says, and leaves out none. */
final class ModelTableTest {
  private static final Path PROJECT = Path.of("");

  @Test
  void michael() throws IOException {
    assertEquals(rows("michael"), table("michael"));
  }

  @Test
  void snmalloc() throws IOException {
    assertEquals(rows("snmalloc"), table("snmalloc"));
  }

  private static List<String> table(String folder) throws IOException {
    return Files.readAllLines(PROJECT.resolve("specs/" + folder + "/README.md")).stream()
        .filter(line -> line.endsWith(" | verify |") || line.endsWith(" | nightly |"))
        .toList();
  }

  private static List<String> rows(String folder) {
    return ModelManifest.read(PROJECT).runs().stream()
        .filter(run -> run.config().startsWith(Path.of("model-checking", folder)))
        .map(ModelTableTest::row)
        .toList();
  }

  private static String row(ModelRun run) {
    return String.format(
        "| `%s` | %s | %s | %d | %s | %s |",
        run.name(),
        run.says(),
        run.expect(),
        run.states(),
        run.length() == null ? "—" : run.length(),
        run.profile());
  }
}
