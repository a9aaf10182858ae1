package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alloracle.evidence.mutation.Bodies;
import org.alloracle.evidence.mutation.Edit;

/** Asks the prover about mutants, many in one run. */
final class MutantProver {
  private final CopyProver prover;
  private final ProofSources sources;
  private final Bodies bodies;
  private final Recursion recursion;

  MutantProver(CopyProver prover, Bodies bodies) {
    this.prover = prover;
    this.sources = prover.sources();
    this.bodies = bodies;
    this.recursion = new Recursion(sources);
  }

  /** A verdict for each case; one run of the prover. */
  Map<MutantCase, Verdict> verdicts(List<MutantCase> cases) {
    Map<MutantCase, Verdict> verdicts = new LinkedHashMap<>();
    List<MutantCopy> copies = new ArrayList<>();
    for (MutantCopy copy : copies(cases)) {
      copies.add(compiles(copy) ? copy : withoutRejected(copy, verdicts));
    }
    copies.removeIf(copy -> copy.cases().isEmpty());
    while (!copies.isEmpty() && !prove(copies, verdicts)) {
      copies.removeIf(copy -> copy.cases().isEmpty());
    }
    endless(verdicts);
    return verdicts;
  }

  /** A survivor whose recursion does not end meets its contract, but not its measure. */
  private void endless(Map<MutantCase, Verdict> verdicts) {
    Map<MutantCase, ClassCopy> copies = new LinkedHashMap<>();
    verdicts.forEach(
        (each, verdict) -> {
          if (verdict.kind() == Verdict.Kind.SURVIVED
              && recursion.of(each.type()).contains(each.mutant().method())) {
            List<Edit> edits = new ArrayList<>(recursion.edits(each.type()));
            if (edits.stream().noneMatch(each.mutant().edit()::overlaps)) {
              edits.add(each.mutant().edit());
              copies.put(each, new ClassCopy(each.type(), copies.size() + 1, edits));
            }
          }
        });
    if (copies.isEmpty()) {
      return;
    }
    List<String> methods = new ArrayList<>();
    copies.forEach((each, copy) -> methods.add(copy.method(each.mutant().signature())));
    ProverOutput output = prover.run(List.copyOf(copies.values()), methods);
    copies.forEach(
        (each, copy) -> {
          MethodResult result = output.methods().get(copy.method(each.mutant().signature()));
          if (result != null && result.kind() == MethodResult.Kind.REFUTED) {
            int line = line(sources.text(each.type()), each.mutant().from());
            verdicts.put(each, new Verdict(Verdict.Kind.REFUTED, "Measure " + line));
          }
        });
  }

  /** As few as will do: a copy has at most one mutant in each method. */
  private static List<MutantCopy> copies(List<MutantCase> cases) {
    Map<String, MutantCopy> copies = new LinkedHashMap<>();
    Map<String, Integer> used = new HashMap<>();
    for (MutantCase each : cases) {
      int number = used.merge(each.type() + "." + each.mutant().method(), 1, Integer::sum);
      copies
          .computeIfAbsent(each.type() + number, any -> new MutantCopy(each.type(), number))
          .cases()
          .add(each);
    }
    return List.copyOf(copies.values());
  }

  private boolean compiles(MutantCopy copy) {
    String text = copy.copy().text(sources.text(copy.type()));
    return bodies.errors(Map.of(copy.copy().name(), text)).isEmpty();
  }

  private MutantCopy withoutRejected(MutantCopy copy, Map<MutantCase, Verdict> verdicts) {
    MutantCopy rest = new MutantCopy(copy.type(), copy.number());
    for (MutantCase each : copy.cases()) {
      if (compiles(new MutantCopy(copy.type(), copy.number(), List.of(each)))) {
        rest.cases().add(each);
      } else {
        verdicts.put(each, Verdict.of(Verdict.Kind.REJECTED));
      }
    }
    return rest;
  }

  /**
   * Whether there was an answer; otherwise some cases were rejected, and the rest must be tried.
   */
  private boolean prove(List<MutantCopy> copies, Map<MutantCase, Verdict> verdicts) {
    List<String> methods = new ArrayList<>();
    copies.forEach(copy -> copy.cases().forEach(each -> methods.add(copy.method(each))));
    ProverOutput output = prover.run(copies.stream().map(MutantCopy::copy).toList(), methods);
    if (output.methods().isEmpty()) {
      reject(copies, output.errors(), verdicts);
      return false;
    }
    for (MutantCopy copy : copies) {
      for (MutantCase each : copy.cases()) {
        MethodResult result = output.methods().get(copy.method(each));
        verdicts.put(
            each,
            result == null
                ? Verdict.of(Verdict.Kind.UNDECIDED)
                : Verdict.of(result, copy.copy().file()));
      }
    }
    return true;
  }

  /** Rejects the cases in whose methods the prover finds errors; there must be some. */
  private void reject(
      List<MutantCopy> copies, List<String> errors, Map<MutantCase, Verdict> verdicts) {
    boolean any = false;
    for (String error : errors) {
      for (MutantCopy copy : copies) {
        String start = ".*/" + copy.copy().file().getFileName() + ":(\\d+): error: .*";
        if (error.matches(start)) {
          int line = Integer.parseInt(error.replaceFirst(start, "$1"));
          String source = sources.text(copy.type());
          List<MutantCase> wrong =
              copy.cases().stream().filter(each -> covers(each, line, source)).toList();
          wrong.forEach(each -> verdicts.put(each, Verdict.of(Verdict.Kind.REJECTED)));
          any |= copy.cases().removeAll(wrong);
        }
      }
    }
    if (!any) {
      throw new EvidenceException("the prover could not be run: " + String.join("\n", errors));
    }
  }

  private static boolean covers(MutantCase each, int line, String source) {
    int first = line(source, each.mutant().bodyFrom());
    return first <= line && line <= line(source, each.mutant().bodyTo());
  }

  static int line(String source, int at) {
    return 1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
  }
}
