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

/** Calls OpenJML, one class a call, so that neither its result nor its time hangs on another's. */
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

    /** Seconds for each method. */
    Map<String, Double> seconds() {
      Map<String, Double> seconds = new LinkedHashMap<>();
      methods.forEach((method, result) -> seconds.put(method, result.seconds()));
      return seconds;
    }
  }

  /**
   * Proves a class, and compares the set of methods that came through with the set that must.
   *
   * @param file relative to the project
   * @param sourcePath where the classes it mentions are, relative to the project
   * @param expected the exact methods
   * @param ignored methods that may come to anything
   */
  Pass prove(
      String name,
      Path file,
      Path sourcePath,
      Set<String> expected,
      Set<String> ignored,
      boolean feasibility,
      Duration budget) {
    // Without a selection the classes that it depends on are proved along with it.
    ProverOutput output =
        run(
            List.of(file),
            sourcePath.toString(),
            pins.options(feasibility),
            selection(name, expected, ignored),
            feasibility,
            budget);
    Map<String, MethodResult> methods = new LinkedHashMap<>();
    output
        .methods()
        .forEach(
            (full, result) -> {
              String method =
                  simple(full.startsWith(name + ".") ? full.substring(name.length() + 1) : full);
              if (!ignored.contains(method)) {
                methods.put(method, result);
              }
            });
    List<String> errors = output.errors();
    return new Pass(methods, problems(name, expected, methods, feasibility, errors), errors);
  }

  /**
   * The whole class, or by their names (which overloads share) the methods that must come through.
   */
  private static List<String> selection(String name, Set<String> expected, Set<String> ignored) {
    return ignored.isEmpty()
        ? List.of(name + ".*")
        : expected.stream()
            .map(method -> name + "." + method.replaceAll("\\(.*", ""))
            .distinct()
            .toList();
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
