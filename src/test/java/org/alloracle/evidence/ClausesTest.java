package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.alloracle.contract.Clause;
import org.junit.jupiter.api.Test;

/** What specs/clauses.md names exists. */
final class ClausesTest {
  private static final Path PROJECT = Path.of("");
  private static final Path SPECS = PROJECT.resolve("specs");
  private static final Path TESTS = PROJECT.resolve("src/test/java");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  @Test
  void everyClauseHasItsRowInOrder() throws IOException {
    assertEquals(
        Arrays.stream(Clause.values()).map(Clause::name).toList(),
        rows().stream().map(row -> names(row[0]).get(0)).toList());
  }

  @Test
  void everyNameOfAContractExists() throws IOException {
    ProofSources sources = new ProofSources(PROJECT);
    for (String[] row : rows()) {
      for (String type : names(row[1])) {
        Optional<String> full =
            sources.classes().stream()
                .filter(
                    name -> name.endsWith("." + type) && name.startsWith(ProofSources.REFERENCE))
                .findFirst();
        assertTrue(full.isPresent(), () -> "no reference " + type);
        assertMentions(sources.text(full.orElseThrow()), names(row[0]).get(0), type);
      }
    }
  }

  @Test
  void everyModuleStatesItsClause() throws IOException {
    for (String[] row : rows()) {
      for (String module : names(row[2])) {
        String text = Files.readString(file(SPECS, module + ".tla"));
        assertMentions(text, names(row[0]).get(0), module);
      }
    }
  }

  @Test
  void everyPlantedBugMustBreakItsClause() throws IOException {
    for (String[] row : rows()) {
      for (String run : names(row[3])) {
        assertTrue(
            ModelManifest.read(PROJECT).runs().stream()
                .anyMatch(
                    each ->
                        each.name().equals(run)
                            && each.expect().equals("violates " + names(row[0]).get(0))),
            () -> run + " is no run that must violate " + row[0]);
      }
    }
  }

  @Test
  void everyTestExists() throws IOException {
    for (String[] row : rows()) {
      for (String test : names(row[4])) {
        String[] parts = test.split("\\.", 2);
        String text = Files.readString(file(TESTS, parts[0] + ".java"));
        assertTrue(text.contains(" " + parts[1] + "("), () -> "no test " + test);
      }
    }
  }

  private static void assertMentions(String text, String clause, String where) {
    assertTrue(
        Pattern.compile("\\b" + clause + "\\b").matcher(text).find(),
        () -> where + " does not mention " + clause);
  }

  private static List<String[]> rows() throws IOException {
    return Files.readAllLines(SPECS.resolve("clauses.md")).stream()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(2).split(" \\| ?", -1))
        .toList();
  }

  private static List<String> names(String cell) {
    return NAME.matcher(cell).results().map((MatchResult name) -> name.group(1)).toList();
  }

  private static Path file(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.find(folder, 20, (file, at) -> file.endsWith(name))) {
      return files.findFirst().orElseThrow(() -> new AssertionError("no file " + name));
    }
  }
}
