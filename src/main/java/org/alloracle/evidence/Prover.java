package org.alloracle.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** Calls OpenJML, and holds what it shows against what it must. */
final class Prover {
  private static final List<String> NOT_INHERITED =
      List.of("JDK_JAVAC_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

  private final Path project;
  private final OpenJml tool;
  private final Pins pins;

  Prover(Path project, OpenJml tool, Pins pins) {
    this.project = project.toAbsolutePath();
    this.tool = tool;
    this.pins = pins;
  }

  /**
   * What one pass showed of one class: a result for each method, and what is wrong, if anything.
   */
  record Pass(Map<String, MethodResult> methods, List<String> problems, List<String> errors) {
    static final Pass NOTHING = new Pass(Map.of(), List.of(), List.of());

    /** Seconds for each method. */
    Map<String, Double> seconds() {
      Map<String, Double> seconds = new LinkedHashMap<>();
      methods.forEach((method, result) -> seconds.put(method, result.seconds()));
      return seconds;
    }
  }

  /**
   * What must come through in one class.
   *
   * @param file relative to the project
   * @param expected the exact methods
   * @param ignored methods that may come to anything
   */
  record Task(String name, Path file, Set<String> expected, Set<String> ignored) {

    /**
     * The whole class, or by their names (which overloads share) the methods that must come
     * through.
     */
    private List<String> selection() {
      return ignored.isEmpty()
          ? List.of(name + ".*")
          : expected.stream().map(method -> name + "." + Prover.name(method)).distinct().toList();
    }
  }

  /**
   * Proves classes in one call, for a start takes longer than a small class. One that does not come
   * through is asked again alone, so that neither its result nor its time hangs on another's.
   *
   * @param sourcePath where the classes that they mention are, relative to the project
   * @param budget for the call, and again for each that is asked alone
   * @return what was shown of each class, in their order
   */
  List<Pass> prove(List<Task> tasks, Path sourcePath, boolean feasibility, Duration budget) {
    List<Pass> passes = together(tasks, sourcePath, feasibility, budget);
    for (int i = 0; tasks.size() > 1 && i < tasks.size(); i++) {
      if (!passes.get(i).problems().isEmpty()) {
        passes.set(i, together(List.of(tasks.get(i)), sourcePath, feasibility, budget).get(0));
      }
    }
    return passes;
  }

  /** One call; what came up that belongs to none of the tasks is held against each. */
  private List<Pass> together(
      List<Task> tasks, Path sourcePath, boolean feasibility, Duration budget) {
    ProverOutput output =
        run(
            tasks.stream().map(Task::file).toList(),
            sourcePath.toString(),
            pins.options(feasibility),
            // Without a selection the classes that they depend on are proved along with them.
            tasks.stream().flatMap(task -> task.selection().stream()).toList(),
            feasibility,
            budget);
    List<Pass> passes = new ArrayList<>();
    for (Task task : tasks) {
      Map<String, MethodResult> methods = new LinkedHashMap<>();
      output
          .methods()
          .forEach(
              (full, result) -> {
                Task owner =
                    tasks.stream()
                        .filter(it -> full.startsWith(it.name() + "."))
                        .findAny()
                        .orElse(task);
                String method =
                    simple(
                        full.startsWith(task.name() + ".")
                            ? full.substring(task.name().length() + 1)
                            : full);
                if (owner.equals(task) && !task.ignored().contains(method)) {
                  methods.put(method, result);
                }
              });
      List<String> errors = output.errors();
      List<String> problems = problems(task.name(), task.expected(), methods, feasibility, errors);
      passes.add(new Pass(methods, problems, errors));
    }
    return passes;
  }

  /** A method's name, which overloads share. */
  static String name(String method) {
    return method.replaceAll("\\(.*", "");
  }

  /** The method with its parameters' types as the manifest has them, without their packages. */
  static String simple(String method) {
    return method.replaceAll("([(,])(?:[a-z]\\w*\\.)+", "$1");
  }

  private static List<String> problems(
      String name,
      Set<String> expected,
      Map<String, MethodResult> methods,
      boolean feasibility,
      List<String> errors) {
    List<String> problems = new ArrayList<>();
    String pass = feasibility ? "feasibility pass" : "proof pass";
    for (String method : expected) {
      MethodResult result = methods.get(method);
      if (result == null) {
        problems.add(name + "." + method + ": not completed in the " + pass);
      } else if (result.kind() != MethodResult.Kind.PROVED) {
        String kind = result.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        problems.add(
            name
                + "."
                + method
                + ": "
                + kind
                + " in the "
                + pass
                + "\n    "
                + String.join("\n    ", result.complaint()));
      }
    }
    for (String method : methods.keySet()) {
      if (!expected.contains(method)) {
        problems.add(name + "." + method + ": came up in the " + pass + ", but is not listed");
      }
    }
    if (!problems.isEmpty()) {
      errors.forEach(error -> problems.add(name + ": " + error));
    }
    return problems;
  }

  /** One call for several files; errors say whether the budget ran out. */
  ProverOutput run(List<Path> files, Path sourcePath, boolean feasibility, Duration budget) {
    return run(
        files, sourcePath.toString(), pins.options(feasibility), List.of(), feasibility, budget);
  }

  /**
   * The same with options of one's own.
   *
   * @param sourcePath folders, relative to the project or absolute, with colons between them
   * @param methods what to prove, as {@code a.b.C.m(long,int[])} or {@code a.b.C.*}; none is all
   */
  ProverOutput run(
      List<Path> files,
      String sourcePath,
      List<String> options,
      List<String> methods,
      boolean feasibility,
      Duration budget) {
    try (Scratch nothing = Scratch.named("alloracle-openjml")) {
      List<String> command = new ArrayList<>(List.of(tool.launcher().toString()));
      command.addAll(options);
      if (!methods.isEmpty()) {
        command.add("--method=" + String.join(";", methods));
      }
      // Sources only: a stale class file must not stand in for one.
      command.addAll(List.of("-cp", nothing.folder().toString(), "--source-path", sourcePath));
      files.forEach(file -> command.add(file.toString()));
      ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
      NOT_INHERITED.forEach(builder.environment()::remove);
      Forked run = Forked.run(builder, budget);
      ProverOutput output = ProverOutput.read(run.lines(), feasibility);
      if (run.outOfTime()) {
        output.errors().add("ended after " + budget.toSeconds() + " s");
      } else if (output.methods().isEmpty()) {
        // The tool itself failed: its last words say why.
        int lines = run.lines().size();
        output.errors().addAll(run.lines().subList(Math.max(0, lines - 5), lines));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs jobs side by side, as far as the machine goes; the problems of all, in order. */
  static List<String> inParallel(List<Callable<List<String>>> jobs) {
    try {
      return Lanes.run(Lanes.openForProofs(), jobs, "proving").stream()
          .flatMap(List::stream)
          .toList();
    } catch (ExecutionException e) {
      throw new EvidenceException("a proof could not be run: " + e.getCause(), e);
    }
  }
}
