package org.alloracle.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code alloracle}.
 *
 * <p>Exit codes: {@link #CLEAN}, {@link #VIOLATION}, {@link #BAD_INPUT}.
 */
@Command(
    name = "alloracle",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Formally checked reference allocators, and the oracle for yours.",
    subcommands = {CheckCommand.class, ReplayCommand.class, ListCommand.class, ModelsCommand.class},
    footer = {
      "",
      "Exit codes: 0 clean, 1 a violation was found, 2 bad input or usage.",
      "",
      "First steps:",
      "  alloracle check TRACE                          is this recorded heap right?",
      "  alloracle replay TRACE --design basicalloc     the same requests on one of ours",
      "  alloracle list                                 the designs and their evidence",
      "  alloracle models                               the models and what TLC finds in them"
    })
public final class Main implements Runnable {
  /** No violation. */
  static final int CLEAN = 0;

  /** At least one violation. */
  static final int VIOLATION = 1;

  /** Unreadable input or wrong usage. */
  static final int BAD_INPUT = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is needed: check, replay, list or models");
  }

  /** Runs the command named by the arguments and exits with its code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    out.flush();
    System.exit(code);
  }

  /** Runs a command on the given writers and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out).setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (problem, arguments) -> {
          problem.getCommandLine().getErr().println("alloracle: " + oneLine(problem));
          return BAD_INPUT;
        });
    line.setExecutionExceptionHandler(
        (problem, command, parsed) -> {
          command.getErr().println("alloracle: " + oneLine(problem));
          return BAD_INPUT;
        });
    int code = line.execute(args);
    out.flush();
    return code;
  }

  /** What went wrong, as one line without a stack trace. */
  static String oneLine(Throwable problem) {
    if (problem instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file";
    }
    if (problem instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (problem instanceof OutOfMemoryError) {
      return "out of memory: give java a larger -Xmx";
    }
    String message = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    boolean speaksForItself =
        problem instanceof IOException
            || problem instanceof ParameterException
            || problem instanceof IllegalArgumentException;
    return speaksForItself ? message : problem.getClass().getSimpleName() + ": " + message;
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"alloracle " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
