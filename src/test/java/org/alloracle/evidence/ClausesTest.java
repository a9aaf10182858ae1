package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of contracts, and the record of what each is for. */
final class ClausesTest {
  private static final Path PROJECT = Path.of("");
  private static final String PART = "org.alloracle.reference.Part";

  @TempDir private Path folder;

  @Test
  void theRecordFitsTheTable() throws IOException {
    ClauseGate gate = new ClauseGate(PROJECT, System.out::println);
    Path table = PROJECT.resolve(ClauseTable.FILE);
    String classes = System.getProperty("alloracle.clauses", "none");
    if (!classes.equals("none")) {
      StrengthGate.Limits limits =
          new StrengthGate.Limits(
              Integer.getInteger("alloracle.strength.seconds", 20),
              Duration.ofMinutes(Integer.getInteger("alloracle.strength.minutes", 600)));
      assertEquals(List.of(), gate.ask(classes, limits));
    }
    gate.report();
    assertEquals(
        gate.table(),
        Files.readString(table).replace("\r\n", "\n"),
        ClauseTable.FILE + " does not fit; run: mvn -B verify -Pclauses");
  }

  @Test
  void conjunctsArePartsWhereverTheyStand() throws IOException {
    Clauses clauses =
        clauses(
            """
            package org.alloracle.reference;

            final class Part {
              private final int[] a;

              //@ private invariant (\\let int n = a.length; 0 < n & n <= 9);

              /*@ public normal_behavior
                @   requires 0 < n && n <= 9;
                @   ensures a.length == n
                @     && (\\forall int i; 0 <= i && i < n; a[i] == i && a[i] >= 0);
                @*/
              Part(int n) {
                a = new int[n];
                //@ loop_invariant 0 <= i && i <= n;
                //@ decreases n - i;
                for (int i = 0; i < n; i++) {
                  a[i] = i;
                }
              }

              /*@ public normal_behavior
                @   ensures \\result == 1 || \\result == 2 && a.length > 1;
                @   ensures (\\exists int i; 0 <= i && i < a.length; a[i] == i);
                @ pure
                @*/
              int one() {
                return other() + 1;
              }

              /*@ public normal_behavior
                @   ensures \\result == 0;
                @ pure
                @*/
              int other() {
                return 0;
              }
            }
            """);
    assertEquals(
        List.of(
            "invariant 0 < n",
            "invariant n <= 9",
            "Part(int) ensures a.length == n",
            "Part(int) ensures a[i] == i",
            "Part(int) ensures a[i] >= 0",
            "one() ensures \\result == 1 || \\result == 2 && a.length > 1",
            "one() ensures \\exists int i; 0 <= i && i < a.length; a[i] == i",
            "other() ensures \\result == 0"),
        clauses.of(PART).stream().map(Clause::id).toList());
    assertEquals(
        List.of("Part(int)", "one()", "other()"), clauses.dependents(clauses.of(PART).get(0)));
    assertEquals(List.of("one()"), clauses.dependents(clauses.of(PART).get(7)));
    assertEquals(List.of(), clauses.dependents(clauses.of(PART).get(5)));
  }

  private Clauses clauses(String source) throws IOException {
    Path file = folder.resolve("src/main/java/org/alloracle/reference/Part.java");
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, source);
    Files.createDirectories(folder.resolve("proofs"));
    Files.writeString(
        folder.resolve("proofs/manifest.json"),
        "{\"classes\": {\""
            + PART
            + "\": [\"Part(int)\", \"one()\", \"other()\"]}, \"open\": {}, \"feasibilityOpen\": {},"
            + " \"trustedByEnumeration\": {}, \"canaries\": []}");
    return new Clauses(new ProofSources(folder), ProofManifest.read(folder));
  }
}
