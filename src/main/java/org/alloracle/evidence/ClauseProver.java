package org.alloracle.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.alloracle.evidence.mutation.Bodies;
import org.alloracle.evidence.mutation.Edit;
import org.alloracle.evidence.mutation.Mutant;
import org.jspecify.annotations.Nullable;

/**
 * Leaves parts of contracts out, one in each copy of a class, and asks the prover what is lost:
 * whether wrong code comes through that the whole contract refutes, and whether other proofs of the
 * class still do.
 */
final class ClauseProver {
  /** Of each kind, at most so many questions about a part. */
  private static final int MOST = 4;

  /** Of a part; what is noticed soon need not be asked again. */
  private static final int AT_A_TIME = 2;

  private final CopyProver prover;
  private final Bodies bodies;
  private final Clauses clauses;
  private final Mutants mutants;
  private final StrengthLedger refuted;
  private final Ledger proofs;
  private final Map<String, Map<Mutant, Verdict>> known = new HashMap<>();

  ClauseProver(
      CopyProver prover,
      Bodies bodies,
      Clauses clauses,
      Mutants mutants,
      StrengthLedger refuted,
      Ledger proofs) {
    this.prover = prover;
    this.bodies = bodies;
    this.clauses = clauses;
    this.mutants = mutants;
    this.refuted = refuted;
    this.proofs = proofs;
  }

  /**
   * One question.
   *
   * @param in the class of the method
   * @param method whose proof is asked for, as the manifest names it
   * @param wrong what else is changed; if something is, to be proved is the loss
   */
  private record Question(Clause clause, String in, String method, List<Edit> wrong) {

    /** The copy without the part, and one of the user if that is another class. */
    List<ClassCopy> copies(int number) {
      ClassCopy without = clause.without(number, wrong);
      return in.equals(clause.type())
          ? List.of(without)
          : List.of(
              new ClassCopy(in, number, List.of(), List.of(ProofSources.simple(clause.type()))),
              without);
    }
  }

  /** A verdict for each part; some runs of the prover. */
  Map<Clause, ClauseLedger.Verdict> verdicts(List<Clause> batch) {
    Map<Clause, ClauseLedger.Verdict> verdicts = new LinkedHashMap<>();
    Map<Clause, List<Question>> open = new LinkedHashMap<>();
    for (Clause clause : batch) {
      verdicts.put(clause, ClauseLedger.Verdict.NOTHING);
      open.put(clause, questions(clause));
    }
    while (!open.isEmpty()) {
      List<Question> round = new ArrayList<>();
      for (List<Question> all : open.values()) {
        List<Question> next = all.subList(0, Math.min(AT_A_TIME, all.size()));
        round.addAll(next);
        next.clear();
      }
      ask(round, verdicts);
      open.entrySet().removeIf(it -> it.getValue().isEmpty() || noticed(verdicts, it.getKey()));
    }
    return verdicts;
  }

  private static boolean noticed(Map<Clause, ClauseLedger.Verdict> verdicts, Clause clause) {
    ClauseLedger.Verdict verdict = verdicts.getOrDefault(clause, ClauseLedger.Verdict.NOTHING);
    return verdict != ClauseLedger.Verdict.NOTHING && verdict != ClauseLedger.Verdict.UNDECIDED;
  }

  /** Wrong code first, then other proofs: those of its class, and those done soonest, first. */
  private List<Question> questions(Clause clause) {
    List<Question> questions = new ArrayList<>();
    for (Mutant mutant : refutedBy(clause)) {
      questions.add(new Question(clause, clause.type(), mutant.method(), List.of(mutant.edit())));
    }
    List<Question> own = new ArrayList<>();
    clauses.dependents(clause).forEach(it -> own.add(question(clause, clause.type(), it)));
    questions.addAll(soonest(own));
    List<Question> others = new ArrayList<>();
    for (String user : clauses.users(clause.type())) {
      clauses.dependents(clause, user).forEach(it -> others.add(question(clause, user, it)));
    }
    questions.addAll(soonest(others));
    return questions;
  }

  private static Question question(Clause clause, String in, String method) {
    return new Question(clause, in, method, List.of());
  }

  private List<Question> soonest(List<Question> questions) {
    return questions.stream()
        .sorted(Comparator.comparingDouble(this::seconds))
        .limit(MOST)
        .toList();
  }

  private double seconds(Question question) {
    Ledger.Entry entry = proofs.entries().get(question.in());
    return entry == null ? 0 : entry.proved().getOrDefault(question.method(), 0.0);
  }

  /** Wrong code that is known to break the clause that a part is of. */
  private List<Mutant> refutedBy(Clause clause) {
    String type = clause.type();
    int first = clauses.line(type, clause.clauseFrom());
    int last = clauses.line(type, clause.clauseTo());
    List<Mutant> found = new ArrayList<>();
    known
        .computeIfAbsent(type, this::present)
        .forEach(
            (mutant, verdict) -> {
              boolean own = clause.isInvariant() || mutant.method().equals(clause.method());
              if (own && found.size() < MOST && within(verdict.by(), first, last)) {
                found.add(mutant);
              }
            });
    return found;
  }

  /** The verdicts on record that hold for the present source. */
  private Map<Mutant, Verdict> present(String type) {
    StrengthLedger.Entry entry = refuted.entries().get(type);
    return entry != null && entry.sources().equals(mutants.sources(type))
        ? refuted.verdicts(type, mutants.of(type))
        : Map.of();
  }

  private static boolean within(String by, int first, int last) {
    if (!by.matches("(?:Postcondition|Invariant\\w*) \\d+")) {
      return false;
    }
    int line = Integer.parseInt(by.replaceAll(".* ", ""));
    return first <= line && line <= last;
  }

  /** In one run; if the prover cannot read some of the copies, in two. */
  private void ask(List<Question> round, Map<Clause, ClauseLedger.Verdict> verdicts) {
    if (round.isEmpty()) {
      return;
    }
    Map<Question, ClassCopy> asked = new LinkedHashMap<>();
    List<ClassCopy> all = new ArrayList<>();
    Set<String> methods = new LinkedHashSet<>();
    for (Question question : round) {
      List<ClassCopy> copies = question.copies(all.size() + 1);
      if (compile(copies)) {
        asked.put(question, copies.get(0));
        all.addAll(copies);
        methods.add(copies.get(0).method(Prover.name(question.method())));
      }
    }
    if (asked.isEmpty()) {
      return;
    }
    ProverOutput output = prover.run(all, List.copyOf(methods));
    if (output.methods().isEmpty() && asked.size() > 1) {
      List<Question> again = List.copyOf(asked.keySet());
      ask(again.subList(0, again.size() / 2), verdicts);
      ask(again.subList(again.size() / 2, again.size()), verdicts);
      return;
    }
    Map<String, MethodResult> results = new LinkedHashMap<>();
    output.methods().forEach((method, result) -> results.put(Prover.simple(method), result));
    asked.forEach(
        (question, copy) -> {
          if (!noticed(verdicts, question.clause())) {
            MethodResult result = results.get(Prover.simple(copy.method(question.method())));
            verdicts.merge(question.clause(), verdict(question, result), ClauseProver::stronger);
          }
        });
  }

  /** A class between two may be one that knows the original only. */
  private boolean compile(List<ClassCopy> copies) {
    Map<String, String> texts = new TreeMap<>();
    copies.forEach(copy -> texts.put(copy.name(), copy.text(prover.sources().text(copy.type()))));
    return bodies.errors(texts).isEmpty();
  }

  /** Something that was undecided stays so if nothing else is noticed. */
  private static ClauseLedger.Verdict stronger(
      ClauseLedger.Verdict before, ClauseLedger.Verdict now) {
    return now == ClauseLedger.Verdict.NOTHING ? before : now;
  }

  private static ClauseLedger.Verdict verdict(Question question, @Nullable MethodResult result) {
    if (result == null) {
      return ClauseLedger.Verdict.REJECTED;
    }
    return switch (result.kind()) {
      case PROVED ->
          question.wrong().isEmpty() ? ClauseLedger.Verdict.NOTHING : ClauseLedger.Verdict.MUTANT;
      case REFUTED ->
          question.wrong().isEmpty() ? ClauseLedger.Verdict.PROOF : ClauseLedger.Verdict.NOTHING;
      case INFEASIBLE, NOT_DONE -> ClauseLedger.Verdict.UNDECIDED;
    };
  }
}
