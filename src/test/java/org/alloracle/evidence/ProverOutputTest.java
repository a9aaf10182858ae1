package org.alloracle.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Lines as OpenJML 0.21.0-alpha-0 prints them. */
final class ProverOutputTest {
  private static final String PROVED =
      """
      Proving methods in a.B
      Starting proof of a.B.add(int) with prover z3_4_3
      Method assertions are validated [1.06 secs]
      Completed proof of a.B.add(int) with prover z3_4_3 - no warnings [1.10 secs]
      """;
  private static final String REFUTED =
      """
      Starting proof of a.B.bad(int) with prover z3_4_3
      a.B.bad Method assertions are INVALID
      B.java:21: verify: The prover cannot establish an assertion (InvariantExit: B.java:3:) in method bad
        public void bad(int n) { total = total + n + 1; }
                    ^
      B.java:3: verify: Associated declaration: B.java:21:
        //@ public invariant 0 <= total && total <= 1000;
                   ^
      B.java:21: verify: The prover cannot establish an assertion (Assert) in method bad
      Completed proof of a.B.bad(int) with prover z3_4_3 - with warnings [1.08 secs]
      """;
  private static final String REACHED =
      """
      Starting proof of a.B.add(int) with prover z3_4_3
      Method assertions are validated [1.06 secs]
      B.java:11:Feasibility check #1 - end of preconditions : OK [0.00 secs]
      B.java:11:Feasibility check #3 - at program exit : OK [0.00 secs]
      Completed proof of a.B.add(int) with prover z3_4_3 - no warnings [1.10 secs]
      """;

  @Test
  void parametersHaveShortNames() {
    assertEquals("B(C,int[])", Prover.simple("B(a.b.C,int[])"));
    assertEquals("f(int,C,D)", Prover.simple("f(int,a.C,a.b.D)"));
  }

  @Test
  void proofPass() {
    assertEquals(
        Map.of("a.B.add(int)", MethodResult.Kind.PROVED, "a.B.bad(int)", MethodResult.Kind.REFUTED),
        kinds(PROVED + REFUTED, false));
    MethodResult refuted =
        Objects.requireNonNull(read(PROVED + REFUTED, false).methods().get("a.B.bad(int)"));
    assertEquals(List.of("InvariantExit", "Assert"), ProverOutput.refuted(refuted));
    assertEquals(
        "B.java:21: verify: The prover cannot establish an assertion (InvariantExit: B.java:3:) in method bad",
        refuted.complaint().get(0));
    assertEquals(1.08, refuted.seconds());
  }

  /** Only a method that the prover is done with counts, and only if it complains of nothing. */
  @Test
  void whatIsNotDone() {
    String cut = PROVED.substring(0, PROVED.indexOf("Completed"));
    assertEquals(Map.of(), kinds(cut, false));
    assertEquals(
        Map.of(), kinds("Proof CANCELLED of a.B.add(int) with prover z3_4_3 - exception", false));
    for (String end : List.of("UNKNOWN", "TIMEOUT", "ERROR", "SKIPPED", "INFEASIBLE")) {
      assertEquals(
          Map.of("a.B.add(int)", MethodResult.Kind.NOT_DONE),
          kinds(PROVED.replace("no warnings", end), false));
    }
    assertEquals(
        Map.of("a.B.add(int)", MethodResult.Kind.NOT_DONE),
        kinds(
            PROVED.replace("Method assertions", "B.java:9: warning: NOT IMPLEMENTED: x\nM"),
            false));
    assertEquals(
        Map.of("a.B.bad(int)", MethodResult.Kind.NOT_DONE),
        kinds(REFUTED.replace("cannot establish an assertion", "is out of memory"), false));
  }

  @Test
  void feasibilityPass() {
    Map<String, MethodResult.Kind> add = Map.of("a.B.add(int)", MethodResult.Kind.PROVED);
    assertEquals(add, kinds(REACHED, true));
    Map<String, MethodResult.Kind> notDone = Map.of("a.B.add(int)", MethodResult.Kind.NOT_DONE);
    assertEquals(notDone, kinds(PROVED, true), "no point was checked at all");
    String last = "B.java:11:Feasibility check #3 - at program exit : OK [0.00 secs]";
    String validated = "B.java:11:Method assertions are validated [1.04 secs]";
    assertEquals(
        notDone, kinds(REACHED.replace(last, validated + "unknown reason: canceled"), true));
    assertEquals(notDone, kinds(REACHED.replace(last, validated + "timeout"), true));
    assertEquals(
        notDone, kinds(REACHED.replace("exit : OK", "exit : unknown reason: unsupported"), true));
    assertEquals(
        Map.of("a.B.add(int)", MethodResult.Kind.INFEASIBLE),
        kinds(REACHED.replace("exit : OK", "exit : infeasible"), true));
  }

  @Test
  void errorsOfTheSources() {
    ProverOutput output = read("B.java:8: error: cannot find symbol\n1 error\n", false);
    assertEquals(List.of("B.java:8: error: cannot find symbol"), output.errors());
  }

  private static Map<String, MethodResult.Kind> kinds(String text, boolean feasibility) {
    Map<String, MethodResult.Kind> kinds = new TreeMap<>();
    read(text, feasibility).methods().forEach((method, result) -> kinds.put(method, result.kind()));
    return kinds;
  }

  private static ProverOutput read(String text, boolean feasibility) {
    return ProverOutput.read(text.lines().toList(), feasibility);
  }
}
