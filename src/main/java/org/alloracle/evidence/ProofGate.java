package org.alloracle.evidence;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
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
    Map<String, Prover.Pass> ends = ends(prover, changed.keySet());
    List<Callable<List<String>>> jobs = new ArrayList<>();
    for (List<String> group : groups(changed.keySet())) {
      jobs.add(
          () -> {
            List<String> said = new ArrayList<>();
            List<Prover.Pass> passes = passes(prover, group, false, budget(group));
            for (int i = 0; i < group.size(); i++) {
              String name = group.get(i);
              List<String> failed = new ArrayList<>(passes.get(i).problems());
              failed.addAll(of(ends, name).problems());
              if (failed.isEmpty()) {
                said.add(
                    String.format(
                        "%s %s. Proved again just now (%d methods): record it with %s",
                        name, changed.get(name), passes.get(i).methods().size(), RECORD));
              } else {
                said.add(name + " " + changed.get(name) + ". It does not prove:");
                said.addAll(failed);
              }
            }
            return said;
          });
    }
    return Prover.inParallel(jobs);
  }

  private List<String> prove(Prover prover, OpenJml openJml, Set<String> classes) {
    long deadline = System.nanoTime() + Duration.ofMinutes(pins.feasibilityMinutes()).toNanos();
    Map<String, Prover.Pass> ends = ends(prover, classes);
    List<Callable<List<String>>> jobs = new ArrayList<>();
    for (List<String> group : groups(classes)) {
      jobs.add(
          () -> {
            List<String> problems = new ArrayList<>();
            List<Prover.Pass> proofs = passes(prover, group, false, budget(group));
            List<Proved> proved = new ArrayList<>();
            for (int i = 0; i < group.size(); i++) {
              String name = group.get(i);
              if (sound(name, problems, proofs.get(i), of(ends, name))) {
                proved.add(new Proved(name, proofs.get(i), of(ends, name)));
              }
            }
            List<String> rest = proved.stream().map(Proved::name).toList();
            Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            List<Prover.Pass> feasible = passes(prover, rest, true, left);
            for (int i = 0; i < rest.size(); i++) {
              if (sound(rest.get(i), problems, feasible.get(i))) {
                record(proved.get(i), feasible.get(i), openJml);
              }
            }
            return problems;
          });
    }
    return Prover.inParallel(jobs);
  }

  /** Whether the recursion in classes ends, the slowest first. */
  private Map<String, Prover.Pass> ends(Prover prover, Set<String> classes) {
    Map<String, Prover.Pass> ends = new ConcurrentHashMap<>();
    Set<String> recursive = new TreeSet<>(classes);
    recursive.removeIf(name -> recursion.of(name).isEmpty());
    List<Callable<List<String>>> jobs = new ArrayList<>();
    for (List<String> group : new ProofGroups(recursive, this::lastEnd).slowestFirst()) {
      jobs.add(
          () -> {
            ends.putAll(recursion.prove(prover, group, budget(group)));
            return List.of();
          });
    }
    Prover.inParallel(jobs);
    return ends;
  }

  private static Prover.Pass of(Map<String, Prover.Pass> passes, String name) {
    return passes.getOrDefault(name, Prover.Pass.NOTHING);
  }

  private record Proved(String name, Prover.Pass proof, Prover.Pass ends) {}

  /** Whether passes have no problem; otherwise it is added, and the class leaves the ledger. */
  private boolean sound(String name, List<String> problems, Prover.Pass... passes) {
    boolean sound = true;
    for (Prover.Pass pass : passes) {
      sound &= pass.problems().isEmpty();
      problems.addAll(pass.problems());
    }
    if (!sound) {
      synchronized (ledger) {
        ledger.entries().remove(name);
      }
    }
    return sound;
  }

  private void record(Proved proved, Prover.Pass feasible, OpenJml openJml) {
    String name = proved.name();
    Ledger.Entry entry =
        new Ledger.Entry(
            sources.digests(name),
            openJml.version(),
            openJml.solver(),
            LocalDate.now(ZoneOffset.UTC).toString(),
            String.join(" ", pins.options()),
            proved.proof().seconds(),
            feasible.seconds(),
            proved.ends().seconds());
    synchronized (ledger) {
      ledger.entries().put(name, entry);
      ledger.write(project); // what is shown is kept, whatever becomes of the rest
    }
    out.accept(
        String.format(
            "proved %s: %d methods, %.1f s; feasible %d, in %.1f s",
            name,
            entry.proved().size(),
            Ledger.sum(entry.proved()),
            entry.feasible().size(),
            Ledger.sum(entry.feasible())));
  }

  /** What a pass shows of each class of a group; of those without methods for it, nothing. */
  private List<Prover.Pass> passes(
      Prover prover, List<String> group, boolean feasibility, Duration budget) {
    Map<String, Prover.Pass> shown = new HashMap<>();
    List<Prover.Task> tasks =
        group.stream()
            .map(name -> task(name, feasibility))
            .filter(task -> !feasibility || !task.expected().isEmpty())
            .toList();
    if (!tasks.isEmpty()) {
      List<Prover.Pass> passes = prover.prove(tasks, ProofSources.ROOT, feasibility, budget);
      for (int i = 0; i < tasks.size(); i++) {
        shown.put(tasks.get(i).name(), passes.get(i));
      }
    }
    return group.stream().map(name -> of(shown, name)).toList();
  }

  private Prover.Task task(String name, boolean feasibility) {
    Set<String> all = manifest.classes().getOrDefault(name, Set.of());
    Set<String> expected = feasibility ? manifest.feasible(name) : all;
    Set<String> ignored = ignored(name);
    ignored.addAll(all);
    ignored.removeAll(expected);
    return new Prover.Task(name, sources.file(name), expected, ignored);
  }

  private Duration budget(List<String> group) {
    int methods =
        group.stream().mapToInt(it -> manifest.classes().getOrDefault(it, Set.of()).size()).sum();
    return Duration.ofSeconds(60L + (long) methods * pins.secondsPerMethod());
  }

  /** What is proved in one call each, the slowest first. */
  private List<List<String>> groups(Set<String> classes) {
    return new ProofGroups(classes, this::lastTime).slowestFirst();
  }

  private double lastTime(String name) {
    Ledger.Entry entry = ledger.entries().get(name);
    return entry == null
        ? ProofGroups.UNKNOWN
        : Ledger.sum(entry.proved()) + Ledger.sum(entry.feasible());
  }

  private double lastEnd(String name) {
    Ledger.Entry entry = ledger.entries().get(name);
    return entry == null ? ProofGroups.UNKNOWN : Ledger.sum(entry.ends());
  }
}
