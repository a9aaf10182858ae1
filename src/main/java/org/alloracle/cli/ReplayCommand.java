package org.alloracle.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.alloracle.contract.BlockAllocator;
import org.alloracle.design.Design;
import org.alloracle.oracle.TraceReplay;
import org.alloracle.trace.Event;
import org.alloracle.trace.Format;
import org.alloracle.trace.TraceReader;
import org.alloracle.trace.Traces;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code alloracle replay}: a trace's requests on one of our allocators. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a trace's requests on one of our allocators and checks every answer.",
      "",
      "Utilisation is the most bytes live at one time over the memory used, from address 0 to the"
          + " highest byte handed out. The speed is that of reading, allocator and oracle together.",
      "",
      "Options:"
    },
    footer = {
      "",
      "Exit codes: 0 clean, 1 a violation was found, 2 bad input or usage.",
      "",
      "Examples:",
      "  alloracle replay program.mtlog --design basicalloc",
      "  alloracle replay program.rep --design bitpool --reference --heap 4M"
    })
final class ReplayCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "the trace")
  private @Nullable Path file;

  @Option(
      names = "--design",
      required = true,
      paramLabel = "NAME",
      description = "the design: see alloracle list")
  private String design = "";

  @ArgGroup private @Nullable Which which;

  @Option(
      names = "--heap",
      paramLabel = "BYTES",
      description =
          "the memory it manages, K, M, G or T may follow. Default: 1G, for a reference 64M")
  private @Nullable String heap;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "the format, where its content does not tell: " + Labels.FORMATS)
  private @Nullable String format;

  /** Which of the two implementations. */
  static final class Which {
    @Option(
        names = "--fast",
        description = "the fast implementation (this is the default, where there is one)")
    private boolean fast;

    @Option(names = "--reference", description = "the reference")
    private boolean reference;

    boolean isReference() {
      return reference || !fast;
    }
  }

  @Override
  public Integer call() throws IOException {
    Design chosen = Labels.design(spec, design);
    Format forced = format == null ? null : Labels.format(spec, format);
    boolean reference = which == null ? chosen.fast() == null : which.isReference();
    long bytes;
    BlockAllocator subject;
    try {
      bytes = Labels.bytes("--heap", heap != null ? heap : reference ? "64M" : "1G");
      subject = chosen.make(reference, bytes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    if (file == null) {
      throw new ParameterException(spec.commandLine(), "a trace is needed");
    }
    TraceReplay replay = new TraceReplay(subject, bytes);
    try (TraceReader reader = Traces.open(file, forced);
        Progress progress = new Progress(file, reader)) {
      long start = System.nanoTime();
      for (Event event = reader.next(); event != null; event = reader.next()) {
        replay.accept(event);
        progress.step();
      }
      long nanos = System.nanoTime() - start;
      progress.clear();
      TraceReplay.Result result = replay.result();
      print(
          chosen.label() + (reference ? " (reference)" : " (fast)"), bytes, reader, result, nanos);
      return result.violations() == 0 ? Main.CLEAN : Main.VIOLATION;
    }
  }

  private void print(
      String chosen, long heapBytes, TraceReader reader, TraceReplay.Result result, long nanos) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s on %s: %s%n",
        reader.name(),
        chosen,
        result.violations() == 0 ? "clean" : VerdictText.counted(result.violations(), "violation"));
    row(out, "records", "%s (%s)", number(reader.records()), reader.format().label());
    row(
        out,
        "events",
        "%s, %s a second",
        number(result.events()),
        number(Math.round(result.events() * 1e9 / Math.max(1, nanos))));
    row(
        out,
        "requests",
        "%s served, %s refused",
        number(result.served()),
        number(result.refused()));
    if (result.skipped() > 0) {
      row(
          out,
          "skipped",
          "%s (calls that failed in the trace, frees of blocks that are not there)",
          number(result.skipped()));
    }
    row(out, "peak live bytes", "%s", number(result.peakLiveBytes()));
    row(out, "peak live blocks", "%s", number(result.peakLiveBlocks()));
    row(out, "live at the end", "%s", VerdictText.counted(result.liveBlocks(), "block"));
    row(out, "memory used", "%s of %s bytes", number(result.highWater()), number(heapBytes));
    row(
        out,
        "utilisation",
        "%s",
        String.format(Locale.ROOT, "%.1f %%", 100 * result.utilisation()));
    VerdictText.violations(out, result.firstViolations(), result.violations(), 0, SHOWN);
  }

  private static void row(PrintWriter out, String name, String format, Object... values) {
    VerdictText.row(out, name, format, values);
  }

  private static String number(long n) {
    return VerdictText.number(n);
  }
}
