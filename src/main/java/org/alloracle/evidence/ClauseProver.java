package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alloracle.evidence.mutation.Bodies;
import org.alloracle.evidence.mutation.Edit;
import org.alloracle.evidence.mutation.Mutant;
import org.jspecify.annotations.Nullable;

/**
 * Leaves clauses out, and asks the prover whether anything notices: a mutant that then survives, or
 * a method that then does not prove.
 */
final class ClauseProver {
  private static final int MOST_MUTANTS = 3;

  private final CopyProver prover;
  private final ProofSources sources;
  private final Bodies bodies;
  private int copies;

  ClauseProver(CopyProver prover) {
    this.prover = prover;
    this.sources = prover.sources();
    this.bodies = new Bodies(prover.root());
  }

  /**
   * A question to the prover.
   *
   * @param noticedIfProved otherwise noticed if refuted
   * @param by what notices, in words
   */
  private record Question(
      ClauseCase about, ClassCopy copy, String method, boolean noticedIfProved, String by) {}

  /**
   * With the mutants that the clause refutes, and the methods of its class; one run of the prover.
   *
   * @param refuted by case, mutants that the clause's line refutes
   */
  Map<ClauseCase, ClauseVerdict> inTheClass(Map<ClauseCase, List<Mutant>> refuted) {
    List<Question> questions = new ArrayList<>();
    refuted.forEach(
        (each, mutants) -> {
          for (Mutant mutant : mutants.subList(0, Math.min(MOST_MUTANTS, mutants.size()))) {
            ClassCopy copy = copy(each.type(), List.of(each.clause().loss(), mutant.edit()));
            questions.add(
                new Question(each, copy, mutant.signature(), true, "mutant " + mutant.id()));
          }
          ClassCopy copy = copy(each.type(), List.of(each.clause().loss()));
          for (String method : dependents(each)) {
            questions.add(new Question(each, copy, method, false, "proof of " + method));
          }
        });
    return answers(refuted.keySet(), questions);
  }

  /** With the methods of other classes that name the class; one run of the prover. */
  Map<ClauseCase, ClauseVerdict> inOthers(List<ClauseCase> cases, Set<String> classes) {
    List<Question> questions = new ArrayList<>();
    for (ClauseCase each : cases) {
      String word = ProofSources.simple(each.type());
      for (String other : classes) {
        boolean uses = sources.closure(other).contains(each.type()) && !other.equals(each.type());
        List<String> methods =
            uses ? bodies.mentioning(other, sources.text(other), word) : List.of();
        if (!methods.isEmpty()) {
          ClassCopy lost = copy(each.type(), List.of(each.clause().loss()));
          Set<String> renamed = Set.of(each.type(), other);
          ClassCopy copy = new ClassCopy(other, lost.number(), List.of(), renamed);
          // Its own proof is of no interest, but its text must be there.
          questions.add(new Question(each, lost, "", false, ""));
          for (String method : methods) {
            String by = "proof of " + ProofSources.simple(other) + "." + method;
            questions.add(new Question(each, copy, method, false, by));
          }
        }
      }
    }
    return answers(new LinkedHashSet<>(cases), questions);
  }

  private ClassCopy copy(String type, List<Edit> edits) {
    copies++;
    return new ClassCopy(type, copies, edits);
  }

  /** All methods need an invariant; a method's clause is of interest to those that name it. */
  private List<String> dependents(ClauseCase each) {
    String method = each.clause().method();
    String word = method.replaceFirst("\\(.*", "").replaceFirst(".*\\.", "");
    String source = sources.text(each.type());
    List<String> dependents =
        new ArrayList<>(bodies.mentioning(each.type(), source, method.isEmpty() ? "" : word));
    dependents.removeIf(signature -> Prover.simple(signature).equals(method));
    return dependents;
  }

  private Map<ClauseCase, ClauseVerdict> answers(Set<ClauseCase> cases, List<Question> questions) {
    Map<ClauseCase, ClauseVerdict> verdicts = new LinkedHashMap<>();
    cases.forEach(each -> verdicts.put(each, new ClauseVerdict()));
    Set<ClassCopy> copies = new LinkedHashSet<>();
    List<String> methods = new ArrayList<>();
    for (Question question : questions) {
      copies.add(question.copy());
      if (!question.method().isEmpty()) {
        methods.add(question.copy().method(question.method()));
      }
    }
    if (methods.isEmpty()) {
      return verdicts;
    }
    ProverOutput output = prover.run(List.copyOf(copies), methods);
    if (output.methods().isEmpty()) {
      throw new EvidenceException("the prover could not be run: " + output.errors());
    }
    for (Question question : questions) {
      if (!question.method().isEmpty()) {
        MethodResult result = output.methods().get(question.copy().method(question.method()));
        verdicts.computeIfPresent(
            question.about(), (each, verdict) -> with(verdict, question, result));
      }
    }
    return verdicts;
  }

  private static ClauseVerdict with(
      ClauseVerdict verdict, Question question, @Nullable MethodResult result) {
    MethodResult.Kind kind = result == null ? MethodResult.Kind.NOT_DONE : result.kind();
    MethodResult.Kind wanted =
        question.noticedIfProved() ? MethodResult.Kind.PROVED : MethodResult.Kind.REFUTED;
    List<String> by = new ArrayList<>(verdict.by());
    if (kind == wanted) {
      by.add(question.by());
    }
    return new ClauseVerdict(by, verdict.undecided() || kind == MethodResult.Kind.NOT_DONE);
  }
}
