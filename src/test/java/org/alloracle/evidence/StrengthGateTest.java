package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every mutant is refuted or listed. The prover here is a script that refutes what differs from the
 * right text; at the end the real one is asked, where there is one.
 */
final class StrengthGateTest {
  private static final String CLAMP = "org.alloracle.reference.Clamp";
  private static final String AT_MOST = CLAMP + ".atMost(int,int) ";
  private static final String SOURCE =
      """
      package org.alloracle.reference;

      final class Clamp {
        private Clamp() {}

        /*@ public normal_behavior
          @   assignable \\nothing;
          @   ensures \\result <= most && (n <= most ==> \\result == n) && (n > most ==> \\result == most);
          @ pure helper
          @*/
        static int atMost(int n, int most) {
          if (n < most) {
            return n;
          }
          return most;
        }
      }
      """;
  private static final String EQUIVALENT = "atMost(int,int) comparison: n < most -> n <= most";

  @TempDir Path project;
  private final List<String> out = new ArrayList<>();
  private String home = "none";

  @BeforeEach
  void aProject() throws IOException {
    write("src/main/java/org/alloracle/reference/Clamp.java", SOURCE);
    write("proofs/tools.json", Files.readString(Path.of("proofs/tools.json")));
    write("proofs/canaries/Bird.java", "class Bird {}");
    write(
        "proofs/manifest.json",
        "{\"classes\": {\""
            + CLAMP
            + "\": [\"Clamp()\", \"atMost(int,int)\"]}, \"open\": {}, \"feasibilityOpen\": {}, \"trustedByEnumeration\": {},"
            + " \"canaries\": []}");
  }

  @Test
  void withoutAProverNothingIsRefuted() {
    assertEquals(List.of(), run(StrengthGate.Mode.CHECK));
    assertEquals(
        List.of("no OpenJML was found, so no mutant can be refuted"), run(StrengthGate.Mode.ALL));
  }

  @Test
  void aSurvivorMustBeListed() throws IOException {
    install("n < most", "n <= most");
    String problem =
        AT_MOST
            + "comparison: n < most -> n <= most: survives, in line 12; say why in"
            + " proofs/strength/survivors.json";
    assertEquals(List.of(problem), run(StrengthGate.Mode.ALL));
    home = "none";
    assertEquals(List.of(problem), run(StrengthGate.Mode.CHECK));
    survivors(EQUIVALENT);
    assertEquals(List.of(), run(StrengthGate.Mode.CHECK));
    assertEquals(
        "strength: 8 mutants; refuted 7; survived: 1 equivalent, 0 that a contract does not"
            + " notice; undecided 0; not run 0",
        out.get(out.size() - 1));
    String table = gate().table();
    assertTrue(table.contains("| reference.Clamp | 8 | 7 | 0 | 1 | 0 | 0 | 0 |"), table);
    assertTrue(table.contains("- `Clamp." + EQUIVALENT + "`: the same"), table);
  }

  @Test
  void whatIsListedInVainIsNamed() throws IOException {
    install("n < most");
    survivors(EQUIVALENT);
    assertEquals(
        List.of(CLAMP + "." + EQUIVALENT + ": is refuted; take it off " + Survivors.FILE),
        run(StrengthGate.Mode.ALL));
    survivors("atMost(int,int) constant: 3 -> 4");
    assertEquals(
        Survivors.FILE + " has what is no mutant: " + AT_MOST + "constant: 3 -> 4",
        run(StrengthGate.Mode.CHECK).get(0));
  }

  @Test
  void verdictsHoldForTheTextTheyWereFoundFor() throws IOException {
    install("n < most");
    assertEquals(List.of(), run(StrengthGate.Mode.ALL));
    write("src/main/java/org/alloracle/reference/Clamp.java", SOURCE.replace("if (n", "if ( n"));
    out.clear();
    assertEquals(List.of(), run(StrengthGate.Mode.CHECK));
    assertTrue(out.get(0).contains("refuted 8"), out.toString());
    assertEquals(
        "strength of " + CLAMP + " was measured before a change; run: mvn -B verify -Pstrength",
        out.get(1));
    write(
        "src/main/java/org/alloracle/reference/Clamp.java", SOURCE.replace("< most)", "!= most)"));
    out.clear();
    assertEquals(List.of(), run(StrengthGate.Mode.CHECK));
    assertTrue(out.get(1).startsWith("strength of " + CLAMP), out.toString());
    install("n != most");
    assertTrue(run(StrengthGate.Mode.ALL).isEmpty());
    assertEquals(1, out.stream().filter(line -> line.startsWith("strength of")).count());
  }

  @Test
  void whatTheProverCannotReadIsNoMutant() throws IOException {
    install("n < most");
    Path launcher = project.resolve("tool/openjml");
    Files.writeString(
        launcher,
        Files.readString(launcher)
            .replace(
                "# errors",
                "if grep -q 'n > most)' \"$last\"; then echo \"$last:12: error: no\"; exit 1; fi"));
    assertEquals(List.of(), run(StrengthGate.Mode.ALL));
    assertTrue(
        out.get(out.size() - 1).startsWith("strength: 7 mutants; refuted 7;"), out.toString());
  }

  @Test
  void anOpenJmlRefutesAPlantedMutantAndProvesAnEquivalentOne() throws IOException {
    OpenJml.Search search =
        new OpenJml.Search(System.getProperty("openjml.home", ""), System.getenv(), project, false);
    Optional<OpenJml> tool = OpenJml.find(Pins.read(project), search, out::add);
    Assumptions.assumeTrue(tool.isPresent(), "no OpenJML here");
    StrengthGate gate = new StrengthGate(project, search, out::add);
    List<String> problems =
        gate.run(StrengthGate.Mode.ALL, new StrengthGate.Limits(60, Duration.ofMinutes(5)));
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).startsWith(CLAMP + "." + EQUIVALENT + ": survives"));
    assertTrue(
        out.get(out.size() - 1).startsWith("strength: 8 mutants; refuted 7"), out.toString());
    assertFalse(gate.table().contains("| 1 | 0 | 0 | 0 |"));
  }

  private List<String> run(StrengthGate.Mode mode) {
    return gate().run(mode, new StrengthGate.Limits(20, Duration.ofMinutes(1)));
  }

  private StrengthGate gate() {
    OpenJml.Search search = new OpenJml.Search(home, Map.of(), project.resolve("cache"), false);
    return new StrengthGate(project, search, out::add);
  }

  /** A prover that refutes each method whose file has none of the right texts. */
  private void install(String... right) throws IOException {
    home = project.resolve("tool").toString();
    StringBuilder proved = new StringBuilder();
    for (String text : right) {
      proved.append("grep -q 'if (" + text + ") {' \"$file\" && right=yes\n");
    }
    write(
        "tool/openjml",
        """
        #!/bin/sh
        [ "$1" = --version ] && { echo "openjml 0.21.0-alpha-0"; exit 0; }
        for last in "$@"; do case "$last" in *.java)
        # errors
        ;; esac; done
        for file in "$@"; do
          case "$file" in *.java)
            right=no
            PROVED
            grep -qx '      return n;' "$file" && grep -qx '    return most;' "$file" || right=no
            words='with warnings'
            [ "$right" = yes ] && words='no warnings'
            method="org.alloracle.reference.$(basename "$file" .java).atMost(int,int)"
            echo "Starting proof of $method with prover z3_4_3"
            [ "$words" = 'with warnings' ] &&
              echo "$file:13: verify: The prover cannot establish an assertion (Postcondition: $file:8:) in method f"
            echo "Completed proof of $method with prover z3_4_3 - $words [1.00 secs]";;
          esac
        done
        """
            .replace("PROVED", proved));
    Files.setPosixFilePermissions(
        project.resolve("tool/openjml"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void survivors(String id) throws IOException {
    write(
        Survivors.FILE.toString(),
        "{\"equivalent\": {\"" + CLAMP + "\": {\"" + id + "\": \"the same\"}}, \"open\": {}}");
  }

  private void write(String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.resolveSibling(""));
    Files.writeString(path, text);
  }
}
