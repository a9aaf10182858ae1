package org.alloracle.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.alloracle.evidence.ModelManifest;
import org.alloracle.evidence.ModelResult;
import org.alloracle.evidence.ModelRun;
import org.alloracle.evidence.ModelRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code alloracle models}: the runs of the model checker, and what each must show. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = ValidateCommand.class,
    description = {
      "Shows the runs of the TLA+ models, and what TLC must find in each.",
      "",
      "states: distinct states. length: the depth of the state graph or, of a run that must fail,"
          + " the states in its shortest counterexample. seconds: the time it took when the figures"
          + " were taken. when: part of every mvn verify, or of the nightly profile.",
      "",
      "Options:"
    },
    footer = {
      "",
      "Exit codes: 0 as expected, 1 a run showed something else, 2 bad input or usage.",
      "",
      "Examples, the last three in the project's folder:",
      "  alloracle models",
      "  alloracle models michael",
      "  alloracle models --run michael-published --trace",
      "  alloracle models --run michael-lazy --set MaxLive=4",
      "  alloracle models --run michael --when verify"
    })
final class ModelsCommand implements Callable<Integer> {
  private static final String ROW = "  %-32s %-28s %12s %6s %7s  %-7s  %s%n";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "only these models or runs")
  private List<String> names = List.of();

  @Option(names = "--when", paramLabel = "PROFILE", description = "only those: verify or nightly")
  private String when = "";

  @Option(names = "--run", description = "let TLC run them now, and compare; needs the project")
  private boolean running;

  @Option(
      names = "--config",
      description = "print the TLC configuration of one run, for TLC by itself; needs the project")
  private boolean config;

  @Option(
      names = "--set",
      paramLabel = "CONSTANT=VALUE",
      description = "with --run or --config: another value of a constant; nothing is compared then")
  private Map<String, String> constants = new LinkedHashMap<>();

  @Option(names = "--trace", description = "with --run: print the counterexample")
  private boolean trace;

  @Option(
      names = "--project",
      paramLabel = "FOLDER",
      defaultValue = "",
      description = "where the models are. Default: the current folder")
  private Path project = Path.of("");

  @Override
  public Integer call() {
    boolean atWork = running || config;
    if (!atWork && (trace || !constants.isEmpty())) {
      throw new ParameterException(spec.commandLine(), "--set and --trace need --run");
    }
    if (!atWork) {
      print(chosen(ModelManifest.packaged()));
      return Main.CLEAN;
    }
    if (!Files.isRegularFile(project.resolve(ModelManifest.FILE))) {
      throw new ParameterException(
          spec.commandLine(),
          "no " + ModelManifest.FILE + " here: name the project's folder with --project");
    }
    List<ModelRun> runs =
        chosen(ModelManifest.read(project)).stream().map(run -> run.with(constants)).toList();
    return config ? config(runs) : run(runs);
  }

  private int config(List<ModelRun> runs) {
    if (runs.size() != 1) {
      throw new ParameterException(spec.commandLine(), "--config is of one run: name it");
    }
    spec.commandLine().getOut().print(new ModelRunner(project).config(runs.get(0)));
    return Main.CLEAN;
  }

  private List<ModelRun> chosen(ModelManifest manifest) {
    if (!when.isEmpty() && !ModelRun.PROFILES.contains(when)) {
      throw new ParameterException(spec.commandLine(), "--when " + when + ": verify or nightly");
    }
    for (String name : names) {
      if (manifest.runs().stream().noneMatch(run -> isNamed(run, name))) {
        throw new ParameterException(spec.commandLine(), "no model and no run is named " + name);
      }
    }
    return manifest.runs().stream()
        .filter(run -> names.isEmpty() || names.stream().anyMatch(name -> isNamed(run, name)))
        .filter(run -> when.isEmpty() || run.profile().equals(when))
        .toList();
  }

  private static boolean isNamed(ModelRun run, String name) {
    return run.name().equals(name) || run.model().equals(name);
  }

  private void print(List<ModelRun> runs) {
    PrintWriter out = spec.commandLine().getOut();
    String model = "";
    for (ModelRun run : runs) {
      if (!run.model().equals(model)) {
        model = run.model();
        heading(out, model);
      }
      out.printf(
          ROW,
          run.name(),
          run.expect(),
          VerdictText.number(run.states()),
          run.length() == null ? "-" : run.length(),
          seconds(run.took()),
          run.profile(),
          run.says());
    }
    long fail = runs.stream().filter(run -> !run.expect().equals(ModelRun.HOLDS)).count();
    out.printf(
        "%s: %d must hold, %d must fail%n",
        VerdictText.counted(runs.size(), "run"), runs.size() - fail, fail);
  }

  private static void heading(PrintWriter out, String model) {
    out.println(model);
    out.printf(ROW, "run", "expected", "states", "length", "seconds", "when", "shows");
  }

  private int run(List<ModelRun> runs) {
    PrintWriter out = spec.commandLine().getOut();
    ModelRunner runner = new ModelRunner(project);
    int worst = Main.CLEAN;
    out.printf(ROW, "run", "found", "states", "length", "seconds", "when", "differences");
    for (ModelRun run : runs) {
      ModelResult result = runner.run(run, this::progress);
      List<String> differences = new ArrayList<>();
      if (constants.isEmpty()) {
        differences.addAll(result.differencesFrom(run));
      } else {
        result.untaken().forEach(action -> differences.add("never taken: " + action));
      }
      int length = result.trace().isEmpty() ? result.depth() : result.trace().size();
      out.printf(
          ROW,
          run.name(),
          result.outcome(),
          VerdictText.number(result.states()),
          length == 0 ? "-" : length,
          seconds(result.seconds()),
          run.profile(),
          String.join("; ", differences));
      if (trace) {
        result.trace().forEach(out::println);
      }
      out.flush();
      boolean wrong = constants.isEmpty() && !differences.isEmpty();
      boolean broken = result.outcome().startsWith("error");
      worst = wrong || broken ? Main.VIOLATION : worst;
    }
    return worst;
  }

  /** What TLC says once a minute goes to the terminal, not into the table. */
  private void progress(String line) {
    if (line.startsWith("Progress(")) {
      spec.commandLine().getErr().println(line);
    }
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 9.95 ? "%.1f" : "%.0f", seconds);
  }
}
