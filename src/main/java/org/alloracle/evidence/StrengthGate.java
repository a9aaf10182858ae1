package org.alloracle.evidence;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.alloracle.evidence.mutation.Bodies;
import org.alloracle.evidence.mutation.Mutant;

/**
 * How much the contracts of the proved classes notice: wrong code must be refuted by the prover, or
 * be listed with the reason why it is not wrong.
 */
public final class StrengthGate {
  private static final String RECORD = "mvn -B verify -Pstrength";
  private static final int ONE_IN = 20;
  private static final int BATCH = 60;

  /** How much to run. */
  public enum Mode {
    /** Nothing; hold the recorded verdicts and the listed survivors against the sources. */
    CHECK,
    /** One mutant in twenty, always the same ones; record nothing. */
    SAMPLE,
    /** All mutants that have no verdict yet, and record them. */
    ALL
  }

  /**
   * How long.
   *
   * @param seconds the limit of each question to the solver
   * @param most the time after which no run of the prover is begun
   */
  public record Limits(int seconds, Duration most) {}

  private final Path project;
  private final OpenJml.Search search;
  private final Consumer<String> out;
  private final ProofSources sources;
  private final ProofManifest manifest;
  private final StrengthLedger ledger;
  private final Survivors survivors;
  private final Bodies bodies;
  private final Mutants mutants;

  /**
   * Makes a gate for a project.
   *
   * @param project the folder that holds {@code proofs/} and {@code src/}
   * @param out gets what the user should read
   */
  public StrengthGate(Path project, Consumer<String> out) {
    this(project, OpenJml.Search.ofThisMachine(), out);
  }

  StrengthGate(Path project, OpenJml.Search search, Consumer<String> out) {
    this.project = project;
    this.search = search;
    this.out = out;
    this.sources = new ProofSources(project);
    this.manifest = ProofManifest.read(project);
    this.ledger = StrengthLedger.read(project);
    this.survivors = Survivors.read(project);
    this.bodies = new Bodies(project.resolve(ProofSources.ROOT));
    this.mutants = new Mutants(bodies, sources, manifest);
  }

  /** What is wrong, one text each; empty if every verdict stands. */
  public List<String> run(Mode mode, Limits limits) {
    List<String> problems = new ArrayList<>(survivors.problems());
    problems.addAll(stale());
    if (mode != Mode.CHECK && problems.isEmpty()) {
      problems.addAll(ask(mode, limits));
    }
    problems.addAll(unlisted());
    out.accept(new StrengthTable(ledger, survivors).summary());
    notMeasured().forEach(out);
    return problems;
  }

  /** The table of the verdicts, as {@code proofs/strength/RESULTS.md} must have it. */
  public String table() {
    return new StrengthTable(ledger, survivors).text();
  }

  private List<String> ask(Mode mode, Limits limits) {
    Pins pins = Pins.read(project);
    Optional<OpenJml> tool = OpenJml.find(pins, search, out);
    if (tool.isEmpty()) {
      return List.of("no OpenJML was found, so no mutant can be refuted");
    }
    Prover prover = new Prover(project, tool.get(), pins);
    List<String> problems = new Canaries(manifest.canaries()).problems(prover);
    if (!problems.isEmpty()) {
      return problems;
    }
    CopyProver copies = new CopyProver(project, sources, prover, pins, limits.seconds());
    MutantProver mutantProver = new MutantProver(copies, bodies);
    if (mode == Mode.SAMPLE) {
      return sample(mutantProver, limits);
    }
    all(mutantProver, tool.get(), limits);
    return List.of();
  }

  /** Listed survivors that are no mutants any more. */
  private List<String> stale() {
    List<String> problems = new ArrayList<>();
    survivors
        .all()
        .forEach(
            (type, ids) -> {
              Set<String> gone = new LinkedHashSet<>(ids);
              mutants.of(type).forEach(mutant -> gone.remove(mutant.id()));
              for (String id : gone) {
                problems.add(Survivors.FILE + " has what is no mutant: " + type + "." + id);
              }
            });
    return problems;
  }

  /** Recorded survivors that are not listed, and mutants that are, but were refuted. */
  private List<String> unlisted() {
    List<String> problems = new ArrayList<>();
    for (String type : mutants.types()) {
      ledger
          .verdicts(type, mutants.of(type))
          .forEach(
              (mutant, verdict) ->
                  problems.addAll(unlisted(new MutantCase(type, mutant), verdict)));
    }
    return problems;
  }

  private List<String> unlisted(MutantCase each, Verdict verdict) {
    boolean listed = survivors.lists(each.type(), each.mutant().id());
    if (verdict.kind() == Verdict.Kind.SURVIVED && !listed) {
      int line = MutantProver.line(sources.text(each.type()), each.mutant().from());
      return List.of(each.id() + ": survives, in line " + line + "; say why in " + Survivors.FILE);
    }
    if (verdict.kind() == Verdict.Kind.REFUTED && listed) {
      return List.of(each.id() + ": is refuted; take it off " + Survivors.FILE);
    }
    return List.of();
  }

  private List<String> notMeasured() {
    List<String> said = new ArrayList<>();
    Set<String> missing = new TreeSet<>(mutants.types());
    missing.removeIf(type -> mutants.of(type).isEmpty());
    ledger
        .entries()
        .forEach(
            (type, entry) -> {
              missing.remove(type);
              if (!mutants.types().contains(type)
                  || !entry.sources().equals(mutants.sources(type))) {
                said.add("strength of " + type + " was measured before a change; run: " + RECORD);
              }
            });
    if (!missing.isEmpty()) {
      said.add("strength not measured yet of " + missing.size() + " classes");
    }
    return said;
  }

  private List<String> sample(MutantProver prover, Limits limits) {
    List<MutantCase> sample = new ArrayList<>();
    for (MutantCase each : mutants.cases()) {
      boolean listed = survivors.lists(each.type(), each.mutant().id());
      if (!listed && Draw.number(each.id()) % ONE_IN == 0) {
        sample.add(each);
      }
    }
    Map<Verdict.Kind, Integer> counts = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (List<MutantCase> batch : Draw.batches(sample, BATCH, limits.most(), out)) {
      prover
          .verdicts(batch)
          .forEach(
              (each, verdict) -> {
                counts.merge(verdict.kind(), 1, Integer::sum);
                problems.addAll(unlisted(each, verdict));
              });
    }
    out.accept("strength: a sample of " + sample.size() + " mutants: " + counts);
    return problems;
  }

  private void all(MutantProver prover, OpenJml tool, Limits limits) {
    ledger
        .entries()
        .entrySet()
        .removeIf(
            entry ->
                !mutants.types().contains(entry.getKey())
                    || !entry.getValue().sources().equals(mutants.sources(entry.getKey())));
    Map<MutantCase, Verdict> verdicts = new HashMap<>();
    for (String type : mutants.types()) {
      ledger
          .verdicts(type, mutants.of(type))
          .forEach((mutant, verdict) -> verdicts.put(new MutantCase(type, mutant), verdict));
    }
    List<MutantCase> open = new ArrayList<>(mutants.inOrder());
    open.removeIf(each -> verdict(verdicts, each).kind() != Verdict.Kind.NOT_RUN);
    int done = 0;
    for (List<MutantCase> batch : Draw.batches(open, BATCH, limits.most(), out)) {
      Map<MutantCase, Verdict> seen = prover.verdicts(batch);
      verdicts.putAll(seen);
      seen.keySet().stream()
          .map(MutantCase::type)
          .distinct()
          .forEach(type -> ledger.entries().put(type, entry(type, verdicts, tool, limits)));
      ledger.write(project); // what is seen is kept, whatever becomes of the rest
      done += batch.size();
      out.accept("strength: " + done + " of " + open.size() + " mutants");
      seen.forEach(
          (each, verdict) -> {
            if (verdict.kind() == Verdict.Kind.UNDECIDED) {
              out.accept(each.id() + ": undecided: " + verdict.by());
            }
          });
    }
  }

  private static Verdict verdict(Map<MutantCase, Verdict> verdicts, MutantCase each) {
    return verdicts.getOrDefault(each, Verdict.of(Verdict.Kind.NOT_RUN));
  }

  private StrengthLedger.Entry entry(
      String type, Map<MutantCase, Verdict> verdicts, OpenJml tool, Limits limits) {
    Map<String, List<Verdict>> methods = new TreeMap<>();
    List<String> survived = new ArrayList<>();
    for (Mutant mutant : mutants.of(type)) {
      Verdict verdict = verdict(verdicts, new MutantCase(type, mutant));
      methods.computeIfAbsent(mutant.method(), any -> new ArrayList<>()).add(verdict);
      if (verdict.kind() == Verdict.Kind.SURVIVED) {
        survived.add(mutant.id());
      }
    }
    return new StrengthLedger.Entry(
        StrengthLedger.digest(mutants.of(type).stream().map(Mutant::id).toList()),
        mutants.sources(type),
        tool.version(),
        tool.solver(),
        LocalDate.now(ZoneOffset.UTC).toString(),
        limits.seconds(),
        survived,
        methods);
  }
}
