package org.alloracle.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.alloracle.bench.peer.Peer.Kind;
import org.alloracle.bench.report.Plot;
import org.alloracle.bench.report.Sink;
import org.alloracle.bench.report.Table;
import org.jspecify.annotations.Nullable;

/** Tables, data files and plots of what {@link Speed} measured. */
final class SpeedReport {
  /** What ratios are against, if it was measured: the first of these. */
  private static final List<String> MEASURES =
      List.of("mimalloc-native", "mimalloc-foreign", "unsafe");

  /** JMH's own work shows as a fraction of a byte an operation. */
  private static final double NO_GARBAGE = 0.01;

  /** A row of the data files; times in nanoseconds an operation, the ratio of processor times. */
  record Row(
      String workload,
      String allocator,
      String kind,
      double processor,
      double least,
      double most,
      double wall,
      double ratio,
      double heapBytes) {}

  private final Settings settings;
  private final Sink sink;
  private final List<Figure> figures;

  SpeedReport(Settings settings, Sink sink, List<Figure> figures) {
    this.settings = settings;
    this.sink = sink;
    this.figures = figures;
  }

  /** Writes all; returns the rows of the data file. */
  List<Row> write() {
    List<Row> rows = figures.stream().map(this::row).toList();
    Sink.write(settings.out().resolve("speed.csv"), csv(rows));
    for (String workload : settings.workloads()) {
      List<Figure> these = of(workload);
      if (!these.isEmpty()) {
        table(workload, these);
        plot(workload, these);
      }
    }
    matrix();
    return rows;
  }

  private Row row(Figure figure) {
    return new Row(
        figure.workload,
        figure.allocator,
        figure.kind.name(),
        figure.processor(),
        figure.least(),
        figure.most(),
        figure.wall(),
        ratio(figure),
        figure.garbage());
  }

  private static String csv(List<Row> rows) {
    Table csv =
        new Table(
            "workload",
            "allocator",
            "kind",
            "cpu_ns",
            "least_ns",
            "most_ns",
            "wall_ns",
            "ratio",
            "heap_bytes");
    for (Row row : rows) {
      csv.row(
          row.workload,
          row.allocator,
          row.kind,
          Table.number(row.processor, 3),
          Table.number(row.least, 3),
          Table.number(row.most, 3),
          Table.number(row.wall, 3),
          Table.number(row.ratio, 3),
          Table.number(row.heapBytes, 4));
    }
    return csv.csv();
  }

  private List<Figure> of(String workload) {
    return figures.stream()
        .filter(figure -> figure.workload.equals(workload))
        .sorted(Comparator.comparing(Figure::processor))
        .toList();
  }

  private @Nullable Figure measure(String workload) {
    for (String name : MEASURES) {
      for (Figure figure : figures) {
        if (figure.workload.equals(workload) && figure.allocator.equals(name)) {
          return figure;
        }
      }
    }
    return null;
  }

  private double ratio(Figure figure) {
    Figure measure = measure(figure.workload);
    return measure == null ? Double.NaN : figure.processor() / measure.processor();
  }

  private String against(String workload) {
    Figure measure = measure(workload);
    return measure == null ? "nothing: no mimalloc measured" : measure.allocator;
  }

  private String suffix() {
    return settings.quick() ? " (QUICK run, not for quoting)" : "";
  }

  private void table(String workload, List<Figure> these) {
    sink.line(
        workload
            + ": ns an allocation and free, median of "
            + settings.passes()
            + "; x against "
            + against(workload)
            + "; wall over the operations of all threads"
            + suffix());
    Table table =
        new Table("allocator", "kind", "cpu ns", "x", "least", "most", "wall ns", "heap B/op");
    for (Figure figure : these) {
      table.row(
          figure.allocator,
          figure.kind.name().toLowerCase(Locale.ROOT),
          Table.number(figure.processor(), 1),
          Table.number(ratio(figure), 2),
          Table.number(figure.least(), 1),
          Table.number(figure.most(), 1),
          Table.number(figure.wall(), 1),
          garbage(figure.garbage()));
    }
    table.print(sink);
  }

  private static String garbage(double bytes) {
    return bytes < NO_GARBAGE ? "0" : Table.number(bytes, 2);
  }

  private void matrix() {
    List<String> workloads =
        settings.workloads().stream().filter(workload -> !of(workload).isEmpty()).toList();
    Map<String, String[]> rows = new LinkedHashMap<>();
    for (Figure figure : figures) {
      String[] row =
          rows.computeIfAbsent(figure.allocator, name -> empty(name, workloads.size() + 1));
      row[workloads.indexOf(figure.workload) + 1] = Table.number(ratio(figure), 2);
    }
    String[] headings = new String[workloads.size() + 1];
    headings[0] = "x against";
    String[] against = new String[headings.length];
    against[0] = "";
    for (int i = 1; i < headings.length; i++) {
      headings[i] = workloads.get(i - 1);
      against[i] = against(workloads.get(i - 1)).split(":", 2)[0];
    }
    Table table = new Table(headings);
    table.row(against);
    rows.values().forEach(table::row);
    sink.line("All ratios of processor time" + suffix() + "; heap B/op below 0.01 counts as 0");
    table.print(sink);
  }

  private static String[] empty(String name, int columns) {
    String[] row = new String[columns];
    Arrays.fill(row, "-");
    row[0] = name;
    return row;
  }

  private void plot(String workload, List<Figure> these) {
    Figure measure = measure(workload);
    Plot plot =
        new Plot(
            workload + suffix(),
            "processor ns an allocation and free; green is ours, amber Java, blue a foreign call, dark"
                + " C; the line is "
                + against(workload),
            measure == null ? Double.NaN : measure.processor());
    for (Figure figure : these) {
      plot.bar(
          figure.allocator,
          figure.processor(),
          Table.number(figure.processor(), 1) + " (" + Table.number(ratio(figure), 2) + "x)",
          colour(figure.kind));
    }
    Sink.write(settings.out().resolve("speed-" + workload + ".svg"), plot.svg());
  }

  private static String colour(Kind kind) {
    return switch (kind) {
      case OURS -> "#2b7a3d";
      case JAVA -> "#c07f1f";
      case FOREIGN -> "#7d8fb3";
      case NATIVE -> "#34495e";
    };
  }
}
