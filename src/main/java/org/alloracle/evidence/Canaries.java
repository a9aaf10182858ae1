package org.alloracle.evidence;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** A prover that accepts a planted bug, or refutes a right class, is not to be believed. */
final class Canaries {
  static final Path FOLDER = Path.of("proofs", "canaries");
  private static final String REFUTED = "refuted";
  private static final Duration BUDGET = Duration.ofMinutes(5);

  private final List<Path> files = new ArrayList<>();
  private final Map<String, String> expected = new TreeMap<>();

  /** With the canaries of the manifest: by file, what each method must come to. */
  Canaries(Map<String, Map<String, String>> canaries) {
    canaries.forEach(
        (file, methods) -> {
          files.add(FOLDER.resolve(file));
          String name = file.replaceFirst("\\.java$", "");
          methods.forEach((method, verdict) -> expected.put(name + "." + method, verdict));
        });
  }

  /** What came out otherwise than it must, in either pass. */
  List<String> problems(Prover prover) {
    List<Callable<List<String>>> passes = new ArrayList<>();
    passes.add(() -> problems(prover, false));
    passes.add(() -> problems(prover, true));
    return Prover.inParallel(passes);
  }

  private List<String> problems(Prover prover, boolean feasibility) {
    ProverOutput output = prover.run(files, FOLDER, feasibility, BUDGET);
    Map<String, String> found = new TreeMap<>();
    output.methods().forEach((method, result) -> found.put(method, verdict(result)));
    List<String> problems = new ArrayList<>();
    TreeSet<String> methods = new TreeSet<>(expected.keySet());
    methods.addAll(found.keySet());
    for (String method : methods) {
      String must = expected.getOrDefault(method, "not be there");
      if (!feasibility && must.equals(ProofManifest.INFEASIBLE)) {
        must = ProofManifest.PROVED;
      }
      String came = found.getOrDefault(method, "not completed");
      if (!came.equals(must) && !(must.equals(REFUTED) && came.startsWith(REFUTED))) {
        problems.add(
            String.format(
                "this OpenJML is not to be believed: canary %s must be %s, but is %s",
                method, must, came));
      }
    }
    if (!problems.isEmpty()) {
      problems.addAll(output.errors());
    }
    return problems;
  }

  private static String verdict(MethodResult result) {
    return switch (result.kind()) {
      case PROVED -> ProofManifest.PROVED;
      case INFEASIBLE -> ProofManifest.INFEASIBLE;
      case REFUTED -> REFUTED + " " + String.join(" ", new TreeSet<>(ProverOutput.refuted(result)));
      case NOT_DONE -> "not done";
    };
  }
}
