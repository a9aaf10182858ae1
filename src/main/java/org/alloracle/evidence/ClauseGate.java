package org.alloracle.evidence;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.alloracle.evidence.mutation.JmlClause;
import org.alloracle.evidence.mutation.Mutant;

/** Leaves out the clauses of the contracts in turn, and records what notices. */
final class ClauseGate {
  private static final int BATCH = 12;
  private static final Set<String> CLAUSES =
      Set.of("Postcondition", "ExceptionalPostcondition", "InvariantExit");

  private final Path project;
  private final ProofSources sources;
  private final Mutants mutants;
  private final StrengthLedger code;
  private final ClauseLedger ledger;
  private final Consumer<String> out;
  private final Map<String, List<JmlClause>> clauses = new TreeMap<>();

  ClauseGate(
      Path project,
      ProofSources sources,
      Mutants mutants,
      StrengthLedger code,
      Consumer<String> out) {
    this.project = project;
    this.sources = sources;
    this.mutants = mutants;
    this.code = code;
    this.out = out;
    this.ledger = ClauseLedger.read(project);
    for (String type : mutants.types()) {
      clauses.put(type, mutants.bodies().clauses(type, sources.text(type)));
    }
  }

  /** Asks about all clauses that are not recorded for the present sources. */
  void run(ClauseProver prover, OpenJml tool, StrengthGate.Limits limits) {
    ledger
        .entries()
        .entrySet()
        .removeIf(entry -> !entry.getValue().sources().equals(mutants.sources(entry.getKey())));
    List<ClauseCase> open = new ArrayList<>();
    clauses.forEach((type, of) -> of.forEach(clause -> open.add(new ClauseCase(type, clause))));
    open.removeIf(
        each -> {
          ClauseLedger.Entry entry = ledger.entries().get(each.type());
          return entry != null && entry.has(each.clause().id());
        });
    List<ClauseCase> inOrder =
        Draw.ranked(
            Draw.shuffled(open, ClauseCase::id), ClauseCase::type, Draw.SOME, ClauseCase::type);
    for (List<ClauseCase> batch : Draw.batches(inOrder, BATCH, limits.most(), out)) {
      Map<ClauseCase, List<Mutant>> refuted = new LinkedHashMap<>();
      batch.forEach(each -> refuted.put(each, refutedBy(each)));
      Map<ClauseCase, ClauseVerdict> verdicts = prover.inTheClass(refuted);
      List<ClauseCase> left = new ArrayList<>(batch);
      left.removeIf(each -> verdicts.getOrDefault(each, new ClauseVerdict()).noticed());
      prover
          .inOthers(left, mutants.types())
          .forEach((each, verdict) -> verdicts.merge(each, verdict, ClauseVerdict::and));
      verdicts.forEach((each, verdict) -> record(each, verdict, tool));
      ledger.write(project);
      out.accept("strength: " + summary());
    }
  }

  /** The mutants that the line of the clause refuted. */
  private List<Mutant> refutedBy(ClauseCase each) {
    List<Mutant> refuted = new ArrayList<>();
    code.verdicts(each.type(), mutants.of(each.type()))
        .forEach(
            (mutant, verdict) -> {
              String[] by = verdict.by().split(" ", -1);
              if (by.length == 2
                  && CLAUSES.contains(by[0])
                  && by[1].equals(String.valueOf(each.clause().line()))) {
                refuted.add(mutant);
              }
            });
    return refuted;
  }

  private void record(ClauseCase each, ClauseVerdict verdict, OpenJml tool) {
    ClauseLedger.Entry entry =
        ledger
            .entries()
            .computeIfAbsent(
                each.type(),
                type ->
                    new ClauseLedger.Entry(
                        mutants.sources(type),
                        tool.version(),
                        LocalDate.now(ZoneOffset.UTC).toString(),
                        clauses.getOrDefault(type, List.of()).size(),
                        new TreeMap<>(),
                        new TreeSet<>(),
                        new TreeSet<>()));
    String id = each.clause().id();
    if (verdict.noticed()) {
      entry.noticed().put(id, verdict.by().get(0));
    } else if (verdict.undecided()) {
      entry.undecided().add(id);
    } else {
      entry.unnoticed().add(id);
    }
  }

  String summary() {
    return new ClauseTable(ledger).summary();
  }
}
