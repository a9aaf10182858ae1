package org.alloracle.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether the proofs hang on the solver's luck: what OpenJML asks of it is written down and asked
 * again, under other seeds and of other versions.
 */
public final class StabilityGate {
  private static final String RECORD = "mvn -B verify -Pstability";

  /**
   * How much to ask.
   *
   * @param seeds of OpenJML's own solver, from 0; of others there is one
   * @param seconds the limit of each question
   * @param most the time after which no class is begun
   */
  public record Limits(int seeds, int seconds, Duration most) {}

  private final Path project;
  private final Consumer<String> out;
  private final ProofSources sources;
  private final ProofManifest manifest;
  private final StabilityLedger ledger;

  /**
   * Makes a gate for a project.
   *
   * @param project the folder that holds {@code proofs/} and {@code src/}
   * @param out gets what the user should read
   */
  public StabilityGate(Path project, Consumer<String> out) {
    this.project = project;
    this.out = out;
    this.sources = new ProofSources(project);
    this.manifest = ProofManifest.read(project);
    this.ledger = StabilityLedger.read(project);
  }

  /** Says what was measured, and what has changed since. */
  public void report() {
    new StabilityTable(ledger, manifest).summary().forEach(out);
    Set<String> missing = new HashSet<>(manifest.classes().keySet());
    missing.removeAll(ledger.entries().keySet());
    ledger
        .entries()
        .forEach(
            (type, entry) -> {
              if (!entry.sources().equals(sources.digest(type))) {
                out.accept("stability of " + type + " was measured before a change; " + RECORD);
              }
            });
    if (!missing.isEmpty()) {
      out.accept("stability not measured yet of " + missing.size() + " classes");
    }
  }

  /** The table, as {@code proofs/strength/STABILITY.md} must have it. */
  public String table() {
    return new StabilityTable(ledger, manifest).text();
  }

  /** What no seed or solver may leave unproved, but did; one text each. */
  public List<String> flips() {
    return new StabilityTable(ledger, manifest).flips();
  }

  /**
   * Asks what was not asked of the present sources, and records it.
   *
   * @param solver the program that OpenJML's own questions are given to
   * @param others programs of other versions
   * @param classes whose names match, the whole of them
   * @return what went wrong, one text each
   */
  public List<String> ask(Path solver, List<Path> others, String classes, Limits limits) {
    Pins pins = Pins.read(project);
    Optional<OpenJml> tool = OpenJml.find(pins, OpenJml.Search.ofThisMachine(), out);
    if (tool.isEmpty()) {
      return List.of("no OpenJML was found, so there is nothing to ask");
    }
    Map<Solver, Integer> seeds = new TreeMap<>((a, b) -> a.version().compareTo(b.version()));
    others.forEach(each -> seeds.put(Solver.at(each), 1));
    seeds.put(Solver.at(solver), limits.seeds());
    Run run =
        new Run(new Prover(project, tool.get(), pins), pins, tool.get().version(), seeds, limits);
    ledger.entries().keySet().retainAll(manifest.classes().keySet());
    ledger
        .entries()
        .entrySet()
        .removeIf(e -> !e.getValue().sources().equals(sources.digest(e.getKey())));
    Set<String> open = new HashSet<>(manifest.classes().keySet());
    open.removeIf(type -> !type.matches(classes) || run.missing(type).isEmpty());
    Ledger times = Ledger.read(project);
    List<Callable<List<String>>> jobs = new ArrayList<>();
    for (List<String> group : new ProofGroups(open, times::seconds).slowestFirst()) {
      jobs.add(() -> run.ask(group));
    }
    try {
      return Lanes.run(jobs, "asking").stream().flatMap(List::stream).toList();
    } catch (ExecutionException e) {
      throw new EvidenceException("a solver could not be asked: " + e.getCause(), e);
    }
  }

  /** Questions of one session. */
  private final class Run {
    private final Prover prover;
    private final Pins pins;
    private final String version;
    private final Map<Solver, Integer> seeds;
    private final Limits limits;
    private final long deadline;

    private Run(
        Prover prover, Pins pins, String version, Map<Solver, Integer> seeds, Limits limits) {
      this.prover = prover;
      this.pins = pins;
      this.version = version;
      this.seeds = seeds;
      this.limits = limits;
      this.deadline = System.nanoTime() + limits.most().toNanos();
    }

    /**
     * Solvers that were not asked, under as many seeds, about each method of a class; or whose
     * answer did not come in time, for the machine may have been busy.
     */
    private List<Solver> missing(String type) {
      return seeds.keySet().stream()
          .filter(
              solver ->
                  methods(type).stream()
                      .anyMatch(method -> open(said(type, solver, method), solver).length > 0))
          .toList();
    }

    /** What a solver said of a method, a letter for each seed. */
    private String said(String type, Solver solver, String method) {
      synchronized (ledger) {
        StabilityLedger.Entry entry = ledger.entries().get(type);
        return entry == null
            ? ""
            : entry.solvers().getOrDefault(solver.version(), Map.of()).getOrDefault(method, "");
      }
    }

    /** The seeds that are still to be asked. */
    private int[] open(String said, Solver solver) {
      return IntStream.range(0, seeds.getOrDefault(solver, 0))
          .filter(seed -> seed >= said.length() || said.charAt(seed) == Solver.Answer.LATE.letter)
          .toArray();
    }

    private List<String> ask(List<String> group) {
      if (System.nanoTime() >= deadline) {
        return List.of();
      }
      List<String> problems = new ArrayList<>();
      try (Scratch scratch = Scratch.named("alloracle-queries")) {
        write(group, scratch.folder());
        for (String type : group) {
          Map<String, Path> queries = queries(type, scratch.folder());
          Set<String> lost = new HashSet<>(methods(type));
          lost.removeAll(queries.keySet());
          if (lost.isEmpty()) {
            record(type, queries);
          } else {
            problems.add(type + ": OpenJML wrote no question for " + String.join(", ", lost));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return problems;
    }

    /** Has OpenJML write what it asks; its own answers are the gate's matter. */
    private void write(Collection<String> group, Path folder) {
      List<String> options = new ArrayList<>(pins.options(false));
      options.add("--smt=" + folder + "/%%.smt2");
      int methods = group.stream().mapToInt(type -> methods(type).size()).sum();
      prover.run(
          group.stream().map(sources::file).toList(),
          ProofSources.ROOT.toString(),
          options,
          group.stream().map(type -> type + ".*").toList(),
          false,
          Duration.ofSeconds(60L + 60L * methods));
    }

    private Set<String> methods(String type) {
      return manifest.classes().getOrDefault(type, Set.of());
    }

    private Map<String, Path> queries(String type, Path folder) throws IOException {
      Map<String, Path> queries = new TreeMap<>();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          String name = String.valueOf(file.getFileName()).replaceAll("\\.smt2$", "");
          if (name.startsWith(type + ".")) {
            String method = Prover.simple(name.substring(type.length() + 1));
            if (methods(type).contains(method)) {
              queries.put(method, file);
            }
          }
        }
      }
      return queries;
    }

    private void record(String type, Map<String, Path> queries) {
      Map<String, Map<String, String>> solvers = new TreeMap<>();
      synchronized (ledger) {
        StabilityLedger.Entry old = ledger.entries().get(type);
        solvers.putAll(old == null ? Map.of() : old.solvers());
      }
      for (Solver solver : missing(type)) {
        Map<String, String> answers = new TreeMap<>();
        queries.forEach(
            (method, query) ->
                answers.put(method, answers(said(type, solver, method), solver, query)));
        solvers.put(solver.version(), answers);
      }
      String today = LocalDate.now(ZoneOffset.UTC).toString();
      synchronized (ledger) {
        ledger
            .entries()
            .put(
                type,
                new StabilityLedger.Entry(
                    sources.digest(type), version, today, limits.seconds(), solvers));
        ledger.write(project); // what is seen is kept, whatever becomes of the rest
      }
      out.accept("stability of " + type + ": " + queries.size() + " methods");
    }

    private String answers(String said, Solver solver, Path query) {
      StringBuilder letters = new StringBuilder(said);
      for (int seed : open(said, solver)) {
        letters.setLength(Math.max(letters.length(), seed + 1));
        letters.setCharAt(seed, solver.ask(query, seed, limits.seconds()).letter);
      }
      return letters.toString();
    }
  }
}
