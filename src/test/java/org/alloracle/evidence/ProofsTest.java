package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the proofs fit each other. */
final class ProofsTest {
  private static final Path PROJECT = Path.of("");

  /** The ledger fits the sources and the manifest, and what OpenJML says where there is one. */
  @Test
  void theProofsStand() {
    ProofGate.Mode mode =
        switch (System.getProperty("alloracle.prove", "check")) {
          case "all" -> ProofGate.Mode.ALL;
          case "changed" -> ProofGate.Mode.CHANGED;
          default -> ProofGate.Mode.CHECK;
        };
    List<String> problems = new ProofGate(PROJECT, System.out::println).run(mode);
    if (!problems.isEmpty()) {
      fail("\n" + String.join("\n", problems));
    }
  }

  @Test
  void everyCanaryIsListed() throws IOException {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> canaries = Files.list(PROJECT.resolve(Canaries.FOLDER))) {
      canaries.forEach(file -> files.add(String.valueOf(file.getFileName())));
    }
    assertEquals(files, new TreeSet<>(ProofManifest.read(PROJECT).canaries().keySet()));
  }

  /** What is taken on faith may grow only by intent. */
  @Test
  void theListOfWhatIsTrustedFits() throws IOException {
    ProofManifest manifest = ProofManifest.read(PROJECT);
    String text = new TrustList(new ProofSources(PROJECT), manifest).text();
    Path file = PROJECT.resolve(TrustList.FILE);
    if ("accept".equals(System.getProperty("alloracle.trust"))) {
      Files.writeString(file, text);
    }
    assertEquals(
        text,
        Files.readString(file).replace("\r\n", "\n"),
        TrustList.FILE + " does not fit; read it, then: mvn -B verify -Dalloracle.trust=accept");
  }

  @Test
  void whatIsTrustedByEnumerationHasATest() {
    for (String test : ProofManifest.read(PROJECT).enumerated().values()) {
      assertDoesNotThrow(() -> Class.forName(test));
    }
  }
}
