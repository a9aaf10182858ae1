package org.alloracle.evidence;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Holds the sources, the manifest and the ledger of the proofs against each other, and against what
 * OpenJML says where there is one.
 */
public final class ProofGate {
  private static final String RECORD = "mvn -B verify -Pprove";

  /** How much to prove. */
  public enum Mode {
    /** Run the canaries, and prove what changed, but record nothing. */
    CHECK,
    /** Prove what the ledger does not cover, and record it. */
    CHANGED,
    /** Prove everything, and record it. */
    ALL
  }

  private final Path project;
  private final Function<String, Set<String>> declared;
  private final OpenJml.Search search;
  private final Consumer<String> out;
  private final ProofSources sources;
  private final ProofManifest manifest;
  private final Pins pins;
  private final Ledger ledger;
  private final Recursion recursion;

  /**
   * Makes a gate for a project whose classes are on the class path.
   *
   * @param project the folder that holds {@code proofs/} and {@code src/}
   * @param out gets what the user should read
   */
  public ProofGate(Path project, Consumer<String> out) {
    this(project, DeclaredMethods::toProve, OpenJml.Search.ofThisMachine(), out);
  }

  ProofGate(
      Path project,
      Function<String, Set<String>> declared,
      OpenJml.Search search,
      Consumer<String> out) {
    this.project = project;
    this.declared = declared;
    this.search = search;
    this.out = out;
    this.sources = new ProofSources(project);
    this.manifest = ProofManifest.read(project);
    this.pins = Pins.read(project);
    this.ledger = Ledger.read(project);
    this.recursion = new Recursion(sources);
  }

  /** What is wrong, one text each; empty if the proofs stand. */
  public List<String> run(Mode mode) {
    List<String> problems = new ArrayList<>(sources.violations());
    problems.addAll(recursion.problems());
    problems.addAll(unlisted());
    for (String name : manifest.classes().keySet()) {
      if (sources.classes().contains(name)) {
        problems.addAll(sources.softFrames(name));
      }
    }
    if (!problems.isEmpty()) {
      return problems;
    }
    notYet("NOT PROVED YET", manifest.open()).forEach(out);
    notYet("FEASIBILITY NOT SEEN YET", manifest.feasibilityOpen()).forEach(out);
    Optional<OpenJml> tool = OpenJml.find(pins, search, out);
    if (tool.isEmpty()) {
      out.accept("proofs not re-checked here: " + ledger.lastProved());
      if (mode != Mode.CHECK) {
        problems.add("no OpenJML was found, so nothing can be proved");
      }
      problems.addAll(outOfDate());
      return problems;
    }
    OpenJml openJml = tool.get();
    out.accept("OpenJML " + openJml.version() + " with " + openJml.solver());
    Prover prover = new Prover(project, openJml, pins);
    problems.addAll(new Canaries(manifest.canaries()).problems(prover));
    if (!problems.isEmpty()) {
      return problems;
    }
    if (mode == Mode.CHECK) {
      return changed().isEmpty() ? outOfDate() : provedAgain(prover);
    }
    Set<String> classes = mode == Mode.ALL ? manifest.classes().keySet() : changed().keySet();
    problems.addAll(prove(prover, openJml, classes));
    ledger.entries().keySet().retainAll(manifest.classes().keySet());
    ledger.write(project);
    problems.addAll(outOfDate());
    return problems;
  }

  /** Every method must be in the manifest: what is not listed is not proved. */
  private List<String> unlisted() {
    List<String> problems = new ArrayList<>();
    for (String name : sources.classes()) {
      Set<String> missing = new TreeSet<>(declared.apply(name));
      missing.removeAll(manifest.classes().getOrDefault(name, Set.of()));
      missing.removeAll(ignored(name));
      if (!missing.isEmpty()) {
        problems.add(ProofManifest.FILE + " does not list, of " + name + ": " + quoted(missing));
      }
    }
    for (String name : manifest.classes().keySet()) {
      if (!sources.classes().contains(name)) {
        problems.add(ProofManifest.FILE + " lists " + name + ", which has no source");
      }
    }
    return problems;
  }

  /** What is open, a line for each package; the manifest names the methods. */
  private static List<String> notYet(String what, Map<String, Set<String>> open) {
    Map<String, List<String>> packages = new TreeMap<>();
    open.forEach(
        (name, methods) -> {
          int dot = name.lastIndexOf('.');
          packages
              .computeIfAbsent(name.substring(0, dot), any -> new ArrayList<>())
              .add(name.substring(dot + 1) + " " + methods.size());
        });
    return packages.entrySet().stream()
        .map(e -> what + ", methods: " + e.getKey() + ": " + String.join(", ", e.getValue()))
        .toList();
  }

  private static String quoted(Set<String> methods) {
    return "\"" + String.join("\", \"", methods) + "\"";
  }

  private Set<String> ignored(String name) {
    Set<String> ignored = new TreeSet<>(manifest.open().getOrDefault(name, Set.of()));
    for (String full : manifest.enumerated().keySet()) {
      if (full.startsWith(name + ".")) {
        ignored.add(full.substring(name.length() + 1));
      }
    }
    return ignored;
  }

  /** The classes that the ledger does not cover as they are now, and why. */
  private Map<String, String> changed() {
    Map<String, String> changed = new TreeMap<>();
    manifest
        .classes()
        .forEach(
            (name, methods) -> {
              Ledger.Entry entry = ledger.entries().get(name);
              if (entry == null) {
                changed.put(name, "was never proved");
              } else if (!entry.sources().equals(sources.digests(name))) {
                changed.put(name, differing(entry.sources(), sources.digests(name)));
              } else if (!entry.options().equals(String.join(" ", pins.options()))) {
                changed.put(name, "was proved with other options");
              } else if (!entry.proved().keySet().equals(methods)
                  || !entry.feasible().keySet().equals(manifest.feasible(name))
                  || !entry.ends().keySet().equals(recursion.of(name))) {
                changed.put(name, "was proved with another list of methods");
              }
            });
    return changed;
  }

  private static String differing(Map<String, String> then, Map<String, String> now) {
    Set<String> names = new TreeSet<>();
    then.forEach(
        (name, digest) -> names.addAll(digest.equals(now.get(name)) ? Set.of() : Set.of(name)));
    now.keySet().stream().filter(name -> !then.containsKey(name)).forEach(names::add);
    return "was proved before a change of " + String.join(", ", names);
  }

  /** What the ledger does not cover, and what it covers in vain. */
  private List<String> outOfDate() {
    List<String> problems = new ArrayList<>();
    changed().forEach((name, why) -> problems.add(name + " " + why + "; run: " + RECORD));
    for (String name : ledger.entries().keySet()) {
      if (!manifest.classes().containsKey(name)) {
        problems.add(
            Ledger.FILE + " has " + name + ", which the manifest does not; run: " + RECORD);
      }
    }
    return problems;
  }

  private List<String> provedAgain(Prover prover) {
    Map<String, String> changed = changed();
    List<Callable<List<String>>> jobs = new ArrayList<>();
    changed.forEach(
        (name, why) ->
            jobs.add(
                () -> {
                  Prover.Pass pass = pass(prover, name, false, budget(name));
                  List<String> said = new ArrayList<>();
                  List<String> failed = new ArrayList<>(pass.problems());
                  failed.addAll(recursion.prove(prover, name, budget(name)).problems());
                  if (failed.isEmpty()) {
                    said.add(
                        String.format(
                            "%s %s. Proved again just now (%d methods): record it with %s",
                            name, why, pass.methods().size(), RECORD));
                  } else {
                    said.add(name + " " + why + ". It does not prove:");
                    said.addAll(failed);
                  }
                  return said;
                }));
    return Prover.inParallel(jobs);
  }

  private List<String> prove(Prover prover, OpenJml openJml, Set<String> classes) {
    long deadline = System.nanoTime() + Duration.ofMinutes(pins.feasibilityMinutes()).toNanos();
    List<Callable<List<String>>> jobs = new ArrayList<>();
    for (String name : slowestFirst(classes)) {
      jobs.add(
          () -> {
            Prover.Pass proof = pass(prover, name, false, budget(name));
            if (!proof.problems().isEmpty()) {
              return forget(name, proof.problems());
            }
            Prover.Pass ends = recursion.prove(prover, name, budget(name));
            if (!ends.problems().isEmpty()) {
              return forget(name, ends.problems());
            }
            Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            Prover.Pass feasible =
                manifest.feasible(name).isEmpty()
                    ? new Prover.Pass(Map.of(), List.of(), List.of())
                    : pass(prover, name, true, left);
            if (!feasible.problems().isEmpty()) {
              return forget(name, feasible.problems());
            }
            record(name, openJml, proof, feasible, ends);
            return List.of();
          });
    }
    return Prover.inParallel(jobs);
  }

  private List<String> forget(String name, List<String> problems) {
    synchronized (ledger) {
      ledger.entries().remove(name);
    }
    return problems;
  }

  private void record(
      String name, OpenJml openJml, Prover.Pass proof, Prover.Pass feasible, Prover.Pass ends) {
    Ledger.Entry entry =
        new Ledger.Entry(
            sources.digests(name),
            openJml.version(),
            openJml.solver(),
            LocalDate.now(ZoneOffset.UTC).toString(),
            String.join(" ", pins.options()),
            proof.seconds(),
            feasible.seconds(),
            ends.seconds());
    synchronized (ledger) {
      ledger.entries().put(name, entry);
      ledger.write(project); // what is shown is kept, whatever becomes of the rest
    }
    out.accept(
        String.format(
            "proved %s: %d methods, %.1f s; feasible %d, in %.1f s",
            name,
            entry.proved().size(),
            sum(entry.proved()),
            entry.feasible().size(),
            sum(entry.feasible())));
  }

  private Prover.Pass pass(Prover prover, String name, boolean feasibility, Duration budget) {
    Set<String> all = manifest.classes().getOrDefault(name, Set.of());
    Set<String> expected = feasibility ? manifest.feasible(name) : all;
    Set<String> ignored = ignored(name);
    ignored.addAll(all);
    ignored.removeAll(expected);
    return prover.prove(
        name, sources.file(name), ProofSources.ROOT, expected, ignored, feasibility, budget);
  }

  private Duration budget(String name) {
    int methods = manifest.classes().getOrDefault(name, Set.of()).size();
    return Duration.ofSeconds(60L + (long) methods * pins.secondsPerMethod());
  }

  private List<String> slowestFirst(Set<String> classes) {
    return classes.stream().sorted((a, b) -> Double.compare(lastTime(b), lastTime(a))).toList();
  }

  private double lastTime(String name) {
    Ledger.Entry entry = ledger.entries().get(name);
    return entry == null ? Double.MAX_VALUE : sum(entry.proved()) + sum(entry.feasible());
  }

  private static double sum(Map<String, Double> seconds) {
    return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
