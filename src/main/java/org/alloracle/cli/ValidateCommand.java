package org.alloracle.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.alloracle.evidence.steps.StepValidation;
import org.alloracle.evidence.steps.StepValidator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code alloracle models validate}: are recorded runs behaviours of the model? */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets TLC look for recorded runs of Michael's allocator among the behaviours of its model. Of"
          + " a log that is rejected, prints the first step that the model cannot take, and the"
          + " model's state before it. The format is in specs/michael/README.md.",
      "",
      "Options:"
    },
    footer = {
      "",
      "Exit codes: 0 all accepted, 1 some rejected, 2 bad input or usage.",
      "",
      "Example, in the project's folder:",
      "  alloracle models validate examples/steps/*.steps --coverage"
    })
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "LOG", arity = "1..*", description = "logs of steps")
  private List<Path> logs = List.of();

  @Option(names = "--coverage", description = "print how often each step of the model was taken")
  private boolean coverage;

  @Option(
      names = "--seconds",
      defaultValue = "600",
      description = "a limit on each run of TLC. Default: ${DEFAULT-VALUE}")
  private int seconds = 600;

  @Option(
      names = "--project",
      paramLabel = "FOLDER",
      defaultValue = "",
      description = "where the models are. Default: the current folder")
  private Path project = Path.of("");

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(project.resolve(StepValidator.MODULE))) {
      throw new ParameterException(
          spec.commandLine(),
          "no " + StepValidator.MODULE + " here: name the project's folder with --project");
    }
    StepValidation found = new StepValidator(project, seconds).validate(logs);
    PrintWriter out = spec.commandLine().getOut();
    found
        .results()
        .forEach(
            (log, result) -> {
              if (result.isAccepted()) {
                out.printf("%s: accepted%n", log);
              } else {
                out.printf("%s:%d: %s: %s%n", log, result.line(), result.step(), result.why());
                result.details().forEach(detail -> out.printf("    %s%n", detail));
              }
            });
    if (coverage) {
      found.coverage().table().forEach(out::println);
    }
    out.printf(
        Locale.ROOT,
        "%s with %s: %d accepted, %d rejected; %s states in %.1f s%n",
        VerdictText.counted(found.results().size(), "log"),
        VerdictText.counted(found.steps(), "step"),
        found.accepted(),
        found.results().size() - found.accepted(),
        VerdictText.number(found.states()),
        found.seconds());
    return found.accepted() == found.results().size() ? Main.CLEAN : Main.VIOLATION;
  }
}
