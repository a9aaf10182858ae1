package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each way in which proofs can fall behind must be reported. The prover here is a script that
 * prints prepared text: what the real one prints is {@link ProverOutputTest}'s matter.
 */
final class ProofGateTest {
  private static final String HEAP = "org.alloracle.reference.heap.Heap";
  private static final String CELLS = "org.alloracle.reference.Cells";
  private static final String TAKE = HEAP + ".take(long)";
  private static final String RUN = "; run: mvn -B verify -Pprove";

  @TempDir Path project;
  private final List<String> out = new ArrayList<>();
  private Map<String, Set<String>> declared =
      Map.of(HEAP, Set.of("Heap()", "take(long)"), CELLS, Set.of("Cells()"));
  private String home = "none";

  @BeforeEach
  void aProjectThatIsProved() throws IOException {
    source(HEAP, "import " + CELLS + ";\n/*@ ensures true; @*/ class Heap { Cells cells; }\n");
    source(CELLS, "class Cells {}\n");
    manifest("\"" + HEAP + "\": [\"Heap()\", \"take(long)\"], \"" + CELLS + "\": [\"Cells()\"]");
    write("proofs/tools.json", Files.readString(Path.of("proofs/tools.json")));
    write("proofs/canaries/Bird.java", "class Bird {}");
    install("0.21.0-alpha-0");
    assertEquals(List.of(), run(ProofGate.Mode.ALL), out.toString());
    home = "none";
    out.clear();
  }

  @Test
  void withoutAProverTheLedgerStandsAndSaysSo() {
    assertEquals(List.of(), run(ProofGate.Mode.CHECK));
    assertEquals(1, out.size());
    assertTrue(
        out.get(0)
            .matches(
                "proofs not re-checked here: last proved with OpenJML 0.21.0-alpha-0 on"
                    + " \\d{4}-\\d\\d-\\d\\d"),
        out.get(0));
  }

  @Test
  void withoutAProverNothingCanBeRecorded() {
    for (ProofGate.Mode mode : List.of(ProofGate.Mode.CHANGED, ProofGate.Mode.ALL)) {
      assertEquals(List.of("no OpenJML was found, so nothing can be proved"), run(mode));
    }
  }

  @Test
  void aChangedSourceIsNamed() throws IOException {
    source(HEAP, Files.readString(file(HEAP)).replace("true", "1 == 1"));
    assertEquals(
        List.of(HEAP + " was proved before a change of " + HEAP + RUN), run(ProofGate.Mode.CHECK));
  }

  @Test
  void aChangeReachesAllThatDependsOnIt() throws IOException {
    source(CELLS, "class Cells { }\n");
    assertEquals(
        List.of(
            CELLS + " was proved before a change of " + CELLS + RUN,
            HEAP + " was proved before a change of " + CELLS + RUN),
        run(ProofGate.Mode.CHECK));
  }

  @Test
  void lineEndsDoNotMatter() throws IOException {
    source(HEAP, Files.readString(file(HEAP)).replace("\n", "\r\n"));
    assertEquals(List.of(), run(ProofGate.Mode.CHECK));
  }

  @Test
  void otherOptionsAreAnotherProof() throws IOException {
    write("proofs/tools.json", read("proofs/tools.json").replace("=60\"]", "=61\"]"));
    assertEquals(
        List.of(
            CELLS + " was proved with other options" + RUN,
            HEAP + " was proved with other options" + RUN),
        run(ProofGate.Mode.CHECK));
  }

  @Test
  void aMethodThatTheManifestDoesNotListIsNamed() throws IOException {
    declared = Map.of(HEAP, Set.of("Heap()", "take(long)", "give(long)"), CELLS, Set.of("Cells()"));
    assertEquals(
        List.of("proofs/manifest.json does not list, of " + HEAP + ": \"give(long)\""),
        run(ProofGate.Mode.CHECK));
    source("org.alloracle.reference.New", "class New {}");
    declared =
        Map.of(
            HEAP,
            Set.of("Heap()"),
            CELLS,
            Set.of("Cells()"),
            "org.alloracle.reference.New",
            Set.of("New()"));
    assertEquals(
        List.of("proofs/manifest.json does not list, of org.alloracle.reference.New: \"New()\""),
        run(ProofGate.Mode.CHECK));
  }

  @Test
  void aMethodThatTheLedgerDoesNotCoverIsNoticed() throws IOException {
    manifest(
        "\""
            + HEAP
            + "\": [\"Heap()\", \"take(long)\", \"give(long)\"], \""
            + CELLS
            + "\": [\"Cells()\"]");
    assertEquals(
        List.of(HEAP + " was proved with another list of methods" + RUN),
        run(ProofGate.Mode.CHECK));
  }

  @Test
  void aLedgerWithoutTheFeasibilityPassIsNotEnough() throws IOException {
    String ledger = read("proofs/ledger.json");
    int feasible = ledger.indexOf("\"feasible\"", ledger.indexOf(HEAP));
    write(
        "proofs/ledger.json",
        ledger.substring(0, feasible)
            + ledger.substring(feasible).replaceFirst(",\\s*\"take\\(long\\)\": [\\d.]+", ""));
    assertEquals(
        List.of(HEAP + " was proved with another list of methods" + RUN),
        run(ProofGate.Mode.CHECK));
  }

  @Test
  void aMethodMayWaitForItsFeasibilityPassButSaysSo() throws IOException {
    install("0.21.0-alpha-0");
    String classes =
        "\"" + HEAP + "\": [\"Heap()\", \"take(long)\"], \"" + CELLS + "\": [\"Cells()\"]";
    manifest(classes, "\"" + HEAP + "\": [\"take(long)\"]");
    says("Heap.java", "all", reached(HEAP + ".Heap()"));
    assertEquals(List.of(), run(ProofGate.Mode.CHANGED));
    String line = "FEASIBILITY NOT SEEN YET, methods: org.alloracle.reference.heap: Heap 1";
    assertTrue(out.contains(line), out.toString());
    assertTrue(
        out.contains("proved " + HEAP + ": 2 methods, 2.0 s; feasible 1, in 1.0 s"),
        out.toString());
    manifest(classes, "\"" + CELLS + "\": [\"other()\"]");
    EvidenceException refused =
        assertThrows(EvidenceException.class, () -> run(ProofGate.Mode.CHECK));
    assertTrue(String.valueOf(refused.getMessage()).contains("not in classes, of " + CELLS));
  }

  @Test
  void aClassThatIsGoneLeavesTheLedger() throws IOException {
    manifest("\"" + CELLS + "\": [\"Cells()\"]");
    Files.delete(file(HEAP));
    assertEquals(
        List.of("proofs/ledger.json has " + HEAP + ", which the manifest does not" + RUN),
        run(ProofGate.Mode.CHECK));
    install("0.21.0-alpha-0");
    assertEquals(List.of(), run(ProofGate.Mode.CHANGED));
  }

  @Test
  void wordsThatSpareAProofAreForbidden() throws IOException {
    for (String word :
        List.of(
            "//@ assume false;",
            "/*@ skipesc @*/",
            "//@ nowarn X;",
            "//@ axiom a;",
            "/*@ pure heap_free @*/")) {
      source(CELLS, "class Cells {\n  " + word + "\n}\n");
      List<String> problems = run(ProofGate.Mode.CHECK);
      assertEquals(1, problems.size(), problems.toString());
      assertTrue(problems.get(0).contains("Cells.java:2: forbidden word: "), problems.toString());
    }
    source(CELLS, "class Cells {\n  void f() { while (true) {} }\n}\n");
    assertTrue(run(ProofGate.Mode.CHECK).get(0).endsWith("a loop without a decreases clause"));
  }

  @Test
  void aFrameThatTheProverDoesNotBelieveIsForbidden() throws IOException {
    String[] refused = {"box.count", "a[0 .. 1], box.count", "count,\n  @ box.inner.count"};
    for (String frame : refused) {
      source(CELLS, "class Cells {\n  /*@ assignable " + frame + ";\n  @*/\n}\n");
      List<String> problems = run(ProofGate.Mode.CHECK);
      assertEquals(1, problems.size(), problems.toString());
      assertTrue(problems.get(0).contains("Cells.java:2: assignable box."), problems.toString());
    }
    source(
        CELLS,
        "class Cells {\n  //@ assignable count, this.count, box.*, box.a[*], box.a[x.y];\n}\n");
    assertTrue(run(ProofGate.Mode.CHECK).get(0).contains("was proved before"));
  }

  @Test
  void aChangedClassIsProvedAgainButMustBeRecorded() throws IOException {
    install("0.21.0-alpha-0");
    source(HEAP, Files.readString(file(HEAP)).replace("true", "1 == 1"));
    assertEquals(
        List.of(
            HEAP
                + " was proved before a change of "
                + HEAP
                + ". Proved again just now (2 methods): record it with mvn -B verify -Pprove"),
        run(ProofGate.Mode.CHECK));
    assertEquals(List.of(), run(ProofGate.Mode.CHANGED));
    assertTrue(out.stream().anyMatch(line -> line.startsWith("proved " + HEAP)), out.toString());
    assertFalse(out.stream().anyMatch(line -> line.startsWith("proved " + CELLS)), out.toString());
    home = "none";
    assertEquals(List.of(), run(ProofGate.Mode.CHECK));
  }

  @Test
  void aRefutedChangeFailsWithTheProversWords() throws IOException {
    install("0.21.0-alpha-0");
    source(HEAP, Files.readString(file(HEAP)).replace("true", "false"));
    says(
        "Heap.java",
        "none",
        completed(HEAP + ".Heap()", "no warnings"),
        "Starting proof of " + TAKE + " with prover z3_4_3",
        "Heap.java:2: verify: The prover cannot establish an assertion (Postcondition) in method take",
        "Completed proof of " + TAKE + " with prover z3_4_3 - with warnings [1.00 secs]");
    for (ProofGate.Mode mode : ProofGate.Mode.values()) {
      String problems = String.join("\n", run(mode));
      assertTrue(problems.contains(TAKE + ": refuted in the proof pass"), problems);
      assertTrue(problems.contains("(Postcondition) in method take"), problems);
    }
  }

  @Test
  void smallClassesAreProvedInOneCall() throws IOException {
    install("0.21.0-alpha-0");
    assertEquals(List.of(), run(ProofGate.Mode.ALL));
    List<String> calls = callsOf("Heap.java", "none");
    assertEquals(1, calls.size(), calls.toString());
    assertTrue(calls.get(0).contains("--method=" + CELLS + ".*;" + HEAP + ".*"), calls.toString());
    assertTrue(callsOf("Heap.java", "all").get(0).contains("Cells.java"));
  }

  @Test
  void whatDoesNotComeThroughInCompanyIsAskedAlone() throws IOException {
    install("0.21.0-alpha-0");
    says("Heap.java", "none", completed(HEAP + ".Heap()", "no warnings"));
    assertEquals(
        List.of(TAKE + ": not completed in the proof pass", HEAP + " was never proved" + RUN),
        run(ProofGate.Mode.ALL));
    List<String> calls = callsOf("Heap.java", "none");
    assertEquals(2, calls.size(), calls.toString());
    assertFalse(calls.get(1).contains("Cells.java"), calls.toString());
    assertEquals(1, callsOf("Cells.java", "none").size());
    assertEquals(1, out.stream().filter(line -> line.startsWith("proved " + CELLS)).count());
    assertEquals(List.of(), callsOf("Heap.java", "all"));
  }

  /** OpenJML exits 0 when it proves nothing: only the set of methods counts. */
  @Test
  void aMethodThatDoesNotComeUpIsNotProved() throws IOException {
    install("0.21.0-alpha-0");
    says("Heap.java", "none", completed(HEAP + ".Heap()", "no warnings"));
    assertTrue(run(ProofGate.Mode.ALL).contains(TAKE + ": not completed in the proof pass"));
    home = "none";
    assertEquals(List.of(HEAP + " was never proved" + RUN), run(ProofGate.Mode.CHECK));
  }

  @Test
  void aCancelledFeasibilityCheckIsNotDone() throws IOException {
    install("0.21.0-alpha-0");
    says(
        "Heap.java",
        "all",
        reached(HEAP + ".Heap()"),
        reached(TAKE).replace(": OK [0.01 secs]", ": unknown reason: canceled"));
    String problems = String.join("\n", run(ProofGate.Mode.ALL));
    assertTrue(problems.contains(TAKE + ": not done in the feasibility pass"), problems);
  }

  @Test
  void aMethodThatIsNotListedMayNotComeUp() throws IOException {
    install("0.21.0-alpha-0");
    says(
        "Cells.java",
        "none",
        completed(CELLS + ".Cells()", "no warnings"),
        completed(CELLS + ".lemma(int)", "no warnings"));
    assertTrue(
        run(ProofGate.Mode.ALL)
            .contains(CELLS + ".lemma(int): came up in the proof pass, but is not listed"));
  }

  @Test
  void aProverThatAcceptsAPlantedBugIsNotBelieved() throws IOException {
    install("0.21.0-alpha-0");
    says("Bird.java", "none", completed("Bird.sing()", "no warnings"));
    for (ProofGate.Mode mode : ProofGate.Mode.values()) {
      assertEquals(
          List.of(
              "this OpenJML is not to be believed: canary Bird.sing() must be refuted Assert, but"
                  + " is proved"),
          run(mode));
    }
    says("Bird.java", "none");
    assertTrue(run(ProofGate.Mode.CHECK).get(0).endsWith("but is not completed"));
  }

  @Test
  void aCanaryMayBeRefutedForAnyReasonIfItSaysSo() throws IOException {
    write(
        "proofs/manifest.json",
        read("proofs/manifest.json").replace("\"refuted Assert\"", "\"refuted\""));
    install("0.21.0-alpha-0");
    assertEquals(List.of(), run(ProofGate.Mode.CHECK));
    says("Bird.java", "none", completed("Bird.sing()", "no warnings"));
    assertEquals(1, run(ProofGate.Mode.CHECK).size());
  }

  @Test
  void aReleaseThatIsRefusedProvesNothing() throws IOException {
    install("21-0.21");
    try {
      run(ProofGate.Mode.CHECK);
    } catch (EvidenceException e) {
      assertTrue(String.valueOf(e.getMessage()).contains("OpenJML 21-0.21"));
      return;
    }
    throw new AssertionError("accepted");
  }

  private List<String> run(ProofGate.Mode mode) {
    OpenJml.Search search = new OpenJml.Search(home, Map.of(), project.resolve("cache"), false);
    return new ProofGate(project, name -> declared.getOrDefault(name, Set.of()), search, out::add)
        .run(mode);
  }

  /** A launcher that prints, for each source it is given, the text prepared for it. */
  private void install(String version) throws IOException {
    home = project.resolve("tool").toString();
    write("tool/calls", "");
    write(
        "tool/openjml",
        """
        #!/bin/sh
        case "$*" in
          --version) echo "openjml VERSION"; exit 0;;
          *--check-feasibility=all*) pass=all;;
          *) pass=none;;
        esac
        echo "$*" >> HOME/calls
        for file in "$@"; do
          case "$file" in *.java) cat "HOME/$(basename "$file").$pass";; esac
        done
        """
            .replace("VERSION", version)
            .replace("HOME", home));
    Files.setPosixFilePermissions(
        project.resolve("tool/openjml"), PosixFilePermissions.fromString("rwxr-xr-x"));
    String refuted =
        "x: verify: The prover cannot establish an assertion (Assert) in method sing\n"
            + completed("Bird.sing()", "with warnings");
    says("Bird.java", "none", refuted);
    says("Bird.java", "all", refuted);
    says("Cells.java", "none", completed(CELLS + ".Cells()", "no warnings"));
    says("Cells.java", "all", reached(CELLS + ".Cells()"));
    says(
        "Heap.java",
        "none",
        completed(HEAP + ".Heap()", "no warnings"),
        completed(TAKE, "no warnings"));
    says("Heap.java", "all", reached(HEAP + ".Heap()"), reached(TAKE));
  }

  /** What the launcher was called with, of the calls in a pass that name a file. */
  private List<String> callsOf(String file, String pass) throws IOException {
    return read("tool/calls")
        .lines()
        .filter(line -> line.contains("/" + file) && line.contains("--check-feasibility=" + pass))
        .toList();
  }

  private void says(String file, String pass, String... lines) throws IOException {
    write("tool/" + file + "." + pass, String.join("\n", lines) + "\n");
  }

  private static String completed(String method, String words) {
    return "Completed proof of " + method + " with prover z3_4_3 - " + words + " [1.00 secs]";
  }

  private static String reached(String method) {
    return "x:1:Feasibility check #1 - end of preconditions : OK [0.01 secs]\n"
        + completed(method, "no warnings");
  }

  private void manifest(String classes) throws IOException {
    manifest(classes, "");
  }

  private void manifest(String classes, String feasibilityOpen) throws IOException {
    write(
        "proofs/manifest.json",
        "{\"classes\": {"
            + classes
            + "}, \"open\": {}, \"feasibilityOpen\": {"
            + feasibilityOpen
            + "}, \"trustedByEnumeration\": {}, \"canaries\":"
            + " [{\"file\": \"Bird.java\", \"why\": \"w\", \"methods\": {\"sing()\": \"refuted"
            + " Assert\"}}]}");
  }

  private Path file(String name) {
    return project.resolve("src/main/java/" + name.replace('.', '/') + ".java");
  }

  private void source(String name, String text) throws IOException {
    write(project.relativize(file(name)).toString(), text);
  }

  private String read(String file) throws IOException {
    return Files.readString(project.resolve(file));
  }

  private void write(String file, String text) throws IOException {
    Path path = project.resolve(file);
    Files.createDirectories(path.resolveSibling(""));
    Files.writeString(path, text);
  }
}
