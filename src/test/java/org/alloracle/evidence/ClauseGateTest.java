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
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A part of a contract is left out, and something is lost or not. The prover is a script that knows
 * what follows from what; at the end the real one is asked, where there is one.
 */
final class ClauseGateTest {
  private static final String CLAMP = "org.alloracle.reference.Clamp";
  private static final String USER = "org.alloracle.reference.User";
  private static final String SOURCE =
      """
      package org.alloracle.reference;

      final class Clamp {
        private Clamp() {}

        /*@ public normal_behavior
          @   assignable \\nothing;
          @   ensures \\result <= most && (n <= most ==> \\result == n);
          @ pure helper
          @*/
        static int atMost(int n, int most) {
          return n < most ? n : most;
        }

        /*@ public normal_behavior
          @   assignable \\nothing;
          @   ensures \\result <= 10;
          @   ensures \\result <= 20;
          @ pure helper
          @*/
        static int digit(int n) {
          return Clamp.atMost(n, 10);
        }
      }
      """;
  private static final String USED =
      """
      package org.alloracle.reference;

      final class User {
        private User() {}

        /*@ public normal_behavior
          @   assignable \\nothing;
          @   ensures \\result <= 10;
          @ pure helper
          @*/
        static int ten(int n) {
          return Clamp.digit(n);
        }
      }
      """;

  @TempDir private Path project;
  private final List<String> out = new ArrayList<>();

  @BeforeEach
  void aProject() throws IOException {
    write("src/main/java/org/alloracle/reference/Clamp.java", SOURCE);
    write("src/main/java/org/alloracle/reference/User.java", USED);
    write("proofs/tools.json", Files.readString(Path.of("proofs/tools.json")));
    write("proofs/canaries/Bird.java", "class Bird {}");
    write(
        "proofs/manifest.json",
        """
        {"classes": {"%s": ["Clamp()", "atMost(int,int)", "digit(int)"], "%s": ["User()", "ten(int)"]},
         "open": {}, "feasibilityOpen": {}, "trustedByEnumeration": {}, "canaries": []}
        """
            .formatted(CLAMP, USER));
  }

  @Test
  void withoutAProverNothingIsLeftOut() {
    assertEquals(
        List.of("no OpenJML was found, so no clause can be left out"),
        gate("none").ask(".*", limits(1)));
  }

  @Test
  void whatIsLostIsSaid() throws IOException {
    String home = install();
    OpenJml.Search search = search(home);
    new StrengthGate(project, search, out::add).run(StrengthGate.Mode.ALL, limits(1));
    out.clear();
    ClauseGate gate = gate(home);
    assertEquals(List.of(), gate.ask(".*", limits(1)));
    gate.report();
    // The last part is that User's method returns a digit: nobody uses that.
    assertEquals("pmpnn", verdicts(CLAMP) + verdicts(USER));
    assertEquals(
        "clauses: 5 parts; left out, wrong code comes through for 1, another proof is lost for 2;"
            + " 0 more alone refuse an outcome at run time; nothing lost for 2; undecided 0; not run 0",
        out.get(out.size() - 1));
    String table = gate.table();
    assertTrue(table.contains("| **all** | 5 | 1 | 2 | 0 | 2 | 0 | 0 |"), table);
    assertTrue(table.contains("  - `digit(int) ensures \\result <= 20`"), table);
  }

  @Test
  void whatAloneRefusesAnOutcomeIsNotForNothing() throws IOException {
    String home = install();
    assertEquals(List.of(), gate(home).ask(".*", limits(1)));
    Set<RefusalLedger.Place> seen =
        Set.of(
            new RefusalLedger.Place(18, 0, 1), // digit's second postcondition
            new RefusalLedger.Place(8, 0, 2), // the prover lost a proof without it: that is said
            new RefusalLedger.Place(17, 1, 2)); // no such part
    RefusalLedger.record(project, Map.of(CLAMP, seen));
    String table = Files.readString(project.resolve(ClauseTable.FILE));
    ClauseGate gate = gate(home);
    assertEquals(gate.table(), table);
    assertTrue(table.contains("| **all** | 5 | 0 | 2 | 1 | 2 | 0 | 0 |"), table);
    assertTrue(table.contains("| Clamp | 4 | 0 | 2 | 1 | 1 | 0 | 0 |"), table);
    assertFalse(table.contains("digit(int)"), table);
    write("src/main/java/org/alloracle/reference/Clamp.java", SOURCE.replace("? n", "?  n"));
    out.clear();
    gate(home).report();
    assertTrue(out.contains("the walks saw 2 classes before a change; mvn -B verify -Pstrength"));
  }

  @Test
  void verdictsHoldForTheTextTheyWereFoundFor() throws IOException {
    String home = install();
    assertEquals(List.of(), gate(home).ask(".*Clamp", limits(1)));
    assertEquals("pnpn", verdicts(CLAMP)); // no wrong code is known
    write("src/main/java/org/alloracle/reference/Clamp.java", SOURCE.replace("? n", "?  n"));
    out.clear();
    gate(home).report();
    assertEquals(
        List.of(
            "clauses: 4 parts; left out, wrong code comes through for 0, another proof is lost for 2;"
                + " 0 more alone refuse an outcome at run time; nothing lost for 2; undecided 0;"
                + " not run 0",
            "clauses of " + CLAMP + " were measured before a change; mvn -B verify -Pclauses",
            "clauses not measured yet of 1 classes"),
        out);
  }

  @Test
  void anOpenJmlLosesAProof() throws IOException {
    OpenJml.Search search =
        new OpenJml.Search(System.getProperty("openjml.home", ""), System.getenv(), project, false);
    Optional<OpenJml> tool = OpenJml.find(Pins.read(project), search, out::add);
    Assumptions.assumeTrue(tool.isPresent(), "no OpenJML here");
    ClauseGate gate = new ClauseGate(project, search, out::add);
    assertEquals(List.of(), gate.ask(".*", limits(60)));
    assertEquals("pnpnn", verdicts(CLAMP) + verdicts(USER));
  }

  private String verdicts(String type) {
    ClauseLedger.Entry entry = ClauseLedger.read(project).entries().get(type);
    return entry == null ? "none" : entry.verdicts();
  }

  private static StrengthGate.Limits limits(int seconds) {
    return new StrengthGate.Limits(seconds, Duration.ofMinutes(5));
  }

  private ClauseGate gate(String home) {
    return new ClauseGate(project, search(home), out::add);
  }

  private OpenJml.Search search(String home) {
    return new OpenJml.Search(home, Map.of(), project.resolve("cache"), false);
  }

  /**
   * A prover that refutes wrong forms of {@code atMost}, for the second of its parts alone, and
   * what needs a part that is missing.
   */
  private String install() throws IOException {
    write(
        "tool/openjml",
        """
        #!/bin/sh
        [ "$1" = --version ] && { echo "openjml 0.21.0-alpha-0"; exit 0; }
        says() {
          echo "Starting proof of org.alloracle.reference.$1 with prover z3_4_3"
          if [ "$3" = 0 ]; then words='no warnings'; else words='with warnings'
            echo "$2:9: verify: The prover cannot establish an assertion (Postcondition: $2:8:) in method f"
          fi
          echo "Completed proof of org.alloracle.reference.$1 with prover z3_4_3 - $words [1.00 secs]"
        }
        has() { grep -qF "$2" "$1"; }
        for file in "$@"; do
          name="$(basename "$file" .java)"
          case "$file" in
          */Clamp*.java)
            has "$file" 'return n < most ? n : most;' || ! has "$file" '(n <= most ==> '
            says "$name.atMost(int,int)" "$file" $?
            has "$file" '\\result <= most'
            says "$name.digit(int)" "$file" $?;;
          */User__*.java)
            below="$(dirname "$file")/Clamp__${name#User__}.java"
            [ ! -e "$below" ] || has "$below" '\\result <= 10'
            says "$name.ten(int)" "$file" $?;;
          esac
        done
        """);
    Files.setPosixFilePermissions(
        project.resolve("tool/openjml"), PosixFilePermissions.fromString("rwxr-xr-x"));
    return project.resolve("tool").toString();
  }

  private void write(String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.resolveSibling(""));
    Files.writeString(path, text);
  }
}
