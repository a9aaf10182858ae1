package org.alloracle.evidence;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.alloracle.evidence.mutation.Bodies;

/** What each part of the contracts is for: it is left out, and something should be lost. */
public final class ClauseGate {
  private static final String RECORD = "mvn -B verify -Pclauses";
  private static final String WALK = "mvn -B verify -Pstrength";
  private static final int BATCH = 40;

  private final Path project;
  private final OpenJml.Search search;
  private final Consumer<String> out;
  private final ProofSources sources;
  private final ProofManifest manifest;
  private final ClauseLedger ledger;
  private final RefusalLedger refusals;
  private final Clauses clauses;

  /**
   * Makes a gate for a project.
   *
   * @param project the folder that holds {@code proofs/} and {@code src/}
   * @param out gets what the user should read
   */
  public ClauseGate(Path project, Consumer<String> out) {
    this(project, OpenJml.Search.ofThisMachine(), out);
  }

  ClauseGate(Path project, OpenJml.Search search, Consumer<String> out) {
    this.project = project;
    this.search = search;
    this.out = out;
    this.sources = new ProofSources(project);
    this.manifest = ProofManifest.read(project);
    this.ledger = ClauseLedger.read(project);
    this.refusals = RefusalLedger.read(project);
    this.clauses = new Clauses(sources, manifest);
  }

  /** Says what was measured, and what has changed since. */
  public void report() {
    out.accept(new ClauseTable(ledger, refusals).summary());
    long before =
        refusals.entries().entrySet().stream()
            .filter(each -> !isOf(each.getKey(), each.getValue().sources()))
            .count();
    if (before > 0) {
      out.accept("the walks saw " + before + " classes before a change; " + WALK);
    }
    ledger
        .entries()
        .forEach(
            (type, entry) -> {
              if (!isOf(type, entry.sources())) {
                out.accept("clauses of " + type + " were measured before a change; " + RECORD);
              }
            });
    long missing =
        clauses.types().stream()
            .filter(type -> !clauses.of(type).isEmpty() && !ledger.entries().containsKey(type))
            .count();
    if (missing > 0) {
      out.accept("clauses not measured yet of " + missing + " classes");
    }
  }

  /** Whether a record is of the class as it is now. */
  private boolean isOf(String type, String digest) {
    return clauses.types().contains(type) && digest.equals(sources.digest(type));
  }

  /** The table, as {@code proofs/strength/CLAUSES.md} must have it. */
  public String table() {
    return new ClauseTable(ledger, refusals).text();
  }

  /**
   * Asks about parts that have no verdict for the present sources, and records it, in the table
   * too.
   *
   * @param classes whose names match, the whole of them
   * @return what went wrong, one text each
   */
  public List<String> ask(String classes, StrengthGate.Limits limits) {
    Pins pins = Pins.read(project);
    Optional<OpenJml> tool = OpenJml.find(pins, search, out);
    if (tool.isEmpty()) {
      return List.of("no OpenJML was found, so no clause can be left out");
    }
    Prover prover = new Prover(project, tool.get(), pins);
    List<String> problems = new Canaries(manifest.canaries()).problems(prover);
    if (!problems.isEmpty()) {
      return problems;
    }
    Bodies bodies = new Bodies(project.resolve(ProofSources.ROOT));
    ClauseProver asking =
        new ClauseProver(
            new CopyProver(project, sources, prover, pins, limits.seconds()),
            bodies,
            clauses,
            new Mutants(bodies, sources, manifest),
            StrengthLedger.read(project),
            Ledger.read(project));
    ledger.entries().entrySet().removeIf(each -> !isOf(each.getKey(), each.getValue().sources()));
    Map<Clause, ClauseLedger.Verdict> verdicts = new HashMap<>();
    List<Clause> open = new ArrayList<>();
    for (String type : clauses.types()) {
      verdicts.putAll(ledger.verdicts(type, clauses.of(type)));
      clauses.of(type).stream()
          .filter(each -> type.matches(classes))
          .filter(each -> verdicts.get(each) == ClauseLedger.Verdict.NOT_RUN)
          .forEach(open::add);
    }
    int done = 0;
    for (List<Clause> batch : Draw.batches(open, BATCH, limits.most(), out)) {
      verdicts.putAll(asking.verdicts(batch));
      batch.stream()
          .map(Clause::type)
          .distinct()
          .forEach(type -> ledger.entries().put(type, entry(type, verdicts, tool.get(), limits)));
      ledger.write(project); // what is seen is kept, whatever becomes of the rest
      done += batch.size();
      out.accept("clauses: " + done + " of " + open.size() + " parts");
    }
    new ClauseTable(ledger, refusals).write(project);
    return List.of();
  }

  private ClauseLedger.Entry entry(
      String type,
      Map<Clause, ClauseLedger.Verdict> verdicts,
      OpenJml tool,
      StrengthGate.Limits limits) {
    StringBuilder letters = new StringBuilder();
    List<String> unnoticed = new ArrayList<>();
    for (Clause clause : clauses.of(type)) {
      ClauseLedger.Verdict verdict = verdicts.getOrDefault(clause, ClauseLedger.Verdict.NOT_RUN);
      letters.append(verdict.letter);
      if (verdict == ClauseLedger.Verdict.NOTHING) {
        unnoticed.add(clause.id());
      }
    }
    return new ClauseLedger.Entry(
        ClauseLedger.digest(clauses.of(type)),
        sources.digest(type),
        tool.version(),
        tool.solver(),
        LocalDate.now(ZoneOffset.UTC).toString(),
        limits.seconds(),
        letters.toString(),
        unnoticed);
  }
}
