package org.alloracle.bench.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.alloracle.bench.report.Median;
import org.alloracle.bench.report.Sink;
import org.alloracle.bench.report.Table;
import org.alloracle.oracle.CheckOptions;
import org.alloracle.oracle.TraceChecker;
import org.alloracle.trace.TraceReader;
import org.alloracle.trace.Traces;

/** Nanoseconds an event of recorded traces: read as text, and read and checked. */
public final class TraceBench {
  private static final long LEAST = 500_000_000; // of the processor's nanoseconds, a figure

  private final List<Path> traces;
  private final int rounds;
  private final Sink sink;

  /** Prepares it. */
  public TraceBench(List<Path> traces, boolean quick, Sink sink) {
    this.traces = traces;
    this.rounds = quick ? 1 : 5;
    this.sink = sink;
  }

  /** Measures; returns the rows for the data file. */
  public List<Map<String, Object>> run() {
    // What all traces need is compiled before the first is measured.
    traces.forEach(trace -> figure(trace, TraceBench::check));
    List<Map<String, Object>> rows = new ArrayList<>();
    Table table = new Table("trace", "events", "read ns", "check ns", "events/s");
    for (Path trace : traces) {
      double read = median(trace, TraceBench::read);
      double check = median(trace, TraceBench::check);
      long events = check(trace);
      String name = trace.getFileName().toString();
      table.row(
          name,
          Long.toString(events),
          Table.number(read, 0),
          Table.number(check, 0),
          Table.number(1e3 / check, 2) + " M");
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("trace", name);
      row.put("events", events);
      row.put("read_ns", read);
      row.put("check_ns", check);
      rows.add(row);
      sink.progress("oracle: " + name);
    }
    sink.line(
        "Recorded traces: processor ns an event; check is with the reading (medians of "
            + rounds
            + ")");
    table.print(sink);
    return rows;
  }

  private double median(Path trace, ToLongFunction<Path> pass) {
    return Median.of(rounds, () -> figure(trace, pass));
  }

  /** Short traces are read again and again. */
  private static double figure(Path trace, ToLongFunction<Path> pass) {
    long start = OracleBench.cpuTime();
    long events = 0;
    do {
      events += pass.applyAsLong(trace);
    } while (OracleBench.cpuTime() - start < LEAST);
    return (double) (OracleBench.cpuTime() - start) / events;
  }

  private static long read(Path trace) {
    long events = 0;
    try (TraceReader reader = Traces.open(trace, null)) {
      while (reader.next() != null) {
        events++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  private static long check(Path trace) {
    try (TraceReader reader = Traces.open(trace, null)) {
      return TraceChecker.check(reader, CheckOptions.DEFAULT).events();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
