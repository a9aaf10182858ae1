package org.alloracle.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.alloracle.oracle.CheckOptions;
import org.alloracle.oracle.TraceChecker;
import org.alloracle.oracle.Verdict;
import org.alloracle.trace.Event;
import org.alloracle.trace.Format;
import org.alloracle.trace.TraceReader;
import org.alloracle.trace.Traces;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code alloracle check}: is a recorded heap right? */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Checks recorded traces against the allocation contract.",
      "",
      "A trace is a log of a program's malloc and free calls: glibc mtrace, valgrind"
          + " --trace-malloc=yes, mtlog, a malloc-lab .rep file or a wee_alloc trace, plain or"
          + " packed by xz. The format is told from the content.",
      "",
      "Options:"
    },
    footer = {
      "",
      "A violation comes with the clause that broke, the event, and a map of the blocks around it:",
      "> is the block of the event, ! the one in conflict.",
      "",
      "Exit codes: 0 clean, 1 a violation was found, 2 bad input or usage.",
      "",
      "Examples:",
      "  alloracle check program.mtrace",
      "  alloracle check --unordered threads.mtrace.xz",
      "  alloracle check --leaks fail --alignment 16 *.mtlog"
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "the traces")
  private List<Path> files = List.of();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "the format, where its content does not tell: " + Labels.FORMATS)
  private @Nullable String format;

  @Option(
      names = "--alignment",
      paramLabel = "BYTES",
      defaultValue = "natural",
      description =
          "a power of two that every address is a multiple of; or natural: as the request asks, and"
              + " otherwise the greatest power of two up to its size and 16 (8 below 4 GiB); or none."
              + " Default: ${DEFAULT-VALUE}")
  private String alignment = "natural";

  @Option(
      names = "--leaks",
      paramLabel = "POLICY",
      defaultValue = "report",
      description =
          "what blocks live at the end are: ignore, report, or fail (a violation of CONSERVATION)."
              + " Default: ${DEFAULT-VALUE}")
  private CheckOptions.Leaks leaks = CheckOptions.Leaks.REPORT;

  @Option(
      names = "--began",
      paramLabel = "WHEN",
      description =
          "program: the free of an address never seen is a violation; later: it is of a block"
              + " older than the log, unless the log shows that it cannot be. Default: what the"
              + " format allows (later for mtrace)")
  private @Nullable Began began;

  @Option(
      names = "--unordered",
      description =
          "the log of several threads whose lines may be out of order, as glibc's mtrace writes"
              + " them: an overlap is a suspected misordering if a late free explains it")
  private boolean unordered;

  @Option(
      names = "--window",
      paramLabel = "EVENTS",
      description = "with --unordered: how many events a line may be late. Default: 262144")
  private long window = CheckOptions.USUAL_WINDOW;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "10",
      description = "violations shown in full, of those found. Default: ${DEFAULT-VALUE}")
  private int show = 10;

  /** When the log began. */
  enum Began {
    PROGRAM,
    LATER
  }

  @Override
  public Integer call() {
    CheckOptions options = options();
    Format forced = format == null ? null : Labels.format(spec, format);
    PrintWriter out = spec.commandLine().getOut();
    int worst = Main.CLEAN;
    for (Path file : files) {
      try {
        worst = Math.max(worst, check(file, forced, options, out));
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        out.flush();
        spec.commandLine().getErr().println("alloracle: " + Main.oneLine(e));
        worst = Main.BAD_INPUT;
      }
    }
    out.flush();
    return worst;
  }

  private int check(Path file, @Nullable Format forced, CheckOptions options, PrintWriter out)
      throws IOException {
    try (TraceReader reader = Traces.open(file, forced);
        Progress progress = new Progress(file, reader)) {
      TraceChecker checker =
          new TraceChecker(options, reader.format().addressed(), reader::complete);
      for (Event event = reader.next(); event != null; event = reader.next()) {
        checker.accept(event);
        progress.step();
      }
      Verdict verdict = checker.finish();
      progress.clear();
      new VerdictText(out, show, options).print(reader, verdict);
      return verdict.isClean() ? Main.CLEAN : Main.VIOLATION;
    }
  }

  private CheckOptions options() {
    try {
      if (show < 0) {
        throw new IllegalArgumentException("--show " + show + " is negative");
      }
      CheckOptions options =
          CheckOptions.DEFAULT.withAlignment(alignmentBytes()).withLeaks(leaks).withKept(show);
      if (began != null) {
        options =
            options.withBeginning(
                began == Began.LATER
                    ? CheckOptions.Beginning.LATER
                    : CheckOptions.Beginning.WITH_PROGRAM);
      }
      return unordered ? options.withUnordered(window) : options;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private long alignmentBytes() {
    return switch (alignment) {
      case "natural" -> CheckOptions.NATURAL;
      case "none" -> CheckOptions.NO_ALIGNMENT;
      default -> Labels.powerOfTwo("--alignment", alignment);
    };
  }
}
