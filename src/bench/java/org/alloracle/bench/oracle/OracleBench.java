package org.alloracle.bench.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.alloracle.bench.oracle.EventLog.Shape;
import org.alloracle.bench.report.Median;
import org.alloracle.bench.report.Sink;
import org.alloracle.bench.report.Table;
import org.alloracle.oracle.CheckOptions;
import org.alloracle.oracle.LiveBlocks;
import org.alloracle.oracle.TraceChecker;
import org.alloracle.oracle.Violation;
import org.alloracle.trace.Event;
import org.alloracle.trace.TraceReader;
import org.alloracle.trace.Traces;

/**
 * Nanoseconds an event (one allocation or free): the map of live blocks beside {@link TreeMap}, and
 * the check of a log with the reading of its text, all in one process.
 */
public final class OracleBench {
  private final List<Shape> shapes;
  private final int events;
  private final int rounds;
  private final Path out;
  private final Sink sink;
  private final List<Map<String, Object>> rows = new ArrayList<>();

  /** Prepares it. */
  public OracleBench(boolean quick, Path out, Sink sink) {
    shapes = quick ? List.of(Shape.RECYCLED) : List.of(Shape.values());
    events = quick ? 500_000 : 4_000_000;
    rounds = quick ? 1 : 5;
    this.out = out;
    this.sink = sink;
  }

  /** Measures; returns the rows for the data file. */
  public List<Map<String, Object>> run() throws IOException {
    Table table =
        new Table(
            "blocks", "live", "map ns", "TreeMap ns", "TreeMap / map", "check ns", "events/s");
    for (int live : new int[] {10_000, 1_000_000}) {
      for (Shape shape : shapes) {
        EventLog log = shape.log(live, events);
        long map = median(log, each -> replay(each, new LiveBlocks(OracleBench::complain)));
        long tree = median(log, each -> replay(each, new TreeMap<>(Long::compareUnsigned)));
        Path file = write(log);
        long check = median(log, each -> check(file, each.length));
        Files.delete(file);
        table.row(
            shape.name().toLowerCase(Locale.ROOT),
            Integer.toString(live),
            Long.toString(map),
            Long.toString(tree),
            Table.number((double) tree / map, 1),
            Long.toString(check),
            Table.number(1e3 / check, 2) + " M");
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("blocks", shape.name());
        row.put("live", live);
        row.put("map_ns", map);
        row.put("treemap_ns", tree);
        row.put("check_ns", check);
        rows.add(row);
        sink.progress("oracle: " + shape + ", " + live + " live");
      }
    }
    sink.line(
        "The oracle: processor ns an event; check is with the reading of an mtlog (medians of "
            + rounds
            + ")");
    table.print(sink);
    sink.line(memory() + " bytes a live block");
    sink.line("");
    return rows;
  }

  private long median(EventLog log, ToLongFunction<EventLog> replay) {
    return (long) Median.of(rounds, () -> replay.applyAsLong(log));
  }

  private static void complain(Violation violation) {
    throw new IllegalStateException(violation.message());
  }

  private static long memory() {
    EventLog log = Shape.RECYCLED.log(1_000_000, 0);
    long before = used();
    LiveBlocks blocks = new LiveBlocks(OracleBench::complain);
    for (int i = 0; i + 1 < log.warm; i++) {
      blocks.now(i + 1, i + 1, 1);
      blocks.allocate(log.address[i], log.size[i], Event.UNKNOWN, 1);
    }
    return (used() - before) / blocks.liveBlocks();
  }

  private static long used() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Of this thread, so that a busy machine matters less. */
  static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long replay(EventLog log, LiveBlocks blocks) {
    long start = 0;
    for (int i = 0; i < log.length; i++) {
      if (i == log.warm) {
        start = cpuTime();
      }
      blocks.now(i + 1, i + 1, 1);
      if (log.size[i] < 0) {
        blocks.free(log.address[i]);
      } else {
        blocks.allocate(log.address[i], log.size[i], Event.UNKNOWN, 8);
      }
    }
    return (cpuTime() - start) / (log.length - log.warm);
  }

  private record Old(long size, long event) {}

  private static long replay(EventLog log, NavigableMap<Long, Old> blocks) {
    long start = 0;
    for (int i = 0; i < log.length; i++) {
      if (i == log.warm) {
        start = cpuTime();
      }
      long address = log.address[i];
      if (log.size[i] < 0) {
        if (blocks.remove(address) == null) {
          throw new IllegalStateException();
        }
      } else {
        Map.Entry<Long, Old> below = blocks.floorEntry(address);
        Map.Entry<Long, Old> above = blocks.ceilingEntry(address);
        if ((below != null && below.getKey() + below.getValue().size > address)
            || (above != null && address + log.size[i] > above.getKey())) {
          throw new IllegalStateException();
        }
        blocks.put(address, new Old(log.size[i], i));
      }
    }
    return (cpuTime() - start) / (log.length - log.warm);
  }

  private Path write(EventLog log) throws IOException {
    Path file = out.resolve("events.mtlog");
    StringBuilder line = new StringBuilder();
    try (Writer writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < log.length; i++) {
        line.setLength(0);
        String at = Long.toHexString(log.address[i]);
        if (log.size[i] < 0) {
          line.append("1 f ").append(at);
        } else {
          String size = Long.toHexString(log.size[i]);
          line.append("1 m ").append(size).append(" = ").append(at).append(' ').append(size);
        }
        writer.append(line.append('\n'));
      }
    }
    return file;
  }

  /** What the command {@code check} does, the filling of the map counted too. */
  private static long check(Path file, int events) {
    long start = cpuTime();
    try (TraceReader reader = Traces.open(file, null)) {
      CheckOptions options = CheckOptions.DEFAULT.withAlignment(CheckOptions.NO_ALIGNMENT);
      if (!TraceChecker.check(reader, options).isClean()) {
        throw new IllegalStateException("the log has violations");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (cpuTime() - start) / events;
  }
}
