package org.alloracle.evidence.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is planted in the layers of a heap is found on a walk over a stack of them. */
final class LayersAtRunTimeTest {
  private static final String PACKAGE = "org.alloracle.reference.heaplayers.";
  private static final Path LAYERS = Path.of("org/alloracle/reference/heaplayers");
  private static final List<String> NAMES =
      List.of(
          "Layer", "FirstFitLayer", "FreeListLayer", "HybridLayer", "SizeLayer", "ThresholdLayer");

  @TempDir private Path folder;

  private Findings seen(String type, String right, String wrong) throws IOException {
    Path root = folder.resolve(type + wrong.hashCode());
    Files.createDirectories(root.resolve(LAYERS));
    Files.createDirectories(root.resolve("org/alloracle/contract"));
    for (String name : NAMES) {
      Path file = LAYERS.resolve(name + ".java");
      String source = Files.readString(Path.of("src/main/java").resolve(file));
      if (name.equals(type)) {
        assertTrue(source.contains(right), right);
        source = source.replace(right, wrong);
      }
      Files.writeString(root.resolve(file), source);
    }
    Setup low = Setup.of("heaplayers.FirstFitLayer", 24, 30, 9L);
    Setup high = Setup.of("heaplayers.FirstFitLayer", low, 30, 30L);
    Setup list = Setup.of("heaplayers.FreeListLayer", Setup.of("heaplayers.SizeLayer", low), 2, 4);
    Setup hybrid =
        Setup.of(
            "heaplayers.HybridLayer",
            Setup.of("heaplayers.ThresholdLayer", list, 8L),
            Setup.of("heaplayers.SizeLayer", high),
            8);
    Path scratch = Files.createDirectories(root.resolve("scratch"));
    try (Contracts contracts = Contracts.of(root, scratch)) {
      return contracts.walk(hybrid, 1, new Contracts.Extent(2, 120, 30, 20, 40));
    }
  }

  private void found(String type, String right, String wrong, String what) throws IOException {
    Set<String> violations = seen(type, right, wrong).violations();
    assertTrue(
        violations.stream().anyMatch(each -> each.startsWith(PACKAGE + what)), violations + "");
  }

  @Test
  void asTheyAreTheyKeepTheLaw() throws IOException {
    Findings findings = seen("Layer", "", "");
    assertEquals(Set.of(), findings.violations());
    for (String name : NAMES.subList(1, NAMES.size())) {
      for (String method : List.of("allocate(int)", "free(int)", "drain()")) {
        assertEquals(
            findings.cases().get(PACKAGE + "Layer." + method),
            findings.cases().get(PACKAGE + name + "." + method + " as Layer"));
      }
    }
  }

  @Test
  void codeThatBreaksTheLaw() throws IOException {
    found("HybridLayer", "    drainSmall();\n", "", "HybridLayer.drain(): line ");
    found("SizeLayer", "    below.free(p);\n", "", "SizeLayer.free(int): line ");
    found("FreeListLayer", "mark(p, level, 0, ", "mark(p, level - 1, 0, ", "FreeListLayer.alloc");
    found("FirstFitLayer", "cap[p] = n;", "cap[p] = n + 1;", "FirstFitLayer.allocate(int): line ");
  }

  /** A clause of the class above was all that refused it. */
  @Test
  void aLawThatSaysTooLittle() throws IOException {
    String mark = PACKAGE + "FirstFitLayer.mark(int,int,long,long): note[]";
    String said = " && note[p] == t && asked[p] == s;";
    Set<String> free = seen("Layer", said, " && asked[p] == s;").free().keySet();
    assertTrue(free.contains(mark), free + "");
  }
}
